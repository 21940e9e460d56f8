#include "dateline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "engine/engine.h"
#include "intake/intake.h"
#include "report/report.h"

struct dateline_engine {
  dl_engine *engine;
};

static int tell(const dl_status *status, char *message, size_t size) {
  if (message && size > 0) snprintf(message, size, "%s", status->message);
  return status->code;
}

int dateline_open(const char *data, dateline_engine **out, char *message, size_t size) {
  dl_status status = {0};
  *out = NULL;
  dateline_engine *e = calloc(1, sizeof *e);
  if (!e) {
    dl_fail(&status, DL_EMEMORY, "out of memory");
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

static int run(const dateline_engine *e, dl_arena *arena, dl_worker *worker, const char *text, size_t bytes, const dateline_about *about,
               dl_buffer *out, dl_status *status) {
  if (!arena || !worker) return dl_fail(status, DL_EMEMORY, "out of memory");
  dl_document *doc = dl_document_new(arena);
  if (about) {
    if (about->id) doc->id = about->id;
    if (about->date) doc->date = about->date;
    if (about->title) doc->title = about->title;
    if (about->source) doc->source = about->source;
    if (about->url) doc->url = about->url;
    if (about->language) doc->language = about->language;
  }
  const char *name = doc->id[0] ? doc->id : "text";
  if (doc->date[0] && !dl_date_valid(doc->date)) return dl_fail(status, DL_EINPUT, "%s: the date '%s' is not YYYY-MM-DD", name, doc->date);
  int code = dl_intake_read(DL_INPUT_TEXT, name, 1, text, bytes, doc, status);
  if (code == DL_OK) dl_read_dateline(dl_engine_model(e->engine), doc);
  if (code == DL_OK) code = dl_engine_run(e->engine, worker, doc, status);
  if (code != DL_OK) return code;
  dl_report_jsonl(&(dl_report){.model = dl_engine_model(e->engine)}, doc, out);
  return out->failed ? dl_fail(status, DL_EMEMORY, "%s: out of memory", name) : DL_OK;
}

int dateline_code(const dateline_engine *e, const char *text, size_t bytes, const dateline_about *about, char **json, char *message, size_t size) {
  dl_status status = {0};
  dl_buffer out = {0};
  *json = NULL;
  dl_arena *arena = dl_arena_new();
  dl_worker *worker = dl_worker_new(e->engine);
  int code = run(e, arena, worker, text, bytes, about, &out, &status);
  dl_worker_free(worker);
  dl_arena_free(arena);
  if (code != DL_OK) {
    dl_buffer_free(&out);
    return tell(&status, message, size);
  }
  *json = out.data;
  return 0;
}

void dateline_free(char *json) {
  free(json);
}

const char *dateline_version(void) {
  return DL_VERSION;
}
