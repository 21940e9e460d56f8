/* A hash table from words to numbers, in an arena: what a document names by a word is found without a walk over the
 * document.
 *
 * Keys are byte strings and are copied. A key that was never put counts as 0. Tables grow as they fill; nothing is
 * taken out.
 */
#ifndef DL_BASE_MAP_H
#define DL_BASE_MAP_H

#include "base/arena.h"

typedef struct dl_map_slot {
  const char *key; /* NULL: free */
  uint32_t size, value;
  uint64_t hash;
} dl_map_slot;

typedef struct dl_map {
  dl_arena *arena;
  dl_map_slot *slots;
  uint32_t count, capacity; /* a power of two, or 0 */
} dl_map;

/* The number of a key, 0 where it was not put. */
uint32_t dl_map_get(const dl_map *map, const char *key, size_t size);

/* The number of a key, to be set; of a new key 0. Good until the next call. */
uint32_t *dl_map_put(dl_map *map, const char *key, size_t size);

/* The same where the key is a number. */
static inline uint32_t dl_map_get_number(const dl_map *map, uint64_t key) {
  return dl_map_get(map, (const char *)&key, sizeof key);
}
static inline uint32_t *dl_map_put_number(dl_map *map, uint64_t key) {
  return dl_map_put(map, (const char *)&key, sizeof key);
}

#endif
