/* ingest: documents that the ledger does not know are coded and stored; a load of them is a transaction, and of those
 * that lie in files and are coded already, several loads. */
#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "coded/coded.h"
#include "intake/intake.h"
#include "ledger/ledger.h"

/* How long a transaction lasts where the next documents need not be waited for, and the pause behind it: a page of the
 * ledger that many of them change is written once, and others that write are not held up for long. They look for their
 * turn every four milliseconds. The first is short and each may last twice as long as the one before, so that a run
 * that is killed loses no more than about half of what it did. */
enum { FIRST_MS = 50, TOGETHER_MS = 2000, PAUSE_MS = 8 };

typedef struct tally {
  unsigned long known, fresh, copies, versions;
} tally;

typedef struct ingesting {
  dl_ledger *ledger;
  const dl_model *model;
  const char *language; /* that every document is read as; NULL: its own */
  const dl_source *source;
  tally saved, open;     /* committed, and in the open transaction */
  struct timespec since; /* of the open transaction, */
  long lasts;            /* and how long it may last, in milliseconds */
  bool writing, ready;   /* ready: no document has to be waited for */
  bool amid;             /* in the middle of a load */
} ingesting;

/* On a worker's thread, before anything is made of the document. */
static bool known(void *context, dl_document *doc) {
  ingesting *g = context;
  dl_status status = {0};
  if (g->language) doc->language = g->language;
  return dl_ledger_look(g->ledger, doc, &status) == DL_OK &&
         doc->stored != DL_STORED_NOTHING; /* what fails here fails when it is stored, too */
}

static void count(tally *t, dl_added added) {
  if (added == DL_ADDED_NOTHING)
    t->known++;
  else if (added == DL_ADDED_NEW)
    t->fresh++;
  else if (added == DL_ADDED_COPY)
    t->copies++;
  else
    t->versions++;
}

/* What is open is taken back, also where the run is told to stop: that is no failure. */
static int give_up(ingesting *g, const dl_status *status) {
  if (status->code != DL_ESTOPPED) dl_cli_complain("%s", status->message);
  dl_ledger_rollback(g->ledger);
  g->writing = g->amid = false;
  g->open = (tally){0};
  return 1;
}

/* A document that is to be added, for the guard that stops in the middle of it. */
typedef struct addition {
  const ingesting *to;
  dl_document *doc;
  dl_added *added;
} addition;

static int add(void *context, dl_status *status) {
  const addition *a = context;
  return dl_ledger_add(a->to->ledger, a->to->model, a->doc, a->added, status);
}

static int store(void *context, dl_document *doc, const dl_buffer *out) {
  (void)out;
  ingesting *g = context;
  dl_status status = {0};
  dl_added added = DL_ADDED_NOTHING;
  bool all = doc->stored == DL_STORED_ALL;
  g->saved.known += all;
  g->amid = true;
  if (all && !g->source) return 0;
  int code = g->writing ? DL_OK : dl_ledger_begin(g->ledger, &status);
  if (code == DL_OK && !g->writing) clock_gettime(CLOCK_MONOTONIC, &g->since);
  if (code == DL_OK) g->writing = true;
  if (code == DL_OK && !all) code = dl_guard_run_until(dl_cli_stop(), add, &(addition){g, doc, &added}, &status);
  if (code == DL_OK && g->source) code = g->source->stored(g->source->context, g->ledger, doc, &status);
  if (code != DL_OK) return give_up(g, &status);
  if (all) return 0;
  if (added != DL_ADDED_NOTHING && doc->stored == DL_STORED_NOTHING && !doc->made_by)
    dl_cli_note_language(g->model, doc);
  count(&g->open, added);
  return 0;
}

static int commit(ingesting *g) {
  dl_status status = {0};
  if (dl_ledger_commit(g->ledger, &status) != DL_OK) return give_up(g, &status);
  g->writing = false;
  g->saved.known += g->open.known;
  g->saved.fresh += g->open.fresh;
  g->saved.copies += g->open.copies;
  g->saved.versions += g->open.versions;
  g->open = (tally){0};
  return 0;
}

static bool is_brief(const ingesting *g) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (now.tv_sec - g->since.tv_sec) * 1000 + (now.tv_nsec - g->since.tv_nsec) / 1000000 < g->lasts;
}

