#include "ledger/entries.h"

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

int dl_entries_unite(dl_ledger *ledger, long long one, long long other, long long *kept, dl_status *status) {
  long long size = 0, more = 0;
  int code;
  *kept = one;
  if (one == other) return DL_OK;
  if ((code = ask_two(ledger, DL_ENTRY_SIZE, one, 0, &size, status)) ||
      (code = ask_two(ledger, DL_ENTRY_SIZE, other, 0, &more, status)))
    return code;
  if (size < more || (size == more && other < one)) *kept = other;
  long long gone = *kept == one ? other : one;
  if ((code = run_two(ledger, DL_MOVE_MENTIONS, gone, *kept, status)) ||
      (code = run_two(ledger, DL_JOIN_ENTRY, gone, *kept, status)) ||
      (code = run_two(ledger, DL_JOIN_AGAIN, gone, *kept, status)) ||
      (code = run_two(ledger, DL_TOUCH, gone, 0, status)))
    return code;
  return run_two(ledger, DL_TOUCH, *kept, 0, status);
}

/* A family has the number of its first text. Only entries with a text of the smaller one can have lost a source. */
int dl_families_unite(dl_ledger *ledger, long long one, long long other, dl_status *status) {
  long long a = 0, b = 0, size_a = 0, size_b = 0;
  int code;
  if ((code = ask_two(ledger, DL_FAMILY_OF, one, 0, &a, status)) ||
      (code = ask_two(ledger, DL_FAMILY_OF, other, 0, &b, status)) || a == b)
    return code;
  if ((code = ask_two(ledger, DL_FAMILY_SIZE, a, 0, &size_a, status)) ||
      (code = ask_two(ledger, DL_FAMILY_SIZE, b, 0, &size_b, status)) ||
      (code = run_two(ledger, DL_TOUCH_FAMILY, size_a < size_b ? a : b, 0, status)))
    return code;
  return run_two(ledger, DL_MOVE_FAMILY, a < b ? b : a, a < b ? a : b, status);
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
