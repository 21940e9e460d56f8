#include <string.h>

#include "base/utf8.h"
#include "intake/intake.h"

enum { REACH = 90 }; /* bytes in which a dateline must end */

/* The mark that ends a dateline: a dash with space before it, or a long dash, or ")" with a dash or colon behind. Its offset in the line, or 0. */
static uint32_t find_mark(const char *line, uint32_t size) {
  for (uint32_t i = 1; i < size && i < REACH; i++) {
    bool spaced = line[i - 1] == ' ' || line[i - 1] == ')';
    if (line[i] == '-' && spaced && i + 1 < size && (line[i + 1] == ' ' || line[i + 1] == '-')) return i;
    if ((unsigned char)line[i] == 0xE2 && i + 2 < size && (unsigned char)line[i + 1] == 0x80 &&
        ((unsigned char)line[i + 2] == 0x93 || (unsigned char)line[i + 2] == 0x94) && (spaced || line[i + 3] == ' '))
      return i;
    if (line[i] == '.' && i + 1 < size && line[i + 1] == ' ' && i > 40) return 0;
  }
  return 0;
}

/* The place: words in capitals from the start ("NEW YORK", "WASHINGTON, D.C."); its size in bytes, or 0. */
static uint32_t place_size(const char *line, uint32_t mark) {
  uint32_t at = 0, capitals = 0;
  while (at < mark) {
    uint32_t cp, n = dl_utf8_decode(line + at, line + mark, &cp);
    if (dl_utf8_is_lower(cp) || cp == '(' || cp == ',' || dl_utf8_is_digit(cp)) break;
    capitals += dl_utf8_is_upper(cp);
    at += n;
  }
  if (at < mark && capitals < 3) return 0;              /* "Moscow, Nov" is no dateline; "MOSCOW, Nov" is */
  if (at < mark && line[at] != ',' && line[at] != '(') { /* stopped inside a word: back to the word before ("TOKYO Nov 9 -") */
    while (at > 0 && line[at - 1] != ' ') at--;
  }
  while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == ',')) at--;
  return capitals >= 3 ? at : 0;
}

void dl_find_dateline(dl_document *doc) {
  uint32_t at = 0, lines = 0;
  while (at < doc->text_size && lines < 6) { /* behind a title and a byline */
    const char *line = doc->text + at, *end = memchr(line, '\n', doc->text_size - at);
    uint32_t size = end ? (uint32_t)(end - line) : doc->text_size - at;
    uint32_t mark = find_mark(line, size), place = mark ? place_size(line, mark) : 0;
    if (place > 0) {
      doc->dateline = (dl_span){at, at + place};
      return;
    }
    lines += size > 0;
    at += size + 1;
  }
}
