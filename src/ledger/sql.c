#include "ledger/store.h"

int dl_ledger_failed(dl_ledger *ledger, dl_status *status, const char *doing) {
  int code = sqlite3_errcode(ledger->db) & 0xFF;
  const char *hint =
      code == SQLITE_READONLY   ? " (the ledger is read-only)"
      : code == SQLITE_CANTOPEN ? " (its folder cannot be written)"
      : code == SQLITE_FULL     ? " (the disk is full)"
      : code == SQLITE_IOERR    ? " (the disk is full or failing, or a limit on the size of files is reached)"
      : code == SQLITE_BUSY || code == SQLITE_LOCKED ? " (another program has been writing to it all the while)"
                                                     : "";
  return dl_fail(status, DL_ESTORE, "%s: %s: %s%s", ledger->path, doing, sqlite3_errmsg(ledger->db), hint);
}

int dl_ledger_sql(dl_ledger *ledger, const char *sql, const char *doing, dl_status *status) {
  if (sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK) return DL_OK;
  return dl_ledger_failed(ledger, status, doing);
}
