/* The public header: what each function promises, and that the shared library holds these functions and no others. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "dateline.h"

static const char text[] =
    "Russia's foreign minister, Sergei Lavrov, said on Wednesday that Iran was supplying drones to Russia. Iran denied "
    "it.";
static const dateline_about about = {"a-1", "2022-11-02", "Drones", "The Herald", "https://example.org/a", NULL};

static dateline_engine *engine;

static int open_engine(void **state) {
  (void)state;
  char message[200] = "";
  int code = dateline_open(getenv("DATELINE_DATA"), &engine, message, sizeof message);
  if (code != 0) print_error("%s\n", message);
  return code;
}

static int close_engine(void **state) {
  (void)state;
  dateline_close(engine);
  return 0;
}

static void codes_a_text(void **state) {
  (void)state;
  char *json = NULL, message[100] = "as it was";
  assert_int_equal(dateline_code(engine, text, strlen(text), &about, &json, message, sizeof message), DATELINE_OK);
  assert_string_equal(message, "as it was");
  assert_non_null(json);
  static const char *const parts[] = {
      "{\"doc\":{\"id\":\"a-1\",\"date\":\"2022-11-02\",\"title\":\"Drones\",\"source\":\"The Herald\"",
      "\"url\":\"https://example.org/a\",\"language\":\"en\"", "\"event\":\"AID\"", "\"value\":\"2022-11-02\""};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!strstr(json, parts[i])) fail_msg("no %s in %s", parts[i], json);
  assert_int_equal(strlen(json) - 1, strcspn(json, "\n")); /* one line */
  dateline_free(json);
  assert_int_equal(dateline_code(engine, text, strlen(text), NULL, &json, NULL, 0), DATELINE_OK);
  assert_non_null(strstr(json, "\"id\":\"text\""));
  dateline_free(json);
}

static void takes_no_text_and_bytes_that_are_no_string(void **state) {
  (void)state;
  char *json = NULL;
  assert_int_equal(dateline_code(engine, NULL, 0, NULL, &json, NULL, 0), DATELINE_OK);
  assert_non_null(strstr(json, "\"events\":[]"));
  dateline_free(json);
  char bytes[3] = {'I', 't', '.'}; /* no NUL behind it */
  assert_int_equal(dateline_code(engine, bytes, sizeof bytes, NULL, &json, NULL, 0), DATELINE_OK);
  dateline_free(json);
  assert_int_equal(dateline_code(engine, "It\0is.", 6, NULL, &json, NULL, 0), DATELINE_OK);
  dateline_free(json);
}

static void names_another_language(void **state) {
  (void)state;
  const char *german =
      "Der Außenminister sagte am Mittwoch, dass die Regierung den Vertrag nicht unterzeichnen werde und die Gespräche "
      "beendet seien.";
  char *json = NULL;
  assert_int_equal(dateline_code(engine, german, strlen(german), NULL, &json, NULL, 0), DATELINE_OK);
  assert_non_null(strstr(json, "\"language\":\"de\""));
  assert_non_null(strstr(json, "\"events\":[]"));
  dateline_free(json);
}

static void refused(int status, const char *bytes, size_t size, const dateline_about *told, const char *why) {
  char *json = (char *)1, message[200] = "";
  assert_int_equal(dateline_code(engine, bytes, size, told, &json, message, sizeof message), status);
  assert_null(json);
  if (!strstr(message, why)) fail_msg("'%s' does not say '%s'", message, why);
  assert_null(strchr(message, '\n'));
}

static void refuses_bad_input(void **state) {
  (void)state;
  refused(DATELINE_EINPUT, "A word\nthen \xFF.", 13, NULL, "text:2: not UTF-8: byte 0xFF at byte 6");
  refused(DATELINE_EINPUT, "It.", 3, &(dateline_about){.id = "b", .date = "2023-02-30"}, "b: the date '2023-02-30'");
  refused(DATELINE_EINPUT, "It.", 3, &(dateline_about){.title = "\xC3("}, "title: not UTF-8");
  size_t size = (4u << 20) + 1;
  char *large = malloc(size);
  assert_non_null(large);
  memset(large, ' ', size);
  refused(DATELINE_EINPUT, large, size, NULL, "too long");
  free(large);
}

static void refuses_null(void **state) {
  (void)state;
  char *json = (char *)1, message[100] = "";
  dateline_engine *none = (dateline_engine *)1;
  refused(DATELINE_EUSAGE, NULL, 5, NULL, "text is NULL");
  assert_int_equal(dateline_code(NULL, "It.", 3, NULL, &json, message, sizeof message), DATELINE_EUSAGE);
  assert_null(json);
  assert_string_equal(message, "dateline_code: engine is NULL");
  assert_int_equal(dateline_code(engine, "It.", 3, NULL, NULL, message, sizeof message), DATELINE_EUSAGE);
  assert_int_equal(dateline_open(NULL, &none, message, sizeof message), DATELINE_EUSAGE);
  assert_null(none);
  assert_int_equal(dateline_open("a", NULL, NULL, 0), DATELINE_EUSAGE);
  dateline_close(NULL);
  dateline_free(NULL);
}

