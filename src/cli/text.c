#include "base/json.h"
#include "cli/cli.h"
#include "report/report.h"

/* The document as intake made it: a line that is an input again. */
static void make_line(void *context, dl_document *doc, dl_buffer *out) {
  (void)context;
  dl_json json;
  dl_json_start(&json, out);
  dl_json_object(&json, NULL);
  dl_json_string(&json, "id", doc->id);
  dl_json_bytes(&json, "text", doc->text, doc->text_size);
  const struct {
    const char *key, *value;
  } known[] = {{"date", doc->date},
               {"title", doc->title},
               {"source", doc->source},
               {"url", doc->url},
               {"language", doc->language}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].value[0]) dl_json_string(&json, known[i].key, known[i].value);
  dl_json_end_object(&json);
  dl_buffer_char(out, '\n');
}

/* ---- features ---- */

static void make_words(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_evidence(context, doc, out);
}

static void make_sides(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_sides(context, doc, out);
}

static void make_times(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_time_evidence(context, doc, out);
}

static void make_moments(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_moments(context, doc, out);
}

static void make_sites(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_sites(context, doc, out);
}

static void make_places(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_places(context, doc, out);
}

static void make_cues(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_cues(context, doc, out);
}

static void make_clues(void *context, dl_document *doc, dl_buffer *out) {
  (void)context;
  dl_report_clues(doc, out);
}

static void make_whom(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_whom(context, doc, out);
}

int dl_cli_features(const dl_options *options) {
  dl_engine *engine = NULL;
  if (options->ledger || options->stems) return dl_cli_pairs(options);
  int status = dl_cli_engine(options, options->places || options->entities ? DL_TO_PLACES : DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  void (*make)(void *context, dl_document *doc, dl_buffer *out) = options->sides      ? make_sides
                                                                  : options->times    ? make_times
                                                                  : options->moments  ? make_moments
                                                                  : options->sites    ? make_sites
                                                                  : options->places   ? make_places
                                                                  : options->entities ? make_whom
                                                                  : options->cues     ? make_cues
                                                                  : options->claims   ? make_clues
                                                                                      : make_words;
  if (make == make_words || make == make_clues) dl_engine_keep_inputs(engine);
  status = dl_cli_run(options, engine, &(dl_run){.make = make, .give = dl_cli_give, .context = engine});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}

/* ---- text ---- */

int dl_cli_text_from(const dl_options *options, const dl_source *source) {
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_TEXT, &engine);
  if (status != DL_EXIT_OK) return status;
  status = dl_cli_run(options, engine, &(dl_run){.make = make_line, .give = dl_cli_give, .source = source});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}

int dl_cli_text(const dl_options *options) {
  return dl_cli_text_from(options, NULL);
}
