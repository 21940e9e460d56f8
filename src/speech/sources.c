#include "speech/sources.h"

#include "base/order.h"
#include "syntax/clause.h"

/* Whom an adjective or a noun before the noun names: "Israeli claims", "Hezbollah claims". */
static int32_t named_before(const dl_document *doc, int32_t noun, dl_rel rel) {
  int32_t c = doc->mention_at ? dl_first_by(doc, noun, DL_SET(rel)) : -1;
  while (c >= 0 && doc->mention_at[c] < 0) c = dl_next_by(doc, c, DL_SET(rel));
  return c;
}

int32_t dl_noun_source(const dl_document *doc, uint32_t noun) {
  int32_t head = (int32_t)noun, found = dl_child_deprel(doc, head, DL_DEPREL_NMOD_POSS);
  if (found < 0) found = dl_phrase_with(doc, head, "by");
  if (found < 0) found = dl_phrase_with(doc, head, "from");
  if (found < 0) found = named_before(doc, head, DL_REL_AMOD);
  return found < 0 ? named_before(doc, head, DL_REL_COMPOUND) : found;
}

int32_t dl_text_author(const dl_document *doc, uint32_t noun) {
  int32_t found = dl_noun_source(doc, noun), head = doc->tokens[noun].head;
  bool in = doc->tokens[noun].rel == DL_REL_OBL && dl_case_is(doc, noun, "in");
  if (found >= 0 || head < 0 || !dl_is_verb(doc, (uint32_t)head) || !(in || doc->tokens[noun].rel == DL_REL_OBJ))
    return found;
  return dl_is_passive(doc, head) ? -1 : dl_deep_subject(doc, head);
}

int32_t dl_source_mention(const dl_document *doc, uint32_t source) {
  if (!doc->mention_at) return -1;
  if (doc->mention_at[source] >= 0) return doc->mention_at[source];
  /* a relative pronoun stands for the noun that its clause hangs on */
  int32_t antecedent = dl_antecedent(doc, (int32_t)source);
  if (antecedent != (int32_t)source) return doc->mention_at[antecedent];
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
