/* The same act told again: of one kind, by and against the same parties. Other parties of the same state (its police,
 * its prosecutors), other numbers, another day or another place make it another act. */
#include <string.h>

#include "claims/parts.h"

/* One entity; else one code, or one that is the other with its sector: "KEN" and "KENMIL", but not "KENCOP" and
 * "KENJUD". */
static bool is_same_party(const dl_participant *a, const dl_participant *b) {
  if (a->entity >= 0 && a->entity == b->entity) return true;
  return a->country && a->country == b->country && dl_code_agrees(a->code, b->code);
}

static bool has_same_party(const dl_participants *a, const dl_participants *b) {
  for (uint32_t i = 0; i < a->count; i++)
    for (uint32_t j = 0; j < b->count; j++)
      if (is_same_party(&a->items[i], &b->items[j])) return true;
  return false;
}

/* The numeral before who is acted upon, NULL where there is none: "two" of "two officials", "two Russian officials". */
static const char *number_of(const dl_document *doc, const dl_participant *party) {
  if (party->mention < 0) return NULL;
  int32_t head = (int32_t)doc->mentions[party->mention].head;
  if (dl_in(doc->tokens[head].rel, DL_RELS(AMOD, COMPOUND))) head = doc->tokens[head].head;
  int32_t numeral = head >= 0 ? dl_child_rel(doc, head, DL_REL_NUMMOD) : -1;
  return numeral >= 0 ? doc->tokens[numeral].lower : NULL;
}

static bool numerals_differ(const dl_document *doc, const dl_event *a, const dl_event *b) {
  for (uint32_t i = 0; i < a->recipient.count; i++)
    for (uint32_t j = 0; j < b->recipient.count; j++) {
      const char *x = number_of(doc, &a->recipient.items[i]), *y = number_of(doc, &b->recipient.items[j]);
      if (x && y && strcmp(x, y)) return true;
    }
  return false;
}

/* Do both tell how many, and none of one what the other tells? */
static bool counts_differ(const dl_document *doc, const dl_event *a, const dl_event *b) {
  bool compared = false;
  for (uint32_t i = 0; i < a->magnitude.count; i++)
    for (uint32_t j = 0; j < b->magnitude.count; j++) {
      const dl_phrase *x = &a->magnitude.items[i], *y = &b->magnitude.items[j];
      if (strcmp(x->klass, y->klass)) continue;
      if (x->value >= y->value && x->value <= y->value) return false;
      compared = true;
    }
  return compared || numerals_differ(doc, a, b);
}

static bool is_within(const dl_place *a, const dl_place *b) {
  return a->country == b->country && (a->geonames == b->geonames || dl_is_state_feature(b->feature));
}

/* Two places neither of which is the country of the other. */
static bool places_differ(const dl_document *doc, const dl_event *a, const dl_event *b) {
  bool compared = false;
  for (uint32_t i = 0; i < a->place.count; i++)
    for (uint32_t j = 0; j < b->place.count; j++) {
      const dl_place *x = doc->entities[a->place.items[i]].place, *y = doc->entities[b->place.items[j]].place;
      if (!x || !y) continue;
      if (is_within(x, y) || is_within(y, x)) return false;
      compared = true;
    }
  return compared;
}

static bool is_of_kind(const dl_event *a, const dl_event *b) {
  if (a->act == DL_SPEECH_ACT || a->act != b->act || a->mode != b->mode || a->statement != b->statement) return false;
  return !strncmp(a->cameo, b->cameo, 3) && !((a->auxiliary ^ b->auxiliary) & (DL_FUTURE | DL_NEGATED));
}

static bool days_differ(const dl_document *doc, const dl_event *a, const dl_event *b) {
  return a->time >= 0 && b->time >= 0 && strcmp(doc->times[a->time].value, doc->times[b->time].value) != 0;
}

static bool is_same_act(const dl_document *doc, const dl_event *a, const dl_event *b) {
  if (a->sentence == b->sentence || !is_of_kind(a, b)) return false;
  if (!has_same_party(&a->actor, &b->actor) || !has_same_party(&a->recipient, &b->recipient)) return false;
  return !days_differ(doc, a, b) && !counts_differ(doc, a, b) && !places_differ(doc, a, b);
}

void dl_link_same(dl_document *doc) {
  for (uint32_t later = 1; later < doc->event_count; later++)
    for (uint32_t i = later, first = dl_first_in_reach(doc, later); i-- > first;)
      if (is_same_act(doc, &doc->events[i], &doc->events[later])) {
        dl_add_link(doc, DL_SAME, later, i);
        break;
      }
}
