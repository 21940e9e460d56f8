/* What is held against each other to tell one event: words, copies, days, status. */
#include <string.h>

#include "stories/copies.h"
#include "stories/status.h"
#include "stories/stories.h"
#include "support.h"

static uint32_t stem(const char *word) {
  return dl_story_stem(word, strlen(word));
}

static void stems(void **state) {
  (void)state;
  assert_int_equal(stem("Attacks"), stem("attacking"));
  assert_int_equal(stem("carried"), stem("carries"));
  assert_int_equal(stem("Iran's"), stem("IRAN\xE2\x80\x99s"));
  assert_int_not_equal(stem("Iran"), stem("Iraq"));
  dl_story_word w;
  size_t at = 0, count = 0;
  const char *text =
      "\xE2\x80\x9CNo,\xE2\x80\x9D said \xC3\x89lys\xC3\xA9"
      "e\xE2\x80\x99s 2 men.";
  for (; dl_story_next_word(text, strlen(text), &at, &w); count++) {
    assert_int_equal(w.number, count == 3);
    assert_int_equal(w.capital, count == 0 || count == 2);
  }
  assert_int_equal(count, 5);
}

static void days(void **state) {
  (void)state;
  assert_int_equal(dl_story_day("1970-01-01"), 0);
  assert_int_equal(dl_story_day("2000-03-01") - dl_story_day("2000-02-28"), 2);
  assert_int_equal(dl_story_day(""), DL_STORY_UNDATED);
}

static void likeness(void **state) {
  (void)state;
  static const char one[] =
      "the minister of one state met the minister of another in a town by the sea and spoke of trade and of grain "
      "while ships lay in the harbour and waited for the end of the talks";
  static const char other[] =
      "in a town by the sea a writer told of ships that lay in the harbour and of a storm that had broken the pier "
      "some years ago when nobody was there to see it but a keeper of the light";
  dl_arena *arena = dl_arena_new();
  dl_copy_sketch a, b, c;
  dl_copy_read(arena, one, strlen(one), &a);
  dl_copy_read(arena, one + 4, strlen(one) - 40, &b);
  dl_copy_read(arena, other, strlen(other), &c);
  assert_true(dl_copy_likeness(&a, &a) == 1);
  assert_true(dl_copy_likeness(&a, &b) == dl_copy_likeness(&b, &a));
  assert_true(dl_copy_is(&a, &b));
  assert_false(dl_copy_is(&a, &c));
  dl_copy_read(arena, "too short to tell", 17, &b);
  assert_false(dl_copy_is(&b, &b));
  dl_arena_free(arena);
}

static void status(void **state) {
  (void)state;
  static const struct {
    dl_support support;
    const char *status;
  } cases[] = {{{2, 0, 0, 2, 0}, "corroborated"}, {{1, 3, 0, 1, 0}, "reported"}, {{0, 1, 0, 1, 0}, "claimed"},
               {{0, 0, 1, 1, 0}, "denied"},       {{1, 0, 1, 1, 0}, "disputed"}, {{0, 1, 1, 1, 0}, "disputed"},
               {{0, 0, 0, 0, 2}, "announced"},    {{0, 0, 0, 1, 1}, "claimed"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(dl_support_status(&cases[i].support), cases[i].status);
}

static dl_story_meaning meaning_of(const dl_stories *stories, dl_arena *arena, const char *trigger) {
  dl_story_mention m;
  char sentence[200];
  snprintf(sentence, sizeof sentence, "The men %s there.", trigger);
  dl_story_read_mention(stories, arena, trigger, sentence, strlen("The men "), "", &m);
  return m.told_by;
}

/* Words that tell one thing are nearer to each other than to others; a word that nobody knows is like none. */
static void meanings(void **state) {
  (void)state;
  static const struct {
    const char *one, *like, *other;
  } cases[] = {{"captured", "nabbed", "nominated"},
               {"shot", "opened fire", "visited"},
               {"thwarted", "foiled", "condemned"},
               {"met", "held talks", "attacked"}};
  dl_model *data = NULL;
  dl_status problem = {0};
  dl_stories stories;
  dl_arena *arena = dl_arena_new();
  assert_int_equal(dl_model_open(getenv("DATELINE_DATA"), &data, &problem), DL_OK);
  assert_int_equal(dl_stories_read(&stories, data, &problem), DL_OK);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dl_story_meaning one = meaning_of(&stories, arena, cases[i].one), like = meaning_of(&stories, arena, cases[i].like),
                     other = meaning_of(&stories, arena, cases[i].other);
    if (dl_story_meanings_alike(&one, &like) < 0.2f + dl_story_meanings_alike(&one, &other))
      fail_msg("%s is as like %s as %s", cases[i].one, cases[i].other, cases[i].like);
    assert_true(dl_story_meanings_alike(&one, &one) > 0.999f);
  }
  dl_story_meaning none = meaning_of(&stories, arena, "qwxzv"), one = meaning_of(&stories, arena, "shot");
  assert_true(none.length == 0 && dl_story_meanings_alike(&none, &one) == 0);
  dl_arena_free(arena);
  dl_stories_free(&stories);
  dl_model_close(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(stems), cmocka_unit_test(days), cmocka_unit_test(likeness),
                                     cmocka_unit_test(status), cmocka_unit_test(meanings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
