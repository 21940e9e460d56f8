#include "model/gazetteer_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "model/gazetteer.h"
#include "model/gazetteer_layout.h"

enum { NAME, NAMES, COUNTRY, ADMIN, LAT, LON, GEONAMES, FEATURE, POPULATION, RADIUS, SPELLINGS, COLUMNS };

static const char *const columns[COLUMNS] = {"name",     "names",   "country",    "admin",  "lat",      "lon",
                                             "geonames", "feature", "population", "radius", "spellings"};

/* Strings, each once. */
typedef struct list {
  dl_map numbers; /* 1 + number */
  const char **items;
  uint32_t count, capacity;
} list;

/* A key of a place. */
typedef struct named {
  const char *key;
  uint32_t row;
  bool other;
} named;

typedef struct growing {
  char *items;
  uint32_t count, capacity;
} growing;

typedef struct making {
  dl_arena *arena;
  const dl_source_row **rows;
  uint32_t row_count, row_capacity;
  list admins, features, countries;
  dl_map pooled; /* 1 + offset */
  growing pool, keys;
  named *names;
  uint32_t name_count, name_capacity;
  uint32_t *blocks;
  uint32_t block_count, block_capacity;
} making;

bool dl_gazetteer_is_source(const dl_source_table *table) {
  if (table->column_count != COLUMNS) return false;
  for (uint32_t c = 0; c < COLUMNS; c++)
    if (strcmp(table->columns[c], columns[c]) != 0) return false;
  return true;
}

static void add_bytes(making *m, growing *to, const void *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) *DL_PUSH(m->arena, to->items, to->count, to->capacity) = ((const char *)bytes)[i];
}

static uint32_t pool_add(making *m, const char *text) {
  if (!*text) return 0;
  uint32_t *at = dl_map_put(&m->pooled, text, strlen(text));
  if (*at) return *at;
  uint32_t offset = *at = m->pool.count;
  add_bytes(m, &m->pool, text, strlen(text) + 1);
  return offset;
}

static uint32_t list_add(making *m, list *l, const char *text, size_t size) {
  l->numbers.arena = m->arena;
  if (l->count == 0) *DL_PUSH(m->arena, l->items, l->count, l->capacity) = "";
  if (size == 0) return 0;
  uint32_t *at = dl_map_put(&l->numbers, text, size);
  if (*at == 0) {
    *at = l->count;
    *DL_PUSH(m->arena, l->items, l->count, l->capacity) = dl_arena_strndup(m->arena, text, size);
  }
  return *at;
}

/* The most peopled first; then as they stand. */
static int by_population(const void *a, const void *b) {
  const dl_source_row *x = *(const dl_source_row *const *)a, *y = *(const dl_source_row *const *)b;
  double p = atof(x->cells[POPULATION]), q = atof(y->cells[POPULATION]);
  if (p != q) return p < q ? 1 : -1;
  int order = strcmp(x->cells[NAME], y->cells[NAME]);
  for (int c = NAMES; order == 0 && c < COLUMNS; c++) order = strcmp(x->cells[c], y->cells[c]);
  return order;
}

static int by_key(const void *a, const void *b) {
  const named *x = a, *y = b;
  int order = strcmp(x->key, y->key);
  if (order != 0) return order;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  return (int)x->other - (int)y->other;
}

static void add_name(making *m, const char *name, size_t size, uint32_t row, bool other) {
  char key[DL_PLACE_KEY];
  if (size == 0 || !dl_place_key(dl_arena_strndup(m->arena, name, size), key)) return;
  named *n = DL_PUSH(m->arena, m->names, m->name_count, m->name_capacity);
  *n = (named){dl_arena_strndup(m->arena, key, strlen(key)), row, other};
}

/* A state is found by its code too, in a key that no name has. */
static void add_code(making *m, const char *code, uint32_t row) {
  const char *key = dl_arena_printf(m->arena, "=%s", code);
  add_name(m, key, strlen(key), row, false);
}

static dl_gazetteer_place place_of(making *m, uint32_t row) {
  const char *const *cells = m->rows[row]->cells;
  const char *dot = strchr(cells[ADMIN], '.'), *second = dot ? strchr(dot + 1, '.') : NULL;
  size_t whole = strlen(cells[ADMIN]);
  dl_gazetteer_place p = {.lat = (int32_t)lround(atof(cells[LAT]) * 1e4),
                          .lon = (int32_t)lround(atof(cells[LON]) * 1e4),
                          .geonames = (uint32_t)strtoul(cells[GEONAMES], NULL, 10),
                          .population = (uint32_t)strtoul(cells[POPULATION], NULL, 10),
                          .name = pool_add(m, cells[NAME]),
                          .radius = (uint16_t)strtoul(cells[RADIUS], NULL, 10),
                          .spellings = (uint16_t)strtoul(cells[SPELLINGS], NULL, 10)};
  p.first =
      (uint16_t)(dot ? list_add(m, &m->admins, cells[ADMIN], second ? (size_t)(second - cells[ADMIN]) : whole) : 0);
  p.second = (uint16_t)(second ? list_add(m, &m->admins, cells[ADMIN], whole) : 0);
  p.country = (uint8_t)list_add(m, &m->countries, cells[COUNTRY], strlen(cells[COUNTRY]));
  p.feature = (uint8_t)list_add(m, &m->features, cells[FEATURE], strlen(cells[FEATURE]));
  add_name(m, cells[NAME], strlen(cells[NAME]), row, false);
  if (strcmp(cells[FEATURE], "PCLI") == 0) add_code(m, cells[COUNTRY], row);
  for (const char *at = cells[NAMES]; *at;) {
    size_t n = strcspn(at, "|");
    add_name(m, at, n, row, true);
    at += n + (at[n] == '|');
  }
  return p;
}

