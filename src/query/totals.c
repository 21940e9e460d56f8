/* Sums over the columns. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "base/guard.h"
#include "query/filter.h"
#include "query/groups.h"
#include "query/sums.h"
#include "query/table.h"
#include "times/calendar.h"

/* ---- sums by one or two numbers ---- */

typedef struct cell {
  uint64_t key; /* of two numbers, +1; 0: free */
  dl_sums sums;
} cell;

/* A hash table of sums. */
typedef struct table {
  dl_arena *arena;
  cell *cells;
  uint32_t count, capacity; /* a power of two */
  bool direct;              /* by the first number alone, which is less than the capacity: no search */
} table;

static cell *find(cell *cells, uint32_t capacity, uint64_t key) {
  uint32_t at = (uint32_t)((key * 0x9E3779B97F4A7C15ull) >> 32) & (capacity - 1);
  while (cells[at].key && cells[at].key != key) at = (at + 1) & (capacity - 1);
  return &cells[at];
}

static dl_sums *sums_of(table *t, uint64_t key) {
  if (t->direct) {
    cell *c = &t->cells[key >> 32];
    t->count += c->key == 0;
    c->key = key + 1;
    return &c->sums;
  }
  if (t->count * 2 >= t->capacity) {
    uint32_t capacity = t->capacity ? t->capacity * 2 : 256;
    cell *cells = dl_arena_alloc(t->arena, capacity * sizeof *cells);
    for (uint32_t i = 0; i < t->capacity; i++)
      if (t->cells[i].key) *find(cells, capacity, t->cells[i].key) = t->cells[i];
    t->cells = cells;
    t->capacity = capacity;
  }
  cell *c = find(t->cells, t->capacity, key + 1);
  t->count += c->key == 0;
  c->key = key + 1;
  return &c->sums;
}

/* How each status is summed. */
static dl_told *tells_of(const dl_columns *c, dl_arena *arena) {
  dl_told *tells = dl_arena_alloc(arena, c->statuses.count * sizeof *tells);
  for (uint32_t i = 0; i < c->statuses.count; i++) tells[i] = dl_told_of(c->statuses.items[i]);
  return tells;
}

/* ---- what is grouped by ---- */

/* The Monday of a day's week. */
static uint32_t monday(int32_t day) {
  int number = dl_day_number(day / 10000, day / 100 % 100, day % 100);
  int weekday = ((number + 3) % 7 + 7) % 7;
  dl_day d = dl_day_of(number - weekday);
  return (uint32_t)(d.year * 10000 + d.month * 100 + d.day);
}

/* The number of a period; 0: the days are not within one. */
static uint32_t period(dl_by k, int32_t begin, int32_t end) {
  static const int32_t parts[DL_BYS] = {[DL_BY_YEAR] = 10000, [DL_BY_MONTH] = 100, [DL_BY_DAY] = 1};
  if (parts[k]) return begin / parts[k] == end / parts[k] ? (uint32_t)(begin / parts[k]) : 0;
  if (k != DL_BY_WEEK || !begin || !end) return 0;
  uint32_t week = monday(begin);
  return begin == end || week == monday(end) ? week : 0;
}

static uint32_t number(const dl_entry_columns *e, dl_by k) {
  switch (k) {
    case DL_BY_EVENT:
      return e->event;
    case DL_BY_OBJECT:
      return e->object;
    case DL_BY_STATUS:
      return e->status;
    case DL_BY_QUAD:
      return e->quad;
    default:
      return period(k, e->begin, e->end);
  }
}

static const char *show_day(dl_arena *arena, dl_by k, uint32_t n) {
  if (n == 0) return "";
  if (k == DL_BY_YEAR) return dl_arena_printf(arena, "%04u", n % 10000);
  if (k == DL_BY_MONTH) return dl_arena_printf(arena, "%04u-%02u", n / 100, n % 100);
  return dl_arena_printf(arena, "%04u-%02u-%02u", n / 10000, n / 100 % 100, n % 100);
}

