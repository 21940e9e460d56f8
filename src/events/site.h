/* Which place that the text names, or none, an act was at.
 *
 * The options are the places of the act's sentence, its nouns that stand for a place named before ("the capital",
 * "there"), the places of the sentence before it, and none. Each has evidence with names (paths.h; that of the sentence
 * before begins with "before: "); the sum of their weights (section "site" of the data file, taught by train/moment.py
 * --sites from what `dateline features --sites` prints) is its score, and the best one over 0, the score of none, is
 * taken. What the rules of where.c found is a part of the evidence; without that section it stands. Nothing is owned.
 */
#ifndef DL_EVENTS_SITE_H
#define DL_EVENTS_SITE_H

#include "events/coder.h"

/* Replaces the event's places by the chosen one, with those coordinated with it and the one that it lies in. */
void dl_choose_site(dl_coding *work, dl_candidate *candidate);

/* The entity of a place that the word heads; -1. */
int32_t dl_place_at(const dl_coding *work, int32_t token);
/* Adds an entity to a list of places that does not have it. */
void dl_add_place(dl_coding *work, dl_indices *list, uint32_t entity);

#endif