static void add_varint(making *m, uint32_t value) {
  for (; value >= 128; value >>= 7) add_bytes(m, &m->keys, &(char){(char)(value | 128)}, 1);
  add_bytes(m, &m->keys, &(char){(char)value}, 1);
}

/* The places of one key: names[first .. end). */
static void add_places(making *m, uint32_t first, uint32_t end) {
  uint32_t count = 0, before = 0;
  for (uint32_t i = first; i < end; i++) count += i == first || m->names[i].row != m->names[i - 1].row;
  add_varint(m, count);
  for (uint32_t i = first; i < end; i++) {
    if (i > first && m->names[i].row == m->names[i - 1].row) continue;
    add_varint(m, (m->names[i].row - before) << 1 | m->names[i].other);
    before = m->names[i].row;
  }
}

static void add_keys(making *m) {
  const char *before = "";
  uint32_t number = 0;
  for (uint32_t i = 0, end; i < m->name_count; i = end, number++) {
    const char *key = m->names[i].key;
    for (end = i + 1; end < m->name_count && strcmp(m->names[end].key, key) == 0;) end++;
    if (number % DL_GAZETTEER_BLOCK == 0) {
      *DL_PUSH(m->arena, m->blocks, m->block_count, m->block_capacity) = m->keys.count;
      before = "";
    }
    size_t shared = 0;
    while (key[shared] && key[shared] == before[shared]) shared++;
    add_bytes(m, &m->keys, &(char){(char)shared}, 1);
    add_bytes(m, &m->keys, &(char){(char)strlen(key + shared)}, 1);
    add_bytes(m, &m->keys, key + shared, strlen(key + shared));
    add_places(m, i, end);
    before = key;
  }
}

static uint32_t *pool_list(making *m, const list *l) {
  uint32_t *out = dl_arena_alloc(m->arena, (l->count + 1) * sizeof *out);
  for (uint32_t i = 0; i < l->count; i++) out[i] = pool_add(m, l->items[i]);
  return out;
}

static uint32_t lay(char *out, uint32_t *at, const void *bytes, size_t size) {
  uint32_t here = *at;
  if (out && size) memcpy(out + here, bytes, size);
  *at = (uint32_t)((here + size + 3) & ~(size_t)3);
  return here;
}

/* Lays all out behind the header; with `out` NULL it only counts. */
static uint32_t lay_out(const making *m, dl_gazetteer_header *h, const dl_gazetteer_place *places,
                        uint32_t *const *lists, char *out) {
  uint32_t at = sizeof *h;
  h->places_at = lay(out, &at, places, m->row_count * sizeof *places);
  h->blocks_at = lay(out, &at, m->blocks, m->block_count * 4);
  h->admins_at = lay(out, &at, lists[0], m->admins.count * 4);
  h->features_at = lay(out, &at, lists[1], m->features.count * 4);
  h->countries_at = lay(out, &at, lists[2], m->countries.count * 4);
  h->keys_at = lay(out, &at, m->keys.items, m->keys.count);
  h->pool_at = lay(out, &at, m->pool.items, m->pool.count);
  return at;
}

char *dl_gazetteer_bytes(dl_arena *arena, const dl_source_tables *tables, size_t *size) {
  making m = {.arena = arena, .pooled = {.arena = arena}};
  for (uint32_t t = 0; t < tables->count; t++) {
    const dl_source_table *table = &tables->items[t];
    for (uint32_t i = 0; dl_gazetteer_is_source(table) && i < table->row_count; i++)
      *DL_PUSH(arena, m.rows, m.row_count, m.row_capacity) = &table->rows[i];
  }
  if (m.row_count == 0) return NULL;
  qsort(m.rows, m.row_count, sizeof *m.rows, by_population);
  add_bytes(&m, &m.pool, "", 1);
  dl_gazetteer_place *places = dl_arena_alloc(arena, m.row_count * sizeof *places);
  for (uint32_t i = 0; i < m.row_count; i++) places[i] = place_of(&m, i);
  qsort(m.names, m.name_count, sizeof *m.names, by_key);
  add_keys(&m);
  uint32_t *const lists[] = {pool_list(&m, &m.admins), pool_list(&m, &m.features), pool_list(&m, &m.countries)};
  dl_gazetteer_header h = {.magic = DL_GAZETTEER_MAGIC,
                           .places = m.row_count,
                           .blocks = m.block_count,
                           .keys_size = m.keys.count,
                           .admins = m.admins.count,
                           .features = m.features.count,
                           .countries = m.countries.count,
                           .pool_size = m.pool.count};
  *size = lay_out(&m, &h, places, lists, NULL);
  char *out = calloc(1, *size);
  if (!out) return NULL;
  lay_out(&m, &h, places, lists, out);
  memcpy(out, &h, sizeof h);
  return out;
}
