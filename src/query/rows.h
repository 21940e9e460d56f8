/* The lists of a row: its parties, phrases, places, claims, screening and articles, read by one statement each.
 *
 * A row of SQLite with the columns DL_ROW_COLUMNS becomes a dl_query_row; what it holds is the reader's arena's, which
 * the caller empties between rows. Statements live from dl_rows_prepare to dl_rows_finish, also after a failure.
 * DL_ESTORE with SQLite's words. Internal to src/query.
 */
#ifndef DL_QUERY_ROWS_H
#define DL_QUERY_ROWS_H

#include <sqlite3.h>

#include "base/arena.h"
#include "query/query.h"
#include "query/sql.h"

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

/* The columns of an event `e` and its text `t` that dl_row_event reads. */
#define DL_ROW_COLUMNS                                                                                            \
  "e.id, e.text, t.current, e.label, e.date, e.date_begin, e.date_end, e.time_source, e.event, e.mode, e.cameo, " \
  "e.quad, e.context, e.auxiliary, e.author, e.trigger, e.evidence, e.origin, e.goldstein, e.plover_score, "      \
  "e.confidence, e.trigger_begin, e.trigger_end, e.evidence_begin, e.evidence_end"

/* Fills *row, with its lists, from these columns, the first of which is `column`. */
int dl_row_event(dl_row_reader *reader, sqlite3_stmt *ask, int column, dl_query_row *row, dl_status *status);

#endif
