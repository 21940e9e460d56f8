#include "syntax/reported.h"

#include <string.h>

#include "syntax/clause.h"

enum { CLIMB = 6 }; /* clauses above a conjunct that are looked at */

/* What the table says of a verb, "" where it does not have it. */
static const char *stand_of(const dl_table *stands, const dl_document *doc, int32_t verb) {
  uint32_t row = 0;
  return stands && dl_table_find(stands, doc->tokens[verb].lemma, &row) ? dl_table_cell(stands, row, 1) : "";
}

static bool is_stand(const dl_table *stands, const dl_document *doc, int32_t verb, const char *stand) {
  return !strcmp(stand_of(stands, doc, verb), stand);
}
static bool takes_stand(const dl_table *stands, const dl_document *doc, int32_t verb) {
  return *stand_of(stands, doc, verb) != '\0';
}

/* A tense that stands beside no infinitive and no gerund; "set" and "put" may be either. */
static bool is_finite(const dl_document *doc, int32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  return (t->xpos == DL_TAG_VBD && strcmp(t->lower, t->lemma) != 0) || t->xpos == DL_TAG_VBZ;
}

/* "had been looted and demanded that": tagged as a participle, but what brings in a clause is no passive. */
static bool is_active_participle(const dl_document *doc, int32_t verb) {
  if (doc->tokens[verb].xpos != DL_TAG_VBN) return false;
  int32_t clause = dl_child(doc, (uint32_t)verb, DL_REL_CCOMP, (uint32_t)verb);
  return clause >= 0 && dl_child_rel(doc, clause, DL_REL_MARK) > verb;
}

static bool has_modal(const dl_document *doc, int32_t verb) {
  for (int32_t at = dl_child_rel(doc, verb, DL_REL_AUX); at >= 0 && at < verb;
       at = dl_child(doc, (uint32_t)verb, DL_REL_AUX, (uint32_t)at + 1))
    if (doc->tokens[at].xpos == DL_TAG_MD) return true;
  return false;
}

/* "to leave", "leaving" without an auxiliary. */
static bool is_nonfinite(const dl_document *doc, int32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  return dl_in(t->xpos, DL_TAGS(VB, VBG)) && t->upos == DL_VERB && !dl_has_child(doc, verb, DL_RELS(AUX, COP));
}

static bool is_predicate(const dl_document *doc, int32_t verb) {
  unsigned tag = doc->tokens[verb].xpos;
  return dl_tag_is_finite(tag) || (tag == DL_TAG_VBN && dl_child_rel(doc, verb, DL_REL_AUX) >= 0);
}

/* The predicate before a clause that tells it as its content; -1. */
static int32_t reporter_of(const dl_document *doc, int32_t clause) {
  int32_t over = dl_head_by(doc, clause, DL_RELS(CCOMP));
  return over >= 0 && over < clause && is_predicate(doc, over) ? over : -1;
}

/* The first verb above an infinitive or gerund that a finite verb can stand beside; -1. */
static int32_t finite_above(const dl_document *doc, int32_t node) {
  for (int steps = 0; steps < CLIMB && node >= 0 && is_nonfinite(doc, node); steps++) {
    int32_t head = dl_head_by(doc, node, DL_RELS(XCOMP, ADVCL, CONJ));
    node = head < node ? head : -1;
  }
  return node >= 0 && is_predicate(doc, node) ? node : -1;
}

/* "but did not give" */
static bool is_did_not(const dl_document *doc, int32_t verb) {
  int32_t aux = dl_child_rel(doc, verb, DL_REL_AUX), cc = dl_child_rel(doc, verb, DL_REL_CC);
  return cc >= 0 && cc < aux && dl_lemma_is(doc, aux, "do") && dl_is_negated(doc, verb);
}

/* "said that X had been hit, but did not give details": who speaks keeps silent. */
static bool is_silence(const dl_table *stands, const dl_document *doc, int32_t verb) {
  int32_t first = dl_head_by(doc, verb, DL_RELS(CONJ)), over = dl_head_by(doc, first, DL_RELS(CCOMP));
  if (over < 0 || over > first || !is_did_not(doc, verb) || dl_child_rel(doc, verb, DL_REL_NSUBJ) >= 0) return false;
  return is_stand(stands, doc, verb, "say") || is_stand(stands, doc, verb, "add") || dl_lemma_is(doc, verb, "give");
}

static bool is_pronoun(const dl_document *doc, int32_t token) {
  return token >= 0 && doc->tokens[token].upos == DL_PRON;
}
/* "had met him and accused him", but not "accused someone" */
static bool is_done_to_him(const dl_document *doc, int32_t verb) {
  int32_t object = dl_child_rel(doc, verb, DL_REL_OBJ);
  return is_pronoun(doc, object) && !(doc->tokens[object].features & DL_UNSURE);
}

