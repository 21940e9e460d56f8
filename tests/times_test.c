/* Time expressions: the cases of tests/cases/times.txt, and the calendar. */
#include "times/times.h"
#include "support.h"
#include "times/calendar.h"
#include "times/when.h"

static dl_timer *timer;

static int open_timer(void **state) {
  dl_status status = {0};
  return open_stages(state) || dl_timer_new(model, &timer, &status);
}

static int close_timer(void **state) {
  dl_timer_free(timer);
  return close_stages(state);
}

static void check_case(const char *date, const char *text, const char *expected, int line) {
  dl_arena *arena = dl_arena_new();
  dl_document *doc = trees_of(arena, text, date);
  dl_find_times(timer, doc);
  char *got = dl_arena_strndup(arena, "", 0);
  for (uint32_t i = 0; i < doc->time_count; i++) {
    const dl_time *time = &doc->times[i];
    got = dl_arena_printf(arena, "%s%s | %s | %s |%s%s |%s%s\n", got, dl_document_slice(doc, time->begin, time->end),
                          dl_timex_name(time->type), time->value, time->from[0] ? " " : "", time->from,
                          time->to[0] ? " " : "", time->to);
  }
  if (strcmp(got, expected)) fail_msg("cases/times.txt:%d:\ngot\n%sexpected\n%s", line, got, expected);
  dl_arena_free(arena);
}

static void test_cases(void **state) {
  (void)state;
  FILE *file = open_cases("times.txt");
  test_case c = {.read = 0};
  int cases = 0;
  for (; next_case(file, &c); cases++) check_case(c.date, c.text, c.expected, c.line);
  fclose(file);
  assert_true(cases > 5);
}

static void test_calendar(void **state) {
  (void)state;
  assert_int_equal(dl_day_number(1970, 1, 1), 0);
  for (int day = -800000; day < 800000; day += 97) {
    dl_day date = dl_day_of(day);
    assert_int_equal(dl_day_number(date.year, date.month, date.day), day);
  }
  int year = 0;
  assert_int_equal(dl_day_weekday(dl_day_number(2023, 11, 9)), 4);
  assert_int_equal(dl_day_week(dl_day_number(2021, 1, 1), &year), 53);
  assert_int_equal(year, 2020);
  assert_int_equal(dl_easter(2024), dl_day_number(2024, 3, 31));
  assert_int_equal(dl_month_days(1900, 2), 28);
  dl_day date;
  assert_true(dl_day_parse("2024-02-29", &date));
  assert_false(dl_day_parse("2023-02-29", &date));
  assert_false(dl_day_parse("29-02-2024", &date));
  char from[11], to[11];
  dl_value_range("2023-WI", from, to);
  assert_string_equal(to, "2024-02-29");
  dl_value_range("PAST_REF", from, to);
  assert_string_equal(from, "");
}

/* How the only time of a text dates an event; no time at all where `text` has none. */
static void check_when(const char *date, const char *text, const char *expected) {
  dl_arena *arena = dl_arena_new();
  dl_document *doc = trees_of(arena, text, date);
  dl_find_times(timer, doc);
  dl_event event = {.time = doc->time_count ? 0 : -1};
  dl_when when = dl_event_when(doc, &event);
  const char *got =
      dl_arena_printf(arena, "%s %s..%s %s", when.date, when.begin, when.end, dl_time_source_name(when.source));
  if (strcmp(got, expected)) fail_msg("%s (%s): %s, not %s", text, date, got, expected);
  dl_arena_free(arena);
}

/* A month, a year or a century is never its first day, and a day that only the publication has says so. */
static void test_when(void **state) {
  (void)state;
  check_when("2022-11-03", "Iran sold drones to Russia on 2 November 2022.", "2022-11-02 2022-11-02..2022-11-02 text");
  check_when("2022-11-03", "Iran sold drones to Russia on 11/2/22.", "2022-11-02 2022-11-02..2022-11-02 text");
  check_when("2022-11-03", "Iran sold drones to Russia on Wednesday.", "2022-11-02 2022-11-02..2022-11-02 resolved");
  check_when("2022-11-03", "Iran sold drones to Russia on November 2.", "2022-11-02 2022-11-02..2022-11-02 resolved");
  check_when("2022-11-03", "Iran sold drones to Russia last month.", "2022-10 2022-10-01..2022-10-31 span");
  check_when("2022-11-03", "Germany invaded Poland in 1939.", "1939 1939-01-01..1939-12-31 span");
  check_when("2022-11-03", "Germany invaded Poland in the 20th century.", "19XX 1900-01-01..1999-12-31 span");
  check_when("2022-11-03", "Iran sold drones to Russia.", "2022-11-03 2022-11-03..2022-11-03 publication");
  check_when("", "Iran sold drones to Russia on Wednesday.", " .. none");
  check_when("", "Iran sold drones to Russia.", " .. none");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_calendar),
                                     cmocka_unit_test(test_when)};
  return cmocka_run_group_tests_name("times", tests, open_timer, close_timer);
}
