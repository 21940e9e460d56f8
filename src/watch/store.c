#include "watch/store.h"

#include <stdarg.h>

/* What changes an entry, whatever program it is, notes it. A change moves to the end: an id is never given again. */
static const char tables[] =
    "CREATE TABLE IF NOT EXISTS watch(rule TEXT PRIMARY KEY, seen INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS changed(id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL UNIQUE);"
    "CREATE TRIGGER IF NOT EXISTS entry_made AFTER INSERT ON entry BEGIN DELETE FROM changed WHERE entry=new.id; "
    "INSERT "
    "INTO changed(entry) VALUES(new.id); END;"
    "CREATE TRIGGER IF NOT EXISTS entry_changed AFTER UPDATE ON entry BEGIN DELETE FROM changed WHERE entry=new.id; "
    "INSERT "
    "INTO changed(entry) VALUES(new.id); END;"
    "CREATE TABLE IF NOT EXISTS told(rule TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry(id), PRIMARY "
    "KEY(rule, "
    "entry)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS queue(id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, entry INTEGER NOT "
    "NULL, "
    "webhook TEXT NOT NULL, body TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, file "
    "TEXT "
    "NOT NULL DEFAULT '', offset INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '');";

int dl_watch_failed(sqlite3 *db, dl_status *status) {
  return dl_fail(status, DL_ESTORE, "what is watched cannot be kept: %s", db ? sqlite3_errmsg(db) : "out of memory");
}

int dl_watch_sql(sqlite3 *db, const char *sql, dl_status *status) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? DL_OK : dl_watch_failed(db, status);
}

sqlite3_stmt *dl_watch_ask(sqlite3 *db, const char *sql, const char *kinds, ...) {
  sqlite3_stmt *s = NULL;
  va_list values;
  if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) return NULL;
  va_start(values, kinds);
  for (int i = 0; kinds[i]; i++) {
    if (kinds[i] == 't') sqlite3_bind_text(s, i + 1, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
    if (kinds[i] == 'i') sqlite3_bind_int64(s, i + 1, va_arg(values, long long));
    if (kinds[i] == 'd') sqlite3_bind_double(s, i + 1, va_arg(values, double));
  }
  va_end(values);
  return s;
}

int dl_watch_done(sqlite3 *db, sqlite3_stmt *s, dl_status *status) {
  int code = s && sqlite3_step(s) == SQLITE_DONE ? DL_OK : dl_watch_failed(db, status);
  sqlite3_finalize(s);
  return code;
}

int dl_watch_tables(sqlite3 *db, dl_status *status) {
  return dl_watch_sql(db, tables, status);
}
