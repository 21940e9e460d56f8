#include "network/roles.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "network/softmax.h"

enum {
  SIDES = 2,
  HIDDEN = 128, /* the widest hidden layer, */
  INPUTS = 512, /* the widest vector of a word */
  WORDS = 2 * DL_ROLE_REACH + 1,
  FAR = 9, /* classes of distance, before and behind */
  WAYS = 9 /* classes of the way in the tree */
};

/* Where the rows of each kind begin. */
enum {
  ROW_FAR,
  ROW_WAY = 2 * FAR,
  ROW_ACT = ROW_WAY + WAYS,
  ROW_MUTUAL = ROW_ACT + DL_ACT_LABELS,
  ROWS = ROW_MUTUAL + 2
};

/* ---- the layer ---- */

typedef struct wanted {
  dl_role_layer *layer;
  const dl_network *net;
} wanted;

static void want_layer(dl_items *items, void *to) {
  const wanted *w = to;
  static const char *const names[] = {"roles.l.fwd", "roles.l.bwd"};
  const dl_item *back = dl_items_find(items, names[0], ".w_hh");
  dl_role_layer *layer = w->layer;
  uint32_t units = layer->units = back && back->dims[1] <= DL_WIDEST ? back->dims[1] : 0;
  if (!units) dl_items_miss(items, names[0]);
  dl_senses_want(items, "roles", w->net, &layer->senses);
  uint32_t senses = layer->senses.vectors.width, context = dl_items_outputs(items, "roles.context", ".w");
  dl_items_layer(items, &layer->context, "roles.context", context, 2 * senses);
  for (int k = 0; k < 2; k++) {
    dl_lstm_way *way = &layer->ways[k];
    const float *bias = dl_items_floats(items, names[k], ".b", 4 * units);
    dl_items_matrix(items, &way->in, names[k], ".w_ih", 4 * units, 2 * w->net->hidden, bias);
    dl_items_matrix(items, &way->back, names[k], ".w_hh", 4 * units, units, NULL);
    dl_items_matrix(items, &way->besides[DL_ALONE], names[k], ".w_word", 4 * units, w->net->input, NULL);
    dl_items_matrix(items, &way->besides[DL_SENSE], names[k], ".w_sense", 4 * units, senses, NULL);
    dl_items_matrix(items, &way->besides[DL_CONTEXT], names[k], ".w_context", 4 * units, context, NULL);
  }
}

int dl_role_layer_read(dl_role_layer *layer, const dl_network *net, const dl_model *model, dl_status *status) {
  *layer = (dl_role_layer){0};
  return dl_items_read(model, "roles", want_layer, &(wanted){layer, net}, &layer->memory, status);
}

void dl_role_layer_free(dl_role_layer *layer) {
  free(layer->memory);
}

/* Can a word of this class be a party's, or an act? */
static bool is_read(unsigned upos) {
  const uint64_t others =
      DL_SET(DL_PUNCT) | DL_SET(DL_ADP) | DL_SET(DL_CCONJ) | DL_SET(DL_SCONJ) | DL_SET(DL_PART) | DL_SET(DL_SYM);
  return !dl_in(upos, others);
}

/* Leaves what was read of a sentence's words with its document. */
static void keep_sentence(dl_arena *kept, const dl_batch *batch, const dl_rows *own, uint32_t sentence) {
  dl_document *doc = batch->docs[sentence];
  const dl_token *tokens = doc->tokens + batch->first[sentence];
  uint32_t count = 0;
  for (uint32_t w = 0; w < batch->length[sentence]; w++) count += is_read(tokens[w].upos);
  uint8_t *to = count ? dl_arena_take(kept, count * own->step) : NULL;
  for (uint32_t w = 0; w < batch->length[sentence]; w++) {
    if (!is_read(tokens[w].upos)) continue;
    memcpy(to, own->values + (batch->start[w] + sentence) * own->step, own->step);
    doc->role_states[batch->first[sentence] + w] = to;
    to += own->step;
  }
}

void dl_role_layer_begin(const dl_role_layer *layer, const dl_network *net, dl_arena *kept, dl_document *doc) {
  if (layer->units) doc->contexts = dl_contexts_of(&layer->senses, &layer->context, net, kept, doc);
}

/* What each word's sentence stands in. */
static dl_rows context_rows(const dl_role_layer *layer, const dl_network *net, dl_arena *scratch,
                            const dl_batch *batch) {
  uint32_t width = layer->context.width;
  float *x = dl_scratch(scratch, (size_t)batch->rows * width * sizeof *x);
  for (uint32_t row = 0; row < batch->rows; row++) {
    const dl_word *word = &batch->words[row];
    uint32_t sentence = word->doc->tokens[word->token].sentence;
    memcpy(x + (size_t)row * width, word->doc->contexts + (size_t)sentence * width, width * sizeof *x);
  }
  return dl_as_rows(net, scratch, x, width, layer->context.outputs, batch->rows);
}

