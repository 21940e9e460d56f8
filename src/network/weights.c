#include "network/weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/document.h"

static void load_labels(dl_network *p, dl_items *l) {
  p->vocabulary = dl_items_index(l, "vocab");
  p->pieces = dl_items_index(l, "pieces");
  p->upos = dl_items_strings(l, "upos.labels");
  p->xpos = dl_items_strings(l, "xpos.labels");
  p->feats = dl_items_strings(l, "feats.labels");
  p->lemma = dl_items_strings(l, "lemma.labels");
  p->rel = dl_items_strings(l, "rel.labels");
  dl_strings names = dl_items_strings(l, "ner.labels");
  for (uint32_t i = 0; !l->missing && i < DL_NAME_LABELS; i++)
    if (names.count != DL_NAME_LABELS || strcmp(names.items[i], dl_ner_name(i)) != 0) dl_items_miss(l, "ner.labels");
  if (p->rel.count > DL_WIDEST) dl_items_miss(l, "rel.labels");
  p->upos_of = dl_items_piece(l, p->upos.count + 1);
  p->xpos_of = dl_items_piece(l, p->xpos.count + 1);
  p->rel_of = dl_items_piece(l, p->rel.count + 1);
  p->features_of = dl_items_piece(l, (p->feats.count + 1) * sizeof *p->features_of);
  if (l->missing || !p->upos_of || !p->xpos_of || !p->rel_of || !p->features_of) return;
  for (uint32_t i = 0; i < p->upos.count; i++) p->upos_of[i] = (uint8_t)dl_upos_parse(p->upos.items[i]);
  for (uint32_t i = 0; i < p->rel.count; i++)
    if ((p->rel_of[i] = (uint8_t)dl_deprel_parse(p->rel.items[i])) == DL_DEPREL_COUNT) dl_items_miss(l, "rel.labels");
  for (uint32_t i = 0; i < p->xpos.count; i++)
    if ((p->xpos_of[i] = (uint8_t)dl_tag_parse(p->xpos.items[i])) == DL_TAG_COUNT) dl_items_miss(l, "xpos.labels");
  for (uint32_t i = 0; i < p->feats.count; i++) p->features_of[i] = (uint16_t)dl_features_parse(p->feats.items[i]);
}

static void load_encoder(dl_network *p, dl_items *l) {
  p->word = dl_items_embedding(l, "E_word", p->vocabulary.keys.count);
  p->piece = dl_items_embedding(l, "E_piece", p->pieces.keys.count);
  if (p->piece.width != p->word.width) dl_items_miss(l, "E_piece");
  p->affix = dl_items_embedding(l, "E_affix", 16384);
  p->shape = dl_items_embedding(l, "E_shape", 1024);
  p->input = p->word.width + p->affix.width + p->shape.width + DL_FLAGS;
  const dl_item *back = dl_items_find(l, "lstm.0.fwd.w_hh", "");
  p->hidden = back && back->kind == DL_PANELS ? back->dims[1] : 0;
  if (p->hidden == 0 || p->hidden > DL_WIDEST || p->hidden % 8 != 0) {
    dl_items_miss(l, "lstm.0.fwd.w_hh");
    return;
  }
  static const char *const names[2][2] = {{"lstm.0.fwd", "lstm.0.bwd"}, {"lstm.1.fwd", "lstm.1.bwd"}};
  for (uint32_t n = 0; n < 2; n++) {
    for (uint32_t way = 0; way < 2; way++) {
      uint32_t gates = 4 * p->hidden, inputs = n == 0 ? p->input : 2 * p->hidden;
      const float *bias = dl_items_floats(l, names[n][way], ".b", gates);
      dl_items_matrix(l, &p->layers[n][way].in, names[n][way], ".w_ih", gates, inputs, bias);
      dl_items_matrix(l, &p->layers[n][way].back, names[n][way], ".w_hh", gates, p->hidden, NULL);
    }
  }
}

