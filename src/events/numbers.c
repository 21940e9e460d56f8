#include "events/numbers.h"

#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "model/compiled.h"
#include "model/kinds.h"

enum { WORDS = 4 }; /* of a key */

/* A place in the words that are read. */
typedef struct reading {
  const dl_table *words, *units;
  const dl_document *doc;
  uint32_t end;
} reading;

static const char *word(const reading *r, uint32_t at) {
  return at < r->end ? r->doc->tokens[at].lower : "";
}

static bool is_word(const reading *r, uint32_t at, dl_known_word known) {
  return at < r->end && r->doc->tokens[at].word == known;
}

/* Is `key` a row of that kind? Its number goes to *value, if that is asked for. */
static bool is_kind(const reading *r, const char *key, unsigned kind, double *value) {
  uint32_t row;
  if (!*key || !dl_kind_find(r->words, key, kind, &row)) return false;
  if (value) *value = strtod(dl_table_cell(r->words, row, 2), NULL);
  return true;
}

static bool is(const reading *r, uint32_t at, unsigned kind, double *value) {
  return is_kind(r, word(r, at), kind, value);
}

/* How many words from `at` on are a key of that kind, the longest first; 0: none. */
static uint32_t phrase(const reading *r, uint32_t at, unsigned kind) {
  dl_growing key = {.size = 0};
  uint32_t longest = 0;
  for (uint32_t count = 1; count <= WORDS && at + count <= r->end; count++) {
    dl_grow(&key, word(r, at + count - 1));
    if (key.size < DL_KEY && is_kind(r, key.text, kind, NULL)) longest = count;
  }
  return longest;
}

/* "1,200", "2.5": the number, -1 where the word is none. */
static double figure(const char *s) {
  char digits[32];
  size_t used = 0, group = 0;
  bool commas = false, point = false;
  if (!dl_is_digit(*s)) return -1;
  for (; *s; s++) {
    if (used + 1 == sizeof digits) return -1;
    if (*s == ',') {
      if (point || (commas ? group != 3 : group > 3)) return -1;
      commas = true;
      group = 0;
    } else if (*s == '.') {
      if (point || (commas && group != 3)) return -1;
      point = true;
      digits[used++] = '.';
    } else if (dl_is_digit(*s)) {
      group += !point;
      digits[used++] = *s;
    } else {
      return -1;
    }
  }
  if (commas && group != 3) return -1;
  digits[used] = '\0';
  return strtod(digits, NULL);
}

typedef struct amount {
  double value;
  double scale; /* product of its scales: 1 where there is none */
  uint32_t end;
  bool digits, vague, article, none;
} amount;

/* Scales behind a number, and what is below them: the "thousand" of "12 thousand", "hundred and fifty" of "two hundred
 * and fifty". */
static void add_scales(const reading *r, amount *a) {
  double total = 0, part = a->value, value;
  a->scale = 1;
  for (uint32_t at = a->end; at < r->end;) {
    bool and = is_word(r, at, DL_WORD_AND) && a->scale > 1 && !a->digits &&
               (is(r, at + 1, DL_NUMBER_NUMBER, NULL) || is(r, at + 1, DL_NUMBER_TEN, NULL));
    if (and) at++;
    if (is_word(r, at, DL_WORD_HYPHEN) && is(r, at + 1, DL_NUMBER_SCALE, NULL)) at++; /* "$300-million" */
    if (is(r, at, DL_NUMBER_SCALE, &value)) {
      a->scale *= value;
      if (value == 100)
        part *= value;
      else {
        total += part * value;
        part = 0;
      }
      at++;
    } else if (a->scale > 1 && !a->digits &&
               (is(r, at, DL_NUMBER_TEN, &value) || is(r, at, DL_NUMBER_NUMBER, &value))) {
      bool ten = is(r, at, DL_NUMBER_TEN, NULL);
      part += value;
      at++;
      if (ten && is_word(r, at, DL_WORD_HYPHEN) && is(r, at + 1, DL_NUMBER_NUMBER, &value)) {
        part += value;
        at += 2;
      }
    } else {
      break;
    }
    a->end = at;
  }
  a->value = total + part;
}

/* "tens of thousands", "dozens", "several hundred", "a few dozen". */
static bool read_vague(const reading *r, uint32_t at, amount *a) {
  double value, more;
  uint32_t start = at + (is(r, at, DL_NUMBER_ARTICLE, NULL) && is(r, at + 1, DL_NUMBER_SEVERAL, NULL));
  if (is(r, start, DL_NUMBER_SEVERAL, NULL) && is(r, start + 1, DL_NUMBER_SCALE, &value)) {
    *a = (amount){.value = value, .scale = value, .end = start + 2, .vague = true};
    return true;
  }
  if (!is(r, at, DL_NUMBER_VAGUE, &value)) return false;
  *a = (amount){.value = value, .scale = value, .end = at + 1, .vague = true};
  while (is_word(r, a->end, DL_WORD_OF) && is(r, a->end + 1, DL_NUMBER_VAGUE, &more)) {
    a->value *= more;
    a->end += 2;
  }
  return true;
}

