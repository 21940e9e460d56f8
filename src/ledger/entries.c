#include "ledger/entries.h"

#include <stdlib.h>

static int run_two(dl_ledger *ledger, int kind, long long one, long long other, dl_status *status) {
  dl_put p = {0};
  int code = dl_put_for(&p, ledger, kind, one, status);
  if (code) return code;
  if (other) dl_put_int(&p, other);
  return dl_put_end(&p, status);
}

/* The first column of the first row; 0 for none. */
static int ask_two(dl_ledger *ledger, int kind, long long one, long long other, long long *answer, dl_status *status) {
  bool found = false;
  dl_put p = {0};
  int code = dl_put_for(&p, ledger, kind, one, status);
  if (code) return code;
  if (other) dl_put_int(&p, other);
  if ((code = dl_put_ask(&p, &found, status))) return code;
  *answer = found ? sqlite3_column_int64(p.statement, 0) : 0;
  dl_put_done(&p);
  return DL_OK;
}

/* The mentions of an entry that goes into another are new there. */
static int await_mentions(dl_ledger *ledger, long long entry, dl_status *status) {
  bool found = true;
  dl_put p = {0};
  int code = dl_put_for(&p, ledger, DL_EVENTS_OF_ENTRY, entry, status);
  if (code) return code;
  while (!(code = dl_put_ask(&p, &found, status)) && found)
    dl_tallies_await(ledger, sqlite3_column_int64(p.statement, 0));
  if (!code) dl_put_done(&p);
  return code;
}

/* What may be one with an entry that goes into another may be so with that one. */
static int move_ties(dl_ledger *ledger, long long gone, long long kept, dl_status *status) {
  long long any = 0;
  int code = ask_two(ledger, DL_HAS_TIES, gone, 0, &any, status);
  if (code || !any) return code;
  if ((code = run_two(ledger, DL_MOVE_TIES, gone, kept, status)) ||
      (code = run_two(ledger, DL_MOVE_TIES_BACK, gone, kept, status)) ||
      (code = run_two(ledger, DL_END_TIES_BACK, gone, 0, status)))
    return code;
  return run_two(ledger, DL_END_TIES, gone, 0, status);
}

static int unite_two(dl_ledger *ledger, long long one, long long other, long long *kept, dl_status *status) {
  long long size = 0, more = 0;
  int code;
  *kept = one;
  if ((code = ask_two(ledger, DL_ENTRY_SIZE, one, 0, &size, status)) ||
      (code = ask_two(ledger, DL_ENTRY_SIZE, other, 0, &more, status)))
    return code;
  if (size < more || (size == more && other < one)) *kept = other;
  long long gone = *kept == one ? other : one;
  if ((code = await_mentions(ledger, gone, status)) ||
      (code = run_two(ledger, DL_MOVE_MENTIONS, gone, *kept, status)) ||
      (code = run_two(ledger, DL_JOIN_ENTRY, gone, *kept, status)) ||
      (code = move_ties(ledger, gone, *kept, status)))
    return code;
  dl_entry_went(ledger, gone, *kept);
  return run_two(ledger, DL_TOUCH, gone, 0, status);
}

/* Entries with enough ties become one, and so do those that have enough only now. */
static int unite_tied(dl_ledger *ledger, long long *entry, dl_status *status) {
  for (long long other = 0;;) {
    int code = ask_two(ledger, DL_TIED_ENOUGH, *entry, DL_STORY_TIES, &other, status);
    if (code || !other || (code = unite_two(ledger, *entry, other, entry, status))) return code;
  }
}

int dl_entries_unite(dl_ledger *ledger, long long one, long long other, long long *kept, dl_status *status) {
  *kept = one;
  if (one == other) return DL_OK;
  int code = unite_two(ledger, one, other, kept, status);
  return code ? code : unite_tied(ledger, kept, status);
}

