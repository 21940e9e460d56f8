/* Any bytes as a data file: refused with a message, or safe to use. The header is also made right first, so that what
 * lies behind it is reached. */
#include <stdlib.h>
#include <string.h>

#include "claims/claims.h"
#include "events/events.h"
#include "fuzz.h"
#include "model/layout.h"
#include "names/names.h"
#include "places/places.h"
#include "screening/screening.h"
#include "speech/speech.h"
#include "syntax/syntax.h"
#include "times/times.h"
#include "tokens/tokens.h"

static const char text[] =
    "SEOUL, Nov. 9 (Yonhap) - Mr. Smith's U.S.-based firm didn't pay $5m at 10pm, see www.example.com. It left.";

static void use_table(const dl_model *model, const char *name) {
  const dl_table *t = dl_model_table(model, name);
  uint32_t first = 0, rows = t ? dl_table_rows(t) : 0;
  for (uint32_t i = 0; i < rows && i < 64; i++) {
    const char *key = dl_table_cell(t, i, 0);
    uint32_t count = dl_table_find(t, key, &first);
    fuzz_promise(count <= rows && (count == 0 || first < rows), "found rows lie in the table");
    dl_table_line(t, i);
  }
  if (!t) return;
  dl_table_find(t, "no such key", &first);
  dl_table_max_words(t);
  fuzz_promise(dl_table_column(t, "no such column") == -1 && dl_table_file(t) != NULL, "a table knows its columns");
}

static void use_tokenizer(const dl_model *model) {
  dl_status status = {0};
  dl_tokenizer *tokenizer = NULL;
  if (dl_tokenizer_new(model, &tokenizer, &status) != DL_OK) {
    fuzz_failed(&status);
    return;
  }
  dl_arena *arena = dl_arena_new();
  dl_document *doc = dl_document_new(arena);
  doc->text = text;
  doc->text_size = sizeof text - 1;
  fuzz_promise(dl_tokenize(tokenizer, doc, &status) == DL_OK, status.message);
  fuzz_check(doc, 0);
  dl_arena_free(arena);
  dl_tokenizer_free(tokenizer);
}

/* Each stage takes what it needs of a data file, or says what is missing. */
static void use_stages(const dl_model *model) {
  dl_status status = {0};
  dl_parser *parser = NULL;
  dl_namer *namer = NULL;
  dl_timer *timer = NULL;
  dl_placer *placer = NULL;
  dl_gazetteer gazetteer;
  dl_toponym found[DL_TOPONYMS];
  dl_coder *coder = NULL;
  dl_listener *listener = NULL;
  dl_claimer *claimer = NULL;
  dl_screener *screener = NULL;
  if (dl_parser_new(model, &parser, &status) != DL_OK) fuzz_failed(&status);
  if (dl_timer_new(model, &timer, &status) != DL_OK) fuzz_failed(&status);
  if (dl_placer_new(model, &placer, &status) != DL_OK) fuzz_failed(&status);
  if (dl_gazetteer_open(model, &gazetteer, &status) != DL_OK)
    fuzz_failed(&status);
  else
    dl_gazetteer_find(&gazetteer, "Springfield", found, DL_TOPONYMS);
  if (dl_listener_new(model, &listener, &status) != DL_OK) fuzz_failed(&status);
  if (dl_screener_new(model, &screener, &status) != DL_OK) fuzz_failed(&status);
  if (dl_namer_new(model, &namer, &status) != DL_OK) {
    fuzz_failed(&status);
  } else {
    if (dl_coder_new(model, namer, &coder, &status) != DL_OK) fuzz_failed(&status);
    if (dl_claimer_new(model, &claimer, &status) != DL_OK) fuzz_failed(&status);
  }
  dl_claimer_free(claimer);
  dl_coder_free(coder);
  dl_listener_free(listener);
  dl_namer_free(namer);
  dl_screener_free(screener);
  dl_placer_free(placer);
  dl_timer_free(timer);
  dl_parser_free(parser);
}

static void try_file(const uint8_t *bytes, size_t size) {
  static const char *const names[] = {"tokens/abbreviations", "tokens/contractions", "lexicon/verbs",
                                      "actors/countries", "times/words"};
  fuzz_file file = fuzz_file_new(bytes, size);
  dl_model *model = NULL;
  dl_status status = {0};
  if (dl_model_open(file.path, &model, &status) != DL_OK) fuzz_failed(&status);
  dl_model_close(model);
  if (dl_model_open_unchecked(file.path, &model, &status) == DL_OK) { /* behind the checksums */
    if (dl_model_verify(model, &status) != DL_OK) fuzz_failed(&status);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) use_table(model, names[i]);
    use_tokenizer(model);
    use_stages(model);
  } else {
    fuzz_failed(&status);
    fuzz_promise(strstr(status.message, file.path) != NULL, "a message names the file");
  }
  dl_model_close(model);
  fuzz_file_close(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  try_file(bytes, size);
  if (size < sizeof(dl_model_header)) return 0;
  uint8_t *mended = malloc(size);
  if (!mended) return 0;
  memcpy(mended, bytes, size);
  dl_model_header *header = (dl_model_header *)(void *)mended;
  memcpy(header->magic, DL_MODEL_MAGIC, sizeof header->magic);
  header->version = DL_MODEL_VERSION;
  header->size = size;
  memset(header->reserved, 0, sizeof header->reserved);
  uint64_t directory = (uint64_t)header->sections * sizeof(dl_model_section);
  if (directory <= size - sizeof *header) header->check = dl_model_check(mended + sizeof *header, directory);
  try_file(mended, size);
  free(mended);
  return 0;
}
