#include <stdio.h>
#include <string.h>

#include "base/chars.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "intake/intake.h"

enum { REACH = 90 }; /* bytes in which a dateline must end */

/* A dash of two or three bytes at a place of the line: 0x93 a short one, 0x94 a long one; 0. */
static unsigned long_dash(const char *line, uint32_t i, uint32_t size) {
  if (i + 3 >= size || memcmp(line + i, "\xE2\x80", 2) != 0) return 0;
  unsigned char last = (unsigned char)line[i + 2];
  return last == 0x93 || last == 0x94 ? last : 0;
}

/* "--", and no longer line of hyphens. */
static bool is_double(const char *line, uint32_t i, uint32_t size) {
  return i + 2 < size && line[i] == '-' && line[i + 1] == '-' && line[i + 2] != '-';
}

/* Does the mark at a place end a dateline: a dash or underscore with space before it, or a long dash with space beside
 * it or only capitals before it? */
static bool is_mark(const char *line, uint32_t i, uint32_t size, bool capitals) {
  bool spaced = line[i - 1] == ' ' || line[i - 1] == ')';
  unsigned dash = long_dash(line, i, size);
  if (dash) return spaced || line[i + 3] == ' ' || (capitals && dash == 0x94);
  if (line[i] != '-' && line[i] != '_') return false;
  char next = i + 1 < size ? line[i + 1] : '\0';
  if (spaced && (next == ' ' || next == '-')) return true;
  return capitals && is_double(line, i, size);
}

/* The mark that ends a dateline; its offset in the line, or 0. */
static uint32_t find_mark(const char *line, uint32_t size) {
  bool capitals = true;
  for (uint32_t i = 1; i < size && i < REACH; i++) {
    capitals = capitals && !dl_is_small(line[i - 1]);
    if (is_mark(line, i, size, capitals)) return i;
    if (i > 40 && i + 1 < size && line[i] == '.' && line[i + 1] == ' ') return 0;
  }
  return 0;
}

/* Is it no character of a place in capitals? */
static bool ends_capitals(uint32_t cp) {
  return dl_utf8_is_lower(cp) || dl_utf8_is_digit(cp) || cp == '(' || cp == ',';
}

/* The place: words in capitals from the start, up to a comma ("NEW YORK" of "NEW YORK, N.Y."); its size in bytes, or 0.
 */
static uint32_t place_size(const char *line, uint32_t mark) {
  uint32_t at = 0, capitals = 0;
  while (at < mark) {
    uint32_t cp, n = dl_utf8_decode(line + at, line + mark, &cp);
    if (ends_capitals(cp)) break;
    capitals += dl_utf8_is_upper(cp);
    at += n;
  }
  if (capitals < 3) return 0; /* "Moscow, Nov" is no dateline; "MOSCOW, Nov" is */
  bool inside =
      at < mark && line[at] != ',' && line[at] != '('; /* of a word: back to the one before, "TOKYO Nov 9 -" */
  while (inside && at > 0 && line[at - 1] != ' ') at--;
  while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == ',')) at--;
  return at;
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

/* The bracket's contents, folded, or "". */
static const char *bracketed(dl_document *doc, const char *at, const char *end) {
  const char *open = memchr(at, '(', (size_t)(end - at)),
             *close = open ? memchr(open, ')', (size_t)(end - open)) : NULL;
  return close ? dl_utf8_fold(doc->arena, open + 1, (size_t)(close - open - 1)) : "";
}

static int month_of(const dl_table *words, const char *word) {
  uint32_t first, count = dl_table_find(words, word, &first);
  int class = dl_table_column(words, "class"), value = dl_table_column(words, "value"), month = 0;
  if (class < 0 || value < 0) return 0;
  for (uint32_t i = 0; i < count; i++)
    if (strcmp(dl_table_cell(words, first + i, class), "month") == 0)
      sscanf(dl_table_cell(words, first + i, value), "%d", &month);
  return month;
}

typedef struct parts {
  int year, month, day;
} parts;

/* What a word says of a date, where that is not told yet: "2023", "9th", "November". */
static void read_part(const dl_table *words, const char *word, parts *date) {
  int number = 0, used = 0;
  if (sscanf(word, "%4d%n", &number, &used) != 1 || strspn(word + used, "sthndr.") != strlen(word + used)) {
    if (!date->month) date->month = month_of(words, word);
  } else if (used == 4 && !date->year) {
    date->year = number;
  } else if (used < 3 && number >= 1 && number <= 31 && !date->day) {
    date->day = number;
  }
}

/* A month, a day and a year in the words from `at`; a day without its year is no date. */
static const char *read_date(dl_arena *arena, const dl_table *words, const char *at) {
  static const char marks[] = " ,()|\n\t";
  parts found = {0};
  char word[24];
  while (*(at += strspn(at, marks))) {
    size_t n = strcspn(at, marks);
    snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), at);
    at += n;
    if (dl_date_valid(word)) return dl_arena_strndup(arena, word, n);
    read_part(words, word, &found);
  }
  const char *date = dl_arena_printf(arena, "%04d-%02d-%02d", found.year, found.month, found.day);
  return found.year >= 1800 && dl_date_valid(date) ? date : "";
}

const char *dl_full_date(const dl_model *model, dl_arena *arena, const char *text) {
  const dl_table *words = model ? dl_model_table(model, "times/words") : NULL;
  return words ? read_date(arena, words, dl_utf8_fold(arena, text, strlen(text))) : "";
}

/* The agency that a bracket behind the place names, as the source; "": none. */
static const char *agency_in(const dl_model *model, dl_document *doc, const char *at, const char *end) {
  const dl_table *agencies = dl_model_table(model, "intake/agencies");
  int name = agencies ? dl_table_column(agencies, "name") : -1;
  const char *agency = name >= 0 ? bracketed(doc, at, end) : "";
  uint32_t row;
  return agency[0] && dl_table_find(agencies, agency, &row) > 0 ? dl_table_cell(agencies, row, name) : "";
}

void dl_read_dateline(const dl_model *model, dl_document *doc) {
  if (doc->dateline.end <= doc->dateline.begin) return;
  const char *at = doc->text + doc->dateline.end, *end = doc->text + doc->text_size;
  const char *line = memchr(at, '\n', (size_t)(end - at));
  if (line) end = line;
  const char *begin = doc->text + doc->dateline.begin;
  uint32_t mark = find_mark(begin, (uint32_t)(end - begin));
  if (!mark || begin + mark <= at) return;
  end = begin + mark;
  if (!doc->source[0]) doc->source = agency_in(model, doc, at, end);
  if (!doc->date[0]) doc->date = dl_full_date(model, doc->arena, dl_arena_strndup(doc->arena, at, (size_t)(end - at)));
}
