/* The tables of data/claims at hand: what a lemma does as a cue. */
#ifndef DL_SPEECH_CUES_H
#define DL_SPEECH_CUES_H

#include <stdbool.h>

typedef struct dl_listener dl_listener;

typedef struct dl_cue {
  const char *kind, *stance, *effect, *author, *frame;
} dl_cue;

/* The row of a lemma with that kind. */
bool dl_cue_find(const dl_listener *listener, const char *lemma, const char *kind, dl_cue *cue);

/* Has the cue's frame that word? */
bool dl_frame_has(const dl_cue *cue, const char *word);

#endif
