/* Lemma scripts: "=literal", or how a form becomes its lemma: "l" or "k" (lower case first, or keep), code points to
 * cut, ":", what to add. */
#ifndef DL_SYNTAX_LEMMA_H
#define DL_SYNTAX_LEMMA_H

#include "base/arena.h"

/* The lemma of a form; `lower` is the form in lower case. NUL-terminated, in the arena or in `script`. */
const char *dl_lemma_apply(dl_arena *arena, const char *script, const char *form, const char *lower);

#endif
