#include "network/encode.h"

#include <string.h>

enum {
  GATE_ROWS = 64
}; /* rows whose gates are made at a time: they stay in the second cache until the recurrence has used them */

void *dl_scratch(dl_arena *scratch, size_t size) {
  uintptr_t at = (uintptr_t)dl_arena_take(scratch, size + 63);
  return (void *)((at + 63) & ~(uintptr_t)63);
}

/* Rows that are being made; read as dl_rows. */
typedef struct making {
  uint8_t *values;
  float *scale;
  uint32_t size, depth; /* numbers of a row; bytes, filled up to whole groups */
} making;

static making make_rows(dl_arena *scratch, uint32_t size, size_t rows) {
  uint32_t depth = (size + DL_GROUP - 1) / DL_GROUP * DL_GROUP;
  return (making){dl_scratch(scratch, rows * depth), dl_scratch(scratch, rows * sizeof(float)), size, depth};
}

/* Puts floats into a row as bytes. */
static void put_row(const dl_network *p, const making *m, size_t row, const float *x) {
  uint8_t *to = m->values + row * m->depth;
  memset(to + m->size, 128, m->depth - m->size);
  m->scale[row] = p->kernels->quantise(x, m->size, to);
}

static dl_rows made(const making *m) {
  return (dl_rows){m->values, m->depth, m->scale};
}

dl_rows dl_as_rows(const dl_network *p, dl_arena *scratch, const float *x, size_t step, uint32_t size, size_t rows) {
  making m = make_rows(scratch, size, rows);
  for (size_t r = 0; r < rows; r++) put_row(p, &m, r, x + r * step);
  return made(&m);
}

static void add_embedding(const dl_network *p, const dl_embedding *e, uint32_t row, float part, float *to) {
  p->kernels->add_row(e->values + (size_t)row * e->width, e->scale[row] * part, to, e->width);
}

static void read_word(const dl_network *p, const dl_features *f, float *x) {
  memset(x, 0, p->input * sizeof *x);
  add_embedding(p, &p->word, f->word, 1, x);
  for (uint32_t k = 0; k < f->piece_count; k++)
    add_embedding(p, &p->piece, f->piece[k], 1.0f / (float)f->piece_count, x);
  x += p->word.width;
  for (int k = 0; k < DL_AFFIXES; k++) add_embedding(p, &p->affix, f->affix[k], 1, x);
  x += p->affix.width;
  add_embedding(p, &p->shape, f->shape, 1, x);
  memcpy(x + p->shape.width, f->flags, sizeof f->flags);
}

/* Rows of embeddings lie all over a large file: they are asked for before they are added. */
static void fetch_word(const dl_network *p, const dl_features *f) {
  const int8_t *word = p->word.values + (size_t)f->word * p->word.width;
  for (uint32_t k = 0; k < p->word.width; k += 64) __builtin_prefetch(word + k);
  for (int k = 0; k < DL_AFFIXES; k++) __builtin_prefetch(p->affix.values + (size_t)f->affix[k] * p->affix.width);
}

/* Embeddings and flags of every word, and its number. */
static dl_encoded read_words(const dl_network *p, dl_arena *scratch, const dl_batch *batch) {
  making words = make_rows(scratch, p->input, batch->rows);
  uint32_t *numbers = dl_scratch(scratch, batch->rows * sizeof *numbers);
  float *x = dl_scratch(scratch, p->input * sizeof *x);
  dl_features *features = dl_scratch(scratch, batch->length[0] * sizeof *features);
  for (uint32_t i = 0; i < batch->count; i++) {
    dl_features_of(p, batch->docs[i], batch->first[i], batch->length[i], features);
    for (uint32_t t = 0; t < batch->length[i]; t++) {
      size_t row = batch->start[t] + i;
      if (t + 1 < batch->length[i]) fetch_word(p, &features[t + 1]);
      read_word(p, &features[t], x);
      put_row(p, &words, row, x);
      numbers[row] = features[t].word;
    }
  }
  return (dl_encoded){.numbers = numbers, .words = made(&words)};
}

/* The gates of `count` rows from `first` on, without what the words before or behind say. */
static void make_gates(const dl_network *p, const dl_lstm_way *way, const dl_rows *x, const dl_besides *besides,
                       uint32_t first, uint32_t count, float *gates) {
  dl_rows some = dl_rows_from(x, first);
  p->kernels->product(&way->in, &some, count, gates, way->in.width, DL_SET);
  for (int k = 0; besides && k < DL_BESIDES; k++) {
    if (!way->besides[k].outputs) continue;
    some = dl_rows_from(&besides->rows[k], first);
    p->kernels->product(&way->besides[k], &some, count, gates, way->in.width, DL_ADD);
  }
}

/* One direction of one layer: x and what is read besides -> `h` bytes at out, in rows of 2 h. */
static void run_way(const dl_network *p, dl_arena *scratch, const dl_batch *batch, const dl_lstm_way *way, uint32_t h,
                    const dl_rows *x, const dl_besides *besides, uint8_t *out, bool backward) {
  uint32_t width = way->in.width, steps = batch->length[0];
  const uint32_t *start = batch->start;
  float *cell = dl_scratch(scratch, (size_t)batch->count * h * sizeof *cell);
  memset(cell, 0, (size_t)batch->count * h * sizeof *cell);
  float *gates =
      dl_scratch(scratch, (size_t)(batch->count > GATE_ROWS ? batch->count : GATE_ROWS) * width * sizeof *gates);
  uint32_t low = 0, high = 0; /* the steps whose gates are made */
  for (uint32_t k = 0; k < steps; k++) {
    uint32_t t = backward ? steps - 1 - k : k;
    if (t < low || t >= high) {
      low = t;
      high = t + 1;
      if (backward)
        while (low > 0 && start[high] - start[low - 1] <= GATE_ROWS) low--;
      else
        while (high < steps && start[high + 1] - start[low] <= GATE_ROWS) high++;
      make_gates(p, way, x, besides, start[low], start[high] - start[low], gates);
    }
    float *g = gates + (size_t)(start[t] - start[low]) * width;
    uint32_t active = start[t + 1] - start[t];
    if (k > 0) { /* sentences that begin here (from their ends) have no state yet */
      uint32_t before = backward ? t + 1 : t - 1, held = start[before + 1] - start[before];
      dl_rows state = {out + (size_t)start[before] * 2 * h, 2 * (size_t)h, NULL};
      p->kernels->product(&way->back, &state, held < active ? held : active, g, width, DL_ADD);
    }
    for (uint32_t i = 0; i < active; i++)
      p->kernels->lstm(g + (size_t)i * width, cell + (size_t)i * h, out + (size_t)(start[t] + i) * 2 * h, h);
  }
}

dl_rows dl_encode_layer(const dl_network *net, dl_arena *scratch, const dl_batch *batch, const dl_lstm_way ways[2],
                        uint32_t units, const dl_rows *x, const dl_besides *besides) {
  uint8_t *out = dl_scratch(scratch, (size_t)batch->rows * 2 * units);
  run_way(net, scratch, batch, &ways[0], units, x, besides, out, false);
  run_way(net, scratch, batch, &ways[1], units, x, besides, out + units, true);
  return (dl_rows){out, 2 * (size_t)units, NULL};
}

dl_encoded dl_encode(const dl_network *net, dl_arena *scratch, const dl_batch *batch) {
  dl_encoded out = read_words(net, scratch, batch);
  out.vectors = out.words;
  for (int layer = 0; layer < 2; layer++)
    out.vectors = dl_encode_layer(net, scratch, batch, net->layers[layer], net->hidden, &out.vectors, NULL);
  return out;
}
