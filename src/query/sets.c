/* Which entries fit a query, by the columns. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/guard.h"
#include "query/filter.h"
#include "query/table.h"
#include "screening/screening.h"

static void put(dl_set *set, uint32_t row) {
  set->bits[row >> 6] |= 1ull << (row & 63);
}

static void count(const dl_columns *c, dl_set *set) {
  set->count = 0;
  for (uint32_t i = 0; i < (c->count + 63) / 64; i++) set->count += (uint32_t)__builtin_popcountll(set->bits[i]);
}

static void intersect(const dl_columns *c, dl_set *set, const dl_set *other) {
  for (uint32_t i = 0; i < (c->count + 63) / 64; i++) set->bits[i] &= other->bits[i];
}

static dl_set empty_set(const dl_columns *c, dl_arena *arena) {
  return (dl_set){.bits = dl_arena_alloc(arena, ((size_t)c->count / 64 + 1) * sizeof(uint64_t))};
}

/* ---- filters that stand in the columns ---- */

/* A query's values as numbers of the columns. */
typedef struct plain {
  int32_t since, until;
  uint32_t event, object, status, actor, recipient, between[2];
  bool by_event, by_object, by_status, by_actor, by_recipient, by_between, one_way;
  bool *cameos; /* NULL, or of each code whether it fits */
  bool *places; /* likewise */
  bool *spots;  /* likewise: within a circle */
  long sources;
  bool *moves;    /* of each category, whether something moves by it; NULL: not asked for */
  uint8_t voices; /* one of these at least; 0: not asked for */
  double least;
} plain;

/* False: no entry has this word. */
static bool read_word(const dl_query_words *words, const char *value, bool *by, uint32_t *number) {
  *by = dl_is_given(value);
  return !*by || dl_words_find(words, value, number);
}

static bool read_event(const dl_columns *c, const char *event, dl_arena *arena, plain *p) {
  char upper[64];
  size_t size = dl_is_given(event) ? strlen(event) : 0;
  if (size == 0) return true;
  if (size >= sizeof upper) return false;
  if (dl_is_digit(event[0])) {
    p->cameos = dl_arena_alloc(arena, c->cameos.count * sizeof *p->cameos);
    for (uint32_t i = 0; i < c->cameos.count; i++) p->cameos[i] = strncmp(c->cameos.items[i], event, size) == 0;
    return true;
  }
  for (size_t i = 0; i <= size; i++) upper[i] = (char)toupper((unsigned char)event[i]);
  return read_word(&c->events, upper, &p->by_event, &p->event);
}

static void read_places(const dl_columns *c, const char *place, dl_arena *arena, plain *p) {
  if (!dl_is_given(place)) return;
  bool code = dl_filter_is_country(place);
  p->places = dl_arena_alloc(arena, c->place_count * sizeof *p->places);
  for (uint32_t i = 0; i < c->place_count; i++)
    p->places[i] = code ? strcmp(c->places[i].country, place) == 0 : strcasecmp(c->places[i].name, place) == 0;
}

static void read_spots(const dl_columns *c, const dl_query *q, dl_arena *arena, plain *p) {
  if (!q->near) return;
  p->spots = dl_arena_alloc(arena, c->place_count * sizeof *p->spots);
  for (uint32_t i = 0; i < c->place_count; i++)
    p->spots[i] = c->places[i].located && dl_filter_within(q, c->places[i].lat, c->places[i].lon);
}

static void read_moves(const dl_columns *c, dl_arena *arena, plain *p) {
  p->moves = dl_arena_alloc(arena, c->events.count * sizeof *p->moves);
  for (uint32_t i = 0; i < c->events.count; i++) p->moves[i] = dl_screen_moves(c->events.items[i]);
}

/* Are the sides told by countries that columns have? */
static bool sides_known(const dl_selection *s) {
  const dl_query *q = s->query;
  bool same = s->actor_country && s->recipient_country && strcmp(s->actor, s->recipient) == 0;
  return !same && (s->actor_country || !dl_is_given(q->actor)) && (s->recipient_country || !dl_is_given(q->recipient));
}

static bool read_sides(const dl_columns *c, const dl_selection *s, plain *p) {
  const dl_query *q = s->query;
  bool known = sides_known(s);
  return read_word(&c->countries, known && s->actor_country ? s->actor : NULL, &p->by_actor, &p->actor) &&
         read_word(&c->countries, known && s->recipient_country ? s->recipient : NULL, &p->by_recipient,
                   &p->recipient) &&
         read_word(&c->countries, q->between[0], &p->by_between, &p->between[0]) &&
         read_word(&c->countries, q->between[1], &p->by_between, &p->between[1]);
}

