/* What a terminal is shown of a text; JSON's escapes; messages; the word that was meant. */
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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain), cmocka_unit_test(test_copy),
                                     cmocka_unit_test(test_json), cmocka_unit_test(test_message),
                                     cmocka_unit_test(test_nearest)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
