/* Annotated articles ("gold"): what a careful reader says that a text reports. Read from JSON Lines, checked, kept in
 * an arena.
 *
 * A line is a document as `dateline code --format jsonl` prints it, with its text and only the fields that are
 * annotated, or the same in short: docs/evaluate.md tells both forms. What is wrong is told to a dl_faults as file,
 * line and reason, and reading goes on, so that one run shows all faults. Spans are code points of the text, half-open;
 * an index is one into the array of its document.
 */
#ifndef DL_SCORE_GOLD_H
#define DL_SCORE_GOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/model.h"
#include "model/source.h"

typedef struct dl_gold_span {
  uint32_t begin, end; /* begin == end: none */
} dl_gold_span;

typedef struct dl_gold_spans {
  dl_gold_span *items;
  uint32_t count, capacity;
} dl_gold_spans;
typedef struct dl_gold_words {
  const char **items;
  uint32_t count, capacity;
} dl_gold_words;
typedef struct dl_gold_numbers {
  uint32_t *items;
  uint32_t count, capacity;
} dl_gold_numbers;

typedef struct dl_gold_party {
  const char *country, *sector; /* "IRN", "GOV"; "" where not known */
  dl_gold_words alt;            /* countries that are right too */
  bool optional;
} dl_gold_party;

typedef struct dl_gold_parties {
  dl_gold_party *items;
  uint32_t count, capacity;
} dl_gold_parties;

typedef struct dl_gold_event {
  const char *id;
  dl_gold_spans triggers;   /* the trigger, then others of the same act; never none */
  dl_gold_span evidence;    /* the sentence; none: the one that the trigger stands in */
  const char *event;        /* PLOVER category; "" of speech acts that PLOVER drops; NULL: any reading */
  dl_gold_words event_alt;  /* categories that are right too */
  const char *mode, *cameo; /* "" is not scored */
  uint32_t auxiliary;       /* DL_NEGATED | ... */
  bool optional, reciprocal, auxiliary_any, attribution_any; /* any: not scored */
  dl_gold_parties actor, recipient;
  const char *author, *source; /* FactBank values, "|" between those that are right; "" of source: none is annotated */
  dl_gold_numbers attribution, attribution_alt; /* into attributions; alt: right too */
} dl_gold_event;

typedef struct dl_gold_attribution {
  const char *id, *name; /* name of its source; "" where the text names none */
  bool named;
  dl_gold_spans spans; /* where the source is mentioned */
  int32_t parent;      /* into attributions, -1 */
} dl_gold_attribution;

typedef struct dl_gold_denial {
  uint32_t from;
  dl_gold_numbers to; /* the act that is denied, and mentions of it that are right too */
  bool optional;
} dl_gold_denial;

typedef struct dl_gold {
  const char *id;
  uint32_t line; /* of the file, from 1 */
  dl_gold_event *events;
  uint32_t event_count, event_capacity;
  dl_gold_attribution *attributions;
  uint32_t attribution_count, attribution_capacity;
  dl_gold_denial *denials;
  uint32_t denial_count, denial_capacity;
} dl_gold;

typedef struct dl_golds {
  dl_gold **items;
  uint32_t count, capacity;
} dl_golds;

/* Adds the documents of a file. Categories and modes are those of the model's codebook. DL_EIO, DL_EMEMORY: the file
 * could not be read; what is wrong in it is told to `faults` only. */
int dl_gold_read(const char *path, const dl_model *model, dl_arena *arena, dl_golds *golds, dl_faults *faults,
                 dl_status *status);

/* The document of this id, or NULL. */
const dl_gold *dl_gold_find(const dl_golds *golds, const char *id);

#endif
