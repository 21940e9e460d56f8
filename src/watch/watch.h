/* Rules over what comes into a ledger: what fits one is told once, to standard output or to a webhook.
 *
 * A rule is a name and a dl_query. A look finds the entries that have changed since the last look and that fit; what
 * was not told yet goes into a queue in the ledger, in one transaction with the mark that it was told. The queue is
 * then handed on: to a file or a terminal, or over HTTP with retries. Four tables and two triggers keep that in the
 * ledger (docs/watch.md), so that a program that is killed at any moment misses nothing and, where that can be seen,
 * tells nothing twice.
 */
#ifndef DL_WATCH_WATCH_H
#define DL_WATCH_WATCH_H

#include "base/buffer.h"
#include "base/guard.h"
#include "fetch/client.h"
#include "query/query.h"

typedef struct dl_rule {
  const char *name;
  const char *webhook; /* where it is told; "" for standard output */
  dl_query query;
} dl_rule;

typedef struct dl_rules {
  dl_arena *arena; /* of all that is in them */
  dl_rule *items;
  uint32_t count, capacity;
} dl_rules;

/* Reads a file of YAML. DL_EIO; DL_EINPUT with file, line and reason. On success the caller's until dl_rules_free. */
int dl_rules_read(const char *path, const dl_model *model, dl_rules *rules, dl_status *status);
void dl_rules_free(dl_rules *rules);

typedef struct dl_watch dl_watch;

/* Appends what is told of an entry: a line or several for standard output; an object of JSON for a webhook. */
typedef void (*dl_watch_make)(const dl_rule *rule, const dl_entry_row *row, bool webhook, dl_buffer *out);

typedef struct dl_watch_options {
  const char *ledger;
  const dl_rules *rules;
  dl_watch_make make;
  const char *agent; /* of webhooks */
  double seconds;    /* that one request may take */
  int retries;       /* of a webhook in one delivery, each after twice the time, beginning with `pause` seconds */
  double pause;
  bool eager; /* what failed before is not waited for: a run that looks once */
  const dl_stop *stop;
} dl_watch_options;

/* DL_ESTORE, too, where another program watches this ledger. The options outlive it. */
int dl_watch_open(const dl_watch_options *options, dl_watch **watch, dl_status *status);
void dl_watch_close(dl_watch *watch); /* NULL is fine */

/* Marks all that is there as seen: only what comes from now on is told. */
int dl_watch_skip(dl_watch *watch, dl_status *status);

/* Has something come into the ledger since the last look? */
int dl_watch_news(dl_watch *watch, bool *news, dl_status *status);

/* Queues what is new and fits: *found of them. */
int dl_watch_look(dl_watch *watch, unsigned long *found, dl_status *status);

/* Hands on what is queued for standard output. DL_EIO where it cannot be written: it stays queued. */
int dl_watch_print(dl_watch *watch, unsigned long *told, dl_status *status);

/* Hands on what is queued for webhooks and is due: *told of them; *left stay queued, and *why says why the last one
 * that failed did (DL_EIO; DL_OK where none did). DL_ESTORE, DL_ESTOPPED. */
int dl_watch_send(dl_watch *watch, unsigned long *told, unsigned long *left, dl_status *why, dl_status *status);

#endif
