#include "base/chars.h"
#include "times/grammar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set(dl_timex *out, uint32_t from, uint32_t end, dl_timex_type type, const char *value) {
  out->from = from;
  out->count = end - from;
  out->type = (uint8_t)type;
  if (value) snprintf(out->value, sizeof out->value, "%s", value);
}

static bool is_clock(dl_unit unit) {
  return unit == DL_UNIT_TH || unit == DL_UNIT_TM || unit == DL_UNIT_TS;
}

/* P3M, PT10H, P2Y6M, PT1M30S, PXD. A negative number is one that is not said. */
static void period(char *value, size_t size, dl_unit unit, double number) {
  if (unit == DL_UNIT_2W && number > 0) number *= 2;
  if (unit == DL_UNIT_2W) unit = DL_UNIT_W;
  if (unit == DL_UNIT_N) unit = DL_UNIT_D;
  const char *clock = is_clock(unit) ? "T" : "", *name = dl_unit_text(unit) + is_clock(unit);
  if (number < 0) {
    snprintf(value, size, "P%sX%s", clock, name);
    return;
  }
  double whole = floor(number), rest = number - whole;
  if (rest > 0 && unit == DL_UNIT_Y && fmod(rest * 12, 1) == 0) {
    if (whole > 0)
      snprintf(value, size, "P%.0fY%.0fM", whole, rest * 12);
    else
      snprintf(value, size, "P%.0fM", rest * 12);
  } else if (rest > 0 && (unit == DL_UNIT_TH || unit == DL_UNIT_TM)) {
    char smaller = unit == DL_UNIT_TH ? 'M' : 'S';
    if (whole > 0)
      snprintf(value, size, "PT%.0f%c%.0f%c", whole, *name, rest * 60, smaller);
    else
      snprintf(value, size, "PT%.0f%c", rest * 60, smaller);
  } else {
    snprintf(value, size, "P%s%g%s", clock, number, name);
  }
}

/* A day's value with what follows it of the same day ("night"), e.g. "last night". */
static uint32_t add_part(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *part = dl_piece_is(scan, at, DL_W_PART);
  if (!part) return 0;
  size_t used = strlen(out->value);
  snprintf(out->value + used, sizeof out->value - used, "T%s", part);
  out->type = DL_TIMEX_TIME;
  return 1;
}

/* "this past spring", "last week", "the next day", "that same year": what counts from where. */
typedef struct relation {
  int by;            /* units */
  bool that, known;  /* known: there is a day to count from */
  bool recent;       /* "this past spring": also one that is not over */
  dl_time_told from; /* the day told of, unknown where it counts from the document's date */
  dl_anchor anchor;
} relation;

/* Month, weekday or season with last/this/next: counts from `base`. */
static bool relative_name(const dl_scan *scan, uint32_t from, uint32_t at, const relation *how, int base,
                          dl_timex *out) {
  int by = how->by;
  const char *weekday = dl_piece_is(scan, at, DL_W_WEEKDAY), *month = dl_piece_is(scan, at, DL_W_MONTH);
  const char *season = dl_piece_is(scan, at, DL_W_SEASON);
  bool capital = at < scan->count && dl_is_upper(scan->doc->text[scan->pieces[at].begin]);
  dl_day now = dl_day_of(base);
  if (weekday && capital && !strchr(weekday, '?')) {
    int back = (dl_day_weekday(base) - atoi(weekday) + 7) % 7;
    bool rule = dl_time_direction(scan, at) != DL_BEHIND; /* of "this Friday" */
    bool ahead = by == 0 && back > 0 && dl_lies_ahead(scan, at, "this weekday", back, 7 - back, rule);
    int shift = by < 0 ? -(back ? back : 7) : by > 0 || ahead ? 7 - back : -back;
    dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, base, shift);
    set(out, from, at + 1, DL_TIMEX_DATE, NULL);
    out->count += add_part(scan, at + 1, out);
  } else if (month && capital) {
    int there = atoi(month), day = dl_read_day(scan, at + 1); /* "last Oct. 23" */
    int year = now.year + (by < 0 ? -(there >= now.month) : by > 0 ? there <= now.month : 0);
    if (day > dl_month_days(year, there)) return false;
    snprintf(out->value, sizeof out->value, day ? "%04d-%02d-%02d" : "%04d-%02d", year, there, day);
    set(out, from, at + 1 + (day > 0), DL_TIMEX_DATE, NULL);
  } else if (season) {
    int there = dl_season_month(season);
    int year = now.year + (by < 0 ? -(there + (how->recent ? -1 : 2) >= now.month) : by > 0 ? there <= now.month : 0);
    snprintf(out->value, sizeof out->value, "%04d-%s", year, season);
    set(out, from, at + 1, DL_TIMEX_DATE, NULL);
  } else {
    return false;
  }
  return true;
}

