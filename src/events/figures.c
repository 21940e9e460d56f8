#include "events/figures.h"

enum { STEPS = 6, OLDEST = 120 };

/* ---- words ---- */

/* The kind that lexicon/magnitude gives to the key in this use; 0 where it gives none. */
static unsigned kind_of_key(const dl_figures *s, const char *key, unsigned use) {
  const dl_table *table = s->work->lexicon->magnitude;
  uint32_t first, count = table ? dl_table_find(table, key, &first) : 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t its = dl_table_code(table, first + i, 2);
    if ((its ? its : DL_USE_OBJECT) == use) return dl_table_code(table, first + i, 1);
  }
  return 0;
}

/* The kind of a word of state: "dead"; 0. */
static unsigned kind_of_state(const dl_figures *s, int32_t token) {
  return kind_of_key(s, s->tokens[token].lower, DL_USE_STATE);
}

static unsigned kind_of_pair(const dl_figures *s, int32_t a, int32_t b, unsigned use) {
  dl_growing key = {.size = 0};
  dl_grow(&key, dl_key_lemma(s->work, a));
  dl_grow(&key, dl_key_lemma(s->work, b));
  return key.size < DL_KEY ? kind_of_key(s, key.text, use) : 0;
}

/* Of a word alone, or with its object, particle or compound ("lose life", "death toll"). */
unsigned dl_fate_kind(const dl_figures *s, int32_t token, unsigned use) {
  unsigned kind = 0;
  const uint64_t parts = DL_RELS(OBJ, COMPOUND);
  for (int32_t c = dl_first_by(s->doc, token, parts); c >= 0 && !kind; c = dl_next_by(s->doc, c, parts)) {
    bool before = c < token && s->tokens[c].rel == DL_REL_COMPOUND;
    kind = before ? kind_of_pair(s, c, token, use) : kind_of_pair(s, token, c, use);
  }
  if (!kind) kind = kind_of_key(s, dl_key_lemma(s->work, token), use);
  return kind ? kind : kind_of_key(s, s->tokens[token].lower, use);
}

/* The row of a word's unit, of two words ("per cent") before that of one; false: there is none. */
static bool find_unit(const dl_figures *s, const dl_table *units, int32_t noun, uint32_t *row) {
  dl_growing pair = {.size = 0};
  if (noun > 0) {
    dl_grow(&pair, s->tokens[noun - 1].lower);
    dl_grow(&pair, s->tokens[noun].lower);
    if (pair.size < DL_KEY && dl_table_find(units, pair.text, row)) return true;
  }
  return dl_table_find(units, dl_key_lemma(s->work, noun), row) || dl_table_find(units, s->tokens[noun].lower, row);
}

/* The kind of a unit: of lexicon/units, else by its class; "" where neither knows it. */
unsigned dl_unit_kind(const dl_figures *s, int32_t noun) {
  const uint64_t people = DL_SET(DL_CLASS_PEOPLE) | DL_SET(DL_CLASS_PERSONNEL) | DL_SET(DL_CLASS_ENVOY);
  const uint64_t things = DL_SET(DL_CLASS_ARMS) | DL_SET(DL_CLASS_VEHICLE) | DL_SET(DL_CLASS_SHIP) |
                          DL_SET(DL_CLASS_EQUIPMENT) | DL_SET(DL_CLASS_AID) | DL_SET(DL_CLASS_FOOD) |
                          DL_SET(DL_CLASS_OIL) | DL_SET(DL_CLASS_ENERGY) | DL_SET(DL_CLASS_MEDICINE) |
                          DL_SET(DL_CLASS_WMD);
  const dl_table *units = s->work->lexicon->units;
  uint32_t row;
  if (units && find_unit(s, units, noun, &row)) return dl_table_code(units, row, 1);
  if (dl_class_in(s->work->lexicon, dl_key_lemma(s->work, noun), people)) return DL_MEASURE_SIZE;
  if (dl_class_in(s->work->lexicon, dl_key_lemma(s->work, noun), things)) return DL_MEASURE_QUANTITY;
  return s->tokens[noun].xpos == DL_TAG_NNPS ? DL_MEASURE_SIZE : 0; /* "17 Palestinians" */
}

