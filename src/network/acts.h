/* Is a word an act, and of which kind: scores of the 16 PLOVER categories, of speech acts that PLOVER drops, and of "no
 * act", for each word that can be one.
 *
 * Two layers on the encoder's vectors of the word, its neighbours and its head in the tree (section "acts", taught by
 * train/acts.py): acts.h [h, 8 hidden] with a rectifier, acts.o [labels, h]. What the lexicon and the tree know is
 * added to the scores by events/choice.c.
 */
#ifndef DL_NETWORK_ACTS_H
#define DL_NETWORK_ACTS_H

#include "model/model.h"
#include "network/encode.h"

typedef struct dl_acts {
  dl_matrix hidden, out;
  void *memory;
} dl_acts;

/* Reads the section "acts" of the data file for a network. DL_OK without one: hidden.outputs is 0 then, and there are
 * no scores. */
int dl_acts_read(dl_acts *acts, const dl_network *net, const dl_model *model, dl_status *status);
void dl_acts_free(dl_acts *acts);

/* Bytes of what the network reads of a word. */
size_t dl_acts_width(const dl_network *net);

/* Can a word of this class be an act? */
bool dl_acts_takes(unsigned upos);

/* Fills doc->act_scores of the batch's words, whose classes and heads are known; `rows` are the encoder's. */
void dl_acts_score(const dl_acts *acts, const dl_network *net, dl_arena *scratch, const dl_batch *batch,
                   const dl_rows *rows);

/* Writes what the network reads of a word: 8 hidden bytes of the encoder's vectors. For the trainer (`dateline
 * features`). */
void dl_acts_input(const dl_network *net, const dl_batch *batch, const dl_rows *rows, uint32_t sentence, uint32_t word,
                   uint8_t *to);

#endif
