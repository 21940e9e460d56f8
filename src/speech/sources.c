#include "speech/sources.h"

#include <string.h>

#include "speech/tree.h"

enum { LINE = 7 }; /* tokens of a place line: "New Delhi, 14 Feb:" */

bool dl_verb_is_passive(const dl_document *doc, uint32_t verb) {
  const dl_sentence *sentence = &doc->sentences[doc->tokens[verb].sentence];
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++) {
    if (doc->tokens[i].head != (int32_t)verb) continue;
    if (doc->tokens[i].deprel == DL_DEPREL_AUX_PASS || doc->tokens[i].deprel == DL_DEPREL_NSUBJ_PASS ||
        doc->tokens[i].deprel == DL_DEPREL_OBL_AGENT)
      return true;
  }
  if (doc->tokens[verb].xpos != DL_TAG_VBN) return false;
  /* "a claim denied by X": a participle after its noun; "which India has denied" is none */
  if (doc->tokens[verb].deprel == DL_DEPREL_ACL) return true;
  bool loose =
      doc->tokens[verb].rel == DL_REL_ADVCL && dl_child(doc, verb, DL_REL_AUX, 0) < 0; /* "accused of fraud, he left" */
  return loose && dl_child(doc, verb, DL_REL_NSUBJ, 0) < 0 && dl_child(doc, verb, DL_REL_OBJ, 0) < 0;
}

int32_t dl_child_with_case(const dl_document *doc, uint32_t head, const char *word) {
  const dl_sentence *sentence = &doc->sentences[doc->tokens[head].sentence];
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++) {
    const dl_token *token = &doc->tokens[i];
    if (token->head != (int32_t)head ||
        (token->rel != DL_REL_OBL && token->rel != DL_REL_NMOD && token->rel != DL_REL_ADVCL))
      continue;
    for (uint32_t j = sentence->first; j < i; j++) {
      const dl_token *before = &doc->tokens[j];
      if (before->head == (int32_t)i && (before->rel == DL_REL_CASE || before->rel == DL_REL_MARK) &&
          !strcmp(before->lower, word))
        return (int32_t)i;
    }
  }
  return -1;
}

static bool has_mark(const dl_document *doc, uint32_t clause, const char *word) {
  int32_t mark = dl_child(doc, clause, DL_REL_MARK, 0);
  return mark >= 0 && !strcmp(doc->tokens[mark].lower, word);
}

/* "charged the general with ordering", "was accused of denying": who is charged does it; -1 where the gerund is no such
 * deed. */
static int32_t accused(const dl_document *doc, uint32_t gerund) {
  static const char *const cases[] = {"of", "with", "for"};
  const dl_token *token = &doc->tokens[gerund];
  int32_t mark = dl_child(doc, gerund, DL_REL_MARK, 0);
  if (token->rel != DL_REL_ADVCL || token->xpos != DL_TAG_VBG || mark < 0) return -1;
  for (unsigned i = 0; i < 3; i++)
    if (!strcmp(doc->tokens[mark].lower, cases[i]))
      return dl_child(doc, (uint32_t)token->head,
                      dl_verb_is_passive(doc, (uint32_t)token->head) ? DL_REL_NSUBJ : DL_REL_OBJ, 0);
  return -1;
}

/* "X declined to speak, and Y neither confirmed nor denied": of two conjuncts the nearer one lends its subject; -1 for
 * none. */
static int32_t nearer_subject(const dl_document *doc, uint32_t verb) {
  int32_t found = -1, head = doc->tokens[verb].head;
  for (int32_t at = dl_child(doc, (uint32_t)head, DL_REL_CONJ, 0); at >= 0 && at < (int32_t)verb;
       at = dl_child(doc, (uint32_t)head, DL_REL_CONJ, (uint32_t)at + 1)) {
    int32_t its = dl_child(doc, (uint32_t)at, DL_REL_NSUBJ, 0);
    if (its >= 0) found = its;
  }
  return found;
}

