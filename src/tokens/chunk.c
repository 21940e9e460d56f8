#include "tokens/chunk.h"

#include <string.h>

#include "base/utf8.h"
#include "tokens/word.h"

/* Non-ASCII marks: Latin-1 signs, other scripts' stops and commas, general punctuation, currency, arrows to dingbats,
 * CJK marks, pictographs. */
static bool is_mark(uint32_t cp) {
  if (cp < 0xC0)
    return cp != 0xAA && cp != 0xAD && cp != 0xB2 && cp != 0xB3 && cp != 0xB5 && cp != 0xB9 && cp != 0xBA && cp < 0xBC;
  if (cp == 0xD7 || cp == 0xF7) return true;
  if (cp < 0x2010)
    return cp == 0x0589 || cp == 0x060C || cp == 0x061B || cp == 0x061F || cp == 0x06D4 || cp == 0x0964 ||
           cp == 0x0965 || cp == 0x1362;
  return cp <= 0x2027 || (cp >= 0x2030 && cp <= 0x205E) || (cp >= 0x20A0 && cp <= 0x20CF) ||
         (cp >= 0x2190 && cp <= 0x2BFF) || (cp >= 0x3001 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x301F) ||
         (cp >= 0xFF01 && cp <= 0xFF0F) || (cp >= 0xFF1A && cp <= 0xFF1F) || cp >= 0x1F000;
}

bool dl_chunk_is_word(uint32_t cp) {
  if (cp < 0x80) return (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
  return !is_mark(cp);
}

static const char *folded(dl_arena *arena, const char *form, size_t size) {
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)form[i] >= 0x80 || (form[i] >= 'A' && form[i] <= 'Z')) return dl_utf8_fold(arena, form, size);
  return form;
}

void dl_chunk_emit(dl_chunk *c, const char *begin, const char *end, unsigned multi) {
  dl_document *doc = c->doc;
  dl_token *token = DL_PUSH(doc->arena, doc->tokens, doc->token_count, doc->token_capacity);
  token->begin = (uint32_t)(begin - doc->text);
  token->end = (uint32_t)(end - doc->text);
  token->form = dl_arena_strndup(doc->arena, begin, (size_t)(end - begin));
  token->lower = folded(doc->arena, token->form, (size_t)(end - begin));
  token->lemma = token->xpos = token->deprel = "";
  token->feats = "_";
  token->head = -1;
  token->multi = (uint8_t)multi;
}

/* Marks that make one token when they are repeated, and those that run together with each other ("?!"). */
static bool runs_on(char first, char next) {
  if (first == '?' || first == '!') return next == '?' || next == '!';
  return first == next && strchr(".-*=_~+#^|", first) != NULL;
}

/* The end of a pictograph of which q is behind the first code point: with its variant, its skin, what is joined to it;
 * a flag is two letters. */
static const char *emoji_end(const dl_chunk *c, uint32_t first, const char *q) {
  bool joined = false;
  for (const char *next; q < c->end; q = next) {
    uint32_t cp;
    next = q + dl_utf8_decode(q, c->end, &cp);
    bool flag = first >= 0x1F1E6 && first <= 0x1F1FF && cp >= 0x1F1E6 && cp <= 0x1F1FF;
    if (flag) return next;
    if (!joined && cp != 0x200D && cp != 0xFE0F && cp != 0x20E3 && !(cp >= 0x1F3FB && cp <= 0x1F3FF)) break;
    joined = cp == 0x200D;
  }
  return q;
}

static const char *mark_end(const dl_chunk *c, const char *p) {
  uint32_t cp;
  const char *q = p + dl_utf8_decode(p, c->end, &cp);
  if (cp >= 0x1F000 || (cp >= 0x2600 && cp <= 0x27BF)) return emoji_end(c, cp, q);
  if (cp >= 0x80) { /* repeated dashes and dots; two single quotes that stand for a double one */
    bool run = cp == 0x2014 || cp == 0x2013 || cp == 0x2026, pair = cp == 0x2018 || cp == 0x2019;
    while ((run || pair) && c->end - q >= 3 && memcmp(q, p, 3) == 0) {
      q += 3;
      if (pair) break;
    }
    return q;
  }
  if ((*p == '\'' || *p == '`' || *p == '<' || *p == '>') && q < c->end && *q == *p) return q + 1;
  if (strchr("?!.-*=_~+#^|", *p) == NULL) return q;
  while (q < c->end && runs_on(*p, *q)) q++;
  return q;
}

static bool word_at(const dl_chunk *c, const char *p) {
  uint32_t cp;
  if (p >= c->end) return false;
  dl_utf8_decode(p, c->end, &cp);
  return dl_chunk_is_word(cp);
}

/* A mark that begins a word: '90s, 's (on its own), #tag, @name, +44, 'tis. Returns where the word goes on, or p. */
static const char *word_mark(const dl_chunk *c, const char *p) {
  unsigned quote = dl_word_apostrophe(p, c->end);
  if (quote && word_at(c, p + quote)) {
    if (p[quote] >= '0' && p[quote] <= '9') return p + quote;
    const char *q = dl_word_run(p + quote, c->end, DL_KEY_BYTES);
    size_t size = (size_t)(q - p);
    if (p == c->begin && (q == c->end || !word_at(c, q)) &&
        (dl_tokens_find(c->t->clitics, p, size) >= 0 || dl_tokens_find(c->t->joined, p, size) >= 0))
      return q;
    return p;
  }
  if ((*p == '#' || *p == '@') && p + 1 < c->end && ((p[1] | 32) >= 'a' && (p[1] | 32) <= 'z')) return p + 1;
  if (*p == '+' && p == c->begin && p + 1 < c->end && p[1] >= '0' && p[1] <= '9') return p + 1;
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
