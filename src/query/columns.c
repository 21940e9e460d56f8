/* Reads the columns. */
#include "query/columns.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/chars.h"
#include "base/guard.h"
#include "query/table.h"

enum { NUMBERS = 65535 }; /* that a word of a column may have */

/* A row of entry_party or dyad. */
typedef struct member {
  uint32_t row;
  uint16_t one, other; /* a country and a role, or two countries */
  uint64_t name;
} member;

/* Parties or pairs, in the order of the table. */
typedef struct members {
  dl_columns *c;
  member *items;
  uint32_t count, capacity;
} members;

/* ---- words ---- */

static uint32_t number_of(dl_arena *arena, dl_query_words *w, const char *word) {
  size_t size = strlen(word);
  w->map.arena = arena;
  uint32_t *found = dl_map_put(&w->map, word, size);
  if (*found) return *found - 1;
  *found = w->count + 1;
  *DL_PUSH(arena, w->items, w->count, w->capacity) = dl_arena_strndup(arena, word, size);
  return w->count - 1;
}

bool dl_words_find(const dl_query_words *w, const char *word, uint32_t *number) {
  uint32_t found = dl_map_get(&w->map, word, strlen(word));
  *number = found ? found - 1 : 0;
  return found != 0;
}

int32_t dl_column_day(const char *text) {
  int32_t day = 0;
  for (int i = 0; i < 10 && text[i]; i++)
    if (dl_is_digit(text[i])) day = day * 10 + (text[i] - '0');
  return day;
}

static uint32_t place_of(dl_columns *c, sqlite3_stmt *ask, int i) {
  char key[400];
  const char *name = dl_sql_cell(ask, i), *country = dl_sql_cell(ask, i + 1);
  double lat = sqlite3_column_double(ask, i + 2), lon = sqlite3_column_double(ask, i + 3);
  bool located = sqlite3_column_type(ask, i + 2) != SQLITE_NULL;
  if (!*name && !*country && !located) return 0;
  int size = snprintf(key, sizeof key, "%.17g %.17g %d %lld %.3s %s", lat, lon, located,
                      (long long)sqlite3_column_int64(ask, i + 4), country, name);
  c->place_map.arena = c->arena;
  uint32_t *found = dl_map_put(&c->place_map, key, (size_t)size < sizeof key ? (size_t)size : sizeof key - 1);
  if (*found) return *found - 1;
  *found = c->place_count + 1;
  uint32_t number = c->place_count, called = number_of(c->arena, &c->place_names, name),
           land = number_of(c->arena, &c->countries, country);
  *DL_PUSH(c->arena, c->places, c->place_count, c->place_capacity) =
      (dl_column_place){.name = c->place_names.items[called],
                        .country = c->countries.items[land],
                        .lat = lat,
                        .lon = lon,
                        .geonames = (long)sqlite3_column_int64(ask, i + 4),
                        .located = located};
  return number;
}

/* ---- entries ---- */

static bool grow(void **items, uint32_t *capacity, uint32_t count, size_t size) {
  if (count < *capacity) return true;
  uint32_t wanted = *capacity ? *capacity * 2 : 1024;
  void *more = realloc(*items, wanted * size);
  if (!more) return false;
  *items = more;
  *capacity = wanted;
  return true;
}

static int no_memory(dl_status *status) {
  return dl_fail(status, DL_EMEMORY, "out of memory");
}

/* Number 0 of each column is "". */
static void start_words(dl_columns *c) {
  dl_query_words *words[] = {&c->events, &c->objects,   &c->statuses,   &c->quads,
                             &c->cameos, &c->countries, &c->place_names};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) number_of(c->arena, words[i], "");
  *DL_PUSH(c->arena, c->places, c->place_count, c->place_capacity) = (dl_column_place){.name = "", .country = ""};
}

static int check_words(const dl_columns *c, dl_status *status) {
  const dl_query_words *words[] = {&c->events, &c->objects, &c->statuses, &c->quads, &c->cameos, &c->countries};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (words[i]->count > NUMBERS) return dl_fail(status, DL_ESTORE, "more kinds than columns take");
  return DL_OK;
}

