#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/guard.h"
#include "base/pool.h"
#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/progress.h"

/* One document on its way through the threads. */
typedef struct job {
  dl_arena *arena;
  dl_document *doc;
  dl_raw raw;      /* its name and id live as long as the run */
  size_t position; /* bytes of all inputs that are read with it */
  unsigned long words;
  bool known; /* it is given as it was read */
  dl_buffer out;
  dl_status status;
} job;

/* What a thread takes at a time: small documents, whose sentences are parsed together; of documents that are coded
 * already, what a ledger stores in a transaction. */
enum { LOAD_DOCUMENTS = 16, LOAD_BYTES = 16 << 10, CODED_DOCUMENTS = 256, CODED_BYTES = 4 << 20 };

typedef struct load {
  uint32_t count;
  size_t bytes;
  job jobs[];
} load;

typedef struct state {
  const dl_options *options;
  const dl_engine *engine;
  const dl_run *run;
  dl_worker **workers;
  dl_inputs inputs;
  dl_intake *intake;
  size_t next_file, position; /* of the input that is read next; the bytes of those before */
  unsigned long taken;
  _Atomic unsigned long
      all; /* documents that were taken, once no more will be; 0 before. It and `failed` are read while others take */
  _Atomic bool failed;
  bool stopped;
  bool shared; /* results and progress go to the same terminal */
  dl_progress progress;
} state;

/* The next input that opens, or false. */
static bool open_next(state *s) {
  while (s->next_file < s->inputs.count) {
    dl_input_file *file = &s->inputs.files[s->next_file++];
    dl_status status = {0};
    if (dl_intake_open(file->path, s->options->input, &s->options->fields, &s->intake, &status) == DL_OK) return true;
    dl_cli_complain("%s", status.message);
    s->failed = true;
    s->position += file->size;
  }
  return false;
}

static void close_input(state *s) {
  dl_intake_close(s->intake);
  s->intake = NULL;
  s->position += s->inputs.files[s->next_file - 1].size;
}

/* Would opening the next input wait for whoever writes it? */
static bool next_waits(const state *s) {
  return s->next_file < s->inputs.count && !dl_intake_is_file(s->inputs.files[s->next_file].path);
}

/* What is known of a document that was read. */
static void name_job(state *s, job *j) {
  const dl_input_file *file = &s->inputs.files[s->next_file - 1];
  j->raw.name = strcmp(file->path, "-") == 0 ? "standard input" : file->path;
  j->raw.id = file->id;
  j->position = s->position + dl_intake_position(s->intake);
  s->taken++;
}

/* The next document of a source; false at its end, and with some held already, since it may wait. */
static bool take_sourced(state *s, job *j, bool held) {
  while (!held && !dl_cli_interrupted()) {
    const dl_source *source = s->run->source;
    dl_status status = {0};
    int code = source->next(source->context, &j->raw, &status);
    if (code == DL_OK) {
      if (!j->raw.bytes) return false;
      s->all = ++s->taken + source->left(source->context);
      return true;
    }
    if (code != DL_ESTOPPED) {
      dl_cli_complain("%s", status.message);
      s->failed = true;
    }
    if (code != DL_EINPUT) return false;
  }
  return false;
}

/* The next document; false at the end, and, with some `held` already, where one would have to be waited for. */
static bool take_document(state *s, job *j, bool held) {
  if (s->run->source) return take_sourced(s, j, held);
  while (!dl_cli_interrupted()) {
    if (!s->intake && ((held && next_waits(s)) || !open_next(s))) return false;
    if (held && !dl_intake_ready(s->intake)) return false;
    dl_status status = {0};
    int code = dl_intake_next(s->intake, &j->raw, &status);
    if (code == DL_OK && j->raw.bytes) {
      name_job(s, j);
      return true;
    }
    if (code != DL_OK && code != DL_ESTOPPED) {
      dl_cli_complain("%s", status.message);
      s->failed = true;
    }
    if (code != DL_OK && !dl_intake_done(s->intake)) continue; /* one bad document; others stand behind it */
    close_input(s);
  }
  return false;
}

