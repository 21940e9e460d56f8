#include "base/chars.h"
#include "times/grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Has the word at `at` an article of its own: "the March of the Mothers"? */
static bool has_article(const dl_scan *scan, uint32_t at) {
  for (uint32_t i = 0; i < at; i++) {
    const dl_token *token = &scan->doc->tokens[scan->pieces[i].token];
    bool article = token->rel == DL_REL_DET && token->head == (int32_t)scan->pieces[at].token;
    if (article && !dl_piece_is(scan, i, DL_W_LAST) && !dl_piece_is(scan, i, DL_W_THAT)) return true;
  }
  return false;
}

/* Has it a number beside it as a month has: "May 3", "3 May", "May 1990"? */
static bool has_day_or_year(const dl_scan *scan, uint32_t at) {
  return dl_read_day(scan, at + 1) || dl_read_year(scan, at + 1) || dl_read_day(scan, at - 1);
}

/* Does a word of times stand before it: "since May", "last May", "early May"? */
static bool follows_time_word(const dl_scan *scan, uint32_t at) {
  return dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR) || dl_piece_is(scan, at - 1, DL_W_LAST) ||
         dl_piece_is(scan, at - 1, DL_W_MOD);
}

/* Is "May" or "March" a month, and no modal, verb or name, by its tags and what stands beside it? */
static bool stands_as_month(const dl_scan *scan, uint32_t at) {
  const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
  if (dl_in(token->ner, DL_SET(DL_NER_B_PER) | DL_SET(DL_NER_I_PER))) return false;
  if (has_day_or_year(scan, at)) return true;
  if (token->upos != DL_PROPN || token->rel == DL_REL_FLAT) return false; /* a family name: Theresa May */
  if (has_article(scan, at)) return false;
  return at == 0 || dl_in(token->rel, DL_RELS(OBL, NMOD)) || follows_time_word(scan, at);
}

/* The month at `at`, 0: none. */
static int read_month(const dl_scan *scan, uint32_t at) {
  const char *value = dl_piece_is(scan, at, DL_W_MONTH);
  if (!value || !dl_is_upper(scan->doc->text[scan->pieces[at].begin])) return 0;
  return strchr(value, '?') && !stands_as_month(scan, at) ? 0 : atoi(value);
}

/* The year of a month that is told without one, the nearest to what was told of. */
static int year_near_told(const dl_scan *scan, int month) {
  dl_day told = dl_day_of(scan->told.day);
  int apart = scan->told.unit == DL_UNIT_Y ? 0 : month - told.month;
  if (apart > 6) return told.year - 1;
  return apart < -6 ? told.year + 1 : told.year;
}

static bool tells_of_then(const dl_scan *scan) {
  return scan->narrative && scan->told.known;
}

/* Does a month lie ahead by the rules: the nearest where no tense tells, a little rather behind? */
static bool month_lies_ahead(dl_direction direction, int months_apart) {
  if (direction != DL_UNKNOWN) return direction == DL_AHEAD;
  return months_apart >= 0 ? months_apart <= 6 : months_apart < -6;
}

/* The year of a month (and day, 0 if none) that is told without one. */
static int guess_year(const dl_scan *scan, uint32_t at, int month, int day) {
  if (tells_of_then(scan)) return year_near_told(scan, month);
  if (!scan->dated) return 0;
  dl_day now = dl_day_of(scan->today);
  int there = month * 32 + day, here = now.month * 32 + (day ? now.day : 0);
  dl_day before = {now.year - (there > here), month, day ? day : 15};
  dl_day after = {now.year + (there < here), month, before.day};
  if (day > dl_month_days(before.year, month)) return after.year; /* Feb 29 */
  bool rule = month_lies_ahead(dl_time_direction(scan, at), month - now.month);
  return dl_year_by_tense(scan, at, day ? "day" : "month", before, after, rule);
}

