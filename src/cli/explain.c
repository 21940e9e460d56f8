#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "report/report.h"

/* What is to be explained: all events, or one of them. */
typedef struct explaining {
  dl_report report;
  const char *id;  /* of the event's document; NULL: every one that is read */
  uint32_t number; /* of the event, from 1; 0: all */
  bool read;       /* its document */
  uint32_t events; /* most of a document that was asked for */
} explaining;

/* The number behind the last ":V" of an argument, where the name before it is put; 0 where there is none. */
static uint32_t split_event(const char *argument, char *name, size_t size) {
  const char *colon = strrchr(argument, ':');
  if (!colon || colon[1] != 'V' || (size_t)(colon - argument) >= size) return 0;
  char *end = NULL;
  unsigned long number = strtoul(colon + 2, &end, 10);
  if (colon[2] < '1' || colon[2] > '9' || *end || number > UINT32_MAX) return 0;
  snprintf(name, size, "%.*s", (int)(colon - argument), argument);
  return (uint32_t)number;
}

/* Takes "DOC:V3" out of the files: DOC is a file, which is read, or the id of a document in the other files. */
static int take_event(dl_options *o, explaining *e, char *name, size_t size) {
  int left = 0;
  for (int i = 0; i < o->file_count; i++) {
    uint32_t number = dl_intake_is_file(o->files[i]) ? 0 : split_event(o->files[i], name, size);
    if (number == 0) {
      o->files[left++] = o->files[i];
      continue;
    }
    if (e->number > 0) return dl_cli_usage(o, "'%s': one event at a time", o->files[i]);
    e->number = number;
    if (dl_intake_is_file(name))
      o->files[left++] = name;
    else
      e->id = name;
  }
  o->file_count = left;
  return DL_EXIT_OK;
}

static bool is_asked_for(const explaining *e, const dl_document *doc) {
  return !e->id || strcmp(doc->id, e->id) == 0;
}

static void make_reasons(void *context, dl_document *doc, dl_buffer *out) {
  const explaining *e = context;
  if (is_asked_for(e, doc)) dl_report_explain(&e->report, doc, e->number, out);
}

static int print(void *context, dl_document *doc, const dl_buffer *out) {
  explaining *e = context;
  if (is_asked_for(e, doc)) {
    e->read = true;
    if (doc->event_count > e->events) e->events = doc->event_count;
  }
  return dl_cli_print(e->report.model, doc, out);
}

/* Was the event that is asked for there? */
static int check_found(const explaining *e, const char *name) {
  if (e->number <= e->events) return DL_EXIT_OK;
  if (!e->read)
    dl_cli_complain("%s: no document of this id in what was read", name);
  else
    dl_cli_complain("%s: no event V%u there: it has %u", name, e->number, e->events);
  return DL_EXIT_INPUT;
}

int dl_cli_explain(const dl_options *options) {
  dl_options o = *options;
  explaining e = {.number = 0};
  char name[4096] = "";
  int status = take_event(&o, &e, name, sizeof name);
  if (status == DL_EXIT_OK && e.id && o.file_count == 0) {
    dl_cli_complain("%s: no such file", e.id);
    return DL_EXIT_INPUT;
  }
  dl_engine *engine = NULL;
  if (status == DL_EXIT_OK) status = dl_cli_engine(&o, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  dl_engine_explains(engine);
  e.report.model = dl_engine_model(engine);
  e.report.placer = dl_engine_placer(engine);
  status = dl_cli_run(&o, engine, &(dl_run){.make = make_reasons, .give = print, .context = &e});
  dl_engine_free(engine);
  return dl_cli_finish(status == DL_EXIT_OK ? check_found(&e, name) : status);
}
