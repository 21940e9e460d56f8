/* One coded article against its gold: what is found, missed and wrong, counted. Definitions in docs/evaluate.md.
 *
 * Events are matched one to one: first by overlap of their triggers, best pair first (same word and category, then same
 * category, then what is asked for before what is optional, then the most characters shared); what is left by category
 * and the parties' countries in one sentence. What matches an optional item, and a speech act that matches nothing, is
 * neither right nor wrong.
 */
#ifndef DL_SCORE_SCORE_H
#define DL_SCORE_SCORE_H

#include "base/document.h"
#include "score/gold.h"

typedef enum dl_count {
  DL_N_DOCUMENTS,
  DL_N_GOLD,
  DL_N_PREDICTED,
  DL_N_MATCHED, /* events with a category */
  DL_N_SAID,
  DL_N_SAID_RIGHT, /* speech acts without one, in the gold; found */
  DL_N_CATEGORY,
  DL_N_STRICT, /* of the matched: a right category; the first one */
  DL_N_ROOTS,
  DL_N_ROOT,
  DL_N_MODES,
  DL_N_MODE, /* annotated; right */
  DL_N_ACTOR_TP,
  DL_N_ACTOR_FP,
  DL_N_ACTOR_FN,
  DL_N_RECIPIENT_TP,
  DL_N_RECIPIENT_FP,
  DL_N_RECIPIENT_FN,
  DL_N_SECTORS,
  DL_N_SECTOR,
  DL_N_TUPLE, /* category and all countries right */
  DL_N_SOURCES,
  DL_N_SOURCE,
  DL_N_CHAIN,
  DL_N_SOURCEDS,
  DL_N_SOURCED,
  DL_N_AUTHOR,
  DL_N_HOLDERS,
  DL_N_HOLDER,
  DL_N_AUXES,
  DL_N_AUX,
  DL_N_AUX_TP,
  DL_N_AUX_FP,
  DL_N_AUX_FN,
  DL_N_DENY_PREDICTED,
  DL_N_DENY_RIGHT,
  DL_N_DENY_GOLD,
  DL_N_DENY_FOUND,
  DL_COUNTS
} dl_count;

typedef struct dl_counts {
  uint32_t n[DL_COUNTS];
} dl_counts;

/* Something to look at: an event of the gold, of the program, or both. */
typedef struct dl_score_error {
  const char *kind; /* "missed", "extra", "category", "actor", "recipient", "sector", "source", "author value", "source
                       value", "auxiliary" */
  const dl_gold_event *gold; /* NULL: extra */
  const dl_event *event;     /* NULL: missed */
} dl_score_error;

typedef struct dl_score_errors {
  dl_score_error *items;
  uint32_t count, capacity;
} dl_score_errors;

/* Adds to *counts. `errors` may be NULL; they are the document's. */
void dl_score_document(const dl_gold *gold, dl_document *doc, dl_counts *counts, dl_score_errors *errors);

#endif
