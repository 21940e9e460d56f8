#include "claims/ratings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network/softmax.h"

enum { VALUES = 7, MODES = 4, CODED = 5, OWN = 6, CUTS = 8 };

static const dl_factuality_value scale[VALUES] = {DL_CT_MINUS, DL_PR_MINUS, DL_PS_MINUS, DL_UU,
                                                  DL_PS_PLUS,  DL_PR_PLUS,  DL_CT_PLUS};

static void want_ratings(dl_items *items, void *to) {
  dl_ratings *ratings = to;
  dl_learned_take(items, "", DL_RATINGS, &ratings->learned);
  ratings->cuts = dl_items_floats(items, "cuts", "", CUTS);
}

int dl_ratings_read(dl_ratings *ratings, const dl_model *model, dl_status *status) {
  *ratings = (dl_ratings){0};
  return dl_items_read(model, "ratings", want_ratings, ratings, &ratings->memory, status);
}

void dl_ratings_free(dl_ratings *ratings) {
  free(ratings->memory);
}

bool dl_ratings_serve(const dl_ratings *ratings, const dl_document *doc) {
  return ratings->cuts && doc->ratings;
}

void dl_rate(const dl_ratings *ratings, const dl_document *doc, uint32_t token, const dl_evidence *evidence,
             float *scores) {
  if (doc->ratings[token])
    memcpy(scores, doc->ratings[token], DL_RATINGS * sizeof *scores);
  else
    memset(scores, 0, DL_RATINGS * sizeof *scores);
  dl_evidence_score(evidence, &ratings->learned, scores);
}

dl_factuality_value dl_value_of_people(const float *scores) {
  float p[VALUES], mean = 0;
  dl_softmax(scores + DL_RATE_PEOPLE, VALUES, p);
  for (int k = 0; k < VALUES; k++) mean += (float)k * p[k];
  int whole = (int)(mean + 0.5f);
  return scale[whole < VALUES ? whole : VALUES - 1];
}

dl_factuality_value dl_value_of_event(const float *scores) {
  const float *values = scores + DL_RATE_FACTBANK;
  int best = VALUES - 1;
  for (int k = 0; k < VALUES; k++)
    if (values[k] > values[best]) best = k;
  return scale[best];
}

bool dl_is_rated_predicate(const dl_ratings *ratings, const float *scores) {
  return dl_probability(scores[DL_RATE_PREDICATE]) >= ratings->cuts[0];
}

unsigned dl_rated_own(const dl_ratings *ratings, const float *scores) {
  float p = dl_probability(scores[DL_RATE_OWN]);
  return p >= ratings->cuts[OWN + 1] ? DL_OWN_ALONE : p >= ratings->cuts[OWN] ? DL_OWN_TOO : DL_NOT_OWN;
}

uint32_t dl_rated_modes(const dl_ratings *ratings, const float *scores, uint32_t coded) {
  uint32_t bits = 0;
  for (int k = 0; k < MODES; k++) {
    float p = dl_probability(scores[DL_RATE_MODES + k]), least = ratings->cuts[coded & 1u << k ? CODED : 1 + k];
    if (p >= least) bits |= 1u << k;
  }
  return bits;
}
