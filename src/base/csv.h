/* Cells of CSV (RFC 4180 with \n): a text that begins with = + - @ tab or return has an apostrophe before it, so that
 * no spreadsheet takes it for a formula. */
#ifndef DL_BASE_CSV_H
#define DL_BASE_CSV_H

#include "base/buffer.h"

/* Adds a NUL-terminated text, in quotes where it needs them. */
void dl_csv_cell(dl_buffer *out, const char *value);

#endif
