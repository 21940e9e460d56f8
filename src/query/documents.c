#include "query/documents.h"

#include <string.h>

#include "base/guard.h"
#include "query/sql.h"

#define COLUMNS                                                                                                   \
  "d.id, d.text, d.name, d.source, d.title, d.url, t.date, t.language, d.version, d.current, (SELECT count(*)-1 " \
  "FROM document x WHERE x.text=d.text AND x.current), (SELECT count(*) FROM event e WHERE e.text=d.text)"
enum { COLUMN_COUNT = 12 };

static bool asked(const char *value) {
  return value && *value;
}

static const char *column(sqlite3_stmt *ask, int index) {
  const char *text = (const char *)sqlite3_column_text(ask, index);
  return text ? text : "";
}

/* The strings are SQLite's, until the next step. */
static dl_document_row row_of(sqlite3_stmt *ask) {
  int copies = sqlite3_column_int(ask, 10);
  return (dl_document_row){.number = sqlite3_column_int64(ask, 0),
                           .text_id = sqlite3_column_int64(ask, 1),
                           .name = column(ask, 2),
                           .source = column(ask, 3),
                           .title = column(ask, 4),
                           .url = column(ask, 5),
                           .date = column(ask, 6),
                           .language = column(ask, 7),
                           .version = sqlite3_column_int(ask, 8),
                           .current = sqlite3_column_int(ask, 9) != 0,
                           .copies = copies > 0 ? copies : 0,
                           .events = sqlite3_column_int(ask, 11)};
}

int dl_documents_run(dl_ledger *ledger, const dl_document_query *q, dl_document_fn each, void *context,
                     dl_status *status) {
  dl_sql sql = {0};
  sqlite3_stmt *ask = NULL;
  int step = SQLITE_DONE, code = dl_query_check(&(dl_query){.since = q->since, .until = q->until}, NULL, status);
  if (code) return code;
  dl_sql_add(&sql, "SELECT " COLUMNS " FROM document d JOIN text t ON t.id=d.text WHERE d.current");
  if (q->before) dl_sql_whole(&sql, " AND d.id<?", q->before);
  if (asked(q->source)) dl_sql_text(&sql, " AND instr(lower(d.source),lower(?))>0", q->source);
  if (asked(q->title)) {
    dl_sql_text(&sql, " AND (instr(lower(d.title),lower(?))>0", q->title);
    dl_sql_text(&sql, " OR instr(lower(d.name),lower(?))>0)", q->title);
  }
  if (asked(q->since)) dl_sql_text(&sql, " AND t.date>=?", q->since);
  if (asked(q->until)) dl_sql_text(&sql, " AND t.date<>'' AND t.date<=?", q->until);
  dl_sql_add(&sql, " ORDER BY d.id DESC");
  if (q->limit > 0) dl_sql_whole(&sql, " LIMIT ?", q->limit);
  code = dl_sql_prepare(&sql, ledger, &ask, status);
  while (!code && (step = sqlite3_step(ask)) == SQLITE_ROW) {
    dl_document_row row = row_of(ask);
    code = each(&row, context);
  }
  if (!code && step != SQLITE_DONE) code = dl_query_failed(ledger, status);
  sqlite3_finalize(ask);
  dl_sql_free(&sql);
  return code;
}

static const char *kept(dl_arena *arena, const char *text) {
  return dl_arena_strndup(arena, text, strlen(text));
}

static dl_document_row keep_row(dl_arena *arena, sqlite3_stmt *ask) {
  dl_document_row row = row_of(ask);
  const char **texts[] = {&row.name, &row.source, &row.title, &row.url, &row.date, &row.language};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = kept(arena, *texts[i]);
  return row;
}

/* A document under way: the statement is freed behind the guard. */
typedef struct reading {
  dl_ledger *ledger;
  dl_arena *arena;
  dl_document_text *out;
  sqlite3_stmt *ask;
} reading;

static int read_self(void *context, dl_status *status) {
  reading *r = context;
  int step = sqlite3_step(r->ask);
  if (step != SQLITE_ROW) return step == SQLITE_DONE ? DL_OK : dl_query_failed(r->ledger, status);
  r->out->row = keep_row(r->arena, r->ask);
  r->out->text_size = (size_t)sqlite3_column_bytes(r->ask, COLUMN_COUNT);
  r->out->text = dl_arena_strndup(r->arena, column(r->ask, COLUMN_COUNT), r->out->text_size);
  r->out->data = kept(r->arena, column(r->ask, COLUMN_COUNT + 1));
  r->out->dictionaries = kept(r->arena, column(r->ask, COLUMN_COUNT + 2));
  return DL_OK;
}

