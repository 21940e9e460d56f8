#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "language/language.h"
#include "report/report.h"

/* What the commands that print need of a run: `own` is theirs. */
typedef struct printing {
  const dl_model *model;
  void *own;
} printing;

static int print(void *context, dl_document *doc, const dl_buffer *out) {
  return dl_cli_print(((const printing *)context)->model, doc, out);
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
  status = dl_cli_run(
      options, engine,
      &(dl_run){.make = make_conllu, .give = print, .context = &(printing){.model = dl_engine_model(engine)}});
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
    case 't':
      dl_report_table(&c->report, doc, out);
      break;
    case 'j':
      dl_report_jsonl(&c->report, doc, out);
      break;
    case 'p':
      dl_report_plover(&c->report, doc, out);
      break;
    default:
      dl_report_cameo(&c->report, doc, out);
      break;
  }
}

int dl_cli_code(const dl_options *options) {
  bool terminal = isatty(STDOUT_FILENO);
  const char *format = options->format ? options->format : terminal ? "table" : "jsonl";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "plover") != 0 &&
      strcmp(format, "cameo") != 0)
    return dl_cli_usage(options, "--format is '%s': table, jsonl, plover or cameo", format);
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  coding c = {{.model = dl_engine_model(engine),
               .colour = terminal && !getenv("NO_COLOR"),
               .engine = options->predicates ? engine : NULL,
               .all = options->all,
               .iso_dates = options->iso_dates},
              format[0]};
  status = dl_cli_run(options, engine,
                      &(dl_run){.make = make_report, .give = print, .context = &(printing){c.report.model, &c}});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}
