/* What the pieces of a sentence say: numbers, days, years, the tense that governs them. */
#include <stdlib.h>
#include <string.h>

#include "times/grammar.h"

const char *dl_piece_is(const dl_scan *scan, uint32_t at, dl_word_class class) {
  return at < scan->count ? scan->pieces[at].value[class] : NULL;
}

int dl_piece_number(const dl_scan *scan, uint32_t at, dl_word_class class) {
  const char *value = dl_piece_is(scan, at, class);
  return value ? atoi(value) : 0;
}

uint32_t dl_behind(const dl_scan *scan, uint32_t at, dl_word_class class) {
  return dl_piece_is(scan, at, class) ? at + 1 : at;
}

bool dl_is_glue(const dl_scan *scan, uint32_t at, dl_glue glue) {
  return at < scan->count && scan->pieces[at].glue == glue;
}

bool dl_is_glue_of(const dl_scan *scan, uint32_t at, uint64_t glues) {
  _Static_assert(DL_GLUE_COUNT <= 64, "a set of small words is 64 bits");
  return at < scan->count && dl_in(scan->pieces[at].glue, glues);
}

/* Does a child of a verb tell that it lies ahead: "will", "would", "to"? */
static bool tells_ahead(const dl_piece *piece, const dl_token *child) {
  if (dl_in(child->rel, DL_RELS(AUX, COP))) return piece->value[DL_W_FUTURE] || piece->value[DL_W_MODAL];
  return child->rel == DL_REL_MARK && child->word == DL_WORD_TO;
}

static bool tells_past(const dl_document *doc, const dl_piece *piece, const dl_token *child) {
  if (!dl_in(child->rel, DL_RELS(AUX, COP))) return false;
  return child->xpos == DL_TAG_VBD || dl_lemma_is(doc, (int32_t)piece->token, "have");
}

/* +1 or -1 by the auxiliaries and the form of the verb at `verb`, 0 where it does not tell. */
static dl_direction verb_direction(const dl_scan *scan, uint32_t verb) {
  const dl_document *doc = scan->doc;
  bool ahead = false;
  for (const dl_piece *piece = scan->pieces; piece < scan->pieces + scan->count; piece++) {
    const dl_token *child = &doc->tokens[piece->token];
    if (child->head != (int32_t)verb) continue;
    if (tells_past(doc, piece, child)) return DL_BEHIND; /* "would have met" lies behind */
    ahead |= tells_ahead(piece, child);
  }
  if (ahead) return DL_AHEAD;
  return dl_in(doc->tokens[verb].xpos, DL_TAGS(VBD, VBN)) ? DL_BEHIND : DL_UNKNOWN;
}

dl_direction dl_time_direction(const dl_scan *scan, uint32_t at) {
  int32_t token = (int32_t)scan->pieces[at].token;
  for (int steps = 0; token >= 0 && steps < 32; steps++, token = scan->doc->tokens[token].head) {
    unsigned upos = scan->doc->tokens[token].upos;
    bool root = scan->doc->tokens[token].head < 0;
    if (!dl_in(upos, DL_UPOSES(VERB, AUX, ADJ)) && !root) continue;
    dl_direction direction = verb_direction(scan, (uint32_t)token);
    if (direction != DL_UNKNOWN || upos == DL_VERB || root) return direction;
  }
  return DL_UNKNOWN;
}

