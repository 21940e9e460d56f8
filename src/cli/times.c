/* The command that prints the time expressions alone. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "report/report.h"

typedef struct printing {
  dl_report report;
  char kind; /* t, j, x */
} printing;

static void make(void *context, dl_document *doc, dl_buffer *out) {
  const printing *p = context;
  switch (p->kind) {
    case 't':
      dl_report_times_table(&p->report, doc, out);
      break;
    case 'j':
      dl_report_times_jsonl(doc, out);
      break;
    default:
      dl_report_timeml(doc, out);
      break;
  }
}

static int give(void *context, dl_document *doc, const dl_buffer *out) {
  return dl_cli_print(((const printing *)context)->report.model, doc, out);
}

int dl_cli_times(const dl_options *options) {
  bool terminal = isatty(STDOUT_FILENO);
  const char *format = options->format ? options->format : terminal ? "table" : "jsonl";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "timeml") != 0)
    return dl_cli_usage(options, "--format is '%s': table, jsonl or timeml", format);
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  printing p = {{.model = dl_engine_model(engine), .colour = terminal && !getenv("NO_COLOR")},
                strcmp(format, "timeml") == 0 ? 'x' : format[0]};
  status = dl_cli_run(options, engine, &(dl_run){.make = make, .give = give, .context = &p});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}
