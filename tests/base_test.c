/* What a terminal is shown of a text; JSON's escapes; messages; the word that was meant; names of labels, codes. */
#include "base/codes.h"
#include "base/json.h"
#include "base/nearest.h"
#include "base/plain.h"
#include "base/status.h"
#include "support.h"

#define ODD "\xEF\xBF\xBD"

static void check_plain(const char *text, size_t size, const char *shown) {
  dl_buffer out = {0};
  dl_buffer_plain(&out, text, size);
  assert_string_equal(out.data, shown);
  dl_buffer_free(&out);
}

static void test_plain(void **state) {
  (void)state;
  check_plain("", 0, "");
  check_plain("Žluť – 金正恩", strlen("Žluť – 金正恩"), "Žluť – 金正恩");
  check_plain("a\nb\r\nc\td", 8, "a b  c d");
  check_plain("\x1b[31mred\x1b]0;title\x07", 18, ODD "[31mred" ODD "]0;title" ODD);
  check_plain(
      "\xC2\x9B"
      "2J",
      4, ODD "2J");                       /* CSI as one character */
  check_plain("\xC2\xA0", 2, "\xC2\xA0"); /* the no-break space behind C1 */
  check_plain("x\x7Fy\0z", 5, "x" ODD "y" ODD "z");
  check_plain(
      "\xE2\x80\xAE"
      "abc"
      "\xE2\x81\xA6",
      9, ODD "abc" ODD); /* U+202E, U+2066 */
  check_plain(
      "a\xE2\x80\xA8"
      "b",
      5, "a b"); /* U+2028 */
  check_plain("\xFF\xC3", 2, ODD ODD);
}

static void test_copy(void **state) {
  (void)state;
  char to[6];
  dl_plain_copy(to, sizeof to, "ab\x1bxyz");
  assert_string_equal(to, "ab" ODD);
  dl_plain_copy(to, sizeof to, "abcdé");
  assert_string_equal(to, "abcd");
  dl_plain_copy(to, 1, "a");
  assert_string_equal(to, "");
}

static void test_json(void **state) {
  (void)state;
  dl_buffer out = {0};
  dl_json json;
  dl_json_start(&json, &out);
  static const char text[] = "\x1b\x7f\xC2\x80\xC2\x9B\xC2\xA0\xE2\x80\xA8\xE2\x80\xA6\xC2\n\0\"";
  dl_json_bytes(&json, NULL, text, sizeof text - 1);
  assert_string_equal(out.data, "\"\\u001b\\u007f\\u0080\\u009b\xC2\xA0\\u2028\xE2\x80\xA6\xC2\\n\\u0000\\\"\"");
  dl_buffer_free(&out);
}

