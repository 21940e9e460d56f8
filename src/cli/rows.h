/* The rows of `query` for a person at a terminal: an entry, a mention or a sum becomes a few lines of a buffer.
 *
 * Nothing in them is what a terminal would obey (base/plain.h); colour only where it is asked for. The buffer is the
 * caller's and says whether memory was enough. The forms that programs read are in export/rows.h.
 */
#ifndef DL_CLI_ROWS_H
#define DL_CLI_ROWS_H

#include "export/rows.h"

/* A few lines a row, nothing in them that a terminal would obey. */
void dl_row_table(const dl_query_row *row, bool colour, dl_buffer *out);
void dl_entry_table(const dl_entry_row *row, bool colour, dl_buffer *out);

/* Sums, by the names that they are grouped by. */
void dl_group_table_head(const char *const *names, int count, dl_buffer *out);
void dl_group_table(const dl_group *group, int count, dl_buffer *out);

#endif