bool dl_is_group_noun(const dl_figures *s, int32_t noun) {
  return dl_unit_kind(s, noun) == DL_MEASURE_GROUP;
}

/* Things and places are none of the dead. */
static bool is_thing(const dl_figures *s, int32_t noun) {
  const uint64_t classes = DL_SET(DL_CLASS_FACILITY) | DL_SET(DL_CLASS_BUILDING) | DL_SET(DL_CLASS_TERRITORY) |
                           DL_SET(DL_CLASS_LINE) | DL_SET(DL_CLASS_DOCUMENT) | DL_SET(DL_CLASS_AGREEMENT);
  unsigned kind = dl_unit_kind(s, noun);
  if (kind) return !dl_in(kind, DL_SET(DL_MEASURE_SIZE) | DL_SET(DL_MEASURE_GROUP));
  return dl_class_in(s->work->lexicon, dl_key_lemma(s->work, noun), classes);
}

/* ---- the figure in the tree ---- */

static int32_t top_of_amount(const dl_figures *s, const dl_number *n) {
  for (uint32_t i = n->amount; i < n->amount_end; i++)
    if (s->tokens[i].head < (int32_t)n->amount || s->tokens[i].head >= (int32_t)n->amount_end) return (int32_t)i;
  return (int32_t)n->amount;
}

/* The word at a place, if it is one of the figure's sentence. */
static unsigned word_at(const dl_figures *s, const dl_figure *f, uint32_t at) {
  bool inside = at + 1 < s->work->doc->token_count && s->tokens[at].sentence == s->tokens[f->node].sentence;
  return inside ? s->tokens[at].word : DL_WORD_NONE;
}

/* "a 30-truck convoy", but not "a seven-member panel"; "a 200-strong force": the noun, behind a number's hyphen; -1. */
static int32_t hyphened_noun(const dl_figures *s, uint32_t behind, bool *strong) {
  const dl_token *t = &s->tokens[behind];
  bool size = dl_unit_kind(s, (int32_t)behind) == DL_MEASURE_SIZE;
  if (dl_is_nominal(t) && !size) return (int32_t)behind;
  *strong = size && t->upos == DL_ADJ && t->head >= (int32_t)behind && dl_is_nominal(&s->tokens[t->head]);
  return *strong ? t->head : -1;
}

/* "dozens of tanks", "five of whom" */
static void find_part(const dl_figures *s, dl_figure *f, int32_t preposition, uint32_t end) {
  int32_t of = s->tokens[preposition].head;
  bool inside = of > preposition && (uint32_t)of < end;
  f->of = true;
  f->part = inside && s->tokens[of].upos == DL_PRON;
  if (inside && !f->part) f->noun = of;
}

/* "a $300 million loan", "12 soldiers": is the figure a word of another's phrase? */
static bool modifies(const dl_token *t) {
  return dl_in(t->rel, DL_RELS(NUMMOD, DET, AMOD, COMPOUND, ADVMOD));
}

/* Stands a hyphen right behind the figure, with no space before it: "30-truck"? */
static bool has_hyphen(const dl_figures *s, const dl_figure *f) {
  uint32_t next = f->number.amount_end;
  return word_at(s, f, next) == DL_WORD_HYPHEN && !s->tokens[next - 1].space_after;
}

/* Can the word right behind a figure be what it counts? */
static bool is_counted(const dl_token *behind) {
  return dl_in(behind->upos, DL_UPOSES(NOUN, PROPN)) && behind->head >= 0 && behind->rel != DL_REL_OBJ;
}

