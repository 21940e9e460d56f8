#include <sqlite3.h>
#include <stdlib.h>

#include "export/forms.h"

struct dl_seen {
  sqlite3 *db;
  sqlite3_stmt *add;
};

int dl_seen_new(dl_seen **out, dl_status *status) {
  dl_seen *s = *out = calloc(1, sizeof *s);
  if (!s) return dl_fail(status, DL_EMEMORY, "out of memory");
  /* a name that is empty is a file that is gone with the connection, and memory as long as it is small */
  if (sqlite3_open_v2("", &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ==
          SQLITE_OK &&
      sqlite3_exec(s->db,
                   "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE word(word TEXT PRIMARY KEY) WITHOUT "
                   "ROWID; BEGIN",
                   NULL, NULL, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(s->db, "INSERT OR IGNORE INTO word VALUES(?)", -1, &s->add, NULL) == SQLITE_OK)
    return DL_OK;
  dl_fail(status, DL_ESTORE, "a temporary file: %s", s->db ? sqlite3_errmsg(s->db) : "out of memory");
  dl_seen_free(s);
  *out = NULL;
  return DL_ESTORE;
}

void dl_seen_free(dl_seen *s) {
  if (!s) return;
  sqlite3_finalize(s->add);
  sqlite3_close(s->db);
  free(s);
}

int dl_seen_add(dl_seen *s, const char *word, bool *first, dl_status *status) {
  sqlite3_bind_text(s->add, 1, word, -1, SQLITE_STATIC);
  int step = sqlite3_step(s->add);
  sqlite3_reset(s->add);
  if (step != SQLITE_DONE) return dl_fail(status, DL_ESTORE, "a temporary file: %s", sqlite3_errmsg(s->db));
  *first = sqlite3_changes(s->db) > 0;
  return DL_OK;
}
