#include "network/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/document.h"

enum { MAGIC = 0x4C505244, VERSION = 3, MAX_ITEMS = 256, STRINGS = 0xFFFF, MAX_DIMS = 2, ALIGN = 64, WIDEST = 1024 };

typedef enum item_kind { LIST, FLOATS, ROWS, PANELS } item_kind;

typedef struct item {
  const char *name; /* without the kind's ending */
  size_t name_size;
  item_kind kind;
  uint32_t dims[MAX_DIMS]; /* of a LIST: its strings */
  const char *data;
  size_t size; /* bytes */
} item;

typedef struct items {
  item list[MAX_ITEMS];
  uint32_t count;
} items;

static uint32_t whole(uint32_t count, uint32_t unit) {
  return (count + unit - 1) / unit * unit;
}

/* ---- the section's items ---- */

typedef struct reader {
  const char *start, *at, *end;
} reader;

static bool take_u32(reader *r, uint32_t *value) {
  if (r->end - r->at < 4) return false;
  memcpy(value, r->at, 4);
  r->at += 4;
  return true;
}

static bool align(reader *r) {
  size_t pad = (size_t)(-(r->at - r->start) & (ALIGN - 1));
  if ((size_t)(r->end - r->at) < pad) return false;
  r->at += pad;
  return true;
}

/* The kind that an item's name ends in, with its dimensions and the size of a value; the ending is taken off. */
static bool take_kind(item *it, uint32_t *dims) {
  static const struct ending {
    const char *text;
    item_kind kind;
    uint32_t dims;
  } endings[] = {{"#f32", FLOATS, 1}, {"#i8", ROWS, 2}, {"#panels", PANELS, 2}};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t n = strlen(endings[i].text);
    if (it->name_size <= n || memcmp(it->name + it->name_size - n, endings[i].text, n) != 0) continue;
    it->name_size -= n;
    it->kind = endings[i].kind;
    *dims = endings[i].dims;
    return true;
  }
  return false;
}

static bool all_finite(const item *it) {
  const float *values = (const float *)(const void *)it->data;
  for (uint32_t i = 0; i < it->dims[0]; i++)
    if (!isfinite(values[i])) return false;
  return true;
}

static bool take_item(reader *r, item *it) {
  uint32_t name_size = 0, dims = 0, expected = 0, bytes = 0;
  if (!take_u32(r, &name_size) || name_size > 64 || (size_t)(r->end - r->at) < name_size) return false;
  it->name = r->at;
  it->name_size = name_size;
  r->at += name_size;
  if (!take_u32(r, &dims)) return false;
  uint64_t size = 0;
  if (dims == STRINGS) {
    if (!take_u32(r, &it->dims[0]) || !take_u32(r, &bytes) || it->dims[0] > bytes) return false;
    it->kind = LIST;
    size = bytes;
  } else {
    if (!take_kind(it, &expected) || dims != expected) return false;
    for (uint32_t i = 0; i < dims; i++)
      if (!take_u32(r, &it->dims[i]) || it->dims[i] == 0 || it->dims[i] > 1u << 24) return false;
    if (it->kind == FLOATS) size = (uint64_t)it->dims[0] * sizeof(float);
    if (it->kind == ROWS) size = (uint64_t)it->dims[0] * it->dims[1];
    if (it->kind == PANELS) size = (uint64_t)whole(it->dims[0], DL_PANEL) * whole(it->dims[1], DL_GROUP);
  }
  if (!align(r) || (uint64_t)(r->end - r->at) < size) return false;
  it->data = r->at;
  it->size = (size_t)size;
  r->at += size;
  return it->kind != FLOATS || all_finite(it);
}

static bool read_items(const void *bytes, size_t size, items *out) {
  reader r = {bytes, bytes, (const char *)bytes + size};
  uint32_t magic = 0, version = 0;
  if (!take_u32(&r, &magic) || !take_u32(&r, &version) || !take_u32(&r, &out->count)) return false;
  if (magic != MAGIC || version != VERSION || out->count > MAX_ITEMS) return false;
  for (uint32_t i = 0; i < out->count; i++)
    if (!take_item(&r, &out->list[i])) return false;
  return true;
}

static const item *find(const items *all, const char *name, const char *more) {
  size_t n = strlen(name), m = strlen(more);
  for (uint32_t i = 0; i < all->count; i++) {
    const item *it = &all->list[i];
    if (it->name_size == n + m && memcmp(it->name, name, n) == 0 && memcmp(it->name + n, more, m) == 0) return it;
  }
  return NULL;
}

/* ---- memory: one block, handed out in pieces of 64 bytes ---- */

