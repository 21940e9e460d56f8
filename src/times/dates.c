#include "base/chars.h"
#include "times/grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Has the word at `at` an article of its own: "the March of the Mothers"? */
static bool has_article(const dl_scan *scan, uint32_t at) {
  for (uint32_t i = 0; i < at; i++) {
    const dl_token *token = &scan->doc->tokens[scan->pieces[i].token];
    if (token->rel == DL_REL_DET && token->head == (int32_t)scan->pieces[at].token &&
        !dl_piece_is(scan, i, DL_W_LAST) && !dl_piece_is(scan, i, DL_W_THAT))
      return true;
  }
  return false;
}

/* Is "May" or "March" a month, and no modal, verb or name, by its tags and what stands beside it? */
static bool stands_as_month(const dl_scan *scan, uint32_t at) {
  const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
  if (dl_in(token->ner, DL_SET(DL_NER_B_PER) | DL_SET(DL_NER_I_PER))) return false;
  if (dl_read_day(scan, at + 1) || dl_read_year(scan, at + 1) || (at > 0 && dl_read_day(scan, at - 1))) return true;
  if (token->upos != DL_PROPN || token->rel == DL_REL_FLAT) return false; /* a family name: Theresa May */
  if (has_article(scan, at)) return false;
  if (at == 0 || dl_in(token->rel, DL_RELS(OBL, NMOD))) return true;
  return dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR) || dl_piece_is(scan, at - 1, DL_W_LAST) ||
         dl_piece_is(scan, at - 1, DL_W_MOD);
}

/* The month at `at`, 0: none. */
static int read_month(const dl_scan *scan, uint32_t at) {
  const char *value = dl_piece_is(scan, at, DL_W_MONTH);
  if (!value || !dl_is_upper(scan->doc->text[scan->pieces[at].begin])) return 0;
  return strchr(value, '?') && !stands_as_month(scan, at) ? 0 : atoi(value);
}

/* The year of a month (and day, 0 if none) that is told without one. */
static int guess_year(const dl_scan *scan, uint32_t at, int month, int day) {
  if (scan->narrative && scan->told.known) { /* the nearest to what was told of */
    dl_day told = dl_day_of(scan->told.day);
    int apart = scan->told.unit == DL_UNIT_Y ? 0 : month - told.month;
    return told.year + (apart > 6 ? -1 : apart < -6 ? 1 : 0);
  }
  if (!scan->dated) return 0;
  dl_day now = dl_day_of(scan->today);
  int there = month * 32 + day, here = now.month * 32 + (day ? now.day : 0);
  int before = there <= here ? now.year : now.year - 1, after = there >= here ? now.year : now.year + 1;
  if (before == after) return before;
  int middle = day ? day : 15;
  if (day > dl_month_days(before, month)) return after; /* Feb 29 */
  int behind = scan->today - dl_day_number(before, month, middle),
      ahead = dl_day_number(after, month, middle) - scan->today;
  int apart = month - now.month; /* by the rules the nearest where no tense tells, a little rather behind */
  dl_direction direction = dl_time_direction(scan, at);
  bool rule = direction == DL_UNKNOWN ? (apart >= 0 ? apart <= 6 : apart < -6) : direction == DL_AHEAD;
  return dl_lies_ahead(scan, at, day ? "day" : "month", behind, ahead, rule) ? after : before;
}

static bool finish_date(const dl_scan *scan, uint32_t at, uint32_t month_at, int year, int month, int day,
                        uint32_t count, dl_timex *out) {
  if (day > 31 || month > 12 || month < 1) return false;
  if (!year) {
    year = guess_year(scan, month_at, month, day);
    if (year) out->anchor = scan->narrative && scan->told.known ? DL_ANCHOR_TOLD : DL_ANCHOR_DATE;
  }
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
  out->type = DL_TIMEX_DATE;
  return true;
}

/* Three numbers with the same mark between them: their first piece; NULL. `mark` says which. */
static const dl_piece *parted_by(const dl_scan *scan, uint32_t at, dl_glue mark) {
  const dl_piece *p = scan->pieces + at;
  bool parted = at + 4 < scan->count && p[1].glue == mark && p[3].glue == mark;
  return parted && p[0].digits && p[2].digits && p[4].digits ? p : NULL;
}

/* 2023-11-09, 11/09/2023, 9.11.2023; the day stands first where dots part it, the month cannot be one, or the paper's
 * country has it so. */
