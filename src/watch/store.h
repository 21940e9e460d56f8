/* The tables of watch in the ledger (watch, changed, told, queue), and what the files of this folder share.
 *
 * A dl_watch owns two connections to one file, so that a long look holds no writer up, and a lock, so that one program
 * watches at a time. Statements are the caller's until dl_watch_done. DL_ESTORE with SQLite's own words. Internal to
 * src/watch.
 */
#ifndef DL_WATCH_STORE_H
#define DL_WATCH_STORE_H

#include <sqlite3.h>

#include "watch/watch.h"

struct dl_watch {
  dl_watch_options options;
  dl_ledger *reader, *writer; /* a long look holds no writer up */
  dl_client *client;
  int lock;       /* of the ledger's file: one program watches at a time */
  long long seen; /* the last change that the last look has seen, in this process */
};

/* DL_ESTORE with SQLite's own words. */
int dl_watch_failed(sqlite3 *db, dl_status *status);
int dl_watch_sql(sqlite3 *db, const char *sql, dl_status *status);

/* A statement with its values: 't' a const char *, 'i' a long long, 'd' a double. NULL where it fails. */
sqlite3_stmt *dl_watch_ask(sqlite3 *db, const char *sql, const char *kinds, ...);
/* Runs a statement that gives no rows, and ends it; NULL fails. */
int dl_watch_done(sqlite3 *db, sqlite3_stmt *statement, dl_status *status);

int dl_watch_tables(sqlite3 *db, dl_status *status);

#endif
