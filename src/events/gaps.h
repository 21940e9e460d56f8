/* What the lexicon does not know: verbs and event nouns that stand between two political actors and that no row codes.
 *
 * For those who write dictionaries (dateline lexicon stats). A verb's parties are its subject and its object or an
 * oblique, a noun's its possessor, demonym or "by" phrase and what stands behind it; both must have actor codes and be
 * two. A word on which a row fired is no gap, even where the event was folded into another; nor is a verb that
 * claims/cues.tsv knows, or a phrase of herrings.tsv.
 */
#ifndef DL_EVENTS_GAPS_H
#define DL_EVENTS_GAPS_H

#include "events/events.h"

typedef struct dl_gap {
  uint32_t token;
  bool noun;                /* else a verb */
  const char *key;          /* lemma, with the preposition that the other party stands behind: "side with" */
  uint32_t rows;            /* of the lemma, none of which fired */
  dl_code actor, recipient; /* codes of the first of each */
} dl_gap;

typedef struct dl_gaps {
  dl_gap *items;
  uint32_t count, capacity;
} dl_gaps;

/* Of a coded document, in text order; the list is the document's arena's. */
void dl_find_gaps(const dl_coder *coder, dl_document *doc, dl_gaps *out);

#endif
