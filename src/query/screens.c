#include "query/screens.h"

#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "query/entry.h"
#include "query/filter.h"

/* The parties of an entry; a mutual act has no recipient, and each of its parties gives and takes. */
static const char parties_sql[] =
    "SELECT name, country, sector, role FROM entry_party WHERE entry=?1 AND country<>'' "
    "ORDER BY role, name, code";
static const char facts_sql[] =
    "SELECT CASE n.date_begin WHEN '' THEN n.first_report ELSE n.date_begin END, EXISTS(SELECT 1 FROM entry_party "
    "WHERE entry=n.id AND role='recipient'), (SELECT count(*) FROM entry_party WHERE entry=n.id) FROM entry n WHERE "
    "n.id=?1";
static const char classes_sql[] =
    "SELECT o.class FROM entry n JOIN phrase o ON o.event=n.representative AND "
    "o.role='object' AND o.class<>'' WHERE n.id=?1 UNION SELECT object FROM entry WHERE "
    "id=?1 AND object<>'' ORDER BY 1";
static const char sayers_sql[] =
    "SELECT group_concat(source, ', ') FROM (SELECT DISTINCT CASE a.source WHEN '' THEN 'somebody not named' ELSE "
    "a.source END AS source FROM mention m JOIN screening s ON s.event=m.event JOIN said_by b ON b.screening=s.id JOIN "
    "attribution a ON a.id=b.attribution WHERE m.entry=?1 AND s.regime=?2 AND s.paragraph=?3 ORDER BY 1)";

enum { PARTIES, FACTS, CLASSES, SAYERS, QUESTIONS };

struct dl_screen_reader {
  dl_ledger *ledger;
  const dl_screener *screener;
  sqlite3_stmt *ask[QUESTIONS];
};

int dl_screens_begin(dl_ledger *ledger, const dl_screener *screener, dl_screen_reader **out, dl_status *status) {
  static const char *const sql[QUESTIONS] = {parties_sql, facts_sql, classes_sql, sayers_sql};
  dl_screen_reader *r = *out = calloc(1, sizeof *r);
  if (!r) return dl_fail(status, DL_EMEMORY, "out of memory");
  r->ledger = ledger;
  r->screener = screener;
  for (int i = 0; i < QUESTIONS; i++)
    if (sqlite3_prepare_v2(dl_ledger_handle(ledger), sql[i], -1, &r->ask[i], NULL) != SQLITE_OK)
      return dl_query_failed(ledger, status);
  return DL_OK;
}

void dl_screens_end(dl_screen_reader *r) {
  for (int i = 0; r && i < QUESTIONS; i++) sqlite3_finalize(r->ask[i]);
  free(r);
}

static const char *column(dl_arena *arena, sqlite3_stmt *ask, int index) {
  const char *text = (const char *)sqlite3_column_text(ask, index);
  return text ? dl_arena_strndup(arena, text, strlen(text)) : "";
}

/* What is known of an entry, for the table's rows. */
typedef struct case_of {
  dl_moved moved;
  bool mutual;
} case_of;

static int read_case(dl_screen_reader *r, long long entry, dl_arena *arena, case_of *out, dl_status *status) {
  const char **classes = NULL;
  uint32_t capacity = 0;
  *out = (case_of){.moved = {.day = ""}};
  sqlite3_bind_int64(r->ask[FACTS], 1, entry);
  sqlite3_bind_int64(r->ask[CLASSES], 1, entry);
  int step = sqlite3_step(r->ask[FACTS]);
  if (step == SQLITE_ROW) {
    out->moved.day = column(arena, r->ask[FACTS], 0);
    out->mutual = !sqlite3_column_int(r->ask[FACTS], 1) && sqlite3_column_int(r->ask[FACTS], 2) > 1;
  }
  while ((step = sqlite3_step(r->ask[CLASSES])) == SQLITE_ROW)
    *DL_PUSH(arena, classes, out->moved.class_count, capacity) = column(arena, r->ask[CLASSES], 0);
  out->moved.classes = classes;
  sqlite3_reset(r->ask[FACTS]);
  sqlite3_reset(r->ask[CLASSES]);
  return step == SQLITE_DONE ? DL_OK : dl_query_failed(r->ledger, status);
}

static const char *sayers(dl_screen_reader *r, long long entry, const dl_measure *measure, dl_arena *arena) {
  sqlite3_stmt *ask = r->ask[SAYERS];
  sqlite3_bind_int64(ask, 1, entry);
  sqlite3_bind_text(ask, 2, measure->resolution, -1, SQLITE_STATIC);
  sqlite3_bind_text(ask, 3, measure->paragraph, -1, SQLITE_STATIC);
  const char *names = sqlite3_step(ask) == SQLITE_ROW ? column(arena, ask, 0) : "";
  sqlite3_reset(ask);
  return names;
}

/* A measure once, also where several parties are bound by it or one gives and takes. */
static bool known(const dl_touches *list, const dl_measure *measure) {
  for (uint32_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i].measure.resolution, measure->resolution) == 0 &&
        strcmp(list->items[i].measure.paragraph, measure->paragraph) == 0 &&
        strcmp(list->items[i].measure.covers, measure->covers) == 0)
      return true;
  return false;
}

