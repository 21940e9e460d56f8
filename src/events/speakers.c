#include <string.h>

#include "events/coder.h"
#include "speech/speech.h"

/* Who says a word: the subject of the verb of saying above it, else the speaker of the quotation or statement that it
 * stands in. */

enum {
  REACH = 14,
  FEWEST = 3,
  BACK = 6
}; /* words between a quotation and its verb; words of one that is more than a phrase; sentences to a text's author */

static bool is_speech(const dl_coding *work, int32_t token) {
  return work->doc->tokens[token].upos == DL_VERB && dl_lemma_is_kind(work, token, "speech");
}

/* By the tree alone, inside the sentence. */
static int32_t speaker_in_sentence(const dl_coding *work, uint32_t token) {
  const dl_token *tokens = work->doc->tokens;
  int32_t at = (int32_t)token;
  for (int depth = 0; depth < 24 && tokens[at].head >= 0; depth++) {
    int32_t head = tokens[at].head, found;
    bool content = tokens[at].rel == DL_REL_CCOMP || tokens[at].rel == DL_REL_PARATAXIS || tokens[at].rel == DL_REL_OBJ;
    if (content && is_speech(work, head) && (found = dl_deep_subject(&work->graph, head)) >= 0) return found;
    at = head;
  }
  int32_t last = -1;
  for (int32_t c = dl_first(&work->graph, at); c >= 0; c = work->graph.next[c]) /* ..., he said */
    if (tokens[c].rel == DL_REL_PARATAXIS && is_speech(work, c) && !dl_within(&work->graph, (int32_t)token, c))
      last = dl_deep_subject(&work->graph, c);
  return last;
}

/* The subject of a verb of saying among the tokens from .. end that stand in no quotation. */
static int32_t speaker_among(const dl_coding *work, const dl_quotes *quotes, uint32_t from, uint32_t end) {
  for (uint32_t i = from; i < end; i++) {
    if (quotes->at[i] >= 0) continue;
    int32_t subject = is_speech(work, (int32_t)i) ? dl_deep_subject(&work->graph, (int32_t)i) : -1;
    if (subject >= 0 && quotes->at[subject] < 0) return subject;
  }
  return -1;
}

/* Who speaks a quotation: by the verb behind it, before it, or in a sentence before that ends in a colon. */
static int32_t speaker_of_quote(const dl_coding *work, const dl_quotes *quotes, const dl_quote *quote) {
  const dl_document *doc = work->doc;
  for (uint32_t i = quote->first_token; i < quote->end_token; i++)
    if (work->speaker[i] >= 0 && quotes->at[work->speaker[i]] < 0) return work->speaker[i];
  const dl_sentence *last = &doc->sentences[doc->tokens[quote->end_token - 1].sentence],
                    *first = &doc->sentences[doc->tokens[quote->first_token].sentence];
  uint32_t end = last->first + last->count;
  int32_t found =
      speaker_among(work, quotes, quote->end_token, end < quote->end_token + REACH ? end : quote->end_token + REACH);
  uint32_t from = first->first + REACH > quote->first_token ? first->first : quote->first_token - REACH;
  if (found < 0 && quote->end_token < doc->token_count && quote->end_token == end &&
      doc->tokens[end].sentence != doc->tokens[end - 1].sentence) {
    const dl_sentence *next = &doc->sentences[doc->tokens[end].sentence]; /* "..." The minister said. */
    if (next->count <= REACH && next->paragraph == last->paragraph)
      found = speaker_among(work, quotes, end, end + (next->count < 5 ? next->count : 5));
  }
  if (found < 0) found = speaker_among(work, quotes, from, quote->first_token);
  if (found < 0 && quote->first_token == first->first && first->first > 0 &&
      doc->tokens[first->first - 1].word == DL_WORD_COLON)
    found = speaker_among(work, quotes, doc->sentences[doc->tokens[first->first - 1].sentence].first, first->first);
  return found;
}

