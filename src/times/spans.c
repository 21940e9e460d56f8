#include "times/grammar.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set(dl_timex *out, uint32_t from, uint32_t end, const char *type, const char *value) {
  out->from = from;
  out->count = end - from;
  out->type = type;
  if (value) snprintf(out->value, sizeof out->value, "%s", value);
}

/* P3M, PT10H, P2Y6M, PT1M30S, PXD. A negative number is one that is not said. */
static void period(char *value, size_t size, const char *unit, double number) {
  if (*unit == '2') {
    number = number < 0 ? number : number * 2;
    unit = "W";
  }
  if (*unit == 'N') unit = "D";
  const char *clock = *unit == 'T' ? "T" : "";
  if (*clock) unit++;
  if (number < 0) {
    snprintf(value, size, "P%sX%s", clock, unit);
    return;
  }
  double whole = floor(number), rest = number - whole;
  if (rest > 0 && !strcmp(unit, "Y") && fmod(rest * 12, 1) == 0) {
    if (whole > 0)
      snprintf(value, size, "P%.0fY%.0fM", whole, rest * 12);
    else
      snprintf(value, size, "P%.0fM", rest * 12);
  } else if (rest > 0 && *clock && (*unit == 'H' || *unit == 'M')) {
    char smaller = *unit == 'H' ? 'M' : 'S';
    if (whole > 0)
      snprintf(value, size, "PT%.0f%c%.0f%c", whole, *unit, rest * 60, smaller);
    else
      snprintf(value, size, "PT%.0f%c", rest * 60, smaller);
  } else {
    snprintf(value, size, "P%s%g%s", clock, number, unit);
  }
}

/* A day's value with what follows it of the same day ("night"), e.g. "last night". */
static uint32_t add_part(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *part = dl_piece_is(scan, at, DL_W_PART);
  if (!part) return 0;
  size_t used = strlen(out->value);
  snprintf(out->value + used, sizeof out->value - used, "T%s", part);
  out->type = "TIME";
  return 1;
}

/* "this past spring", "last week", "the next day", "that same year": what counts from where. */
typedef struct relation {
  int by;           /* units */
  bool that, known; /* known: there is a day to count from */
  bool recent;      /* "this past spring": also one that is not over */
  dl_told from;     /* the day told of, unknown where it counts from the document's date */
  dl_anchor anchor;
} relation;

/* Month, weekday or season with last/this/next: counts from `base`. */
static bool relative_name(const dl_scan *scan, uint32_t from, uint32_t at, const relation *how, int base,
                          dl_timex *out) {
  int by = how->by;
  const char *weekday = dl_piece_is(scan, at, DL_W_WEEKDAY), *month = dl_piece_is(scan, at, DL_W_MONTH);
  const char *season = dl_piece_is(scan, at, DL_W_SEASON);
  bool capital = at < scan->count && isupper((unsigned char)scan->doc->text[scan->pieces[at].begin]);
  dl_day now = dl_day_of(base);
  if (weekday && capital && !strchr(weekday, '?')) {
    int back = (dl_day_weekday(base) - atoi(weekday) + 7) % 7;
    bool rule = dl_time_direction(scan, at) != DL_BEHIND; /* of "this Friday" */
    bool ahead = by == 0 && back > 0 && dl_lies_ahead(scan, at, "this weekday", back, 7 - back, rule);
    int shift = by < 0 ? -(back ? back : 7) : by > 0 || ahead ? 7 - back : -back;
    dl_unit_value(out->value, sizeof out->value, "D", base, shift);
    set(out, from, at + 1, "DATE", NULL);
    out->count += add_part(scan, at + 1, out);
  } else if (month && capital) {
    int there = atoi(month), day = dl_read_day(scan, at + 1); /* "last Oct. 23" */
    int year = now.year + (by < 0 ? -(there >= now.month) : by > 0 ? there <= now.month : 0);
    if (day > dl_month_days(year, there)) return false;
    snprintf(out->value, sizeof out->value, day ? "%04d-%02d-%02d" : "%04d-%02d", year, there, day);
    set(out, from, at + 1 + (day > 0), "DATE", NULL);
  } else if (season) {
    int there = dl_season_month(season);
    int year = now.year + (by < 0 ? -(there + (how->recent ? -1 : 2) >= now.month) : by > 0 ? there <= now.month : 0);
    snprintf(out->value, sizeof out->value, "%04d-%s", year, season);
    set(out, from, at + 1, "DATE", NULL);
  } else {
    return false;
  }
  return true;
}

