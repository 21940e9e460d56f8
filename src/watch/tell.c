/* The queue is handed on: to standard output, and to webhooks. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "watch/store.h"

enum { AT_ONCE = 64, LONGEST_PAUSE = 3600 };

/* What waits in the queue. */
typedef struct waiting {
  long long id, offset;
  char *webhook, *body, *file;
  int tries;
} waiting;

typedef struct batch {
  waiting items[AT_ONCE];
  int count;
} batch;

static void drop(batch *b) {
  for (int i = 0; i < b->count; i++) {
    free(b->items[i].webhook);
    free(b->items[i].body);
    free(b->items[i].file);
  }
  b->count = 0;
}

static char *copy(sqlite3_stmt *s, int column) {
  const char *text = (const char *)sqlite3_column_text(s, column);
  return strdup(text ? text : "");
}

/* The next ones; `s` gives id, webhook, body, tries, file, offset, and is ended. */
static int take(sqlite3 *db, sqlite3_stmt *s, batch *b, dl_status *status) {
  int step = SQLITE_ERROR;
  bool memory = true;
  b->count = 0;
  while (s && memory && (step = sqlite3_step(s)) == SQLITE_ROW && b->count < AT_ONCE) {
    waiting *w = &b->items[b->count++];
    *w = (waiting){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 5), copy(s, 1), copy(s, 2), copy(s, 4),
                   sqlite3_column_int(s, 3)};
    memory = w->webhook && w->body && w->file;
  }
  sqlite3_finalize(s);
  if (!memory) return dl_fail(status, DL_EMEMORY, "out of memory");
  return step == SQLITE_DONE || step == SQLITE_ROW ? DL_OK : dl_watch_failed(db, status);
}

static int forget(sqlite3 *db, long long id, dl_status *status) {
  return dl_watch_done(db, dl_watch_ask(db, "DELETE FROM queue WHERE id=?", "i", id), status);
}

/* ---- standard output ---- */

/* Standard output as a file: what tells it from others, and its end. "" for a pipe or a terminal. */
static void know_file(char name[64], long long *end) {
  struct stat info;
  name[0] = '\0';
  *end = 0;
  if (fstat(STDOUT_FILENO, &info) != 0 || !S_ISREG(info.st_mode)) return;
  snprintf(name, 64, "%llu:%llu", (unsigned long long)info.st_dev, (unsigned long long)info.st_ino);
  bool appends = (fcntl(STDOUT_FILENO, F_GETFL) & O_APPEND) != 0;
  *end = appends ? (long long)info.st_size : (long long)lseek(STDOUT_FILENO, 0, SEEK_CUR);
}

