/* A page of a set, in an order. */
#include <stdlib.h>
#include <string.h>

#include "query/table.h"

typedef enum by { DATE, SOURCES, REPORTED } by;

/* The order: by this, then by the number; back: the other way round. */
typedef struct order {
  const dl_columns *c;
  by by;
  bool back;
} order;

static int read_order(const dl_columns *c, const char *sort, order *o, dl_status *status) {
  static const char *const names[] = {"date", "sources", "reported"};
  const char *name = sort && *sort ? sort : "date";
  *o = (order){.c = c, .back = name[0] == '-'};
  for (int i = 0; i < 3; i++)
    if (strcmp(names[i], name + o->back) == 0) {
      o->by = (by)i;
      return DL_OK;
    }
  return dl_fail(status, DL_EUSAGE, "--sort is '%s': date, sources or reported, or one of them with a minus before it",
                 name);
}

static int64_t value_of(const order *o, uint32_t row) {
  const dl_entry_columns *e = &o->c->rows[row];
  return o->by == DATE ? e->begin : o->by == SOURCES ? (int64_t)e->sources : e->reported;
}

/* Does row `a` stand before `b`? Rows are in order of their numbers. */
static bool before(const order *o, uint32_t a, uint32_t b) {
  int64_t x = value_of(o, a), y = value_of(o, b);
  if (x != y) return o->back ? x > y : x < y;
  return o->back ? a > b : a < b;
}

/* The rows of a page as a heap, the last one of them on top, so that one before it takes its place. */
typedef struct heap {
  const order *order;
  uint32_t *rows;
  uint32_t count, most;
} heap;

static void sink(heap *h, uint32_t at) {
  for (;;) {
    uint32_t child = at * 2 + 1;
    if (child >= h->count) return;
    if (child + 1 < h->count && before(h->order, h->rows[child], h->rows[child + 1])) child++;
    if (!before(h->order, h->rows[at], h->rows[child])) return;
    uint32_t row = h->rows[at];
    h->rows[at] = h->rows[child];
    h->rows[child] = row;
    at = child;
  }
}

static void offer(heap *h, uint32_t row) {
  if (h->count < h->most) {
    uint32_t at = h->count++;
    for (; at > 0 && before(h->order, h->rows[(at - 1) / 2], row); at = (at - 1) / 2)
      h->rows[at] = h->rows[(at - 1) / 2];
    h->rows[at] = row;
  } else if (before(h->order, row, h->rows[0])) {
    h->rows[0] = row;
    sink(h, 0);
  }
}

/* Rows in their order: the top of the heap is the last of those that are left. */
static void unheap(heap *h) {
  for (uint32_t left = h->count; left > 1; left--) {
    uint32_t last = h->rows[0];
    h->rows[0] = h->rows[left - 1];
    h->count = left - 1;
    sink(h, 0);
    h->rows[left - 1] = last;
  }
}

int dl_columns_page(const dl_columns *c, const dl_set *set, const dl_query *query, dl_arena *arena, long long **ids,
                    uint32_t *count, dl_status *status) {
  order o;
  int code = read_order(c, query->sort, &o, status);
  uint32_t after = query->after > 0 && query->after <= c->last_id ? c->row_of[query->after] : 0;
  if (code) return code;
  if (query->after && !after)
    return dl_fail(status, DL_EUSAGE, "--after is '%lld': there is no such entry", query->after);
  uint32_t most = query->limit > 0 && (uint32_t)query->limit < set->count ? (uint32_t)query->limit : set->count;
  heap h = {.order = &o, .rows = dl_arena_take(arena, ((size_t)most + 1) * sizeof *h.rows), .most = most};
  for (uint32_t row = 0; row < c->count && most > 0; row++) {
    if (!set->bits[row >> 6]) {
      row |= 63;
      continue;
    }
    if (dl_set_has(set, row) && !(after && !before(&o, after - 1, row))) offer(&h, row);
  }
  uint32_t found = h.count;
  unheap(&h);
  *ids = dl_arena_take(arena, ((size_t)found + 1) * sizeof **ids);
  for (uint32_t i = 0; i < found; i++) (*ids)[i] = c->rows[h.rows[i]].id;
  *count = found;
  return DL_OK;
}
