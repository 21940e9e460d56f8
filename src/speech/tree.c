#include "speech/tree.h"

#include <string.h>

uint32_t dl_dateline_end(const dl_document *doc) {
  enum { LONGEST = 14 }; /* tokens from the town to the dash */
  if (doc->dateline.begin == doc->dateline.end) return 0;
  uint32_t first = dl_token_from(doc, doc->dateline.begin);
  for (uint32_t i = first;
       i < doc->token_count && i < first + LONGEST && doc->tokens[i].sentence == doc->tokens[first].sentence; i++)
    if (dl_word_is_dash(doc->tokens[i].word)) return doc->tokens[i].end;
  return doc->dateline.end;
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
  const dl_sentence *sentence = &doc->sentences[doc->tokens[top].sentence]; /* the set may be longer */
  uint32_t first = sentence->first > set->first ? sentence->first : set->first, end = set->first + set->count;
  for (uint32_t i = first; i < end && i < dl_sentence_end(sentence); i++)
    if (dl_within(doc, (int32_t)i, (int32_t)top)) set->bits[i - set->first] = in;
}
