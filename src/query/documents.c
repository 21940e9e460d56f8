#include "query/documents.h"

#include <string.h>

#include "query/sql.h"

#define COLUMNS                                                                                                   \
  "d.id, d.text, d.name, d.source, d.title, d.url, t.date, t.language, d.version, d.current, (SELECT count(*)-1 " \
  "FROM document x WHERE x.text=d.text AND x.current), (SELECT count(*) FROM event e WHERE e.text=d.text)"
enum { COLUMN_COUNT = 12 };

/* The strings are SQLite's, until the next step. */
static dl_document_row row_of(sqlite3_stmt *ask) {
  int copies = sqlite3_column_int(ask, 10);
  return (dl_document_row){.number = sqlite3_column_int64(ask, 0),
                           .text_id = sqlite3_column_int64(ask, 1),
                           .name = dl_sql_cell(ask, 2),
                           .source = dl_sql_cell(ask, 3),
                           .title = dl_sql_cell(ask, 4),
                           .url = dl_sql_cell(ask, 5),
                           .date = dl_sql_cell(ask, 6),
                           .language = dl_sql_cell(ask, 7),
                           .version = sqlite3_column_int(ask, 8),
                           .current = sqlite3_column_int(ask, 9) != 0,
                           .copies = copies > 0 ? copies : 0,
                           .events = sqlite3_column_int(ask, 11)};
}

typedef struct listing {
  dl_document_fn each;
  void *context;
} listing;

static int take_document(sqlite3_stmt *ask, void *context, dl_status *status) {
  const listing *x = context;
  dl_document_row row = row_of(ask);
  (void)status;
  return x->each(&row, x->context);
}

int dl_documents_run(dl_ledger *ledger, const dl_document_query *q, dl_document_fn each, void *context,
                     dl_status *status) {
  dl_sql sql = {0};
  int code = dl_query_check(&(dl_query){.since = q->since, .until = q->until}, NULL, status);
  if (code) return code;
  dl_sql_add(&sql, "SELECT " COLUMNS " FROM document d JOIN text t ON t.id=d.text WHERE d.current");
  if (q->before) dl_sql_whole(&sql, " AND d.id<?", q->before);
  if (dl_is_given(q->source)) dl_sql_text(&sql, " AND instr(lower(d.source),lower(?))>0", q->source);
  if (dl_is_given(q->title)) {
    dl_sql_text(&sql, " AND (instr(lower(d.title),lower(?))>0", q->title);
    dl_sql_text(&sql, " OR instr(lower(d.name),lower(?))>0)", q->title);
  }
  if (dl_is_given(q->since)) dl_sql_text(&sql, " AND t.date>=?", q->since);
  if (dl_is_given(q->until)) dl_sql_text(&sql, " AND t.date<>'' AND t.date<=?", q->until);
  dl_sql_add(&sql, " ORDER BY d.id DESC");
  if (q->limit > 0) dl_sql_whole(&sql, " LIMIT ?", q->limit);
  return dl_sql_run(&sql, ledger, take_document, &(listing){each, context}, status);
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

typedef struct reading {
  dl_arena *arena;
  dl_document_text *out;
} reading;

static int read_self(sqlite3_stmt *ask, void *context, dl_status *status) {
  const reading *r = context;
  (void)status;
  r->out->row = keep_row(r->arena, ask);
  r->out->text_size = (size_t)sqlite3_column_bytes(ask, COLUMN_COUNT);
  r->out->text = dl_arena_strndup(r->arena, dl_sql_cell(ask, COLUMN_COUNT), r->out->text_size);
  r->out->data = kept(r->arena, dl_sql_cell(ask, COLUMN_COUNT + 1));
  r->out->dictionaries = kept(r->arena, dl_sql_cell(ask, COLUMN_COUNT + 2));
  return DL_OK;
}

static int read_other(sqlite3_stmt *ask, void *context, dl_status *status) {
  const reading *r = context;
  dl_document_text *o = r->out;
  (void)status;
  *DL_PUSH(r->arena, o->others, o->other_count, o->other_capacity) = keep_row(r->arena, ask);
  return DL_OK;
}

static int read_mention(sqlite3_stmt *ask, void *context, dl_status *status) {
  const reading *r = context;
  dl_document_text *o = r->out;
  (void)status;
  *DL_PUSH(r->arena, o->mentions, o->mention_count, o->mention_capacity) =
      (dl_document_mention){.label = kept(r->arena, dl_sql_cell(ask, 0)),
                            .begin = sqlite3_column_int(ask, 1),
                            .end = sqlite3_column_int(ask, 2),
                            .entry = sqlite3_column_int64(ask, 3),
                            .status = kept(r->arena, dl_sql_cell(ask, 4))};
  return DL_OK;
}

int dl_document_read(dl_ledger *ledger, long long number, dl_arena *arena, dl_document_text *out, bool *found,
                     dl_status *status) {
  reading r = {arena, out};
  dl_sql self = {0}, others = {0}, mentions = {0};
  *out = (dl_document_text){0};
  dl_sql_whole(&self,
               "SELECT " COLUMNS
               ", t.text, m.data, m.dictionaries FROM document d JOIN text t ON t.id=d.text JOIN "
               "made_by m ON m.id=t.made_by WHERE d.id=?",
               number);
  int code = dl_sql_run(&self, ledger, read_self, &r, status);
  *found = out->row.number != 0;
  if (code || !*found) return code;
  dl_sql_whole(&others,
               "SELECT " COLUMNS
               " FROM document d JOIN text t ON t.id=d.text, document o WHERE o.id=? AND d.id<>o.id "
               "AND (d.text=o.text OR (o.identity<>'' AND d.identity=o.identity)) ORDER BY d.id LIMIT 200",
               number);
  code = dl_sql_run(&others, ledger, read_other, &r, status);
  if (code) return code;
  dl_sql_whole(&mentions,
               "SELECT e.label, e.trigger_begin, e.trigger_end, n.id, n.status FROM event e JOIN mention m ON "
               "m.event=e.id JOIN entry n ON n.id=m.entry WHERE e.text=? ORDER BY e.trigger_begin, e.id",
               out->row.text_id);
  return dl_sql_run(&mentions, ledger, read_mention, &r, status);
}

typedef struct naming {
  dl_speaker_fn each;
  void *context;
} naming;

static int take_speaker(sqlite3_stmt *ask, void *context, dl_status *status) {
  const naming *x = context;
  (void)status;
  return x->each(dl_sql_cell(ask, 0), x->context);
}

int dl_speakers_run(dl_ledger *ledger, const char *part, long limit, dl_speaker_fn each, void *context,
                    dl_status *status) {
  dl_sql sql = {0};
  dl_sql_text(&sql, "SELECT name FROM speaker WHERE name<>'' AND instr(lower(name),lower(?))>0", part);
  dl_sql_whole(&sql, " ORDER BY length(name), name LIMIT ?", limit);
  return dl_sql_run(&sql, ledger, take_speaker, &(naming){each, context}, status);
}

static int take_number(sqlite3_stmt *ask, void *context, dl_status *status) {
  (void)status;
  *(long long *)context = sqlite3_column_int64(ask, 0);
  return DL_OK;
}

int dl_document_number(dl_ledger *ledger, const char *name, const char *source, long long *number, dl_status *status) {
  dl_sql sql = {0};
  dl_sql_text(&sql, "SELECT coalesce(max(id),0) FROM document WHERE current AND name=?", name);
  dl_sql_text(&sql, " AND source=?", source);
  return dl_sql_run(&sql, ledger, take_number, number, status);
}
