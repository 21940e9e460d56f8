/* A growable run of bytes on the heap, for what is written once and then sent: one JSON object, one CoNLL-U document.
 *
 * Adding never fails half-way: when memory is out `failed` is set, nothing more is added, and the writer of the bytes
 * checks once at the end. `data` is always NUL-terminated when size > 0. One buffer belongs to one thread at a time.
 */
#ifndef DL_BASE_BUFFER_H
#define DL_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct dl_buffer {
  char *data;
  size_t size;     /* bytes in use, without the NUL */
  size_t capacity; /* bytes held */
  bool failed;     /* memory ran out: the contents are cut short */
} dl_buffer;

/* {0} is an empty buffer. dl_buffer_clear keeps the memory for re-use, dl_buffer_free gives it back. */
void dl_buffer_clear(dl_buffer *buffer);
void dl_buffer_free(dl_buffer *buffer);

void dl_buffer_add(dl_buffer *buffer, const void *bytes, size_t size);
void dl_buffer_text(dl_buffer *buffer, const char *text); /* NUL-terminated */
void dl_buffer_char(dl_buffer *buffer, char c);
void dl_buffer_number(dl_buffer *buffer, uint32_t number); /* decimal */
void dl_buffer_printf(dl_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for `size` more bytes behind data + size, or NULL when memory is out. The caller adds to `size` what it has
 * written. */
char *dl_buffer_reserve(dl_buffer *buffer, size_t size);

/* Of a text of `size` bytes as much as there is room for, with a NUL behind it (room is at least 1); how much. */
static inline size_t dl_put_text(char *to, size_t room, const char *text, size_t size) {
  if (size >= room) size = room - 1;
  memcpy(to, text, size);
  to[size] = '\0';
  return size;
}

#endif