/* False: nothing can fit. */
static bool read_plain(const dl_columns *c, const dl_selection *s, dl_arena *arena, plain *p) {
  const dl_query *q = s->query;
  *p = (plain){.since = dl_is_given(q->since) ? dl_column_day(q->since) : 0,
               .until = dl_is_given(q->until) ? dl_column_day(q->until) : 0,
               .one_way = q->one_way,
               .sources = q->min_sources,
               .least = q->least};
  read_spots(c, q, arena, p);
  read_places(c, q->place, arena, p);
  if (q->moves) read_moves(c, arena, p);
  if (q->voiced)
    p->voices = dl_is_given(q->stance) ? dl_voice_bit(q->stance) : DL_VOICE_ASSERTS | DL_VOICE_OPEN | DL_VOICE_DENIES;
  return read_event(c, q->event, arena, p) && read_word(&c->objects, q->object, &p->by_object, &p->object) &&
         read_word(&c->statuses, q->status, &p->by_status, &p->status) && read_sides(c, s, p);
}

static bool has_side(const dl_columns *c, uint32_t row, uint32_t country, unsigned bit) {
  for (uint32_t i = c->side_from[row]; i < c->side_from[row + 1]; i++)
    if (c->sides[i].country == country && c->sides[i].bits & bit) return true;
  return false;
}

bool dl_column_pair(const dl_columns *c, uint32_t row, uint32_t actor, uint32_t recipient) {
  for (uint32_t i = c->pair_from[row]; i < c->pair_from[row + 1]; i++)
    if (c->pairs[i].actor == actor && c->pairs[i].recipient == recipient) return true;
  return false;
}

static bool fits_sides(const dl_columns *c, uint32_t row, const plain *p) {
  if (p->by_between && !dl_column_pair(c, row, p->between[0], p->between[1]) &&
      (p->one_way || !dl_column_pair(c, row, p->between[1], p->between[0])))
    return false;
  if (p->by_actor && p->by_recipient) return dl_column_pair(c, row, p->actor, p->recipient);
  if (p->by_actor) return has_side(c, row, p->actor, DL_SIDE_ACTOR);
  return !p->by_recipient || has_side(c, row, p->recipient, DL_SIDE_TAKER);
}

static bool fits_days(const dl_entry_columns *e, const plain *p) {
  if (p->since && e->end < p->since) return false;
  return !p->until || (e->begin != 0 && e->begin <= p->until);
}

/* Is a number of the row the one that is asked for, if one is; is it in the list, if there is one? */
static bool is_one(bool by, uint32_t wanted, uint32_t number) {
  return !by || number == wanted;
}
static bool is_in(const bool *list, uint32_t number) {
  return !list || list[number];
}

static bool fits_words(const dl_entry_columns *e, const plain *p) {
  return is_one(p->by_event, p->event, e->event) && is_one(p->by_object, p->object, e->object) &&
         is_one(p->by_status, p->status, e->status) && is_in(p->cameos, e->cameo);
}

static bool fits_places(const dl_entry_columns *e, const plain *p) {
  return is_in(p->places, e->place) && is_in(p->spots, e->place);
}

static bool fits(const dl_columns *c, uint32_t row, const plain *p) {
  const dl_entry_columns *e = &c->rows[row];
  if (!fits_days(e, p) || !fits_words(e, p) || !fits_places(e, p)) return false;
  if (p->moves && !(e->object && p->moves[e->event])) return false;
  if (p->voices && !(e->voices & p->voices)) return false;
  if (p->sources > 0 && e->sources < p->sources) return false;
  if (p->least > 0 && e->confidence < p->least) return false;
  return fits_sides(c, row, p);
}

/* ---- filters that SQLite tells ---- */

typedef struct telling {
  const uint32_t *rows; /* by the numbers that it tells: row_of, entry_of */
  uint32_t last;
  dl_set *set;
} telling;

static int take_row(sqlite3_stmt *ask, void *context, dl_status *status) {
  const telling *t = context;
  long long id = sqlite3_column_int64(ask, 0);
  (void)status;
  if (id > 0 && id <= t->last && t->rows[id]) put(t->set, t->rows[id] - 1);
  return DL_OK;
}

/* The mentions that have the words. */
static int tell_words(const dl_columns *c, const dl_selection *s, dl_set *set, dl_status *status) {
  telling t = {c->entry_of, c->last_event, set};
  dl_sql sql = {0};
  dl_sql_text(&sql, "SELECT rowid FROM evidence_fts WHERE evidence_fts MATCH ?", s->match);
  return dl_sql_run(&sql, s->ledger, take_row, &t, status);
}