static void says_why_it_does_not_open(void **state) {
  (void)state;
  char message[200] = "", five[5] = "....";
  dateline_engine *none = (dateline_engine *)1;
  assert_int_equal(dateline_open("/no/such.dateline", &none, message, sizeof message), DATELINE_EIO);
  assert_null(none);
  assert_non_null(strstr(message, "/no/such.dateline: "));
  assert_int_equal(dateline_open(__FILE__, &none, message, sizeof message),
                   access(__FILE__, R_OK) ? DATELINE_EIO : DATELINE_EDATA);
  assert_int_equal(dateline_open("/tmp", &none, message, sizeof message), DATELINE_EDATA);
  assert_int_equal(dateline_open("/ä.dateline", &none, five, 3),
                   DATELINE_EIO); /* cut in the middle of a character: before it */
  assert_string_equal(five, "/");
  assert_int_equal(dateline_open("/no/such.dateline", &none, five, 0), DATELINE_EIO);
}

static void tells_its_version(void **state) {
  (void)state;
  assert_string_equal(dateline_version(), DL_VERSION);
}

static void *code_often(void *expected) {
  for (int i = 0; i < 4; i++) {
    char *json = NULL;
    if (dateline_code(engine, text, strlen(text), &about, &json, NULL, 0) != 0 || strcmp(json, expected) != 0)
      return expected;
    dateline_free(json);
  }
  return NULL;
}

static void serves_threads_at_once(void **state) {
  (void)state;
  char *json = NULL;
  pthread_t threads[3];
  assert_int_equal(dateline_code(engine, text, strlen(text), &about, &json, NULL, 0), DATELINE_OK);
  for (size_t i = 0; i < 3; i++) assert_int_equal(pthread_create(&threads[i], NULL, code_often, json), 0);
  for (size_t i = 0; i < 3; i++) {
    void *wrong = NULL;
    pthread_join(threads[i], &wrong);
    assert_null(wrong);
  }
  dateline_free(json);
}

/* The functions that the header declares, and no others. The build folder is the data file's. A sanitizer's own symbols
 * stand in a library that it watches: then what else there is is not looked at. */
static void exports_its_functions_alone(void **state) {
  (void)state;
  char command[900];
  const char *data = getenv("DATELINE_DATA");
  snprintf(command, sizeof command,
           "grep -o 'dateline_[a-z_0-9]*(' \"$DATELINE_EXAMPLES/../include/dateline.h\" | tr -d '(' | sort -u "
           ">'%s.names' && "
           "nm -D --defined-only \"$(dirname '%s')/libdateline.so\" | awk '{print $3}' %s | sort -u | diff - "
           "'%s.names' >&2; "
           "code=$?; rm -f '%s.names'; exit $code",
           data, data,
#ifdef __SANITIZE_ADDRESS__
           "| grep '^dateline_'",
#else
           "",
#endif
           data, data);
  assert_int_equal(system(command), 0);
}

/* What would print, or end the program, is not asked for. */
static void neither_prints_nor_exits(void **state) {
  (void)state;
  static const char *const none[] = {"abort",         "exit",    "_exit",     "_Exit", "quick_exit", "printf", "puts",
                                     "putchar",       "fprintf", "vfprintf",  "fputs", "perror",     "stderr", "stdout",
                                     "__assert_fail", "signal",  "sigaction", "raise", "kill"};
  char command[600], line[300];
  snprintf(command, sizeof command, "nm -D --undefined-only \"$(dirname '%s')/libdateline.so\" 2>&1",
           getenv("DATELINE_DATA"));
  FILE *names = popen(command, "r");
  assert_non_null(names);
  int found = 0;
  while (fgets(line, sizeof line, names)) {
    char *name = strrchr(line, ' ');
    line[strcspn(line, "@\n")] = '\0';
    for (size_t i = 0; name && i < sizeof none / sizeof *none; i++)
      if (strcmp(name + 1, none[i]) == 0) fail_msg("asked for: %s", name + 1);
    found += name && strcmp(name + 1, "malloc") == 0;
  }
  pclose(names);
  assert_int_equal(found, 1); /* names were read */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes_a_text),
      cmocka_unit_test(takes_no_text_and_bytes_that_are_no_string),
      cmocka_unit_test(names_another_language),
      cmocka_unit_test(refuses_bad_input),
      cmocka_unit_test(refuses_null),
      cmocka_unit_test(says_why_it_does_not_open),
      cmocka_unit_test(tells_its_version),
      cmocka_unit_test(serves_threads_at_once),
      cmocka_unit_test(exports_its_functions_alone),
      cmocka_unit_test(neither_prints_nor_exits),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
