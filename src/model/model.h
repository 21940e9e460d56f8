/* The one data file: dictionaries and weights, compiled at build time, mapped read-only and shared by all threads.
 *
 * A file is a header, a directory of named sections, the sections, each aligned to 64 bytes, and a trailer. A section
 * is a table (a dictionary of data/, with an index on its key column) or raw bytes (weights). When the file is opened
 * every byte is checked, by a checksum a section, so that a damaged file is refused with a message (some 40 MB: 2 to 4
 * ms); every table's outline is checked too, and a cell's offset as it is read, since a checksum can be made to fit.
 * dl_model is immutable after dl_model_open: one model, many threads. Format in prose: docs/data-file.md.
 */
#ifndef DL_MODEL_MODEL_H
#define DL_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct dl_model dl_model;

/* Maps `path`; on success *model is the caller's, freed by dl_model_close. DL_EIO or DL_EDATA with a message that names
 * the file. */
int dl_model_open(const char *path, dl_model **model, dl_status *status);
void dl_model_close(dl_model *model);

/* The same without the checksums of the sections: for tests, whose damage is to come further. */
int dl_model_open_unchecked(const char *path, dl_model **model, dl_status *status);

/* Reads the whole file and compares it with its SHA-256: DL_OK or DL_EDATA. Takes time (some 40 MB: 0.2 s); not part of
 * opening. */
int dl_model_verify(const dl_model *model, dl_status *status);

/* SHA-256 of the data file, 64 hex digits: what `sha256sum` says of it. */
const char *dl_model_sha256(const dl_model *model);

/* SHA-256 of a user's own rows in it (source.h), "" where there are none. */
const char *dl_model_own_sha256(const dl_model *model);

/* For source_merge.c alone: tables in the place of those mapped, NULL where a section stays; `bytes` are the model's
 * then. On failure none is. */
int dl_model_replace(dl_model *model, char *const *bytes, const char *sha256, dl_status *status);

/* A raw section, or NULL (and *size 0) where the file has none of that name. 64-byte aligned. */
const void *dl_model_bytes(const dl_model *model, const char *name, size_t *size);

/* A compiled table of data/: rows x columns of strings, sorted by key (column 0), rows of one key in file order. */
typedef struct dl_table dl_table;

/* The table "lexicon/verbs" of data/lexicon/verbs.tsv, or NULL. */
const dl_table *dl_model_table(const dl_model *model, const char *name);

/* For walking over all tables: sections 0 .. dl_model_sections - 1 in the order of their names; NULL where one is no
 * table. */
uint32_t dl_model_sections(const dl_model *model);
const char *dl_model_table_name(const dl_model *model, uint32_t section);

uint32_t dl_table_rows(const dl_table *table);
uint32_t dl_table_columns(const dl_table *table);
const char *dl_table_column_name(const dl_table *table, uint32_t column);
/* Index of a column by its header name, -1 where there is none. */
int dl_table_column(const dl_table *table, const char *name);
/* A column that a reader wants of a table, and where its index goes; a table that is NULL wants none. */
typedef struct dl_wanted {
  const dl_table *table;
  const char *name;
  int *to;
} dl_wanted;
/* DL_EDATA with the file and the name of the first column that is not there. */
int dl_columns_find(const dl_wanted *wanted, size_t count, dl_status *status);
/* The cell, "" where empty. column must be in range. */
const char *dl_table_cell(const dl_table *table, uint32_t row, int column);
/* Is the word of `size` bytes one of those that a cell lists, parted by spaces? */
bool dl_cell_lists(const char *cell, const char *word, size_t size);
/* Line of the row in its source file (1-based), and that file's path below the repository ("data/lexicon/verbs.tsv").
 */
uint32_t dl_table_line(const dl_table *table, uint32_t row);
const char *dl_table_file(const dl_table *table);
/* The file of this row: a user's own rows stand in a file of theirs. */
const char *dl_table_row_file(const dl_table *table, uint32_t row);

/* Rows whose key is exactly `key` (keys are stored as written in the table): count, and the first in *first. 0 if none.
 */
uint32_t dl_table_find(const dl_table *table, const char *key, uint32_t *first);
/* The same of a key whose hash is known, for one that is looked up in several tables or grows word by word: hashes go
 * on from the one before, the first from DL_KEY_HASH. */
#define DL_KEY_HASH 2166136261u
uint32_t dl_key_hash(uint32_t before, const char *text);
uint32_t dl_table_find_hash(const dl_table *table, const char *key, uint32_t hash, uint32_t *first);

/* Longest key in words: keys of several words are joined by one space. */
uint32_t dl_table_max_words(const dl_table *table);

enum { DL_KEY = 128 };
/* A key of a table that grows word by word; of size DL_KEY once it is longer than the tables' keys. */
typedef struct dl_growing {
  char text[DL_KEY];
  size_t size;
} dl_growing;
void dl_grow(dl_growing *key, const char *word);

#endif
