#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 256 };

void dl_buffer_clear(dl_buffer *buffer) {
  buffer->size = 0;
  buffer->failed = false;
}

void dl_buffer_free(dl_buffer *buffer) {
  free(buffer->data);
  *buffer = (dl_buffer){0};
}

char *dl_buffer_reserve(dl_buffer *buffer, size_t size) {
  if (buffer->failed) return NULL;
  if (size >= SIZE_MAX - buffer->size) goto fail;
  size_t need = buffer->size + size + 1;
  if (need > buffer->capacity) {
    size_t capacity = buffer->capacity ? buffer->capacity : FIRST;
    while (capacity < need) capacity = capacity > SIZE_MAX / 2 ? need : capacity * 2;
    char *data = realloc(buffer->data, capacity);
    if (!data) goto fail;
    buffer->data = data;
    buffer->capacity = capacity;
  }
  return buffer->data + buffer->size;
fail:
  buffer->failed = true;
  return NULL;
}

void dl_buffer_add(dl_buffer *buffer, const void *bytes, size_t size) {
  char *at = dl_buffer_reserve(buffer, size);
  if (!at) return;
  if (size) memcpy(at, bytes, size);
  at[size] = '\0';
  buffer->size += size;
}

void dl_buffer_text(dl_buffer *buffer, const char *text) {
  dl_buffer_add(buffer, text, strlen(text));
}

void dl_buffer_char(dl_buffer *buffer, char c) {
  dl_buffer_add(buffer, &c, 1);
}

void dl_buffer_number(dl_buffer *buffer, uint32_t number) {
  char digits[10], *at = digits + sizeof digits;
  do *--at = (char)('0' + number % 10);
  while (number /= 10);
  dl_buffer_add(buffer, at, (size_t)(digits + sizeof digits - at));
}

void dl_buffer_printf(dl_buffer *buffer, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int size = vsnprintf(NULL, 0, format, args);
  char *at = size < 0 ? NULL : dl_buffer_reserve(buffer, (size_t)size);
  if (at) {
    vsnprintf(at, (size_t)size + 1, format, again);
    buffer->size += (size_t)size;
  }
  va_end(again);
  va_end(args);
}
