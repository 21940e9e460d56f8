/* Any bytes as a line that `code` printed. */
#include "coded/coded.h"
#include "fuzz.h"

static void check_span(const dl_document *doc, dl_span span) {
  fuzz_promise(span.begin <= span.end && span.end <= doc->text_size, "a span lies in the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dl_status status = {0};
  dl_arena *arena = dl_arena_new();
  dl_document *doc = dl_document_new(arena);
  dl_raw raw = {.kind = DL_INPUT_JSONL, .name = "fuzz", .number = 1, .line = 1, .column = 1};
  raw.bytes = (char *)bytes;
  raw.size = size;
  if (dl_coded_read(&raw, doc, &status) == DL_OK) {
    for (uint32_t i = 0; i < doc->event_count; i++) {
      const dl_event *v = &doc->events[i];
      check_span(doc, v->trigger_span);
      fuzz_promise(v->sentence < doc->sentence_count && v->when, "an event has a sentence and days");
      for (uint32_t k = 0; k < v->actor.count; k++) {
        check_span(doc, v->actor.items[k].span);
        fuzz_promise(v->actor.items[k].entity < (int32_t)doc->entity_count, "a party is an entity");
      }
    }
    for (uint32_t i = 0; i < doc->attribution_count; i++) check_span(doc, doc->attributions[i].cue);
  } else {
    fuzz_failed(&status);
  }
  dl_arena_free(arena);
  return 0;
}
