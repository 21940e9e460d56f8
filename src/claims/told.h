/* Which acts a text tells as done: what PLOVER and CAMEO rows hold unless all is asked for.
 *
 * An act is told as done when the author or one of the sources holds it certain or probable (CT+, PR+ of FactBank), and
 * it is neither negated nor future nor hypothetical. It stays so when somebody else denies it: that is a dispute. An
 * act that is only denied, feared, considered or asked about is not.
 */
#ifndef DL_CLAIMS_TOLD_H
#define DL_CLAIMS_TOLD_H

#include "base/document.h"
#include "model/model.h"

/* Why an event is not told as done, a set of DL_NEGATED, DL_FUTURE and DL_HYPOTHETICAL: those of its auxiliary modes,
 * and, where nobody holds it true, DL_NEGATED if somebody denies it, else DL_HYPOTHETICAL. 0: it is told as done. */
uint32_t dl_not_done(const dl_document *doc, uint32_t event);

/* The entities that deny an event, each once: sources that hold it CT- or PR-, and the doers of the acts that deny it.
 */
dl_indices dl_deniers(const dl_document *doc, uint32_t event);

/* What the source of an attribution makes of what it speaks of: by the word that attributes ("condemns", "welcomes"),
 * else "holds", "denies" or "open". */
const char *dl_stance(const dl_model *model, const dl_document *doc, const dl_attribution *attribution);
/* Is it one of the words that dl_stance gives? And all of them, for a message. */
bool dl_is_stance(const char *word);
#define DL_STANCES "holds, denies, open, condemns, welcomes, doubts or warns"

#endif