/* Pieces of the words before the unit, 0 where they are none such. */
static uint32_t read_relation(const dl_scan *scan, uint32_t at, relation *out) {
  uint32_t from = at;
  bool the = dl_is_glue(scan, at, DL_GLUE_THE);
  out->that = dl_piece_is(scan, at, DL_W_THAT) != NULL;
  if (the || out->that) at++;
  const char *last = dl_piece_is(scan, at, DL_W_LAST), *turn = dl_piece_is(scan, at, DL_W_TURN);
  if (dl_piece_is(scan, at, DL_W_THAT)) {
    out->that = true;
    at++;
  } else if (last) {
    at++;
  } else if (!out->that) {
    return 0;
  }
  if (last && atoi(last) == 0 && (dl_is_glue(scan, at, DL_GLUE_PAST) || dl_is_glue(scan, at, DL_GLUE_COMING)))
    last = (out->recent = dl_is_glue(scan, at++, DL_GLUE_PAST)) ? "-1" : "1";
  at += dl_is_glue(scan, at, DL_GLUE_HYPHEN);
  out->by = last && !out->that ? atoi(last) : 0;
  bool told = out->that || (turn && (the || *turn != 't'));
  dl_unit unit = dl_one_unit(scan, at);
  bool day =
      dl_in(unit, DL_SET(DL_UNIT_D) | DL_SET(DL_UNIT_DE) | DL_SET(DL_UNIT_N)) || dl_piece_is(scan, at, DL_W_PART);
  if (told && day && scan->told_on.known)
    out->from = scan->told_on;
  else if (told && scan->told.known)
    out->from = scan->told;
  out->anchor = !out->from.known ? DL_ANCHOR_DATE : day && scan->told_on.known ? DL_ANCHOR_DAY : DL_ANCHOR_TOLD;
  out->known = scan->dated || out->from.known;
  return at - from;
}

/* last week, this September, the following year, that day, last night. */
bool dl_match_relative(const dl_scan *scan, uint32_t at, dl_timex *out) {
  relation how = {0};
  uint32_t from = at, pieces = read_relation(scan, at, &how);
  if (!pieces) return false;
  at += pieces;
  dl_unit unit = dl_one_unit(scan, at);
  const char *part = dl_piece_is(scan, at, DL_W_PART);
  int base = how.from.known ? how.from.day : scan->today;
  out->anchor = how.anchor;
  if (part || unit == DL_UNIT_N) {
    if (!how.known)
      snprintf(out->value, sizeof out->value, "XXXX-XX-XX");
    else
      dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, base, how.by);
    if (!part) part = "NI";
    size_t used = strlen(out->value);
    snprintf(out->value + used, sizeof out->value - used, "T%s", part);
    set(out, from, at + 1, DL_TIMEX_TIME, NULL);
    return true;
  }
  if (unit && !is_clock(unit)) {
    if (how.that && !how.from.known) return false;
    bool vague = unit == DL_UNIT_D && how.from.known && how.from.unit != DL_UNIT_D; /* "that day" of a month */
    if (!how.known || vague)
      dl_open_value(out->value, sizeof out->value, unit);
    else
      dl_unit_value(out->value, sizeof out->value, unit, base, how.by);
    set(out, from, at + 1, DL_TIMEX_DATE, NULL);
    return true;
  }
  return how.known && relative_name(scan, from, at, &how, base, out);
}

/* "or three", "to six" behind a count: pieces. */
static uint32_t second_count(const dl_scan *scan, uint32_t at) {
  double other = 0;
  if (!dl_is_glue(scan, at, DL_GLUE_OR) && !dl_is_glue(scan, at, DL_GLUE_TO) && !dl_is_glue(scan, at, DL_GLUE_HYPHEN))
    return 0;
  uint32_t words = dl_read_count(scan, at + 1, &other);
  return words && other > 0 && dl_piece_is(scan, at + 1 + words, DL_W_UNITS) ? 1 + words : 0;
}

