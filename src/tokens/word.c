#include "tokens/word.h"

#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"

static bool roman(uint32_t c) {
  return dl_is_one_of(c, U"IVX");
}

const char *dl_word_run(const char *p, const char *end, size_t limit) {
  const char *stop = (size_t)(end - p) > limit ? p + limit : end;
  while (p < stop) {
    if (dl_is_digit(*p) || dl_is_letter(*p)) {
      p++;
      continue;
    }
    if ((unsigned char)*p < 0x80) break;
    uint32_t cp;
    unsigned len = dl_utf8_decode(p, end, &cp);
    if (!dl_chunk_is_word(cp)) break;
    p += len;
  }
  return p;
}

unsigned dl_word_apostrophe(const char *p, const char *end) {
  if (p >= end) return 0;
  if (*p == '\'' || *p == '`') return 1;
  return end - p >= 3 && memcmp(p, "\xE2\x80", 2) == 0 && ((unsigned char)p[2] | 1) == 0x99 ? 3 : 0;
}

static const char *trim_address(const char *p, const char *q) {
  while (q > p && strchr(".,;:!?)'\"]}>", q[-1])) {
    if (q[-1] == ')' && memchr(p, '(', (size_t)(q - p))) break;
    q--;
  }
  return q;
}

/* The end of an address that goes on at q, whatever it holds. */
static const char *rest_of_address(const dl_chunk *c, const char *p, const char *q) {
  while (q < c->end && !strchr("<>\"|", *q)) q++;
  return trim_address(p, q);
}

/* Do the bytes begin so, with more behind? */
static bool begins(const char *p, const char *end, const char *with) {
  size_t size = strlen(with);
  return (size_t)(end - p) > size && strncasecmp(p, with, size) == 0;
}

/* "https://...", "www....", "mailto:..." */
static bool is_url(const dl_chunk *c, const char *p) {
  const char *q = p;
  while (q < c->end && q - p < 12 && dl_is_letter(*q)) q++;
  return begins(q, c->end, "://") || begins(p, c->end, "www.") || begins(p, c->end, "mailto:");
}

static bool in_mail(char c) {
  return dl_is_word_byte(c) || strchr("._%+-@", c);
}

/* End of the URL or e-mail address that begins at p, or p. */
static const char *address_end(const dl_chunk *c, const char *p) {
  if (is_url(c, p)) return rest_of_address(c, p, p);
  const char *q = p;
  while (q < c->end && q - p < 2 * DL_WORD_AHEAD && in_mail(*q)) q++;
  const char *at = memrchr(p, '@', (size_t)(q - p));
  return at && at > p && at + 1 < q && dl_is_word_byte(at[1]) ? trim_address(p, q) : p;
}

static bool in_host(const char *q, const char *end) {
  if (*q == '.') return q + 1 < end && dl_is_word_byte(q[1]);
  return dl_is_word_byte(*q) || *q == '_' || *q == '-';
}

static bool small_or_dot(uint32_t c) {
  return c == '.' || dl_is_small(c);
}

/* Is it an ending that only hosts and files have? */
static bool is_domain(const dl_chunk *c, const char *p, const char *q) {
  int64_t row = dl_tokens_find(c->t->domains, p, (size_t)(q - p));
  return row >= 0 && *dl_table_cell(c->t->domains, (uint32_t)row, c->t->strength) == 's';
}

/* "alt.animals.cat": small letters with two dots and more, of which `dot` is the last. */
static bool is_group(const char *p, const char *dot, const char *q) {
  return dot - p > 3 && memchr(p, '.', (size_t)(dot - p)) && dl_all(small_or_dot, p, q);
}

/* End of the host or file name that begins at p ("whitehouse.gov/news", "report.doc", "alt.animals.cat"), or p. */
static const char *host_end(const dl_chunk *c, const char *p) {
  const char *q = p, *dot = NULL;
  for (; q < c->end && q - p < DL_WORD_AHEAD && in_host(q, c->end); q++)
    if (*q == '.') dot = q;
  if (!dot) return p;
  bool strong = dot - p > 1 && is_domain(c, dot + 1, q);
  if (strong && q < c->end && *q == '/') return rest_of_address(c, p, q);
  return strong || is_group(p, dot, q) ? trim_address(p, q) : p;
}

