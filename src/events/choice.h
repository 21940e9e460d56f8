/* Which words are acts: the network's scores and what the lexicon, the rules and the tree say of a word, weighed by one
 * trained model.
 *
 * The score of each label is the network's (network/wordhead.h) plus a weight for each piece of evidence, which has a
 * name ("lemma=visit", "rules=kept"); a softmax makes probabilities of them. Section "acts" of the data file holds
 * names, weights and the threshold; train/acts.py teaches both parts together, from the evidence that this code prints
 * (`dateline features`). Without that section the rules decide alone.
 */
#ifndef DL_EVENTS_CHOICE_H
#define DL_EVENTS_CHOICE_H

#include "events/coder.h"

/* Reads the sections "acts" and "calibration" (train/calibrate.py). DL_OK without them: then the rules decide alone,
 * and a probability is the model's own. */
int dl_choice_read(dl_choice *choice, const dl_model *model, dl_status *status);
void dl_choice_free(dl_choice *choice);

/* Adds candidates for words that no row takes for an act and the model does. Before the frames are filled. */
void dl_propose_acts(dl_coding *work);
/* Adds a candidate for a word that is an act only if somebody denies or admits it (supposed.c): its likeliest category;
 * NULL where the model holds it for no act at all, but for the deed itself ("denied that", "denied doing"). */
dl_candidate *dl_suppose_act(dl_coding *work, int32_t token, bool deed);
/* Takes back what the model holds for no act, brings back what it holds for one, and sets category and confidence.
 * Behind the rules. */
void dl_choose_acts(dl_coding *work);

#endif