/* Does the verb of taking a stand rather go with the verb of saying `over` than with what is said, `first`? */
static bool is_speakers(const dl_table *stands, const dl_document *doc, int32_t verb, int32_t first, int32_t over) {
  bool denied = is_stand(stands, doc, over, "deny");
  int32_t cc = dl_child_before(doc, verb, DL_REL_CC);
  if (!takes_stand(stands, doc, verb) || (takes_stand(stands, doc, first) && !denied)) return false;
  if (cc < 0 || dl_is_passive(doc, verb) || is_done_to_him(doc, verb)) return false;
  if (denied || doc->tokens[cc].word == DL_WORD_BUT || dl_is_passive(doc, first)) return true;
  if (!is_pronoun(doc, dl_child_rel(doc, first, DL_REL_NSUBJ))) return false;
  return is_stand(stands, doc, verb, "deny") || dl_is_negated(doc, first);
}

/* "said that no one had crossed the border, and accused Chad": no past tense goes with "had crossed", but tags take one
 * for the other. */
static bool is_apart(const dl_document *doc, int32_t verb, int32_t first) {
  int32_t aux = dl_child_rel(doc, first, DL_REL_AUX), said = dl_child_rel(doc, verb, DL_REL_CCOMP);
  if (doc->tokens[first].xpos != DL_TAG_VBN || aux < 0 || !dl_lemma_is(doc, aux, "have")) return false;
  if (dl_child_before(doc, verb, DL_REL_PUNCT) >= 0) return true;
  return said > verb && dl_child_rel(doc, said, DL_REL_MARK) > verb; /* "but insisted that" */
}

/* Was the verb joined to one before it, with no subject and no auxiliary of its own? */
static bool is_joined(const dl_document *doc, int32_t verb) {
  int32_t first = dl_head_by(doc, verb, DL_RELS(CONJ));
  if (first < 0 || first > verb || doc->tokens[verb].upos != DL_VERB) return false;
  return (is_finite(doc, verb) || is_active_participle(doc, verb)) &&
         !dl_has_child(doc, verb, DL_RELS(NSUBJ, AUX, EXPL));
}

static void raise_conjunct(const dl_table *stands, dl_document *doc, int32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  if (is_silence(stands, doc, verb)) dl_hang_on(doc, verb, doc->tokens[t->head].head);
  if (!is_joined(doc, verb)) return;
  int32_t above = is_nonfinite(doc, t->head) ? finite_above(doc, t->head) : -1;
  if (above >= 0) dl_hang_on(doc, verb, above); /* "refused to pay but offered help" */
  int32_t first = t->head, over = reporter_of(doc, first);
  if (over < 0) return;
  bool tense = doc->tokens[first].xpos == DL_TAG_VB && has_modal(doc, first);
  if (tense || is_apart(doc, verb, first) || is_speakers(stands, doc, verb, first, over)) dl_hang_on(doc, verb, over);
}

/* Does a gerund behind a clause go on with the report of it: "denied that ..., calling it a lie", "..., after first
 * denying that"? */
static bool is_reports(const dl_table *stands, const dl_document *doc, int32_t gerund, int32_t first, int32_t over) {
  int32_t mark = dl_child_rel(doc, gerund, DL_REL_MARK);
  bool after = mark >= 0 && dl_in(doc->tokens[mark].word, DL_WORDS(AFTER, BEFORE));
  if (after != (mark >= 0) || dl_child_before(doc, gerund, DL_REL_PUNCT) < 0) return false;
  if (!takes_stand(stands, doc, gerund) || takes_stand(stands, doc, first)) return false;
  if (is_stand(stands, doc, gerund, "add") || is_stand(stands, doc, over, "deny")) return true;
  return after && is_stand(stands, doc, gerund, "deny");
}

/* The last verb between that is joined to `over`, else that itself. */
static int32_t last_joined(const dl_document *doc, int32_t over, int32_t first, int32_t end) {
  for (int32_t i = end - 1; i > first; i--)
    if (dl_head_by(doc, i, DL_RELS(CONJ)) == over && doc->tokens[i].upos == DL_VERB) return i;
  return over;
}

/* The gerund hangs on the last verb that reports. */
static void raise_gerund(const dl_table *stands, dl_document *doc, int32_t gerund) {
  int32_t first = dl_head_by(doc, gerund, DL_RELS(ADVCL));
  if (first < 0 || first > gerund || doc->tokens[gerund].xpos != DL_TAG_VBG) return;
  int32_t over = reporter_of(doc, first);
  if (over < 0 || !is_reports(stands, doc, gerund, first, over)) return;
  dl_hang_on(doc, gerund, last_joined(doc, over, first, gerund));
}

