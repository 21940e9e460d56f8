#include "syntax/repair.h"

#include <stdbool.h>
#include <string.h>

#include "syntax/tree.h"

static bool is_finite(const dl_token *t) {
  return dl_tag_is_finite(t->xpos);
}

/* The subject that the noun `head` has before `verb`; of a finite verb a name that was taken for part of a compound;
 * -1. */
static int32_t subject_before(const dl_document *doc, const dl_sentence *s, int32_t head, int32_t verb) {
  int32_t name = -1, found = -1;
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->head != head) continue;
    if (dl_in(t->rel, DL_RELS(COP, AUX))) return -1;
    if (i < verb && t->rel == DL_REL_NSUBJ && found < 0) found = i;
    if (i < verb && t->rel == DL_REL_COMPOUND && t->upos == DL_PROPN) name = i;
  }
  return found >= 0 ? found : is_finite(&doc->tokens[verb]) ? name : -1;
}

static void make_predicate(dl_document *doc, const dl_sentence *s, int32_t verb, int32_t noun, int32_t subject) {
  const dl_token *n = &doc->tokens[noun];
  dl_hang(doc, verb, n->head, n->deprel);
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    const dl_token *t = &doc->tokens[i];
    bool clause = dl_in(t->rel, DL_RELS(ADVCL, CCOMP, PARATAXIS, PUNCT, OBL));
    if (t->head == noun && i != verb && (i < verb || clause)) dl_hang_on(doc, i, verb);
  }
  dl_hang(doc, subject, verb, DL_DEPREL_NSUBJ);
  dl_hang(doc, noun, verb, DL_DEPREL_OBJ);
}

/* Does the word hang below `head`, at most three steps down? */
static bool is_below(const dl_document *doc, int32_t token, int32_t head) {
  for (int step = 0; step < 3 && token >= 0; step++, token = doc->tokens[token].head)
    if (doc->tokens[token].head == head) return true;
  return false;
}

/* The conjunction that joins the second of two subjects to the first, read as part of the second; -1. */
static int32_t joining(const dl_document *doc, int32_t first, int32_t second) {
  for (int32_t i = first + 1; i < second; i++)
    if (doc->tokens[i].rel == DL_REL_CC && is_below(doc, i, second)) return i;
  return -1;
}

/* "The reports are false, Kampala said": of two subjects the one before the clause that is said is that clause's. */
static void give_to_clause(dl_document *doc, const dl_sentence *s, int32_t first, int32_t second) {
  int32_t verb = doc->tokens[first].head, clause = -1;
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    const dl_token *t = &doc->tokens[i];
    if (i > first && i < second && t->rel == DL_REL_CCOMP && t->head == verb) clause = i;
  }
  if (clause < 0 || dl_has_child(doc, clause, DL_RELS(NSUBJ, CSUBJ))) return;
  dl_hang(doc, first, clause, DL_DEPREL_NSUBJ);
}

/* The subject before `token` that the same predicate has already; -1. */
static int32_t other_subject(const dl_document *doc, const dl_sentence *s, int32_t token) {
  for (int32_t i = token - 1; i >= (int32_t)s->first; i--)
    if (doc->tokens[i].rel == DL_REL_NSUBJ && doc->tokens[i].head == doc->tokens[token].head) return i;
  return -1;
}

/* A predicate has one subject: "A and B said" with two of them is a subject of two conjuncts. */
static void join_subjects(dl_document *doc, const dl_sentence *s) {
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    dl_token *t = &doc->tokens[i];
    int32_t before = t->rel == DL_REL_NSUBJ && t->head > i ? other_subject(doc, s, i) : -1;
    if (before < 0) continue;
    int32_t cc = joining(doc, before, i);
    if (cc >= 0) {
      dl_hang(doc, i, before, DL_DEPREL_CONJ);
      dl_hang_on(doc, cc, i);
    } else if (i == before + 1 && doc->tokens[before].upos == DL_NOUN && t->upos == DL_PROPN) {
      dl_hang(doc, before, i, DL_DEPREL_NMOD_DESC); /* "German lawmaker Anna Weiss said" */
    } else {
      give_to_clause(doc, s, before, i);
    }
  }
}

