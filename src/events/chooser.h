/* The actor and the recipient of an act: the best pair of its options (options.h). Nothing changes them afterwards. */
#ifndef DL_EVENTS_CHOOSER_H
#define DL_EVENTS_CHOOSER_H

#include "events/options.h"

/* Reads the section "parties". DL_OK without one: then the parties are those that the rules found. */
int dl_chooser_read(dl_chooser *chooser, const dl_model *model, dl_status *status);
void dl_chooser_free(dl_chooser *chooser);

/* Puts the chosen parties into the act, with their countries and sectors. Acts in text order. */
void dl_choose_parties(dl_coding *work, dl_candidate *candidate);

/* The state of the text that somebody without one of his own is likeliest of, whatever he does; 0: none. */
dl_code dl_likely_home(dl_coding *work, const dl_participant *party, int32_t head, dl_words words);

/* homes.c: entities without a country get the one that the events took most often for them, else the likeliest, and so
 * do the parties of speech acts. Once all events are found. */
void dl_settle_homes(dl_coding *work);
/* Those entities as they were before, for who finds the events anew, and as they are again; `homes` are kept between.
 */
dl_code *dl_hide_homes(dl_document *doc);
void dl_show_homes(dl_document *doc, const dl_code *homes);

#endif
