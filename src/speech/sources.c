#include "speech/sources.h"

#include <string.h>

#include "speech/tree.h"

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

/* The subject of a verb, or the one that it shares with the verb above; -1. */
static int32_t subject(const dl_document *doc, uint32_t verb, unsigned depth) {
  enum { DEEPEST = 8 };
  const dl_token *token = &doc->tokens[verb];
  int32_t found = dl_child(doc, verb, DL_REL_NSUBJ, 0);
  if (found >= 0 || token->head < 0 || depth > DEEPEST) return found;
  uint32_t head = (uint32_t)token->head;
  if (token->rel == DL_REL_ACL && token->deprel != DL_DEPREL_ACL_RELCL) return (int32_t)head;
  bool shares = token->rel == DL_REL_CONJ || token->rel == DL_REL_XCOMP || token->rel == DL_REL_ADVCL;
  return shares && dl_is_verb(doc, head) && !dl_verb_is_passive(doc, head) ? subject(doc, head, depth + 1) : -1;
}

int32_t dl_verb_source(const dl_document *doc, uint32_t verb) {
  if (dl_verb_is_passive(doc, verb)) {
    const dl_sentence *sentence = &doc->sentences[doc->tokens[verb].sentence];
    for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
      if (doc->tokens[i].head == (int32_t)verb && doc->tokens[i].deprel == DL_DEPREL_OBL_AGENT) return (int32_t)i;
    return dl_child_with_case(doc, verb, "by");
  }
  return subject(doc, verb, 0);
}

int32_t dl_noun_source(const dl_document *doc, uint32_t noun) {
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
  return -1;
}

int32_t dl_text_author(const dl_document *doc, uint32_t noun) {
  int32_t found = dl_noun_source(doc, noun), head = doc->tokens[noun].head;
  bool in = doc->tokens[noun].rel == DL_REL_OBL && dl_case_is(doc, noun, "in");
  if (found >= 0 || head < 0 || !dl_is_verb(doc, (uint32_t)head) || !(in || doc->tokens[noun].rel == DL_REL_OBJ))
    return found;
  return dl_verb_is_passive(doc, (uint32_t)head) ? -1 : dl_verb_source(doc, (uint32_t)head);
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
  if (antecedent != source) return doc->mention_at[antecedent];
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
  return best;
}