/* The noun behind the hyphen of "a 30-truck convoy", or of a number without a sign the one that it stands at or before;
 * -1. */
static int32_t noun_of(const dl_figures *s, dl_figure *f, const dl_token *behind, uint32_t end) {
  const dl_token *t = &s->tokens[f->node];
  uint32_t next = f->number.amount_end;
  if (next + 1 < end && has_hyphen(s, f)) return hyphened_noun(s, next + 1, &f->strong);
  if (f->number.sign >= 0) return -1;
  if (modifies(t) && t->head >= (int32_t)next) return t->head;
  return behind && is_counted(behind) ? (int32_t)next : -1;
}

/* What the figure counts, and the word whose place in the clause is its own. */
static void find_noun(const dl_figures *s, dl_figure *f) {
  const dl_token *t = &s->tokens[f->node];
  uint32_t end = dl_sentence_end(&s->work->doc->sentences[t->sentence]), next = f->number.amount_end;
  const dl_token *behind = next < end ? &s->tokens[next] : NULL;
  f->noun = -1;
  f->role = f->node;
  if (f->number.sign < 0 && behind && behind->word == DL_WORD_OF) {
    find_part(s, f, (int32_t)next, end);
    return;
  }
  f->noun = noun_of(s, f, behind, end);
  if (f->noun >= 0)
    f->role = f->noun;
  else if (f->number.sign >= 0 && modifies(t) && t->head > f->node)
    f->role = t->head;
}

/* ---- is it a size at all? ---- */

/* A part of a name or of a time. */
static bool is_named(const dl_figures *s, const dl_number *n) {
  if (n->article) return false;
  for (uint32_t i = n->amount; i < n->amount_end; i++)
    if (s->timed[i] || (s->tokens[i].ner != DL_NER_O && n->value > 0)) return true;
  return false;
}

/* "T-72", "3-2", "one-third" */
static bool is_hyphenated(const dl_figures *s, const dl_figure *f) {
  uint32_t first = f->number.amount;
  if (first > 0 && word_at(s, f, first - 1) == DL_WORD_HYPHEN && !s->tokens[first - 1].space_after) return true;
  return f->noun < 0 && has_hyphen(s, f);
}

/* "Smith, 45," */
static bool is_age(const dl_figures *s, const dl_figure *f) {
  const dl_number *n = &f->number;
  if (f->noun >= 0 || n->value > OLDEST || n->amount < 2 || word_at(s, f, n->amount_end) != DL_WORD_COMMA) return false;
  const dl_token *name = &s->tokens[n->amount - 2];
  return name->upos == DL_PROPN && name->sentence == s->tokens[f->node].sentence && name[1].word == DL_WORD_COMMA;
}

/* "Resolution 1970" */
static bool is_numeral(const dl_figures *s, const dl_figure *f) {
  int32_t noun = dl_head_by(s->doc, f->node, DL_RELS(NUMMOD, FLAT, COMPOUND, APPOS, DEP, NMOD));
  if (noun < 0 || noun > f->node || !dl_in(s->tokens[noun].upos, DL_UPOSES(NOUN, PROPN))) return false;
  bool bare = f->noun < 0 && f->number.sign < 0 && !f->number.vague && f->number.bound == DL_EXACT;
  return bare && !dl_has_any_case(s->doc, f->node);
}

/* Is the number a name's or a label's, a score's, or no size of an act? */
static bool is_label(const dl_figures *s, const dl_figure *f) {
  if (is_named(s, &f->number) || is_hyphenated(s, f)) return true;
  if (f->noun >= 0 && dl_unit_kind(s, f->noun) == DL_MEASURE_NONE) return true;
  return is_age(s, f) || is_numeral(s, f);
}

/* "14 foreigners, six Iraqis" */
static bool is_listed(const dl_figures *s, const dl_figure *f, int32_t r) {
  int32_t head = dl_head_by(s->doc, r, DL_RELS(APPOS));
  if (head < 0 || dl_child_rel(s->doc, head, DL_REL_NUMMOD) < 0) return false;
  return f->noun >= 0 && !dl_fate_kind(s, f->noun, DL_USE_STATE);
}