/* ---- groups ---- */

typedef struct grouping {
  const dl_columns *c;
  const dl_set *set;
  dl_by keys[DL_GROUP_KEYS];
  int count;
  uint32_t actor, recipient; /* a country that is asked for alone counts alone; 0: none */
  table sums;
} grouping;

static void add_row(grouping *g, uint32_t row, const dl_told *tells, const uint32_t n[2]) {
  const dl_entry_columns *e = &g->c->rows[row];
  dl_sums_count(sums_of(&g->sums, (uint64_t)n[0] << 32 | n[1]), tells[e->status], e->goldstein);
}

/* An entry for each pair of its countries. */
static void add_pairs(grouping *g, uint32_t row, const dl_told *tells, int at) {
  const dl_columns *c = g->c;
  uint32_t n[2];
  for (uint32_t i = c->pair_from[row]; i < c->pair_from[row + 1]; i++) {
    const dl_pair *p = &c->pairs[i];
    if ((g->actor && p->actor != g->actor) || (g->recipient && p->recipient != g->recipient)) continue;
    n[at] = p->actor;
    n[1 - at] = p->recipient;
    add_row(g, row, tells, n);
  }
}

/* An entry for each of its countries on a side. */
static void add_sides(grouping *g, uint32_t row, const dl_told *tells, int at) {
  const dl_columns *c = g->c;
  uint32_t n[2] = {0, 0};
  bool actor = g->keys[at] == DL_BY_ACTOR;
  uint32_t alone = actor ? g->actor : g->recipient, side = actor ? DL_SIDE_ACTOR : DL_SIDE_TAKER;
  if (g->count == 2) n[1 - at] = number(&c->rows[row], g->keys[1 - at]);
  for (uint32_t i = c->side_from[row]; i < c->side_from[row + 1]; i++) {
    const dl_side *s = &c->sides[i];
    if (s->country == 0 || !(s->bits & side) || (alone && s->country != alone)) continue;
    n[at] = s->country;
    add_row(g, row, tells, n);
  }
}

/* The words that a key's numbers stand for; NULL: they are days. */
static const dl_query_words *words_of(const dl_columns *c, dl_by k) {
  return k == DL_BY_ACTOR || k == DL_BY_RECIPIENT ? &c->countries
         : k == DL_BY_EVENT                       ? &c->events
         : k == DL_BY_OBJECT                      ? &c->objects
         : k == DL_BY_STATUS                      ? &c->statuses
         : k == DL_BY_QUAD                        ? &c->quads
                                                  : NULL;
}

static const char *show(const dl_columns *c, dl_arena *arena, dl_by k, uint32_t n) {
  const dl_query_words *words = words_of(c, k);
  return words ? words->items[n] : show_day(arena, k, n);
}

static void make_table(grouping *g) {
  const dl_query_words *words = g->count == 1 ? words_of(g->c, g->keys[0]) : NULL;
  if (!words) return;
  g->sums.direct = true;
  g->sums.capacity = words->count;
  g->sums.cells = dl_arena_alloc(g->sums.arena, words->count * sizeof *g->sums.cells);
}

static void add_numbers(grouping *g, uint32_t row, const dl_told *tells) {
  uint32_t n[2] = {0, 0};
  for (int i = 0; i < g->count; i++) n[i] = number(&g->c->rows[row], g->keys[i]);
  add_row(g, row, tells, n);
}

static void sum_up(grouping *g) {
  const dl_told *tells = tells_of(g->c, g->sums.arena);
  bool sided[2] = {false, false};
  for (int i = 0; i < g->count; i++) sided[i] = g->keys[i] == DL_BY_ACTOR || g->keys[i] == DL_BY_RECIPIENT;
  bool both = sided[0] && sided[1];
  int at = both ? (g->keys[0] == DL_BY_RECIPIENT) : sided[1];
  for (uint32_t row = 0; row < g->c->count; row++) {
    if ((row & 63) == 0 && !g->set->bits[row >> 6]) {
      row += 63;
      continue;
    }
    if (!dl_set_has(g->set, row)) continue;
    if (both)
      add_pairs(g, row, tells, at);
    else if (sided[0] || sided[1])
      add_sides(g, row, tells, at);
    else
      add_numbers(g, row, tells);
  }
}

