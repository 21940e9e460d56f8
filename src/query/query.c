#include "query/query.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "query/filter.h"
#include "query/rows.h"
#include "query/sql.h"

/* One party of an event is its country, begins its code, or stands in its name. */
static void add_party(dl_sql *sql, const char *role, const char *value) {
  dl_sql_text(sql, " AND EXISTS(SELECT 1 FROM party p WHERE p.event=e.id AND (p.role=?", role);
  dl_sql_add(sql, " OR NOT EXISTS(SELECT 1 FROM party q WHERE q.event=e.id AND q.role='recipient'))");
  dl_sql_text(sql, " AND (p.country=upper(?)", value);
  dl_sql_text(sql, " OR (p.code<>'' AND instr(p.code,upper(?))=1)", value);
  dl_sql_text(sql, " OR instr(lower(p.name),lower(?))>0))", value);
}

/* An actor of the one country and a recipient, or another actor where there is none, of the other. */
static void add_between(dl_sql *sql, const dl_query *q) {
  for (int way = 0; *q->between[0] && way < (q->one_way ? 1 : 2); way++) {
    dl_sql_text(
        sql,
        way ? " OR EXISTS(SELECT 1 FROM party p JOIN party x ON x.event=p.event AND p.role='actor' AND p.country=?"
            : " AND (EXISTS(SELECT 1 FROM party p JOIN party x ON x.event=p.event AND p.role='actor' AND p.country=?",
        q->between[way]);
    dl_sql_text(
        sql,
        " AND x.country=? AND (x.role='recipient' OR NOT EXISTS(SELECT 1 FROM party r WHERE r.event=p.event AND "
        "r.role='recipient')) WHERE p.event=e.id)",
        q->between[1 - way]);
  }
  if (*q->between[0]) dl_sql_add(sql, ")");
}

static void add_said(dl_sql *sql, const dl_query *q) {
  const char *about = q->versions ? "" : " AND d.current";
  if (dl_is_given(q->source)) {
    dl_sql_add(sql, " AND (EXISTS(SELECT 1 FROM document d WHERE d.text=e.text");
    dl_sql_text(sql, about, q->source);
    dl_sql_add(sql, " AND instr(lower(d.source),lower(?))>0)");
    dl_sql_text(sql, " OR EXISTS(SELECT 1 FROM claim c WHERE c.event=e.id AND instr(lower(c.source),lower(?))>0))",
                q->source);
  }
  if (dl_is_given(q->attitude)) {
    dl_sql_text(sql, " AND EXISTS(SELECT 1 FROM attribution a WHERE a.text=e.text AND " DL_SPEAKS_OF " AND a.stance=?",
                q->attitude);
    if (dl_is_given(q->said_by)) dl_sql_text(sql, " AND instr(lower(a.source),lower(?))>0", q->said_by);
    dl_sql_add(sql, ")");
  } else if (dl_is_given(q->said_by)) {
    dl_sql_text(sql,
                " AND EXISTS(SELECT 1 FROM claim c WHERE c.event=e.id AND c.value NOT IN ('CT-','PR-') AND "
                "instr(lower(c.source),lower(?))>0)",
                q->said_by);
  }
  if (dl_is_given(q->denied_by)) {
    dl_sql_text(sql,
                " AND (EXISTS(SELECT 1 FROM claim c WHERE c.event=e.id AND c.value IN ('CT-','PR-') AND "
                "instr(lower(c.source),lower(?))>0)",
                q->denied_by);
    dl_sql_text(sql,
                " OR EXISTS(SELECT 1 FROM link l JOIN party p ON p.event=l.from_event AND p.role='actor' WHERE "
                "l.to_event=e.id AND l.type='DENIES' AND instr(lower(p.name),lower(?))>0))",
                q->denied_by);
  }
}

static void add_place(dl_sql *sql, const dl_query *q) {
  if (dl_is_given(q->place)) {
    dl_sql_text(sql, " AND EXISTS(SELECT 1 FROM place x WHERE x.event=e.id AND (x.country=?", q->place);
    dl_sql_text(sql, " OR x.name=? COLLATE NOCASE))", q->place);
  }
  if (q->near) {
    dl_sql_add(sql, " AND EXISTS(SELECT 1 FROM place x WHERE x.event=e.id AND x.lat IS NOT NULL AND ");
    dl_filter_circle(sql, q, "x");
    dl_sql_add(sql, ")");
  }
}

static void add_entry(dl_sql *sql, const dl_query *q) {
  if (!dl_is_given(q->status) && q->min_sources <= 0) return;
  dl_sql_add(sql, " AND EXISTS(SELECT 1 FROM mention m JOIN entry n ON n.id=m.entry WHERE m.event=e.id");
  if (dl_is_given(q->status)) dl_sql_text(sql, " AND n.status=?", q->status);
  if (q->min_sources > 0) dl_sql_whole(sql, " AND n.sources>=?", q->min_sources);
  dl_sql_add(sql, ")");
}

