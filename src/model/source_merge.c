/* A user's own rows laid over the tables of the model: the rules are told in docs/dictionaries.md.
 *
 * A table that has own rows is written anew, in memory, in the form of the data file, from the rows that stay and those
 * that come in; so everything that reads a table reads it as before. Tables without own rows stay mapped.
 */
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "base/sha256.h"
#include "model/source.h"

typedef struct merge {
  dl_arena *arena;
  const dl_table *base;
  const dl_source_table *own;
  const dl_source_row **rows; /* of own, by key; rows of one key as they stand */
  int test;                   /* column of acts' tests; -1: no table of acts */
  bool whole;                 /* what a user says of a key is all there is of it (actors) */
  dl_source_table out;
} merge;

static void add_own(merge *m, const dl_source_row *row) {
  dl_source_row *r = DL_PUSH(m->arena, m->out.rows, m->out.row_count, m->out.row_capacity);
  *r = *row;
  if (!r->file) r->file = m->own->path;
}

static void add_base(merge *m, uint32_t row) {
  uint32_t columns = m->out.column_count;
  const char **cells = dl_arena_alloc(m->arena, columns * sizeof *cells);
  for (uint32_t c = 0; c < columns; c++) cells[c] = dl_table_cell(m->base, row, (int)c);
  dl_source_row *r = DL_PUSH(m->arena, m->out.rows, m->out.row_count, m->out.row_capacity);
  *r = (dl_source_row){cells, dl_table_row_file(m->base, row), dl_table_line(m->base, row)};
}

/* The own row that stands for a row of the base, or takes it away; NULL: it stays. */
static const dl_source_row *stands_for(const merge *m, const dl_source_row **own, uint32_t count, uint32_t row) {
  for (uint32_t i = 0; i < count; i++) {
    bool removes = dl_source_removes(m->own, own[i]);
    if (m->test < 0) {
      if (m->whole || removes || strcmp(own[i]->cells[1], dl_table_cell(m->base, row, 1)) == 0) return own[i];
    } else if (strcmp(own[i]->cells[m->test], dl_table_cell(m->base, row, m->test)) == 0) {
      return own[i];
    }
  }
  for (uint32_t i = 0; m->test >= 0 && i < count; i++)
    if (dl_source_removes(m->own, own[i]) && strcmp(own[i]->cells[m->test], "*") == 0) return own[i];
  return NULL;
}

/* A word of which all rows are taken away is no act, whatever the model of acts holds of it: a row says so, behind
 * those that a user may have for it. */
static void add_veto(merge *m, const dl_source_row *own) {
  int flags = dl_source_column(&m->out, "flags");
  const char **cells = dl_arena_alloc(m->arena, m->out.column_count * sizeof *cells);
  for (uint32_t c = 0; c < m->out.column_count; c++) cells[c] = "";
  cells[0] = own->cells[0];
  if (flags >= 0) cells[flags] = "veto";
  dl_source_row row = {cells, own->file, own->line};
  add_own(m, &row);
}

/* Of one key: own rows with a test, the base's (an own row of the same test in its place), own rows without one. Tables
 * without tests: own rows, then those of the base that no own row stands for. */
static void merge_key(merge *m, const dl_source_row **own, uint32_t count, uint32_t first, uint32_t base_count) {
  bool *placed = dl_arena_alloc(m->arena, (count + 1) * sizeof *placed);
  for (uint32_t b = first; m->test >= 0 && b < first + base_count; b++)
    for (uint32_t i = 0; i < count; i++) placed[i] |= stands_for(m, own, count, b) == own[i];
  for (uint32_t i = 0; i < count; i++)
    if (!placed[i] && !dl_source_removes(m->own, own[i]) && (m->test < 0 || own[i]->cells[m->test][0]))
      add_own(m, own[i]);
  for (uint32_t b = first; b < first + base_count; b++) {
    const dl_source_row *instead = stands_for(m, own, count, b);
    if (!instead)
      add_base(m, b);
    else if (m->test >= 0 && !dl_source_removes(m->own, instead))
      add_own(m, instead);
  }
  for (uint32_t i = 0; m->test >= 0 && i < count; i++)
    if (!placed[i] && !dl_source_removes(m->own, own[i]) && !own[i]->cells[m->test][0]) add_own(m, own[i]);
  for (uint32_t i = 0; m->test >= 0 && i < count; i++)
    if (dl_source_removes(m->own, own[i]) && strcmp(own[i]->cells[m->test], "*") == 0 && !strchr(own[i]->cells[0], ' '))
      add_veto(m, own[i]);
}

