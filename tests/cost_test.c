/* The cost of a text grows with its length: twice the text takes at most 2.6 times the work, however it is written.
 * Processor time, the best of some tries, so that other programs on the machine do not matter. */
#include "support.h"

#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Seconds for `count` repetitions of the piece as one text, tokenized and, if asked, parsed; its tokens in *tokens. */
static double cost(const char *piece, size_t count, bool parsed, uint32_t *tokens) {
  size_t n = strlen(piece);
  char *text = malloc(n * count + 1);
  assert_non_null(text);
  for (size_t i = 0; i < count; i++) memcpy(text + i * n, piece, n);
  text[n * count] = '\0';
  dl_arena *arena = dl_arena_new();
  dl_document *doc = dl_document_new(arena);
  dl_status status = {0};
  doc->text = text;
  doc->text_size = (uint32_t)(n * count);
  double started = now();
  assert_int_equal(dl_tokenize(tokenizer, doc, &status), DL_OK);
  if (parsed) assert_int_equal(dl_parse(parser, workspace, doc, &status), DL_OK);
  double taken = now() - started;
  for (uint32_t i = 0; i < doc->sentence_count; i++) assert_in_range(doc->sentences[i].count, 1, DL_SENTENCE_TOKENS);
  *tokens = doc->token_count;
  dl_arena_free(arena);
  free(text);
  return taken;
}

static void check_growth(const char *piece, size_t count, bool parsed, uint32_t least) {
  double best = 1e9;
  for (int i = 0; i < 3 && best > 2.6; i++) {
    uint32_t tokens, twice;
    double once = cost(piece, count, parsed, &tokens), double_cost = cost(piece, 2 * count, parsed, &twice);
    if (tokens < least || twice < 2 * least) fail_msg("'%.40s...': %u and %u tokens", piece, tokens, twice);
    if (double_cost / once < best) best = double_cost / once;
  }
  if (best > 2.6) fail_msg("twice '%.40s...' takes %.2f times the work", piece, best);
}

static const char *const pieces[] = {"the army said that it had taken the town and the rebels had fled to the north ",
                                     "Iran, Russia; and China ",
                                     "They met\non Monday ",
                                     "- item (one) of \"many\n",
                                     "> they quoted it\n",
                                     "a-b.c@d/e'f ",
                                     "Le ministre a dit que non. ",
                                     "\xD0\x9E\xD0\xBD \xF0\x9F\x98\x80 "};
enum { ENGLISH = 6 }; /* the others are refused */

/* One sentence of a hundred thousand words, and other texts without an end. */
static void tokens_and_sentences(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    uint32_t tokens;
    cost(pieces[i], 100, false, &tokens); /* the first touch of tables and memory */
    check_growth(pieces[i], 600000 / strlen(pieces[i]), false, i < ENGLISH ? 30000 : 0);
  }
  uint32_t tokens;
  cost("the word ", 50000, false, &tokens);
  assert_int_equal(tokens, 100000);
}

static void trees(void **state) {
  (void)state;
  uint32_t tokens;
  cost(pieces[0], 20, true, &tokens);
  assert_true(tokens > 300);
  check_growth(pieces[0], 130, true, 2000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(tokens_and_sentences), cmocka_unit_test(trees)};
  return cmocka_run_group_tests_name("cost", tests, open_stages, close_stages);
}
