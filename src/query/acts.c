/* What one country does to another, act by act, out of the ledger or out of its columns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/filter.h"
#include "query/table.h"

typedef struct taking {
  dl_act_fn each;
  void *context;
} taking;

static int take_act(sqlite3_stmt *row, void *context, dl_status *status) {
  const taking *t = context;
  dl_act act = {.date_begin = dl_sql_cell(row, 0),
                .date_end = dl_sql_cell(row, 1),
                .event = dl_sql_cell(row, 2),
                .object = dl_sql_cell(row, 3),
                .quad = dl_sql_cell(row, 4),
                .status = dl_sql_cell(row, 5),
                .goldstein = sqlite3_column_double(row, 6)};
  (void)status;
  return t->each(&act, t->context);
}

int dl_acts_run(dl_ledger *ledger, const dl_query *query, dl_act_fn each, void *context, dl_status *status) {
  dl_query whole = *query;
  dl_selection s;
  dl_sql sql = {0}, tail = {0};
  whole.one_way = true;
  whole.limit = 0;
  int code = dl_query_check(&whole, NULL, status);
  if (code || (code = dl_filter_begin(&s, ledger, &whole, status))) return code;
  dl_sql_add(&tail, " ORDER BY k.date_begin, $");
  dl_filter_selects(&s, &sql, "k.date_begin, k.date_end, k.event, k.object, k.quad, k.status, k.goldstein", &tail);
  sql.words.failed |= tail.words.failed;
  code = dl_sql_run(&sql, ledger, take_act, &(taking){each, context}, status);
  dl_sql_free(&tail);
  dl_filter_end(&s);
  return code;
}

/* ---- columns ---- */

static int by_day(const void *a, const void *b) {
  const dl_entry_columns *x = *(const dl_entry_columns *const *)a, *y = *(const dl_entry_columns *const *)b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

static void show_day(int32_t day, char text[16]) {
  text[0] = '\0';
  if (day) snprintf(text, 16, "%04d-%02d-%02d", day / 10000 % 10000, day / 100 % 100, day % 100);
}

static int hand_out(const dl_columns *c, const dl_entry_columns **rows, uint32_t count, dl_act_fn each, void *context) {
  char begin[16], end[16];
  int code = DL_OK;
  for (uint32_t i = 0; i < count && !code; i++) {
    const dl_entry_columns *e = rows[i];
    if (i == 0 || e->begin != rows[i - 1]->begin) show_day(e->begin, begin);
    if (e->end != e->begin) show_day(e->end, end);
    code = each(&(dl_act){.date_begin = begin,
                          .date_end = e->end == e->begin ? begin : end,
                          .event = c->events.items[e->event],
                          .object = c->objects.items[e->object],
                          .quad = c->quads.items[e->quad],
                          .status = c->statuses.items[e->status],
                          .goldstein = e->goldstein},
                context);
  }
  return code;
}

int dl_columns_acts(const dl_columns *c, const dl_set *set, const dl_query *query, dl_arena *arena, dl_act_fn each,
                    void *context) {
  uint32_t sides[2], count = 0;
  for (int i = 0; i < 2; i++)
    if (!dl_words_find(&c->countries, query->between[i], &sides[i])) return DL_OK;
  const dl_entry_columns **rows = dl_arena_take(arena, ((size_t)set->count + 1) * sizeof *rows);
  for (uint32_t row = 0; row < c->count; row++) {
    if ((row & 63) == 0 && !set->bits[row >> 6])
      row += 63;
    else if (dl_set_has(set, row) && dl_column_pair(c, row, sides[0], sides[1]))
      rows[count++] = &c->rows[row];
  }
  if (count > 1) qsort(rows, count, sizeof *rows, by_day);
  return hand_out(c, rows, count, each, context);
}
