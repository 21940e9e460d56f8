/* fetch: what feeds name goes the way of all documents, into a ledger or, without one, out as `text` prints it. */
#include <stdio.h>

#include "cli/cli.h"
#include "fetch/fetch.h"

static int next(void *context, dl_raw *raw, dl_status *status) {
  return dl_fetch_next(context, raw, status);
}

static size_t left(void *context) {
  return dl_fetch_left(context);
}

static int stored(void *context, dl_ledger *ledger, const dl_document *doc, dl_status *status) {
  (void)context;
  return dl_visits_stored(ledger, doc->id, status);
}

/* "3 feeds (unchanged: 1), 12 new pages: 11 fetched, 1 forbidden by robots.txt" */
static void sum_up(const dl_fetch_counts *c) {
  fprintf(stderr, "%lu feed%s", c->feeds, c->feeds == 1 ? "" : "s");
  if (c->unchanged) fprintf(stderr, " (unchanged: %lu)", c->unchanged);
  fprintf(stderr, ", %lu new page%s: %lu fetched", c->fresh, c->fresh == 1 ? "" : "s", c->fetched);
  if (c->forbidden) fprintf(stderr, ", %lu forbidden by robots.txt", c->forbidden);
  if (c->other) fprintf(stderr, ", %lu no page of text", c->other);
  if (c->failed) fprintf(stderr, ", %lu failed", c->failed);
  if (c->waiting) fprintf(stderr, ", %lu left for the next run", c->waiting);
  fprintf(stderr, "\n");
}

/* An exit status. */
static int add_feeds(const dl_options *o, dl_fetch *fetch) {
  for (int i = 0; i < o->file_count; i++) {
    dl_status problem = {0};
    if (dl_fetch_add(fetch, o->files[i], &problem) == DL_OK) continue;
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  return DL_EXIT_OK;
}

int dl_cli_fetch(const dl_options *o) {
  if (o->file_count == 0) return dl_cli_usage(o, "no feed: its address, or a file of feeds, is needed");
  dl_fetch_options limits = {o->ledger, o->agent, o->delay, o->timeout, dl_cli_stop()};
  dl_fetch *fetch = NULL;
  dl_status problem = {0};
  int code = dl_fetch_new(&limits, &fetch, &problem);
  if (code == DL_EUSAGE) return dl_cli_usage(o, "--ledger: %s", problem.message);
  if (code != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  int status = add_feeds(o, fetch);
  dl_source source = {next, stored, left, fetch};
  if (status == DL_EXIT_OK) {
    status = o->ledger ? dl_cli_ingest_from(o, &source) : dl_cli_text_from(o, &source);
    dl_fetch_counts counts = dl_fetch_count(fetch);
    if (!o->quiet) sum_up(&counts);
  }
  dl_fetch_free(fetch);
  return status;
}