int dl_entries_tie(dl_ledger *ledger, long long one, long long other, dl_status *status) {
  int code;
  if (one == other) return DL_OK;
  if ((code = run_two(ledger, DL_PUT_TIE, one, other, status)) ||
      (code = run_two(ledger, DL_PUT_TIE, other, one, status)))
    return code;
  return unite_tied(ledger, &one, status);
}

/* A family has the number of its first text. Only entries with a text of the smaller one can have lost a source; those
 * of the other have to know its new number. Mentions that are awaited are read with whatever number it has then. */
int dl_families_unite(dl_ledger *ledger, long long one, long long other, dl_status *status) {
  long long a = 0, b = 0, size_a = 0, size_b = 0;
  int code;
  if ((code = ask_two(ledger, DL_FAMILY_OF, one, 0, &a, status)) ||
      (code = ask_two(ledger, DL_FAMILY_OF, other, 0, &b, status)) || a == b)
    return code;
  if ((code = ask_two(ledger, DL_FAMILY_SIZE, a, 0, &size_a, status)) ||
      (code = ask_two(ledger, DL_FAMILY_SIZE, b, 0, &size_b, status)))
    return code;
  long long smaller = size_a < size_b ? a : b, higher = a < b ? b : a, lower = a < b ? a : b;
  if ((code = run_two(ledger, DL_TOUCH_FAMILY, smaller, ledger->settled_text, status)) ||
      (smaller != higher && (code = run_two(ledger, DL_TOUCH_FAMILY, higher, ledger->settled_text, status))))
    return code;
  dl_family_went(ledger, higher, lower);
  return run_two(ledger, DL_MOVE_FAMILY, higher, lower, status);
}

int dl_entries_touch(dl_ledger *ledger, long long text, dl_status *status) {
  return run_two(ledger, DL_TOUCH_TEXT, text, 0, status);
}

int dl_entries_touch_identity(dl_ledger *ledger, const char *identity, dl_status *status) {
  dl_put p = {0};
  int code = dl_put_start(&p, ledger, DL_TOUCH_IDENTITY, status);
  if (code) return code;
  dl_put_text(&p, identity);
  return dl_put_end(&p, status);
}

