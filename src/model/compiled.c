#include "model/compiled.h"

const dl_term *dl_choice_after(const dl_term *choice) {
  const dl_term *at = choice + 1;
  if (choice->next == DL_LAST) return NULL; /* "-" */
  while (at->next != DL_LAST && at->next != DL_THEN_ELSE) at++;
  return at->next == DL_LAST ? NULL : at + 1;
}

/* The last term of the slots or classes that begin here. */
static const dl_term *last_of(const dl_term *at) {
  while (at->next != DL_LAST) at++;
  return at;
}

bool dl_condition_at(const dl_term *at, dl_condition *out) {
  if (!at || at->what != DL_CONDITION) return false;
  const dl_term *last = at;
  *out = (dl_condition){.denies = at->label & DL_NOT_SO};
  if (at->label & DL_ASKS_CLAUSE) {
    out->clause = at->text;
  } else {
    out->slots = at + 1;
    last = out->slot = last_of(at + 1);
    if (at->label & DL_ASKS_CLASS) {
      out->classes = last + 1;
      last = last_of(last + 1);
    }
  }
  out->next = at->next == DL_THEN_AND ? last + 1 : NULL;
  return true;
}

bool dl_test_names_object(dl_terms test) {
  dl_condition c;
  for (const dl_term *at = test.first; dl_condition_at(at, &c); at = c.next) {
    if (c.denies || !c.classes || (c.slot->what != DL_STEP_OBJ && c.slot->what != DL_STEP_IOBJ)) continue;
    const dl_term *class = c.classes;
    if (class->what == DL_IS_LEMMA || class->what == DL_IS_LISTED || class->what == DL_IS_ACT ||
        (class->what == DL_IS_CLASS && class->text == DL_CLASS_AGREEMENT))
      return true;
  }
  return false;
}
