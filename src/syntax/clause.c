#include "syntax/clause.h"

#include <string.h>

enum {
  DEPTH = 8, /* of chained clauses: control inside control inside a relative clause */
  LIST = 32  /* members of one */
};

/* ---- nouns: lists, determiners, relative clauses ---- */

int32_t dl_first_conjunct(const dl_document *doc, int32_t token) {
  for (int steps = 0; steps < LIST && doc->tokens[token].rel == DL_REL_CONJ && doc->tokens[token].head >= 0; steps++)
    token = doc->tokens[token].head;
  return token;
}

bool dl_is_definite(const dl_document *doc, int32_t noun) {
  for (int32_t c = dl_first(doc, noun); c >= 0 && c < noun; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_DET && (doc->tokens[c].features & (DL_DEFINITE | DL_SHOWING))) return true;
  return false;
}

bool dl_is_relative(const dl_document *doc, int32_t token) {
  const dl_token *t = &doc->tokens[token];
  return (t->features & DL_RELATIVE) || dl_in(t->xpos, DL_TAGS(WDT, WP, WPS));
}

/* The noun that the clause around a word describes; -1. */
static int32_t described(const dl_document *doc, int32_t word) {
  for (int depth = 0; depth < DEPTH && word >= 0; depth++, word = doc->tokens[word].head)
    if (doc->tokens[word].rel == DL_REL_ACL) return doc->tokens[word].head;
  return -1;
}

int32_t dl_antecedent(const dl_document *doc, int32_t token) {
  int32_t noun = dl_is_relative(doc, token) ? described(doc, doc->tokens[token].head) : -1;
  return noun >= 0 ? noun : token;
}

/* ---- voice ---- */

static bool has_finite_subject(const dl_document *doc, int32_t verb) {
  return dl_child_rel(doc, verb, DL_REL_NSUBJ) >= 0;
}

bool dl_is_passive(const dl_document *doc, int32_t verb) {
  for (int depth = 0; depth < DEPTH && verb >= 0; depth++) {
    const dl_token *t = &doc->tokens[verb];
    if (dl_child_deprel(doc, verb, DL_DEPREL_AUX_PASS) >= 0) return true;
    if (dl_child_deprel(doc, verb, DL_DEPREL_NSUBJ_PASS) >=
        0) /* with an object, or in the past tense, it is an active misread */
      return dl_child_rel(doc, verb, DL_REL_OBJ) < 0 && !dl_in(t->xpos, DL_TAGS(VBD, VBZ));
    if (t->xpos != DL_TAG_VBN && !(t->features & DL_PASSIVE)) return false;
    if (dl_child_rel(doc, verb, DL_REL_AUX) >= 0 || has_finite_subject(doc, verb)) return false;
    if (dl_in(t->rel, DL_RELS(ACL, AMOD))) return true;
    if (t->rel == DL_REL_ADVCL) return dl_child_rel(doc, verb, DL_REL_OBJ) < 0;
    if (dl_in(t->rel, DL_RELS(ROOT, PARATAXIS))) /* headline: "Ten killed in blast" */
      return dl_child_rel(doc, verb, DL_REL_OBJ) < 0;
    if (t->rel != DL_REL_CONJ) return false;
    verb = t->head;
  }
  return false;
}

/* "warned X against joining": X would join. */
static bool is_warned_off(const dl_document *doc, int32_t verb) {
  return doc->tokens[verb].xpos == DL_TAG_VBG && dl_has_case(doc, verb, "against");
}

/* What a verb has as subject or object: for a relative pronoun its noun; -1 where there is none. */
static int32_t unrelative(const dl_document *doc, int32_t found) {
  return dl_is_relative(doc, found) ? described(doc, doc->tokens[found].head) : found;
}

static int32_t subject(const dl_document *doc, int32_t verb, int depth);
static int32_t object(const dl_document *doc, int32_t verb, int depth);

/* Of a passive who has it done to him. */
static int32_t surface_subject(const dl_document *doc, int32_t verb, int depth) {
  return dl_is_passive(doc, verb) ? object(doc, verb, depth) : subject(doc, verb, depth);
}

/* Subject of "decision to attack", "his plan to resign": the possessor of the noun, or the subject of its verb. */
static int32_t subject_of_noun(const dl_document *doc, int32_t noun, int depth) {
  int32_t poss = dl_child_deprel(doc, noun, DL_DEPREL_NMOD_POSS);
  if (poss >= 0) return poss;
  const dl_token *t = &doc->tokens[noun];
  if ((dl_in(t->rel, DL_RELS(OBJ, OBL))) && t->head >= 0) return subject(doc, t->head, depth + 1);
  return -1;
}

/* "accused X of attacking", "thanked X for joining", "kept X from leaving", "charged X with killing": a gerund behind
 * such a preposition is the object's act. */
