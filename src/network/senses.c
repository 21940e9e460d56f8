#include "network/senses.h"

#include <stdio.h>
#include <string.h>

enum { BACK = 2, WIDEST = 64 }; /* sentences before; numbers of a word's vector */

void dl_senses_want(dl_items *items, const char *name, const dl_network *net, dl_senses *out) {
  char vectors_name[64];
  snprintf(vectors_name, sizeof vectors_name, "%s.E_sense", name);
  if (!dl_items_find(items, vectors_name, "")) return; /* it has none */
  const dl_index *vocabulary = &net->vocabulary;
  dl_strings words = dl_items_strings(items, "senses");
  dl_embedding vectors = dl_items_embedding(items, vectors_name, words.count);
  uint32_t *row = dl_items_piece(items, vocabulary->keys.count * sizeof *row);
  if (vectors.width > WIDEST) dl_items_miss(items, vectors_name);
  if (items->missing || !row) return;
  memset(row, 0, vocabulary->keys.count * sizeof *row);
  for (uint32_t i = 0; i < words.count; i++) {
    int32_t word = dl_index_find(vocabulary, words.items[i], strlen(words.items[i]));
    if (word < 0) dl_items_miss(items, "senses");
    if (word >= 0) row[word] = i + 1;
  }
  *out = (dl_senses){vectors, row};
}

/* Adds the vector of a word to x. False where it has none. */
static bool add_vector(const dl_senses *senses, const dl_network *net, uint32_t number, float *x) {
  const dl_embedding *e = &senses->vectors;
  uint32_t row = senses->row[number];
  if (row) net->kernels->add_row(e->values + (size_t)(row - 1) * e->width, e->scale[row - 1], x, e->width);
  return row > 0;
}

dl_rows dl_senses_rows(const dl_senses *senses, const dl_network *net, dl_arena *scratch, const dl_batch *batch,
                       const uint32_t *numbers) {
  uint32_t width = senses->vectors.width;
  if (!width) return (dl_rows){0};
  float *x = dl_scratch(scratch, (size_t)batch->rows * width * sizeof *x);
  memset(x, 0, (size_t)batch->rows * width * sizeof *x);
  for (uint32_t row = 0; row < batch->rows; row++) add_vector(senses, net, numbers[row], x + (size_t)row * width);
  return dl_as_rows(net, scratch, x, width, width, batch->rows);
}

/* Vectors that are summed, and how many. */
typedef struct sum {
  float x[WIDEST];
  uint32_t count;
} sum;

static void add_sum(sum *to, const sum *one, uint32_t width) {
  for (uint32_t i = 0; i < width; i++) to->x[i] += one->x[i];
  to->count += one->count;
}

static void put_mean(const sum *s, uint32_t width, float *to) {
  for (uint32_t i = 0; i < width; i++) to[i] = s->count ? s->x[i] / (float)s->count : 0;
}

float *dl_contexts_of(const dl_senses *senses, const dl_matrix *layer, const dl_network *net, dl_arena *kept,
                      const dl_document *doc) {
  uint32_t width = senses->vectors.width, count = doc->sentence_count;
  sum all = {.count = 0}, *sums = dl_arena_alloc(kept, (count + 1) * sizeof *sums);
  for (uint32_t s = 0; s < count; s++) {
    const dl_sentence *sentence = &doc->sentences[s];
    for (uint32_t i = 0; i < sentence->count; i++)
      sums[s].count += add_vector(senses, net, dl_word_number(net, doc->tokens[sentence->first + i].form), sums[s].x);
    add_sum(&all, &sums[s], width);
  }
  float *means = dl_arena_take(kept, ((size_t)count + 1) * 2 * width * sizeof *means);
  for (uint32_t s = 0; s < count; s++) {
    sum before = {.count = 0};
    for (uint32_t back = 1; back <= BACK && back <= s; back++) add_sum(&before, &sums[s - back], width);
    put_mean(&all, width, means + (size_t)s * 2 * width);
    put_mean(&before, width, means + (size_t)s * 2 * width + width);
  }
  float *contexts = dl_scratch(kept, ((size_t)count + 1) * layer->width * sizeof *contexts);
  dl_rows rows = dl_as_rows(net, kept, means, (size_t)2 * width, 2 * width, count);
  net->kernels->product(layer, &rows, count, contexts, layer->width, DL_RECTIFY);
  return contexts;
}
