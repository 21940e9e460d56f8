/* Attributions and factuality: the cases of tests/cases/claims.txt; quotation marks that never close. */
#include "claims/claims.h"
#include "speech/speech.h"
#include "support.h"

static dl_namer *namer;
static dl_listener *listener;
static dl_claimer *claimer;

static int open_claimer(void **state) {
  dl_status status = {0};
  return open_stages(state) || dl_namer_new(model, &namer, &status) || dl_listener_new(model, &listener, &status) ||
         dl_claimer_new(model, &claimer, &status);
}

static int close_claimer(void **state) {
  dl_claimer_free(claimer);
  dl_listener_free(listener);
  dl_namer_free(namer);
  return close_stages(state);
}

static dl_document *claimed(dl_arena *arena, const char *text) {
  dl_document *doc = trees_of(arena, text, "");
  dl_name(namer, doc);
  dl_find_speech(listener, doc);
  dl_find_claims(claimer, doc);
  return doc;
}

static const char *slice(const dl_document *doc, dl_span span) {
  return dl_document_slice(doc, span.begin, span.end);
}

static char *written(dl_arena *arena, const dl_document *doc) {
  char *out = dl_arena_strndup(arena, "", 0);
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    const dl_attribution *a = &doc->attributions[i];
    out = dl_arena_printf(arena, "%s%s | %s | ", out, slice(doc, a->source), slice(doc, a->cue));
    for (uint32_t j = 0; j < a->content_count; j++)
      out = dl_arena_printf(arena, "%s%s%s", out, j ? " ... " : "", slice(doc, a->content[j]));
    out = dl_arena_printf(arena, "%s | %s |%s%s\n", out, dl_attribution_type_name(a->type), a->parent < 0 ? "" : " ",
                          a->parent < 0 ? "" : slice(doc, doc->attributions[a->parent].cue));
  }
  return out;
}

/* The values of the words that the line asks for, in the form of the line. */
static char *rated(dl_arena *arena, dl_document *doc, const char *asked) {
  char *out = dl_arena_strndup(arena, "=", 1);
  char *line = dl_arena_strndup(arena, asked + 1, strcspn(asked + 1, "\n")), *rest = NULL;
  for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
    for (uint32_t i = 0; i < doc->token_count; i++) {
      if (strcmp(doc->tokens[i].form, word)) continue;
      dl_factuality *values = NULL;
      uint32_t count = dl_predicate_factuality(doc, i, &values);
      out = dl_arena_printf(arena, "%s %s", out, word);
      for (uint32_t k = 0; k < count; k++)
        out = dl_arena_printf(arena, "%s %s", out, dl_factuality_name(values[k].value));
    }
  return dl_arena_printf(arena, "%s\n", out);
}

/* How sure the values are is learned, and moves with each training; their sign must not: PR+ and PS+ count as CT+. */
static char *signs(dl_arena *arena, const char *line) {
  char *out = dl_arena_strndup(arena, line, strcspn(line, "\n"));
  for (char *at = out; *at; at++)
    if (at[0] == ' ' && at[1] == 'P' && (at[2] == 'R' || at[2] == 'S') && (at[3] == '+' || at[3] == '-'))
      at[1] = 'C', at[2] = 'T';
  return out;
}

/* Is what is got what is expected? What is not is printed. */
static bool is_same(const char *got, const char *expected, int line) {
  if (!expected[0] || !strcmp(got, expected)) return true;
  print_error("cases/claims.txt:%d:\ngot\n%sexpected\n%s", line, got, expected);
  return false;
}

static bool holds(const char *text, const char *expected, const char *asked, int line) {
  dl_arena *arena = dl_arena_new();
  dl_document *doc = claimed(arena, text);
  bool same = is_same(written(arena, doc), expected, line);
  if (asked[0]) same &= is_same(signs(arena, rated(arena, doc, asked)), signs(arena, asked), line);
  dl_arena_free(arena);
  return same;
}

static void test_cases(void **state) {
  (void)state;
  FILE *file = open_cases("claims.txt");
  test_case c = {.asks = true};
  int cases = 0, failed = 0;
  for (; next_case(file, &c); cases++) failed += !holds(c.text, c.expected, c.asked, c.line);
  fclose(file);
  assert_true(cases > 5);
  assert_int_equal(failed, 0);
}

static void check_spans(const dl_document *doc) {
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    const dl_attribution *a = &doc->attributions[i];
    assert_true(a->cue.begin < a->cue.end && a->cue.end <= doc->text_size && a->parent != (int32_t)i);
    uint32_t at = 0;
    for (uint32_t j = 0; j < a->content_count; j++) {
      assert_true(a->content[j].begin >= at && a->content[j].begin < a->content[j].end &&
                  a->content[j].end <= doc->text_size);
      at = a->content[j].end;
    }
  }
}

/* Marks that open and never close, close what was not opened, and nothing but marks. */
static void test_marks(void **state) {
  (void)state;
  static const char *const texts[] = {
      "\"We go, he said. \"No, she said.\n\nThey \"left\" it \"there.",
      "\xe2\x80\x9cWe go,\xe2\x80\x9d\xe2\x80\x9d he said \xe2\x80\x9c\xe2\x80\x9c\xe2\x80\x9c.",
      "\" \" \" \" \"",
      "said said said said \"said\" said",
      ": said",
      "According to",
      "\"According to \"him\" we go,\" he said according to her.",
      "''",
      ""};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    dl_arena *arena = dl_arena_new();
    check_spans(claimed(arena, texts[i]));
    dl_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_marks)};
  return cmocka_run_group_tests_name("claims", tests, open_claimer, close_claimer);
}
