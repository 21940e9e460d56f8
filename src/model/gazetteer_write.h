/* Makes the gazetteer's section of tables of places (gazetteer.h), for dateline-compile. */
#ifndef DL_MODEL_GAZETTEER_WRITE_H
#define DL_MODEL_GAZETTEER_WRITE_H

#include "model/source.h"

/* Has the table the columns of a gazetteer? */
bool dl_gazetteer_is_source(const dl_source_table *table);

/* The section of those of the tables that are gazetteers, malloced: the caller frees. NULL when memory is out or there
 * are none. */
char *dl_gazetteer_bytes(dl_arena *arena, const dl_source_tables *tables, size_t *size);

#endif
