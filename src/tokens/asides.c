#include "tokens/asides.h"

enum { LEAD = 6, LONGEST = 40 }; /* words up to the colon; words of such a paragraph */

/* Does the sentence begin with a phrase of the table and a colon? */
static bool leads_away(const dl_tokenizer *t, const dl_document *doc, const dl_sentence *s) {
  for (uint32_t i = s->first + 1; i < s->first + s->count && i <= s->first + LEAD; i++) {
    if (doc->tokens[i].word != DL_WORD_COLON) continue;
    uint32_t end = doc->tokens[i - 1].end;
    return dl_tokens_find(t->asides, doc->text + s->begin, end - s->begin) >= 0;
  }
  return false;
}

void dl_mark_asides(const dl_tokenizer *t, dl_document *doc) {
  for (uint32_t i = 0, end; t->asides && i < doc->sentence_count; i = end) {
    uint32_t words = doc->sentences[i].count;
    for (end = i + 1; end < doc->sentence_count && doc->sentences[end].paragraph == doc->sentences[i].paragraph; end++)
      words += doc->sentences[end].count;
    const dl_sentence *s = &doc->sentences[i];
    bool aside = s->paragraph > 0 && !s->headline && words <= LONGEST && leads_away(t, doc, s);
    for (uint32_t k = i; k < end; k++) doc->sentences[k].aside = aside;
  }
}
