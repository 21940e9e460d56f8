#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/plain.h"
#include "cli/cli.h"
#include "cli/rows.h"

typedef struct printing {
  char kind; /* t, j, c */
  unsigned long rows;
  bool terminal, colour;
} printing;

static bool send(dl_buffer *out) {
  bool good = !out->failed && dl_cli_write(out->data ? out->data : "", out->size);
  dl_buffer_free(out);
  return good;
}

/* A row of CSV that a terminal shows: what it would obey does not reach it. */
static void show_csv(const dl_query_row *row, dl_buffer *out) {
  dl_buffer line = {0};
  dl_row_csv(row, &line);
  if (line.size > 0) dl_buffer_plain(out, line.data, line.size - 1); /* without the end of the line */
  dl_buffer_char(out, '\n');
  out->failed |= line.failed;
  dl_buffer_free(&line);
}

static int print_row(const dl_query_row *row, void *context) {
  printing *p = context;
  dl_buffer out = {0};
  p->rows++;
  if (p->kind == 'c' && p->terminal)
    show_csv(row, &out);
  else if (p->kind == 'c')
    dl_row_csv(row, &out);
  else if (p->kind == 'j')
    dl_row_json(row, &out);
  else
    dl_row_table(row, p->colour, &out);
  return send(&out) && !dl_cli_interrupted() ? 0 : DL_ESTOPPED;
}

/* Is what is asked for such as there can be? The categories and codes stand in the data file; without one, none is told
 * from another. */
static int check(const dl_options *o, const dl_query *query) {
  dl_model *model = NULL;
  dl_status problem = {0};
  if (query->event && dl_cli_model(o, &model) != DL_EXIT_OK) return DL_EXIT_INPUT;
  int code = dl_query_check(query, model, &problem);
  dl_model_close(model);
  return code == DL_OK ? DL_EXIT_OK : dl_cli_usage(o, "%s", problem.message);
}

static int answer(const dl_options *o, dl_ledger *ledger, const dl_query *query, char kind) {
  bool terminal = isatty(STDOUT_FILENO);
  printing p = {kind, 0, terminal, terminal && !getenv("NO_COLOR")};
  dl_status problem = {0};
  dl_buffer head = {0};
  if (p.kind == 'c') dl_row_csv_head(&head);
  if (!send(&head)) return DL_EXIT_INPUT;
  int code = dl_query_run(ledger, query, print_row, &p, &problem);
  if (code == DL_EUSAGE) return dl_cli_usage(o, "%s", problem.message);
  if (code != DL_OK && code != DL_ESTOPPED) dl_cli_complain("%s", problem.message);
  if (p.kind == 't' && code == DL_OK) printf("%lu event%s\n", p.rows, p.rows == 1 ? "" : "s");
  bool flushed = dl_cli_flush();
  if (dl_cli_interrupted()) return DL_EXIT_INTERRUPTED;
  return code == DL_OK && flushed ? DL_EXIT_OK : DL_EXIT_INPUT;
}

int dl_cli_query(const dl_options *o) {
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  const char *format = o->format ? o->format : "table";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "csv") != 0)
    return dl_cli_usage(o, "--format is '%s': table, jsonl or csv", format);
  if (o->file_count > 0) return dl_cli_usage(o, "'%s' is not asked for: a query reads the ledger only", o->files[0]);
  dl_query query = {o->actor, o->recipient, o->event, o->since, o->until, o->source, o->text, o->versions, o->least};
  int status = check(o, &query);
  if (status != DL_EXIT_OK) return status;
  dl_ledger *ledger = NULL;
  dl_status problem = {0};
  int code = dl_ledger_open(o->ledger, false, &ledger, &problem);
  if (code == DL_EUSAGE) return dl_cli_usage(o, "--ledger: %s", problem.message);
  if (code != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  status = answer(o, ledger, &query, format[0]);
  dl_ledger_close(ledger);
  return status;
}
