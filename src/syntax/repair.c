#include "syntax/repair.h"

#include <stdbool.h>
#include <string.h>

static bool is_finite(const dl_token *t) {
  return !strcmp(t->xpos, "VBD") || !strcmp(t->xpos, "VBZ") || !strcmp(t->xpos, "VBP");
}

/* The subject that the noun `head` has before `verb`; of a finite verb a name that was taken for part of a compound; -1. */
static int32_t subject_before(const dl_document *doc, const dl_sentence *s, int32_t head, int32_t verb) {
  int32_t name = -1, found = -1;
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->head != head) continue;
    if (t->rel == DL_REL_COP || t->rel == DL_REL_AUX) return -1;
    if (i < verb && t->rel == DL_REL_NSUBJ && found < 0) found = i;
    if (i < verb && t->rel == DL_REL_COMPOUND && t->upos == DL_PROPN) name = i;
  }
  return found >= 0 ? found : is_finite(&doc->tokens[verb]) ? name : -1;
}

static void relate(dl_token *t, int32_t head, const char *deprel, unsigned rel) {
  t->head = head;
  t->deprel = deprel;
  t->rel = (uint8_t)rel;
}

static void make_predicate(dl_document *doc, const dl_sentence *s, int32_t verb, int32_t noun, int32_t subject) {
  dl_token *v = &doc->tokens[verb], *n = &doc->tokens[noun];
  relate(v, n->head, n->deprel, n->rel);
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    dl_token *t = &doc->tokens[i];
    bool clause = t->rel == DL_REL_ADVCL || t->rel == DL_REL_CCOMP || t->rel == DL_REL_PARATAXIS || t->rel == DL_REL_PUNCT || t->rel == DL_REL_OBL;
    if (t->head == noun && i != verb && (i < verb || clause)) t->head = verb;
  }
  relate(&doc->tokens[subject], verb, "nsubj", DL_REL_NSUBJ);
  relate(n, verb, "obj", DL_REL_OBJ);
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

/* A predicate has one subject: "A and B said" with two of them is a subject of two conjuncts. */
static void join_subjects(dl_document *doc, const dl_sentence *s) {
  int32_t before = -1;
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    dl_token *t = &doc->tokens[i];
    if (t->rel != DL_REL_NSUBJ || t->head < 0) continue;
    int32_t cc = before >= 0 && doc->tokens[before].head == t->head && t->head > i ? joining(doc, before, i) : -1;
    if (cc >= 0) {
      relate(t, before, "conj", DL_REL_CONJ);
      doc->tokens[cc].head = i;
    } else {
      before = i;
    }
  }
}

void dl_repair_sentence(dl_document *doc, const dl_sentence *s) {
  for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->count); i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->upos != DL_VERB || t->rel != DL_REL_AMOD || t->head <= i || doc->tokens[t->head].upos != DL_NOUN) continue;
    int32_t subject = subject_before(doc, s, t->head, i);
    if (subject >= 0) make_predicate(doc, s, i, t->head, subject);
  }
  join_subjects(doc, s);
}
