/* What the unit tests of the ledger share: a new one in a temporary file, and a number that a question gives. */
#ifndef DL_TESTS_LEDGER_SUPPORT_H
#define DL_TESTS_LEDGER_SUPPORT_H

#include <unistd.h>

#include "ledger/entries.h"
#include "ledger/store.h"
#include "support.h"

static inline long long ask(dl_ledger *ledger, const char *sql) {
  sqlite3_stmt *row = NULL;
  assert_int_equal(sqlite3_prepare_v2(ledger->db, sql, -1, &row, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(row), SQLITE_ROW);
  long long answer = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  return answer;
}

/* `path` ends in XXXXXX and is given the file's name. */
static inline dl_ledger *open_new(char *path) {
  dl_status status = {0};
  dl_ledger *ledger = NULL;
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  assert_int_equal(dl_ledger_open(path, true, &ledger, &status), DL_OK);
  return ledger;
}

#endif
