/* What the trainer of attributions reads: tokens with the encoder's vectors, words that can be cues with the names of
 * their evidence, the rows of the words around those that may be ones. */
#include "base/json.h"
#include "engine/engine.h"
#include "network/evidence.h"
#include "report/report.h"
#include "speech/speech.h"

typedef struct writer {
  dl_json json;
  dl_document *doc;
} writer;

static void write_cue(void *context, uint32_t token, const dl_evidence *evidence) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "token", token);
  dl_report_names(&w->json, "evidence", evidence);
  dl_json_end_object(&w->json);
}

static void write_pairs(void *context, uint32_t cue, float score, uint32_t first, uint32_t end, const uint16_t *rows,
                        uint32_t width) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "cue", cue);
  dl_json_int(&w->json, "score", (int64_t)(1000 * score)); /* in thousandths */
  dl_json_int(&w->json, "first", first);
  dl_json_int(&w->json, "width", width);
  dl_json_hex(&w->json, "rows", rows, (size_t)(end - first) * width * sizeof *rows);
  dl_json_end_object(&w->json);
}

static void skip_cue(void *context, uint32_t token, const dl_evidence *evidence) {
  (void)context, (void)token, (void)evidence;
}

static void skip_pairs(void *context, uint32_t cue, float score, uint32_t first, uint32_t end, const uint16_t *rows,
                       uint32_t width) {
  (void)context, (void)cue, (void)score, (void)first, (void)end, (void)rows, (void)width;
}

void dl_report_cues(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_int(&w.json, "rows", dl_pair_row_count());
  dl_json_array(&w.json, "tokens");
  for (uint32_t i = 0; i < doc->token_count; i++) {
    const dl_token *t = &doc->tokens[i];
    dl_json_array(&w.json, NULL);
    dl_json_int(&w.json, NULL, dl_document_cp(doc, t->begin));
    dl_json_int(&w.json, NULL, dl_document_cp(doc, t->end));
    dl_json_int(&w.json, NULL, t->head);
    dl_json_int(&w.json, NULL, t->upos);
    dl_json_int(&w.json, NULL, t->sentence);
    dl_json_end_array(&w.json);
  }
  dl_json_end_array(&w.json);
  if (doc->states) dl_json_hex(&w.json, "states", doc->states, (size_t)doc->token_count * doc->state_width);
  dl_json_array(&w.json, "cues");
  dl_list_cues(dl_engine_listener(engine), doc, &(dl_cue_listing){write_cue, skip_pairs, &w});
  dl_json_end_array(&w.json);
  dl_json_array(&w.json, "pairs");
  dl_list_cues(dl_engine_listener(engine), doc, &(dl_cue_listing){skip_cue, write_pairs, &w});
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}