static int read_entry(sqlite3_stmt *row, void *context, dl_status *status) {
  dl_columns *c = context;
  dl_query_words *words[] = {&c->events, &c->objects, &c->statuses, &c->quads, &c->cameos};
  if (!grow((void **)&c->rows, &c->capacity, c->count, sizeof *c->rows)) return no_memory(status);
  dl_entry_columns *e = &c->rows[c->count++];
  *e = (dl_entry_columns){.id = (uint32_t)sqlite3_column_int64(row, 0),
                          .begin = dl_column_day(dl_sql_cell(row, 1)),
                          .end = dl_column_day(dl_sql_cell(row, 2))};
  uint16_t *numbers[] = {&e->event, &e->object, &e->status, &e->quad, &e->cameo};
  for (int i = 0; i < 5; i++) *numbers[i] = (uint16_t)number_of(c->arena, words[i], dl_sql_cell(row, 3 + i));
  e->goldstein = sqlite3_column_double(row, 8);
  e->sources = (uint32_t)sqlite3_column_int64(row, 9);
  e->reported = dl_column_day(dl_sql_cell(row, 15));
  e->place = place_of(c, row, 10);
  return DL_OK;
}

/* Rows by the number of the entry. */
static int index_rows(dl_columns *c, dl_status *status) {
  c->last_id = c->count ? c->rows[c->count - 1].id : 0;
  c->row_of = calloc((size_t)c->last_id + 1, sizeof *c->row_of);
  if (!c->row_of) return no_memory(status);
  for (uint32_t i = 0; i < c->count; i++) c->row_of[c->rows[i].id] = i + 1;
  return DL_OK;
}

/* ---- parties and pairs ---- */

static uint32_t row_of(const dl_columns *c, long long id) {
  return id > 0 && id <= c->last_id ? c->row_of[id] : 0;
}

/* A row of entry_party or dyad; *out is NULL where its entry is not among the columns, or there is no memory. */
static int read_member(members *all, sqlite3_stmt *row, member **out, dl_status *status) {
  dl_columns *c = all->c;
  uint32_t of = row_of(c, sqlite3_column_int64(row, 0));
  *out = NULL;
  if (of == 0) return DL_OK;
  if (!grow((void **)&all->items, &all->capacity, all->count, sizeof *all->items)) return no_memory(status);
  member *m = *out = &all->items[all->count++];
  *m = (member){.row = of - 1, .one = (uint16_t)number_of(c->arena, &c->countries, dl_sql_cell(row, 1))};
  return DL_OK;
}

static int read_party(sqlite3_stmt *row, void *context, dl_status *status) {
  member *m;
  int code = read_member(context, row, &m, status);
  if (!m) return code;
  const char *name = dl_sql_cell(row, 3);
  m->other = strcmp(dl_sql_cell(row, 2), "actor") == 0 ? DL_SIDE_ACTOR : DL_SIDE_TAKER;
  m->name = XXH3_64bits(name, strlen(name));
  return DL_OK;
}

static int read_pair(sqlite3_stmt *row, void *context, dl_status *status) {
  dl_columns *c = ((members *)context)->c;
  member *m;
  int code = read_member(context, row, &m, status);
  if (m) m->other = (uint16_t)number_of(c->arena, &c->countries, dl_sql_cell(row, 2));
  return code;
}

/* The members of each row together: where they begin, and they in that order. */
static int sort_members(const members *all, uint32_t **from_out, member **sorted_out, dl_status *status) {
  uint32_t rows = all->c->count, *from = *from_out = calloc((size_t)rows + 2, sizeof *from);
  member *sorted = *sorted_out = malloc(((size_t)all->count + 1) * sizeof *sorted);
  if (!from || !sorted) return no_memory(status);
  for (uint32_t i = 0; i < all->count; i++) from[all->items[i].row + 2]++;
  for (uint32_t i = 2; i <= rows + 1; i++) from[i] += from[i - 1];
  for (uint32_t i = 0; i < all->count; i++) sorted[from[all->items[i].row + 1]++] = all->items[i];
  return DL_OK;
}

/* Of a row without a recipient each party that another one stands beside is on both sides. */
static uint16_t bits_of(const member *list, uint32_t count, uint32_t at) {
  if (list[at].other == DL_SIDE_TAKER) return DL_SIDE_TAKER;
  bool mutual = false;
  for (uint32_t i = 0; i < count; i++) {
    if (list[i].other == DL_SIDE_TAKER) return DL_SIDE_ACTOR;
    mutual |= list[i].name != list[at].name || list[i].one != list[at].one;
  }
  return mutual ? DL_SIDE_ACTOR | DL_SIDE_TAKER : DL_SIDE_ACTOR;
}

/* The countries of each row, each once. */
static int make_sides(dl_columns *c, const uint32_t *from, const member *sorted, dl_status *status) {
  c->sides = malloc(((size_t)from[c->count] + 1) * sizeof *c->sides);
  c->side_from = malloc(((size_t)c->count + 1) * sizeof *c->side_from);
  if (!c->sides || !c->side_from) return no_memory(status);
  uint32_t used = 0;
  for (uint32_t row = 0; row < c->count; row++) {
    uint32_t begin = used;
    c->side_from[row] = used;
    for (uint32_t i = from[row]; i < from[row + 1]; i++) {
      uint32_t k = begin;
      while (k < used && c->sides[k].country != sorted[i].one) k++;
      if (k == used) c->sides[used++] = (dl_side){.country = sorted[i].one};
      c->sides[k].bits |= bits_of(sorted + from[row], from[row + 1] - from[row], i - from[row]);
    }
  }
  c->side_from[c->count] = used;
  return DL_OK;
}

