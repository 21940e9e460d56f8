#include "flows/flows.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "query/sql.h"
#include "query/sums.h"
#include "times/calendar.h"

enum { MOST_PERIODS = 20000 };

const char *const dl_quad_names[DL_QUADS] = {"verbal_cooperation", "material_cooperation", "verbal_conflict",
                                             "material_conflict"};

/* A code of three letters, or the name of a country ("north korea", "Pyongyang"); false: neither. */
static bool read_side(const char *name, size_t size, const dl_model *model, char code[4]) {
  const dl_table *countries = model ? dl_model_table(model, "actors/countries") : NULL;
  char key[64];
  uint32_t first;
  if (size == 0 || size >= sizeof key) return false;
  for (size_t i = 0; i < size; i++) key[i] = (char)tolower((unsigned char)name[i]);
  key[size] = '\0';
  if (countries && dl_table_find(countries, key, &first) > 0) {
    snprintf(code, 4, "%s", dl_table_cell(countries, first, dl_table_column(countries, "code")));
    return true;
  }
  if (size != 3) return false;
  for (int i = 0; i < 3; i++)
    if (!isalpha((unsigned char)key[i])) return false;
  for (int i = 0; i < 3; i++) code[i] = (char)toupper((unsigned char)key[i]);
  code[3] = '\0';
  return true;
}

int dl_flow_sides(const char *between, const dl_model *model, dl_flow_query *query, dl_status *status) {
  const char *comma = strchr(between, ',');
  size_t size = comma ? (size_t)(comma - between) : 0;
  if (!comma || !read_side(between, size, model, query->sides[0]) ||
      !read_side(comma + 1, strlen(comma + 1), model, query->sides[1]))
    return dl_fail(status, DL_EUSAGE,
                   "--between is '%s': two countries, by code or name, as in RUS,PRK or 'Russia,North Korea'", between);
  if (strcmp(query->sides[0], query->sides[1]) == 0)
    return dl_fail(status, DL_EUSAGE, "--between is '%s': the two are the same", between);
  return DL_OK;
}

/* ---- periods ---- */

static dl_day first_day(const char *period) {
  dl_day day = {0};
  char whole[32];
  size_t size = strlen(period);
  snprintf(whole, sizeof whole, "%s%s", period, size == 4 ? "-01-01" : size == 7 ? "-01" : "");
  dl_day_parse(whole, &day);
  return day;
}

static dl_day next_period(dl_day day, const char *by) {
  if (strcmp(by, "week") == 0) return dl_day_of(dl_day_number(day.year, day.month, day.day) + 7);
  if (strcmp(by, "year") == 0) return (dl_day){.year = day.year + 1, .month = 1, .day = 1};
  return (dl_day){.year = day.year + day.month / 12, .month = day.month % 12 + 1, .day = 1};
}

static const char *name_of(dl_arena *arena, dl_day day, const char *by) {
  return strcmp(by, "year") == 0   ? dl_arena_printf(arena, "%04d", day.year)
         : strcmp(by, "week") == 0 ? dl_arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day)
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
  dl_ledger *ledger;
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
  if (strcmp(by, "week") != 0 || !dl_day_parse(day, &d)) {
    snprintf(period, 11, "%.*s", strcmp(by, "year") == 0 ? 4 : 7, day);
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

static int read_cell(sqlite3_stmt *row, void *context, dl_status *status) {
  reading *r = context;
  (void)status;
  open_cells *open = open_for(r, dl_sql_cell(row, 0), dl_sql_cell(row, 1));
  dl_flow_cell *cell = find_cell(r, open, dl_sql_cell(row, 2), dl_sql_cell(row, 3), dl_sql_cell(row, 4));
  dl_sums_count(&cell->sums, dl_told_of(dl_sql_cell(row, 5)), sqlite3_column_double(row, 6));
  return DL_OK;
}

/* One direction, in the order of the days. */
static int read_way(reading *r, uint32_t way, dl_status *status) {
  const dl_flow_query *q = r->flows->query;
  dl_sql sql = {0};
  r->way = way;
  r->now = (open_cells){0};
  r->longer = (open_cells){.period = ""};
  r->day[0] = '\0';
  dl_sql_text(&sql, "SELECT date_begin, date_end, event, object, quad, status, goldstein FROM dyad WHERE actor=?",
              q->sides[way]);
  dl_sql_text(&sql, " AND recipient=?", q->sides[1 - way]);
  if (q->object && *q->object) dl_sql_text(&sql, " AND object=?", q->object);
  if (q->since && *q->since) dl_sql_text(&sql, " AND date_end>=?", q->since);
  if (q->until && *q->until) dl_sql_text(&sql, " AND date_begin<>'' AND date_begin<=?", q->until);
  dl_sql_add(&sql, " ORDER BY date_begin, entry");
  return dl_sql_run(&sql, r->ledger, read_cell, r, status);
}

static int by_place(const void *a, const void *b) {
  const dl_flow_cell *x = a, *y = b;
  if (x->way != y->way) return x->way < y->way ? -1 : 1;
  if (x->period != y->period) return x->period < y->period ? -1 : 1;
  int order = strcmp(x->event, y->event);
  if (order == 0) order = strcmp(x->object, y->object);
  return order != 0 ? order : (x->quad > y->quad) - (x->quad < y->quad);
}

static int number_periods(void *context, dl_status *status) {
  reading *r = context;
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

int dl_flows_read(dl_ledger *ledger, const dl_flow_query *query, dl_arena *arena, dl_flows *flows, dl_status *status) {
  reading r = {.ledger = ledger, .arena = arena, .flows = flows};
  *flows = (dl_flows){.query = query};
  int code = read_way(&r, 0, status);
  if (!code) code = read_way(&r, 1, status);
  if (!code) code = dl_guard_run(number_periods, &r, status);
  if (!code && flows->cell_count > 0) qsort(flows->cells, flows->cell_count, sizeof *flows->cells, by_place);
  return code;
}
