/* Any bytes as a file of JSON, of CSV, or of a kind that its bytes tell (FUZZ_KIND, set by the build): every document
 * of it is read or refused, and the reading ends. */
#include <stdlib.h>

#include "fuzz.h"
#include "intake/intake.h"

static dl_model *model;

static void read_one(const dl_raw *raw) {
  dl_status status = {0};
  dl_arena *arena = dl_arena_new();
  dl_document *doc = dl_document_new(arena);
  fuzz_promise(raw->kind != DL_INPUT_AUTO && raw->line > 0 && raw->number > 0,
               "a document knows its kind and its place");
  if (dl_intake_document(model, raw, doc, &status) != DL_OK)
    fuzz_failed(&status);
  else
    fuzz_promise(doc->id[0] && (!doc->date[0] || dl_date_valid(doc->date)), "a document has an id, and a date or none");
  dl_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dl_status status = {0};
  if (!model) fuzz_promise(dl_model_open(fuzz_data(), &model, &status) == DL_OK, status.message);
  fuzz_file file = fuzz_file_new(bytes, size);
  dl_intake *intake = NULL;
  if (dl_intake_open(file.path, FUZZ_KIND, NULL, &intake, &status) != DL_OK) fuzz_failed(&status);
  for (size_t taken = 0; intake && !dl_intake_done(intake); taken++) {
    dl_raw raw = {.name = "fuzz"};
    status = (dl_status){0};
    if (dl_intake_next(intake, &raw, &status) != DL_OK)
      fuzz_failed(&status);
    else if (raw.bytes)
      read_one(&raw);
    free(raw.bytes);
    fuzz_promise(dl_intake_position(intake) <= size, "no more is read than there is");
    fuzz_promise(taken < 1 << 20, "an input ends");
  }
  dl_intake_close(intake);
  fuzz_file_close(&file);
  return 0;
}