static int make_pairs(dl_columns *c, uint32_t *from, const member *sorted, dl_status *status) {
  c->pairs = malloc(((size_t)from[c->count] + 1) * sizeof *c->pairs);
  if (!c->pairs) return no_memory(status);
  for (uint32_t i = 0; i < from[c->count]; i++) c->pairs[i] = (dl_pair){sorted[i].one, sorted[i].other};
  c->pair_from = from;
  return DL_OK;
}

/* ---- mentions ---- */

static int read_mention(sqlite3_stmt *row, void *context, dl_status *status) {
  dl_columns *c = context;
  long long event = sqlite3_column_int64(row, 0);
  (void)status;
  if (event > 0 && event <= c->last_event) c->entry_of[event] = row_of(c, sqlite3_column_int64(row, 1));
  return DL_OK;
}

static int read_last_event(sqlite3_stmt *row, void *context, dl_status *status) {
  dl_columns *c = context;
  c->last_event = (uint32_t)sqlite3_column_int64(row, 0);
  c->entry_of = calloc((size_t)c->last_event + 1, sizeof *c->entry_of);
  return c->entry_of ? DL_OK : no_memory(status);
}

static int read_voice(sqlite3_stmt *row, void *context, dl_status *status) {
  dl_columns *c = context;
  uint32_t of = row_of(c, sqlite3_column_int64(row, 0));
  (void)status;
  if (of) c->rows[of - 1].voices |= dl_voice_bit(dl_sql_cell(row, 1));
  return DL_OK;
}

uint8_t dl_voice_bit(const char *stance) {
  return strcmp(stance, "asserts") == 0  ? DL_VOICE_ASSERTS
         : strcmp(stance, "open") == 0   ? DL_VOICE_OPEN
         : strcmp(stance, "denies") == 0 ? DL_VOICE_DENIES
                                         : 0;
}

/* ---- asking ---- */

static int ask(dl_ledger *ledger, const char *words, dl_sql_row_fn each, void *context, dl_status *status) {
  dl_sql sql = {0};
  dl_sql_add(&sql, words);
  return dl_sql_run(&sql, ledger, each, context, status);
}

/* ---- newspapers, and how sure the mention is that stands for an entry ---- */

/* A paper and a row that it reports, one after the other as they are read. */
typedef struct printings {
  dl_columns *c;
  struct printing {
    uint32_t paper, row;
  } * items;
  uint32_t count, capacity;
} printings;

static int read_printing(sqlite3_stmt *row, void *context, dl_status *status) {
  printings *all = context;
  dl_columns *c = all->c;
  long long event = sqlite3_column_int64(row, 0);
  uint32_t of = event > 0 && event <= c->last_event ? c->entry_of[event] : 0;
  if (of == 0) return DL_OK;
  struct printing one = {number_of(c->arena, &c->papers, dl_sql_cell(row, 1)), of - 1};
  if (!grow((void **)&all->items, &all->capacity, all->count, sizeof *all->items)) return no_memory(status);
  all->items[all->count++] = one;
  return DL_OK;
}

/* The rows of each paper together. */
static int sort_printings(const printings *all, dl_status *status) {
  dl_columns *c = all->c;
  uint32_t papers = c->papers.count, *from = c->paper_from = calloc((size_t)papers + 2, sizeof *from);
  c->paper_rows = malloc(((size_t)all->count + 1) * sizeof *c->paper_rows);
  if (!from || !c->paper_rows) return no_memory(status);
  for (uint32_t i = 0; i < all->count; i++) from[all->items[i].paper + 2]++;
  for (uint32_t i = 2; i <= papers + 1; i++) from[i] += from[i - 1];
  for (uint32_t i = 0; i < all->count; i++) c->paper_rows[from[all->items[i].paper + 1]++] = all->items[i].row;
  return DL_OK;
}

static int read_papers(dl_ledger *ledger, dl_columns *c, dl_status *status) {
  printings all = {.c = c};
  int code = ask(ledger,
                 "SELECT e.id, d.source FROM document d CROSS JOIN event e INDEXED BY event_text ON e.text=d.text "
                 "WHERE d.current AND d.source<>''",
                 read_printing, &all, status);
  if (!code) code = sort_printings(&all, status);
  free(all.items);
  return code;
}

