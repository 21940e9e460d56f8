/* What is new since the last look, and fits a rule: into the queue. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "watch/store.h"

enum { AT_ONCE = 64 }; /* entries that are queued in one transaction, so that other writers do not wait */

/* One program at a time: the lock goes with the process, however it ends. SQLite locks the file in another way. */
static int lock(dl_watch *w, dl_status *status) {
  w->lock = open(w->options.ledger, O_RDONLY | O_CLOEXEC);
  if (w->lock < 0) return dl_fail(status, DL_EIO, "%s: %s", w->options.ledger, strerror(errno));
  if (flock(w->lock, LOCK_EX | LOCK_NB) == 0) return DL_OK;
  return dl_fail(status, DL_ESTORE, "%s: another program watches this ledger", w->options.ledger);
}

int dl_watch_open(const dl_watch_options *options, dl_watch **out, dl_status *status) {
  dl_watch *w = *out = calloc(1, sizeof *w);
  if (!w) return dl_fail(status, DL_EMEMORY, "out of memory");
  *w = (dl_watch){.options = *options, .lock = -1, .seen = -1};
  int code = dl_ledger_open(options->ledger, false, &w->reader, status); /* it must be there */
  if (code == DL_OK) code = dl_ledger_open(options->ledger, true, &w->writer, status);
  if (code == DL_OK) code = lock(w, status);
  if (code == DL_OK) code = dl_watch_tables(dl_ledger_handle(w->writer), status);
  if (code == DL_OK) code = dl_client_new(options->agent, options->seconds, options->stop, &w->client, status);
  if (code == DL_OK) return DL_OK;
  dl_watch_close(w);
  *out = NULL;
  return code;
}

void dl_watch_close(dl_watch *w) {
  if (!w) return;
  dl_client_free(w->client);
  dl_ledger_close(w->reader);
  dl_ledger_close(w->writer);
  if (w->lock >= 0) close(w->lock); /* behind SQLite, whose own locks would go with it */
  free(w);
}

/* The last change that the ledger has noted. */
static int read_end(dl_watch *w, long long *last, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->reader);
  sqlite3_stmt *s = dl_watch_ask(db, "SELECT coalesce(max(id), 0) FROM changed", "");
  int step = s ? sqlite3_step(s) : SQLITE_ERROR;
  if (step == SQLITE_ROW) *last = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return step == SQLITE_ROW ? DL_OK : dl_watch_failed(db, status);
}

static int save_mark(dl_watch *w, const char *rule, long long last, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  return dl_watch_done(
      db,
      dl_watch_ask(db, "INSERT INTO watch(rule, seen) VALUES(?, ?) ON CONFLICT(rule) DO UPDATE SET seen=excluded.seen",
                   "ti", rule, last),
      status);
}

int dl_watch_skip(dl_watch *w, dl_status *status) {
  long long last = 0;
  int code = read_end(w, &last, status);
  for (uint32_t i = 0; i < w->options.rules->count && !code; i++)
    code = save_mark(w, w->options.rules->items[i].name, last, status);
  return code;
}

int dl_watch_news(dl_watch *w, bool *news, dl_status *status) {
  long long last = 0;
  int code = read_end(w, &last, status);
  if (!code) *news = last != w->seen;
  return code;
}

/* ---- one rule ---- */

/* An entry that fits, and what is told of it. */
typedef struct match {
  long long entry;
  dl_buffer body;
} match;

typedef struct looking {
  dl_watch *watch;
  const dl_rule *rule;
  unsigned long found;
  match matches[AT_ONCE]; /* that are not queued yet */
  int count;
  dl_status *status;
} looking;

