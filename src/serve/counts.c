#include "serve/counts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
  KEPT = 32,
  KEY_MOST = 2000,
  COLUMNS_FROM = 20000, /* entries: fewer are counted by SQLite as quickly */
  READING_MS = 600000
};

/* A set that was selected, under its filters. */
typedef struct kept {
  char *key; /* NULL: free */
  uint64_t *bits;
  uint32_t count;
  unsigned long used; /* when it was asked for last */
} kept;

struct dl_counted {
  _Atomic int holders;
  dl_columns *columns;
  long long revision;
  pthread_mutex_t lock;
  unsigned long clock;
  kept sets[KEPT];
};

bool dl_counted_wanted(dl_ledger *ledger) {
  return dl_columns_wanted(ledger, COLUMNS_FROM);
}

typedef struct reading {
  dl_ledger *ledger;
  dl_columns *columns;
} reading;

static int read_columns(void *context, dl_status *status) {
  reading *r = context;
  return dl_counted_wanted(r->ledger) ? dl_columns_read(r->ledger, &r->columns, status) : DL_OK;
}

dl_counted *dl_counted_read(dl_seat *seat, long long revision) {
  reading r = {.ledger = seat->ledger};
  dl_seat_run(seat, READING_MS, true, read_columns, &r, NULL);
  dl_counted *c = r.columns ? calloc(1, sizeof *c) : NULL;
  if (!c) {
    dl_columns_free(r.columns);
    return NULL;
  }
  c->holders = 1;
  c->columns = r.columns;
  c->revision = revision;
  pthread_mutex_init(&c->lock, NULL);
  return c;
}

dl_counted *dl_counted_hold(dl_counted *c) {
  c->holders++;
  return c;
}

static void empty(kept *k) {
  free(k->key);
  free(k->bits);
  *k = (kept){0};
}

void dl_counted_drop(dl_counted *c) {
  if (!c || --c->holders > 0) return;
  for (int i = 0; i < KEPT; i++) empty(&c->sets[i]);
  dl_columns_free(c->columns);
  pthread_mutex_destroy(&c->lock);
  free(c);
}

long long dl_counted_revision(const dl_counted *c) {
  return c->revision;
}

/* ---- sets ---- */

static size_t bytes_of(const dl_counted *c) {
  return ((size_t)dl_columns_count(c->columns) / 64 + 1) * sizeof(uint64_t);
}

/* The filters as one text, each behind a character that stands in none. */
static const char *key_of(const dl_query *q, dl_arena *arena) {
  const char *texts[] = {q->actor,  q->recipient, q->event, q->since,   q->until,     q->source, q->text,
                         q->status, q->object,    q->place, q->said_by, q->denied_by, q->stance, q->attitude};
  const char *key =
      dl_arena_printf(arena, "%d %.17g %.17g %.17g %.17g %ld %d %d %s %s %d", q->near, q->lat, q->lon, q->km, q->least,
                      q->min_sources, q->voiced, q->moves, q->between[0], q->between[1], q->one_way);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    key = dl_arena_printf(arena, "%s\x01%s", key, texts[i] ? texts[i] : "");
  return key;
}

static bool find(dl_counted *c, const char *key, dl_arena *arena, dl_set *set) {
  bool found = false;
  set->bits = dl_arena_take(arena, bytes_of(c)); /* before the lock: memory that runs out must not leave it locked */
  pthread_mutex_lock(&c->lock);
  for (int i = 0; i < KEPT && !found; i++) {
    kept *k = &c->sets[i];
    if (!k->key || strcmp(k->key, key) != 0) continue;
    memcpy(set->bits, k->bits, bytes_of(c));
    set->count = k->count;
    k->used = ++c->clock;
    found = true;
  }
  pthread_mutex_unlock(&c->lock);
  return found;
}

static void keep(dl_counted *c, const char *key, const dl_set *set) {
  kept new = {.key = strlen(key) < KEY_MOST ? strdup(key) : NULL, .bits = malloc(bytes_of(c)), .count = set->count};
  if (!new.key || !new.bits) {
    empty(&new);
    return;
  }
  memcpy(new.bits, set->bits, bytes_of(c));
  pthread_mutex_lock(&c->lock);
  kept *oldest = &c->sets[0];
  for (int i = 1; i < KEPT; i++)
    if (c->sets[i].used < oldest->used) oldest = &c->sets[i];
  empty(oldest);
  new.used = ++c->clock;
  *oldest = new;
  pthread_mutex_unlock(&c->lock);
}

