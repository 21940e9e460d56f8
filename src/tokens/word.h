/* A word inside a chunk: where it ends, and the syntactic words it holds ("don't" is "do" and "n't").
 *
 * Addresses, numbers with their units, hyphens, initials and abbreviations keep together what the rules and the tables
 * of data/tokens/ say. Pointers are into the text. Looks ahead at most DL_WORD_AHEAD bytes beyond the stretch it takes,
 * so that the work stays linear. Tokens are the document's; nothing fails but for memory.
 */
#ifndef DL_TOKENS_WORD_H
#define DL_TOKENS_WORD_H

#include "tokens/emit.h"

enum { DL_WORD_AHEAD = 128 };

/* Cuts the word at p (a letter or digit) and appends its token or tokens; returns its end, which lies behind p. */
const char *dl_word_cut(dl_chunk *chunk, const char *p);

/* End of the letters and digits from p on, at most `limit` bytes further. */
const char *dl_word_run(const char *p, const char *end, size_t limit);

/* Bytes of the apostrophe at p: straight, curly or (as typed) a backtick; 0 if there is none. */
unsigned dl_word_apostrophe(const char *p, const char *end);

#endif
