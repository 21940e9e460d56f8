/* Lists that hang on rows: api/ledger.h. */
#include <string.h>

#include "api/ledger.h"

static int step(dl_follower *f, dl_ledger *ledger, dl_status *status) {
  int code = sqlite3_step(f->ask);
  f->more = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE ? DL_OK : dl_query_failed(ledger, status);
}

int dl_follow_begin(dl_follower *f, dl_ledger *ledger, const dl_sql *sql, int lists, int fields, dl_status *status) {
  f->lists = lists;
  f->fields = fields;
  int code = dl_sql_prepare(sql, ledger, &f->ask, status);
  return code == DL_OK ? step(f, ledger, status) : code;
}

/* Does the list of texts, parted by "; ", have this one? */
static bool has(const dl_buffer *list, const char *text) {
  size_t size = strlen(text);
  for (const char *at = list->size > 0 ? list->data : NULL; at && (at = strstr(at, text)); at++)
    if ((at == list->data || (at[-1] == ' ' && at[-2] == ';')) && (at[size] == ';' || !at[size])) return true;
  return false;
}

static void add_item(dl_follower *f, int list) {
  const char *first = (const char *)sqlite3_column_text(f->ask, 2);
  if (f->distinct && (!first || !*first || has(&f->cells[list][0], first))) return;
  for (int field = 0; field < f->fields; field++) {
    const char *text = (const char *)sqlite3_column_text(f->ask, 2 + field);
    if (f->items[list] > 0) dl_buffer_text(&f->cells[list][field], "; ");
    dl_buffer_text(&f->cells[list][field], text ? text : "");
  }
  f->items[list]++;
}

static bool failed(const dl_follower *f) {
  for (int list = 0; list < f->lists; list++)
    for (int field = 0; field < f->fields; field++)
      if (f->cells[list][field].failed) return true;
  return false;
}

int dl_follow(dl_follower *f, dl_ledger *ledger, long long id, dl_status *status) {
  int code = DL_OK;
  memset(f->items, 0, sizeof f->items);
  for (int list = 0; list < f->lists; list++)
    for (int field = 0; field < f->fields; field++) dl_buffer_clear(&f->cells[list][field]);
  f->has_number = false;
  while (!code && f->more && sqlite3_column_int64(f->ask, 0) < id) code = step(f, ledger, status);
  while (!code && f->more && sqlite3_column_int64(f->ask, 0) == id) {
    int list = sqlite3_column_int(f->ask, 1), numbers = 2 + f->fields;
    if (list == 0 && !f->has_number && sqlite3_column_count(f->ask) > numbers &&
        sqlite3_column_type(f->ask, numbers) != SQLITE_NULL) {
      f->has_number = true;
      f->number = sqlite3_column_double(f->ask, numbers);
      f->second = sqlite3_column_double(f->ask, numbers + 1);
    }
    if (list >= 0 && list < f->lists) add_item(f, list);
    code = step(f, ledger, status);
  }
  return !code && failed(f) ? dl_fail(status, DL_EMEMORY, "out of memory") : code;
}

void dl_follow_cell(const dl_follower *f, dateline_table *table, int list, int field) {
  const dl_buffer *b = &f->cells[list][field];
  dl_cell_bytes(table, b->data ? b->data : "", b->size);
}

void dl_follow_end(dl_follower *f) {
  sqlite3_finalize(f->ask);
  for (int list = 0; list < DL_FOLLOW_LISTS; list++)
    for (int field = 0; field < DL_FOLLOW_FIELDS; field++) dl_buffer_free(&f->cells[list][field]);
}
