/* Names of what is known of a word, a party or a time, as the learned models weigh them: "lemma=visit", "prep=until".
 *
 * They are written one behind another into a buffer of fixed size, since most are looked up once and forgotten; what
 * has no place is left out. What was learned of them is an index of names and a weight of each for each output
 * (network/items.h).
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

/* What was learned of names; without a name where nothing was. */
typedef struct dl_learned {
  dl_index names;
  dl_embedding weights; /* names x outputs */
  void *memory;         /* of dl_learned_read; of dl_learned_take it is the section's */
} dl_learned;

/* Takes the items BEFORE + "evidence" and BEFORE + "weights" of a section. */
void dl_learned_take(dl_items *items, const char *before, uint32_t outputs, dl_learned *to);
/* Reads a section that has these alone, of one output. DL_OK without one. */
int dl_learned_read(dl_learned *learned, const dl_model *model, const char *section, dl_status *status);
void dl_learned_free(dl_learned *learned);

static inline bool dl_is_learned(const dl_learned *learned) {
  return learned->names.keys.count > 0;
}

/* The sum of the weights of the names that are known, for the only output. */
float dl_evidence_sum(const dl_evidence *evidence, const dl_learned *learned);
/* Adds them to each output's score. */
void dl_evidence_score(const dl_evidence *evidence, const dl_learned *learned, float *scores);

/* Writes the names of the strongest weights for output `of`, less those for `against` (-1: of nothing), at most `most`
 * of all lists together, with these: ", prep=until +1.2"; NUL-terminated. */
enum { DL_EVIDENCE_LISTS = 3 };
void dl_evidence_tell(const dl_evidence *lists, uint32_t list_count, const dl_learned *learned, uint32_t of,
                      int32_t against, uint32_t most, char *text, size_t size);

#endif