static int by_keys(const void *a, const void *b) {
  const dl_group *x = a, *y = b;
  int order = strcmp(x->keys[0], y->keys[0]);
  return order || !x->keys[1] ? order : strcmp(x->keys[1], y->keys[1]);
}

/* The cells as groups, in order of their keys. */
static dl_group *groups_of(grouping *g, dl_arena *arena) {
  dl_group *groups = dl_arena_alloc(arena, (g->sums.count + 1) * sizeof *groups);
  uint32_t used = 0;
  for (uint32_t i = 0; i < g->sums.capacity; i++) {
    const cell *x = &g->sums.cells[i];
    if (!x->key) continue;
    uint32_t n[2] = {(uint32_t)((x->key - 1) >> 32), (uint32_t)(x->key - 1)};
    for (int k = 0; k < g->count; k++) groups[used].keys[k] = show(g->c, arena, g->keys[k], n[k]);
    groups[used++].sums = x->sums;
  }
  if (used > 1) qsort(groups, used, sizeof *groups, by_keys);
  return groups;
}

/* A country that the query names. */
static uint32_t country_of(const dl_columns *c, const char *value) {
  char code[4] = "";
  uint32_t found;
  if (!value || strlen(value) != 3) return 0;
  for (int i = 0; i < 3; i++) code[i] = (char)(dl_is_small(value[i]) ? value[i] - 32 : value[i]);
  return dl_words_find(&c->countries, code, &found) ? found : 0;
}

int dl_columns_group(const dl_columns *c, const dl_set *set, const dl_query *query, const char *const *names, int count,
                     dl_arena *arena, dl_group_fn each, void *context, dl_status *status) {
  grouping g = {.c = c,
                .set = set,
                .count = count,
                .actor = country_of(c, query->actor),
                .recipient = country_of(c, query->recipient),
                .sums = {.arena = arena}};
  int code = dl_group_keys(names, count, g.keys, status);
  if (!code && (count < 1 || count > 2)) code = dl_fail(status, DL_EUSAGE, "--group-by takes one name or two here");
  if (code) return code;
  make_table(&g);
  sum_up(&g);
  dl_group *groups = groups_of(&g, arena);
  for (uint32_t i = 0; i < g.sums.count && !code; i++) code = each(&groups[i], context);
  return code;
}

/* ---- places ---- */

static int by_most(const void *a, const void *b) {
  const dl_top_spot *x = a, *y = b;
  if (x->sums.entries != y->sums.entries) return x->sums.entries < y->sums.entries ? 1 : -1;
  int order = strcmp(x->place.name, y->place.name);
  if (order) return order;
  return x->place.lat != y->place.lat ? (x->place.lat < y->place.lat ? -1 : 1)
                                      : (x->place.lon > y->place.lon) - (x->place.lon < y->place.lon);
}

/* Sums by the way that a place is told. */
static dl_sums *sum_places(const dl_columns *c, const dl_set *set, dl_arena *arena) {
  const dl_told *tells = tells_of(c, arena);
  dl_sums *sums = dl_arena_alloc(arena, c->place_count * sizeof *sums);
  for (uint32_t row = 0; row < c->count; row++)
    if (dl_set_has(set, row))
      dl_sums_count(&sums[c->rows[row].place], tells[c->rows[row].status], c->rows[row].goldstein);
  return sums;
}

