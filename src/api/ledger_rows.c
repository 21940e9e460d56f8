/* Mentions and entries of a ledger as tables. */
#include <stdlib.h>
#include <string.h>

#include "api/ledger.h"
#include "query/filter.h"

/* What is asked for, once more for each statement: "(SELECT id ...)"; NULL where all are. */
typedef struct chosen {
  dl_ledger *ledger;
  const dl_query *query;
  const char *match;
  const dl_selection *entries; /* of mentions: NULL */
} chosen;

static bool asks(const dl_query *q) {
  const char *const texts[] = {q->actor,  q->recipient, q->event, q->since,   q->until,     q->source,  q->text,
                               q->status, q->object,    q->place, q->said_by, q->denied_by, q->attitude};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (texts[i] && *texts[i]) return true;
  return *q->between[0] || q->least > 0 || q->near || q->min_sources > 0;
}

/* " WHERE column IN (...)", where not all are asked for; `word` is WHERE or AND. */
static void narrow(const chosen *c, dl_sql *sql, const char *word, const char *column) {
  if (!asks(c->query)) return;
  dl_sql_add(sql, word);
  dl_sql_add(sql, column);
  dl_sql_add(sql, " IN (");
  if (c->entries) {
    dl_filter_selects(c->entries, sql, "$", NULL);
  } else {
    dl_sql_add(sql, "SELECT e.id");
    dl_query_mentions(c->query, c->match, sql);
  }
  dl_sql_add(sql, ")");
}

void dl_ledger_cells(dateline_table *t, sqlite3_stmt *row, int first, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int at = first + (int)i;
    char type = dl_frame_next_type(t);
    const char *text = type == 'u' || type == 'D' ? (const char *)sqlite3_column_text(row, at) : NULL;
    if (type == 'u')
      dl_cell_bytes(t, text ? text : "", text ? (size_t)sqlite3_column_bytes(row, at) : 0);
    else if (type == 'D')
      dl_cell_day(t, text);
    else if (sqlite3_column_type(row, at) == SQLITE_NULL)
      dl_cell_none(t);
    else if (type == 'l')
      dl_cell_int(t, sqlite3_column_int64(row, at));
    else if (type == 'g')
      dl_cell_real(t, sqlite3_column_double(row, at));
    else
      dl_cell_bool(t, sqlite3_column_int(row, at) != 0);
  }
}

/* A walk over rows with their followers. */
enum { FOLLOWERS = 4 };
typedef struct walk {
  dl_ledger *ledger;
  dateline_table *table;
  sqlite3_stmt *rows;
  dl_follower followers[FOLLOWERS];
  int count;
} walk;

static int add_follower(walk *w, const chosen *c, const char *before, const char *column, const char *order, int lists,
                        int fields, bool distinct, dl_status *status) {
  dl_sql sql = {0};
  dl_sql_add(&sql, before);
  narrow(c, &sql, strstr(before, " WHERE ") ? " AND " : " WHERE ", column);
  dl_sql_add(&sql, order);
  dl_follower *f = &w->followers[w->count++];
  f->distinct = distinct;
  int code = dl_follow_begin(f, w->ledger, &sql, lists, fields, status);
  dl_sql_free(&sql);
  return code;
}

static void end_walk(walk *w) {
  sqlite3_finalize(w->rows);
  for (int i = 0; i < w->count; i++) dl_follow_end(&w->followers[i]);
}

/* The cells of lists 0 .. lists-1 of a follower, list by list. */
static void list_cells(const walk *w, int follower, int lists, int fields) {
  for (int list = 0; list < lists; list++)
    for (int field = 0; field < fields; field++) dl_follow_cell(&w->followers[follower], w->table, list, field);
}

static void number_cells(const walk *w, int follower, int count) {
  const dl_follower *f = &w->followers[follower];
  for (int i = 0; i < count; i++) {
    if (f->has_number)
      dl_cell_real(w->table, i == 0 ? f->number : f->second);
    else
      dl_cell_none(w->table);
  }
}

/* Each row of `rows`, whose first column is its id, with what hangs on it. */
static int walk_rows(walk *w, void (*write)(const walk *w), dl_status *status) {
  int code = DL_OK, step = SQLITE_ROW;
  while (!code && (step = sqlite3_step(w->rows)) == SQLITE_ROW) {
    long long id = sqlite3_column_int64(w->rows, 0);
    for (int i = 0; !code && i < w->count; i++) code = dl_follow(&w->followers[i], w->ledger, id, status);
    if (!code) write(w);
  }
  return code || step == SQLITE_DONE ? code : dl_query_failed(w->ledger, status);
}

/* ---- mentions ---- */

static const char mentions[] =
    "SELECT e.id, d.name, e.label, d.source, d.title, d.url, t.date, e.date, e.date_begin, e.date_end, e.time_source, "
    "e.event,"
    " e.mode, e.cameo, e.quad, e.goldstein, e.plover_score, e.context, e.auxiliary, e.author, e.confidence, e.origin,"
    " e.trigger, e.trigger_begin, e.trigger_end, e.evidence, e.evidence_begin, e.evidence_end, m.entry, n.status, "
    "n.sources"
    " FROM event e JOIN text t ON t.id=e.text JOIN document d ON d.id=(SELECT min(id) FROM document WHERE text=t.id "
    "AND "
    "current) LEFT JOIN mention m ON m.event=e.id LEFT JOIN entry n ON n.id=m.entry WHERE t.current";
enum { MENTION_CELLS = 27, MENTION_REST = 3 };

