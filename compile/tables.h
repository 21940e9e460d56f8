/* The tables of data/ as dateline-compile reads, checks and writes them.
 *
 * A table is a TSV file: comment lines (#) first, one header line with the columns' names, rows. Column 0 is the key.
 * Everything wrong in a file is reported as file:line: reason; the compiler goes on to the next row, so that one run
 * shows all errors. Memory is the compiler's until it ends.
 */
#ifndef DL_COMPILE_TABLES_H
#define DL_COMPILE_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct source_row {
  const char **cells; /* as many as the table has columns */
  uint32_t line;      /* 1-based */
} source_row;

typedef struct source_table {
  const char *name; /* "lexicon/verbs" */
  const char *path; /* "data/lexicon/verbs.tsv": as messages and `explain` show it */
  const char **columns;
  uint32_t column_count;
  source_row *rows;
  uint32_t row_count, row_capacity;
} source_table;

typedef struct source_tables {
  source_table *items;
  uint32_t count, capacity;
} source_tables;

/* Reads every *.tsv below `folder` in the order of their names; the number of errors printed to standard error. */
unsigned tables_read(dl_arena *arena, const char *folder, source_tables *out);

/* Checks the tables against the rules in the table "schema" (columns table, column, rule), which is then left out. */
unsigned tables_check(const source_tables *tables);

/* The bytes of a compiled table (model/layout.h), malloced: the caller frees. NULL when memory is out. */
char *table_bytes(dl_arena *arena, const source_table *table, size_t *size);

const source_table *tables_find(const source_tables *tables, const char *name);
int table_column(const source_table *table, const char *name);

#endif