/* "or so", "or two" behind a unit: pieces. */
static uint32_t or_so(const dl_scan *scan, uint32_t at) {
  if (!dl_is_glue(scan, at, DL_GLUE_OR)) return 0;
  return dl_is_glue(scan, at + 1, DL_GLUE_SO) || dl_is_glue(scan, at + 1, DL_GLUE_TWO) ? 2 : 0;
}

/* the past three months, the next 24 hours, the first nine months, recent years */
bool dl_match_span(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  double number = 0;
  if (dl_piece_is(scan, at, DL_W_THE)) at++;
  bool past = dl_piece_is(scan, at, DL_W_PAST) || dl_piece_is(scan, at, DL_W_ORDINAL);
  if (!past) {
    uint32_t words = from < at ? dl_read_count(scan, at, &number) : 0; /* "the nine months" */
    dl_unit unit = dl_unit_read(words ? dl_piece_is(scan, at + words, DL_W_UNITS) : NULL);
    if (!unit) return false;
    period(out->value, sizeof out->value, unit, number);
    set(out, from, at + words + 1, DL_TIMEX_DURATION, NULL);
    return true;
  }
  at++;
  uint32_t words = dl_read_count(scan, at, &number);
  if (words) words += second_count(scan, at + words);
  at += words + dl_is_glue(scan, at + words, DL_GLUE_HYPHEN);
  dl_unit unit = dl_any_unit(scan, at);
  if (!unit || (!words && !dl_piece_is(scan, at, DL_W_UNITS) && !dl_is_glue(scan, at - 1, DL_GLUE_PAST))) return false;
  if (!words) number = dl_piece_is(scan, at, DL_W_UNITS) ? -1 : 1;
  const char *ref = from == at - 1 && !words ? dl_piece_is(scan, from, DL_W_PERIODS) : NULL;
  if (ref) { /* "future quarters" */
    set(out, from, at + 1, DL_TIMEX_DATE, ref);
    return true;
  }
  period(out->value, sizeof out->value, unit, number);
  set(out, from, at + 1 + or_so(scan, at + 1), DL_TIMEX_DURATION, NULL);
  return true;
}

/* A count from a day back or ahead; weeks and more keep their grain. */
static void shifted(const dl_scan *scan, dl_unit unit, double number, int by, const dl_time_told *told, dl_timex *out) {
  bool from_told = told && told->known;
  if (number < 0 || (!scan->dated && !from_told)) {
    snprintf(out->value, sizeof out->value, "%s", number < 0 ? (by < 0 ? "PAST_REF" : "FUTURE_REF") : "XXXX-XX-XX");
    if (number >= 0) dl_open_value(out->value, sizeof out->value, unit);
    return;
  }
  out->anchor = !from_told ? DL_ANCHOR_DATE : told == &scan->told_on ? DL_ANCHOR_DAY : DL_ANCHOR_TOLD;
  int base = from_told ? told->day : scan->today;
  double months = unit == DL_UNIT_Y    ? 12
                  : unit == DL_UNIT_DE ? 120
                  : unit == DL_UNIT_CE ? 1200
                  : unit == DL_UNIT_L  ? 12000
                                       : 0;
  if (is_clock(unit)) {
    dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, base,
                  by * (int)(number / (unit == DL_UNIT_TH ? 24 : 1440)));
  } else if (months > 0) {
    bool whole = fmod(number, 1) == 0;
    int day = dl_add_months(base, by * (int)(number * months + 0.5));
    dl_unit_value(out->value, sizeof out->value, whole ? DL_UNIT_Y : DL_UNIT_M, day, 0);
  } else {
    dl_unit_value(out->value, sizeof out->value, unit == DL_UNIT_N ? DL_UNIT_D : unit, base, by * (int)(number + 0.5));
  }
}

/* What is counted at `at`: "three", "a", "half a", "two or three"; pieces. */
typedef struct amount {
  double number;
  bool article; /* "a week" */
  bool words;   /* a number is said */
} amount;

