#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "events/coder.h"

/* What is told in the words of an event and is none: a match, the plot of a film, a storm, a battle of another century.
 */

enum { CLIMB = 8, OLDEST = 1900 }; /* clauses above a trigger that are looked at; acts of years before are history */

static bool any_has_class(dl_coding *work, int32_t head, unsigned rel, const char *preposition, uint32_t class) {
  const dl_document *doc = work->doc;
  for (int32_t c = dl_first(doc, head); c >= 0; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == rel && (!preposition || dl_has_case(doc, c, preposition)) &&
        dl_head_has_class(work, c, class))
      return true;
  return false;
}

/* Below "the novel tells how" or beside "in the film". */
static bool in_story(dl_coding *work, int32_t trigger) {
  int32_t at = trigger;
  for (int steps = 0; at >= 0 && steps < CLIMB; steps++, at = work->doc->tokens[at].head) {
    if (any_has_class(work, at, DL_REL_OBL, "in", DL_CLASS_WORK)) return true;
    if (at != trigger && any_has_class(work, at, DL_REL_NSUBJ, NULL, DL_CLASS_WORK)) return true;
  }
  return false;
}

static bool is_force(unsigned act) {
  return act == DL_ASSAULT || act == DL_COERCE || act == DL_THREATEN || act == DL_RETREAT;
}

/* "Storms battered Britain", "the fight against malaria". */
static bool is_nature(dl_coding *work, const dl_candidate *c) {
  int32_t subject = c->site.verb >= 0 ? dl_deep_subject(work->doc, c->site.verb) : -1, heads[DL_HEADS];
  bool force = is_force(c->event.act),
       protest = c->event.act == DL_PROTEST; /* "snow blocked the roads"; people do protest against hunger */
  if ((force || protest) && subject >= 0 && dl_head_has_class(work, subject, DL_CLASS_NATURE)) return true;
  if (!force) return false;
  int32_t object = c->site.verb >= 0 ? dl_deep_object(work->doc, c->site.verb) : -1;
  if (object >= 0 && dl_head_has_class(work, object, DL_CLASS_NATURE)) return true;
  uint32_t count = dl_slot_heads(work, &c->site, work->lexicon->slots[DL_SLOTS_NATURE], heads);
  for (uint32_t i = 0; i < count; i++)
    if (dl_head_has_class(work, heads[i], DL_CLASS_NATURE)) return true;
  return false;
}

/* Are all actors of such a sector; of no country, where they are to be strangers? */
static bool all_are(const dl_participants *actors, uint64_t sectors, bool strangers) {
  for (uint32_t i = 0; i < actors->count; i++)
    if (!dl_sector_in(actors->items[i].sector, sectors) || (strangers && actors->items[i].country)) return false;
  return actors->count > 0;
}

/* Do those act who wage no war and speak for nobody: "Apple invaded ...", "scientists fired lasers", "the teacher
 * praised the Polish pupils"? */
static bool by_callings(const dl_event *e, bool war, bool words) {
  const uint64_t business = DL_SECTOR(BUS),
                 callings = DL_SECTOR(EDU) | DL_SECTOR(HLH) | DL_SECTOR(MED) | DL_SECTOR(AGR) | business;
  if (war && all_are(&e->actor, business, false)) return true;
  if (words && all_are(&e->actor, callings, true)) return true;
  return war && e->act != DL_PROTEST && !dl_is_pair(e) && all_are(&e->actor, callings, false);
}

/* What firms, texts and shows do in the words of war, and what is said by one who is no party: "Apple invaded ...",
 * "her speech bombed", "the singer thanked ...". */
