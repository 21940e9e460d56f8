#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"

enum { FIRST_BLOCK = 64 * 1024, ALIGN = 16 };

typedef struct block {
  struct block *next; /* older block */
  size_t size;        /* bytes after the header */
  size_t used;
} block;

/* The header takes a multiple of ALIGN, so that the first piece is aligned. */
enum { HEADER = (sizeof(block) + ALIGN - 1) / ALIGN * ALIGN };

#define LARGEST (SIZE_MAX / 2) /* a piece: what is added to it and doubled does not run over */

struct dl_arena {
  block *top;
  size_t used;
  size_t first; /* bytes of the first block; 0: FIRST_BLOCK */
};

static block *new_block(size_t size) {
  block *b = size <= LARGEST ? malloc(HEADER + size) : NULL;
  if (!b) {
    dl_guard_leave();
    return NULL;
  }
  b->next = NULL;
  b->size = size;
  b->used = 0;
  return b;
}

dl_arena *dl_arena_new(void) {
  return calloc(1, sizeof(dl_arena));
}

dl_arena *dl_arena_new_of(size_t size) {
  dl_arena *arena = dl_arena_new();
  if (arena) arena->first = size;
  return arena;
}

static void free_blocks(block *b) {
  while (b) {
    block *next = b->next;
    free(b);
    b = next;
  }
}

void dl_arena_free(dl_arena *arena) {
  if (!arena) return;
  free_blocks(arena->top);
  free(arena);
}

void dl_arena_reset(dl_arena *arena) {
  arena->used = 0;
#ifdef DL_ARENA_MALLOC
  free_blocks(arena->top);
  arena->top = NULL;
#else
  if (!arena->top) return;
  free_blocks(arena->top->next); /* the newest block is the largest */
  arena->top->next = NULL;
  arena->top->used = 0;
#endif
}

void *dl_arena_take(dl_arena *arena, size_t size) {
  dl_guard_poll();
  size_t need = size > LARGEST ? SIZE_MAX : (size + ALIGN - 1) / ALIGN * ALIGN;
  block *b = arena->top;
#ifdef DL_ARENA_MALLOC
  b = new_block(size);
  if (!b) return NULL;
  b->next = arena->top;
  arena->top = b;
  need = size;
#else
  if (!b || b->size - b->used < need) {
    size_t next = b ? b->size * 2 : arena->first ? arena->first : FIRST_BLOCK;
    b = new_block(next > need ? next : need);
    if (!b) return NULL;
    b->next = arena->top;
    arena->top = b;
  }
#endif
  char *piece = (char *)b + HEADER + b->used;
  b->used += need;
  arena->used += need;
  return piece;
}

void *dl_arena_alloc(dl_arena *arena, size_t size) {
  void *piece = dl_arena_take(arena, size);
  return piece ? memset(piece, 0, size) : NULL;
}

void *dl_arena_grow(dl_arena *arena, void *old, size_t old_size, size_t new_size) {
#ifndef DL_ARENA_MALLOC
  block *b = arena->top;
  size_t held = (old_size + ALIGN - 1) / ALIGN * ALIGN, need = (new_size + ALIGN - 1) / ALIGN * ALIGN;
  if (old && b && (char *)old + held == (char *)b + HEADER + b->used && b->size - b->used >= need - held) {
    memset((char *)old + old_size, 0, new_size - old_size);
    b->used += need - held;
    arena->used += need - held;
    return old;
  }
#endif
  void *piece = dl_arena_alloc(arena, new_size);
  if (piece && old_size) memcpy(piece, old, old_size);
  return piece;
}

void *dl_arena_grow_array(dl_arena *arena, void *items, uint32_t *capacity, size_t size) {
  uint32_t old = *capacity;
  *capacity = old ? old * 2 : 4;
  return dl_arena_grow(arena, items, old * size, *capacity * size);
}

char *dl_arena_strndup(dl_arena *arena, const char *bytes, size_t len) {
  char *copy = dl_arena_alloc(arena, len + 1);
  if (copy && len) memcpy(copy, bytes, len);
  return copy;
}

char *dl_arena_printf(dl_arena *arena, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  char *out = dl_arena_alloc(arena, (size_t)len + 1);
  if (out) vsnprintf(out, (size_t)len + 1, format, again);
  va_end(again);
  va_end(args);
  return out;
}

bool dl_arena_holds(const dl_arena *arena, const void *at) {
  uintptr_t place = (uintptr_t)at;
  for (const block *b = arena->top; b; b = b->next)
    if (place >= (uintptr_t)b + HEADER && place < (uintptr_t)b + HEADER + b->used) return true;
  return false;
}

size_t dl_arena_used(const dl_arena *arena) {
  return arena->used;
}
