/* Cells of CSV (RFC 4180 with \n), for every table that the program writes.
 *
 * A cell is put in quotes where it holds a comma, a quote or a line end. A text that begins with = + - @ tab or return
 * has an apostrophe before it, so that no spreadsheet takes it for a formula; numbers are not written with it. Commas
 * and line ends are the caller's, memory is the buffer's, which says at its end whether there was enough.
 */
#ifndef DL_BASE_CSV_H
#define DL_BASE_CSV_H

#include "base/buffer.h"

/* Adds a NUL-terminated text, in quotes where it needs them. */
void dl_csv_cell(dl_buffer *out, const char *value);

#endif
