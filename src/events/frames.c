#include <string.h>

#include "events/coder.h"

dl_terms dl_role_slots(const dl_coding *work, const dl_candidate *c, dl_role role) {
  dl_terms own = role == DL_ACTOR ? c->row.actor : c->row.recipient;
  unsigned first = role == DL_ACTOR ? DL_SLOTS_VERB_ACTOR : DL_SLOTS_VERB_RECIPIENT; /* of the four tables, in order */
  return own.first ? own : work->lexicon->slots[first + c->site.kind];
}

/* A visit inside one's own country is none between parties. */
static bool stays_home(const dl_event *e) {
  if (e->mode != DL_MODE_VISIT || e->actor.count != 1 || !e->recipient.count) return false;
  dl_code home = e->actor.items[0].country;
  for (uint32_t i = 0; i < e->recipient.count; i++)
    if (e->recipient.items[i].country != home) return false;
  return home != 0;
}

/* Has it the parties that its row asks for? */
static bool has_frame(const dl_candidate *c) {
  const dl_event *e = &c->event;
  uint32_t flags = c->row.flags;
  bool actor = dl_any_party(&e->actor), recipient = dl_any_party(&e->recipient);
  bool pair = e->reciprocal ? e->actor.count > 1 : actor && recipient;
  if ((!actor && !recipient) || stays_home(e)) return false;
  if ((flags & DL_FLAG_WEAK) && !pair) return false;
  if ((flags & DL_FLAG_NEEDS_ACTOR) && !actor) return false;
  if ((flags & DL_FLAG_NEEDS_RECIPIENT) && !recipient && !(e->reciprocal && e->actor.count > 1)) return false;
  return true;
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

/* Is its subject an act or text told before, whose doers may be its own: "the launch injured four"? */
static bool points_back(const dl_coding *work, const dl_candidate *c) {
  int32_t subject = c->site.verb >= 0 && c->site.kind != DL_NOUN_ROW ? dl_deep_subject(work->doc, c->site.verb) : -1;
  return subject >= 0 && dl_is_definite(work->doc, subject) && !dl_any_party(&c->event.actor) && !c->event.reciprocal;
}

static void run_rule(dl_coding *work, dl_candidate *c, void (*rule)(dl_coding *, dl_candidate *), const char *name) {
  dl_act_watch before = dl_watch_event(&c->event);
  rule(work, c);
  dl_trace_rule(work, &c->event, &before, name);
}

static void place(dl_coding *work, dl_candidate *c, void (*rule)(dl_coding *, dl_candidate *)) {
  run_rule(work, c, rule, "by whose the others are and where it happens");
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
  if (c->site.kind == DL_NOUN_ROW && !dl_is_no_slot(row->recipient) && !dl_any_party(&e->recipient))
    fill(work, c, work->lexicon->slots[DL_SLOTS_OTHER_RECIPIENT], DL_RECIPIENT); /* "the Russian invasion of Ukraine" */
  dl_remove_shared(&e->recipient, &e->actor);
  place(work, c, dl_place_force);
  if ((row->flags & DL_FLAG_NESTED) && !dl_any_party(&e->recipient))
    fill(work, c, work->lexicon->slots[nested_slots(work, c)], DL_RECIPIENT);
  dl_remove_shared(&e->recipient, &e->actor);
  if (row->flags & DL_FLAG_NESTED) dl_drop_own(e);
  place(work, c, dl_place_parties);
  if (e->reciprocal) {
    for (uint32_t i = 0; i < e->recipient.count; i++) dl_add_participant(work, &e->actor, &e->recipient.items[i]);
    e->recipient.count = 0;
  }
  bool waits =
      (row->flags & DL_FLAG_NESTED) || points_back(work, c); /* these may yet get a party from what they are about */
  if (c->proposed || ((waits || has_frame(c)) && (!(row->flags & DL_FLAG_OWN) || speaks_of_own(work, c)))) return;
  c->dropped = true;
  c->verdict = DL_NO_FRAME;
}

/* Is the inner act what the outer one is about: its complement, or the complement's object? */
static bool is_about(dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  const dl_token *tokens = work->doc->tokens;
  int32_t top = outer->site.trigger, verb = dl_top_of(outer), at = dl_top_of(inner);
  if (inner == outer || tokens[at].sentence != tokens[top].sentence) return false;
  if (outer->modal_request && (at == top || inner->site.trigger == top || tokens[inner->site.trigger].head == top))
    return true;
  for (int depth = 0; depth < 3 && at >= 0; depth++) {
    int32_t head = tokens[at].head;
    unsigned rel = tokens[at].rel;
    bool aside = rel == DL_REL_ADVCL &&
                 (dl_child_rel(work->doc, at, DL_REL_MARK) < 0 ? dl_child_rel(work->doc, at, DL_REL_ADVMOD) >= 0
                                                               : !dl_has_case(work->doc, at, "to|that"));
    bool clause = dl_in(rel, DL_RELS(XCOMP, CCOMP)) || (rel == DL_REL_ADVCL && !aside) ||
                  (rel == DL_REL_ACL &&
                   tokens[at].xpos != DL_TAG_VBN); /* "when they met" is an aside, "fighters captured by X" a fact */
    bool noun = dl_in(rel, DL_RELS(OBJ, OBL, NMOD, CONJ));
    if (head == top || head == verb)
      return (clause && tokens[at].deprel != DL_DEPREL_ACL_RELCL) || (noun && rel != DL_REL_CONJ);
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

static bool gives(unsigned act) {
  return act == DL_AID || act == DL_COOPERATE;
}

/* Who is blamed, praised or refused for an act is the one who does it: "condemned the flow of arms from X to Y". */
static void address_doers(dl_coding *work) {
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *outer = &work->found.items[i];
    dl_event *e = &outer->event;
    if (outer->dropped) continue;
    bool judges = e->act == DL_ACCUSE || e->act == DL_SUPPORT || e->act == DL_REJECT;
    if (!judges || e->reciprocal || dl_any_party(&e->recipient) || outer->site.kind == DL_NOUN_ROW) continue;
    dl_act_watch before = dl_watch_event(e);
    for (uint32_t k = work->near.from[e->sentence]; k < work->near.from[e->sentence + 1]; k++) {
      dl_candidate *inner = dl_near(work, k);
      if (inner->dropped || !is_about(work, outer, inner)) continue;
      for (uint32_t p = 0; p < inner->event.actor.count; p++)
        dl_add_participant(work, &e->recipient, &inner->event.actor.items[p]);
      for (uint32_t p = 0; gives(inner->event.act) && p < inner->event.recipient.count; p++)
        dl_add_participant(work, &e->recipient, &inner->event.recipient.items[p]);
    }
    dl_remove_shared(&e->recipient, &e->actor);
    dl_trace_rule(work, e, &before, "who does the act that is judged");
  }
}

/* Do they name the same act: "fired a missile ... condemned the launch", "the move"? */
static bool same_act(dl_coding *work, int32_t noun, const dl_candidate *told) {
  const dl_event *e = &told->event;
  enum { OFFERING = 1 << DL_AGREE | 1 << DL_REQUEST | 1 << DL_CONSULT };
  if (dl_lemma_is_kind(work, noun, DL_SENSE_OFFER))
    return told->site.kind != DL_NOUN_ROW && dl_act_in(e->act, OFFERING); /* "offered to mediate ... the proposal" */
  if (dl_lemma_is_kind(work, noun, DL_SENSE_ANAPHOR)) return !e->statement;
  if (dl_class_is(work->lexicon, dl_key_lemma(work, noun), DL_CLASS_AGREEMENT) &&
      dl_class_is(work->lexicon, dl_key_lemma(work, told->site.trigger), DL_CLASS_AGREEMENT))
    return true;
  if (!strcmp(dl_key_lemma(work, noun), dl_key_lemma(work, told->site.trigger))) return true;
  return work->act[noun] == e->act && e->act != DL_SPEECH_ACT;
}

enum { FAR = 4 }; /* sentences */

static const char told_before[] = "who did the act told before"; /* to explain */

/* Is a doer of the judge's own state? Nobody condemns or praises his own act. */
static bool is_own(const dl_participant *doer, const dl_participants *judge) {
  return doer->country && judge->count && doer->country == judge->items[0].country;
}

static bool all_own(const dl_participants *doers, const dl_participants *judge) {
  for (uint32_t i = 0; i < doers->count; i++)
    if (!is_own(&doers->items[i], judge)) return false;
  return true;
}

/* May a noun name an act told anywhere before: the only one of its kind, or the text's first? */
static bool names_far(dl_coding *work, int32_t noun, const dl_candidate *told) {
  const dl_event *e = &told->event;
  const char *lemma = dl_key_lemma(work, noun);
  if (e->act == DL_CONSULT) return false; /* "the talks" come and go */
  return !strcmp(lemma, dl_key_lemma(work, told->site.trigger)) ||
         (work->act[noun] == e->act && e->act != DL_SPEECH_ACT);
}

/* The act told far before that a noun points back to: the first sentence's, else the one act of its kind; -1 where
 * several did such. */
static int32_t far_act(dl_coding *work, const dl_candidate *outer, int32_t noun) {
  const dl_candidate
      *best = NULL,
      *other = NULL; /* the one found first, and the first that was another's act: the lower of their kind in `found` */
  uint32_t end = work->near.from[outer->event.sentence];
  uint32_t first =
      work->near.from[outer->event.sentence > DL_FAR_SENTENCES ? outer->event.sentence - DL_FAR_SENTENCES : 0];
  if (end - first > DL_FAR) first = end - DL_FAR;
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t i = first; i < end; i++) {
      const dl_candidate *told = dl_near(work, i);
      if (told->dropped || (pass == 0 ? best && told > best : told == best || (other && told > other)) ||
          !dl_any_party(&told->event.actor))
        continue;
      if (!names_far(work, noun, told) || all_own(&told->event.actor, &outer->event.actor)) continue;
      if (pass == 0)
        best = told;
      else if (!told->event.actor.items[0].country || !is_own(&told->event.actor.items[0], &best->event.actor))
        other = told;
    }
  if (other && (best->event.sentence >= 2 || best->event.sentence == other->event.sentence)) best = NULL;
  return best ? (int32_t)(best - work->found.items) : -1;
}

/* Who did the act that a noun of `outer`'s clause points back to ("condemned the launch"), the nearest first. */
static void add_doers_before(dl_coding *work, const dl_candidate *outer, int32_t noun, dl_participants *out) {
  const dl_event *e = &outer->event;
  int32_t best = -1;
  bool best_same = false;
  uint32_t first = work->near.from[e->sentence > FAR ? e->sentence - FAR : 0];
  for (uint32_t i = first; dl_is_definite(work->doc, noun) && i < work->near.from[e->sentence + 1]; i++) {
    const dl_candidate *told = dl_near(work, i);
    if (told == outer || told->dropped) continue;
    if (told->event.sentence == e->sentence &&
        (!dl_lemma_is_kind(work, noun, DL_SENSE_OFFER) || told->site.trigger > outer->site.trigger))
      continue;
    if (!dl_any_party(&told->event.actor) || !same_act(work, noun, told) || all_own(&told->event.actor, &e->actor))
      continue;
    bool same = !strcmp(dl_key_lemma(work, noun),
                        dl_key_lemma(work, told->site.trigger)); /* "struck ... the strikes", not what came between */
    if (best < 0 || same > best_same ||
        (same == best_same && told->site.trigger > work->found.items[best].site.trigger)) {
      best = (int32_t)(told - work->found.items);
      best_same = same;
    }
  }
  int32_t far = !best_same && dl_is_definite(work->doc, noun) ? far_act(work, outer, noun) : -1;
  if (far >= 0 &&
      (best < 0 || !strcmp(dl_key_lemma(work, noun), dl_key_lemma(work, work->found.items[far].site.trigger))))
    best = far;
  if (best < 0) return;
  const dl_participants *doers = &work->found.items[best].event.actor;
  for (uint32_t p = 0; p < doers->count; p++)
    if (!is_own(&doers->items[p], &e->actor)) dl_add_participant(work, out, &doers->items[p]);
}

static void address_doers_before(dl_coding *work, dl_candidate *outer) {
  int32_t heads[DL_HEADS];
  if (!dl_slot_heads(work, &outer->site, work->lexicon->slots[DL_SLOTS_OBJECT], heads)) return;
  add_doers_before(work, outer, heads[0], &outer->event.recipient);
  dl_remove_shared(&outer->event.recipient, &outer->event.actor);
}

/* "The attack killed ten", "this aid will support", "the resolution demanded": who did or made it before. */
static void take_doers(dl_coding *work, dl_candidate *c) {
  if (c->dropped || !points_back(work, c)) return;
  dl_participants doers = {0};
  add_doers_before(work, c, dl_deep_subject(work->doc, c->site.verb), &doers);
  if (!dl_any_party(&doers)) return;
  dl_act_watch before = dl_watch_event(&c->event);
  c->event.actor = doers;
  dl_trace_rule(work, &c->event, &before, told_before);
  place(work, c, dl_place_force);
}

void dl_take_doers(dl_coding *work) {
  for (uint32_t i = 0; i < work->found.count; i++) take_doers(work, &work->found.items[i]);
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

void dl_fold_nested(dl_coding *work) {
  address_doers(work);
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *outer = &work->found.items[i];
    if (outer->dropped) continue;
    unsigned act = outer->event.act;
    bool judges = act == DL_ACCUSE || act == DL_SUPPORT || act == DL_REJECT;
    if (judges && !outer->event.reciprocal && !dl_any_party(&outer->event.recipient) &&
        outer->site.kind != DL_NOUN_ROW && outer->site.kind != DL_ADJECTIVE_ROW)
      run_rule(work, outer, address_doers_before, told_before);
  }
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *outer = &work->found.items[i];
    uint32_t nearest = UINT32_MAX;
    if (outer->dropped || !(outer->row.flags & DL_FLAG_NESTED)) continue;
    for (uint32_t k = work->near.from[outer->event.sentence]; k < work->near.from[outer->event.sentence + 1]; k++) {
      dl_candidate *inner = dl_near(work, k);
      if (inner->dropped || !dl_any_party(&outer->event.actor) || !is_about(work, outer, inner)) continue;
      unsigned act, mode;
      const char *cameo;
      dl_act_watch before = dl_watch_event(&outer->event);
      uint32_t distance = steps_below(work, outer, inner);
      const char *as = dl_act_name(outer->row.act);
      if (is_promised_not(work, outer, inner))
        as = is_hostile(inner->event.act) ? NULL : "REFUSE"; /* "promised not to attack": a promise still */
      if (distance < nearest && as && dl_nesting(work->lexicon, as, inner->event.act, &act, &mode, &cameo)) {
        nearest = distance; /* "agreed to delay its offensive" is about delaying */
        become(&outer->event, act, mode, cameo);
      }
      if (!outer->event.recipient.count && !outer->event.reciprocal &&
          !dl_has_addressee(work, outer)) { /* "pledged to send aid to Kenya" */
        const dl_participants *other = inner->event.reciprocal ? &inner->event.actor : &inner->event.recipient;
        for (uint32_t p = 0; p < other->count; p++) dl_add_participant(work, &outer->event.recipient, &other->items[p]);
        dl_remove_shared(&outer->event.recipient, &outer->event.actor);
      }
      dl_trace_rule(work, &outer->event, &before, "by the act that it is about");
      inner->dropped = true;
    }
  }
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *c = &work->found.items[i];
    if (c->dropped) continue;
    run_rule(work, c, dl_address_speech, "whom it speaks to or of");
    if (!has_frame(c)) c->dropped = true;
  }
}