/* Pieces of the words before the unit, 0 where they are none such. */
static uint32_t read_relation(const dl_scan *scan, uint32_t at, relation *out) {
  uint32_t from = at;
  bool the = dl_piece_text(scan, at, "the");
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
  if (last && atoi(last) == 0 && (dl_piece_text(scan, at, "past") || dl_piece_text(scan, at, "coming")))
    last = (out->recent = dl_piece_text(scan, at++, "past")) ? "-1" : "1";
  at += dl_piece_text(scan, at, "-");
  out->by = last && !out->that ? atoi(last) : 0;
  bool told = out->that || (turn && (the || strcmp(turn, "the") != 0));
  const char *unit = dl_piece_is(scan, at, DL_W_UNIT);
  bool day = (unit && strchr("DN", *unit)) || dl_piece_is(scan, at, DL_W_PART);
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
  const char *unit = dl_piece_is(scan, at, DL_W_UNIT), *part = dl_piece_is(scan, at, DL_W_PART);
  int base = how.from.known ? how.from.day : scan->today;
  out->anchor = how.anchor;
  if (part || (unit && *unit == 'N')) {
    if (!how.known)
      snprintf(out->value, sizeof out->value, "XXXX-XX-XX");
    else
      dl_unit_value(out->value, sizeof out->value, "D", base, how.by);
    if (!part) part = "NI";
    size_t used = strlen(out->value);
    snprintf(out->value + used, sizeof out->value - used, "T%s", part);
    set(out, from, at + 1, "TIME", NULL);
    return true;
  }
  if (unit && *unit != 'T') {
    if (how.that && !how.from.known) return false;
    bool vague = *unit == 'D' && !unit[1] && how.from.known && how.from.unit != 'D'; /* "that day" of a month */
    if (!how.known || vague)
      dl_open_value(out->value, sizeof out->value, unit);
    else
      dl_unit_value(out->value, sizeof out->value, unit, base, how.by);
    set(out, from, at + 1, "DATE", NULL);
    return true;
  }
  return how.known && relative_name(scan, from, at, &how, base, out);
}

/* "or three", "to six" behind a count: pieces. */
static uint32_t second_count(const dl_scan *scan, uint32_t at) {
  double other = 0;
  if (!dl_piece_text(scan, at, "or") && !dl_piece_text(scan, at, "to") && !dl_piece_text(scan, at, "-")) return 0;
  uint32_t words = dl_read_count(scan, at + 1, &other);
  return words && other > 0 && dl_piece_is(scan, at + 1 + words, DL_W_UNITS) ? 1 + words : 0;
}

/* "or so", "or two" behind a unit: pieces. */
static uint32_t or_so(const dl_scan *scan, uint32_t at) {
  if (!dl_piece_text(scan, at, "or")) return 0;
  return dl_piece_text(scan, at + 1, "so") || dl_piece_text(scan, at + 1, "two") ? 2 : 0;
}

/* the past three months, the next 24 hours, the first nine months, recent years */
bool dl_match_span(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  double number = 0;
  if (dl_piece_is(scan, at, DL_W_THE)) at++;
  bool past = dl_piece_is(scan, at, DL_W_PAST) || dl_piece_is(scan, at, DL_W_ORDINAL);
  if (!past) {
    uint32_t words = from < at ? dl_read_count(scan, at, &number) : 0; /* "the nine months" */
    const char *unit = words ? dl_piece_is(scan, at + words, DL_W_UNITS) : NULL;
    if (!unit) return false;
    period(out->value, sizeof out->value, unit, number);
    set(out, from, at + words + 1, "DURATION", NULL);
    return true;
  }
  at++;
  uint32_t words = dl_read_count(scan, at, &number);
  if (words) words += second_count(scan, at + words);
  at += words + dl_piece_text(scan, at + words, "-");
  const char *unit = dl_any_unit(scan, at);
  if (!unit || (!words && !dl_piece_is(scan, at, DL_W_UNITS) && !dl_piece_text(scan, at - 1, "past"))) return false;
  if (!words) number = dl_piece_is(scan, at, DL_W_UNITS) ? -1 : 1;
  const char *ref = from == at - 1 && !words ? dl_piece_is(scan, from, DL_W_PERIODS) : NULL;
  if (ref) { /* "future quarters" */
    set(out, from, at + 1, "DATE", ref);
    return true;
  }
  period(out->value, sizeof out->value, unit, number);
  set(out, from, at + 1 + or_so(scan, at + 1), "DURATION", NULL);
  return true;
}

