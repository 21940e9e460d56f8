#include "base/fold.h"

#include <utf8proc.h>

#include "base/chars.h"
#include "base/utf8.h"

static uint32_t fold(uint32_t cp) {
  if (cp < 0x80) return dl_is_upper(cp) ? cp + 32 : cp;
  if (cp == 0x2018 || cp == 0x2019 || cp == 0x201B || cp == 0x02BC) return '\'';
  if (cp >= 0x201C && cp <= 0x201F) return '"';
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

char *dl_utf8_fold(dl_arena *arena, const char *bytes, size_t size) {
  /* Lower case may be longer in bytes (U+023A takes 2, its small letter 3): half as much again is enough. */
  char *out = dl_arena_alloc(arena, size + size / 2 + 4), *to = out;
  const char *end = bytes + size;
  for (const char *p = bytes; p < end;) {
    uint32_t cp;
    p += dl_utf8_decode(p, end, &cp);
    to += dl_utf8_encode(fold(cp), to);
  }
  *to = '\0';
  return out;
}