static bool is_blamed_for(const dl_document *doc, int32_t verb) {
  static const char *const cases[] = {"of", "for", "from", "with"};
  bool found = false;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) found |= dl_has_case(doc, verb, cases[i]);
  return found && doc->tokens[verb].xpos == DL_TAG_VBG;
}

/* The subject that a clause without one shares with its surroundings. */
static int32_t shared_subject(const dl_document *doc, int32_t verb, int depth) {
  const dl_token *t = &doc->tokens[verb];
  int32_t head = t->head;
  if (head < 0 || depth > DEPTH) return -1;
  switch (t->rel) {
    case DL_REL_ACL:
      if (doc->tokens[head].head >= 0 && dl_lemma_is(doc, doc->tokens[head].head, "have") &&
          dl_has_case(doc, verb, "of")) /* "has no intention of talking" */
        return subject_of_noun(doc, head, depth);
      if (dl_in(t->xpos, DL_TAGS(VBG, VBN))) return head;
      if (dl_is(doc, verb, DL_DEPREL_ACL_RELCL)) return head;
      return subject_of_noun(doc, head, depth);
    case DL_REL_XCOMP: {
      int32_t object_of_head = object(doc, head, depth + 1);
      if (object_of_head >= 0 && object_of_head != verb && !dl_within(doc, object_of_head, verb)) return object_of_head;
      int32_t iobj = dl_child_rel(doc, head, DL_REL_IOBJ);
      return iobj >= 0 ? iobj : subject(doc, head, depth + 1);
    }
    case DL_REL_ADVCL:
      if ((is_blamed_for(doc, verb) || is_warned_off(doc, verb)) && !dl_is_passive(doc, head) &&
          object(doc, head, depth + 1) >= 0)
        return object(doc, head, depth + 1);
      return surface_subject(doc, head, depth + 1);
    case DL_REL_CCOMP:
      return surface_subject(doc, head, depth + 1);
    case DL_REL_CONJ:
    case DL_REL_PARATAXIS:
      if (t->rel == DL_REL_PARATAXIS && dl_child_rel(doc, verb, DL_REL_OBJ) < 0) return -1;
      return surface_subject(doc, head, depth + 1);
    case DL_REL_AMOD:
      return head;
    default:
      return -1;
  }
}

int32_t dl_agent(const dl_document *doc, int32_t verb) {
  int32_t by = dl_child_deprel(doc, verb, DL_DEPREL_OBL_AGENT);
  if (by >= 0) return by;
  for (int32_t c = dl_first(doc, verb); c >= 0; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_OBL && dl_has_case(doc, c, "by")) return c;
  return -1;
}

/* "after rebels killed two men", read as "after rebels": a phrase right before a finite verb without a subject is its
 * subject. */
static int32_t noun_before(const dl_document *doc, int32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  bool finite = dl_in(t->xpos, DL_TAGS(VBD, VBZ, VBP));
  if (!finite || t->rel != DL_REL_ADVCL || verb == 0) return -1;
  const dl_token *before = &doc->tokens[verb - 1];
  return before->head == verb && before->rel == DL_REL_OBL && dl_has_any_case(doc, verb - 1) ? verb - 1 : -1;
}

static int32_t subject(const dl_document *doc, int32_t verb, int depth) {
  if (depth > DEPTH) return -1;
  if (dl_is_passive(doc, verb)) return dl_agent(doc, verb);
  for (int32_t c = dl_first(doc, verb); c >= 0; c = dl_sibling(doc, c))
    if (dl_is(doc, c, DL_DEPREL_NSUBJ) || dl_is(doc, c, DL_DEPREL_NSUBJ_OUTER) || dl_is(doc, c, DL_DEPREL_NSUBJ_PASS))
      return unrelative(doc, c);
  int32_t it = dl_child_rel(
      doc, verb,
      DL_REL_EXPL); /* "It urged the states to": with an object and no clause for it to stand for, a subject */
  if (it >= 0 && it < verb && doc->tokens[it].word == DL_WORD_IT && dl_child_rel(doc, verb, DL_REL_OBJ) >= 0 &&
      dl_child_rel(doc, verb, DL_REL_CSUBJ) < 0)
    return it;
  int32_t before = noun_before(doc, verb);
  return before >= 0 ? before : shared_subject(doc, verb, depth);
}

static int32_t passive_object(const dl_document *doc, int32_t verb, int depth) {
  int32_t found = dl_child_deprel(doc, verb, DL_DEPREL_NSUBJ_PASS);
  if (found >= 0) return unrelative(doc, found);
  const dl_token *t = &doc->tokens[verb];
  if (t->head < 0) return dl_child_rel(doc, verb, DL_REL_NSUBJ); /* headline: "Ten killed" */
  switch (t->rel) {
    case DL_REL_ACL:
    case DL_REL_AMOD:
      return t->head;
    case DL_REL_CONJ:
      return surface_subject(doc, t->head, depth + 1);
    case DL_REL_XCOMP:
    case DL_REL_ADVCL:
    case DL_REL_CCOMP:
      return shared_subject(doc, verb, depth);
    default:
      return -1;
  }
}

