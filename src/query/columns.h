/* The entries of a ledger as columns in memory, for sums over many of them: a million entries are counted by month,
 * side or kind in some hundredths of a second, where SQLite takes seconds.
 *
 * dl_columns_read takes what sums need of every entry (about 70 bytes each, and 8 of a mention) out of one state of the
 * ledger; the columns do not change afterwards, and any number of threads may ask them. A set is a bit an entry. What
 * stands in the columns is looked at here; of words, of those who say or deny it, and of parties by name SQLite tells
 * which entries fit, of each by itself. query->changed is not looked at. The sums are those of dl_entries_group and of
 * tops.h, which a test compares.
 */
#ifndef DL_QUERY_COLUMNS_H
#define DL_QUERY_COLUMNS_H

#include "base/arena.h"
#include "query/query.h"
#include "query/tops.h"

typedef struct dl_columns dl_columns;

/* In the caller's transaction, if he has one open. On success *columns is the caller's. */
int dl_columns_read(dl_ledger *ledger, dl_columns **columns, dl_status *status);
/* Has the ledger had this many entries? */
bool dl_columns_wanted(dl_ledger *ledger, long long entries);
void dl_columns_free(dl_columns *columns); /* NULL is fine */
uint32_t dl_columns_count(const dl_columns *columns);

/* The entries that fit a query; its order and limits are not looked at. */
typedef struct dl_set {
  uint64_t *bits;
  uint32_t count; /* of entries in it */
} dl_set;

/* The bits are the arena's. The ledger is that of the columns, in the same state. DL_EUSAGE as dl_entries_run. Under a
 * guard. */
int dl_columns_select(const dl_columns *columns, dl_ledger *ledger, const dl_query *query, dl_arena *arena, dl_set *set,
                      dl_status *status);

/* The first entries of a set in the order of query->sort, behind query->after, at most query->limit: their numbers, as
 * dl_entries_run hands them out. DL_EUSAGE as that. */
int dl_columns_page(const dl_columns *columns, const dl_set *set, const dl_query *query, dl_arena *arena,
                    long long **ids, uint32_t *count, dl_status *status);

/* As dl_entries_group of one or two names, over a set that was selected for the query. */
int dl_columns_group(const dl_columns *columns, const dl_set *set, const dl_query *query, const char *const *names,
                     int count, dl_arena *arena, dl_group_fn each, void *context, dl_status *status);

/* As dl_acts_run, of the entries in a set. */
int dl_columns_acts(const dl_columns *columns, const dl_set *set, const dl_query *query, dl_arena *arena,
                    dl_act_fn each, void *context);

/* As dl_spots_run and dl_tops_run. */
int dl_columns_spots(const dl_columns *columns, const dl_set *set, long limit, dl_arena *arena, dl_spot_fn each,
                     void *context, long long *unplaced);
int dl_columns_tops(const dl_columns *columns, const dl_set *set, int kind, dl_ledger *ledger, long limit,
                    dl_arena *arena, dl_top_fn each, void *context, dl_status *status);

#endif
