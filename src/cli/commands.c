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
  char kind;      /* t, j, p, c, h */
  bool begun;     /* of HTML: the head is written */
  uint32_t ruled; /* and rules for so many notes */
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
    case 'h':
      dl_report_html(&c->report, doc, out);
      break;
    default:
      dl_report_cameo(&c->report, doc, out);
      break;
  }
}

/* The page's head stands before the first document. */
static int print_page(void *context, dl_document *doc, const dl_buffer *out) {
  const printing *p = context;
  coding *c = p->own;
  dl_buffer before = {0};
  if (c->begun)
    dl_report_html_rules(doc, &c->ruled, &before);
  else
    dl_report_html_head(doc, &c->ruled, &before);
  c->begun = true;
  bool good = before.size == 0 || dl_cli_write(before.data, before.size);
  dl_buffer_free(&before);
  return good ? dl_cli_print(p->model, doc, out) : 1;
}

static bool end_page(const coding *c) {
  dl_buffer foot = {0};
  if (!c->begun) return true;
  dl_report_html_foot(&foot);
  bool good = foot.size > 0 && dl_cli_write(foot.data, foot.size);
  dl_buffer_free(&foot);
  return good;
}

int dl_cli_code(const dl_options *options) {
  bool terminal = isatty(STDOUT_FILENO);
  const char *format = options->format ? options->format : terminal ? "table" : "jsonl";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "plover") != 0 &&
      strcmp(format, "cameo") != 0 && strcmp(format, "html") != 0)
    return dl_cli_usage(options, "--format is '%s': table, jsonl, plover, cameo or html", format);
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  bool page = format[0] == 'h';
  if (page) dl_engine_explains(engine);
  coding c = {{.model = dl_engine_model(engine),
               .colour = terminal && !getenv("NO_COLOR"),
               .predicates = options->predicates,
               .all = options->all,
               .text = options->with_text,
               .iso_dates = options->iso_dates,
               .placer = page ? dl_engine_placer(engine) : NULL},
              .kind = format[0]};
  status = dl_cli_run(
      options, engine,
      &(dl_run){.make = make_report, .give = page ? print_page : print, .context = &(printing){c.report.model, &c}});
  if (page && !end_page(&c) && status == DL_EXIT_OK) status = DL_EXIT_INPUT;
  dl_engine_free(engine);
  return dl_cli_finish(status);
}
