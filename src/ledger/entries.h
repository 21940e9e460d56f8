/* Entries: what mentions of one event tell together, kept with the mentions in the same transaction.
 *
 * dl_entries_join gives every event of a text an entry, its own or one that it shares; dl_entries_touch marks the
 * entries of texts whose documents have changed; dl_entries_settle brings the rows of all entries that were touched in
 * the transaction up to date, before it is committed. What an entry tells depends on its mentions alone, not on the
 * order in which they came. Not for other folders.
 */
#ifndef DL_LEDGER_ENTRIES_H
#define DL_LEDGER_ENTRIES_H

#include "ledger/store.h"

/* A model whose weights are not those of the texts before it is read, and texts that came without one, as those of an
 * older ledger, are joined first. */
int dl_entries_join(dl_ledger *ledger, const dl_model *model, long long text, dl_status *status);
/* Marks the entries of one text. */
int dl_entries_touch(dl_ledger *ledger, long long text, dl_status *status);
/* The same of every text that a document with this identity has or had. */
int dl_entries_touch_identity(dl_ledger *ledger, const char *identity, dl_status *status);
int dl_entries_settle(dl_ledger *ledger, dl_status *status);

/* Makes the entries of two mentions one: the one with more mentions keeps its number. *kept: that number. */
int dl_entries_unite(dl_ledger *ledger, long long one, long long other, long long *kept, dl_status *status);
/* A pair of mentions of two entries may be one event: with DL_STORY_TIES such pairs the entries are one. */
int dl_entries_tie(dl_ledger *ledger, long long one, long long other, dl_status *status);

/* Makes the families of two texts one, with the lower number. */
int dl_families_unite(dl_ledger *ledger, long long one, long long other, dl_status *status);

/* Brings one entry's row, parties, dyads and voices up to date. anew: the tally was made anew, and its voices have no
 * rows. */
int dl_entry_refresh(dl_ledger *ledger, dl_tally *tally, bool anew, dl_status *status);

/* At the start of a transaction: what is kept in memory is forgotten if another program has written since. */
int dl_entries_begin(dl_ledger *ledger, dl_status *status);
/* The rows are up to date: those that come from here on are new. */
int dl_entries_settled(dl_ledger *ledger, dl_status *status);
/* Where a transaction is taken back, or fails: so is what is kept in memory. */
void dl_entries_forget(dl_ledger *ledger);

/* Makes the tables of version 3 of those of version 2; in a transaction. */
int dl_entries_make(dl_ledger *ledger, dl_status *status);

#endif
