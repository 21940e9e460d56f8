/* Who is read as the actor of an act and as its recipient: a score for each word near it, and one for nobody.
 *
 * The section "roles" of the data file, taught by train/roles.py: a BiLSTM on the encoder's vectors, on what the
 * encoder read of each word alone, on vectors of words of its own and on what each sentence stands in (roles.l.fwd,
 * roles.l.bwd: as a head's own layer in network/wordhead.h, with .w_context for roles.context: network/senses.h), of u
 * units a direction, whose vectors stay with the document; and on them, when an act is known, one hidden layer for a
 * pair of an act and a word: roles.act.w and roles.word.w [d, 2u] with .b, and rows of roles.rows [.., d] for how far
 * and where in the tree the word stands and for the act's category, summed and rectified; roles.out [2 d] and
 * roles.bias score them, roles.none [2 d] the act alone for nobody. A semantic role labeller (He et al. 2018) whose
 * roles are an act's sides. A second hidden layer, on a word's vector alone (roles.kind [e, 2u]), tells of which of the
 * s roles.sectors he is: roles.sector [s e], roles.sector.b.
 */
#ifndef DL_NETWORK_ROLES_H
#define DL_NETWORK_ROLES_H

#include <stdbool.h>

#include "network/senses.h"

enum { DL_ROLE_REACH = 40 }; /* words before and behind an act that are scored */

typedef struct dl_role_layer {
  dl_lstm_way ways[2];
  dl_senses senses;
  dl_matrix context;
  uint32_t units; /* of a direction; 0: the data file has none */
  void *memory;
} dl_role_layer;

/* Reads the layer for a network. DL_OK without one. */
int dl_role_layer_read(dl_role_layer *layer, const dl_network *net, const dl_model *model, dl_status *status);
void dl_role_layer_free(dl_role_layer *layer);

/* Finds what a document's sentences stand in (doc->contexts), before any of them is read; in memory of `kept`. */
void dl_role_layer_begin(const dl_role_layer *layer, const dl_network *net, dl_arena *kept, dl_document *doc);

/* Leaves the layer's vectors of a batch's words with their documents, in memory of `kept`. */
void dl_role_layer_run(const dl_role_layer *layer, const dl_network *net, dl_arena *scratch, dl_arena *kept,
                       const dl_batch *batch, const dl_encoded *encoded);

typedef struct dl_role_head {
  const dl_kernels *kernels;
  dl_matrix act, word, kind;
  dl_embedding rows;
  const float *out, *none, *bias; /* bias: of both sides' words, then of both sides' nobody */
  dl_strings sectors;
  const float *sector, *sector_bias;
  void *memory;
} dl_role_head;

/* Reads the rest of the section. DL_OK without one: act.outputs is 0 then. */
int dl_role_head_read(dl_role_head *head, const dl_model *model, dl_status *status);
void dl_role_head_free(dl_role_head *head);

/* The words that are read for an act: tokens of its sentence, with the probabilities of each side, [0] actor, [1]
 * recipient, which with that of nobody add up to 1. */
typedef struct dl_roles_read {
  uint32_t first, count;
  float nobody[2], most[2]; /* most: of the likeliest of the words and nobody */
  float *words[2];          /* `count` of each side, in the document's arena */
} dl_roles_read;

/* Reads who is on the sides of the act at `token`, of category `act`, which both sides do together if `mutual`. False
 * where there is no such network, or nothing was parsed. */
bool dl_read_roles(const dl_role_head *head, const dl_document *doc, uint32_t token, unsigned act, bool mutual,
                   dl_roles_read *out);

/* The probability of a word as that side, -1 where it is not near the act. */
static inline float dl_read_at(const dl_roles_read *r, bool recipient, int32_t token) {
  bool near = token >= (int32_t)r->first && (uint32_t)token - r->first < r->count;
  return near ? r->words[recipient][(uint32_t)token - r->first] : -1;
}

enum { DL_SECTORS_READ = 24 }; /* the most sectors */

/* The probability of each of head->sectors for the somebody whose head is `token`. False as above. */
bool dl_read_sectors(const dl_role_head *head, const dl_document *doc, uint32_t token, float p[DL_SECTORS_READ]);

#endif
