/* The tables of data/claims at hand: what a lemma does as a cue and as a predicate. Internal to src/claims. */
#ifndef DL_CLAIMS_CUES_H
#define DL_CLAIMS_CUES_H

#include "claims/claims.h"
#include "claims/ratings.h"
#include "claims/scores.h"
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
  const dl_table *cues, *predicates, *exchange; /* NULL where missing */
  dl_openers exchanging;                        /* the first words of exchange */
  const dl_table *classes;                      /* the lexicon's classes of nouns, NULL where missing */
  dl_scorer scorer;
  dl_ratings ratings;
  dl_tie tie;
  bool explains; /* what weighed most is kept */
};

typedef struct dl_cue {
  const char *kind, *stance, *effect, *author, *frame;
} dl_cue;

/* The row of a lemma with that kind. */
bool dl_cue_find(const dl_claimer *claimer, const char *lemma, const char *kind, dl_cue *cue);

/* Has the cue's frame that word? */
bool dl_frame_has(const dl_cue *cue, const char *word);

/* "CT-" -> DL_CT_MINUS; DL_UU for what is unknown. */
dl_factuality_value dl_factuality_parse(const char *value);

/* What a word of that kind makes of the thing under it in that frame (a row with frame "*" serves all), where the word
 * itself is asserted and where it is negated. */
bool dl_predicate_find(const dl_claimer *claimer, const char *lemma, const char *kind, const char *frame,
                       dl_factuality_value *positive, dl_factuality_value *negative);
/* "not", "no", "nobody", "without": in lower case. */
bool dl_is_negation(const dl_claimer *claimer, const char *word);

#endif
