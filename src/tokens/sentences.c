#include "tokens/sentences.h"

#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"

/* A candidate: the gap behind token `gap`, whose mark, without closing quotes and brackets, is token `mark`. */
typedef struct candidate {
  uint32_t first; /* of the sentence so far */
  uint32_t mark, gap;
  uint32_t end; /* of the paragraph */
  bool quoted, bracketed;
} candidate;

/* One of these characters; the pair or the curly quote; or what begins with the single curly quote. */
static bool is_one(const char *s, const char *marks, const char *pair, const char *curly, const char *single) {
  if (s[0] && !s[1]) return strchr(marks, s[0]) != NULL;
  return !strcmp(s, pair) || !strcmp(s, curly) || !strncmp(s, single, 3);
}

static bool closer(const char *s) {
  return is_one(s, "\"')]}", "''", "\xE2\x80\x9D", "\xE2\x80\x99");
}

static bool opener(const char *s) {
  return is_one(s, "\"'([{", "``", "\xE2\x80\x9C", "\xE2\x80\x98");
}

/* A full stop, question or exclamation mark, or an ellipsis. */
static bool closing_mark(const char *s) {
  if (!strcmp(s, "\xE2\x80\xA6")) return true;
  return s[0] && strspn(s, ".?!") == strlen(s);
}

static char last_char(const dl_token *token) {
  return token->form[token->end - token->begin - 1];
}

static uint32_t first_point(const dl_token *token) {
  uint32_t cp;
  dl_utf8_decode(token->form, token->form + (token->end - token->begin), &cp);
  return cp;
}

/* The full stop, question or exclamation mark of another script. */
static bool foreign_stop(const dl_token *token) {
  static const dl_range stops[] = {{0x589, 0x589},   {0x61F, 0x61F},   {0x6D4, 0x6D4},
                                   {0x964, 0x964},   {0x1362, 0x1362}, {0x3002, 0x3002},
                                   {0xFF01, 0xFF01}, {0xFF0E, 0xFF0E}, {0xFF1F, 0xFF1F}};
  return (unsigned char)token->form[0] >= 0x80 && DL_IN_RANGES(first_point(token), stops);
}

/* Is a token a mark, or ends with one, that may end a sentence? */
static bool marked(const dl_token *token) {
  uint32_t size = token->end - token->begin;
  unsigned char c = (unsigned char)token->form[0];
  if (size > 1 && last_char(token) == '.') return true;
  if (c >= 0x80) return (size == 3 && c == 0xE2) || foreign_stop(token);
  return !dl_is_letter(c) && !dl_is_digit(c) && !strchr(",$(['", c);
}

/* "4." or "IV." at the beginning of an item. */
static bool numbers_item(const dl_token *token) {
  size_t size = token->end - token->begin;
  return size > 1 && size < 6 && last_char(token) == '.' && strspn(token->form, "0123456789IVX") == size - 1;
}

/* A mark that begins an item or parts the cells of a row: no sentence by itself. */
static bool bullet(const dl_token *token) {
  static const dl_range bullets[] = {{'|', '|'}, {0xB7, 0xB7}, {0x2022, 0x2022}, {0x2190, 0x21FF}, {0x25A0, 0x25FF}};
  return DL_IN_RANGES(first_point(token), bullets);
}

/* Letters' case and the kind of the first character: a class from 1 to 9; 0 of no token. */
static uint32_t shape(const dl_token *token) {
  if (!token) return 0;
  unsigned char c = (unsigned char)token->form[0];
  uint32_t size = token->end - token->begin;
  if (dl_is_small(c)) return 1;
  if (dl_is_upper(c)) {
    if (size == 1) return 2;
    if (last_char(token) == '.') return size == 2 ? 3 : 4;
    return dl_is_upper(token->form[1]) ? 5 : 6;
  }
  if (dl_is_digit(c)) return 7;
  return c >= 0x80 ? 9 : 8;
}

static uint32_t mix(uint32_t hash, uint32_t value) {
  hash = (hash ^ value) * 0x9E3779B1u;
  return hash ^ hash >> 15;
}

/* FNV-1a of the first 24 bytes of a token's look-up form; 0 of no token. */
static uint32_t word_hash(const dl_token *token) {
  if (!token) return 0;
  uint32_t hash = 2166136261u;
  const char *s = token->lower;
  for (unsigned i = 0; s[i] && i < 24; i++) hash = (hash ^ (unsigned char)s[i]) * 16777619u;
  return hash;
}