void dl_apply_modality(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  dl_act_watch before = dl_watch_event(e);
  const char *cameo;
  uint32_t flags = c->row.flags;
  unsigned act, mode, instead = dl_flags_negated_as(flags);
  bool apart = c->site.kind == DL_LIGHT_ROW && c->site.verb >= 0 &&
               !dl_within(work->doc, (int32_t)e->trigger, c->site.verb); /* "the deal that it brokered will" */
  e->auxiliary = c->modal_request || apart ? 0 : dl_auxiliary(work, (int32_t)e->trigger);
  if (c->site.verb >= 0 && c->site.verb != (int32_t)e->trigger) e->auxiliary |= dl_auxiliary(work, c->site.verb);
  if (flags & DL_FLAG_IDIOM) e->auxiliary = 0; /* "would not stand idly by": the phrase has its negation in it */
  if ((e->auxiliary & DL_NEGATED) && (e->auxiliary & DL_HYPOTHETICAL))
    e->auxiliary &= ~(uint32_t)DL_HYPOTHETICAL; /* "could not reach": did not */
  if (flags & DL_FLAG_HISTORICAL) e->auxiliary |= DL_HISTORICAL;
  if (flags & DL_FLAG_FUTURE) e->auxiliary |= DL_FUTURE;
  if (flags & DL_FLAG_HYPOTHETICAL) e->auxiliary |= DL_HYPOTHETICAL;
  if (flags & DL_FLAG_NEGATED) e->auxiliary |= DL_NEGATED;
  if ((e->auxiliary & DL_NEGATED) && instead != DL_NO_ACT && instead < DL_SPEECH_ACT) {
    become(e, instead, DL_MODE_NONE, "120");
    e->auxiliary &= ~(uint32_t)DL_NEGATED;
  }
  if ((e->auxiliary & DL_FUTURE) && (e->auxiliary & DL_NEGATED) &&
      dl_nesting(work->lexicon, "REFUSE", e->act, &act, &mode, &cameo)) {
    become(e, act, mode, cameo); /* "will not negotiate" */
    e->auxiliary &= ~(uint32_t)(DL_NEGATED | DL_FUTURE);
  }
  if ((e->auxiliary & DL_FUTURE) && !(e->auxiliary & (DL_NEGATED | DL_HYPOTHETICAL)) &&
      dl_nesting(work->lexicon, "FUTURE", e->act, &act, &mode, &cameo))
    become(e, act, mode, cameo);
  if (e->act == DL_AGREE || e->act == DL_CONCEDE || e->act == DL_THREATEN)
    e->auxiliary &= ~(uint32_t)(DL_FUTURE | DL_HYPOTHETICAL);
  dl_trace_rule(work, e, &before, "by its negation or tense");
}
