#include "claims/tree.h"

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

bool dl_deprel_is(const dl_document *doc, uint32_t token, const char *deprel) {
  return !strcmp(doc->tokens[token].deprel, deprel);
}

uint32_t dl_token_from(const dl_document *doc, uint32_t byte) {
  uint32_t low = 0, high = doc->token_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->tokens[middle].begin < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

uint32_t dl_dateline_end(const dl_document *doc) {
  enum { LONGEST = 14 }; /* tokens from the town to the dash */
  if (doc->dateline.begin == doc->dateline.end) return 0;
  uint32_t first = dl_token_from(doc, doc->dateline.begin);
  for (uint32_t i = first; i < doc->token_count && i < first + LONGEST && doc->tokens[i].sentence == doc->tokens[first].sentence; i++) {
    const char *form = doc->tokens[i].form;
    if (!strcmp(form, "-") || !strcmp(form, "--") || !strcmp(form, "\xe2\x80\x93") || !strcmp(form, "\xe2\x80\x94")) return doc->tokens[i].end;
  }
  return doc->dateline.end;
}

bool dl_is_verb(const dl_document *doc, uint32_t token) {
  return doc->tokens[token].upos == DL_VERB || doc->tokens[token].upos == DL_AUX;
}

dl_token_set dl_set_of_sentence(const dl_document *doc, uint32_t token) {
  const dl_sentence *sentence = &doc->sentences[doc->tokens[token].sentence];
  return (dl_token_set){sentence->first, sentence->count, dl_arena_alloc(doc->arena, sentence->count + 1)};
}

bool dl_set_has(const dl_token_set *set, uint32_t token) {
  return token >= set->first && token < set->first + set->count && set->bits[token - set->first];
}

void dl_set_put(dl_token_set *set, uint32_t token, bool in) {
  if (token >= set->first && token < set->first + set->count) set->bits[token - set->first] = in;
}

void dl_set_subtree(const dl_document *doc, dl_token_set *set, uint32_t top, bool in) {
  for (uint32_t i = 0; i < set->count; i++)
    if (dl_below(doc, set->first + i, top)) set->bits[i] = in;
}
