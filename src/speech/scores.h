/* What was taught of attributions (section "attributions" of the data file, train/attributions.py).
 *
 * Is a word the head of a cue: two layers on the encoder's vectors of the word, its neighbours and its head ("cue.h",
 * "cue.out"), and a weight for each piece of evidence, which has a name (evidence.c). Of a cue and a word near it,
 * which is the source and which words are the content: one hidden layer on both vectors and the pair's features
 * (pairs.h), with DL_PAIR_SCORES outputs. Immutable and shared by threads; without the section nothing is a cue.
 */
#ifndef DL_SPEECH_SCORES_H
#define DL_SPEECH_SCORES_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"
#include "network/evidence.h"

/* Scores of a pair: the word lies in the content; a piece of it begins, ends here; the word is the source's head. */
enum { DL_SCORER_WIDEST = 256 };
enum { DL_IN, DL_BEGINS, DL_ENDS, DL_SOURCE, DL_PAIR_SCORES };

typedef struct dl_scorer {
  const dl_kernels *kernels;
  dl_matrix cue, of_cue, of_word;  /* hidden layers: of a cue; the halves of a pair's */
  const float *cue_out, *pair_out; /* cue.outputs; DL_PAIR_SCORES times of_cue.outputs */
  float cue_bias, pair_bias[DL_PAIR_SCORES];
  dl_learned learned;         /* of the evidence of cues */
  dl_embedding rows;          /* of the features of pairs */
  float least, known, nested; /* the score from which a word is a cue; how much less is enough for a noun that the
                                 tables know, and in what somebody says */
  float no_source;            /* the score of no source */
  void *memory;
} dl_scorer;

/* DL_OK without the section: cue.outputs is 0 then; of_cue.outputs is 0 where only cues were taught so far. */
int dl_scorer_read(dl_scorer *scorer, const dl_model *model, dl_status *status);
void dl_scorer_free(dl_scorer *scorer);

#endif
