/* The lists of a row: its parties, phrases, places, claims, screening and articles. Internal to src/query. */
#ifndef DL_QUERY_ROWS_H
#define DL_QUERY_ROWS_H

#include <sqlite3.h>

#include "base/arena.h"
#include "query/query.h"

enum {
  DL_LIST_PARTIES,
  DL_LIST_PHRASES,
  DL_LIST_PLACES,
  DL_LIST_CLAIMS,
  DL_LIST_LINKED,
  DL_LIST_SCREENS,
  DL_LIST_DOCUMENTS,
  DL_LISTS
};

typedef struct dl_row_reader {
  dl_ledger *ledger;
  dl_arena *arena; /* the row's; the caller empties it between rows */
  sqlite3_stmt *lists[DL_LISTS];
} dl_row_reader;

int dl_rows_prepare(dl_row_reader *reader, dl_status *status);
void dl_rows_finish(dl_row_reader *reader);

/* A column's text in the arena, "" for NULL. */
const char *dl_row_text(const dl_row_reader *reader, sqlite3_stmt *ask, int column);

/* Fills the lists of an event of the text `text`. */
int dl_rows_read(dl_row_reader *reader, long long event, long long text, dl_query_row *row, dl_status *status);

int dl_query_failed(dl_ledger *ledger, dl_status *status);

#endif
