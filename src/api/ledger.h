/* Tables out of a ledger: SQL whose columns are those of the table, and lists that hang on its rows.
 *
 * A follower is a second statement in the order of the first one's rows, so that each table of the ledger is walked
 * once and nothing is looked up row by row.
 */
#ifndef DL_API_LEDGER_H
#define DL_API_LEDGER_H

#include <sqlite3.h>

#include "api/table.h"
#include "ledger/ledger.h"
#include "query/query.h"
#include "query/sql.h"

struct dateline_ledger {
  dl_ledger *ledger;
};

/* The cells of the statement's row, by the types of the table's columns: `count` of them from its column `first`. */
void dl_ledger_cells(dateline_table *table, sqlite3_stmt *row, int first, size_t count);

/* Mentions, entries with what is asked for; the columns of "events" and "entries". */
int dl_ledger_events(dl_ledger *ledger, const dl_query *query, dateline_table *table, dl_status *status);
int dl_ledger_entries(dl_ledger *ledger, const dl_query *query, dateline_table *table, dl_status *status);

enum { DL_FOLLOW_LISTS = 8, DL_FOLLOW_FIELDS = 4 };

/* Lists that hang on rows. Its SQL gives the row's id, the number of a list, and the list's fields, in the order of the
 * ids; rows of other lists than 0 .. lists-1 are passed over. */
typedef struct dl_follower {
  sqlite3_stmt *ask;
  int lists, fields;
  bool more;                  /* the statement stands on a row that was not taken yet */
  bool distinct;              /* of one field: what is empty or there already is not added */
  int items[DL_FOLLOW_LISTS]; /* that a list has */
  dl_buffer cells[DL_FOLLOW_LISTS][DL_FOLLOW_FIELDS];
  double number; /* the first row's field `fields` of list 0, if it is a number */
  double second; /* and of the field after it */
  bool has_number;
} dl_follower;

int dl_follow_begin(dl_follower *f, dl_ledger *ledger, const dl_sql *sql, int lists, int fields, dl_status *status);
/* Gathers what hangs on the row; ids must rise from call to call. */
int dl_follow(dl_follower *f, dl_ledger *ledger, long long id, dl_status *status);
void dl_follow_cell(const dl_follower *f, dateline_table *table, int list, int field);
void dl_follow_end(dl_follower *f);

#endif