static int by_number(const void *a, const void *b) {
  const long long *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/* What a settlement goes through: an entry, and what is new in it. */
typedef struct change {
  long long entry, item;
  bool text; /* a text with a further document, not a mention */
} change;

typedef struct changes {
  change *items;
  uint32_t count, capacity;
} changes;

static int by_entry(const void *a, const void *b) {
  const change *x = a, *y = b;
  if (x->entry != y->entry) return x->entry < y->entry ? -1 : 1;
  if (x->text != y->text) return x->text - y->text;
  return (x->item > y->item) - (x->item < y->item);
}

/* The entries that something is in now. */
static int add_changes(dl_ledger *ledger, int kind, long long item, bool text, changes *out, dl_status *status) {
  bool found = true;
  dl_put p = {0};
  int code = dl_put_for(&p, ledger, kind, item, status);
  if (code) return code;
  while (!(code = dl_put_ask(&p, &found, status)) && found)
    *DL_PUSH(ledger->awaited, out->items, out->count, out->capacity) =
        (change){sqlite3_column_int64(p.statement, 0), item, text};
  if (!code) dl_put_done(&p);
  return code;
}

static int find_changes(dl_ledger *ledger, changes *out, dl_status *status) {
  dl_tallies *all = &ledger->tallies;
  int code = DL_OK;
  if (all->event_count) qsort(all->events, all->event_count, sizeof *all->events, by_number);
  for (uint32_t i = 0; i < all->event_count && !code; i++)
    if (i == 0 || all->events[i] != all->events[i - 1])
      code = add_changes(ledger, DL_ENTRY_OF, all->events[i], false, out, status);
  for (uint32_t i = 0; i < all->text_count && !code; i++)
    code = add_changes(ledger, DL_ENTRIES_OF_TEXT, all->texts[i], true, out, status);
  if (out->count) qsort(out->items, out->count, sizeof *out->items, by_entry);
  return code;
}

/* Entries that are summed up from all of their mentions. */
static int make_touched(dl_ledger *ledger, dl_keyed *made, dl_status *status) {
  long long entry = 0;
  int code;
  while (!(code = ask_two(ledger, DL_TOUCHED, entry, 0, &entry, status)) && entry) {
    dl_tally *tally = NULL;
    dl_arena_reset(ledger->scratch);
    if ((code = dl_tally_make(ledger, entry, &tally, status)) || (code = dl_entry_refresh(ledger, tally, true, status)))
      return code;
    dl_keyed_put(made, ledger->awaited, (uint64_t)entry, 0);
  }
  return code || !made->count ? code : dl_ledger_sql(ledger, "DELETE FROM temp.touched", "cannot be written", status);
}

/* What came to one entry: `count` changes, added to what is known of it, or found with all the rest. */
static int make_changed(dl_ledger *ledger, const change *items, uint32_t count, dl_status *status) {
  dl_tally *tally = dl_tally_kept(ledger, items->entry);
  bool anew = !tally;
  int code = DL_OK;
  dl_arena_reset(ledger->scratch);
  if (anew) code = dl_tally_make(ledger, items->entry, &tally, status);
  for (uint32_t i = 0; i < count && !anew && !code; i++)
    code = items[i].text ? dl_tally_add_documents(ledger, tally, items[i].item, status)
                         : dl_tally_add(ledger, tally, items[i].item, status);
  return code ? code : dl_entry_refresh(ledger, tally, anew, status);
}

int dl_entries_settled(dl_ledger *ledger, dl_status *status) {
  bool found = false;
  dl_put p = {0};
  int code = dl_put_start(&p, ledger, DL_LAST_ROWS, status);
  if (code || (code = dl_put_ask(&p, &found, status))) return code;
  ledger->settled_text = sqlite3_column_int64(p.statement, 0);
  ledger->settled_entry = sqlite3_column_int64(p.statement, 1);
  dl_put_done(&p);
  return DL_OK;
}

int dl_entries_settle(dl_ledger *ledger, dl_status *status) {
  dl_keyed made = {0};
  changes all = {0};
  int code = find_changes(ledger, &all, status);
  if (code || (code = make_touched(ledger, &made, status))) return code;
  for (uint32_t i = 0, end; i < all.count && !code; i = end) {
    for (end = i + 1; end < all.count && all.items[end].entry == all.items[i].entry;) end++;
    if (!dl_keyed_get(&made, (uint64_t)all.items[i].entry)) code = make_changed(ledger, &all.items[i], end - i, status);
  }
  if (code || (code = dl_late_write(ledger, status))) return code;
  ledger->tallies.event_count = ledger->tallies.text_count = 0;
  ledger->tallies.event_capacity = ledger->tallies.text_capacity = 0;
  ledger->tallies.events = ledger->tallies.texts = NULL;
  dl_arena_reset(ledger->awaited);
  return dl_entries_settled(ledger, status);
}

void dl_entries_forget(dl_ledger *ledger) {
  dl_articles_forget(ledger);
  dl_tallies_forget(ledger);
}

static int ask_version(dl_ledger *ledger, long long *version, dl_status *status) {
  bool found = false;
  dl_put p = {0};
  int code = dl_put_start(&p, ledger, DL_DATA_VERSION, status);
  if (code || (code = dl_put_ask(&p, &found, status))) return code;
  *version = sqlite3_column_int64(p.statement, 0);
  dl_put_done(&p);
  return DL_OK;
}

int dl_entries_begin(dl_ledger *ledger, dl_status *status) {
  enum { MOST = 64 << 20 }; /* bytes of tallies */
  long long version = 0;
  int code = ask_version(ledger, &version, status);
  if (!code && (version != ledger->data_version || dl_arena_used(ledger->tallies.arena) > MOST))
    dl_entries_forget(ledger);
  ledger->data_version = version;
  return code ? code : dl_entries_settled(ledger, status);
}