typedef struct loader {
  const items *all;
  dl_network *net;
  char *at, *end;
  const char *missing; /* the first item that is not there or has a wrong size */
} loader;

static void *piece(loader *l, size_t size) {
  size = (size + 63) & ~(size_t)63;
  if ((size_t)(l->end - l->at) < size) return NULL;
  void *p = l->at;
  l->at += size;
  return p;
}

/* The item NAME + MORE of this kind and these dimensions, or NULL and l->missing. */
static const item *want(loader *l, const char *name, const char *more, item_kind kind, uint32_t a, uint32_t b) {
  if (l->missing) return NULL;
  const item *it = find(l->all, name, more);
  if (it && it->kind == kind && it->dims[0] == a && (kind == FLOATS || it->dims[1] == b)) return it;
  l->missing = name;
  return NULL;
}

static const float *floats(loader *l, const char *name, const char *more, uint32_t size) {
  const item *it = want(l, name, more, FLOATS, size, 0);
  return it ? (const float *)(const void *)it->data : NULL;
}

/* A copy of `size` floats, filled up with zeros to `width`; all zeros where `from` is NULL. */
static const float *padded(loader *l, const float *from, uint32_t size, uint32_t width) {
  float *to = piece(l, width * sizeof *to);
  if (!to) {
    l->missing = "memory";
    return NULL;
  }
  if (from) memcpy(to, from, size * sizeof *to);
  memset(to + (from ? size : 0), 0, (width - (from ? size : 0)) * sizeof *to);
  return to;
}

/* -128 times the sum of each output's weights. */
static void sum_weights(const dl_matrix *m, int32_t *offset) {
  for (uint32_t o = 0; o < m->width; o += DL_PANEL) {
    const int8_t *panel = m->panels + (size_t)o * m->depth;
    int32_t sum[DL_PANEL] = {0};
    for (uint32_t i = 0; i < m->depth; i += DL_GROUP)
      for (int j = 0; j < DL_PANEL * DL_GROUP; j++) sum[j / DL_GROUP] += panel[(size_t)i * DL_PANEL + j];
    for (int j = 0; j < DL_PANEL; j++) offset[o + j] = -128 * sum[j];
  }
}

/* The layer of weights NAME + MORE; `bias` may be NULL. */
static void matrix(loader *l, dl_matrix *m, const char *name, const char *more, uint32_t outputs, uint32_t inputs, const float *bias) {
  const item *it = want(l, name, more, PANELS, outputs, inputs);
  char scale[16];
  strcat(strcpy(scale, more), ".scale");
  const float *scales = floats(l, name, scale, outputs);
  if (!it || !scales) return;
  *m = (dl_matrix){.outputs = outputs, .inputs = inputs, .width = whole(outputs, DL_PANEL), .depth = whole(inputs, DL_GROUP)};
  m->panels = (const int8_t *)it->data;
  m->scale = padded(l, scales, outputs, m->width);
  m->bias = padded(l, bias, outputs, m->width);
  int32_t *offset = piece(l, m->width * sizeof *offset);
  if (offset) sum_weights(m, offset);
  else l->missing = "memory";
  m->offset = offset;
}

static void layer(loader *l, dl_matrix *m, const char *name, uint32_t outputs, uint32_t inputs) {
  const float *bias = floats(l, name, ".b", outputs);
  matrix(l, m, name, ".w", outputs, inputs, bias);
}

static dl_strings strings(loader *l, const char *name) {
  dl_strings out = {0};
  const item *it = find(l->all, name, "");
  if (!it || it->kind != LIST || it->dims[0] == 0 || it->size < it->dims[0] || it->data[it->size - 1] != '\0') {
    if (!l->missing) l->missing = name;
    return out;
  }
  out.items = piece(l, it->dims[0] * sizeof *out.items);
  const char *at = it->data, *end = at + it->size;
  while (out.items && out.count < it->dims[0] && at < end) {
    out.items[out.count++] = at;
    at += strlen(at) + 1;
  }
  if (out.count != it->dims[0] && !l->missing) l->missing = name;
  return out;
}

static dl_embedding embedding(loader *l, const char *name, uint32_t rows) {
  const item *it = find(l->all, name, "");
  if (!l->missing && (!it || it->kind != ROWS || it->dims[0] != rows || it->dims[1] > WIDEST)) l->missing = name;
  const float *scale = floats(l, name, ".scale", rows);
  return scale ? (dl_embedding){(const int8_t *)it->data, scale, rows, it->dims[1]} : (dl_embedding){0};
}

/* ---- lists that are looked up ---- */

static uint32_t hash_key(const char *key, size_t size) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < size; i++) h = (h ^ (unsigned char)key[i]) * 16777619u;
  return h;
}

