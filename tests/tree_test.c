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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lists_children)};
  return cmocka_run_group_tests(tests, open_stages, close_stages);
}
