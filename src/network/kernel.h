/* Arithmetic of the network: products of whole numbers of 8 bits, activations, sums; chosen at run time by the CPU's
 * features.
 *
 * A dl_matrix holds a layer's weights: whole numbers with a scale an output. A dl_rows holds vectors in the same way:
 * bytes 128 + q, where q is -127..127 and the value is q times the row's scale. Their sums are exact, and what follows
 * in floats is written in one order and without fused operations, so that all kernels give the same bits, whatever rows
 * are multiplied together.
 */
#ifndef DL_NETWORK_KERNEL_H
#define DL_NETWORK_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum { DL_PANEL = 32, DL_GROUP = 4 };

typedef struct dl_matrix {
  uint32_t outputs, inputs;
  uint32_t width;       /* outputs in whole panels: the least distance between rows of the result */
  uint32_t depth;       /* inputs in whole groups: the least distance between rows that are multiplied */
  const int8_t *panels; /* width / 32 panels of depth / 4 groups of 32 outputs x 4 inputs */
  const int32_t
      *offset; /* width: -128 times the sum of the output's weights, which takes the 128 of the rows away again */
  const float *scale; /* width; 0 for what is no output */
  const float *bias;  /* width */
} dl_matrix;

typedef struct dl_rows {
  const uint8_t *values;
  size_t step;        /* bytes from row to row */
  const float *scale; /* one a row; NULL: 1/127 for all, the scale of an LSTM's hidden state */
} dl_rows;

/* The rows from `first` on. */
static inline dl_rows dl_rows_from(const dl_rows *x, size_t first) {
  return (dl_rows){x->values + first * x->step, x->step, x->scale ? x->scale + first : NULL};
}

typedef enum dl_into { DL_SET, DL_ADD, DL_RECTIFY } dl_into;

typedef struct dl_kernels {
  const char *name; /* "avx512", "avx2", "plain" */
  /* y[r][o] = bias[o] + x[r] w[o]; DL_ADD adds to y in place of the bias, DL_RECTIFY cuts at 0. Writes `width` floats a
   * row. */
  void (*product)(const dl_matrix *w, const dl_rows *x, size_t rows, float *y, size_t y_step, dl_into into);
  /* A row of floats as bytes; returns its scale. */
  float (*quantise)(const float *x, size_t size, uint8_t *to);
  /* to += scale x from */
  void (*add_row)(const int8_t *from, float scale, float *to, size_t size);
  /* One step of an LSTM: gates (i, f, g, o, each `size`) and cell -> cell, hidden. */
  void (*lstm)(const float *gates, float *cell, uint8_t *hidden, size_t size);
  /* y[k] = the sum of a[k a_step + i] b[k][i] over i < size, a multiple of 16. */
  void (*dots)(const float *a, size_t a_step, const float *const *b, size_t count, size_t size, float *y);
  /* The place of the greatest, the first of several. */
  uint32_t (*best)(const float *scores, size_t count);
} dl_kernels;

/* The best kernels of this processor; `name` (or NULL) asks for one set, NULL is returned where it cannot run. */
const dl_kernels *dl_kernels_get(const char *name);

#endif
