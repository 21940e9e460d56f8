/* Who did what to whom: the PLOVER and CAMEO events of a document.
 *
 * Triggers (verbs, light verbs, event nouns, adjectives) come from the tables lexicon/...; their slots are filled over
 * the UD tree with the participants that names found. What is willed, refused, demanded or threatened is folded into
 * the act of willing it. Every event carries the row that fired (origin) and how each role was found (trace). A
 * dl_coder is immutable and shared by threads.
 */
#ifndef DL_EVENTS_EVENTS_H
#define DL_EVENTS_EVENTS_H

#include "base/document.h"
#include "base/status.h"
#include "entities/entities.h"
#include "model/model.h"

typedef struct dl_coder dl_coder;
struct dl_coding;
struct dl_evidence;
struct dl_act_options;
struct dl_weighed;

/* On success *coder is the caller's, freed by dl_coder_free. Model and namer must outlive it; the namer may be NULL
 * (then there are no participants, and so no events). A missing table is an empty one; DL_EDATA where a table lacks a
 * column. */
int dl_coder_new(const dl_model *model, const dl_namer *namer, dl_coder **coder, dl_status *status);
void dl_coder_free(dl_coder *coder);
/* Leaves out events whose confidence is less; 0 at first. Before the coder is shared. */
void dl_coder_least(dl_coder *coder, double confidence);
/* Events keep what weighed most in their learned decisions, for explain: that costs time. Before the coder is shared.
 */
void dl_coder_explains(dl_coder *coder);

/* Fills doc->events in text order. Reads tokens, tree, names and times. */
void dl_code_events(const dl_coder *coder, dl_document *doc);

/* Makes every party of the events one of doc->entities. The last step: new mentions stand behind the others, not in
 * text order. */
void dl_name_parties(dl_document *doc);

/* For trainers: calls `each` for every word that can be an act, with the names of what is known of it
 * (events/evidence.h), which live as long as the call. What the model of acts holds does not come in. */
typedef void dl_evidence_fn(void *context, uint32_t token, const struct dl_evidence *evidence);
/* The same for every act: the times (events/moment.h) or the places (events/where.c) that it may have been at, with
 * their evidence. */
typedef void dl_weighed_fn(void *context, const dl_event *event, const struct dl_weighed *options, uint32_t count);
void dl_list_moments(const dl_coder *coder, dl_document *doc, dl_weighed_fn *each, void *context);
void dl_list_sites(const dl_coder *coder, dl_document *doc, dl_weighed_fn *each, void *context);
/* The same for every act: who can be on its sides (events/options.h). Acts are listed that the model of acts holds for
 * unlikely, too. */
typedef void dl_options_fn(void *context, struct dl_coding *work, const struct dl_act_options *options);
void dl_list_acts(const dl_coder *coder, dl_document *doc, dl_options_fn *each, void *context);
/* Everybody who can be a party; for the same. Does the text tell where it is at home? */
struct dl_proposal;
typedef void dl_somebody_fn(void *context, struct dl_coding *work, const struct dl_proposal *somebody);
bool dl_list_somebodies(const dl_coder *coder, dl_document *doc, dl_somebody_fn *each, void *context);

void dl_list_evidence(const dl_coder *coder, dl_document *doc, dl_evidence_fn *each, void *context);

#endif