/* A count from a day back or ahead; weeks and more keep their grain. */
static void shifted(const dl_scan *scan, const char *unit, double number, int by, const dl_told *told, dl_timex *out) {
  bool from_told = told && told->known;
  if (number < 0 || (!scan->dated && !from_told)) {
    snprintf(out->value, sizeof out->value, "%s", number < 0 ? (by < 0 ? "PAST_REF" : "FUTURE_REF") : "XXXX-XX-XX");
    if (number >= 0) dl_open_value(out->value, sizeof out->value, unit);
    return;
  }
  out->anchor = !from_told ? DL_ANCHOR_DATE : told == &scan->told_on ? DL_ANCHOR_DAY : DL_ANCHOR_TOLD;
  int base = from_told ? told->day : scan->today;
  double months = !strcmp(unit, "Y")    ? 12
                  : !strcmp(unit, "DE") ? 120
                  : !strcmp(unit, "CE") ? 1200
                  : !strcmp(unit, "L")  ? 12000
                                        : 0;
  if (*unit == 'T') {
    dl_unit_value(out->value, sizeof out->value, "D", base, by * (int)(number / (unit[1] == 'H' ? 24 : 1440)));
  } else if (months > 0) {
    bool whole = fmod(number, 1) == 0;
    int day = dl_add_months(base, by * (int)(number * months + 0.5));
    dl_unit_value(out->value, sizeof out->value, whole ? "Y" : "M", day, 0);
  } else {
    dl_unit_value(out->value, sizeof out->value, *unit == 'N' ? "D" : unit, base, by * (int)(number + 0.5));
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
    at += 1 + dl_piece_text(scan, at + 1, "-");
    if (dl_piece_is(scan, at, DL_W_ARTICLE)) at++;
    out->article = true;
    return at - from;
  }
  uint32_t words = dl_read_count(scan, at, &out->number);
  if (!words) out->number = 1;
  out->words = words > 0;
  at += words;
  if (words) at += second_count(scan, at);
  return at + dl_piece_text(scan, at, "-") - from;
}

/* "trading" in "eight trading days": one word that belongs to the unit behind it; pieces. */
static uint32_t between(const dl_scan *scan, uint32_t at) {
  if (at + 1 >= scan->count || !dl_piece_is(scan, at + 1, DL_W_UNITS)) return 0;
  const dl_token *token = &scan->doc->tokens[scan->pieces[at].token];
  bool belongs = token->head == (int32_t)scan->pieces[at + 1].token;
  return belongs && (token->rel == DL_REL_AMOD || token->rel == DL_REL_COMPOUND);
}

static bool is_age(const dl_scan *scan, uint32_t at) {
  at += dl_piece_text(scan, at, "-");
  return dl_piece_text(scan, at, "old") || dl_piece_text(scan, at, "olds");
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
  const char *unit = dl_any_unit(scan, at);
  bool plural = dl_piece_is(scan, at, DL_W_UNITS) != NULL;
  if (!unit || (!of.words && !strcmp(unit, "TS"))) return false; /* "a second day" is an ordinal */
  if (!of.words && !of.article) {
    if (!plural || *unit == 'T' || dl_piece_text(scan, at, "seconds")) return false;
    of.number = -1; /* "for years" */
  }
  uint32_t next = at + 1;
  if (is_age(scan, next)) return false;
  if (!of.words && of.article && dl_piece_text(scan, next, "and") && dl_piece_is(scan, next + 1, DL_W_ARTICLE) &&
      dl_piece_is(scan, next + 2, DL_W_FRACTION)) { /* "a year and a half" */
    of.number += atof(dl_piece_is(scan, next + 2, DL_W_FRACTION));
    next += 3;
  }
  uint32_t joint = next + dl_piece_text(scan, next, "-");
  const char *ago = dl_piece_is(scan, joint, DL_W_AGO), *shift = dl_piece_is(scan, joint, DL_W_SHIFT);
  out->relative = true;
  if (ago) {
    shifted(scan, unit, of.number, -1, NULL, out);
    set(out, from, joint + 1, "DATE", NULL);
    return true;
  }
  bool clock = *unit == 'T'; /* "an hour later" is how long it took */
  if (shift && !clock && !dl_piece_text(scan, joint, "before") && !dl_piece_text(scan, joint, "after")) {
    bool days = !strcmp(unit, "D") || *unit == 'N';
    shifted(scan, unit, of.number, atoi(shift), days && scan->told_on.known ? &scan->told_on : &scan->told, out);
    set(out, from, joint + scan->pieces[joint].length[DL_W_SHIFT], "DATE", NULL);
    return true;
  }
  period(out->value, sizeof out->value, unit, of.number);
  if (!plural && of.words && of.article) from++; /* "a five-year low": the article is the noun's */
  set(out, from, next + or_so(scan, next), is_rate(scan, from, at, &of) ? "SET" : "DURATION", NULL);
  return true;
}

