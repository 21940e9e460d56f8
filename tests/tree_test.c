/* The tree: lists of children stay those of the heads; who does what in a clause, sentence by sentence. */
#include "support.h"
#include "syntax/clause.h"

static void assert_linked(const dl_document *doc) {
  for (uint32_t t = 0; t < doc->token_count; t++) {
    int32_t expected = dl_first(doc, (int32_t)t);
    for (uint32_t i = 0; i < doc->token_count; i++) {
      if (doc->tokens[i].head != (int32_t)t) continue;
      assert_int_equal(expected, i);
      expected = dl_sibling(doc, (int32_t)i);
    }
    assert_int_equal(expected, -1);
  }
}

/* Sentences that the mends of src/syntax change, and any others. */
static void lists_children(void **state) {
  (void)state;
  static const char *const texts[] = {
      "Mali and Chad said the boat had \"dangerously\" approached the ship, and accused Niger of hiding arms.",
      "Iran denied that its troops had come, calling it a lie. The ministry said in a statement that two men had died.",
      "Officials dismissed as false claims that the army had extorted money."};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    dl_arena *arena = dl_arena_new();
    dl_document *doc = trees_of(arena, texts[k], "");
    assert_linked(doc);
    for (uint32_t t = 0; t < doc->token_count; t++) { /* every word once to the end of its sentence, and back */
      int32_t head = doc->tokens[t].head, last = (int32_t)(doc->sentences[doc->tokens[t].sentence].first);
      if (last == (int32_t)t) continue;
      dl_hang_on(doc, (int32_t)t, last);
      assert_linked(doc);
      dl_hang_on(doc, (int32_t)t, head);
      assert_linked(doc);
    }
    dl_arena_free(arena);
  }
}

static int32_t find_word(const dl_document *doc, const char *word) {
  for (uint32_t t = 0; t < doc->token_count; t++)
    if (!strcmp(doc->tokens[t].form, word)) return (int32_t)t;
  fail_msg("no word '%s'", word);
  return -1;
}

static const char *form_of(const dl_document *doc, int32_t token) {
  return token < 0 ? "-" : doc->tokens[token].form;
}

/* Of a verb: is it passive, is it negated, its deep subject and object. */
static void reads_clauses(void **state) {
  (void)state;
  static const struct {
    const char *text, *verb;
    bool passive, negated;
    const char *subject, *object;
  } clauses[] = {
      {"Rebels attacked the village.", "attacked", false, false, "Rebels", "village"},
      {"The village was attacked by rebels.", "attacked", true, false, "rebels", "village"},
      {"The man was arrested and charged with murder.", "charged", true, false, "-", "man"},
      {"Ten people killed in blast", "killed", true, false, "-", "people"},
      {"The rebels who attacked the village fled.", "attacked", false, false, "rebels", "village"},
      {"Iran urged Russia to release the sailors.", "release", false, false, "Russia", "sailors"},
      {"Iran accused Russia of arming the rebels.", "arming", false, false, "Russia", "rebels"},
      {"Troops entered the town, killing ten people.", "killing", false, false, "Troops", "people"},
      {"Iran did not arm the rebels.", "arm", false, true, "Iran", "rebels"},
      {"Iran no longer arms the rebels.", "arms", false, true, "Iran", "rebels"},
      {"Nobody attacked the village.", "attacked", false, true, "Nobody", "village"},
      {"The minister signed nothing.", "signed", false, true, "minister", "nothing"},
  };
  for (size_t k = 0; k < sizeof clauses / sizeof *clauses; k++) {
    dl_arena *arena = dl_arena_new();
    dl_document *doc = trees_of(arena, clauses[k].text, "");
    int32_t verb = find_word(doc, clauses[k].verb);
    if (dl_is_passive(doc, verb) != clauses[k].passive || dl_is_negated(doc, verb) != clauses[k].negated)
      fail_msg("%s: passive %d, negated %d", clauses[k].text, dl_is_passive(doc, verb), dl_is_negated(doc, verb));
    assert_string_equal(form_of(doc, dl_deep_subject(doc, verb)), clauses[k].subject);
    assert_string_equal(form_of(doc, dl_deep_object(doc, verb)), clauses[k].object);
    dl_arena_free(arena);
  }
}

static void reads_nouns(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  dl_document *doc = trees_of(arena, "Neither Egypt nor Jordan sent aid to Chad, Niger and Mali, whose army fled.", "");
  assert_true(dl_is_no_thing(doc, find_word(doc, "Egypt")));
  assert_false(dl_is_no_thing(doc, find_word(doc, "aid")));
  assert_string_equal(form_of(doc, dl_first_conjunct(doc, find_word(doc, "Mali"))), "Chad");
  assert_true(dl_is_relative(doc, find_word(doc, "whose")));
  assert_true(dl_antecedent(doc, find_word(doc, "whose")) < find_word(doc, "whose"));
  assert_int_equal(dl_antecedent(doc, find_word(doc, "aid")), find_word(doc, "aid"));
  dl_arena_free(arena);
}

static void reads_small_words(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  dl_document *doc = trees_of(
      arena, "Chad asked this envoy to leave that country in order to end a dispute, and said that it had paid.", "");
  assert_true(dl_is_definite(doc, find_word(doc, "envoy")));
  assert_true(dl_is_definite(doc, find_word(doc, "country")));
  assert_false(dl_is_definite(doc, find_word(doc, "dispute")));
  assert_true(dl_is_infinitive(doc, find_word(doc, "leave")));
  assert_true(dl_is_infinitive(doc, find_word(doc, "end")));
  assert_false(dl_is_infinitive(doc, find_word(doc, "paid")));
  assert_true(dl_has_complement(doc, find_word(doc, "said")));
  assert_true(dl_is_perfect(doc, find_word(doc, "paid")));
  dl_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_small_words), cmocka_unit_test(lists_children),
                                     cmocka_unit_test(reads_clauses), cmocka_unit_test(reads_nouns)};
  return cmocka_run_group_tests(tests, open_stages, close_stages);
}