/* A conjunction is no object: of "that" and another one ("the charge that Pakistan armed the men") it is the mark. */
static void mark_conjunctions(dl_document *doc, const dl_sentence *s) {
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    dl_token *that = &doc->tokens[i];
    if (that->upos != DL_SCONJ || that->rel != DL_REL_OBJ || that->head < i) continue;
    for (int32_t k = that->head + 1; k < (int32_t)(s->first + s->count); k++)
      if (doc->tokens[k].head == that->head && doc->tokens[k].rel == DL_REL_OBJ) {
        dl_label(that, DL_DEPREL_MARK);
        break;
      }
  }
}

/* "said that A had come, and that B had gone": two clauses that one verb says are conjuncts. */
static void join_clauses(dl_document *doc, int32_t clause) {
  dl_token *t = &doc->tokens[clause];
  int32_t cc = t->rel == DL_REL_CCOMP && t->head >= 0 ? dl_child_rel(doc, clause, DL_REL_CC) : -1;
  if (cc < 0 || cc > clause) return;
  int32_t first = dl_child_rel(doc, t->head, DL_REL_CCOMP);
  if (first >= 0 && first < cc) dl_hang(doc, clause, first, DL_DEPREL_CONJ);
}

/* "said that A had come and that B had gone", with the second clause beside the verb of saying: "that" tells that it is
 * said, too. */
static void lower_clause(dl_document *doc, int32_t clause) {
  dl_token *t = &doc->tokens[clause];
  int32_t mark = t->rel == DL_REL_CONJ && t->head >= 0 ? dl_child_rel(doc, clause, DL_REL_MARK) : -1;
  if (mark < 0 || mark > clause || doc->tokens[mark].word != DL_WORD_THAT ||
      dl_child_rel(doc, t->head, DL_REL_MARK) >= 0)
    return;
  int32_t first = dl_child_rel(doc, t->head, DL_REL_CCOMP);
  if (first > t->head && first < mark) dl_hang_on(doc, clause, first);
}

/* "had extorted money", read as extorted money that one had: a participle right behind "had", with no determiner, is
 * the verb. */
static void free_participle(dl_document *doc, const dl_sentence *s, int32_t had) {
  dl_token *t = &doc->tokens[had];
  if (t->upos != DL_VERB || strcmp(t->lemma, "have") != 0 || had + 2 >= (int32_t)(s->first + s->count)) return;
  dl_token *verb = t + 1;
  int32_t object = verb->head;
  bool read_so = verb->rel == DL_REL_AMOD && verb->xpos == DL_TAG_VBN && object > had + 1 &&
                 doc->tokens[object].head == had && doc->tokens[object].rel == DL_REL_OBJ;
  if (!read_so || dl_child_rel(doc, object, DL_REL_DET) >= 0) return;
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++)
    if (doc->tokens[i].head == had && i != had + 1) dl_hang_on(doc, i, had + 1);
  dl_hang(doc, had + 1, t->head, t->deprel);
  dl_hang(doc, had, had + 1, DL_DEPREL_AUX);
  verb->upos = DL_VERB;
  t->upos = DL_AUX;
}

/* "the boat had "dangerously" approached the ship", with "had" taken for the verb: it is the auxiliary of the next one
 * beside it. */