static int select_set(dl_seat *seat, const dl_query *query, dl_set *set, dl_status *status) {
  const char *key = key_of(query, seat->arena);
  if (find(seat->counted, key, seat->arena, set)) return DL_OK;
  int code = dl_columns_select(seat->counted->columns, seat->ledger, query, seat->arena, set, status);
  if (!code) keep(seat->counted, key, set);
  return code;
}

/* ---- sums ---- */

/* Is the sum one that SQLite would take seconds for, while the columns are about to be there? */
static bool is_early(dl_seat *seat, dl_status *status) {
  seat->early = !seat->counted && seat->room->coming;
  if (seat->early) dl_fail(status, DL_ESTOPPED, "the ledger is still being read");
  return seat->early;
}

int dl_count_total(dl_seat *seat, const dl_query *query, long long *total, dl_status *status) {
  dl_set set;
  if (is_early(seat, status)) return DL_ESTOPPED;
  if (!seat->counted) return dl_entries_count(seat->ledger, query, false, total, status);
  int code = select_set(seat, query, &set, status);
  if (!code) *total = set.count;
  return code;
}

int dl_count_group(dl_seat *seat, const dl_query *query, const char *const *names, int count, dl_group_fn each,
                   void *context, dl_status *status) {
  dl_set set;
  if (is_early(seat, status)) return DL_ESTOPPED;
  if (!seat->counted) return dl_entries_group(seat->ledger, query, names, count, each, context, status);
  int code = select_set(seat, query, &set, status);
  return code ? code
              : dl_columns_group(seat->counted->columns, &set, query, names, count, seat->arena, each, context, status);
}

int dl_count_spots(dl_seat *seat, const dl_query *query, long limit, dl_spot_fn each, void *context,
                   long long *unplaced, dl_status *status) {
  dl_set set;
  if (is_early(seat, status)) return DL_ESTOPPED;
  if (!seat->counted) return dl_spots_run(seat->ledger, query, limit, each, context, unplaced, status);
  int code = select_set(seat, query, &set, status);
  return code ? code : dl_columns_spots(seat->counted->columns, &set, limit, seat->arena, each, context, unplaced);
}

int dl_count_acts(void *of, const dl_query *query, dl_act_fn each, void *context, dl_status *status) {
  dl_seat *seat = of;
  dl_query both = *query;
  dl_set set;
  both.one_way = false; /* one set for both ways, which the counts beside them ask for too */
  if (!seat->counted) return dl_acts_run(seat->ledger, query, each, context, status);
  if (strcmp(both.between[0], both.between[1]) > 0) {
    memcpy(both.between[0], query->between[1], sizeof both.between[0]);
    memcpy(both.between[1], query->between[0], sizeof both.between[1]);
  }
  int code = select_set(seat, &both, &set, status);
  return code ? code : dl_columns_acts(seat->counted->columns, &set, query, seat->arena, each, context);
}

int dl_count_tops(dl_seat *seat, const dl_query *query, int kind, long limit, dl_top_fn each, void *context,
                  dl_status *status) {
  dl_set set;
  if (is_early(seat, status)) return DL_ESTOPPED;
  if (!seat->counted) return dl_tops_run(seat->ledger, query, kind, limit, each, context, status);
  int code = select_set(seat, query, &set, status);
  return code ? code
              : dl_columns_tops(seat->counted->columns, &set, kind, seat->ledger, limit, seat->arena, each, context,
                                status);
}

int dl_count_list(dl_seat *seat, const dl_query *query, dl_entry_fn each, void *context, dl_status *status) {
  dl_set set;
  long long *ids;
  uint32_t count;
  if (!seat->counted) return dl_entries_run(seat->ledger, query, each, context, status);
  int code = select_set(seat, query, &set, status);
  if (code) return code;
  code = dl_columns_page(seat->counted->columns, &set, query, seat->arena, &ids, &count, status);
  if (code) return dl_entries_run(seat->ledger, query, each, context, status); /* behind one that was joined since */
  return dl_entries_read(seat->ledger, ids, count, query->brief, each, context, status);
}

int dl_count_screened(dl_seat *seat, const dl_query *query, dl_screen_fn each, void *context, dl_status *status) {
  dl_set set;
  long long *ids;
  uint32_t count;
  const dl_screener *screener = seat->room->screener;
  dl_query moving = *query;
  moving.moves = true;
  if (!seat->counted) return dl_screens_run(seat->ledger, screener, query, each, context, status);
  int code = select_set(seat, &moving, &set, status);
  if (code) return code;
  code = dl_columns_page(seat->counted->columns, &set, &moving, seat->arena, &ids, &count, status);
  if (code) return dl_screens_run(seat->ledger, screener, query, each, context, status);
  return dl_screens_read(seat->ledger, screener, ids, count, query->brief, each, context, status);
}
