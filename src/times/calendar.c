#include "times/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"

int dl_day_number(int year, int month, int day) {
  year -= month <= 2;
  int era = (year >= 0 ? year : year - 399) / 400;
  int year_of_era = year - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

dl_day dl_day_of(int number) {
  number += 719468;
  int era = (number >= 0 ? number : number - 146096) / 146097;
  int day_of_era = number - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;
  int month = shifted + (shifted < 10 ? 3 : -9);
  return (dl_day){year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

int dl_day_weekday(int number) {
  int weekday = (number + 3) % 7; /* 1970-01-01 was a Thursday */
  return (weekday < 0 ? weekday + 7 : weekday) + 1;
}

int dl_day_week(int number, int *year) {
  int thursday = number - dl_day_weekday(number) + 4; /* a week belongs to the year of its Thursday */
  *year = dl_day_of(thursday).year;
  return (thursday - dl_day_number(*year, 1, 1)) / 7 + 1;
}

/* Monday of an ISO week. */
static int week_start(int year, int week) {
  int fourth = dl_day_number(year, 1, 4);
  return fourth - dl_day_weekday(fourth) + 1 + (week - 1) * 7;
}

int dl_month_days(int year, int month) {
  static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[(month + 11) % 12] + (month == 2 && leap);
}

/* Anonymous Gregorian computus (Nature, 1876; Meeus, Astronomical Algorithms, ch. 8); the letters are Meeus's. */
int dl_easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return dl_day_number(year, n / 31, n % 31 + 1);
}

/* Meeus's Julian algorithm, ch. 8, and the 13 days between the calendars (1900 to 2099). */
int dl_orthodox_easter(int year) {
  int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  return dl_day_number(year, (d + e + 114) / 31, (d + e + 114) % 31 + 1) + 13;
}

bool dl_day_parse(const char *text, dl_day *day) {
  int used = 0;
  if (sscanf(text, "%4d-%2d-%2d%n", &day->year, &day->month, &day->day, &used) != 3 || used != 10) return false;
  return day->month >= 1 && day->month <= 12 && day->day >= 1 && day->day <= dl_month_days(day->year, day->month);
}

int dl_add_months(int day, int by) {
  dl_day date = dl_day_of(day);
  int months = date.year * 12 + date.month - 1 + by;
  int year = months / 12, month = months % 12 + 1;
  int last = dl_month_days(year, month);
  return dl_day_number(year, month, date.day < last ? date.day : last);
}

void dl_unit_value(char *value, size_t size, dl_unit unit, int day, int by) {
  int year = dl_day_of(day).year;
  dl_day date;
  switch (unit) {
    case DL_UNIT_D:
    case DL_UNIT_N:
      date = dl_day_of(day + by);
      snprintf(value, size, "%04d-%02d-%02d%s", date.year, date.month, date.day, unit == DL_UNIT_N ? "TNI" : "");
      break;
    case DL_UNIT_W:
    case DL_UNIT_2W:
    case DL_UNIT_WE: {
      int week = dl_day_week(day + by * (unit == DL_UNIT_2W ? 14 : 7), &year);
      snprintf(value, size, "%04d-W%02d%s", year, week, unit == DL_UNIT_WE ? "-WE" : "");
      break;
    }
    case DL_UNIT_M:
      date = dl_day_of(dl_add_months(day, by));
      snprintf(value, size, "%04d-%02d", date.year, date.month);
      break;
    case DL_UNIT_Q:
      date = dl_day_of(dl_add_months(day, by * 3));
      snprintf(value, size, "%04d-Q%d", date.year, (date.month + 2) / 3);
      break;
    case DL_UNIT_Y:
      snprintf(value, size, "%04d", year + by);
      break;
    case DL_UNIT_DE:
      snprintf(value, size, "%03dX", year / 10 + by);
      break;
    case DL_UNIT_CE:
      snprintf(value, size, "%02d", year / 100 + by);
      break;
    default:
      snprintf(value, size, "%04d", year + by * 1000);
  }
}

static const char *open_value(dl_unit unit) {
  switch (unit) {
    case DL_UNIT_W:
    case DL_UNIT_2W:
    case DL_UNIT_WE:
      return "XXXX-WXX";
    case DL_UNIT_M:
      return "XXXX-XX";
    case DL_UNIT_Q:
      return "XXXX-QX";
    case DL_UNIT_Y:
    case DL_UNIT_DE:
      return "XXXX";
    case DL_UNIT_CE:
      return "XX";
    default:
      return "XXXX-XX-XX";
  }
}

void dl_open_value(char *value, size_t size, dl_unit unit) {
  snprintf(value, size, "%s", open_value(unit));
}

void dl_part_value(char *value, size_t size, int year, const char *part) {
  char head[8] = "XXXX";
  if (year) snprintf(head, sizeof head, "%04d", year % 10000);
  snprintf(value, size, "%s-%s", head, part);
}

bool dl_is_reference(const char *value) {
  size_t size = strlen(value);
  return size > 4 && !strcmp(value + size - 4, "_REF");
}

int dl_season_month(const char *season) {
  static const struct {
    char season[3];
    int month;
  } seasons[] = {{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}};
  for (size_t i = 0; i < sizeof seasons / sizeof *seasons; i++)
    if (season[0] == seasons[i].season[0] && season[1] == seasons[i].season[1]) return seasons[i].month;
  return 0;
}

static void write_range(int first, int last, char from[11], char to[11]) {
  dl_day a = dl_day_of(first), b = dl_day_of(last);
  if (a.year < 1 || b.year > 9999) return;
  snprintf(from, 11, "%04u-%02u-%02u", (unsigned)a.year % 10000, (unsigned)a.month % 100, (unsigned)a.day % 100);
  snprintf(to, 11, "%04u-%02u-%02u", (unsigned)b.year % 10000, (unsigned)b.month % 100, (unsigned)b.day % 100);
}

static void months(int year, int first, int last, char from[11], char to[11]) {
  int end_year = year + (last - 1) / 12, end_month = (last - 1) % 12 + 1;
  write_range(dl_day_number(year, first, 1), dl_day_number(end_year, end_month, dl_month_days(end_year, end_month)),
              from, to);
}

/* "11", "11-09" */
static void range_of_month(int year, const char *rest, char from[11], char to[11]) {
  int month = atoi(rest), day = rest[2] == '-' && dl_is_digit(rest[3]) ? atoi(rest + 3) : 0;
  if (month < 1 || month > 12 || day > dl_month_days(year, month)) return;
  if (day)
    write_range(dl_day_number(year, month, day), dl_day_number(year, month, day), from, to);
  else
    months(year, month, month, from, to);
}

static void range_of_week(int year, const char *rest, char from[11], char to[11]) {
  int start = week_start(year, atoi(rest + 1));
  write_range(strstr(rest, "-WE") ? start + 5 : start, start + 6, from, to);
}

/* What follows "YYYY-": a month, week, quarter, half or season. */
static void range_in_year(int year, const char *rest, char from[11], char to[11]) {
  int number = dl_is_digit(rest[0] ? rest[1] : 0) ? rest[1] - '0' : 0, season = dl_season_month(rest);
  if (rest[0] == 'W' && dl_is_digit(rest[1]))
    range_of_week(year, rest, from, to);
  else if (rest[0] == 'Q' && number >= 1 && number <= 4)
    months(year, number * 3 - 2, number * 3, from, to);
  else if (rest[0] == 'H' && (number == 1 || number == 2))
    months(year, number * 6 - 5, number * 6, from, to);
  else if (season)
    months(year, season, season + 2, from, to);
  else if (dl_fits(rest, "99"))
    range_of_month(year, rest, from, to);
  else
    months(year, 1, 12, from, to);
}

void dl_value_range(const char *value, char from[11], char to[11]) {
  from[0] = to[0] = '\0';
  size_t digits = strspn(value, "0123456789");
  if (!digits || digits > 4) return;
  int number = atoi(value);
  if (digits == 4) {
    if (value[4] == '-')
      range_in_year(number, value + 5, from, to);
    else
      months(number, 1, 12, from, to);
  } else if (digits == 3 && (value[3] == 'X' || !value[3])) { /* a decade */
    write_range(dl_day_number(number * 10, 1, 1), dl_day_number(number * 10 + 9, 12, 31), from, to);
  } else if (digits == 2 && (value[2] == 'X' || !value[2])) { /* a century */
    write_range(dl_day_number(number * 100, 1, 1), dl_day_number(number * 100 + 99, 12, 31), from, to);
  }
}
