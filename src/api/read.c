/* One text: read, parsed, coded. */
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "base/utf8.h"
#include "report/report.h"

const char *dl_api_name(const dl_api_text *text) {
  if (text->raw) return text->raw->name;
  return text->about.id && text->about.id[0] ? text->about.id : "text";
}

static int take_about(const dateline_about *about, dl_document *doc, dl_status *status) {
  const struct field {
    const char *name, *value, **to;
  } fields[] = {{"id", about->id, &doc->id},          {"date", about->date, &doc->date},
                {"title", about->title, &doc->title}, {"source", about->source, &doc->source},
                {"url", about->url, &doc->url},       {"language", about->language, &doc->language}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    if (!fields[i].value) continue;
    if (!dl_utf8_valid(fields[i].value, strlen(fields[i].value), NULL))
      return dl_fail(status, DL_EINPUT, "%s: not UTF-8", fields[i].name);
    *fields[i].to = dl_arena_strndup(doc->arena, fields[i].value, strlen(fields[i].value));
  }
  if (doc->date[0] && !dl_date_valid(doc->date))
    return dl_fail(status, DL_EINPUT, "%s: the date '%s' is not YYYY-MM-DD", doc->id[0] ? doc->id : "text", doc->date);
  return DL_OK;
}

static int take_text(const dl_model *model, const dl_api_text *text, dl_document *doc, dl_status *status) {
  int code = take_about(&text->about, doc, status);
  bool named = doc->id[0] || dl_names_page(doc->url);
  if (code == DL_OK)
    code = dl_intake_read(model, DL_INPUT_TEXT, dl_api_name(text), 1, text->text ? text->text : "", text->bytes, doc,
                          status);
  if (code == DL_OK && !named) doc->identity = ""; /* no file is called so */
  return code;
}

int dl_api_begin(const dateline_engine *engine, const dl_api_text *text, dl_document *doc, dl_status *status) {
  const dl_model *model = dl_engine_model(engine->engine);
  int code = text->raw ? dl_intake_document(model, text->raw, doc, status) : take_text(model, text, doc, status);
  if (code != DL_OK) return code;
  dl_read_dateline(model, doc);
  if (!doc->date[0] && text->date) doc->date = dl_arena_strndup(doc->arena, text->date, strlen(text->date));
  return dl_engine_tokens(engine->engine, doc, status);
}

/* What a call is given and holds. */
typedef struct reading {
  const dateline_engine *engine;
  const dl_api_text *text;
  bool trees_alone;
  dl_arena *arena;
  dl_worker *worker;
  dl_document *doc;
  dl_buffer *json; /* NULL: none is asked for */
} reading;

static int run(void *context, dl_status *status) {
  reading *r = context;
  const dl_engine *engine = r->engine->engine;
  r->doc = dl_document_new(r->arena);
  int code = dl_api_begin(r->engine, r->text, r->doc, status);
  if (code == DL_OK) code = dl_engine_syntax(engine, r->worker, &r->doc, 1, status);
  if (code == DL_OK && !r->trees_alone) code = dl_engine_rest(engine, r->doc, status);
  if (code != DL_OK || !r->json) return code;
  dl_report_jsonl(&(dl_report){.model = dl_engine_model(engine)}, r->doc, r->json);
  return r->json->failed ? dl_fail(status, DL_EMEMORY, "out of memory") : DL_OK;
}

/* With *kept NULL: the JSON alone. */
static int read_text(reading *r, dateline_document **kept, dl_status *status) {
  r->arena = dl_arena_new();
  r->worker = dl_worker_new(r->engine->engine);
  if (r->worker && r->trees_alone) dl_worker_trees_alone(r->worker);
  int code = r->arena && r->worker ? dl_guard_run(run, r, status) : DL_EMEMORY;
  if (code == DL_OK && kept && !(*kept = dl_api_keep(r->engine, r->doc, NULL))) code = DL_EMEMORY;
  if (code == DL_EMEMORY) dl_fail(status, code, "%s: out of memory", dl_api_name(r->text));
  dl_worker_free(r->worker);
  dl_arena_free(r->arena);
  return code;
}

static int read_into(const char *function, reading *r, dateline_document **document, char *message, size_t size) {
  dl_status status = {0};
  if (document) *document = NULL;
  if (!r->engine || !document || (!r->text->text && r->text->bytes > 0))
    return dl_api_null(function, !r->engine ? "engine" : !document ? "document" : "text", message, size);
  read_text(r, document, &status);
  return dl_api_tell(&status, message, size);
}

static dl_api_text text_of(const char *text, size_t bytes, const dateline_about *about) {
  return (dl_api_text){.text = text, .bytes = bytes, .about = about ? *about : (dateline_about){0}};
}

int dateline_read(const dateline_engine *e, const char *text, size_t bytes, const dateline_about *about,
                  dateline_document **document, char *message, size_t size) {
  dl_api_text t = text_of(text, bytes, about);
  return read_into("dateline_read", &(reading){.engine = e, .text = &t}, document, message, size);
}

int dateline_parse(const dateline_engine *e, const char *text, size_t bytes, const dateline_about *about,
                   dateline_document **document, char *message, size_t size) {
  dl_api_text t = text_of(text, bytes, about);
  return read_into("dateline_parse", &(reading){.engine = e, .text = &t, .trees_alone = true}, document, message, size);
}

int dateline_code(const dateline_engine *e, const char *text, size_t bytes, const dateline_about *about, char **json,
                  char *message, size_t size) {
  dl_status status = {0};
  dl_buffer out = {0};
  dl_api_text t = text_of(text, bytes, about);
  if (json) *json = NULL;
  if (!e || !json || (!text && bytes > 0))
    return dl_api_null("dateline_code", !e ? "engine" : !json ? "json" : "text", message, size);
  if (read_text(&(reading){.engine = e, .text = &t, .json = &out}, NULL, &status) == DL_OK)
    *json = out.data;
  else
    dl_buffer_free(&out);
  return dl_api_tell(&status, message, size);
}

void dateline_free(char *text) {
  free(text);
}
