#include "times/grammar.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A day of the month at `at`: "9", "9th"; 0 if none. */
static int read_day(const dl_scan *scan, uint32_t at) {
  if (at >= scan->count) return 0;
  const dl_piece *piece = &scan->pieces[at];
  int day = (int)piece->number;
  if (!piece->digits || piece->digits > 2 || day < 1 || day > 31) return 0;
  const char *suffix = piece->suffix;
  if (*suffix && strcmp(suffix, "st") && strcmp(suffix, "nd") && strcmp(suffix, "rd") && strcmp(suffix, "th")) return 0;
  if (dl_piece_is(scan, at + 1, DL_W_MERIDIEM)) return 0;
  return day;
}

int dl_read_year(const dl_scan *scan, uint32_t at) {
  if (at >= scan->count) return 0;
  const dl_piece *piece = &scan->pieces[at];
  if (piece->digits == 4 && !*piece->suffix && piece->number >= 1000 && piece->number <= 2199)
    return (int)piece->number;
  if (piece->digits == 2 && piece->lower[0] == '\'' && !*piece->suffix)
    return (int)piece->number + (piece->number < 40 ? 2000 : 1900);
  /* "nineteen ninety-six": two numbers in words */
  const char *century = dl_piece_is(scan, at, DL_W_NUMBER);
  if (century && (atoi(century) == 19 || atoi(century) == 18)) {
    const char *tens = dl_piece_is(scan, at + 1, DL_W_NUMBER);
    if (tens && atoi(tens) >= 10) return atoi(century) * 100 + atoi(tens);
  }
  return 0;
}

/* Pieces of the year at `at`, its number in *year. */
static uint32_t take_year(const dl_scan *scan, uint32_t at, int *year) {
  *year = dl_read_year(scan, at);
  if (!*year) return 0;
  if (scan->pieces[at].digits) return 1;
  if (*year % 100 >= 20 && *year % 10 == 0) { /* the units may follow: "ninety-six", "ninety six" */
    uint32_t next = at + 2 + dl_piece_text(scan, at + 2, "-");
    const char *units = dl_piece_is(scan, next, DL_W_NUMBER);
    if (units && atoi(units) < 10) {
      *year += atoi(units);
      return next - at + 1;
    }
  }
  return 2;
}

/* A month that is not a modal or a verb: proper noun, or a number beside it. */
static int read_month(const dl_scan *scan, uint32_t at) {
  const char *value = dl_piece_is(scan, at, DL_W_MONTH);
  if (!value) return 0;
  const dl_piece *piece = &scan->pieces[at];
  if (!isupper((unsigned char)scan->doc->text[piece->begin])) return 0;
  if (strchr(value, '?')) {
    const dl_token *token = &scan->doc->tokens[piece->token];
    bool beside = read_day(scan, at + 1) || dl_read_year(scan, at + 1) || (at > 0 && read_day(scan, at - 1));
    if (!beside && token->upos != DL_PROPN) return 0;
    if (!beside && token->rel == DL_REL_FLAT) return 0; /* a family name: Theresa May */
    if (!beside && at > 0 && token->rel != DL_REL_OBL && token->rel != DL_REL_NMOD &&
        !dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR) && !dl_piece_is(scan, at - 1, DL_W_LAST) &&
        !dl_piece_is(scan, at - 1, DL_W_MOD))
      return 0;
  }
  return atoi(value);
}

/* The year of a month (and day, 0 if none) that is told without one. */
static int guess_year(const dl_scan *scan, uint32_t at, int month, int day) {
  if (scan->narrative && scan->told) return dl_day_of(scan->told_day).year;
  if (!scan->dated) return 0;
  dl_day now = dl_day_of(scan->today);
  int there = month * 32 + day, here = now.month * 32 + (day ? now.day : 0);
  dl_direction direction = dl_time_direction(scan, at);
  if (direction == DL_BEHIND) return there <= here ? now.year : now.year - 1;
  if (direction == DL_AHEAD) return there >= here ? now.year : now.year + 1;
  int apart = month - now.month; /* the nearest, a little rather behind */
  return apart > 6 ? now.year - 1 : apart < -6 ? now.year + 1 : now.year;
}

