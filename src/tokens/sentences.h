/* Where the sentences of a paragraph end.
 *
 * A candidate is a gap behind a token that is, or ends with, a mark; each is judged by the linear classifier over
 * hashed features of its context (train/tokens.py computes the same ones), or by plain rules where the model has no
 * weights.
 */
#ifndef DL_TOKENS_SENTENCES_H
#define DL_TOKENS_SENTENCES_H

#include "tokens/tables.h"

typedef struct dl_paragraph {
  uint32_t first, end; /* its tokens, half-open */
  uint32_t index;
  bool title; /* is the document's title, word for word */
} dl_paragraph;

/* Appends the sentences of a paragraph and gives its tokens their sentence. */
void dl_sentences_cut(const dl_tokenizer *t, dl_document *doc, const dl_paragraph *paragraph);

/* Marks the headlines: titles, and short paragraphs without a closing mark that stand before the body. */
void dl_sentences_headlines(dl_document *doc, bool titled);

#endif
