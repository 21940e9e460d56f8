/* Figures from counts: precision, recall, F1 and shares, with 95 % intervals by the bootstrap over documents (Efron
 * 1979).
 *
 * The documents are drawn anew, as many as there are, with replacement, 1,000 times; the interval holds the middle 95 %
 * of the figures had. The generator is splitmix64 (Steele, Lea and Flood 2014) with a fixed seed, so that the same gold
 * gives the same intervals.
 */
#ifndef DL_SCORE_FIGURES_H
#define DL_SCORE_FIGURES_H

#include "score/score.h"

typedef struct dl_score_figure {
  const char *name;
  bool three;                      /* precision, recall and F1; else `value` alone */
  bool there;                      /* false: the gold and the output hold nothing that it is made of */
  double precision, recall, value; /* value: F1, or the share */
  double low, high;                /* 95 % of value */
} dl_score_figure;

enum { DL_FIGURES = 18 };

/* `each`: the counts of every document. Memory is the arena's. */
void dl_score_figures(const dl_counts *each, uint32_t documents, dl_arena *arena, dl_score_figure figures[DL_FIGURES]);

#endif
