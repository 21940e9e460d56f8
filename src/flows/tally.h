/* What the cells of flows sum up to: those of one direction, quad class, category with class of object, or period.
 *
 * A cell (flows.h) is what SQLite counted for one of each; its writers (table, JSON) want sums of several. Tallies walk
 * over all cells, of which there are few, and change nothing. The series, one number a period, are the arena's.
 */
#ifndef DL_FLOWS_TALLY_H
#define DL_FLOWS_TALLY_H

#include "flows/flows.h"

/* What some cells sum up to, and by period: what is told or claimed, and its two parts. */
typedef struct dl_flow_tally {
  dl_sums sums;
  long long *series, *facts, *claims; /* facts: told as fact; claims: claimed or disputed */
} dl_flow_tally;

/* Does a cell belong with `like`? */
typedef bool (*dl_flow_fits)(const dl_flow_cell *cell, const dl_flow_cell *like);
bool dl_same_way(const dl_flow_cell *cell, const dl_flow_cell *like);
bool dl_same_quad(const dl_flow_cell *cell, const dl_flow_cell *like);
bool dl_same_kind(const dl_flow_cell *cell, const dl_flow_cell *like);
bool dl_same_period(const dl_flow_cell *cell, const dl_flow_cell *like);

/* The arena holds the series. */
dl_flow_tally dl_tally_of(const dl_flows *flows, dl_arena *arena, dl_flow_fits fits, const dl_flow_cell *like);

/* The first cell of each category and class of object in one direction: those that happen most come first. */
const dl_flow_cell **dl_flow_kinds(const dl_flows *flows, dl_arena *arena, uint32_t way, uint32_t *found);

#endif