static bool finish_date(const dl_scan *scan, uint32_t at, uint32_t month_at, int year, int month, int day,
                        uint32_t count, dl_timex *out) {
  if (day > 31 || month > 12 || month < 1) return false;
  if (!year) year = guess_year(scan, month_at, month, day);
  if (year && day > dl_month_days(year, month)) return false;
  char head[8];
  if (year)
    snprintf(head, sizeof head, "%04d", year % 10000);
  else
    snprintf(head, sizeof head, "XXXX");
  if (day)
    snprintf(out->value, sizeof out->value, "%s-%02d-%02d", head, month, day);
  else
    snprintf(out->value, sizeof out->value, "%s-%02d", head, month);
  out->from = at;
  out->count = count;
  out->type = "DATE";
  return true;
}

/* 2023-11-09, 11/09/2023, 9/11/23 as day first where the first cannot be a month. */
bool dl_match_numeric(const dl_scan *scan, uint32_t at, dl_timex *out) {
  if (at + 4 >= scan->count) return false;
  const dl_piece *p = scan->pieces + at;
  bool dash = !strcmp(p[1].lower, "-") && !strcmp(p[3].lower, "-");
  bool slash = !strcmp(p[1].lower, "/") && !strcmp(p[3].lower, "/");
  if ((!dash && !slash) || !p[0].digits || !p[2].digits || !p[4].digits) return false;
  int a = (int)p[0].number, b = (int)p[2].number, c = (int)p[4].number;
  if (p[0].digits == 4 && p[2].digits <= 2 && p[4].digits <= 2) return finish_date(scan, at, at, a, b, c, 5, out);
  if (p[0].digits > 2 || p[2].digits > 2 || (p[4].digits != 4 && p[4].digits != 2) || (dash && p[4].digits == 2))
    return false;
  if (p[4].digits == 2) c += c < 40 ? 2000 : 1900;
  return a > 12 ? finish_date(scan, at, at, c, b, a, 5, out) : finish_date(scan, at, at, c, a, b, 5, out);
}

/* month [day] [,] [year] and day [of] month [year], at `at`. */
static bool match_month(const dl_scan *scan, uint32_t at, dl_timex *out) {
  int month = read_month(scan, at), day = 0, year = 0;
  uint32_t next = at + 1;
  if (month) {
    if (dl_piece_text(scan, next, "the") && read_day(scan, next + 1)) next++;
    day = read_day(scan, next);
    if (day) next++;
    uint32_t year_at = next + (dl_piece_text(scan, next, ",") || (!day && dl_piece_text(scan, next, "of")));
    uint32_t pieces = take_year(scan, year_at, &year);
    if (!pieces) year = 0;
    if (!pieces && day && dl_piece_text(scan, next, "of") && (pieces = take_year(scan, next + 1, &year)))
      next += 1 + pieces;
    else if (pieces)
      next = year_at + pieces;
    return finish_date(scan, at, at, year, month, day, next - at, out);
  }
  uint32_t from = at;
  if (dl_piece_text(scan, at, "the")) at++;
  day = read_day(scan, at);
  if (!day) {
    const char *ordinal = dl_piece_is(scan, at, DL_W_ORDINAL);
    if (ordinal && atoi(ordinal) > 0 && dl_piece_text(scan, at + 1, "of")) day = atoi(ordinal);
  }
  if (!day) return false;
  next = at + 1;
  if (dl_piece_text(scan, next, "of") || dl_piece_text(scan, next, "-")) next++;
  month = read_month(scan, next);
  if (!month) return false;
  uint32_t month_at = next++;
  uint32_t year_at = next + (dl_piece_text(scan, next, ",") || dl_piece_text(scan, next, "of"));
  uint32_t pieces = take_year(scan, year_at, &year);
  if (pieces)
    next = year_at + pieces;
  else
    year = 0;
  return finish_date(scan, from, month_at, year, month, day, next - from, out);
}

