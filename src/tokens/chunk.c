#include "tokens/chunk.h"

#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "tokens/word.h"

/* Marks that make one token when they are repeated, and those that run together with each other ("?!"). */
static bool runs_on(char first, char next) {
  if (first == '?' || first == '!') return next == '?' || next == '!';
  return first == next && strchr(".-*=_~+#^|", first) != NULL;
}

/* The end of a pictograph of which q is behind the first code point: with its variant, its skin, what is joined to it;
 * a flag is two letters. */
static const char *emoji_end(const dl_chunk *c, uint32_t first, const char *q) {
  static const dl_range flags[] = {{0x1F1E6, 0x1F1FF}},
                        added[] = {{0x200D, 0x200D}, {0x20E3, 0x20E3}, {0xFE0F, 0xFE0F}, {0x1F3FB, 0x1F3FF}};
  bool joined = false;
  for (const char *next; q < c->end; q = next) {
    uint32_t cp;
    next = q + dl_utf8_decode(q, c->end, &cp);
    if (DL_IN_RANGES(first, flags) && DL_IN_RANGES(cp, flags)) return next;
    if (!joined && !DL_IN_RANGES(cp, added)) break;
    joined = cp == 0x200D;
  }
  return q;
}

/* Of a mark that is no ASCII: pictographs; repeated dashes and dots; two single quotes that stand for a double one. */
static const char *drawn_end(const dl_chunk *c, const char *p) {
  static const dl_range pictographs[] = {{0x2600, 0x27BF}, {0x1F000, UINT32_MAX}},
                        runs[] = {{0x2013, 0x2014}, {0x2026, 0x2026}}, quotes[] = {{0x2018, 0x2019}};
  uint32_t cp;
  const char *q = p + dl_utf8_decode(p, c->end, &cp);
  if (DL_IN_RANGES(cp, pictographs)) return emoji_end(c, cp, q);
  bool run = DL_IN_RANGES(cp, runs), pair = DL_IN_RANGES(cp, quotes);
  while ((run || pair) && c->end - q >= 3 && memcmp(q, p, 3) == 0) {
    q += 3;
    if (pair) break;
  }
  return q;
}

static const char *mark_end(const dl_chunk *c, const char *p) {
  if ((unsigned char)*p >= 0x80) return drawn_end(c, p);
  const char *q = p + 1;
  if (strchr("'`<>", *p)) return q < c->end && *q == *p ? q + 1 : q;
  while (q < c->end && runs_on(*p, *q)) q++;
  return q;
}

static bool word_at(const dl_chunk *c, const char *p) {
  uint32_t cp;
  if (p >= c->end) return false;
  dl_utf8_decode(p, c->end, &cp);
  return dl_chunk_is_word(cp);
}

/* The end of a word of the tables that begins with an apostrophe, of so many bytes, and makes the chunk; else p. */
static const char *clipped_word(const dl_chunk *c, const char *p, unsigned quote) {
  const char *q = dl_word_run(p + quote, c->end, DL_KEY_BYTES);
  size_t size = (size_t)(q - p);
  if (p != c->begin || word_at(c, q)) return p;
  return dl_tokens_find(c->t->clitics, p, size) >= 0 || dl_tokens_find(c->t->joined, p, size) >= 0 ? q : p;
}

/* A mark that begins a word: '90s, 's (on its own), #tag, @name, +44, 'tis. Returns where the word goes on, or p. */
static const char *word_mark(const dl_chunk *c, const char *p) {
  unsigned quote = dl_word_apostrophe(p, c->end);
  if (quote && word_at(c, p + quote)) return dl_is_digit(p[quote]) ? p + quote : clipped_word(c, p, quote);
  char next = p + 1 < c->end ? p[1] : '\0';
  if ((*p == '#' || *p == '@') && dl_is_letter(next)) return p + 1;
  if (*p == '+' && p == c->begin && dl_is_digit(next)) return p + 1;
  return p;
}

static void note_quote(dl_chunk *c, const char *p, const char *q) {
  if (!dl_word_apostrophe(p, c->end)) return;
  c->quoted = word_at(c, q) && (p == c->begin || !word_at(c, p - 1));
}

/* Cuts one mark; returns its end, or p where it belongs to a word. */
static const char *cut_mark(dl_chunk *c, const char *p) {
  size_t rest = (size_t)(c->end - p);
  if (rest > 1 && rest <= 5 && dl_tokens_find(c->t->emoticons, p, rest) >= 0) {
    dl_chunk_emit(c, p, c->end, 0);
    return c->end;
  }
  const char *word = word_mark(c, p);
  if (word != p) {
    const char *end = dl_word_run(word, c->end, SIZE_MAX);
    dl_chunk_emit(c, p, end, 0);
    return end;
  }
  const char *end = mark_end(c, p);
  note_quote(c, p, end);
  dl_chunk_emit(c, p, end, 0);
  return end;
}

void dl_chunk_cut(dl_chunk *c) {
  size_t size = (size_t)(c->end - c->begin);
  if (size <= 5 && size > 1 && dl_tokens_find(c->t->emoticons, c->begin, size) >= 0) {
    dl_chunk_emit(c, c->begin, c->end, 0);
    return;
  }
  for (const char *p = c->begin; p < c->end;) p = word_at(c, p) ? dl_word_cut(c, p) : cut_mark(c, p);
}
