/* What a word makes of the predicate under it, by the table data/claims/predicates. Internal to src/claims. */
#ifndef DL_CLAIMS_PREDICATES_H
#define DL_CLAIMS_PREDICATES_H

#include "claims/claims.h"
#include "claims/ratings.h"
#include "model/openers.h"

/* The learned score of an answer and an act (claims/answers.h). */
typedef struct dl_tie {
  dl_learned learned;
  float bias;
  void *memory;
} dl_tie;

int dl_tie_read(dl_tie *tie, const dl_model *model, dl_status *status);
void dl_tie_free(dl_tie *tie);

struct dl_claimer {
  const dl_table *predicates, *exchange; /* NULL where missing */
  dl_openers exchanging;                 /* the first words of exchange */
  const dl_table *classes;               /* the lexicon's classes of nouns, NULL where missing */
  dl_ratings ratings;
  dl_tie tie;
  bool explains; /* what weighed most is kept */
};

/* "CT-" -> DL_CT_MINUS; DL_UU for what is unknown. */
dl_factuality_value dl_factuality_parse(const char *value);

/* What a word of that kind makes of the thing under it in that frame (a row with frame "*" serves all), where the word
 * itself is asserted and where it is negated. */
bool dl_predicate_find(const dl_claimer *claimer, const char *lemma, const char *kind, const char *frame,
                       dl_factuality_value *positive, dl_factuality_value *negative);

#endif
