#include "claims/claims.h"

#include <stdlib.h>

#include "claims/parts.h"

static int columns(const dl_table *table, uint32_t wanted, const char *name, dl_status *status) {
  static const char *const last[] = {"", "order", "", "", "negative"};
  if (!table || dl_table_column(table, last[wanted]) == (int)wanted) return DL_OK;
  return dl_fail(status, DL_EDATA, "table %s: column %u is not %s", name, wanted + 1, last[wanted]);
}

int dl_claimer_new(const dl_model *model, dl_claimer **claimer, dl_status *status) {
  *claimer = NULL;
  dl_claimer *made = calloc(1, sizeof *made);
  if (!made) return dl_fail(status, DL_EMEMORY, "out of memory");
  made->predicates = dl_model_table(model, "claims/predicates");
  made->exchange = dl_model_table(model, "claims/exchange");
  dl_openers_add_keys(&made->exchanging, made->exchange);
  made->classes = dl_model_table(model, "lexicon/classes");
  int code = columns(made->predicates, 4, "claims/predicates", status);
  if (!code) code = columns(made->exchange, 1, "claims/exchange", status);
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
  if (claimer) dl_ratings_free(&claimer->ratings);
  if (claimer) dl_tie_free(&claimer->tie);
  free(claimer);
}

void dl_claimer_explains(dl_claimer *claimer) {
  claimer->explains = true;
}

void dl_find_claims(const dl_claimer *claimer, dl_document *doc) {
  dl_claims *claims = dl_arena_alloc(doc->arena, sizeof *claims);
  *claims = (dl_claims){.claimer = claimer,
                        .doc = doc,
                        .told = claimer->explains,
                        .listener = dl_listener_of(doc),
                        .items = dl_said_of(doc)};
  doc->claims = claims;
  dl_take_supposed(claims);
  dl_rate_events(claims);
  dl_link_events(claims);
}

uint32_t dl_predicate_factuality(dl_document *doc, uint32_t token, dl_factuality **values) {
  return dl_factuality_chain(doc->claims, token, values);
}
