/* A chunk of text without white space inside, cut into tokens and words.
 *
 * Works from left to right: a mark (or a run of the same mark) is a token, a word runs over letters, digits and the
 * connectors that rules and tables let stay inside it (decimals, initials, prefixes, host names). Looks a bounded
 * number of bytes ahead, so that a chunk of a megabyte costs no more than a megabyte of words.
 */
#ifndef DL_TOKENS_CHUNK_H
#define DL_TOKENS_CHUNK_H

#include "tokens/emit.h"

/* Appends the chunk's tokens to the document. */
void dl_chunk_cut(dl_chunk *chunk);

#endif
