#include <string.h>

#include "events/coder.h"

/* What is told only beside another act of its sentence and is none itself: its setting, manner, purpose, condition, or
 * the content of a text. */

/* Nobody named does it; whom names.c only inferred from a place is nobody named. */
static bool has_no_agent(const dl_candidate *c) {
  const dl_participants *actor = &c->event.actor;
  return !dl_any_party(actor) ||
         (actor->count == 1 && actor->items[0].entity < 0 && dl_sector_in(actor->items[0].sector, DL_SECTOR(UAF)));
}

/* Done by nobody who is named, in a clause that hangs on another act or in words: "detainees held after the escape". */
static bool is_agentless(dl_coding *work, const dl_candidate *c) {
  enum { WORDS = 1 << DL_CONCEDE | 1 << DL_REQUEST | 1 << DL_ACCUSE | 1 << DL_REJECT | 1 << DL_THREATEN };
  int32_t verb = dl_top_of(c);
  unsigned rel = work->doc->tokens[verb].rel;
  bool subordinate = dl_in(rel, DL_RELS(ACL, ADVCL, AMOD));
  if (c->site.kind == DL_NOUN_ROW) return false;
  if (c->event.reciprocal) return subordinate && c->event.actor.count < 2; /* "deals reached with Israel" */
  if (!has_no_agent(c)) return false;
  return subordinate || (dl_act_in(c->event.act, WORDS) && !dl_is_passive(work->doc, verb));
}

/* "after the fighting", "because of the unrest": what the act of the clause is set in. */
static bool is_setting(const dl_coding *work, const dl_candidate *c) {
  const dl_document *doc = work->doc;
  if (c->site.kind != DL_NOUN_ROW || !dl_is_kind(work, c->site.trigger, DL_SENSE_TURMOIL)) return false;
  const dl_participants *recipient = &c->event.recipient; /* a government that is only inferred makes no pair */
  bool inferred = !c->event.reciprocal && recipient->count == 1 && recipient->items[0].entity < 0;
  bool pair = dl_is_pair(&c->event) && !inferred;
  int32_t at = c->site.trigger;
  for (int steps = 0; at >= 0 && steps < 3 && doc->tokens[at].upos == DL_NOUN; steps++, at = doc->tokens[at].head)
    for (int32_t k = dl_first(doc, at); k >= 0; k = dl_sibling(doc, k))
      if (doc->tokens[k].rel == DL_REL_CASE &&
          (!pair || dl_is_kind(work, k, DL_SENSE_SETTING) || dl_is_kind(work, k, DL_SENSE_BESIDE)))
        return true;
  return false;
}

/* Is each of the inner act's actors one of the outer's? */
static bool is_by_same(const dl_candidate *outer, const dl_candidate *inner) {
  const dl_participants *all = &outer->event.actor, *some = &inner->event.actor;
  for (uint32_t i = 0; i < some->count; i++) {
    bool found = false;
    for (uint32_t k = 0; k < all->count; k++)
      found |= dl_same_party(&all->items[k], &some->items[i]) || all->items[k].code == some->items[i].code;
    if (!found) return false;
  }
  return true;
}

/* "arrested them in a sweep", "killed four in an attack": how the same party did it. */
static bool is_manner(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  enum { FORCE = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_MOBILIZE | 1 << DL_PROTEST };
  const dl_token *t = &work->doc->tokens[inner->site.trigger];
  if (inner->site.kind != DL_NOUN_ROW || outer->site.kind == DL_NOUN_ROW || t->head != dl_top_of(outer) ||
      t->rel != DL_REL_OBL)
    return false;
  if (!dl_act_in(outer->event.act, FORCE) || !dl_act_in(inner->event.act, FORCE) || !is_by_same(outer, inner))
    return false;
  return dl_has_case(work->doc, inner->site.trigger, "in|during");
}

/* "gave money to finance projects", "blocked roads demanding reforms": what the outer act is done for. */
static bool is_for(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  enum {
    SERVING = 1 << DL_AID | 1 << DL_AGREE | 1 << DL_COOPERATE | 1 << DL_REJECT | 1 << DL_REQUEST | 1 << DL_SUPPORT |
              1 << DL_SANCTION | 1 << DL_PROTEST
  };
  enum { WORDS = 1 << DL_REQUEST | 1 << DL_ACCUSE | 1 << DL_REJECT };
  const dl_token *tokens = work->doc->tokens;
  int32_t at = dl_top_of(inner), head = tokens[at].head;
  if (head < 0 || tokens[at].upos != DL_VERB || !dl_in(tokens[at].rel, DL_RELS(ADVCL, ACL))) return false;
  if (head != dl_top_of(outer) && head != outer->site.trigger && tokens[head].head != dl_top_of(outer)) return false;
  if (at < outer->site.trigger) return false;
  if (outer->event.act == DL_PROTEST && tokens[at].xpos == DL_TAG_VBG) return dl_act_in(inner->event.act, WORDS);
  return dl_act_in(outer->event.act, SERVING) && dl_is_infinitive(work->doc, at);
}

