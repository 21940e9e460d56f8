#include "events/coder.h"

#define PREPOSITIONAL (DL_SET(DL_STEP_OBL) | DL_SET(DL_STEP_NMOD))

typedef struct heads {
  int32_t *items;
  uint32_t count;
} heads;

static void add_head(heads *list, int32_t token) {
  if (token < 0 || list->count >= DL_HEADS) return;
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] == token) return;
  list->items[list->count++] = token;
}

static void add_children(const dl_document *doc, heads *list, int32_t token, unsigned rel) {
  int32_t c = token >= 0 ? dl_first_by(doc, token, DL_SET(rel)) : -1;
  for (; c >= 0; c = dl_next_by(doc, c, DL_SET(rel))) add_head(list, c);
}

/* The noun or verb that a noun depends on as argument: of "the army resumed strikes", "resumed". */
static int32_t governor(const dl_document *doc, int32_t noun) {
  return dl_head_by(doc, dl_first_conjunct(doc, noun), DL_RELS(OBJ, OBL, NMOD, NSUBJ));
}

/* Does the noun name something that its clause only looks at or stands beside: "condemned the attack", "met since the
 * invasion"? */
static bool is_beside(const dl_coding *work, int32_t noun, int32_t over) {
  enum { JUDGED = 1 << DL_ACCUSE | 1 << DL_SUPPORT | 1 << DL_REQUEST, PUNISHED = 1 << DL_COERCE | 1 << DL_SANCTION };
  const dl_document *doc = work->doc;
  unsigned act = work->act[over];
  if (dl_act_in(act, JUDGED) || dl_lemma_is_kind(work, over, DL_SENSE_ONLOOKER)) return true;
  if (dl_act_in(act, PUNISHED) && dl_has_case(doc, noun, "for")) return true; /* "jailed for looting" */
  int32_t c = dl_first_by(doc, noun, DL_RELS(CASE));
  while (c >= 0 && !dl_lemma_is_kind(work, c, DL_SENSE_BESIDE)) c = dl_next_by(doc, c, DL_RELS(CASE));
  return c >= 0;
}

/* "French mediation in the talks", "an attack on supplies": the act of others. */
static bool is_others(const dl_coding *work, int32_t noun, int32_t over) {
  return work->act[over] && dl_has_case(work->doc, noun, "in|on");
}

static void add_governing_subject(const dl_coding *work, heads *list, int32_t noun, int depth) {
  const dl_document *doc = work->doc;
  int32_t over = governor(doc, noun);
  if (over < 0 || depth > 4) return;
  if (work->act[noun] != DL_CONSULT && is_beside(work, noun, over)) return;
  if (dl_is_verb(doc, (uint32_t)over)) {
    int32_t subject = dl_deep_subject(doc, over);
    if (subject >= 0 && !dl_within(doc, noun, subject)) add_head(list, subject);
  } else if (dl_in(doc->tokens[noun].deprel, DL_DEPRELS(NMOD, NMOD_DESC)) && !is_others(work, noun, over)) {
    uint32_t before = list->count;
    add_head(list, dl_child_deprel(doc, over, DL_DEPREL_NMOD_POSS));
    if (list->count == before) add_children(doc, list, over, DL_REL_AMOD);
    if (list->count == before) add_governing_subject(work, list, over, depth + 1);
  }
}

static void add_phrases_of(const dl_coding *work, heads *list, int32_t base, const char *preposition) {
  const dl_document *doc = work->doc;
  const uint64_t phrases = DL_RELS(OBL, NMOD, ADVCL, ACL, XCOMP);
  for (int32_t c = dl_first_by(doc, base, phrases); c >= 0; c = dl_next_by(doc, c, phrases))
    if (dl_has_case(doc, c, preposition) && !dl_in_time(work, c)) add_head(list, c);
}

