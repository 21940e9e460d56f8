/* Names of what is known of a word, a party or a time, as the learned models weigh them: "lemma=visit", "prep=until".
 *
 * They are written one behind another into a buffer of fixed size, since most are looked up once and forgotten; what
 * has no place is left out. A model is an index of names and a weight for each (network/items.h).
 */
#ifndef DL_NETWORK_EVIDENCE_H
#define DL_NETWORK_EVIDENCE_H

#include "network/items.h"

enum { DL_EVIDENCE = 80, DL_EVIDENCE_BYTES = 4096 };

typedef struct dl_evidence {
  char text[DL_EVIDENCE_BYTES];
  uint16_t begin[DL_EVIDENCE + 1]; /* of each name in text; name i ends at begin[i + 1] */
  uint32_t count;
} dl_evidence;

/* Adds a name of up to four parts, of which empty ones are left out, with `between` between them. */
void dl_evidence_add(dl_evidence *evidence, const char *between, const char *a, const char *b, const char *c,
                     const char *d);

/* The row of name i in an index of names, -1 where it is not there. */
static inline int32_t dl_evidence_row(const dl_evidence *e, uint32_t i, const dl_index *names) {
  return dl_index_find(names, e->text + e->begin[i], (size_t)(e->begin[i + 1] - e->begin[i]));
}

/* A model that is a sum: a weight for each name. Not there where the data file has no such section. */
typedef struct dl_sums {
  bool there;
  dl_index names;
  dl_embedding weights; /* names x 1 */
  void *memory;
} dl_sums;

/* Reads the items "evidence" and "weights" of a section. DL_OK without one. */
int dl_sums_read(dl_sums *sums, const dl_model *model, const char *section, dl_status *status);
void dl_sums_free(dl_sums *sums);

/* The sum of the weights (of width 1) of the names that the index holds. */
float dl_evidence_sum(const dl_evidence *evidence, const dl_index *names, const dl_embedding *weights);

/* Writes the names of the strongest weights for output `of`, less those for `against` (-1: of nothing), at most `most`,
 * with these: ", prep=until +1.2"; NUL-terminated. */
void dl_evidence_tell(const dl_evidence *evidence, const dl_index *names, const dl_embedding *weights, uint32_t of,
                      int32_t against, uint32_t most, char *text, size_t size);

#endif
