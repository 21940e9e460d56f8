/* Letters and digits of ASCII, and sets of code points as tables of ranges: what cuts and reads text asks of a
 * character.
 *
 * The C library's functions depend on a locale and take no negative char; these take a char or a code point, and say no
 * to all that is beyond ASCII (base/utf8.h has Unicode's classes). Ranges are in order and do not touch. Nothing here
 * fails or takes memory.
 */
#ifndef DL_BASE_CHARS_H
#define DL_BASE_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool dl_is_digit(uint32_t c) {
  return c - '0' < 10;
}
static inline bool dl_is_upper(uint32_t c) {
  return c - 'A' < 26;
}
static inline bool dl_is_small(uint32_t c) {
  return c - 'a' < 26;
}
static inline bool dl_is_letter(uint32_t c) {
  return (c | 32) - 'a' < 26;
}
/* A byte of a longer character is one, too: what it is part of is not looked at. */
static inline bool dl_is_word_byte(char c) {
  return dl_is_digit(c) || dl_is_letter(c) || (unsigned char)c >= 0x80;
}

/* Blanks between what machines write: space, tab and the two of line breaks. */
static inline bool dl_is_blank(uint32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
/* How many the bytes begin with. */
static inline size_t dl_blanks(const char *bytes, size_t size) {
  size_t n = 0;
  while (n < size && dl_is_blank(bytes[n])) n++;
  return n;
}

static inline char dl_to_small(char c) {
  return dl_is_upper(c) ? (char)(c + 32) : c;
}
/* Copies bytes, capitals of ASCII as small letters, and a NUL behind them. */
static inline void dl_copy_small(char *to, const char *from, size_t size) {
  for (size_t i = 0; i < size; i++) to[i] = dl_to_small(from[i]);
  to[size] = '\0';
}

/* Are all bytes of [from, to) such? */
static inline bool dl_all(bool (*is)(uint32_t), const char *from, const char *to) {
  while (from < to && is(*from)) from++;
  return from >= to;
}

/* Does a text begin as a pattern has it: 9 for a digit, * for anything, all else for itself ("9999-99-99")? */
static inline bool dl_fits(const char *text, const char *pattern) {
  for (; *pattern; text++, pattern++) {
    if (*pattern == '9' ? !dl_is_digit(*text) : *pattern == '*' ? !*text : *text != *pattern) return false;
  }
  return true;
}

/* Is it one of the code points of U"..."? */
static inline bool dl_is_one_of(uint32_t cp, const uint32_t *set) {
  while (*set && *set != cp) set++;
  return *set != 0;
}

typedef struct dl_range {
  uint32_t first, last;
} dl_range;

static inline bool dl_in_range(uint32_t cp, const dl_range *ranges, size_t count) {
  size_t i = 0;
  while (i < count && cp > ranges[i].last) i++;
  return i < count && cp >= ranges[i].first;
}
#define DL_IN_RANGES(cp, ranges) dl_in_range(cp, ranges, sizeof(ranges) / sizeof *(ranges))

#endif
