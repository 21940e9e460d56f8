/* The gate in front of the parser: sentences that can hold no event and no claim need no parse.
 *
 * Those are sentences in another language amid an English text, in which the coder takes nothing for an act or a claim,
 * and lines without a letter (rules, numbers, times). Names that the tables know are found in them all the same. A gate
 * that judged English sentences would spare next to none (docs/architecture.md).
 */
#ifndef DL_SYNTAX_GATE_H
#define DL_SYNTAX_GATE_H

#include <stdbool.h>

#include "base/document.h"

/* Can the sentence hold no event and no claim, whatever its tree? */
bool dl_gate_holds(const dl_document *doc, const dl_sentence *sentence);

/* Fills the layers of its tokens with what no parse gives: words of no class under the first one. */
void dl_gate_fill(dl_document *doc, const dl_sentence *sentence);

#endif
