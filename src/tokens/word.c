#include "tokens/word.h"

#include <string.h>

#include "base/utf8.h"

static bool digit(char c) {
  return c >= '0' && c <= '9';
}
static bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}
static bool roman(char c) {
  return c == 'I' || c == 'V' || c == 'X';
}
static bool letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}
/* Or a byte of a longer character, which may turn out a mark. */
static bool alnum(char c) {
  return digit(c) || letter(c) || (unsigned char)c >= 0x80;
}

const char *dl_word_run(const char *p, const char *end, size_t limit) {
  const char *stop = (size_t)(end - p) > limit ? p + limit : end;
  while (p < stop) {
    if (digit(*p) || letter(*p)) {
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

static bool all(bool (*is)(char), const char *p, const char *q) {
  for (; p < q; p++)
    if (!is(*p)) return false;
  return true;
}

static const char *trim_address(const char *p, const char *q) {
  while (q > p && strchr(".,;:!?)'\"]}>", q[-1])) {
    if (q[-1] == ')' && memchr(p, '(', (size_t)(q - p))) break;
    q--;
  }
  return q;
}

/* End of the URL or e-mail address that begins at p, or p. */
static const char *address_end(const dl_chunk *c, const char *p) {
  const char *q = p;
  while (q < c->end && q - p < 12 && letter(*q)) q++;
  size_t rest = (size_t)(c->end - q);
  bool url = (rest > 3 && memcmp(q, "://", 3) == 0) ||
             (q - p == 3 && rest > 1 && *q == '.' && !strncasecmp(p, "www", 3)) ||
             (q - p == 6 && rest > 1 && *q == ':' && !strncasecmp(p, "mailto", 6));
  if (url) {
    while (q < c->end && !strchr("<>\"|", *q)) q++;
    return trim_address(p, q);
  }
  const char *at = NULL;
  for (q = p; q < c->end && q - p < 2 * DL_WORD_AHEAD && (alnum(*q) || strchr("._%+-@", *q)); q++)
    if (*q == '@') at = q;
  return at && at > p && at + 1 < q && alnum(at[1]) ? trim_address(p, q) : p;
}

/* End of the host or file name that begins at p ("whitehouse.gov/news", "report.doc", "alt.animals.cat"), or p. */
static const char *host_end(const dl_chunk *c, const char *p) {
  const char *q = p, *dot = NULL;
  unsigned dots = 0;
  bool low = true;
  for (; q < c->end && q - p < DL_WORD_AHEAD &&
         (alnum(*q) || *q == '_' || *q == '-' || (*q == '.' && q + 1 < c->end && alnum(q[1])));
       q++) {
    if (*q == '.')
      dot = q, dots++;
    else
      low &= *q >= 'a' && *q <= 'z';
  }
  if (!dot) return p;
  int64_t row = dl_tokens_find(c->t->domains, dot + 1, (size_t)(q - dot - 1));
  bool strong = row >= 0 && *dl_table_cell(c->t->domains, (uint32_t)row, c->t->strength) == 's' && dot - p > 1;
  if (!strong && !(low && dots >= 2 && dot - p > 3)) return p;
  if (strong && q < c->end && *q == '/')
    while (q < c->end && !strchr("<>\"|", *q)) q++;
  return trim_address(p, q);
}

static bool join_period(const dl_chunk *c, const char *p, const char *seg, const char *q, const char *r) {
  if (digit(q[-1]) && digit(q[1])) return true;
  if (dl_tokens_find(c->t->abbreviations, p, (size_t)(r - p)) >= 0) return true;
  return q - seg == 1 && letter(*seg) && letter(q[1]) && r - q <= 3 && (r - q == 2 || !upper(q[1]));
}

/* "713-853-3989", "853-3989" stay; "1990-95" is a range. */
static bool join_digits(const dl_chunk *c, const char *p, const char *q, const char *r) {
  if (memchr(p, '-', (size_t)(q - p))) return true;
  if (r < c->end && *r == '-' && r + 1 < c->end && digit(r[1])) return true;
  return r - q == 5 && (q - p == 3 || q - p == 5);
}

static bool join_hyphen(const dl_chunk *c, const char *p, const char *seg, const char *q, const char *r) {
  if (dl_tokens_find(c->t->joined, p, (size_t)(r - p)) >= 0) return true;
  if (seg == p && dl_tokens_find(c->t->prefixes, p, (size_t)(q - p)) >= 0) return true;
  return all(digit, seg, q) && all(digit, q + 1, r) && digit(*p) && join_digits(c, p, q, r);
}

/* Does the connector at q, between the segments [seg, q) and [q + 1, r), stay inside the word that begins at p? */
static bool joins(const dl_chunk *c, const char *p, const char *seg, const char *q, const char *r) {
  switch (*q) {
    case '_':
    case '@':
      return true;
    case '.':
      return join_period(c, p, seg, q, r);
    case ',':
      return digit(q[-1]) && digit(q[1]) && all(digit, p, p + 1) && r - q >= 4;
    case ':':
      return digit(q[-1]) && digit(q[1]);
    case '/':
      return (all(digit, seg, q) && all(digit, q + 1, r)) || dl_tokens_find(c->t->joined, p, (size_t)(r - p)) >= 0;
    case '-':
      return join_hyphen(c, p, seg, q, r);
    case '&':
      return q - seg <= 3 && r - q <= 4 && letter(*seg) && letter(q[1]);
    default:
      return false;
  }
}

/* Where the clitic begins that ends at r, if the apostrophe at q has one: "do|n't", "John|'s"; NULL if none. */
static const char *clitic_at(const dl_chunk *c, const char *p, const char *q, const char *r) {
  if (r - q <= 1) return NULL;
  if (q - p >= 2 && (q[-1] | 32) == 'n' && (r[-1] | 32) == 't' &&
      dl_tokens_find(c->t->clitics, q - 1, (size_t)(r - q + 1)) >= 0)
    return q - 1;
  char key[DL_KEY_BYTES];
  if (!dl_tokens_fold(q, (size_t)(r - q), key)) return NULL;
  if (key[0] == '`') key[0] = '\'';
  return dl_tokens_row(c->t->clitics, key) >= 0 ? q : NULL;
}

/* 5km, 10pm, $3bn: the number ends before its unit. */
static bool unit_follows(const dl_chunk *c, const char *p, const char *q) {
  if (!letter(*q) || !all(digit, q - 1, q)) return false;
  for (const char *d = p; d < q; d++)
    if (!digit(*d) && *d != '.' && *d != ',' && *d != ':') return false;
  if (c->end - q >= 3 && q[1] == '.' && (q[2] | 32) == 'm' && ((*q | 32) == 'a' || (*q | 32) == 'p')) return true;
  const char *r = dl_word_run(q, c->end, DL_KEY_BYTES);
  return dl_tokens_find(c->t->units, q, (size_t)(r - q)) >= 0;
}

/* The stretch of a word: its end, and the inner cuts of its syntactic words. */
typedef struct stretch {
  const char *end, *cuts[4];
  unsigned cut_count;
} stretch;

static bool take_apostrophe(const dl_chunk *c, const char *p, stretch *s) {
  const char *q = s->end;
  unsigned len = dl_word_apostrophe(q, c->end);
  if (!len) return false;
  const char *r = dl_word_run(q + len, c->end, DL_WORD_AHEAD);
  if (r == q + len) { /* "the banks' debts", "runnin'" */
    bool run_on = *q != '`' && !c->quoted && (r == c->end || dl_word_apostrophe(r, c->end) == 0);
    if (!run_on || s->cut_count) return false;
    if (strchr("sSzx", q[-1]))
      s->cuts[s->cut_count++] = q;
    else if (q - p < 4 || q[-1] != 'n' || q[-2] != 'i')
      return false;
    s->end = r;
    return true;
  }
  const char *cut = clitic_at(c, p, q, r);
  if (cut && s->cut_count < 4 && (!s->cut_count || cut > s->cuts[s->cut_count - 1]))
    s->cuts[s->cut_count++] = cut;
  else if (cut || s->cut_count || *q == '`')
    return false;
  s->end = r;
  return true;
}

static stretch find_stretch(const dl_chunk *c, const char *p) {
  stretch s = {.end = p};
  const char *seg = p;
  bool tried = false;
  for (;;) {
    const char *q = s.end;
    const char *r = q;
    while (r < c->end && digit(*r)) r++;
    if (r > q && r < c->end && unit_follows(c, p, r)) {
      s.end = r;
      return s;
    }
    s.end = q = dl_word_run(r, c->end, SIZE_MAX);
    if (q == c->end) return s;
    if (take_apostrophe(c, p, &s)) {
      if (s.cut_count && !dl_word_apostrophe(s.end, c->end)) return s;
      continue;
    }
    if (q + 1 >= c->end || s.cut_count) return s;
    if (*q == '$' && q - p <= 3 && all(upper, p, q) && digit(q[1])) s.end = q + 1;
    if (*q == '$' || !alnum(q[1]) || !strchr("_@.,:/-&", *q)) return s;
    r = dl_word_run(q + 1, c->end, DL_WORD_AHEAD);
    if (r == q + 1) return s;
    if (*q == '.' && seg == p && !tried && letter(*p)) {
      const char *host = host_end(c, p);
      tried = true;
      if (host > q) {
        s.end = host;
        return s;
      }
    }
    if (!joins(c, p, seg, q, r)) return s;
    seg = s.end = q + 1;
  }
}

/* Does an abbreviation of the table, in this place, own the period behind it? */
static bool abbreviation_here(const dl_chunk *c, const char *p, const char *q, uint32_t next) {
  int64_t row = dl_tokens_find(c->t->abbreviations, p, (size_t)(q - p));
  if (row < 0) return false;
  const char *needs = c->t->needs < 0 ? "" : dl_table_cell(c->t->abbreviations, (uint32_t)row, c->t->needs);
  if (strcmp(needs, "digit") == 0) return next >= '0' && next <= '9';
  if (strcmp(needs, "capital") == 0) return upper(*p) && next != 0;
  if (strcmp(needs, "digits") == 0)
    return (p > c->begin && digit(p[-1])) ||
           (c->doc->token_count && p == c->begin && digit(c->doc->tokens[c->doc->token_count - 1].form[0]));
  return true;
}

/* The end of the word with its period, if [p, q) is an abbreviation, an initial or the number of a list. */
static const char *with_period(const dl_chunk *c, const char *p, const char *q) {
  if (q >= c->end || *q != '.' || (q + 1 < c->end && (q[1] == '.' || alnum(q[1])))) return q;
  uint32_t next = c->next;
  if (q + 1 < c->end) dl_utf8_decode(q + 1, c->end, &next);
  if (abbreviation_here(c, p, q, next)) return q + 1;
  if (q - p == 1 && upper(*p))
    return next && (*p != 'I' || c->first) && !strchr("\"')", (int)(next & 0x7F)) ? q + 1 : q;
  if (memchr(p, '.', (size_t)(q - p)) && letter(*p) && q - p < 12) { /* U.S. */
    for (const char *d = p; d < q; d++)
      if ((d - p) % 2 ? *d != '.' : !letter(*d)) return q;
    return q + 1;
  }
  if (c->first && p == c->begin && next && q + 1 == c->end &&
      ((all(digit, p, q) && q - p <= 2) || (all(roman, p, q) && q - p <= 4)))
    return q + 1; /* 1., IV. */
  return (next == ',' || next == ';') && letter(q[-1]) && q + 1 < c->end && q - p <= 6 ? q + 1 : q;
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