static void write_mention(const walk *w) {
  dl_ledger_cells(w->table, w->rows, 1, MENTION_CELLS);
  list_cells(w, 0, 2, 4);
  dl_follow_cell(&w->followers[1], w->table, 1, 0);
  dl_follow_cell(&w->followers[1], w->table, 1, 1);
  dl_follow_cell(&w->followers[1], w->table, 2, 0);
  dl_follow_cell(&w->followers[1], w->table, 0, 0);
  dl_follow_cell(&w->followers[1], w->table, 0, 1);
  number_cells(w, 1, 1);
  dl_follow_cell(&w->followers[1], w->table, 0, 2);
  list_cells(w, 2, 1, 2);
  number_cells(w, 2, 2);
  list_cells(w, 3, 2, 1);
  dl_ledger_cells(w->table, w->rows, 1 + MENTION_CELLS, MENTION_REST);
  dl_row_end(w->table);
}

static int open_mentions(walk *w, const chosen *c, dl_status *status) {
  dl_sql sql = {0};
  dl_sql_add(&sql, mentions);
  narrow(c, &sql, " AND ", "e.id");
  dl_sql_add(&sql, " ORDER BY e.id");
  int code = dl_sql_prepare(&sql, w->ledger, &w->rows, status);
  dl_sql_free(&sql);
  if (!code)
    code = add_follower(w, c, "SELECT event, role='recipient', name, code, country, sector FROM party", "event",
                        " ORDER BY event", 2, 4, false, status);
  if (!code)
    code = add_follower(
        w, c,
        "SELECT event, CASE role WHEN 'magnitude' THEN 0 WHEN 'object' THEN 1 WHEN 'purpose' THEN 2 ELSE 9 END,"
        " text, class, unit, value, 0 FROM phrase",
        "event", " ORDER BY event", 3, 3, false, status);
  if (!code)
    code = add_follower(w, c, "SELECT event, 0, name, country, lat, lon FROM place", "event", " ORDER BY event", 1, 2,
                        false, status);
  if (!code)
    code = add_follower(
        w, c,
        "SELECT x.event, x.denied, x.name FROM (SELECT event, value IN ('CT-','PR-') AS denied, source AS name FROM "
        "claim"
        " UNION ALL SELECT l.to_event, 1, p.name FROM link l JOIN party p ON p.event=l.from_event AND p.role='actor'"
        " WHERE l.type='DENIES') x WHERE 1",
        "x.event", " ORDER BY x.event", 2, 1, true, status);
  return code;
}

int dl_ledger_events(dl_ledger *ledger, const dl_query *query, dateline_table *table, dl_status *status) {
  walk w = {.ledger = ledger, .table = table};
  char *match = query->text && *query->text ? dl_filter_words(query->text) : NULL;
  chosen c = {.ledger = ledger, .query = query, .match = match};
  int code = query->text && *query->text && !match ? dl_fail(status, DL_EMEMORY, "out of memory")
                                                   : open_mentions(&w, &c, status);
  if (!code) code = walk_rows(&w, write_mention, status);
  end_walk(&w);
  free(match);
  return code;
}

/* ---- entries ---- */

static const char entries[] =
    "SELECT n.id, n.id, n.status, n.date, n.date_begin, n.date_end, n.event, n.mode, n.cameo, n.quad, n.goldstein,"
    " n.plover_score, n.object, n.place, n.place_country, n.lat, n.lon, n.sources, n.documents, n.mentions, "
    "n.first_report,"
    " n.last_report, e.confidence, e.trigger, e.evidence, d.name, e.label, d.source, d.title, d.url FROM entry n JOIN "
    "event e ON"
    " e.id=n.representative JOIN document d ON d.id=(SELECT min(id) FROM document WHERE text=e.text AND current)"
    " WHERE n.mentions>0";
enum { ENTRY_CELLS = 29 };

static void write_entry(const walk *w) {
  dl_ledger_cells(w->table, w->rows, 1, ENTRY_CELLS);
  list_cells(w, 0, 2, 4);
  list_cells(w, 1, 3, 1);
  dl_row_end(w->table);
}

static int open_entries(walk *w, const chosen *c, dl_status *status) {
  dl_sql sql = {0};
  dl_sql_add(&sql, entries);
  narrow(c, &sql, " AND ", "n.id");
  dl_sql_add(&sql, " ORDER BY n.id");
  int code = dl_sql_prepare(&sql, w->ledger, &w->rows, status);
  dl_sql_free(&sql);
  if (!code)
    code =
        add_follower(w, c,
                     "SELECT n.id, p.role='recipient', p.name, p.code, p.country, p.sector FROM entry n JOIN party p ON"
                     " p.event=n.representative WHERE n.mentions>0",
                     "n.id", " ORDER BY n.id", 2, 4, false, status);
  if (!code)
    code = add_follower(
        w, c, "SELECT entry, CASE stance WHEN 'asserts' THEN 0 WHEN 'open' THEN 1 ELSE 2 END, name FROM voice", "entry",
        " ORDER BY entry, mentions DESC, name", 3, 1, true, status);
  return code;
}

int dl_ledger_entries(dl_ledger *ledger, const dl_query *query, dateline_table *table, dl_status *status) {
  walk w = {.ledger = ledger, .table = table};
  dl_selection selection;
  int code = dl_filter_begin(&selection, ledger, query, status);
  if (code) return code;
  chosen c = {.ledger = ledger, .query = query, .entries = &selection};
  code = open_entries(&w, &c, status);
  if (!code) code = walk_rows(&w, write_entry, status);
  end_walk(&w);
  dl_filter_end(&selection);
  return code;
}
