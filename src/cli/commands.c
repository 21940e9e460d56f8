#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "ledger/ledger.h"
#include "query/query.h"
#include "report/report.h"
#include "language/language.h"

/* A document that was not read, since it is in another language, is named. That is no error. */
static void note_language(const dl_model *model, const dl_document *doc) {
  if (strcmp(doc->language, "en") == 0) return;
  dl_cli_complain("%s: language: %s (%s); only English is read", doc->id, dl_language_name(model, doc->language), doc->language);
}

/* What the commands that print need of a run: `own` is theirs. */
typedef struct printing {
  const dl_model *model;
  void *own;
} printing;

int dl_cli_print(const dl_model *model, const dl_document *doc, const dl_buffer *out) {
  note_language(model, doc);
  return dl_cli_write(out->data ? out->data : "", out->size) ? 0 : 1;
}

static int print(void *context, dl_document *doc, const dl_buffer *out) {
  return dl_cli_print(((const printing *)context)->model, doc, out);
}

int dl_cli_finish(int status) {
  return dl_cli_flush() || status != DL_EXIT_OK ? status : DL_EXIT_INPUT;
}

/* ---- parse ---- */

static void make_conllu(void *context, dl_document *doc, dl_buffer *out) {
  (void)context;
  dl_report_conllu(doc, out);
}

int dl_cli_parse(const dl_options *options) {
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_SYNTAX, &engine);
  if (status != DL_EXIT_OK) return status;
  status = dl_cli_run(options, engine, &(dl_run){make_conllu, print, &(printing){.model = dl_engine_model(engine)}});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}

/* ---- code ---- */

typedef struct coding {
  dl_report report;
  char kind; /* t, j, p, c */
} coding;

static void make_report(void *context, dl_document *doc, dl_buffer *out) {
  const coding *c = ((const printing *)context)->own;
  switch (c->kind) {
    case 't': dl_report_table(&c->report, doc, out); break;
    case 'j': dl_report_jsonl(&c->report, doc, out); break;
    case 'p': dl_report_plover(&c->report, doc, out); break;
    default: dl_report_cameo(&c->report, doc, out); break;
  }
}

int dl_cli_code(const dl_options *options) {
  bool terminal = isatty(STDOUT_FILENO);
  const char *format = options->format ? options->format : terminal ? "table" : "jsonl";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "plover") != 0 && strcmp(format, "cameo") != 0)
    return dl_cli_usage(options, "--format is '%s': table, jsonl, plover or cameo", format);
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  coding c = {{dl_engine_model(engine), terminal && !getenv("NO_COLOR"), options->predicates ? engine : NULL, options->all, options->iso_dates},
              format[0]};
  status = dl_cli_run(options, engine, &(dl_run){make_report, print, &(printing){c.report.model, &c}});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}

/* ---- ingest ---- */

enum { BATCH = 64 }; /* documents a transaction: what a killed run has to do again */

typedef struct ingesting {
  dl_ledger *ledger;
  const dl_model *model;
  unsigned long added, known, open;
} ingesting;

static int store(void *context, dl_document *doc, const dl_buffer *out) {
  (void)out;
  ingesting *g = context;
  dl_status status = {0};
  bool added = false;
  int code = g->open == 0 ? dl_ledger_begin(g->ledger, &status) : DL_OK;
  if (code == DL_OK) code = dl_ledger_add(g->ledger, g->model, doc, &added, &status);
  if (code == DL_OK && ++g->open == BATCH) {
    code = dl_ledger_commit(g->ledger, &status);
    g->open = 0;
  }
  if (code != DL_OK) {
    dl_cli_complain("%s", status.message);
    return 1;
  }
  if (added) note_language(g->model, doc);
  if (added) g->added++;
  else g->known++;
  return 0;
}

int dl_cli_ingest(const dl_options *options) {
  if (!options->ledger) return dl_cli_usage(options, "--ledger FILE is needed");
  ingesting g = {0};
  dl_status problem = {0};
  if (dl_ledger_open(options->ledger, true, &g.ledger, &problem) != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_LEDGER, &engine);
  if (status == DL_EXIT_OK) {
    g.model = dl_engine_model(engine);
    status = dl_cli_run(options, engine, &(dl_run){NULL, store, &g});
    long documents = 0, events = 0;
    if ((g.open > 0 && dl_ledger_commit(g.ledger, &problem) != DL_OK) ||
        dl_ledger_count(g.ledger, &documents, &events, &problem) != DL_OK) {
      dl_cli_complain("%s", problem.message);
      status = DL_EXIT_INPUT;
    } else {
      printf("%s: %lu documents added, %lu known already; %ld documents, %ld events in all\n", options->ledger, g.added, g.known, documents, events);
    }
  }
  dl_engine_free(engine);
  dl_ledger_close(g.ledger);
  return dl_cli_finish(status);
}