static void give_speaker(dl_coding *work, uint32_t from, uint32_t end, int32_t speaker) {
  for (uint32_t i = from; i < end; i++)
    if (work->speaker[i] < 0) work->speaker[i] = speaker;
}

static void find_in_quotes(dl_coding *work, const dl_quotes *quotes) {
  const dl_document *doc = work->doc;
  int32_t before = -1;
  uint32_t said = 0; /* sentence of the last quotation or of its verb */
  for (uint32_t q = 0; q < quotes->count; q++) {
    const dl_quote *quote = &quotes->items[q];
    if (quote->words < FEWEST) continue;
    uint32_t sentence = doc->tokens[quote->first_token].sentence;
    int32_t speaker = speaker_of_quote(work, quotes, quote);
    if (speaker < 0 && before >= 0 && sentence - said <= 1 && quote->first_token == doc->sentences[sentence].first)
      speaker = before;
    if (speaker >= 0) give_speaker(work, quote->first_token, quote->end_token, speaker);
    before = speaker;
    said = doc->tokens[quote->end_token - 1].sentence;
  }
}

/* "The minister said:" and a statement without marks in the paragraphs behind, to the next mark or colon. */
static void find_in_statements(dl_coding *work, const dl_quotes *quotes) {
  const dl_document *doc = work->doc;
  for (uint32_t s = 0; s + 1 < doc->sentence_count; s++) {
    const dl_sentence *lead = &doc->sentences[s], *next = lead + 1;
    if (lead->count == 0 || next->paragraph == lead->paragraph ||
        doc->tokens[lead->first + lead->count - 1].word != DL_WORD_COLON)
      continue;
    int32_t speaker = speaker_among(work, quotes, lead->first, lead->first + lead->count);
    for (uint32_t k = s + 1; speaker >= 0 && k < doc->sentence_count; k++) {
      const dl_sentence *line = &doc->sentences[k];
      if (line->count == 0 || quotes->at[line->first] >= 0 ||
          !strcmp(doc->tokens[line->first + line->count - 1].form, ":"))
        break;
      give_speaker(work, line->first, line->first + line->count, speaker);
    }
  }
}

/* Of "the statement" that speaks the one who issued a statement, or said something in it, shortly before; -1 where none
 * did. */
static int32_t author_before(const dl_coding *work, int32_t text) {
  const dl_token *tokens = work->doc->tokens;
  for (int32_t i = text; i-- > 0 && tokens[text].sentence - tokens[i].sentence <= BACK;) {
    int32_t verb = tokens[i].head;
    if (tokens[i].upos != DL_NOUN || strcmp(tokens[i].lemma, tokens[text].lemma) != 0 || verb < 0 ||
        tokens[verb].upos != DL_VERB)
      continue;
    bool made = tokens[i].rel == DL_REL_OBJ || (tokens[i].rel == DL_REL_OBL && dl_has_case(&work->graph, i, "in"));
    return made && !dl_is_passive(&work->graph, verb) ? dl_deep_subject(&work->graph, verb) : -1;
  }
  return -1;
}

/* A text that speaks stands for its author. */
static void find_authors(dl_coding *work) {
  for (uint32_t i = 0; i < work->doc->token_count; i++) {
    int32_t text = work->speaker[i], author = -1;
    dl_participants own = {0};
    if (text < 0 || work->doc->tokens[text].upos != DL_NOUN ||
        !dl_class_is(work->lexicon, dl_key_lemma(work, text), DL_CLASS_STATEMENT))
      continue;
    dl_head_participants(work, text, true, &own);
    if (!dl_any_party(&own)) author = author_before(work, text);
    if (author >= 0) work->speaker[i] = author;
  }
}

void dl_find_speakers(dl_coding *work) {
  for (uint32_t i = 0; i < work->doc->token_count; i++) work->speaker[i] = speaker_in_sentence(work, i);
  const dl_quotes *quotes = dl_quotes_of(work->doc);
  find_in_quotes(work, quotes);
  find_in_statements(work, quotes);
  find_authors(work);
}