static int32_t subject(const dl_document *doc, uint32_t verb, unsigned depth) {
  if (depth > 8) return -1;
  const dl_token *token = &doc->tokens[verb];
  int32_t found = dl_child(doc, verb, DL_REL_NSUBJ, 0);
  if (found >= 0) return found;
  if (dl_child(doc, verb, DL_REL_EXPL, 0) >= 0 || dl_child(doc, verb, DL_REL_CSUBJ, 0) >= 0) return -1;
  if (token->head < 0) return -1;
  uint32_t head = (uint32_t)token->head;
  if (token->rel == DL_REL_ACL && doc->tokens[verb].deprel != DL_DEPREL_ACL_RELCL) {
    if (doc->tokens[head].upos == DL_NOUN || doc->tokens[head].upos == DL_PROPN || doc->tokens[head].upos == DL_PRON)
      return (int32_t)head;
    return -1;
  }
  int32_t charged = accused(doc, verb);
  if (charged >= 0) return charged;
  if (token->rel == DL_REL_CONJ || token->rel == DL_REL_XCOMP || token->rel == DL_REL_ADVCL ||
      token->rel == DL_REL_PARATAXIS) {
    if (!dl_is_verb(doc, head) && doc->tokens[head].upos != DL_ADJ) return -1;
    int32_t nearer = token->rel == DL_REL_CONJ ? nearer_subject(doc, verb) : -1;
    if (nearer >= 0) return nearer;
    if (token->rel == DL_REL_XCOMP) { /* "asked her to deny": the object speaks */
      int32_t object = dl_child(doc, head, DL_REL_OBJ, 0);
      if (object >= 0) return object;
    }
    bool quoted = token->rel == DL_REL_ADVCL && has_mark(doc, verb, "as"); /* "was quoted as saying" */
    if (dl_verb_is_passive(doc, head) && token->rel == DL_REL_ADVCL && !quoted) return -1;
    return subject(doc, head, depth + 1);
  }
  return -1;
}

/* The first noun between two tokens that none between them governs; else `otherwise`. */
static int32_t noun_between(const dl_document *doc, uint32_t from, uint32_t to, int32_t otherwise) {
  for (uint32_t i = from + 1; i < to; i++) {
    const dl_token *token = &doc->tokens[i];
    bool noun = token->upos == DL_NOUN || token->upos == DL_PROPN || token->upos == DL_PRON;
    if (noun && !(token->head > (int32_t)from && token->head < (int32_t)to)) return (int32_t)i;
  }
  return otherwise;
}

/* "KYIV - The minister said": a parser may take the town of the dateline for the subject. The noun phrase behind it is
 * meant. */
static int32_t behind_dateline(const dl_document *doc, int32_t source, uint32_t verb) {
  uint32_t end = dl_dateline_end(doc), first = doc->sentences[doc->tokens[verb].sentence].first;
  for (uint32_t i = first; source >= 0 && (uint32_t)source < first + 2 && i < first + LINE && i < verb; i++)
    if (doc->tokens[i].word == DL_WORD_COLON)
      return noun_between(doc, i, verb, source); /* "Rangoon, 14 Feb: the spokesman" */
  if (source < 0 || doc->tokens[source].begin >= end || doc->tokens[source].end <= doc->dateline.begin) return source;
  for (uint32_t i = (uint32_t)source + 1; i < verb; i++) {
    const dl_token *token = &doc->tokens[i];
    bool noun = token->upos == DL_NOUN || token->upos == DL_PROPN || token->upos == DL_PRON;
    bool top = token->head < 0 || doc->tokens[token->head].begin < end || token->head >= (int32_t)verb;
    if (token->begin >= end && noun && top && token->rel != DL_REL_OBL) return (int32_t)i;
  }
  return source;
}

int32_t dl_verb_source(const dl_document *doc, uint32_t verb) {
  if (dl_verb_is_passive(doc, verb)) {
    const dl_sentence *sentence = &doc->sentences[doc->tokens[verb].sentence];
    for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
      if (doc->tokens[i].head == (int32_t)verb && doc->tokens[i].deprel == DL_DEPREL_OBL_AGENT) return (int32_t)i;
    return dl_child_with_case(doc, verb, "by");
  }
  int32_t found = subject(doc, verb, 0);
  if (found >= 0 && doc->tokens[found].rel == DL_REL_EXPL) return -1;
  return behind_dateline(doc, found, verb);
}

int32_t dl_noun_source(const dl_document *doc, uint32_t noun, bool made) {
  const dl_sentence *sentence = &doc->sentences[doc->tokens[noun].sentence];
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
    if (doc->tokens[i].head == (int32_t)noun && doc->tokens[i].deprel == DL_DEPREL_NMOD_POSS) return (int32_t)i;
  int32_t found = dl_child_with_case(doc, noun, "by");
  if (found < 0) found = dl_child_with_case(doc, noun, "from");
  if (found >= 0) return found;
  for (int32_t at = dl_child(doc, noun, DL_REL_AMOD, 0); at >= 0 && doc->mention_at;
       at = dl_child(doc, noun, DL_REL_AMOD, (uint32_t)at + 1))
    if (doc->mention_at[at] >= 0) return at; /* "Israeli claims" */
  for (uint32_t at = sentence->first; at < noun && doc->mention_at; at++)
    if (doc->tokens[at].head == (int32_t)noun && doc->tokens[at].rel == DL_REL_COMPOUND && doc->mention_at[at] >= 0)
      return (int32_t)at; /* "Hezbollah claims" */
  const dl_token *token = &doc->tokens[noun];
  if (made && token->rel == DL_REL_OBJ && token->head >= 0 && dl_is_verb(doc, (uint32_t)token->head))
    return subject(doc, (uint32_t)token->head, 0);
  return -1;
}

