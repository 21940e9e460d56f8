/* What two states do to each other over time: both directions of a dyad by period, category and object, what is told as
 * fact apart from what is claimed.
 *
 * Counted are entries, not reports. Facts are told by an article in its own voice and denied by nobody (status
 * reported, corroborated); claims are somebody's word (claimed) or told or claimed and denied (disputed). What is only
 * denied or announced is counted apart, and is part of no sum of Goldstein values. A mutual act counts in both
 * directions. An entry whose days are not within one period (only the year is known, by month) has the period "". All
 * memory is the caller's arena.
 */
#ifndef DL_FLOWS_FLOWS_H
#define DL_FLOWS_FLOWS_H

#include "base/arena.h"
#include "query/query.h"

enum { DL_QUADS = 4 };

typedef struct dl_flow_query {
  dl_query filters; /* their `between` is the two sides: "RUS", "PRK"; order and limits are not looked at */
  const char *by;   /* "month", "week" or "year" */
} dl_flow_query;

/* The entries of one direction, period, category and class of object. */
typedef struct dl_flow_cell {
  uint32_t way;   /* 0: the first side acts on the second; 1: the other way round */
  int32_t period; /* index into periods; -1: in none */
  int quad;       /* index into dl_quad_names; -1: speech acts that PLOVER drops */
  const char *event, *object;
  dl_sums sums;
} dl_flow_cell;

typedef struct dl_flows {
  const dl_flow_query *query;
  const char **periods; /* "2023-11", the Monday of a week, "2023": from the first with an entry to the last, no gaps */
  uint32_t period_count;
  dl_flow_cell *cells; /* by way, period, category, object */
  uint32_t cell_count;
} dl_flows;

extern const char *const dl_quad_names[DL_QUADS]; /* as in the output of code */

/* All of it is the arena's. */
int dl_flows_read(dl_ledger *ledger, const dl_flow_query *query, dl_arena *arena, dl_flows *flows, dl_status *status);

/* The same of acts that somebody else hands out, as dl_acts_run does. */
typedef int (*dl_acts_fn)(void *of, const dl_query *query, dl_act_fn each, void *context, dl_status *status);
int dl_flows_of(dl_acts_fn acts, void *of, const dl_flow_query *query, dl_arena *arena, dl_flows *flows,
                dl_status *status);

#endif
