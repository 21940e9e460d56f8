#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "times/grammar.h"

static const uint64_t CALENDAR = DL_UNITS(W, M, Q, Y);

/* ---- quarters ---- */

/* The quarter that the text speaks of, as year * 4 + 0..3: the last one told of, else the last one that is over; 0
 * where none is known. */
static int spoken_quarter(const dl_scan *scan) {
  if (scan->quarter) return scan->quarter;
  if (!scan->dated) return 0;
  dl_day now = dl_day_of(scan->today);
  return now.year * 4 + (now.month - 1) / 3 - 1;
}

static bool is_quarter(const dl_scan *scan, uint32_t at) {
  return dl_is_glue(scan, at, DL_GLUE_QUARTER);
}

static bool is_period(const dl_scan *scan, uint32_t at) {
  return dl_is_glue_of(scan, at, DL_GLUES(QUARTER, PERIOD));
}

static bool finish(dl_timex *out, uint32_t from, uint32_t end, dl_anchor anchor) {
  out->anchor = anchor;
  return dl_finish_time(out, from, end, DL_TIMEX_DATE);
}

static bool finish_quarter(const dl_scan *scan, uint32_t from, uint32_t end, int quarter, dl_timex *out) {
  char part[] = "QX";
  if (quarter) part[1] = (char)('1' + quarter % 4);
  dl_part_value(out->value, sizeof out->value, quarter / 4, part);
  out->compared = true;
  return finish(out, from, end, scan->quarter && scan->told.unit == DL_UNIT_Q ? DL_ANCHOR_TOLD : DL_ANCHOR_DATE);
}

/* The year of part `part` (1 the first) of `parts` of it, which is told without one: one that has just ended is
 * reported on, also by those who expect to report it. */
static int part_year(const dl_scan *scan, uint32_t at, int part, int parts) {
  dl_day now = dl_day_of(scan->today);
  int here = (now.month - 1) / (12 / parts) + 1;
  int before = now.year - (part > here), after = now.year + (part < here);
  int months = 12 / parts, middle = (part - 1) * months + months / 2 + 1;
  bool rule = dl_time_direction(scan, at) == DL_AHEAD && part != here - 1;
  return dl_year_by_tense(scan, at, "part of year", (dl_day){before, middle, 1}, (dl_day){after, middle, 1}, rule);
}

/* "fiscal", "next year's", "1990's" before the name of a quarter; pieces. */
static uint32_t before_part(const dl_scan *scan, uint32_t at, int *year) {
  uint32_t pieces = dl_named_year(scan, at, year);
  if (!pieces && !dl_piece_is(scan, at, DL_W_NUMBER)) pieces = dl_take_year(scan, at, year);
  if (pieces) return pieces + dl_is_glue(scan, at + pieces, DL_GLUE_OWNS);
  *year = 0;
  return dl_piece_is(scan, at, DL_W_FISCAL) ? 1 + dl_is_glue(scan, at + 1, DL_GLUE_HYPHEN) : 0;
}

/* "q3", "h1": the number behind that letter, up to `parts`; 0: none. */
static int brief_part(const char *lower, char letter, int parts) {
  bool brief = lower[0] == letter && lower[1] >= '1' && lower[1] <= '0' + parts && !lower[2];
  return brief ? lower[1] - '0' : 0;
}

/* The number of the quarter or half named at `at`: "Q3", "third quarter", "second-half"; its pieces in *count. */
static int named_part(const dl_scan *scan, uint32_t at, dl_glue what, uint32_t *count) {
  if (at >= scan->count) return 0;
  int parts = what == DL_GLUE_QUARTER ? 4 : 2, brief = brief_part(scan->pieces[at].lower, *dl_glue_text(what), parts);
  *count = 1;
  if (brief) return brief;
  const char *ordinal = dl_piece_is(scan, at, DL_W_ORDINAL);
  if (!ordinal && !dl_is_glue(scan, at, DL_GLUE_LATTER)) return 0;
  uint32_t next = dl_behind(scan, at + 1, DL_W_FISCAL);
  next += dl_is_glue(scan, next, DL_GLUE_HYPHEN);
  if (!dl_is_glue(scan, next, what)) return 0;
  *count = next + 1 - at;
  int part = ordinal ? atoi(ordinal) : parts;
  if (part < 0) part = dl_is_glue(scan, at, DL_GLUE_FINAL) ? parts : 0;
  return part <= parts ? part : 0;
}

