/* Entries counted by month, side, kind: tables of dyads and months. */
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "query/filter.h"
#include "query/groups.h"

static const char *const names_of[DL_BYS] = {"year",      "month", "week",   "day",    "actor",
                                             "recipient", "event", "object", "status", "quad"};

#define MONDAY(DAY) "date(" DAY ",'weekday 0','-6 days')"

/* SQL in k; NULL: that of a side. A period is '' where the entry's days are not within one. */
static const char *const columns_of[DL_BYS] = {
    [DL_BY_YEAR] =
        "CASE WHEN substr(k.date_begin,1,4)=substr(k.date_end,1,4) THEN substr(k.date_begin,1,4) ELSE '' END",
    [DL_BY_MONTH] =
        "CASE WHEN substr(k.date_begin,1,7)=substr(k.date_end,1,7) THEN substr(k.date_begin,1,7) ELSE '' END",
    [DL_BY_WEEK] = "CASE WHEN k.date_begin<>'' AND " MONDAY("k.date_begin") "=" MONDAY("k.date_end") " THEN " MONDAY(
        "k.date_begin") " ELSE '' END",
    [DL_BY_DAY] = "CASE WHEN k.date_begin=k.date_end THEN k.date_begin ELSE '' END",
    [DL_BY_EVENT] = "k.event",
    [DL_BY_OBJECT] = "k.object",
    [DL_BY_STATUS] = "k.status",
    [DL_BY_QUAD] = "k.quad"};

static int find_key(const char *name, dl_by *key, dl_status *status) {
  for (*key = 0; *key < DL_BYS; ++*key)
    if (strcmp(names_of[*key], name) == 0) return DL_OK;
  const char *near = dl_nearest(name, names_of, DL_BYS);
  if (near) return dl_fail(status, DL_EUSAGE, "--group-by '%s': is %s meant?", name, near);
  return dl_fail(status, DL_EUSAGE,
                 "--group-by '%s': year, month, week, day, actor, recipient, event, object, status or quad", name);
}

int dl_group_keys(const char *const *names, int count, dl_by keys[DL_GROUP_KEYS], dl_status *status) {
  if (count > DL_GROUP_KEYS) return dl_fail(status, DL_EUSAGE, "--group-by takes at most %d names", DL_GROUP_KEYS);
  for (int i = 0; i < count; i++) {
    int code = find_key(names[i], &keys[i], status);
    if (code) return code;
    for (int j = 0; j < i; j++)
      if (keys[j] == keys[i]) return dl_fail(status, DL_EUSAGE, "--group-by names %s twice", names[i]);
  }
  return DL_OK;
}

int dl_entries_group_check(const char *const *names, int count, dl_status *status) {
  dl_by keys[DL_GROUP_KEYS];
  return dl_group_keys(names, count, keys, status);
}

/* What is grouped, and the table that tells the sides. */
typedef struct grouping {
  dl_by keys[DL_GROUP_KEYS];
  int count;
  bool actor, recipient;
} grouping;

static int read_grouping(const char *const *names, int count, grouping *g, dl_status *status) {
  *g = (grouping){.count = count};
  int code = dl_group_keys(names, count, g->keys, status);
  for (int i = 0; !code && i < count; i++) {
    g->actor |= g->keys[i] == DL_BY_ACTOR;
    g->recipient |= g->keys[i] == DL_BY_RECIPIENT;
  }
  return code;
}

static const char *sql_of(const grouping *g, dl_by key) {
  bool both = g->actor && g->recipient;
  return columns_of[key] ? columns_of[key] : !both ? "k.country" : key == DL_BY_ACTOR ? "k.actor" : "k.recipient";
}

/* The columns of the rows that are summed. */
static void add_columns(const grouping *g, const char *id, dl_sql *sql) {
  char piece[400];
  for (int i = 0; i < g->count; i++) {
    snprintf(piece, sizeof piece, "%s AS g%d, ", sql_of(g, g->keys[i]), i);
    dl_sql_add(sql, piece);
  }
  snprintf(piece, sizeof piece, "k.status AS status, k.goldstein AS goldstein%s%s", *id ? ", " : "", id);
  dl_sql_add(sql, piece);
}

