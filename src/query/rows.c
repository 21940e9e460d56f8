#include "query/rows.h"

#include <string.h>

static const char *const sql[DL_LISTS] = {
    [DL_LIST_PARTIES] = "SELECT role, name, code, country, sector FROM party WHERE event=?1 ORDER BY begin, rowid",
    [DL_LIST_PHRASES] =
        "SELECT role, text, class, unit, bound, value, low, high FROM phrase WHERE event=?1 ORDER BY begin, rowid",
    [DL_LIST_PLACES] = "SELECT name, country, lat, lon, geonames FROM place WHERE event=?1 ORDER BY rowid",
    [DL_LIST_CLAIMS] = "SELECT source, code, value, cue FROM claim WHERE event=?1 ORDER BY rowid",
    [DL_LIST_LINKED] =
        "SELECT l.type, p.name, p.code, p.country, p.sector FROM link l JOIN party p ON p.event=l.from_event AND "
        "p.role='actor'"
        " WHERE l.to_event=?1 AND l.type IN ('DENIES','CONFIRMS') GROUP BY l.type, p.name, p.code ORDER BY "
        "min(l.rowid), min(p.begin)",
    [DL_LIST_SCREENS] =
        "SELECT regime, paragraph, measure, status, (SELECT group_concat(source, ', ') FROM (SELECT DISTINCT CASE "
        "a.source WHEN ''"
        " THEN 'not named' ELSE a.source END AS source FROM said_by b JOIN attribution a ON a.id=b.attribution WHERE "
        "b.screening=s.id))"
        " FROM screening s WHERE event=?1 ORDER BY s.id",
    /* of a current text its current articles, of an earlier one all that had it */
    [DL_LIST_DOCUMENTS] =
        "SELECT name, source, title, url, version FROM document d WHERE text=?1 AND (current OR NOT (SELECT t.current "
        "FROM text t"
        " WHERE t.id=?1)) ORDER BY id"};

int dl_rows_prepare(dl_row_reader *reader, dl_status *status) {
  for (int i = 0; i < DL_LISTS; i++)
    if (sqlite3_prepare_v2(dl_ledger_handle(reader->ledger), sql[i], -1, &reader->lists[i], NULL) != SQLITE_OK)
      return dl_query_failed(reader->ledger, status);
  return DL_OK;
}

void dl_rows_finish(dl_row_reader *reader) {
  for (int i = 0; i < DL_LISTS; i++) sqlite3_finalize(reader->lists[i]);
}

const char *dl_row_text(const dl_row_reader *reader, sqlite3_stmt *ask, int column) {
  const char *text = (const char *)sqlite3_column_text(ask, column);
  return text ? dl_arena_strndup(reader->arena, text, strlen(text)) : "";
}

static void add_party(const dl_row_reader *r, sqlite3_stmt *ask, dl_row_parties *list) {
  *DL_PUSH(r->arena, list->items, list->count, list->capacity) =
      (dl_row_party){dl_row_text(r, ask, 1), dl_row_text(r, ask, 2), dl_row_text(r, ask, 3), dl_row_text(r, ask, 4)};
}

static double known(sqlite3_stmt *ask, int column) {
  return sqlite3_column_type(ask, column) == SQLITE_NULL ? -1 : sqlite3_column_double(ask, column);
}

static void add_phrase(const dl_row_reader *r, sqlite3_stmt *ask, dl_row_phrases *list) {
  *DL_PUSH(r->arena, list->items, list->count, list->capacity) = (dl_row_phrase){
      dl_row_text(r, ask, 1),        dl_row_text(r, ask, 2), dl_row_text(r, ask, 3), dl_row_text(r, ask, 4),
      sqlite3_column_double(ask, 5), known(ask, 6),          known(ask, 7)};
}

/* One row of the list `kind`. */
static void take(const dl_row_reader *r, int kind, sqlite3_stmt *ask, dl_query_row *row) {
  const char *first = dl_row_text(r, ask, 0);
  switch (kind) {
    case DL_LIST_PARTIES:
      add_party(r, ask, strcmp(first, "actor") == 0 ? &row->actor : &row->recipient);
      break;
    case DL_LIST_LINKED:
      add_party(r, ask, strcmp(first, "DENIES") == 0 ? &row->denied_by : &row->confirmed_by);
      break;
    case DL_LIST_PHRASES:
      add_phrase(r, ask,
                 strcmp(first, "object") == 0    ? &row->object
                 : strcmp(first, "purpose") == 0 ? &row->purpose
                                                 : &row->magnitude);
      break;
    case DL_LIST_PLACES:
      *DL_PUSH(r->arena, row->place.items, row->place.count, row->place.capacity) =
          (dl_row_place){first,
                         dl_row_text(r, ask, 1),
                         sqlite3_column_double(ask, 2),
                         sqlite3_column_double(ask, 3),
                         (long)sqlite3_column_int64(ask, 4),
                         sqlite3_column_type(ask, 2) != SQLITE_NULL};
      break;
    case DL_LIST_CLAIMS:
      *DL_PUSH(r->arena, row->source.items, row->source.count, row->source.capacity) =
          (dl_row_claim){first, dl_row_text(r, ask, 1), dl_row_text(r, ask, 2), dl_row_text(r, ask, 3)};
      break;
    case DL_LIST_SCREENS:
      *DL_PUSH(r->arena, row->screening.items, row->screening.count, row->screening.capacity) = (dl_row_screen){
          first, dl_row_text(r, ask, 1), dl_row_text(r, ask, 2), dl_row_text(r, ask, 3), dl_row_text(r, ask, 4)};
      break;
    default:
      *DL_PUSH(r->arena, row->documents.items, row->documents.count, row->documents.capacity) = (dl_row_document){
          first, dl_row_text(r, ask, 1), dl_row_text(r, ask, 2), dl_row_text(r, ask, 3), sqlite3_column_int(ask, 4)};
      break;
  }
}

/* Fills the lists of an event of the text `text`. */
static int rows_read(dl_row_reader *reader, long long event, long long text, dl_query_row *row, dl_status *status) {
  for (int i = 0; i < DL_LISTS; i++) {
    int step;
    sqlite3_bind_int64(reader->lists[i], 1, i == DL_LIST_DOCUMENTS ? text : event);
    while ((step = sqlite3_step(reader->lists[i])) == SQLITE_ROW) take(reader, i, reader->lists[i], row);
    sqlite3_reset(reader->lists[i]);
    if (step != SQLITE_DONE) return dl_query_failed(reader->ledger, status);
  }
  return DL_OK;
}

int dl_row_event(dl_row_reader *r, sqlite3_stmt *ask, int i, dl_query_row *row, dl_status *status) {
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
  return rows_read(r, row->id, text, row, status);
}
