#include "times/grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A clock time as far as it is read. */
typedef struct clock_time {
  int hour, minute;   /* minute: -1 where none is told */
  const char *suffix; /* what is written onto the last figure */
  uint32_t next;      /* the piece behind */
} clock_time;

/* Behind ":15", however short. */
static const char *behind_minutes(const char *suffix) {
  size_t size = strlen(suffix);
  return suffix + (size < 3 ? size : 3);
}

/* "7", "7:15", "18:00:30", "1430"; the colon may be a piece of its own. */
static clock_time read_figures(const dl_scan *scan, uint32_t at) {
  const dl_piece *piece = &scan->pieces[at], *behind = piece + 2;
  clock_time c = {(int)piece->number, -1, piece->suffix, at + 1};
  if (*c.suffix == ':' && strlen(c.suffix) >= 3) {
    c.minute = atoi(c.suffix + 1);
    c.suffix = behind_minutes(c.suffix);
    if (*c.suffix == ':') c.suffix = behind_minutes(c.suffix);
    return c;
  }
  bool colon = !*c.suffix && at + 2 < scan->count && dl_is_glue(scan, at + 1, DL_GLUE_COLON);
  if (colon && piece[1].begin == piece->end && behind->digits == 2)
    c = (clock_time){c.hour, (int)behind->number, behind->suffix, at + 3};
  return c;
}

