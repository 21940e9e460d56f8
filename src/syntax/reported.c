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
  return dl_in(tag, DL_TAGS(VBD, VBZ, VBP)) || (tag == DL_TAG_VBN && dl_child_rel(doc, verb, DL_REL_AUX) >= 0);
}

/* The predicate before a clause that tells it as its content; -1. */
static int32_t reporter_of(const dl_document *doc, int32_t clause) {
  int32_t over = doc->tokens[clause].rel == DL_REL_CCOMP ? doc->tokens[clause].head : -1;
  return over >= 0 && over < clause && is_predicate(doc, over) ? over : -1;
}

/* The first verb above an infinitive or gerund that a finite verb can stand beside; -1. */
static int32_t finite_above(const dl_document *doc, int32_t node) {
  for (int steps = 0; steps < CLIMB && node >= 0 && is_nonfinite(doc, node); steps++) {
    unsigned rel = doc->tokens[node].rel;
    if (!dl_in(rel, DL_RELS(XCOMP, ADVCL, CONJ))) return -1;
    node = doc->tokens[node].head < node ? doc->tokens[node].head : -1;
  }
  return node >= 0 && is_predicate(doc, node) ? node : -1;
}

/* "said that X had been hit, but did not give details": who speaks keeps silent. */
static bool is_silence(const dl_table *stands, const dl_document *doc, int32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  int32_t aux = dl_child_rel(doc, verb, DL_REL_AUX), cc = dl_child_rel(doc, verb, DL_REL_CC);
  bool does_not = aux >= 0 && !strcmp(doc->tokens[aux].lemma, "do") && dl_is_negated(doc, verb);
  if (!does_not || cc < 0 || cc > aux || t->rel != DL_REL_CONJ || t->head < 0) return false;
  if (dl_child_rel(doc, verb, DL_REL_NSUBJ) >= 0) return false;
  bool told = doc->tokens[t->head].rel == DL_REL_CCOMP, behind = doc->tokens[t->head].head < t->head;
  if (!told || !behind || doc->tokens[t->head].head < 0) return false;
  return is_stand(stands, doc, verb, "say") || is_stand(stands, doc, verb, "add") || !strcmp(t->lemma, "give");
}

/* Does the verb of taking a stand rather go with the verb of saying `over` than with what is said, `first`? */
static bool is_speakers(const dl_table *stands, const dl_document *doc, int32_t verb, int32_t first, int32_t over) {
  bool denied = is_stand(stands, doc, over, "deny");
  int32_t cc = dl_child_rel(doc, verb, DL_REL_CC), object = dl_child_rel(doc, verb, DL_REL_OBJ);
  if (!*stand_of(stands, doc, verb) || (*stand_of(stands, doc, first) && !denied)) return false;
  if (cc < 0 || cc > verb || dl_is_passive(doc, verb)) return false;
  if (object >= 0 && doc->tokens[object].upos == DL_PRON && !(doc->tokens[object].features & DL_UNSURE))
    return false; /* "had met him and accused him" */
  if (doc->tokens[cc].word == DL_WORD_BUT || denied || dl_is_passive(doc, first)) return true;
  int32_t subject = dl_child_rel(doc, first, DL_REL_NSUBJ);
  if (subject < 0 || doc->tokens[subject].upos != DL_PRON) return false;
  return is_stand(stands, doc, verb, "deny") || dl_is_negated(doc, first);
}

/* "said that no one had crossed the border, and accused Chad": no past tense goes with "had crossed", but tags take one
 * for the other. */
static bool is_apart(const dl_document *doc, int32_t verb, int32_t first) {
  int32_t aux = dl_child_rel(doc, first, DL_REL_AUX), comma = dl_child_rel(doc, verb, DL_REL_PUNCT),
          said = dl_child_rel(doc, verb, DL_REL_CCOMP);
  if (doc->tokens[first].xpos != DL_TAG_VBN || aux < 0 || strcmp(doc->tokens[aux].lemma, "have") != 0) return false;
  return (comma >= 0 && comma < verb) ||
         (said > verb && dl_child_rel(doc, said, DL_REL_MARK) > verb); /* "but insisted that" */
}

static void raise_conjunct(const dl_table *stands, dl_document *doc, int32_t verb) {
  dl_token *t = &doc->tokens[verb];
  if (is_silence(stands, doc, verb)) dl_hang_on(doc, verb, doc->tokens[t->head].head);
  if (t->rel != DL_REL_CONJ || t->head < 0 || t->head > verb || t->upos != DL_VERB) return;
  if (!is_finite(doc, verb) && !is_active_participle(doc, verb)) return;
  if (dl_has_child(doc, verb, DL_RELS(NSUBJ, AUX, EXPL))) return;
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
  int32_t mark = dl_child_rel(doc, gerund, DL_REL_MARK), comma = dl_child_rel(doc, gerund, DL_REL_PUNCT);
  bool after = mark >= 0 && dl_in(doc->tokens[mark].word, DL_WORDS(AFTER, BEFORE));
  if ((mark >= 0 && !after) || comma < 0 || comma > gerund) return false;
  if (!*stand_of(stands, doc, gerund) || *stand_of(stands, doc, first)) return false;
  if (is_stand(stands, doc, gerund, "add") || is_stand(stands, doc, over, "deny")) return true;
  return after && is_stand(stands, doc, gerund, "deny");
}