/* Those that k, a table of the sides, has for the entries of a selection that another table leads. */
static void add_sided_rows(dl_selection *s, const grouping *g, dl_sql *columns, dl_sql *sql) {
  bool both = g->actor && g->recipient;
  if (!both) dl_sql_add(columns, "DISTINCT ");
  add_columns(g, both ? "" : "k.entry", columns);
  dl_sql_add(sql, "SELECT ");
  dl_sql_add(sql, columns->words.failed ? "" : columns->words.data);
  dl_sql_add(sql, " FROM (");
  dl_filter_selects(s, sql, "$ AS id", NULL);
  dl_sql_add(sql, both       ? ") c CROSS JOIN dyad k ON k.entry=c.id"
                  : g->actor ? ") c CROSS JOIN entry_party k ON k.entry=c.id AND k.role='actor' AND k.country<>''"
                             : ") c CROSS JOIN entry_party k ON k.entry=c.id AND k.country<>'' AND "
                               "(k.role='recipient' OR " DL_MUTUAL("k") ")");
  if (g->actor && s->actor_country) dl_sql_text(sql, both ? " AND k.actor=?" : " AND k.country=?", s->actor);
  if (g->recipient && s->recipient_country)
    dl_sql_text(sql, both ? " AND k.recipient=?" : " AND k.country=?", s->recipient);
}

/* Those of k itself. Several parties of a country stand behind one another: once each, in the order of the index. */
static void add_own_rows(dl_selection *s, const grouping *g, dl_sql *columns, dl_sql *sql) {
  bool sided = g->actor || g->recipient;
  dl_sql tail = {0};
  if (g->actor)
    s->lead = g->recipient ? DL_LEAD_SIDES : DL_LEAD_ACTORS;
  else if (g->recipient)
    s->lead = DL_LEAD_TAKERS;
  if (dl_filter_doubles(s))
    dl_sql_add(&tail, sided ? " GROUP BY k.country, k.date_begin, $" : " GROUP BY k.date_begin, $");
  add_columns(g, "", columns);
  dl_filter_selects(s, sql, columns->words.failed ? "" : columns->words.data, &tail);
  dl_sql_free(&tail);
}

/* The rows that are summed. */
static void add_rows(dl_selection *s, const grouping *g, dl_sql *sql) {
  bool set = dl_filter_itself(s) && s->lead != DL_LEAD_ENTRY;
  dl_sql columns = {0};
  if (set && (g->actor || g->recipient))
    add_sided_rows(s, g, &columns, sql);
  else
    add_own_rows(s, g, &columns, sql);
  sql->words.failed |= columns.words.failed;
  dl_sql_free(&columns);
}

static void add_sums(const grouping *g, dl_sql *sql) {
  char name[8];
  dl_sql_add(sql, "SELECT ");
  for (int i = 0; i < g->count; i++) {
    snprintf(name, sizeof name, "g%d, ", i);
    dl_sql_add(sql, name);
  }
  dl_sql_add(sql, DL_SUMS_COLUMNS " FROM (");
}

static void add_grouping(const grouping *g, dl_sql *sql) {
  char name[16];
  for (int round = 0; round < 2 && g->count > 0; round++) {
    dl_sql_add(sql, round ? " ORDER BY " : ") GROUP BY ");
    for (int i = 0; i < g->count; i++) {
      snprintf(name, sizeof name, "%s%d", i ? "," : "", i + 1);
      dl_sql_add(sql, name);
    }
  }
  if (g->count == 0) dl_sql_add(sql, ")");
}

typedef struct taking {
  int count; /* of keys */
  dl_group_fn each;
  void *context;
} taking;

static int take_group(sqlite3_stmt *row, void *context, dl_status *status) {
  const taking *x = context;
  dl_group group = {.sums = dl_filter_sums(row, x->count)};
  (void)status;
  for (int i = 0; i < x->count; i++) group.keys[i] = dl_sql_cell(row, i);
  return x->each(&group, x->context);
}

int dl_entries_group(dl_ledger *ledger, const dl_query *query, const char *const *names, int count, dl_group_fn each,
                     void *context, dl_status *status) {
  grouping g;
  dl_selection s = {0};
  dl_sql sql = {0};
  int code = dl_query_check(query, NULL, status);
  if (code || (code = read_grouping(names, count, &g, status)) || (code = dl_filter_begin(&s, ledger, query, status)))
    return code;
  add_sums(&g, &sql);
  add_rows(&s, &g, &sql);
  add_grouping(&g, &sql);
  code = dl_sql_run(&sql, ledger, take_group, &(taking){g.count, each, context}, status);
  dl_filter_end(&s);
  return code;
}