static const char *meridiem_form(const char *suffix) {
  static const char *const forms[] = {"am", "a.m", "pm", "p.m"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (!strncmp(suffix, forms[i], strlen(forms[i]))) return forms[i];
  return NULL;
}

/* "a.m." or "p.m." on the figure, behind it, or by the part of day ("4 in the morning"), with a or p first; NULL. */
static const char *read_meridiem(const dl_scan *scan, const dl_piece *figure, clock_time *c) {
  if (*c->suffix) return meridiem_form(c->suffix);
  const char *word = dl_piece_is(scan, c->next, DL_W_MERIDIEM);
  if (word && (c->minute >= 0 || !dl_is_glue(scan, c->next, DL_GLUE_AM))) {
    c->next += scan->pieces[c->next].length[DL_W_MERIDIEM];
    return word;
  }
  bool in_the = dl_is_glue(scan, c->next, DL_GLUE_IN) && dl_is_glue(scan, c->next + 1, DL_GLUE_THE);
  const char *part = in_the && figure->digits <= 2 ? dl_piece_is(scan, c->next + 2, DL_W_PART) : NULL;
  if (!part) return NULL;
  c->next += 3;
  return strcmp(part, "MO") ? "pm" : "am";
}

/* 12 a.m. is 0, 12 p.m. 12; figures beyond a half day stay. */
static bool tell_by_meridiem(clock_time *c, char half, unsigned digits) {
  if (half == 'p' && c->hour < 12) c->hour += 12;
  if (half == 'a' && c->hour == 12) c->hour = 0;
  return c->minute >= 0 || digits <= 2;
}

/* Of 24 hours: with minutes, or in four figures before a zone ("1430 GMT"). */
static bool tell_by_day(clock_time *c, const char *zone, unsigned digits) {
  if (*c->suffix) return false;
  if (c->minute < 0 && zone && digits == 4) {
    c->minute = c->hour % 100;
    c->hour /= 100;
  }
  return c->minute >= 0;
}

/* A clock time at `at`: "7:15 p.m.", "4 p.m. EDT", "18:00 UTC", "noon", "4 in the morning", "1430 GMT"; *clock as
 * "T19:15". */
static bool plain_clock(const dl_scan *scan, uint32_t at, char clock[16], uint32_t *count) {
  if (at >= scan->count) return false;
  const dl_piece *piece = &scan->pieces[at];
  const char *moment = dl_piece_is(scan, at, DL_W_MOMENT);
  if (moment) {
    snprintf(clock, 16, "T%s", moment);
    *count = 1;
    return true;
  }
  if (!piece->digits || piece->digits > 4) return false;
  clock_time c = read_figures(scan, at);
  const char *meridiem = read_meridiem(scan, piece, &c), *zone = dl_piece_is(scan, c.next, DL_W_ZONE);
  if (meridiem ? !tell_by_meridiem(&c, *meridiem, piece->digits) : !tell_by_day(&c, zone, piece->digits)) return false;
  if (c.hour > 24 || c.minute > 59) return false;
  if (zone) c.next += scan->pieces[c.next].length[DL_W_ZONE];
  bool universal = zone && *zone == 'Z';
  snprintf(clock, 16, "T%02d:%02d%s", c.hour, c.minute < 0 ? 0 : c.minute, universal ? "Z" : "");
  *count = c.next - at;
  return true;
}

/* The part of the day at `at`, also in "late afternoon"; its pieces in *count. NULL: none. */
static const char *read_part(const dl_scan *scan, uint32_t at, uint32_t *count) {
  const char *part = dl_piece_is(scan, at, DL_W_PART);
  *count = part ? 1 : 2;
  return part || !dl_piece_is(scan, at, DL_W_MOD) ? part : dl_piece_is(scan, at + 1, DL_W_PART);
}

static bool is_day(const dl_timex *time) {
  return time->type == DL_TIMEX_DATE && strlen(time->value) == 10;
}

/* A day is told: has it a part or a clock time behind it? ("Wednesday night", "Thursday at 3 p.m.") */
static void extend_day(const dl_scan *scan, dl_timex *out) {
  bool weekday = out->type == DL_TIMEX_DATE && !strncmp(out->value, "XXXX-WXX-", 9);
  if (!is_day(out) && !weekday) return;
  uint32_t next = out->from + out->count, count = 0;
  size_t used = strlen(out->value);
  char clock[16];
  const char *part = read_part(scan, next, &count);
  if (part) {
    snprintf(out->value + used, sizeof out->value - used, "T%s", part);
    out->count += count;
    out->type = DL_TIMEX_TIME;
    return;
  }
  uint32_t at = next + dl_is_glue_of(scan, next, DL_GLUES(AT, COMMA));
  if (plain_clock(scan, at, clock, &count)) {
    snprintf(out->value + used, sizeof out->value - used, "%s", clock);
    out->count = at + count - out->from;
    out->type = DL_TIMEX_TIME;
  }
}

/* Pieces that it takes, with the end of its range. */
static uint32_t reach(const dl_timex *time) {
  return time->tail_count ? time->tail_from + time->tail_count - time->from : time->count;
}

static dl_time_rule match_of_day, match_day_beside;

/* The longest expression at `at` without a clock time or a modifier before it. */
static bool match_plain(const dl_scan *scan, uint32_t at, dl_timex *out) {
  /* of two that take as much the one that stands first wins */
  static const struct {
    dl_time_rule *match;
    const char *name;
  } rules[] = {{dl_match_numeric, "figures"},
               {dl_match_calendar, "calendar"},
               {dl_match_year, "year"},
               {dl_match_quarter, "quarter"},
               {dl_match_half, "half"},
               {dl_match_season, "season"},
               {dl_match_century, "century"},
               {dl_match_holiday, "feast"},
               {dl_match_year_ago, "compared"},
               {dl_match_relative, "relative"},
               {dl_match_span, "span"},
               {dl_match_set, "set"},
               {dl_match_day, "day"},
               {dl_match_reference, "reference"},
               {dl_match_weekend, "weekend"},
               {dl_match_count, "count"},
               {dl_match_the_unit, "the unit"},
               {dl_match_year_end, "end"},
               {dl_match_nth_weekday, "weekday"},
               {match_of_day, "of day"},
               {match_day_beside, "beside"}};
  bool found = false;
  if (at >= scan->count) return false;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    dl_timex candidate = {0};
    if (!rules[i].match(scan, at, &candidate)) continue;
    candidate.rule = rules[i].name;
    extend_day(scan, &candidate);
    if (!found || reach(&candidate) > reach(out)) *out = candidate;
    found = true;
  }
  return found;
}

