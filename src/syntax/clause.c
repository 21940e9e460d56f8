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

/* Does a participle alone, with no auxiliary and no subject, stand for a passive: "those hit", the headline "Ten
 * killed"? */
static bool is_bare_passive(const dl_document *doc, int32_t verb) {
  unsigned rel = doc->tokens[verb].rel;
  if (dl_in(rel, DL_RELS(ACL, AMOD))) return true;
  return dl_in(rel, DL_RELS(ADVCL, ROOT, PARATAXIS)) && dl_child_rel(doc, verb, DL_REL_OBJ) < 0;
}

bool dl_is_passive(const dl_document *doc, int32_t verb) {
  for (int depth = 0; depth < DEPTH && verb >= 0; depth++) {
    const dl_token *t = &doc->tokens[verb];
    if (dl_child_deprel(doc, verb, DL_DEPREL_AUX_PASS) >= 0) return true;
    if (dl_child_deprel(doc, verb, DL_DEPREL_NSUBJ_PASS) >=
        0) /* with an object, or in the past tense, it is an active misread */
      return dl_child_rel(doc, verb, DL_REL_OBJ) < 0 && !dl_in(t->xpos, DL_TAGS(VBD, VBZ));
    if (t->xpos != DL_TAG_VBN && !(t->features & DL_PASSIVE)) return false;
    if (dl_has_child(doc, verb, DL_RELS(AUX, NSUBJ))) return false;
    if (t->rel != DL_REL_CONJ) return is_bare_passive(doc, verb);
    verb = t->head;
  }
  return false;
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
 * such a preposition is the object's act. "warned X against joining": X would join. */
static bool is_objects_act(const dl_document *doc, int32_t verb) {
  return doc->tokens[verb].xpos == DL_TAG_VBG && dl_has_case(doc, verb, "of|for|from|with|against");
}

/* Of a clause that describes a noun: the noun; who has the intention of "has no intention of talking". */
static int32_t subject_of_describing(const dl_document *doc, int32_t verb, int depth) {
  int32_t noun = doc->tokens[verb].head, over = doc->tokens[noun].head;
  if (over >= 0 && dl_lemma_is(doc, over, "have") && dl_has_case(doc, verb, "of"))
    return subject_of_noun(doc, noun, depth);
  bool describes = dl_in(doc->tokens[verb].xpos, DL_TAGS(VBG, VBN)) || dl_is(doc, verb, DL_DEPREL_ACL_RELCL);
  return describes ? noun : subject_of_noun(doc, noun, depth);
}

/* "asked Paris to leave": of what completes a verb that verb's object, else its subject. */
static int32_t subject_of_completing(const dl_document *doc, int32_t verb, int depth) {
  int32_t head = doc->tokens[verb].head, found = object(doc, head, depth + 1);
  if (found >= 0 && found != verb && !dl_within(doc, found, verb)) return found;
  int32_t iobj = dl_child_rel(doc, head, DL_REL_IOBJ);
  return iobj >= 0 ? iobj : subject(doc, head, depth + 1);
}

/* The subject that a clause without one shares with its surroundings. */
static int32_t shared_subject(const dl_document *doc, int32_t verb, int depth) {
  const dl_token *t = &doc->tokens[verb];
  int32_t head = t->head;
  if (head < 0 || depth > DEPTH) return -1;
  if (t->rel == DL_REL_AMOD) return head;
  if (t->rel == DL_REL_ACL) return subject_of_describing(doc, verb, depth);
  if (t->rel == DL_REL_XCOMP) return subject_of_completing(doc, verb, depth);
  if (t->rel == DL_REL_PARATAXIS && dl_child_rel(doc, verb, DL_REL_OBJ) < 0) return -1;
  bool objects = t->rel == DL_REL_ADVCL && is_objects_act(doc, verb) && !dl_is_passive(doc, head);
  int32_t blamed = objects ? object(doc, head, depth + 1) : -1;
  if (blamed >= 0) return blamed;
  bool shares = dl_in(t->rel, DL_RELS(ADVCL, CCOMP, CONJ, PARATAXIS));
  return shares ? surface_subject(doc, head, depth + 1) : -1;
}

int32_t dl_agent(const dl_document *doc, int32_t verb) {
  int32_t by = dl_child_deprel(doc, verb, DL_DEPREL_OBL_AGENT);
  return by >= 0 ? by : dl_phrase_by(doc, verb, DL_RELS(OBL), "by");
}

/* "after rebels killed two men", read as "after rebels": a phrase right before a finite verb without a subject is its
 * subject. */
static int32_t noun_before(const dl_document *doc, int32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  if (!dl_tag_is_finite(t->xpos) || t->rel != DL_REL_ADVCL) return -1;
  bool phrase = verb > 0 && dl_head_by(doc, verb - 1, DL_RELS(OBL)) == verb && dl_has_any_case(doc, verb - 1);
  return phrase ? verb - 1 : -1;
}

/* "It urged the states to": with an object and no clause for it to stand for, a subject; -1. */
static int32_t told_it(const dl_document *doc, int32_t verb) {
  int32_t it = dl_child_before(doc, verb, DL_REL_EXPL);
  if (it < 0 || doc->tokens[it].word != DL_WORD_IT) return -1;
  return dl_child_rel(doc, verb, DL_REL_OBJ) >= 0 && dl_child_rel(doc, verb, DL_REL_CSUBJ) < 0 ? it : -1;
}

static int32_t subject(const dl_document *doc, int32_t verb, int depth) {
  if (depth > DEPTH) return -1;
  if (dl_is_passive(doc, verb)) return dl_agent(doc, verb);
  int32_t found = dl_child_rel(doc, verb, DL_REL_NSUBJ);
  if (found >= 0) return unrelative(doc, found);
  found = told_it(doc, verb);
  if (found < 0) found = noun_before(doc, verb);
  return found >= 0 ? found : shared_subject(doc, verb, depth);
}

static int32_t passive_object(const dl_document *doc, int32_t verb, int depth) {
  int32_t found = dl_child_deprel(doc, verb, DL_DEPREL_NSUBJ_PASS);
  if (found >= 0) return unrelative(doc, found);
  const dl_token *t = &doc->tokens[verb];
  if (t->head < 0) return dl_child_rel(doc, verb, DL_REL_NSUBJ); /* headline: "Ten killed" */
  if (dl_in(t->rel, DL_RELS(ACL, AMOD))) return t->head;
  if (t->rel == DL_REL_CONJ) return surface_subject(doc, t->head, depth + 1);
  return dl_in(t->rel, DL_RELS(XCOMP, ADVCL, CCOMP)) ? shared_subject(doc, verb, depth) : -1;
}

/* "the weapons (that) Iran sold" */
static bool lacks_object(const dl_document *doc, int32_t verb) {
  if (!dl_is(doc, verb, DL_DEPREL_ACL_RELCL)) return false;
  int32_t nsubj = dl_child_rel(doc, verb, DL_REL_NSUBJ);
  return nsubj >= 0 && !dl_is_relative(doc, nsubj) && dl_child_rel(doc, verb, DL_REL_OBL) < 0;
}

/* "attacked and burned the camp": the object of the verb joined right behind; -1. */
static int32_t joined_object(const dl_document *doc, int32_t verb) {
  int32_t joined = dl_child(doc, (uint32_t)verb, DL_REL_CONJ, (uint32_t)verb + 2);
  if (joined != verb + 2 || doc->tokens[joined].upos != DL_VERB || has_finite_subject(doc, joined)) return -1;
  return dl_child_rel(doc, joined, DL_REL_OBJ);
}

static int32_t object(const dl_document *doc, int32_t verb, int depth) {
  if (depth > DEPTH) return -1;
  bool passive = dl_is_passive(doc, verb);
  int32_t found = passive ? passive_object(doc, verb, depth) : -1;
  if (found >= 0) return found;
  found = dl_child_rel(doc, verb, DL_REL_OBJ);
  if (passive) return found;
  if (found < 0) found = dl_child_rel(doc, verb, DL_REL_IOBJ); /* "asked Paris to leave": the only object */
  if (found >= 0) return unrelative(doc, found);
  return lacks_object(doc, verb) ? doc->tokens[verb].head : joined_object(doc, verb);
}

int32_t dl_deep_subject(const dl_document *doc, int32_t verb) {
  return subject(doc, verb, 0);
}
int32_t dl_deep_object(const dl_document *doc, int32_t verb) {
  return object(doc, verb, 0);
}

/* ---- complements, tense and negation ---- */

bool dl_has_complement(const dl_document *doc, int32_t token) {
  return dl_has_child(doc, token, DL_COMPLEMENTS);
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
