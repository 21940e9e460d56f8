/* How sure the events are, and who denies them: factuality and the links between events.
 *
 * factuality.c gives each event a FactBank value for the text's own voice and for each source in the chain, whose words
 * are found before (src/speech); denials.c ties denials and confirmations to the acts that they are about, links.c
 * repetitions and exchanges. Words and what they do come from the tables of data/claims. A dl_claimer is immutable and
 * shared by threads.
 */
#ifndef DL_CLAIMS_CLAIMS_H
#define DL_CLAIMS_CLAIMS_H

#include "base/document.h"
#include "base/status.h"
#include "entities/entities.h"
#include "model/model.h"

typedef struct dl_claimer dl_claimer;
struct dl_evidence;

/* On success *claimer is the caller's, freed by dl_claimer_free. Model and namer must outlive it; the namer may be
 * NULL. A missing table is an empty one; DL_EDATA where a table lacks a column. */
int dl_claimer_new(const dl_model *model, dl_claimer **claimer, dl_status *status);
void dl_claimer_free(dl_claimer *claimer);
/* Events keep what weighed most in their learned decisions, for explain. Before the claimer is shared. */
void dl_claimer_explains(dl_claimer *claimer);

/* Fills doc->links, and factuality and attribution of every event. Runs after dl_find_speech and the events. */
void dl_find_claims(const dl_claimer *claimer, dl_document *doc);

/* Factuality of any predicate (a verb or event noun by its token), AUTHOR first, in the document's arena; the number of
 * values. Only after dl_find_claims. */
uint32_t dl_predicate_factuality(dl_document *doc, uint32_t token, dl_factuality **values);

/* Does the word name something that happens or is done, as learned? Only after dl_find_claims; false without ratings.
 */
bool dl_is_predicate(const dl_document *doc, uint32_t token);

/* For trainers (`dateline features --claims`): the evidence of each word that is rated, and of each event's value and
 * modes; `told` is its word. Only after dl_find_claims. */
typedef void dl_rated_fn(void *context, uint32_t token, const struct dl_evidence *evidence);
typedef void dl_clues_fn(void *context, uint32_t event, uint32_t told, bool attributed, const struct dl_evidence *value,
                         const struct dl_evidence *modes, const struct dl_evidence *own);
void dl_list_rated(const dl_document *doc, dl_rated_fn *each, void *context);
void dl_list_clues(const dl_document *doc, dl_clues_fn *each, void *context);

/* For trainers: every act near a denial or confirmation with what is known of the two. `answer` counts those who
 * answer, `from` is the word of it; `tells`: is the act in its content? Only after dl_find_claims. */
typedef void dl_denial_fn(void *context, uint32_t answer, dl_span from, dl_link_type type, dl_span act, bool tells,
                          const struct dl_evidence *evidence);
void dl_list_answers(const dl_document *doc, dl_denial_fn *each, void *context);

#endif
