/* Where it is: places of a document tied to an entry of the gazetteer.
 *
 * The candidates of a name are the gazetteer's places of that name (candidates.c); which one is meant is told by a
 * small network over what speaks for each (evidence.c): how many people live there, what kind of place it is, the land
 * named behind it ("Paris, Texas"), the states, divisions and places that the rest of the document means, the dateline
 * and the paper's home. The document is solved as a whole: each pass weighs every name by what the pass before made of
 * all others. Weights: section "places", taught by train/places.py; without it the most peopled place of a name is
 * taken. A dl_placer is immutable and shared by threads.
 */
#ifndef DL_PLACES_PLACES_H
#define DL_PLACES_PLACES_H

#include "base/document.h"
#include "base/status.h"
#include "model/gazetteer.h"
#include "model/model.h"

typedef struct dl_placer dl_placer;

/* On success *placer is the caller's, freed by dl_placer_free; the model must outlive it. A missing table is an empty
 * one. */
int dl_placer_new(const dl_model *model, dl_placer **placer, dl_status *status);
void dl_placer_free(dl_placer *placer);

/* Fills entity.place of places (LOC, GPE, FAC) and of peoples (NORP). Reads tokens, mentions and entities. */
void dl_find_places(const dl_placer *placer, dl_document *doc);

/* For trainers and `explain`: what speaks for each candidate of an entity, in the last pass. */
typedef struct dl_place_option {
  dl_toponym place;
  const float *evidence; /* dl_place_evidence_count numbers */
  float share;           /* 0..1: the probability that it is meant */
} dl_place_option;

typedef void dl_each_place(void *context, uint32_t entity, const dl_place_option *options, uint32_t count);

int dl_each_place_option(const dl_placer *placer, dl_document *doc, dl_each_place *each, void *context,
                         dl_status *status);

/* What speaks most for the chosen option rather than for the other, the strongest first: how many. */
typedef struct dl_place_reason {
  const char *name;
  float weight; /* by how much the chosen one's score would be less with the other's evidence */
} dl_place_reason;

uint32_t dl_place_reasons(const dl_placer *placer, const dl_place_option *options, uint32_t chosen, uint32_t other,
                          dl_place_reason *out, uint32_t most);

uint32_t dl_place_evidence_count(void);
const char *dl_place_evidence_name(uint32_t number);

#endif
