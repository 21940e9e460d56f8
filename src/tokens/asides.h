/* Lines that lead to other stories: "READ MORE: Iran attacks Iraqi base".
 *
 * A paragraph that begins with a phrase of data/tokens/asides.tsv and a colon is no part of the story: its sentences
 * are marked (dl_sentence.aside), and no stage behind reads them. Linear in the document's sentences.
 */
#ifndef DL_TOKENS_ASIDES_H
#define DL_TOKENS_ASIDES_H

#include "tokens/tables.h"

/* Marks the document's asides. Nothing without the table. */
void dl_mark_asides(const dl_tokenizer *tokenizer, dl_document *doc);

#endif
