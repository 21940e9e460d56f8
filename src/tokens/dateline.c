#include "tokens/dateline.h"

#include <string.h>

static bool is_dash(const dl_token *t) {
  return dl_word_is_dash(t->word) || t->word == DL_WORD_UNDERSCORE;
}

/* Stands a dash apart from the word before it, and as a hyphen from the one behind it? */
static bool is_apart(const dl_token *t) {
  if (!t[-1].space_after && t[-1].word != DL_WORD_CLOSE_BRACKET) return false;
  return t->space_after || t->form[0] != '-';
}

/* The token behind which the dateline ends: the first dash behind the place, before any verb could stand. */
static int64_t last_token(const dl_document *doc, const dl_sentence *s) {
  for (uint32_t i = s->first; i + 1 < s->first + s->count && i < s->first + 24; i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->begin < doc->dateline.end || !is_dash(t)) continue;
    bool tight = t->begin == doc->dateline.end && dl_in(t->word, DL_WORDS(TWO_HYPHENS, LONG_DASH)); /* "SEOUL--The" */
    if (tight || (i > s->first && is_apart(t))) return i;
  }
  return -1;
}

void dl_split_dateline(dl_document *doc) {
  if (doc->dateline.end <= doc->dateline.begin) return;
  uint32_t at = 0;
  while (at < doc->sentence_count && doc->sentences[at].end <= doc->dateline.begin) at++;
  if (at == doc->sentence_count) return;
  int64_t last = last_token(doc, &doc->sentences[at]);
  if (last < 0) return;
  DL_PUSH(doc->arena, doc->sentences, doc->sentence_count, doc->sentence_capacity);
  memmove(&doc->sentences[at + 1], &doc->sentences[at], (doc->sentence_count - 1 - at) * sizeof *doc->sentences);
  dl_sentence *line = &doc->sentences[at], *rest = &doc->sentences[at + 1];
  uint32_t count = (uint32_t)last + 1 - line->first;
  line->count = count;
  line->end = doc->tokens[last].end;
  line->dateline = true;
  rest->first += count;
  rest->count -= count;
  rest->begin = doc->tokens[rest->first].begin;
  for (uint32_t i = rest->first; i < doc->token_count; i++) doc->tokens[i].sentence++;
}
