#include "claims/claims.h"

#include <stdlib.h>

#include "claims/pairs.h"
#include "claims/parts.h"
#include "network/evidence.h"

/* How far below the least score of a cue words are listed for the trainer of pairs. */
static const float TRAINED = 3;

static int columns(const dl_table *table, uint32_t wanted, const char *name, dl_status *status) {
  static const char *const last[] = {"", "order", "", "", "negative", "frame"};
  if (!table || dl_table_column(table, last[wanted]) == (int)wanted) return DL_OK;
  return dl_fail(status, DL_EDATA, "table %s: column %u is not %s", name, wanted + 1, last[wanted]);
}

int dl_claimer_new(const dl_model *model, const dl_namer *namer, dl_claimer **claimer, dl_status *status) {
  (void)namer; /* mentions stand in the document */
  *claimer = NULL;
  dl_claimer *made = calloc(1, sizeof *made);
  if (!made) return dl_fail(status, DL_EMEMORY, "out of memory");
  made->cues = dl_model_table(model, "claims/cues");
  made->predicates = dl_model_table(model, "claims/predicates");
  made->exchange = dl_model_table(model, "claims/exchange");
  dl_openers_add_keys(&made->exchanging, made->exchange);
  made->classes = dl_model_table(model, "lexicon/classes");
  int code = columns(made->cues, 5, "claims/cues", status);
  if (!code) code = columns(made->predicates, 4, "claims/predicates", status);
  if (!code) code = columns(made->exchange, 1, "claims/exchange", status);
  if (!code) code = dl_scorer_read(&made->scorer, model, status);
  if (!code) code = dl_ratings_read(&made->ratings, model, status);
  if (!code) code = dl_tie_read(&made->tie, model, status);
  if (code) {
    dl_claimer_free(made);
    return code;
  }
  *claimer = made;
  return DL_OK;
}

void dl_claimer_free(dl_claimer *claimer) {
  if (claimer) dl_scorer_free(&claimer->scorer);
  if (claimer) dl_ratings_free(&claimer->ratings);
  if (claimer) dl_tie_free(&claimer->tie);
  free(claimer);
}

void dl_claimer_explains(dl_claimer *claimer) {
  claimer->explains = true;
}

int dl_find_claims(const dl_claimer *claimer, dl_document *doc, dl_status *status) {
  (void)status;
  dl_claims *claims = dl_arena_alloc(doc->arena, sizeof *claims);
  *claims = (dl_claims){.claimer = claimer, .doc = doc, .told = claimer->explains, .quotes = dl_find_quotes(doc)};
  doc->claims = claims;
  dl_claims_start(claims);
  dl_score_cues(claims);
  dl_find_attributions(claims);
  dl_nest_attributions(claims);
  dl_settle_speakers(claims);
  dl_take_supposed(claims);
  dl_rate_events(claims);
  dl_link_events(claims);
  return DL_OK;
}

uint32_t dl_predicate_factuality(const dl_claimer *claimer, dl_document *doc, uint32_t token, dl_factuality **values) {
  (void)claimer;
  return dl_factuality_chain(doc->claims, token, values);
}

void dl_list_cues(const dl_claimer *claimer, dl_document *doc, const dl_cue_listing *to) {
  dl_claims *claims = dl_arena_alloc(doc->arena, sizeof *claims);
  *claims = (dl_claims){.claimer = claimer, .doc = doc, .told = true, .quotes = dl_find_quotes(doc)};
  dl_claims_start(claims);
  dl_score_cues(claims);
  for (uint32_t i = 0; i < doc->token_count; i++) {
    struct dl_evidence evidence;
    if (!dl_can_be_cue(doc, i)) continue;
    dl_cue_evidence(claims, i, &evidence);
    to->cue(to->context, i, &evidence);
  }
  for (uint32_t i = 0; i < doc->token_count; i++) {
    if (!dl_can_be_cue(doc, i) || claims->cue_score[i] < claimer->scorer.least - TRAINED) continue;
    dl_window window = dl_window_of(claims, i);
    to->pairs(to->context, i, claims->cue_score[i], window.first, window.end, &dl_pairs_of(claims, i, window)[0][0],
              DL_PAIR_FEATURES);
  }
}
