#include "base/chars.h"
#include "times/grammar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool finish_value(dl_timex *out, uint32_t from, uint32_t end, dl_timex_type type, const char *value) {
  snprintf(out->value, sizeof out->value, "%s", value);
  return dl_finish_time(out, from, end, type);
}

static bool is_clock(dl_unit unit) {
  return dl_in(unit, DL_UNITS(TH, TM, TS));
}

/* P2Y6M, PT1M30S, P6M: a number that is not whole, in a unit and the smaller one of which `parts` are one. */
static void parted_period(char *value, size_t size, const char *head, double number, char unit, int parts,
                          char smaller) {
  double whole = floor(number), rest = (number - whole) * parts;
  if (whole > 0)
    snprintf(value, size, "%s%.0f%c%.0f%c", head, whole, unit, rest, smaller);
  else
    snprintf(value, size, "%s%.0f%c", head, rest, smaller);
}

/* P3M, PT10H, P2Y6M, PT1M30S, PXD. A negative number is one that is not said. */
static void period(char *value, size_t size, dl_unit unit, double number) {
  if (unit == DL_UNIT_2W && number > 0) number *= 2;
  if (unit == DL_UNIT_2W) unit = DL_UNIT_W;
  if (unit == DL_UNIT_N) unit = DL_UNIT_D;
  const char *clock = is_clock(unit) ? "T" : "", *name = dl_unit_text(unit) + is_clock(unit);
  double rest = number - floor(number);
  if (number < 0)
    snprintf(value, size, "P%sX%s", clock, name);
  else if (rest > 0 && unit == DL_UNIT_Y && fmod(rest * 12, 1) == 0)
    parted_period(value, size, "P", number, 'Y', 12, 'M');
  else if (rest > 0 && dl_in(unit, DL_UNITS(TH, TM)))
    parted_period(value, size, "PT", number, *name, 60, unit == DL_UNIT_TH ? 'M' : 'S');
  else
    snprintf(value, size, "P%s%g%s", clock, number, name);
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

/* The year of the last, this or the next of what begins in month `first` and is over behind month `last`. */
static int relative_year(const relation *how, int base, int first, int last) {
  dl_day now = dl_day_of(base);
  if (how->by < 0) return now.year - (last >= now.month);
  return now.year + (how->by > 0 && first <= now.month);
}

static bool relative_weekday(const dl_scan *scan, uint32_t from, uint32_t at, const relation *how, int base,
                             dl_timex *out) {
  int weekday = dl_piece_number(scan, at, DL_W_WEEKDAY), back = (dl_day_weekday(base) - weekday + 7) % 7;
  if (how->by < 0 && back == 0) back = 7;
  bool ahead = how->by > 0;
  if (how->by == 0 && back > 0) { /* "this Friday" */
    bool rule = dl_time_direction(scan, at) != DL_BEHIND;
    ahead = dl_lies_ahead(scan, at, "this weekday", back, 7 - back, rule);
  }
  dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, base, ahead ? 7 - back : -back);
  dl_finish_time(out, from, at + 1, DL_TIMEX_DATE);
  out->count += add_part(scan, at + 1, out);
  return true;
}

/* Month, weekday or season with last/this/next: counts from `base`. */
static bool relative_name(const dl_scan *scan, uint32_t from, uint32_t at, const relation *how, int base,
                          dl_timex *out) {
  const char *weekday = dl_piece_is(scan, at, DL_W_WEEKDAY), *month = dl_piece_is(scan, at, DL_W_MONTH);
  const char *season = dl_piece_is(scan, at, DL_W_SEASON);
  bool capital = at < scan->count && dl_is_upper(scan->doc->text[scan->pieces[at].begin]);
  if (weekday && capital && !strchr(weekday, '?')) return relative_weekday(scan, from, at, how, base, out);
  if (month && capital) {
    int there = atoi(month), day = dl_read_day(scan, at + 1); /* "last Oct. 23" */
    int year = relative_year(how, base, there, there);
    if (day > dl_month_days(year, there)) return false;
    snprintf(out->value, sizeof out->value, day ? "%04d-%02d-%02d" : "%04d-%02d", year, there, day);
    return dl_finish_time(out, from, at + 1 + (day > 0), DL_TIMEX_DATE);
  }
  if (!season) return false;
  int first = dl_season_month(season);
  int year = relative_year(how, base, first, how->recent ? first - 1 : first + 2);
  snprintf(out->value, sizeof out->value, "%04d-%s", year, season);
  return dl_finish_time(out, from, at + 1, DL_TIMEX_DATE);
}

/* Where it counts from: what is a day from the last day told of, all else from the last time, else from the document's
 * date. */