static bool is_ordinal_ending(const char *suffix) {
  static const char endings[][3] = {"st", "nd", "rd", "th"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (!strcmp(suffix, endings[i])) return true;
  return false;
}

int dl_read_day(const dl_scan *scan, uint32_t at) {
  if (at >= scan->count) return 0;
  const dl_piece *piece = &scan->pieces[at];
  int day = (int)piece->number;
  if (!piece->digits || piece->digits > 2 || day < 1 || day > 31) return 0;
  if (*piece->suffix && !is_ordinal_ending(piece->suffix)) return 0;
  return dl_piece_is(scan, at + 1, DL_W_MERIDIEM) ? 0 : day;
}

/* "nineteen ninety-six": two numbers in words, without the units that may follow; 0 if none. */
static int year_in_words(const dl_scan *scan, uint32_t at) {
  int century = dl_piece_number(scan, at, DL_W_NUMBER), tens = dl_piece_number(scan, at + 1, DL_W_NUMBER);
  return (century == 19 || century == 18) && tens >= 10 ? century * 100 + tens : 0;
}

int dl_read_year(const dl_scan *scan, uint32_t at) {
  if (at >= scan->count) return 0;
  const dl_piece *piece = &scan->pieces[at];
  if (!piece->digits || *piece->suffix) return year_in_words(scan, at);
  int number = (int)piece->number;
  if (piece->digits == 4) return number >= 1000 && number <= 2199 ? number : 0;
  if (piece->digits == 2 && piece->lower[0] == '\'') return number + (number < 40 ? 2000 : 1900);
  return 0;
}

uint32_t dl_take_year(const dl_scan *scan, uint32_t at, int *year) {
  *year = dl_read_year(scan, at);
  if (!*year) return 0;
  if (scan->pieces[at].digits) return 1;
  if (*year % 100 >= 20 && *year % 10 == 0) { /* the units may follow: "ninety-six", "ninety six" */
    uint32_t next = at + 2 + dl_is_glue(scan, at + 2, DL_GLUE_HYPHEN);
    const char *units = dl_piece_is(scan, next, DL_W_NUMBER);
    if (units && atoi(units) < 10) {
      *year += atoi(units);
      return next - at + 1;
    }
  }
  return 2;
}

dl_unit dl_one_unit(const dl_scan *scan, uint32_t at) {
  return dl_unit_read(dl_piece_is(scan, at, DL_W_UNIT));
}

dl_unit dl_any_unit(const dl_scan *scan, uint32_t at) {
  dl_unit unit = dl_one_unit(scan, at);
  return unit ? unit : dl_unit_read(dl_piece_is(scan, at, DL_W_UNITS));
}

/* "24", "1.5 million", "2 1/2": pieces. */
static uint32_t count_in_figures(const dl_scan *scan, uint32_t at, double *value) {
  uint32_t next = at + 1;
  *value = scan->pieces[at].number;
  const char *scale = dl_piece_is(scan, next, DL_W_SCALE);
  if (scale) {
    *value *= atof(scale);
    next++;
  }
  const dl_piece *fraction = scan->pieces + next;
  if (next + 2 < scan->count && fraction[0].number == 1 && fraction[1].glue == DL_GLUE_SLASH &&
      fraction[2].number > 1) {
    *value += 1 / fraction[2].number;
    next += 3;
  }
  return next - at;
}

/* "twenty-four", "three thousand", "a thousand" behind its article: pieces, 0 if none. */
static uint32_t count_in_words(const dl_scan *scan, uint32_t at, double *value) {
  uint32_t next = at;
  double total = 0;
  while (next < scan->count) {
    const char *number = dl_piece_is(scan, next, DL_W_NUMBER), *scale = dl_piece_is(scan, next, DL_W_SCALE);
    if (number)
      total += atof(number);
    else if (scale && total > 0)
      total *= atof(scale);
    else if (scale && dl_piece_is(scan, next - 1, DL_W_ARTICLE))
      total = atof(scale);
    else
      break;
    next++;
    if (dl_is_glue(scan, next, DL_GLUE_HYPHEN) && dl_piece_is(scan, next + 1, DL_W_NUMBER)) next++;
  }
  if (next > at) *value = total;
  return next - at;
}

/* "and a half" behind a count, which grows by it: pieces, 0 if none. */
static uint32_t and_a_half(const dl_scan *scan, uint32_t at, double *value) {
  uint32_t next = at + dl_is_glue(scan, at, DL_GLUE_HYPHEN);
  if (!dl_is_glue(scan, next, DL_GLUE_AND)) return 0;
  next += 1 + dl_is_glue(scan, next + 1, DL_GLUE_HYPHEN);
  next = dl_behind(scan, next, DL_W_ARTICLE);
  next += dl_is_glue(scan, next, DL_GLUE_HYPHEN);
  const char *fraction = dl_piece_is(scan, next, DL_W_FRACTION);
  if (!fraction) return 0;
  *value += atof(fraction);
  return next + 1 - at;
}

uint32_t dl_read_count(const dl_scan *scan, uint32_t at, double *value) {
  if (at >= scan->count) return 0;
  const char *vague = dl_piece_is(scan, at, DL_W_VAGUE);
  if (vague) {
    *value = *vague == 'X' ? -1 : atof(vague);
    return scan->pieces[at].length[DL_W_VAGUE];
  }
  bool figures = scan->pieces[at].number >= 0 && !*scan->pieces[at].suffix;
  uint32_t pieces = figures ? count_in_figures(scan, at, value) : count_in_words(scan, at, value);
  return pieces ? pieces + and_a_half(scan, at + pieces, value) : 0;
}

uint32_t dl_pointed_unit(const dl_scan *scan, uint32_t at, dl_glue unit, int *by, bool *same) {
  at += dl_is_glue(scan, at, DL_GLUE_THE);
  const char *last = dl_piece_is(scan, at, DL_W_LAST);
  *same = dl_piece_is(scan, at, DL_W_THAT) != NULL;
  if (!last && !*same) return 0;
  *by = *same ? 0 : atoi(last);
  at += 1 + (*same && dl_piece_is(scan, at + 1, DL_W_THAT)); /* "that same year" */
  return dl_is_glue(scan, at, unit) ? at + 1 : 0;
}

uint32_t dl_named_year(const dl_scan *scan, uint32_t at, int *year) {
  int by = 0;
  bool same = false;
  uint32_t end = dl_pointed_unit(scan, at, DL_GLUE_YEAR, &by, &same);
  if (!end || dl_piece_is(scan, end, DL_W_AGO)) return 0;
  bool from_told = same || dl_is_glue(scan, at, DL_GLUE_THE);
  if (from_told ? !scan->told.known : !scan->dated) return 0;
  *year = dl_day_of(from_told ? scan->told.day : scan->today).year + by;
  return end - at;
}

uint32_t dl_year_after(const dl_scan *scan, uint32_t at, int *year) {
  uint32_t next = at + dl_is_glue_of(scan, at, DL_GLUES(OF, IN, COMMA));
  uint32_t named = dl_is_glue(scan, at, DL_GLUE_COMMA) ? 0 : dl_named_year(scan, next, year);
  if (named) return next + named - at;
  next = dl_behind(scan, next, DL_W_FISCAL);
  uint32_t pieces = dl_take_year(scan, next, year);
  if (pieces && scan->pieces[next].digits != 2) return next + pieces - at;
  *year = 0;
  return 0;
}