/* Closing mark, abbreviation in capitals or in small letters, or another mark. */
static uint32_t mark_class(const dl_token *token) {
  if (closing_mark(token->form)) return 0;
  if (last_char(token) != '.') return 3;
  return dl_is_upper(token->form[0]) ? 1 : 2;
}

static uint32_t length_class(uint32_t n) {
  uint32_t class = 0;
  while (class < 5 && n >= 2u << class) class ++; /* 2, 4, 8, 16, 32 */
  return class;
}

enum { FEATURES = 14 };

static void features(const dl_document *doc, const candidate *c, uint32_t out[FEATURES]) {
  const dl_token *tokens = doc->tokens;
  const dl_token *before = c->mark > c->first ? &tokens[c->mark - 1] : NULL;
  const dl_token *behind = c->gap > c->mark ? &tokens[c->gap] : NULL, *next = &tokens[c->gap + 1];
  const dl_token *second = c->gap + 2 < c->end ? &next[1] : NULL;
  uint32_t mark = word_hash(&tokens[c->mark]), close = word_hash(behind);
  uint32_t w = word_hash(before), ws = shape(before), n = word_hash(next), ns = shape(next);
  uint32_t space = tokens[c->gap].space_after, len = length_class(c->gap + 1 - c->first);
  uint32_t state = (uint32_t)c->quoted * 2 + c->bracketed;
  uint32_t word_size = before ? before->end - before->begin : 0;
  if (word_size > 5) word_size = 5;
  uint32_t rest = length_class(c->end - c->gap - 1);
  out[0] = mix(mix(mix(1, mark), close), space);
  out[1] = mix(mix(2, mark), w);
  out[2] = mix(mix(3, mark), n);
  out[3] = mix(mix(mix(4, mark), ns), ws);
  out[4] = mix(mix(mix(5, mark), ns), len);
  out[5] = mix(mix(mix(6, mark), n), word_hash(second));
  out[6] = mix(mix(mix(mix(7, mark), close), state), ns);
  out[7] = mix(mix(mix(8, mark), ns), shape(second));
  out[8] = mix(mix(mix(mix(9, mark), ws), word_size), ns);
  out[9] = mix(mix(mix(10, mark), space), ns);
  out[10] = mix(mix(mix(11, mark), len), rest);
  out[11] = mix(mix(12, shape(&tokens[c->mark])), ns);
  out[12] = mix(mix(13, mark_class(&tokens[c->mark])), n);
  out[13] = mix(14, dl_is_upper(next->form[0]) ? n : ns);
}

static bool judge(const dl_tokenizer *t, const dl_document *doc, const candidate *c) {
  uint32_t hashes[FEATURES];
  features(doc, c, hashes);
  int64_t sum = t->bias;
  for (unsigned i = 0; i < FEATURES; i++) sum += t->weights[hashes[i] >> (32 - t->bits)];
  return sum > 0;
}

/* The kind of an abbreviation of the table, with its period; "". */
static const char *kind_of(const dl_tokenizer *t, const dl_token *mark) {
  int64_t row = dl_tokens_find(t->abbreviations, mark->form, mark->end - mark->begin - 1);
  return row < 0 ? "" : dl_table_cell(t->abbreviations, (uint32_t)row, t->kind);
}

/* Without weights: a closing mark before a capital, a digit or an opening quote; an abbreviation hardly ever. */
static bool judge_plainly(const dl_tokenizer *t, const dl_document *doc, const candidate *c) {
  const dl_token *mark = &doc->tokens[c->mark], *next = &doc->tokens[c->gap + 1];
  uint32_t s = shape(next);
  if (closing_mark(mark->form)) return s != 1 || (mark->form[0] != '.' && !c->quoted && c->gap == c->mark);
  if (last_char(mark) != '.' || s == 1 || s >= 7) return false;
  return !strcmp(mark->lower, "etc.") && !strcmp(kind_of(t, mark), "latin");
}

static bool abbreviated(const dl_token *token) {
  return token->end - token->begin > 2 && last_char(token) == '.' && !closing_mark(token->form);
}

/* An abbreviation that is no title or initial, before a capital word of those that open a sentence: seen too seldom in
 * the treebanks for the weights to know. */
