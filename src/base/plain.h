/* Text of a document, a file name or a message as a terminal can show it on one line, whatever stands in it.
 *
 * A terminal obeys what it is sent: ESC and CSI (U+009B) colour, clear, move and answer, and the overrides of writing
 * direction show words in another order than they stand in. White space of any kind becomes a space; other controls
 * (C0, DEL, C1), the embeddings, overrides and isolates of direction (U+202A-E, U+2066-9) and bytes that are not UTF-8
 * become U+FFFD. All else stays.
 */
#ifndef DL_BASE_PLAIN_H
#define DL_BASE_PLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* One character as it is shown. */
typedef struct dl_shown {
  const char *bytes; /* in the text itself, or a constant */
  unsigned size;     /* of them */
  uint32_t cp;       /* what they are */
} dl_shown;

/* The character at `at` (at < end) into *shown; returns how many bytes of the text it takes. */
unsigned dl_plain_next(const char *at, const char *end, dl_shown *shown);

/* Adds `size` bytes of text. */
void dl_buffer_plain(dl_buffer *out, const char *bytes, size_t size);
/* The same of a NUL-terminated text. */
void dl_buffer_plain_text(dl_buffer *out, const char *text);

/* Into `to`, which has `room` bytes (at least 1): NUL-terminated, cut between characters where it does not fit. */
void dl_plain_copy(char *to, size_t room, const char *text);

#endif
