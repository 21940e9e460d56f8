#include "fetch/visits.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS feed(url TEXT PRIMARY KEY, title TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT "
    "NULL, checked TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS page(id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, feed TEXT NOT NULL REFERENCES "
    "feed(url), date TEXT NOT NULL, stamp TEXT NOT NULL, inside INTEGER NOT "
    "NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, why TEXT NOT NULL);"
    "CREATE INDEX IF NOT EXISTS page_state ON page(state) WHERE state='waiting';";

struct dl_visits {
  dl_ledger *ledger; /* NULL: in memory */
  sqlite3 *db;
};

static int failed(sqlite3 *db, dl_status *status) {
  return dl_fail(status, DL_ESTORE, "what was fetched cannot be kept: %s", db ? sqlite3_errmsg(db) : "out of memory");
}

static int run(sqlite3 *db, const char *sql, dl_status *status) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? DL_OK : failed(db, status);
}

int dl_visits_open(const char *ledger, dl_visits **out, dl_status *status) {
  dl_visits *v = *out = calloc(1, sizeof *v);
  if (!v) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = ledger ? dl_ledger_open(ledger, true, &v->ledger, status)
             : sqlite3_open_v2(":memory:", &v->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
                 ? DL_OK
                 : failed(v->db, status);
  if (code == DL_OK && v->ledger) v->db = dl_ledger_handle(v->ledger);
  if (code == DL_OK) code = run(v->db, tables, status);
  if (code == DL_OK) return DL_OK;
  dl_visits_close(v);
  *out = NULL;
  return code;
}

void dl_visits_close(dl_visits *v) {
  if (!v) return;
  if (v->ledger)
    dl_ledger_close(v->ledger);
  else
    sqlite3_close(v->db);
  free(v);
}

/* A statement with texts bound from left to right, up to NULL. */
static sqlite3_stmt *prepare(sqlite3 *db, const char *sql, const char *const *texts) {
  sqlite3_stmt *s = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) return NULL;
  for (int i = 0; texts[i]; i++) sqlite3_bind_text(s, i + 1, texts[i], -1, SQLITE_TRANSIENT);
  return s;
}

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const no_texts[] = {NULL};

/* Runs it; a value behind the texts is the number. */
static int change(sqlite3 *db, const char *sql, const char *const *texts, long long number, dl_status *status) {
  sqlite3_stmt *s = prepare(db, sql, texts);
  int count = 0;
  while (texts[count]) count++;
  if (s && sqlite3_bind_parameter_count(s) > count) sqlite3_bind_int64(s, count + 1, number);
  int code = s && sqlite3_step(s) == SQLITE_DONE ? DL_OK : failed(db, status);
  sqlite3_finalize(s);
  return code;
}

static const char *column(sqlite3_stmt *s, int at) {
  const char *text = (const char *)sqlite3_column_text(s, at);
  return text ? text : "";
}

int dl_visits_feed(dl_visits *v, const char *url, char etag[256], char modified[64], dl_status *status) {
  etag[0] = modified[0] = '\0';
  sqlite3_stmt *s = prepare(v->db, "SELECT etag, modified FROM feed WHERE url=?", TEXTS(url));
  int step = s ? sqlite3_step(s) : SQLITE_ERROR;
  if (step == SQLITE_ROW) {
    snprintf(etag, 256, "%s", column(s, 0));
    snprintf(modified, 64, "%s", column(s, 1));
  }
  int code = step == SQLITE_ROW || step == SQLITE_DONE ? DL_OK : failed(v->db, status);
  sqlite3_finalize(s);
  return code;
}

static int add_feed(dl_visits *v, const dl_visit *f, dl_status *status) {
  return change(
      v->db,
      "INSERT INTO feed(url, title, etag, modified, checked) VALUES(?, ?, ?, ?, datetime('now')) ON CONFLICT(url) "
      "DO UPDATE SET title=excluded.title, etag=excluded.etag, modified=excluded.modified, "
      "checked=excluded.checked",
      TEXTS(f->url, f->title, f->etag, f->modified), 0, status);
}