/* Who does it, to whom, by a name or the beginning of a code. */
static int tell_sides(const dl_columns *c, const dl_selection *s, dl_set *set, dl_status *status) {
  const dl_query sides = {.actor = s->query->actor, .recipient = s->query->recipient};
  telling t = {c->row_of, c->last_id, set};
  dl_selection alone;
  dl_sql sql = {0};
  int code = dl_filter_begin(&alone, s->ledger, &sides, status);
  if (code) return code;
  dl_filter_selects(&alone, &sql, "$", NULL);
  code = dl_sql_run(&sql, s->ledger, take_row, &t, status);
  dl_filter_end(&alone);
  return code;
}

static int tell_speaker(const dl_columns *c, dl_ledger *ledger, const char *name, bool denies, dl_set *set,
                        dl_status *status) {
  telling t = {c->row_of, c->last_id, set};
  dl_sql sql = {0};
  dl_filter_speaker(&sql, name, denies);
  return dl_sql_run(&sql, ledger, take_row, &t, status);
}

/* Of which somebody speaks so. */
static int tell_attitude(const dl_columns *c, const dl_selection *s, dl_set *set, dl_status *status) {
  telling t = {c->row_of, c->last_id, set};
  dl_sql sql = {0};
  dl_filter_attitude(&sql, s->query);
  return dl_sql_run(&sql, s->ledger, take_row, &t, status);
}

/* Does a name hold a part, whatever the case of ASCII letters? */
static bool holds(const char *name, const char *part) {
  size_t size = strlen(part);
  for (; *name; name++)
    if (strncasecmp(name, part, size) == 0) return true;
  return false;
}

/* Who says so, or the newspaper. */
static int tell_source(const dl_columns *c, const dl_selection *s, dl_set *set, dl_status *status) {
  for (uint32_t i = 0; i < c->papers.count; i++)
    if (holds(c->papers.items[i], s->query->source))
      for (uint32_t k = c->paper_from[i]; k < c->paper_from[i + 1]; k++) put(set, c->paper_rows[k]);
  return tell_speaker(c, s->ledger, s->query->source, false, set, status);
}

/* What is held while the set is made, for the guard. */
typedef struct selecting {
  const dl_columns *columns;
  dl_selection selection;
  dl_arena *arena;
  dl_set *set;
} selecting;

/* The filters that SQLite tells, one by one. */
typedef enum told { BY_WORDS, BY_SIDES, BY_SPEAKER, BY_DENIER, BY_ATTITUDE, BY_SOURCE } told;

static bool is_told(const dl_selection *s, told by) {
  const dl_query *q = s->query;
  switch (by) {
    case BY_WORDS:
      return dl_is_given(q->text) && s->match;
    case BY_SIDES:
      return !sides_known(s);
    case BY_SPEAKER:
      return dl_is_given(q->said_by) && !dl_is_given(q->attitude);
    case BY_DENIER:
      return dl_is_given(q->denied_by);
    case BY_ATTITUDE:
      return dl_is_given(q->attitude);
    default:
      return dl_is_given(q->source);
  }
}

static int tell(const dl_columns *c, const dl_selection *s, told by, dl_set *set, dl_status *status) {
  const dl_query *q = s->query;
  switch (by) {
    case BY_WORDS:
      return tell_words(c, s, set, status);
    case BY_SIDES:
      return tell_sides(c, s, set, status);
    case BY_SPEAKER:
      return tell_speaker(c, s->ledger, q->said_by, false, set, status);
    case BY_DENIER:
      return tell_speaker(c, s->ledger, q->denied_by, true, set, status);
    case BY_ATTITUDE:
      return tell_attitude(c, s, set, status);
    default:
      return tell_source(c, s, set, status);
  }
}

static int select_rows(void *context, dl_status *status) {
  selecting *x = context;
  const dl_columns *c = x->columns;
  plain p;
  *x->set = empty_set(c, x->arena);
  if (!read_plain(c, &x->selection, x->arena, &p)) return DL_OK;
  for (uint32_t row = 0; row < c->count; row++)
    if (fits(c, row, &p)) put(x->set, row);
  int code = DL_OK;
  for (told by = BY_WORDS; by <= BY_SOURCE && !code; by++) {
    if (!is_told(&x->selection, by)) continue;
    dl_set other = empty_set(c, x->arena);
    code = tell(c, &x->selection, by, &other, status);
    if (!code) intersect(c, x->set, &other);
  }
  return code;
}

int dl_columns_select(const dl_columns *c, dl_ledger *ledger, const dl_query *query, dl_arena *arena, dl_set *set,
                      dl_status *status) {
  selecting x = {.columns = c, .arena = arena, .set = set};
  dl_query whole = *query;
  whole.limit = 0;
  whole.after = 0;
  int code = dl_query_check(&whole, NULL, status);
  if (code || (code = dl_filter_begin(&x.selection, ledger, &whole, status))) return code;
  code = dl_guard_run(select_rows, &x, status);
  if (!code) count(c, set);
  dl_filter_end(&x.selection);
  return code;
}