/* A connector at q in the word that begins at p, between the segments [seg, q) and [q + 1, r). */
typedef struct joint {
  const dl_chunk *c;
  const char *p, *seg, *q, *r;
} joint;

static bool between_digits(const joint *j) {
  return dl_is_digit(j->q[-1]) && dl_is_digit(j->q[1]);
}

static bool between_letters(const joint *j) {
  return dl_is_letter(*j->seg) && dl_is_letter(j->q[1]);
}

/* Are both segments nothing but digits? */
static bool between_numbers(const joint *j) {
  return dl_all(dl_is_digit, j->seg, j->q) && dl_all(dl_is_digit, j->q + 1, j->r);
}

static bool is_joined_row(const joint *j) {
  return dl_tokens_find(j->c->t->joined, j->p, (size_t)(j->r - j->p)) >= 0;
}

static bool join_period(const joint *j) {
  if (between_digits(j)) return true;
  if (dl_tokens_find(j->c->t->abbreviations, j->p, (size_t)(j->r - j->p)) >= 0) return true;
  if (j->q - j->seg != 1 || !between_letters(j)) return false;
  return j->r - j->q == 2 || (j->r - j->q <= 3 && !dl_is_upper(j->q[1]));
}

static bool join_comma(const joint *j) {
  return between_digits(j) && dl_is_digit(*j->p) && j->r - j->q >= 4;
}

static bool join_slash(const joint *j) {
  return between_numbers(j) || is_joined_row(j);
}

/* "713-853-3989", "853-3989" stay; "1990-95" is a range. */
static bool joins_figures(const joint *j) {
  const char *end = j->c->end;
  if (memchr(j->p, '-', (size_t)(j->q - j->p))) return true;
  if (j->r + 1 < end && *j->r == '-' && dl_is_digit(j->r[1])) return true;
  return j->r - j->q == 5 && (j->q - j->p == 3 || j->q - j->p == 5);
}

static bool join_hyphen(const joint *j) {
  if (is_joined_row(j)) return true;
  if (j->seg == j->p && dl_tokens_find(j->c->t->prefixes, j->p, (size_t)(j->q - j->p)) >= 0) return true;
  return between_numbers(j) && dl_is_digit(*j->p) && joins_figures(j);
}

static bool join_ampersand(const joint *j) {
  return j->q - j->seg <= 3 && j->r - j->q <= 4 && between_letters(j);
}

/* Does the connector stay inside the word? */
static bool joins(const joint *j) {
  static const struct {
    char mark;
    bool (*joins)(const joint *j);
  } some[] = {{'.', join_period}, {',', join_comma},  {':', between_digits},
              {'/', join_slash},  {'-', join_hyphen}, {'&', join_ampersand}};
  for (size_t i = 0; i < sizeof some / sizeof *some; i++)
    if (some[i].mark == *j->q) return some[i].joins(j);
  return *j->q == '_' || *j->q == '@';
}

/* Is it the apostrophe of "n't", with an n before it? */
static bool is_negation(const dl_chunk *c, const char *p, const char *q, const char *r) {
  if (q - p < 2 || (q[-1] | 32) != 'n' || (r[-1] | 32) != 't') return false;
  return dl_tokens_find(c->t->clitics, q - 1, (size_t)(r - q + 1)) >= 0;
}

/* Where the clitic begins that ends at r, if the apostrophe at q has one: "do|n't", "John|'s"; NULL if none. */
static const char *clitic_at(const dl_chunk *c, const char *p, const char *q, const char *r) {
  if (r - q <= 1) return NULL;
  if (is_negation(c, p, q, r)) return q - 1;
  char key[DL_KEY_BYTES];
  if (!dl_tokens_fold(q, (size_t)(r - q), key)) return NULL;
  if (key[0] == '`') key[0] = '\'';
  return dl_tokens_row(c->t->clitics, key) >= 0 ? q : NULL;
}

static bool in_number(uint32_t c) {
  return dl_is_digit(c) || dl_is_one_of(c, U".,:");
}

/* "a.m", "p.m" */
static bool is_half_day(const char *q, const char *end) {
  return end - q >= 3 && strchr("aApP", *q) && q[1] == '.' && (q[2] | 32) == 'm';
}

