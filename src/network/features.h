/* What the network reads of a word: its number in the vocabulary, or the word pieces of one that is not in it; eight
 * hashed affixes, hashed shape, four flags.
 *
 * The same as train/features.py, which reads the same words for the trainers: both change together, and with them the
 * weights. Numbers are rows of the network's tables. It writes into the caller's memory, takes none and cannot fail; of
 * a very long word only the beginning is read.
 */
#ifndef DL_NETWORK_FEATURES_H
#define DL_NETWORK_FEATURES_H

#include "base/document.h"
#include "network/weights.h"

typedef struct dl_features {
  uint32_t word, shape;
  uint32_t piece[DL_PIECES], piece_count;
  uint32_t affix[DL_AFFIXES];
  float flags[DL_FLAGS];
} dl_features;

/* The number of a token's form in the vocabulary; 0: it is not in it. */
uint32_t dl_word_number(const dl_network *net, const char *form);

/* Features of the tokens first .. first+count, which are read as one sentence. */
void dl_features_of(const dl_network *net, const dl_document *doc, uint32_t first, uint32_t count, dl_features *out);

#endif
