#include <string.h>

#include "events/coder.h"

dl_terms dl_role_slots(const dl_coding *work, const dl_candidate *c, dl_role role) {
  dl_terms own = role == DL_ACTOR ? c->row.actor : c->row.recipient;
  unsigned first = role == DL_ACTOR ? DL_SLOTS_VERB_ACTOR : DL_SLOTS_VERB_RECIPIENT; /* of the four tables, in order */
  return own.first ? own : work->lexicon->slots[first + c->site.kind];
}

bool dl_is_reply(const dl_event *e) {
  return e->act == DL_SPEECH_ACT && e->actor.count > 0 && (dl_is_admission(e) || dl_is_denial(e));
}

/* Has it the parties that its row asks for? */
static bool has_frame(const dl_candidate *c) {
  const dl_event *e = &c->event;
  bool actor = dl_any_party(&e->actor), recipient = dl_any_party(&e->recipient), pair = dl_is_pair(e);
  uint32_t missing = (pair ? 0 : DL_FLAG_WEAK) | (actor ? 0 : DL_FLAG_NEEDS_ACTOR) |
                     (recipient || (e->reciprocal && pair) ? 0 : DL_FLAG_NEEDS_RECIPIENT);
  return dl_is_reply(e) || ((actor || recipient) && !(c->row.flags & missing));
}

/* Where a nested row's recipient may stand beside its own slots. "Urged our partners to help" asks neither us nor whom
 * the partners have. */
static unsigned nested_slots(const dl_coding *work, const dl_candidate *c) {
  if (c->event.act != DL_REQUEST) return DL_SLOTS_NESTED_RECIPIENT;
  int32_t object = c->site.verb >= 0 ? dl_deep_object(work->doc, c->site.verb) : -1;
  return object >= 0 && dl_is_kind(work, object, DL_SENSE_RELATION) ? DL_SLOTS_PARTNERS_RECIPIENT
                                                                    : DL_SLOTS_REQUEST_RECIPIENT;
}

static void fill(dl_coding *work, dl_candidate *c, dl_terms slots, dl_role role) {
  dl_event *e = &c->event;
  dl_slot_participants(work, &c->site, slots, role, role == DL_ACTOR ? &e->actor : &e->recipient, &e->trace);
}

/* Does the actor speak of himself or of others of his state? */
static bool speaks_of_own(dl_coding *work, const dl_candidate *c) {
  dl_participants subjects = {0};
  const dl_trace *trace = NULL;
  dl_slot_participants(work, &c->site, work->lexicon->slots[DL_SLOTS_SUBJECT], DL_ACTOR, &subjects, &trace);
  for (uint32_t i = 0; i < subjects.count; i++)
    for (uint32_t k = 0; k < c->event.actor.count; k++) {
      const dl_participant *a = &subjects.items[i], *b = &c->event.actor.items[k];
      if (dl_same_party(a, b) || (a->country && a->country == b->country)) return true;
    }
  return false;
}

/* Where a row stands, for the event's origin. */
static const char *origin_of(const dl_coding *work, const dl_row *row) {
  if (!row->table) return "network";
  return dl_arena_printf(work->doc->arena, "%s:%u", dl_table_row_file(row->table, row->row),
                         dl_table_line(row->table, row->row));
}

/* Has it whom its row asks for, or may yet get them from what it is about? */
static bool may_stay(dl_coding *work, const dl_candidate *c) {
  if (c->proposed) return true;
  if (!(c->row.flags & DL_FLAG_NESTED) && !has_frame(c)) return false;
  return !(c->row.flags & DL_FLAG_OWN) || speaks_of_own(work, c);
}

void dl_fill_frame(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  const dl_row *row = &c->row;
  if (row->flags & DL_FLAG_VETO) {
    c->dropped = true;
    c->verdict = DL_VETOED;
    return;
  }
  e->act = row->act;
  e->mode = row->mode;
  e->cameo = row->cameo;
  e->trace = NULL;
  e->statement = row->flags & DL_FLAG_STATEMENT;
  e->reciprocal = row->flags & DL_FLAG_RECIPROCAL;
  e->time = e->until = -1;
  e->confidence = row->flags & DL_FLAG_LOW ? 0.4 : 0.8;
  e->origin = c->modal_request ? "modal" : origin_of(work, row);
  fill(work, c, dl_role_slots(work, c, DL_ACTOR), DL_ACTOR);
  fill(work, c, dl_role_slots(work, c, DL_RECIPIENT), DL_RECIPIENT);
  dl_remove_shared(&e->recipient, &e->actor);
  if ((row->flags & DL_FLAG_NESTED) && !dl_any_party(&e->recipient))
    fill(work, c, work->lexicon->slots[nested_slots(work, c)], DL_RECIPIENT);
  dl_remove_shared(&e->recipient, &e->actor);
  if (e->reciprocal) {
    dl_add_participants(work, &e->actor, &e->recipient);
    e->recipient.count = 0;
  }
  if (may_stay(work, c)) return;
  c->dropped = true;
  c->verdict = DL_NO_FRAME;
}

