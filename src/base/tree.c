#include "base/tree.h"

#include <string.h>

int32_t dl_child(const dl_document *doc, uint32_t head, dl_rel rel, uint32_t from) {
  const dl_sentence *sentence = &doc->sentences[doc->tokens[head].sentence];
  uint32_t end = sentence->first + sentence->count;
  for (uint32_t i = from > sentence->first ? from : sentence->first; i < end; i++)
    if (doc->tokens[i].head == (int32_t)head && doc->tokens[i].rel == rel) return (int32_t)i;
  return -1;
}

bool dl_below(const dl_document *doc, uint32_t token, uint32_t top) {
  int32_t at = (int32_t)token;
  for (uint32_t steps = 0; at >= 0 && steps <= doc->token_count; steps++, at = doc->tokens[at].head)
    if (at == (int32_t)top) return true;
  return false;
}

void dl_hang(dl_token *token, int32_t head, dl_deprel deprel) {
  token->head = head;
  token->deprel = (uint8_t)deprel;
  token->rel = (uint8_t)dl_rel_of(deprel);
}

bool dl_is_verb(const dl_document *doc, uint32_t token) {
  return doc->tokens[token].upos == DL_VERB || doc->tokens[token].upos == DL_AUX;
}

static bool is_among(const char *words, const char *word) {
  for (size_t n; *words; words += n + (words[n] == '|')) {
    n = strcspn(words, "|");
    if (strlen(word) == n && strncmp(words, word, n) == 0) return true;
  }
  return false;
}

bool dl_case_is(const dl_document *doc, uint32_t noun, const char *words) {
  for (int32_t at = dl_child(doc, noun, DL_REL_CASE, 0); at >= 0 && at < (int32_t)noun;
       at = dl_child(doc, noun, DL_REL_CASE, (uint32_t)at + 1))
    if (is_among(words, doc->tokens[at].lower)) return true;
  return false;
}