/* "vetoed a resolution censuring the raid", "approved a plan that will not allow ...": what a text says that is only
 * judged. */
static bool is_content(dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  enum { JUDGING = 1 << DL_REJECT | 1 << DL_SUPPORT | 1 << DL_AGREE };
  const dl_token *tokens = work->doc->tokens;
  int32_t at = dl_top_of(inner);
  if (!dl_act_in(outer->event.act, JUDGING) || !dl_within(work->doc, at, dl_top_of(outer))) return false;
  for (int steps = 0; at >= 0 && at != dl_top_of(outer) && steps < 8; steps++, at = tokens[at].head) {
    int32_t noun = tokens[at].head;
    if (tokens[at].rel != DL_REL_ACL || noun < 0 || noun == dl_top_of(outer)) continue;
    if (dl_head_has_class(work, noun, DL_CLASS_DOCUMENT) || dl_head_has_class(work, noun, DL_CLASS_LAW)) return true;
  }
  return false;
}

/* In a condition ("if it withdraws"), or what efforts are made for ("in line with efforts to end the fighting"). */
static bool is_unrealised(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  const dl_token *tokens = work->doc->tokens;
  int32_t at = inner->site.trigger;
  for (int steps = 0; at >= 0 && at != dl_top_of(outer) && steps < 8; steps++, at = tokens[at].head) {
    int32_t head = tokens[at].head;
    if (tokens[at].rel == DL_REL_ADVCL && dl_has_case(work->doc, at, "if|unless")) return true;
    bool purpose = dl_in(tokens[at].rel, DL_RELS(ACL, NMOD)) && head >= 0 && dl_is_kind(work, head, DL_SENSE_ENDEAVOUR);
    if (purpose && !dl_in(tokens[head].rel, DL_RELS(OBJ, NSUBJ))) return true;
  }
  return false;
}

/* "blocked roads in protest at the law", "resigned in protest": one act, against whom the phrase says. */
static bool is_in_protest(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  if (inner->event.act != DL_PROTEST || inner->site.kind != DL_NOUN_ROW) return false;
  return outer->site.kind != DL_NOUN_ROW && (outer->event.act == DL_PROTEST || is_by_same(outer, inner)) &&
         dl_has_case(work->doc, inner->site.trigger, "in") && inner->site.trigger > outer->site.trigger;
}

/* "dismissed the step as blackmail": what something is called is no act. */
static bool is_named_so(const dl_coding *work, const dl_candidate *c) {
  const dl_token *t = &work->doc->tokens[c->site.trigger];
  if (c->site.kind != DL_NOUN_ROW || !dl_in(t->rel, DL_RELS(OBL, NMOD, ADVCL))) return false;
  if (t->head < 0 || !work->act[t->head]) return false; /* "held civilians as human shields" */
  return dl_has_case(work->doc, c->site.trigger, "as") && !dl_has_case(work->doc, c->site.trigger, "such");
}

bool dl_is_background(dl_coding *work, const dl_candidate *c) {
  if (is_named_so(work, c)) return true;
  if (c->site.kind == DL_NOUN_ROW && has_no_agent(c) && dl_is_kind(work, c->site.trigger, DL_SENSE_TURMOIL))
    return true; /* "the war in Ukraine" */
  bool lone = is_agentless(work, c) || is_setting(work, c);
  for (uint32_t i = work->near.from[c->event.sentence]; i < work->near.from[c->event.sentence + 1]; i++) {
    dl_candidate *other = dl_near(work, i);
    if (other == c || other->dropped || !dl_any_party(&other->event.actor)) continue;
    if (lone || is_manner(work, other, c) || is_for(work, other, c) || is_content(work, other, c)) return true;
    if (is_unrealised(work, other, c) && !dl_within(work->doc, dl_top_of(other), dl_top_of(c))) return true;
    if (!is_in_protest(work, other, c)) continue;
    if (other->event.act == DL_PROTEST && dl_any_party(&c->event.recipient) && c->event.recipient.items[0].entity >= 0)
      other->event.recipient = c->event.recipient;
    return true;
  }
  return false;
}