static bool weekday_value(const dl_scan *scan, uint32_t at, int weekday, dl_timex *out) {
  out->type = "DATE";
  if (!scan->dated) {
    snprintf(out->value, sizeof out->value, "XXXX-WXX-%d", weekday);
    return true;
  }
  int back = (dl_day_weekday(scan->today) - weekday + 7) % 7; /* days since the last such day, 0 today */
  bool ahead = dl_time_direction(scan, at) == DL_AHEAD;
  dl_unit_value(out->value, sizeof out->value, "D", scan->today, ahead ? (7 - back) % 7 : -back);
  return true;
}

bool dl_match_calendar(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *weekday = dl_piece_is(scan, at, DL_W_WEEKDAY);
  if (!weekday) return match_month(scan, at, out);
  const dl_piece *piece = &scan->pieces[at];
  if (!isupper((unsigned char)scan->doc->text[piece->begin])) return false;
  uint32_t next = at + 1 + dl_piece_text(scan, at + 1, ",");
  if (match_month(scan, next, out) && strlen(out->value) == 10) {
    out->count += next - at;
    out->from = at;
    return true;
  }
  if (strchr(weekday, '?')) return false;
  out->from = at;
  out->count = 1;
  return weekday_value(scan, at, atoi(weekday), out);
}

static bool decade(const dl_scan *scan, uint32_t at, uint32_t from, dl_timex *out) {
  if (at >= scan->count) return false;
  const dl_piece *piece = &scan->pieces[at];
  int year = (int)piece->number;
  uint32_t count = 1;
  bool plural = piece->digits && (!strcmp(piece->suffix, "s") || !strcmp(piece->suffix, "'s"));
  if (piece->digits && !*piece->suffix && at + 1 < scan->count && scan->pieces[at + 1].begin == piece->end &&
      (dl_piece_text(scan, at + 1, "s") || dl_piece_text(scan, at + 1, "'s"))) {
    plural = piece->digits == 4 ? year % 10 == 0 && dl_piece_text(scan, at + 1, "s") : true;
    count = 2;
  }
  if (!plural || year % 10) return false;
  if (piece->digits == 2)
    year += year < 30 ? 2000 : 1900;
  else if (piece->digits != 4)
    return false;
  snprintf(out->value, sizeof out->value, "%03dX", year / 10 % 1000);
  out->from = from;
  out->count = at + count - from;
  out->type = "DATE";
  return true;
}

/* Is the number at `at` more likely a year than a count? */
static bool stands_as_year(const dl_scan *scan, uint32_t at) {
  const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
  if (at > 0) {
    const dl_piece *before = &scan->pieces[at - 1];
    if (strchr("$#", before->lower[0]) || !strcmp(before->lower, "\xe2\x82\xac") || !strcmp(before->lower, "\xc2\xa3"))
      return false;
    if (before->end == scan->pieces[at].begin && !strcmp(before->lower, ".")) return false;
  }
  if (at + 1 < scan->count && dl_piece_text(scan, at + 1, "%")) return false;
  if (token->rel == DL_REL_NUMMOD && token->head > (int32_t)scan->pieces[at].token &&
      !strcmp(scan->doc->tokens[token->head].xpos, "NNS") && scan->pieces[at].number < 1900)
    return false;
  if (at > 0 && dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR)) {
    const dl_token *next = at + 1 < scan->count ? &scan->doc->tokens[scan->pieces[at + 1].token] : NULL;
    return !(next && !strcmp(next->xpos, "NNS") && token->rel == DL_REL_NUMMOD);
  }
  if (token->rel == DL_REL_NUMMOD && token->head > (int32_t)scan->pieces[at].token &&
      !strcmp(scan->doc->tokens[token->head].xpos, "NNS"))
    return false;
  return scan->pieces[at].number >= 1900 && scan->pieces[at].number <= 2050;
}

