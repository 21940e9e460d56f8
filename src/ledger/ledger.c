#include "ledger/ledger.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/schema.h"
#include "ledger/store.h"

enum { BUSY_MS = 10000 };

int dl_ledger_failed(dl_ledger *ledger, dl_status *status, const char *doing) {
  int code = sqlite3_errcode(ledger->db);
  const char *hint = code == SQLITE_READONLY ? " (the ledger is read-only)" : code == SQLITE_FULL ? " (the disk is full)" : "";
  return dl_fail(status, DL_ESTORE, "%s: %s: %s%s", ledger->path, doing, sqlite3_errmsg(ledger->db), hint);
}

static int run(dl_ledger *ledger, const char *sql, const char *doing, dl_status *status) {
  if (sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK) return DL_OK;
  return dl_ledger_failed(ledger, status, doing);
}

static int version_of(dl_ledger *ledger, int *version, bool *empty, dl_status *status) {
  sqlite3_stmt *ask = NULL;
  *version = 0;
  *empty = true;
  if (sqlite3_prepare_v2(ledger->db, "SELECT (SELECT user_version FROM pragma_user_version), count(*) FROM sqlite_master", -1, &ask,
                         NULL) != SQLITE_OK)
    return dl_ledger_failed(ledger, status, "not a ledger");
  if (sqlite3_step(ask) != SQLITE_ROW) {
    int code = dl_ledger_failed(ledger, status, "cannot be read");
    sqlite3_finalize(ask);
    return code;
  }
  *version = sqlite3_column_int(ask, 0);
  *empty = sqlite3_column_int(ask, 1) == 0;
  sqlite3_finalize(ask);
  return DL_OK;
}

/* Makes the tables in an empty file; refuses a file that is something else. */
static int settle_schema(dl_ledger *ledger, bool write, dl_status *status) {
  int version, code;
  bool empty;
  if ((code = version_of(ledger, &version, &empty, status))) return code;
  if (version == DL_LEDGER_VERSION) return DL_OK;
  if (version > DL_LEDGER_VERSION)
    return dl_fail(status, DL_ESTORE, "%s: ledger of version %d, this program knows version %d", ledger->path, version, DL_LEDGER_VERSION);
  if (!empty || !write) return dl_fail(status, DL_ESTORE, "%s: not a ledger of dateline", ledger->path);
  if ((code = run(ledger, "BEGIN IMMEDIATE", "cannot be written", status))) return code;
  char *set = sqlite3_mprintf("%s PRAGMA user_version=%d; COMMIT", dl_ledger_schema, DL_LEDGER_VERSION);
  code = set ? run(ledger, set, "cannot make the tables", status) : dl_fail(status, DL_EMEMORY, "%s: out of memory", ledger->path);
  sqlite3_free(set);
  if (code) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

static int open_file(dl_ledger *ledger, bool write, dl_status *status) {
  int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  if (sqlite3_open_v2(ledger->path, &ledger->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return dl_fail(status, DL_ESTORE, "%s: %s", ledger->path, ledger->db ? sqlite3_errmsg(ledger->db) : "out of memory");
  sqlite3_busy_timeout(ledger->db, BUSY_MS);
  int code = settle_schema(ledger, write, status);
  if (code || !write) return code;
  return run(ledger, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON", "cannot be written", status);
}

int dl_ledger_open(const char *path, bool write, dl_ledger **out, dl_status *status) {
  dl_ledger *ledger = calloc(1, sizeof *ledger);
  *out = NULL;
  if (!ledger || !(ledger->path = strdup(path))) {
    free(ledger);
    return dl_fail(status, DL_EMEMORY, "%s: out of memory", path);
  }
  int code = open_file(ledger, write, status);
  if (code)
    dl_ledger_close(ledger);
  else
    *out = ledger;
  return code;
}

int dl_ledger_begin(dl_ledger *ledger, dl_status *status) { return run(ledger, "BEGIN IMMEDIATE", "cannot be written", status); }

int dl_ledger_commit(dl_ledger *ledger, dl_status *status) { return run(ledger, "COMMIT", "cannot be saved", status); }

int dl_ledger_count(dl_ledger *ledger, long *documents, long *events, dl_status *status) {
  sqlite3_stmt *ask = NULL;
  int code = DL_OK;
  if (sqlite3_prepare_v2(ledger->db, "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM event)", -1, &ask, NULL) !=
          SQLITE_OK ||
      sqlite3_step(ask) != SQLITE_ROW) {
    code = dl_ledger_failed(ledger, status, "cannot be read");
  } else {
    *documents = (long)sqlite3_column_int64(ask, 0);
    *events = (long)sqlite3_column_int64(ask, 1);
  }
  sqlite3_finalize(ask);
  return code;
}

sqlite3 *dl_ledger_handle(dl_ledger *ledger) { return ledger->db; }

const char *dl_ledger_path(const dl_ledger *ledger) { return ledger->path; }

void dl_ledger_close(dl_ledger *ledger) {
  if (!ledger) return;
  for (int i = 0; i < DL_STORE_COUNT; i++) sqlite3_finalize(ledger->put[i]);
  if (ledger->db && !sqlite3_get_autocommit(ledger->db)) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(ledger->db);
  free(ledger->path);
  free(ledger);
}