/* "including three children", "among them three children" */
static bool is_introduced(const dl_figures *s, const dl_figure *f, int32_t r) {
  uint32_t first = f->number.first, start = s->work->doc->sentences[s->tokens[r].sentence].first;
  if (first > start && s->tokens[first - 1].word == DL_WORD_INCLUDING) return true;
  return first > start + 1 && s->tokens[first - 2].word == DL_WORD_AMONG && s->tokens[first - 1].upos == DL_PRON;
}

/* "three were among 11 people wounded" */
static bool were_among(const dl_figures *s, int32_t r) {
  if (s->tokens[r].rel != DL_REL_NSUBJ) return false;
  for (int32_t i = r + 1; i < r + STEPS && i < s->tokens[r].head; i++)
    if (s->tokens[i].upos == DL_AUX && s->tokens[i + 1].word == DL_WORD_AMONG) return true;
  return false;
}

/* "12 of the 30 hostages": the 30 */
static bool is_whole(const dl_figures *s, const dl_figure *f, int32_t r) {
  int32_t head = (uint32_t)r == f->number.amount ? -1 : dl_head_by(s->doc, r, DL_RELS(NMOD));
  if (head < 0 || s->tokens[head].upos != DL_NUM) return false;
  return dl_has_case(s->doc, r, "of") && dl_child_rel(s->doc, r, DL_REL_ACL) < 0;
}

/* Is the figure only a part, or the whole, of what another counts? */
static bool is_among(const dl_figures *s, const dl_figure *f) {
  int32_t r = dl_first_conjunct(s->doc, f->role), head = s->tokens[r].head;
  if (dl_has_case(s->doc, r, "including") || (head >= 0 && dl_lemma_is(s->doc, head, "include"))) return true;
  return is_listed(s, f, r) || is_introduced(s, f, r) || were_among(s, r) || is_whole(s, f, r);
}

/* Belong all prepositions of the word to the number phrase itself, as its bounds? */
static bool has_own_case(const dl_figures *s, const dl_figure *f) {
  for (int32_t c = dl_first_by(s->doc, f->role, DL_RELS(CASE)); c >= 0; c = dl_next_by(s->doc, c, DL_RELS(CASE)))
    if (c < (int32_t)f->number.first || c >= (int32_t)f->number.amount) return false;
  return dl_is(s->doc, f->role, DL_DEPREL_OBL);
}

/* From a joined phrase to the first, from what a group is of to the group. */
static void find_role(const dl_figures *s, dl_figure *f) {
  for (int steps = 0; steps < STEPS; steps++) {
    const dl_token *t = &s->tokens[f->role];
    if (t->head < 0) return;
    bool joined = t->rel == DL_REL_CONJ && dl_is_nominal(&s->tokens[t->head]);
    bool grouped = t->rel == DL_REL_NMOD && dl_has_case(s->doc, f->role, "of") && dl_is_group_noun(s, t->head);
    if (!joined && !grouped) return;
    f->role = t->head;
  }
}

/* ---- the dead, wounded, arrested and displaced ---- */

/* Does the word before a noun belong to it: "30 wounded men"? */
static bool is_attribute(const dl_figures *s, uint32_t at, uint32_t end) {
  if (s->tokens[at].rel != DL_REL_AMOD && s->tokens[at].upos != DL_ADJ) return false;
  return at + 1 < end && dl_in(s->tokens[at + 1].upos, DL_UPOSES(NOUN, PROPN));
}

/* Stands what is counted right behind the figure, and is no word of state itself? */
static bool passes_noun(const dl_figures *s, const dl_figure *f) {
  int32_t at = (int32_t)f->number.end;
  return f->noun >= at && f->noun <= at + STEPS && !dl_fate_kind(s, f->noun, DL_USE_STATE);
}

