/* The trained network as it is read from the data file's section "parser" (written by train/weights.py).
 *
 * With h = hidden, the tensors are E_word [vocab, w], E_piece [pieces, w], E_affix [16384, a], E_shape [1024, s];
 * lstm.{0,1}.{fwd,bwd}.w_ih [4h, w + a + s + 4 or 2h], .w_hh [4h, h], .b; upos, xpos, feats, lemma, ner.h, ner,
 * arc.dep, arc.head, rel.dep, rel.head, each .w and .b; root [2h]; arc.U [arc, arc], arc.u; rel.U [labels x rel, rel],
 * rel.Wd, rel.Wh [labels, rel], rel.b.
 *
 * Whole numbers are used as they lie in the mapped file. Every size is checked against the others, so that a damaged
 * section ends in DL_EDATA. Immutable after dl_network_read: one network, many threads.
 */
#ifndef DL_NETWORK_WEIGHTS_H
#define DL_NETWORK_WEIGHTS_H

#include "network/items.h"

enum { DL_AFFIXES = 8, DL_PIECES = 6, DL_FLAGS = 4, DL_NAME_LABELS = 7 };

/* What a layer can read of each word besides the vectors of the layer below: what the encoder read of it alone, a
 * head's own vector of it, what its sentence stands in. */
enum { DL_ALONE, DL_SENSE, DL_CONTEXT, DL_BESIDES };

typedef struct dl_lstm_way {
  dl_matrix in, back;            /* 4h x inputs with the bias; 4h x h */
  dl_matrix besides[DL_BESIDES]; /* 4h x the width of each; outputs 0: it does not read that */
} dl_lstm_way;

typedef struct dl_network {
  const dl_kernels *kernels;
  dl_index vocabulary,
      pieces; /* vocabulary: number 0 is for words that are not in it, which are read through their pieces */
  dl_strings upos, xpos, feats, lemma, rel;
  uint8_t *upos_of;      /* label -> dl_upos */
  uint8_t *xpos_of;      /* label -> dl_tag */
  uint8_t *rel_of;       /* label -> dl_deprel */
  uint16_t *features_of; /* label of feats -> dl_feature */
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

/* Fills *net from the section's bytes, which must outlive it, and chooses the kernels of this processor; DL_EDATA with
 * what is wrong. Free with dl_network_free in either case. */
int dl_network_read(dl_network *net, const void *bytes, size_t size, dl_status *status);
void dl_network_free(dl_network *net);

#endif