static void *take(void *context) {
  state *s = context;
  uint32_t most = s->run->read ? CODED_DOCUMENTS : LOAD_DOCUMENTS;
  size_t bytes = s->run->read ? CODED_BYTES : LOAD_BYTES;
  load *l = calloc(1, sizeof *l + most * sizeof *l->jobs);
  if (!l) {
    dl_cli_complain("out of memory");
    s->failed = true;
    return NULL;
  }
  while (l->count < most && l->bytes < bytes && take_document(s, &l->jobs[l->count], l->count > 0))
    l->bytes += l->jobs[l->count++].raw.size;
  if (l->count > 0) return l;
  free(l);
  s->all = s->taken;
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

/* A step on a document; one that hands it on is not left half done. */
static int run_step(const state *s, job *j, int (*work)(void *context, dl_status *status), const dl_stop *stop) {
  int code = j->arena ? dl_guard_run_until(stop, work, &(step){s, j}, &j->status) : DL_EMEMORY;
  if (code != DL_EMEMORY) return code;
  drop_document(j); /* the next one may need it */
  return dl_fail(&j->status, code, "%s:%lu: out of memory", j->raw.name, j->raw.line);
}

static int read_document(void *context, dl_status *status) {
  const state *s = ((const step *)context)->state;
  job *j = ((const step *)context)->job;
  const dl_run *run = s->run;
  j->doc = dl_document_new(j->arena);
  j->known = run->read != NULL;
  if (j->known) {
    int done = run->read(run->context, &j->raw, j->doc, status);
    if (done == DL_OK) j->words = dl_progress_words(j->doc->text, j->doc->text_size);
    if (done == DL_OK && run->known) run->known(run->context, j->doc);
    return done;
  }
  int code = dl_intake_document(dl_engine_model(s->engine), &j->raw, j->doc, status);
  if (code == DL_OK) dl_read_dateline(dl_engine_model(s->engine), j->doc);
  if (code == DL_OK && !j->doc->date[0] && s->options->date) j->doc->date = s->options->date;
  if (code == DL_OK) j->words = dl_progress_words(j->doc->text, j->doc->text_size);
  if (code == DL_OK && run->known) j->known = run->known(run->context, j->doc);
  return code == DL_OK && !j->known ? dl_engine_tokens(s->engine, j->doc, status) : code;
}

/* From bytes to tokens. */
static void begin(const state *s, job *j) {
  j->arena = dl_arena_new();
  run_step(s, j, read_document, dl_cli_stop());
}

static int finish_document(void *context, dl_status *status) {
  const state *s = ((const step *)context)->state;
  job *j = ((const step *)context)->job;
  int code = dl_engine_rest(s->engine, j->doc, status);
  if (code == DL_OK && s->run->make) s->run->make(s->run->context, j->doc, &j->out);
  return code == DL_OK && j->out.failed ? DL_EMEMORY : code;
}

static void parse(const state *s, unsigned thread, dl_document *const *docs, uint32_t count, dl_status *status) {
  if (!s->workers[thread])
    dl_fail(status, DL_EMEMORY, "out of memory");
  else
    dl_engine_syntax(s->engine, s->workers[thread], docs, count, status);
}

static void parse_alone(const state *s, unsigned thread, job *j) {
  begin(s, j);
  if (j->status.code != DL_OK || j->known) return;
  dl_status status = {0};
  parse(s, thread, &j->doc, 1, &status);
  if (status.code == DL_OK) return;
  dl_fail(&j->status, status.code, "%s:%lu: %s", j->raw.name, j->raw.line, status.message);
  drop_document(j);
}

static void work(void *context, unsigned thread, void *item) {
  const state *s = context;
  load *l = item;
  dl_document *docs[LOAD_DOCUMENTS];
  uint32_t count = 0;
  for (uint32_t i = 0; i < l->count; i++) {
    begin(s, &l->jobs[i]);
    if (l->jobs[i].status.code == DL_OK && !l->jobs[i].known) docs[count++] = l->jobs[i].doc;
  }
  if (count == 0) return;
  dl_status status = {0};
  parse(s, thread, docs, count, &status);
  bool alone = status.code == DL_EMEMORY && count > 1; /* one that is too large takes no other with it */
  for (uint32_t i = 0; alone && i < l->count; i++)
    if (!l->jobs[i].known) drop_document(&l->jobs[i]);
  for (uint32_t i = 0; i < l->count; i++) {
    job *j = &l->jobs[i];
    if (j->status.code != DL_OK || j->known) continue;
    if (alone)
      parse_alone(s, thread, j);
    else if (status.code != DL_OK)
      dl_fail(&j->status, status.code, "%s:%lu: %s", j->raw.name, j->raw.line, status.message);
    if (j->status.code == DL_OK && !j->known) run_step(s, j, finish_document, dl_cli_stop());
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
  if (s->shared) dl_progress_clear(&s->progress);
  if (j->status.code == DL_ESTOPPED) {
    s->stopped = true; /* asked for: no failure of the document, and what stands behind it is not handed on either */
    stop = 1;
  } else if (j->status.code != DL_OK) {
    dl_cli_complain("%s", j->status.message);
    s->failed = true;
    s->progress.failed++;
  } else if (!s->stopped && s->run->give) {
    int code = run_step(s, j, hand_on, NULL);
    if (code == DL_EMEMORY) dl_cli_complain("%s", j->status.message);
    if (code != DL_OK) {
      s->failed = s->stopped = true;
      stop = 1;
    }
  }
  s->progress.documents++;
  s->progress.words += j->words;
  s->progress.position = j->position;
  dl_buffer_free(&j->out);
  dl_arena_free(j->arena);
  free(j->raw.bytes);
  return stop;
}

static int give(void *context, void *item) {
  state *s = context;
  load *l = item;
  int stop = 0;
  for (uint32_t i = 0; i < l->count; i++) stop |= give_document(s, &l->jobs[i]);
  if (!s->stopped && s->run->settle && s->run->settle(s->run->context) != 0) {
    s->failed = s->stopped = true;
    stop = 1;
  }
  if (s->all) s->progress.expected = s->all;
  dl_progress_show(&s->progress);
  free(l);
  return stop;
}

/* What a person at a terminal, or one who reads many documents, is told at the end. */
static void sum_up(state *s) {
  const dl_inputs *in = &s->inputs;
  dl_progress_clear(&s->progress);
  if (s->options->quiet) return;
  if (in->skipped > 0)
    dl_cli_complain("%lu file%s of other kinds skipped (%s%s)", in->skipped, in->skipped == 1 ? "" : "s",
                    in->first_skipped ? in->first_skipped : "", in->skipped == 1 ? "" : ", ...");
  if ((!s->stopped || dl_cli_interrupted()) && (isatty(STDERR_FILENO) || s->progress.documents > 1))
    dl_progress_end(&s->progress);
}

/* With the inputs at hand: a worker a thread, and the run. */
static int run_inputs(state *s) {
  dl_status status = {0};
  unsigned threads = s->options->threads;
  s->workers = calloc(threads, sizeof *s->workers);
  for (unsigned i = 0; s->workers && i < threads; i++) s->workers[i] = dl_worker_new(s->engine);
  dl_pool_tasks tasks = {take, work, give, s};
  int code = s->workers ? dl_pool_run(&tasks, threads, &status) : dl_fail(&status, DL_EMEMORY, "out of memory");
  if (code != DL_OK) dl_cli_complain("%s", status.message);
  for (unsigned i = 0; s->workers && i < threads; i++) dl_worker_free(s->workers[i]);
  free(s->workers);
  dl_intake_close(s->intake);
  return code;
}

int dl_cli_run(const dl_options *options, const dl_engine *engine, const dl_run *run) {
  state s = {.options = options, .engine = engine, .run = run};
  if (options->recursive && options->file_count == 0) return dl_cli_usage(options, "-r needs a folder");
  dl_progress_start(&s.progress, options->quiet);
  s.shared = s.progress.watched && isatty(STDOUT_FILENO);
  int code = run->source || dl_inputs_gather(options, &s.inputs) ? DL_OK : DL_EMEMORY;
  if (code != DL_OK) dl_cli_complain("out of memory");
  if (code == DL_OK && s.progress.watched) {
    s.progress.bytes = dl_inputs_bytes(&s.inputs);
    s.progress.expected = dl_inputs_single(&s.inputs, options->input);
  }
  if (code == DL_OK) code = run_inputs(&s);
  sum_up(&s);
  bool failed = s.failed || s.inputs.failed || code != DL_OK;
  dl_inputs_free(&s.inputs);
  if (dl_cli_interrupted()) return DL_EXIT_INTERRUPTED;
  return failed ? DL_EXIT_INPUT : DL_EXIT_OK;
}
