#include "stories/words.h"

#include <string.h>

#include "base/chars.h"

enum { LONGEST = 40 }; /* bytes of a word that count */

/* The bytes of a letter or digit that begins there; of those of two and three bytes all but signs (U+0080..00BF,
 * U+2000..207F). */
static size_t letter(const char *text, size_t size, size_t at) {
  unsigned char c = (unsigned char)text[at];
  if (c < 0x80) return dl_is_digit(c) || dl_is_letter(c);
  if (c < 0xC3 || (c == 0xE2 && at + 1 < size && ((unsigned char)text[at + 1] & 0xFE) == 0x80)) return 0;
  size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  return at + length <= size ? length : 0;
}

/* An apostrophe, straight or curled: its bytes. */
static size_t apostrophe(const char *text, size_t size, size_t at) {
  if (text[at] == '\'') return 1;
  return at + 3 <= size && memcmp(text + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static bool ends(const char *word, size_t size, size_t at_least, const char *ending) {
  size_t length = strlen(ending);
  return size > at_least && size >= length && memcmp(word + size - length, ending, length) == 0;
}

/* Cuts one ending off a word in lower case. */
static size_t cut(char *word, size_t size) {
  static const struct {
    const char *ending;
    uint8_t at_least, off; /* a word of more bytes than these; bytes that go */
    char last;             /* what the last byte becomes, 0: what it is */
  } endings[] = {{"ing", 6, 3, 0}, {"ied", 5, 2, 'y'}, {"ies", 4, 2, 'y'}, {"ed", 4, 2, 0}, {"ses", 4, 2, 0},
                 {"xes", 4, 2, 0}, {"zes", 4, 2, 0},   {"hes", 4, 2, 0},   {"ss", 3, 0, 0}, {"s", 3, 1, 0}};
  if (ends(word, size, 2, "'s")) size -= 2;
  size_t k = 0, count = sizeof endings / sizeof *endings;
  while (k < count && !ends(word, size, endings[k].at_least, endings[k].ending)) k++;
  if (k < count) size -= endings[k].off;
  if (k < count && endings[k].last) word[size - 1] = endings[k].last;
  if (size > 3 && word[size - 1] == word[size - 2]) size--;
  if (size > 4 && word[size - 1] == 'e') size--;
  return size;
}

uint32_t dl_story_stem(const char *word, size_t size) {
  char low[LONGEST];
  size_t n = 0;
  for (size_t i = 0; i < size && n < LONGEST; i++) {
    unsigned char c = (unsigned char)word[i];
    size_t mark = apostrophe(word, size, i);
    if (mark) {
      c = '\'';
      i += mark - 1;
    } else if (dl_is_upper(c)) {
      c = (unsigned char)(c + 32);
    } else if (n > 0 && (unsigned char)low[n - 1] == 0xC3 && c >= 0x80 && c <= 0x9E) {
      c = (unsigned char)(c + 32);
    }
    low[n++] = (char)c;
  }
  n = cut(low, n);
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (size_t i = 0; i < n; i++) hash = (hash ^ (unsigned char)low[i]) * 16777619u;
  return (hash ^ hash >> 24) & 0xFFFFFF;
}

bool dl_story_next_word(const char *text, size_t size, size_t *at, dl_story_word *word) {
  size_t i = *at, more;
  while (i < size && !(more = letter(text, size, i))) i++;
  if (i >= size) return false;
  size_t begin = i;
  bool joined = false;
  for (; i < size; i += more) {
    if ((more = letter(text, size, i))) continue;
    more = apostrophe(text, size, i);
    if (!more || joined || i + more >= size || !letter(text, size, i + more)) break;
    joined = true;
  }
  unsigned char first = (unsigned char)text[begin];
  *word = (dl_story_word){begin, i, dl_story_stem(text + begin, i - begin),
                          dl_is_upper(first) || (first == 0xC3 && (unsigned char)text[begin + 1] <= 0x9E),
                          dl_is_digit(first)};
  *at = i;
  return true;
}