/* Phrases with a preposition: at the first base that has any. "On Thursday" is none. */
static void add_phrases(const dl_coding *work, heads *list, const int32_t *bases, int count, const char *preposition) {
  uint32_t before = list->count;
  for (int i = 0; i < count && list->count == before; i++)
    if (bases[i] >= 0) add_phrases_of(work, list, bases[i], preposition);
}

/* "the border with X", "its ties to X": the phrase is the noun's own. */
static bool is_bond(const dl_coding *work, int32_t noun) {
  return noun >= 0 &&
         dl_class_in(work->lexicon, dl_key_lemma(work, noun), DL_SET(DL_CLASS_BORDER) | DL_SET(DL_CLASS_RELATION));
}

/* Hangs the phrase on a noun inside the trigger's phrase, or in its clause ("the bombardment seen yet on X")? */
static bool is_misplaced(const dl_coding *work, int32_t phrase, int32_t trigger, const char *preposition) {
  const dl_document *doc = work->doc;
  int32_t noun = dl_head_by(doc, phrase, DL_RELS(NMOD)), verb = dl_head_by(doc, phrase, DL_RELS(OBL));
  bool nominal = noun >= 0 && dl_in(doc->tokens[noun].upos, DL_UPOSES(NOUN, PROPN));
  bool attribute = verb > trigger && doc->tokens[verb].rel == DL_REL_ACL;
  if ((!nominal && !attribute) || !dl_has_case(doc, phrase, preposition)) return false;
  return dl_within(doc, phrase, trigger) && !is_bond(work, doc->tokens[phrase].head);
}

/* A phrase that the parser hung on a noun inside the trigger's phrase ("flow of arms and equipment from X"): the first
 * behind the trigger. */
static void add_misplaced(const dl_coding *work, heads *list, int32_t trigger, const char *preposition) {
  enum { REACH = 14 };
  const dl_sentence *s = &work->doc->sentences[work->doc->tokens[trigger].sentence];
  int32_t end = (int32_t)dl_sentence_end(s);
  for (int32_t t = trigger + 1; t < end && t < trigger + REACH && !list->count; t++)
    if (is_misplaced(work, t, trigger, preposition)) add_head(list, t);
}

/* The verb that a noun's phrases may hang on; -1. */
static int32_t verb_over(const dl_document *doc, int32_t noun) {
  int32_t over = noun >= 0 ? governor(doc, noun) : -1;
  return over >= 0 && doc->tokens[over].upos == DL_VERB ? over : -1;
}

static void add_prepositional(dl_coding *work, const dl_site *site, heads *list, const dl_table *table,
                              const dl_term *step) {
  bool noun_first = step->what == DL_STEP_NMOD, vague = dl_in(step->label, DL_WORDS(OF, IN));
  bool by_verb = site->kind == DL_VERB_ROW;
  const char *preposition = dl_table_text(table, step->text);
  int32_t verb = site->verb, noun = by_verb && verb >= 0 ? dl_deep_object(work->doc, verb) : site->noun;
  if (site->kind == DL_NOUN_ROW && noun >= 0) verb = verb_over(work->doc, noun);
  if (site->kind == DL_ADJECTIVE_ROW) verb = site->trigger;
  int32_t bases[3] = {noun_first ? noun : verb, noun_first ? verb : noun, by_verb ? site->noun : -1};
  add_phrases(work, list, bases, 3, preposition);
  if (!list->count && !by_verb && !vague) add_misplaced(work, list, site->trigger, preposition);
}

/* In, at, near: the first of these. */
static void add_place(dl_coding *work, const dl_site *site, heads *list) {
  const dl_terms places = work->lexicon->slots[DL_SLOTS_PLACES];
  for (const dl_term *c = places.first; c && !list->count; c = dl_choice_after(c))
    if (dl_in(c[1].what, PREPOSITIONAL)) add_prepositional(work, site, list, places.table, c + 1);
}

