#include "syntax/repair.h"

#include <stdbool.h>

#include "base/order.h"
#include "syntax/tree.h"

/* The subject that the noun `head` has before `verb`; of a finite verb a name that was taken for part of a compound;
 * -1. */
static int32_t subject_before(const dl_document *doc, int32_t head, int32_t verb) {
  int32_t name = -1, found = dl_child_rel(doc, head, DL_REL_NSUBJ);
  if (dl_has_child(doc, head, DL_RELS(COP, AUX))) return -1;
  if (found >= 0 && found < verb) return found;
  if (!dl_tag_is_finite(doc->tokens[verb].xpos)) return -1;
  for (int32_t c = dl_first(doc, head); c >= 0 && c < verb; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_COMPOUND && doc->tokens[c].upos == DL_PROPN) name = c;
  return name;
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
static void give_to_clause(dl_document *doc, int32_t first, int32_t second) {
  int32_t clause = second - 1;
  while (clause > first && dl_head_by(doc, clause, DL_RELS(CCOMP)) != doc->tokens[first].head) clause--;
  if (clause == first || dl_has_child(doc, clause, DL_RELS(NSUBJ, CSUBJ))) return;
  dl_hang(doc, first, clause, DL_DEPREL_NSUBJ);
}

/* The subject before `token` that the same predicate has already; -1. */
static int32_t other_subject(const dl_document *doc, const dl_sentence *s, int32_t token) {
  int32_t i = token - 1;
  while (i >= (int32_t)s->first && dl_head_by(doc, i, DL_RELS(NSUBJ)) != doc->tokens[token].head) i--;
  return i >= (int32_t)s->first ? i : -1;
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
      give_to_clause(doc, before, i);
    }
  }
}

/* A conjunction is no object: of "that" and another one ("the charge that Pakistan armed the men") it is the mark. */
static void mark_conjunctions(dl_document *doc, const dl_sentence *s) {
  for (int32_t i = (int32_t)s->first; i < (int32_t)dl_sentence_end(s); i++) {
    dl_token *that = &doc->tokens[i];
    if (that->upos != DL_SCONJ || that->rel != DL_REL_OBJ || that->head < i) continue;
    if (dl_child(doc, (uint32_t)that->head, DL_REL_OBJ, (uint32_t)that->head) >= 0) dl_label(that, DL_DEPREL_MARK);
  }
}

/* "said that A had come, and that B had gone": two clauses that one verb says are conjuncts. */
static void join_clauses(dl_document *doc, int32_t clause) {
  int32_t verb = dl_head_by(doc, clause, DL_RELS(CCOMP));
  int32_t cc = verb >= 0 ? dl_child_before(doc, clause, DL_REL_CC) : -1;
  int32_t first = cc >= 0 ? dl_child_rel(doc, verb, DL_REL_CCOMP) : -1;
  if (first >= 0 && first < cc) dl_hang(doc, clause, first, DL_DEPREL_CONJ);
}

/* "said that A had come and that B had gone", with the second clause beside the verb of saying: "that" tells that it is
 * said, too. */
static void lower_clause(dl_document *doc, int32_t clause) {
  int32_t verb = dl_head_by(doc, clause, DL_RELS(CONJ));
  int32_t mark = verb >= 0 ? dl_child_before(doc, clause, DL_REL_MARK) : -1;
  if (mark < 0 || doc->tokens[mark].word != DL_WORD_THAT || dl_child_rel(doc, verb, DL_REL_MARK) >= 0) return;
  int32_t first = dl_child_rel(doc, verb, DL_REL_CCOMP);
  if (first > verb && first < mark) dl_hang_on(doc, clause, first);
}

static bool is_have(const dl_document *doc, int32_t token) {
  return doc->tokens[token].upos == DL_VERB && dl_lemma_is(doc, token, "have");
}

/* Hangs what a word has before `end` on another, but for that itself. */
static void give_children(dl_document *doc, int32_t from, int32_t to, int32_t end) {
  for (int32_t next, c = dl_first(doc, from); c >= 0 && c < end; c = next) {
    next = dl_sibling(doc, c);
    if (c != to) dl_hang_on(doc, c, to);
  }
}

/* Was the participle right behind "had" taken to describe its object? */
static bool describes_object(const dl_document *doc, int32_t had) {
  int32_t verb = had + 1, object = dl_head_by(doc, verb, DL_RELS(AMOD));
  if (object <= verb || doc->tokens[verb].xpos != DL_TAG_VBN) return false;
  return dl_head_by(doc, object, DL_RELS(OBJ)) == had && dl_child_rel(doc, object, DL_REL_DET) < 0;
}

