/* Whose a party is of which no row or name tells a country, and who is meant where an act names nobody: "police
 * arrested twelve suspects".
 *
 * The options of each side of an act are the countries that the text names, most often first, and nobody. Each option
 * has pieces of evidence with names ("recipient COERCE same country as the other side"); the sum of their weights
 * (section "whose" of the data file, taught by train/whose.py from what this code prints) is its score, and the best
 * one is taken. Without that section nothing is.
 */
#ifndef DL_EVENTS_WHOSE_H
#define DL_EVENTS_WHOSE_H

#include "events/evidence.h"

enum { DL_WHOSE_OPTIONS = DL_NAMED + 1 }; /* as it is, and the countries */

typedef struct dl_whose_option {
  const char *country; /* "" for nobody */
  dl_evidence evidence;
} dl_whose_option;

/* sectors.c. `party` may be NULL, `head` (of its words) -1. */
void dl_sector_evidence_of(dl_coding *work, const dl_candidate *candidate, const char *role,
                           const dl_participant *party, int32_t head, dl_evidence *out);
const char *dl_sector_of(const dl_sectors *sectors, const dl_evidence *evidence);

/* Reads the section "whose". DL_OK without one. */
int dl_whose_read(dl_whose *whose, const dl_model *model, dl_status *status);
void dl_whose_free(dl_whose *whose);

/* Fills in the countries of the act's sides. */
void dl_find_whose(dl_coding *work, dl_candidate *candidate);

#endif