static void join_perfect(dl_document *doc, const dl_sentence *s, int32_t had) {
  dl_token *t = &doc->tokens[had];
  int32_t verb = -1;
  if (strcmp(t->lemma, "have") != 0 || t->upos != DL_VERB || t->head < 0 || dl_child_rel(doc, had, DL_REL_NSUBJ) < 0 ||
      dl_has_child(doc, had, DL_RELS(OBJ, XCOMP)))
    return;
  for (int32_t i = had + 1; i < (int32_t)(s->first + s->count) && verb < 0; i++)
    if (doc->tokens[i].head == t->head && doc->tokens[i].rel == t->rel) verb = i;
  if (verb < 0 || dl_child_rel(doc, verb, DL_REL_NSUBJ) >= 0 || t->rel == DL_REL_CONJ) return;
  if (!dl_in(doc->tokens[verb].xpos, DL_TAGS(VBD, VBN))) return;
  dl_hang(doc, had, verb, DL_DEPREL_AUX);
  t->upos = DL_AUX;
  for (int32_t i = (int32_t)s->first; i < verb; i++)
    if (doc->tokens[i].head == had) dl_hang_on(doc, i, verb);
}

/* "charges it called lies": a finite verb with a subject of its own that describes a noun is a relative clause. */
static void name_relative(dl_document *doc, int32_t verb) {
  dl_token *t = &doc->tokens[verb];
  if (t->deprel != DL_DEPREL_ACL || t->head < 0 || t->head > verb || !dl_in(t->xpos, DL_TAGS(VBD, VBN, VBZ))) return;
  int32_t subject = dl_child_rel(doc, verb, DL_REL_NSUBJ);
  if (subject > t->head && dl_child_rel(doc, verb, DL_REL_MARK) < 0) dl_label(t, DL_DEPREL_ACL_RELCL);
}

/* "called the move a hostile act": of two nouns that are both what something is called, the first is the object. */
static void part_nouns(dl_document *doc, int32_t second) {
  const dl_token *t = &doc->tokens[second];
  if (t->rel != DL_REL_XCOMP || t->upos == DL_VERB || t->head < 0 || dl_child_rel(doc, t->head, DL_REL_OBJ) >= 0)
    return;
  int32_t first = dl_child_rel(doc, t->head, DL_REL_XCOMP);
  if (first <= t->head || first >= second || !dl_in(doc->tokens[first].upos, DL_UPOSES(NOUN, PROPN))) return;
  dl_label(&doc->tokens[first], DL_DEPREL_OBJ);
}

/* "accusing Nairobi of sheltering smugglers": no adjective has a conjunction; the gerund rules what it was taken to
 * describe. */
static void free_gerund(dl_document *doc, int32_t gerund) {
  dl_token *t = &doc->tokens[gerund];
  if (t->xpos != DL_TAG_VBG || !dl_in(t->rel, DL_RELS(AMOD, COMPOUND)) || t->head <= gerund ||
      dl_child_rel(doc, gerund, DL_REL_MARK) < 0)
    return;
  dl_token *noun = &doc->tokens[t->head];
  int32_t over = noun->head, object = t->head;
  if (over < 0 || !dl_in(noun->rel, DL_RELS(OBJ, OBL))) return;
  dl_hang(doc, gerund, over, DL_DEPREL_ADVCL);
  dl_hang(doc, object, gerund, DL_DEPREL_OBJ);
  for (int32_t i = gerund + 1; i < object; i++)
    if (doc->tokens[i].head == gerund && doc->tokens[i].upos != DL_PUNCT) dl_hang_on(doc, i, object);
}

void dl_repair_sentence(dl_document *doc, const dl_sentence *s) {
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->upos != DL_VERB || t->rel != DL_REL_AMOD || t->head <= i || doc->tokens[t->head].upos != DL_NOUN) continue;
    int32_t subject = subject_before(doc, s, t->head, i);
    if (subject >= 0) make_predicate(doc, s, i, t->head, subject);
  }
  join_subjects(doc, s);
  mark_conjunctions(doc, s);
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    join_perfect(doc, s, i);
    free_participle(doc, s, i);
    free_gerund(doc, i);
    part_nouns(doc, i);
    name_relative(doc, i);
    join_clauses(doc, i);
    lower_clause(doc, i);
  }
}