/* Who is accused by a noun for an accusation: "charges against X", "held X on charges", never the one who accuses. */
static int32_t accused(const dl_coding *work, int32_t noun) {
  const dl_document *doc = work->doc;
  int32_t against = dl_phrase_with(doc, noun, "against"), over = governor(doc, noun);
  if (against >= 0 || over < 0 || doc->tokens[over].upos != DL_VERB) return against;
  if (doc->tokens[noun].rel == DL_REL_OBL) return dl_deep_object(doc, over); /* "held on charges of" */
  bool accuses = work->act[over] == DL_ACCUSE && !dl_lemma_is_kind(work, over, DL_SENSE_ONLOOKER);
  return accuses ? -1 : dl_deep_subject(doc, over);
}

/* The subject of a verb; of the deed in "accusations by Kampala of sheltering rebels" the party accused, in "accused X
 * of a crime by arming Y" X. */
static int32_t doer(const dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  if (doc->tokens[verb].xpos != DL_TAG_VBG) return dl_deep_subject(doc, verb);
  int32_t over = dl_head_by(doc, verb, DL_RELS(ADVCL)), noun = dl_head_by(doc, verb, DL_RELS(ACL));
  bool means = over >= 0 && over < verb && work->act[over] == DL_ACCUSE;
  if (means && dl_has_case(doc, verb, "by")) return dl_deep_object(doc, over);
  if (noun < 0 || !dl_class_is(work->lexicon, dl_key_lemma(work, noun), DL_CLASS_ACCUSATION))
    return dl_deep_subject(doc, verb);
  return dl_has_case(doc, verb, "of") ? accused(work, noun) : dl_deep_subject(doc, verb);
}

/* The noun that is asked for its own words: that of the site, else its trigger. */
static int32_t noun_of(const dl_site *site) {
  return site->noun >= 0 ? site->noun : site->trigger;
}

static void add_subject(dl_coding *work, const dl_site *site, heads *list) {
  const dl_document *doc = work->doc;
  if (site->verb >= 0) {
    add_head(list, doer(work, site->verb));
  } else if (site->kind == DL_ADJECTIVE_ROW) {
    add_head(list, dl_child_rel(doc, site->trigger, DL_REL_NSUBJ));
    if (!list->count) add_head(list, dl_deep_subject(doc, site->trigger));
  } else {
    add_head(list, dl_child_rel(doc, noun_of(site), DL_REL_NSUBJ));
  }
}

static void add_object(dl_coding *work, const dl_site *site, heads *list) {
  const dl_document *doc = work->doc;
  if (site->verb < 0) return;
  add_head(list, dl_deep_object(doc, site->verb));
  if (dl_is_passive(doc, site->verb)) add_head(list, dl_child_rel(doc, site->verb, DL_REL_OBJ));
}

static void add_dative(dl_coding *work, const dl_site *site, heads *list) {
  const dl_document *doc = work->doc;
  int32_t verb = site->verb;
  if (verb < 0) return;
  add_children(doc, list, verb, DL_REL_IOBJ);
  if (list->count) return; /* of two objects the first has the thing done for it: "offered Kyiv assistance" */
  int32_t first = dl_child_rel(doc, verb, DL_REL_OBJ);
  if (first >= 0 && dl_child(doc, (uint32_t)verb, DL_REL_OBJ, (uint32_t)first + 1) >= 0) add_head(list, first);
}

/* What is said of the object: "called the step a provocation", read as two objects; else a clause. */
static void add_predicate(dl_coding *work, const dl_site *site, heads *list) {
  const dl_document *doc = work->doc;
  int32_t base = dl_site_top(site), object = -1;
  if (site->verb >= 0 && dl_child_rel(doc, base, DL_REL_XCOMP) < 0) object = dl_child_rel(doc, base, DL_REL_OBJ);
  if (object < 0) add_children(doc, list, base, DL_REL_XCOMP);
  for (int32_t c = object; c >= 0; c = dl_next_by(doc, c, DL_RELS(OBJ)))
    if (c != object) add_head(list, c);
}

