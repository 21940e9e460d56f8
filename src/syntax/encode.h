/* The encoder: a batch of sentences through two layers of BiLSTM.
 *
 * Rows of all matrices lie time-major: row start[t] + i is word t of sentence i, and sentences are sorted from long to short, so that the
 * words of one time step are neighbours and a step of the recurrence is one matrix product.
 */
#ifndef DL_SYNTAX_ENCODE_H
#define DL_SYNTAX_ENCODE_H

#include "syntax/features.h"
#include "syntax/weights.h"

enum { DL_BATCH = 32 };

typedef struct dl_batch {
  uint32_t count;            /* sentences */
  uint32_t first[DL_BATCH];  /* document-wide token index of each */
  uint32_t length[DL_BATCH]; /* in words, none longer than the one before */
  uint32_t rows;             /* words in all */
  uint32_t *start;           /* per time step: its first row; length[0] + 1 of them */
} dl_batch;

/* Scratch memory of one thread: an arena that is emptied after each batch. */
struct dl_workspace {
  dl_arena *arena;
};

/* rows x 2 hidden, in the workspace. */
float *dl_encode(const dl_parser *parser, dl_workspace *work, const dl_document *doc, const dl_batch *batch);

#endif
