#include <string.h>

#include "events/coder.h"

static void add_objects(dl_coding *work, dl_candidate *c) {
  int32_t heads[DL_HEADS];
  const char *slots = c->row.object;
  uint32_t count = *slots && strcmp(slots, "-") ? dl_slot_heads(work, &c->site, slots, heads) : 0;
  for (uint32_t i = 0; i < count; i++) {
    dl_phrase *p = DL_PUSH(work->doc->arena, c->event.object.items, c->event.object.count, c->event.object.capacity);
    p->span = dl_subtree_span(&work->graph, heads[i]);
    p->head = (uint32_t)heads[i];
    p->klass = dl_head_class(work, dl_counted(work, heads[i]));
    p->unit = "";
  }
}

static bool is_participant(const dl_event *e, uint32_t entity) {
  const dl_participants *lists[] = {&e->actor, &e->recipient};
  for (int k = 0; k < 2; k++)
    for (uint32_t i = 0; i < lists[k]->count; i++)
      if (lists[k]->items[i].entity == (int32_t)entity) return true;
  return false;
}

/* "in Seoul", "at Camp David" under the trigger or its verb. */
static void add_places(dl_coding *work, dl_candidate *c) {
  const dl_graph *g = &work->graph;
  const int32_t tops[] = {c->site.trigger, c->site.verb};
  for (int k = 0; k < 2; k++) {
    if (tops[k] < 0 || (k == 1 && tops[1] == tops[0])) continue;
    for (int32_t t = dl_first(g, tops[k]); t >= 0; t = g->next[t]) {
      int32_t at = work->doc->mention_at ? work->doc->mention_at[t] : -1;
      if (at < 0 || !(dl_has_case(g, t, "in") || dl_has_case(g, t, "at") || dl_has_case(g, t, "near"))) continue;
      uint32_t entity = work->doc->mentions[at].entity;
      unsigned type = work->doc->entities[entity].type;
      if ((type != DL_GPE && type != DL_LOC && type != DL_FAC) || is_participant(&c->event, entity)) continue;
      *DL_PUSH(work->doc->arena, c->event.place.items, c->event.place.count, c->event.place.capacity) = entity;
    }
  }
}

/* "Pakistan denied it; Kabul said on Sunday ...": a clause behind a semicolon. */
static bool is_set_apart(const dl_graph *g, int32_t clause) {
  const dl_token *t = &g->doc->tokens[clause];
  if (t->rel != DL_REL_CONJ && t->rel != DL_REL_PARATAXIS) return false;
  for (int32_t i = t->head + 1; i < clause; i++) {
    const dl_token *mark = &g->doc->tokens[i];
    if (!strcmp(mark->lower, ";") && (mark->head == clause || mark->head == t->head)) return true;
  }
  return false;
}

/* A clause that tells of something else, with a time of its own: "since the war began in 2022", "that it had attacked
 * on Monday", "a man who fled in 2019". One without a subject shares its time with what it hangs on: "killing ten on
 * Monday". */
static bool keeps_time(const dl_graph *g, int32_t clause) {
  const dl_token *t = &g->doc->tokens[clause];
  if (t->rel == DL_REL_CCOMP || !strcmp(t->deprel, "acl:relcl")) return true;
  return (t->rel == DL_REL_ADVCL || is_set_apart(g, clause)) && dl_child_rel(g, clause, DL_REL_NSUBJ) >= 0;
}

/* Does the time at `word` stand in such a clause, which does not tell of the event? "The truce, which began on Monday"
 * does. */
static bool is_elsewhere(const dl_coding *work, const dl_candidate *c, int32_t word) {
  const dl_graph *g = &work->graph;
  int32_t at = word;
  while (at >= 0 && !keeps_time(g, at)) at = work->doc->tokens[at].head;
  if (at < 0 || dl_within(g, c->site.trigger, at)) return false;
  return work->doc->tokens[at].head != c->site.trigger || work->doc->tokens[at].rel != DL_REL_ACL;
}

/* The time that stands under the trigger or its verb; else the only one of the sentence, where it can be the event's.
 */
static void find_time(dl_coding *work, dl_candidate *c) {
  int32_t only = -1, found = -1;
  uint32_t count = 0;
  const dl_sentence *s = &work->doc->sentences[c->event.sentence];
  for (uint32_t i = dl_time_from(work->doc, s->first);
       i < work->doc->time_count && work->doc->times[i].first_token < dl_sentence_end(s); i++) {
    const dl_time *t = &work->doc->times[i];
    if (!strcmp(t->type, "DURATION") || !strcmp(t->type, "SET")) continue;
    only = (int32_t)i;
    count++;
    for (uint32_t w = t->first_token; w < t->end_token && found < 0; w++) {
      int32_t head = work->doc->tokens[w].head;
      if (head == c->site.trigger || (c->site.verb >= 0 && head == c->site.verb)) found = (int32_t)i;
    }
  }
  if (found < 0 && count == 1 && !is_elsewhere(work, c, (int32_t)work->doc->times[only].first_token)) found = only;
  c->event.time = found;
}

static void add_contexts(dl_coding *work, dl_candidate *c) {
  const dl_table *table = work->lexicon->contexts;
  const dl_sentence *s = &work->doc->sentences[c->event.sentence];
  dl_event *e = &c->event;
  for (uint32_t i = s->first; table && i < s->first + s->count; i++) {
    char key[96];
    size_t used = 0;
    for (uint32_t words = 0; words < 3 && i + words < s->first + s->count; words++) {
      const char *w = dl_key_lemma(work, (int32_t)(i + words));
      size_t n = strlen(w);
      if (used + n + 2 > sizeof key) break;
      if (used) key[used++] = ' ';
      memcpy(key + used, w, n + 1);
      used += n;
      uint32_t row, count = dl_table_find(table, key, &row);
      for (uint32_t r = row; count && r < row + count && e->context_count < 8; r++) {
        const char *context = dl_table_cell(table, r, 1);
        bool known = false;
        for (uint32_t k = 0; k < e->context_count; k++) known |= !strcmp(e->contexts[k], context);
        if (!known) e->contexts[e->context_count++] = context;
      }
    }
  }
}

void dl_fill_details(dl_coding *work, dl_candidate *c) {
  add_objects(work, c);
  dl_fill_purposes(work, c);
  add_places(work, c);
  find_time(work, c);
  add_contexts(work, c);
}
