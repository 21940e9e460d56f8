#include "network/wordhead.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the encoder's vectors: the word, the one before, the one behind, its head. Of a head's own layer: the word, its
 * head. */
enum { VECTORS = 4, OWN = 2 };

/* What the reader of a section knows besides. */
typedef struct wanted {
  dl_wordhead *head;
  const dl_network *net;
} wanted;

static void want_layer(dl_items *items, const wanted *w) {
  dl_wordhead *head = w->head;
  for (int k = 0; k < 2; k++) {
    char name[64];
    snprintf(name, sizeof name, "%s.l.%s", items->section, k == 0 ? "fwd" : "bwd");
    const dl_item *back = k == 0 ? dl_items_find(items, name, ".w_hh") : NULL;
    if (k == 0 && !back) return; /* it has none */
    if (back) head->units = back->kind == DL_PANELS && back->dims[1] <= DL_WIDEST ? back->dims[1] : 0;
    uint32_t gates = 4 * head->units;
    const float *bias = dl_items_floats(items, name, ".b", gates);
    dl_items_matrix(items, &head->layer[k].in, name, ".w_ih", gates, 2 * w->net->hidden, bias);
    dl_items_matrix(items, &head->layer[k].besides[DL_ALONE], name, ".w_word", gates, w->net->input, NULL);
    if (head->senses.vectors.width)
      dl_items_matrix(items, &head->layer[k].besides[DL_SENSE], name, ".w_sense", gates, head->senses.vectors.width,
                      NULL);
    dl_items_matrix(items, &head->layer[k].back, name, ".w_hh", gates, head->units, NULL);
  }
}

static void want_head(dl_items *items, void *to) {
  const wanted *w = to;
  char hidden[64], out[64];
  snprintf(hidden, sizeof hidden, "%s.h", items->section);
  snprintf(out, sizeof out, "%s.o", items->section);
  dl_senses_want(items, items->section, w->net, &w->head->senses);
  want_layer(items, w);
  uint32_t units = dl_items_outputs(items, hidden, ".w");
  uint32_t inputs = (uint32_t)dl_wordhead_width(w->net) + OWN * 2 * w->head->units;
  dl_items_layer(items, &w->head->hidden, hidden, units, inputs);
  dl_items_layer(items, &w->head->out, out, w->head->labels, units);
}

int dl_wordhead_read(dl_wordhead *head, const char *section, uint32_t labels, const dl_network *net,
                     const dl_model *model, dl_status *status) {
  *head = (dl_wordhead){.labels = labels};
  return dl_items_read(model, section, want_head, &(wanted){head, net}, &head->memory, status);
}

void dl_wordhead_free(dl_wordhead *head) {
  free(head->memory);
}

size_t dl_wordhead_width(const dl_network *net) {
  return (size_t)VECTORS * 2 * net->hidden;
}

bool dl_wordhead_takes(unsigned upos) {
  return upos == DL_VERB || upos == DL_NOUN || upos == DL_ADJ || upos == DL_PROPN || upos == DL_AUX || upos == DL_ADV;
}

/* Row of the word `word` of a sentence of the batch. */
static uint32_t row_of(const dl_batch *batch, uint32_t sentence, uint32_t word) {
  return batch->start[word] + sentence;
}

/* The word on which a word of a sentence hangs; itself where that is none of the sentence's. */
static uint32_t head_of(const dl_batch *batch, uint32_t sentence, uint32_t word) {
  const dl_token *token = &batch->docs[sentence]->tokens[batch->first[sentence] + word];
  uint32_t head = token->head < 0 ? word : (uint32_t)token->head - batch->first[sentence];
  return head < batch->length[sentence] ? head : word;
}

void dl_wordhead_input(const dl_network *net, const dl_batch *batch, const dl_rows *rows, uint32_t sentence,
                       uint32_t word, uint8_t *to) {
  uint32_t width = 2 * net->hidden, last = batch->length[sentence] - 1;
  const uint32_t words[VECTORS] = {word, word > 0 ? word - 1 : word, word < last ? word + 1 : word,
                                   head_of(batch, sentence, word)};
  for (uint32_t v = 0; v < VECTORS; v++)
    memcpy(to + (size_t)v * width, rows->values + row_of(batch, sentence, words[v]) * rows->step, width);
}

/* Words whose inputs stand in `x`: up to DL_CHUNK of them. */
typedef struct chunk {
  const dl_network *net;
  dl_arena *scratch;
  dl_rows x;
  uint32_t count;
  dl_word words[DL_CHUNK];
} chunk;

static void score_chunk(const dl_wordhead *head, const chunk *c) {
  float *hidden = dl_scratch(c->scratch, (size_t)c->count * head->hidden.width * sizeof *hidden);
  c->net->kernels->product(&head->hidden, &c->x, c->count, hidden, head->hidden.width, DL_RECTIFY);
  dl_rows bytes = dl_as_rows(c->net, c->scratch, hidden, head->hidden.width, head->hidden.outputs, c->count);
  float *out = dl_scratch(c->scratch, (size_t)c->count * head->out.width * sizeof *out);
  c->net->kernels->product(&head->out, &bytes, c->count, out, head->out.width, DL_SET);
  for (uint32_t k = 0; k < c->count; k++) {
    float *to = head->place(c->words[k].doc, c->words[k].token);
    if (to) memcpy(to, out + (size_t)k * head->out.width, head->labels * sizeof *to);
  }
}

/* Behind the encoder's vectors those of the layer that one of the heads has of its own; the others read what stands
 * before them. */
static void add_own(const dl_batch *batch, const dl_rows *own, uint32_t sentence, uint32_t word, uint8_t *to) {
  const uint32_t words[OWN] = {word, head_of(batch, sentence, word)};
  for (uint32_t v = 0; v < OWN; v++)
    memcpy(to + v * own->step, own->values + row_of(batch, sentence, words[v]) * own->step, own->step);
}

void dl_wordheads_score(const dl_wordhead *const *heads, uint32_t count, const dl_network *net, dl_arena *scratch,
                        const dl_batch *batch, const dl_encoded *encoded) {
  const dl_rows *rows = &encoded->vectors;
  size_t plain = dl_wordhead_width(net), depth = plain;
  dl_rows own = {0};
  if (heads[0]->units) {
    dl_besides besides = {.rows = {[DL_ALONE] = encoded->words}};
    besides.rows[DL_SENSE] = dl_senses_rows(&heads[0]->senses, net, scratch, batch, encoded->numbers);
    own = dl_encode_layer(net, scratch, batch, heads[0]->layer, heads[0]->units, rows, &besides);
    depth += OWN * own.step;
  }
  uint8_t *values = dl_scratch(scratch, DL_CHUNK * depth);
  chunk c = {.net = net, .scratch = scratch, .x = {values, depth, NULL}};
  for (uint32_t s = 0; s < batch->count; s++)
    for (uint32_t w = 0; w < batch->length[s]; w++) {
      dl_word word = {batch->docs[s], batch->first[s] + w};
      bool last = s + 1 == batch->count && w + 1 == batch->length[s];
      if (dl_wordhead_takes(word.doc->tokens[word.token].upos)) {
        dl_wordhead_input(net, batch, rows, s, w, values + c.count * depth);
        if (own.step) add_own(batch, &own, s, w, values + c.count * depth + plain);
        c.words[c.count++] = word;
      }
      for (uint32_t h = 0; h < count && (c.count == DL_CHUNK || (last && c.count)); h++) score_chunk(heads[h], &c);
      if (c.count == DL_CHUNK) c.count = 0;
    }
}
