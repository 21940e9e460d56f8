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
#include "engine/together.h"

/* One document on its way through the threads. */
typedef struct job {
  dl_job base;     /* the first member: a dl_job is one of these; known: it is given as it was read */
  dl_raw raw;      /* its name and id live as long as the run */
  size_t position; /* bytes of all inputs that are read with it */
  unsigned long words;
  dl_buffer out;
} job;

/* What a thread takes at a time of documents that are coded already: what a ledger stores in a transaction. */
enum { CODED_DOCUMENTS = 256, CODED_BYTES = 4 << 20 };

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
  uint32_t most = s->run->read ? CODED_DOCUMENTS : DL_TOGETHER;
  size_t bytes = s->run->read ? CODED_BYTES : DL_TOGETHER_BYTES;
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

static int read_document(const state *s, job *j, dl_document *doc, dl_status *status) {
  const dl_model *model = dl_engine_model(s->engine);
  j->base.known = s->run->read != NULL;
  if (j->base.known) return s->run->read(s->run->context, &j->raw, doc, status);
  int code = dl_intake_document(model, &j->raw, doc, status);
  if (code == DL_OK) dl_read_dateline(model, doc);
  if (code == DL_OK && !doc->date[0] && s->options->date) doc->date = s->options->date;
  return code;
}

/* From bytes to tokens. */
static int begin(void *context, dl_job *base, dl_status *status) {
  const state *s = context;
  job *j = (job *)base;
  int code = read_document(s, j, base->doc, status);
  if (code != DL_OK) return code;
  j->words = dl_progress_words(base->doc->text, base->doc->text_size);
  if (s->run->known && s->run->known(s->run->context, base->doc)) base->known = true;
  return base->known ? DL_OK : dl_engine_tokens(s->engine, base->doc, status);
}

static int finish(void *context, dl_job *base, dl_status *status) {
  const dl_run *run = ((const state *)context)->run;
  job *j = (job *)base;
  (void)status;
  if (run->make) run->make(run->context, base->doc, &j->out);
  return j->out.failed ? DL_EMEMORY : DL_OK;
}

static void work(void *context, unsigned thread, void *item) {
  state *s = context;
  load *l = item;
  dl_job *jobs[CODED_DOCUMENTS];
  for (uint32_t i = 0; i < l->count; i++) {
    jobs[i] = &l->jobs[i].base;
    jobs[i]->name = l->jobs[i].raw.name;
    jobs[i]->line = l->jobs[i].raw.line;
  }
  dl_run_together(&(dl_together){s->engine, s->workers[thread], dl_cli_stop(), begin, finish, s}, jobs, l->count);
}

static int hand_on(void *context, dl_job *base, dl_status *status) {
  const dl_run *run = ((const state *)context)->run;
  (void)status;
  return run->give(run->context, base->doc, &((job *)base)->out) == 0 ? DL_OK : DL_ESTOPPED;
}

/* One document's results; not 0: no more of them can be taken. */
static int give_document(state *s, job *j) {
  int stop = 0;
  if (s->shared) dl_progress_clear(&s->progress);
  if (j->base.status.code == DL_ESTOPPED) {
    s->stopped = true; /* asked for: no failure of the document, and what stands behind it is not handed on either */
    stop = 1;
  } else if (j->base.status.code != DL_OK) {
    dl_cli_complain("%s", j->base.status.message);
    s->failed = true;
    s->progress.failed++;
  } else if (!s->stopped && s->run->give) {
    int code = dl_job_step(&j->base, NULL, hand_on, s);
    if (code == DL_EMEMORY) dl_cli_complain("%s", j->base.status.message);
    if (code != DL_OK) {
      s->failed = s->stopped = true;
      stop = 1;
    }
  }
  s->progress.documents++;
  s->progress.words += j->words;
  s->progress.position = j->position;
  dl_buffer_free(&j->out);
  dl_job_drop(&j->base);
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