void dl_role_layer_run(const dl_role_layer *layer, const dl_network *net, dl_arena *scratch, dl_arena *kept,
                       const dl_batch *batch, const dl_encoded *encoded) {
  if (!layer->units) return;
  dl_besides besides = {.rows = {[DL_ALONE] = encoded->words}};
  besides.rows[DL_SENSE] = dl_senses_rows(&layer->senses, net, scratch, batch, encoded->numbers);
  besides.rows[DL_CONTEXT] = context_rows(layer, net, scratch, batch);
  dl_rows own = dl_encode_layer(net, scratch, batch, layer->ways, layer->units, &encoded->vectors, &besides);
  for (uint32_t s = 0; s < batch->count; s++) {
    dl_document *doc = batch->docs[s];
    if (!doc->role_states) {
      doc->role_states = dl_arena_alloc(kept, doc->token_count * sizeof *doc->role_states);
      doc->role_width = (uint32_t)own.step;
    }
    keep_sentence(kept, batch, &own, s);
  }
}

/* ---- the head ---- */

static void want_head(dl_items *items, void *to) {
  dl_role_head *head = to;
  const dl_item *act = dl_items_find(items, "roles.act", ".w");
  uint32_t width = dl_items_outputs(items, "roles.act", ".w"), inputs = act ? act->dims[1] : 0;
  if (width > HIDDEN || width % DL_PANEL || inputs > INPUTS) dl_items_miss(items, "roles.act");
  dl_items_layer(items, &head->act, "roles.act", width, inputs);
  dl_items_layer(items, &head->word, "roles.word", width, inputs);
  head->rows = dl_items_embedding(items, "roles.rows", ROWS);
  if (head->rows.width != width) dl_items_miss(items, "roles.rows");
  head->out = dl_items_floats(items, "roles.out", "", SIDES * width);
  head->none = dl_items_floats(items, "roles.none", "", SIDES * width);
  head->bias = dl_items_floats(items, "roles.bias", "", 2 * SIDES);
  uint32_t units = dl_items_outputs(items, "roles.kind", ".w");
  head->sectors = dl_items_strings(items, "roles.sectors");
  if (units > HIDDEN || units % DL_PANEL || head->sectors.count > DL_SECTORS_READ) dl_items_miss(items, "roles.kind");
  dl_items_layer(items, &head->kind, "roles.kind", units, inputs);
  head->sector = dl_items_floats(items, "roles.sector", "", head->sectors.count * units);
  head->sector_bias = dl_items_floats(items, "roles.sector.b", "", head->sectors.count);
}

int dl_role_head_read(dl_role_head *head, const dl_model *model, dl_status *status) {
  *head = (dl_role_head){.kernels = dl_kernels_get(NULL)};
  return dl_items_read(model, "roles", want_head, head, &head->memory, status);
}

void dl_role_head_free(dl_role_head *head) {
  free(head->memory);
}

/* ---- a pair of an act and a word ---- */

static uint32_t far_row(int32_t far) {
  uint32_t size = far < 0 ? (uint32_t)-far : (uint32_t)far;
  uint32_t class = size < 5 ? size : size < 8 ? 5 : size < 12 ? 6 : size < 20 ? 7 : 8;
  return ROW_FAR + class + (far < 0 ? FAR : 0);
}

static uint32_t over(const dl_document *doc, uint32_t token) {
  return doc->tokens[token].head < 0 ? token : (uint32_t)doc->tokens[token].head;
}

/* The way in the tree from an act to a word: itself, a child, a grandchild, its head, a child of that, ... */
static uint32_t way_row(const dl_document *doc, uint32_t act, uint32_t word) {
  uint32_t head = over(doc, act), above = over(doc, head), from = over(doc, word), from_above = over(doc, from);
  return ROW_WAY + (word == act          ? 0
                    : from == act        ? 1
                    : from_above == act  ? 2
                    : word == head       ? 3
                    : from == head       ? 4
                    : word == above      ? 5
                    : from_above == head ? 6
                    : from == above      ? 8
                                         : 7);
}

static void add_row(const dl_role_head *head, uint32_t row, float *to) {
  const dl_embedding *rows = &head->rows;
  head->kernels->add_row(rows->values + (size_t)row * rows->width, rows->scale[row], to, rows->width);
}

static void rectify(float *x, uint32_t size) {
  for (uint32_t i = 0; i < size; i++)
    if (x[i] < 0) x[i] = 0;
}

