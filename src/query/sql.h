/* SQL that is put together piece by piece, with the values of its question marks beside it, so that only what is asked
 * for stands in it and SQLite can choose its indexes by that. Internal to src/query and the rooms after it.
 *
 * A piece that has a value holds one `?`. The values' strings are the caller's until dl_sql_prepare has bound them.
 */
#ifndef DL_QUERY_SQL_H
#define DL_QUERY_SQL_H

#include <sqlite3.h>

#include "base/buffer.h"
#include "ledger/ledger.h"

enum { DL_SQL_VALUES = 160 };

typedef struct dl_sql_value {
  enum { DL_SQL_TEXT, DL_SQL_REAL, DL_SQL_WHOLE } kind;
  const char *text;
  double real;
  long long whole;
} dl_sql_value;

typedef struct dl_sql {
  dl_buffer words;
  dl_sql_value values[DL_SQL_VALUES];
  int count;
} dl_sql; /* {0} is an empty one */

void dl_sql_add(dl_sql *sql, const char *piece);
void dl_sql_text(dl_sql *sql, const char *piece, const char *value);
void dl_sql_real(dl_sql *sql, const char *piece, double value);
void dl_sql_whole(dl_sql *sql, const char *piece, long long value);

/* A further value of the piece that was added last. */
void dl_sql_value_text(dl_sql *sql, const char *value);
void dl_sql_value_real(dl_sql *sql, double value);
void dl_sql_value_of(dl_sql *sql, const dl_sql_value *value);

/* *statement is the caller's to finalize. */
int dl_sql_prepare(const dl_sql *sql, dl_ledger *ledger, sqlite3_stmt **statement, dl_status *status);
void dl_sql_free(dl_sql *sql);

/* Asks, and hands each row to `each`, not 0 from which ends the run. `each` may take memory: a guard stands around it,
 * behind which the statement and `sql` are freed. */
typedef int (*dl_sql_row_fn)(sqlite3_stmt *row, void *context, dl_status *status);
int dl_sql_run(dl_sql *sql, dl_ledger *ledger, dl_sql_row_fn each, void *context, dl_status *status);

/* The text of a column, "" for NULL; SQLite's, until the next row. */
const char *dl_sql_cell(sqlite3_stmt *row, int column);

/* DL_ESTORE with SQLite's own words for what just failed. */
int dl_query_failed(dl_ledger *ledger, dl_status *status);

#endif