/* Queues one that was not told before; in the open transaction. */
static int queue(looking *l, const match *m) {
  sqlite3 *db = dl_ledger_handle(l->watch->writer);
  int code = dl_watch_done(
      db, dl_watch_ask(db, "INSERT OR IGNORE INTO told(rule, entry) VALUES(?, ?)", "ti", l->rule->name, m->entry),
      l->status);
  if (code || sqlite3_changes(db) == 0) return code;
  l->found++;
  return dl_watch_done(db,
                       dl_watch_ask(db, "INSERT INTO queue(rule, entry, webhook, body) VALUES(?, ?, ?, ?)", "titt",
                                    l->rule->name, m->entry, l->rule->webhook, m->body.data ? m->body.data : ""),
                       l->status);
}

static void drop(looking *l) {
  for (int i = 0; i < l->count; i++) dl_buffer_free(&l->matches[i].body);
  l->count = 0;
}

static int settle(looking *l) {
  if (l->count == 0) return DL_OK;
  unsigned long before = l->found;
  int code = dl_ledger_begin(l->watch->writer, l->status);
  for (int i = 0; i < l->count && !code; i++) code = queue(l, &l->matches[i]);
  if (!code) code = dl_ledger_commit(l->watch->writer, l->status);
  if (code) {
    dl_ledger_rollback(l->watch->writer);
    l->found = before;
  }
  drop(l);
  return code;
}

static int take(const dl_entry_row *row, void *context) {
  looking *l = context;
  const dl_watch_options *o = &l->watch->options;
  if (o->stop && *o->stop) return dl_fail(l->status, DL_ESTOPPED, "interrupted");
  match *m = &l->matches[l->count++];
  *m = (match){.entry = row->id};
  o->make(l->rule, row, l->rule->webhook[0] != '\0', &m->body);
  if (m->body.failed) return dl_fail(l->status, DL_EMEMORY, "out of memory");
  return l->count == AT_ONCE ? settle(l) : DL_OK;
}

static int read_mark(dl_watch *w, const char *rule, dl_query *query, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  sqlite3_stmt *s = dl_watch_ask(db, "SELECT seen FROM watch WHERE rule=?", "t", rule);
  int step = s ? sqlite3_step(s) : SQLITE_ERROR;
  if (step == SQLITE_ROW) {
    query->changed = true;
    query->changed_after = sqlite3_column_int64(s, 0);
  }
  sqlite3_finalize(s);
  return step == SQLITE_ROW || step == SQLITE_DONE ? DL_OK : dl_watch_failed(db, status);
}

/* The mark moves when all is queued: what a killed look has queued is marked as told, and the next one passes it by. */
static int look_for(dl_watch *w, const dl_rule *rule, long long last, unsigned long *found, dl_status *status) {
  looking l = {.watch = w, .rule = rule, .status = status};
  dl_query query = rule->query;
  int code = read_mark(w, rule->name, &query, status);
  if (!code) code = dl_entries_run(w->reader, &query, take, &l, status);
  if (!code) code = settle(&l);
  drop(&l);
  *found += l.found;
  return code ? code : save_mark(w, rule->name, last, status);
}

/* What an entry was told as holds for the one that it was joined to. */
static int carry_over(dl_watch *w, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  int code = DL_OK;
  do /* once more where that one was joined to a third */
    code =
        dl_watch_sql(db,
                     "INSERT OR IGNORE INTO told(rule, entry) SELECT t.rule, e.joined_to FROM told t JOIN entry e ON "
                     "e.id=t.entry WHERE e.joined_to IS NOT NULL",
                     status);
  while (!code && sqlite3_changes(db) > 0);
  return code;
}

/* All rules see the same state of the ledger; what comes meanwhile is the next look's. */
int dl_watch_look(dl_watch *w, unsigned long *found, dl_status *status) {
  long long last = 0;
  sqlite3 *db = dl_ledger_handle(w->reader);
  *found = 0;
  int code = dl_watch_sql(db, "BEGIN", status);
  if (!code) code = read_end(w, &last, status);
  if (!code) code = carry_over(w, status);
  for (uint32_t i = 0; i < w->options.rules->count && !code; i++)
    code = look_for(w, &w->options.rules->items[i], last, found, status);
  sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  if (code) return code;
  w->seen = last;
  return DL_OK;
}
