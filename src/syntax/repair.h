/* Mends a misreading that the network makes of short sentences: "Farmers blocked roads" read as roads that are blocked.
 *
 * A verb that is an adjective to the noun behind it, where that noun has a subject before the verb, is the predicate, and the noun its object.
 */
#ifndef DL_SYNTAX_REPAIR_H
#define DL_SYNTAX_REPAIR_H

#include "base/document.h"

void dl_repair_sentence(dl_document *doc, const dl_sentence *sentence);

#endif