static bool finish_date(const dl_scan *scan, uint32_t at, uint32_t month_at, int year, int month, int day,
                        uint32_t count, dl_timex *out) {
  if (day > 31 || month > 12 || month < 1) return false;
  if (!year) {
    year = guess_year(scan, month_at, month, day);
    if (year) out->anchor = tells_of_then(scan) ? DL_ANCHOR_TOLD : DL_ANCHOR_DATE;
  }
  if (year && day > dl_month_days(year, month)) return false;
  char part[24];
  snprintf(part, sizeof part, day ? "%02d-%02d" : "%02d", month, day);
  dl_part_value(out->value, sizeof out->value, year, part);
  return dl_finish_time(out, at, at + count, DL_TIMEX_DATE);
}

/* Three numbers with the same mark between them: their first piece; NULL. `mark` says which. */
static const dl_piece *parted_by(const dl_scan *scan, uint32_t at, dl_glue mark) {
  const dl_piece *p = scan->pieces + at;
  bool parted = at + 4 < scan->count && p[1].glue == mark && p[3].glue == mark;
  return parted && p[0].digits && p[2].digits && p[4].digits ? p : NULL;
}

/* 9.11.2023, which is one piece: the day stands first. */
static bool match_dotted(const dl_scan *scan, uint32_t at, dl_timex *out) {
  int day, month, year, used = 0;
  const char *lower = scan->pieces[at].lower;
  if (sscanf(lower, "%2d.%2d.%4d%n", &day, &month, &year, &used) != 3 || lower[used] || strlen(lower) < 8) return false;
  return year >= 1000 && day >= 1 && finish_date(scan, at, at, year, month, day, 1, out);
}

/* 11/09/2023, 9/11/23, 9-11-2023 */
static bool match_year_last(const dl_scan *scan, uint32_t at, const dl_piece *p, dl_timex *out) {
  int a = (int)p[0].number, b = (int)p[2].number, year = (int)p[4].number;
  if (p[4].digits == 2) year += year < 40 ? 2000 : 1900;
  bool day_first = a > 12 || (scan->day_first && b <= 12);
  return finish_date(scan, at, at, year, day_first ? b : a, day_first ? a : b, 5, out);
}

/* 2023-11-09, 11/09/2023, 9.11.2023; the day stands first where dots part it, the month cannot be one, or the paper's
 * country has it so. */
bool dl_match_numeric(const dl_scan *scan, uint32_t at, dl_timex *out) {
  if (scan->pieces[at].number < 0) return false;
  if (match_dotted(scan, at, out)) return true;
  const dl_piece *dashed = parted_by(scan, at, DL_GLUE_HYPHEN);
  const dl_piece *p = dashed ? dashed : parted_by(scan, at, DL_GLUE_SLASH);
  if (!p || p[2].digits > 2) return false;
  if (p[0].digits == 4 && p[4].digits <= 2) {
    int month = (int)p[2].number, day = (int)p[4].number;
    return finish_date(scan, at, at, (int)p[0].number, month, day, 5, out);
  }
  bool whole = p[4].digits == 4 || (!dashed && p[4].digits == 2); /* the year */
  return p[0].digits <= 2 && whole && match_year_last(scan, at, p, out);
}

/* The year behind a month or day at `at`, with or without a comma, "of" or "in": "1990", "last year"; pieces. */
static uint32_t year_behind(const dl_scan *scan, uint32_t at, int *year) {
  uint32_t joint = dl_is_glue_of(scan, at, DL_GLUES(COMMA, OF));
  uint32_t pieces = dl_take_year(scan, at + joint, year);
  if (pieces) return pieces + joint;
  pieces = dl_year_after(scan, at, year);
  bool named = pieces && dl_is_glue(scan, at + pieces - 1, DL_GLUE_YEAR); /* not "March in 1990" */
  if (!named) *year = 0;
  return named ? pieces : 0;
}

/* "the 28th of that month", "the 3rd of this month" */
static bool match_day_of_month(const dl_scan *scan, uint32_t from, int day, uint32_t at, dl_timex *out) {
  int by = 0;
  bool same = false;
  uint32_t end = dl_pointed_unit(scan, at, DL_GLUE_MONTH, &by, &same);
  if (!end || !(same ? scan->told.known : scan->dated)) return false;
  char month[40];
  dl_unit_value(month, sizeof month, DL_UNIT_M, same ? scan->told.day : scan->today, by);
  out->anchor = same ? DL_ANCHOR_TOLD : DL_ANCHOR_DATE;
  return finish_date(scan, from, at, atoi(month), atoi(month + 5), day, end - from, out);
}

