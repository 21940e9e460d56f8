#include "query/sql.h"

#include "base/guard.h"

int dl_query_failed(dl_ledger *ledger, dl_status *status) {
  return dl_fail(status, DL_ESTORE, "%s: %s", dl_ledger_path(ledger), sqlite3_errmsg(dl_ledger_handle(ledger)));
}

static void keep(dl_sql *sql, dl_sql_value value) {
  if (sql->count < DL_SQL_VALUES)
    sql->values[sql->count++] = value;
  else
    sql->words.failed = true;
}

void dl_sql_value_of(dl_sql *sql, const dl_sql_value *value) {
  keep(sql, *value);
}

void dl_sql_add(dl_sql *sql, const char *piece) {
  dl_buffer_text(&sql->words, piece);
}

void dl_sql_value_text(dl_sql *sql, const char *value) {
  keep(sql, (dl_sql_value){.kind = DL_SQL_TEXT, .text = value});
}

void dl_sql_value_real(dl_sql *sql, double value) {
  keep(sql, (dl_sql_value){.kind = DL_SQL_REAL, .real = value});
}

void dl_sql_text(dl_sql *sql, const char *piece, const char *value) {
  dl_sql_add(sql, piece);
  dl_sql_value_text(sql, value);
}

void dl_sql_real(dl_sql *sql, const char *piece, double value) {
  dl_sql_add(sql, piece);
  dl_sql_value_real(sql, value);
}

void dl_sql_whole(dl_sql *sql, const char *piece, long long value) {
  dl_sql_add(sql, piece);
  keep(sql, (dl_sql_value){.kind = DL_SQL_WHOLE, .whole = value});
}

int dl_sql_prepare(const dl_sql *sql, dl_ledger *ledger, sqlite3_stmt **statement, dl_status *status) {
  *statement = NULL;
  if (sql->words.failed) return dl_fail(status, DL_EMEMORY, "out of memory");
  if (sqlite3_prepare_v2(dl_ledger_handle(ledger), sql->words.data, -1, statement, NULL) != SQLITE_OK)
    return dl_query_failed(ledger, status);
  for (int i = 0; i < sql->count; i++) {
    const dl_sql_value *v = &sql->values[i];
    if (v->kind == DL_SQL_TEXT)
      sqlite3_bind_text(*statement, i + 1, v->text, -1, SQLITE_TRANSIENT);
    else if (v->kind == DL_SQL_REAL)
      sqlite3_bind_double(*statement, i + 1, v->real);
    else
      sqlite3_bind_int64(*statement, i + 1, v->whole);
  }
  return DL_OK;
}

void dl_sql_free(dl_sql *sql) {
  dl_buffer_free(&sql->words);
  sql->count = 0;
}

const char *dl_sql_cell(sqlite3_stmt *row, int column) {
  const char *text = (const char *)sqlite3_column_text(row, column);
  return text ? text : "";
}

/* A run under way, for the guard. */
typedef struct walk {
  dl_ledger *ledger;
  sqlite3_stmt *rows;
  dl_sql_row_fn each;
  void *context;
} walk;

static int walk_rows(void *context, dl_status *status) {
  const walk *w = context;
  int step = SQLITE_DONE, code = DL_OK;
  while (!code && (step = sqlite3_step(w->rows)) == SQLITE_ROW) code = w->each(w->rows, w->context, status);
  return !code && step != SQLITE_DONE ? dl_query_failed(w->ledger, status) : code;
}

int dl_sql_run(dl_sql *sql, dl_ledger *ledger, dl_sql_row_fn each, void *context, dl_status *status) {
  walk w = {.ledger = ledger, .each = each, .context = context};
  int code = dl_sql_prepare(sql, ledger, &w.rows, status);
  if (!code) code = dl_guard_run(walk_rows, &w, status);
  sqlite3_finalize(w.rows);
  dl_sql_free(sql);
  return code;
}