static dl_index index_of(loader *l, const char *name) {
  dl_index index = {.keys = strings(l, name)};
  uint32_t slots = 16;
  while (slots < 2 * index.keys.count) slots *= 2;
  index.slots = l->missing ? NULL : piece(l, slots * sizeof *index.slots);
  if (!index.slots) return index;
  memset(index.slots, 0, slots * sizeof *index.slots);
  index.mask = slots - 1;
  for (uint32_t id = 0; id < index.keys.count; id++) {
    size_t size = strlen(index.keys.items[id]);
    if (size > index.longest) index.longest = size;
    uint32_t at = hash_key(index.keys.items[id], size) & index.mask;
    while (index.slots[at] != 0) at = (at + 1) & index.mask;
    index.slots[at] = id + 1;
  }
  return index;
}

int32_t dl_index_find(const dl_index *index, const char *key, size_t size) {
  for (uint32_t at = hash_key(key, size) & index->mask; index->slots[at] != 0; at = (at + 1) & index->mask) {
    const char *found = index->keys.items[index->slots[at] - 1];
    if (strncmp(found, key, size) == 0 && found[size] == '\0') return (int32_t)index->slots[at] - 1;
  }
  return -1;
}

/* ---- all of it ---- */

static void load_labels(loader *l) {
  dl_network *p = l->net;
  p->vocabulary = index_of(l, "vocab");
  p->pieces = index_of(l, "pieces");
  p->upos = strings(l, "upos.labels");
  p->xpos = strings(l, "xpos.labels");
  p->feats = strings(l, "feats.labels");
  p->lemma = strings(l, "lemma.labels");
  p->rel = strings(l, "rel.labels");
  dl_strings names = strings(l, "ner.labels");
  for (uint32_t i = 0; !l->missing && i < DL_NAME_LABELS; i++)
    if (names.count != DL_NAME_LABELS || strcmp(names.items[i], dl_ner_name(i)) != 0) l->missing = "ner.labels";
  if (p->rel.count > WIDEST && !l->missing) l->missing = "rel.labels";
  p->upos_of = piece(l, p->upos.count + 1);
  p->rel_of = piece(l, p->rel.count + 1);
  if (l->missing || !p->upos_of || !p->rel_of) return;
  for (uint32_t i = 0; i < p->upos.count; i++) p->upos_of[i] = (uint8_t)dl_upos_parse(p->upos.items[i]);
  for (uint32_t i = 0; i < p->rel.count; i++) p->rel_of[i] = (uint8_t)dl_rel_parse(p->rel.items[i]);
}

static void load_encoder(loader *l) {
  dl_network *p = l->net;
  p->word = embedding(l, "E_word", p->vocabulary.keys.count);
  p->piece = embedding(l, "E_piece", p->pieces.keys.count);
  if (p->piece.width != p->word.width && !l->missing) l->missing = "E_piece";
  p->affix = embedding(l, "E_affix", 16384);
  p->shape = embedding(l, "E_shape", 1024);
  p->input = p->word.width + p->affix.width + p->shape.width + DL_FLAGS;
  const item *back = find(l->all, "lstm.0.fwd.w_hh", "");
  p->hidden = back && back->kind == PANELS ? back->dims[1] : 0;
  if (p->hidden == 0 || p->hidden > WIDEST || p->hidden % 8 != 0) {
    if (!l->missing) l->missing = "lstm.0.fwd.w_hh";
    return;
  }
  static const char *const names[2][2] = {{"lstm.0.fwd", "lstm.0.bwd"}, {"lstm.1.fwd", "lstm.1.bwd"}};
  for (uint32_t n = 0; n < 2; n++) {
    for (uint32_t way = 0; way < 2; way++) {
      uint32_t gates = 4 * p->hidden, inputs = n == 0 ? p->input : 2 * p->hidden;
      const float *bias = floats(l, names[n][way], ".b", gates);
      matrix(l, &p->layers[n][way].in, names[n][way], ".w_ih", gates, inputs, bias);
      matrix(l, &p->layers[n][way].back, names[n][way], ".w_hh", gates, p->hidden, NULL);
    }
  }
}

/* The outputs of a layer, from which a width is known. */
static uint32_t outputs_of(loader *l, const char *name, const char *more) {
  const item *it = find(l->all, name, more);
  if (it && it->kind == PANELS && it->dims[0] <= WIDEST) return it->dims[0];
  if (!l->missing) l->missing = name;
  return 0;
}

