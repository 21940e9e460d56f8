/* A chunk of text without white space inside, cut into tokens and words.
 *
 * Works from left to right: a mark (or a run of the same mark) is a token, a word runs over letters, digits and the
 * connectors that rules and tables let stay inside it (decimals, initials, prefixes, host names). Looks a bounded
 * number of bytes ahead, so that a chunk of a megabyte costs no more than a megabyte of words.
 */
#ifndef DL_TOKENS_CHUNK_H
#define DL_TOKENS_CHUNK_H

#include "tokens/tables.h"

typedef struct dl_chunk {
  const dl_tokenizer *t;
  dl_document *doc;
  const char *begin, *end; /* the chunk */
  uint32_t next;           /* first code point of the next chunk of the paragraph, 0 at its end */
  bool first;              /* stands first in its paragraph */
  bool quoted;             /* inside single quotes; kept from chunk to chunk of a paragraph */
} dl_chunk;

/* Appends the chunk's tokens to the document. */
void dl_chunk_cut(dl_chunk *chunk);

/* Letters, digits and what combines with them; marks and symbols are not. */
bool dl_chunk_is_word(uint32_t cp);

#endif