bool dl_match_numeric(const dl_scan *scan, uint32_t at, dl_timex *out) {
  int day, month, year, used = 0;
  const char *lower = scan->pieces[at].lower;
  if (scan->pieces[at].number < 0) return false;
  if (sscanf(lower, "%2d.%2d.%4d%n", &day, &month, &year, &used) == 3 && !lower[used] && strlen(lower) >= 8)
    return year >= 1000 && day >= 1 && finish_date(scan, at, at, year, month, day, 1, out);
  const dl_piece *dashed = parted_by(scan, at, DL_GLUE_HYPHEN);
  const dl_piece *p = dashed ? dashed : parted_by(scan, at, DL_GLUE_SLASH);
  if (!p || p[2].digits > 2) return false;
  int a = (int)p[0].number, b = (int)p[2].number, c = (int)p[4].number;
  if (p[0].digits == 4 && p[4].digits <= 2) return finish_date(scan, at, at, a, b, c, 5, out);
  bool brief = p[4].digits == 2;
  if (p[0].digits > 2 || (brief ? dashed != NULL : p[4].digits != 4)) return false;
  if (brief) c += c < 40 ? 2000 : 1900;
  bool day_first = a > 12 || (scan->day_first && b <= 12);
  return day_first ? finish_date(scan, at, at, c, b, a, 5, out) : finish_date(scan, at, at, c, a, b, 5, out);
}

/* The year behind a month or day at `at`, with or without a comma, "of" or "in": "1990", "last year"; pieces. */
static uint32_t year_behind(const dl_scan *scan, uint32_t at, int *year) {
  bool comma = dl_is_glue(scan, at, DL_GLUE_COMMA), of = dl_is_glue(scan, at, DL_GLUE_OF);
  uint32_t pieces = dl_take_year(scan, at + (comma || of), year);
  if (pieces) return pieces + (comma || of);
  pieces = dl_year_after(scan, at, year);
  bool named = pieces && dl_is_glue(scan, at + pieces - 1, DL_GLUE_YEAR); /* not "March in 1990" */
  if (!named) *year = 0;
  return named ? pieces : 0;
}

/* "the 28th of that month", "the 3rd of this month" */
static bool match_day_of_month(const dl_scan *scan, uint32_t from, int day, uint32_t at, dl_timex *out) {
  at += dl_is_glue(scan, at, DL_GLUE_THE);
  const char *last = dl_piece_is(scan, at, DL_W_LAST);
  bool same = dl_piece_is(scan, at, DL_W_THAT) != NULL;
  if (same && dl_piece_is(scan, at + 1, DL_W_THAT)) at++;
  if ((!last && !same) || !dl_is_glue(scan, at + 1, DL_GLUE_MONTH)) return false;
  if (same ? !scan->told.known : !scan->dated) return false;
  char month[40];
  dl_unit_value(month, sizeof month, DL_UNIT_M, same ? scan->told.day : scan->today, same ? 0 : atoi(last));
  out->anchor = same ? DL_ANCHOR_TOLD : DL_ANCHOR_DATE;
  return finish_date(scan, from, at, atoi(month), atoi(month + 5), day, at + 2 - from, out);
}

/* "-18", "and 16", "to 9" behind the day before `at`: the second day, 0 if none; *day_at is its piece. */
static int range_day(const dl_scan *scan, uint32_t at, int first, uint32_t *day_at) {
  bool dash = dl_is_glue(scan, at, DL_GLUE_HYPHEN) || dl_is_glue(scan, at, DL_GLUE_DASH);
  if (!dash && !dl_is_glue(scan, at, DL_GLUE_AND) && !dl_is_glue(scan, at, DL_GLUE_TO) &&
      !dl_is_glue(scan, at, DL_GLUE_THROUGH))
    return 0;
  int day = dl_read_day(scan, at + 1);
  if (day <= first) return 0;
  bool counts = at + 2 < scan->count && scan->doc->tokens[scan->pieces[at + 2].token].upos == DL_NOUN &&
                !dl_piece_is(scan, at + 2, DL_W_MONTH); /* "on May 3 and 4 soldiers died" */
  *day_at = at + 1;
  return !dash && counts ? 0 : day;
}

static bool finish_range(dl_timex *out, int last, uint32_t from, uint32_t end) {
  if (strlen(out->value) != 10) return true;
  if (*out->value != 'X' && last > dl_month_days(atoi(out->value), atoi(out->value + 5))) return true;
  out->tail_from = from;
  out->tail_count = end - from;
  snprintf(out->tail, sizeof out->tail, "%.8s%02d", out->value, last);
  return true;
}

