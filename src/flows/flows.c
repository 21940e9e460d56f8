#include "flows/flows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "query/sums.h"
#include "times/calendar.h"

enum { MOST_PERIODS = 20000 };

const char *const dl_quad_names[DL_QUADS] = {"verbal_cooperation", "material_cooperation", "verbal_conflict",
                                             "material_conflict"};

/* ---- periods ---- */

static dl_day first_day(const char *period) {
  dl_day day = {0};
  char whole[32];
  size_t size = strlen(period);
  snprintf(whole, sizeof whole, "%s%s", period, size == 4 ? "-01-01" : size == 7 ? "-01" : "");
  dl_day_parse(whole, &day);
  return day;
}

enum { YEAR = 'y', WEEK = 'w' }; /* how --by begins; else months */

static dl_day next_period(dl_day day, const char *by) {
  if (*by == WEEK) return dl_day_of(dl_day_number(day.year, day.month, day.day) + 7);
  if (*by == YEAR) return (dl_day){.year = day.year + 1, .month = 1, .day = 1};
  return (dl_day){.year = day.year + day.month / 12, .month = day.month % 12 + 1, .day = 1};
}

static const char *name_of(dl_arena *arena, dl_day day, const char *by) {
  return *by == YEAR   ? dl_arena_printf(arena, "%04d", day.year)
         : *by == WEEK ? dl_arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day)
                       : dl_arena_printf(arena, "%04d-%02d", day.year, day.month);
}

/* All periods from the first to the last that a row has. */
static int fill_periods(dl_flows *f, const char *first, const char *last, dl_arena *arena, dl_status *status) {
  uint32_t capacity = 0;
  if (!*first) return DL_OK;
  for (dl_day day = first_day(first);; day = next_period(day, f->query->by)) {
    const char *name = name_of(arena, day, f->query->by);
    *DL_PUSH(arena, f->periods, f->period_count, capacity) = name;
    if (strcmp(name, last) >= 0) return DL_OK;
    if (f->period_count == MOST_PERIODS)
      return dl_fail(status, DL_EUSAGE, "from %s to %s are more than %d periods: --since and --until narrow them",
                     first, last, MOST_PERIODS);
  }
}

