#include "syntax/weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/document.h"

enum { MAGIC = 0x4C505244, VERSION = 1, MAX_ITEMS = 256, STRINGS = 0xFFFF, MAX_DIMS = 4 };

typedef struct item {
  const char *name;
  size_t name_size;
  uint32_t dims[MAX_DIMS], dim_count; /* dim_count STRINGS: dims[0] strings */
  const char *data;
  size_t size; /* bytes */
} item;

typedef struct items {
  item list[MAX_ITEMS];
  uint32_t count;
} items;

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
  size_t pad = (size_t)(-(r->at - r->start) & 3);
  if ((size_t)(r->end - r->at) < pad) return false;
  r->at += pad;
  return true;
}

static bool take_item(reader *r, item *it) {
  uint32_t name_size = 0, dims = 0;
  if (!take_u32(r, &name_size) || name_size > 64 || (size_t)(r->end - r->at) < name_size) return false;
  it->name = r->at;
  it->name_size = name_size;
  r->at += name_size;
  if (!take_u32(r, &dims)) return false;
  it->dim_count = dims;
  uint64_t size = 2;
  if (dims == STRINGS) {
    uint32_t bytes = 0;
    if (!take_u32(r, &it->dims[0]) || !take_u32(r, &bytes)) return false;
    size = bytes;
  } else {
    if (dims == 0 || dims > MAX_DIMS || name_size < 4 || memcmp(it->name + name_size - 4, "#f16", 4) != 0) return false;
    it->name_size -= 4;
    for (uint32_t i = 0; i < dims; i++) {
      if (!take_u32(r, &it->dims[i]) || it->dims[i] == 0 || it->dims[i] > 1u << 24) return false;
      size *= it->dims[i];
      if (size > (uint64_t)(r->end - r->start)) return false;
    }
  }
  if (!align(r) || (uint64_t)(r->end - r->at) < size) return false;
  it->data = r->at;
  it->size = (size_t)size;
  r->at += size;
  return align(r);
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

static const item *find(const items *all, const char *name) {
  for (uint32_t i = 0; i < all->count; i++)
    if (all->list[i].name_size == strlen(name) && memcmp(all->list[i].name, name, strlen(name)) == 0) return &all->list[i];
  return NULL;
}

/* ---- memory: one block, handed out in pieces of 64 bytes ---- */

typedef struct loader {
  const items *all;
  dl_parser *parser;
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

/* An item of exactly these dimensions (0: none), or NULL and l->missing. */
static const item *want(loader *l, const char *name, uint32_t a, uint32_t b, uint32_t c) {
  if (l->missing) return NULL;
  const item *it = find(l->all, name);
  uint32_t count = a == 0 ? 0 : b == 0 ? 1 : c == 0 ? 2 : 3;
  if (!it || it->dim_count != count || it->dims[0] != a || (count > 1 && it->dims[1] != b) || (count > 2 && it->dims[2] != c)) {
    l->missing = name;
    return NULL;
  }
  return it;
}

/* Packs outputs x inputs of half floats. With `turned`, the values lie as inputs x outputs. */
static void pack(loader *l, dl_matrix *m, const item *it, uint32_t outputs, uint32_t inputs, bool turned, const item *bias) {
  if (!it || l->missing) return;
  m->outputs = outputs;
  m->inputs = inputs;
  m->width = (outputs + DL_PANEL - 1) / DL_PANEL * DL_PANEL;
  size_t count = (size_t)outputs * inputs;
  float *panels = piece(l, (size_t)m->width * inputs * sizeof *panels), *values = malloc(count * sizeof *values);
  float *b = bias ? piece(l, m->width * sizeof *b) : NULL;
  if (!panels || !values || (bias && !b)) {
    l->missing = "memory";
    free(values);
    return;
  }
  l->parser->kernels->halves((const uint16_t *)(const void *)it->data, values, count);
  for (uint32_t o = 0; o < outputs; o++) {
    float *to = panels + (size_t)(o / DL_PANEL) * DL_PANEL * inputs + o % DL_PANEL;
    for (uint32_t i = 0; i < inputs; i++) to[(size_t)i * DL_PANEL] = turned ? values[(size_t)i * outputs + o] : values[(size_t)o * inputs + i];
  }
  free(values);
  if (bias) l->parser->kernels->halves((const uint16_t *)(const void *)bias->data, b, outputs);
  m->panels = panels;
  m->bias = b;
}

static void layer(loader *l, dl_matrix *m, const char *name, uint32_t outputs, uint32_t inputs) {
  char w[40], b[40];
  memcpy(w, name, strlen(name) + 1);
  memcpy(b, name, strlen(name) + 1);
  const item *weights = find(l->all, strcat(w, ".w")), *bias = find(l->all, strcat(b, ".b"));
  if (!weights || weights->dim_count != 2 || weights->dims[0] != outputs || weights->dims[1] != inputs || !bias || bias->dim_count != 1 ||
      bias->dims[0] != outputs) {
    if (!l->missing) l->missing = name;
    return;
  }
  pack(l, m, weights, outputs, inputs, false, bias);
}

static float *vector(loader *l, const char *name, uint32_t size) {
  const item *it = want(l, name, size, 0, 0);
  float *out = it ? piece(l, size * sizeof *out) : NULL;
  if (out) l->parser->kernels->halves((const uint16_t *)(const void *)it->data, out, size);
  return out;
}

static dl_strings strings(loader *l, const char *name) {
  dl_strings out = {0};
  const item *it = find(l->all, name);
  if (!it || it->dim_count != STRINGS || it->dims[0] == 0 || it->size < it->dims[0] || it->data[it->size - 1] != '\0') {
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
  const item *it = find(l->all, name);
  if (!it || it->dim_count != 2 || it->dims[0] != rows || it->dims[1] > 1024) {
    if (!l->missing) l->missing = name;
    return (dl_embedding){0};
  }
  return (dl_embedding){(const uint16_t *)(const void *)it->data, rows, it->dims[1]};
}

/* ---- the vocabulary's index ---- */

static uint32_t hash_key(const char *key, size_t size) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < size; i++) h = (h ^ (unsigned char)key[i]) * 16777619u;
  return h;
}

static void index_vocabulary(loader *l) {
  dl_parser *p = l->parser;
  uint32_t slots = 16;
  while (slots < 2 * p->vocabulary.count) slots *= 2;
  p->slots = l->missing ? NULL : piece(l, slots * sizeof *p->slots);
  if (!p->slots) return;
  memset(p->slots, 0, slots * sizeof *p->slots);
  p->slot_mask = slots - 1;
  for (uint32_t id = 1; id < p->vocabulary.count; id++) {
    uint32_t at = hash_key(p->vocabulary.items[id], strlen(p->vocabulary.items[id])) & p->slot_mask;
    while (p->slots[at] != 0) at = (at + 1) & p->slot_mask;
    p->slots[at] = id + 1;
  }
}

uint32_t dl_vocabulary_find(const dl_parser *parser, const char *key, size_t size) {
  for (uint32_t at = hash_key(key, size) & parser->slot_mask; parser->slots[at] != 0; at = (at + 1) & parser->slot_mask) {
    const char *word = parser->vocabulary.items[parser->slots[at] - 1];
    if (strncmp(word, key, size) == 0 && word[size] == '\0') return parser->slots[at] - 1;
  }
  return 0;
}

/* ---- all of it ---- */

static void load_labels(loader *l) {
  dl_parser *p = l->parser;
  p->vocabulary = strings(l, "vocab");
  p->upos = strings(l, "upos.labels");
  p->xpos = strings(l, "xpos.labels");
  p->feats = strings(l, "feats.labels");
  p->lemma = strings(l, "lemma.labels");
  p->rel = strings(l, "rel.labels");
  dl_strings names = strings(l, "ner.labels");
  for (uint32_t i = 0; !l->missing && i < DL_NAME_LABELS; i++)
    if (names.count != DL_NAME_LABELS || strcmp(names.items[i], dl_ner_name(i)) != 0) l->missing = "ner.labels";
  index_vocabulary(l);
  p->upos_of = piece(l, p->upos.count + 1);
  p->rel_of = piece(l, p->rel.count + 1);
  if (l->missing || !p->upos_of || !p->rel_of) return;
  for (uint32_t i = 0; i < p->upos.count; i++) p->upos_of[i] = (uint8_t)dl_upos_parse(p->upos.items[i]);
  for (uint32_t i = 0; i < p->rel.count; i++) p->rel_of[i] = (uint8_t)dl_rel_parse(p->rel.items[i]);
}

static void load_encoder(loader *l) {
  dl_parser *p = l->parser;
  p->word = embedding(l, "E_word", p->vocabulary.count);
  p->affix = embedding(l, "E_affix", 16384);
  p->shape = embedding(l, "E_shape", 1024);
  p->input = p->word.width + p->affix.width + p->shape.width + DL_FLAGS;
  const item *back = find(l->all, "lstm.0.fwd.w_hh");
  p->hidden = back && back->dim_count == 2 ? back->dims[1] : 0;
  if (p->hidden == 0 || p->hidden > 1024 || p->hidden % 8 != 0) {
    if (!l->missing) l->missing = "lstm.0.fwd.w_hh";
    return;
  }
  for (uint32_t n = 0; n < 2; n++) {
    for (uint32_t way = 0; way < 2; way++) {
      static const char *const names[2][2][3] = {
        {{"lstm.0.fwd.w_ih", "lstm.0.fwd.w_hh", "lstm.0.fwd.b"}, {"lstm.0.bwd.w_ih", "lstm.0.bwd.w_hh", "lstm.0.bwd.b"}},
        {{"lstm.1.fwd.w_ih", "lstm.1.fwd.w_hh", "lstm.1.fwd.b"}, {"lstm.1.bwd.w_ih", "lstm.1.bwd.w_hh", "lstm.1.bwd.b"}},
      };
      const char *const *name = names[n][way];
      uint32_t gates = 4 * p->hidden, inputs = n == 0 ? p->input : 2 * p->hidden;
      const item *w = want(l, name[0], gates, inputs, 0), *u = want(l, name[1], gates, p->hidden, 0), *b = want(l, name[2], gates, 0, 0);
      pack(l, &p->layers[n][way].in, w, gates, inputs, false, b);
      pack(l, &p->layers[n][way].back, u, gates, p->hidden, false, NULL);
    }
  }
}

static void load_heads(loader *l) {
  dl_parser *p = l->parser;
  uint32_t h2 = 2 * p->hidden;
  layer(l, &p->tags[0], "upos", p->upos.count, h2);
  layer(l, &p->tags[1], "xpos", p->xpos.count, h2);
  layer(l, &p->tags[2], "feats", p->feats.count, h2);
  layer(l, &p->tags[3], "lemma", p->lemma.count, h2);
  const item *names = find(l->all, "ner.w"), *arc = find(l->all, "arc.U"), *rel = find(l->all, "rel.Wd");
  if (!names || names->dim_count != 2 || !arc || arc->dim_count != 2 || !rel || rel->dim_count != 2) {
    if (!l->missing) l->missing = "ner.w, arc.U, rel.Wd";
    return;
  }
  layer(l, &p->name_hidden, "ner.h", names->dims[1], h2);
  layer(l, &p->name, "ner", DL_NAME_LABELS, names->dims[1]);
  p->arc = arc->dims[0];
  p->label = rel->dims[1];
  uint32_t labels = p->rel.count;
  layer(l, &p->arc_dep, "arc.dep", p->arc, h2);
  layer(l, &p->arc_head, "arc.head", p->arc, h2);
  layer(l, &p->rel_dep, "rel.dep", p->label, h2);
  layer(l, &p->rel_head, "rel.head", p->label, h2);
  pack(l, &p->arc_bilinear, want(l, "arc.U", p->arc, p->arc, 0), p->arc, p->arc, true, NULL);
  /* rel.U is labels x dep x head: as a product from dep it has labels x head outputs, so each label is turned. */
  const item *u = want(l, "rel.U", labels, p->label, p->label);
  if (u && p->label % DL_PANEL == 0) {
    float *panels = piece(l, (size_t)labels * p->label * p->label * sizeof *panels);
    float *values = malloc((size_t)labels * p->label * p->label * sizeof *values);
    if (panels && values) {
      p->kernels->halves((const uint16_t *)(const void *)u->data, values, (size_t)labels * p->label * p->label);
      for (size_t o = 0; o < (size_t)labels * p->label; o++)
        for (uint32_t d = 0; d < p->label; d++)
          panels[o / DL_PANEL * DL_PANEL * p->label + (size_t)d * DL_PANEL + o % DL_PANEL] =
            values[(o / p->label * p->label + d) * p->label + o % p->label];
      p->rel_bilinear = (dl_matrix){labels * p->label, p->label, labels * p->label, panels, NULL};
    } else {
      l->missing = "memory";
    }
    free(values);
  } else if (!l->missing) {
    l->missing = "rel.U";
  }
  pack(l, &p->rel_from_dep, want(l, "rel.Wd", labels, p->label, 0), labels, p->label, false, want(l, "rel.b", labels, 0, 0));
  pack(l, &p->rel_from_head, want(l, "rel.Wh", labels, p->label, 0), labels, p->label, false, NULL);
  p->root = vector(l, "root", h2);
  p->arc_bias = vector(l, "arc.u", p->arc);
}

int dl_weights_read(dl_parser *parser, const void *bytes, size_t size, dl_status *status) {
  items *all = calloc(1, sizeof *all);
  if (!all) return dl_fail(status, DL_EMEMORY, "out of memory");
  if (!read_items(bytes, size, all)) {
    free(all);
    return dl_fail(status, DL_EDATA, "section 'parser': not the weights of a parser, or cut short");
  }
  size_t block = 65536; /* floats of all but the embeddings, padded, and the indices of the string lists */
  for (uint32_t i = 0; i < all->count; i++) {
    const item *it = &all->list[i];
    if (it->dim_count == STRINGS) {
      block += (size_t)it->dims[0] * 40 + 1024;
    } else if (it->name[0] != 'E') {
      size_t inner = it->size / it->dims[0];
      block += ((size_t)it->dims[0] + DL_PANEL) * inner * 2 + 1024;
    }
  }
  parser->memory = aligned_alloc(64, (block + 63) / 64 * 64);
  loader l = {.all = all, .parser = parser, .at = parser->memory, .end = (char *)parser->memory + block / 64 * 64};
  if (!parser->memory) l.missing = "memory";
  if (!l.missing) {
    memset(parser->memory, 0, block);
    load_labels(&l);
  }
  if (!l.missing) load_encoder(&l);
  if (!l.missing) load_heads(&l);
  free(all);
  if (l.missing && strcmp(l.missing, "memory") == 0) return dl_fail(status, DL_EMEMORY, "out of memory for the parser's weights");
  if (l.missing) return dl_fail(status, DL_EDATA, "section 'parser': '%s' is missing or has a wrong size", l.missing);
  return DL_OK;
}
