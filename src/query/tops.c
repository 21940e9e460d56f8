#include "query/tops.h"

#include "query/filter.h"
#include "query/table.h"

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

/* ---- places on the map ---- */

typedef struct spotting {
  dl_spot_fn each;
  void *context;
  long left;
  long long *unplaced;
} spotting;

static int take_spot(sqlite3_stmt *ask, void *context, dl_status *status) {
  spotting *x = context;
  (void)status;
  dl_top_spot spot = {.place = {.name = dl_sql_cell(ask, 0),
                                .country = dl_sql_cell(ask, 1),
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
  code = dl_sql_run(&sql, ledger, take_spot, &x, status);
  dl_filter_end(&s);
  return code;
}

/* ---- most frequent values ---- */

typedef struct topping {
  dl_top_fn each;
  void *context;
} topping;

static int take_top(sqlite3_stmt *ask, void *context, dl_status *status) {
  const topping *x = context;
  (void)status;
  return x->each(dl_sql_cell(ask, 0), sqlite3_column_int64(ask, 1), x->context);
}

int dl_tops_sql(dl_ledger *ledger, dl_sql *sql, dl_top_fn each, void *context, dl_status *status) {
  return dl_sql_run(sql, ledger, take_top, &(topping){each, context}, status);
}

int dl_tops_run(dl_ledger *ledger, const dl_query *query, int kind, long limit, dl_top_fn each, void *context,
                dl_status *status) {
  dl_selection s;
  dl_sql sql = {0};
  int code = dl_query_check(query, NULL, status);
  if (code || (code = dl_filter_begin(&s, ledger, query, status))) return code;
  if (kind == DL_TOP_PAPERS) {
    dl_sql_add(&sql, DL_PAPERS_HEAD "SELECT DISTINCT id FROM (");
    dl_filter_selects(&s, &sql, "$ AS id", NULL);
    dl_sql_whole(&sql, ") ORDER BY id DESC LIMIT ?" DL_PAPERS_TAIL, DL_TOP_READ);
  } else {
    bool names = kind == DL_TOP_PLACES;
    dl_sql_add(&sql, "SELECT place, count(*)");
    add_entries(&s, &sql, names ? "k.place" : "k.place_country AS place",
                names ? "n.place" : "n.place_country AS place");
    dl_sql_add(&sql, " WHERE place<>'' GROUP BY place ORDER BY 2 DESC, 1");
  }
  dl_sql_whole(&sql, " LIMIT ?", limit);
  code = dl_tops_sql(ledger, &sql, each, context, status);
  dl_filter_end(&s);
  return code;
}

typedef struct listing {
  dl_object_fn each;
  void *context;
} listing;

static int take_object(sqlite3_stmt *ask, void *context, dl_status *status) {
  const listing *x = context;
  (void)status;
  return x->each(dl_sql_cell(ask, 0), x->context);
}

int dl_objects_run(dl_ledger *ledger, dl_object_fn each, void *context, dl_status *status) {
  /* from one to the next by the index, whatever their number */
  static const char words[] =
      "WITH RECURSIVE o(v) AS (SELECT min(object) FROM entry WHERE mentions>0 AND object<>'' UNION ALL SELECT (SELECT "
      "min(object) FROM entry WHERE mentions>0 AND object<>'' AND object>o.v) FROM o WHERE o.v IS NOT NULL) SELECT v "
      "FROM o WHERE v IS NOT NULL";
  dl_sql sql = {0};
  dl_sql_add(&sql, words);
  return dl_sql_run(&sql, ledger, take_object, &(listing){each, context}, status);
}
