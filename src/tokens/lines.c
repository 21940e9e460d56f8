#include "tokens/lines.h"

#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"

enum {
  PARAGRAPH = 140,
  SENTENCE = 30,
  LOOK = 64
}; /* bytes: a longer line is no wrapped one; a shorter one is no part of prose; of a word seen */

/* What marks begin an item: "-", "*", a drawn one, "(1)", "1)", "1.", "iv." */
enum { NO_ITEM = -1, DASH, STAR, BULLET, BRACKETED, BRACKET, NUMBER, ROMAN };

#define DIGITS "0123456789"

static bool blank(char c) {
  return c == ' ' || c == '\t';
}

/* Behind the ">" marks at the beginning of a line; their number in *level. */
static const char *skip_marks(const char *p, const char *end, unsigned *level) {
  *level = 0;
  for (const char *q = p; q < end && (blank(*q) || *q == '>');) {
    *level += *q == '>';
    q++;
    if (q[-1] == '>') p = q;
  }
  return p;
}

/* Lines that a blank at p ends: one, or two where a paragraph ends with it. */
static unsigned lines_of(uint32_t cp, const char *p, const char *end) {
  if (cp == 0x2029 || cp == '\f') return 2;
  if (cp == '\r') return p + 1 == end || p[1] != '\n';
  return cp == '\n' || cp == 0x2028;
}

dl_line_gap dl_gap_find(const char *p, const char *end) {
  dl_line_gap g = {p, 0, 0};
  while (g.end < end) {
    unsigned char c = (unsigned char)*g.end;
    if (c > 0x20 && c < 0x7F) break;
    uint32_t cp;
    unsigned len = dl_utf8_decode(g.end, end, &cp);
    if (!dl_utf8_is_space(cp)) break;
    unsigned lines = lines_of(cp, g.end, end);
    g.lines += lines;
    g.end += len;
    if (lines == 1) g.end = skip_marks(g.end, end, &g.level);
  }
  return g;
}

dl_line_gap dl_gap_first(const char *text, const char *end) {
  unsigned level;
  const char *from = skip_marks(text, end, &level);
  dl_line_gap g = dl_gap_find(from, end);
  if (!g.lines) g.level = level;
  return g;
}

/* An item's mark that is not of ASCII: a dash, a dot, an arrow, a square, a tick. */
static int drawn_item(const char *p, const char *end) {
  static const dl_range bullets[] = {
      {0x2022, 0x2022}, {0x2190, 0x21FF}, {0x25A0, 0x25FF}, {0x2713, 0x2718}, {0x27A1, 0x27AF}};
  uint32_t cp;
  p += dl_utf8_decode(p, end, &cp);
  if (DL_IN_RANGES(cp, bullets)) return BULLET;
  if (!blank(*p)) return NO_ITEM;
  if (cp == 0xB7) return BULLET;
  return cp == 0x2013 || cp == 0x2014 ? DASH : NO_ITEM;
}

/* Behind the characters of a set from p on, at most so many. */
static const char *skip(const char *p, const char *end, size_t most, const char *set) {
  const char *stop = (size_t)(end - p) > most ? p + most : end;
  while (p < stop && *p && strchr(set, *p)) p++;
  return p;
}

/* Does the number that ends at q go on to that of a section: "1.2 The parties"? */
static bool is_section(const char *q, const char *end) {
  const char *deeper = q;
  while (deeper + 1 < end && *deeper == '.' && dl_is_digit(deeper[1])) deeper = skip(deeper + 1, end, SIZE_MAX, DIGITS);
  return deeper > q && deeper + 1 < end && blank(*deeper) && (blank(deeper[1]) || dl_is_upper(deeper[1]));
}

/* A Roman number, or one letter, which is an item before a bracket alone; *q goes behind it. */
static int letters_item(const char *from, const char *end, const char **q) {
  *q = skip(from, end, 5, "ivxIVX");
  if (*q > from) return ROMAN;
  *q += *q < end && dl_is_letter(**q);
  return NO_ITEM;
}

static int numbered_item(const char *p, const char *end) {
  bool open = *p == '(';
  const char *from = p + open, *q = skip(from, end, 3, DIGITS);
  int kind = NUMBER;
  if (q > from && !open && is_section(q, end)) return NUMBER;
  if (q == from) kind = letters_item(from, end, &q);
  if (q == from || q + 1 >= end || !blank(q[1])) return NO_ITEM;
  if (*q == ')') return open ? BRACKETED : BRACKET;
  return *q == '.' && !open ? kind : NO_ITEM;
}

