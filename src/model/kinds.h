/* Kinds of rows that rules in C ask for by name, as numbers.
 *
 * A column with the rule "kind LIST" holds one of a list, and is compiled into its number there, from 1 on; 0 is none.
 * Each list is the enumeration and the table of its names at once: ITEM(name in C, text in the table). A name that is
 * in no list is a fault of the row, found when the table is compiled.
 */
#ifndef DL_MODEL_KINDS_H
#define DL_MODEL_KINDS_H

#include "model/model.h"

// clang-format off
/* What a word of lexicon/modality is: DL_SENSE_AUDIENCE. */
#define DL_SENSE_LIST(ITEM)                                                                                          \
  ITEM(AUDIENCE, "audience") ITEM(BESIDE, "beside") ITEM(BOUND, "bound")                                             \
  ITEM(BYGONE, "bygone") ITEM(CULTURAL, "cultural") ITEM(DENYING, "denying") ITEM(DISMISSING, "dismissing")          \
  ITEM(DUTY, "duty") ITEM(ENDEAVOUR, "endeavour") ITEM(FAILING, "failing") ITEM(FOLLOWING, "following")              \
  ITEM(FUTURE, "future") ITEM(HYPOTHETICAL, "hypothetical") ITEM(INTENDED, "intended")      \
  ITEM(LATER, "later") ITEM(MEMBER, "member") ITEM(MEMORIAL, "memorial")                                             \
  ITEM(OBLIGATION, "obligation") ITEM(OCCURRING, "occurring") ITEM(ONLOOKER, "onlooker")                             \
  ITEM(OWNING, "owning") ITEM(PARTICLE, "particle") ITEM(RELATION, "relation")                                       \
  ITEM(SETTING, "setting") ITEM(SPEECH, "speech") ITEM(TERMS, "terms")                      \
  ITEM(TURMOIL, "turmoil") ITEM(UNREAL, "unreal") ITEM(WITHHOLDING, "withholding")
/* What lexicon/magnitude and lexicon/units count: DL_MEASURE_DEAD. */
#define DL_MEASURE_LIST(ITEM)                                                                                        \
  ITEM(DEAD, "dead") ITEM(INJURED, "injured") ITEM(ARRESTED, "arrested") ITEM(DISPLACED, "displaced")                \
  ITEM(SIZE, "size") ITEM(MONEY, "money") ITEM(QUANTITY, "quantity") ITEM(NONE, "none") ITEM(GROUP, "group")
/* Whom a word of lexicon/magnitude counts: DL_USE_OBJECT. */
#define DL_USE_LIST(ITEM)                                                                                            \
  ITEM(OBJECT, "object") ITEM(SUBJECT, "subject") ITEM(OF, "of") ITEM(COUNTED, "counted") ITEM(STATE, "state")       \
  ITEM(TOTAL, "total")
/* Words of lexicon/numbers: DL_NUMBER_NUMBER. */
#define DL_NUMBER_LIST(ITEM)                                                                                         \
  ITEM(NUMBER, "number") ITEM(TEN, "ten") ITEM(SCALE, "scale") ITEM(HALF, "half") ITEM(VAGUE, "vague")               \
  ITEM(SEVERAL, "several") ITEM(GROUP, "group") ITEM(ARTICLE, "article") ITEM(NONE, "none") ITEM(ABOUT, "about")     \
  ITEM(LEAST, "least") ITEM(MOST, "most") ITEM(ABOUT_BEHIND, "about behind") ITEM(LEAST_BEHIND, "least behind")      \
  ITEM(MOST_BEHIND, "most behind") ITEM(BETWEEN, "between") ITEM(RANGE, "range")
/* Words of lexicon/purpose: DL_AIM_AIM. */
#define DL_AIM_LIST(ITEM)                                                                                            \
  ITEM(AIM, "aim") ITEM(BID, "bid") ITEM(CLAUSE, "clause") ITEM(INFINITIVE, "infinitive") ITEM(MEANT, "meant")       \
  ITEM(USE, "use")
/* What a phrase of lexicon/herrings bars: DL_SCOPE_PHRASE. */
#define DL_SCOPE_LIST(ITEM)                                                                                          \
  ITEM(PHRASE, "phrase") ITEM(SENTENCE, "sentence") ITEM(WHOLE, "whole") ITEM(STORY, "story")
