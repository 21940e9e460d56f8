#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claims/told.h"
#include "cli/cli.h"
#include "report/report.h"

typedef struct quoting {
  const dl_model *model;
  dl_quotes_asked asked;
} quoting;

static void make(void *context, dl_document *doc, dl_buffer *out) {
  dl_report_quotes(&((const quoting *)context)->asked, doc, out);
}

static int print(void *context, dl_document *doc, const dl_buffer *out) {
  return dl_cli_print(((const quoting *)context)->model, doc, out);
}

int dl_cli_quotes(const dl_options *options) {
  bool terminal = isatty(STDOUT_FILENO);
  const char *format = options->format ? options->format : terminal ? "table" : "jsonl";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "csv") != 0)
    return dl_cli_usage(options, "--format is '%s': table, jsonl or csv", format);
  if (options->stance && !dl_is_stance(options->stance))
    return dl_cli_usage(options, "--stance is '%s': " DL_STANCES, options->stance);
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  quoting q = {dl_engine_model(engine),
               {format[0], options->speaker, options->stance, dl_engine_model(engine), options->direct,
                terminal && !getenv("NO_COLOR")}};
  dl_buffer head = {0};
  dl_report_quotes_head(&q.asked, &head);
  if (head.size > 0 && !dl_cli_write(head.data, head.size)) status = DL_EXIT_INPUT;
  dl_buffer_free(&head);
  if (status == DL_EXIT_OK) status = dl_cli_run(options, engine, &(dl_run){.make = make, .give = print, .context = &q});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}
