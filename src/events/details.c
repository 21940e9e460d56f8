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

static void add_context(dl_event *e, const char *context) {
  uint32_t k = 0;
  while (k < e->context_count && strcmp(e->contexts[k], context) != 0) k++;
  if (k == e->context_count && k < sizeof e->contexts / sizeof *e->contexts) e->contexts[e->context_count++] = context;
}

/* Those that the words from a place on tell, up to the end of the sentence. */
static void add_contexts_at(dl_coding *work, dl_event *e, uint32_t at, uint32_t end) {
  enum { WORDS = 3 };
  const dl_table *table = work->lexicon->contexts;
  dl_growing key = {.size = 0};
  for (uint32_t i = at; i < end && i < at + WORDS; i++) {
    dl_grow(&key, dl_key_lemma(work, (int32_t)i));
    uint32_t row = 0, count = key.size < DL_KEY ? dl_table_find(table, key.text, &row) : 0;
    for (uint32_t r = row; r < row + count; r++) add_context(e, dl_table_cell(table, r, 1));
  }
}

/* The contexts that a sentence tells; an act before in the same sentence has them already. */
static void add_contexts(dl_coding *work, dl_candidate *c) {
  const dl_sentence *s = &work->doc->sentences[c->event.sentence];
  dl_event *e = &c->event;
  const dl_event *before = work->doc->event_count ? &work->doc->events[work->doc->event_count - 1] : NULL;
  if (before && before->sentence == e->sentence) {
    memcpy(e->contexts, before->contexts, sizeof e->contexts);
    e->context_count = before->context_count;
    return;
  }
  if (!work->lexicon->contexts) return;
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) add_contexts_at(work, e, i, dl_sentence_end(s));
}

void dl_fill_details(dl_coding *work, dl_candidate *c) {
  add_objects(work, c);
  dl_fill_purposes(work, c);
  dl_fill_places(work, c);
  dl_find_moment(work, c);
  add_contexts(work, c);
}
