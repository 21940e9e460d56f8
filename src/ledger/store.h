/* What ledger.c and store.c share: the open ledger and its prepared insertions. Not for other folders. */
#ifndef DL_LEDGER_STORE_H
#define DL_LEDGER_STORE_H

#include <sqlite3.h>

#include "ledger/ledger.h"

enum {
  DL_PUT_DOCUMENT, DL_PUT_EVENT, DL_PUT_PARTY, DL_PUT_PHRASE, DL_PUT_PLACE, DL_PUT_CLAIM, DL_PUT_LINK, DL_PUT_WORDS,
  DL_STORE_COUNT
};

struct dl_ledger {
  sqlite3 *db;
  char *path;
  sqlite3_stmt *put[DL_STORE_COUNT]; /* made on first use */
};

/* DL_ESTORE with SQLite's own words for what just failed. */
int dl_ledger_failed(dl_ledger *ledger, dl_status *status, const char *doing);

#endif
