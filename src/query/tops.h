/* What entries that fit a query have in common most: places, countries, newspapers, classes of objects.
 *
 * One SQL statement each, whose rows are handed to a callback, most entries first (classes of objects by the alphabet);
 * strings live until it returns, and what it returns but 0 ends the run. DL_EUSAGE for a query that cannot be asked,
 * DL_ESTORE with SQLite's words.
 */
#ifndef DL_QUERY_TOPS_H
#define DL_QUERY_TOPS_H

#include "query/query.h"

/* A place and the entries that happen there. */
typedef struct dl_top_spot {
  dl_row_place place;
  dl_sums sums;
} dl_top_spot;

/* Strings live until the callback returns; not 0 ends the run. */
typedef int (*dl_spot_fn)(const dl_top_spot *spot, void *context);

/* Places with coordinates, those of most entries first; at most `limit`. *unplaced: entries without. */
int dl_spots_run(dl_ledger *ledger, const dl_query *query, long limit, dl_spot_fn each, void *context,
                 long long *unplaced, dl_status *status);

enum { DL_TOP_PLACES, DL_TOP_COUNTRIES, DL_TOP_PAPERS };
typedef int (*dl_top_fn)(const char *value, long long entries, void *context);

/* The values of one kind that most entries have: the names of places, the countries of places, the newspapers that
 * report. Newspapers are counted over the last DL_TOP_READ entries. */
enum { DL_TOP_READ = 1000 };
int dl_tops_run(dl_ledger *ledger, const dl_query *query, int kind, long limit, dl_top_fn each, void *context,
                dl_status *status);

/* The classes of objects that entries have, in order of the alphabet. */
typedef int (*dl_object_fn)(const char *object, void *context);
int dl_objects_run(dl_ledger *ledger, dl_object_fn each, void *context, dl_status *status);

#endif