/* The transaction ends where others' turn may come. */
static int settle(void *context) {
  ingesting *g = context;
  g->amid = false;
  if (!g->writing || (g->ready && is_brief(g))) return 0;
  int code = commit(g);
  if (code || !g->ready) return code;
  g->lasts = g->lasts * 2 < TOGETHER_MS ? g->lasts * 2 : TOGETHER_MS;
  nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000L}, NULL);
  return 0;
}

/* What the last loads left open: theirs are whole documents, but for a load that the run broke off. */
static int end(ingesting *g) {
  if (g->writing && !g->amid && commit(g) != 0) return DL_EXIT_INPUT;
  if (g->writing) dl_ledger_rollback(g->ledger);
  return DL_EXIT_OK;
}

/* Not after a run that was broken off: that ends at once. */
static int tidy(ingesting *g) {
  dl_status status = {0};
  const tally *t = &g->saved;
  if (dl_ledger_tidy(g->ledger, t->fresh + t->versions, &status) == DL_OK) return DL_EXIT_OK;
  dl_cli_complain("%s", status.message);
  return DL_EXIT_INPUT;
}

/* Are all of them files, that are coded already? Then storing them is what takes long. */
static bool are_ready(const dl_options *options) {
  bool ready = options->coded && options->file_count > 0;
  for (int i = 0; i < options->file_count && ready; i++) ready = dl_intake_is_file(options->files[i]);
  return ready;
}

/* "l.db: 3 documents added (copies: 1, new versions: 1), 37 known already; ..." */
static int print_counts(const ingesting *g, const char *name) {
  const tally *t = &g->saved;
  dl_ledger_counts all = {0};
  dl_status status = {0};
  if (dl_ledger_count(g->ledger, &all, &status) != DL_OK) {
    dl_cli_complain("%s", status.message);
    return DL_EXIT_INPUT;
  }
  printf("%s: %lu documents added", name, t->fresh + t->copies + t->versions);
  if (t->copies || t->versions) printf(" (copies: %lu, new versions: %lu)", t->copies, t->versions);
  printf(", %lu known already; %ld documents, %ld events in all", t->known, all.documents, all.events);
  if (all.copies || all.earlier) printf(" (copies: %ld, earlier versions: %ld)", all.copies, all.earlier);
  printf("\n");
  return DL_EXIT_OK;
}

/* On a worker's thread. */
static int read_coded(void *context, const dl_raw *raw, dl_document *doc, dl_status *status) {
  (void)context;
  return dl_coded_read(raw, doc, status);
}

int dl_cli_ingest_from(const dl_options *options, const dl_source *source) {
  ingesting g = {.language = options->language, .source = source, .ready = are_ready(options), .lasts = FIRST_MS};
  dl_status problem = {0};
  int code = dl_ledger_open(options->ledger, true, &g.ledger, &problem);
  if (code == DL_EUSAGE) return dl_cli_usage(options, "--ledger: %s", problem.message);
  if (code != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, options->coded ? DL_TO_TEXT : DL_TO_LEDGER, &engine);
  if (status == DL_EXIT_OK) {
    g.model = dl_engine_model(engine);
    status = dl_cli_run(options, engine,
                        &(dl_run){.give = store,
                                  .context = &g,
                                  .read = options->coded ? read_coded : NULL,
                                  .known = known,
                                  .settle = settle,
                                  .source = source});
    int ended = end(&g);
    if (status == DL_EXIT_OK) status = ended;
    if (status == DL_EXIT_OK) status = tidy(&g);
    int printed = print_counts(&g, options->ledger);
    if (status == DL_EXIT_OK) status = printed;
  }
  dl_engine_free(engine);
  dl_ledger_close(g.ledger);
  return dl_cli_finish(status);
}

int dl_cli_ingest(const dl_options *options) {
  dl_options coded = *options;
  if (!options->ledger) return dl_cli_usage(options, "--ledger FILE is needed");
  if (!options->coded) return dl_cli_ingest_from(options, NULL);
  if (options->date || options->language || options->lexicon || options->actor_count || options->least > 0)
    return dl_cli_usage(options,
                        "--coded: the documents are coded already; --date, --language, --lexicon, --actors and "
                        "--min-confidence are for those that are not");
  if (options->input != DL_INPUT_AUTO && options->input != DL_INPUT_JSONL)
    return dl_cli_usage(options, "--coded reads JSON Lines, and no other --input");
  coded.input = DL_INPUT_JSONL;
  return dl_cli_ingest_from(&coded, NULL);
}
