/* The command that prints the places alone. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "report/report.h"

typedef struct printing {
  dl_report report;
  char kind;  /* t, j, g */
  bool begun; /* a feature has been printed */
} printing;

static void make(void *context, dl_document *doc, dl_buffer *out) {
  const printing *p = context;
  switch (p->kind) {
    case 't':
      dl_report_places_table(&p->report, doc, out);
      break;
    case 'j':
      dl_report_places_jsonl(doc, out);
      break;
    default:
      dl_report_geojson(doc, out);
      break;
  }
}

static int give(void *context, dl_document *doc, const dl_buffer *out) {
  printing *p = context;
  if (p->kind == 'g' && out->size > 0) {
    if (p->begun && !dl_cli_write(",\n", 2)) return 1;
    p->begun = true;
  }
  return dl_cli_print(p->report.model, doc, out);
}

int dl_cli_places(const dl_options *options) {
  static const char begin[] = "{\"type\": \"FeatureCollection\", \"features\": [\n", end[] = "\n]}\n";
  bool terminal = isatty(STDOUT_FILENO);
  const char *format = options->format ? options->format : terminal ? "table" : "jsonl";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "geojson") != 0)
    return dl_cli_usage(options, "--format is '%s': table, jsonl or geojson", format);
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_PLACES, &engine);
  if (status != DL_EXIT_OK) return status;
  printing p = {.report = {.model = dl_engine_model(engine), .colour = terminal && !getenv("NO_COLOR")},
                .kind = format[0]};
  if (p.kind == 'g') dl_cli_write(begin, sizeof begin - 1);
  status = dl_cli_run(options, engine, &(dl_run){.make = make, .give = give, .context = &p});
  if (p.kind == 'g') dl_cli_write(end, sizeof end - 1);
  dl_engine_free(engine);
  return dl_cli_finish(status);
}