static int put(const char *bytes, size_t size, dl_status *status) {
  while (size > 0) {
    ssize_t n = write(STDOUT_FILENO, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return dl_fail(status, DL_EIO, "standard output: %s", strerror(errno));
    bytes += n;
    size -= (size_t)n;
  }
  return DL_OK;
}

/* How much of it stands in the file already, where a program that was killed had begun to write it. */
static size_t written(const waiting *w, const char *name) {
  size_t size = strlen(w->body), same = 0;
  if (!w->file[0] || strcmp(w->file, name) != 0) return 0;
  char *there = malloc(size + 1);
  int file = there ? open("/proc/self/fd/1", O_RDONLY | O_CLOEXEC) : -1;
  ssize_t n = file >= 0 ? pread(file, there, size, (off_t)w->offset) : 0;
  while (n > 0 && same < (size_t)n && there[same] == w->body[same]) same++;
  if (n > 0 && same < (size_t)n) same = 0; /* something else stands there */
  if (file >= 0) close(file);
  free(there);
  return same;
}

/* Where each of them will stand, before any of it is written. */
static int plan(dl_watch *w, batch *b, const char *name, long long end, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  int code = name[0] ? dl_ledger_begin(w->writer, status) : DL_OK;
  for (int i = 0; i < b->count && !code && name[0]; i++) {
    code = dl_watch_done(
        db, dl_watch_ask(db, "UPDATE queue SET file=?, offset=? WHERE id=?", "tii", name, end, b->items[i].id), status);
    end += (long long)strlen(b->items[i].body);
  }
  if (!code && name[0]) code = dl_ledger_commit(w->writer, status);
  if (code) dl_ledger_rollback(w->writer);
  return code;
}

static int finish(dl_watch *w, const batch *b, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  int code = dl_ledger_begin(w->writer, status);
  for (int i = 0; i < b->count && !code; i++) code = forget(db, b->items[i].id, status);
  if (!code) code = dl_ledger_commit(w->writer, status);
  if (code) dl_ledger_rollback(w->writer);
  return code;
}

/* What a program that was killed had planned: only what does not stand there yet is written. */
static int complete(const batch *b, const char *name, bool *planned, dl_status *status) {
  int code = DL_OK;
  *planned = b->count > 0 && b->items[0].file[0] != '\0';
  for (int i = 0; i < b->count && *planned && !code; i++) {
    size_t there = written(&b->items[i], name), size = strlen(b->items[i].body);
    code = put(b->items[i].body + there, size - there, status);
  }
  return code;
}

int dl_watch_print(dl_watch *w, unsigned long *told, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  batch b = {.count = 0};
  *told = 0;
  for (;;) {
    char name[64];
    long long end;
    bool planned = false;
    /* those that are planned come first, and alone */
    int code =
        take(db,
             dl_watch_ask(db,
                          "SELECT id, webhook, body, tries, file, offset FROM queue WHERE webhook='' AND (file<>'')="
                          "EXISTS(SELECT 1 FROM queue WHERE webhook='' AND file<>'') ORDER BY id LIMIT 64",
                          ""),
             &b, status);
    know_file(name, &end);
    if (!code) code = complete(&b, name, &planned, status);
    if (!code && !planned) code = plan(w, &b, name, end, status);
    for (int i = 0; i < b.count && !planned && !code; i++) code = put(b.items[i].body, strlen(b.items[i].body), status);
    int count = b.count;
    if (!code && count > 0) code = finish(w, &b, status);
    drop(&b);
    if (code || count == 0) return code;
    *told += (unsigned long)count;
  }
}

/* ---- webhooks ---- */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int pause_for(const dl_watch *w, double seconds, dl_status *status) {
  for (double end = now() + seconds, left; (left = end - now()) > 0;) {
    if (w->options.stop && *w->options.stop) break;
    if (left > 0.1) left = 0.1;
    nanosleep(&(struct timespec){.tv_nsec = (long)(left * 1e9)}, NULL);
  }
  return w->options.stop && *w->options.stop ? dl_fail(status, DL_ESTOPPED, "interrupted") : DL_OK;
}

/* One request. *why is empty where the receiver took it; *wait: what it asks for, else 0. */
static int post(dl_watch *w, const waiting *item, char why[300], double *wait, dl_status *status) {
  dl_fetch_answer answer;
  dl_status problem = {0};
  dl_fetch_request request = {
      .url = item->webhook, .body = item->body, .body_size = strlen(item->body), .limit = 1 << 20};
  int code = dl_client_send(w->client, &request, &answer, &problem);
  why[0] = '\0';
  *wait = code == DL_OK ? (double)answer.wait : 0;
  if (code == DL_OK && (answer.code < 200 || answer.code > 299))
    snprintf(why, 300, "%.250s: HTTP %ld", item->webhook, answer.code);
  if (code == DL_EIO) snprintf(why, 300, "%.299s", problem.message);
  dl_answer_free(&answer);
  return code == DL_OK || code == DL_EIO ? DL_OK : dl_fail(status, code, "%s", problem.message);
}

/* It failed: it is due again after twice the time. */
static int put_off(dl_watch *w, waiting *item, const char *why, double wait, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  double pause = w->options.pause;
  for (int i = 0; i < item->tries && pause < LONGEST_PAUSE; i++) pause *= 2;
  if (wait > pause) pause = wait;
  if (pause > LONGEST_PAUSE) pause = LONGEST_PAUSE;
  item->tries++;
  return dl_watch_done(
      db,
      dl_watch_ask(db, "UPDATE queue SET tries=tries+1, due=?, why=? WHERE id=?", "dti", now() + pause, why, item->id),
      status);
}

/* *sent: the receiver took it. */
static int deliver(dl_watch *w, waiting *item, bool *sent, char why[300], dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  double pause = w->options.pause, wait = 0;
  for (int i = 0;; i++, pause *= 2) {
    int code = post(w, item, why, &wait, status);
    *sent = !code && !why[0];
    if (code) return code;
    if (*sent) return forget(db, item->id, status);
    if ((code = put_off(w, item, why, wait, status)) || i >= w->options.retries) return code;
    if ((code = pause_for(w, wait > pause && wait <= 60 ? wait : pause, status))) return code;
  }
}

static int count_left(dl_watch *w, unsigned long *left, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  sqlite3_stmt *s = dl_watch_ask(db, "SELECT count(*) FROM queue WHERE webhook<>''", "");
  int step = s ? sqlite3_step(s) : SQLITE_ERROR;
  if (step == SQLITE_ROW) *left = (unsigned long)sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return step == SQLITE_ROW ? DL_OK : dl_watch_failed(db, status);
}

/* A delivery of all that is due. */
typedef struct sending {
  dl_watch *watch;
  unsigned long told;
  char broken[300]; /* the webhook that failed last: its other items wait for the next delivery */
  dl_status *why;
} sending;

static int send_one(sending *s, waiting *item, dl_status *status) {
  char why[300];
  bool sent = false;
  if (strcmp(s->broken, item->webhook) == 0) return DL_OK;
  int code = deliver(s->watch, item, &sent, why, status);
  s->told += sent;
  if (code || sent) return code;
  snprintf(s->broken, sizeof s->broken, "%.299s", item->webhook);
  dl_fail(s->why, DL_EIO, "%s", why);
  return DL_OK;
}

int dl_watch_send(dl_watch *w, unsigned long *told, unsigned long *left, dl_status *why, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(w->writer);
  batch b = {.count = 0};
  sending s = {.watch = w, .why = why};
  double begun = w->options.eager ? 1e12 : now();
  int code = DL_OK;
  *why = (dl_status){0};
  for (long long behind = 0; !code;) { /* each once, in the order of the queue */
    code = take(
        db,
        dl_watch_ask(db,
                     "SELECT id, webhook, body, tries, file, offset FROM queue WHERE webhook<>'' AND due<=? AND id>? "
                     "ORDER BY id LIMIT 64",
                     "di", begun, behind),
        &b, status);
    if (code || b.count == 0) break;
    behind = b.items[b.count - 1].id;
    for (int i = 0; i < b.count && !code; i++) code = send_one(&s, &b.items[i], status);
    drop(&b);
  }
  drop(&b);
  *told = s.told;
  return code ? code : count_left(w, left, status);
}
