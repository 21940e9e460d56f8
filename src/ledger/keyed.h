/* A table from numbers to numbers, in an arena. A key that was never put is not there; nothing is taken out. */
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
