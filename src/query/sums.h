/* How an entry counts in a dl_sums, by its status: what DL_SUMS_COLUMNS (filter.h) has SQLite sum, for rows that are
 * read.
 *
 * Both are to change together; a test compares the sums of columns with SQLite's. Goldstein's values are added as they
 * are, in the order of the calls. Nothing fails or takes memory.
 */
#ifndef DL_QUERY_SUMS_H
#define DL_QUERY_SUMS_H

#include "query/query.h"

typedef enum dl_told {
  DL_TOLD_FACT,
  DL_TOLD_CLAIM,
  DL_TOLD_DISPUTED,
  DL_TOLD_DENIED,
  DL_TOLD_ANNOUNCED,
  DL_TOLD_ELSE
} dl_told;

dl_told dl_told_of(const char *status);

/* One entry more. */
void dl_sums_count(dl_sums *sums, dl_told told, double goldstein);
void dl_sums_add(dl_sums *to, const dl_sums *more);

#endif
