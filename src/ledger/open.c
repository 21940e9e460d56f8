#include "ledger/open.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ledger/entries.h"
#include "ledger/schema.h"

enum { BUSY_MS = 120000, POLL_MS = 4 }; /* how long others' transactions are waited for, looking how often */

/* A ledger is written in its file and in files beside it. */
static int check_folder(const char *path, dl_status *status) {
  const char *slash = strrchr(path, '/');
  char *folder =
      slash ? strndup(path, (size_t)(slash - path) + 1) : strdup("."); /* with its slash, so that "/" stays */
  int code = !folder                     ? dl_fail(status, DL_EMEMORY, "%s: out of memory", path)
             : access(folder, W_OK) != 0 ? dl_fail(status, DL_ESTORE, "%s: its folder: %s", path, strerror(errno))
                                         : DL_OK;
  free(folder);
  return code;
}

int dl_ledger_check_name(const char *path, bool write, dl_status *status) {
  struct stat info;
  if (!path[0]) return dl_fail(status, DL_EUSAGE, "the name of the ledger is empty: nothing would be kept");
  if (path[0] == ':' || strncmp(path, "file:", 5) == 0)
    return dl_fail(status, DL_EUSAGE,
                   "'%s' is no name of a file to SQLite, and nothing would be kept; write ./%s for a file of that name",
                   path, path);
  if (stat(path, &info) == 0) {
    if (S_ISDIR(info.st_mode)) return dl_fail(status, DL_ESTORE, "%s: a folder, not a ledger", path);
    if (!S_ISREG(info.st_mode))
      return dl_fail(status, DL_ESTORE, "%s: not a regular file: no ledger can be kept in it", path);
    if (access(path, R_OK) != 0) return dl_fail(status, DL_ESTORE, "%s: %s", path, strerror(errno));
    if (!write) return DL_OK;
    if (access(path, W_OK) != 0)
      return dl_fail(status, DL_ESTORE, "%s: cannot be written: the file is read-only", path);
    if (check_folder(path, NULL) == DL_OK) return DL_OK;
    return dl_fail(status, DL_ESTORE,
                   "%s: cannot be written: its folder is read-only, and files beside the ledger are needed", path);
  }
  if (errno != ENOENT || !write)
    return dl_fail(status, DL_ESTORE, "%s: %s", path, errno == ENOENT ? "there is no such ledger" : strerror(errno));
  return check_folder(path, status);
}

/* SQLite's own way looks ten times a second: too seldom to find the pause between two transactions of a long run. */
static int wait_turn(void *context, int count) {
  (void)context;
  if (count > BUSY_MS / POLL_MS) return 0;
  nanosleep(&(struct timespec){.tv_nsec = (count < POLL_MS ? 1 : POLL_MS) * 1000000L}, NULL);
  return 1;
}