/* What the root, which is a vector of its own, is as a head. */
static void load_root(loader *l) {
  dl_network *p = l->net;
  const float *root = floats(l, "root", "", 2 * p->hidden);
  float *arc = piece(l, p->arc_head.width * sizeof *arc), *rel = piece(l, p->rel_head.width * sizeof *rel);
  float *from_head = piece(l, p->rel_from_head.width * sizeof *from_head);
  uint8_t *bytes = piece(l, 2 * WIDEST);
  if (!l->missing && (!arc || !rel || !from_head || !bytes)) l->missing = "memory";
  if (l->missing) return;
  memset(bytes, 128, 2 * WIDEST);
  float scale = p->kernels->quantise(root, 2 * p->hidden, bytes);
  dl_rows row = {bytes, 2 * WIDEST, &scale};
  p->kernels->product(&p->arc_head, &row, 1, arc, p->arc_head.width, DL_RECTIFY);
  p->kernels->product(&p->rel_head, &row, 1, rel, p->rel_head.width, DL_RECTIFY);
  memset(bytes, 128, 2 * WIDEST);
  scale = p->kernels->quantise(rel, p->label, bytes);
  p->kernels->product(&p->rel_from_head, &row, 1, from_head, p->rel_from_head.width, DL_SET);
  p->arc_root = arc;
  p->rel_root = rel;
  p->root_from_head = from_head;
}

static void load_heads(loader *l) {
  dl_network *p = l->net;
  uint32_t h2 = 2 * p->hidden, labels = p->rel.count, names = outputs_of(l, "ner.h", ".w");
  static const char *const tags[4] = {"upos", "xpos", "feats", "lemma"};
  const uint32_t counts[4] = {p->upos.count, p->xpos.count, p->feats.count, p->lemma.count};
  for (int i = 0; i < 4; i++) layer(l, &p->tags[i], tags[i], counts[i], h2);
  layer(l, &p->name_hidden, "ner.h", names, h2);
  layer(l, &p->name, "ner", DL_NAME_LABELS, names);
  p->arc = outputs_of(l, "arc.dep", ".w");
  p->label = outputs_of(l, "rel.dep", ".w");
  if (p->label % DL_PANEL != 0 && !l->missing) l->missing = "rel.dep"; /* each label's form is made of whole panels */
  layer(l, &p->arc_dep, "arc.dep", p->arc, h2);
  layer(l, &p->arc_head, "arc.head", p->arc, h2);
  layer(l, &p->rel_dep, "rel.dep", p->label, h2);
  layer(l, &p->rel_head, "rel.head", p->label, h2);
  const float *u = floats(l, "arc.u", "", p->arc), *bias = floats(l, "rel.b", "", labels);
  matrix(l, &p->arc_bilinear, "arc.U", "", p->arc, p->arc, u);
  matrix(l, &p->rel_bilinear, "rel.U", "", labels * p->label, p->label, NULL);
  matrix(l, &p->rel_from_dep, "rel.Wd", "", labels, p->label, bias);
  matrix(l, &p->rel_from_head, "rel.Wh", "", labels, p->label, NULL);
  load_root(l);
}

int dl_network_read(dl_network *net, const void *bytes, size_t size, dl_status *status) {
  net->kernels = dl_kernels_get(NULL);
  items *all = calloc(1, sizeof *all);
  if (!all) return dl_fail(status, DL_EMEMORY, "out of memory");
  if (!read_items(bytes, size, all)) {
    free(all);
    return dl_fail(status, DL_EDATA, "section 'parser': not the weights of a parser, or cut short");
  }
  size_t block = 65536; /* scales, biases and offsets of the layers, the indices of the string lists, and the root */
  for (uint32_t i = 0; i < all->count; i++) {
    const item *it = &all->list[i];
    if (it->kind == LIST) block += (size_t)it->dims[0] * 40 + 1024;
    if (it->kind == PANELS) block += 3 * ((size_t)it->dims[0] + DL_PANEL) * sizeof(float) + 3 * ALIGN;
  }
  net->memory = aligned_alloc(64, (block + 63) / 64 * 64);
  loader l = {.all = all, .net = net, .at = net->memory, .end = (char *)net->memory + block / 64 * 64};
  if (!net->memory) l.missing = "memory";
  if (!l.missing) load_labels(&l);
  if (!l.missing) load_encoder(&l);
  if (!l.missing) load_heads(&l);
  free(all);
  if (l.missing && strcmp(l.missing, "memory") == 0) return dl_fail(status, DL_EMEMORY, "out of memory for the parser's weights");
  if (l.missing) return dl_fail(status, DL_EDATA, "section 'parser': '%s' is missing or has a wrong size", l.missing);
  return DL_OK;
}

void dl_network_free(dl_network *net) {
  free(net->memory);
}
