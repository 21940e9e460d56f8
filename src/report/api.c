#include "dateline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "intake/intake.h"
#include "report/report.h"

struct dateline_engine {
  dl_engine *engine;
};

_Static_assert((int)DATELINE_EINPUT == (int)DL_EINPUT && (int)DATELINE_EIO == (int)DL_EIO &&
                   (int)DATELINE_EDATA == (int)DL_EDATA && (int)DATELINE_EMEMORY == (int)DL_EMEMORY &&
                   (int)DATELINE_EUSAGE == (int)DL_EUSAGE,
               "the numbers of the public header are those of base/status.h");

/* The message, cut between two characters. */
static int tell(const dl_status *status, char *message, size_t size) {
  if (!message || size == 0) return status->code;
  snprintf(message, size, "%s", status->message);
  size_t end = strlen(message), bad = 0;
  if (!dl_utf8_valid(message, end, &bad)) message[bad] = '\0';
  return status->code;
}

int dateline_open(const char *data, dateline_engine **out, char *message, size_t size) {
  dl_status status = {0};
  if (out) *out = NULL;
  dateline_engine *e = out && data ? calloc(1, sizeof *e) : NULL;
  if (!e) {
    if (out && data)
      dl_fail(&status, DL_EMEMORY, "out of memory");
    else
      dl_fail(&status, DL_EUSAGE, "dateline_open: %s is NULL", out ? "data" : "engine");
    return tell(&status, message, size);
  }
  if (dl_engine_new(data, DL_TO_LEDGER, &e->engine, &status) != DL_OK) {
    free(e);
    return tell(&status, message, size);
  }
  *out = e;
  return 0;
}

void dateline_close(dateline_engine *e) {
  if (!e) return;
  dl_engine_free(e->engine);
  free(e);
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
    *fields[i].to = fields[i].value;
  }
  if (doc->date[0] && !dl_date_valid(doc->date))
    return dl_fail(status, DL_EINPUT, "%s: the date '%s' is not YYYY-MM-DD", doc->id[0] ? doc->id : "text", doc->date);
  return DL_OK;
}

/* What dateline_code is given and holds. */
typedef struct coding {
  const dl_engine *engine;
  const char *text;
  size_t bytes;
  const dateline_about *about;
  dl_arena *arena;
  dl_worker *worker;
  dl_buffer out;
} coding;

static int run(void *context, dl_status *status) {
  coding *c = context;
  dl_document *doc = dl_document_new(c->arena);
  int code = c->about ? take_about(c->about, doc, status) : DL_OK;
  if (code != DL_OK) return code;
  const char *name = doc->id[0] ? doc->id : "text";
  code =
      dl_intake_read(dl_engine_model(c->engine), DL_INPUT_TEXT, name, 1, c->text ? c->text : "", c->bytes, doc, status);
  if (code == DL_OK) dl_read_dateline(dl_engine_model(c->engine), doc);
  if (code == DL_OK) code = dl_engine_run(c->engine, c->worker, doc, status);
  if (code != DL_OK) return code;
  dl_report_jsonl(&(dl_report){.model = dl_engine_model(c->engine)}, doc, &c->out);
  return c->out.failed ? dl_fail(status, DL_EMEMORY, "out of memory") : DL_OK;
}

int dateline_code(const dateline_engine *e, const char *text, size_t bytes, const dateline_about *about, char **json,
                  char *message, size_t size) {
  dl_status status = {0};
  if (json) *json = NULL;
  if (!e || !json || (!text && bytes > 0)) {
    dl_fail(&status, DL_EUSAGE, "dateline_code: %s is NULL", !e ? "engine" : !json ? "json" : "text");
    return tell(&status, message, size);
  }
  coding c = {.engine = e->engine,
              .text = text,
              .bytes = bytes,
              .about = about,
              .arena = dl_arena_new(),
              .worker = dl_worker_new(e->engine)};
  int code = c.arena && c.worker ? dl_guard_run(run, &c, &status) : DL_EMEMORY;
  if (code == DL_EMEMORY)
    dl_fail(&status, code, "%s: out of memory", about && about->id && about->id[0] ? about->id : "text");
  dl_worker_free(c.worker);
  dl_arena_free(c.arena);
  if (code != DL_OK) {
    dl_buffer_free(&c.out);
    return tell(&status, message, size);
  }
  *json = c.out.data;
  return 0;
}

void dateline_free(char *json) {
  free(json);
}

const char *dateline_version(void) {
  return DL_VERSION;
}