static int open_db(dl_ledger *ledger, const char *name, int flags, dl_status *status) {
  if (sqlite3_open_v2(name, &ledger->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return dl_fail(status, DL_ESTORE, "%s: %s", ledger->path,
                   ledger->db ? sqlite3_errmsg(ledger->db) : "out of memory");
  sqlite3_busy_handler(ledger->db, wait_turn, NULL);
  return DL_OK;
}

/* The version in the file's header, and whether it holds no tables at all. */
static int version_of(dl_ledger *ledger, int *version, bool *empty, dl_status *status) {
  sqlite3_stmt *ask = NULL;
  int code = DL_OK;
  *version = 0;
  *empty = true;
  if (sqlite3_prepare_v2(ledger->db,
                         "SELECT (SELECT user_version FROM pragma_user_version), count(*) FROM sqlite_master", -1, &ask,
                         NULL) != SQLITE_OK) {
    bool other = sqlite3_errcode(ledger->db) == SQLITE_NOTADB;
    code = dl_ledger_failed(ledger, status, other ? "not a ledger" : "cannot be read");
  } else if (sqlite3_step(ask) != SQLITE_ROW) {
    code = dl_ledger_failed(ledger, status, "cannot be read");
  } else {
    *version = sqlite3_column_int(ask, 0);
    *empty = sqlite3_column_int(ask, 1) == 0;
  }
  sqlite3_finalize(ask);
  return code;
}

static int known_version(const dl_ledger *ledger, int version, bool empty, bool write, dl_status *status) {
  if (version > DL_LEDGER_VERSION)
    return dl_fail(status, DL_ESTORE, "%s: ledger of version %d, this program knows version %d", ledger->path, version,
                   DL_LEDGER_VERSION);
  if (version < 1 && !(empty && write)) return dl_fail(status, DL_ESTORE, "%s: not a ledger of dateline", ledger->path);
  return DL_OK;
}

/* Write-ahead logging. The switch takes the file for itself and does not wait by itself for others that have it open.
 */
static int start_log(dl_ledger *ledger, dl_status *status) {
  for (int waited = 0;; waited += 10) {
    int code = sqlite3_exec(ledger->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
    if (code == SQLITE_OK) return DL_OK;
    if ((code & 0xFF) != SQLITE_BUSY || waited >= BUSY_MS) return dl_ledger_failed(ledger, status, "cannot be written");
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
  }
}

/* Makes the tables, or those of an older version anew, in one transaction: whoever comes second finds them made. */
static int make_tables(dl_ledger *ledger, dl_status *status) {
  int version, code = dl_ledger_sql(ledger, "BEGIN IMMEDIATE", "cannot be written", status);
  bool empty;
  if (code || (code = version_of(ledger, &version, &empty, status)) ||
      (code = known_version(ledger, version, empty, true, status)))
    return code;
  if (version == 0) code = dl_ledger_sql(ledger, dl_ledger_schema, "cannot make the tables", status);
  if (version == 1) code = dl_migrate(ledger, status);
  if (version >= 2 && version < DL_LEDGER_VERSION) code = dl_migrate_keys(ledger, version, status);
  if (!code && version < DL_LEDGER_ENTRIES) code = dl_entries_make(ledger, status);
  if (!code) code = dl_ledger_sql(ledger, dl_ledger_words, "cannot make the tables", status);
  char mark[40];
  snprintf(mark, sizeof mark, "PRAGMA user_version=%d", DL_LEDGER_VERSION);
  if (code || (code = dl_ledger_sql(ledger, mark, "cannot make the tables", status))) return code;
  return dl_ledger_sql(ledger, "COMMIT", "cannot be saved", status);
}

/* What a transaction keeps beside the file: the entries that it touches. */
static int start_scratch(dl_ledger *ledger, dl_status *status) {
  return dl_ledger_sql(ledger, "PRAGMA temp_store=MEMORY; CREATE TEMP TABLE touched(entry INTEGER PRIMARY KEY)",
                       "cannot be written", status);
}

int dl_ledger_open_write(dl_ledger *ledger, dl_status *status) {
  int version, code = open_db(ledger, ledger->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, status);
  bool empty;
  if (code || (code = version_of(ledger, &version, &empty, status)) ||
      (code = known_version(ledger, version, empty, true, status)))
    return code;
  if (sqlite3_db_readonly(ledger->db, "main") == 1)
    return dl_fail(status, DL_ESTORE, "%s: cannot be written: the file is read-only", ledger->path);
  if ((code = start_log(ledger, status)) || (code = start_scratch(ledger, status))) return code;
  if (version != DL_LEDGER_VERSION && (code = make_tables(ledger, status))) {
    sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    return code;
  }
  return dl_ledger_sql(
      ledger,
      "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-262144; PRAGMA wal_autocheckpoint=64000",
      "cannot be written", status);
}

/* "file:/a%3Fb.db?immutable=1": the caller frees it. */
static char *immutable_name(const char *path) {
  static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
  char *name = malloc(strlen(path) * 3 + 32), *at = name;
  if (!name) return NULL;
  at += sprintf(at, "file:%s", path[0] == '/' ? "" : "./");
  for (; *path; path++)
    at += strchr(safe, *path) ? sprintf(at, "%c", *path) : sprintf(at, "%%%02X", (unsigned char)*path);
  strcpy(at, "?immutable=1");
  return name;
}

/* Does the file's write-ahead log hold anything? Then the newest rows are there alone. */
static bool log_waits(const char *path) {
  struct stat info;
  char name[4096];
  return snprintf(name, sizeof name, "%s-wal", path) >= (int)sizeof name ||
         (stat(name, &info) == 0 && info.st_size > 0);
}

/* A ledger that nobody can be writing, since its folder cannot be written. */
static int open_immutable(dl_ledger *ledger, dl_status *status) {
  if (log_waits(ledger->path))
    return dl_fail(status, DL_ESTORE,
                   "%s: cannot be read where it lies: its newest rows are in %s-wal, and the folder cannot be written;"
                   " copy all files of that name to a folder of yours",
                   ledger->path, ledger->path);
  char *name = immutable_name(ledger->path);
  if (!name) return dl_fail(status, DL_EMEMORY, "%s: out of memory", ledger->path);
  sqlite3_close(ledger->db);
  ledger->db = NULL;
  int code = open_db(ledger, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, status);
  free(name);
  return code;
}

/* Takes a ledger of an older version into a temporary file, where it becomes one of this version. */
static int open_copy(dl_ledger *ledger, dl_status *status) {
  sqlite3 *old = ledger->db;
  ledger->db = NULL;
  int code = open_db(ledger, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, status);
  sqlite3_backup *backup = code ? NULL : sqlite3_backup_init(ledger->db, "main", old, "main");
  if (!code && (!backup || sqlite3_backup_step(backup, -1) != SQLITE_DONE))
    code = dl_ledger_failed(ledger, status, "cannot be read");
  sqlite3_backup_finish(backup);
  sqlite3_close(old);
  if (!code) code = start_scratch(ledger, status);
  return code ? code : make_tables(ledger, status);
}

int dl_ledger_open_read(dl_ledger *ledger, dl_status *status) {
  int version, code;
  bool empty;
  /* read and write where that is allowed: then SQLite takes away its files beside the ledger when it is closed */
  if ((code = open_db(ledger, ledger->path, SQLITE_OPEN_READWRITE, status))) return code;
  if ((code = version_of(ledger, &version, &empty, status))) {
    int why = sqlite3_errcode(ledger->db) & 0xFF;
    if (why != SQLITE_CANTOPEN && why != SQLITE_READONLY) return code;
    if ((code = open_immutable(ledger, status)) || (code = version_of(ledger, &version, &empty, status))) return code;
  }
  if ((code = known_version(ledger, version, empty, false, status))) return code;
  if (version < DL_LEDGER_ENTRIES && (code = open_copy(ledger, status))) return code;
  return dl_ledger_sql(ledger, "PRAGMA query_only=1", "cannot be read", status);
}
