/* The event lexicon at run time: rows of verbs, light verbs, nouns and adjectives, classes of nouns, modality, and the
 * nesting table.
 *
 * Tables are read in place from the model, where their slots, tests, flags and classes lie compiled; only their column
 * numbers are kept. The format is described in data/lexicon/FORMAT.md.
 */
#ifndef DL_EVENTS_LEXICON_H
#define DL_EVENTS_LEXICON_H

#include "base/document.h"
#include "base/status.h"
#include "model/compiled.h"
#include "model/kinds.h"
#include "model/openers.h"

typedef enum dl_kind { DL_VERB_ROW, DL_LIGHT_ROW, DL_NOUN_ROW, DL_ADJECTIVE_ROW, DL_KINDS } dl_kind;

/* Slots that the program asks for by itself: DL_SLOTS_VERB_ACTOR, a row of lexicon/slots each. */
// clang-format off
#define DL_SLOTS_LIST(ITEM)                                                                                          \
  ITEM(VERB_ACTOR, "verb-actor") ITEM(LIGHT_ACTOR, "light-actor") ITEM(NOUN_ACTOR, "noun-actor")                     \
  ITEM(ADJECTIVE_ACTOR, "adjective-actor") ITEM(VERB_RECIPIENT, "verb-recipient")                                    \
  ITEM(LIGHT_RECIPIENT, "light-recipient") ITEM(NOUN_RECIPIENT, "noun-recipient")                                    \
  ITEM(ADJECTIVE_RECIPIENT, "adjective-recipient")                          \
  ITEM(NESTED_RECIPIENT, "nested-recipient") ITEM(REQUEST_RECIPIENT, "request-recipient")                            \
  ITEM(PARTNERS_RECIPIENT, "partners-recipient") ITEM(MUST_ACTOR, "must-actor")                                      \
  ITEM(MUST_RECIPIENT, "must-recipient") ITEM(SUBJECT, "subject")                                                    \
  ITEM(PLACES, "places") ITEM(NATURE, "nature") ITEM(GAP_NOUN_ACTOR, "gap-noun-actor")                               \
  ITEM(GAP_VERB_OTHER, "gap-verb-other") ITEM(GAP_NOUN_OTHER, "gap-noun-other")
// clang-format on
#define DL_NAME_SLOTS(name, text) DL_SLOTS_##name,
enum { DL_SLOTS_LIST(DL_NAME_SLOTS) DL_SLOTS_COUNT };

/* One row, as it is used. Strings live in the model. */
typedef struct dl_row {
  const dl_table *table;
  uint32_t row, flags;    /* flags: DL_FLAG_WEAK | ... */
  uint8_t act;            /* dl_act_kind */
  const char *flag_names; /* as they are written, for evidence; NULL of no row */
  const char *key, *cameo;
  uint8_t mode; /* dl_mode */
  dl_terms actor, recipient, object, test;
} dl_row;

enum { DL_ROW_COLUMNS = 9 };

typedef struct dl_lexicon {
  const dl_model *model;
  const dl_table *events[DL_KINDS];
  int columns[DL_KINDS][DL_ROW_COLUMNS];
  dl_terms slots[DL_SLOTS_COUNT];
  const dl_table *classes, *contexts, *herrings, *nested, *modality, *acts, *magnitude, *numbers, *units, *purpose;
  dl_openers counting, misleading; /* the first words of numbers, or what bounds one ("at least"), and of herrings */
  dl_openers hyphened;             /* the words of all keys that have a hyphen inside, which the tokeniser cuts */
} dl_lexicon;

int dl_lexicon_open(dl_lexicon *lexicon, const dl_model *model, dl_status *status);

/* Rows of a key: how many, the first in *first. */
uint32_t dl_lexicon_find(const dl_lexicon *lexicon, dl_kind kind, const char *key, uint32_t *first);
dl_row dl_lexicon_row(const dl_lexicon *lexicon, dl_kind kind, uint32_t row);

/* Only its test: most rows that are looked at do not fire. */
dl_terms dl_lexicon_test(const dl_lexicon *lexicon, dl_kind kind, uint32_t row);

/* Has the noun lemma this class; one of a set, DL_SET(DL_CLASS_ARMS) | ...? */
bool dl_class_is(const dl_lexicon *lexicon, const char *lemma, uint32_t class);
bool dl_class_in(const dl_lexicon *lexicon, const char *lemma, uint64_t set);
/* The name of its first class that is no list, "" if none. */
const char *dl_class_label(const dl_lexicon *lexicon, const char *lemma);

/* Kind of a word or phrase in modality.tsv: has `key` a row of this kind, DL_SENSE_SPEECH? */
bool dl_modality_is(const dl_lexicon *lexicon, const char *key, unsigned sense);

/* What an act of kind `inner` becomes inside `outer`: false where the table is silent. Results stay valid as long as
 * the model. */
bool dl_nesting(const dl_lexicon *lexicon, const char *outer, unsigned inner, unsigned *act, unsigned *mode,
                const char **cameo);

#endif
