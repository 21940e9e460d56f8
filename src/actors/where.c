/* The states that places lie in, as far as their names tell: a town or province lends its state to those who live and
 * work there. */
#include <stdlib.h>
#include <string.h>

#include "actors/actors.h"

/* People of a town that tells its state; of one that does by another name than its own. */
enum { KEY = 160, LANDS = 16, TOWN = 5000, GREAT = 300000 };

static const double LIKELIER =
    8; /* how many times more people a town has than all of its namesakes abroad where it alone is meant */

typedef struct likely {
  dl_code state;
  double weight;
} likely;

static uint32_t add_likely(likely *all, uint32_t count, dl_code state, double weight) {
  for (uint32_t i = 0; i < count; i++) {
    if (all[i].state != state) continue;
    if (weight > all[i].weight) all[i].weight = weight;
    return count;
  }
  if (count < LANDS) all[count++] = (likely){state, weight};
  return count;
}

/* The states that have a town or a first division of that name; none where it is a region of several ("the Gulf"). */
static uint32_t states_with(const dl_namer *n, const char *key, likely *all) {
  dl_toponym found[DL_TOPONYMS];
  uint32_t count = 0, places = dl_gazetteer_find(&n->gazetteer, key, found, DL_TOPONYMS);
  for (uint32_t i = 0; i < places; i++) {
    const dl_toponym *t = &found[i];
    if (!t->country) return 0;
    bool land = dl_is_state_feature(t->feature) || t->kind == DL_PLACE_DIVISION;
    bool town =
        (t->kind == DL_PLACE_TOWN || t->kind == DL_PLACE_DISTRICT) && t->population >= (t->other ? GREAT : TOWN);
    if ((land || town) && t->country) count = add_likely(all, count, t->country, t->population + 1000);
  }
  return count;
}

/* The one state that the text names as well; else the one in which by far the most people live in a place called so. */
static dl_code likeliest(const dl_map *states, const likely *all, uint32_t count) {
  const likely *best = NULL;
  dl_code named = 0;
  double others = 0;
  uint32_t known = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (!best || all[i].weight > best->weight) best = &all[i];
    if (!dl_map_get_number(states, all[i].state)) continue;
    named = all[i].state;
    known++;
  }
  if (known == 1 || !best) return named;
  for (uint32_t i = 0; i < count; i++) others += &all[i] == best ? 0 : all[i].weight;
  return !known && best->weight >= LIKELIER * others ? best->state : 0;
}

/* Behind "eastern", "the city of" and the like the name itself. */
static uint32_t name_start(const dl_names *work, const dl_found *f) {
  uint32_t first = f->first;
  while (first + 1 < f->end && (dl_noun_is(work->namer, work->doc->tokens[first].lower, DL_NOUNS(DIRECTION)) ||
                                work->doc->tokens[first].word == DL_WORD_THE))
    first++;
  return first;
}

void dl_find_lands(dl_names *work) {
  char key[KEY];
  likely all[LANDS];
  dl_map states = {.arena = work->doc->arena}; /* that the text names */
  for (uint32_t i = 0; i < work->count; i++)
    if (!work->items[i].gone && work->items[i].kind <= DL_FOUND_CAPITAL)
      *dl_map_put_number(&states, work->items[i].code) = 1;
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *f = &work->items[i];
    if (f->gone || f->kind != DL_FOUND_PLACE) continue;
    for (uint32_t first = f->first, step = 0; step < 2 && !f->land; step++, first = name_start(work, f))
      if ((step == 0 || first != f->first) && dl_name_key(work->doc, first, f->end, false, key, sizeof key) &&
          !dl_noun_is(work->namer, key, DL_NOUNS(DIRECTION)))
        f->land = likeliest(&states, all, states_with(work->namer, key, all));
  }
}