int dl_columns_spots(const dl_columns *c, const dl_set *set, long limit, dl_arena *arena, dl_spot_fn each,
                     void *context, long long *unplaced) {
  const dl_sums *sums = sum_places(c, set, arena);
  dl_top_spot *spots = dl_arena_alloc(arena, (c->place_count + 1) * sizeof *spots);
  dl_map known = {.arena = arena};
  uint32_t used = 0;
  *unplaced = 0;
  for (uint32_t i = 0; i < c->place_count; i++) {
    const dl_column_place *p = &c->places[i];
    if (sums[i].entries == 0) continue;
    if (!p->located) {
      *unplaced += sums[i].entries;
      continue;
    }
    const char *where = dl_arena_printf(arena, "%.17g %.17g %s", p->lat, p->lon, p->name);
    uint32_t *at = dl_map_put(&known, where, strlen(where));
    if (!*at) {
      spots[used] = (dl_top_spot){.place = {.name = p->name,
                                            .country = p->country,
                                            .lat = p->lat,
                                            .lon = p->lon,
                                            .geonames = p->geonames,
                                            .located = true}};
      *at = ++used;
    }
    dl_sums_add(&spots[*at - 1].sums, &sums[i]);
  }
  if (used > 1) qsort(spots, used, sizeof *spots, by_most);
  int code = DL_OK;
  for (uint32_t i = 0; i < used && i < (uint32_t)limit && !code; i++) code = each(&spots[i], context);
  return code;
}

/* ---- most frequent values ---- */

typedef struct top {
  const char *value;
  long long entries;
} top;

static int by_entries(const void *a, const void *b) {
  const top *x = a, *y = b;
  if (x->entries != y->entries) return x->entries < y->entries ? 1 : -1;
  return strcmp(x->value, y->value);
}

static int top_places(const dl_columns *c, const dl_set *set, bool countries, long limit, dl_arena *arena,
                      dl_top_fn each, void *context) {
  const dl_sums *sums = sum_places(c, set, arena);
  top *tops = dl_arena_alloc(arena, (c->place_count + 1) * sizeof *tops);
  dl_map known = {.arena = arena};
  uint32_t used = 0;
  for (uint32_t i = 0; i < c->place_count; i++) {
    const char *value = countries ? c->places[i].country : c->places[i].name;
    if (sums[i].entries == 0 || !*value) continue;
    uint32_t *at = dl_map_put(&known, value, strlen(value));
    if (!*at) tops[used].value = value, *at = ++used;
    tops[*at - 1].entries += sums[i].entries;
  }
  if (used > 1) qsort(tops, used, sizeof *tops, by_entries);
  int code = DL_OK;
  for (uint32_t i = 0; i < used && i < (uint32_t)limit && !code; i++)
    code = each(tops[i].value, tops[i].entries, context);
  return code;
}

/* The last entries of a set, as an array of JSON, for SQLite. */
static char *last_entries(const dl_columns *c, const dl_set *set, dl_arena *arena) {
  char *list = dl_arena_alloc(arena, DL_TOP_READ * 12 + 4), *at = list;
  int left = DL_TOP_READ;
  *at++ = '[';
  for (uint32_t row = c->count; row > 0 && left > 0; row--)
    if (dl_set_has(set, row - 1)) at += sprintf(at, left-- == DL_TOP_READ ? "%u" : ",%u", c->rows[row - 1].id);
  strcpy(at, "]");
  return list;
}

static int top_papers(dl_ledger *ledger, const char *list, long limit, dl_top_fn each, void *context,
                      dl_status *status) {
  dl_sql sql = {0};
  dl_sql_text(&sql, DL_PAPERS_HEAD "SELECT value AS id FROM json_each(?)" DL_PAPERS_TAIL, list);
  dl_sql_whole(&sql, " LIMIT ?", limit);
  return dl_tops_sql(ledger, &sql, each, context, status);
}

int dl_columns_tops(const dl_columns *c, const dl_set *set, int kind, dl_ledger *ledger, long limit, dl_arena *arena,
                    dl_top_fn each, void *context, dl_status *status) {
  if (kind != DL_TOP_PAPERS) return top_places(c, set, kind == DL_TOP_COUNTRIES, limit, arena, each, context);
  return top_papers(ledger, last_entries(c, set, arena), limit, each, context, status);
}