/* every day, each Thursday, every two weeks, daily, Mondays, Tuesday nights */
bool dl_match_set(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *often = dl_piece_is(scan, at, DL_W_OFTEN);
  if (often) {
    set(out, at, at + 1, "SET", often);
    return true;
  }
  uint32_t from = at;
  bool every = dl_piece_is(scan, at, DL_W_EVERY) != NULL;
  if (every) {
    double number = 1;
    uint32_t words = dl_read_count(scan, ++at, &number);
    const char *unit = dl_any_unit(scan, at + words);
    if (!words && dl_piece_text(scan, at, "other")) {
      number = 2;
      words = 1;
      unit = dl_any_unit(scan, at + 1);
    }
    if (unit) {
      period(out->value, sizeof out->value, unit, words ? number : 1);
      set(out, from, at + words + 1, "SET", NULL);
      return true;
    }
  }
  const char *day = dl_piece_is(scan, at, DL_W_WEEKDAYS), *single = dl_piece_is(scan, at, DL_W_WEEKDAY);
  if (!day && !(single && (every || dl_piece_is(scan, at + 1, DL_W_PARTS)))) return false;
  const char *part = dl_piece_is(scan, at + 1, DL_W_PARTS);
  if (!part) part = dl_piece_is(scan, at + 1, DL_W_PART);
  snprintf(out->value, sizeof out->value, "XXXX-WXX-%d%s%s", atoi(day ? day : single), part ? "T" : "",
           part ? part : "");
  set(out, from, at + 1 + (part != NULL), "SET", NULL);
  return true;
}

/* today, yesterday, the day before yesterday, tonight */
bool dl_match_day(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  if (dl_piece_text(scan, at, "the")) at++;
  const char *day = dl_piece_is(scan, at, DL_W_DAY), *tonight = dl_piece_is(scan, at, DL_W_TONIGHT);
  if (!day && !tonight) return false;
  dl_word_class class = day ? DL_W_DAY : DL_W_TONIGHT;
  if (from < at && scan->pieces[at].length[class] == 1) return false;
  out->anchor = DL_ANCHOR_DATE;
  if (scan->dated)
    dl_unit_value(out->value, sizeof out->value, tonight ? "N" : "D", scan->today, atoi(day ? day : tonight));
  else
    snprintf(out->value, sizeof out->value, "XXXX-XX-XX%s", tonight ? "TNI" : "");
  set(out, from, at + scan->pieces[at].length[class], tonight ? "TIME" : "DATE", NULL);
  return true;
}

bool dl_match_reference(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *reference = dl_piece_is(scan, at, DL_W_REF);
  if (!reference) return false;
  set(out, at, at + scan->pieces[at].length[DL_W_REF], "DATE", reference);
  return true;
}

/* the weekend: the nearest by tense */
bool dl_match_weekend(const dl_scan *scan, uint32_t at, dl_timex *out) {
  const char *unit = dl_piece_is(scan, at + 1, DL_W_UNIT);
  if (!dl_piece_text(scan, at, "the") || !unit || strcmp(unit, "WE")) return false;
  if (scan->dated) {
    out->anchor = DL_ANCHOR_DATE;
    int weekday = dl_day_weekday(scan->today);
    bool rule = dl_time_direction(scan, at + 1) == DL_AHEAD;
    bool ahead = weekday >= 6 || dl_lies_ahead(scan, at + 1, "weekend", weekday, 6 - weekday, rule);
    dl_unit_value(out->value, sizeof out->value, "WE", scan->today, ahead ? 0 : -1);
  } else {
    snprintf(out->value, sizeof out->value, "XXXX-WXX-WE");
  }
  set(out, at, at + 2, "DATE", NULL);
  return true;
}
