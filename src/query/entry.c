#include "query/entry.h"

#include "base/guard.h"

#include <string.h>

static const char entry_sql[] =
    "SELECT n.id, n.event, n.mode, n.cameo, n.quad, n.object, n.status, n.date, n.date_begin, n.date_end,"
    " n.first_report, n.last_report, n.goldstein, n.plover_score, n.mentions, n.documents, n.sources,"
    " n.place, n.place_country, n.lat, n.lon, n.geonames, " DL_ROW_COLUMNS
    " FROM entry n JOIN event e ON e.id=n.representative JOIN text t ON t.id=e.text"
    " WHERE n.id=(WITH RECURSIVE j(id) AS (VALUES(?1) UNION SELECT o.joined_to FROM entry o JOIN j ON o.id=j.id WHERE "
    "o.joined_to IS NOT NULL) SELECT j.id FROM j JOIN entry o ON o.id=j.id WHERE o.joined_to IS NULL) AND n.mentions>0";

static const char voices_sql[] =
    "SELECT v.name, v.code, v.stance, v.cue, e.evidence, d.name, d.source, d.url, t.date, e.label, v.mentions,"
    " d.id, e.evidence_begin, e.evidence_end FROM voice v"
    " JOIN event e ON e.id=v.event JOIN text t ON t.id=e.text"
    " LEFT JOIN document d ON d.id=(SELECT min(id) FROM document WHERE text=t.id AND current)"
    " WHERE v.entry=?1 ORDER BY v.stance, v.mentions DESC, v.name";

/* The articles are put in order first, and what is long is read of those that are handed on alone: a story may have
 * thousands. */
static const char reports_sql[] =
    "SELECT d.name, d.source, d.title, d.url, t.date, e.label, e.evidence, e.author, coalesce(c.family, t.id),"
    " e.trigger_begin, e.trigger_end, e.evidence_begin, e.evidence_end, d.id FROM (SELECT g.event AS event, o.id AS "
    "document "
    "FROM (SELECT e.text AS text, min(e.id) AS event FROM mention m JOIN event e ON e.id=m.event WHERE m.entry=?1 "
    "GROUP "
    "BY e.text) g CROSS JOIN text x ON x.id=g.text CROSS JOIN document o ON o.text=x.id WHERE x.current AND o.current "
    "ORDER BY x.date, o.source, o.name LIMIT ?2) r CROSS JOIN event e ON e.id=r.event CROSS JOIN document d ON "
    "d.id=r.document CROSS JOIN text t ON t.id=d.text LEFT JOIN copy c ON c.text=t.id ORDER BY t.date, d.source, "
    "d.name";

int dl_entry_reader_begin(dl_entry_reader *r, dl_ledger *ledger, dl_status *status) {
  *r = (dl_entry_reader){.rows = {.ledger = ledger, .arena = dl_arena_new()}};
  if (!r->rows.arena) return dl_fail(status, DL_EMEMORY, "out of memory");
  const struct {
    const char *sql;
    sqlite3_stmt **to;
  } all[] = {{entry_sql, &r->entry}, {voices_sql, &r->voices}, {reports_sql, &r->reports}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (sqlite3_prepare_v2(dl_ledger_handle(ledger), all[i].sql, -1, all[i].to, NULL) != SQLITE_OK)
      return dl_query_failed(ledger, status);
  return dl_rows_prepare(&r->rows, status);
}

void dl_entry_reader_end(dl_entry_reader *r) {
  sqlite3_finalize(r->entry);
  sqlite3_finalize(r->voices);
  sqlite3_finalize(r->reports);
  dl_rows_finish(&r->rows);
  dl_arena_free(r->rows.arena);
}

static void add_voice(const dl_row_reader *r, sqlite3_stmt *ask, dl_entry_row *row) {
  dl_row_voice v = {.mentions = sqlite3_column_int(ask, 10),
                    .number = sqlite3_column_int64(ask, 11),
                    .begin = sqlite3_column_int(ask, 12),
                    .end = sqlite3_column_int(ask, 13)};
  const char **texts[] = {&v.name,     &v.code,      &v.stance, &v.cue,  &v.quote,
                          &v.document, &v.newspaper, &v.url,    &v.date, &v.label};
  for (int i = 0; i < 10; i++) *texts[i] = dl_row_text(r, ask, i);
  *DL_PUSH(r->arena, row->voices.items, row->voices.count, row->voices.capacity) = v;
}

static void add_report(const dl_row_reader *r, sqlite3_stmt *ask, dl_entry_row *row) {
  dl_row_report p = {.family = sqlite3_column_int64(ask, 8), .number = sqlite3_column_int64(ask, 13)};
  const char **texts[] = {&p.document, &p.newspaper, &p.title, &p.url, &p.date, &p.label, &p.evidence, &p.author};
  for (int i = 0; i < 8; i++) *texts[i] = dl_row_text(r, ask, i);
  int *ints[] = {&p.trigger_begin, &p.trigger_end, &p.evidence_begin, &p.evidence_end};
  for (int i = 0; i < 4; i++) *ints[i] = sqlite3_column_int(ask, 9 + i);
  *DL_PUSH(r->arena, row->reports.items, row->reports.count, row->reports.capacity) = p;
}

typedef void (*add_fn)(const dl_row_reader *reader, sqlite3_stmt *ask, dl_entry_row *row);

static int read_list(dl_entry_reader *r, sqlite3_stmt *ask, add_fn add, dl_entry_row *row, dl_status *status) {
  int step;
  sqlite3_bind_int64(ask, 1, row->id);
  while ((step = sqlite3_step(ask)) == SQLITE_ROW) add(&r->rows, ask, row);
  sqlite3_reset(ask);
  return step == SQLITE_DONE ? DL_OK : dl_query_failed(r->rows.ledger, status);
}

/* "2 independent sources, said by Kuleba, denied by Iran": what the status comes from. */
static const char *reason(const dl_row_reader *r, const dl_entry_row *row) {
  static const struct {
    const char *stance, *words;
  } kinds[] = {{"asserts", "said by"}, {"open", "told of by"}, {"denies", "denied by"}};
  const char *out = dl_arena_printf(r->arena, "%d independent source%s", row->sources, row->sources == 1 ? "" : "s");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    int count = 0;
    for (uint32_t i = 0; i < row->voices.count; i++) {
      const dl_row_voice *v = &row->voices.items[i];
      if (strcmp(v->stance, kinds[k].stance) != 0 || ++count > 4) continue;
      const char *before = count > 1 ? ", " : dl_arena_printf(r->arena, "; %s ", kinds[k].words);
      out = dl_arena_printf(r->arena, "%s%s%s", out, before, *v->name ? v->name : "somebody not named");
    }
    if (count > 4) out = dl_arena_printf(r->arena, "%s and %d more", out, count - 4);
  }
  return out;
}