/* The third quarter, its first-half results, next year's first quarter, Q3 2023. */
static bool match_part(const dl_scan *scan, uint32_t at, dl_glue what, dl_timex *out) {
  uint32_t from = at, count = 0;
  int year = 0, after = 0, parts = what == DL_GLUE_QUARTER ? 4 : 2;
  at = dl_behind(scan, at, DL_W_THE);
  uint32_t start = at;
  at += before_part(scan, at, &year);
  int part = named_part(scan, at, what, &count);
  if (!part) return false;
  bool joined = count > 1 && dl_is_glue(scan, at + count - 2, DL_GLUE_HYPHEN);
  if (joined) from = start; /* "its third-quarter loss" */
  uint32_t end = at + count;
  if (!year) {
    end += dl_year_after(scan, end, &after);
    year = after;
  }
  if (parts == 2 && !year && !joined) return false; /* half of whatever: "the first half of the match" */
  bool guessed = !year && scan->dated;
  if (guessed) year = part_year(scan, at, part, parts);
  char name[] = {parts == 4 ? 'Q' : 'H', (char)('0' + part), '\0'};
  dl_part_value(out->value, sizeof out->value, year, name);
  return finish(out, from, end, guessed ? DL_ANCHOR_DATE : DL_ANCHOR_NONE);
}

bool dl_match_quarter(const dl_scan *scan, uint32_t at, dl_timex *out) {
  return match_part(scan, at, DL_GLUE_QUARTER, out);
}

bool dl_match_half(const dl_scan *scan, uint32_t at, dl_timex *out) {
  return match_part(scan, at, DL_GLUE_HALF, out);
}

/* "a year ago", "a year earlier" at `at`: pieces. */
static uint32_t a_year_ago(const dl_scan *scan, uint32_t at) {
  uint32_t next = at + dl_is_glue(scan, at, DL_GLUE_A);
  if (!dl_is_glue(scan, next, DL_GLUE_YEAR)) return 0;
  next += 1 + dl_is_glue(scan, next + 1, DL_GLUE_HYPHEN);
  bool back = dl_piece_is(scan, next, DL_W_AGO) || dl_is_glue(scan, next, DL_GLUE_EARLIER);
  return back ? next + 1 - at : 0;
}

/* "the 1988 quarter", "the 1988 period" from the year on, which is at `at`. */
static bool period_of_year(const dl_scan *scan, uint32_t from, uint32_t at, int quarter, dl_timex *out) {
  int year = 0;
  uint32_t end = at + dl_take_year(scan, at, &year);
  if (!year || !is_period(scan, end)) return false;
  if (scan->quarter || is_quarter(scan, end)) return finish_quarter(scan, from, end + 1, year * 4 + quarter % 4, out);
  snprintf(out->value, sizeof out->value, "%04d", year);
  return finish(out, from, end + 1, DL_ANCHOR_NONE);
}

/* What a report compares with: the year-ago quarter, the year-earlier period, the 1988 quarter, the latest period, the
 * quarter a year ago; a year earlier, where a quarter was just told of. */
bool dl_match_year_ago(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  int quarter = spoken_quarter(scan), before = quarter ? quarter - 4 : 0;
  at = dl_behind(scan, at, DL_W_THE);
  bool latest = dl_is_glue(scan, at, DL_GLUE_LATEST);
  at += dl_is_glue_of(scan, at, DL_GLUES(LATEST, COMPARABLE, CORRESPONDING));
  uint32_t ago = a_year_ago(scan, at);
  if (ago && from == at && !dl_is_glue(scan, at + 1, DL_GLUE_HYPHEN))
    return scan->quarter && scan->compares && finish_quarter(scan, from, at + ago, before, out);
  if (ago) return finish_quarter(scan, from, at + ago + is_period(scan, at + ago), before, out);
  if (!is_period(scan, at)) return period_of_year(scan, from, at, quarter, out);
  if (latest) return finish_quarter(scan, from, at + 1, quarter, out);
  ago = from < at ? a_year_ago(scan, at + 1) : 0;
  return ago && finish_quarter(scan, from, at + 1 + ago, before, out);
}

