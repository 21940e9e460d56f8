#include <stdlib.h>
#include <string.h>

#include "model/layout.h"
#include "model/source.h"

/* The strings of a table, each once. */
typedef struct pool {
  char *bytes;
  uint32_t size, capacity;
  uint32_t *slots; /* offsets of the strings by hash; 0 is free */
  uint32_t slot_count;
  dl_arena *arena;
} pool;

static uint32_t pool_add(pool *p, const char *text) {
  if (!text[0]) return 0;
  uint32_t at = dl_table_hash(text) & (p->slot_count - 1);
  while (p->slots[at] != 0 && strcmp(p->bytes + p->slots[at], text) != 0) at = (at + 1) & (p->slot_count - 1);
  if (p->slots[at] != 0) return p->slots[at];
  uint32_t n = (uint32_t)strlen(text) + 1;
  while (p->size + n > p->capacity) p->bytes = dl_arena_grow_array(p->arena, p->bytes, &p->capacity, 1);
  memcpy(p->bytes + p->size, text, n);
  p->slots[at] = p->size;
  p->size += n;
  return p->slots[at];
}

static int by_key(const void *a, const void *b) {
  const dl_source_row *x = *(const dl_source_row *const *)a, *y = *(const dl_source_row *const *)b;
  int order = strcmp(x->cells[0], y->cells[0]);
  return order != 0 ? order : (x > y) - (x < y); /* as they stand in the array */
}

static uint32_t power_above(uint64_t n) {
  uint32_t p = 8;
  while (p < n) p *= 2;
  return p;
}

static void index_rows(const dl_source_row **rows, const dl_source_table *table, dl_table_header *h,
                       dl_table_slot *slots) {
  for (uint32_t i = 0; i < table->row_count;) {
    const char *key = rows[i]->cells[0];
    uint32_t end = i + 1, words = 1;
    while (end < table->row_count && strcmp(rows[end]->cells[0], key) == 0) end++;
    for (const char *c = key; *c; c++) words += *c == ' ';
    if (words > h->max_words) h->max_words = words;
    uint32_t hash = dl_table_hash(key), at = hash & (h->slots - 1);
    while (slots[at].count != 0) at = (at + 1) & (h->slots - 1);
    slots[at] = (dl_table_slot){hash, i, end - i};
    i = end;
  }
}

char *dl_source_bytes(dl_arena *arena, const dl_source_table *table, size_t *size) {
  uint32_t n = table->row_count, columns = table->column_count;
  const dl_source_row **rows = dl_arena_alloc(arena, (n + 1) * sizeof *rows);
  bool mixed = false; /* rows of several files */
  for (uint32_t i = 0; i < n; i++) {
    rows[i] = &table->rows[i];
    mixed |= rows[i]->file != NULL;
  }
  qsort(rows, n, sizeof *rows, by_key);
  dl_table_header h = {.rows = n, .columns = columns, .slots = power_above(2 * (uint64_t)n), .names_at = sizeof h};
  h.cells_at = h.names_at + columns * 4;
  h.lines_at = h.cells_at + n * columns * 4;
  h.slots_at = h.lines_at + n * 4;
  h.files_at = mixed ? h.slots_at + h.slots * (uint32_t)sizeof(dl_table_slot) : 0;
  h.pool_at = h.slots_at + h.slots * (uint32_t)sizeof(dl_table_slot) + (mixed ? n * 4 : 0);
  uint32_t slot_count = power_above(2 * ((uint64_t)n * columns + columns + 2 + (mixed ? n : 0)));
  pool p = {
      .size = 1, .arena = arena, .slot_count = slot_count, .slots = dl_arena_alloc(arena, (size_t)slot_count * 4)};
  p.bytes = dl_arena_grow_array(arena, NULL, &p.capacity, 1);
  char *fixed = dl_arena_alloc(arena, h.pool_at);
  uint32_t *names = (uint32_t *)(void *)(fixed + h.names_at), *cells = (uint32_t *)(void *)(fixed + h.cells_at);
  uint32_t *lines = (uint32_t *)(void *)(fixed + h.lines_at);
  uint32_t *files = (uint32_t *)(void *)(fixed + h.files_at); /* only where mixed */
  h.file = pool_add(&p, table->path);
  for (uint32_t c = 0; c < columns; c++) names[c] = pool_add(&p, table->columns[c]);
  for (uint32_t i = 0; i < n; i++) {
    lines[i] = rows[i]->line;
    if (mixed) files[i] = rows[i]->file ? pool_add(&p, rows[i]->file) : h.file;
    for (uint32_t c = 0; c < columns; c++) cells[i * columns + c] = pool_add(&p, rows[i]->cells[c]);
  }
  index_rows(rows, table, &h, (dl_table_slot *)(void *)(fixed + h.slots_at));
  h.pool_size = p.size;
  memcpy(fixed, &h, sizeof h);
  *size = (size_t)h.pool_at + p.size;
  char *out = malloc(*size);
  if (out) {
    memcpy(out, fixed, h.pool_at);
    memcpy(out + h.pool_at, p.bytes, p.size);
  }
  return out;
}