/* The kind of mark that begins an item at p. */
static int item_kind(const char *p, const char *end) {
  if (end - p < 2) return NO_ITEM;
  if (strchr("-*+o", *p) && blank(p[1])) return *p == '-' ? DASH : STAR;
  return (unsigned char)*p >= 0x80 && end - p > 3 ? drawn_item(p, end) : numbered_item(p, end);
}

static bool small_letter(const char *p, const char *end) {
  uint32_t cp;
  if (p >= end || item_kind(p, end) != NO_ITEM) return false;
  dl_utf8_decode(p, end, &cp);
  return dl_utf8_is_lower(cp);
}

static bool is_break(char c) {
  return c == '\n' || c == '\r';
}

/* Counts one line: its item, and its width where it may be wrapped. */
static void measure_line(dl_lines *l, const char *begin, const char *end) {
  unsigned level;
  const char *first = skip_marks(begin, l->end, &level);
  first = skip(first, end, SIZE_MAX, " \t");
  int kind = first < end ? item_kind(first, l->end) : NO_ITEM;
  if (kind != NO_ITEM) l->items[kind]++;
  uint32_t size = (uint32_t)(end - begin);
  bool spaced = size > 1 && memchr(begin + 1, ' ', size - 1);
  if (spaced && size <= PARAGRAPH && size > l->width) l->width = size;
}

void dl_lines_measure(dl_lines *l, const char *text, const char *end) {
  *l = (dl_lines){.text = text, .end = end};
  unsigned single = 0, small = 0;
  for (const char *p = text; p < end;) {
    const char *begin = p;
    while (p < end && !is_break(*p)) p++;
    measure_line(l, begin, p);
    if (p == end) break;
    dl_line_gap g = dl_gap_find(p, end);
    if (g.lines == 1 && g.end < end) {
      single++;
      small += small_letter(g.end, end);
    }
    p = g.end > p && !g.level ? g.end : p + 1;
  }
  l->wrapped = small * 5 >= single;
}

/* Does a line begin with a label, as those of a letter's head do ("Subject: talks")? */
static bool labelled(const char *p, const char *end) {
  const char *q = p;
  if (p >= end || !dl_is_upper(*p)) return false;
  while (q < end && q - p < 16 && (dl_is_letter(*q) || *q == '-')) q++;
  return q - p > 1 && q + 1 < end && *q == ':' && blank(q[1]);
}

static const char *line_begin(const dl_lines *l, const char *at) {
  while (at > l->text && !is_break(at[-1])) at--;
  return at;
}

/* Would the word at `next` have fitted easily into a line of that size? */
static bool would_fit(const dl_lines *l, uint32_t size, const char *next) {
  uint32_t word = 0;
  while (next + word < l->end && word < LOOK && (unsigned char)next[word] > ' ') word++;
  return (size + 1 + word) * 5 <= l->width * 4;
}

/* Does an item begin at `next`, as others of the text do? */
static bool begins_item(const dl_lines *l, const char *next) {
  int kind = item_kind(next, l->end);
  return kind == BULLET || (kind != NO_ITEM && l->items[kind] > 1);
}

/* The text of a line, behind its marks and blanks. */
static const char *line_text(const char *line, const char *end) {
  unsigned marks;
  return skip(skip_marks(line, end, &marks), end, SIZE_MAX, " \t");
}

/* Is the line behind the gap set in, as the first of a paragraph is, and the one before, which ends at `end`, is not?
 */
static bool sets_in(const char *line, const char *end, const dl_line_gap *gap) {
  unsigned marks;
  const char *inner = skip_marks(line, end, &marks), *first = line_text(line, end);
  bool flush = first == inner || marks > 0;
  return flush && gap->level == 0 && blank(gap->end[-1]) && item_kind(first, end) == NO_ITEM;
}

bool dl_lines_break(const dl_lines *l, const char *from, const dl_line_gap *gap, unsigned level) {
  if (gap->lines != 1) return gap->lines > 1;
  const char *next = gap->end, *line = line_begin(l, from);
  uint32_t size = (uint32_t)(from - line);
  if (gap->level != level || begins_item(l, next)) return true;
  if (labelled(next, l->end) && labelled(line_text(line, from), from)) return true;
  if (small_letter(next, l->end)) return !l->wrapped && (size < SENTENCE || strchr(".?!", from[-1]) != NULL);
  return !l->wrapped || size > l->width || would_fit(l, size, next) || sets_in(line, from, gap);
}