static char *merged_bytes(merge *m) {
  uint32_t n = m->own->row_count, rows = dl_table_rows(m->base), at = 0;
  m->rows = dl_source_sorted(m->arena, m->own);
  for (uint32_t i = 0; i < n;) {
    const char *key = m->rows[i]->cells[0];
    uint32_t end = i + 1, last = at;
    while (end < n && strcmp(m->rows[end]->cells[0], key) == 0) end++;
    for (; at < rows && strcmp(dl_table_cell(m->base, at, 0), key) < 0; at++) add_base(m, at);
    for (last = at; last < rows && strcmp(dl_table_cell(m->base, last, 0), key) == 0;) last++;
    merge_key(m, m->rows + i, end - i, at, last - at);
    at = last;
    i = end;
  }
  for (; at < rows; at++) add_base(m, at);
  size_t size = 0;
  return dl_source_bytes(m->arena, &m->out, &size);
}

static char *merge_table(dl_arena *arena, const dl_table *base, const dl_source_table *own) {
  merge m = {.arena = arena,
             .base = base,
             .own = own,
             .test = dl_table_column(base, "test"),
             .whole = strncmp(own->name, "actors/", 7) == 0};
  m.out = (dl_source_table){.name = own->name, .path = dl_table_file(base), .column_count = dl_table_columns(base)};
  m.out.columns = dl_arena_alloc(arena, m.out.column_count * sizeof *m.out.columns);
  m.out.compiled = dl_arena_alloc(arena, m.out.column_count * sizeof *m.out.compiled);
  bool compiled = false;
  for (uint32_t c = 0; c < m.out.column_count; c++) {
    m.out.columns[c] = dl_table_column_name(base, c);
    m.out.compiled[c] = (uint8_t)dl_table_compiled(base, c);
    compiled |= m.out.compiled[c] != DL_AS_TEXT;
  }
  if (!compiled) m.out.compiled = NULL;
  return merged_bytes(&m);
}

/* Of the rows, not of where they stand: the same rows in another folder are the same dictionary. */
static void digest(const dl_source_tables *own, char hex[DL_SHA256_HEX]) {
  dl_sha256 hash;
  uint8_t bytes[DL_SHA256_SIZE];
  dl_sha256_start(&hash);
  for (uint32_t i = 0; i < own->count; i++) {
    const dl_source_table *t = &own->items[i];
    dl_sha256_add(&hash, t->name, strlen(t->name) + 1);
    for (uint32_t r = 0; r < t->row_count; r++)
      for (uint32_t c = 0; c < t->column_count; c++)
        dl_sha256_add(&hash, t->rows[r].cells[c], strlen(t->rows[r].cells[c]) + 1);
  }
  dl_sha256_end(&hash, bytes);
  dl_sha256_hex(bytes, hex);
}

static int section_of(const dl_model *model, const char *name) {
  for (uint32_t i = 0; i < dl_model_sections(model); i++)
    if (dl_model_table_name(model, i) && strcmp(dl_model_table_name(model, i), name) == 0) return (int)i;
  return -1;
}

typedef struct extending {
  const dl_model *model;
  const dl_source_tables *own;
  dl_arena *arena;
  char **bytes; /* of the tables that are made anew, malloced */
} extending;

static int merge_all(void *context, dl_status *status) {
  const extending *e = context;
  for (uint32_t i = 0; i < e->own->count; i++) {
    const dl_source_table *t = &e->own->items[i];
    int at = section_of(e->model, t->name);
    const dl_table *base = at >= 0 ? dl_model_table(e->model, t->name) : NULL;
    if (!base || dl_table_columns(base) != t->column_count || e->bytes[at])
      return dl_fail(status, DL_EDATA, "%s: not one table '%s' of the data file", t->path, t->name);
    if (t->row_count > 0 && !(e->bytes[at] = merge_table(e->arena, base, t)))
      return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  return DL_OK;
}

int dl_model_extend(dl_model *model, const dl_source_tables *own, dl_status *status) {
  uint32_t sections = dl_model_sections(model);
  char **bytes = calloc(sections + 1, sizeof *bytes), hex[DL_SHA256_HEX];
  dl_arena *arena = dl_arena_new();
  int code = bytes && arena ? dl_guard_run(merge_all, &(extending){model, own, arena, bytes}, status)
                            : dl_fail(status, DL_EMEMORY, "out of memory");
  digest(own, hex);
  if (code == DL_OK) code = dl_model_replace(model, bytes, hex, status);
  for (uint32_t i = 0; code != DL_OK && bytes && i < sections; i++) free(bytes[i]);
  dl_arena_free(arena);
  free(bytes);
  return code;
}
