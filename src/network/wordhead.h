/* A head on the encoder that scores words: two layers on the vectors of a word, of its neighbours and of its head in
 * the tree.
 *
 * NAME.h [h, 8 hidden] with a rectifier, NAME.o [labels, h], in a section of the data file that one of the scripts of
 * train/ made. A head may have a layer of BiLSTM of its own on the vectors and on what the encoder read of each word
 * alone, of u units a direction: NAME.l.fwd and NAME.l.bwd, each .w_ih [4u, 2 hidden], .w_word [4u, the encoder's
 * input], .w_hh [4u, u] and .b; NAME.h then reads 4 u numbers more, that layer's for the word and for its head. It may
 * read a vector of e numbers of each word of the list "senses" besides: NAME.E_sense [senses, e], through .w_sense
 * [4u, e] of both ways. Two
 * heads read the encoder's vectors: "acts" (is it an act, of which category: train/acts.py, events/choice.h) and
 * "ratings" (is it a predicate, does it hold, when: train/ratings.py, claims/ratings.h). What tables and tree know is
 * added to the scores there, as weighted evidence.
 */
#ifndef DL_NETWORK_WORDHEAD_H
#define DL_NETWORK_WORDHEAD_H

#include "model/model.h"
#include "network/senses.h"

typedef struct dl_wordhead {
  dl_senses senses;     /* its own vectors of words, which its layer reads */
  dl_lstm_way layer[2]; /* of its own, of `units` a direction; 0: none */
  uint32_t units;
  dl_matrix hidden, out;
  uint32_t labels;
  float *(*place)(dl_document *doc, uint32_t token); /* where a word's scores go; NULL: it is not scored */
  void *memory;
} dl_wordhead;

/* Reads the head of a section for a network; `section` is what its layers are called too. DL_OK without one:
 * hidden.outputs is 0 then, and there are no scores. */
int dl_wordhead_read(dl_wordhead *head, const char *section, uint32_t labels, const dl_network *net,
                     const dl_model *model, dl_status *status);
void dl_wordhead_free(dl_wordhead *head);

/* Bytes of what a head reads of a word; without a layer of its own. */
size_t dl_wordhead_width(const dl_network *net);

/* Is a word of this class scored? */
bool dl_wordhead_takes(unsigned upos);

/* Scores the batch's words, whose classes and heads are known, by each of the heads, of which only the first may have a
 * layer of its own. */
void dl_wordheads_score(const dl_wordhead *const *heads, uint32_t count, const dl_network *net, dl_arena *scratch,
                        const dl_batch *batch, const dl_encoded *encoded);

/* Writes what a head reads of a word: 8 hidden bytes of the encoder's vectors. For the trainers (`dateline features`).
 */
void dl_wordhead_input(const dl_network *net, const dl_batch *batch, const dl_rows *rows, uint32_t sentence,
                       uint32_t word, uint8_t *to);

#endif