bool dl_match_year(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  bool named = false;
  if (dl_piece_text(scan, at, "the")) {
    if (decade(scan, at + 1, from, out)) return true;
    if (!dl_piece_text(scan, at + 1, "year")) return false;
    at++;
  }
  if (dl_piece_is(scan, at, DL_W_FISCAL)) {
    at++;
    named = true;
  }
  if (dl_piece_text(scan, at, "year") && (dl_read_year(scan, at + 1))) {
    at++;
    named = true;
  }
  if (decade(scan, at, from, out)) return true;
  int year = 0;
  uint32_t pieces = take_year(scan, at, &year);
  if (!pieces || (!named && scan->pieces[at].digits && !stands_as_year(scan, at))) return false;
  if (scan->pieces[at].digits == 2 && !named && !(at > 0 && dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR))) return false;
  snprintf(out->value, sizeof out->value, "%04d", year % 10000);
  out->from = from;
  out->count = at + pieces - from;
  out->type = "DATE";
  return true;
}

/* "of 1990", "1990", "of last year": the year that a quarter or season belongs to, 0 if none is said. */
static uint32_t year_after(const dl_scan *scan, uint32_t at, int *year) {
  uint32_t next = at + (dl_piece_text(scan, at, "of") || dl_piece_text(scan, at, "in") || dl_piece_text(scan, at, ","));
  if (dl_piece_is(scan, next, DL_W_FISCAL)) next++;
  uint32_t pieces = take_year(scan, next, year);
  if (pieces && !(scan->pieces[next].digits == 2)) return next + pieces - at;
  const char *last = dl_piece_is(scan, next, DL_W_LAST);
  if (next > at && last && dl_piece_text(scan, next + 1, "year") && scan->dated) {
    *year = dl_day_of(scan->today).year + atoi(last);
    return next + 2 - at;
  }
  *year = 0;
  return 0;
}

bool dl_match_quarter(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  if (dl_piece_is(scan, at, DL_W_THE)) at++;
  int quarter = 0;
  uint32_t next = at;
  if (at >= scan->count) return false;
  const char *lower = scan->pieces[at].lower;
  const char *ordinal = dl_piece_is(scan, at, DL_W_ORDINAL);
  if (lower[0] == 'q' && lower[1] >= '1' && lower[1] <= '4' && !lower[2]) {
    quarter = lower[1] - '0';
    next = at + 1;
  } else if (ordinal) {
    next = at + 1;
    if (dl_piece_is(scan, next, DL_W_FISCAL)) next++;
    if (dl_piece_text(scan, next, "-")) next++;
    if (!dl_piece_text(scan, next, "quarter")) return false;
    next++;
    quarter = atoi(ordinal) > 0 ? atoi(ordinal) : !strcmp(lower, "final") ? 4 : 0;
  }
  if (quarter < 1 || quarter > 4) return false;
  int year = 0;
  next += year_after(scan, next, &year);
  if (!year && scan->dated) {
    dl_day now = dl_day_of(scan->today);
    int here = (now.month + 2) / 3;
    bool ahead = dl_time_direction(scan, at) == DL_AHEAD;
    year = ahead ? now.year + (quarter < here) : now.year - (quarter > here);
  }
  if (year)
    snprintf(out->value, sizeof out->value, "%04d-Q%d", year % 10000, quarter);
  else
    snprintf(out->value, sizeof out->value, "XXXX-Q%d", quarter);
  out->from = from;
  out->count = next - from;
  out->type = "DATE";
  return true;
}

