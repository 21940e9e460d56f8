#include "base/plain.h"

#include <string.h>

#include "base/utf8.h"

static bool is_break(uint32_t cp) {
  return (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool is_command(uint32_t cp) {
  return cp < ' ' || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

unsigned dl_plain_next(const char *at, const char *end, dl_shown *shown) {
  static const char space[] = " ", other[] = "\xEF\xBF\xBD";
  unsigned size = dl_utf8_decode(at, end, &shown->cp);
  shown->bytes = at;
  shown->size = size;
  if (is_break(shown->cp))
    *shown = (dl_shown){space, 1, ' '};
  else if (is_command(shown->cp) || shown->cp == 0xFFFD)
    *shown = (dl_shown){other, 3, 0xFFFD};
  return size;
}

void dl_buffer_plain(dl_buffer *out, const char *bytes, size_t size) {
  const char *end = bytes + size, *from = bytes;
  dl_shown shown;
  for (const char *at = bytes; at < end;) {
    unsigned n = dl_plain_next(at, end, &shown);
    if (shown.bytes != at) {
      dl_buffer_add(out, from, (size_t)(at - from));
      dl_buffer_add(out, shown.bytes, shown.size);
      from = at + n;
    }
    at += n;
  }
  dl_buffer_add(out, from, (size_t)(end - from));
}

void dl_buffer_plain_text(dl_buffer *out, const char *text) {
  dl_buffer_plain(out, text, strlen(text));
}

void dl_plain_copy(char *to, size_t room, const char *text) {
  const char *end = text + strlen(text);
  dl_shown shown;
  while (text < end) {
    text += dl_plain_next(text, end, &shown);
    if (shown.size >= room) break;
    memcpy(to, shown.bytes, shown.size);
    to += shown.size;
    room -= shown.size;
  }
  *to = '\0';
}
