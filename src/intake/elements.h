/* JSON values one by one out of a stream of any length: objects one behind another, or those of an array.
 *
 * Only where a value ends is looked for here; whether it is sound, jansson says. Where a value has no end that fits (a
 * line break in a string, brackets that do not match), it is given up with its place, and the next one is looked for:
 * where a line begins with one as far to the left.
 */
#ifndef DL_INTAKE_ELEMENTS_H
#define DL_INTAKE_ELEMENTS_H

#include "base/buffer.h"
#include "intake/stream.h"

typedef struct dl_elements {
  dl_stream *stream;
  const char *name;           /* for messages */
  unsigned long line, column; /* of the next byte, from 1; a column is a character */
  unsigned long first;        /* the column of the line's first character that is no blank; 0: none was met */
  bool alone;                 /* only one array is read, not what is behind it */
  bool array, behind;         /* inside an array; behind a value of it, so that a comma is due */
} dl_elements;

/* Appends the next value, of which at most `limit` bytes are kept; its place and its whole size. Size 0: no more. After
 * DL_EINPUT the next call goes on behind what is broken. */
int dl_elements_next(dl_elements *elements, dl_buffer *out, size_t limit, size_t *size, unsigned long *line,
                     unsigned long *column, dl_status *status);

/* The array of an object that wraps its documents ({"articles": [...]}): the object has no string called `text`, and
 * one member that is an array of objects that have one. The offset of its bracket; 0: there is none. */
size_t dl_elements_wrapped(const char *bytes, size_t size, const char *text);

/* Can a value that is one line, or the end, be taken without waiting for whoever writes the input? */
bool dl_elements_ready(dl_elements *elements);

/* Moves line and column over bytes. */
void dl_elements_pass(dl_elements *elements, const char *bytes, size_t size);

#endif
