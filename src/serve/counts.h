/* Sums over entries for answers: by the columns of a large ledger (seat->counted), else by SQLite.
 *
 * The two tell the same, but that columns may be some seconds behind a ledger that changes all the time. While they are
 * read for the first time a sum ends in DL_ESTOPPED (seat->early), to be asked for again. Columns are counted by who
 * holds them; the last to drop them frees them. Strings live until the callback returns.
 */
#ifndef DL_SERVE_COUNTS_H
#define DL_SERVE_COUNTS_H

#include "query/columns.h"
#include "query/screens.h"
#include "serve/answer.h"

/* The columns of one state of a ledger, shared by those who ask them, with the sets that were selected last: a page
 * asks several sums under the same filters. */
typedef struct dl_counted dl_counted;

/* Has the ledger so many entries that columns are worth it? */
bool dl_counted_wanted(dl_ledger *ledger);
/* Reads them; NULL where that failed or the ledger is small. */
dl_counted *dl_counted_read(dl_seat *seat, long long revision);
dl_counted *dl_counted_hold(dl_counted *counted);
void dl_counted_drop(dl_counted *counted); /* NULL is fine */
long long dl_counted_revision(const dl_counted *counted);

/* Under a guard. */
int dl_count_total(dl_seat *seat, const dl_query *query, long long *total, dl_status *status);
int dl_count_group(dl_seat *seat, const dl_query *query, const char *const *names, int count, dl_group_fn each,
                   void *context, dl_status *status);
int dl_count_spots(dl_seat *seat, const dl_query *query, long limit, dl_spot_fn each, void *context,
                   long long *unplaced, dl_status *status);
/* As dl_acts_run; of a dl_seat. */
int dl_count_acts(void *seat, const dl_query *query, dl_act_fn each, void *context, dl_status *status);
int dl_count_tops(dl_seat *seat, const dl_query *query, int kind, long limit, dl_top_fn each, void *context,
                  dl_status *status);

/* Entries as dl_entries_run hands them out. */
int dl_count_list(dl_seat *seat, const dl_query *query, dl_entry_fn each, void *context, dl_status *status);
/* As dl_screens_run. */
int dl_count_screened(dl_seat *seat, const dl_query *query, dl_screen_fn each, void *context, dl_status *status);

#endif
