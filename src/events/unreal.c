#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "events/coder.h"

/* What is told in the words of an event and is none: a match, the plot of a film, a storm, a battle of another century.
 */

enum { CLIMB = 8, OLDEST = 1900 }; /* clauses above a trigger that are looked at; acts of years before are history */

/* Has the head a child by that relation, with that preposition or any, that tells of a work: "in the film"? */
static bool any_is_work(dl_coding *work, int32_t head, unsigned rel, const char *preposition) {
  const dl_document *doc = work->doc;
  for (int32_t c = dl_first_by(doc, head, DL_SET(rel)); c >= 0; c = dl_next_by(doc, c, DL_SET(rel))) {
    bool such = !preposition || dl_has_case(doc, c, preposition);
    if (such && dl_head_has_class(work, c, DL_CLASS_WORK)) return true;
  }
  return false;
}

/* Below "the novel tells how" or beside "in the film". */
static bool in_story(dl_coding *work, const dl_candidate *c) {
  int32_t at = c->site.trigger;
  for (int steps = 0; at >= 0 && steps < CLIMB; steps++, at = work->doc->tokens[at].head) {
    if (any_is_work(work, at, DL_REL_OBL, "in")) return true;
    if (at != c->site.trigger && any_is_work(work, at, DL_REL_NSUBJ, NULL)) return true;
  }
  return false;
}

static bool is_of_nature(dl_coding *work, int32_t head) {
  return head >= 0 && dl_head_has_class(work, head, DL_CLASS_NATURE);
}

/* Is one of those whom slots find of it? */
static bool any_of_nature(dl_coding *work, const dl_site *site, dl_terms slots) {
  int32_t heads[DL_HEADS];
  uint32_t count = dl_slot_heads(work, site, slots, heads), i = 0;
  while (i < count && !is_of_nature(work, heads[i])) i++;
  return i < count;
}

/* "Storms battered Britain", "the fight against malaria". */
static bool is_nature(dl_coding *work, const dl_candidate *c) {
  enum { FORCE = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_THREATEN | 1 << DL_RETREAT };
  int32_t verb = c->site.verb;
  bool force = dl_act_in(c->event.act, FORCE);
  if (!force && c->event.act != DL_PROTEST) return false; /* "snow blocked the roads" ... */
  if (verb >= 0 && is_of_nature(work, dl_deep_subject(work->doc, verb))) return true;
  if (!force) return false; /* ... but people do protest against hunger */
  if (verb >= 0 && is_of_nature(work, dl_deep_object(work->doc, verb))) return true;
  return any_of_nature(work, &c->site, work->lexicon->slots[DL_SLOTS_NATURE]);
}

static bool all_are_firms(const dl_participants *actors) {
  for (uint32_t i = 0; i < actors->count; i++)
    if (!dl_sector_in(actors->items[i].sector, DL_SECTOR(BUS))) return false;
  return actors->count > 0;
}

/* What firms and prices do in the words of war: "Apple invaded ...", "prices attacked budgets". */
static bool is_trade(dl_coding *work, const dl_candidate *c) {
  enum { WAR = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_RETREAT | 1 << DL_MOBILIZE | 1 << DL_PROTEST };
  static const uint8_t traders[] = {DL_CLASS_ECONOMY, DL_CLASS_FIRM, 0};
  int32_t verb = c->site.verb;
  if (!dl_act_in(c->event.act, WAR)) return false;
  if (all_are_firms(&c->event.actor)) return true;
  int32_t subject = verb >= 0 && !dl_is_passive(work->doc, verb) ? dl_deep_subject(work->doc, verb) : -1;
  return subject >= 0 && dl_head_has_any(work, subject, traders);
}

static bool is_remembered(dl_coding *work, const dl_candidate *c) {
  int32_t head = work->doc->tokens[c->site.trigger].head;
  return c->site.kind == DL_NOUN_ROW && head >= 0 && dl_lemma_is_kind(work, head, DL_SENSE_MEMORIAL);
}

/* "told a conference", "addressed a rally": the gathering is only who hears it, or where. */
static bool is_audience(dl_coding *work, const dl_candidate *c) {
  if (c->site.kind != DL_NOUN_ROW) return false;
  int32_t told = dl_head_by(work->doc, c->site.trigger, DL_RELS(OBJ, IOBJ));
  int32_t at = c->event.act == DL_PROTEST ? dl_head_by(work->doc, c->site.trigger, DL_RELS(OBL)) : -1;
  if (at >= 0) return dl_lemma_is_kind(work, at, DL_SENSE_SPEECH); /* "said at a rally" */
  return told >= 0 && dl_lemma_is_kind(work, told, DL_SENSE_AUDIENCE);
}

/* "Ancient Persia invaded ...". */
static bool is_bygone(dl_coding *work, const dl_candidate *c) {
  int32_t subject = c->site.verb >= 0 ? dl_deep_subject(work->doc, c->site.verb) : -1;
  for (int32_t k = subject >= 0 ? dl_first(work->doc, subject) : -1; k >= 0; k = dl_sibling(work->doc, k))
    if (dl_modality_is(work->lexicon, work->doc->tokens[k].lower, DL_SENSE_BYGONE)) return true;
  return false;
}

static bool is_long_ago(dl_coding *work, const dl_candidate *c) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[c->event.sentence];
  uint32_t end = dl_time_from(doc, dl_sentence_end(s));
  for (uint32_t i = dl_time_from(doc, s->first); i < end; i++) {
    int year = doc->times[i].type == DL_TIMEX_DATE ? atoi(doc->times[i].value) : 0;
    if (year >= 1000 && year < OLDEST) return true;
  }
  return false;
}

/* Acts of the police are acts in any sentence. */
static bool by_police(const dl_event *e) {
  return e->act == DL_COERCE && e->actor.count && dl_sector_in(e->actor.items[0].sector, DL_SECTOR(COP));
}

/* What a ministry or a parliament does is no play, whatever the sentence speaks of; a state by its bare name may be its
 * team. */
static bool by_office(const dl_coding *work, const dl_event *e) {
  const uint64_t offices = DL_SECTOR(GOV) | DL_SECTOR(LEG) | DL_SECTOR(JUD), states = DL_SET(DL_GPE) | DL_SET(DL_NORP);
  for (uint32_t i = 0; i < e->actor.count; i++) {
    const dl_participant *p = &e->actor.items[i];
    if (p->entity < 0 || dl_in(work->doc->entities[p->entity].type, states)) continue;
    if (dl_sector_in(p->sector, offices)) return true;
  }
  return false;
}

/* Does a cue of that scope veto the act? Not what an office does. */
static bool is_vetoed(const dl_coding *work, const dl_event *e, unsigned scope) {
  return dl_herring_sentence(work, e->sentence, scope, e->act) && !by_office(work, e);
}

bool dl_is_unreal(dl_coding *work, const dl_candidate *c) {
  static bool (*const why[])(dl_coding *, const dl_candidate *) = {in_story,    is_nature,   is_trade, is_remembered,
                                                                   is_audience, is_long_ago, is_bygone};
  const dl_event *e = &c->event;
  bool police = by_police(e);
  if (work->elsewhere && !police && e->act != DL_PROTEST) return true;
  if (is_vetoed(work, e, DL_SCOPE_WHOLE)) return true;
  for (size_t i = 0; i < sizeof why / sizeof *why; i++)
    if (why[i](work, c)) return true;
  bool pair = dl_any_party(&e->actor) && dl_any_party(&e->recipient);
  return !pair && !police && is_vetoed(work, e, DL_SCOPE_SENTENCE);
}