static void find_base(const dl_scan *scan, bool told, bool day, relation *out) {
  bool from_day = day && scan->told_on.known;
  if (told) out->from = from_day ? scan->told_on : scan->told;
  out->anchor = from_day ? DL_ANCHOR_DAY : DL_ANCHOR_TOLD;
  if (!out->from.known) out->anchor = DL_ANCHOR_DATE;
  out->known = scan->dated || out->from.known;
}

/* Pieces of the words before the unit, 0 where they are none such. */
static uint32_t read_relation(const dl_scan *scan, uint32_t at, relation *out) {
  uint32_t from = at;
  bool the = dl_is_glue(scan, at, DL_GLUE_THE);
  out->that = dl_piece_is(scan, at, DL_W_THAT) != NULL;
  if (the || out->that) at++;
  const char *last = dl_piece_is(scan, at, DL_W_LAST), *turn = dl_piece_is(scan, at, DL_W_TURN);
  bool again = dl_piece_is(scan, at, DL_W_THAT) != NULL; /* "that same year" */
  out->that |= again;
  if (!last && !out->that) return 0;
  at += last || again;
  int by = last ? atoi(last) : 0;
  if (last && by == 0 && dl_is_glue_of(scan, at, DL_GLUES(PAST, COMING))) {
    out->recent = dl_is_glue(scan, at++, DL_GLUE_PAST);
    by = out->recent ? -1 : 1;
  }
  at += dl_is_glue(scan, at, DL_GLUE_HYPHEN);
  out->by = out->that ? 0 : by;
  bool day = dl_in(dl_one_unit(scan, at), DL_UNITS(D, DE, N)) || dl_piece_is(scan, at, DL_W_PART);
  find_base(scan, out->that || (turn && (the || *turn != 't')), day, out);
  return at - from;
}

/* The value of the unit that `how` points to, open where it has no day to count from. */
static void relative_value(const dl_scan *scan, dl_unit unit, const relation *how, dl_timex *out) {
  bool vague = unit == DL_UNIT_D && how->from.known && how->from.unit != DL_UNIT_D; /* "that day" of a month */
  if (!how->known || vague)
    dl_open_value(out->value, sizeof out->value, unit);
  else
    dl_unit_value(out->value, sizeof out->value, unit, how->from.known ? how->from.day : scan->today, how->by);
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
    if (how.known)
      dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, base, how.by);
    else
      snprintf(out->value, sizeof out->value, "XXXX-XX-XX");
    size_t used = strlen(out->value);
    snprintf(out->value + used, sizeof out->value - used, "T%s", part ? part : "NI");
    return dl_finish_time(out, from, at + 1, DL_TIMEX_TIME);
  }
  if (!unit || is_clock(unit)) return how.known && relative_name(scan, from, at, &how, base, out);
  if (how.that && !how.from.known) return false;
  relative_value(scan, unit, &how, out);
  return dl_finish_time(out, from, at + 1, DL_TIMEX_DATE);
}

/* "or three", "to six" behind a count: pieces. */
static uint32_t second_count(const dl_scan *scan, uint32_t at) {
  double other = 0;
  if (!dl_is_glue_of(scan, at, DL_GLUES(OR, TO, HYPHEN))) return 0;
  uint32_t words = dl_read_count(scan, at + 1, &other);
  return words && other > 0 && dl_piece_is(scan, at + 1 + words, DL_W_UNITS) ? 1 + words : 0;
}

/* "or so", "or two" behind a unit: pieces. */
static uint32_t or_so(const dl_scan *scan, uint32_t at) {
  return dl_is_glue(scan, at, DL_GLUE_OR) && dl_is_glue_of(scan, at + 1, DL_GLUES(SO, TWO)) ? 2 : 0;
}

/* "the nine months" at the number */
static bool bare_span(const dl_scan *scan, uint32_t from, uint32_t at, dl_timex *out) {
  double number = 0;
  uint32_t words = dl_read_count(scan, at, &number);
  dl_unit unit = dl_unit_read(words ? dl_piece_is(scan, at + words, DL_W_UNITS) : NULL);
  if (!unit) return false;
  period(out->value, sizeof out->value, unit, number);
  return dl_finish_time(out, from, at + words + 1, DL_TIMEX_DURATION);
}

