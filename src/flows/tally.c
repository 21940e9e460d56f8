#include "flows/tally.h"

#include <string.h>

#include "query/sums.h"

bool dl_same_way(const dl_flow_cell *cell, const dl_flow_cell *like) {
  return cell->way == like->way;
}

bool dl_same_quad(const dl_flow_cell *cell, const dl_flow_cell *like) {
  return cell->way == like->way && cell->quad == like->quad;
}

bool dl_same_kind(const dl_flow_cell *cell, const dl_flow_cell *like) {
  return cell->way == like->way && strcmp(cell->event, like->event) == 0 && strcmp(cell->object, like->object) == 0 &&
         cell->quad == like->quad;
}

bool dl_same_period(const dl_flow_cell *cell, const dl_flow_cell *like) {
  return cell->way == like->way && cell->period == like->period;
}

dl_flow_tally dl_tally_of(const dl_flows *f, dl_arena *arena, dl_flow_fits fits, const dl_flow_cell *like) {
  size_t size = (f->period_count + 1) * sizeof(long long);
  dl_flow_tally t = {.series = dl_arena_alloc(arena, size),
                     .facts = dl_arena_alloc(arena, size),
                     .claims = dl_arena_alloc(arena, size)};
  for (uint32_t i = 0; i < f->cell_count; i++) {
    const dl_flow_cell *c = &f->cells[i];
    if (!fits(c, like)) continue;
    dl_sums_add(&t.sums, &c->sums);
    if (c->period < 0) continue;
    t.series[c->period] += c->sums.facts + c->sums.claims + c->sums.disputed;
    t.facts[c->period] += c->sums.facts;
    t.claims[c->period] += c->sums.claims + c->sums.disputed;
  }
  return t;
}

const dl_flow_cell **dl_flow_kinds(const dl_flows *f, dl_arena *arena, uint32_t way, uint32_t *found) {
  const dl_flow_cell **list = dl_arena_alloc(arena, (f->cell_count + 1) * sizeof *list);
  long long *sizes = dl_arena_alloc(arena, (f->cell_count + 1) * sizeof *sizes);
  *found = 0;
  for (uint32_t i = 0; i < f->cell_count; i++) {
    const dl_flow_cell *c = &f->cells[i];
    uint32_t k = 0;
    if (c->way != way) continue;
    while (k < *found && !dl_same_kind(list[k], c)) k++;
    if (k < *found) {
      sizes[k] += c->sums.entries;
    } else {
      list[*found] = c;
      sizes[(*found)++] = c->sums.entries;
    }
  }
  for (uint32_t i = 1; i < *found; i++) /* few: each pair of category and class once */
    for (uint32_t k = i; k > 0 && sizes[k] > sizes[k - 1]; k--) {
      const dl_flow_cell *cell = list[k];
      long long size = sizes[k];
      list[k] = list[k - 1], sizes[k] = sizes[k - 1];
      list[k - 1] = cell, sizes[k - 1] = size;
    }
  return list;
}
