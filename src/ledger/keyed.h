/* A table from numbers to numbers, in an arena: where rows of the ledger that a run holds in memory stand, by their
 * ids.
 *
 * A key that was never put is not there (base/map.h counts it as 0, and takes texts); nothing is taken out. The slots
 * are the arena's and are left behind there when the table grows; a table goes with its arena. Out of memory leaves the
 * guard.
 */
#ifndef DL_LEDGER_KEYED_H
#define DL_LEDGER_KEYED_H

#include "base/arena.h"

typedef struct dl_keyed_slot {
  uint64_t key;
  uint32_t value;
  uint32_t used; /* 0: free */
} dl_keyed_slot;

typedef struct dl_keyed {
  dl_keyed_slot *slots;
  uint32_t count, capacity; /* a power of two, or 0 */
} dl_keyed;

/* Where a key's number stands, or NULL. Good until the next put. */
uint32_t *dl_keyed_get(const dl_keyed *table, uint64_t key);
/* Puts a key that is not there. */
void dl_keyed_put(dl_keyed *table, dl_arena *arena, uint64_t key, uint32_t value);

#endif
