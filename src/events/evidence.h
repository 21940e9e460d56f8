/* Names of what is known of a word or a party, as the learned models weigh them: "lemma=visit", "recipient own COERCE".
 *
 * They are written one behind another into a buffer of fixed size, since most are looked up once and forgotten; what
 * has no place is left out.
 */
#ifndef DL_EVENTS_EVIDENCE_H
#define DL_EVENTS_EVIDENCE_H

#include "events/coder.h"

enum { DL_EVIDENCE = 64, DL_EVIDENCE_BYTES = 3072 };

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

/* The evidence of a word, of which `candidate` is what the rules made of it (NULL: nothing). */
void dl_act_evidence_of(const dl_coding *work, int32_t token, const dl_candidate *candidate, dl_evidence *out);

#endif
