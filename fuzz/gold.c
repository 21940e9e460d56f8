/* Any bytes as a file of annotated articles: what is wrong is told by line, and what is sound can be scored. */
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "fuzz.h"
#include "score/figures.h"

static dl_model *model;

typedef struct reading {
  const char *path;
  dl_arena *arena;
  dl_golds golds;
  dl_faults faults;
} reading;

static void tell(void *context, const char *path, uint32_t line, const char *reason) {
  (void)context;
  fuzz_promise(path[0] && line > 0 && reason[0], "a fault names file, line and reason");
}

/* A document with two events at its start, as the program could have coded it. */
static void score(const dl_gold *gold, dl_arena *arena) {
  static char text[] = "Iran attacked, denied.";
  dl_counts counts = {0};
  dl_score_errors errors = {0};
  dl_document *doc = dl_document_new(arena);
  doc->text = text;
  doc->text_size = sizeof text - 1;
  for (uint32_t i = 0; i < 2; i++) {
    dl_event *e = DL_PUSH(arena, doc->events, doc->event_count, doc->event_capacity);
    *e = (dl_event){.trigger_span = {5 + 10 * i, 13 + 7 * i},
                    .act = i ? DL_SPEECH_ACT : DL_ASSAULT,
                    .cameo = i ? "016" : "190",
                    .time = -1};
    *DL_PUSH(arena, e->actor.items, e->actor.count, e->actor.capacity) =
        (dl_participant){.mention = -1,
                         .entity = -1,
                         .code = dl_code_read("IRNGOV"),
                         .country = i ? 0 : dl_code_read("IRN"),
                         .sector = DL_CODE_GOV};
    *DL_PUSH(arena, e->factuality, e->factuality_count, e->factuality_capacity) = (dl_factuality){.entity = -1};
  }
  *DL_PUSH(arena, doc->sentences, doc->sentence_count, doc->sentence_capacity) = (dl_sentence){.end = doc->text_size};
  *DL_PUSH(arena, doc->links, doc->link_count, doc->link_capacity) = (dl_link){.type = DL_DENIES, .from = 1};
  dl_score_document(gold, doc, &counts, &errors);
  fuzz_promise(counts.n[DL_N_MATCHED] <= counts.n[DL_N_PREDICTED] && counts.n[DL_N_MATCHED] <= counts.n[DL_N_GOLD],
               "what is matched is in both");
  fuzz_promise(counts.n[DL_N_TUPLE] <= counts.n[DL_N_CATEGORY] && counts.n[DL_N_CATEGORY] <= counts.n[DL_N_MATCHED],
               "what is right is matched");
  for (uint32_t i = 0; i < errors.count; i++)
    fuzz_promise(errors.items[i].gold || errors.items[i].event, "an error is somebody's");
}

static int read_file(void *context, dl_status *status) {
  reading *r = context;
  int code = dl_gold_read(r->path, model, r->arena, &r->golds, &r->faults, status);
  for (uint32_t i = 0; r->faults.count == 0 && i < r->golds.count; i++) score(r->golds.items[i], r->arena);
  return code;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dl_status status = {0};
  if (!model) fuzz_promise(dl_model_open(fuzz_data(), &model, &status) == DL_OK, status.message);
  fuzz_file file = fuzz_file_new(bytes, size);
  reading r = {.path = file.path, .arena = dl_arena_new(), .faults = {.tell = tell}};
  if (r.arena && dl_guard_run(read_file, &r, &status) != DL_OK) fuzz_failed(&status);
  dl_arena_free(r.arena);
  fuzz_file_close(&file);
  return 0;
}
