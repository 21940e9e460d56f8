/* Entries counted by month, side, kind: tables of dyads and months. */
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "query/filter.h"

/* A name to group by, and its SQL in k. A period is '' where the entry's days are not within one. */
typedef struct key {
  const char *name, *sql;
} key;

#define MONDAY(DAY) "date(" DAY ",'weekday 0','-6 days')"

static const key keys[] = {
    {"year", "CASE WHEN substr(k.date_begin,1,4)=substr(k.date_end,1,4) THEN substr(k.date_begin,1,4) ELSE '' END"},
    {"month", "CASE WHEN substr(k.date_begin,1,7)=substr(k.date_end,1,7) THEN substr(k.date_begin,1,7) ELSE '' END"},
    {"week", "CASE WHEN k.date_begin<>'' AND " MONDAY("k.date_begin") "=" MONDAY("k.date_end") " THEN " MONDAY(
                 "k.date_begin") " ELSE '' END"},
    {"day", "CASE WHEN k.date_begin=k.date_end THEN k.date_begin ELSE '' END"},
    {"actor", NULL},
    {"recipient", NULL},
    {"event", "k.event"},
    {"object", "k.object"},
    {"status", "k.status"},
    {"quad", "k.quad"}};
enum { KEYS = sizeof keys / sizeof *keys };

static const key *find_key(const char *name, dl_status *status) {
  const char *names[KEYS];
  for (size_t i = 0; i < KEYS; i++) {
    if (strcmp(keys[i].name, name) == 0) return &keys[i];
    names[i] = keys[i].name;
  }
  const char *near = dl_nearest(name, names, KEYS);
  if (near)
    dl_fail(status, DL_EUSAGE, "--group-by '%s': is %s meant?", name, near);
  else
    dl_fail(status, DL_EUSAGE,
            "--group-by '%s': year, month, week, day, actor, recipient, event, object, status or quad", name);
  return NULL;
}

/* What is grouped, and the table that tells the sides. */
typedef struct grouping {
  const key *keys[DL_GROUP_KEYS];
  int count;
  bool actor, recipient;
} grouping;

static int read_names(const char *const *names, int count, grouping *g, dl_status *status) {
  if (count > DL_GROUP_KEYS) return dl_fail(status, DL_EUSAGE, "--group-by takes at most %d names", DL_GROUP_KEYS);
  *g = (grouping){.count = count};
  for (int i = 0; i < count; i++) {
    if (!(g->keys[i] = find_key(names[i], status))) return DL_EUSAGE;
    for (int j = 0; j < i; j++)
      if (g->keys[j] == g->keys[i]) return dl_fail(status, DL_EUSAGE, "--group-by names %s twice", names[i]);
    g->actor |= strcmp(names[i], "actor") == 0;
    g->recipient |= strcmp(names[i], "recipient") == 0;
  }
  return DL_OK;
}

int dl_entries_group_check(const char *const *names, int count, dl_status *status) {
  grouping g;
  return read_names(names, count, &g, status);
}

static const char *sql_of(const grouping *g, const key *k) {
  bool both = g->actor && g->recipient;
  return k->sql ? k->sql : !both ? "k.country" : strcmp(k->name, "actor") == 0 ? "k.actor" : "k.recipient";
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

/* The rows that are summed: those of k itself, or those that k has for the entries of a selection that another table
 * leads. */
static void add_rows(dl_selection *s, const grouping *g, dl_sql *sql) {
  bool sided = g->actor || g->recipient, both = g->actor && g->recipient;
  bool set = s->lead == DL_LEAD_WORDS || s->lead == DL_LEAD_VOICE || s->lead == DL_LEAD_SPOT;
  dl_sql columns = {0};
  if (sided && set) {
    if (!both) dl_sql_add(&columns, "DISTINCT ");
    add_columns(g, both ? "" : "k.entry", &columns);
    dl_sql_add(sql, "SELECT ");
    dl_sql_add(sql, columns.words.failed ? "" : columns.words.data);
    dl_sql_add(sql, " FROM (");
    dl_filter_selects(s, sql, "$ AS id", NULL);
    dl_sql_add(sql, both       ? ") c CROSS JOIN dyad k ON k.entry=c.id"
                    : g->actor ? ") c CROSS JOIN entry_party k ON k.entry=c.id AND k.role='actor' AND k.country<>''"
                               : ") c CROSS JOIN entry_party k ON k.entry=c.id AND k.country<>'' AND "
                                 "(k.role='recipient' OR " DL_MUTUAL("k") ")");
    if (g->actor && s->actor_country) dl_sql_text(sql, both ? " AND k.actor=?" : " AND k.country=?", s->actor);
    if (g->recipient && s->recipient_country)
      dl_sql_text(sql, both ? " AND k.recipient=?" : " AND k.country=?", s->recipient);
  } else {
    if (sided) s->lead = both ? DL_LEAD_SIDES : g->actor ? DL_LEAD_ACTORS : DL_LEAD_TAKERS;
    dl_sql tail = {0}; /* several parties of a country stand behind one another: once each, in the order of the index */
    if (dl_filter_doubles(s))
      dl_sql_add(&tail, sided ? " GROUP BY k.country, k.date_begin, $" : " GROUP BY k.date_begin, $");
    add_columns(g, "", &columns);
    dl_filter_selects(s, sql, columns.words.failed ? "" : columns.words.data, &tail);
    dl_sql_free(&tail);
  }
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
  if (code || (code = read_names(names, count, &g, status)) || (code = dl_filter_begin(&s, ledger, query, status)))
    return code;
  add_sums(&g, &sql);
  add_rows(&s, &g, &sql);
  add_grouping(&g, &sql);
  code = dl_sql_run(&sql, ledger, take_group, &(taking){g.count, each, context}, status);
  dl_filter_end(&s);
  return code;
}
