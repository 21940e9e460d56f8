/* The word tables of data/tokens/ and the weights of the sentence classifier, as the two passes look things up.
 *
 * A look-up takes bytes of the text, folds them into a small buffer (lower case, straight quotes) and asks the compiled
 * table; what is longer than DL_KEY_BYTES is no word of any table. Missing tables know no words.
 */
#ifndef DL_TOKENS_TABLES_H
#define DL_TOKENS_TABLES_H

#include "language/language.h"
#include "tokens/tokens.h"

enum { DL_KEY_BYTES = 48 };

struct dl_tokenizer {
  const dl_table *abbreviations, *contractions, *clitics, *prefixes, *joined, *domains, *units, *emoticons, *openers,
      *asides;
  dl_languages *languages;          /* NULL without their tables */
  const char *forced;               /* every document is in this language; NULL: it is told by its text */
  int kind, needs, parts, strength; /* columns */
  const int16_t *weights;           /* [1 << bits], NULL without the section */
  uint32_t bits;
  int32_t bias;
};

/* Folds bytes into key[DL_KEY_BYTES]; false if they are too long. */
bool dl_tokens_fold(const char *bytes, size_t size, char *key);

/* The row of a folded key, or -1. table may be NULL. */
int64_t dl_tokens_row(const dl_table *table, const char *key);

/* The row of bytes as they stand in the text, or -1. */
int64_t dl_tokens_find(const dl_table *table, const char *bytes, size_t size);

#endif
