#include "ledger/tallies.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/chars.h"
#include "ledger/store.h"
#include "stories/status.h"

/* ---- which are kept ---- */

void dl_tallies_await(dl_ledger *ledger, long long event) {
  dl_tallies *all = &ledger->tallies;
  *DL_PUSH(ledger->awaited, all->events, all->event_count, all->event_capacity) = event;
}

void dl_tallies_await_text(dl_ledger *ledger, long long text) {
  dl_tallies *all = &ledger->tallies;
  *DL_PUSH(ledger->awaited, all->texts, all->text_count, all->text_capacity) = text;
}

dl_tally *dl_tally_kept(const dl_ledger *ledger, long long entry) {
  const uint32_t *place = dl_keyed_get(&ledger->tallies.places, (uint64_t)entry);
  return place ? ledger->tallies.items[*place] : NULL;
}

static dl_tally *new_tally(dl_ledger *ledger, long long entry) {
  dl_tallies *all = &ledger->tallies;
  uint32_t *place = dl_keyed_get(&all->places, (uint64_t)entry);
  dl_tally *t = dl_arena_alloc(all->arena, sizeof *t);
  t->entry = entry;
  if (place) {
    all->items[*place] = t;
    return t;
  }
  dl_keyed_put(&all->places, all->arena, (uint64_t)entry, all->count);
  *DL_PUSH(all->arena, all->items, all->count, all->capacity) = t;
  return t;
}

void dl_tallies_forget(dl_ledger *ledger) {
  dl_arena *arena = ledger->tallies.arena;
  dl_arena_reset(arena);
  dl_arena_reset(ledger->awaited);
  ledger->tallies = (dl_tallies){.arena = arena};
}

/* ---- order ---- */

static int compare_turns(const dl_turn *a, const dl_turn *b) {
  int day = strcmp(a->day, b->day);
  if (day) return day;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
  if (a->place != b->place) return a->place < b->place ? -1 : 1;
  return (a->event > b->event) - (a->event < b->event);
}

static void keep_first(dl_turn *first, const dl_turn *turn) {
  if (!first->event || compare_turns(turn, first) < 0) *first = *turn;
}

/* Is `a` a better one to stand for the entry than `b`, the mentions of their categories aside? */
static bool better(const dl_standing *a, const dl_standing *b) {
  if (a->parties != b->parties) return a->parties > b->parties;
  if (a->denied != b->denied) return b->denied;
  if (a->told != b->told) return a->told;
  if (a->moded != b->moded) return a->moded;
  if (a->confidence != b->confidence) return a->confidence > b->confidence;
  return compare_turns(&a->turn, &b->turn) < 0;
}

/* A category before none, then the one that most tell. */
const dl_standing *dl_tally_best(const dl_tally *t) {
  const dl_category *best = &t->categories[0];
  for (uint32_t i = 1; i < t->category_count; i++) {
    const dl_category *c = &t->categories[i];
    bool empty = c->best.label == DL_SPEECH_ACT, other = best->best.label == DL_SPEECH_ACT;
    if (empty != other                  ? other
        : c->mentions != best->mentions ? c->mentions > best->mentions
                                        : better(&c->best, &best->best))
      best = c;
  }
  return &best->best;
}

static void add_standing(dl_arena *arena, dl_tally *t, const dl_standing *s) {
  uint32_t i = 0;
  while (i < t->category_count && t->categories[i].best.label != s->label) i++;
  if (i == t->category_count)
    *DL_PUSH(arena, t->categories, t->category_count, t->category_capacity) = (dl_category){0, *s};
  dl_category *c = &t->categories[i];
  c->mentions++;
  if (better(s, &c->best)) c->best = *s;
}

/* ---- sources ---- */

static uint32_t root_of(dl_sets *sets, uint32_t node) {
  while (sets->parent[node] != node) node = sets->parent[node] = sets->parent[sets->parent[node]];
  return node;
}

static uint32_t node_of(dl_sets *sets, dl_arena *arena, uint64_t key) {
  const uint32_t *place = dl_keyed_get(&sets->places, key);
  if (place) return root_of(sets, *place);
  uint32_t node = sets->count;
  dl_keyed_put(&sets->places, arena, key, node);
  *DL_PUSH(arena, sets->parent, sets->count, sets->capacity) = node;
  sets->sets++;
  return node;
}

