/* The numbers that belong to a code: Goldstein's scale for a CAMEO code, the PLOVER manual's score and quad class for a
 * category.
 *
 * They are looked up in the tables lexicon/cameo and lexicon/plover of the data file; an unknown code takes the row of
 * its longest known prefix. A missing table gives 0 and "".
 */
#ifndef DL_EVENTS_SCORES_H
#define DL_EVENTS_SCORES_H

#include "model/model.h"

/* -10 .. 10 (Goldstein 1992, as extended to CAMEO). */
double dl_goldstein(const dl_model *model, const char *cameo);
/* The score of a category and mode in the PLOVER manual; the row without mode where the mode has none of its own. */
double dl_plover_score(const dl_model *model, const char *category, unsigned mode);
/* verbal_cooperation, material_cooperation, verbal_conflict, material_conflict; "" for a dropped category. */
const char *dl_quad(const dl_model *model, const char *category);

#endif