static int add_page(dl_visits *v, const dl_visit *f, const dl_entry *e, dl_status *status) {
  return change(
      v->db,
      "INSERT INTO page(url, feed, date, stamp, inside, state, tries, why) VALUES(?, ?, ?, ?, ?, 'waiting', 0, '') "
      "ON CONFLICT(url) DO UPDATE SET date=excluded.date, stamp=excluded.stamp, "
      "inside=excluded.inside, state='waiting', tries=0, why='' WHERE page.feed=excluded.feed AND "
      "page.stamp<>excluded.stamp AND excluded.stamp<>''",
      TEXTS(e->link, f->url, e->date, e->stamp), f->inside, status);
}

int dl_visits_add(dl_visits *v, const dl_visit *f, uint32_t *fresh, dl_status *status) {
  *fresh = 0;
  int code = run(v->db, "BEGIN IMMEDIATE", status);
  if (code) return code;
  code = add_feed(v, f, status);
  for (uint32_t i = 0; !code && i < f->entry_count; i++) {
    if (!f->entries[i].link[0]) continue;
    code = add_page(v, f, &f->entries[i], status);
    *fresh += !code && sqlite3_changes(v->db) > 0;
  }
  if (!code) code = run(v->db, "COMMIT", status);
  if (code) sqlite3_exec(v->db, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

int dl_visits_waiting(dl_visits *v, dl_waiting **pages, size_t *count, dl_status *status) {
  size_t room = 0;
  *count = 0;
  *pages = NULL;
  sqlite3_stmt *s = prepare(
      v->db, "SELECT id, url, date, inside FROM page WHERE state='waiting' AND tries<? ORDER BY id LIMIT ?", no_texts);
  if (s) sqlite3_bind_int(s, 1, DL_TRIES);
  if (s) sqlite3_bind_int(s, 2, DL_PAGES_A_RUN);
  int step;
  while ((step = s ? sqlite3_step(s) : SQLITE_ERROR) == SQLITE_ROW) {
    if (*count == room) {
      dl_waiting *more = realloc(*pages, (room = room ? 2 * room : 64) * sizeof *more);
      if (!more) {
        step = SQLITE_NOMEM;
        break;
      }
      *pages = more;
    }
    dl_waiting *p = &(*pages)[(*count)++];
    *p = (dl_waiting){sqlite3_column_int64(s, 0), strdup(column(s, 1)), strdup(column(s, 2)),
                      sqlite3_column_int(s, 3) != 0, false};
    if (p->url && p->date) continue;
    step = SQLITE_NOMEM;
    break;
  }
  sqlite3_finalize(s);
  if (step == SQLITE_NOMEM) return dl_fail(status, DL_EMEMORY, "out of memory");
  return step == SQLITE_DONE ? DL_OK : failed(v->db, status);
}

void dl_waiting_free(dl_waiting *pages, size_t count) {
  for (size_t i = 0; i < count; i++) {
    free(pages[i].url);
    free(pages[i].date);
  }
  free(pages);
}

int dl_visits_try(dl_visits *v, const dl_waiting *p, dl_status *status) {
  return change(v->db, "UPDATE page SET tries=tries+1 WHERE id=?", no_texts, p->id, status);
}

int dl_visits_refuse(dl_visits *v, const dl_waiting *p, const char *why, dl_status *status) {
  return change(v->db, "UPDATE page SET state='refused', why=? WHERE id=?", TEXTS(why), p->id, status);
}

int dl_visits_stored(dl_ledger *ledger, const char *url, dl_status *status) {
  return change(dl_ledger_handle(ledger), "UPDATE page SET state='stored', why='' WHERE url=?", TEXTS(url), 0, status);
}
