/* Any bytes as text, HTML, a line of JSON or CoNLL-U (FUZZ_KIND, set by the build), up to its tokens and sentences. */
#include "intake/intake.h"
#include "fuzz.h"
#include "tokens/dateline.h"
#include "tokens/tokens.h"

static dl_model *model;
static dl_tokenizer *tokenizer;

static void set_up(void) {
  dl_status status = {0};
  if (tokenizer) return;
  fuzz_promise(dl_model_open(fuzz_data(), &model, &status) == DL_OK, status.message);
  fuzz_promise(dl_tokenizer_new(model, &tokenizer, &status) == DL_OK, status.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  set_up();
  dl_arena *arena = dl_arena_new();
  if (!arena) return 0;
  dl_document *doc = dl_document_new(arena);
  dl_status status = {0};
  int code = dl_intake_read(model, FUZZ_KIND, "fuzz", 1, (const char *)bytes, size, doc, &status);
  if (code == DL_OK) {
    dl_read_dateline(model, doc);
    if (doc->token_count == 0) {
      fuzz_promise(dl_tokenize(tokenizer, doc, &status) == DL_OK, status.message);
      dl_split_dateline(doc);
    }
    fuzz_check(doc, 0);
    dl_document_cp(doc, doc->text_size);
  } else {
    fuzz_failed(&status);
  }
  dl_arena_free(arena);
  return 0;
}
