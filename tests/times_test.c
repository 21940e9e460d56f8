/* Time expressions: the cases of tests/cases/times.txt, and the calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "syntax/syntax.h"
#include "times/calendar.h"
#include "times/times.h"
#include "tokens/tokens.h"

static dl_model *model;
static dl_tokenizer *tokenizer;
static dl_parser *parser;
static dl_timer *timer;

static int open_model(void **state) {
  (void)state;
  dl_status status = {0};
  const char *path = getenv("DATELINE_DATA");
  return !path || dl_model_open(path, &model, &status) || dl_tokenizer_new(model, &tokenizer, &status) ||
         dl_parser_new(model, &parser, &status) || dl_timer_new(model, &timer, &status);
}

static int close_model(void **state) {
  (void)state;
  dl_timer_free(timer);
  dl_parser_free(parser);
  dl_tokenizer_free(tokenizer);
  dl_model_close(model);
  return 0;
}

static void check_case(const char *date, const char *text, const char *expected, int line) {
  dl_arena *arena = dl_arena_new();
  dl_workspace *workspace = dl_workspace_new();
  dl_status status = {0};
  dl_document *doc = dl_document_new(arena);
  doc->text = text;
  doc->text_size = (uint32_t)strlen(text);
  doc->date = date;
  assert_int_equal(dl_tokenize(tokenizer, doc, &status), DL_OK);
  assert_int_equal(dl_parse(parser, workspace, doc, &status), DL_OK);
  assert_int_equal(dl_find_times(timer, doc, &status), DL_OK);
  char *got = dl_arena_strndup(arena, "", 0);
  for (uint32_t i = 0; i < doc->time_count; i++) {
    const dl_time *time = &doc->times[i];
    got = dl_arena_printf(arena, "%s%s | %s | %s |%s%s |%s%s\n", got, dl_document_slice(doc, time->begin, time->end), time->type, time->value,
                          time->from[0] ? " " : "", time->from, time->to[0] ? " " : "", time->to);
  }
  if (strcmp(got, expected)) fail_msg("cases/times.txt:%d:\ngot\n%sexpected\n%s", line, got, expected);
  dl_workspace_free(workspace);
  dl_arena_free(arena);
}

static void test_cases(void **state) {
  (void)state;
  char path[1024], line[1024], text[1024] = "", date[16] = "", expected[2048] = "";
  snprintf(path, sizeof path, "%s/times.txt", getenv("DATELINE_CASES"));
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  int number = 0, at = 0, cases = 0;
  bool more = true;
  while (more) {
    more = fgets(line, sizeof line, file) != NULL;
    number++;
    if (!more || line[0] == '\n') {
      if (text[0]) check_case(date, text, expected, at), cases++;
      text[0] = date[0] = expected[0] = '\0';
    } else if (!strncmp(line, "text: ", 6) || !strncmp(line, "date: ", 6)) {
      line[strcspn(line, "\n")] = '\0';
      if (line[0] == 't') snprintf(text, sizeof text, "%s", line + 6);
      else snprintf(date, sizeof date, "%.10s", line + 6);
      at = number;
    } else if (line[0] != '#' && strlen(expected) + strlen(line) < sizeof expected) {
      strcat(expected, line);
    }
  }
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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_calendar)};
  return cmocka_run_group_tests_name("times", tests, open_model, close_model);
}
