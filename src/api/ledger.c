/* Ledgers: opened, added to, and read as tables. */
#include "api/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "coded/coded.h"
#include "flows/flows.h"

int dateline_ledger_open(const char *path, int write, dateline_ledger **ledger, char *message, size_t size) {
  dl_status status = {0};
  if (ledger) *ledger = NULL;
  if (!path || !ledger) return dl_api_null("dateline_ledger_open", path ? "ledger" : "path", message, size);
  dateline_ledger *l = calloc(1, sizeof *l);
  if (!l) dl_fail(&status, DL_EMEMORY, "out of memory");
  if (l && dl_ledger_open(path, write != 0, &l->ledger, &status) == DL_OK)
    *ledger = l;
  else
    free(l);
  return dl_api_tell(&status, message, size);
}

void dateline_ledger_close(dateline_ledger *l) {
  if (!l) return;
  dl_ledger_close(l->ledger);
  free(l);
}

/* ---- adding ---- */

typedef struct adding {
  dl_ledger *ledger;
  const dl_model *model;
  const dl_document *document; /* NULL: the line */
  const char *line;            /* its bytes, and number */
  size_t bytes;
  unsigned long number;
  dl_arena *arena;
  size_t *added;
} adding;

static int add_document(void *context, dl_status *status) {
  const adding *a = context;
  dl_document *line = a->document ? NULL : dl_document_new(a->arena);
  if (line) {
    dl_raw raw = {
        .name = "lines", .line = a->number, .bytes = dl_arena_strndup(a->arena, a->line, a->bytes), .size = a->bytes};
    int wrong = dl_coded_read(&raw, line, status);
    if (wrong != DL_OK) return wrong;
  }
  dl_document view = line ? *line : *a->document; /* which is not changed */
  dl_added added = DL_ADDED_NOTHING;
  view.arena = a->arena;
  int code = dl_ledger_look(a->ledger, &view, status);
  if (code == DL_OK && view.stored != DL_STORED_ALL) code = dl_ledger_add(a->ledger, a->model, &view, &added, status);
  *a->added += added != DL_ADDED_NOTHING;
  return code;
}

static int add_one(adding a, dl_status *status) {
  a.arena = dl_arena_new();
  int code = a.arena ? dl_guard_run(add_document, &a, status) : dl_fail(status, DL_EMEMORY, "out of memory");
  dl_arena_free(a.arena);
  return code;
}

/* Of what was added in a transaction, all or nothing. */
static int end_adding(dateline_ledger *l, int code, dl_status *status) {
  if (code == DL_OK) code = dl_ledger_commit(l->ledger, status);
  if (code != DL_OK) dl_ledger_rollback(l->ledger);
  return code;
}

int dateline_ledger_add(dateline_ledger *l, const dateline_document *const *documents, size_t count, size_t *added,
                        char *message, size_t size) {
  dl_status status = {0};
  size_t new = 0;
  if (added) *added = 0;
  if (!l || (!documents && count > 0))
    return dl_api_null("dateline_ledger_add", l ? "documents" : "ledger", message, size);
  int code = dl_ledger_begin(l->ledger, &status);
  if (code != DL_OK) return dl_api_tell(&status, message, size);
  for (size_t i = 0; code == DL_OK && i < count; i++)
    code = add_one((adding){.ledger = l->ledger,
                            .model = dl_engine_model(documents[i]->engine->engine),
                            .document = documents[i]->doc,
                            .added = &new},
                   &status);
  if (end_adding(l, code, &status) == DL_OK && added) *added = new;
  return dl_api_tell(&status, message, size);
}

int dateline_ledger_add_coded(dateline_ledger *l, const dateline_engine *engine, const char *lines, size_t bytes,
                              size_t *added, char *message, size_t size) {
  dl_status status = {0};
  size_t new = 0;
  if (added) *added = 0;
  if (!l || !engine || (!lines && bytes > 0))
    return dl_api_null("dateline_ledger_add_coded", !l ? "ledger" : !engine ? "engine" : "lines", message, size);
  int code = dl_ledger_begin(l->ledger, &status);
  if (code != DL_OK) return dl_api_tell(&status, message, size);
  unsigned long number = 0;
  for (size_t at = 0, end; code == DL_OK && at < bytes; at = end + 1) {
    const char *stop = memchr(lines + at, '\n', bytes - at);
    end = stop ? (size_t)(stop - lines) : bytes;
    number++;
    if (end == at) continue;
    code = add_one((adding){.ledger = l->ledger,
                            .model = dl_engine_model(engine->engine),
                            .line = lines + at,
                            .bytes = end - at,
                            .number = number,
                            .added = &new},
                   &status);
  }
  if (end_adding(l, code, &status) == DL_OK && added) *added = new;
  return dl_api_tell(&status, message, size);
}

