#include <string.h>

#include "events/coder.h"

/* What is told only beside another act of its sentence and is none itself: its setting, manner, purpose, condition, or
 * the content of a text. */

/* Nobody named does it; whom names.c only inferred from a place is nobody named. */
static bool has_no_agent(const dl_candidate *c) {
  const dl_participants *actor = &c->event.actor;
  if (!dl_any_party(actor)) return true;
  return actor->count == 1 && actor->items[0].entity < 0 && dl_sector_in(actor->items[0].sector, DL_SECTOR(UAF));
}

/* "the war in Ukraine" */
static bool is_turmoil(const dl_coding *work, const dl_candidate *c) {
  return c->site.kind == DL_NOUN_ROW && dl_is_kind(work, c->site.trigger, DL_SENSE_TURMOIL);
}

/* Done by nobody who is named, in a clause that hangs on another act or in words: "detainees held after the escape". */
static bool is_agentless(dl_coding *work, const dl_candidate *c) {
  enum { WORDS = 1 << DL_CONCEDE | 1 << DL_REQUEST | 1 << DL_ACCUSE | 1 << DL_REJECT | 1 << DL_THREATEN };
  int32_t verb = dl_top_of(c);
  bool subordinate = dl_in(work->doc->tokens[verb].rel, DL_RELS(ACL, ADVCL, AMOD));
  if (c->site.kind == DL_NOUN_ROW) return false;
  if (c->event.reciprocal) return subordinate && c->event.actor.count < 2; /* "deals reached with Israel" */
  if (!has_no_agent(c)) return false;
  return subordinate || (dl_act_in(c->event.act, WORDS) && !dl_is_passive(work->doc, verb));
}

/* Has it two sides that are both told? A government that is only inferred makes no pair. */
static bool is_told_pair(const dl_event *e) {
  bool inferred = !e->reciprocal && e->recipient.count == 1 && e->recipient.items[0].entity < 0;
  return !inferred && dl_is_pair(e);
}

/* Does the word's preposition say that it is only a setting; of what has no two sides any does? */
static bool is_set(const dl_coding *work, int32_t word, bool pair) {
  if (!pair) return dl_has_any_case(work->doc, word);
  return dl_has_case_kind(work, word, DL_SENSE_SETTING) || dl_has_case_kind(work, word, DL_SENSE_BESIDE);
}

/* "after the fighting", "because of the unrest": what the act of the clause is set in. */
static bool is_setting(const dl_coding *work, const dl_candidate *c) {
  const dl_token *tokens = work->doc->tokens;
  if (!is_turmoil(work, c)) return false;
  bool pair = is_told_pair(&c->event);
  int32_t at = c->site.trigger;
  for (int steps = 0; at >= 0 && steps < 3 && tokens[at].upos == DL_NOUN; steps++, at = tokens[at].head)
    if (is_set(work, at, pair)) return true;
  return false;
}

static bool has_party(const dl_participants *list, const dl_participant *p) {
  for (uint32_t i = 0; i < list->count; i++)
    if (dl_same_party(&list->items[i], p) || list->items[i].code == p->code) return true;
  return false;
}

/* Is each of the inner act's actors one of the outer's? */
static bool is_by_same(const dl_candidate *outer, const dl_candidate *inner) {
  const dl_participants *some = &inner->event.actor;
  for (uint32_t i = 0; i < some->count; i++)
    if (!has_party(&outer->event.actor, &some->items[i])) return false;
  return true;
}

/* A noun in the clause of a verb or adjective? */
static bool is_noun_beside(const dl_candidate *outer, const dl_candidate *inner) {
  return inner->site.kind == DL_NOUN_ROW && outer->site.kind != DL_NOUN_ROW;
}

/* "arrested them in a sweep", "killed four in an attack": how the same party did it. */
static bool is_manner(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  enum { FORCE = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_MOBILIZE | 1 << DL_PROTEST };
  int32_t noun = inner->site.trigger;
  if (!is_noun_beside(outer, inner) || dl_head_by(work->doc, noun, DL_RELS(OBL)) != dl_top_of(outer)) return false;
  if (!dl_act_in(outer->event.act, FORCE) || !dl_act_in(inner->event.act, FORCE)) return false;
  return is_by_same(outer, inner) && dl_has_case(work->doc, noun, "in|during");
}

/* Is a word that of the act, or one that hangs on it? */
static bool is_at(const dl_coding *work, const dl_candidate *c, int32_t word) {
  int32_t top = dl_top_of(c);
  return word == top || word == c->site.trigger || work->doc->tokens[word].head == top;
}

