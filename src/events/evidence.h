/* What is known of a word that may be an act, as names that the model of acts weighs (network/evidence.h): its form and
 * place in the tree, what hangs on it, what a row and the rules made of it.
 *
 * The same names are what `dateline features` prints for train/acts.py, so a name that changes asks for a new training.
 * The caller's evidence holds a hash of each; their texts only where somebody is to read them, and no more names than
 * it has room for.
 */
#ifndef DL_EVENTS_EVIDENCE_H
#define DL_EVENTS_EVIDENCE_H

#include "events/coder.h"
#include "network/evidence.h"

/* The evidence of a word, of which `candidate` is what the rules made of it (NULL: nothing). */
void dl_act_evidence_of(const dl_coding *work, int32_t token, const dl_candidate *candidate, dl_evidence *out);

#endif
