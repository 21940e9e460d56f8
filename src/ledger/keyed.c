#include "ledger/keyed.h"

#include <stddef.h>

static dl_keyed_slot *find(const dl_keyed *t, uint64_t key) {
  uint64_t hash = key * 0x9E3779B97F4A7C15u;
  for (uint64_t at = hash >> 32;; at++) {
    dl_keyed_slot *slot = &t->slots[at & (t->capacity - 1)];
    if (!slot->used || slot->key == key) return slot;
  }
}

uint32_t *dl_keyed_get(const dl_keyed *t, uint64_t key) {
  dl_keyed_slot *slot = t->capacity ? find(t, key) : NULL;
  return slot && slot->used ? &slot->value : NULL;
}

static void grow(dl_keyed *t, dl_arena *arena) {
  dl_keyed old = *t;
  t->capacity = old.capacity ? old.capacity * 2 : 4;
  t->slots = dl_arena_alloc(arena, t->capacity * sizeof *t->slots);
  for (uint32_t i = 0; i < old.capacity; i++)
    if (old.slots[i].used) *find(t, old.slots[i].key) = old.slots[i];
}

void dl_keyed_put(dl_keyed *t, dl_arena *arena, uint64_t key, uint32_t value) {
  if (t->count * 2 >= t->capacity) grow(t, arena);
  *find(t, key) = (dl_keyed_slot){key, value, 1};
  t->count++;
}
