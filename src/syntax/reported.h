/* What belongs to a report and what stands beside it: "said it would leave but blamed Chad" blames beside saying and
 * not inside what is said; "said in a letter that it would leave" says so, and the letter only holds it.
 *
 * The network hangs a clause on the nearest word. A verb's form tells where it cannot belong (no past tense goes with
 * "would", an infinitive or a gerund), and verbs of saying and taking a stand (data/syntax/stands.tsv) where it hardly
 * does.
 */
#ifndef DL_SYNTAX_REPORTED_H
#define DL_SYNTAX_REPORTED_H

#include "base/document.h"
#include "model/model.h"

/* `stands` may be NULL: then the forms alone decide. */
void dl_part_reports(const dl_table *stands, dl_document *doc, const dl_sentence *sentence);

#endif