/* Does a noun stand there that the number before it counts: "on May 3 and 4 soldiers died"? */
static bool is_counted(const dl_scan *scan, uint32_t at) {
  return at < scan->count && scan->doc->tokens[scan->pieces[at].token].upos == DL_NOUN &&
         !dl_piece_is(scan, at, DL_W_MONTH);
}

/* "-18", "and 16", "to 9" behind the day before `at`: the second day, 0 if none; *day_at is its piece. */
static int range_day(const dl_scan *scan, uint32_t at, int first, uint32_t *day_at) {
  bool dash = dl_is_glue_of(scan, at, DL_GLUES(HYPHEN, DASH));
  if (!dash && !dl_is_glue_of(scan, at, DL_GLUES(AND, TO, THROUGH))) return 0;
  int day = dl_read_day(scan, at + 1);
  *day_at = at + 1;
  return day <= first || (!dash && is_counted(scan, at + 2)) ? 0 : day;
}

static bool finish_range(dl_timex *out, int last, uint32_t from, uint32_t end) {
  if (strlen(out->value) != 10) return true;
  if (*out->value != 'X' && last > dl_month_days(atoi(out->value), atoi(out->value + 5))) return true;
  out->tail_from = from;
  out->tail_count = end - from;
  snprintf(out->tail, sizeof out->tail, "%.8s%02d", out->value, last);
  return true;
}

/* month [day] [,] [year] */
static bool match_month_first(const dl_scan *scan, uint32_t at, int month, dl_timex *out) {
  int year = 0;
  uint32_t next = at + 1, last_at = 0;
  if (dl_is_glue(scan, next, DL_GLUE_THE) && dl_read_day(scan, next + 1)) next++;
  int day = dl_read_day(scan, next);
  if (day) next++;
  int last = day ? range_day(scan, next, day, &last_at) : 0;
  if (last) {
    uint32_t end = last_at + 1 + year_behind(scan, last_at + 1, &year);
    return finish_date(scan, at, at, year, month, day, next - at, out) && finish_range(out, last, last_at, end);
  }
  next += year_behind(scan, next, &year);
  return finish_date(scan, at, at, year, month, day, next - at, out);
}

/* The day of a month that is told behind it: "9th", "ninth of"; 0 if none. */
static int read_day_first(const dl_scan *scan, uint32_t at) {
  int day = dl_read_day(scan, at);
  if (day || !dl_is_glue(scan, at + 1, DL_GLUE_OF)) return day;
  int ordinal = dl_piece_number(scan, at, DL_W_ORDINAL);
  return ordinal > 0 ? ordinal : 0;
}

/* [the] day [of] month [year] */
static bool match_day_first(const dl_scan *scan, uint32_t from, dl_timex *out) {
  int year = 0;
  uint32_t at = from + dl_is_glue(scan, from, DL_GLUE_THE), next = at + 1, last_at = 0;
  int day = read_day_first(scan, at);
  if (!day) return false;
  int last = range_day(scan, next, day, &last_at), month = last ? read_month(scan, last_at + 1) : 0;
  if (month) { /* "7-18 November 2022" */
    uint32_t end = last_at + 2 + year_behind(scan, last_at + 2, &year);
    return finish_date(scan, from, last_at + 1, year, month, day, next - from, out) &&
           finish_range(out, last, last_at, end);
  }
  bool of = dl_is_glue(scan, next, DL_GLUE_OF);
  if (of && from < at && match_day_of_month(scan, from, day, next + 1, out)) return true;
  next += dl_is_glue_of(scan, next, DL_GLUES(OF, HYPHEN));
  month = read_month(scan, next);
  if (!month) return false;
  uint32_t month_at = next++;
  next += year_behind(scan, next, &year);
  return finish_date(scan, from, month_at, year, month, day, next - from, out);
}

static bool match_month(const dl_scan *scan, uint32_t at, dl_timex *out) {
  int month = read_month(scan, at);
  return month ? match_month_first(scan, at, month, out) : match_day_first(scan, at, out);
}