static void test_message(void **state) {
  (void)state;
  dl_status status = {0};
  assert_int_equal(dl_fail(&status, DL_EINPUT, "%s:1: bad\nfile", "\x1b[2J\xC2\x9Bx\xFF"), DL_EINPUT);
  assert_string_equal(status.message, ODD "[2J" ODD "x" ODD ":1: bad file");
  char name[2000];
  memset(name, 'a', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  memcpy(name + 510, "é", 2); /* where a message is cut */
  dl_fail(&status, DL_EINPUT, "%s", name);
  assert_int_equal(strlen(status.message), 510);
}

static void test_nearest(void **state) {
  (void)state;
  static const char *const words[] = {"CONSULT", NULL, "COERCE", "COOPERATE", "AID", "ASSAULT"};
  static const struct {
    const char *word, *near;
  } cases[] = {{"CONSULT", "CONSULT"},
               {"consult", "CONSULT"},
               {"CONSUTL", "CONSULT"},
               {"COPERATE", "COOPERATE"},
               {"AIDS", "AID"},
               {"ADI", "AID"},
               {"ASAULTS", "ASSAULT"},
               {"VISIT", NULL},
               {"", NULL},
               {"A", NULL},
               {"CONSULTATIONS", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *near = dl_nearest(cases[i].word, words, sizeof words / sizeof *words);
    assert_string_equal(near ? near : "none", cases[i].near ? cases[i].near : "none");
  }
  char longer[500];
  memset(longer, 'A', sizeof longer - 1);
  longer[sizeof longer - 1] = '\0';
  assert_null(dl_nearest(longer, words, sizeof words / sizeof *words));
}

static void test_labels(void **state) {
  (void)state;
  for (unsigned i = 0; i < DL_TAG_COUNT; i++) assert_int_equal(dl_tag_parse(dl_tag_name(i)), i);
  for (unsigned i = 0; i < DL_DEPREL_COUNT; i++) assert_int_equal(dl_deprel_parse(dl_deprel_name(i)), i);
  for (unsigned i = 0; i < DL_UPOS_COUNT; i++) assert_int_equal(dl_upos_parse(dl_upos_name(i)), i);
  assert_int_equal(dl_tag_parse("VERB"), DL_TAG_COUNT);
  assert_string_equal(dl_tag_name(DL_TAG_COUNT), "");
  assert_int_equal(dl_rel_of(DL_DEPREL_NSUBJ_PASS), DL_REL_NSUBJ);
  assert_int_equal(dl_rel_of(DL_DEPREL_XCOMP), DL_REL_XCOMP);
  assert_int_equal(dl_rel_of(DL_DEPREL_COUNT), DL_REL_DEP);
  assert_int_equal(dl_features_parse("Case=Nom|Number=Plur|Person=3|PronType=Prs"), DL_PLURAL | DL_THIRD_PERSON);
  assert_int_equal(dl_word_of("The", "the"), DL_WORD_THE);
  assert_int_equal(dl_word_of("\xe2\x80\x9c", "\""), DL_WORD_OPEN_QUOTE);
  assert_int_equal(dl_word_of("\xe2\x80\x99s", "'s"), DL_WORD_OWNS);
  assert_int_equal(dl_word_of("table", "table"), DL_WORD_NONE);
}

static void test_codes(void **state) {
  (void)state;
  assert_int_equal(dl_mode_parse("martial-law"), DL_MODE_MARTIAL_LAW);
  assert_int_equal(dl_mode_parse(""), DL_MODE_NONE);
  assert_int_equal(dl_mode_parse("war"), DL_MODE_COUNT);
  for (unsigned i = 0; i < DL_MODE_COUNT; i++) assert_int_equal(dl_mode_parse(dl_mode_name(i)), i);
  static const char *const all[] = {"", "RUS", "USAGOVMIL", "IGOOPCW", "IGOUNOREFHCR"};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    assert_string_equal(DL_CODE_TEXT(dl_code_read(all[i])), all[i]);
    assert_int_equal(dl_code_length(dl_code_read(all[i])), strlen(all[i]));
  }
  assert_true(!dl_code_read("RUS1") && !dl_code_read("rus") && !dl_code_read("IGOUNOREFHCRX"));
  dl_code code = dl_code_read("USAGOVMIL"), usa = DL_CODE('U', 'S', 'A');
  assert_true(dl_code_first(code) == usa && dl_code_second(code) == DL_CODE_GOV);
  assert_true(dl_code_rest(dl_code_rest(code)) == DL_CODE_MIL);
  assert_true(dl_code_join(usa, dl_code_read("GOVMIL")) == code);
  assert_true(dl_code_is_bare(usa) && !dl_code_is_bare(code) && !dl_code_is_bare(0));
  assert_true(dl_code_agrees(usa, code) && !dl_code_agrees(dl_code_read("KENCOP"), dl_code_read("KENJUD")));
  assert_int_equal(dl_sector_of(dl_code_rest(code)), DL_SECTOR_GOVMIL);
  assert_int_equal(dl_sector_of(usa), DL_SECTOR_OTHER);
  assert_true(dl_code_has(dl_code_read("USALEG"), DL_SECTOR(LEG)) && dl_code_has(code, DL_SECTOR(MIL)));
  assert_false(dl_code_has(dl_code_read("SLEGOV"), DL_SECTOR(LEG)) || dl_code_has(usa, DL_SECTOR(LEG)));
  assert_int_equal(dl_sector_of(0), DL_SECTOR_NONE);
  assert_true(dl_sector_in(DL_CODE_SEP, DL_BANDS) && !dl_sector_in(0, DL_BANDS));
  assert_true(dl_is_body(dl_code_read("UNO")) && !dl_is_body(usa) && !dl_is_body(0));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain),   cmocka_unit_test(test_copy),
                                     cmocka_unit_test(test_json),    cmocka_unit_test(test_message),
                                     cmocka_unit_test(test_nearest), cmocka_unit_test(test_labels),
                                     cmocka_unit_test(test_codes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
