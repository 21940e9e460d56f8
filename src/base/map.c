#include "base/map.h"

#include <string.h>

/* FNV-1a, with its high bits mixed into the low ones that pick the slot. */
static uint64_t hash_of(const char *key, size_t size) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)key[i]) * 1099511628211u;
  return hash ^ hash >> 32;
}

/* The slot of the key, or the free one where it belongs. */
static dl_map_slot *find(const dl_map *index, const char *key, size_t size, uint64_t hash) {
  for (uint64_t at = hash;; at++) {
    dl_map_slot *slot = &index->slots[at & (index->capacity - 1)];
    if (!slot->key || (slot->hash == hash && slot->size == size && !memcmp(slot->key, key, size))) return slot;
  }
}

static void grow(dl_map *index) {
  dl_map old = *index;
  index->capacity = old.capacity ? old.capacity * 2 : 64;
  index->slots = dl_arena_alloc(index->arena, index->capacity * sizeof *index->slots);
  for (uint32_t i = 0; i < old.capacity; i++)
    if (old.slots[i].key) *find(index, old.slots[i].key, old.slots[i].size, old.slots[i].hash) = old.slots[i];
}

uint32_t dl_map_get(const dl_map *index, const char *key, size_t size) {
  if (!index->capacity) return 0;
  const dl_map_slot *slot = find(index, key, size, hash_of(key, size));
  return slot->key ? slot->value : 0;
}

uint32_t *dl_map_put(dl_map *index, const char *key, size_t size) {
  if (index->count * 2 >= index->capacity) grow(index);
  dl_map_slot *slot = find(index, key, size, hash_of(key, size));
  if (!slot->key) {
    *slot = (dl_map_slot){
        .key = dl_arena_strndup(index->arena, key, size), .size = (uint32_t)size, .hash = hash_of(key, size)};
    index->count++;
  }
  return &slot->value;
}