/* the past three months, the next 24 hours, the first nine months, recent years */
bool dl_match_span(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  double number = 0;
  at = dl_behind(scan, at, DL_W_THE);
  if (!dl_piece_is(scan, at, DL_W_PAST) && !dl_piece_is(scan, at, DL_W_ORDINAL))
    return from < at && bare_span(scan, from, at, out);
  at++;
  uint32_t words = dl_read_count(scan, at, &number);
  if (words) words += second_count(scan, at + words);
  at += words + dl_is_glue(scan, at + words, DL_GLUE_HYPHEN);
  dl_unit unit = dl_any_unit(scan, at);
  bool plural = dl_piece_is(scan, at, DL_W_UNITS) != NULL;
  if (!unit || (!words && !plural && !dl_is_glue(scan, at - 1, DL_GLUE_PAST))) return false;
  if (!words) number = plural ? -1 : 1;
  const char *ref = from == at - 1 && !words ? dl_piece_is(scan, from, DL_W_PERIODS) : NULL;
  if (ref) { /* "future quarters" */
    return finish_value(out, from, at + 1, DL_TIMEX_DATE, ref);
  }
  period(out->value, sizeof out->value, unit, number);
  return dl_finish_time(out, from, at + 1 + or_so(scan, at + 1), DL_TIMEX_DURATION);
}

/* A count from a day back or ahead; weeks and more keep their grain. */
static void shifted(const dl_scan *scan, dl_unit unit, double number, int by, const dl_time_told *told, dl_timex *out) {
  static const int months_of[DL_UNIT_COUNT] = {
      [DL_UNIT_Y] = 12, [DL_UNIT_DE] = 120, [DL_UNIT_CE] = 1200, [DL_UNIT_L] = 12000};
  bool from_told = told && told->known;
  if (number < 0) {
    snprintf(out->value, sizeof out->value, "%s", by < 0 ? "PAST_REF" : "FUTURE_REF");
    return;
  }
  if (!scan->dated && !from_told) {
    dl_open_value(out->value, sizeof out->value, unit);
    return;
  }
  out->anchor = told == &scan->told_on ? DL_ANCHOR_DAY : DL_ANCHOR_TOLD;
  if (!from_told) out->anchor = DL_ANCHOR_DATE;
  int base = from_told ? told->day : scan->today, units = 0;
  if (is_clock(unit)) {
    units = by * (int)(number / (unit == DL_UNIT_TH ? 24 : 1440));
    unit = DL_UNIT_D;
  } else if (months_of[unit]) {
    base = dl_add_months(base, by * (int)(number * months_of[unit] + 0.5));
    unit = fmod(number, 1) == 0 ? DL_UNIT_Y : DL_UNIT_M;
  } else {
    units = by * (int)(number + 0.5);
  }
  dl_unit_value(out->value, sizeof out->value, unit == DL_UNIT_N ? DL_UNIT_D : unit, base, units);
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
  return dl_is_glue_of(scan, at, DL_GLUES(OLD, OLDS));
}

/* "a week" in "twice a week", "$5 a year" */
static bool is_rate(const dl_scan *scan, uint32_t from, uint32_t unit_at, const amount *of) {
  const dl_token *token = &scan->doc->tokens[scan->pieces[unit_at].token];
  return of->article && !of->words && of->number == 1 && from > 0 && dl_piece_is(scan, from, DL_W_PER) &&
         token->deprel == DL_DEPREL_NMOD_UNMARKED;
}

/* "and a half" behind "a year": pieces. */
static uint32_t and_fraction(const dl_scan *scan, uint32_t at, amount *of) {
  if (!dl_is_glue(scan, at, DL_GLUE_AND) || !dl_piece_is(scan, at + 1, DL_W_ARTICLE)) return 0;
  const char *fraction = dl_piece_is(scan, at + 2, DL_W_FRACTION);
  if (!fraction) return 0;
  of->number += atof(fraction);
  return 3;
}

/* "ago", "earlier", "later" at `at`, behind an amount of units that begins at `from`. */
static bool match_shift(const dl_scan *scan, uint32_t from, uint32_t at, dl_unit unit, double number, dl_timex *out) {
  if (dl_piece_is(scan, at, DL_W_AGO)) {
    shifted(scan, unit, number, -1, NULL, out);
    return dl_finish_time(out, from, at + 1, DL_TIMEX_DATE);
  }
  const char *shift = dl_piece_is(scan, at, DL_W_SHIFT);
  if (!shift || is_clock(unit)) return false; /* "an hour later" is how long it took */
  if (dl_is_glue_of(scan, at, DL_GLUES(BEFORE, AFTER))) return false;
  bool from_day = dl_in(unit, DL_UNITS(D, N)) && scan->told_on.known;
  shifted(scan, unit, number, atoi(shift), from_day ? &scan->told_on : &scan->told, out);
  return dl_finish_time(out, from, at + scan->pieces[at].length[DL_W_SHIFT], DL_TIMEX_DATE);
}

/* Can units stand without a number: "for years", not "seconds"? */
static bool stands_bare(const dl_scan *scan, uint32_t at, dl_unit unit) {
  return dl_piece_is(scan, at, DL_W_UNITS) && !is_clock(unit) && !dl_is_glue(scan, at, DL_GLUE_SECONDS);
}