/* A newspaper's name, case aside, as a number; 0 for none. */
static uint64_t key_of_name(const char *name, const char *more) {
  char low[256];
  size_t size = 0;
  if (!*name && !*more) return 0;
  for (; *name && size < sizeof low - 16; name++) low[size++] = dl_to_small(*name);
  low[size++] = '\t';
  for (; *more && size < sizeof low; more++) low[size++] = *more;
  return XXH3_64bits(low, size) | 1;
}

/* Family numbers are even keys, names odd ones. */
static void add_printing(dl_sets *sets, dl_arena *arena, long long family, const char *newspaper) {
  uint64_t name = key_of_name(newspaper, "");
  uint32_t one = node_of(sets, arena, (uint64_t)family << 1);
  if (!name) return;
  uint32_t other = node_of(sets, arena, name);
  if (one == other) return;
  sets->parent[one < other ? other : one] = one < other ? one : other;
  sets->sets--;
}

/* ---- reading ---- */

static int add_documents(dl_ledger *ledger, dl_tally *t, long long text, bool told, dl_status *status) {
  dl_arena *arena = ledger->tallies.arena;
  uint32_t *known = dl_keyed_get(&t->texts, (uint64_t)text), count = 0;
  bool found = true;
  dl_put p = {0};
  told = told || (known && *known & 1);
  int code = dl_put_for(&p, ledger, DL_TEXT_PRINTINGS, text, status);
  if (code) return code;
  while (!(code = dl_put_ask(&p, &found, status)) && found) {
    long long family = sqlite3_column_int64(p.statement, 0);
    add_printing(&t->all, arena, family, dl_put_column(&p, 1));
    if (told) add_printing(&t->told, arena, family, dl_put_column(&p, 1));
    count++;
  }
  if (code) return code;
  dl_put_done(&p);
  t->documents += count - (known ? *known >> 1 : 0);
  if (known)
    *known = count << 1 | told;
  else
    dl_keyed_put(&t->texts, arena, (uint64_t)text, count << 1 | told);
  return DL_OK;
}

int dl_tally_add_documents(dl_ledger *ledger, dl_tally *t, long long text, dl_status *status) {
  return add_documents(ledger, t, text, false, status);
}

static void add_voice(dl_ledger *ledger, dl_tally *t, const char *stance, const dl_turn *turn, const dl_put *p) {
  const char *name = dl_put_column(p, 0);
  uint64_t key = key_of_name(name, stance);
  uint32_t *place = dl_keyed_get(&t->voice_places, key);
  if (!place) {
    dl_keyed_put(&t->voice_places, ledger->tallies.arena, key, t->voice_count);
    *DL_PUSH(ledger->tallies.arena, t->voices, t->voice_count, t->voice_capacity) = (dl_voice){.stance = stance};
    t->asserts += stance[0] == 'a';
    t->denies += stance[0] == 'd';
  }
  dl_voice *v = &t->voices[place ? *place : t->voice_count - 1];
  if (!v->mentions++ || compare_turns(turn, &v->turn) < 0) {
    v->turn = *turn;
    v->name = dl_put_copy(p, 0, ledger->tallies.arena);
    v->code = dl_put_copy(p, 1, ledger->tallies.arena);
    v->cue = dl_put_copy(p, 3, ledger->tallies.arena);
  }
  v->changed = true;
}

static dl_turn turn_at(const dl_put *p, int event, int day) {
  dl_turn turn = {.event = sqlite3_column_int64(p->statement, event),
                  .begin = sqlite3_column_int64(p->statement, day + 2)};
  strncpy(turn.day, dl_put_column(p, day), sizeof turn.day - 1);
  turn.key = strtoull(dl_put_column(p, day + 1), NULL, 16);
  return turn;
}

/* Is it told as yet to come, or as what may be? */
static bool is_ahead(const char *auxiliary) {
  return strstr(auxiliary, "future") || strstr(auxiliary, "hypothetical");
}

/* Who says so, who denies it. A claim of what is yet to come asserts nothing that is done. */
static int add_voices(dl_ledger *ledger, dl_tally *t, long long event, dl_status *status) {
  bool found = true;
  dl_put p = {0};
  int code = dl_put_for(&p, ledger, DL_EVENT_CLAIMS, event, status);
  if (code) return code;
  while (!(code = dl_put_ask(&p, &found, status)) && found) {
    bool ahead = is_ahead(dl_put_column(&p, 5));
    dl_turn turn = turn_at(&p, 4, 6);
    turn.place = sqlite3_column_int64(p.statement, 9);
    add_voice(ledger, t, dl_claim_stance(dl_put_column(&p, 2), ahead), &turn, &p);
  }
  if (!code) dl_put_done(&p);
  return code;
}

