/* Parties that no mention names: "militants", whom the table of agents does not have; the government that a crowd
 * marches against. Each becomes one of the document's entities: the state, where only its being somebody's state is
 * told, else the phrase itself. */
#include <string.h>

#include "base/order.h"
#include "events/events.h"

enum { NEAR = 32 }; /* the phrases made last, among which one that is met again is looked for */

typedef struct naming {
  dl_document *doc;
  uint32_t *states, state_count, state_capacity; /* entities: each state once */
  uint32_t first_made;                           /* entity: those behind it are ours */
} naming;

static bool is_country(const dl_entity *e) {
  return e->place && dl_is_state_feature(e->place->feature);
}

/* A state by its name, else by its capital. */
static void list_states(naming *n) {
  dl_document *doc = n->doc;
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    const dl_entity *e = &doc->entities[i];
    if (e->mention_count == 0 || e->type != DL_GPE || !e->code || e->code != e->country) continue;
    uint32_t k = 0;
    while (k < n->state_count && doc->entities[n->states[k]].code != e->code) k++;
    if (k == n->state_count)
      *DL_PUSH(doc->arena, n->states, n->state_count, n->state_capacity) = i;
    else if (is_country(e) && !is_country(&doc->entities[n->states[k]]))
      n->states[k] = i;
  }
}

/* The mention of these very words, NULL where there is none. */
static const dl_mention *mention_of(const dl_document *doc, dl_span span) {
  uint32_t token = dl_token_from(doc, span.begin);
  int32_t at = token < doc->token_count ? dl_mention_of(doc, token) : -1;
  return at >= 0 && doc->mentions[at].begin == span.begin && doc->mentions[at].end == span.end ? &doc->mentions[at]
                                                                                               : NULL;
}

/* "Thousands" of people whom the table of agents does not have, but names has found. */
static bool take_mentioned(const dl_document *doc, const dl_mention *m, dl_participant *party) {
  const dl_entity *e = m ? &doc->entities[m->entity] : NULL;
  if (!e || e->mention_count == 0 || e->place || (e->code && e->code != party->code)) return false;
  party->entity = (int32_t)m->entity;
  return true;
}

/* Do the party's words tell of the doer, so that they are there for his state alone? */
static bool is_doer(const dl_event *event, const dl_participant *party) {
  for (uint32_t i = 0; i < event->actor.count && &event->actor.items[i] != party; i++)
    if (event->actor.items[i].span.begin == party->span.begin) return true;
  return false;
}

/* The state's entity, and the last of its mentions before the event, else its first. */
static bool take_state(naming *n, const dl_event *event, dl_participant *party) {
  const dl_document *doc = n->doc;
  for (uint32_t k = 0; k < n->state_count; k++) {
    const dl_entity *e = &doc->entities[n->states[k]];
    if (e->code != party->country) continue;
    int32_t before = dl_mention_before(doc, n->states[k], dl_token_from(doc, event->trigger_span.begin));
    const dl_mention *m = &doc->mentions[before >= 0 ? (uint32_t)before : e->mentions[0]];
    party->entity = (int32_t)n->states[k];
    party->span = (dl_span){m->begin, m->end};
    return true;
  }
  return false;
}

static bool take_made(const naming *n, dl_participant *party) {
  const dl_document *doc = n->doc;
  uint32_t last = doc->entity_count, first = last > n->first_made + NEAR ? last - NEAR : n->first_made;
  for (uint32_t i = last; i-- > first;) {
    const dl_mention *m = &doc->mentions[doc->entities[i].mentions[0]];
    if (m->begin != party->span.begin || m->end != party->span.end || doc->entities[i].code != party->code) continue;
    party->entity = (int32_t)i;
    return true;
  }
  return false;
}

static void make(const naming *n, dl_participant *party) {
  dl_document *doc = n->doc;
  uint32_t token = dl_token_from(doc, party->span.begin), last = dl_token_from(doc, party->span.end),
           index = doc->mention_count, entity = doc->entity_count;
  dl_mention *m = DL_PUSH(doc->arena, doc->mentions, doc->mention_count, doc->mention_capacity);
  *m = (dl_mention){.begin = party->span.begin,
                    .end = party->span.end,
                    .first_token = token,
                    .end_token = last,
                    .entity = entity,
                    .origin = "",
                    .form = token < doc->token_count && doc->tokens[token].upos == DL_PRON ? DL_PRO : DL_NOM};
  m->head = last > token ? last - 1 : token;
  dl_entity *e = DL_PUSH(doc->arena, doc->entities, doc->entity_count, doc->entity_capacity);
  *e = (dl_entity){.type = DL_ORG,
                   .political = true,
                   .name = dl_document_slice(doc, party->span.begin, party->span.end),
                   .code = party->code,
                   .country = party->country,
                   .sector = party->sector};
  *DL_PUSH(doc->arena, e->mentions, e->mention_count, e->mention_capacity) = index;
  party->entity = (int32_t)entity;
}

static void name(naming *n, const dl_event *event, dl_participant *party) {
  const dl_mention *m = mention_of(n->doc, party->span);
  bool doer = is_doer(event, party);
  if (!doer && take_mentioned(n->doc, m, party)) return;
  if ((m || doer) && take_state(n, event, party)) return;
  if (!take_made(n, party)) make(n, party);
}

void dl_name_parties(dl_document *doc) {
  naming n = {.doc = doc, .first_made = doc->entity_count};
  bool listed = false;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    dl_event *event = &doc->events[i];
    dl_participants *sides[] = {&event->actor, &event->recipient};
    for (int s = 0; s < 2; s++)
      for (uint32_t k = 0; k < sides[s]->count; k++) {
        dl_participant *party = &sides[s]->items[k];
        if (party->entity >= 0) continue;
        if (!listed) list_states(&n);
        listed = true;
        name(&n, event, party);
      }
  }
}