/* What the root, which is a vector of its own, is as a head. */
static void load_root(dl_network *p, dl_items *l) {
  const float *root = dl_items_floats(l, "root", "", 2 * p->hidden);
  float *arc = dl_items_piece(l, p->arc_head.width * sizeof *arc),
        *rel = dl_items_piece(l, p->rel_head.width * sizeof *rel);
  float *from_head = dl_items_piece(l, p->rel_from_head.width * sizeof *from_head);
  uint8_t *bytes = dl_items_piece(l, 2 * DL_WIDEST);
  if (!arc || !rel || !from_head || !bytes) dl_items_miss(l, "memory");
  if (l->missing) return;
  memset(bytes, 128, 2 * DL_WIDEST);
  float scale = p->kernels->quantise(root, 2 * p->hidden, bytes);
  dl_rows row = {bytes, 2 * DL_WIDEST, &scale};
  p->kernels->product(&p->arc_head, &row, 1, arc, p->arc_head.width, DL_RECTIFY);
  p->kernels->product(&p->rel_head, &row, 1, rel, p->rel_head.width, DL_RECTIFY);
  memset(bytes, 128, 2 * DL_WIDEST);
  scale = p->kernels->quantise(rel, p->label, bytes);
  p->kernels->product(&p->rel_from_head, &row, 1, from_head, p->rel_from_head.width, DL_SET);
  p->arc_root = arc;
  p->rel_root = rel;
  p->root_from_head = from_head;
}

static void load_heads(dl_network *p, dl_items *l) {
  uint32_t h2 = 2 * p->hidden, labels = p->rel.count, names = dl_items_outputs(l, "ner.h", ".w");
  static const char *const tags[4] = {"upos", "xpos", "feats", "lemma"};
  const uint32_t counts[4] = {p->upos.count, p->xpos.count, p->feats.count, p->lemma.count};
  for (int i = 0; i < 4; i++) dl_items_layer(l, &p->tags[i], tags[i], counts[i], h2);
  dl_items_layer(l, &p->name_hidden, "ner.h", names, h2);
  dl_items_layer(l, &p->name, "ner", DL_NAME_LABELS, names);
  p->arc = dl_items_outputs(l, "arc.dep", ".w");
  p->label = dl_items_outputs(l, "rel.dep", ".w");
  if (p->label % DL_PANEL != 0) dl_items_miss(l, "rel.dep"); /* each label's form is made of whole panels */
  dl_items_layer(l, &p->arc_dep, "arc.dep", p->arc, h2);
  dl_items_layer(l, &p->arc_head, "arc.head", p->arc, h2);
  dl_items_layer(l, &p->rel_dep, "rel.dep", p->label, h2);
  dl_items_layer(l, &p->rel_head, "rel.head", p->label, h2);
  const float *u = dl_items_floats(l, "arc.u", "", p->arc), *bias = dl_items_floats(l, "rel.b", "", labels);
  dl_items_matrix(l, &p->arc_bilinear, "arc.U", "", p->arc, p->arc, u);
  dl_items_matrix(l, &p->rel_bilinear, "rel.U", "", labels * p->label, p->label, NULL);
  dl_items_matrix(l, &p->rel_from_dep, "rel.Wd", "", labels, p->label, bias);
  dl_items_matrix(l, &p->rel_from_head, "rel.Wh", "", labels, p->label, NULL);
  load_root(p, l);
}

int dl_network_read(dl_network *net, const void *bytes, size_t size, dl_status *status) {
  net->kernels = dl_kernels_get(NULL);
  dl_items *items = malloc(sizeof *items);
  if (!items) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = dl_items_open(items, "parser", bytes, size, status);
  net->memory = items->memory;
  if (code == DL_OK) {
    load_labels(net, items);
    if (!items->missing) load_encoder(net, items);
    if (!items->missing) load_heads(net, items);
    code = dl_items_close(items, status);
  }
  free(items);
  return code;
}

void dl_network_free(dl_network *net) {
  free(net->memory);
}
