/* A set of words, as a bit for the hash of each: most words of a text need one look here, not several in a table.
 *
 * A word ends at a blank or with its text. A few words that were not added are said to be in it, none that was added is
 * not: it only spares look-ups, the table decides. Filled once, when a room opens its tables, and read by all threads;
 * it owns nothing.
 */
#ifndef DL_MODEL_OPENERS_H
#define DL_MODEL_OPENERS_H

#include <stdbool.h>

#include "model/model.h"

typedef struct dl_openers {
  uint64_t bits[1024];
} dl_openers;

void dl_openers_add(dl_openers *openers, const char *word);
/* The first words of a table's keys; of no table, where it is NULL. */
void dl_openers_add_keys(dl_openers *openers, const dl_table *table);
bool dl_openers_has(const dl_openers *openers, const char *word);

#endif
