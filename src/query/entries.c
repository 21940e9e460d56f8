/* Entries that fit a query, in an order that --after can go on in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "query/entry.h"
#include "query/filter.h"

/* By what rows are ordered: first this, then the entry's number. */
typedef struct order {
  const char *name, *column, *elsewhere; /* column: of the table of entries; elsewhere: in another table that leads */
} order;

static const order orders[] = {{"date", "date_begin", "k.date_begin"},
                               {"sources", "sources", "k.sources"},
                               {"reported", "last_report", "(SELECT n.last_report FROM entry n WHERE n.id=$)"}};

static const order *find_order(const dl_query *q, bool *back, dl_status *status) {
  const char *name = dl_is_given(q->sort) ? q->sort : "date";
  *back = name[0] == '-';
  for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
    if (strcmp(orders[i].name, name + *back) == 0) return &orders[i];
  dl_fail(status, DL_EUSAGE, "--sort is '%s': date, sources or reported, or one of them with a minus before it", name);
  return NULL;
}

/* How the rows are ordered, and behind what they go on. */
typedef struct paging {
  char key[80]; /* SQL of the value */
  bool back;
  bool is_text; /* the value of the entry that --after names */
  char text[40];
  long long whole;
} paging;

static int find_paging(const dl_selection *s, paging *p, dl_status *status) {
  const order *by = find_order(s->query, &p->back, status);
  if (!by) return DL_EUSAGE;
  snprintf(p->key, sizeof p->key, dl_filter_itself(s) ? "k.%s" : "%s",
           dl_filter_itself(s) ? by->column : by->elsewhere);
  if (!s->query->after) return DL_OK;
  dl_sql sql = {0};
  sqlite3_stmt *ask = NULL;
  dl_sql_add(&sql, "SELECT ");
  dl_sql_add(&sql, by->column);
  dl_sql_whole(&sql, " FROM entry WHERE id=?", s->query->after);
  int code = dl_sql_prepare(&sql, s->ledger, &ask, status);
  if (!code && sqlite3_step(ask) != SQLITE_ROW)
    code = dl_fail(status, DL_EUSAGE, "--after is '%lld': there is no such entry", s->query->after);
  if (!code) {
    p->is_text = sqlite3_column_type(ask, 0) == SQLITE_TEXT;
    p->whole = sqlite3_column_int64(ask, 0);
    snprintf(p->text, sizeof p->text, "%s", (const char *)sqlite3_column_text(ask, 0));
  }
  sqlite3_finalize(ask);
  dl_sql_free(&sql);
  return code;
}

static void add_compared(dl_sql *sql, const paging *p, const char *before, const char *sign) {
  dl_sql_add(sql, before);
  dl_sql_add(sql, p->key);
  dl_sql_add(sql, sign);
  if (p->is_text)
    dl_sql_text(sql, "?", p->text);
  else
    dl_sql_whole(sql, "?", p->whole);
}

/* "SELECT key, id ... ORDER BY key, id LIMIT n", going on behind query->after: key>=? AND (key>? OR id>?), of which the
 * first part is what an index can use. */
static int make_page(const dl_selection *s, paging *p, dl_sql *sql, dl_status *status) {
  dl_sql tail = {0};
  char columns[120];
  int code = find_paging(s, p, status);
  if (code) return code;
  if (s->query->after) {
    add_compared(&tail, p, " AND ", p->back ? "<=" : ">=");
    add_compared(&tail, p, " AND (", p->back ? "<" : ">");
    dl_sql_whole(&tail, p->back ? " OR $<?)" : " OR $>?)", s->query->after);
  }
  snprintf(columns, sizeof columns, "%s%s, $", dl_filter_doubles(s) ? "DISTINCT " : "", p->key);
  dl_filter_selects(s, sql, columns, &tail);
  dl_sql_add(sql, p->back ? " ORDER BY 1 DESC, 2 DESC" : " ORDER BY 1, 2");
  if (s->query->limit > 0) dl_sql_whole(sql, " LIMIT ?", s->query->limit);
  dl_sql_free(&tail);
  return DL_OK;
}

