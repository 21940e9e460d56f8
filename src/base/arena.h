/* One arena a document: memory that is handed out piece by piece and freed all at once.
 *
 * An arena is a list of blocks that double in size. Nothing is freed singly; dl_arena_reset keeps the largest
 * block for the next document. When memory is out the innermost guard (base/guard.h) is left; without one, NULL
 * is given. In builds with DL_ARENA_MALLOC every piece is a malloc of its own, so that the
 * sanitizers see an overrun. Not thread-safe: one arena belongs to one thread at a time.
 */
#ifndef DL_BASE_ARENA_H
#define DL_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct dl_arena dl_arena;

/* A new, empty arena, or NULL when memory is out. The caller frees it with dl_arena_free. */
dl_arena *dl_arena_new(void);
/* The same, with a first block of `size` bytes where that is known. */
dl_arena *dl_arena_new_of(size_t size);
void dl_arena_free(dl_arena *arena);  /* NULL is fine */
void dl_arena_reset(dl_arena *arena); /* all pieces are gone; memory is kept for re-use */

/* `size` zeroed bytes, aligned to 16. Under a guard never NULL. */
void *dl_arena_alloc(dl_arena *arena, size_t size);
/* The same, not zeroed: for what is written before it is read. */
void *dl_arena_take(dl_arena *arena, size_t size);

/* Grows an array piece: a copy of `old` (old_size bytes) in new_size bytes, the rest zeroed. In place if it is the last
 * piece. */
void *dl_arena_grow(dl_arena *arena, void *old, size_t old_size, size_t new_size);

/* NUL-terminated copy of len bytes. */
char *dl_arena_strndup(dl_arena *arena, const char *bytes, size_t len);

/* Formatted NUL-terminated string in the arena. */
char *dl_arena_printf(dl_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Does what stands there lie in one of its pieces? */
bool dl_arena_holds(const dl_arena *arena, const void *at);

/* Bytes handed out since the last reset. */
size_t dl_arena_used(const dl_arena *arena);

/* A growing array in an arena: DL_PUSH(arena, list.items, list.count, list.capacity) returns a pointer to a new zeroed
 * item. */
#define DL_PUSH(arena, items, count, capacity)                                                              \
  (((count) == (capacity) ? ((items) = dl_arena_grow_array((arena), (items), &(capacity), sizeof *(items))) \
                          : (items)),                                                                       \
   &(items)[(count)++])

/* Doubles *capacity (at least 8) of an array of items of `size` bytes. For DL_PUSH. */
void *dl_arena_grow_array(dl_arena *arena, void *items, uint32_t *capacity, size_t size);

#endif
