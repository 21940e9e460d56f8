/* How well an entry of the ledger is supported, in one word: computed from who tells, claims and denies it, and
 * explained by the counts; never a verdict on what is true.
 *
 * disputed: somebody tells or claims it, somebody denies it. denied: it is denied, and nobody tells or claims it.
 * corroborated: two or more independent sources tell it in their own voice. reported: one does. claimed: none does, it
 * is told as somebody's word, or left open. announced: it is only told as to come, as asked for, or as possible.
 */
#ifndef DL_STORIES_STATUS_H
#define DL_STORIES_STATUS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct dl_support {
  uint32_t told;      /* independent sources that tell it as done, in their own voice (AUTHOR CT+ or PR+) */
  uint32_t claimants; /* who say that it is done */
  uint32_t deniers;   /* who deny it; a source that itself says it is not so is one */
  uint32_t done;      /* mentions that are not future, hypothetical or negated */
  uint32_t ahead;     /* mentions that are future or hypothetical */
} dl_support;

/* What one who is told with a value (FactBank) of an event does: "denies", "asserts", or says neither: "open". What is
 * yet to come (future, hypothetical) nobody asserts as done. */
const char *dl_claim_stance(const char *value, bool ahead);

/* "reported", "claimed", "corroborated", "disputed", "denied", "announced". */
enum { DL_STATUSES = 6 };
extern const char *const dl_status_names[DL_STATUSES];

/* One of these. */
const char *dl_support_status(const dl_support *support);
/* Is it one of them? */
bool dl_is_status(const char *name);

#endif