/* A word of state right behind the figure and what it counts: "30 wounded", "12 people dead", "five others hurt"; -1.
 */
static int32_t state_behind(const dl_figures *s, const dl_figure *f, unsigned *kind) {
  uint32_t end = dl_sentence_end(&s->work->doc->sentences[s->tokens[f->node].sentence]);
  uint32_t at = passes_noun(s, f) ? (uint32_t)f->noun + 1 : f->number.end;
  while (at < end && dl_in(s->tokens[at].word, DL_WORDS(MORE, OTHERS, OTHER_ONE))) at++;
  if (at >= end || is_attribute(s, at, end) || dl_child_rel(s->doc, (int32_t)at, DL_REL_OBJ) >= 0) return -1;
  *kind = kind_of_state(s, (int32_t)at);
  return *kind ? (int32_t)at : -1;
}

/* "The number of dead": the kind of what a count counts. */
static unsigned kind_of_total(const dl_figures *s, int32_t noun) {
  if (noun < 0 || !dl_is_nominal(&s->tokens[noun])) return 0;
  unsigned kind = dl_fate_kind(s, noun, DL_USE_TOTAL);
  int32_t of = kind ? -1 : dl_phrase_with(s->doc, noun, "of");
  if (of < 0 || !dl_is_group_noun(s, noun)) return kind;
  kind = dl_fate_kind(s, of, DL_USE_COUNTED);
  return kind ? kind : dl_fate_kind(s, of, DL_USE_STATE);
}

/* The same of a verb's phrase: what its subject or its object counts has come to it. */
static unsigned kind_by_reaching(const dl_figures *s, int32_t r) {
  const dl_token *t = &s->tokens[r];
  bool reached = dl_in(t->rel, DL_RELS(OBJ, XCOMP)) || (t->rel == DL_REL_OBL && !dl_has_case(s->doc, r, "from|by"));
  if (!reached || s->tokens[t->head].upos != DL_VERB) return 0;
  unsigned kind = kind_of_total(s, dl_deep_subject(s->doc, t->head));
  int32_t object = dl_deep_object(s->doc, t->head);
  return kind || object == r ? kind : kind_of_total(s, object);
}

/* The toll that the figure is said to have come to: "the death toll rose to 45", "raising the toll to 45", "a toll of
 * 45". */
static unsigned kind_by_total(const dl_figures *s, int32_t r) {
  const dl_token *t = &s->tokens[r];
  unsigned kind = kind_of_total(s, dl_child_rel(s->doc, r, DL_REL_NSUBJ)); /* "the toll is 45" */
  if (kind || t->head < 0) return kind;
  if (t->rel != DL_REL_NMOD) return kind_by_reaching(s, r);
  return dl_has_case(s->doc, r, "of|to") ? kind_of_total(s, t->head) : 0;
}

/* The verb joined to one of violence that says what came of it: "shot and killed"; -1. */
static int32_t joined_fate(const dl_figures *s, int32_t verb) {
  int32_t c = dl_first_by(s->doc, verb, DL_RELS(CONJ));
  while (c >= 0 && !dl_fate_kind(s, c, DL_USE_OBJECT)) c = dl_next_by(s->doc, c, DL_RELS(CONJ));
  return c <= verb + 2 ? c : -1;
}

/* What becomes of those whom the verb is done to: by the word of state right behind it ("shot dead"), by the verb, or
 * by one joined to it that says more ("shot and killed"). */
static unsigned kind_of_act(const dl_figures *s, int32_t *verb) {
  int32_t next = *verb + 1;
  bool stated = (uint32_t)next < s->work->doc->token_count && s->tokens[next].upos != DL_VERB;
  unsigned kind = stated ? kind_of_state(s, next) : 0;
  if (!kind) kind = dl_fate_kind(s, *verb, DL_USE_OBJECT);
  int32_t more = kind == DL_MEASURE_SIZE ? joined_fate(s, *verb) : -1;
  if (more < 0) return kind;
  *verb = more;
  return dl_fate_kind(s, more, DL_USE_OBJECT);
}

