/* What is known of a pair of a cue and a word near it, as numbers that a network weighs: where in the tree and in the
 * text the word stands as seen from the cue, in which quotation, behind which other cue.
 *
 * Each of the DL_PAIR_FEATURES features has a block of rows in the network's table of weights; a row's number says
 * which feature has which value. The trainer reads the same rows (`dateline features --claims`). Internal to
 * src/speech.
 */
#ifndef DL_SPEECH_PAIRS_H
#define DL_SPEECH_PAIRS_H

#include "speech/parts.h"

enum { DL_PAIR_FEATURES = 18 };

typedef uint16_t dl_pair[DL_PAIR_FEATURES];

/* The words that a cue can have as source and content. */
dl_window dl_window_of(const dl_speech *speech, uint32_t cue);

/* The rows of each word of the window, until it is asked for another cue. */
dl_pair *dl_pairs_of(dl_speech *speech, uint32_t cue, dl_window window);

#endif