static int32_t object(const dl_document *doc, int32_t verb, int depth) {
  if (depth > DEPTH) return -1;
  if (dl_is_passive(doc, verb)) {
    int32_t found = passive_object(doc, verb, depth);
    return found >= 0 ? found : dl_child_rel(doc, verb, DL_REL_OBJ);
  }
  int32_t found = dl_child_rel(doc, verb, DL_REL_OBJ);
  if (found >= 0) return unrelative(doc, found);
  found = dl_child_rel(doc, verb, DL_REL_IOBJ); /* "asked Paris to leave": the only object */
  if (found >= 0) return unrelative(doc, found);
  const dl_token *t = &doc->tokens[verb];
  if (dl_is(doc, verb, DL_DEPREL_ACL_RELCL)) { /* "the weapons (that) Iran sold" */
    int32_t nsubj = dl_child_rel(doc, verb, DL_REL_NSUBJ);
    if (nsubj >= 0 && !dl_is_relative(doc, nsubj) && dl_child_rel(doc, verb, DL_REL_OBL) < 0) return t->head;
  }
  for (int32_t c = dl_first(doc, verb); c >= 0; c = dl_sibling(doc, c)) /* "attacked and burned the camp" */
    if (doc->tokens[c].rel == DL_REL_CONJ && doc->tokens[c].upos == DL_VERB && !has_finite_subject(doc, c)) {
      int32_t later = dl_child_rel(doc, c, DL_REL_OBJ);
      if (later >= 0 && c == verb + 2) return later;
    }
  return -1;
}

int32_t dl_deep_subject(const dl_document *doc, int32_t verb) {
  return subject(doc, verb, 0);
}
int32_t dl_deep_object(const dl_document *doc, int32_t verb) {
  return object(doc, verb, 0);
}

/* ---- complements, tense and negation ---- */

bool dl_has_complement(const dl_document *doc, int32_t token) {
  for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c))
    if (dl_in(doc->tokens[c].rel, DL_COMPLEMENTS)) return true;
  return false;
}

bool dl_is_infinitive(const dl_document *doc, int32_t verb) {
  return doc->tokens[verb].xpos == DL_TAG_VB && dl_has_case(doc, verb, "to");
}

bool dl_is_perfect(const dl_document *doc, int32_t verb) {
  for (int32_t c = dl_first(doc, verb); c >= 0 && c < verb; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_AUX && dl_lemma_is(doc, c, "have")) return true;
  return false;
}

bool dl_is_no_thing(const dl_document *doc, int32_t noun) {
  const dl_token *t = &doc->tokens[noun];
  if (dl_negates(t) && t->upos == DL_PRON) return true;
  for (int32_t c = dl_first(doc, noun); c >= 0 && c < noun; c = dl_sibling(doc, c))
    if (dl_in(doc->tokens[c].rel, DL_RELS(DET, CC)) && dl_negates(&doc->tokens[c])) return true;
  return false;
}

bool dl_is_negated(const dl_document *doc, int32_t token) {
  for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c)) {
    bool argument = dl_in(doc->tokens[c].rel, DL_RELS(NSUBJ, OBJ));
    if (dl_negates(&doc->tokens[c]) || (argument && dl_is_no_thing(doc, c))) return true;
  }
  return false;
}

/* ---- clauses that leave open whether it happened ---- */

/* What stands around a verb: its auxiliary and its subject, a conjunction, a mark of question, a word that asks for
 * more than yes or no. */
typedef struct surroundings {
  int32_t auxiliary, subject;
  bool mark, asks, which;
} surroundings;

static surroundings read_clause(const dl_document *doc, uint32_t verb) {
  const dl_sentence *s = &doc->sentences[doc->tokens[verb].sentence];
  surroundings c = {-1, -1, false, false, false};
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const dl_token *t = &doc->tokens[i];
    c.which |= i < verb && dl_tag_name(t->xpos)[0] == 'W';
    if (t->head != (int32_t)verb) continue;
    if ((dl_in(t->rel, DL_RELS(AUX, COP))) && c.auxiliary < 0) c.auxiliary = (int32_t)i;
    if (t->rel == DL_REL_NSUBJ && c.subject < 0) c.subject = (int32_t)i;
    c.mark |= t->rel == DL_REL_MARK;
    c.asks |= t->rel == DL_REL_PUNCT && t->lower[0] == '?';
  }
  return c;
}

bool dl_is_open_clause(const dl_document *doc, uint32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  surroundings c = read_clause(doc, verb);
  bool inverted = c.auxiliary >= 0 && c.auxiliary < c.subject;
  if (t->rel == DL_REL_ADVCL)
    return inverted && !c.mark && (int32_t)verb < t->head && doc->tokens[c.auxiliary].word == DL_WORD_HAD;
  return inverted && c.asks && !c.which;
}