int dl_entry_row_read(dl_entry_reader *r, long long id, dl_entry_row *row, bool *found, dl_status *status) {
  dl_arena_reset(r->rows.arena);
  sqlite3_bind_int64(r->entry, 1, id);
  int step = sqlite3_step(r->entry), i = 0;
  *found = step == SQLITE_ROW;
  *row = (dl_entry_row){0};
  int code = DL_OK;
  if (*found) {
    row->id = sqlite3_column_int64(r->entry, i++);
    const char **texts[] = {&row->event,    &row->mode,         &row->cameo,      &row->quad,
                            &row->object,   &row->status,       &row->date,       &row->date_begin,
                            &row->date_end, &row->first_report, &row->last_report};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) *texts[k] = dl_row_text(&r->rows, r->entry, i++);
    row->goldstein = sqlite3_column_double(r->entry, i++);
    row->plover_score = sqlite3_column_double(r->entry, i++);
    int *ints[] = {&row->mentions, &row->documents, &row->sources};
    for (size_t k = 0; k < sizeof ints / sizeof *ints; k++) *ints[k] = sqlite3_column_int(r->entry, i++);
    row->place = (dl_row_place){.name = dl_row_text(&r->rows, r->entry, i),
                                .country = dl_row_text(&r->rows, r->entry, i + 1),
                                .lat = sqlite3_column_double(r->entry, i + 2),
                                .lon = sqlite3_column_double(r->entry, i + 3),
                                .geonames = (long)sqlite3_column_int64(r->entry, i + 4),
                                .located = sqlite3_column_type(r->entry, i + 2) != SQLITE_NULL};
    i += 5;
    code = dl_row_event(&r->rows, r->entry, i, &row->told, status);
  }
  sqlite3_reset(r->entry);
  if (code || !*found) return !code && step != SQLITE_DONE ? dl_query_failed(r->rows.ledger, status) : code;
  sqlite3_bind_int(r->reports, 2, DL_REPORTS);
  row->brief = r->brief;
  if ((code = read_list(r, r->voices, add_voice, row, status)) ||
      (!r->brief && (code = read_list(r, r->reports, add_report, row, status))))
    return code;
  row->why = reason(&r->rows, row);
  return DL_OK;
}

typedef struct walk {
  dl_entry_reader *reader;
  sqlite3_stmt *ask;
  dl_entry_wanted_fn wanted;
  dl_entry_fn each;
  void *context;
} walk;

static int walk_entries(void *context, dl_status *status) {
  const walk *w = context;
  int code = DL_OK, step = SQLITE_ROW;
  while (!code && (step = sqlite3_step(w->ask)) == SQLITE_ROW) {
    long long id = sqlite3_column_int64(w->ask, 1);
    dl_entry_row row;
    bool found = true;
    if (w->wanted && ((code = w->wanted(w->context, id, &found, status)) || !found)) continue;
    code = dl_entry_row_read(w->reader, id, &row, &found, status);
    if (!code && found) code = w->each(&row, w->context);
  }
  return !code && step != SQLITE_DONE ? dl_query_failed(w->reader->rows.ledger, status) : code;
}

int dl_entry_walk(dl_entry_reader *reader, sqlite3_stmt *ask, dl_entry_wanted_fn wanted, dl_entry_fn each,
                  void *context, dl_status *status) {
  return dl_guard_run(walk_entries, &(walk){reader, ask, wanted, each, context}, status);
}
