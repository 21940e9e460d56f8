/* What a run leaves to be done behind it: the full-text index is written in pieces, and each question for words looks
 * through all of them. A run that brought a good part of the ledger merges them into one, in steps that are
 * transactions of their own: others' turns come between, and a kill loses nothing. A run that brought little leaves
 * them, so that all of it costs a share of what was stored, whatever the ledger holds. */
#include "ledger/store.h"

enum { SHARE = 8, PAGES = 2000 }; /* an eighth; pages of a step, about a tenth of a second */

static int newest_text(dl_ledger *ledger, long long *id, dl_status *status) {
  sqlite3_stmt *ask = NULL;
  int code = sqlite3_prepare_v2(ledger->db, "SELECT coalesce(max(id),0) FROM text", -1, &ask, NULL);
  if (code == SQLITE_OK && sqlite3_step(ask) == SQLITE_ROW) *id = sqlite3_column_int64(ask, 0);
  code = sqlite3_finalize(ask);
  return code == SQLITE_OK ? DL_OK : dl_fail(status, DL_ESTORE, "%s: %s", ledger->path, sqlite3_errmsg(ledger->db));
}

/* FTS5's own way: a negative number of pages begins with a merge of all pieces, the following steps go on with it, and
 * one that had nothing to do changes fewer than two rows. */
static int merge(dl_ledger *ledger, dl_status *status) {
  char sql[96];
  for (int pages = -PAGES;; pages = PAGES) {
    long long before = sqlite3_total_changes(ledger->db);
    sqlite3_snprintf(sizeof sql, sql, "INSERT INTO evidence_fts(evidence_fts, rank) VALUES('merge', %d)", pages);
    int code = dl_ledger_sql(ledger, sql, "its words cannot be merged", status);
    if (code || sqlite3_total_changes(ledger->db) - before < 2) return code;
  }
}

int dl_ledger_tidy(dl_ledger *ledger, unsigned long added, dl_status *status) {
  long long texts = 0;
  pthread_mutex_lock(&ledger->lock);
  int code = newest_text(ledger, &texts, status);
  if (!code && added && (long long)added >= texts / SHARE) code = merge(ledger, status);
  pthread_mutex_unlock(&ledger->lock);
  return code;
}
