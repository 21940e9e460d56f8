#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/guard.h"
#include "base/pool.h"
#include "cli/cli.h"

/* One document on its way through the threads. */
typedef struct job {
  dl_arena *arena;
  dl_document *doc;
  const char *name; /* of its input; lives as long as the run */
  unsigned long line;
  dl_input kind;
  char *bytes;
  size_t size;
  dl_buffer out;
  dl_status status;
} job;

/* What a thread takes at a time: small documents, whose sentences are parsed together. */
enum { LOAD_DOCUMENTS = 16, LOAD_BYTES = 16 << 10 };

typedef struct load {
  job jobs[LOAD_DOCUMENTS];
  uint32_t count;
  size_t bytes;
} load;

typedef struct state {
  const dl_options *options;
  const dl_engine *engine;
  const dl_run *run;
  dl_worker **workers;
  dl_intake *intake;
  _Atomic int next_file; /* it and `failed` are read while others take */
  _Atomic bool failed;
  bool stopped;
  bool watched; /* a person looks: progress is shown */
  unsigned long documents, bytes;
  double started, shown;
} state;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void show_progress(state *s, bool last) {
  double at = now();
  if (!s->watched || at - s->started < 1.0 || (!last && at - s->shown < 0.2)) return;
  s->shown = at;
  int done = s->next_file, all = s->options->file_count ? s->options->file_count : 1, filled = 24 * (done > all ? all : done) / all;
  fprintf(stderr, "\r[%.*s%.*s] %d of %d inputs, %lu documents, %.1f MB, %.0f s %s", filled, "########################", 24 - filled,
          "........................", done, all, s->documents, (double)s->bytes / 1e6, at - s->started, last ? "\n" : "");
  fflush(stderr);
}

/* The next input that opens, or NULL. */
static const char *open_next(state *s) {
  static const char *const standard[] = {"-"};
  int count = s->options->file_count ? s->options->file_count : 1;
  while (s->next_file < count) {
    const char *name = s->options->file_count ? s->options->files[s->next_file] : standard[0];
    s->next_file++;
    dl_status status = {0};
    if (dl_intake_open(name, s->options->input, &s->intake, &status) == DL_OK) return name;
    dl_cli_complain("%s", status.message);
    s->failed = true;
  }
  return NULL;
}

static const char *current_name(const state *s) {
  const char *name = s->options->file_count ? s->options->files[s->next_file - 1] : "-";
  return strcmp(name, "-") == 0 ? "standard input" : name;
}

/* Would opening the next input wait for whoever writes it? */
static bool next_waits(const state *s) {
  if (s->next_file >= s->options->file_count) return s->next_file == 0;
  return !dl_intake_is_file(s->options->files[s->next_file]);
}

/* The next document; false at the end, and, with some `held` already, where one would have to be waited for. */
static bool take_document(state *s, job *j, bool held) {
  while (!dl_cli_interrupted()) {
    if (!s->intake && ((held && next_waits(s)) || !open_next(s))) return false;
    if (held && !dl_intake_ready(s->intake)) return false;
    dl_status status = {0};
    int code = dl_intake_next(s->intake, &j->bytes, &j->size, &j->line, &status);
    if (code == DL_OK && j->bytes) {
      j->name = current_name(s);
      j->kind = dl_intake_kind(s->intake);
      return true;
    }
    if (code != DL_OK && code != DL_ESTOPPED) {
      dl_cli_complain("%s", status.message);
      s->failed = true;
    }
    if (code != DL_OK && !dl_intake_done(s->intake)) continue; /* one bad document; others stand behind it */
    dl_intake_close(s->intake);
    s->intake = NULL;
  }
  return false;
}

static void *take(void *context) {
  state *s = context;
  load *l = calloc(1, sizeof *l);
  if (!l) {
    dl_cli_complain("out of memory");
    s->failed = true;
    return NULL;
  }
  while (l->count < LOAD_DOCUMENTS && l->bytes < LOAD_BYTES && take_document(s, &l->jobs[l->count], l->count > 0))
    l->bytes += l->jobs[l->count++].size;
  if (l->count > 0) return l;
  free(l);
  return NULL;
}

/* What is done with a document under a guard. */
typedef struct step {
  const state *state;
  job *job;
} step;

static void drop_document(job *j) {
  dl_arena_free(j->arena);
  j->arena = NULL;
  j->doc = NULL;
}

static int run_step(const state *s, job *j, int (*work)(void *context, dl_status *status)) {
  int code = j->arena ? dl_guard_run(work, &(step){s, j}, &j->status) : DL_EMEMORY;
  if (code != DL_EMEMORY) return code;
  drop_document(j); /* the next one may need it */
  return dl_fail(&j->status, code, "%s:%lu: out of memory", j->name, j->line);
}

static int read_document(void *context, dl_status *status) {
  const state *s = ((const step *)context)->state;
  job *j = ((const step *)context)->job;
  j->doc = dl_document_new(j->arena);
  int code = dl_intake_read(dl_engine_model(s->engine), j->kind, j->name, j->line, j->bytes, j->size, j->doc, status);
  if (code == DL_OK) dl_read_dateline(dl_engine_model(s->engine), j->doc);
  if (code == DL_OK && !j->doc->date[0] && s->options->date) j->doc->date = s->options->date;
  return code == DL_OK ? dl_engine_tokens(s->engine, j->doc, status) : code;
}

