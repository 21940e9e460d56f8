#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "times/grammar.h"

enum { NO_DAY = -10000000 };

/* "12-25", "easter-2", "orthodox", "11-4-4" (the fourth Thursday of November), "05-L-1" (the last Monday of May) in a
 * year. */
static int holiday_day(const char *rule, int year) {
  if (!strncmp(rule, "easter", 6)) return dl_easter(year) + atoi(rule + 6);
  if (!strcmp(rule, "orthodox")) return dl_orthodox_easter(year);
  int month = atoi(rule), first = dl_day_number(year, month, 1);
  const char *second = rule + 3, *third = strchr(second, '-');
  if (!third) return first + atoi(second) - 1;
  int weekday = atoi(third + 1);
  int day = first + (weekday - dl_day_weekday(first) + 7) % 7;
  if (*second != 'L') return day + (atoi(second) - 1) * 7;
  int last = first + dl_month_days(year, month) - 1;
  return last - (dl_day_weekday(last) - weekday + 7) % 7;
}

/* The day of a feast in a year by feasts.tsv, the first where a year has two; NO_DAY where the table has none. */
static int feast_day(const dl_table *feasts, const char *feast, int year) {
  uint32_t first = 0, rows = feasts ? dl_table_find(feasts, feast, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++) {
    dl_day day;
    if (dl_day_parse(dl_table_cell(feasts, row, 1), &day) && day.year == year)
      return dl_day_number(day.year, day.month, day.day);
  }
  return NO_DAY;
}

static int day_in(const dl_scan *scan, const char *rule, const char *feast, int year) {
  return rule ? holiday_day(rule, year) : feast_day(scan->feasts, feast, year);
}

/* The year of a feast that is told without one. */
static int feast_year(const dl_scan *scan, uint32_t at, const char *rule, const char *feast) {
  int year = dl_day_of(scan->today).year, day = day_in(scan, rule, feast, year);
  if (day == NO_DAY) return 0;
  if (day == scan->today) return year;
  int before = day < scan->today ? year : year - 1, after = before + 1;
  int behind = scan->today - day_in(scan, rule, feast, before), ahead = day_in(scan, rule, feast, after) - scan->today;
  dl_direction direction = dl_time_direction(scan, at);
  bool rule_says = direction == DL_UNKNOWN ? ahead < behind : direction == DL_AHEAD;
  return dl_lies_ahead(scan, at, "feast", behind, ahead, rule_says) ? after : before;
}

/* Is the feast in the week of the document's date, which is not over? */
static bool is_this_week(const dl_scan *scan, const char *rule, const char *feast) {
  int year = dl_day_of(scan->today).year, day = day_in(scan, rule, feast, year), of = 0;
  return day != NO_DAY && dl_day_week(day, &of) == dl_day_week(scan->today, &of);
}

/* Christmas, Good Friday, Eid al-Fitr, Thanksgiving of last year, Easter week */
bool dl_match_holiday(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  const char *rule = dl_piece_is(scan, at, DL_W_HOLIDAY), *feast = dl_piece_is(scan, at, DL_W_FEAST);
  if (!rule && !feast) return false;
  uint32_t next = at + scan->pieces[at].length[rule ? DL_W_HOLIDAY : DL_W_FEAST];
  if (!dl_is_upper(scan->doc->text[scan->pieces[next - 1].begin])) return false;
  dl_unit unit = dl_one_unit(scan, next);
  bool week = dl_in(unit, DL_UNITS(W, WE));
  next += week;
  if (!week) unit = DL_UNIT_D;
  int year = 0;
  next += dl_year_after(scan, next, &year);
  if (!year && scan->dated) {
    year = week && is_this_week(scan, rule, feast) ? dl_day_of(scan->today).year : feast_year(scan, at, rule, feast);
    out->anchor = DL_ANCHOR_DATE;
  }
  int day = year ? day_in(scan, rule, feast, year) : NO_DAY;
  if (day != NO_DAY)
    dl_unit_value(out->value, sizeof out->value, unit, day, 0);
  else if (rule && dl_is_digit(rule[0]) && !strchr(rule + 3, '-') && !week)
    snprintf(out->value, sizeof out->value, "XXXX-%.5s", rule);
  else
    dl_open_value(out->value, sizeof out->value, unit);
  return dl_finish_time(out, from, next, DL_TIMEX_DATE);
}