/* "said in a statement that": the clause is what is said. */
static void lift_content(const dl_table *stands, dl_document *doc, int32_t clause) {
  int32_t noun = dl_head_by(doc, clause, DL_RELS(ACL)), verb = dl_head_by(doc, noun, DL_RELS(OBL));
  int32_t mark = dl_child_before(doc, clause, DL_REL_MARK);
  if (verb < 0 || verb > noun || mark <= noun || doc->tokens[mark].word != DL_WORD_THAT) return;
  if (!takes_stand(stands, doc, verb) || dl_has_child(doc, verb, DL_RELS(CCOMP, OBJ))) return;
  if (dl_case_is(doc, (uint32_t)noun, "in|on|at|during")) dl_hang(doc, clause, verb, DL_DEPREL_CCOMP);
}

/* Begins what hangs below a word behind a comma? */
static bool follows_comma(const dl_document *doc, const dl_sentence *s, int32_t top) {
  int32_t edge = top;
  while (edge > (int32_t)s->first && dl_within(doc, edge - 1, top)) edge--;
  while (edge < top && doc->tokens[edge].upos == DL_PUNCT) edge++;
  return edge > (int32_t)s->first && doc->tokens[edge - 1].word == DL_WORD_COMMA;
}

/* Takes the main verb a stand, and has no subject? */
static bool wants_subject(const dl_table *stands, const dl_document *doc, int32_t verb) {
  if (doc->tokens[verb].rel != DL_REL_ROOT || is_nonfinite(doc, verb) || !takes_stand(stands, doc, verb)) return false;
  return !dl_is_passive(doc, verb) && !dl_has_child(doc, verb, DL_RELS(NSUBJ, EXPL, CSUBJ));
}

/* "In a talk with El Pais, Chile's minister, Ana Ruiz, said": what was taken to name the paper again is the subject. */
static void free_subject(const dl_table *stands, dl_document *doc, const dl_sentence *s, int32_t verb) {
  int32_t phrase = wants_subject(stands, doc, verb) ? dl_child_rel(doc, verb, DL_REL_OBL) : -1;
  for (int32_t i = phrase + 1; phrase >= 0 && i < verb; i++) {
    bool again = doc->tokens[i].rel == DL_REL_APPOS && dl_within(doc, i, phrase);
    if (!again || !follows_comma(doc, s, i)) continue;
    dl_hang(doc, i, verb, DL_DEPREL_NSUBJ);
    return;
  }
}

/* "said reports that it had paid were false": of two subjects the one behind the verb is that of the clause behind. */
static void give_subject(dl_document *doc, int32_t subject) {
  int32_t verb = dl_head_by(doc, subject, DL_RELS(NSUBJ));
  if (verb < 0 || verb > subject || dl_child_before(doc, verb, DL_REL_NSUBJ) < 0) return;
  int32_t clause = dl_child(doc, (uint32_t)verb, DL_REL_CCOMP, (uint32_t)subject);
  if (clause > subject && dl_child_rel(doc, clause, DL_REL_NSUBJ) < 0) dl_hang_on(doc, subject, clause);
}

/* "dismissed as false claims": the verb right before such a phrase; -1. */
static int32_t called_as(const dl_document *doc, int32_t noun) {
  int32_t verb = dl_head_by(doc, noun, DL_RELS(OBL)), as = verb + 1;
  if (verb < 0 || noun != as + 2 || doc->tokens[noun].xpos != DL_TAG_NNS) return -1;
  if (dl_child_rel(doc, noun, DL_REL_CASE) != as || doc->tokens[as].word != DL_WORD_AS) return -1;
  return dl_head_by(doc, as + 1, DL_RELS(AMOD)) == noun ? verb : -1;
}

/* "claims that" */
static bool has_content(const dl_document *doc, int32_t noun) {
  int32_t clause = dl_child(doc, (uint32_t)noun, DL_REL_ACL, (uint32_t)noun);
  return clause >= 0 && !dl_is(doc, clause, DL_DEPREL_ACL_RELCL) && dl_child_rel(doc, clause, DL_REL_MARK) > noun;
}

/* "dismissed as false claims that": with no object and no article, the adjective is what the claims are called. */
static void free_object(dl_document *doc, int32_t noun) {
  int32_t verb = called_as(doc, noun), as = verb + 1;
  if (verb < 0 || !has_content(doc, noun)) return;
  if (dl_child_rel(doc, verb, DL_REL_OBJ) >= 0 || dl_is_passive(doc, verb)) return;
  dl_hang(doc, noun, verb, DL_DEPREL_OBJ);
  dl_hang(doc, as + 1, verb, DL_DEPREL_OBL);
  dl_hang_on(doc, as, as + 1);
}

void dl_part_reports(const dl_table *stands, dl_document *doc, const dl_sentence *s) {
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    lift_content(stands, doc, i);
    free_object(doc, i);
    give_subject(doc, i);
    free_subject(stands, doc, s, i);
    raise_conjunct(stands, doc, i);
    raise_gerund(stands, doc, i);
  }
}
