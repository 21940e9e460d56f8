#include <stdlib.h>
#include <string.h>

#include "score/compare.h"

/* A pair that could be matched, and what speaks for it, the weightiest first. */
typedef struct pair {
  uint32_t weight[6];
  uint32_t event, gold;
} pair;

static int best_first(const void *a, const void *b) {
  const pair *x = a, *y = b;
  for (int i = 0; i < 6; i++)
    if (x->weight[i] != y->weight[i]) return x->weight[i] < y->weight[i] ? 1 : -1;
  if (x->event != y->event) return x->event < y->event ? -1 : 1;
  return (x->gold > y->gold) - (x->gold < y->gold);
}

static bool same_tuple(const dl_gold_event *g, const dl_event *p) {
  dl_slot_result actors = dl_score_actors(g, p), recipients = dl_score_recipients(g, p);
  return dl_score_right_category(g, p) && actors.missed + actors.wrong + recipients.missed + recipients.wrong == 0;
}

/* Does the trigger begin in the gold's sentence? Where the gold states none it is the one of its trigger. */
static bool in_sentence(dl_comparison *c, const dl_gold_event *g, uint32_t event) {
  dl_gold_span sentence = g->evidence;
  for (uint32_t i = 0; sentence.end == 0 && i < c->doc->sentence_count; i++) {
    dl_gold_span s = dl_score_span(c->doc, c->doc->sentences[i].begin, c->doc->sentences[i].end);
    if (g->triggers.count > 0 && s.begin <= g->triggers.items[0].begin && g->triggers.items[0].begin < s.end)
      sentence = s;
  }
  return sentence.begin <= c->triggers[event].begin && c->triggers[event].begin < sentence.end;
}

static bool make_pair(dl_comparison *c, uint32_t event, uint32_t gold, pair *out) {
  const dl_event *p = &c->doc->events[event];
  const dl_gold_event *g = &c->gold->events[gold];
  if (g->triggers.count == 0) return false;
  uint32_t shared = dl_score_shared(g, c->triggers[event]);
  bool same = g->event && dl_score_right_category(g, p);
  *out = (pair){.event = event, .gold = gold, .weight[3] = !g->optional};
  if (shared > 0) {
    out->weight[0] = 2;
    out->weight[1] = c->triggers[event].begin == g->triggers.items[0].begin &&
                     strcmp(g->event ? g->event : "", dl_act_name(p->act)) == 0;
    out->weight[2] = same;
    out->weight[4] = dl_score_overlap(c->triggers[event], g->triggers.items[0]);
    out->weight[5] = shared;
    return true;
  }
  out->weight[0] = 1;
  return same && same_tuple(g, p) && dl_score_has_country(p) && in_sentence(c, g, event);
}

void dl_score_match(dl_comparison *c) {
  uint32_t count = 0, capacity = 0, events = c->doc->event_count;
  pair *pairs = NULL, one;
  c->gold_of = dl_arena_alloc(c->doc->arena, (events + 1) * sizeof *c->gold_of);
  bool *used = dl_arena_alloc(c->doc->arena, c->gold->event_count + 1);
  for (uint32_t i = 0; i < events; i++) {
    c->gold_of[i] = -1;
    for (uint32_t j = 0; j < c->gold->event_count; j++)
      if (make_pair(c, i, j, &one)) *DL_PUSH(c->doc->arena, pairs, count, capacity) = one;
  }
  if (count > 1) qsort(pairs, count, sizeof *pairs, best_first);
  for (uint32_t k = 0; k < count; k++) {
    const pair *p = &pairs[k];
    if (c->gold_of[p->event] >= 0 || (used[p->gold] && !c->gold->events[p->gold].optional)) continue;
    c->gold_of[p->event] = (int32_t)p->gold;
    used[p->gold] = true;
  }
}