/* The whole table of events in its order takes less time than to look up those that stand for entries. */
typedef struct standing {
  dl_columns *c;
  uint32_t *events; /* of each row, the event that stands for it */
} standing;

static int read_standing(sqlite3_stmt *row, void *context, dl_status *status) {
  standing *all = context;
  uint32_t of = row_of(all->c, sqlite3_column_int64(row, 0));
  (void)status;
  if (of) all->events[of - 1] = (uint32_t)sqlite3_column_int64(row, 1);
  return DL_OK;
}

static int read_sure(sqlite3_stmt *row, void *context, dl_status *status) {
  standing *all = context;
  long long event = sqlite3_column_int64(row, 0);
  uint32_t of = event > 0 && event <= all->c->last_event ? all->c->entry_of[event] : 0;
  (void)status;
  if (of && all->events[of - 1] == event) all->c->rows[of - 1].confidence = sqlite3_column_double(row, 1);
  return DL_OK;
}

static int read_confidence(dl_ledger *ledger, dl_columns *c, dl_status *status) {
  standing all = {c, calloc((size_t)c->count + 1, sizeof *all.events)};
  if (!all.events) return no_memory(status);
  int code = ask(ledger, "SELECT id, representative FROM entry WHERE mentions>0", read_standing, &all, status);
  if (!code) code = ask(ledger, "SELECT id, confidence FROM event", read_sure, &all, status);
  free(all.events);
  return code;
}

/* ---- all ---- */

static int read_sides(dl_ledger *ledger, dl_columns *c, bool pairs, dl_status *status) {
  members all = {.c = c};
  uint32_t *from = NULL;
  member *sorted = NULL;
  int code = pairs ? ask(ledger, "SELECT entry, actor, recipient FROM dyad", read_pair, &all, status)
                   : ask(ledger, "SELECT entry, country, role, name FROM entry_party", read_party, &all, status);
  if (!code) code = sort_members(&all, &from, &sorted, status);
  if (!code) code = pairs ? make_pairs(c, from, sorted, status) : make_sides(c, from, sorted, status);
  if (c->pair_from != from) free(from);
  free(sorted);
  free(all.items);
  return code;
}

typedef struct reading {
  dl_ledger *ledger;
  dl_columns *columns;
} reading;

static int read_all(void *context, dl_status *status) {
  dl_ledger *ledger = ((reading *)context)->ledger;
  dl_columns *c = ((reading *)context)->columns;
  start_words(c);
  int code = ask(ledger,
                 "SELECT id, date_begin, date_end, event, object, status, quad, cameo, goldstein, sources, place, "
                 "place_country, lat, lon, geonames, last_report FROM entry WHERE mentions>0 ORDER BY id",
                 read_entry, c, status);
  if (!code) code = check_words(c, status);
  if (!code) code = index_rows(c, status);
  if (!code) code = read_sides(ledger, c, false, status);
  if (!code) code = read_sides(ledger, c, true, status);
  if (!code) code = ask(ledger, "SELECT coalesce(max(event),0) FROM mention", read_last_event, c, status);
  if (!code) code = ask(ledger, "SELECT event, entry FROM mention", read_mention, c, status);
  if (!code) code = ask(ledger, "SELECT entry, stance FROM voice", read_voice, c, status);
  if (!code) code = read_papers(ledger, c, status);
  if (!code) code = read_confidence(ledger, c, status);
  return code;
}

int dl_columns_read(dl_ledger *ledger, dl_columns **out, dl_status *status) {
  dl_columns *c = *out = calloc(1, sizeof *c);
  int code =
      c && (c->arena = dl_arena_new()) ? dl_guard_run(read_all, &(reading){ledger, c}, status) : no_memory(status);
  if (code) {
    dl_columns_free(c);
    *out = NULL;
  }
  return code;
}

bool dl_columns_wanted(dl_ledger *ledger, long long entries) {
  sqlite3_stmt *statement = NULL;
  bool wanted = sqlite3_prepare_v2(dl_ledger_handle(ledger), "SELECT coalesce(max(id),0) FROM entry", -1, &statement,
                                   NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) >= entries;
  sqlite3_finalize(statement);
  return wanted;
}

void dl_columns_free(dl_columns *c) {
  if (!c) return;
  dl_arena_free(c->arena);
  free(c->rows);
  free(c->sides);
  free(c->side_from);
  free(c->pairs);
  free(c->pair_from);
  free(c->row_of);
  free(c->entry_of);
  free(c->paper_rows);
  free(c->paper_from);
  free(c);
}

uint32_t dl_columns_count(const dl_columns *c) {
  return c->count;
}