/* month [day] [,] [year] and day [of] month [year], at `at`. */
static bool match_month(const dl_scan *scan, uint32_t at, dl_timex *out) {
  int month = read_month(scan, at), day = 0, year = 0;
  uint32_t next = at + 1, from = at;
  if (month) {
    if (dl_is_glue(scan, next, DL_GLUE_THE) && dl_read_day(scan, next + 1)) next++;
    day = dl_read_day(scan, next);
    if (day) next++;
    uint32_t last_at = 0;
    int last = day ? range_day(scan, next, day, &last_at) : 0;
    if (last) {
      uint32_t end = last_at + 1 + year_behind(scan, last_at + 1, &year);
      return finish_date(scan, at, at, year, month, day, next - at, out) && finish_range(out, last, last_at, end);
    }
    next += year_behind(scan, next, &year);
    return finish_date(scan, at, at, year, month, day, next - at, out);
  }
  if (dl_is_glue(scan, at, DL_GLUE_THE)) at++;
  day = dl_read_day(scan, at);
  const char *ordinal = day ? NULL : dl_piece_is(scan, at, DL_W_ORDINAL);
  if (ordinal && atoi(ordinal) > 0 && dl_is_glue(scan, at + 1, DL_GLUE_OF)) day = atoi(ordinal);
  if (!day) return false;
  next = at + 1;
  uint32_t last_at = 0;
  int last = range_day(scan, next, day, &last_at);
  if (last && read_month(scan, last_at + 1)) { /* "7-18 November 2022" */
    uint32_t end = last_at + 2 + year_behind(scan, last_at + 2, &year);
    return finish_date(scan, from, last_at + 1, year, read_month(scan, last_at + 1), day, next - from, out) &&
           finish_range(out, last, last_at, end);
  }
  if (dl_is_glue(scan, next, DL_GLUE_OF) && from < at && match_day_of_month(scan, from, day, next + 1, out))
    return true;
  if (dl_is_glue(scan, next, DL_GLUE_OF) || dl_is_glue(scan, next, DL_GLUE_HYPHEN)) next++;
  month = read_month(scan, next);
  if (!month) return false;
  uint32_t month_at = next++;
  next += year_behind(scan, next, &year);
  return finish_date(scan, from, month_at, year, month, day, next - from, out);
}

/* "the second Tuesday in September [1990]", "the last Monday of May" */
bool dl_match_nth_weekday(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  if (dl_is_glue(scan, at, DL_GLUE_THE)) at++;
  const char *ordinal = dl_piece_is(scan, at, DL_W_ORDINAL), *weekday = dl_piece_is(scan, at + 1, DL_W_WEEKDAY);
  if (!ordinal || !weekday || !(dl_is_glue(scan, at + 2, DL_GLUE_IN) || dl_is_glue(scan, at + 2, DL_GLUE_OF)))
    return false;
  dl_timex month = {0};
  if (!match_month(scan, at + 3, &month) || strlen(month.value) != 7 || *month.value == 'X') return false;
  int nth = atoi(ordinal), year = atoi(month.value), number = atoi(month.value + 5);
  int first = dl_day_number(year, number, 1), last = first + dl_month_days(year, number) - 1;
  int day = first + (atoi(weekday) - dl_day_weekday(first) + 7) % 7 + (nth - 1) * 7;
  if (nth < 0) day = last - (dl_day_weekday(last) - atoi(weekday) + 7) % 7;
  if (nth > 5 || day > last) return false;
  out->anchor = month.anchor;
  dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, day, 0);
  out->from = from;
  out->count = at + 3 + month.count - from;
  out->type = DL_TIMEX_DATE;
  return true;
}

static bool weekday_value(const dl_scan *scan, uint32_t at, int weekday, dl_timex *out) {
  out->type = DL_TIMEX_DATE;
  if (!scan->dated) {
    snprintf(out->value, sizeof out->value, "XXXX-WXX-%d", weekday);
    return true;
  }
  out->anchor = DL_ANCHOR_DATE;
  int back = (dl_day_weekday(scan->today) - weekday + 7) % 7; /* days since the last such day, 0 today */
  bool ahead = back > 0 && dl_lies_ahead(scan, at, "weekday", back, 7 - back, dl_time_direction(scan, at) == DL_AHEAD);
  dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, scan->today, ahead ? 7 - back : -back);
  return true;
}

