/* Speech acts that answer an act: somebody denies it, admits it or claims it; and what speaks for and against each act
 * near it as the one that is meant, as names that the learned score weighs. Internal to src/claims.
 *
 * An answer is an event of CAMEO 016 or 015, a cue that the tables call one of denying or confirming, or somebody's own
 * words in which an act is negated ("said it had never sent troops").
 */
#ifndef DL_CLAIMS_ANSWERS_H
#define DL_CLAIMS_ANSWERS_H

#include "claims/parts.h"
#include "network/evidence.h"

/* The origin of speech acts that answers made. */
#define DL_MADE_BY_ANSWER "models/denials.bin"

typedef struct dl_answer {
  int32_t event;       /* -1: its cue is no event */
  int32_t attribution; /* -1: its word is no cue */
  uint32_t token;      /* its cue, else its trigger */
  int32_t points;      /* the noun or pronoun by which it points back at what was said, -1 */
  int32_t claimant;    /* the entity whose claim that noun says that it is, -1 */
  bool own;            /* plain words in which something is negated */
  dl_link_type type;   /* DL_DENIES, DL_CONFIRMS */
  dl_participants by;
  int32_t inside;          /* the first act that it tells itself, -1 */
  uint32_t first, end;     /* events among which the act is looked for */
  int32_t last, last_told; /* before it: the last act, the last one in somebody else's words; -1 */
  bool charged;            /* before it somebody accuses the one who answers */
} dl_answer;

typedef struct dl_answers {
  dl_answer *items;
  uint32_t count, capacity;
} dl_answers;

/* In text order of the events, those without an event last. */
dl_answers dl_find_answers(const dl_claims *claims);

/* Can the act of that index be what is meant? */
bool dl_can_be_answered(const dl_claims *claims, const dl_answer *answer, uint32_t act);
/* Does the answer tell the act itself, in its content? */
bool dl_tells(const dl_claims *claims, const dl_answer *answer, uint32_t act);
/* Is the act what the grammar says is denied or confirmed: the clause of the verb ("denied that"), its object, what the
 * claim is of
 * ("rejected reports of a raid")? */
bool dl_is_complement(const dl_claims *claims, const dl_answer *answer, uint32_t act);
void dl_answer_evidence(const dl_claims *claims, const dl_answer *answer, uint32_t act, dl_evidence *evidence);

#endif
