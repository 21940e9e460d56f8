#include <string.h>

#include "events/coder.h"

static bool head_is(dl_coding *work, int32_t head, const dl_table *table, const dl_term *class) {
  switch (class->what) {
    case DL_IS_LEMMA:
      return strcmp(dl_key_lemma(work, head), dl_table_text(table, class->text)) == 0;
    case DL_IS_LISTED:
      return dl_class_is(work->lexicon, dl_key_lemma(work, head), class->text);
    case DL_IS_ACT:
      return work->act[head] == class->label;
    default:
      return dl_head_has_class(work, head, class->text);
  }
}

/* Is one of the heads, or one joined to it ("troops and tanks"), of one of the classes? */
static bool any_is(dl_coding *work, const int32_t *heads, uint32_t count, const dl_table *table, const dl_term *class) {
  for (;; class ++) {
    for (uint32_t i = 0; i < count; i++) {
      if (head_is(work, heads[i], table, class)) return true;
      int32_t c = dl_first_by(work->doc, heads[i], DL_RELS(CONJ));
      for (; c >= 0; c = dl_next_by(work->doc, c, DL_RELS(CONJ)))
        if (head_is(work, c, table, class)) return true;
    }
    if (class->next == DL_LAST) return false;
  }
}

/* How the clause of the act stands: DL_NEGATED | ... */
static uint32_t standing(dl_coding *work, const dl_site *site) {
  uint32_t bits = dl_auxiliary(work, site->trigger);
  return site->verb >= 0 && site->verb != site->trigger ? bits | dl_auxiliary(work, site->verb) : bits;
}

static bool holds(dl_coding *work, const dl_site *site, const dl_table *table, const dl_condition *c) {
  int32_t heads[DL_HEADS];
  if (c->clause) return (standing(work, site) & c->clause) != 0;
  uint32_t count = dl_slot_heads(work, site, (dl_terms){table, c->slots}, heads);
  return c->classes ? any_is(work, heads, count, table, c->classes) : count > 0;
}

bool dl_test(dl_coding *work, const dl_site *site, dl_terms test) {
  dl_condition c;
  for (const dl_term *at = test.first; dl_condition_at(at, &c); at = c.next)
    if (holds(work, site, test.table, &c) == c.denies) return false;
  return true;
}
