#include "network/items.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { MAGIC = 0x4C505244, VERSION = 3, STRINGS = 0xFFFF };

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
  size_t pad = (size_t)(-(r->at - r->start) & (DL_ITEMS_ALIGN - 1));
  if ((size_t)(r->end - r->at) < pad) return false;
  r->at += pad;
  return true;
}

/* The kind that an item's name ends in, with its dimensions and the size of a value; the ending is taken off. */
static bool take_kind(dl_item *it, uint32_t *dims) {
  static const struct ending {
    const char *text;
    dl_item_kind kind;
    uint32_t dims;
  } endings[] = {{"#f32", DL_FLOATS, 1}, {"#i8", DL_ROWS, 2}, {"#panels", DL_PANELS, 2}, {"#names", DL_NAMES, 1}};
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

static bool all_finite(const dl_item *it) {
  const float *values = (const float *)(const void *)it->data;
  for (uint32_t i = 0; i < it->dims[0]; i++)
    if (!isfinite(values[i])) return false;
  return true;
}

static bool take_item(reader *r, dl_item *it) {
  uint32_t name_size = 0, dims = 0, expected = 0, bytes = 0;
  it->head = r->at;
  if (!take_u32(r, &name_size) || name_size > 64 || (size_t)(r->end - r->at) < name_size) return false;
  it->name = r->at;
  it->name_size = name_size;
  r->at += name_size;
  if (!take_u32(r, &dims)) return false;
  uint64_t size = 0;
  if (dims == STRINGS) {
    if (!take_u32(r, &it->dims[0]) || !take_u32(r, &bytes) || it->dims[0] > bytes) return false;
    it->kind = DL_LIST;
    size = bytes;
  } else {
    if (!take_kind(it, &expected) || dims != expected) return false;
    for (uint32_t i = 0; i < dims; i++)
      if (!take_u32(r, &it->dims[i]) || it->dims[i] == 0 || it->dims[i] > 1u << 24) return false;
    if (it->kind == DL_FLOATS) size = (uint64_t)it->dims[0] * sizeof(float);
    if (it->kind == DL_NAMES) size = (uint64_t)it->dims[0] * sizeof(uint64_t);
    if (it->kind == DL_ROWS) size = (uint64_t)it->dims[0] * it->dims[1];
    if (it->kind == DL_PANELS) size = (uint64_t)whole(it->dims[0], DL_PANEL) * whole(it->dims[1], DL_GROUP);
  }
  it->head_size = (size_t)(r->at - it->head);
  if (!align(r) || (uint64_t)(r->end - r->at) < size) return false;
  it->data = r->at;
  it->size = (size_t)size;
  r->at += size;
  return it->kind != DL_FLOATS || all_finite(it);
}

static bool read_items(const void *bytes, size_t size, dl_items *out) {
  reader r = {bytes, bytes, (const char *)bytes + size};
  uint32_t magic = 0, version = 0;
  if (!take_u32(&r, &magic) || !take_u32(&r, &version) || !take_u32(&r, &out->count)) return false;
  if (magic != MAGIC || version != VERSION || out->count > DL_ITEMS) return false;
  for (uint32_t i = 0; i < out->count; i++)
    if (!take_item(&r, &out->list[i])) return false;
  return true;
}

const dl_item *dl_items_find(const dl_items *all, const char *name, const char *more) {
  size_t n = strlen(name), m = strlen(more);
  for (uint32_t i = 0; i < all->count; i++) {
    const dl_item *it = &all->list[i];
    if (it->name_size == n + m && memcmp(it->name, name, n) == 0 && memcmp(it->name + n, more, m) == 0) return it;
  }
  return NULL;
}

void dl_items_miss(dl_items *l, const char *name) {
  if (l->missing) return;
  snprintf(l->missed, sizeof l->missed, "%s", name); /* a reader may have made the name up */
  l->missing = l->missed;
}

/* ---- memory: one block, handed out in pieces of 64 bytes ---- */

void *dl_items_piece(dl_items *l, size_t size) {
  size = (size + 63) & ~(size_t)63;
  if ((size_t)(l->end - l->at) < size) return NULL;
  void *p = l->at;
  l->at += size;
  return p;
}

/* The item NAME + MORE of this kind and these dimensions, or NULL and l->missing. */
static const dl_item *want(dl_items *l, const char *name, const char *more, dl_item_kind kind, uint32_t a, uint32_t b) {
  if (l->missing) return NULL;
  const dl_item *it = dl_items_find(l, name, more);
  if (it && it->kind == kind && it->dims[0] == a && (kind == DL_FLOATS || it->dims[1] == b)) return it;
  dl_items_miss(l, name);
  return NULL;
}

const float *dl_items_floats(dl_items *l, const char *name, const char *more, uint32_t size) {
  const dl_item *it = want(l, name, more, DL_FLOATS, size, 0);
  return it ? (const float *)(const void *)it->data : NULL;
}

/* A copy of `size` floats, filled up with zeros to `width`; all zeros where `from` is NULL. */
static const float *padded(dl_items *l, const float *from, uint32_t size, uint32_t width) {
  float *to = dl_items_piece(l, width * sizeof *to);
  if (!to) {
    dl_items_miss(l, "memory");
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
void dl_items_matrix(dl_items *l, dl_matrix *m, const char *name, const char *more, uint32_t outputs, uint32_t inputs,
                     const float *bias) {
  const dl_item *it = want(l, name, more, DL_PANELS, outputs, inputs);
  char scale[64];
  snprintf(scale, sizeof scale, "%s.scale", more);
  const float *scales = dl_items_floats(l, name, scale, outputs);
  if (!it || !scales) return;
  *m = (dl_matrix){
      .outputs = outputs, .inputs = inputs, .width = whole(outputs, DL_PANEL), .depth = whole(inputs, DL_GROUP)};
  m->panels = (const int8_t *)it->data;
  m->scale = padded(l, scales, outputs, m->width);
  m->bias = padded(l, bias, outputs, m->width);
  int32_t *offset = dl_items_piece(l, m->width * sizeof *offset);
  if (offset)
    sum_weights(m, offset);
  else
    dl_items_miss(l, "memory");
  m->offset = offset;
}

void dl_items_layer(dl_items *l, dl_matrix *m, const char *name, uint32_t outputs, uint32_t inputs) {
  const float *bias = dl_items_floats(l, name, ".b", outputs);
  dl_items_matrix(l, m, name, ".w", outputs, inputs, bias);
}

/* The list NAME as it lies in the file: its strings behind one another, each with a NUL. NULL where it is missing. */
static const dl_item *find_list(dl_items *l, const char *name) {
  const dl_item *it = dl_items_find(l, name, "");
  if (it && it->kind == DL_LIST && it->dims[0] && it->size >= it->dims[0] && it->data[it->size - 1] == '\0') return it;
  dl_items_miss(l, name);
  return NULL;
}

const dl_item *dl_items_names(dl_items *l, const char *name) {
  const dl_item *it = dl_items_find(l, name, "");
  if (it && it->kind == DL_NAMES) return it;
  dl_items_miss(l, name);
  return NULL;
}

dl_strings dl_items_strings(dl_items *l, const char *name) {
  dl_strings out = {0};
  const dl_item *it = find_list(l, name);
  if (!it) return out;
  out.items = dl_items_piece(l, it->dims[0] * sizeof *out.items);
  const char *at = it->data, *end = at + it->size;
  while (out.items && out.count < it->dims[0] && at < end) {
    out.items[out.count++] = at;
    at += strlen(at) + 1;
  }
  if (out.count != it->dims[0]) dl_items_miss(l, name);
  return out;
}

dl_embedding dl_items_embedding(dl_items *l, const char *name, uint32_t rows) {
  const dl_item *it = dl_items_find(l, name, "");
  if (!it || it->kind != DL_ROWS || it->dims[0] != rows || it->dims[1] > DL_WIDEST) dl_items_miss(l, name);
  const float *scale = dl_items_floats(l, name, ".scale", rows);
  return scale ? (dl_embedding){(const int8_t *)it->data, scale, rows, it->dims[1]} : (dl_embedding){0};
}

/* ---- lists that are looked up ---- */

static uint32_t hash_key(const char *key, size_t size) {
  return (uint32_t)XXH3_64bits(key, size);
}

dl_index dl_items_index(dl_items *l, const char *name) {
  dl_index index = {.keys = dl_items_strings(l, name)};
  uint32_t slots = 16;
  while (slots < 2 * index.keys.count) slots *= 2;
  index.slots = l->missing ? NULL : dl_items_piece(l, slots * sizeof *index.slots);
  if (!index.slots) return index;
  memset(index.slots, 0, slots * sizeof *index.slots);
  index.mask = slots - 1;
  for (uint32_t id = 0; id < index.keys.count; id++) {
    size_t size = strlen(index.keys.items[id]);
    if (size > index.longest) index.longest = size;
    uint32_t hash = hash_key(index.keys.items[id], size), at = hash & index.mask;
    while (index.slots[at].number != 0) at = (at + 1) & index.mask;
    index.slots[at] = (dl_slot){id + 1, hash};
  }
  return index;
}

int32_t dl_index_find(const dl_index *index, const char *key, size_t size) {
  uint32_t hash = hash_key(key, size);
  for (uint32_t at = hash & index->mask; index->slots[at].number != 0; at = (at + 1) & index->mask) {
    if (index->slots[at].hash != hash) continue;
    const char *found = index->keys.items[index->slots[at].number - 1];
    if (strncmp(found, key, size) == 0 && found[size] == '\0') return (int32_t)index->slots[at].number - 1;
  }
  return -1;
}

/* The outputs of a layer, from which a width is known. */
uint32_t dl_items_outputs(dl_items *l, const char *name, const char *more) {
  const dl_item *it = dl_items_find(l, name, more);
  if (it && it->kind == DL_PANELS && it->dims[0] <= DL_WIDEST) return it->dims[0];
  dl_items_miss(l, name);
  return 0;
}

/* ---- a section from its first item to its last ---- */

bool dl_items_are(const void *bytes, size_t size) {
  uint32_t magic = 0;
  if (size >= sizeof magic) memcpy(&magic, bytes, sizeof magic);
  return magic == MAGIC;
}

int dl_items_open(dl_items *items, const char *section, const void *bytes, size_t size, dl_status *status) {
  *items = (dl_items){.section = section};
  if (!read_items(bytes, size, items))
    return dl_fail(status, DL_EDATA, "section '%s': no weights, or cut short", section);
  size_t block = 65536; /* scales, biases and offsets of layers, indices of lists, and what a reader adds */
  for (uint32_t i = 0; i < items->count; i++) {
    const dl_item *it = &items->list[i];
    if (it->kind == DL_LIST || it->kind == DL_NAMES) block += (size_t)it->dims[0] * 64 + 1024;
    if (it->kind == DL_PANELS) block += 3 * ((size_t)it->dims[0] + DL_PANEL) * sizeof(float) + 3 * DL_ITEMS_ALIGN;
  }
  block = (block + 63) / 64 * 64;
  items->memory = items->at = aligned_alloc(64, block);
  items->end = items->at + (items->memory ? block : 0);
  return items->memory ? DL_OK : dl_fail(status, DL_EMEMORY, "out of memory for the weights of section '%s'", section);
}

int dl_items_close(const dl_items *items, dl_status *status) {
  if (!items->missing) return DL_OK;
  if (strcmp(items->missing, "memory") == 0)
    return dl_fail(status, DL_EMEMORY, "out of memory for the weights of section '%s'", items->section);
  return dl_fail(status, DL_EDATA, "section '%s': '%s' is missing or has a wrong size", items->section, items->missing);
}

int dl_items_read(const dl_model *model, const char *section, void (*take)(dl_items *items, void *to), void *to,
                  void **memory, dl_status *status) {
  size_t size = 0;
  const void *bytes = dl_model_bytes(model, section, &size);
  if (!bytes) return DL_OK;
  dl_items *items = malloc(sizeof *items);
  if (!items) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = dl_items_open(items, section, bytes, size, status);
  *memory = items->memory;
  if (code == DL_OK) {
    take(items, to);
    code = dl_items_close(items, status);
  }
  free(items);
  return code;
}
