/* What the pieces of a sentence say: numbers, days, years, the tense that governs them. */
#include <stdlib.h>
#include <string.h>

#include "times/grammar.h"

const char *dl_piece_is(const dl_scan *scan, uint32_t at, dl_word_class class) {
  return at < scan->count ? scan->pieces[at].value[class] : NULL;
}

bool dl_is_glue(const dl_scan *scan, uint32_t at, dl_glue glue) {
  return at < scan->count && scan->pieces[at].glue == glue;
}

/* +1 or -1 by the auxiliaries and the form of the verb at `verb`, 0 where it does not tell. */
static dl_direction verb_direction(const dl_scan *scan, uint32_t verb) {
  const dl_document *doc = scan->doc;
  const dl_token *token = &doc->tokens[verb];
  bool to = false, ahead = false, past = false;
  for (uint32_t i = 0; i < scan->count; i++) {
    const dl_token *child = &doc->tokens[scan->pieces[i].token];
    if (child->head != (int32_t)verb) continue;
    if (dl_in(child->rel, DL_RELS(AUX, COP))) {
      if (scan->pieces[i].value[DL_W_FUTURE] || scan->pieces[i].value[DL_W_MODAL]) ahead = true;
      if (child->xpos == DL_TAG_VBD || dl_lemma_is(doc, (int32_t)scan->pieces[i].token, "have")) past = true;
    }
    if (child->rel == DL_REL_MARK && child->word == DL_WORD_TO) to = true;
  }
  if (past) return DL_BEHIND; /* "would have met" lies behind */
  if (ahead || to) return DL_AHEAD;
  if (dl_in(token->xpos, DL_TAGS(VBD, VBN))) return DL_BEHIND;
  return DL_UNKNOWN;
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

int dl_read_day(const dl_scan *scan, uint32_t at) {
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

uint32_t dl_read_count(const dl_scan *scan, uint32_t at, double *value) {
  if (at >= scan->count) return 0;
  const char *vague = dl_piece_is(scan, at, DL_W_VAGUE);
  if (vague) {
    *value = *vague == 'X' ? -1 : atof(vague);
    return scan->pieces[at].length[DL_W_VAGUE];
  }
  const dl_piece *piece = &scan->pieces[at];
  uint32_t next = at;
  if (piece->number >= 0 && !*piece->suffix) {
    *value = piece->number;
    next++;
    if (dl_piece_is(scan, next, DL_W_SCALE)) *value *= atof(dl_piece_is(scan, next, DL_W_SCALE)), next++;
    /* "2 1/2" */
    if (next + 2 < scan->count && scan->pieces[next].number == 1 && dl_is_glue(scan, next + 1, DL_GLUE_SLASH) &&
        scan->pieces[next + 2].number > 1) {
      *value += 1 / scan->pieces[next + 2].number;
      next += 3;
    }
  } else {
    double total = 0;
    while (next < scan->count) {
      const char *number = dl_piece_is(scan, next, DL_W_NUMBER), *scale = dl_piece_is(scan, next, DL_W_SCALE);
      if (number)
        total += atof(number);
      else if (scale && total > 0)
        total *= atof(scale);
      else if (scale && next > 0 && dl_piece_is(scan, next - 1, DL_W_ARTICLE))
        total = atof(scale);
      else
        break;
      next++;
      if (dl_is_glue(scan, next, DL_GLUE_HYPHEN) && dl_piece_is(scan, next + 1, DL_W_NUMBER)) next++;
    }
    if (next == at) return 0;
    *value = total;
  }
  uint32_t and = next + dl_is_glue(scan, next, DL_GLUE_HYPHEN);
  if (dl_is_glue(scan, and, DL_GLUE_AND)) { /* "two and a half" */
    uint32_t half = and+1 + dl_is_glue(scan, and+1, DL_GLUE_HYPHEN);
    if (dl_piece_is(scan, half, DL_W_ARTICLE)) half++;
    half += dl_is_glue(scan, half, DL_GLUE_HYPHEN);
    const char *fraction = dl_piece_is(scan, half, DL_W_FRACTION);
    if (fraction) {
      *value += atof(fraction);
      next = half + 1;
    }
  }
  return next - at;
}

uint32_t dl_named_year(const dl_scan *scan, uint32_t at, int *year) {
  uint32_t next = at + dl_is_glue(scan, at, DL_GLUE_THE);
  const char *last = dl_piece_is(scan, next, DL_W_LAST);
  bool same = dl_piece_is(scan, next, DL_W_THAT) != NULL;
  if (same && dl_piece_is(scan, next + 1, DL_W_THAT)) next++; /* "that same year" */
  if ((!last && !same) || !dl_is_glue(scan, next + 1, DL_GLUE_YEAR) || dl_piece_is(scan, next + 2, DL_W_AGO)) return 0;
  bool from_told = same || next > at;
  if (from_told ? !scan->told.known : !scan->dated) return 0;
  *year = dl_day_of(from_told ? scan->told.day : scan->today).year + (same ? 0 : atoi(last));
  return next + 2 - at;
}

uint32_t dl_year_after(const dl_scan *scan, uint32_t at, int *year) {
  uint32_t next = at + (dl_is_glue(scan, at, DL_GLUE_OF) || dl_is_glue(scan, at, DL_GLUE_IN) ||
                        dl_is_glue(scan, at, DL_GLUE_COMMA));
  uint32_t named = next == at || !dl_is_glue(scan, at, DL_GLUE_COMMA) ? dl_named_year(scan, next, year) : 0;
  if (named) return next + named - at;
  if (dl_piece_is(scan, next, DL_W_FISCAL)) next++;
  uint32_t pieces = dl_take_year(scan, next, year);
  if (pieces && !(scan->pieces[next].digits == 2)) return next + pieces - at;
  *year = 0;
  return 0;
}
