#include "network/acts.h"

#include <stdlib.h>
#include <string.h>

enum { VECTORS = 4 }; /* the word, the one before, the one behind, its head */

/* What the reader of a section knows besides. */
typedef struct wanted {
  dl_acts *acts;
  const dl_network *net;
} wanted;

static void want_acts(dl_items *items, void *to) {
  const wanted *w = to;
  uint32_t hidden = dl_items_outputs(items, "acts.h", ".w");
  dl_items_layer(items, &w->acts->hidden, "acts.h", hidden, (uint32_t)dl_acts_width(w->net));
  dl_items_layer(items, &w->acts->out, "acts.o", DL_ACT_LABELS, hidden);
}

int dl_acts_read(dl_acts *acts, const dl_network *net, const dl_model *model, dl_status *status) {
  *acts = (dl_acts){0};
  return dl_items_read(model, "acts", want_acts, &(wanted){acts, net}, &acts->memory, status);
}

void dl_acts_free(dl_acts *acts) {
  free(acts->memory);
}

size_t dl_acts_width(const dl_network *net) {
  return (size_t)VECTORS * 2 * net->hidden;
}

bool dl_acts_takes(unsigned upos) {
  return upos == DL_VERB || upos == DL_NOUN || upos == DL_ADJ || upos == DL_PROPN || upos == DL_AUX || upos == DL_ADV;
}

/* Row of the word `word` of a sentence of the batch. */
static uint32_t row_of(const dl_batch *batch, uint32_t sentence, uint32_t word) {
  return batch->start[word] + sentence;
}

void dl_acts_input(const dl_network *net, const dl_batch *batch, const dl_rows *rows, uint32_t sentence, uint32_t word,
                   uint8_t *to) {
  const dl_token *token = &batch->docs[sentence]->tokens[batch->first[sentence] + word];
  uint32_t width = 2 * net->hidden, last = batch->length[sentence] - 1;
  uint32_t head = token->head < 0 ? word : (uint32_t)token->head - batch->first[sentence];
  const uint32_t words[VECTORS] = {word, word > 0 ? word - 1 : word, word < last ? word + 1 : word,
                                   head <= last ? head : word};
  for (uint32_t v = 0; v < VECTORS; v++)
    memcpy(to + (size_t)v * width, rows->values + row_of(batch, sentence, words[v]) * rows->step, width);
}

/* Scores of up to DL_CHUNK words, whose inputs stand in `x`, to where `scores` of each points. */
static void score_chunk(const dl_acts *acts, const dl_network *net, dl_arena *scratch, const dl_rows *x, uint32_t count,
                        float *const *scores) {
  float *hidden = dl_scratch(scratch, (size_t)count * acts->hidden.width * sizeof *hidden);
  net->kernels->product(&acts->hidden, x, count, hidden, acts->hidden.width, DL_RECTIFY);
  dl_rows bytes = dl_as_rows(net, scratch, hidden, acts->hidden.width, acts->hidden.outputs, count);
  float *out = dl_scratch(scratch, (size_t)count * acts->out.width * sizeof *out);
  net->kernels->product(&acts->out, &bytes, count, out, acts->out.width, DL_SET);
  for (uint32_t k = 0; k < count; k++)
    memcpy(scores[k], out + (size_t)k * acts->out.width, DL_ACT_LABELS * sizeof(float));
}

void dl_acts_score(const dl_acts *acts, const dl_network *net, dl_arena *scratch, const dl_batch *batch,
                   const dl_rows *rows) {
  size_t depth = dl_acts_width(net);
  uint8_t *values = dl_scratch(scratch, DL_CHUNK * depth);
  float *scores[DL_CHUNK];
  dl_rows x = {values, depth, NULL};
  uint32_t count = 0;
  for (uint32_t s = 0; s < batch->count; s++) {
    dl_document *doc = batch->docs[s];
    if (!doc->act_scores) doc->act_scores = dl_arena_alloc(doc->arena, doc->token_count * sizeof *doc->act_scores);
    for (uint32_t w = 0; w < batch->length[s]; w++) {
      uint32_t token = batch->first[s] + w;
      if (!dl_acts_takes(doc->tokens[token].upos)) continue;
      dl_acts_input(net, batch, rows, s, w, values + count * depth);
      scores[count++] = doc->act_scores[token];
      if (count == DL_CHUNK) score_chunk(acts, net, scratch, &x, count, scores), count = 0;
    }
  }
  if (count) score_chunk(acts, net, scratch, &x, count, scores);
}
