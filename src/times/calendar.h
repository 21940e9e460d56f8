/* Days, weeks and months of the Gregorian calendar, and the days that a TIMEX3 value covers.
 *
 * A day is a count from 1970-01-01 (negative before), after Howard Hinnant's chrono-compatible algorithms
 * (howardhinnant.github.io/date_algorithms.html, public domain). Weeks are those of ISO 8601.
 */
#ifndef DL_TIMES_CALENDAR_H
#define DL_TIMES_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "times/terms.h"

typedef struct dl_day {
  int year, month, day;
} dl_day;

/* Days since 1970-01-01, and back. */
int dl_day_number(int year, int month, int day);
dl_day dl_day_of(int number);

/* 1 Monday .. 7 Sunday. */
int dl_day_weekday(int number);

/* ISO week (1..53) of a day; its year goes to *year. */
int dl_day_week(int number, int *year);
int dl_month_days(int year, int month);

/* Easter Sunday of the western churches. */
int dl_easter(int year);
/* That of the orthodox ones, in the Gregorian calendar, for 1900 to 2099. */
int dl_orthodox_easter(int year);

/* The same day of a month before or after, or that month's last. */
int dl_add_months(int day, int by);

/* Writes the TIMEX3 value of the unit that holds the day, shifted by `by` units. */
void dl_unit_value(char *value, size_t size, dl_unit unit, int day, int by);
/* The same where the day is not known: "XXXX-WXX". */
void dl_open_value(char *value, size_t size, dl_unit unit);

/* A part of a year ("Q3", "11-09") behind that year, "XXXX" where it is 0. */
void dl_part_value(char *value, size_t size, int year, const char *part);

/* "PAST_REF", "FUTURE_REF": no day is meant? */
bool dl_is_reference(const char *value);

/* The first month of a season: 3 for "SP", 6 "SU", 9 "FA", 12 "WI"; 0 for what is none. */
int dl_season_month(const char *season);

/* "2023-11-09" -> true and the date. */
bool dl_day_parse(const char *text, dl_day *day);

/* First and last day (YYYY-MM-DD, 11 bytes each) that a TIMEX3 DATE or TIME value covers; "" where it has none. */
void dl_value_range(const char *value, char from[11], char to[11]);

#endif