/* What both sides' weights make of `count` vectors, `step` apart. */
static void weigh(const dl_role_head *head, const float *weights, const float *x, size_t step, size_t count,
                  const float *bias, int side, float *scores) {
  const float *one[WORDS];
  uint32_t size = head->act.outputs;
  for (size_t k = 0; k < count; k++) one[k] = weights + (size_t)side * size;
  head->kernels->dots(x, step, one, count, size, scores);
  for (size_t k = 0; k < count; k++) scores[k] += bias[side];
}

/* The vectors of the words near an act that are read, one behind another; their places among these words. How many. */
static uint32_t gather(const dl_document *doc, const dl_roles_read *near, uint8_t *to, uint32_t *places) {
  uint32_t count = 0;
  for (uint32_t k = 0; k < near->count; k++) {
    const uint8_t *from = doc->role_states[near->first + k];
    if (!from) continue;
    memcpy(to + (size_t)count * doc->role_width, from, doc->role_width);
    places[count++] = k;
  }
  return count;
}

/* A pair's hidden layer, to which the act's and the word's parts were added. */
static void finish_pair(const dl_role_head *head, const dl_document *doc, uint32_t act, uint32_t word, const float *own,
                        float *x) {
  for (uint32_t i = 0; i < head->act.outputs; i++) x[i] += own[i];
  add_row(head, far_row((int32_t)word - (int32_t)act), x);
  add_row(head, way_row(doc, act, word), x);
  rectify(x, head->act.outputs);
}

bool dl_read_roles(const dl_role_head *head, const dl_document *doc, uint32_t token, unsigned act, bool mutual,
                   dl_roles_read *out) {
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  uint32_t end = s->first + s->count, step = head->act.width, places[WORDS];
  if (!step || !doc->role_states || !doc->role_states[token] || doc->role_width != head->act.inputs) return false;
  alignas(64) float own[HIDDEN], words[WORDS * HIDDEN];
  alignas(64) uint8_t values[WORDS * INPUTS];
  *out = (dl_roles_read){.first = token > s->first + DL_ROLE_REACH ? token - DL_ROLE_REACH : s->first};
  out->count = (end > token + DL_ROLE_REACH + 1 ? token + DL_ROLE_REACH + 1 : end) - out->first;
  for (int side = 0; side < SIDES; side++)
    out->words[side] = dl_arena_alloc(doc->arena, out->count * sizeof *out->words[side]);
  uint32_t count = gather(doc, out, values, places);
  dl_rows here = {doc->role_states[token], doc->role_width, NULL}, near = {values, doc->role_width, NULL};
  head->kernels->product(&head->act, &here, 1, own, step, DL_SET);
  head->kernels->product(&head->word, &near, count, words, step, DL_SET);
  add_row(head, ROW_ACT + act, own);
  add_row(head, ROW_MUTUAL + mutual, own);
  for (uint32_t k = 0; k < count; k++)
    finish_pair(head, doc, token, out->first + places[k], own, words + (size_t)k * step);
  rectify(own, head->act.outputs);
  for (int side = 0; side < SIDES; side++) {
    float scores[1 + WORDS];
    weigh(head, head->none, own, step, 1, head->bias + SIDES, side, scores);
    weigh(head, head->out, words, step, count, head->bias, side, scores + 1);
    for (uint32_t k = 0; k < count; k++)
      if (out->first + places[k] == token) scores[1 + k] = -1e30f; /* the act itself is nobody */
    dl_softmax(scores, count + 1, scores);
    out->nobody[side] = scores[0];
    out->most[side] = scores[head->kernels->best(scores, count + 1)];
    for (uint32_t k = 0; k < count; k++) out->words[side][places[k]] = scores[1 + k];
  }
  return true;
}

/* ---- a word alone ---- */

bool dl_read_sectors(const dl_role_head *head, const dl_document *doc, uint32_t token, float p[DL_SECTORS_READ]) {
  uint32_t units = head->kind.outputs;
  if (!units || !doc->role_states || !doc->role_states[token] || doc->role_width != head->kind.inputs) return false;
  alignas(64) float hidden[HIDDEN];
  const float *weights[DL_SECTORS_READ];
  uint32_t count = head->sectors.count;
  dl_rows own = {doc->role_states[token], doc->role_width, NULL};
  head->kernels->product(&head->kind, &own, 1, hidden, units, DL_RECTIFY);
  for (uint32_t k = 0; k < count; k++) weights[k] = head->sector + (size_t)k * units;
  head->kernels->dots(hidden, 0, weights, count, units, p);
  for (uint32_t k = 0; k < count; k++) p[k] += head->sector_bias[k];
  dl_softmax(p, count, p);
  return true;
}
