#include "claims/claims.h"

#include <stdlib.h>

#include "claims/parts.h"

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
  made->classes = dl_model_table(model, "lexicon/classes");
  int code = columns(made->cues, 5, "claims/cues", status);
  if (!code) code = columns(made->predicates, 4, "claims/predicates", status);
  if (!code) code = columns(made->exchange, 1, "claims/exchange", status);
  if (code) {
    free(made);
    return code;
  }
  *claimer = made;
  return DL_OK;
}

void dl_claimer_free(dl_claimer *claimer) {
  free(claimer);
}

int dl_find_claims(const dl_claimer *claimer, dl_document *doc, dl_status *status) {
  (void)status;
  dl_claims *claims = dl_arena_alloc(doc->arena, sizeof *claims);
  *claims = (dl_claims){.claimer = claimer, .doc = doc, .quotes = dl_find_quotes(doc)};
  doc->claims = claims;
  dl_claims_start(claims);
  dl_find_attributions(claims);
  dl_attribute_quotes(claims);
  dl_nest_attributions(claims);
  dl_rate_events(claims);
  dl_link_events(claims);
  return DL_OK;
}

uint32_t dl_predicate_factuality(const dl_claimer *claimer, dl_document *doc, uint32_t token, dl_factuality **values) {
  (void)claimer;
  return dl_factuality_chain(doc->claims, token, values);
}