static uint32_t read_amount(const dl_scan *scan, uint32_t at, amount *out) {
  uint32_t from = at;
  out->number = 1;
  if (dl_piece_is(scan, at, DL_W_ARTICLE) && !dl_read_count(scan, at, &out->number)) {
    out->article = true;
    at++;
  }
  if (dl_piece_is(scan, at, DL_W_FRACTION) && (out->article || dl_piece_is(scan, at + 1, DL_W_ARTICLE))) {
    out->number = atof(dl_piece_is(scan, at, DL_W_FRACTION)); /* "half a year", "a half hour" */
    at += 1 + dl_is_glue(scan, at + 1, DL_GLUE_HYPHEN);
    if (dl_piece_is(scan, at, DL_W_ARTICLE)) at++;
    out->article = true;
    return at - from;
  }
  uint32_t words = dl_read_count(scan, at, &out->number);
  if (!words) out->number = 1;
  out->words = words > 0;
  at += words;
  if (words) at += second_count(scan, at);
  return at + dl_is_glue(scan, at, DL_GLUE_HYPHEN) - from;
}

/* "trading" in "eight trading days": one word that belongs to the unit behind it; pieces. */
static uint32_t between(const dl_scan *scan, uint32_t at) {
  if (at + 1 >= scan->count || !dl_piece_is(scan, at + 1, DL_W_UNITS)) return 0;
  const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
  bool belongs = token->head == (int32_t)scan->pieces[at + 1].token;
  return belongs && dl_in(token->rel, DL_RELS(AMOD, COMPOUND));
}

static bool is_age(const dl_scan *scan, uint32_t at) {
  at += dl_is_glue(scan, at, DL_GLUE_HYPHEN);
  return dl_is_glue(scan, at, DL_GLUE_OLD) || dl_is_glue(scan, at, DL_GLUE_OLDS);
}

/* "a week" in "twice a week", "$5 a year" */
static bool is_rate(const dl_scan *scan, uint32_t from, uint32_t unit_at, const amount *of) {
  const dl_token *token = &scan->doc->tokens[scan->pieces[unit_at].token];
  return of->article && !of->words && of->number == 1 && from > 0 && dl_piece_is(scan, from, DL_W_PER) &&
         token->deprel == DL_DEPREL_NMOD_UNMARKED;
}

/* three days, two-year, a week, a year ago, two months earlier, years */
bool dl_match_count(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  amount of = {0};
  at += read_amount(scan, at, &of);
  if (of.words) at += between(scan, at);
  dl_unit unit = dl_any_unit(scan, at);
  bool plural = dl_piece_is(scan, at, DL_W_UNITS) != NULL;
  if (!unit || (!of.words && unit == DL_UNIT_TS)) return false; /* "a second day" is an ordinal */
  if (!of.words && !of.article) {
    if (!plural || is_clock(unit) || dl_is_glue(scan, at, DL_GLUE_SECONDS)) return false;
    of.number = -1; /* "for years" */
  }
  uint32_t next = at + 1;
  if (is_age(scan, next)) return false;
  if (!of.words && of.article && dl_is_glue(scan, next, DL_GLUE_AND) && dl_piece_is(scan, next + 1, DL_W_ARTICLE) &&
      dl_piece_is(scan, next + 2, DL_W_FRACTION)) { /* "a year and a half" */
    of.number += atof(dl_piece_is(scan, next + 2, DL_W_FRACTION));
    next += 3;
  }
  uint32_t joint = next + dl_is_glue(scan, next, DL_GLUE_HYPHEN);
  const char *ago = dl_piece_is(scan, joint, DL_W_AGO), *shift = dl_piece_is(scan, joint, DL_W_SHIFT);
  out->relative = true;
  if (ago) {
    shifted(scan, unit, of.number, -1, NULL, out);
    set(out, from, joint + 1, DL_TIMEX_DATE, NULL);
    return true;
  }
  bool clock = is_clock(unit); /* "an hour later" is how long it took */
  if (shift && !clock && !dl_is_glue(scan, joint, DL_GLUE_BEFORE) && !dl_is_glue(scan, joint, DL_GLUE_AFTER)) {
    bool days = unit == DL_UNIT_D || unit == DL_UNIT_N;
    shifted(scan, unit, of.number, atoi(shift), days && scan->told_on.known ? &scan->told_on : &scan->told, out);
    set(out, from, joint + scan->pieces[joint].length[DL_W_SHIFT], DL_TIMEX_DATE, NULL);
    return true;
  }
  period(out->value, sizeof out->value, unit, of.number);
  if (!plural && of.words && of.article) from++; /* "a five-year low": the article is the noun's */
  set(out, from, next + or_so(scan, next), is_rate(scan, from, at, &of) ? DL_TIMEX_SET : DL_TIMEX_DURATION, NULL);
  return true;
}

