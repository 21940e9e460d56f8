/* The rows of `query` in the forms of --format; each writer appends one row to a buffer. */
#ifndef DL_CLI_ROWS_H
#define DL_CLI_ROWS_H

#include "base/json.h"
#include "query/query.h"

/* For a person: a few lines a row, nothing in them that a terminal would obey. */
void dl_row_table(const dl_query_row *row, bool colour, dl_buffer *out);

/* RFC 4180 with \n; lists joined by "; ", each column of a list in the same order. A text that begins with = + - @ tab
 * or return has an apostrophe before it, so that no spreadsheet takes it for a formula; numbers stand bare. */
void dl_row_csv_head(dl_buffer *out);
void dl_row_csv(const dl_query_row *row, dl_buffer *out);

/* One object a line, lists as arrays. */
void dl_row_json(const dl_query_row *row, dl_buffer *out);

/* The same of entries. */
void dl_entry_table(const dl_entry_row *row, bool colour, dl_buffer *out);
void dl_entry_csv_head(dl_buffer *out);
void dl_entry_csv(const dl_entry_row *row, dl_buffer *out);
void dl_entry_json(const dl_entry_row *row, dl_buffer *out);

/* Sums, by the names that they are grouped by. */
void dl_group_table_head(const char *const *names, int count, dl_buffer *out);
void dl_group_table(const dl_group *group, int count, dl_buffer *out);
void dl_group_csv_head(const char *const *names, int count, dl_buffer *out);
void dl_group_csv(const dl_group *group, int count, dl_buffer *out);
void dl_group_json(const dl_group *group, const char *const *names, int count, dl_buffer *out);

/* A cell of CSV behind others of its row. */
void dl_csv_text(dl_buffer *out, bool first, const char *value);
void dl_csv_whole(dl_buffer *out, bool first, long long value);
void dl_csv_real(dl_buffer *out, bool first, double value);
/* The members of sums in an object that is open. */
void dl_sums_json(dl_json *json, const dl_sums *sums);
/* Those of an entry. */
void dl_entry_members(dl_json *json, const dl_entry_row *row);
extern const char dl_sums_head[]; /* of CSV, with a comma before it */
void dl_sums_csv(const dl_sums *sums, dl_buffer *out);

#endif
