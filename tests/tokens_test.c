/* Sentences and tokens: the cases of tests/cases/tokens.txt, and texts that are no prose at all. */
#include "support.h"

static dl_document *tokenized(dl_arena *arena, const char *text, size_t size, const char *title) {
  return tokens_of(arena, text, size, title, "");
}

/* What always holds: everything is in order, inside its bounds, and counted once. */
static void check_layers(const dl_document *doc) {
  uint32_t next = 0, at = 0;
  for (uint32_t i = 0; i < doc->sentence_count; i++) {
    const dl_sentence *s = &doc->sentences[i];
    assert_int_equal(s->first, next);
    assert_in_range(s->count, 1, DL_SENTENCE_TOKENS);
    next += s->count;
    for (uint32_t k = s->first; k < next; k++) {
      const dl_token *token = &doc->tokens[k];
      assert_true(token->begin >= at && token->begin < token->end && token->end <= doc->text_size);
      assert_int_equal(token->sentence, i);
      assert_true(k + token->multi <= next);
      assert_int_equal(strlen(token->form), token->end - token->begin);
      at = token->end;
    }
    assert_true(s->begin == doc->tokens[s->first].begin && s->end == at);
  }
  assert_int_equal(next, doc->token_count);
}

/* The document as the case file writes it. */
static char *written(dl_arena *arena, const dl_document *doc) {
  char *out = dl_arena_strndup(arena, "", 0);
  for (uint32_t i = 0, left = 0; i < doc->token_count; i++) {
    const dl_token *token = &doc->tokens[i];
    bool last = i + 1 == doc->token_count || doc->tokens[i + 1].sentence != token->sentence;
    left = token->multi ? token->multi - 1u : left ? left - 1 : 0;
    out = dl_arena_printf(arena, "%s%s%s", out, token->form, last ? "\n" : left ? "+" : " ");
  }
  return out;
}

static void check_case(const char *text, const char *expected, int line) {
  dl_arena *arena = dl_arena_new();
  const dl_document *doc = tokenized(arena, text, strlen(text), "");
  check_layers(doc);
  char *got = written(arena, doc);
  if (strcmp(got, expected)) fail_msg("cases/tokens.txt:%d:\ngot\n%sexpected\n%s", line, got, expected);
  dl_arena_free(arena);
}

static void test_cases(void **state) {
  (void)state;
  FILE *file = open_cases("tokens.txt");
  test_case c = {.read = 0};
  int cases = 0;
  for (; next_case(file, &c); cases++) check_case(c.text, c.expected, c.line);
  fclose(file);
  assert_true(cases > 10);
}

static void test_asides(void **state) {
  (void)state;
  const char *text =
      "See also: a motto\n\nZambia expelled the envoy on Monday.\n\nREAD MORE: Iran attacks Iraqi base\n\n"
      "Read: the law says so, he told them.";
  dl_arena *arena = dl_arena_new();
  const dl_document *doc = tokenized(arena, text, strlen(text), "");
  assert_int_equal(doc->sentence_count, 4);
  for (uint32_t i = 0; i < doc->sentence_count; i++) assert_int_equal(doc->sentences[i].aside, i == 2);
  dl_arena_free(arena);
}

static void test_headlines(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  const char *text = "Talks fail again. No deal\nThe talks failed on Monday.\nBoth sides left.";
  const dl_document *doc = tokenized(arena, text, strlen(text), "Talks fail again. No deal");
  assert_int_equal(doc->sentence_count, 4);
  assert_true(doc->sentences[0].headline && doc->sentences[1].headline && !doc->sentences[2].headline);
  assert_int_equal(doc->sentences[3].paragraph, 2);
  text = "Talks fail again\n\nThe talks failed on Monday. Both\nsides left.";
  doc = tokenized(arena, text, strlen(text), "");
  assert_int_equal(doc->sentence_count, 3);
  assert_true(doc->sentences[0].headline && !doc->sentences[1].headline);
  dl_arena_free(arena);
}

/* Long runs and bytes of every kind, each as a megabyte without a line break. */
static void test_no_prose(void **state) {
  (void)state;
  static const char *const pieces[] = {
      "a",  ".",  "a-",       "a.",    "a@",           "'", "n't", "it's", "\xE2\x80\x99s",
      "1,", "1.", "http://a", "word ", "\xE2\x80\x94", "$", "(\"", "U.S.", "\xF0\x9F\x98\x80"};
  size_t size = 1 << 20;
  char *text = malloc(size + 1);
  assert_non_null(text);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    size_t len = strlen(pieces[i]), n = size / len * len;
    for (size_t k = 0; k < n; k += len) memcpy(text + k, pieces[i], len);
    text[n] = '\0';
    dl_arena *arena = dl_arena_new();
    check_layers(tokenized(arena, text, n, ""));
    dl_arena_free(arena);
  }
  static const char *const bits[] = {"a",
                                     "B",
                                     "7",
                                     ".",
                                     "-",
                                     "'",
                                     "\xE2\x80\x99",
                                     "\xE2\x80\x9C",
                                     " ",
                                     "\n",
                                     "\n\n",
                                     "",
                                     "@",
                                     "/",
                                     ":",
                                     "t",
                                     "n",
                                     "s",
                                     ",",
                                     "$",
                                     "\"",
                                     ")",
                                     "\xC3\xA9",
                                     "_",
                                     "&"};
  uint32_t seed = 1;
  for (int round = 0; round < 200; round++) {
    size_t n = 0;
    while (n < 2000) {
      seed = seed * 1664525u + 1013904223u;
      const char *bit = bits[(seed >> 16) % (sizeof bits / sizeof *bits)];
      size_t len = *bit ? strlen(bit) : 1; /* "" stands for a NUL */
      memcpy(text + n, bit, len);
      n += len;
    }
    text[n] = '\0';
    dl_arena *arena = dl_arena_new();
    check_layers(tokenized(arena, text, n, ""));
    dl_arena_free(arena);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_headlines),
                                     cmocka_unit_test(test_asides), cmocka_unit_test(test_no_prose)};
  return cmocka_run_group_tests_name("tokens", tests, open_stages, close_stages);
}