/* 5km, 10pm, $3bn: the end of the number that goes on at q, before the unit behind it; NULL where there is none. */
static const char *before_unit(const dl_chunk *c, const char *p, const char *q) {
  const char *end = q;
  while (end < c->end && dl_is_digit(*end)) end++;
  if (end == q || end == c->end || !dl_is_letter(*end) || !dl_all(in_number, p, q)) return NULL;
  if (is_half_day(end, c->end)) return end;
  const char *r = dl_word_run(end, c->end, DL_KEY_BYTES);
  return dl_tokens_find(c->t->units, end, (size_t)(r - end)) >= 0 ? end : NULL;
}

/* The stretch of a word: its end, and the inner cuts of its syntactic words. */
typedef struct stretch {
  const char *end, *cuts[4];
  unsigned cut_count;
} stretch;

/* An apostrophe, of `length` bytes, with no letter behind it: "the banks' debts", "runnin'". */
static bool take_last_apostrophe(const dl_chunk *c, const char *p, unsigned length, stretch *s) {
  const char *q = s->end, *r = q + length;
  if (*q == '`' || c->quoted || s->cut_count || dl_word_apostrophe(r, c->end)) return false;
  bool owns = strchr("sSzx", q[-1]) != NULL, clipped = q - p >= 4 && memcmp(q - 2, "in", 2) == 0;
  if (owns) s->cuts[s->cut_count++] = q;
  if (owns || clipped) s->end = r;
  return owns || clipped;
}

/* Where there is room, and the cut lies behind the last one. */
static bool add_cut(stretch *s, const char *cut) {
  if (s->cut_count == 4 || (s->cut_count && cut <= s->cuts[s->cut_count - 1])) return false;
  s->cuts[s->cut_count++] = cut;
  return true;
}

static bool take_apostrophe(const dl_chunk *c, const char *p, stretch *s) {
  const char *q = s->end;
  unsigned length = dl_word_apostrophe(q, c->end);
  if (!length) return false;
  const char *r = dl_word_run(q + length, c->end, DL_WORD_AHEAD);
  if (r == q + length) return take_last_apostrophe(c, p, length, s);
  const char *cut = clitic_at(c, p, q, r);
  if (cut ? !add_cut(s, cut) : s->cut_count || *q == '`') return false;
  s->end = r;
  return true;
}

/* US$5 */
static bool is_currency(const char *p, const char *q) {
  return *q == '$' && q - p <= 3 && dl_all(dl_is_upper, p, q) && dl_is_digit(q[1]);
}

/* Takes the connector behind the stretch into it, or the rest of a host; true where the word goes on behind it, from
 * *seg. */
static bool take_connector(const dl_chunk *c, const char *p, const char **seg, stretch *s) {
  const char *q = s->end;
  if (q + 1 >= c->end) return false;
  if (is_currency(p, q)) s->end = q + 1;
  if (!strchr("_@.,:/-&", *q) || !dl_is_word_byte(q[1])) return false;
  const char *r = dl_word_run(q + 1, c->end, DL_WORD_AHEAD);
  if (r == q + 1) return false;
  const char *host = *q == '.' && *seg == p && dl_is_letter(*p) ? host_end(c, p) : p;
  if (host > q) s->end = host;
  if (host > q || !joins(&(joint){c, p, *seg, q, r})) return false;
  *seg = s->end = q + 1;
  return true;
}

/* Takes the next letters and digits, and what joins them to those behind; true where the word goes on. */
static bool grow(const dl_chunk *c, const char *p, const char **seg, stretch *s) {
  const char *number = before_unit(c, p, s->end);
  s->end = number ? number : dl_word_run(s->end, c->end, SIZE_MAX);
  if (number || s->end == c->end) return false;
  if (take_apostrophe(c, p, s)) return !s->cut_count || dl_word_apostrophe(s->end, c->end);
  return !s->cut_count && take_connector(c, p, seg, s);
}

static stretch find_stretch(const dl_chunk *c, const char *p) {
  stretch s = {.end = p};
  const char *seg = p;
  while (grow(c, p, &seg, &s)) continue;
  return s;
}