int32_t dl_text_author(const dl_document *doc, uint32_t noun) {
  int32_t found = dl_noun_source(doc, noun, false), head = doc->tokens[noun].head;
  bool in = doc->tokens[noun].rel == DL_REL_OBL && dl_case_is(doc, noun, "in");
  if (found >= 0 || head < 0 || !dl_is_verb(doc, (uint32_t)head) || !(in || doc->tokens[noun].rel == DL_REL_OBJ))
    return found;
  return dl_verb_is_passive(doc, (uint32_t)head) ? -1 : dl_verb_source(doc, (uint32_t)head);
}

int32_t dl_outer_speaker(const dl_document *doc, uint32_t verb, uint32_t source) {
  const dl_token *pronoun = &doc->tokens[source];
  bool third = pronoun->upos == DL_PRON && (pronoun->features & DL_THIRD_PERSON) && pronoun->head == (int32_t)verb;
  if (!third || doc->tokens[verb].deprel != DL_DEPREL_ACL_RELCL || dl_child(doc, verb, DL_REL_CCOMP, 0) < 0) return -1;
  int32_t at = doc->tokens[verb].head;
  while (at >= 0 &&
         (!dl_is_verb(doc, (uint32_t)at) || doc->tokens[at].rel == DL_REL_CCOMP || doc->tokens[at].rel == DL_REL_CONJ))
    at = doc->tokens[at].head;
  return at < 0 || dl_verb_is_passive(doc, (uint32_t)at) ? -1 : dl_verb_source(doc, (uint32_t)at);
}

/* The mention at a noun, or at the one that it is part of: "forces on the ground who". */
static int32_t named_above(const dl_document *doc, int32_t noun) {
  for (unsigned steps = 0; noun >= 0 && steps < 4; steps++, noun = doc->tokens[noun].head) {
    if (doc->mention_at[noun] >= 0) return doc->mention_at[noun];
    if (doc->tokens[noun].rel != DL_REL_NMOD) break;
  }
  return -1;
}

uint32_t dl_antecedent(const dl_document *doc, uint32_t pronoun) {
  if (doc->tokens[pronoun].upos != DL_PRON || !(doc->tokens[pronoun].features & DL_RELATIVE)) return pronoun;
  int32_t at = doc->tokens[pronoun].head;
  for (unsigned steps = 0; at >= 0 && steps < 16; steps++, at = doc->tokens[at].head)
    if (doc->tokens[at].deprel == DL_DEPREL_ACL_RELCL && doc->tokens[at].head >= 0)
      return (uint32_t)doc->tokens[at].head;
  return pronoun;
}

int32_t dl_source_mention(const dl_document *doc, uint32_t source) {
  if (!doc->mention_at) return -1;
  if (doc->mention_at[source] >= 0) return doc->mention_at[source];
  /* a relative pronoun stands for the noun that its clause hangs on */
  uint32_t antecedent = dl_antecedent(doc, source);
  if (antecedent != source) return named_above(doc, (int32_t)antecedent);
  /* a title or a name that the mention begins or ends with */
  int32_t best = -1;
  const dl_sentence *sentence = &doc->sentences[doc->tokens[source].sentence];
  for (uint32_t i = dl_mention_from(doc, sentence->first);
       i < doc->mention_count && doc->mentions[i].head < dl_sentence_end(sentence); i++) {
    const dl_mention *mention = &doc->mentions[i];
    if (source < mention->first_token || source >= mention->end_token) continue;
    if (best < 0 ||
        mention->end_token - mention->first_token > doc->mentions[best].end_token - doc->mentions[best].first_token)
      best = (int32_t)i;
  }
  int32_t name = best < 0 ? dl_child(doc, source, DL_REL_APPOS, source) : -1; /* "its chairman, Lucas Bersamin" */
  return name >= 0 ? doc->mention_at[name] : best;
}
