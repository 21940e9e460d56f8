/* Mends misreadings that the network makes, each head being chosen by itself: trees that no sentence has.
 *
 * "Farmers blocked roads" read as roads that are blocked: a verb that is an adjective to the noun behind it, where that
 * noun has a subject before the verb, is the predicate, and the noun its object. "A and B said" with two subjects: the
 * second, which holds the conjunction, is a conjunct of the first.
 */
#ifndef DL_SYNTAX_REPAIR_H
#define DL_SYNTAX_REPAIR_H

#include "base/document.h"

void dl_repair_sentence(dl_document *doc, const dl_sentence *sentence);

#endif
