/* Reads one entry with all that its mentions tell: who speaks of it, which articles report it, the mention that stands
 * for it.
 *
 * The reader holds the statements and the arena that a row lives in until the next one is read. An entry that was
 * joined to another is read as that one. DL_ESTORE with SQLite's words. Internal to src/query and the rooms after it.
 */
#ifndef DL_QUERY_ENTRY_H
#define DL_QUERY_ENTRY_H

#include "query/rows.h"

typedef struct dl_entry_reader {
  dl_row_reader rows; /* with the arena that a row lives in until the next one is read */
  sqlite3_stmt *entry, *voices, *reports;
  bool brief; /* reports are not read */
} dl_entry_reader;

/* The caller's until dl_entry_reader_end, which takes what a failed begin has left, too. */
int dl_entry_reader_begin(dl_entry_reader *reader, dl_ledger *ledger, dl_status *status);
void dl_entry_reader_end(dl_entry_reader *reader);

/* *found is false where there is none with this number, nor one that it was joined to. Takes from the arena: under a
 * guard. */
int dl_entry_row_read(dl_entry_reader *reader, long long id, dl_entry_row *row, bool *found, dl_status *status);

/* Is the entry one to be read? A context of the caller's. */
typedef int (*dl_entry_wanted_fn)(void *context, long long id, bool *wanted, dl_status *status);

/* Reads the entries whose numbers `ask` gives in its second column, those that are wanted (NULL: all), and hands each
 * to `each`. With a guard of its own. */
int dl_entry_walk(dl_entry_reader *reader, sqlite3_stmt *ask, dl_entry_wanted_fn wanted, dl_entry_fn each,
                  void *context, dl_status *status);

#endif