static int read_others(void *context, dl_status *status) {
  reading *r = context;
  dl_document_text *o = r->out;
  int step;
  while ((step = sqlite3_step(r->ask)) == SQLITE_ROW)
    *DL_PUSH(r->arena, o->others, o->other_count, o->other_capacity) = keep_row(r->arena, r->ask);
  return step == SQLITE_DONE ? DL_OK : dl_query_failed(r->ledger, status);
}

static int read_mentions(void *context, dl_status *status) {
  reading *r = context;
  dl_document_text *o = r->out;
  int step;
  while ((step = sqlite3_step(r->ask)) == SQLITE_ROW)
    *DL_PUSH(r->arena, o->mentions, o->mention_count, o->mention_capacity) =
        (dl_document_mention){.label = kept(r->arena, column(r->ask, 0)),
                              .begin = sqlite3_column_int(r->ask, 1),
                              .end = sqlite3_column_int(r->ask, 2),
                              .entry = sqlite3_column_int64(r->ask, 3),
                              .status = kept(r->arena, column(r->ask, 4))};
  return step == SQLITE_DONE ? DL_OK : dl_query_failed(r->ledger, status);
}

/* One question with the number in it once or twice. */
static int ask(reading *r, const char *sql, long long number, int (*work)(void *context, dl_status *status),
               dl_status *status) {
  if (sqlite3_prepare_v2(dl_ledger_handle(r->ledger), sql, -1, &r->ask, NULL) != SQLITE_OK)
    return dl_query_failed(r->ledger, status);
  sqlite3_bind_int64(r->ask, 1, number);
  int code = dl_guard_run(work, r, status);
  sqlite3_finalize(r->ask);
  r->ask = NULL;
  return code;
}

int dl_document_read(dl_ledger *ledger, long long number, dl_arena *arena, dl_document_text *out, bool *found,
                     dl_status *status) {
  reading r = {ledger, arena, out, NULL};
  *out = (dl_document_text){0};
  int code = ask(&r,
                 "SELECT " COLUMNS
                 ", t.text, m.data, m.dictionaries FROM document d JOIN text t ON t.id=d.text JOIN "
                 "made_by m ON m.id=t.made_by WHERE d.id=?1",
                 number, read_self, status);
  *found = out->row.number != 0;
  if (code || !*found) return code;
  code = ask(&r,
             "SELECT " COLUMNS
             " FROM document d JOIN text t ON t.id=d.text, document o WHERE o.id=?1 AND d.id<>o.id "
             "AND (d.text=o.text OR (o.identity<>'' AND d.identity=o.identity)) ORDER BY d.id LIMIT 200",
             number, read_others, status);
  if (code) return code;
  return ask(&r,
             "SELECT e.label, e.trigger_begin, e.trigger_end, n.id, n.status FROM event e JOIN mention m ON "
             "m.event=e.id JOIN entry n ON n.id=m.entry WHERE e.text=?1 ORDER BY e.trigger_begin, e.id",
             out->row.text_id, read_mentions, status);
}

int dl_speakers_run(dl_ledger *ledger, const char *part, long limit, dl_speaker_fn each, void *context,
                    dl_status *status) {
  dl_sql sql = {0};
  sqlite3_stmt *statement = NULL;
  int step = SQLITE_DONE;
  dl_sql_text(&sql, "SELECT name FROM speaker WHERE name<>'' AND instr(lower(name),lower(?))>0", part);
  dl_sql_whole(&sql, " ORDER BY length(name), name LIMIT ?", limit);
  int code = dl_sql_prepare(&sql, ledger, &statement, status);
  while (!code && (step = sqlite3_step(statement)) == SQLITE_ROW) code = each(column(statement, 0), context);
  if (!code && step != SQLITE_DONE) code = dl_query_failed(ledger, status);
  sqlite3_finalize(statement);
  dl_sql_free(&sql);
  return code;
}

int dl_document_number(dl_ledger *ledger, const char *name, const char *source, long long *number, dl_status *status) {
  dl_sql sql = {0};
  sqlite3_stmt *statement = NULL;
  dl_sql_text(&sql, "SELECT coalesce(max(id),0) FROM document WHERE current AND name=?", name);
  dl_sql_text(&sql, " AND source=?", source);
  int code = dl_sql_prepare(&sql, ledger, &statement, status);
  if (!code && sqlite3_step(statement) != SQLITE_ROW) code = dl_query_failed(ledger, status);
  if (!code) *number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  dl_sql_free(&sql);
  return code;
}
