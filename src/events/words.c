#include <string.h>

#include "base/chars.h"
#include "events/coder.h"

/* The lemma, of what has none the word. */
static const char *lemma_of(const dl_token *t) {
  return *t->lemma && strcmp(t->lemma, "_") ? t->lemma : t->lower;
}

/* "cease-fire" at its "fire", since the tokeniser cuts it, where that is a word of the lexicon; NULL. */
static const char *hyphened(const dl_coding *work, int32_t token) {
  const dl_token *t = &work->doc->tokens[token], *first = &work->doc->tokens[work->doc->sentences[t->sentence].first];
  const char *word = lemma_of(t), *whole = NULL;
  while (t - first >= 2 && t[-1].word == DL_WORD_HYPHEN && t[-1].begin == t[-2].end && t[-1].end == t->begin) {
    t -= 2;
    word = whole = dl_arena_printf(work->doc->arena, "%s-%s", t->lower, word);
  }
  return whole && dl_openers_has(&work->lexicon->hyphened, whole) ? whole : NULL;
}

const char *dl_key_lemma(const dl_coding *work, int32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  const char *joined = dl_in(t->upos, DL_UPOSES(NOUN, ADJ)) ? hyphened(work, token) : NULL;
  if (joined) return joined;
  const char *lemma = lemma_of(t);
  for (const char *at = lemma; *at; at++) /* names keep their capitals in UD; keys have none */
    if (dl_is_upper(*at)) return t->lower;
  return lemma;
}

bool dl_lemma_is_kind(const dl_coding *work, int32_t token, unsigned sense) {
  return dl_modality_is(work->lexicon, dl_key_lemma(work, token), sense);
}

bool dl_is_kind(const dl_coding *work, int32_t token, unsigned sense) {
  return dl_lemma_is_kind(work, token, sense) || dl_modality_is(work->lexicon, work->doc->tokens[token].lower, sense);
}

bool dl_has_case_kind(const dl_coding *work, int32_t token, unsigned sense) {
  int32_t c = dl_first_by(work->doc, token, DL_RELS(CASE));
  while (c >= 0 && !dl_is_kind(work, c, sense)) c = dl_next_by(work->doc, c, DL_RELS(CASE));
  return c >= 0;
}

const dl_mention *dl_mention_headed(const dl_document *doc, int32_t token) {
  int32_t at = doc->mention_at ? doc->mention_at[token] : -1;
  return at >= 0 ? &doc->mentions[at] : NULL;
}

bool dl_in_time(const dl_coding *work, int32_t token) {
  uint32_t first = work->doc->sentences[work->doc->tokens[token].sentence].first;
  for (uint32_t i = dl_time_from(work->doc, first);
       i < work->doc->time_count && work->doc->times[i].first_token <= (uint32_t)token; i++)
    if ((uint32_t)token < work->doc->times[i].end_token) return true;
  return false;
}
