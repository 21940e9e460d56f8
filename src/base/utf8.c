#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/chars.h"

/* Length of the valid sequence at p (p < end), 0 if it is not valid: table 3-7 of the Unicode standard. */
static unsigned sequence(const unsigned char *p, const unsigned char *end) {
  unsigned char a = *p, low = 0x80, high = 0xBF;
  unsigned len;
  if (a < 0x80) return 1;
  if (a < 0xC2 || a > 0xF4) return 0;
  if (a < 0xE0) {
    len = 2;
  } else if (a < 0xF0) {
    len = 3;
    if (a == 0xE0) low = 0xA0;  /* overlong */
    if (a == 0xED) high = 0x9F; /* surrogates */
  } else {
    len = 4;
    if (a == 0xF0) low = 0x90;
    if (a == 0xF4) high = 0x8F; /* above U+10FFFF */
  }
  if ((size_t)(end - p) < len || p[1] < low || p[1] > high) return 0;
  for (unsigned i = 2; i < len; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  return len;
}

bool dl_utf8_valid(const char *bytes, size_t size, size_t *bad) {
  const unsigned char *p = (const unsigned char *)bytes, *end = p + size;
  while (p < end) {
    uint64_t eight;
    while (end - p >= 8 && (memcpy(&eight, p, 8), !(eight & 0x8080808080808080u))) p += 8;
    if (p == end) break;
    unsigned len = sequence(p, end);
    if (!len) {
      if (bad) *bad = (size_t)(p - (const unsigned char *)bytes);
      return false;
    }
    p += len;
  }
  return true;
}

unsigned dl_utf8_decode(const char *at, const char *end, uint32_t *cp) {
  const unsigned char *p = (const unsigned char *)at;
  unsigned len = sequence(p, (const unsigned char *)end);
  switch (len) {
    case 1:
      *cp = p[0];
      break;
    case 2:
      *cp = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
      break;
    case 3:
      *cp = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
      break;
    case 4:
      *cp = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
      break;
    default:
      *cp = 0xFFFD;
      len = 1;
  }
  return len;
}

unsigned dl_utf8_decode_back(const char *start, const char *at, uint32_t *cp) {
  const char *p = at - 1;
  while (p > start && at - p < 4 && ((unsigned char)*p & 0xC0) == 0x80) p--;
  unsigned len = dl_utf8_decode(p, at, cp);
  if (len == (unsigned)(at - p)) return len;
  *cp = 0xFFFD;
  return 1;
}

unsigned dl_utf8_encode(uint32_t cp, char out[4]) {
  if (cp < 0x80) {
    out[0] = (char)cp;
    return 1;
  }
  if (cp < 0x800) {
    out[0] = (char)(0xC0 | cp >> 6);
    out[1] = (char)(0x80 | (cp & 0x3F));
    return 2;
  }
  if (cp < 0x10000) {
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | cp >> 18);
  out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
  out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
  out[3] = (char)(0x80 | (cp & 0x3F));
  return 4;
}

size_t dl_utf8_count(const char *bytes, size_t size) {
  size_t count = 0;
  for (size_t i = 0; i < size; i++) count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
  return count;
}

static utf8proc_category_t category(uint32_t cp) {
  return utf8proc_category((utf8proc_int32_t)cp);
}

bool dl_utf8_is_space(uint32_t cp) {
  if (cp <= 0x20) return true;
  if (cp < 0x7F) return false;
  if (cp <= 0xA0) return true; /* DEL, C1 controls, no-break space */
  if (cp == 0x200B || cp == 0xFEFF) return true;
  utf8proc_category_t c = category(cp);
  return c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL || c == UTF8PROC_CATEGORY_ZP;
}

bool dl_utf8_is_letter(uint32_t cp) {
  if (cp < 0x80) return dl_is_letter(cp);
  utf8proc_category_t c = category(cp);
  return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool dl_utf8_is_upper(uint32_t cp) {
  if (cp < 0x80) return dl_is_upper(cp);
  utf8proc_category_t c = category(cp);
  return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool dl_utf8_is_lower(uint32_t cp) {
  if (cp < 0x80) return dl_is_small(cp);
  return category(cp) == UTF8PROC_CATEGORY_LL;
}

uint32_t dl_utf8_lower(uint32_t cp) {
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

bool dl_utf8_is_digit(uint32_t cp) {
  if (cp < 0x80) return dl_is_digit(cp);
  return category(cp) == UTF8PROC_CATEGORY_ND;
}

unsigned dl_utf8_width(uint32_t cp) {
  if (cp < 0x20 || cp == 0x7F) return 0;
  if (cp < 0x7F) return 1;
  int width = utf8proc_charwidth((utf8proc_int32_t)cp);
  return width > 0 ? (unsigned)width : 0;
}