/* Does an abbreviation of the table, in this place, own the period behind it? */
static bool abbreviation_here(const dl_chunk *c, const char *p, const char *q, uint32_t next) {
  int64_t row = dl_tokens_find(c->t->abbreviations, p, (size_t)(q - p));
  if (row < 0) return false;
  const char *needs = c->t->needs < 0 ? "" : dl_table_cell(c->t->abbreviations, (uint32_t)row, c->t->needs);
  if (strcmp(needs, "digit") == 0) return dl_is_digit(next);
  if (strcmp(needs, "capital") == 0) return dl_is_upper(*p) && next != 0;
  if (strcmp(needs, "digits") != 0) return true;
  if (p > c->begin) return dl_is_digit(p[-1]);
  return c->doc->token_count && dl_is_digit(c->doc->tokens[c->doc->token_count - 1].form[0]);
}

/* Letters with periods between them: "U.S". */
static bool is_dotted(const char *p, const char *q) {
  for (const char *d = p; d < q; d++)
    if ((d - p) % 2 ? *d != '.' : !dl_is_letter(*d)) return false;
  return true;
}

/* Is the word, with a period at q and nothing else behind, the number of a list: "1.", "IV."? */
static bool numbers_item(const dl_chunk *c, const char *p, const char *q) {
  if (!c->first || p != c->begin || q + 1 != c->end) return false;
  return (dl_all(dl_is_digit, p, q) && q - p <= 2) || (dl_all(roman, p, q) && q - p <= 4);
}

/* "I." at the beginning of an item, "J." before a name. */
static bool is_initial(const dl_chunk *c, const char *p, uint32_t next) {
  return next && (*p != 'I' || c->first) && !strchr("\"')", (int)(next & 0x7F));
}

/* Does the word own the period behind it, before a word that begins with `next`: an abbreviation, an initial, the
 * number of a list? */
static bool owns_period(const dl_chunk *c, const char *p, const char *q, uint32_t next) {
  if (abbreviation_here(c, p, q, next)) return true;
  if (q - p == 1 && dl_is_upper(*p)) return is_initial(c, p, next);
  if (memchr(p, '.', (size_t)(q - p)) && dl_is_letter(*p) && q - p < 12) return is_dotted(p, q);
  if (next && numbers_item(c, p, q)) return true;
  return (next == ',' || next == ';') && dl_is_letter(q[-1]) && q + 1 < c->end && q - p <= 6;
}

/* The end of the word [p, q) with its period, where it owns one. */
static const char *with_period(const dl_chunk *c, const char *p, const char *q) {
  if (q >= c->end || *q != '.') return q;
  uint32_t next = c->next;
  if (q + 1 < c->end) {
    if (q[1] == '.' || dl_is_word_byte(q[1])) return q;
    dl_utf8_decode(q + 1, c->end, &next);
  }
  return owns_period(c, p, q, next) ? q + 1 : q;
}

/* A contraction of the table ("cannot"): its parts as inner cuts. */
static void cut_contraction(const dl_chunk *c, const char *p, stretch *s) {
  int64_t row = dl_tokens_find(c->t->contractions, p, (size_t)(s->end - p));
  if (row < 0) return;
  const char *parts = dl_table_cell(c->t->contractions, (uint32_t)row, c->t->parts);
  for (const char *at = p; *parts && at < s->end && s->cut_count < 3; parts++) {
    uint32_t cp; /* a curly apostrophe is longer in the text than in the table */
    if (*parts == ' ')
      s->cuts[s->cut_count++] = at;
    else
      at += dl_utf8_decode(at, s->end, &cp);
  }
}

const char *dl_word_cut(dl_chunk *c, const char *p) {
  const char *end = address_end(c, p);
  if (end > p) {
    dl_chunk_emit(c, p, end, 0);
    return end;
  }
  stretch s = find_stretch(c, p);
  if (!s.cut_count && s.end - p < 12) cut_contraction(c, p, &s);
  if (!s.cut_count) s.end = with_period(c, p, s.end);
  const char *from = p;
  for (unsigned i = 0; i < s.cut_count; i++) {
    dl_chunk_emit(c, from, s.cuts[i], i ? 0 : s.cut_count + 1);
    from = s.cuts[i];
  }
  dl_chunk_emit(c, from, s.end, 0);
  return s.end;
}
