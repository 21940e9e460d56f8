/* Small questions to the trees of a document. Token indices are document-wide. */
#ifndef DL_BASE_TREE_H
#define DL_BASE_TREE_H

#include "base/document.h"

/* The first child of `head` with that relation at or after token `from`, -1 if none. Children are looked for in its
 * sentence. */
int32_t dl_child(const dl_document *doc, uint32_t head, dl_rel rel, uint32_t from);

/* Is `token` below `top` (or the same)? */
bool dl_below(const dl_document *doc, uint32_t token, uint32_t top);

/* Hangs a word on another. */
void dl_hang(dl_token *token, int32_t head, dl_deprel deprel);

/* Stands one of these prepositions, parted by "|", before the noun and marks it: "of|in|from"? */
bool dl_case_is(const dl_document *doc, uint32_t noun, const char *words);

bool dl_is_verb(const dl_document *doc, uint32_t token);

#endif