/* A year that was guessed is the one in which the day is that weekday: "Saturday, April 25". */
static void fit_weekday(dl_timex *out, int weekday) {
  static const int apart[] = {0, 1, -1};
  int year = atoi(out->value), month = atoi(out->value + 5), day = atoi(out->value + 8);
  for (int i = 0; i < 3; i++) {
    int number = dl_day_number(year + apart[i], month, day);
    if (day > dl_month_days(year + apart[i], month) || dl_day_weekday(number) != weekday) continue;
    dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, number, 0);
    return;
  }
}

bool dl_match_calendar(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *weekday = dl_piece_is(scan, at, DL_W_WEEKDAY);
  if (!weekday) return match_month(scan, at, out);
  const dl_piece *piece = &scan->pieces[at];
  if (!dl_is_upper(scan->doc->text[piece->begin])) return false;
  uint32_t next = at + 1 + dl_is_glue(scan, at + 1, DL_GLUE_COMMA);
  if (match_month(scan, next, out) && strlen(out->value) == 10) {
    if (out->anchor == DL_ANCHOR_DATE) fit_weekday(out, atoi(weekday));
    out->count += next - at;
    out->from = at;
    return true;
  }
  if (strchr(weekday, '?')) return false;
  out->from = at;
  out->count = 1;
  const char *last = dl_piece_is(scan, at + 1, DL_W_LAST);
  if (last && dl_is_glue(scan, at + 2, DL_GLUE_WEEK) && scan->dated) { /* "Wednesday last week" */
    int monday = scan->today - dl_day_weekday(scan->today) + 1 + 7 * atoi(last);
    dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, monday + atoi(weekday) - 1, 0);
    out->count = 3;
    out->type = DL_TIMEX_DATE;
    out->anchor = DL_ANCHOR_DATE;
    return true;
  }
  return weekday_value(scan, at, atoi(weekday), out);
}

static bool decade(const dl_scan *scan, uint32_t at, uint32_t from, dl_timex *out) {
  if (at >= scan->count) return false;
  if (at > 0 && scan->doc->tokens[scan->pieces[at - 1].token].upos == DL_PRON) return false; /* "in his 30s" */
  const dl_piece *piece = &scan->pieces[at];
  const char *word = dl_piece_is(scan, at, DL_W_DECADE); /* "the nineties" */
  int year = word ? atoi(word) : (int)piece->number;
  uint32_t count = 1;
  bool plural = piece->digits && (!strcmp(piece->suffix, "s") || !strcmp(piece->suffix, "'s"));
  if (piece->digits && !*piece->suffix && at + 1 < scan->count && scan->pieces[at + 1].begin == piece->end &&
      (dl_is_glue(scan, at + 1, DL_GLUE_S) || dl_is_glue(scan, at + 1, DL_GLUE_OWNS))) {
    plural = piece->digits == 4 ? year % 10 == 0 && dl_is_glue(scan, at + 1, DL_GLUE_S) : true;
    count = 2;
  }
  if ((!plural && !word) || year % 10) return false;
  if (piece->digits == 2 || word)
    year += year < 30 ? 2000 : 1900;
  else if (piece->digits != 4)
    return false;
  snprintf(out->value, sizeof out->value, "%03dX", year / 10 % 1000);
  out->from = from;
  out->count = at + count - from;
  out->type = DL_TIMEX_DATE;
  return true;
}

/* Is the number an amount, or a part of one: "$1990", "#7", "3.1990", "1990 percent"? */
static bool is_amount(const dl_scan *scan, uint32_t at) {
  if (dl_is_glue(scan, at + 1, DL_GLUE_PERCENT)) return true;
  if (at == 0) return false;
  const dl_piece *before = &scan->pieces[at - 1];
  if (strchr("$#", before->lower[0]) || dl_in(before->glue, DL_SET(DL_GLUE_EURO) | DL_SET(DL_GLUE_POUND))) return true;
  return before->glue == DL_GLUE_STOP && before->end == scan->pieces[at].begin;
}

