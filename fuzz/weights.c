/* The parser's section of the real data file, damaged at the places that the input says: refused with a message, or
 * parsed with to trees.
 *
 * The input is records of 8 bytes: how (1), the bit of the damage (1), a place (2), an offset (4). With how even the
 * offset counts from the start of the section; else from the place-th spot where an item's name stands, so that names
 * and sizes are hit, not only values.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "model/layout.h"
#include "syntax/syntax.h"
#include "tokens/tokens.h"

enum { SPOTS = 512, RECORD = 8, RECORDS = 32 };

static fuzz_file file; /* a copy of the data file */
static uint8_t *copy;  /* its bytes: shared, so that what is changed here is what a reader maps */
static uint8_t *section;
static size_t section_size, spots[SPOTS], spot_count;
static dl_tokenizer *tokenizer;

static void find_spots(void) {
  for (size_t i = 0; i + 8 < section_size && spot_count < SPOTS; i++) {
    bool named = section[i + 4] >= 'A' && section[i + 4] <= 'z' && section[i] > 1 && section[i] < 40 &&
                 !section[i + 1] && !section[i + 2] && !section[i + 3];
    if (!named) continue;
    bool whole = true;
    for (size_t k = 0; k < section[i] && i + 4 + k < section_size; k++)
      whole = whole && section[i + 4 + k] > ' ' && section[i + 4 + k] < 127;
    if (whole) spots[spot_count++] = i;
  }
}

static void set_up(void) {
  if (copy) return;
  dl_status status = {0};
  int data = open(fuzz_data(), O_RDONLY | O_CLOEXEC);
  struct stat info;
  fuzz_promise(data >= 0 && fstat(data, &info) == 0, "a data file that opens");
  size_t size = (size_t)info.st_size;
  void *whole = mmap(NULL, size, PROT_READ, MAP_PRIVATE, data, 0);
  fuzz_promise(whole != MAP_FAILED, "a data file that maps");
  file = fuzz_file_new(whole, size);
  munmap(whole, size);
  close(data);
  copy = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file.file, 0);
  fuzz_promise(copy != MAP_FAILED, "a copy that maps");
  const dl_model_header *header = (const dl_model_header *)(const void *)copy;
  const dl_model_section *s = (const dl_model_section *)(const void *)(copy + sizeof *header);
  for (uint32_t i = 0; i < header->sections; i++)
    if (strcmp(s[i].name, "parser") == 0) section = copy + s[i].offset, section_size = s[i].size;
  fuzz_promise(section_size > 0, "a section 'parser'");
  find_spots();
  static dl_model *sound; /* the tokenizer's own: never damaged */
  fuzz_promise(
      dl_model_open(fuzz_data(), &sound, &status) == DL_OK && dl_tokenizer_new(sound, &tokenizer, &status) == DL_OK,
      status.message);
}

static size_t place_of(const uint8_t *record) {
  uint32_t offset;
  uint16_t spot;
  memcpy(&spot, record + 2, sizeof spot);
  memcpy(&offset, record + 4, sizeof offset);
  if (record[0] % 2 == 0 || spot_count == 0) return offset % section_size;
  return (spots[spot % spot_count] + offset % 64) % section_size;
}

static void damage(const uint8_t *record) {
  section[place_of(record)] ^= (uint8_t)(record[1] ? record[1] : 1);
}

static void parse(const dl_parser *parser) {
  static const char text[] = "Iran was supplying attack drones to Russia, he said. The U.S. denied it.";
  dl_status status = {0};
  dl_arena *arena = dl_arena_new();
  dl_workspace *work = dl_workspace_new();
  dl_document *doc = dl_document_new(arena);
  doc->text = text;
  doc->text_size = sizeof text - 1;
  fuzz_promise(dl_tokenize(tokenizer, doc, &status) == DL_OK, status.message);
  fuzz_promise(dl_parse(parser, work, doc, &status) == DL_OK, status.message);
  fuzz_check(doc, 1);
  dl_workspace_free(work);
  dl_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  set_up();
  size_t records = size / RECORD < RECORDS ? size / RECORD : RECORDS;
  for (size_t i = 0; i < records; i++) damage(bytes + i * RECORD);
  dl_status status = {0};
  dl_model *model = NULL;
  dl_parser *parser = NULL;
  int code = dl_model_open_unchecked(file.path, &model, &status);
  if (code == DL_OK) code = dl_parser_new(model, &parser, &status);
  if (code == DL_OK)
    parse(parser);
  else
    fuzz_failed(&status);
  dl_parser_free(parser);
  dl_model_close(model);
  for (size_t i = records; i-- > 0;) damage(bytes + i * RECORD); /* twice is not at all */
  return 0;
}
