/* A section of weights, item by item: lists of strings, vectors, embeddings and layers, found by name and checked for
 * their sizes.
 *
 * Layout: u32 magic, version, count; then items: u32 name length, name, u32 dimensions, u32 sizes[], zeros up to the
 * next multiple of 64 from the section's start, values. A list of strings has 0xFFFF dimensions, u32 count, u32 bytes.
 * A tensor's kind ends its name:
 *   "#f32"     floats, one dimension
 *   "#i8"      an embedding: rows of whole numbers; NAME.scale#f32 holds each row's scale
 *   "#panels"  a layer's weights, [outputs, inputs]: whole numbers as dl_matrix.panels lays them out, padded with zeros
 *              to whole panels and groups; NAME.scale#f32 holds each output's scale
 *   "#names"   names of evidence as their hashes, u64 (network/names.h)
 * Whole numbers and strings are used as they lie in the mapped file; scales, biases and indices, which are made of
 * them, stand in one block of memory that the reader of the section takes over. The first item that is not there or
 * does not fit is kept in `missing`, and what is asked for behind it is nothing, so that a reader asks for all it wants
 * and looks once.
 */
#ifndef DL_NETWORK_ITEMS_H
#define DL_NETWORK_ITEMS_H

#include <stdbool.h>

#include "base/status.h"
#include "model/model.h"
#include "network/kernel.h"

typedef struct dl_strings {
  const char **items; /* in the mapped file */
  uint32_t count;
} dl_strings;

typedef struct dl_slot {
  uint32_t number; /* of a key + 1; 0 is free */
  uint32_t hash;   /* of the key: where it differs, the key need not be looked at */
} dl_slot;

/* A list of strings that can be looked up. */
typedef struct dl_index {
  dl_strings keys;
  dl_slot *slots;
  uint32_t mask;
  size_t longest; /* bytes of a key */
} dl_index;

typedef struct dl_embedding {
  const int8_t *values; /* rows x width, in the mapped file */
  const float *scale;   /* rows */
  uint32_t rows, width;
} dl_embedding;

enum {
  DL_ITEMS = 256,     /* items of a section */
  DL_WIDEST = 1024,   /* the width of an embedding, a vector or a layer of which others depend */
  DL_ITEMS_HEAD = 12, /* bytes before the first item */
  DL_ITEMS_ALIGN = 64 /* where values begin */
};

typedef enum dl_item_kind { DL_LIST, DL_FLOATS, DL_ROWS, DL_PANELS, DL_NAMES } dl_item_kind;

typedef struct dl_item {
  const char *name; /* without the kind's ending */
  size_t name_size;
  dl_item_kind kind;
  uint32_t dims[2]; /* of a LIST: its strings */
  const char *head; /* its first byte; head_size bytes of name and sizes */
  size_t head_size;
  const char *data;
  size_t size; /* bytes */
} dl_item;

typedef struct dl_items {
  const char *section; /* its name, for messages */
  dl_item list[DL_ITEMS];
  uint32_t count;
  void *memory; /* malloced; the caller's, also when something is missing */
  char *at, *end;
  const char *missing; /* the first item that is not there or has a wrong size; "memory"; NULL */
  char missed[64];     /* its name */
} dl_items;

/* Does a section begin as weights do? */
bool dl_items_are(const void *bytes, size_t size);
/* Finds the items of a section. DL_EDATA, DL_EMEMORY. */
int dl_items_open(dl_items *items, const char *section, const void *bytes, size_t size, dl_status *status);
/* Notes as missing what a reader finds not there or wrong, where nothing was before. */
void dl_items_miss(dl_items *items, const char *name);
/* DL_OK if nothing was missing; else DL_EDATA or DL_EMEMORY with its name. Frees nothing. */
int dl_items_close(const dl_items *items, dl_status *status);

/* All of that for the section of a data file, where it has one (else DL_OK and nothing is asked): `want` asks for what
 * it needs and puts it into `to`. *memory, which is NULL at first, is the caller's to free, whether it went well or
 * not. */
int dl_items_read(const dl_model *model, const char *section, void (*take)(dl_items *items, void *to), void *to,
                  void **memory, dl_status *status);

/* The item NAME + MORE, or NULL. */
const dl_item *dl_items_find(const dl_items *items, const char *name, const char *more);
/* The outputs of the layer NAME + MORE, 0 where it is missing. */
uint32_t dl_items_outputs(dl_items *items, const char *name, const char *more);

/* Memory of the block, aligned to 64; NULL where it is used up. */
void *dl_items_piece(dl_items *items, size_t size);
/* The vector NAME + MORE of `size` numbers. */
const float *dl_items_floats(dl_items *items, const char *name, const char *more, uint32_t size);
/* The layer of weights NAME + MORE; `bias` may be NULL. */
void dl_items_matrix(dl_items *items, dl_matrix *to, const char *name, const char *more, uint32_t outputs,
                     uint32_t inputs, const float *bias);
/* The layer NAME.w with the bias NAME.b. */
void dl_items_layer(dl_items *items, dl_matrix *to, const char *name, uint32_t outputs, uint32_t inputs);
dl_strings dl_items_strings(dl_items *items, const char *name);
/* The hashes of the names NAME; NULL where they are missing. */
const dl_item *dl_items_names(dl_items *items, const char *name);
dl_index dl_items_index(dl_items *items, const char *name);
dl_embedding dl_items_embedding(dl_items *items, const char *name, uint32_t rows);

/* The key's number, -1 where it is not in the list. */
int32_t dl_index_find(const dl_index *index, const char *key, size_t size);

#endif
