/* Columns that are filled row by row and handed on as Arrow's C data (include/dateline.h).
 *
 * A row is written cell by cell, in the order of the columns, and ended. Nothing fails on the way: when memory is out
 * the buffers say so, and dl_frame_check tells it at the end. Names of columns are constants, or the table's.
 */
#ifndef DL_API_TABLE_H
#define DL_API_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "dateline.h"

/* type: u text, l whole number, g real number, b yes or no, D day. Cells of the last three kinds of numbers may be
 * empty. */
typedef struct dl_column_def {
  const char *name;
  char type;
} dl_column_def;

/* A table of these columns, which end with a NULL. NULL when memory is out. */
dateline_table *dl_frame_make(const char *kind, const dl_column_def *columns);

const char *dl_frame_kind(const dateline_table *table);
/* How many cells of the row that is open are still to come. */
size_t dl_frame_cells_left(const dateline_table *table);
char dl_frame_next_type(const dateline_table *table);

void dl_cell_text(dateline_table *table, const char *text); /* NULL: "" */
void dl_cell_bytes(dateline_table *table, const char *bytes, size_t size);
void dl_cell_int(dateline_table *table, int64_t value);
void dl_cell_real(dateline_table *table, double value);
void dl_cell_bool(dateline_table *table, bool value);
void dl_cell_day(dateline_table *table, const char *day); /* "YYYY-MM-DD"; anything else is empty */
void dl_cell_none(dateline_table *table);
/* A further part of the text that is the next cell, parted by "; "; then the end of that cell. */
void dl_cell_part(dateline_table *table, const char *bytes, size_t size);
void dl_cell_end(dateline_table *table);
void dl_row_end(dateline_table *table);

/* DL_EMEMORY where a buffer failed; DL_EUSAGE where a column of text has more than Arrow's 2 GiB. */
int dl_frame_check(const dateline_table *table, dl_status *status);

/* The columns of a kind, and its name as a constant (api/kinds.c); NULL where there is none. */
const dl_column_def *dl_frame_columns(const char *kind);
const char *dl_frame_name(const char *kind);

/* Are more rows refused, since it was handed on? */
bool dl_frame_is_fixed(const dateline_table *table);

#endif
