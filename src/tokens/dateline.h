/* A dateline ("SEOUL, Nov 9 (Reuters) -") stands before the first sentence and is none of its words: it becomes a
 * sentence of its own, so that the parser reads the news behind it as it reads any other sentence.
 *
 * Where it stands intake has found (doc->dateline, bytes of the place); where it ends is the first dash behind that, a
 * few tokens on. Sentences and tokens must be there; their numbers are kept right. Without a dateline nothing changes.
 */
#ifndef DL_TOKENS_DATELINE_H
#define DL_TOKENS_DATELINE_H

#include "base/document.h"

/* Splits the sentence in which doc->dateline lies behind the dateline's dash. */
void dl_split_dateline(dl_document *doc);

#endif