static uint32_t day_rank(const char *begin, const char *source) {
  return !*begin ? 3 : strcmp(source, "span") == 0 ? 1 : strcmp(source, "publication") == 0 ? 2 : 0;
}

long long dl_tally_dated(const dl_tally *t) {
  const dl_standing *best = dl_tally_best(t);
  for (uint32_t i = 0; i < DL_DAY_RANKS; i++)
    if (t->dated[i].event) return i == best->day_rank ? best->turn.event : t->dated[i].event;
  return best->turn.event;
}

/* A row of DL_EVENT_FACTS or DL_ENTRY_FACTS; *text is its text, *told whether that tells it as done. */
static void add_fact(dl_ledger *ledger, dl_tally *t, const dl_put *p, long long *text, bool *told) {
  dl_turn turn = turn_at(p, 0, 2);
  const char *auxiliary = dl_put_column(p, 6), *author = dl_put_column(p, 9), *object = dl_put_column(p, 13);
  bool ahead = is_ahead(auxiliary);
  const char *stance = dl_claim_stance(author, ahead); /* of the text itself */
  dl_standing s = {.turn = turn,
                   .label = dl_act_label(dl_put_column(p, 5)),
                   .parties = sqlite3_column_int(p->statement, 11),
                   .denied = sqlite3_column_int(p->statement, 12) != 0,
                   .told = strcmp(author, "CT+") == 0,
                   .moded = dl_put_column(p, 14)[0] != '\0',
                   .confidence = sqlite3_column_double(p->statement, 10),
                   .day_rank = day_rank(dl_put_column(p, 7), dl_put_column(p, 8))};
  *text = sqlite3_column_int64(p->statement, 1);
  *told = strcmp(stance, "asserts") == 0;
  t->mentions++;
  t->ahead += ahead;
  t->done += !ahead && !strstr(auxiliary, "negated");
  t->contradicted += !ahead && strcmp(stance, "denies") == 0;
  add_standing(ledger->tallies.arena, t, &s);
  keep_first(&t->dated[s.day_rank], &turn);
  if (sqlite3_column_int(p->statement, 15)) keep_first(&t->placed, &turn);
  if (*object && (!t->objected.event || compare_turns(&turn, &t->objected) < 0)) {
    t->objected = turn;
    t->object = dl_put_copy(p, 13, ledger->tallies.arena);
  }
  if (turn.day[0] && (!t->first[0] || strcmp(turn.day, t->first) < 0)) memcpy(t->first, turn.day, sizeof t->first);
  if (strcmp(turn.day, t->last) > 0) memcpy(t->last, turn.day, sizeof t->last);
}

/* Rows of facts are read to their end before others are asked for. */
typedef struct fact {
  long long event, text;
  bool told;
} fact;

static int add_facts(dl_ledger *ledger, dl_tally *t, int kind, long long id, dl_status *status) {
  fact *facts = NULL;
  uint32_t count = 0, capacity = 0;
  bool found = true;
  dl_put p = {0};
  int code = dl_put_for(&p, ledger, kind, id, status);
  if (code) return code;
  while (!(code = dl_put_ask(&p, &found, status)) && found) {
    fact *f = DL_PUSH(ledger->scratch, facts, count, capacity);
    f->event = sqlite3_column_int64(p.statement, 0);
    add_fact(ledger, t, &p, &f->text, &f->told);
  }
  if (code) return code;
  dl_put_done(&p);
  for (uint32_t i = 0; i < count && !code; i++) {
    const uint32_t *known = dl_keyed_get(&t->texts, (uint64_t)facts[i].text);
    if (!known || (facts[i].told && !(*known & 1)))
      code = add_documents(ledger, t, facts[i].text, facts[i].told, status);
    if (!code) code = add_voices(ledger, t, facts[i].event, status);
  }
  return code;
}

int dl_tally_make(dl_ledger *ledger, long long entry, dl_tally **out, dl_status *status) {
  dl_tally *t = *out = new_tally(ledger, entry);
  return add_facts(ledger, t, DL_ENTRY_FACTS, entry, status);
}

int dl_tally_add(dl_ledger *ledger, dl_tally *t, long long event, dl_status *status) {
  return add_facts(ledger, t, DL_EVENT_FACTS, event, status);
}

const char *dl_tally_status(const dl_tally *t) {
  return dl_support_status(&(dl_support){.told = t->told.sets,
                                         .claimants = t->asserts,
                                         .deniers = t->denies + t->contradicted,
                                         .done = t->done,
                                         .ahead = t->ahead});
}