/* Of what a verb is done to. */
static unsigned kind_of_object(const dl_figures *s, int32_t *word) {
  int32_t state = dl_child_rel(s->doc, *word, DL_REL_XCOMP); /* "left 12 dead" */
  unsigned kind = state >= 0 ? kind_of_state(s, state) : 0;
  if (!kind) return kind_of_act(s, word);
  *word = state;
  return kind;
}

static unsigned kind_of_subject(const dl_figures *s, int32_t r, int32_t *word) {
  const dl_token *verb = &s->tokens[*word];
  bool stated = verb->upos == DL_ADJ || verb->xpos == DL_TAG_VBN;
  unsigned state = stated ? kind_of_state(s, *word) : 0;
  if (state) return state;
  bool passive = dl_is_passive(s->doc, *word) || dl_is(s->doc, r, DL_DEPREL_NSUBJ_PASS);
  return passive ? kind_of_act(s, word) : dl_fate_kind(s, *word, DL_USE_SUBJECT);
}

/* Of what a noun is of: "claimed the lives of 34", "the death of 34", "their deaths". */
static unsigned kind_of_genitive(const dl_figures *s, int32_t r, int32_t *word) {
  const dl_token *noun = &s->tokens[*word];
  bool of = dl_has_case(s->doc, r, "of");
  unsigned kind = of && noun->rel == DL_REL_OBJ ? kind_of_pair(s, noun->head, *word, DL_USE_OBJECT) : 0;
  if (kind) {
    *word = noun->head;
    return kind;
  }
  return of || dl_is(s->doc, r, DL_DEPREL_NMOD_POSS) ? dl_fate_kind(s, *word, DL_USE_OF) : 0;
}

/* By the verb, noun or adjective that the phrase is an argument of. */
static unsigned kind_by_head(const dl_figures *s, int32_t r, bool bare, int32_t *word) {
  const dl_token *t = &s->tokens[r];
  *word = t->head;
  if (*word < 0) return 0;
  if (t->rel == DL_REL_OBJ || bare) return kind_of_object(s, word);
  if (t->rel == DL_REL_NSUBJ) return kind_of_subject(s, r, word);
  if (t->rel == DL_REL_NMOD) return kind_of_genitive(s, r, word);
  return dl_in(t->rel, DL_RELS(NUMMOD, AMOD)) ? kind_of_state(s, *word) : 0;
}

/* By one clause of the noun: who is counted does it, or it is done to him. */
static unsigned kind_of_clause(const dl_figures *s, int32_t r, int32_t *verb) {
  if (s->tokens[*verb].xpos == DL_TAG_VBN || dl_is_passive(s->doc, *verb)) return kind_of_act(s, verb);
  if (dl_deep_subject(s->doc, *verb) == r) return dl_fate_kind(s, *verb, DL_USE_SUBJECT);
  return dl_deep_object(s->doc, *verb) == r ? kind_of_act(s, verb) : 0;
}

/* By a clause of the noun: "12 people killed in the raid", "12 people who died". */
static unsigned kind_by_clause(const dl_figures *s, int32_t r, int32_t *word) {
  unsigned kind = 0;
  int32_t c = dl_child(s->doc, (uint32_t)r, DL_REL_ACL, (uint32_t)r);
  for (; c >= 0 && !kind; c = dl_next_by(s->doc, c, DL_RELS(ACL))) {
    *word = c;
    kind = kind_of_clause(s, r, word);
  }
  return kind;
}