/* From bytes to tokens. */
static void begin(const state *s, job *j) {
  j->arena = dl_arena_new();
  run_step(s, j, read_document);
}

static int finish_document(void *context, dl_status *status) {
  const state *s = ((const step *)context)->state;
  job *j = ((const step *)context)->job;
  int code = dl_engine_rest(s->engine, j->doc, status);
  if (code == DL_OK && s->run->make) s->run->make(s->run->context, j->doc, &j->out);
  return code == DL_OK && j->out.failed ? DL_EMEMORY : code;
}

static void parse(const state *s, unsigned thread, dl_document *const *docs, uint32_t count, dl_status *status) {
  if (!s->workers[thread]) dl_fail(status, DL_EMEMORY, "out of memory");
  else dl_engine_syntax(s->engine, s->workers[thread], docs, count, status);
}

static void parse_alone(const state *s, unsigned thread, job *j) {
  begin(s, j);
  if (j->status.code != DL_OK) return;
  dl_status status = {0};
  parse(s, thread, &j->doc, 1, &status);
  if (status.code == DL_OK) return;
  dl_fail(&j->status, status.code, "%s:%lu: %s", j->name, j->line, status.message);
  drop_document(j);
}

static void work(void *context, unsigned thread, void *item) {
  const state *s = context;
  load *l = item;
  dl_document *docs[LOAD_DOCUMENTS];
  uint32_t count = 0;
  for (uint32_t i = 0; i < l->count; i++) {
    begin(s, &l->jobs[i]);
    if (l->jobs[i].status.code == DL_OK) docs[count++] = l->jobs[i].doc;
  }
  dl_status status = {0};
  parse(s, thread, docs, count, &status);
  bool alone = status.code == DL_EMEMORY && count > 1; /* one that is too large takes no other with it */
  for (uint32_t i = 0; alone && i < l->count; i++) drop_document(&l->jobs[i]);
  for (uint32_t i = 0; i < l->count; i++) {
    job *j = &l->jobs[i];
    if (j->status.code != DL_OK) continue;
    if (alone) parse_alone(s, thread, j);
    else if (status.code != DL_OK) dl_fail(&j->status, status.code, "%s:%lu: %s", j->name, j->line, status.message);
    if (j->status.code == DL_OK) run_step(s, j, finish_document);
  }
}

static int hand_on(void *context, dl_status *status) {
  const state *s = ((const step *)context)->state;
  job *j = ((const step *)context)->job;
  (void)status;
  return s->run->give(s->run->context, j->doc, &j->out) == 0 ? DL_OK : DL_ESTOPPED;
}

/* One document's results; not 0: no more of them can be taken. */
static int give_document(state *s, job *j) {
  int stop = 0;
  if (j->status.code != DL_OK) {
    dl_cli_complain("%s", j->status.message);
    s->failed = true;
  } else if (!s->stopped && s->run->give) {
    int code = run_step(s, j, hand_on);
    if (code == DL_EMEMORY) dl_cli_complain("%s", j->status.message);
    if (code != DL_OK) {
      s->failed = s->stopped = true;
      stop = 1;
    }
  }
  s->documents++;
  s->bytes += j->size;
  dl_buffer_free(&j->out);
  dl_arena_free(j->arena);
  free(j->bytes);
  return stop;
}

static int give(void *context, void *item) {
  state *s = context;
  load *l = item;
  int stop = 0;
  for (uint32_t i = 0; i < l->count; i++) stop |= give_document(s, &l->jobs[i]);
  show_progress(s, false);
  free(l);
  return stop;
}

int dl_cli_run(const dl_options *options, const dl_engine *engine, const dl_run *run) {
  state s = {.options = options, .engine = engine, .run = run, .started = now(), .watched = isatty(STDERR_FILENO)};
  s.workers = calloc(options->threads, sizeof *s.workers);
  for (unsigned i = 0; s.workers && i < options->threads; i++) s.workers[i] = dl_worker_new(engine);
  dl_status status = {0};
  dl_pool_tasks tasks = {take, work, give, &s};
  int code = s.workers ? dl_pool_run(&tasks, options->threads, &status) : dl_fail(&status, DL_EMEMORY, "out of memory");
  if (code != DL_OK) dl_cli_complain("%s", status.message);
  show_progress(&s, true);
  for (unsigned i = 0; s.workers && i < options->threads; i++) dl_worker_free(s.workers[i]);
  free(s.workers);
  dl_intake_close(s.intake);
  if (dl_cli_interrupted()) return DL_EXIT_INTERRUPTED;
  return s.failed || code != DL_OK ? DL_EXIT_INPUT : DL_EXIT_OK;
}

bool dl_cli_write(const char *bytes, size_t size) {
  if (fflush(stdout) != 0) return false;
  while (size > 0) {
    ssize_t n = write(STDOUT_FILENO, bytes, size);
    if (n < 0 && errno == EINTR) continue; /* interrupted, but a line that is begun is ended */
    if (n < 0) {
      if (errno != EPIPE) dl_cli_complain("standard output: %s", strerror(errno));
      return false;
    }
    bytes += n;
    size -= (size_t)n;
  }
  return true;
}

bool dl_cli_flush(void) {
  if (fflush(stdout) == 0) return true;
  if (errno != EPIPE) dl_cli_complain("standard output: %s", strerror(errno));
  return false;
}