/* Periods are named so that their order is that of their names. */
static int32_t period_index(const dl_flows *f, const char *name) {
  uint32_t low = 0, high = f->period_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (strcmp(f->periods[middle], name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return *name && low < f->period_count && strcmp(f->periods[low], name) == 0 ? (int32_t)low : -1;
}

/* ---- rows ---- */

static int quad_of(const char *name) {
  for (int i = 0; i < DL_QUADS; i++)
    if (strcmp(dl_quad_names[i], name) == 0) return i;
  return -1;
}

/* The cells of one direction and period, by a hash of category and class: rows come by their day, so that two of these
 * are open at a time, that of the period and that of longer spans. */
enum { SLOTS = 1024 };

typedef struct open_cells {
  const char *period;
  uint32_t slots[SLOTS]; /* 1 + index into cells; 0: free */
  uint32_t used;
} open_cells;

/* The rows under way: the statement is freed behind the guard under which cells take memory. */
typedef struct reading {
  dl_acts_fn acts;
  void *of;
  dl_arena *arena;
  dl_flows *flows;
  uint32_t way, capacity, name_capacity, named;
  const char **names; /* of the cells' periods */
  open_cells now, longer;
  char day[11], period[11]; /* the last day, and its period */
} reading;

static uint32_t slot_of(const char *event, const char *object) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (; *event; event++) hash = (hash ^ (unsigned char)*event) * 16777619u;
  for (; *object; object++) hash = (hash ^ (unsigned char)*object) * 16777619u;
  return (hash ^ hash >> 16) % SLOTS;
}

static dl_flow_cell *new_cell(reading *r, const open_cells *open, const char *event, const char *object, int quad) {
  dl_flows *f = r->flows;
  dl_flow_cell *cell = DL_PUSH(r->arena, f->cells, f->cell_count, r->capacity);
  *cell = (dl_flow_cell){.way = r->way,
                         .quad = quad,
                         .event = dl_arena_strndup(r->arena, event, strlen(event)),
                         .object = dl_arena_strndup(r->arena, object, strlen(object))};
  *DL_PUSH(r->arena, r->names, r->named, r->name_capacity) = open->period;
  return cell;
}

static dl_flow_cell *find_cell(reading *r, open_cells *open, const char *event, const char *object, const char *quad) {
  for (uint32_t at = slot_of(event, object), i = 0; i < SLOTS; i++, at = (at + 1) % SLOTS) {
    if (open->slots[at] == 0 && open->used < SLOTS / 2) {
      open->used++;
      open->slots[at] = r->flows->cell_count + 1;
      return new_cell(r, open, event, object, quad_of(quad));
    }
    if (open->slots[at] == 0) break;
    dl_flow_cell *cell = &r->flows->cells[open->slots[at] - 1];
    if (strcmp(cell->event, event) == 0 && strcmp(cell->object, object) == 0 &&
        strcmp(cell->quad < 0 ? "" : dl_quad_names[cell->quad], quad) == 0)
      return cell;
  }
  return new_cell(r, open, event, object,
                  quad_of(quad)); /* more kinds than there are: cells of one kind may be several */
}

/* The period of a day, "2023-11-09": its year, month, or Monday. */
static void name_period(const char *by, const char *day, char period[11]) {
  dl_day d;
  if (*by != WEEK || !dl_day_parse(day, &d)) {
    snprintf(period, 11, "%.*s", *by == YEAR ? 4 : 7, day);
    return;
  }
  int number = dl_day_number(d.year, d.month, d.day);
  d = dl_day_of(number - (dl_day_weekday(number) - 1));
  snprintf(period, 11, "%04d-%02d-%02d", d.year % 10000, d.month % 100, d.day % 100);
}

/* The open cells of the row: of its period where both its days are in one. */
static open_cells *open_for(reading *r, const char *begin, const char *end) {
  const char *by = r->flows->query->by;
  char last[11];
  if (!*begin) return &r->longer;
  if (strcmp(begin, r->day) != 0) {
    snprintf(r->day, sizeof r->day, "%s", begin);
    name_period(by, begin, r->period);
  }
  if (strcmp(begin, end) != 0) {
    name_period(by, end, last);
    if (strcmp(last, r->period) != 0) return &r->longer;
  }
  if (!r->now.period || strcmp(r->now.period, r->period) != 0)
    r->now = (open_cells){.period = dl_arena_strndup(r->arena, r->period, strlen(r->period))};
  return &r->now;
}

static int read_act(const dl_act *act, void *context) {
  reading *r = context;
  open_cells *open = open_for(r, act->date_begin, act->date_end);
  dl_flow_cell *cell = find_cell(r, open, act->event, act->object, act->quad);
  dl_sums_count(&cell->sums, dl_told_of(act->status), act->goldstein);
  return DL_OK;
}

/* One direction, in the order of the days. */
static int read_way(reading *r, uint32_t way, dl_status *status) {
  dl_query query = r->flows->query->filters;
  query.one_way = true;
  if (way) {
    memcpy(query.between[0], r->flows->query->filters.between[1], sizeof query.between[0]);
    memcpy(query.between[1], r->flows->query->filters.between[0], sizeof query.between[1]);
  }
  r->way = way;
  r->now = (open_cells){0};
  r->longer = (open_cells){.period = ""};
  r->day[0] = '\0';
  return r->acts(r->of, &query, read_act, r, status);
}

static int by_place(const void *a, const void *b) {
  const dl_flow_cell *x = a, *y = b;
  if (x->way != y->way) return x->way < y->way ? -1 : 1;
  if (x->period != y->period) return x->period < y->period ? -1 : 1;
  int order = strcmp(x->event, y->event);
  if (order == 0) order = strcmp(x->object, y->object);
  return order != 0 ? order : (x->quad > y->quad) - (x->quad < y->quad);
}

static int number_periods(reading *r, dl_status *status) {
  dl_flows *f = r->flows;
  const char *first = "", *last = "";
  for (uint32_t i = 0; i < f->cell_count; i++) {
    const char *name = r->names[i];
    if (*name && (!*first || strcmp(name, first) < 0)) first = name;
    if (strcmp(name, last) > 0) last = name;
  }
  int code = fill_periods(f, first, last, r->arena, status);
  for (uint32_t i = 0; !code && i < f->cell_count; i++) f->cells[i].period = period_index(f, r->names[i]);
  return code;
}

static int read_both(void *context, dl_status *status) {
  reading *r = context;
  int code = read_way(r, 0, status);
  if (!code) code = read_way(r, 1, status);
  return code ? code : number_periods(r, status);
}

int dl_flows_of(dl_acts_fn acts, void *of, const dl_flow_query *query, dl_arena *arena, dl_flows *flows,
                dl_status *status) {
  reading r = {.acts = acts, .of = of, .arena = arena, .flows = flows};
  *flows = (dl_flows){.query = query};
  int code = dl_guard_run(read_both, &r, status);
  if (!code && flows->cell_count > 0) qsort(flows->cells, flows->cell_count, sizeof *flows->cells, by_place);
  return code;
}

static int ask_ledger(void *of, const dl_query *query, dl_act_fn each, void *context, dl_status *status) {
  return dl_acts_run(of, query, each, context, status);
}

int dl_flows_read(dl_ledger *ledger, const dl_flow_query *query, dl_arena *arena, dl_flows *flows, dl_status *status) {
  return dl_flows_of(ask_ledger, ledger, query, arena, flows, status);
}