/* "the second Tuesday in September [1990]", "the last Monday of May" */
bool dl_match_nth_weekday(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  at += dl_is_glue(scan, at, DL_GLUE_THE);
  const char *ordinal = dl_piece_is(scan, at, DL_W_ORDINAL), *weekday = dl_piece_is(scan, at + 1, DL_W_WEEKDAY);
  if (!ordinal || !weekday || !dl_is_glue_of(scan, at + 2, DL_GLUES(IN, OF))) return false;
  dl_timex month = {0};
  if (!match_month(scan, at + 3, &month) || strlen(month.value) != 7 || *month.value == 'X') return false;
  int nth = atoi(ordinal), year = atoi(month.value), number = atoi(month.value + 5);
  int first = dl_day_number(year, number, 1), last = first + dl_month_days(year, number) - 1;
  int day = first + (atoi(weekday) - dl_day_weekday(first) + 7) % 7 + (nth - 1) * 7;
  if (nth < 0) day = last - (dl_day_weekday(last) - atoi(weekday) + 7) % 7;
  if (nth > 5 || day > last) return false;
  out->anchor = month.anchor;
  dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, day, 0);
  return dl_finish_time(out, from, at + 3 + month.count, DL_TIMEX_DATE);
}

/* The weekday at `at`: the nearest by tense, or that of "Wednesday last week". */
static bool weekday_value(const dl_scan *scan, uint32_t at, int weekday, dl_timex *out) {
  dl_finish_time(out, at, at + 1, DL_TIMEX_DATE);
  if (!scan->dated) {
    snprintf(out->value, sizeof out->value, "XXXX-WXX-%d", weekday);
    return true;
  }
  out->anchor = DL_ANCHOR_DATE;
  const char *last = dl_piece_is(scan, at + 1, DL_W_LAST);
  if (last && dl_is_glue(scan, at + 2, DL_GLUE_WEEK)) {
    int monday = scan->today - dl_day_weekday(scan->today) + 1 + 7 * atoi(last);
    dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, monday + weekday - 1, 0);
    out->count = 3;
    return true;
  }
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
  return !strchr(weekday, '?') && weekday_value(scan, at, atoi(weekday), out);
}

/* Is the number at `at` one of decades: "1990s", "'90s", "90's"? Its pieces in *count. */
static bool counts_decades(const dl_scan *scan, uint32_t at, uint32_t *count) {
  const dl_piece *piece = &scan->pieces[at];
  *count = 1;
  if (!piece->digits) return false;
  if (*piece->suffix) return !strcmp(piece->suffix, "s") || !strcmp(piece->suffix, "'s");
  if (!dl_is_glue_of(scan, at + 1, DL_GLUES(S, OWNS)) || piece[1].begin != piece->end) return false;
  *count = 2;
  return piece->digits != 4 || dl_is_glue(scan, at + 1, DL_GLUE_S);
}

/* The first year of the decade told at `at`, also in words ("the nineties"), its pieces in *count; -1: none. */
static int read_decade(const dl_scan *scan, uint32_t at, uint32_t *count) {
  const dl_piece *piece = &scan->pieces[at];
  const char *word = dl_piece_is(scan, at, DL_W_DECADE);
  int year = word ? atoi(word) : (int)piece->number;
  if ((!counts_decades(scan, at, count) && !word) || year % 10) return -1;
  if (!word && piece->digits == 4) return year;
  if (!word && piece->digits != 2) return -1;
  return year + (year < 30 ? 2000 : 1900);
}

static bool decade(const dl_scan *scan, uint32_t at, uint32_t from, dl_timex *out) {
  if (at >= scan->count) return false;
  if (at > 0 && scan->doc->tokens[scan->pieces[at - 1].token].upos == DL_PRON) return false; /* "in his 30s" */
  uint32_t count = 1;
  int year = read_decade(scan, at, &count);
  if (year < 0) return false;
  snprintf(out->value, sizeof out->value, "%03dX", year / 10 % 1000);
  return dl_finish_time(out, from, at + count, DL_TIMEX_DATE);
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
  bool modifies = token->rel == DL_REL_NUMMOD, behind = token->head > (int32_t)scan->pieces[at].token;
  bool counts = modifies && behind && tokens[token->head].xpos == DL_TAG_NNS;
  if (is_amount(scan, at) || (counts && number < 1900)) return false;
  if (dl_piece_is(scan, at - 1, DL_W_BEFORE_YEAR)) {
    bool noun = at + 1 < scan->count && tokens[scan->pieces[at + 1].token].xpos == DL_TAG_NNS;
    return !noun || !modifies;
  }
  return !counts && number >= 1900 && number <= 2050;
}