/* ---- reading ---- */

/* A table that is one statement. */
static int read_statement(dl_ledger *ledger, const char *words, dateline_table *t, dl_status *status) {
  dl_sql sql = {0};
  sqlite3_stmt *rows = NULL;
  dl_sql_add(&sql, words);
  int code = dl_sql_prepare(&sql, ledger, &rows, status), step = SQLITE_ROW;
  while (!code && (step = sqlite3_step(rows)) == SQLITE_ROW) {
    dl_ledger_cells(t, rows, 0, dl_frame_cells_left(t));
    dl_row_end(t);
  }
  if (!code && step != SQLITE_DONE) code = dl_query_failed(ledger, status);
  sqlite3_finalize(rows);
  dl_sql_free(&sql);
  return code;
}

static const struct statement {
  const char *kind, *words;
} statements[] = {
    {"ledger documents",
     "SELECT d.name, d.source, d.title, d.url, t.date, t.language, t.text, d.version, d.current, c.name FROM document d"
     " JOIN text t ON t.id=d.text LEFT JOIN document c ON c.id=d.copy_of ORDER BY d.id"},
    {"parties",
     "SELECT e.document, e.label, p.role, p.name, p.code, p.country, p.sector, p.begin, p.end, e.event, e.cameo,"
     " e.goldstein, e.date, e.date_begin, e.date_end FROM current_event e"
     " JOIN party p ON p.event=e.id ORDER BY e.id, p.rowid"},
    {"claims",
     "SELECT e.document, e.label, c.source, c.code, c.value, CASE WHEN c.value IN ('CT-','PR-') THEN 'denies' WHEN "
     "c.value "
     "IN"
     " ('CT+','PR+') AND instr(e.auxiliary,'future')+instr(e.auxiliary,'hypothetical')=0 THEN 'asserts' ELSE 'open' "
     "END,"
     " c.cue, e.event, e.cameo, e.goldstein, e.date, e.date_begin, e.date_end, e.evidence FROM current_event e"
     " JOIN claim c ON c.event=e.id ORDER BY e.id, c.rowid"},
    {"voices",
     "SELECT v.entry, v.name, v.code, v.stance, v.mentions, v.cue, n.event, n.cameo, n.quad, n.actor_country,"
     " n.recipient_country, n.status, n.date_begin, e.evidence FROM voice v JOIN entry n ON n.id=v.entry AND"
     " n.mentions>0 JOIN event e ON e.id=v.event ORDER BY v.id"}};

static void put_sums(dateline_table *t, const dl_sums *s) {
  const long long counts[] = {s->entries, s->facts, s->claims, s->disputed, s->denied, s->announced};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) dl_cell_int(t, counts[i]);
  dl_cell_real(t, s->goldstein_facts);
  dl_cell_real(t, s->goldstein_claims);
  dl_row_end(t);
}

static int read_flows(dl_ledger *ledger, const dl_query *filters, const dateline_question *q, dateline_table *t,
                      dl_status *status) {
  dl_flow_query ask = {.filters = *filters, .by = q->by && *q->by ? q->by : "month"};
  dl_flows flows;
  int code = q->between && *q->between ? DL_OK : dl_query_between("", NULL, &ask.filters, status); /* says so */
  dl_arena *arena = code == DL_OK ? dl_arena_new() : NULL;
  if (code == DL_OK)
    code = arena ? dl_flows_read(ledger, &ask, arena, &flows, status) : dl_fail(status, DL_EMEMORY, "out of memory");
  for (uint32_t i = 0; code == DL_OK && i < flows.cell_count; i++) {
    const dl_flow_cell *c = &flows.cells[i];
    dl_cell_text(t, c->period < 0 ? "" : flows.periods[c->period]);
    dl_cell_text(t, ask.filters.between[c->way]);
    dl_cell_text(t, ask.filters.between[1 - c->way]);
    dl_cell_text(t, c->event);
    dl_cell_text(t, c->object);
    dl_cell_text(t, c->quad < 0 ? "" : dl_quad_names[c->quad]);
    put_sums(t, &c->sums);
  }
  dl_arena_free(arena);
  return code;
}

