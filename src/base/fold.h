/* The form in which text is looked up in tables: those of the data file are folded so when it is made, a text's words
 * when they are read.
 *
 * Every code point becomes its small letter (utf8proc), curly quotes become straight ones; accents stay. It takes UTF-8
 * that was validated, and cannot fail but for memory. The result is the arena's; it may be longer than what was folded.
 */
#ifndef DL_BASE_FOLD_H
#define DL_BASE_FOLD_H

#include "base/arena.h"

/* Lower case, curly quotes made straight; of valid UTF-8. NUL-terminated, in the arena. */
char *dl_utf8_fold(dl_arena *arena, const char *bytes, size_t size);

#endif