bool dl_match_season(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  bool the = dl_piece_is(scan, at, DL_W_THE) != NULL;
  if (the) at++;
  const char *season = dl_piece_is(scan, at, DL_W_SEASON);
  if (!season) return false;
  int year = 0;
  uint32_t more = year_after(scan, at + 1, &year);
  const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
  if (!year && (!the || token->upos == DL_VERB || (token->rel != DL_REL_OBL && token->rel != DL_REL_NMOD)))
    return false;
  if (!year && scan->dated) {
    dl_day now = dl_day_of(scan->today);
    int month = !strcmp(season, "SP") ? 3 : !strcmp(season, "SU") ? 6 : !strcmp(season, "FA") ? 9 : 12;
    year =
        dl_time_direction(scan, at) == DL_AHEAD ? now.year + (month + 2 < now.month) : now.year - (month > now.month);
    if (scan->narrative && scan->told) year = dl_day_of(scan->told_day).year;
  }
  if (year)
    snprintf(out->value, sizeof out->value, "%04d-%s", year % 10000, season);
  else
    snprintf(out->value, sizeof out->value, "XXXX-%s", season);
  out->from = from;
  out->count = at + 1 + more - from;
  out->type = "DATE";
  return true;
}

bool dl_match_century(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  if (dl_piece_is(scan, at, DL_W_THE)) at++;
  if (at >= scan->count) return false;
  const dl_piece *piece = &scan->pieces[at];
  const char *ordinal = dl_piece_is(scan, at, DL_W_ORDINAL);
  int number = ordinal ? atoi(ordinal) : piece->digits && piece->digits <= 2 && *piece->suffix ? (int)piece->number : 0;
  uint32_t next = at + 1 + dl_piece_text(scan, at + 1, "-");
  if (number < 1 || number > 30) return false;
  if (!dl_piece_text(scan, next, "century") && !dl_piece_text(scan, next, "centuries")) return false;
  snprintf(out->value, sizeof out->value, "%02d", (number - 1) % 100);
  out->from = from;
  out->count = next + 1 - from;
  out->type = "DATE";
  return true;
}

/* "12-25", "easter-2", "11-4-4" (the fourth Thursday of November), "05-L-1" (the last Monday of May) in a year. */
static int holiday_day(const char *rule, int year) {
  if (!strncmp(rule, "easter", 6)) return dl_easter(year) + atoi(rule + 6);
  int month = atoi(rule), first = dl_day_number(year, month, 1);
  const char *second = rule + 3, *third = strchr(second, '-');
  if (!third) return first + atoi(second) - 1;
  int weekday = atoi(third + 1);
  int day = first + (weekday - dl_day_weekday(first) + 7) % 7;
  if (*second != 'L') return day + (atoi(second) - 1) * 7;
  int last = first + dl_month_days(year, month) - 1;
  return last - (dl_day_weekday(last) - weekday + 7) % 7;
}

bool dl_match_holiday(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *rule = dl_piece_is(scan, at, DL_W_HOLIDAY);
  if (!rule || !isupper((unsigned char)scan->doc->text[scan->pieces[at].begin])) return false;
  uint32_t next = at + scan->pieces[at].length[DL_W_HOLIDAY];
  int year = 0;
  uint32_t pieces = year_after(scan, next, &year);
  if (!year && scan->dated) {
    year = dl_day_of(scan->today).year;
    int apart = holiday_day(rule, year) - scan->today;
    dl_direction direction = dl_time_direction(scan, at);
    if (direction == DL_BEHIND && apart > 0)
      year--;
    else if (direction == DL_AHEAD && apart < 0)
      year++;
    else if (direction == DL_UNKNOWN)
      year += apart > 183 ? -1 : apart < -183 ? 1 : 0;
  }
  if (year)
    dl_unit_value(out->value, sizeof out->value, "D", holiday_day(rule, year), 0);
  else if (isdigit((unsigned char)rule[0]) && !strchr(rule + 3, '-'))
    snprintf(out->value, sizeof out->value, "XXXX-%.5s", rule);
  else
    snprintf(out->value, sizeof out->value, "XXXX-XX-XX");
  out->from = at;
  out->count = next + pieces - at;
  out->type = "DATE";
  return true;
}
