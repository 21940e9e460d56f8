/* A document as text, in the forms that the program prints. */
#include <string.h>

#include "api/api.h"
#include "report/report.h"

/* What is asked for. The writers take pieces of the document's arena: they are given a view with one of its own, so
 * that the document stays as it is. */
typedef struct rendering {
  const dateline_document *document;
  const struct form *form;
  dl_arena *arena;
  dl_buffer out;
} rendering;

typedef void write_fn(const dl_report *report, dl_document *doc, dl_buffer *out);

static void write_conllu(const dl_report *report, dl_document *doc, dl_buffer *out) {
  (void)report;
  dl_report_conllu(doc, out);
}
static void write_coded(const dl_report *report, dl_document *doc, dl_buffer *out) {
  dl_report whole = *report;
  whole.text = true;
  dl_report_jsonl(&whole, doc, out);
}
static void write_quotes(const dl_report *report, dl_document *doc, dl_buffer *out) {
  (void)report;
  dl_report_quotes(&(dl_quotes_asked){.form = 'j'}, doc, out);
}
static void write_times(const dl_report *report, dl_document *doc, dl_buffer *out) {
  (void)report;
  dl_report_times_jsonl(doc, out);
}
static void write_places(const dl_report *report, dl_document *doc, dl_buffer *out) {
  (void)report;
  dl_report_places_jsonl(doc, out);
}
static void write_timeml(const dl_report *report, dl_document *doc, dl_buffer *out) {
  (void)report;
  dl_report_timeml(doc, out);
}
static void write_page(const dl_report *report, dl_document *doc, dl_buffer *out) {
  uint32_t ruled = 0;
  dl_report_html_head(doc, &ruled, out);
  dl_report_html(report, doc, out);
  dl_report_html_foot(out);
}
static void write_reasons(const dl_report *report, dl_document *doc, dl_buffer *out) {
  dl_report_explain(report, doc, 0, out);
}

static const struct form {
  const char *name;
  write_fn *write;
} forms[] = {{"jsonl", dl_report_jsonl},   {"coded", write_coded},     {"table", dl_report_table},
             {"plover", dl_report_plover}, {"cameo", dl_report_cameo}, {"html", write_page},
             {"conllu", write_conllu},     {"quotes", write_quotes},   {"times", write_times},
             {"places", write_places},     {"timeml", write_timeml},   {"explain", write_reasons}};

static const struct form *find(const char *name) {
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strcmp(forms[i].name, name) == 0) return &forms[i];
  return NULL;
}

static int render(void *context, dl_status *status) {
  rendering *r = context;
  const dl_engine *engine = r->document->engine->engine;
  dl_document view = *r->document->doc;
  dl_report report = {.model = dl_engine_model(engine), .placer = dl_engine_placer(engine)};
  view.arena = r->arena;
  r->form->write(&report, &view, &r->out);
  dl_buffer_add(&r->out, "", 0); /* where nothing is told: an empty text, not none */
  return r->out.failed ? dl_fail(status, DL_EMEMORY, "out of memory") : DL_OK;
}

int dateline_render(const dateline_document *document, const char *format, char **text, size_t *bytes, char *message,
                    size_t size) {
  dl_status status = {0};
  if (text) *text = NULL;
  if (bytes) *bytes = 0;
  if (!document || !format || !text)
    return dl_api_null("dateline_render", !document ? "document" : !format ? "format" : "text", message, size);
  rendering r = {.document = document, .form = find(format)};
  if (!r.form) dl_fail(&status, DL_EUSAGE, "dateline_render: there is no format '%s'", format);
  if (r.form && r.form->write == write_reasons && !document->engine->explains)
    dl_fail(&status, DL_EUSAGE, "dateline_render: the engine was not opened to explain");
  if (status.code != DL_OK) return dl_api_tell(&status, message, size);
  r.arena = dl_arena_new();
  if (!r.arena || dl_guard_run(render, &r, &status) != DL_OK)
    dl_fail(&status, DL_EMEMORY, "%s: out of memory", document->doc->id);
  dl_arena_free(r.arena);
  if (status.code != DL_OK) {
    dl_buffer_free(&r.out);
    return dl_api_tell(&status, message, size);
  }
  *text = r.out.data;
  if (bytes) *bytes = r.out.size;
  return DATELINE_OK;
}
