#include "tokens/asides.h"

#include "base/order.h"

enum { LEAD = 6, LONGEST = 40 }; /* words up to the colon; words of such a paragraph */

/* Does the sentence begin with a phrase of the table and a colon? */
static bool leads_away(const dl_tokenizer *t, const dl_document *doc, const dl_sentence *s) {
  for (uint32_t i = s->first + 1; i < dl_sentence_end(s) && i <= s->first + LEAD; i++)
    if (doc->tokens[i].word == DL_WORD_COLON)
      return dl_tokens_find(t->asides, doc->text + s->begin, doc->tokens[i - 1].end - s->begin) >= 0;
  return false;
}

void dl_mark_asides(const dl_tokenizer *t, dl_document *doc) {
  for (uint32_t i = 0, end; t->asides && i < doc->sentence_count; i = end) {
    end = dl_paragraph_end(doc, i);
    dl_sentence *s = &doc->sentences[i];
    uint32_t words = dl_sentence_end(&doc->sentences[end - 1]) - s->first;
    if (s->paragraph == 0 || s->headline || words > LONGEST || !leads_away(t, doc, s)) continue;
    for (uint32_t k = i; k < end; k++) doc->sentences[k].aside = true;
  }
}
