/* The encoder: a batch of sentences through two layers of BiLSTM.
 *
 * Rows of all matrices lie time-major: row start[t] + i is word t of sentence i, and sentences are sorted from long to
 * short, so that the words of one time step are neighbours and a step of the recurrence is one matrix product.
 */
#ifndef DL_NETWORK_ENCODE_H
#define DL_NETWORK_ENCODE_H

#include "network/features.h"
#include "network/weights.h"

enum { DL_BATCH = 32, DL_CHUNK = 64 }; /* sentences of a batch; rows whose scores are held at a time */

typedef struct dl_word {
  dl_document *doc;
  uint32_t token;
} dl_word;

typedef struct dl_batch {
  uint32_t count;              /* sentences, of any documents */
  dl_document *docs[DL_BATCH]; /* of each: its document, */
  uint32_t first[DL_BATCH];    /* its first token there, */
  uint32_t length[DL_BATCH];   /* its words; none is longer than the one before */
  uint32_t rows;               /* words in all */
  uint32_t *start;             /* per time step: its first row; length[0] + 1 of them */
  dl_word *words;              /* per row: whose it is */
} dl_batch;

/* Memory of the scratch arena that is not zeroed, aligned to 64. */
void *dl_scratch(dl_arena *scratch, size_t size);

/* `rows` x `size` floats, `step` apart, as bytes. */
dl_rows dl_as_rows(const dl_network *net, dl_arena *scratch, const float *x, size_t step, uint32_t size, size_t rows);

/* What is known of each word, in the scratch arena. */
typedef struct dl_encoded {
  uint32_t *numbers; /* in the vocabulary */
  dl_rows words;     /* alone: its embeddings and flags, net->input numbers */
  dl_rows vectors;   /* in its sentence: 2 hidden numbers */
} dl_encoded;

/* What a layer reads of each word besides, as weights.h has it; no values: there is none. */
typedef struct dl_besides {
  dl_rows rows[DL_BESIDES];
} dl_besides;

/* One layer of BiLSTM of `units` a direction over rows that lie as the batch's: as many rows of 2 units. `besides`
 * (NULL: nothing) is read by ways that have weights for it. */
dl_rows dl_encode_layer(const dl_network *net, dl_arena *scratch, const dl_batch *batch, const dl_lstm_way ways[2],
                        uint32_t units, const dl_rows *x, const dl_besides *besides);

dl_encoded dl_encode(const dl_network *net, dl_arena *scratch, const dl_batch *batch);

#endif
