#include "syntax/encode.h"

#include <string.h>

/* Embeddings and flags of every word: rows x input. */
static float *read_words(const dl_parser *p, dl_workspace *work, const dl_document *doc, const dl_batch *batch) {
  float *x = dl_arena_alloc(work->arena, (size_t)batch->rows * p->input * sizeof *x);
  dl_features *features = dl_arena_alloc(work->arena, batch->length[0] * sizeof *features);
  for (uint32_t i = 0; i < batch->count; i++) {
    dl_features_of(p, doc, batch->first[i], batch->length[i], features);
    for (uint32_t t = 0; t < batch->length[i]; t++) {
      float *to = x + (size_t)(batch->start[t] + i) * p->input;
      const dl_features *f = &features[t];
      p->kernels->halves(p->word.halves + (size_t)f->word * p->word.width, to, p->word.width);
      to += p->word.width;
      p->kernels->halves(p->affix.halves + (size_t)f->affix[0] * p->affix.width, to, p->affix.width);
      for (int k = 1; k < DL_PIECES; k++) p->kernels->add_halves(p->affix.halves + (size_t)f->affix[k] * p->affix.width, to, p->affix.width);
      to += p->affix.width;
      p->kernels->halves(p->shape.halves + (size_t)f->shape * p->shape.width, to, p->shape.width);
      memcpy(to + p->shape.width, f->flags, sizeof f->flags);
    }
  }
  return x;
}

/* One direction of one layer: x (rows x inputs) -> out, `hidden` floats at `offset` of rows of 2 hidden. */
static void run_way(const dl_parser *p, dl_workspace *work, const dl_batch *batch, const dl_lstm_way *way, const float *x, float *out,
                    uint32_t offset, bool backward) {
  uint32_t h = p->hidden, gates_width = way->in.width, steps = batch->length[0];
  float *gates = dl_arena_alloc(work->arena, (size_t)batch->rows * gates_width * sizeof *gates);
  p->kernels->product(&way->in, x, way->in.inputs, batch->rows, gates, gates_width, false);
  float *cell = dl_arena_alloc(work->arena, (size_t)batch->count * h * sizeof *cell);
  float *hidden = dl_arena_alloc(work->arena, (size_t)batch->count * h * sizeof *hidden);
  for (uint32_t k = 0; k < steps; k++) {
    uint32_t t = backward ? steps - 1 - k : k, active = batch->start[t + 1] - batch->start[t];
    float *g = gates + (size_t)batch->start[t] * gates_width;
    if (k > 0) p->kernels->product(&way->back, hidden, h, active, g, gates_width, true);
    for (uint32_t i = 0; i < active; i++) {
      p->kernels->lstm(g + (size_t)i * gates_width, cell + (size_t)i * h, hidden + (size_t)i * h, h);
      memcpy(out + (size_t)(batch->start[t] + i) * 2 * h + offset, hidden + (size_t)i * h, h * sizeof *hidden);
    }
  }
}

float *dl_encode(const dl_parser *parser, dl_workspace *work, const dl_document *doc, const dl_batch *batch) {
  float *x = read_words(parser, work, doc, batch);
  for (int layer = 0; layer < 2; layer++) {
    float *out = dl_arena_alloc(work->arena, (size_t)batch->rows * 2 * parser->hidden * sizeof *out);
    run_way(parser, work, batch, &parser->layers[layer][0], x, out, 0, false);
    run_way(parser, work, batch, &parser->layers[layer][1], x, out, parser->hidden, true);
    x = out;
  }
  return x;
}
