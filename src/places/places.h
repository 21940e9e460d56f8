/* Where it is: places of a document tied to a gazetteer entry with coordinates.
 *
 * Candidates come from data/places (countries, their divisions, towns, regions and seas); which one is meant
 * is told by what stands beside the name ("Paris, Texas"), by the countries that the document tells of, and by how many
 * people live there. A dl_gazetteer is immutable and shared by threads.
 */
#ifndef DL_PLACES_PLACES_H
#define DL_PLACES_PLACES_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef struct dl_gazetteer dl_gazetteer;

/* On success *gazetteer is the caller's, freed by dl_gazetteer_free; the model must outlive it. A missing table is an
 * empty one. */
int dl_gazetteer_new(const dl_model *model, dl_gazetteer **gazetteer, dl_status *status);
void dl_gazetteer_free(dl_gazetteer *gazetteer);

/* Fills entity.place of places (LOC, GPE, FAC). Reads tokens, mentions and entities. */
int dl_find_places(const dl_gazetteer *gazetteer, dl_document *doc, dl_status *status);

#endif
