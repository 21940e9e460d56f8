/* Sets of tokens, and small questions to the text, asked all over src/speech. Token indices are document-wide. */
#ifndef DL_SPEECH_TREE_H
#define DL_SPEECH_TREE_H

#include "base/order.h"
#include "syntax/clause.h"

/* A set of tokens of one stretch of the document: bits[i] for token first + i. */
typedef struct dl_token_set {
  uint32_t first, count;
  uint8_t *bits;
} dl_token_set;

/* Where the text behind the dateline begins ("KABUL, Jan 21 (Reuters) - "), 0 where there is none. */
uint32_t dl_dateline_end(const dl_document *doc);

/* The tokens of the sentence of `token`, none in it yet. */
dl_token_set dl_set_of_sentence(const dl_document *doc, uint32_t token);
bool dl_set_has(const dl_token_set *set, uint32_t token);
void dl_set_put(dl_token_set *set, uint32_t token, bool in);
/* Adds (in) or takes away all tokens below `top`. */
void dl_set_subtree(const dl_document *doc, dl_token_set *set, uint32_t top, bool in);

#endif