static void add_modifiers(dl_coding *work, const dl_site *site, heads *list) {
  const dl_document *doc = work->doc;
  int32_t noun = noun_of(site);
  add_children(doc, list, noun, DL_REL_AMOD);
  add_children(doc, list, noun, DL_REL_COMPOUND);
  for (int32_t c = dl_first_by(doc, noun, DL_RELS(NMOD)); c >= 0; c = dl_next_by(doc, c, DL_RELS(NMOD)))
    if (dl_in(doc->tokens[c].deprel, DL_DEPRELS(NMOD_DESC, NMOD_UNMARKED))) add_head(list, c);
}

static void add_possessor(dl_coding *work, const dl_site *site, heads *list) {
  add_head(list, dl_child_deprel(work->doc, noun_of(site), DL_DEPREL_NMOD_POSS));
}

static void add_apposed(dl_coding *work, const dl_site *site, heads *list) {
  add_children(work->doc, list, noun_of(site), DL_REL_APPOS);
}

static void add_governing(dl_coding *work, const dl_site *site, heads *list) {
  add_governing_subject(work, list, noun_of(site), 0);
}

static void add_speaker(dl_coding *work, const dl_site *site, heads *list) {
  add_head(list, work->speaker[site->trigger]);
}

/* Heads of one step at a site. */
static void take_step(dl_coding *work, const dl_site *site, const dl_table *table, const dl_term *step, heads *list) {
  static void (*const takes[DL_WHATS])(dl_coding *, const dl_site *, heads *) = {
      [DL_STEP_NSUBJ] = add_subject,   [DL_STEP_OBJ] = add_object,     [DL_STEP_IOBJ] = add_dative,
      [DL_STEP_POSS] = add_possessor,  [DL_STEP_AMOD] = add_modifiers, [DL_STEP_APPOS] = add_apposed,
      [DL_STEP_XCOMP] = add_predicate, [DL_STEP_GOV] = add_governing,  [DL_STEP_SPEAKER] = add_speaker,
      [DL_STEP_PLACE] = add_place};
  if (step->what >= DL_WHATS) return;
  if (takes[step->what])
    takes[step->what](work, site, list);
  else if (dl_in(step->what, PREPOSITIONAL))
    add_prepositional(work, site, list, table, step);
  else if (step->what > DL_STEP_NSUBJ)
    add_children(work->doc, list, dl_site_top(site), step->label);
}

/* A site from whose point of view the slots behind ">" are read. */
static dl_site site_at(const dl_document *doc, int32_t token) {
  const dl_token *t = &doc->tokens[token];
  bool verb = dl_in(t->upos, DL_UPOSES(VERB, AUX));
  return (dl_site){.trigger = token,
                   .verb = verb ? token : -1,
                   .noun = verb ? -1 : token,
                   .kind = verb                ? DL_VERB_ROW
                           : t->upos == DL_ADJ ? DL_ADJECTIVE_ROW
                                               : DL_NOUN_ROW};
}

enum { LONGEST_PATH = 8 }; /* a damaged data file could hold a longer one */

static void follow(dl_coding *work, const dl_site *site, const dl_table *table, const dl_term *step, int depth,
                   heads *list) {
  if (step->next != DL_THEN_INSIDE || depth == LONGEST_PATH) {
    take_step(work, site, table, step, list);
    return;
  }
  int32_t items[DL_HEADS];
  heads first = {items, 0};
  take_step(work, site, table, step, &first);
  for (uint32_t i = 0; i < first.count; i++) {
    dl_site inner = site_at(work->doc, items[i]);
    follow(work, &inner, table, step + 1, depth + 1, list);
  }
}