/* Is the number at `at` more likely a year than a count? */
static bool stands_as_year(const dl_scan *scan, uint32_t at) {
  const dl_token *tokens = scan->doc->tokens, *token = &tokens[scan->pieces[at].token];
  double number = scan->pieces[at].number;
  bool modifies = token->rel == DL_REL_NUMMOD;
  bool counts = modifies && token->head > (int32_t)scan->pieces[at].token && tokens[token->head].xpos == DL_TAG_NNS;
  if (is_amount(scan, at) || (counts && number < 1900)) return false;
  if (at > 0 && dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR)) {
    const dl_token *next = at + 1 < scan->count ? &tokens[scan->pieces[at + 1].token] : NULL;
    return !(next && next->xpos == DL_TAG_NNS && modifies);
  }
  return !counts && number >= 1900 && number <= 2050;
}

bool dl_match_year(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  bool named = false;
  if (dl_is_glue(scan, at, DL_GLUE_THE)) {
    if (decade(scan, at + 1, from, out)) return true;
    if (!dl_is_glue(scan, at + 1, DL_GLUE_YEAR)) return false;
    at++;
  }
  if (dl_piece_is(scan, at, DL_W_FISCAL)) {
    at++;
    named = true;
  }
  if (dl_is_glue(scan, at, DL_GLUE_YEAR) &&
      (dl_read_year(scan, at + 1) || dl_piece_is(scan, at + 2, DL_W_SCALE))) { /* "the year two thousand" */
    at++;
    named = true;
  }
  if (decade(scan, at, from, out)) return true;
  int year = 0;
  uint32_t pieces = dl_take_year(scan, at, &year);
  double words = 0;
  uint32_t said = named && !pieces ? dl_read_count(scan, at, &words) : 0; /* "the year two thousand" */
  if (said && words >= 1000 && words < 2200) {
    pieces = said;
    year = (int)words;
  }
  if (!pieces || (!named && scan->pieces[at].digits && !stands_as_year(scan, at))) return false;
  if (!said && scan->pieces[at].digits == 2 && !named && !(at > 0 && dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR)))
    return false;
  snprintf(out->value, sizeof out->value, "%04d", year % 10000);
  out->from = from;
  out->count = at + pieces - from;
  out->type = DL_TIMEX_DATE;
  return true;
}

bool dl_match_season(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  bool the = dl_piece_is(scan, at, DL_W_THE) != NULL;
  if (the) at++;
  const char *season = dl_piece_is(scan, at, DL_W_SEASON);
  if (!season) return false;
  int year = 0;
  uint32_t more = dl_year_after(scan, at + 1, &year);
  const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
  if (!year && (!the || token->upos == DL_VERB || !dl_in(token->rel, DL_RELS(OBL, NMOD)))) return false;
  if (!year && scan->dated) {
    dl_day now = dl_day_of(scan->today);
    int month = dl_season_month(season);
    out->anchor = DL_ANCHOR_DATE;
    int before = now.year - (month > now.month), after = now.year + (month + 2 < now.month);
    year = before;
    if (before < after) {
      int behind = scan->today - dl_day_number(before, month, 1), ahead = dl_day_number(after, month, 1) - scan->today;
      if (dl_lies_ahead(scan, at, "season", behind, ahead, dl_time_direction(scan, at) == DL_AHEAD)) year = after;
    }
    if (scan->narrative && scan->told.known) {
      year = dl_day_of(scan->told.day).year;
      out->anchor = DL_ANCHOR_TOLD;
    }
  }
  if (year)
    snprintf(out->value, sizeof out->value, "%04d-%s", year % 10000, season);
  else
    snprintf(out->value, sizeof out->value, "XXXX-%s", season);
  out->from = from;
  out->count = at + 1 + more - from;
  out->type = DL_TIMEX_DATE;
  return true;
}

bool dl_match_century(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  if (dl_piece_is(scan, at, DL_W_THE)) at++;
  if (at >= scan->count) return false;
  const dl_piece *piece = &scan->pieces[at];
  const char *ordinal = dl_piece_is(scan, at, DL_W_ORDINAL);
  int number = ordinal ? atoi(ordinal) : piece->digits && piece->digits <= 2 && *piece->suffix ? (int)piece->number : 0;
  uint32_t next = at + 1 + dl_is_glue(scan, at + 1, DL_GLUE_HYPHEN);
  if (number < 1 || number > 30) return false;
  if (!dl_is_glue(scan, next, DL_GLUE_CENTURY) && !dl_is_glue(scan, next, DL_GLUE_CENTURIES)) return false;
  snprintf(out->value, sizeof out->value, "%02d", (number - 1) % 100);
  out->from = from;
  out->count = next + 1 - from;
  out->type = DL_TIMEX_DATE;
  return true;
}