static bool is_private(dl_coding *work, const dl_candidate *c) {
  enum { WAR = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_RETREAT | 1 << DL_MOBILIZE | 1 << DL_PROTEST };
  enum { WORDS = 1 << DL_REQUEST | 1 << DL_ACCUSE | 1 << DL_REJECT | 1 << DL_THREATEN | 1 << DL_SUPPORT };
  static const uint8_t things[] = {DL_CLASS_STATEMENT, DL_CLASS_WORK, DL_CLASS_DOCUMENT, DL_CLASS_ELECTION,
                                   DL_CLASS_SPORT};
  const dl_event *e = &c->event;
  bool war = dl_act_in(e->act, WAR), words = dl_act_in(e->act, WORDS);
  if (by_callings(e, war, words)) return true;
  bool active = c->site.verb >= 0 && !dl_is_passive(work->doc, c->site.verb);
  int32_t subject = active ? dl_deep_subject(work->doc, c->site.verb) : -1;
  if (subject < 0) return false;
  if (war && dl_head_has_class(work, subject, DL_CLASS_ECONOMY)) return true; /* "prices attacked budgets" */
  bool firm = dl_head_has_class(work, subject, DL_CLASS_FIRM);
  if (firm && e->act == DL_PROTEST) return true;
  if (dl_any_party(&e->actor) || dl_is_pair(e) || work->act[subject]) return false;
  if (firm) return true;
  for (size_t i = 0; i < sizeof things && e->act == DL_ASSAULT; i++)
    if (dl_head_has_class(work, subject, things[i])) return true;
  return c->site.kind != DL_NOUN_ROW && words && work->doc->tokens[subject].upos == DL_NOUN &&
         !dl_head_has_class(work, subject, DL_CLASS_PERSONNEL);
}

static bool is_remembered(dl_coding *work, const dl_candidate *c) {
  int32_t head = work->doc->tokens[c->site.trigger].head;
  return c->site.kind == DL_NOUN_ROW && head >= 0 && dl_lemma_is_kind(work, head, DL_SENSE_MEMORIAL);
}

/* "told a conference", "addressed a rally": the gathering is only who hears it, or where. */
static bool is_audience(dl_coding *work, const dl_candidate *c) {
  const dl_token *t = &work->doc->tokens[c->site.trigger];
  bool object = dl_in(t->rel, DL_RELS(OBJ, IOBJ));
  bool beside = t->rel == DL_REL_OBL && c->event.act == DL_PROTEST && t->head >= 0; /* "said at a rally" */
  if (c->site.kind == DL_NOUN_ROW && beside && dl_lemma_is_kind(work, t->head, DL_SENSE_SPEECH)) return true;
  return c->site.kind == DL_NOUN_ROW && object && t->head >= 0 && dl_lemma_is_kind(work, t->head, DL_SENSE_AUDIENCE);
}

/* "Ancient Persia invaded ...". */
static bool is_bygone(const dl_coding *work, const dl_candidate *c) {
  int32_t subject = c->site.verb >= 0 ? dl_deep_subject(work->doc, c->site.verb) : -1;
  for (int32_t k = subject >= 0 ? dl_first(work->doc, subject) : -1; k >= 0; k = dl_sibling(work->doc, k))
    if (dl_modality_is(work->lexicon, work->doc->tokens[k].lower, DL_SENSE_BYGONE)) return true;
  return false;
}

static bool is_long_ago(const dl_coding *work, uint32_t sentence) {
  const dl_sentence *s = &work->doc->sentences[sentence];
  for (uint32_t i = dl_time_from(work->doc, s->first);
       i < work->doc->time_count && work->doc->times[i].first_token < dl_sentence_end(s); i++) {
    const dl_time *t = &work->doc->times[i];
    if (t->type != DL_TIMEX_DATE) continue;
    int year = atoi(t->value);
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
  const uint64_t offices = DL_SECTOR(GOV) | DL_SECTOR(LEG) | DL_SECTOR(JUD);
  for (uint32_t i = 0; i < e->actor.count; i++) {
    const dl_participant *p = &e->actor.items[i];
    const dl_entity *entity = p->entity >= 0 ? &work->doc->entities[p->entity] : NULL;
    if (entity && entity->type != DL_GPE && entity->type != DL_NORP && dl_sector_in(p->sector, offices)) return true;
  }
  return false;
}

bool dl_is_unreal(dl_coding *work, const dl_candidate *c) {
  const dl_event *e = &c->event;
  if (work->elsewhere && !by_police(e) && e->act != DL_PROTEST) return true;
  if ((dl_herring_sentence(work, e->sentence, DL_SCOPE_WHOLE, e->act) && !by_office(work, e)) ||
      in_story(work, c->site.trigger) || is_nature(work, c) || is_private(work, c) || is_remembered(work, c) ||
      is_audience(work, c))
    return true;
  if (is_long_ago(work, e->sentence) || is_bygone(work, c)) return true;
  bool pair = dl_any_party(&e->actor) && dl_any_party(&e->recipient);
  return !pair && !by_police(e) && !by_office(work, e) &&
         dl_herring_sentence(work, e->sentence, DL_SCOPE_SENTENCE, e->act);
}
