#include "claims/told.h"

#include <string.h>

static bool is_negative(const dl_factuality *f) {
  return dl_in(f->value, DL_SET(DL_CT_MINUS) | DL_SET(DL_PR_MINUS));
}

static bool is_denied(const dl_document *doc, uint32_t event) {
  const dl_event *v = &doc->events[event];
  for (uint32_t i = 0; i < v->factuality_count; i++)
    if (is_negative(&v->factuality[i])) return true;
  for (uint32_t i = 0; i < doc->link_count; i++)
    if (doc->links[i].type == DL_DENIES && doc->links[i].to == event) return true;
  return false;
}

uint32_t dl_not_done(const dl_document *doc, uint32_t event) {
  const dl_event *v = &doc->events[event];
  uint32_t marks = v->auxiliary & (DL_NEGATED | DL_FUTURE | DL_HYPOTHETICAL);
  for (uint32_t i = 0; i < v->factuality_count; i++)
    if (dl_in(v->factuality[i].value, DL_SET(DL_CT_PLUS) | DL_SET(DL_PR_PLUS))) return marks;
  return marks | (is_denied(doc, event) ? DL_NEGATED : marks == 0 ? DL_HYPOTHETICAL : 0);
}

static void add_once(const dl_document *doc, dl_indices *list, int32_t entity) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] == (uint32_t)entity) return;
  if (entity >= 0) *DL_PUSH(doc->arena, list->items, list->count, list->capacity) = (uint32_t)entity;
}

dl_indices dl_deniers(const dl_document *doc, uint32_t event) {
  dl_indices list = {0};
  const dl_event *v = &doc->events[event];
  for (uint32_t i = 0; i < v->factuality_count; i++)
    if (is_negative(&v->factuality[i])) add_once(doc, &list, v->factuality[i].entity);
  for (uint32_t i = 0; i < doc->link_count; i++) {
    if (doc->links[i].type != DL_DENIES || doc->links[i].to != event) continue;
    const dl_participants *actors = &doc->events[doc->links[i].from].actor;
    for (uint32_t k = 0; k < actors->count; k++) add_once(doc, &list, actors->items[k].entity);
  }
  return list;
}

bool dl_is_stance(const char *word) {
  static const char *const all[] = {"holds", "denies", "open", "condemns", "welcomes", "doubts", "warns", NULL};
  const char *const *at = all;
  while (*at && strcmp(*at, word) != 0) at++;
  return *at != NULL;
}

const char *dl_stance(const dl_model *model, const dl_document *doc, const dl_attribution *a) {
  const dl_table *stances = a->manner || !model ? NULL : dl_model_table(model, "claims/stances");
  uint32_t row = 0;
  if (a->manner) return a->manner;
  if (stances && dl_table_find(stances, doc->tokens[a->cue_token].lemma, &row)) return dl_table_cell(stances, row, 1);
  return a->stance > 0 ? "holds" : a->stance < 0 ? "denies" : "open";
}
