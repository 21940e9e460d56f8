#include "tokens/lines.h"

#include <string.h>

#include "base/utf8.h"

enum {
  PARAGRAPH = 140,
  SENTENCE = 30,
  LOOK = 64
}; /* bytes: a longer line is no wrapped one; a shorter one is no part of prose; of a word seen */

static bool blank(char c) {
  return c == ' ' || c == '\t';
}
static bool digit(char c) {
  return c >= '0' && c <= '9';
}
static bool letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
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

dl_line_gap dl_gap_find(const char *p, const char *end) {
  dl_line_gap g = {p, 0, 0};
  while (g.end < end) {
    unsigned char c = (unsigned char)*g.end;
    if (c > 0x20 && c < 0x7F) break;
    uint32_t cp;
    unsigned len = dl_utf8_decode(g.end, end, &cp);
    if (!dl_utf8_is_space(cp)) break;
    bool line = cp == '\n' || (cp == '\r' && !(g.end + 1 < end && g.end[1] == '\n')) || cp == 0x2028;
    if (line) g.lines++;
    if (cp == 0x2029 || cp == '\f') g.lines += 2;
    g.end += len;
    if (line) g.end = skip_marks(g.end, end, &g.level);
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

/* The kind of mark that begins an item at p, 0 to DL_ITEM_KINDS - 1; -1 if none does. */
static int item_kind(const char *p, const char *end) {
  const char *q = p;
  if (end - p < 2) return -1;
  if (strchr("-*+o", *p) && blank(p[1])) return *p == '-' ? 0 : 1;
  if ((unsigned char)*p >= 0x80 && end - p > 3) {
    uint32_t cp;
    q += dl_utf8_decode(p, end, &cp);
    if ((cp == 0x2013 || cp == 0x2014) && blank(*q)) return 0;
    return (cp == 0xB7 && blank(*q)) || cp == 0x2022 || (cp >= 0x2190 && cp <= 0x21FF) ||
                   (cp >= 0x25A0 && cp <= 0x25FF) || (cp >= 0x2713 && cp <= 0x2718) || (cp >= 0x27A1 && cp <= 0x27AF)
               ? 2
               : -1;
  }
  bool open = *q == '(';
  q += open;
  const char *from = q;
  while (q < end && q - from < 3 && digit(*q)) q++;
  bool number = q > from;
  while (!number && q < end && q - from < 5 && strchr("ivxIVX", *q)) q++;
  bool roman = !number && q > from;
  if (!number && !roman && q < end && letter(*q)) q++;
  const char *deeper = q;
  while (number && !open && deeper + 1 < end && *deeper == '.' && digit(deeper[1]))
    for (deeper++; deeper < end && digit(*deeper); deeper++) {
    }
  if (deeper > q && deeper + 1 < end && blank(*deeper) && (blank(deeper[1]) || (deeper[1] >= 'A' && deeper[1] <= 'Z')))
    return 5; /* 1.2 The parties */
  if (q == from || q + 1 >= end || !blank(q[1])) return -1;
  if (*q == ')') return open ? 3 : 4;
  return *q == '.' && !open && (number || roman) ? (number ? 5 : 6) : -1;
}

static bool small_letter(const char *p, const char *end) {
  uint32_t cp;
  if (p >= end || item_kind(p, end) >= 0) return false;
  dl_utf8_decode(p, end, &cp);
  return dl_utf8_is_lower(cp);
}

static bool is_break(char c) {
  return c == '\n' || c == '\r';
}

void dl_lines_measure(dl_lines *l, const char *text, const char *end) {
  *l = (dl_lines){.text = text, .end = end};
  unsigned single = 0, small = 0;
  for (const char *p = text; p < end;) {
    const char *begin = p;
    bool spaced = false;
    for (; p < end && !is_break(*p); p++) spaced = spaced || (*p == ' ' && p > begin);
    uint32_t size = (uint32_t)(p - begin);
    unsigned level;
    const char *first = skip_marks(begin, end, &level);
    while (first < p && blank(*first)) first++;
    int kind = first < p ? item_kind(first, end) : -1;
    if (kind >= 0) l->items[kind]++;
    if (spaced && size <= PARAGRAPH && size > l->width) l->width = size;
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
  if (p >= end || *p < 'A' || *p > 'Z') return false;
  while (q < end && q - p < 16 && (letter(*q) || *q == '-')) q++;
  return q - p > 1 && q + 1 < end && *q == ':' && blank(q[1]);
}

bool dl_lines_break(const dl_lines *l, const char *from, const dl_line_gap *gap, unsigned level) {
  const char *next = gap->end, *line = from;
  if (gap->lines != 1) return gap->lines > 1;
  if (gap->level != level) return true;
  while (line > l->text && !is_break(line[-1])) line--;
  uint32_t size = (uint32_t)(from - line), word = 0;
  unsigned marks;
  const char *first = skip_marks(line, from, &marks);
  bool indented = first < from && blank(*first) && marks == 0;
  while (first < from && blank(*first)) first++;
  int kind = item_kind(next, l->end);
  if (kind >= 0 && (kind == 2 || l->items[kind] > 1)) return true;
  if (labelled(next, l->end) && labelled(first, from)) return true;
  if (small_letter(next, l->end)) return !l->wrapped && (size < SENTENCE || strchr(".?!", from[-1]) != NULL);
  if (!l->wrapped || size > l->width) return true;
  if (!indented && blank(next[-1]) && gap->level == 0 && item_kind(first, from) < 0) return true;
  while (next + word < l->end && word < LOOK && (unsigned char)next[word] > ' ') word++;
  return (size + 1 + word) * 5 <= l->width * 4;
}