/* "the year two thousand": a year behind "the year" in other words than years have; pieces. */
static uint32_t year_as_count(const dl_scan *scan, uint32_t at, int *year) {
  double number = 0;
  uint32_t pieces = dl_read_count(scan, at, &number);
  if (!pieces || number < 1000 || number >= 2200) return 0;
  *year = (int)number;
  return pieces;
}

bool dl_match_year(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  if (dl_is_glue(scan, at, DL_GLUE_THE)) {
    if (decade(scan, at + 1, from, out)) return true;
    if (!dl_is_glue(scan, at + 1, DL_GLUE_YEAR)) return false;
    at++;
  }
  uint32_t bare = at;
  at = dl_behind(scan, at, DL_W_FISCAL);
  bool told = dl_read_year(scan, at + 1) || dl_piece_is(scan, at + 2, DL_W_SCALE);
  at += told && dl_is_glue(scan, at, DL_GLUE_YEAR);
  bool named = at > bare;
  if (decade(scan, at, from, out)) return true;
  int year = 0;
  uint32_t pieces = dl_take_year(scan, at, &year);
  if (!pieces && named) pieces = year_as_count(scan, at, &year);
  if (!pieces || (!named && scan->pieces[at].digits && !stands_as_year(scan, at))) return false;
  snprintf(out->value, sizeof out->value, "%04d", year % 10000);
  return dl_finish_time(out, from, at + pieces, DL_TIMEX_DATE);
}

/* The year of a season that is told without one; 0 where none is known. */
static int season_year(const dl_scan *scan, uint32_t at, const char *season, dl_timex *out) {
  if (!scan->dated) return 0;
  dl_day now = dl_day_of(scan->today);
  int month = dl_season_month(season);
  dl_day before = {now.year - (month > now.month), month, 1}, after = {now.year + (month + 2 < now.month), month, 1};
  int year = dl_year_by_tense(scan, at, "season", before, after, dl_time_direction(scan, at) == DL_AHEAD);
  out->anchor = tells_of_then(scan) ? DL_ANCHOR_TOLD : DL_ANCHOR_DATE;
  return tells_of_then(scan) ? dl_day_of(scan->told.day).year : year;
}

bool dl_match_season(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  at = dl_behind(scan, at, DL_W_THE);
  const char *season = dl_piece_is(scan, at, DL_W_SEASON);
  if (!season) return false;
  int year = 0;
  uint32_t more = dl_year_after(scan, at + 1, &year);
  if (!year) { /* not "to spring", "spring water" */
    const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
    if (at == from || token->upos == DL_VERB || !dl_in(token->rel, DL_RELS(OBL, NMOD))) return false;
    year = season_year(scan, at, season, out);
  }
  dl_part_value(out->value, sizeof out->value, year, season);
  return dl_finish_time(out, from, at + 1 + more, DL_TIMEX_DATE);
}

bool dl_match_century(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  at = dl_behind(scan, at, DL_W_THE);
  if (at >= scan->count) return false;
  const dl_piece *piece = &scan->pieces[at];
  bool figures = piece->digits && piece->digits <= 2 && *piece->suffix;
  int number = dl_piece_number(scan, at, DL_W_ORDINAL);
  if (!number && figures) number = (int)piece->number;
  uint32_t next = at + 1 + dl_is_glue(scan, at + 1, DL_GLUE_HYPHEN);
  if (number < 1 || number > 30 || !dl_is_glue_of(scan, next, DL_GLUES(CENTURY, CENTURIES))) return false;
  snprintf(out->value, sizeof out->value, "%02d", (number - 1) % 100);
  return dl_finish_time(out, from, next + 1, DL_TIMEX_DATE);
}
