/* Which language a text is in: the cases of tests/cases/language.txt, what inputs state, and foreign sentences amid
 * English ones. */
#include "language/language.h"
#include "support.h"

static dl_arena *arena;

static int set_up(void **state) {
  arena = dl_arena_new();
  return !arena || open_stages(state);
}

static int tear_down(void **state) {
  dl_arena_free(arena);
  return close_stages(state);
}

static dl_document *read_text(const char *text, const char *stated) {
  return tokens_of(arena, text, strlen(text), "", stated);
}

static void cases(void **state) {
  (void)state;
  char line[2048];
  FILE *file = open_cases("language.txt");
  int number = 0, count = 0, wrong = 0;
  while (fgets(line, sizeof line, file)) {
    number++;
    char *colon = strstr(line, ": ");
    if (line[0] == '#' || !colon) continue;
    *colon = '\0';
    char *text = dl_arena_strndup(arena, colon + 2, strcspn(colon + 2, "\n"));
    unescape(text);
    const dl_document *doc = read_text(text, "");
    bool english = strcmp(line, "en") == 0;
    if (strcmp(doc->language, line) || english != (doc->sentence_count > 0)) {
      print_message("cases/language.txt:%d: '%s', not '%s'\n", number, doc->language, line);
      wrong++;
    }
    count++;
  }
  fclose(file);
  assert_true(count >= 60);
  assert_int_equal(wrong, 0);
}

static void stated(void **state) {
  (void)state;
  static const struct {
    const char *stated, *told;
  } pairs[] = {{"", "en"},      {"und", "en"},    {"en", "en"},      {"en-GB", "en"},
               {"EN_us", "en"}, {"eng", "en"},    {"English", "en"}, {"fr", "fr"},
               {"fr-CA", "fr"}, {"French", "fr"}, {"nb", "no"},      {"Klingon", "Klingon"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const dl_document *doc = read_text("The talks failed on Monday. Both sides left.", pairs[i].stated);
    assert_string_equal(doc->language, pairs[i].told);
    assert_int_equal(doc->sentence_count, strcmp(pairs[i].told, "en") ? 0 : 2);
  }
  assert_string_equal(dl_language_name(model, "fr"), "French");
  assert_string_equal(dl_language_name(model, "tlh"), "tlh");
  dl_tokenizer_force(tokenizer, "en");
  const dl_document *doc = read_text("Le ministre a dit que les pourparlers sont dans une impasse.", "fr");
  assert_string_equal(doc->language, "en");
  assert_true(doc->sentence_count == 1 && !doc->sentences[0].foreign);
  dl_tokenizer_force(tokenizer, NULL);
}

static void foreign_sentences(void **state) {
  (void)state;
  static const struct {
    const char *text;
    unsigned bits;
  } texts[] = {{"The minister left on Monday. Le ministre a quitté la capitale avec sa famille. He said so.", 2},
               {"The minister left. \"Нет,\" he told reporters in the capital.\n\nМинистр уехал. Переговоры "
                "сорваны.\n\nThe talks had failed.",
                4 | 8},
               {"The talks failed in Paris. Ja. He met Juan de la Cruz of El Salvador and La Paz. The end.", 0},
               {"Her song began: \"Non, je ne regrette rien\" and it ended soon. Then the crowd left for the port.", 0},
               {"The station (الجزيرة) said so. قال الوزير إن المحادثات انتهت. It was right.", 2},
               {"The party met.\n\nDer Kanzler ist heute zurückgetreten. Gut. Die Wahl ist am Sonntag.\n\nIt was the "
                "news of the day, said the paper.",
                2 | 4 | 8}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const dl_document *doc = read_text(texts[i].text, "");
    unsigned bits = 0;
    for (uint32_t k = 0; k < doc->sentence_count; k++) bits |= (unsigned)doc->sentences[k].foreign << k;
    if (bits != texts[i].bits || strcmp(doc->language, "en"))
      fail_msg("%s: %s, foreign %x, not %x", texts[i].text, doc->language, bits, texts[i].bits);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases), cmocka_unit_test(stated),
                                     cmocka_unit_test(foreign_sentences)};
  return cmocka_run_group_tests_name("language", tests, set_up, tear_down);
}
