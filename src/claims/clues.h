/* What speaks for and against a predicate's having happened, and for when it did, as names that the learned ratings
 * weigh: its negations, modals and adverbs, those of the clauses above it, what the tables say that the words above
 * make of it, whose words it stands in, its tense, and the times told near it against the day of the text.
 */
#ifndef DL_CLAIMS_CLUES_H
#define DL_CLAIMS_CLUES_H

#include "claims/factuality.h"
#include "claims/parts.h"
#include "network/evidence.h"

/* The evidence of a predicate by its token. `own` is the value that the tables alone give it by the words of its
 * clause, `rule` the one that they give it for its innermost source. */
void dl_value_clues(const dl_claims *claims, uint32_t token, int32_t holder, dl_factuality_value own,
                    dl_factuality_value rule, dl_evidence *out);

/* Finds the year that the text is of, and how much of what it dates is old. Before the clues of events. */
void dl_date_text(dl_claims *claims);

/* What more speaks of an event: its category, the times told near it, `rules`, the modes that the rows gave it, and
 * `value`, the tables' value. */
void dl_mode_clues(const dl_claims *claims, const dl_event *event, uint32_t rules, dl_factuality_value value,
                   dl_evidence *out);

/* What speaks for the event's being the text's own word and not that of those in whose words it stands; nothing
 * where it stands in nobody's. */
void dl_own_clues(const dl_claims *claims, const dl_event *event, const dl_predicate *p, dl_evidence *out);

#endif
