/* Clauses that leave open whether what they tell of happened, by the order of their words alone: no word of theirs says
 * so.
 *
 * "Is Iran supplying drones to Russia?" asks, "Had Iran attacked, ..." supposes; "Why did Iran attack?" takes the
 * attack for granted.
 */
#ifndef DL_SYNTAX_OPEN_H
#define DL_SYNTAX_OPEN_H

#include "base/document.h"

/* Is the clause of the word `verb` such a one? */
bool dl_is_open_clause(const dl_document *doc, uint32_t verb);

#endif
