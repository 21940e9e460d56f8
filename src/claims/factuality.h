/* What the tables make of a predicate, after FactBank: folded up the tree, in whose words it stands. Internal to
 * src/claims.
 */
#ifndef DL_CLAIMS_FACTUALITY_H
#define DL_CLAIMS_FACTUALITY_H

#include "claims/parts.h"

enum { DL_HOLDERS = 16 };

/* A predicate: in whose words it stands, from the outermost in, and what the tables make of it for the innermost. */
typedef struct dl_predicate {
  uint32_t token, list[DL_HOLDERS], count;
  dl_factuality_value own, local, rule; /* by the words of its clause; within the innermost content; for its source */
} dl_predicate;

dl_predicate dl_read_predicate(const dl_claims *claims, uint32_t token);

/* What `inner` becomes under a predicate that gives its complement `outer`. */
dl_factuality_value dl_fold(dl_factuality_value inner, dl_factuality_value outer);
bool dl_is_minus(dl_factuality_value value);

/* By the words of its clause alone: what the clause says of the word; is it negated? */
dl_factuality_value dl_clause_value(const dl_claims *claims, uint32_t token);
bool dl_is_clause_negated(const dl_claims *claims, uint32_t token);

/* "played no part in the raid", "no role in", "nothing to do with": who is spoken of did not do it. */
bool dl_is_disowned(const dl_claims *claims, uint32_t node, uint32_t head);

#endif
