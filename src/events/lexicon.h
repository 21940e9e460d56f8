/* The event lexicon at run time: rows of verbs, light verbs, nouns and adjectives, classes of nouns, modality, and the
 * nesting table.
 *
 * Tables are read in place from the model; only their column numbers are kept. The format is described in
 * data/lexicon/FORMAT.md.
 */
#ifndef DL_EVENTS_LEXICON_H
#define DL_EVENTS_LEXICON_H

#include "base/document.h"
#include "base/status.h"
#include "model/openers.h"

typedef enum dl_kind { DL_VERB_ROW, DL_LIGHT_ROW, DL_NOUN_ROW, DL_ADJECTIVE_ROW, DL_KINDS } dl_kind;

/* One row, as it is used. Strings live in the model. */
typedef struct dl_row {
  const dl_table *table;
  uint32_t row;
  uint8_t act; /* dl_act_kind */
  const char *key, *mode, *cameo, *actor, *recipient, *object, *test, *flags;
} dl_row;

typedef struct dl_lexicon {
  const dl_model *model;
  const dl_table *events[DL_KINDS];
  int columns[DL_KINDS][9];
  const dl_table *classes, *contexts, *herrings, *nested, *modality, *acts, *magnitude, *numbers, *units, *purpose;
  dl_openers counting, misleading; /* the first words of numbers, or what bounds one ("at least"), and of herrings */
  dl_openers hyphened;             /* the words of all keys that have a hyphen inside, which the tokeniser cuts */
} dl_lexicon;

int dl_lexicon_open(dl_lexicon *lexicon, const dl_model *model, dl_status *status);

/* Rows of a key: how many, the first in *first. */
uint32_t dl_lexicon_find(const dl_lexicon *lexicon, dl_kind kind, const char *key, uint32_t *first);
dl_row dl_lexicon_row(const dl_lexicon *lexicon, dl_kind kind, uint32_t row);

/* Is `flag` among the comma-separated flags? For "name:value" flags `flag` is "name:", and *value (may be NULL) points
 * behind it. */
bool dl_flag(const char *flags, const char *flag, const char **value);

/* Has the noun lemma this class? */
bool dl_class_is(const dl_lexicon *lexicon, const char *lemma, const char *name);
/* Its first class that is no list, "" if none. */
const char *dl_class_of(const dl_lexicon *lexicon, const char *lemma);

/* Kind of a word or phrase in modality.tsv: has `key` a row of this kind? */
bool dl_modality_is(const dl_lexicon *lexicon, const char *key, const char *kind);

/* What an act of kind `inner` becomes inside `outer`: false where the table is silent. Results stay valid as long as
 * the model. */
bool dl_nesting(const dl_lexicon *lexicon, const char *outer, unsigned inner, unsigned *act, const char **mode,
                const char **cameo);

#endif
