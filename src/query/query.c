#include "query/query.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "query/rows.h"

/* One party of an event matches ?N when it is its country, begins its code, or stands in its name. */
#define PARTY(N, ROLE)                                                                         \
  " AND (?" N " IS NULL OR EXISTS(SELECT 1 FROM party p WHERE p.event=e.id AND (p.role='" ROLE \
  "' OR NOT EXISTS(SELECT 1"                                                                   \
  " FROM party q WHERE q.event=e.id AND q.role='recipient')) AND (p.country=upper(?" N         \
  ") OR (p.code<>'' AND"                                                                       \
  " substr(p.code,1,length(?" N "))=upper(?" N ")) OR instr(lower(p.name),lower(?" N "))>0)))"

static const char ask_sql[] =
    "SELECT e.id, e.text, t.current, e.label, e.date, e.date_begin, e.date_end, e.time_source, e.event, e.mode, "
    "e.cameo, e.quad, e.context,"
    " e.auxiliary, e.author, e.trigger, e.evidence, e.origin, e.goldstein, e.plover_score, e.confidence, "
    "e.trigger_begin, e.trigger_end,"
    " e.evidence_begin, e.evidence_end FROM event e JOIN text t ON t.id=e.text WHERE (?8 OR t.current)"
    PARTY("1", "actor") PARTY("2", "recipient")
    " AND (?3 IS NULL OR e.event=upper(?3) OR substr(e.cameo,1,length(?3))=?3)"
    " AND (?4 IS NULL OR e.date_end>=?4) AND (?5 IS NULL OR (e.date_begin<>'' AND e.date_begin<=?5))"
    " AND (?6 IS NULL OR EXISTS(SELECT 1 FROM document d WHERE d.text=e.text AND (d.current OR ?8) AND "
    "instr(lower(d.source),lower(?6))>0)"
    " OR EXISTS(SELECT 1 FROM claim c WHERE c.event=e.id AND instr(lower(c.source),lower(?6))>0))"
    " AND (?7 IS NULL OR e.id IN (SELECT rowid FROM evidence_fts WHERE evidence_fts MATCH ?7))"
    " AND e.confidence>=?9"
    " ORDER BY e.date_begin, e.text, e.trigger_begin, e.id";

/* The words as an FTS5 question: each, or what stands in double quotes, as a string, so that no character is syntax.
 * The caller frees it. */
static char *words_to_match(const char *text) {
  char *out = malloc(strlen(text) * 4 + 3), *at = out;
  if (!out) return NULL;
  while (*text) {
    while (isspace((unsigned char)*text)) text++;
    if (!*text) break;
    bool phrase = *text == '"';
    if (phrase) text++;
    *at++ = '"';
    while (*text && *text != '"' && (phrase || !isspace((unsigned char)*text))) *at++ = *text++;
    if (phrase && *text == '"') text++;
    *at++ = '"';
    *at++ = ' ';
  }
  *at = '\0';
  return out;
}

static int read_row(dl_row_reader *r, sqlite3_stmt *ask, dl_query_row *row, dl_status *status) {
  int i = 0;
  *row = (dl_query_row){.id = sqlite3_column_int64(ask, i++)};
  long long text = sqlite3_column_int64(ask, i++);
  row->current = sqlite3_column_int(ask, i++) != 0;
  const char **texts[] = {&row->label,     &row->date,   &row->date_begin, &row->date_end, &row->time_source,
                          &row->event,     &row->mode,   &row->cameo,      &row->quad,     &row->context,
                          &row->auxiliary, &row->author, &row->trigger,    &row->evidence, &row->origin};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) *texts[k] = dl_row_text(r, ask, i++);
  double *reals[] = {&row->goldstein, &row->plover_score, &row->confidence};
  for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) *reals[k] = sqlite3_column_double(ask, i++);
  int *ints[] = {&row->trigger_begin, &row->trigger_end, &row->evidence_begin, &row->evidence_end};
  for (size_t k = 0; k < sizeof ints / sizeof *ints; k++) *ints[k] = sqlite3_column_int(ask, i++);
  return dl_rows_read(r, row->id, text, row, status);
}

static void bind(sqlite3_stmt *ask, int index, const char *value) {
  if (value && *value) sqlite3_bind_text(ask, index, value, -1, SQLITE_TRANSIENT);
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
    code = read_row(&w->reader, w->ask, &row, status);
    if (!code) code = w->each(&row, w->context);
  }
  return !code && step != SQLITE_DONE ? dl_query_failed(w->reader.ledger, status) : code;
}

int dl_query_run(dl_ledger *ledger, const dl_query *query, dl_query_fn each, void *context, dl_status *status) {
  int code = dl_query_check(query, NULL, status);
  if (code) return code;
  walk w = {.reader = {.ledger = ledger, .arena = dl_arena_new()}, .each = each, .context = context};
  bool worded = query->text && *query->text;
  char *match = worded ? words_to_match(query->text) : NULL;
  if (!w.reader.arena || (worded && !match)) {
    code = dl_fail(status, DL_EMEMORY, "out of memory");
  } else if (sqlite3_prepare_v2(dl_ledger_handle(ledger), ask_sql, -1, &w.ask, NULL) != SQLITE_OK) {
    code = dl_query_failed(ledger, status);
  } else if ((code = dl_rows_prepare(&w.reader, status)) == DL_OK) {
    const char *values[] = {query->actor, query->recipient, query->event, query->since,
                            query->until, query->source,    match};
    for (int i = 0; i < 7; i++) bind(w.ask, i + 1, values[i]);
    sqlite3_bind_int(w.ask, 8, query->versions);
    sqlite3_bind_double(w.ask, 9, query->least);
    code = dl_guard_run(walk_rows, &w, status);
  }
  sqlite3_finalize(w.ask);
  dl_rows_finish(&w.reader);
  dl_arena_free(w.reader.arena);
  free(match);
  return code;
}