static void add_touches(dl_screen_reader *r, long long entry, const dl_moved *moved, const char *party, dl_arena *arena,
                        dl_touches *out) {
  dl_measure measure;
  for (uint32_t at = 0; dl_screen_next(r->screener, moved, &at, &measure);)
    if (!known(out, &measure))
      *DL_PUSH(arena, out->items, out->count, out->capacity) =
          (dl_touch){measure, party, moved->country, moved->way, sayers(r, entry, &measure, arena)};
}

int dl_screens_of(dl_screen_reader *r, long long entry, dl_arena *arena, dl_touches *out, dl_status *status) {
  case_of c;
  sqlite3_stmt *ask = r->ask[PARTIES];
  int step, code = read_case(r, entry, arena, &c, status);
  *out = (dl_touches){0};
  if (code || !*c.moved.day || c.moved.class_count == 0) return code;
  sqlite3_bind_int64(ask, 1, entry);
  while ((step = sqlite3_step(ask)) == SQLITE_ROW) {
    const char *name = column(arena, ask, 0);
    bool actor = strcmp((const char *)sqlite3_column_text(ask, 3), "actor") == 0;
    c.moved.country = column(arena, ask, 1);
    c.moved.sector = dl_code_read(column(arena, ask, 2));
    c.moved.way = actor ? "from" : "to";
    add_touches(r, entry, &c.moved, name, arena, out);
    if (!actor || !c.mutual) continue;
    c.moved.way = "to";
    add_touches(r, entry, &c.moved, name, arena, out);
  }
  sqlite3_reset(ask);
  return step == SQLITE_DONE ? DL_OK : dl_query_failed(r->ledger, status);
}

/* A run under way: statements and readers are freed behind the guard under which rows take memory. */
typedef struct walk {
  dl_screen_reader *reader;
  dl_arena *arena;
  dl_touches touches; /* of the entry at hand */
  dl_screen_fn each;
  void *context;
} walk;

static int touches_any(void *context, long long id, bool *wanted, dl_status *status) {
  walk *w = context;
  dl_arena_reset(w->arena);
  int code = dl_screens_of(w->reader, id, w->arena, &w->touches, status);
  *wanted = w->touches.count > 0;
  return code;
}

static int give_touches(const dl_entry_row *row, void *context) {
  const walk *w = context;
  return w->each(row, &w->touches, w->context);
}

/* What a run reads with, opened; the walk is to be ended in any case. */
static int start(walk *w, dl_entry_reader *rows, dl_ledger *ledger, const dl_screener *screener, bool brief,
                 dl_status *status) {
  w->arena = dl_arena_new();
  int code = w->arena ? dl_entry_reader_begin(rows, ledger, status) : dl_fail(status, DL_EMEMORY, "out of memory");
  rows->brief = brief;
  return code ? code : dl_screens_begin(ledger, screener, &w->reader, status);
}

static void end(walk *w, dl_entry_reader *rows) {
  dl_entry_reader_end(rows);
  dl_screens_end(w->reader);
  dl_arena_free(w->arena);
}

int dl_screens_run(dl_ledger *ledger, const dl_screener *screener, const dl_query *query, dl_screen_fn each,
                   void *context, dl_status *status) {
  dl_selection s;
  dl_sql sql = {0}, tail = {0};
  dl_entry_reader rows = {0};
  sqlite3_stmt *ask = NULL;
  walk w = {.each = each, .context = context};
  dl_query moving = *query;
  moving.moves = true;
  int code = dl_query_check(query, NULL, status);
  if (code || (code = dl_filter_begin(&s, ledger, &moving, status))) return code;
  if (query->after)
    dl_sql_whole(&tail, " AND (k.date_begin, $)>(SELECT date_begin, id FROM entry WHERE id=?)", query->after);
  dl_filter_selects(&s, &sql, dl_filter_doubles(&s) ? "DISTINCT k.date_begin, $" : "k.date_begin, $", &tail);
  dl_sql_add(&sql, " ORDER BY 1, 2");
  if (!(code = dl_sql_prepare(&sql, ledger, &ask, status)) &&
      !(code = start(&w, &rows, ledger, screener, query->brief, status)))
    code = dl_entry_walk(&rows, ask, touches_any, give_touches, &w, status);
  sqlite3_finalize(ask);
  end(&w, &rows);
  dl_sql_free(&sql);
  dl_sql_free(&tail);
  dl_filter_end(&s);
  return code;
}

/* Entries by their numbers, for the guard. */
typedef struct numbers {
  walk *walk;
  dl_entry_reader *rows;
  const long long *ids;
  uint32_t count;
} numbers;

static int walk_numbers(void *context, dl_status *status) {
  const numbers *n = context;
  dl_entry_row row;
  int code = DL_OK;
  for (uint32_t i = 0; i < n->count && !code; i++) {
    bool wanted = false, found = false;
    code = touches_any(n->walk, n->ids[i], &wanted, status);
    if (!code && wanted) code = dl_entry_row_read(n->rows, n->ids[i], &row, &found, status);
    if (!code && found) code = give_touches(&row, n->walk);
  }
  return code;
}

int dl_screens_read(dl_ledger *ledger, const dl_screener *screener, const long long *ids, uint32_t count, bool brief,
                    dl_screen_fn each, void *context, dl_status *status) {
  walk w = {.each = each, .context = context};
  dl_entry_reader rows = {0};
  int code = start(&w, &rows, ledger, screener, brief, status);
  if (!code) code = dl_guard_run(walk_numbers, &(numbers){&w, &rows, ids, count}, status);
  end(&w, &rows);
  return code;
}
