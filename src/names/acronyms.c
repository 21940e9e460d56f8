/* What a text says its acronyms stand for: "the National Police Agency (NPA)". A row of the tables for another body of
 * these letters is not meant then. */
#include <string.h>

#include "base/chars.h"
#include "names/names.h"

enum { LONGEST = 12 }; /* words of what an acronym stands for */

/* Two capitals or more, and nothing else. */
static bool is_capitals(const char *form) {
  size_t n = 0;
  while (dl_is_upper(form[n])) n++;
  return n > 1 && form[n] == '\0';
}

void dl_read_acronyms(dl_names *work) {
  const dl_document *doc = work->doc;
  work->meant.arena = doc->arena;
  for (uint32_t t = 2; t + 1 < doc->token_count; t++) {
    const dl_token *token = &doc->tokens[t];
    if (token[-1].word != DL_WORD_OPEN_BRACKET || token[1].word != DL_WORD_CLOSE_BRACKET || !is_capitals(token->form))
      continue;
    uint32_t start = doc->sentences[token->sentence].first;
    for (uint32_t first = t - 1; first-- > start && t - 1 - first <= LONGEST;) {
      const char *name = dl_document_slice(work->doc, doc->tokens[first].begin, token[-2].end);
      if (!dl_starts_upper(&doc->tokens[first]) || !dl_is_short_for(token->form, name)) continue;
      uint32_t *at = dl_map_put(&work->meant, token->lower, strlen(token->lower));
      if (!*at) *at = first + 1;
      break;
    }
  }
}

bool dl_stands_for_another(const dl_names *work, uint32_t token, const char *name) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[token];
  uint32_t first = dl_map_get(&work->meant, t->lower, strlen(t->lower));
  if (!first || !strchr(name, ' ')) return false;
  for (uint32_t i = first - 1; doc->tokens[i].word != DL_WORD_OPEN_BRACKET; i++) {
    const char *word = doc->tokens[i].lower;
    if (strlen(word) > 3 && dl_name_has(name, word, strlen(word))) return false;
  }
  return true;
}
