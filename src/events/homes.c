/* Whose those are whom no words of their own bind to a state: "the army", "rebels". Each act decides it for itself;
 * here the text's entities take what its acts say. */
#include "base/map.h"
#include "events/chooser.h"

/* The countries that the events took for each entity, and the one taken most often. */
typedef struct votes {
  dl_map count; /* by entity and country */
  uint32_t *most;
  dl_code *best;
} votes;

static void vote(const dl_document *doc, votes *all, const dl_participants *parties) {
  for (uint32_t i = 0; i < parties->count; i++) {
    const dl_participant *p = &parties->items[i];
    if (p->entity < 0 || !p->country || doc->entities[p->entity].country) continue;
    uint32_t count = ++*dl_map_put_number(&all->count, (uint64_t)p->entity << 32 ^ p->country);
    if (count <= all->most[p->entity]) continue;
    all->most[p->entity] = count;
    all->best[p->entity] = p->country;
  }
}

/* What the words of its first mention make likely; of a role alone: nobody asks whose a thing is. */
static dl_code likely_home(dl_coding *work, const dl_entity *e, uint32_t entity) {
  const dl_document *doc = work->doc;
  if (!e->sector || e->mention_count == 0) return 0;
  const dl_mention *m = &doc->mentions[e->mentions[0]];
  const dl_participant party = {.mention = (int32_t)e->mentions[0],
                                .entity = (int32_t)entity,
                                .span = {m->begin, m->end},
                                .code = e->code,
                                .sector = e->sector};
  return dl_likely_home(work, &party, (int32_t)m->head, m->form == DL_NAM ? DL_NAME : DL_NOUN_WORDS);
}

static void give(dl_entity *e, dl_code country) {
  e->country = country;
  e->code = dl_code_join(country, e->sector);
}

static void take_home(const dl_document *doc, dl_participants *parties) {
  for (uint32_t i = 0; i < parties->count; i++) {
    dl_participant *p = &parties->items[i];
    const dl_entity *e = p->entity >= 0 ? &doc->entities[p->entity] : NULL;
    if (p->country || !e || !e->country) continue;
    p->country = e->country;
    p->code = dl_code_join(e->country, p->sector ? p->sector : e->sector);
  }
}

void dl_settle_homes(dl_coding *work) {
  dl_document *doc = work->doc;
  votes all = {.count = {.arena = doc->arena}};
  all.most = dl_arena_alloc(doc->arena, (doc->entity_count + 1) * sizeof *all.most);
  all.best = dl_arena_alloc(doc->arena, (doc->entity_count + 1) * sizeof *all.best);
  for (uint32_t i = 0; i < doc->event_count; i++) {
    vote(doc, &all, &doc->events[i].actor);
    vote(doc, &all, &doc->events[i].recipient);
  }
  bool home = dl_list_named(work);
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    dl_entity *e = &doc->entities[i];
    if (e->country || (e->code && e->code != e->sector)) continue;
    dl_code country = all.best[i] ? all.best[i] : home ? likely_home(work, e, i) : 0;
    if (!country) continue;
    give(e, country);
    *DL_PUSH(doc->arena, doc->settled.items, doc->settled.count, doc->settled.capacity) = i;
  }
  for (uint32_t i = 0; i < doc->event_count; i++) {
    if (doc->events[i].act != DL_SPEECH_ACT) continue;
    take_home(doc, &doc->events[i].actor);
    take_home(doc, &doc->events[i].recipient);
  }
}

dl_code *dl_hide_homes(dl_document *doc) {
  dl_code *homes = dl_arena_alloc(doc->arena, (doc->settled.count + 1) * sizeof *homes);
  for (uint32_t i = 0; i < doc->settled.count; i++) {
    dl_entity *e = &doc->entities[doc->settled.items[i]];
    homes[i] = e->country;
    e->country = 0;
    e->code = e->sector;
  }
  return homes;
}

void dl_show_homes(dl_document *doc, const dl_code *homes) {
  for (uint32_t i = 0; i < doc->settled.count; i++) give(&doc->entities[doc->settled.items[i]], homes[i]);
}
