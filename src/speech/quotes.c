#include "speech/quotes.h"

#include <string.h>

typedef enum mark { NO_MARK, OPENS, CLOSES, EITHER } mark;

/* Only double marks: single ones nest inside them or are apostrophes. */
static mark mark_of(const dl_document *doc, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  if (dl_in(t->word, DL_WORDS(OPEN_QUOTE, OPEN_GUILLEMET, TWO_BACKTICKS))) return OPENS;
  if (dl_in(t->word, DL_WORDS(CLOSE_QUOTE, CLOSE_GUILLEMET))) return CLOSES;
  if (!dl_in(t->word, DL_WORDS(QUOTE, TWO_APOSTROPHES))) return NO_MARK;
  bool space_before = t->begin == 0 || strchr(" \t\r\n([-", doc->text[t->begin - 1]) != NULL;
  bool space_after = t->end >= doc->text_size || strchr(" \t\r\n)].,;:?!-", doc->text[t->end]) != NULL;
  return space_before == space_after ? EITHER : space_before ? OPENS : CLOSES;
}

static void close_quote(dl_document *doc, dl_quotes *quotes, uint32_t first, uint32_t end) {
  dl_quote *quote = DL_PUSH(doc->arena, quotes->items, quotes->count, quotes->capacity);
  quote->begin = doc->tokens[first].begin;
  quote->end = doc->tokens[end - 1].end;
  quote->first_token = first;
  quote->end_token = end;
  for (uint32_t i = first; i < end; i++) {
    quotes->at[i] = (int32_t)quotes->count - 1;
    quote->words += doc->tokens[i].upos != DL_PUNCT && mark_of(doc, i) == NO_MARK;
  }
}

/* Does an open quotation go on behind the paragraph's end? So it does where the next mark closes one, not too far off.
 */
static bool goes_on(const dl_document *doc, uint32_t from) {
  uint32_t paragraph = doc->sentences[doc->tokens[from].sentence].paragraph;
  for (uint32_t i = from; i < doc->token_count; i++) {
    if (doc->sentences[doc->tokens[i].sentence].paragraph > paragraph + 8) return false;
    mark m = mark_of(doc, i);
    if (m != NO_MARK) return m == CLOSES;
  }
  return false;
}

dl_quotes dl_find_quotes(dl_document *doc) {
  dl_quotes quotes = {0};
  quotes.at = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *quotes.at);
  for (uint32_t i = 0; i < doc->token_count; i++) quotes.at[i] = -1;
  int64_t open = -1;
  uint32_t paragraph = 0;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    uint32_t here = doc->sentences[doc->tokens[i].sentence].paragraph;
    mark m = mark_of(doc, i);
    if (open >= 0 && here != paragraph && !goes_on(doc, i)) { /* it may open anew in the new paragraph */
      close_quote(doc, &quotes, (uint32_t)open, i);
      open = -1;
    }
    paragraph = here;
    if (m == NO_MARK) continue;
    if (open < 0) {
      if (m != CLOSES) open = i;
    } else if (m != OPENS) {
      close_quote(doc, &quotes, (uint32_t)open, i + 1);
      open = -1;
    }
  }
  if (open >= 0) close_quote(doc, &quotes, (uint32_t)open, doc->token_count);
  return quotes;
}
