/* Reads one entry with all that its mentions tell. Internal to src/query and the rooms after it. */
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

#endif