/* By the noun that is counted: "30 wounded", of whom is not said; "12 deaths". */
static unsigned kind_by_noun(const dl_figures *s, dl_figure *f, int32_t *word) {
  if (f->noun < 0) return 0;
  int32_t noun = f->noun;
  unsigned state = f->of || s->tokens[f->node].head != noun ? 0 : dl_fate_kind(s, noun, DL_USE_STATE);
  if (state) f->noun = -1;
  unsigned kind = state ? state : dl_fate_kind(s, noun, DL_USE_COUNTED);
  if (kind) *word = noun;
  return kind;
}

/* By the word before: "wounded scores", taken for scores that are wounded. */
static unsigned kind_by_modifier(const dl_figures *s, const dl_figure *f, int32_t *word) {
  int32_t before = (int32_t)f->number.first - 1;
  bool modifies = f->noun < 0 && f->number.vague && before >= 0 && s->tokens[before].head == f->node;
  unsigned kind = modifies ? kind_of_state(s, before) : 0;
  if (kind) *word = before;
  return kind;
}

/* Can that be what became of those counted: people, as many as that? */
static bool can_be_fate(const dl_figures *s, const dl_figure *f, unsigned kind, int32_t word) {
  if (f->number.sign >= 0 || (f->noun >= 0 && f->noun != word && is_thing(s, f->noun))) return false;
  bool subject = s->tokens[f->role].rel == DL_REL_NSUBJ && f->role <= word;
  if (f->part && !subject) return false; /* "shot seven times, four of them in the neck" */
  if (!f->number.article) return true;
  return kind != DL_MEASURE_QUANTITY && f->noun >= 0 && dl_unit_kind(s, f->noun) == DL_MEASURE_SIZE;
}

/* The noun whose clauses tell of those counted. */
static int32_t noun_of_clauses(const dl_figure *f) {
  bool counted = f->noun >= 0 && (!f->of || f->number.vague);
  return counted ? f->noun : f->role;
}

/* The kind of what became of those counted, and the word that tells it; 0. */
static unsigned find_fate(const dl_figures *s, dl_figure *f, int32_t *word) {
  unsigned kind = 0;
  *word = state_behind(s, f, &kind);
  if (*word < 0) kind = kind_by_noun(s, f, word);
  if (!kind) kind = kind_by_modifier(s, f, word);
  if (!kind) kind = kind_by_head(s, f->role, f->bare, word);
  if (!kind) kind = kind_by_clause(s, noun_of_clauses(f), word);
  if (kind || f->noun >= 0) return kind;
  *word = f->role;
  return kind_by_total(s, f->role);
}

void dl_figure_fate(const dl_figures *s, dl_figure *f) {
  int32_t word;
  f->bare = has_own_case(s, f);
  find_role(s, f);
  unsigned kind = find_fate(s, f, &word);
  if (!kind || !can_be_fate(s, f, kind, word)) return;
  f->kind = kind;
  f->word = word;
  if (f->noun == word && !dl_fate_kind(s, word, DL_USE_COUNTED)) f->noun = -1; /* "30 wounded": of whom is not said */
}

/* ---- all of it ---- */

/* "rose from 12 to 45": where it came to. */
static void take_end(const dl_figures *s, dl_figure *f) {
  dl_number *n = &f->number;
  bool from = n->bound == DL_RANGE && n->first > 0 && s->tokens[n->first - 1].word == DL_WORD_FROM;
  if (!from) return;
  n->value = n->low = n->high;
  n->bound = DL_EXACT;
}

bool dl_figure_read(const dl_figures *s, uint32_t at, uint32_t end, dl_figure *f) {
  *f = (dl_figure){.word = -1, .unit = ""};
  if (!dl_number_read(s->work->lexicon->numbers, s->work->lexicon->units, s->work->doc, at, end, &f->number))
    return false;
  take_end(s, f);
  f->node = top_of_amount(s, &f->number);
  find_noun(s, f);
  return true;
}

bool dl_figure_counts(const dl_figures *s, const dl_figure *f) {
  return !is_label(s, f) && !is_among(s, f);
}