/* "had extorted money", read as extorted money that one had: a participle right behind "had", with no determiner, is
 * the verb. */
static void free_participle(dl_document *doc, const dl_sentence *s, int32_t had) {
  dl_token *t = &doc->tokens[had];
  int32_t end = (int32_t)dl_sentence_end(s), verb = had + 1;
  if (!is_have(doc, had) || verb + 1 >= end || !describes_object(doc, had)) return;
  give_children(doc, had, verb, end);
  dl_hang(doc, verb, t->head, t->deprel);
  dl_hang(doc, had, verb, DL_DEPREL_AUX);
  doc->tokens[verb].upos = DL_VERB;
  t->upos = DL_AUX;
}

/* The next word behind that hangs where the word does, by the same relation; -1. */
static int32_t next_beside(const dl_document *doc, int32_t token) {
  const dl_token *t = &doc->tokens[token];
  return t->head < 0 ? -1 : dl_child(doc, (uint32_t)t->head, t->rel, (uint32_t)token + 1);
}

/* "the boat had "dangerously" approached the ship", with "had" taken for the verb: it is the auxiliary of the next one
 * beside it. */
static void join_perfect(dl_document *doc, int32_t had) {
  dl_token *t = &doc->tokens[had];
  if (!is_have(doc, had) || t->rel == DL_REL_CONJ) return;
  if (dl_child_rel(doc, had, DL_REL_NSUBJ) < 0 || dl_has_child(doc, had, DL_RELS(OBJ, XCOMP))) return;
  int32_t verb = next_beside(doc, had);
  if (verb < 0 || dl_child_rel(doc, verb, DL_REL_NSUBJ) >= 0) return;
  if (!dl_in(doc->tokens[verb].xpos, DL_TAGS(VBD, VBN))) return;
  dl_hang(doc, had, verb, DL_DEPREL_AUX);
  t->upos = DL_AUX;
  give_children(doc, had, verb, verb);
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
  int32_t verb = doc->tokens[second].upos == DL_VERB ? -1 : dl_head_by(doc, second, DL_RELS(XCOMP));
  if (verb < 0 || dl_child_rel(doc, verb, DL_REL_OBJ) >= 0) return;
  int32_t first = dl_child_rel(doc, verb, DL_REL_XCOMP);
  if (first <= verb || first >= second || !dl_in(doc->tokens[first].upos, DL_UPOSES(NOUN, PROPN))) return;
  dl_label(&doc->tokens[first], DL_DEPREL_OBJ);
}

/* "accusing Nairobi of sheltering smugglers": no adjective has a conjunction; the gerund rules what it was taken to
 * describe. */
static void free_gerund(dl_document *doc, int32_t gerund) {
  int32_t object = dl_head_by(doc, gerund, DL_RELS(AMOD, COMPOUND)), over = dl_head_by(doc, object, DL_RELS(OBJ, OBL));
  if (over < 0 || object < gerund || doc->tokens[gerund].xpos != DL_TAG_VBG) return;
  if (dl_child_rel(doc, gerund, DL_REL_MARK) < 0) return;
  dl_hang(doc, gerund, over, DL_DEPREL_ADVCL);
  dl_hang(doc, object, gerund, DL_DEPREL_OBJ);
  for (int32_t i = gerund + 1; i < object; i++)
    if (doc->tokens[i].head == gerund && doc->tokens[i].upos != DL_PUNCT) dl_hang_on(doc, i, object);
}

/* "X killed men", read as killed men: a verb that was taken to describe the noun behind it, which has a subject. */
static void free_verb(dl_document *doc, const dl_sentence *s, int32_t verb) {
  int32_t noun = doc->tokens[verb].upos == DL_VERB ? dl_head_by(doc, verb, DL_RELS(AMOD)) : -1;
  if (noun < verb || doc->tokens[noun].upos != DL_NOUN) return;
  int32_t subject = subject_before(doc, noun, verb);
  if (subject >= 0) make_predicate(doc, s, verb, noun, subject);
}

void dl_repair_sentence(dl_document *doc, const dl_sentence *s) {
  int32_t first = (int32_t)s->first, end = (int32_t)dl_sentence_end(s);
  for (int32_t i = first; i < end; i++) free_verb(doc, s, i);
  join_subjects(doc, s);
  mark_conjunctions(doc, s);
  for (int32_t i = first; i < end; i++) {
    join_perfect(doc, i);
    free_participle(doc, s, i);
    free_gerund(doc, i);
    part_nouns(doc, i);
    name_relative(doc, i);
    join_clauses(doc, i);
    lower_clause(doc, i);
  }
}