/* A day behind the clock time or part of day that ends before `at`, also behind or beside the same time in another
 * zone: "on Friday", "(0735 GMT) Friday"; the phrase ends at piece *end then. */
static bool day_behind(const dl_scan *scan, uint32_t at, dl_timex *day, uint32_t *end) {
  uint32_t next = at + dl_is_glue_of(scan, at, DL_GLUES(ON, COMMA));
  bool aside = dl_is_glue(scan, at, DL_GLUE_OPEN), inside = dl_is_glue(scan, at, DL_GLUE_CLOSE);
  next += inside;
  if (aside) {
    uint32_t limit = at + 8;
    for (; next < scan->count && next < limit && !dl_is_glue(scan, next, DL_GLUE_CLOSE); next++) {
      *end = at; /* "4 in the morning (4 a.m. EDT Thursday)" */
      if (match_plain(scan, next, day) && is_day(day)) return true;
    }
    next++;
  }
  if (!match_plain(scan, next, day) || !is_day(day)) return false;
  *end = aside || inside ? at : day->from + day->count;
  return true;
}

/* "the morning of 28 December", "late afternoon on Friday", "mid-afternoon yesterday" */
static bool match_of_day(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  bool the = dl_is_glue(scan, at, DL_GLUE_THE);
  at += the;
  uint32_t mod = dl_piece_is(scan, at, DL_W_MOD) ? scan->pieces[at].length[DL_W_MOD] : 0;
  at += mod + dl_is_glue(scan, at + mod, DL_GLUE_HYPHEN);
  const char *part = dl_piece_is(scan, at, DL_W_PART);
  if (!part && dl_one_unit(scan, at) != DL_UNIT_N) return false;
  uint32_t next = at + 1;
  next += dl_is_glue(scan, next, DL_GLUE_HOURS);
  next += dl_is_glue(scan, next, DL_GLUE_OF);
  dl_timex day = {0};
  uint32_t end = 0;
  if (!(the || mod) || next >= scan->count || !day_behind(scan, next, &day, &end)) return false;
  snprintf(out->value, sizeof out->value, "%.10sT%s", day.value, part ? part : "NI");
  out->anchor = day.anchor;
  return dl_finish_time(out, from, end, DL_TIMEX_TIME);
}

/* "the day before last Tuesday", "three days after Christmas" */
static bool match_day_beside(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t from = at;
  double number = 1;
  if (!dl_is_glue(scan, at, DL_GLUE_THE) || !dl_is_glue(scan, at + 1, DL_GLUE_DAY)) {
    uint32_t words = dl_read_count(scan, at, &number);
    dl_unit unit = words ? dl_any_unit(scan, at + words) : DL_UNIT_NONE;
    if (number < 1 || number > 1000 || !dl_in(unit, DL_UNITS(D, W))) return false;
    if (unit == DL_UNIT_W) number *= 7;
    at += words - 1;
  }
  at += 2;
  int by = dl_is_glue(scan, at, DL_GLUE_AFTER) ? 1 : -1;
  dl_timex day = {0};
  dl_day date;
  if (!dl_is_glue_of(scan, at, DL_GLUES(BEFORE, AFTER)) || at + 1 >= scan->count || !match_plain(scan, at + 1, &day) ||
      !dl_day_parse(day.value, &date))
    return false;
  dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, dl_day_number(date.year, date.month, date.day),
                by * (int)number);
  out->anchor = day.anchor;
  return dl_finish_time(out, from, day.from + day.count, DL_TIMEX_DATE);
}

/* Writes the day of a clock time at `at` that is told without one: the last day told of, where that is near ("on
 * Tuesday
 * ... at 18:00 UTC"), else the document's date. */
static void day_of_clock(const dl_scan *scan, uint32_t at, dl_timex *out) {
  uint32_t here = scan->doc->tokens[scan->pieces[at].token].sentence;
  bool from_told = scan->told_on.known && (scan->narrative || scan->told_on.sentence + 1 >= here);
  out->anchor = from_told ? DL_ANCHOR_DAY : DL_ANCHOR_DATE;
  if (scan->dated || from_told)
    dl_unit_value(out->value, sizeof out->value, DL_UNIT_D, from_told ? scan->told_on.day : scan->today, 0);
  else
    snprintf(out->value, sizeof out->value, "XXXX-XX-XX");
}

