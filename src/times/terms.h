/* What the grammar of times asks for by name: units of time and small words.
 *
 * Each is read off a text once, a cell of data/times/words.tsv or a token, so that rules compare numbers. Each list is
 * the enumeration and the table of its texts at once. What is none of them is 0; nothing fails or takes memory.
 */
#ifndef DL_TIMES_TERMS_H
#define DL_TIMES_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/labels.h"

// clang-format off
/* Units as data/times/words.tsv has them: DL_UNIT_W. N is a night, L a thousand years, T begins those of a clock. */
#define DL_UNIT_LIST(ITEM)                                                                                         \
  ITEM(NONE, "") ITEM(D, "D") ITEM(N, "N") ITEM(W, "W") ITEM(2W, "2W") ITEM(WE, "WE") ITEM(M, "M") ITEM(Q, "Q")    \
  ITEM(Y, "Y") ITEM(DE, "DE") ITEM(CE, "CE") ITEM(L, "L") ITEM(TH, "TH") ITEM(TM, "TM") ITEM(TS, "TS")

/* Small words and marks: DL_GLUE_THE. */
#define DL_GLUE_LIST(ITEM)                                                                                          \
  ITEM(NONE, "") ITEM(THE, "the") ITEM(A, "a") ITEM(OF, "of") ITEM(IN, "in") ITEM(ON, "on") ITEM(AT, "at")          \
  ITEM(TO, "to") ITEM(OR, "or") ITEM(SO, "so") ITEM(TWO, "two") ITEM(AND, "and") ITEM(OTHER, "other")               \
  ITEM(THROUGH, "through") ITEM(OVER, "over") ITEM(BEFORE, "before") ITEM(AFTER, "after") ITEM(EARLIER, "earlier")  \
  ITEM(PAST, "past") ITEM(COMING, "coming") ITEM(LATEST, "latest") ITEM(LATTER, "latter") ITEM(FINAL, "final")      \
  ITEM(COMPARABLE, "comparable") ITEM(CORRESPONDING, "corresponding") ITEM(FULL, "full") ITEM(ENDED, "ended")       \
  ITEM(ENDING, "ending") ITEM(END, "end") ITEM(OLD, "old") ITEM(OLDS, "olds") ITEM(SECONDS, "seconds")              \
  ITEM(HOURS, "hours") ITEM(DAY, "day") ITEM(WEEK, "week") ITEM(MONTH, "month") ITEM(QUARTER, "quarter")            \
  ITEM(HALF, "half") ITEM(PERIOD, "period") ITEM(YEAR, "year") ITEM(CENTURY, "century")                             \
  ITEM(CENTURIES, "centuries") ITEM(AM, "am") ITEM(S, "s") ITEM(OWNS, "'s") ITEM(COMMA, ",") ITEM(STOP, ".")        \
  ITEM(COLON, ":") ITEM(HYPHEN, "-") ITEM(DASH, "\xe2\x80\x93") ITEM(SLASH, "/") ITEM(PERCENT, "%")                 \
  ITEM(OPEN, "(") ITEM(CLOSE, ")") ITEM(EURO, "\xe2\x82\xac")                   \
  ITEM(POUND, "\xc2\xa3")
// clang-format on

/* Sets of them: dl_in(unit, DL_UNITS(W, M)). */
#define DL_UNITS(...) DL_OF(DL_UNIT_, __VA_ARGS__)
#define DL_GLUES(...) DL_OF(DL_GLUE_, __VA_ARGS__)

#define DL_NAME_UNIT(name, text) DL_UNIT_##name,
#define DL_NAME_GLUE(name, text) DL_GLUE_##name,
typedef enum dl_unit { DL_UNIT_LIST(DL_NAME_UNIT) DL_UNIT_COUNT } dl_unit;
typedef enum dl_glue { DL_GLUE_LIST(DL_NAME_GLUE) DL_GLUE_COUNT } dl_glue;

/* "WE" -> DL_UNIT_WE; NULL and what is unknown -> DL_UNIT_NONE. And back. */
dl_unit dl_unit_read(const char *text);
const char *dl_unit_text(dl_unit unit);

/* A small word of the grammar, in lower case. */
const char *dl_glue_text(dl_glue glue);

#endif
