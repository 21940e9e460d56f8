#include "ledger/entries.h"

#include <string.h>
#include <xxhash.h>

#include "base/guard.h"
#include "ledger/schema.h"

/* What is asked of a mention to find those that it may be one with. */
typedef struct mention {
  long long event, entry;
  const char *category, *cameo, *begin, *end, *trigger, *parties;
} mention;

typedef struct mentions {
  mention *items;
  uint32_t count, capacity;
} mentions;

static int run_two(dl_ledger *ledger, int kind, long long one, long long other, dl_status *status) {
  dl_put p = {0};
  int code = dl_put_start(&p, ledger, kind, status);
  if (code) return code;
  dl_put_int(&p, one);
  if (other) dl_put_int(&p, other);
  return dl_put_end(&p, status);
}

/* The first column of the first row; 0 for none. */
static int ask_two(dl_ledger *ledger, int kind, long long one, long long other, long long *answer, dl_status *status) {
  bool found = false;
  dl_put p = {0};
  int code = dl_put_start(&p, ledger, kind, status);
  if (code) return code;
  dl_put_int(&p, one);
  if (other) dl_put_int(&p, other);
  if ((code = dl_put_ask(&p, &found, status))) return code;
  *answer = found ? sqlite3_column_int64(p.statement, 0) : 0;
  dl_put_done(&p);
  return DL_OK;
}

static const char *column(dl_arena *arena, const dl_put *p, int index) {
  const char *text = (const char *)sqlite3_column_text(p->statement, index);
  return text ? dl_arena_strndup(arena, text, strlen(text)) : "";
}

static int read_mentions(dl_ledger *ledger, long long text, mentions *list, dl_status *status) {
  bool found = true;
  dl_put p = {0};
  int code = dl_put_start(&p, ledger, DL_TEXT_EVENTS, status);
  if (code) return code;
  dl_put_int(&p, text);
  while (!(code = dl_put_ask(&p, &found, status)) && found) {
    mention *m = DL_PUSH(ledger->scratch, list->items, list->count, list->capacity);
    m->event = sqlite3_column_int64(p.statement, 0);
    const char **texts[] = {&m->category, &m->cameo, &m->begin, &m->end, &m->trigger, &m->parties};
    for (int k = 0; k < 6; k++) *texts[k] = column(ledger->scratch, &p, k + 1);
  }
  if (!code) dl_put_done(&p);
  return code;
}

/* Makes two entries one: the one with more mentions keeps its number. */
static int join(dl_ledger *ledger, long long one, long long other, dl_status *status) {
  long long size = 0, more = 0;
  int code;
  if (one == other) return DL_OK;
  if ((code = ask_two(ledger, DL_ENTRY_SIZE, one, 0, &size, status)) ||
      (code = ask_two(ledger, DL_ENTRY_SIZE, other, 0, &more, status)))
    return code;
  long long kept = size > more || (size == more && one < other) ? one : other, gone = kept == one ? other : one;
  if ((code = run_two(ledger, DL_MOVE_MENTIONS, gone, kept, status)) ||
      (code = run_two(ledger, DL_JOIN_ENTRY, gone, kept, status)) ||
      (code = run_two(ledger, DL_JOIN_AGAIN, gone, kept, status)) ||
      (code = run_two(ledger, DL_TOUCH, gone, 0, status)))
    return code;
  return run_two(ledger, DL_TOUCH, kept, 0, status);
}

static int join_events(dl_ledger *ledger, long long event, long long other, dl_status *status) {
  long long one = 0, two = 0;
  int code = ask_two(ledger, DL_ENTRY_OF, event, 0, &one, status);
  if (!code) code = ask_two(ledger, DL_ENTRY_OF, other, 0, &two, status);
  return code || !one || !two ? code : join(ledger, one, two, status);
}

static int place(dl_ledger *ledger, const mention *m, dl_status *status) {
  dl_put p = {0};
  int code = dl_put_start(&p, ledger, DL_NEW_ENTRY, status);
  if (code || (code = dl_put_end(&p, status))) return code;
  long long entry = sqlite3_last_insert_rowid(ledger->db), other = 0;
  if ((code = run_two(ledger, DL_PUT_MENTION, m->event, entry, status)) ||
      (code = run_two(ledger, DL_TOUCH, entry, 0, status)) || !*m->category || !*m->parties || !*m->begin ||
      strcmp(m->begin, m->end) != 0)
    return code;
  const char *key =
      dl_arena_printf(ledger->scratch, "%s\t%s\t%s\t%s\t%.5s", m->category, m->cameo, m->begin, m->parties, m->trigger);
  long long hash = (long long)XXH3_64bits(key, strlen(key));
  if ((code = run_two(ledger, DL_PUT_MENTION_KEY, hash, m->event, status)) ||
      (code = ask_two(ledger, DL_ASK_MENTION_KEY, hash, m->event, &other, status)) || !other)
    return code;
  return join_events(ledger, m->event, other, status);
}

int dl_entries_join(dl_ledger *ledger, long long text, dl_status *status) {
  mentions list = {0};
  bool found = true;
  dl_put p = {0};
  dl_arena_reset(ledger->scratch);
  int code = run_two(ledger, DL_PUT_COPY, text, 0, status);
  if (!code) code = read_mentions(ledger, text, &list, status);
  for (uint32_t i = 0; !code && i < list.count; i++) {
    long long there = 0;
    if (!(code = ask_two(ledger, DL_ENTRY_OF, list.items[i].event, 0, &there, status)) && !there)
      code = place(ledger, &list.items[i], status);
  }
  if (code || (code = dl_put_start(&p, ledger, DL_TEXT_SAME, status))) return code;
  dl_put_int(&p, text);
  while (!(code = dl_put_ask(&p, &found, status)) && found)
    if ((code =
             join_events(ledger, sqlite3_column_int64(p.statement, 0), sqlite3_column_int64(p.statement, 1), status)))
      break;
  dl_put_done(&p);
  return code;
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

int dl_entries_settle(dl_ledger *ledger, dl_status *status) {
  long long entry = 0;
  int code;
  while (!(code = ask_two(ledger, DL_TOUCHED, entry, 0, &entry, status)) && entry) {
    dl_arena_reset(ledger->scratch);
    if ((code = dl_entry_refresh(ledger, entry, ledger->scratch, status))) return code;
  }
  return code ? code : dl_ledger_sql(ledger, "DELETE FROM temp.touched", "cannot be written", status);
}

/* All texts of an older ledger, as if each came now. */
static int make_all(void *context, dl_status *status) {
  dl_ledger *ledger = context;
  long long text = 0;
  int code;
  while (!(code = ask_two(ledger, DL_NEXT_TEXT, text, 0, &text, status)) && text)
    if ((code = dl_entries_join(ledger, text, status)) || (code = dl_entries_settle(ledger, status))) return code;
  return code;
}

int dl_entries_make(dl_ledger *ledger, dl_status *status) {
  int code = dl_ledger_sql(ledger, dl_ledger_entries, "cannot make the tables", status);
  return code ? code : dl_guard_run(make_all, ledger, status);
}