static bool opens_behind(const dl_tokenizer *t, const dl_document *doc, const candidate *c) {
  const dl_token *mark = &doc->tokens[c->mark], *next = &doc->tokens[c->gap + 1];
  if (mark->end - mark->begin < 4 || !abbreviated(mark) || shape(next) != 6) return false;
  return dl_tokens_row(t->openers, next->lower) >= 0 && strcmp(kind_of(t, mark), "title") != 0;
}

/* Around a bracket that stands behind an abbreviation and holds no sentence: "at 10:35 a.m. (0735 GMT) Friday", "Acme
 * Inc. (ACM) said"; behind it a word of those that open a sentence may. */
static bool goes_on(const dl_tokenizer *t, const dl_document *doc, const candidate *c) {
  const dl_token *tokens = doc->tokens;
  uint32_t open = c->gap + 1, close = c->gap;
  if (tokens[open].word == DL_WORD_OPEN_BRACKET) {
    for (close = open; close < c->end && tokens[close].word != DL_WORD_CLOSE_BRACKET; close++) continue;
  } else if (tokens[c->gap].word == DL_WORD_CLOSE_BRACKET && dl_tokens_row(t->openers, tokens[open].lower) < 0) {
    while (open > c->first && tokens[open].word != DL_WORD_OPEN_BRACKET) open--;
  } else {
    return false;
  }
  bool whole = open > c->first && close < c->end && close > open + 1;
  return whole && abbreviated(&tokens[open - 1]) && !closing_mark(tokens[close - 1].form);
}

/* Does a word begin with a letter of another script than Latin that is no small one? */
static bool begins_foreign(const dl_token *token) {
  static const dl_range scripts[] = {{0x0370, 0x1DFF}, {0x3000, UINT32_MAX}};
  if ((unsigned char)token->form[0] < 0xCD) return false;
  uint32_t cp = first_point(token);
  return DL_IN_RANGES(cp, scripts) && dl_utf8_is_letter(cp) && !dl_utf8_is_lower(cp);
}

/* Behind another script's stop, or a closing mark before a letter of another script that is no small one: the weights
 * know English only. */
static bool opens_script(const dl_document *doc, const candidate *c) {
  const dl_token *mark = &doc->tokens[c->mark], *next = &doc->tokens[c->gap + 1];
  if (foreign_stop(mark)) return true;
  return closing_mark(mark->form) && doc->tokens[c->gap].space_after && begins_foreign(next);
}

static void add(dl_document *doc, const dl_paragraph *p, uint32_t first, uint32_t end) {
  dl_sentence *s = DL_PUSH(doc->arena, doc->sentences, doc->sentence_count, doc->sentence_capacity);
  s->begin = doc->tokens[first].begin;
  s->end = doc->tokens[end - 1].end;
  s->first = first;
  s->count = end - first;
  s->paragraph = p->index;
  s->headline = p->title;
  for (uint32_t i = first; i < end; i++) doc->tokens[i].sentence = doc->sentence_count - 1;
}

/* How good a cut behind the token is, for sentences that are too long. */
static unsigned cut_worth(const dl_token *token) {
  static const char *const marks[] = {",", ":|", ";", ".?!"}; /* worth 2 and more */
  for (unsigned i = 4; i-- > 0 && token->end - token->begin == 1;)
    if (strchr(marks[i], token->form[0])) return i + 2;
  return token->space_after ? 1 : 0;
}

/* The last token of the first piece of a sentence that is too long: behind the best mark of its second half, but not
 * inside a multiword token. */
static uint32_t best_cut(const dl_document *doc, uint32_t first) {
  uint32_t best = first + DL_SENTENCE_TOKENS - 1;
  unsigned most = 1;
  for (uint32_t i = first + DL_SENTENCE_TOKENS / 2; i < first + DL_SENTENCE_TOKENS; i++) {
    unsigned worth = cut_worth(&doc->tokens[i]);
    if (worth < most) continue;
    most = worth;
    best = i;
  }
  for (unsigned back = 1; back < 5 && best >= first + back; back++)
    if (doc->tokens[best + 1 - back].multi > back) return best - back;
  return best;
}