/* "10 p.m. Wednesday", "6 a.m. on Nov. 9", "noon" alone. */
static bool match_clock(const dl_scan *scan, uint32_t at, dl_timex *out) {
  char clock[16];
  uint32_t count = 0;
  if (!plain_clock(scan, at, clock, &count)) return false;
  dl_timex day = {0};
  uint32_t end = 0;
  if (day_behind(scan, at + count, &day, &end)) {
    snprintf(out->value, sizeof out->value, "%.10s%s", day.value, clock);
    out->count = end - at;
    out->anchor = day.anchor;
  } else {
    day_of_clock(scan, at, out);
    size_t used = strlen(out->value);
    snprintf(out->value + used, sizeof out->value - used, "%s", clock);
    out->count = count;
  }
  out->from = at;
  out->type = DL_TIMEX_TIME;
  out->rule = "clock";
  return true;
}

static bool match_bare(const dl_scan *scan, uint32_t at, dl_timex *out) {
  dl_timex clock = {0};
  bool plain = match_plain(scan, at, out);
  if (match_clock(scan, at, &clock) && (!plain || clock.count >= out->count)) {
    *out = clock;
    return true;
  }
  return plain;
}

/* Is it of a part of what follows: "early", "late", "mid"? */
static bool is_part(unsigned mod) {
  return mod == DL_TIMEX_START || mod == DL_TIMEX_MID || mod == DL_TIMEX_END;
}

/* May the modifier stand before this expression? "nearly" needs an amount, "late" a date. */
static bool fits(unsigned mod, const dl_timex *time) {
  bool amount = time->type == DL_TIMEX_DURATION || time->relative;
  bool reference = dl_is_reference(time->value);
  if (is_part(mod)) return time->type == DL_TIMEX_DATE && !reference && !time->relative;
  if (mod == DL_TIMEX_APPROX) return !reference && time->type != DL_TIMEX_SET;
  return amount;
}

/* "over the years": a preposition; "earlier Friday": that day, earlier */
static bool modifies_nothing(const dl_scan *scan, uint32_t at) {
  if (dl_is_glue(scan, at, DL_GLUE_OVER)) return scan->doc->tokens[scan->pieces[at].token].rel == DL_REL_CASE;
  return dl_is_glue(scan, at, DL_GLUE_EARLIER) && dl_piece_is(scan, at + 1, DL_W_WEEKDAY);
}

bool dl_match_time(const dl_scan *scan, uint32_t at, dl_timex *out) {
  bool plain = match_bare(scan, at, out);
  unsigned mod = dl_timex_mod_read(dl_piece_is(scan, at, DL_W_MOD));
  uint32_t first = at;
  if (!mod && dl_is_glue(scan, at, DL_GLUE_THE)) { /* "the early summer" */
    mod = dl_timex_mod_read(dl_piece_is(scan, ++first, DL_W_MOD));
    if (!is_part(mod)) mod = DL_TIMEX_NO_MOD;
  }
  if (!mod || modifies_nothing(scan, at)) return plain;
  uint32_t next = first + scan->pieces[first].length[DL_W_MOD];
  if (dl_is_glue(scan, next, DL_GLUE_HYPHEN)) {
    at = first; /* "the late-November trip": the article is the noun's */
    next++;
  }
  dl_timex inner = {0};
  if (!match_bare(scan, next, &inner) || !fits(mod, &inner)) return plain;
  bool owner = dl_is_glue(scan, inner.from + inner.count, DL_GLUE_OWNS); /* "to get around Friday's ruling" */
  if (owner && mod == DL_TIMEX_APPROX && inner.type == DL_TIMEX_DATE) return plain;
  inner.count += next - at;
  inner.from = at;
  if (!inner.mod) inner.mod = (uint8_t)mod;
  if (!plain || inner.count > out->count) *out = inner;
  return true;
}
