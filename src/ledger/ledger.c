#include "ledger/ledger.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "ledger/entries.h"
#include "ledger/open.h"
#include "ledger/store.h"

static void free_memory(dl_ledger *ledger) {
  if (!ledger) return;
  dl_arena_free(ledger->scratch);
  dl_arena_free(ledger->articles.arena);
  dl_arena_free(ledger->tallies.arena);
  dl_arena_free(ledger->awaited);
  dl_arena_free(ledger->late.arena);
  free(ledger->path);
  free(ledger);
}

int dl_ledger_open(const char *path, bool write, dl_ledger **out, dl_status *status) {
  dl_ledger *ledger = calloc(1, sizeof *ledger);
  *out = NULL;
  if (!ledger || !(ledger->path = strdup(path)) || !(ledger->scratch = dl_arena_new()) ||
      !(ledger->articles.arena = dl_arena_new()) || !(ledger->tallies.arena = dl_arena_new()) ||
      !(ledger->awaited = dl_arena_new()) || !(ledger->late.arena = dl_arena_new())) {
    free_memory(ledger);
    return dl_fail(status, DL_EMEMORY, "%s: out of memory", path);
  }
  pthread_mutex_init(&ledger->lock, NULL);
  int code = dl_ledger_check_name(path, write, status);
  if (!code) code = write ? dl_ledger_open_write(ledger, status) : dl_ledger_open_read(ledger, status);
  if (code)
    dl_ledger_close(ledger);
  else
    *out = ledger;
  return code;
}

static int locked_sql(dl_ledger *ledger, const char *sql, const char *doing, dl_status *status) {
  pthread_mutex_lock(&ledger->lock);
  int code = dl_ledger_sql(ledger, sql, doing, status);
  pthread_mutex_unlock(&ledger->lock);
  return code;
}

static int begin(void *context, dl_status *status) {
  return dl_entries_begin(context, status);
}

int dl_ledger_begin(dl_ledger *ledger, dl_status *status) {
  pthread_mutex_lock(&ledger->lock);
  int code = dl_ledger_sql(ledger, "BEGIN IMMEDIATE", "cannot be written", status);
  if (!code) code = dl_guard_run(begin, ledger, status);
  pthread_mutex_unlock(&ledger->lock);
  return code;
}

static int settle(void *context, dl_status *status) {
  return dl_entries_settle(context, status);
}

int dl_ledger_commit(dl_ledger *ledger, dl_status *status) {
  pthread_mutex_lock(&ledger->lock); /* memory that runs out must not leave it locked */
  int code = dl_guard_run(settle, ledger, status);
  pthread_mutex_unlock(&ledger->lock);
  return code ? code : locked_sql(ledger, "COMMIT", "cannot be saved", status);
}

void dl_ledger_rollback(dl_ledger *ledger) {
  pthread_mutex_lock(&ledger->lock);
  if (!sqlite3_get_autocommit(ledger->db)) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
  ledger->maker = 0; /* its row may be gone with it */
  dl_entries_forget(ledger);
  dl_late_forget(ledger);
  pthread_mutex_unlock(&ledger->lock);
}

int dl_ledger_count(dl_ledger *ledger, dl_ledger_counts *counts, dl_status *status) {
  static const char sql[] =
      "SELECT (SELECT count(*) FROM document WHERE current), (SELECT count(*) FROM document WHERE current AND copy_of "
      "IS NOT NULL),"
      " (SELECT count(*) FROM document WHERE NOT current),"
      /* all but those of texts of which no document is current: texts are long, and are not looked at */
      " (SELECT count(*) FROM event)-(SELECT count(*) FROM event WHERE text IN (SELECT d.text FROM document d WHERE NOT"
      " d.current AND NOT EXISTS(SELECT 1 FROM document o WHERE o.text=d.text AND o.current)))";
  sqlite3_stmt *ask = NULL;
  int code = DL_OK;
  if (sqlite3_prepare_v2(ledger->db, sql, -1, &ask, NULL) != SQLITE_OK || sqlite3_step(ask) != SQLITE_ROW) {
    code = dl_ledger_failed(ledger, status, "cannot be read");
  } else {
    long *const to[] = {&counts->documents, &counts->copies, &counts->earlier, &counts->events};
    for (int i = 0; i < 4; i++) *to[i] = (long)sqlite3_column_int64(ask, i);
  }
  sqlite3_finalize(ask);
  return code;
}

sqlite3 *dl_ledger_handle(dl_ledger *ledger) {
  return ledger->db;
}

const char *dl_ledger_path(const dl_ledger *ledger) {
  return ledger->path;
}

void dl_ledger_close(dl_ledger *ledger) {
  if (!ledger) return;
  for (int i = 0; i < DL_STATEMENTS; i++) sqlite3_finalize(ledger->statements[i]);
  if (ledger->db && !sqlite3_get_autocommit(ledger->db)) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(ledger->db);
  pthread_mutex_destroy(&ledger->lock);
  dl_stories_free(&ledger->stories);
  free_memory(ledger);
}
