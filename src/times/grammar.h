/* The grammar of time expressions over the pieces of one sentence: internal to src/times.
 *
 * A rule looks at the pieces from `at` on and fills *out with the pieces it takes, the TIMEX3 type and the value; it
 * returns false where it does not apply. reading.c reads single pieces (numbers, days, years, tense), dates.c has the
 * calendar (days, months, years, weekdays, seasons), feasts.c the feasts, periods.c quarters and halves, spans.c what
 * is counted or told relative to another time (last week, three days ago, every year), grammar.c chooses the longest
 * and puts modifiers, parts of the day and clock times around it.
 */
#ifndef DL_TIMES_GRAMMAR_H
#define DL_TIMES_GRAMMAR_H

#include "syntax/tree.h"
#include "times/calendar.h"
#include "times/pieces.h"

typedef enum dl_direction { DL_BEHIND = -1, DL_UNKNOWN = 0, DL_AHEAD = 1 } dl_direction; /* of the verb's tense */

/* A date that was told of: others count from it. */
typedef struct dl_time_told {
  bool known;
  int day;           /* its first day */
  dl_unit unit;      /* its grain: D W M Q Y */
  int32_t time;      /* index into doc->times */
  uint32_t sentence; /* index of its sentence */
} dl_time_told;

/* What a value was counted from. */
typedef enum dl_anchor { DL_ANCHOR_NONE, DL_ANCHOR_DATE, DL_ANCHOR_TOLD, DL_ANCHOR_DAY } dl_anchor;

typedef struct dl_time_model dl_time_model;       /* weigh.h */
typedef struct dl_time_question dl_time_question; /* weigh.h */

typedef struct dl_scan {
  const dl_document *doc;
  const dl_table *feasts;     /* times/feasts, or NULL */
  const dl_time_model *model; /* or NULL */
  dl_time_question *question; /* where the last question of dl_lies_ahead goes, or NULL */
  const dl_piece *pieces;
  uint32_t count;
  bool dated;                /* the document has a date */
  int today;                 /* that date as a day number */
  dl_time_told told;         /* the last date that was told of */
  dl_time_told told_on;      /* the last one that is a day */
  int quarter;               /* the last quarter told of, as year * 4 + 0..3; 0 where none was */
  uint32_t quarter_sentence; /* index of its sentence */
  bool compares;  /* it is told of at most two sentences before, and no longer time since: "a year earlier" is that
                     quarter's year */
  bool day_first; /* 9/11/2023 is in November */
  bool narrative; /* the text tells of times long before its date: dates without a year are near the time told of */
} dl_scan;

typedef struct dl_timex {
  uint32_t from, count; /* pieces */
  uint8_t type;         /* dl_timex_type */
  char value[40];
  uint32_t tail_from, tail_count; /* pieces of the day at which a range ends ("18" in "November 7-18"); count 0: none */
  char tail[12];                  /* its value */
  bool relative;                  /* counted from another time: may carry "nearly", "more than" */
  dl_anchor anchor;               /* the document's date, scan->told or scan->told_on */
  bool compared;                  /* what figures are compared with: nothing counts from it */
  uint8_t mod;                    /* dl_timex_mod */
  const char *rule;               /* which rule made it, for the evidence */
} dl_timex;

typedef bool dl_time_rule(const dl_scan *scan, uint32_t at, dl_timex *out);

/* grammar.c: the longest expression that begins at piece `at`. */
dl_time_rule dl_match_time;

/* dates.c */
dl_time_rule dl_match_numeric, dl_match_calendar, dl_match_year, dl_match_season, dl_match_century,
    dl_match_nth_weekday;
/* feasts.c */
dl_time_rule dl_match_holiday;
/* periods.c */
dl_time_rule dl_match_quarter, dl_match_half, dl_match_year_ago, dl_match_the_unit, dl_match_year_end;
/* spans.c */
dl_time_rule dl_match_relative, dl_match_span, dl_match_count, dl_match_set, dl_match_day, dl_match_reference,
    dl_match_weekend;

/* A class's value at a piece, NULL where the piece is beyond the end or none of that class. */
const char *dl_piece_is(const dl_scan *scan, uint32_t at, dl_word_class class);
/* Its number, 0 where the piece is none of that class. */
int dl_piece_number(const dl_scan *scan, uint32_t at, dl_word_class class);
/* The piece behind `at` where `at` is of that class, else `at`. */
uint32_t dl_behind(const dl_scan *scan, uint32_t at, dl_word_class class);
/* Is the piece that small word, or one of a set of them (DL_GLUES)? */
bool dl_is_glue(const dl_scan *scan, uint32_t at, dl_glue glue);
bool dl_is_glue_of(const dl_scan *scan, uint32_t at, uint64_t glues);

/* Pieces [from, end) are the expression. Always true. */
static inline bool dl_finish_time(dl_timex *out, uint32_t from, uint32_t end, dl_timex_type type) {
  out->from = from;
  out->count = end - from;
  out->type = (uint8_t)type;
  return true;
}

/* A number from `at` on ("24", "twenty-four", "two and a half", "several"): pieces taken, 0 if none. -1 in *value:
 * vague. */
uint32_t dl_read_count(const dl_scan *scan, uint32_t at, double *value);

/* A year of four digits, or of two after an apostrophe, at `at`; 0 if none. */
int dl_read_year(const dl_scan *scan, uint32_t at);

/* A day of the month at `at`: "9", "9th"; 0 if none. */
int dl_read_day(const dl_scan *scan, uint32_t at);

/* The pieces of the year at `at`, 0 if none; its number in *year. */
uint32_t dl_take_year(const dl_scan *scan, uint32_t at, int *year);

/* The tense that governs a piece. */
dl_direction dl_time_direction(const dl_scan *scan, uint32_t at);

/* "week"; "week", "weeks": the unit at `at`, DL_UNIT_NONE where there is none. */
dl_unit dl_one_unit(const dl_scan *scan, uint32_t at);
dl_unit dl_any_unit(const dl_scan *scan, uint32_t at);

/* "last", "this", "that same", with or without an article, and a unit at `at`: the piece behind, 0 where they are none
 * such; by how many units, or whether it is the one that was told of. */
uint32_t dl_pointed_unit(const dl_scan *scan, uint32_t at, dl_glue unit, int *by, bool *same);
/* The year of "last year", "that year", "the same year" from `at` on; pieces, 0 if none. */
uint32_t dl_named_year(const dl_scan *scan, uint32_t at, int *year);
/* "of 1990", "1990", "of last year": the year that a quarter or season belongs to (0 if none is said) in *year; pieces
 * that it takes. */
uint32_t dl_year_after(const dl_scan *scan, uint32_t at, int *year);

/* weigh.c: does what can lie `behind` days behind the document's date or `ahead` days ahead of it lie ahead? `rule` is
 * the answer of the rules; kind names what it is ("weekday"). */
bool dl_lies_ahead(const dl_scan *scan, uint32_t at, const char *kind, int behind, int ahead, bool rule);
/* The same of a day that is told without a year, and lies in one year before and in one ahead: which of both. */
int dl_year_by_tense(const dl_scan *scan, uint32_t at, const char *kind, dl_day before, dl_day after, bool rule);

#endif
