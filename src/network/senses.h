/* Vectors of words that a head has of its own, of some words of the network's vocabulary; and what a sentence stands
 * in, by them.
 *
 * The list "senses" of the head's section and NAME.E_sense [senses, e], read by dl_senses_want. A context is what a
 * layer NAME.context, .w [c, 2 e] and .b, with a rectifier, makes of two means: of the vectors of all words of the
 * document, and of those of the sentences before (BACK of them). Who is the police and who the accused, a single
 * sentence seldom tells; its text does. Read-only once read; rows lie in the caller's scratch memory.
 */
#ifndef DL_NETWORK_SENSES_H
#define DL_NETWORK_SENSES_H

#include "network/encode.h"

typedef struct dl_senses {
  dl_embedding vectors; /* width 0: there are none */
  const uint32_t *row;  /* by the word's number in the vocabulary: 1 + its row, 0: none */
} dl_senses;

/* Asks for the section's list and NAME.E_sense. */
void dl_senses_want(dl_items *items, const char *name, const dl_network *net, dl_senses *out);

/* The vectors of a batch's words; no values where there are none. */
dl_rows dl_senses_rows(const dl_senses *senses, const dl_network *net, dl_arena *scratch, const dl_batch *batch,
                       const uint32_t *numbers);

/* What a document's sentences stand in, each layer->width floats, in memory of `kept`. */
float *dl_contexts_of(const dl_senses *senses, const dl_matrix *layer, const dl_network *net, dl_arena *kept,
                      const dl_document *doc);

#endif