/* What a word says by actors/pronouns: DL_NOUN_LAND (names/names.h). */
#define DL_NOUN_LIST(ITEM)                                                                                           \
  ITEM(ABROAD, "abroad") ITEM(BAND, "band") ITEM(BODY, "body") ITEM(BOUND, "bound") ITEM(CHARITY, "charity")         \
  ITEM(COLLECTIVE, "collective") ITEM(DIRECTION, "direction") ITEM(ETHNIC, "ethnic")                                 \
  ITEM(FORMER, "former") ITEM(GROUP, "group") ITEM(HEAD, "head") ITEM(LAND, "land")                                  \
  ITEM(MOVEMENT, "movement") ITEM(NUMBER, "number") ITEM(THREE, "number3") ITEM(FOUR, "number4")                     \
  ITEM(FIVE, "number5") ITEM(SIX, "number6") ITEM(SEVEN, "number7") ITEM(OFFICE, "office") ITEM(PAIR, "pair")        \
  ITEM(PARTY, "party") ITEM(PEOPLE, "people") ITEM(PERSON, "person") ITEM(RELATION, "relation")                      \
  ITEM(SAYING, "saying") ITEM(SERVANT, "servant") ITEM(SIDES, "sides") ITEM(STATE, "state")       \
  ITEM(THING, "thing")
/* Classes of times/words: DL_W_AGO (times/pieces.h). */
#define DL_W_LIST(ITEM)                                                                                              \
  ITEM(AGO, "ago") ITEM(ARTICLE, "article") ITEM(BEFORE_YEAR, "before_year") ITEM(DAY, "day")                        \
  ITEM(DECADE, "decade") ITEM(EVERY, "every") ITEM(FEAST, "feast") ITEM(FISCAL, "fiscal")                            \
  ITEM(FRACTION, "fraction") ITEM(FUTURE, "future") ITEM(HOLIDAY, "holiday") ITEM(LAST, "last")                      \
  ITEM(MERIDIEM, "meridiem") ITEM(MOD, "mod") ITEM(MODAL, "modal") ITEM(MOMENT, "moment") ITEM(MONTH, "month")       \
  ITEM(NUMBER, "number") ITEM(OFTEN, "often") ITEM(ORDINAL, "ordinal") ITEM(PART, "part") ITEM(PARTS, "parts")       \
  ITEM(PAST, "past") ITEM(PER, "per") ITEM(PERIODS, "periods") ITEM(REF, "ref") ITEM(SCALE, "scale")                 \
  ITEM(SEASON, "season") ITEM(SHIFT, "shift") ITEM(THAT, "that") ITEM(THE, "the") ITEM(TONIGHT, "tonight")           \
  ITEM(TURN, "turn") ITEM(UNIT, "unit") ITEM(UNITS, "units") ITEM(VAGUE, "vague") ITEM(WEEKDAY, "weekday")           \
  ITEM(WEEKDAYS, "weekdays") ITEM(ZONE, "zone")
// clang-format on

#define DL_NAME_SENSE(name, text) DL_SENSE_##name,
#define DL_NAME_MEASURE(name, text) DL_MEASURE_##name,
#define DL_NAME_USE(name, text) DL_USE_##name,
#define DL_NAME_NUMBER(name, text) DL_NUMBER_##name,
#define DL_NAME_AIM(name, text) DL_AIM_##name,
#define DL_NAME_SCOPE(name, text) DL_SCOPE_##name,
enum { DL_NO_SENSE, DL_SENSE_LIST(DL_NAME_SENSE) };
enum { DL_NO_MEASURE, DL_MEASURE_LIST(DL_NAME_MEASURE) };
enum { DL_NO_USE, DL_USE_LIST(DL_NAME_USE) };
enum { DL_NO_NUMBER, DL_NUMBER_LIST(DL_NAME_NUMBER) };
enum { DL_NO_AIM, DL_AIM_LIST(DL_NAME_AIM) };
enum { DL_NO_SCOPE, DL_SCOPE_LIST(DL_NAME_SCOPE) };

/* The lists by name: the place of "sense" among them, -1 where there is none; their names, NULL behind the last. */
int dl_kinds_find(const char *list, size_t size);
const char *const *dl_kinds_names(int list);
/* The number of a kind, 0 where it is none of the list. */
unsigned dl_kind_number(int list, const char *name);
const char *dl_measure_name(unsigned measure); /* "" for none */

/* Is a row of the key of that kind? Its column 1 holds it. The row goes to *row, which may be NULL. */
bool dl_kind_find(const dl_table *table, const char *key, unsigned kind, uint32_t *row);

#endif
