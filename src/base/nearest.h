/* The word that was meant: the nearest of some words to one that was mistyped.
 *
 * Distance counts letters put in, left out, changed and two that changed places, case aside. A word is near when at
 * most a third of the longer of the two, and at most three letters, differ; of words at the same distance the first is
 * taken. Owns nothing; the result is one of `words`.
 */
#ifndef DL_BASE_NEAREST_H
#define DL_BASE_NEAREST_H

#include <stddef.h>

/* NULL where none is near. An entry of `words` may be NULL: it is passed by. */
const char *dl_nearest(const char *word, const char *const *words, size_t count);

#endif