/* "half a million", "a dozen", "a couple of", "a". */
static bool read_article(const reading *r, uint32_t at, amount *a) {
  double half = 1, value;
  bool is_half = is(r, at, DL_NUMBER_HALF, &half);
  if (!is(r, at + is_half, DL_NUMBER_ARTICLE, NULL)) return false;
  uint32_t next = at + is_half + 1;
  if (is(r, next, DL_NUMBER_SCALE, &value)) {
    *a = (amount){.value = half, .end = next};
    add_scales(r, a);
    return true;
  }
  if (is_half) return false;
  if (is(r, next, DL_NUMBER_GROUP, &value) && is_word(r, next + 1, DL_WORD_OF))
    *a = (amount){.value = value, .scale = 1, .end = next + 2, .vague = true};
  else
    *a = (amount){.value = 1, .scale = 1, .end = next, .article = true};
  return true;
}

/* One amount without its bounds. */
static bool read_amount(const reading *r, uint32_t at, amount *a) {
  double value;
  uint32_t none = phrase(r, at, DL_NUMBER_NONE);
  if (none) {
    *a = (amount){.scale = 1, .end = at + none, .none = true};
    return true;
  }
  if (read_vague(r, at, a) || read_article(r, at, a)) return true;
  value = figure(word(r, at));
  if (value >= 0) {
    *a = (amount){.value = value, .end = at + 1, .digits = true};
  } else if (is(r, at, DL_NUMBER_TEN, &value)) {
    double below = 0;
    bool more = is_word(r, at + 1, DL_WORD_HYPHEN) && is(r, at + 2, DL_NUMBER_NUMBER, &below) && below < 10;
    *a = (amount){.value = value + below, .end = at + 1 + 2 * more};
  } else if (is(r, at, DL_NUMBER_NUMBER, &value)) {
    *a = (amount){.value = value, .end = at + 1};
  } else {
    return false;
  }
  add_scales(r, a);
  return true;
}

static bool is_sign(const reading *r, uint32_t at) {
  uint32_t row;
  if (at >= r->end || r->doc->tokens[at].upos != DL_SYM || !r->units) return false;
  return dl_table_find(r->units, word(r, at), &row) && dl_table_code(r->units, row, 1) == DL_MEASURE_MONEY;
}

/* The upper end of a range that goes on at `at`: "-15", "to 15", "or six"; `between`: "and 15". */
static bool read_upper(const reading *r, uint32_t at, bool between, const amount *lower, amount *upper) {
  if (lower->none || lower->article || !(between ? is_word(r, at, DL_WORD_AND) : is(r, at, DL_NUMBER_RANGE, NULL)))
    return false;
  uint32_t from = at + 1 + is_sign(r, at + 1);
  return read_amount(r, from, upper) && !upper->none && !upper->article && upper->value > lower->value;
}

/* Words before a number, or behind it, that bound it: their kind to *bound. */
static uint32_t read_bound(const reading *r, uint32_t at, bool behind, uint8_t *bound) {
  static const uint8_t kinds[][3] = {{DL_NUMBER_LEAST, DL_NUMBER_LEAST_BEHIND, DL_AT_LEAST},
                                     {DL_NUMBER_MOST, DL_NUMBER_MOST_BEHIND, DL_AT_MOST},
                                     {DL_NUMBER_ABOUT, DL_NUMBER_ABOUT_BEHIND, DL_ABOUT}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    uint32_t size = phrase(r, at, kinds[i][behind]);
    if (!size) continue;
    if (behind || *bound == DL_EXACT) *bound = kinds[i][2]; /* "at least an estimated 50" */
    return size;
  }
  return 0;
}

static void set_ends(dl_number *n, const amount *upper) {
  switch (n->bound) {
    case DL_RANGE:
      n->low = n->value;
      n->high = upper->value;
      break;
    case DL_AT_LEAST:
      n->low = n->value;
      n->high = -1;
      break;
    case DL_AT_MOST:
      n->low = -1;
      n->high = n->value;
      break;
    case DL_ABOUT:
      n->low = n->high = -1;
      break;
    default:
      n->low = n->high = n->value;
  }
}

bool dl_number_read(const dl_table *words, const dl_table *units, const dl_document *doc, uint32_t first, uint32_t end,
                    dl_number *out) {
  reading r = {words, units, doc, end};
  uint8_t bound = DL_EXACT;
  uint32_t at = first;
  for (uint32_t size; (size = read_bound(&r, at, false, &bound)) > 0;) at += size;
  bool between = is(&r, at, DL_NUMBER_BETWEEN, NULL);
  at += between;
  amount lower, upper = {.value = 0};
  *out = (dl_number){.first = first, .amount = at, .sign = is_sign(&r, at) ? (int32_t)at : -1};
  at += out->sign >= 0;
  if (!read_amount(&r, at, &lower) || (out->sign >= 0 && (lower.none || lower.article))) return false;
  if (lower.article && at > first) return false; /* "about a" */
  out->end = out->amount_end = lower.end;
  if (read_upper(&r, lower.end, between, &lower, &upper)) {
    if (lower.scale == 1 && upper.scale > 1 && lower.value * upper.scale < upper.value)
      lower.value *= upper.scale; /* "two to three million" */
    out->end = out->amount_end = upper.end;
    bound = DL_RANGE;
  } else if (between) {
    return false;
  }
  if (lower.vague && bound == DL_EXACT) bound = DL_AT_LEAST;
  out->value = lower.value;
  out->article = lower.article;
  out->vague = lower.vague;
  if (bound != DL_RANGE) out->end += read_bound(&r, out->end, true, &bound);
  out->bound = bound;
  set_ends(out, &upper);
  return true;
}
