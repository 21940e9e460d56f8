/* Arithmetic of the network: matrix products, activations and half floats, chosen at run time by the CPU's features.
 *
 * A dl_matrix holds a layer's weights packed for the product (panels of 32 outputs) and its bias. Every output is summed over its inputs in
 * one fixed order, so a row's result does not depend on the rows beside it: batches and threads do not change a bit of it. Processors with
 * fused multiply-add (AVX-512, AVX2) agree with one another to the bit; the plain path rounds once more and may differ in the last place.
 */
#ifndef DL_SYNTAX_KERNEL_H
#define DL_SYNTAX_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DL_PANEL = 32 };

typedef struct dl_matrix {
  uint32_t outputs, inputs;
  uint32_t width;      /* outputs rounded up to DL_PANEL: the least distance between rows of the result */
  const float *panels; /* width / 32 panels of inputs x 32, 64-byte aligned */
  const float *bias;   /* width, or NULL */
} dl_matrix;

typedef struct dl_kernels {
  const char *name; /* "avx512", "avx2", "plain" */
  /* y[r][o] = bias[o] + sum over i of x[r][i] w[o][i]; with `add`, y's old values take the place of the bias. Writes `width` floats a row. */
  void (*product)(const dl_matrix *w, const float *x, size_t x_step, size_t rows, float *y, size_t y_step, bool add);
  void (*halves)(const uint16_t *from, float *to, size_t count);     /* IEEE half to float */
  void (*add_halves)(const uint16_t *from, float *to, size_t count); /* to += from */
  /* One step of an LSTM: gates (i, f, g, o, each `size`) and cell -> cell, hidden. */
  void (*lstm)(const float *gates, float *cell, float *hidden, size_t size);
} dl_kernels;

/* The best kernels of this processor; `name` (or NULL) asks for one set, NULL is returned where it cannot run. */
const dl_kernels *dl_kernels_get(const char *name);

#endif