/* Can the word be the head of a clause that tells what an act is about? "When they met" is an aside, "fighters captured
 * by X" a fact. */
static bool is_complement(const dl_document *doc, int32_t at) {
  const dl_token *t = &doc->tokens[at];
  if (t->rel == DL_REL_ACL) return t->xpos != DL_TAG_VBN;
  if (t->rel != DL_REL_ADVCL) return dl_in(t->rel, DL_RELS(XCOMP, CCOMP));
  bool marked = dl_child_rel(doc, at, DL_REL_MARK) >= 0;
  return marked ? dl_has_case(doc, at, "to|that") : dl_child_rel(doc, at, DL_REL_ADVMOD) < 0;
}

/* A request by "must" is about the verb that it stands at, and what that is done to. */
static bool is_asked_for(const dl_coding *work, const dl_candidate *request, const dl_candidate *inner) {
  int32_t top = request->site.trigger, word = inner->site.trigger;
  return dl_top_of(inner) == top || word == top || work->doc->tokens[word].head == top;
}

/* Is the inner act what the outer one is about: its complement, or the complement's object? */
static bool is_about(dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  const dl_token *tokens = work->doc->tokens;
  int32_t top = outer->site.trigger, verb = dl_top_of(outer), at = dl_top_of(inner);
  if (inner == outer || tokens[at].sentence != tokens[top].sentence) return false;
  if (outer->modal_request && is_asked_for(work, outer, inner)) return true;
  for (int depth = 0; depth < 3 && at >= 0; depth++) {
    int32_t head = tokens[at].head;
    bool clause = is_complement(work->doc, at), noun = dl_in(tokens[at].rel, DL_RELS(OBJ, OBL, NMOD, CONJ));
    if (head == top || head == verb)
      return clause ? tokens[at].deprel != DL_DEPREL_ACL_RELCL : noun && tokens[at].rel != DL_REL_CONJ;
    if (!clause && !noun) return false;
    at = head;
  }
  return false;
}

/* How far below the outer act the inner one stands in the tree; clauses count less than nouns beside them. */
static uint32_t steps_below(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  const dl_token *tokens = work->doc->tokens;
  int32_t at = dl_top_of(inner), top = outer->site.trigger, verb = dl_top_of(outer);
  uint32_t steps = 0;
  for (; at >= 0 && at != top && at != verb && steps < 32; at = tokens[at].head) {
    bool complement = dl_in(tokens[at].rel, DL_RELS(XCOMP, CCOMP, OBJ));
    steps += complement ? 2 : 3;
  }
  return steps;
}

static void become(dl_event *e, unsigned act, unsigned mode, const char *cameo) {
  e->act = (uint8_t)act;
  e->mode = (uint8_t)mode;
  e->cameo = cameo;
}

static bool is_hostile(unsigned act) {
  enum {
    HOSTILE = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_SANCTION | 1 << DL_THREATEN | 1 << DL_MOBILIZE |
              1 << DL_PROTEST | 1 << DL_ACCUSE | 1 << DL_REJECT
  };
  return dl_act_in(act, HOSTILE);
}

/* "Vowed not to surrender": is the pledged act one that will not be done? */
static bool is_promised_not(dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  return outer->row.act == DL_AGREE && inner->site.verb >= 0 && (dl_auxiliary(work, inner->site.verb) & DL_NEGATED) &&
         !(dl_auxiliary(work, dl_top_of(outer)) & DL_NEGATED);
}

/* Puts the inner act into the one that is about it. *nearest: how far below stands the one that the outer act has its
 * category by ("agreed to delay its offensive" is about delaying). */
