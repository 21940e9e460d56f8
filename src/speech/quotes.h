/* The quotations of a document: outermost pairs of quotation marks, straight or curly, over sentences and paragraphs.
 */
#ifndef DL_SPEECH_QUOTES_H
#define DL_SPEECH_QUOTES_H

#include "base/document.h"

typedef struct dl_quote {
  uint32_t begin, end;             /* bytes, the marks included */
  uint32_t first_token, end_token; /* the marks included */
  uint32_t words;                  /* tokens inside that are no punctuation */
  bool said;                       /* some attribution has it */
} dl_quote;

typedef struct dl_quotes {
  dl_quote *items;
  uint32_t count, capacity;
  int32_t *at; /* per token: the quotation that it is in (marks included), -1 */
} dl_quotes;

/* Pairs the marks. A paragraph that opens with a mark and has none to close it goes on in the next one. */
dl_quotes dl_find_quotes(dl_document *doc);

#endif