uint32_t dl_choice_heads(dl_coding *work, const dl_site *site, const dl_table *table, const dl_term *choice,
                         int32_t *items) {
  heads list = {items, 0};
  if (choice->what != DL_CHOICE) return 0;
  for (const dl_term *step = choice + 1;; step++) {
    follow(work, site, table, step, 0, &list);
    while (step->next == DL_THEN_INSIDE) step++;
    if (step->next != DL_THEN_POOL) return list.count;
  }
}

uint32_t dl_slot_heads(dl_coding *work, const dl_site *site, dl_terms slots, int32_t *items) {
  uint32_t count = 0;
  for (const dl_term *choice = slots.first; choice && !count; choice = dl_choice_after(choice))
    count = dl_choice_heads(work, site, slots.table, choice, items);
  return count;
}

/* Is the noun a deed that the act judges: "condemned the abduction of three workers"? Who is judged has done it; those
 * of whom it tells are whom it was done to. */
static bool is_judged(const dl_coding *work, const dl_site *site, int32_t noun) {
  enum { DONE_TO = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_SANCTION };
  if (noun < 0 || noun == site->trigger || work->doc->tokens[noun].upos != DL_NOUN) return false;
  return dl_act_in(work->act[site->trigger], DL_JUDGING) && dl_act_in(work->act[noun], DONE_TO);
}

/* "three workers" there. */
static bool is_sufferer(const dl_coding *work, const dl_site *site, int32_t head) {
  const dl_token *t = &work->doc->tokens[head];
  return dl_in(t->deprel, DL_DEPRELS(NMOD, NMOD_DESC, NMOD_UNMARKED)) && is_judged(work, site, t->head) &&
         !dl_has_case(work->doc, head, "by");
}

/* Is the slot a place, and nothing behind it? */
static bool is_place_slot(const dl_term *choice) {
  return choice[1].what == DL_STEP_PLACE && choice[1].next != DL_THEN_POOL && choice[1].next != DL_THEN_INSIDE;
}

static bool is_somewhere(dl_coding *work, int32_t head) {
  static const uint8_t places[] = {DL_CLASS_PLACE, DL_CLASS_TERRITORY, DL_CLASS_FACILITY, 0};
  return dl_head_has_any(work, head, places);
}

/* Can a party be named inside of the words there: not "in support of X"? */
static bool may_be_inside(dl_coding *work, const dl_site *site, const dl_term *choice, int32_t head) {
  if (choice->label & DL_WHOLE || is_judged(work, site, head)) return false;
  return !is_place_slot(choice) || is_somewhere(work, head);
}

void dl_choice_participants(dl_coding *work, const dl_site *site, const dl_table *table, const dl_term *choice,
                            dl_participants *out, int32_t at[DL_HEADS]) {
  uint32_t count = dl_choice_heads(work, site, table, choice, at);
  for (uint32_t i = 0; i < count; i++)
    if (at[i] != site->trigger && !is_sufferer(work, site, at[i]))
      dl_head_participants(work, at[i], may_be_inside(work, site, choice, at[i]), out);
}

void dl_slot_participants(dl_coding *work, const dl_site *site, dl_terms slots, dl_role role, dl_participants *out,
                          const dl_trace **trace) {
  dl_participants fallback = {0};
  int32_t at[DL_HEADS];
  for (const dl_term *choice = slots.first; choice; choice = dl_choice_after(choice)) {
    dl_participants got = {0};
    dl_choice_participants(work, site, slots.table, choice, &got, at);
    bool half = (choice->label & DL_POOLED) && got.count < 2; /* "in coordination with X": the other may be elsewhere */
    if (got.count && dl_any_party(&got) && !half) {
      dl_add_participants(work, out, &got);
      dl_trace_slot(work, trace, role == DL_ACTOR ? "actor" : "recipient", dl_table_text(slots.table, choice->text),
                    at[0]);
      return;
    }
    if (got.count && (!fallback.count || (dl_any_party(&got) && !dl_any_party(&fallback)))) fallback = got;
  }
  dl_add_participants(work, out, &fallback);
}
