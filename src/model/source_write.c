#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "model/compile.h"
#include "model/layout.h"
#include "model/source.h"

/* The strings of a table, each once. */
typedef struct pool {
  dl_arena *arena;
  char *bytes;
  uint32_t size, capacity;
  dl_map at; /* where a string stands */
} pool;

static uint32_t pool_part(void *context, const char *text, size_t size) {
  pool *p = context;
  uint32_t *at = size > 0 ? dl_map_put(&p->at, text, size) : &(uint32_t){0};
  if (*at != 0 || size == 0) return *at;
  while (p->size + size + 1 > p->capacity) p->bytes = dl_arena_grow_array(p->arena, p->bytes, &p->capacity, 1);
  memcpy(p->bytes + p->size, text, size);
  *at = p->size;
  p->size += (uint32_t)size + 1; /* arrays grow zeroed */
  return *at;
}

static uint32_t pool_add(pool *p, const char *text) {
  return pool_part(p, text, strlen(text));
}

static int by_key(const void *a, const void *b) {
  const dl_source_row *x = *(const dl_source_row *const *)a, *y = *(const dl_source_row *const *)b;
  int order = strcmp(x->cells[0], y->cells[0]);
  return order != 0 ? order : (x > y) - (x < y); /* as they stand in the array */
}

const dl_source_row **dl_source_sorted(dl_arena *arena, const dl_source_table *table) {
  uint32_t n = table->row_count;
  const dl_source_row **rows = dl_arena_alloc(arena, (n + 1) * sizeof *rows);
  for (uint32_t i = 0; i < n; i++) rows[i] = &table->rows[i];
  qsort(rows, n, sizeof *rows, by_key);
  return rows;
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

/* The codes of all cells; the terms that they speak of are the compiler's. NULL: no column is compiled. */
static uint32_t *compile_rows(dl_compiler *compiler, const dl_source_table *table, const dl_source_row **rows) {
  uint32_t columns = table->column_count;
  if (!table->compiled) return NULL;
  uint32_t *codes = dl_arena_alloc(compiler->arena, ((size_t)table->row_count * columns + 1) * sizeof *codes);
  for (uint32_t i = 0; i < table->row_count; i++)
    for (uint32_t c = 0; c < columns; c++)
      codes[i * columns + c] = dl_compile(compiler, table->compiled[c], rows[i]->cells[c]);
  dl_compile_end(compiler);
  return codes;
}

/* Where each array of a table stands: behind the header, in the order of the layout. */
static void place(dl_table_header *h, bool mixed, bool compiled, bool in_order) {
  uint32_t cells = h->rows * h->columns;
  h->names_at = sizeof *h;
  h->cells_at = h->names_at + h->columns * 4;
  uint32_t at = h->cells_at + cells * 4;
  h->lines_at = in_order ? 0 : at;
  at += in_order ? 0 : h->rows * 4;
  h->slots_at = at;
  at += h->slots * (uint32_t)sizeof(dl_table_slot);
  h->files_at = mixed ? at : 0;
  at += mixed ? h->rows * 4 : 0;
  h->kinds_at = compiled ? at : 0;
  h->codes_at = compiled ? at + h->columns * 4 : 0;
  at += compiled ? h->columns * 4 + cells * 4 : 0;
  h->terms_at = compiled ? at : 0;
  h->pool_at = at + h->term_count * (uint32_t)sizeof(dl_term);
}

static uint32_t *array_at(char *bytes, uint32_t at) {
  return (uint32_t *)(void *)(bytes + at);
}

char *dl_source_bytes(dl_arena *arena, const dl_source_table *table, size_t *size) {
  uint32_t n = table->row_count, columns = table->column_count;
  const dl_source_row **rows = dl_source_sorted(arena, table);
  bool mixed = false, in_order = true; /* rows of several files; sorted in the file, with nothing between them */
  for (uint32_t i = 0; i < n; i++) {
    mixed |= rows[i]->file != NULL;
    in_order &= rows[i]->line == rows[0]->line + i;
  }
  pool p = {.arena = arena, .size = 1, .at = {.arena = arena}};
  p.bytes = dl_arena_grow_array(arena, NULL, &p.capacity, 1);
  dl_compiler compiler = {.arena = arena, .text = pool_part, .context = &p};
  dl_table_header h = {.rows = n, .columns = columns, .slots = power_above((uint64_t)n * 4 / 3 + 1)};
  h.first_line = n ? rows[0]->line : 0;
  h.file = pool_add(&p, table->path);
  const uint32_t *codes = compile_rows(&compiler, table, rows);
  h.term_count = compiler.count;
  place(&h, mixed, codes != NULL, in_order);
  char *fixed = dl_arena_alloc(arena, h.pool_at);
  for (uint32_t c = 0; c < columns; c++) {
    array_at(fixed, h.names_at)[c] = pool_add(&p, table->columns[c]);
    if (codes) array_at(fixed, h.kinds_at)[c] = table->compiled[c];
  }
  for (uint32_t i = 0; i < n; i++) {
    if (!in_order) array_at(fixed, h.lines_at)[i] = rows[i]->line;
    if (mixed) array_at(fixed, h.files_at)[i] = rows[i]->file ? pool_add(&p, rows[i]->file) : h.file;
    for (uint32_t c = 0; c < columns; c++)
      array_at(fixed, h.cells_at)[i * columns + c] = pool_add(&p, rows[i]->cells[c]);
  }
  if (codes) memcpy(fixed + h.codes_at, codes, (size_t)n * columns * 4);
  if (h.term_count) memcpy(fixed + h.terms_at, compiler.terms, h.term_count * sizeof(dl_term));
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
