#include <string.h>

#include "events/moment.h"

static void add_objects(dl_coding *work, dl_candidate *c) {
  int32_t heads[DL_HEADS];
  uint32_t count = dl_slot_heads(work, &c->site, c->row.object, heads);
  for (uint32_t i = 0; i < count; i++) {
    dl_phrase *p = DL_PUSH(work->doc->arena, c->event.object.items, c->event.object.count, c->event.object.capacity);
    p->span = dl_subtree_span(work->doc, heads[i]);
    p->head = (uint32_t)heads[i];
    p->klass = dl_head_class(work, dl_counted(work, heads[i]));
    p->unit = "";
  }
}

/* The contexts that a sentence tells; an act before in the same sentence has them already. */
static void add_contexts(dl_coding *work, dl_candidate *c) {
  const dl_table *table = work->lexicon->contexts;
  const dl_sentence *s = &work->doc->sentences[c->event.sentence];
  dl_event *e = &c->event;
  const dl_event *before = work->doc->event_count ? &work->doc->events[work->doc->event_count - 1] : NULL;
  if (before && before->sentence == e->sentence) {
    memcpy(e->contexts, before->contexts, sizeof e->contexts);
    e->context_count = before->context_count;
    return;
  }
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
  dl_fill_places(work, c);
  dl_find_moment(work, c);
  add_contexts(work, c);
}
