/* The rows of `query` in the forms of --format; each writer appends one row to a buffer. */
#ifndef DL_CLI_ROWS_H
#define DL_CLI_ROWS_H

#include "base/buffer.h"
#include "query/query.h"

/* For a person: a few lines a row, nothing in them that a terminal would obey. */
void dl_row_table(const dl_query_row *row, bool colour, dl_buffer *out);

/* RFC 4180 with \n; lists joined by "; ", each column of a list in the same order. A text that begins with = + - @ tab
 * or return has an apostrophe before it, so that no spreadsheet takes it for a formula; numbers stand bare. */
void dl_row_csv_head(dl_buffer *out);
void dl_row_csv(const dl_query_row *row, dl_buffer *out);

/* One object a line, lists as arrays. */
void dl_row_json(const dl_query_row *row, dl_buffer *out);

#endif
