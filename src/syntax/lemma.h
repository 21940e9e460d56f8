/* Lemma scripts, the labels by which the network tells a lemma: how a form becomes it.
 *
 * "=literal", or "l" or "k" (lower case first, or keep), code points to cut at the end, ":", what to add: "l3:y" makes
 * "parties" "party". A script that would leave nothing leaves the form. train/features.py makes them of a corpus. The
 * result is the arena's, or a part of the script or form.
 */
#ifndef DL_SYNTAX_LEMMA_H
#define DL_SYNTAX_LEMMA_H

#include "base/arena.h"

/* The lemma of a form; `lower` is the form in lower case. NUL-terminated, in the arena or in `script`. */
const char *dl_lemma_apply(dl_arena *arena, const char *script, const char *form, const char *lower);

#endif
