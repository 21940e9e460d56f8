#include "flows/flows.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/guard.h"
#include "query/sql.h"
#include "times/calendar.h"

enum { MOST_PERIODS = 20000 };

const char *const dl_quad_names[DL_QUADS] = {"verbal_cooperation", "material_cooperation", "verbal_conflict",
                                             "material_conflict"};

void dl_sums_add(dl_sums *to, const dl_sums *more) {
  to->entries += more->entries;
  to->facts += more->facts;
  to->claims += more->claims;
  to->disputed += more->disputed;
  to->denied += more->denied;
  to->announced += more->announced;
  to->goldstein_facts += more->goldstein_facts;
  to->goldstein_claims += more->goldstein_claims;
}

int dl_flow_sides(const char *between, dl_flow_query *query, dl_status *status) {
  bool good = strlen(between) == 7 && between[3] == ',';
  for (int i = 0; good && i < 7; i++)
    if (i != 3) {
      good = isalpha((unsigned char)between[i]);
      query->sides[i > 3][i % 4] = (char)toupper((unsigned char)between[i]);
    }
  if (!good)
    return dl_fail(status, DL_EUSAGE, "--between is '%s': two codes of countries, as in RUS,PRK (ISO 3166-1 alpha-3)",
                   between);
  query->sides[0][3] = query->sides[1][3] = '\0';
  if (strcmp(query->sides[0], query->sides[1]) == 0)
    return dl_fail(status, DL_EUSAGE, "--between is '%s': the two are the same", between);
  return DL_OK;
}

/* ---- periods ---- */

/* The period of a day as it is named: the year, the month, or the Monday of the week. */
static const char *period_sql(const char *by) {
  return strcmp(by, "year") == 0   ? "substr(%s,1,4)"
         : strcmp(by, "week") == 0 ? "date(%s,'weekday 0','-6 days')"
                                   : "substr(%s,1,7)";
}

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

static void add_way(const dl_flow_query *q, uint32_t way, dl_sql *sql) {
  char piece[400], begin[80], end[80];
  snprintf(begin, sizeof begin, period_sql(q->by), "k.date_begin");
  snprintf(end, sizeof end, period_sql(q->by), "k.date_end");
  snprintf(piece, sizeof piece,
           "SELECT %u AS way, CASE WHEN k.date_begin<>'' AND %s=%s THEN %s ELSE '' END AS period, k.event AS event, "
           "k.object AS object, k.quad AS quad, k.status AS status, k.goldstein AS goldstein FROM dyad k WHERE ",
           way, begin, end, begin);
  dl_sql_add(sql, piece);
  dl_sql_text(sql, "k.actor=?", q->sides[way]);
  dl_sql_text(sql, " AND k.recipient=?", q->sides[1 - way]);
  if (q->object && *q->object) dl_sql_text(sql, " AND k.object=?", q->object);
  if (q->since && *q->since) dl_sql_text(sql, " AND k.date_end>=?", q->since);
  if (q->until && *q->until) dl_sql_text(sql, " AND k.date_begin<>'' AND k.date_begin<=?", q->until);
}

static void make_sql(const dl_flow_query *q, dl_sql *sql) {
  dl_sql_add(sql,
             "SELECT way, period, event, object, quad, count(*), total(status IN ('reported','corroborated')),"
             " total(status='claimed'), total(status='disputed'), total(status='denied'), total(status='announced'),"
             " total(CASE WHEN status IN ('reported','corroborated') THEN goldstein END),"
             " total(CASE WHEN status IN ('claimed','disputed') THEN goldstein END) FROM (");
  add_way(q, 0, sql);
  dl_sql_add(sql, " UNION ALL ");
  add_way(q, 1, sql);
  dl_sql_add(sql, ") GROUP BY way, period, event, object, quad ORDER BY way, period, event, object, quad");
}

static const char *column(dl_arena *arena, sqlite3_stmt *ask, int index) {
  const char *text = (const char *)sqlite3_column_text(ask, index);
  return text ? dl_arena_strndup(arena, text, strlen(text)) : "";
}

static int quad_of(const char *name) {
  for (int i = 0; i < DL_QUADS; i++)
    if (strcmp(dl_quad_names[i], name) == 0) return i;
  return -1;
}

/* A cell, but for its period, whose name goes to *period. */
static dl_flow_cell read_cell(dl_arena *arena, sqlite3_stmt *ask, const char **period) {
  dl_flow_cell c = {.way = (uint32_t)sqlite3_column_int(ask, 0)};
  *period = column(arena, ask, 1);
  c.event = column(arena, ask, 2);
  c.object = column(arena, ask, 3);
  c.quad = quad_of(column(arena, ask, 4));
  long long *counts[] = {&c.sums.entries,  &c.sums.facts,  &c.sums.claims,
                         &c.sums.disputed, &c.sums.denied, &c.sums.announced};
  for (int k = 0; k < 6; k++) *counts[k] = sqlite3_column_int64(ask, 5 + k);
  c.sums.goldstein_facts = sqlite3_column_double(ask, 11);
  c.sums.goldstein_claims = sqlite3_column_double(ask, 12);
  return c;
}

/* The rows under way: the statement is freed behind the guard under which cells take memory. */
typedef struct reading {
  dl_ledger *ledger;
  sqlite3_stmt *ask;
  dl_arena *arena;
  dl_flows *flows;
} reading;

static int read_cells(void *context, dl_status *status) {
  reading *r = context;
  dl_flows *f = r->flows;
  const char **names = NULL, *first = "", *last = "";
  uint32_t named = 0, name_capacity = 0, capacity = 0;
  int step;
  while ((step = sqlite3_step(r->ask)) == SQLITE_ROW) {
    const char *period;
    *DL_PUSH(r->arena, f->cells, f->cell_count, capacity) = read_cell(r->arena, r->ask, &period);
    *DL_PUSH(r->arena, names, named, name_capacity) = period;
    if (*period && (!*first || strcmp(period, first) < 0)) first = period;
    if (strcmp(period, last) > 0) last = period;
  }
  if (step != SQLITE_DONE) return dl_query_failed(r->ledger, status);
  int code = fill_periods(f, first, last, r->arena, status);
  for (uint32_t i = 0; !code && i < f->cell_count; i++) f->cells[i].period = period_index(f, names[i]);
  return code;
}

int dl_flows_read(dl_ledger *ledger, const dl_flow_query *query, dl_arena *arena, dl_flows *flows, dl_status *status) {
  dl_sql sql = {0};
  reading r = {.ledger = ledger, .arena = arena, .flows = flows};
  *flows = (dl_flows){.query = query};
  make_sql(query, &sql);
  int code = dl_sql_prepare(&sql, ledger, &r.ask, status);
  if (!code) code = dl_guard_run(read_cells, &r, status);
  sqlite3_finalize(r.ask);
  dl_sql_free(&sql);
  return code;
}