/* ---- the year, the month, the end of it ---- */

/* "ended Sept. 30" behind a quarter: the quarter of that day, 0 if none. */
static int quarter_of_end(const dl_scan *scan, uint32_t at) {
  dl_timex end = {0};
  if (!dl_is_glue_of(scan, at, DL_GLUES(ENDED, ENDING))) return 0;
  if (!dl_match_calendar(scan, at + 1, &end) || strspn(end.value, "0123456789") != 4) return 0;
  int month = atoi(end.value + 5);
  return month ? atoi(end.value) * 4 + (month - 1) / 3 : 0;
}

/* The unit at `at` that holds the day told of, in a text of times long gone, or the document's date. */
static bool this_unit(const dl_scan *scan, dl_unit unit, dl_timex *out) {
  bool from_told = scan->narrative && scan->told.known;
  if (from_told || scan->dated)
    dl_unit_value(out->value, sizeof out->value, unit, from_told ? scan->told.day : scan->today, 0);
  else
    dl_open_value(out->value, sizeof out->value, unit);
  out->anchor = from_told ? DL_ANCHOR_TOLD : DL_ANCHOR_DATE;
  return true;
}

/* "the week of March 6", "the weekend of Oct. 3" */
static bool unit_of_day(const dl_scan *scan, uint32_t at, dl_timex *out) {
  dl_unit unit = dl_one_unit(scan, at + 1);
  dl_timex day = {0};
  dl_day date;
  if (!dl_in(unit, DL_UNITS(W, WE)) || !dl_is_glue(scan, at + 2, DL_GLUE_OF)) return false;
  if (!dl_match_calendar(scan, at + 3, &day) || !dl_day_parse(day.value, &date)) return false;
  dl_unit_value(out->value, sizeof out->value, unit, dl_day_number(date.year, date.month, date.day), 0);
  return finish(out, at, day.from + day.count, day.anchor);
}

bool dl_match_the_unit(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at++;
  if (!dl_is_glue(scan, from, DL_GLUE_THE)) return false;
  if (unit_of_day(scan, from, out)) return true;
  if (dl_piece_is(scan, at, DL_W_FISCAL) || dl_is_glue(scan, at, DL_GLUE_FULL)) at++;
  dl_unit unit = dl_one_unit(scan, at);
  if (!dl_in(unit, CALENDAR | DL_UNITS(CE))) return false;
  if (dl_is_glue(scan, at + 1, DL_GLUE_HYPHEN) || dl_piece_is(scan, at + 1, DL_W_AGO)) return false;
  bool ended = dl_is_glue_of(scan, at + 1, DL_GLUES(ENDED, ENDING));
  if (unit == DL_UNIT_Q) {
    int quarter = quarter_of_end(scan, at + 1);
    finish_quarter(scan, from, at + 1, quarter ? quarter : spoken_quarter(scan), out);
    out->compared = !quarter;
    return true;
  }
  this_unit(scan, unit, out);
  finish(out, from, at + 1, out->anchor);
  if (!ended) return true;
  snprintf(out->value, sizeof out->value, "P1%s", dl_unit_text(unit)); /* "the year ended March 31" */
  out->type = DL_TIMEX_DURATION;
  out->anchor = DL_ANCHOR_NONE;
  return true;
}

/* year-end, the year's end, month end */
bool dl_match_year_end(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  at += dl_is_glue(scan, at, DL_GLUE_THE);
  dl_unit unit = dl_one_unit(scan, at);
  if (!dl_in(unit, CALENDAR)) return false;
  uint32_t next = at + 1 + dl_is_glue_of(scan, at + 1, DL_GLUES(HYPHEN, OWNS));
  if (!dl_is_glue(scan, next, DL_GLUE_END)) return false;
  out->mod = DL_TIMEX_END;
  this_unit(scan, unit, out);
  return finish(out, from, next + 1, out->anchor);
}
