#include "score/figures.h"

#include <stdlib.h>
#include <string.h>

enum { RESAMPLES = 1000 };

/* How a figure is made of counts: right / predicted and found / gold, or a share right / of. For tp, fp and fn the sums
 * are made first. */
typedef struct recipe {
  const char *name;
  enum { SHARE, TWO, THREE } kind; /* TWO: {right, predicted, found, gold}; THREE: {tp, fp, fn} */
  dl_count of[4];
} recipe;

static const recipe recipes[DL_FIGURES] = {
    {"events", TWO, {DL_N_MATCHED, DL_N_PREDICTED, DL_N_MATCHED, DL_N_GOLD}},
    {"tuple", TWO, {DL_N_TUPLE, DL_N_PREDICTED, DL_N_TUPLE, DL_N_GOLD}},
    {"category", SHARE, {DL_N_CATEGORY, DL_N_MATCHED}},
    {"category strict", SHARE, {DL_N_STRICT, DL_N_MATCHED}},
    {"mode", SHARE, {DL_N_MODE, DL_N_MODES}},
    {"cameo root", SHARE, {DL_N_ROOT, DL_N_ROOTS}},
    {"actor", THREE, {DL_N_ACTOR_TP, DL_N_ACTOR_FP, DL_N_ACTOR_FN}},
    {"recipient", THREE, {DL_N_RECIPIENT_TP, DL_N_RECIPIENT_FP, DL_N_RECIPIENT_FN}},
    {"sector", SHARE, {DL_N_SECTOR, DL_N_SECTORS}},
    {"source", SHARE, {DL_N_SOURCE, DL_N_SOURCES}},
    {"sourced", SHARE, {DL_N_SOURCED, DL_N_SOURCEDS}},
    {"chain", SHARE, {DL_N_CHAIN, DL_N_SOURCES}},
    {"factuality AUTHOR", SHARE, {DL_N_AUTHOR, DL_N_MATCHED}},
    {"factuality source", SHARE, {DL_N_HOLDER, DL_N_HOLDERS}},
    {"auxiliary", SHARE, {DL_N_AUX, DL_N_AUXES}},
    {"auxiliary words", THREE, {DL_N_AUX_TP, DL_N_AUX_FP, DL_N_AUX_FN}},
    {"statements", SHARE, {DL_N_SAID_RIGHT, DL_N_SAID}},
    {"denials", TWO, {DL_N_DENY_RIGHT, DL_N_DENY_PREDICTED, DL_N_DENY_FOUND, DL_N_DENY_GOLD}},
};

static double ratio(double a, double b) {
  return b > 0 ? a / b : 0;
}

static dl_score_figure make(const recipe *r, const uint64_t n[DL_COUNTS]) {
  dl_score_figure f = {.name = r->name, .three = r->kind != SHARE};
  double a = (double)n[r->of[0]], b = (double)n[r->of[1]], c = (double)n[r->of[2]], d = (double)n[r->of[3]];
  if (r->kind == SHARE) {
    f.there = b > 0;
    f.value = ratio(a, b);
    return f;
  }
  f.there = r->kind == TWO ? b + d > 0 : a + b + c > 0;
  f.precision = r->kind == TWO ? ratio(a, b) : ratio(a, a + b);
  f.recall = r->kind == TWO ? ratio(c, d) : ratio(a, a + c);
  f.value = ratio(2 * f.precision * f.recall, f.precision + f.recall);
  return f;
}

static uint64_t next_random(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void add(uint64_t sum[DL_COUNTS], const dl_counts *one) {
  for (int i = 0; i < DL_COUNTS; i++) sum[i] += one->n[i];
}

void dl_score_figures(const dl_counts *each, uint32_t documents, dl_arena *arena, dl_score_figure figures[DL_FIGURES]) {
  uint64_t whole[DL_COUNTS] = {0}, random = 2023;
  for (uint32_t d = 0; d < documents; d++) add(whole, &each[d]);
  double *values = dl_arena_alloc(arena, sizeof *values * DL_FIGURES * RESAMPLES);
  uint32_t drawn[DL_FIGURES] = {0}; /* resamples that have the figure */
  for (int i = 0; i < RESAMPLES; i++) {
    uint64_t sum[DL_COUNTS] = {0};
    for (uint32_t d = 0; d < documents; d++) add(sum, &each[next_random(&random) % documents]);
    for (int k = 0; k < DL_FIGURES; k++) {
      dl_score_figure f = make(&recipes[k], sum);
      if (f.there) values[k * RESAMPLES + drawn[k]++] = f.value;
    }
  }
  for (int k = 0; k < DL_FIGURES; k++) {
    figures[k] = make(&recipes[k], whole);
    if (drawn[k] == 0) continue;
    double *mine = values + k * RESAMPLES;
    qsort(mine, drawn[k], sizeof *mine, by_size);
    figures[k].low = mine[drawn[k] * 25 / 1000];
    figures[k].high = mine[(drawn[k] * 975 + 999) / 1000 - 1];
  }
}
