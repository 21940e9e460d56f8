/* Tables as people write them: those of data/, and a user's own. Read from TSV, checked, and made into the bytes of a
 * compiled table.
 *
 * A table is a TSV file: comment lines (#) first, one header line with the columns' names, rows. Column 0 is the key.
 * dateline-compile and the program share this code, so that both refuse the same rows in the same words. What is wrong
 * is told to a dl_faults as file, line and reason; reading goes on behind it, so that one run shows all faults. Memory
 * is the arena's that the caller gives.
 */
#ifndef DL_MODEL_SOURCE_H
#define DL_MODEL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/compiled.h"

typedef struct dl_source_row {
  const char **cells; /* as many as the table has columns */
  const char *file;   /* where it stands; NULL: in the table's own file */
  uint32_t line;      /* 1-based */
} dl_source_row;

typedef struct dl_source_table {
  const char *name; /* "lexicon/verbs" */
  const char *path; /* "data/lexicon/verbs.tsv": as messages and `explain` show it */
  const char **columns;
  uint32_t column_count, header; /* header: line of the columns' names */
  dl_source_row *rows;           /* rows of one key are tried in this order */
  uint32_t row_count, row_capacity;
  uint8_t *compiled; /* dl_compiled of each column; NULL: all are text */
} dl_source_table;

typedef struct dl_source_tables {
  dl_source_table *items;
  uint32_t count, capacity;
} dl_source_tables;

/* Where faults go: each is told once; the first is kept for a dl_status. `tell` may be NULL. {0} is ready. */
typedef struct dl_faults {
  void (*tell)(void *context, const char *path, uint32_t line, const char *reason); /* line 0: the file as a whole */
  void *context;
  unsigned count;
  char first[480]; /* "path:line: reason" */
} dl_faults;

void dl_fault(dl_faults *faults, const char *path, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Reads one file into *table, whose name is set by the caller; `path` is what messages call it. */
void dl_source_read(dl_arena *arena, const char *file, const char *path, dl_source_table *table, dl_faults *faults);

/* The names in a folder, sorted, without hidden ones: how many. */
uint32_t dl_source_list(dl_arena *arena, const char *folder, const char ***names, dl_faults *faults);
/* "verbs" for "verbs.tsv"; NULL for what is no table's file. */
const char *dl_source_stem(dl_arena *arena, const char *name);

/* Reads every *.tsv below `folder` in the order of their names: "lexicon/verbs", path "data/lexicon/verbs.tsv". */
void dl_source_read_folder(dl_arena *arena, const char *folder, dl_source_tables *out, dl_faults *faults);

/* Checks the tables against the rules of the table "schema" (columns table, column, rule; docs/data-file.md). Where
 * `base` is not NULL the tables are a user's own, to be laid over it: the schema is the base's, what a rule looks up
 * may stand in either, and a row whose second cell is "-" takes rows of the base away. Tells the tables, too, which of
 * their columns are compiled. */
void dl_source_check(dl_arena *arena, const dl_source_tables *tables, const dl_model *base, dl_faults *faults);

/* The rows of a table by their keys; those of one key as they stand in it. */
const dl_source_row **dl_source_sorted(dl_arena *arena, const dl_source_table *table);

/* The bytes of a compiled table (model/layout.h), malloced: the caller frees. NULL when memory is out. */
char *dl_source_bytes(dl_arena *arena, const dl_source_table *table, size_t *size);

/* Lays a user's own tables over those of the model, which must have them, with the same columns: rules in
 * docs/dictionaries.md. Part of opening: afterwards the model is immutable as before. On failure nothing is changed. */
int dl_model_extend(dl_model *model, const dl_source_tables *own, dl_status *status);

/* Does the row take rows of the base away? */
bool dl_source_removes(const dl_source_table *table, const dl_source_row *row);

dl_source_table *dl_source_find(const dl_source_tables *tables, const char *name);
/* Index of a column by name, -1 where there is none. */
int dl_source_column(const dl_source_table *table, const char *name);

#endif
