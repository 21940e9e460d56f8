/* Tables of places (data/places/, or a user's own) become the gazetteer's section (gazetteer_layout.h), when the data
 * file is made.
 *
 * The rows have been checked by data/schema.tsv before; degrees become ten-thousandths, names become keys
 * (gazetteer_key.c). Scratch memory is the arena's, the bytes are malloced and the caller's.
 */
#ifndef DL_MODEL_GAZETTEER_WRITE_H
#define DL_MODEL_GAZETTEER_WRITE_H

#include "model/source.h"

/* Has the table the columns of a gazetteer? */
bool dl_gazetteer_is_source(const dl_source_table *table);

/* The section of those of the tables that are gazetteers, malloced: the caller frees. NULL when memory is out or there
 * are none. */
char *dl_gazetteer_bytes(dl_arena *arena, const dl_source_tables *tables, size_t *size);

#endif