/* "gave money to finance projects", "blocked roads demanding reforms": what the outer act is done for. */
static bool is_for(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  enum {
    SERVING = 1 << DL_AID | 1 << DL_AGREE | 1 << DL_COOPERATE | 1 << DL_REJECT | 1 << DL_REQUEST | 1 << DL_SUPPORT |
              1 << DL_SANCTION | 1 << DL_PROTEST
  };
  enum { WORDS = 1 << DL_REQUEST | 1 << DL_ACCUSE | 1 << DL_REJECT };
  const dl_token *tokens = work->doc->tokens;
  int32_t at = dl_top_of(inner), head = dl_head_by(work->doc, at, DL_RELS(ADVCL, ACL));
  if (head < 0 || tokens[at].upos != DL_VERB || at < outer->site.trigger || !is_at(work, outer, head)) return false;
  if (outer->event.act == DL_PROTEST && tokens[at].xpos == DL_TAG_VBG) return dl_act_in(inner->event.act, WORDS);
  return dl_act_in(outer->event.act, SERVING) && dl_is_infinitive(work->doc, at);
}

/* "vetoed a resolution censuring the raid", "approved a plan that will not allow ...": what a text says that is only
 * judged. */
static bool is_content(dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  enum { JUDGING = 1 << DL_REJECT | 1 << DL_SUPPORT | 1 << DL_AGREE };
  static const uint8_t texts[] = {DL_CLASS_DOCUMENT, DL_CLASS_LAW, 0};
  int32_t at = dl_top_of(inner), top = dl_top_of(outer);
  if (!dl_act_in(outer->event.act, JUDGING) || !dl_within(work->doc, at, top)) return false;
  for (int steps = 0; at >= 0 && at != top && steps < 8; steps++, at = work->doc->tokens[at].head) {
    int32_t noun = dl_head_by(work->doc, at, DL_RELS(ACL));
    if (noun >= 0 && noun != top && dl_head_has_any(work, noun, texts)) return true;
  }
  return false;
}

/* "in line with efforts to end the fighting": does the word tell what efforts are made for, that are no argument? */
static bool is_aim(const dl_coding *work, int32_t word) {
  int32_t noun = dl_head_by(work->doc, word, DL_RELS(ACL, NMOD));
  return noun >= 0 && dl_is_kind(work, noun, DL_SENSE_ENDEAVOUR) &&
         !dl_in(work->doc->tokens[noun].rel, DL_RELS(OBJ, NSUBJ));
}

/* In a condition ("if it withdraws"), or what efforts are made for. */
static bool is_unrealised(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  const dl_token *tokens = work->doc->tokens;
  int32_t at = inner->site.trigger;
  for (int steps = 0; at >= 0 && at != dl_top_of(outer) && steps < 8; steps++, at = tokens[at].head) {
    if (tokens[at].rel == DL_REL_ADVCL && dl_has_case(work->doc, at, "if|unless")) return true;
    if (is_aim(work, at)) return true;
  }
  return false;
}

/* "blocked roads in protest at the law", "resigned in protest": one act, against whom the phrase says. */
static bool is_in_protest(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  if (inner->event.act != DL_PROTEST || !is_noun_beside(outer, inner)) return false;
  if (outer->event.act != DL_PROTEST && !is_by_same(outer, inner)) return false;
  return inner->site.trigger > outer->site.trigger && dl_has_case(work->doc, inner->site.trigger, "in");
}

/* "dismissed the step as blackmail": what something is called is no act. */
static bool is_named_so(const dl_coding *work, const dl_candidate *c) {
  int32_t noun = c->site.kind == DL_NOUN_ROW ? c->site.trigger : -1;
  int32_t head = dl_head_by(work->doc, noun, DL_RELS(OBL, NMOD, ADVCL));
  if (head < 0 || !work->act[head]) return false; /* "held civilians as human shields" */
  return dl_has_case(work->doc, noun, "as") && !dl_has_case(work->doc, noun, "such");
}

/* Is it only a part of another act of its sentence, or not yet done there? */
static bool is_told_beside(dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  if (is_manner(work, outer, inner) || is_for(work, outer, inner) || is_content(work, outer, inner)) return true;
  return is_unrealised(work, outer, inner) && !dl_within(work->doc, dl_top_of(outer), dl_top_of(inner));
}

/* Whom the phrase says that the protest is against, if he is named. */
static void take_target(dl_candidate *outer, const dl_candidate *inner) {
  const dl_participants *target = &inner->event.recipient;
  if (outer->event.act == DL_PROTEST && dl_any_party(target) && target->items[0].entity >= 0)
    outer->event.recipient = *target;
}

bool dl_is_background(dl_coding *work, const dl_candidate *c) {
  if (is_named_so(work, c) || (has_no_agent(c) && is_turmoil(work, c))) return true;
  bool lone = is_agentless(work, c) || is_setting(work, c);
  for (uint32_t i = work->near.from[c->event.sentence]; i < work->near.from[c->event.sentence + 1]; i++) {
    dl_candidate *other = dl_near(work, i);
    if (other == c || other->dropped || !dl_any_party(&other->event.actor)) continue;
    if (lone || is_told_beside(work, other, c)) return true;
    if (!is_in_protest(work, other, c)) continue;
    take_target(other, c);
    return true;
  }
  return false;
}