/* every day, each Thursday, every two weeks, daily, Mondays, Tuesday nights */
bool dl_match_set(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *often = dl_piece_is(scan, at, DL_W_OFTEN);
  if (often) {
    set(out, at, at + 1, DL_TIMEX_SET, often);
    return true;
  }
  uint32_t from = at;
  bool every = dl_piece_is(scan, at, DL_W_EVERY) != NULL;
  if (every) {
    double number = 1;
    uint32_t words = dl_read_count(scan, ++at, &number);
    dl_unit unit = dl_any_unit(scan, at + words);
    if (!words && dl_is_glue(scan, at, DL_GLUE_OTHER)) {
      number = 2;
      words = 1;
      unit = dl_any_unit(scan, at + 1);
    }
    if (unit) {
      period(out->value, sizeof out->value, unit, words ? number : 1);
      set(out, from, at + words + 1, DL_TIMEX_SET, NULL);
      return true;
    }
  }
  const char *day = dl_piece_is(scan, at, DL_W_WEEKDAYS), *single = dl_piece_is(scan, at, DL_W_WEEKDAY);
  if (!day && !(single && (every || dl_piece_is(scan, at + 1, DL_W_PARTS)))) return false;
  const char *part = dl_piece_is(scan, at + 1, DL_W_PARTS);
  if (!part) part = dl_piece_is(scan, at + 1, DL_W_PART);
  snprintf(out->value, sizeof out->value, "XXXX-WXX-%d%s%s", atoi(day ? day : single), part ? "T" : "",
           part ? part : "");
  set(out, from, at + 1 + (part != NULL), DL_TIMEX_SET, NULL);
  return true;
}

/* today, yesterday, the day before yesterday, tonight */
bool dl_match_day(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  if (dl_is_glue(scan, at, DL_GLUE_THE)) at++;
  const char *day = dl_piece_is(scan, at, DL_W_DAY), *tonight = dl_piece_is(scan, at, DL_W_TONIGHT);
  if (!day && !tonight) return false;
  dl_word_class class = day ? DL_W_DAY : DL_W_TONIGHT;
  if (from < at && scan->pieces[at].length[class] == 1) return false;
  out->anchor = DL_ANCHOR_DATE;
  if (scan->dated)
    dl_unit_value(out->value, sizeof out->value, tonight ? DL_UNIT_N : DL_UNIT_D, scan->today,
                  atoi(day ? day : tonight));
  else
    snprintf(out->value, sizeof out->value, "XXXX-XX-XX%s", tonight ? "TNI" : "");
  set(out, from, at + scan->pieces[at].length[class], tonight ? DL_TIMEX_TIME : DL_TIMEX_DATE, NULL);
  return true;
}

bool dl_match_reference(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *reference = dl_piece_is(scan, at, DL_W_REF);
  if (!reference) return false;
  set(out, at, at + scan->pieces[at].length[DL_W_REF], DL_TIMEX_DATE, reference);
  return true;
}

/* the weekend: the nearest by tense */
bool dl_match_weekend(const dl_scan *scan, uint32_t at, dl_timex *out) {
  dl_unit unit = dl_one_unit(scan, at + 1);
  if (!dl_is_glue(scan, at, DL_GLUE_THE) || unit != DL_UNIT_WE) return false;
  if (scan->dated) {
    out->anchor = DL_ANCHOR_DATE;
    int weekday = dl_day_weekday(scan->today);
    bool rule = dl_time_direction(scan, at + 1) == DL_AHEAD;
    bool ahead = weekday >= 6 || dl_lies_ahead(scan, at + 1, "weekend", weekday, 6 - weekday, rule);
    dl_unit_value(out->value, sizeof out->value, DL_UNIT_WE, scan->today, ahead ? 0 : -1);
  } else {
    snprintf(out->value, sizeof out->value, "XXXX-WXX-WE");
  }
  set(out, at, at + 2, DL_TIMEX_DATE, NULL);
  return true;
}
