#include <string.h>

#include "events/moment.h"

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
  dl_find_moment(work, c);
  add_contexts(work, c);
}
