/* Small questions to the tree and the text, asked all over src/claims. Token indices are document-wide. */
#ifndef DL_CLAIMS_TREE_H
#define DL_CLAIMS_TREE_H

#include "base/document.h"

/* A set of tokens of one stretch of the document: bits[i] for token first + i. */
typedef struct dl_token_set {
  uint32_t first, count;
  uint8_t *bits;
} dl_token_set;

/* The first child of `head` with that relation at or after token `from`, -1 if none. Children are looked for in its sentence. */
int32_t dl_child(const dl_document *doc, uint32_t head, dl_rel rel, uint32_t from);

/* Is `token` below `top` (or the same)? */
bool dl_below(const dl_document *doc, uint32_t token, uint32_t top);

/* "nsubj:pass" and the like, whole. */
bool dl_deprel_is(const dl_document *doc, uint32_t token, const char *deprel);

/* The first token that begins at or behind a byte; token_count if none. */
uint32_t dl_token_from(const dl_document *doc, uint32_t byte);

/* Where the text behind the dateline begins ("KABUL, Jan 21 (Reuters) - "), 0 where there is none. */
uint32_t dl_dateline_end(const dl_document *doc);

bool dl_is_verb(const dl_document *doc, uint32_t token);

/* The tokens of the sentence of `token`, none in it yet. */
dl_token_set dl_set_of_sentence(const dl_document *doc, uint32_t token);
bool dl_set_has(const dl_token_set *set, uint32_t token);
void dl_set_put(dl_token_set *set, uint32_t token, bool in);
/* Adds (in) or takes away all tokens below `top`. */
void dl_set_subtree(const dl_document *doc, dl_token_set *set, uint32_t top, bool in);

#endif