/* Adds a sentence, or several where it is over the limit; a multiword token stays in one piece. */
static void add_capped(dl_document *doc, const dl_paragraph *p, uint32_t first, uint32_t end) {
  while (end - first > DL_SENTENCE_TOKENS) {
    uint32_t end_of_piece = best_cut(doc, first) + 1;
    add(doc, p, first, end_of_piece);
    first = end_of_piece;
  }
  if (end > first) add(doc, p, first, end);
}

/* Quotes and brackets that are open behind the token. */
static void follow(candidate *c, unsigned word) {
  if (word == DL_WORD_QUOTE) c->quoted = !c->quoted;
  if (dl_in(word, DL_WORDS(OPEN_QUOTE, TWO_BACKTICKS))) c->quoted = true;
  if (dl_in(word, DL_WORDS(CLOSE_QUOTE, TWO_APOSTROPHES))) c->quoted = false;
  if (dl_in(word, DL_WORDS(OPEN_BRACKET, CLOSE_BRACKET))) c->bracketed = word == DL_WORD_OPEN_BRACKET;
}

/* Is token i a mark behind which a sentence may end? */
static bool is_candidate(const dl_document *doc, const dl_paragraph *p, const candidate *c, uint32_t i) {
  const dl_token *token = &doc->tokens[i];
  if ((i == p->first && numbers_item(token)) || (i == c->first && bullet(token))) return false;
  return marked(token) && (token->space_after || !opener(token->form));
}

/* Finds the gap behind the mark, and behind the quotes and brackets that it closes. */
static void find_gap(const dl_document *doc, candidate *c) {
  const dl_token *tokens = doc->tokens;
  for (c->gap = c->mark; c->gap + 2 < c->end && !tokens[c->gap].space_after; follow(c, tokens[++c->gap].word)) {
    const dl_token *next = &tokens[c->gap + 1];
    bool opens = !c->quoted && next->word == DL_WORD_QUOTE; /* it is of what comes next */
    if (opens || !closer(next->form)) return;
  }
}

/* Is there a gap in which a sentence can end at all? */
static bool is_gap(const dl_document *doc, const dl_paragraph *p, const candidate *c) {
  const dl_token *last = &doc->tokens[c->gap];
  if (p->title && !closing_mark(doc->tokens[c->mark].form)) return false;
  if (last->space_after || closing_mark(last->form) || foreign_stop(last)) return true;
  return closer(last->form) && opener(last[1].form);
}

static bool ends_here(const dl_tokenizer *t, const dl_document *doc, const dl_paragraph *p, const candidate *c) {
  if (!is_gap(doc, p, c) || goes_on(t, doc, c)) return false;
  if (opens_behind(t, doc, c) || opens_script(doc, c)) return true;
  return t->weights ? judge(t, doc, c) : judge_plainly(t, doc, c);
}

void dl_sentences_cut(const dl_tokenizer *t, dl_document *doc, const dl_paragraph *p) {
  candidate c = {.first = p->first, .end = p->end};
  for (uint32_t i = p->first; i + 1 < p->end; i++) {
    follow(&c, doc->tokens[i].word);
    if (!is_candidate(doc, p, &c, i)) continue;
    c.mark = i;
    find_gap(doc, &c);
    i = c.gap;
    if (!ends_here(t, doc, p, &c)) continue;
    add_capped(doc, p, c.first, c.gap + 1);
    c.first = c.gap + 1;
    c.bracketed = false;
  }
  if (p->end > c.first) add_capped(doc, p, c.first, p->end);
}

static bool closed(const dl_document *doc, const dl_sentence *s) {
  for (uint32_t i = s->count; i-- > 0 && i + 4 > s->count;) {
    const char *form = doc->tokens[s->first + i].form;
    if (closing_mark(form)) return true;
    if (!closer(form)) return false;
  }
  return false;
}

void dl_sentences_headlines(dl_document *doc, bool titled) {
  uint32_t i = 0, last = doc->sentence_count ? doc->sentences[doc->sentence_count - 1].paragraph : 0;
  while (titled && i < doc->sentence_count && doc->sentences[i].paragraph == 0) i++;
  for (unsigned lines = 0; lines < 3 && i < doc->sentence_count; lines++, i++) {
    dl_sentence *s = &doc->sentences[i];
    bool alone = s->paragraph < last && doc->sentences[i + 1].paragraph != s->paragraph;
    if (!alone || s->count > 40 || closed(doc, s)) return;
    s->headline = true;
  }
}
