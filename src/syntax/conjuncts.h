/* Whose verb a conjunct is: "said it would leave but blamed Chad" blames beside saying and not inside what is said.
 *
 * The network hangs a verb behind "and" or "but" on the nearest clause. Its form tells where it cannot belong (no past tense goes with "would", an
 * infinitive or a gerund), and verbs of taking a stand (data/syntax/stands.tsv) where it hardly does.
 */
#ifndef DL_SYNTAX_CONJUNCTS_H
#define DL_SYNTAX_CONJUNCTS_H

#include "base/document.h"
#include "model/model.h"

/* `stands` may be NULL: then the forms alone decide. */
void dl_raise_conjuncts(const dl_table *stands, dl_document *doc, const dl_sentence *sentence);

#endif
