/* What a time or a place of an act's sentence is to the act, as named evidence: the way between the two in the tree,
 * the clauses that part them, the words between ("path=ccomp/obl", "place in acl:relcl", "behind, verbs 1").
 *
 * moment.c chooses an act's time by it, where.c its place. Each option has such evidence; the sum of its weights
 * (dl_learned) is its score, that of none is 0, and the best one is taken (train/moment.py).
 */
#ifndef DL_EVENTS_PATHS_H
#define DL_EVENTS_PATHS_H

#include "events/coder.h"

/* An option of an act: a time or a mention of a place. */
typedef struct dl_weighed {
  int32_t item; /* index into doc->times or doc->mentions */
  dl_span span;
  float score;
  dl_evidence evidence;
} dl_weighed;

typedef struct dl_between {
  const char *what;    /* "time" or "place" */
  int32_t top;         /* the word of the option whose head lies outside it */
  uint32_t first, end; /* its tokens */
  uint32_t options;    /* how many there are of the act */
  const char *grain;   /* of which kind it is: "day", "town" */
} dl_between;

enum { DL_BETWEEN_PATH = 200 };

/* Sets the evidence to what is known of the two; the path goes to `path`. */
void dl_between_evidence(const dl_coding *work, const dl_candidate *candidate, const dl_between *between,
                         char path[DL_BETWEEN_PATH], dl_evidence *out);

/* Fills the options' scores, and returns the best one over 0; -1: none of them. */
int32_t dl_weigh_options(const dl_learned *learned, dl_weighed *options, uint32_t count);

/* Tells in the event's trace what weighed most for an option. */
void dl_tell_option(dl_coding *work, dl_candidate *candidate, const dl_learned *learned, const char *what,
                    const dl_weighed *option, bool taken);

/* What the act's subject is: a name, a noun, a pronoun; none. */
const char *dl_subject_kind(const dl_coding *work, const dl_candidate *candidate);
/* Does the sentence before, which there must be, have the act's word, too? */
bool dl_is_told_before(const dl_document *doc, const dl_event *event);

#endif