void dl_query_mentions(const dl_query *q, const char *match, dl_sql *sql) {
  dl_sql_add(sql, " FROM event e JOIN text t ON t.id=e.text WHERE ");
  dl_sql_add(sql, q->versions ? "1" : "t.current");
  if (dl_is_given(q->actor)) add_party(sql, "actor", q->actor);
  if (dl_is_given(q->recipient)) add_party(sql, "recipient", q->recipient);
  if (dl_is_given(q->event)) {
    dl_sql_text(sql, " AND (e.event=upper(?)", q->event);
    dl_sql_text(sql, " OR instr(e.cameo,?)=1)", q->event);
  }
  if (dl_is_given(q->since)) dl_sql_text(sql, " AND e.date_end>=?", q->since);
  if (dl_is_given(q->until)) dl_sql_text(sql, " AND e.date_begin<>'' AND e.date_begin<=?", q->until);
  if (dl_is_given(match))
    dl_sql_text(sql, " AND e.id IN (SELECT rowid FROM evidence_fts WHERE evidence_fts MATCH ?)", match);
  if (q->least > 0) dl_sql_real(sql, " AND e.confidence>=?", q->least);
  if (dl_is_given(q->object))
    dl_sql_text(sql, " AND EXISTS(SELECT 1 FROM phrase o WHERE o.event=e.id AND o.role='object' AND o.class=?)",
                q->object);
  add_between(sql, q);
  add_said(sql, q);
  add_place(sql, q);
  add_entry(sql, q);
}

static void add_order(dl_sql *sql, const dl_query *q) {
  bool back = dl_is_given(q->sort) && q->sort[0] == '-';
  if (q->after) {
    dl_sql_add(sql, " AND (e.date_begin, e.text, e.trigger_begin, e.id)");
    dl_sql_whole(sql,
                 back ? "<(SELECT date_begin, text, trigger_begin, id FROM event WHERE id=?)"
                      : ">(SELECT date_begin, text, trigger_begin, id FROM event WHERE id=?)",
                 q->after);
  }
  dl_sql_add(sql, back ? " ORDER BY e.date_begin DESC, e.text DESC, e.trigger_begin DESC, e.id DESC"
                       : " ORDER BY e.date_begin, e.text, e.trigger_begin, e.id");
  if (q->limit > 0) dl_sql_whole(sql, " LIMIT ?", q->limit);
}

/* A query under way: its statements are made, and freed behind the guard under which rows take memory. */
typedef struct walk {
  dl_row_reader reader;
  sqlite3_stmt *ask;
  dl_query_fn each;
  void *context;
} walk;

static int walk_rows(void *context, dl_status *status) {
  walk *w = context;
  int code = DL_OK, step = SQLITE_ROW;
  while (!code && (step = sqlite3_step(w->ask)) == SQLITE_ROW) {
    dl_query_row row;
    dl_arena_reset(w->reader.arena);
    code = dl_row_event(&w->reader, w->ask, 0, &row, status);
    if (!code) code = w->each(&row, w->context);
  }
  return !code && step != SQLITE_DONE ? dl_query_failed(w->reader.ledger, status) : code;
}

int dl_query_run(dl_ledger *ledger, const dl_query *query, dl_query_fn each, void *context, dl_status *status) {
  int code = dl_query_check(query, NULL, status);
  if (code) return code;
  if (dl_is_given(query->sort) && strcmp(query->sort, "date") != 0 && strcmp(query->sort, "-date") != 0)
    return dl_fail(status, DL_EUSAGE, "--sort is '%s': mentions are sorted by date or -date", query->sort);
  walk w = {.reader = {.ledger = ledger, .arena = dl_arena_new()}, .each = each, .context = context};
  dl_sql sql = {0};
  char *match = NULL;
  if (!w.reader.arena || (dl_is_given(query->text) && !(match = dl_filter_words(query->text)))) {
    code = dl_fail(status, DL_EMEMORY, "out of memory");
  } else {
    dl_sql_add(&sql, "SELECT " DL_ROW_COLUMNS);
    dl_query_mentions(query, match, &sql);
    add_order(&sql, query);
    code = dl_sql_prepare(&sql, ledger, &w.ask, status);
    if (!code && (code = dl_rows_prepare(&w.reader, status)) == DL_OK) code = dl_guard_run(walk_rows, &w, status);
  }
  sqlite3_finalize(w.ask);
  dl_rows_finish(&w.reader);
  dl_arena_free(w.reader.arena);
  dl_sql_free(&sql);
  free(match);
  return code;
}