static void fold_into(dl_coding *work, dl_candidate *outer, dl_candidate *inner, uint32_t *nearest) {
  dl_event *e = &outer->event;
  unsigned act, mode;
  const char *cameo, *as = dl_act_name(outer->row.act);
  dl_act_watch before = dl_watch_event(e);
  uint32_t distance = steps_below(work, outer, inner);
  if (is_promised_not(work, outer, inner))
    as = is_hostile(inner->event.act) ? NULL : "REFUSE"; /* "promised not to attack": a promise still */
  if (distance < *nearest && as && dl_nesting(work->lexicon, as, inner->event.act, &act, &mode, &cameo)) {
    *nearest = distance;
    become(e, act, mode, cameo);
  }
  if (!e->recipient.count && !e->reciprocal && !dl_has_addressee(work, outer)) { /* "pledged to send aid to Kenya" */
    dl_add_participants(work, &e->recipient, inner->event.reciprocal ? &inner->event.actor : &inner->event.recipient);
    dl_remove_shared(&e->recipient, &e->actor);
  }
  dl_trace_rule(work, e, &before, "by the act that it is about");
  inner->dropped = true;
}

static void fold_inner(dl_coding *work, dl_candidate *outer) {
  uint32_t nearest = UINT32_MAX, sentence = outer->event.sentence;
  if (outer->dropped || !(outer->row.flags & DL_FLAG_NESTED)) return;
  for (uint32_t k = work->near.from[sentence]; k < work->near.from[sentence + 1]; k++) {
    dl_candidate *inner = dl_near(work, k);
    if (inner->dropped || !dl_any_party(&outer->event.actor) || !is_about(work, outer, inner)) continue;
    fold_into(work, outer, inner, &nearest);
  }
}

void dl_fold_nested(dl_coding *work) {
  dl_candidate *first = work->found.items, *end = first + work->found.count;
  for (dl_candidate *c = first; c < end; c++) fold_inner(work, c);
  for (dl_candidate *c = first; c < end; c++) c->dropped = c->dropped || !has_frame(c);
}

/* The modes of an act by its words, and by what its row says of them. */
static uint32_t auxiliary_of(dl_coding *work, const dl_candidate *c) {
  static const struct {
    uint32_t flag, mode;
  } told[] = {{DL_FLAG_HISTORICAL, DL_HISTORICAL},
              {DL_FLAG_FUTURE, DL_FUTURE},
              {DL_FLAG_HYPOTHETICAL, DL_HYPOTHETICAL},
              {DL_FLAG_NEGATED, DL_NEGATED}};
  int32_t trigger = (int32_t)c->event.trigger, verb = c->site.verb;
  bool apart = c->site.kind == DL_LIGHT_ROW && verb >= 0 &&
               !dl_within(work->doc, trigger, verb); /* "the deal that it brokered will" */
  uint32_t modes = c->modal_request || apart ? 0 : dl_auxiliary(work, trigger);
  if (verb >= 0 && verb != trigger) modes |= dl_auxiliary(work, verb);
  if (c->row.flags & DL_FLAG_IDIOM) modes = 0; /* "would not stand idly by": the phrase has its negation in it */
  if (modes & DL_NEGATED) modes &= ~(uint32_t)DL_HYPOTHETICAL; /* "could not reach": did not */
  for (size_t i = 0; i < sizeof told / sizeof *told; i++)
    if (c->row.flags & told[i].flag) modes |= told[i].mode;
  return modes;
}

void dl_apply_modality(dl_coding *work, dl_candidate *c) {
  enum { WILLING = 1 << DL_AGREE | 1 << DL_CONCEDE | 1 << DL_THREATEN };
  const uint32_t never = DL_NEGATED | DL_FUTURE;
  dl_event *e = &c->event;
  dl_act_watch before = dl_watch_event(e);
  const char *cameo;
  unsigned act, mode, instead = dl_flags_negated_as(c->row.flags);
  e->auxiliary = auxiliary_of(work, c);
  if ((e->auxiliary & DL_NEGATED) && instead != DL_NO_ACT && instead < DL_SPEECH_ACT) {
    become(e, instead, DL_MODE_NONE, "120");
    e->auxiliary &= ~(uint32_t)DL_NEGATED;
  }
  if ((e->auxiliary & never) == never && dl_nesting(work->lexicon, "REFUSE", e->act, &act, &mode, &cameo)) {
    become(e, act, mode, cameo); /* "will not negotiate" */
    e->auxiliary &= ~never;
  }
  bool comes = (e->auxiliary & (never | DL_HYPOTHETICAL)) == DL_FUTURE;
  if (comes && dl_nesting(work->lexicon, "FUTURE", e->act, &act, &mode, &cameo)) become(e, act, mode, cameo);
  if (dl_act_in(e->act, WILLING)) e->auxiliary &= ~(uint32_t)(DL_FUTURE | DL_HYPOTHETICAL);
  dl_trace_rule(work, e, &before, "by its negation or tense");
}
