#include <string.h>

#include "events/coder.h"

/* Parties that the text tells elsewhere: whom a force fights in the other acts of its text, and the police that arrest
 * in the sentence. */

enum { NEAR = 3 }; /* sentences between an act and another one that tells whom its force fights */

/* Is it an armed band, and no force of its state? */
static bool is_band(const dl_participant *p) {
  return dl_sector_in(dl_code_first(p->sector), DL_BANDS);
}

static bool has_state(const dl_participant *p) {
  return p->code && p->country;
}

static bool is_same_side(const dl_participant *a, const dl_participant *b) {
  return has_state(a) && has_state(b) && a->country == b->country && is_band(a) == is_band(b);
}

/* The one party that stands on the other side than `own` in an act of force; NULL. */
static const dl_participant *other_side(const dl_event *e, const dl_participant *own) {
  const dl_participants *sides[] = {&e->actor, &e->recipient};
  const dl_participant *other = NULL;
  bool here = false;
  for (size_t s = 0; s < sizeof sides / sizeof *sides; s++)
    for (uint32_t i = 0; i < sides[s]->count; i++) {
      const dl_participant *p = &sides[s]->items[i];
      if (is_same_side(p, own))
        here = true;
      else if (has_state(p) && p->sector != DL_CODE_CVL)
        other = !other || is_same_side(other, p) ? p : own;
    }
  return here && other && other != own ? other : NULL;
}

static bool is_force(const dl_event *e) {
  return e->act == DL_ASSAULT;
}

/* "Azerbaijani drones struck the town": whom that force fights in the nearest act that tells it. */
static void take_opponent(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  const dl_participant *found = NULL;
  uint32_t nearest = NEAR + 1;
  if (c->dropped || !is_force(e) || e->reciprocal || dl_any_party(&e->recipient) || e->actor.count != 1 ||
      !has_state(&e->actor.items[0]))
    return;
  if (c->site.verb < 0 || dl_is_no_slot(c->row.recipient) || e->mode == DL_MODE_CROWD_CONTROL ||
      e->actor.items[0].sector == DL_CODE_CVL)
    return;
  const dl_candidate *teller = NULL; /* of two as near the one found first */
  uint32_t last = e->sentence + NEAR < work->doc->sentence_count ? e->sentence + NEAR : work->doc->sentence_count - 1;
  for (uint32_t i = work->near.from[e->sentence > NEAR ? e->sentence - NEAR : 0]; i < work->near.from[last + 1]; i++) {
    const dl_candidate *other = dl_near(work, i);
    uint32_t far =
        other->event.sentence > e->sentence ? other->event.sentence - e->sentence : e->sentence - other->event.sentence;
    if (other == c || other->dropped || !is_force(&other->event) || far > nearest || (far == nearest && other > teller))
      continue;
    const dl_participant *p = other_side(&other->event, &e->actor.items[0]);
    if (!p) continue;
    found = p;
    nearest = far;
    teller = other;
  }
  if (!found) return;
  dl_act_watch before = dl_watch_event(e);
  e->recipient.count = 0;
  dl_add_participant(work, &e->recipient, found);
  e->confidence *= 0.8;
  dl_trace_rule(work, e, &before, "whom the force fights in the acts around");
}

/* "Police fired tear gas and two men were arrested": by those police. */
static void take_police(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  if (c->dropped || e->act != DL_COERCE || e->mode != DL_MODE_ARREST || dl_any_party(&e->actor)) return;
  if (c->site.verb < 0 || !dl_is_passive(work->doc, c->site.verb) || work->doc->tokens[c->site.verb].rel == DL_REL_ACL)
    return;
  const dl_sentence *s = &work->doc->sentences[e->sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    dl_participant p;
    if (!dl_participant_of(work->coder->namer, work->doc, i, &p) || !has_state(&p) || p.sector != DL_CODE_COP) continue;
    if (work->doc->tokens[i].rel != DL_REL_NSUBJ) continue;
    dl_act_watch before = dl_watch_event(e);
    e->actor.count = 0;
    dl_add_participant(work, &e->actor, &p);
    dl_trace_rule(work, e, &before, "the police of the sentence");
    return;
  }
}

void dl_find_opponents(dl_coding *work) {
  for (uint32_t i = 0; i < work->found.count; i++) take_police(work, &work->found.items[i]);
  for (uint32_t i = 0; i < work->found.count; i++) take_opponent(work, &work->found.items[i]);
}
