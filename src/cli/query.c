#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/asking.h"
#include "cli/rows.h"

typedef struct printing {
  char kind; /* t, j, c */
  unsigned long rows;
  long long last; /* the number of the last row */
  bool terminal, colour;
  const char **names; /* of groups */
  int name_count;
} printing;

/* ---- rows ---- */

static int send_row(const printing *p, dl_buffer *out) {
  bool good = p->kind == 'c' ? dl_cli_send_csv(out, p->terminal) : dl_cli_send(out);
  return good && !dl_cli_interrupted() ? 0 : DL_ESTOPPED;
}

static int print_mention(const dl_query_row *row, void *context) {
  printing *p = context;
  dl_buffer out = {0};
  p->rows++;
  p->last = row->id;
  if (p->kind == 'c')
    dl_row_csv(row, &out);
  else if (p->kind == 'j')
    dl_row_json(row, &out);
  else
    dl_row_table(row, p->colour, &out);
  return send_row(p, &out);
}

static int print_entry(const dl_entry_row *row, void *context) {
  printing *p = context;
  dl_buffer out = {0};
  p->rows++;
  p->last = row->id;
  if (p->kind == 'c')
    dl_entry_csv(row, &out);
  else if (p->kind == 'j')
    dl_entry_json(row, &out);
  else
    dl_entry_table(row, p->colour, &out);
  return send_row(p, &out);
}

static int answer_rows(const dl_options *o, dl_ledger *ledger, const dl_query *query, printing *p) {
  dl_status problem = {0};
  dl_buffer head = {0};
  if (p->kind == 'c' && o->mentions)
    dl_row_csv_head(&head);
  else if (p->kind == 'c')
    dl_entry_csv_head(&head);
  if (!dl_cli_send(&head)) return DL_EXIT_INPUT;
  int code = o->mentions ? dl_query_run(ledger, query, print_mention, p, &problem)
                         : dl_entries_run(ledger, query, print_entry, p, &problem);
  if (p->kind == 't' && code == DL_OK) {
    const char *one = o->mentions ? "mention" : "entry", *more = o->mentions ? "mentions" : "entries";
    printf("%lu %s", p->rows, p->rows == 1 ? one : more);
    if (query->limit > 0 && p->rows == (unsigned long)query->limit)
      printf("; those behind them: --after %lld", p->last);
    printf("\n");
  }
  return dl_cli_answered(o, code, &problem);
}

/* ---- counts ---- */

static int answer_count(const dl_options *o, dl_ledger *ledger, const dl_query *query, const printing *p) {
  dl_status problem = {0};
  long long count = 0;
  int code = dl_entries_count(ledger, query, o->mentions, &count, &problem);
  const char *what = o->mentions ? "mentions" : "entries";
  if (code == DL_OK && p->kind == 'j') printf("{\"%s\": %lld}\n", what, count);
  if (code == DL_OK && p->kind == 'c') printf("%s\n%lld\n", what, count);
  if (code == DL_OK && p->kind == 't') printf("%lld\n", count);
  return dl_cli_answered(o, code, &problem);
}

static int print_group(const dl_group *group, void *context) {
  printing *p = context;
  dl_buffer out = {0};
  p->rows++;
  if (p->kind == 'c')
    dl_group_csv(group, p->name_count, &out);
  else if (p->kind == 'j')
    dl_group_json(group, p->names, p->name_count, &out);
  else
    dl_group_table(group, p->name_count, &out);
  return send_row(p, &out);
}

/* "month,actor" into names, in place. */
static int read_names(char *list, const char *names[DL_GROUP_KEYS]) {
  int count = 0;
  for (char *name; (name = strsep(&list, ",")) != NULL;)
    if (count < DL_GROUP_KEYS + 1) {
      if (count < DL_GROUP_KEYS) names[count] = name;
      count++;
    }
  return count;
}

static int answer_groups(const dl_options *o, dl_ledger *ledger, const dl_query *query, printing *p) {
  const char *names[DL_GROUP_KEYS] = {NULL};
  dl_status problem = {0};
  dl_buffer head = {0};
  char *list = strdup(o->group_by);
  if (!list) {
    dl_cli_complain("out of memory");
    return DL_EXIT_INPUT;
  }
  p->names = names;
  p->name_count = read_names(list, names);
  int code = dl_entries_group_check(names, p->name_count, &problem);
  if (code == DL_OK && p->kind == 'c') dl_group_csv_head(names, p->name_count, &head);
  if (code == DL_OK && p->kind == 't') dl_group_table_head(names, p->name_count, &head);
  if (code == DL_OK && !dl_cli_send(&head)) code = DL_ESTOPPED;
  if (code == DL_OK) code = dl_entries_group(ledger, query, names, p->name_count, print_group, p, &problem);
  if (p->kind == 't' && code == DL_OK) printf("%lu group%s\n", p->rows, p->rows == 1 ? "" : "s");
  free(list);
  return dl_cli_answered(o, code, &problem);
}

/* ---- the command ---- */

/* What does not go together. */
static int check(const dl_options *o) {
  bool counted = o->count || o->group_by;
  if (o->versions && !o->mentions) return dl_cli_usage(o, "--all-versions goes with --mentions");
  if (o->group_by && o->mentions) return dl_cli_usage(o, "--group-by counts entries, no --mentions");
  if (counted && (o->limit || o->after || o->sort))
    return dl_cli_usage(o, "--%s goes with rows, not with counts", o->limit ? "limit" : o->after ? "after" : "sort");
  return DL_EXIT_OK;
}

int dl_cli_query(const dl_options *o) {
  bool terminal = isatty(STDOUT_FILENO);
  printing p = {.terminal = terminal, .colour = terminal && !getenv("NO_COLOR")};
  dl_query query;
  dl_ledger *ledger = NULL;
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  if (!(p.kind = dl_cli_form(o, "table, jsonl or csv"))) return DL_EXIT_USAGE;
  int status = check(o);
  if (status == DL_EXIT_OK) status = dl_cli_filters(o, &query);
  if (status == DL_EXIT_OK) status = dl_cli_ledger(o, &ledger);
  if (status != DL_EXIT_OK) return status;
  status = o->group_by ? answer_groups(o, ledger, &query, &p)
           : o->count  ? answer_count(o, ledger, &query, &p)
                       : answer_rows(o, ledger, &query, &p);
  dl_ledger_close(ledger);
  return status;
}
