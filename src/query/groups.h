/* What entries can be grouped by: names of --group-by become keys, and keys columns of SQL.
 *
 * A period is a text ("2023", "2023-11", the Monday of a week) and "" where the days of an entry are not within one.
 * DL_EUSAGE names the word and the one that may be meant. Internal to src/query.
 */
#ifndef DL_QUERY_GROUPS_H
#define DL_QUERY_GROUPS_H

#include "query/query.h"

typedef enum dl_by {
  DL_BY_YEAR,
  DL_BY_MONTH,
  DL_BY_WEEK,
  DL_BY_DAY,
  DL_BY_ACTOR,
  DL_BY_RECIPIENT,
  DL_BY_EVENT,
  DL_BY_OBJECT,
  DL_BY_STATUS,
  DL_BY_QUAD,
  DL_BYS
} dl_by;

/* The keys of these names. DL_EUSAGE as dl_entries_group_check. */
int dl_group_keys(const char *const *names, int count, dl_by keys[DL_GROUP_KEYS], dl_status *status);

#endif
