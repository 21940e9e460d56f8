/* Names of what is known of a word, a party or a time, as the learned models weigh them: "lemma=visit", "prep=until".
 *
 * A name is looked up by its hash (sum of byte i times DL_NAME_BASE^i, 64 bits), which is made of the hashes of its
 * parts: who adds many names of the same parts makes each part once (dl_part), and no name is put together. Its text is
 * written only where somebody is to read it (dl_evidence_begin). What was learned of names is a row of weights for
 * each, one for each output (network/items.h).
 */
#ifndef DL_NETWORK_EVIDENCE_H
#define DL_NETWORK_EVIDENCE_H

#include <string.h>

#include "network/items.h"

enum { DL_EVIDENCE = 80, DL_EVIDENCE_BYTES = 4096 }; /* what has no place is left out */

#define DL_NAME_BASE UINT64_C(0x9E3779B97F4A7C15)

typedef struct dl_evidence {
  uint64_t hash[DL_EVIDENCE];
  uint16_t begin[DL_EVIDENCE + 1]; /* of each name in text; name i ends at begin[i + 1] */
  uint32_t count;
  bool told; /* text is written */
  char text[DL_EVIDENCE_BYTES];
} dl_evidence;

static inline void dl_evidence_begin(dl_evidence *e, bool told) {
  e->begin[0] = 0;
  e->count = 0;
  e->told = told;
}

/* ---- parts ---- */

typedef struct dl_part {
  const char *text;
  uint32_t size;
  uint64_t hash, power; /* power: DL_NAME_BASE^size */
} dl_part;

static inline dl_part dl_part_of(const char *text) {
  dl_part part = {text, 0, 0, 1};
  for (; text[part.size]; part.size++) {
    part.hash += part.power * (unsigned char)text[part.size];
    part.power *= DL_NAME_BASE;
  }
  return part;
}

/* Of a literal: without a loop, so that compilers make a constant of it. */
enum { DL_LONGEST_LITERAL = 40 };
#define DL_PART(literal)            \
  dl_part_of_literal("" literal "", \
                     sizeof(literal) - 1 + 0 * sizeof(char[sizeof(literal) <= DL_LONGEST_LITERAL + 1 ? 1 : -1]))
static inline __attribute__((always_inline)) dl_part dl_part_of_literal(const char *text, size_t size) {
  dl_part part = {text, (uint32_t)size, 0, 1};
#define DL_BYTE(i)                                    \
  if ((i) < size) {                                   \
    part.hash += part.power * (unsigned char)text[i]; \
    part.power *= DL_NAME_BASE;                       \
  }
#define DL_4_BYTES(i) DL_BYTE(i) DL_BYTE((i) + 1) DL_BYTE((i) + 2) DL_BYTE((i) + 3)
  DL_4_BYTES(0)
  DL_4_BYTES(4)
  DL_4_BYTES(8)
  DL_4_BYTES(12)
  DL_4_BYTES(16)
  DL_4_BYTES(20)
  DL_4_BYTES(24)
  DL_4_BYTES(28)
  DL_4_BYTES(32)
  DL_4_BYTES(36)
#undef DL_4_BYTES
#undef DL_BYTE
  return part;
}

/* ---- names ---- */

/* Takes a name of this hash and size where there is a place for it. */
static inline bool dl_evidence_take(dl_evidence *e, uint64_t hash, size_t size) {
  size_t end = e->begin[e->count] + size;
  if (e->count >= DL_EVIDENCE || end > DL_EVIDENCE_BYTES) return false;
  e->hash[e->count] = hash;
  e->begin[++e->count] = (uint16_t)end;
  return true;
}

/* The text of the last name. */
void dl_evidence_write(dl_evidence *evidence, const char *between, const char *a, const char *b, const char *c,
                       const char *d);

/* Adds a name of up to four parts, of which empty ones are left out, with `between` between them. */
void dl_evidence_add(dl_evidence *evidence, const char *between, const char *a, const char *b, const char *c,
                     const char *d);

/* The same with nothing between them: "lemma=", "visit". */
static inline void dl_clue(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, "", a, b, c, d);
}

/* Behind a part another one, with a space between them. */
static inline __attribute__((always_inline)) void dl_part_join(dl_part *whole, const dl_part *next) {
  if (!next->size) return;
  if (whole->size) {
    whole->hash += whole->power * ' ';
    whole->power *= DL_NAME_BASE;
    whole->size++;
  }
  whole->hash += whole->power * next->hash;
  whole->power *= next->power;
  whole->size += next->size;
}

/* The same of parts, with spaces between them. */
static inline __attribute__((always_inline)) void dl_evidence_join(dl_evidence *e, dl_part a, dl_part b, dl_part c,
                                                                   dl_part d) {
  dl_part whole = a;
  dl_part_join(&whole, &b);
  dl_part_join(&whole, &c);
  dl_part_join(&whole, &d);
  if (dl_evidence_take(e, whole.hash, whole.size) && e->told) dl_evidence_write(e, " ", a.text, b.text, c.text, d.text);
}

/* Adds name i of another list, unless it is in this one. */
void dl_evidence_add_once(dl_evidence *evidence, const dl_evidence *from, uint32_t i);

/* ---- what was learned ---- */

/* A name that was learned. */
typedef struct dl_known_name {
  uint64_t hash;
  uint32_t number; /* of the name + 1; 0 is a free slot */
  float weight;    /* for the first output */
} dl_known_name;

/* What was learned of names; without a name where nothing was. */
typedef struct dl_learned {
  uint32_t count, mask;
  dl_known_name *slots;
  dl_embedding weights; /* names x outputs */
  void *memory;         /* of dl_learned_read; of dl_learned_take it is the section's */
} dl_learned;

/* Takes the items BEFORE + "evidence" and BEFORE + "weights" of a section. */
void dl_learned_take(dl_items *items, const char *before, uint32_t outputs, dl_learned *to);
/* Reads a section that has these alone, of one output. DL_OK without one. */
int dl_learned_read(dl_learned *learned, const dl_model *model, const char *section, dl_status *status);
void dl_learned_free(dl_learned *learned);

static inline bool dl_is_learned(const dl_learned *learned) {
  return learned->count > 0;
}

/* What is known of a name by its hash; NULL: nothing. */
static inline const dl_known_name *dl_learned_find(const dl_learned *learned, uint64_t hash) {
  for (uint32_t at = (uint32_t)(hash >> 32) & learned->mask;; at = (at + 1) & learned->mask) {
    const dl_known_name *slot = &learned->slots[at];
    if (!slot->number) return NULL;
    if (slot->hash == hash) return slot;
  }
}

/* The sum of the weights of the names that are known, for the only output. */
float dl_evidence_sum(const dl_evidence *evidence, const dl_learned *learned);
/* Adds them to each output's score. */
void dl_evidence_score(const dl_evidence *evidence, const dl_learned *learned, float *scores);

/* Writes the names of the strongest weights for output `of`, less those for `against` (-1: of nothing), at most `most`
 * of all lists together, with these: ", prep=until +1.2"; NUL-terminated. The lists must have been told. */
enum { DL_EVIDENCE_LISTS = 3 };
void dl_evidence_tell(const dl_evidence *lists, uint32_t list_count, const dl_learned *learned, uint32_t of,
                      int32_t against, uint32_t most, char *text, size_t size);

#endif
