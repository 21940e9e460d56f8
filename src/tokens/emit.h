/* A chunk of text without white space inside, and how its tokens are appended to the document.
 *
 * What a cut of the text becomes: offsets in bytes, form, folded form, and the number of a word that grammar asks for;
 * the fields of later stages are empty. Strings are the document's arena's, out of memory leaves the guard. word.h and
 * chunk.h say where to cut.
 */
#ifndef DL_TOKENS_EMIT_H
#define DL_TOKENS_EMIT_H

#include "tokens/tables.h"

typedef struct dl_chunk {
  const dl_tokenizer *t;
  dl_document *doc;
  const char *begin, *end; /* the chunk */
  uint32_t next;           /* first code point of the next chunk of the paragraph, 0 at its end */
  bool first;              /* stands first in its paragraph */
  bool quoted;             /* inside single quotes; kept from chunk to chunk of a paragraph */
} dl_chunk;

/* Letters, digits and what combines with them; marks and symbols are not. */
bool dl_chunk_is_word(uint32_t cp);

/* Appends one token; `multi`: of how many words it is the first, 0 or 1 of none. */
void dl_chunk_emit(dl_chunk *chunk, const char *begin, const char *end, unsigned multi);

#endif
