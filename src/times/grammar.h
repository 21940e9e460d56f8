/* The grammar of time expressions over the pieces of one sentence: internal to src/times.
 *
 * A rule looks at the pieces from `at` on and fills *out with the pieces it takes, the TIMEX3 type and the value; it
 * returns false where it does not apply. dates.c has the calendar (days, months, years, weekdays, seasons, quarters),
 * spans.c what is counted or told relative to another time (last week, three days ago, every year), grammar.c chooses
 * the longest and puts modifiers, parts of the day and clock times around it.
 */
#ifndef DL_TIMES_GRAMMAR_H
#define DL_TIMES_GRAMMAR_H

#include "times/calendar.h"
#include "times/pieces.h"

typedef enum dl_direction { DL_BEHIND = -1, DL_UNKNOWN = 0, DL_AHEAD = 1 } dl_direction; /* of the verb's tense */

typedef struct dl_scan {
  const dl_document *doc;
  const dl_piece *pieces;
  uint32_t count;
  bool dated;     /* the document has a date */
  int today;      /* that date as a day number */
  bool told;      /* a time has been told of */
  int told_day;   /* its first day */
  char told_unit; /* its grain: D W M Q Y */
  bool narrative; /* the text tells of times long before its date: dates without a year are near the time told of */
} dl_scan;

typedef struct dl_timex {
  uint32_t from, count; /* pieces */
  const char *type;
  char value[40];
  bool relative; /* counted from another time: may carry "nearly", "more than" */
} dl_timex;

typedef bool dl_time_rule(const dl_scan *scan, uint32_t at, dl_timex *out);

/* The longest expression that begins at piece `at`. */
dl_time_rule dl_match_time;

/* dates.c */
dl_time_rule dl_match_numeric, dl_match_calendar, dl_match_year, dl_match_quarter, dl_match_season, dl_match_century,
    dl_match_holiday;
/* spans.c */
dl_time_rule dl_match_relative, dl_match_span, dl_match_count, dl_match_set, dl_match_day, dl_match_reference,
    dl_match_weekend;

/* A class's value at a piece, NULL where the piece is beyond the end or none of that class. */
const char *dl_piece_is(const dl_scan *scan, uint32_t at, dl_word_class class);
bool dl_piece_text(const dl_scan *scan, uint32_t at, const char *text);

/* A number from `at` on ("24", "twenty-four", "two and a half", "several"): pieces taken, 0 if none. -1 in *value:
 * vague. */
uint32_t dl_read_count(const dl_scan *scan, uint32_t at, double *value);

/* A year of four digits, or of two after an apostrophe, at `at`; 0 if none. */
int dl_read_year(const dl_scan *scan, uint32_t at);

/* The tense that governs a piece. */
dl_direction dl_time_direction(const dl_scan *scan, uint32_t at);

/* Writes the value of the `unit` (D W M Q Y DE CE) that holds the day, shifted by `by` units. */
void dl_unit_value(char *value, size_t size, const char *unit, int day, int by);

/* "TEV" and the like for the part of day at `at` after a day, "" where there is none; *count: pieces. */
bool dl_read_clock(const dl_scan *scan, uint32_t at, char clock[16], uint32_t *count);

#endif