/* ---- groups: the keys are columns of the caller's choice ---- */

typedef struct grouping {
  dateline_table *table;
  int keys;
} grouping;

static int put_group(const dl_group *group, void *context) {
  const grouping *g = context;
  for (int i = 0; i < g->keys; i++) dl_cell_text(g->table, group->keys[i]);
  for (int i = g->keys; i < DL_GROUP_KEYS; i++) dl_cell_text(g->table, "");
  put_sums(g->table, &group->sums);
  return 0;
}

static int read_groups(dl_ledger *ledger, const dl_query *query, const char *by, dateline_table *t, dl_status *status) {
  const char *names[DL_GROUP_KEYS + 1];
  int count = 0;
  char *list = strdup(by ? by : ""), *rest = NULL;
  if (!list) return dl_fail(status, DL_EMEMORY, "out of memory");
  for (char *name = strtok_r(list, ",", &rest); name && count <= DL_GROUP_KEYS; name = strtok_r(NULL, ",", &rest))
    names[count++] = name;
  int code = dl_entries_group_check(names, count, status);
  if (code == DL_OK) code = dl_entries_group(ledger, query, names, count, put_group, &(grouping){t, count}, status);
  free(list);
  return code;
}

static dl_query query_of(const dateline_question *q) {
  return (dl_query){.actor = q->actor,
                    .recipient = q->recipient,
                    .event = q->event,
                    .since = q->since,
                    .until = q->until,
                    .source = q->source,
                    .text = q->text,
                    .status = q->status,
                    .object = q->object,
                    .place = q->place,
                    .said_by = q->said_by,
                    .denied_by = q->denied_by,
                    .attitude = q->stance,
                    .least = q->least,
                    .near = q->near != 0,
                    .lat = q->lat,
                    .lon = q->lon,
                    .km = q->km,
                    .min_sources = (long)q->min_sources};
}

static int read_kind(dl_ledger *ledger, const char *kind, const dateline_question *q, dateline_table *t,
                     dl_status *status) {
  dl_query query = query_of(q);
  int code = dl_query_check(&query, NULL, status);
  if (code == DL_OK && q->between && *q->between) code = dl_query_between(q->between, NULL, &query, status);
  if (code != DL_OK) return code;
  if (strcmp(kind, "ledger events") == 0) return dl_ledger_events(ledger, &query, t, status);
  if (strcmp(kind, "entries") == 0) return dl_ledger_entries(ledger, &query, t, status);
  if (strcmp(kind, "flows") == 0) return read_flows(ledger, &query, q, t, status);
  if (strcmp(kind, "groups") == 0) return read_groups(ledger, &query, q->group_by, t, status);
  for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
    if (strcmp(kind, statements[i].kind) == 0) return read_statement(ledger, statements[i].words, t, status);
  return dl_fail(status, DL_EUSAGE, "dateline_ledger_read: a ledger has no table '%s'", kind);
}

int dateline_ledger_read(dateline_ledger *l, const char *kind, const dateline_question *question,
                         dateline_table **table, char *message, size_t size) {
  static const dateline_question all = {0};
  dl_status status = {0};
  if (table) *table = NULL;
  if (!l || !kind || !table)
    return dl_api_null("dateline_ledger_read", !l ? "ledger" : !kind ? "kind" : "table", message, size);
  /* The same names as of documents, with more columns. */
  const char *name = strcmp(kind, "events") == 0      ? "ledger events"
                     : strcmp(kind, "documents") == 0 ? "ledger documents"
                                                      : kind;
  const dl_column_def *columns = dl_frame_columns(name);
  dateline_table *t = columns ? dl_frame_make(dl_frame_name(name), columns) : NULL;
  int code = !columns ? dl_fail(&status, DL_EUSAGE, "dateline_ledger_read: a ledger has no table '%s'", kind)
             : !t     ? dl_fail(&status, DL_EMEMORY, "out of memory")
                      : read_kind(l->ledger, name, question ? question : &all, t, &status);
  if (code == DL_OK) code = dl_frame_check(t, &status);
  if (code == DL_OK)
    *table = t;
  else
    dateline_table_free(t);
  return dl_api_tell(&status, message, size);
}