/* Does the amount count the unit at `at`? One that is not said ("for years") becomes -1. */
static bool can_count(const dl_scan *scan, uint32_t at, dl_unit unit, amount *of) {
  if (of->words) return true;
  if (of->article) return unit != DL_UNIT_TS; /* "a second day" is an ordinal */
  of->number = -1;
  return stands_bare(scan, at, unit);
}

/* three days, two-year, a week, a year ago, two months earlier, years */
bool dl_match_count(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  amount of = {0};
  at += read_amount(scan, at, &of);
  if (of.words) at += between(scan, at);
  dl_unit unit = dl_any_unit(scan, at);
  if (!unit || !can_count(scan, at, unit, &of)) return false;
  uint32_t next = at + 1;
  if (is_age(scan, next)) return false;
  if (of.article && !of.words) next += and_fraction(scan, next, &of); /* "a year and a half" */
  out->relative = true;
  if (match_shift(scan, from, next + dl_is_glue(scan, next, DL_GLUE_HYPHEN), unit, of.number, out)) return true;
  period(out->value, sizeof out->value, unit, of.number);
  bool plural = dl_piece_is(scan, at, DL_W_UNITS) != NULL;
  if (!plural && of.words && of.article) from++; /* "a five-year low": the article is the noun's */
  dl_timex_type type = is_rate(scan, from, at, &of) ? DL_TIMEX_SET : DL_TIMEX_DURATION;
  return dl_finish_time(out, from, next + or_so(scan, next), type);
}

/* "day", "two weeks", "other month" behind "every" */
static bool every_unit(const dl_scan *scan, uint32_t from, uint32_t at, dl_timex *out) {
  double number = 1;
  uint32_t words = dl_read_count(scan, at, &number);
  if (!words && dl_is_glue(scan, at, DL_GLUE_OTHER)) {
    number = 2;
    words = 1;
  }
  dl_unit unit = dl_any_unit(scan, at + words);
  if (!unit) return false;
  period(out->value, sizeof out->value, unit, words ? number : 1);
  return dl_finish_time(out, from, at + words + 1, DL_TIMEX_SET);
}

/* every day, each Thursday, every two weeks, daily, Mondays, Tuesday nights */
bool dl_match_set(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *often = dl_piece_is(scan, at, DL_W_OFTEN);
  if (often) {
    return finish_value(out, at, at + 1, DL_TIMEX_SET, often);
  }
  uint32_t from = at;
  at = dl_behind(scan, at, DL_W_EVERY);
  bool every = at > from;
  if (every && every_unit(scan, from, at, out)) return true;
  const char *day = dl_piece_is(scan, at, DL_W_WEEKDAYS), *part = dl_piece_is(scan, at + 1, DL_W_PARTS);
  if (!day && (every || part)) day = dl_piece_is(scan, at, DL_W_WEEKDAY);
  if (!day) return false;
  if (!part) part = dl_piece_is(scan, at + 1, DL_W_PART);
  snprintf(out->value, sizeof out->value, part ? "XXXX-WXX-%dT%s" : "XXXX-WXX-%d", atoi(day), part);
  return dl_finish_time(out, from, at + 1 + (part != NULL), DL_TIMEX_SET);
}

/* today, yesterday, the day before yesterday, tonight */
bool dl_match_day(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  at += dl_is_glue(scan, at, DL_GLUE_THE);
  const char *day = dl_piece_is(scan, at, DL_W_DAY), *tonight = dl_piece_is(scan, at, DL_W_TONIGHT);
  if (!day && !tonight) return false;
  uint32_t pieces = scan->pieces[at].length[day ? DL_W_DAY : DL_W_TONIGHT];
  if (from < at && pieces == 1) return false;
  out->anchor = DL_ANCHOR_DATE;
  dl_unit unit = tonight ? DL_UNIT_N : DL_UNIT_D;
  if (scan->dated)
    dl_unit_value(out->value, sizeof out->value, unit, scan->today, atoi(day ? day : tonight));
  else
    snprintf(out->value, sizeof out->value, "XXXX-XX-XX%s", tonight ? "TNI" : "");
  return dl_finish_time(out, from, at + pieces, tonight ? DL_TIMEX_TIME : DL_TIMEX_DATE);
}

bool dl_match_reference(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *reference = dl_piece_is(scan, at, DL_W_REF);
  if (!reference) return false;
  return finish_value(out, at, at + scan->pieces[at].length[DL_W_REF], DL_TIMEX_DATE, reference);
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
  return dl_finish_time(out, at, at + 2, DL_TIMEX_DATE);
}