/* The gerund hangs on the last verb that reports. */
static void raise_gerund(const dl_table *stands, dl_document *doc, int32_t gerund) {
  dl_token *t = &doc->tokens[gerund];
  if (t->rel != DL_REL_ADVCL || t->xpos != DL_TAG_VBG || t->head < 0 || t->head > gerund) return;
  int32_t first = t->head, over = reporter_of(doc, first), last = gerund - 1;
  if (over < 0 || !is_reports(stands, doc, gerund, first, over)) return;
  while (last > first &&
         !(doc->tokens[last].rel == DL_REL_CONJ && doc->tokens[last].head == over && doc->tokens[last].upos == DL_VERB))
    last--;
  dl_hang_on(doc, gerund, last > first ? last : over);
}

/* "said in a statement that": the clause is what is said. */
static void lift_content(const dl_table *stands, dl_document *doc, int32_t clause) {
  dl_token *t = &doc->tokens[clause];
  int32_t noun = t->head, mark = dl_child_rel(doc, clause, DL_REL_MARK);
  if (t->rel != DL_REL_ACL || noun < 0 || mark <= noun || mark > clause || doc->tokens[mark].word != DL_WORD_THAT)
    return;
  int32_t verb = doc->tokens[noun].head;
  if (doc->tokens[noun].rel != DL_REL_OBL || verb < 0 || verb > noun || !*stand_of(stands, doc, verb)) return;
  if (!dl_case_is(doc, (uint32_t)noun, "in|on|at|during")) return;
  if (dl_has_child(doc, verb, DL_RELS(CCOMP, OBJ))) return;
  dl_hang(doc, clause, verb, DL_DEPREL_CCOMP);
}

static int32_t left_edge(const dl_document *doc, const dl_sentence *s, int32_t top) {
  int32_t first = top;
  while (first > (int32_t)s->first && dl_within(doc, first - 1, top)) first--;
  return first;
}

/* "In a talk with El Pais, Chile's minister, Ana Ruiz, said": what was taken to name the paper again is the subject. */
static void free_subject(const dl_table *stands, dl_document *doc, const dl_sentence *s, int32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  bool clause = t->rel == DL_REL_ROOT && !is_nonfinite(doc, verb) && *stand_of(stands, doc, verb);
  if (!clause || dl_is_passive(doc, verb) || dl_has_child(doc, verb, DL_RELS(NSUBJ, EXPL, CSUBJ))) return;
  int32_t phrase = dl_child_rel(doc, verb, DL_REL_OBL);
  for (int32_t i = phrase + 1; phrase >= 0 && i < verb; i++) {
    dl_token *noun = &doc->tokens[i];
    if (noun->rel != DL_REL_APPOS || !dl_within(doc, i, phrase)) continue;
    int32_t edge = left_edge(doc, s, i);
    while (edge < i && doc->tokens[edge].upos == DL_PUNCT) edge++;
    if (edge == (int32_t)s->first || doc->tokens[edge - 1].word != DL_WORD_COMMA) continue;
    dl_hang(doc, i, verb, DL_DEPREL_NSUBJ);
    return;
  }
}

/* "said reports that it had paid were false": of two subjects the one behind the verb is that of the clause behind. */
static void give_subject(dl_document *doc, int32_t subject) {
  dl_token *t = &doc->tokens[subject];
  if (t->rel != DL_REL_NSUBJ || t->head < 0 || t->head > subject) return;
  int32_t first = dl_child_rel(doc, t->head, DL_REL_NSUBJ),
          clause = dl_child(doc, (uint32_t)t->head, DL_REL_CCOMP, (uint32_t)subject);
  if (first >= 0 && first < t->head && clause > subject && dl_child_rel(doc, clause, DL_REL_NSUBJ) < 0)
    dl_hang_on(doc, subject, clause);
}

/* "dismissed as false claims that": with no object and no article, the adjective is what the claims are called. */
static void free_object(dl_document *doc, int32_t noun) {
  dl_token *t = &doc->tokens[noun];
  int32_t verb = t->head, as = dl_child_rel(doc, noun, DL_REL_CASE),
          clause = dl_child(doc, (uint32_t)noun, DL_REL_ACL, (uint32_t)noun);
  if (t->rel != DL_REL_OBL || doc->tokens[noun].xpos != DL_TAG_NNS || verb < 0 || as != verb + 1 || as + 2 != noun ||
      doc->tokens[as].word != DL_WORD_AS)
    return;
  dl_token *adjective = &doc->tokens[as + 1];
  bool said =
      clause >= 0 && dl_child_rel(doc, clause, DL_REL_MARK) > noun && doc->tokens[clause].deprel != DL_DEPREL_ACL_RELCL;
  if (adjective->rel != DL_REL_AMOD || adjective->head != noun || !said || dl_child_rel(doc, verb, DL_REL_OBJ) >= 0 ||
      dl_is_passive(doc, verb))
    return;
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