int dl_entries_run(dl_ledger *ledger, const dl_query *query, dl_entry_fn each, void *context, dl_status *status) {
  dl_selection s;
  dl_sql sql = {0};
  paging page = {.back = false}; /* its text is a value of `sql` */
  dl_entry_reader reader = {0};
  sqlite3_stmt *ask = NULL;
  int code = dl_query_check(query, NULL, status);
  if (code || (code = dl_filter_begin(&s, ledger, query, status))) return code;
  if (!(code = make_page(&s, &page, &sql, status)) && !(code = dl_sql_prepare(&sql, ledger, &ask, status)) &&
      !(code = dl_entry_reader_begin(&reader, ledger, status))) {
    reader.brief = query->brief;
    code = dl_entry_walk(&reader, ask, NULL, each, context, status);
  }
  sqlite3_finalize(ask);
  dl_entry_reader_end(&reader);
  dl_sql_free(&sql);
  dl_filter_end(&s);
  return code;
}

/* Entries that are asked for by their numbers. */
typedef struct single {
  dl_entry_reader reader;
  const long long *ids;
  uint32_t count;
  dl_entry_fn each;
  void *context;
  bool found; /* the last of them */
} single;

static int read_single(void *context, dl_status *status) {
  single *one = context;
  dl_entry_row row;
  int code = DL_OK;
  for (uint32_t i = 0; i < one->count && !code; i++) {
    code = dl_entry_row_read(&one->reader, one->ids[i], &row, &one->found, status);
    if (!code && one->found) code = one->each(&row, one->context);
  }
  return code;
}

static int read_ids(dl_ledger *ledger, single *all, bool brief, dl_status *status) {
  int code = dl_entry_reader_begin(&all->reader, ledger, status);
  all->reader.brief = brief;
  if (!code) code = dl_guard_run(read_single, all, status);
  dl_entry_reader_end(&all->reader);
  return code;
}

int dl_entry_read(dl_ledger *ledger, long long id, dl_entry_fn each, void *context, bool *found, dl_status *status) {
  single one = {.ids = &id, .count = 1, .each = each, .context = context};
  int code = read_ids(ledger, &one, false, status);
  *found = one.found;
  return code;
}

int dl_entries_read(dl_ledger *ledger, const long long *ids, uint32_t count, bool brief, dl_entry_fn each,
                    void *context, dl_status *status) {
  single all = {.ids = ids, .count = count, .each = each, .context = context};
  return read_ids(ledger, &all, brief, status);
}

int dl_entries_count(dl_ledger *ledger, const dl_query *query, bool mentions, long long *count, dl_status *status) {
  dl_selection s = {0};
  dl_sql sql = {0};
  sqlite3_stmt *ask = NULL;
  char *match = NULL;
  int code = dl_query_check(query, NULL, status);
  if (!code && mentions) {
    if (dl_is_given(query->text) && !(match = dl_filter_words(query->text)))
      return dl_fail(status, DL_EMEMORY, "out of memory");
    dl_sql_add(&sql, "SELECT count(*)");
    dl_query_mentions(query, match, &sql);
  } else if (!code && !(code = dl_filter_begin(&s, ledger, query, status))) {
    bool doubles = dl_filter_doubles(&s);
    dl_sql_add(&sql, doubles ? "SELECT count(*) FROM (" : "SELECT sum(n) FROM (");
    dl_filter_selects(&s, &sql, doubles ? "DISTINCT k.date_begin, $" : "count(*) AS n", NULL);
    dl_sql_add(&sql, ")");
  }
  if (!code) code = dl_sql_prepare(&sql, ledger, &ask, status);
  if (!code && sqlite3_step(ask) != SQLITE_ROW) code = dl_query_failed(ledger, status);
  if (!code) *count = sqlite3_column_int64(ask, 0);
  sqlite3_finalize(ask);
  dl_sql_free(&sql);
  dl_filter_end(&s);
  free(match);
  return code;
}
