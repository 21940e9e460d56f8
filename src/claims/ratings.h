/* What a predicate tells, as learned: whether it happened, whether a noun names an act at all, and the
 * auxiliary modes of an event.
 *
 * Each answer is a score of the network's (network/wordhead.h, doc->ratings) plus a weight for each piece of evidence
 * (claims/clues.h). The section "ratings" of the data file holds both; train/ratings.py teaches them together. The
 * values -3..3 that people gave to predicates (Lee et al. 2015) are taken as FactBank's (Stanovsky et al. 2017: CT+ 3,
 * PR+ 2, PS+ 1, Uu 0 ...); those of events are FactBank's from the start.
 */
#ifndef DL_CLAIMS_RATINGS_H
#define DL_CLAIMS_RATINGS_H

#include "base/document.h"
#include "network/evidence.h"

/* Places of the scores: seven values from CT- to CT+ twice; the last one is of events that stand in somebody's words.
 */
enum { DL_RATE_PEOPLE = 0, DL_RATE_PREDICATE = 7, DL_RATE_FACTBANK = 8, DL_RATE_MODES = 15, DL_RATE_OWN = 19 };

typedef struct dl_ratings {
  dl_learned learned; /* of DL_RATINGS outputs */
  const float *cuts;  /* least probabilities: a predicate; the four modes; a mode that the rows gave; the text's
                           own word, its alone. NULL without the section */
  void *memory;
} dl_ratings;

int dl_ratings_read(dl_ratings *ratings, const dl_model *model, dl_status *status);
void dl_ratings_free(dl_ratings *ratings);

/* Is there something to rate words of the document by? */
bool dl_ratings_serve(const dl_ratings *ratings, const dl_document *doc);

/* The scores of a word by its evidence. */
void dl_rate(const dl_ratings *ratings, const dl_document *doc, uint32_t token, const dl_evidence *evidence,
             float *scores);

/* How sure people would be, to the nearest of FactBank's values; the likeliest of FactBank's. */
dl_factuality_value dl_value_of_people(const float *scores);
dl_factuality_value dl_value_of_event(const float *scores);
bool dl_is_rated_predicate(const dl_ratings *ratings, const float *scores);
/* Is the event the text's own word, though it stands in somebody's: no, his and the text's ("he said that the talks had
 * failed": the talks), or the text's alone? */
enum { DL_NOT_OWN, DL_OWN_TOO, DL_OWN_ALONE };
unsigned dl_rated_own(const dl_ratings *ratings, const float *scores);
/* DL_NEGATED | ...; `coded` are the modes that the rows gave. */
uint32_t dl_rated_modes(const dl_ratings *ratings, const float *scores, uint32_t coded);

#endif
