/* The form in which text is looked up in tables. */
#ifndef DL_BASE_FOLD_H
#define DL_BASE_FOLD_H

#include "base/arena.h"

/* Lower case, curly quotes made straight; of valid UTF-8. NUL-terminated, in the arena. */
char *dl_utf8_fold(dl_arena *arena, const char *bytes, size_t size);

#endif
