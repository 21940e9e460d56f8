#include "query/tops.h"

#include "base/guard.h"
#include "query/filter.h"
#include "query/table.h"

static const char *column(sqlite3_stmt *ask, int index) {
  const char *text = (const char *)sqlite3_column_text(ask, index);
  return text ? text : "";
}

/* "FROM (the entries that fit) c", with the columns of the table of entries that are named, each of which begins with
 * "k." */
static void add_entries(const dl_selection *s, dl_sql *sql, const char *own, const char *others) {
  dl_sql tail = {0};
  if (dl_filter_itself(s)) {
    dl_sql_add(sql, " FROM (");
    dl_filter_selects(s, sql, own, NULL);
    dl_sql_add(sql, ")");
  } else {
    if (dl_filter_doubles(s)) dl_sql_add(&tail, " GROUP BY k.date_begin, $");
    dl_sql_add(sql, " FROM (SELECT ");
    dl_sql_add(sql, others);
    dl_sql_add(sql, " FROM (");
    dl_filter_selects(s, sql, "$ AS id", &tail);
    dl_sql_add(sql, ") c CROSS JOIN entry n ON n.id=c.id)");
    dl_sql_free(&tail);
  }
}

/* A question under way: its statement is freed behind the guard under which what takes its rows may take memory. */
typedef struct question {
  dl_ledger *ledger;
  sqlite3_stmt *ask;
  int (*each)(sqlite3_stmt *ask, void *context);
  void *context;
} question;

static int put(void *context, dl_status *status) {
  question *q = context;
  int step = SQLITE_DONE, code = DL_OK;
  while (!code && (step = sqlite3_step(q->ask)) == SQLITE_ROW) code = q->each(q->ask, q->context);
  return !code && step != SQLITE_DONE ? dl_query_failed(q->ledger, status) : code;
}

/* `sql` is freed. */
static int run(dl_ledger *ledger, dl_sql *sql, int (*each)(sqlite3_stmt *ask, void *context), void *context,
               dl_status *status) {
  question q = {.ledger = ledger, .each = each, .context = context};
  int code = dl_sql_prepare(sql, ledger, &q.ask, status);
  if (!code) code = dl_guard_run(put, &q, status);
  sqlite3_finalize(q.ask);
  dl_sql_free(sql);
  return code;
}

/* ---- places on the map ---- */

typedef struct spotting {
  dl_spot_fn each;
  void *context;
  long left;
  long long *unplaced;
} spotting;

static int take_spot(sqlite3_stmt *ask, void *context) {
  spotting *x = context;
  dl_spot spot = {.place = {.name = column(ask, 0),
                            .country = column(ask, 1),
                            .lat = sqlite3_column_double(ask, 2),
                            .lon = sqlite3_column_double(ask, 3),
                            .geonames = (long)sqlite3_column_int64(ask, 4),
                            .located = sqlite3_column_type(ask, 2) != SQLITE_NULL},
                  .sums = dl_filter_sums(ask, 5)};
  if (!spot.place.located) *x->unplaced += spot.sums.entries;
  return spot.place.located && x->left-- > 0 ? x->each(&spot, x->context) : DL_OK;
}

int dl_spots_run(dl_ledger *ledger, const dl_query *query, long limit, dl_spot_fn each, void *context,
                 long long *unplaced, dl_status *status) {
  dl_selection s;
  dl_sql sql = {0};
  spotting x = {each, context, limit, unplaced};
  *unplaced = 0;
  int code = dl_query_check(query, NULL, status);
  if (code || (code = dl_filter_begin(&s, ledger, query, status))) return code;
  dl_sql_add(&sql, "SELECT place, place_country, lat, lon, geonames, " DL_SUMS_COLUMNS);
  add_entries(&s, &sql, "k.place, k.place_country, k.lat, k.lon, k.geonames, k.status, k.goldstein",
              "n.place, n.place_country, n.lat, n.lon, n.geonames, n.status, n.goldstein");
  dl_sql_add(&sql, " GROUP BY lat, lon, CASE WHEN lat IS NULL THEN '' ELSE place END ORDER BY 6 DESC, place");
  code = run(ledger, &sql, take_spot, &x, status);
  dl_filter_end(&s);
  return code;
}

/* ---- most frequent values ---- */

typedef struct topping {
  dl_top_fn each;
  void *context;
} topping;

static int take_top(sqlite3_stmt *ask, void *context) {
  const topping *x = context;
  return x->each(column(ask, 0), sqlite3_column_int64(ask, 1), x->context);
}

int dl_tops_sql(dl_ledger *ledger, dl_sql *sql, dl_top_fn each, void *context, dl_status *status) {
  topping x = {each, context};
  return run(ledger, sql, take_top, &x, status);
}

int dl_tops_run(dl_ledger *ledger, const dl_query *query, int kind, long limit, dl_top_fn each, void *context,
                dl_status *status) {
  dl_selection s;
  dl_sql sql = {0};
  topping x = {each, context};
  int code = dl_query_check(query, NULL, status);
  if (code || (code = dl_filter_begin(&s, ledger, query, status))) return code;
  if (kind == DL_TOP_PAPERS) {
    dl_sql_add(&sql, "SELECT d.source, count(DISTINCT c.id)");
    dl_sql_add(&sql, " FROM (SELECT DISTINCT id FROM (");
    dl_filter_selects(&s, &sql, "$ AS id", NULL);
    dl_sql_whole(&sql, ") ORDER BY id DESC LIMIT ?", DL_TOP_READ);
    dl_sql_add(&sql,
               ") c CROSS JOIN mention m ON m.entry=c.id CROSS JOIN event e ON e.id=m.event CROSS JOIN document d ON "
               "d.text=e.text AND d.current WHERE d.source<>'' GROUP BY 1 ORDER BY 2 DESC, 1");
  } else {
    bool names = kind == DL_TOP_PLACES;
    dl_sql_add(&sql, "SELECT place, count(*)");
    add_entries(&s, &sql, names ? "k.place" : "k.place_country AS place",
                names ? "n.place" : "n.place_country AS place");
    dl_sql_add(&sql, " WHERE place<>'' GROUP BY place ORDER BY 2 DESC, 1");
  }
  dl_sql_whole(&sql, " LIMIT ?", limit);
  code = run(ledger, &sql, take_top, &x, status);
  dl_filter_end(&s);
  return code;
}

int dl_objects_run(dl_ledger *ledger, dl_object_fn each, void *context, dl_status *status) {
  /* from one to the next by the index, whatever their number */
  static const char sql[] =
      "WITH RECURSIVE o(v) AS (SELECT min(object) FROM entry WHERE mentions>0 AND object<>'' UNION ALL SELECT (SELECT "
      "min(object) FROM entry WHERE mentions>0 AND object<>'' AND object>o.v) FROM o WHERE o.v IS NOT NULL) SELECT v "
      "FROM o WHERE v IS NOT NULL";
  sqlite3_stmt *ask = NULL;
  int step = SQLITE_DONE, code = DL_OK;
  if (sqlite3_prepare_v2(dl_ledger_handle(ledger), sql, -1, &ask, NULL) != SQLITE_OK)
    return dl_query_failed(ledger, status);
  while (!code && (step = sqlite3_step(ask)) == SQLITE_ROW) code = each(column(ask, 0), context);
  if (!code && step != SQLITE_DONE) code = dl_query_failed(ledger, status);
  sqlite3_finalize(ask);
  return code;
}
