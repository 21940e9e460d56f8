/* Are two articles copies of each other: one text that newspapers cut, edited and printed?
 *
 * An article is the set of its shingles, runs of three words (words.h); its sketch keeps the least of their hashes
 * (bottom-k MinHash: Broder 1997, Cohen and Kaplan 2007), by which the share of shingles that two articles have in
 * common, of all that either has, is told to within a few hundredths, and of short articles exactly. From
 * DL_COPY_LEAST on they are copies. Which articles are held against each other says the ledger (ledger/join.c).
 */
#ifndef DL_STORIES_COPIES_H
#define DL_STORIES_COPIES_H

#include "base/arena.h"
#include "stories/words.h"

enum { DL_COPY_HASHES = 128, DL_COPY_FEWEST = 12 }; /* kept; fewer shingles than that tell nothing */

#define DL_COPY_LEAST 0.15 /* measured by tools/copies.py */
#define DL_COPY_SHORT 0.40 /* where one has fewer shingles than are kept: a sentence in common is much of it */

typedef struct dl_copy_sketch {
  uint32_t hashes[DL_COPY_HASHES]; /* ascending, each once */
  uint32_t count;
} dl_copy_sketch;

void dl_copy_read(dl_arena *scratch, const char *text, size_t size, dl_copy_sketch *sketch);

/* The share of shingles that two articles have in common; 0 where one is too short. */
double dl_copy_likeness(const dl_copy_sketch *a, const dl_copy_sketch *b);
bool dl_copy_is(const dl_copy_sketch *a, const dl_copy_sketch *b);

#endif
