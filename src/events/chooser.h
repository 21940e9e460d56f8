/* The actor and the recipient of an act: the best pair of its options (options.h). Nothing changes them afterwards. */
#ifndef DL_EVENTS_CHOOSER_H
#define DL_EVENTS_CHOOSER_H

#include "events/options.h"

/* Reads the section "parties". DL_OK without one: then the parties are those that the rules found. */
int dl_chooser_read(dl_chooser *chooser, const dl_model *model, dl_status *status);
void dl_chooser_free(dl_chooser *chooser);

/* Puts the chosen parties into the act, with their countries and sectors. Acts in text order. */
void dl_choose_parties(dl_coding *work, dl_candidate *candidate);

#endif
