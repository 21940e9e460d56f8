/* The trained network as it is read from the data file's section "parser" (written by train/weights.py).
 *
 * Layout: u32 magic, version, count; then items: u32 name length, name, u32 dimensions, u32 sizes[], zeros up to the next multiple of 64 from the
 * section's start, values. A list of strings has 0xFFFF dimensions, u32 count, u32 bytes. A tensor's kind ends its name:
 *   "#f32"     floats, one dimension
 *   "#i8"      an embedding: rows of whole numbers; NAME.scale#f32 holds each row's scale
 *   "#panels"  a layer's weights, [outputs, inputs]: whole numbers as dl_matrix.panels lays them out, padded with zeros to whole panels and
 *              groups; NAME.scale#f32 holds each output's scale
 * With h = hidden, the tensors are E_word [vocab, w], E_piece [pieces, w], E_affix [16384, a], E_shape [1024, s]; lstm.{0,1}.{fwd,bwd}.w_ih [4h, w + a + s + 4 or 2h],
 * .w_hh [4h, h], .b; upos, xpos, feats, lemma, ner.h, ner, arc.dep, arc.head, rel.dep, rel.head, each .w and .b; root [2h]; arc.U [arc, arc],
 * arc.u; rel.U [labels x rel, rel], rel.Wd, rel.Wh [labels, rel], rel.b.
 *
 * Whole numbers are used as they lie in the mapped file. Every size is checked against the others, so that a damaged section ends in DL_EDATA.
 * Immutable after dl_network_read: one network, many threads.
 */
#ifndef DL_NETWORK_WEIGHTS_H
#define DL_NETWORK_WEIGHTS_H

#include "base/status.h"
#include "network/kernel.h"

enum { DL_AFFIXES = 8, DL_PIECES = 6, DL_FLAGS = 4, DL_NAME_LABELS = 7 };

typedef struct dl_strings {
  const char **items; /* in the mapped file */
  uint32_t count;
} dl_strings;

/* A list of strings that can be looked up. */
typedef struct dl_index {
  dl_strings keys;
  uint32_t *slots; /* a key's number + 1; 0 is free */
  uint32_t mask;
  size_t longest; /* bytes of a key */
} dl_index;

typedef struct dl_embedding {
  const int8_t *values; /* rows x width, in the mapped file */
  const float *scale;   /* rows */
  uint32_t rows, width;
} dl_embedding;

typedef struct dl_lstm_way {
  dl_matrix in, back; /* 4h x inputs with the bias; 4h x h */
} dl_lstm_way;

typedef struct dl_network {
  const dl_kernels *kernels;
  dl_index vocabulary, pieces; /* vocabulary: number 0 is for words that are not in it, which are read through their pieces */
  dl_strings upos, xpos, feats, lemma, rel;
  uint8_t *upos_of; /* label -> dl_upos */
  uint8_t *rel_of;  /* label -> dl_rel */
  dl_embedding word, piece, affix, shape;
  uint32_t input, hidden, arc, label; /* widths: of the input, one direction, arc and label spaces */
  dl_lstm_way layers[2][2];           /* [layer][0 forward, 1 backward] */
  dl_matrix tags[4];                  /* upos, xpos, feats, lemma */
  dl_matrix name_hidden, name;
  dl_matrix arc_dep, arc_head, arc_bilinear; /* bilinear: dep -> dep U + u */
  dl_matrix rel_dep, rel_head, rel_bilinear; /* bilinear: dep -> labels x label width */
  dl_matrix rel_from_dep, rel_from_head;     /* the linear parts of the label scores */
  const float *arc_root, *rel_root;          /* the root as a head */
  const float *root_from_head;               /* labels: its part of the label scores */
  void *memory;                              /* all that does not lie in the mapped file */
} dl_network;

/* Fills *net from the section's bytes, which must outlive it, and chooses the kernels of this processor; DL_EDATA with what is wrong. Free with
 * dl_network_free in either case. */
int dl_network_read(dl_network *net, const void *bytes, size_t size, dl_status *status);
void dl_network_free(dl_network *net);

/* The key's number, -1 where it is not in the list. */
int32_t dl_index_find(const dl_index *index, const char *key, size_t size);

#endif
