#include "engine/together.h"

/* What a guard hands on. */
typedef struct step {
  dl_job_fn *work;
  void *context;
  dl_job *job;
} step;

static int take_step(void *context, dl_status *status) {
  const step *s = context;
  return s->work(s->context, s->job, status);
}

void dl_job_drop(dl_job *job) {
  dl_arena_free(job->arena);
  job->arena = NULL;
  job->doc = NULL;
}

static int fail(dl_job *job, int code, const char *why) {
  dl_job_drop(job);
  return job->line ? dl_fail(&job->status, code, "%s:%lu: %s", job->name, job->line, why)
                   : dl_fail(&job->status, code, "%s: %s", job->name, why);
}

int dl_job_step(dl_job *job, const dl_stop *stop, dl_job_fn *work, void *context) {
  int code = job->arena ? dl_guard_run_until(stop, take_step, &(step){work, context, job}, &job->status) : DL_EMEMORY;
  if (code == DL_EMEMORY) return fail(job, code, "out of memory");
  if (code != DL_OK) dl_job_drop(job);
  return code;
}

static int begin_new(void *context, dl_job *job, dl_status *status) {
  dl_together *t = context;
  job->doc = dl_document_new(job->arena);
  return t->begin(t->context, job, status);
}

static void begin(dl_together *t, dl_job *job) {
  job->arena = dl_arena_new();
  dl_job_step(job, t->stop, begin_new, t);
}

typedef struct parsing {
  const dl_together *together;
  dl_document **docs;
  uint32_t count;
} parsing;

static int parse_docs(void *context, dl_status *status) {
  const parsing *p = context;
  return dl_engine_syntax(p->together->engine, p->together->worker, p->docs, p->count, status);
}

static int parse(dl_together *t, dl_document **docs, uint32_t count, dl_status *status) {
  if (!t->worker) return dl_fail(status, DL_EMEMORY, "out of memory");
  return dl_guard_run_until(t->stop, parse_docs, &(parsing){t, docs, count}, status);
}

static int run_rest(void *context, dl_job *job, dl_status *status) {
  dl_together *t = context;
  int code = dl_engine_rest(t->engine, job->doc, status);
  return code == DL_OK ? t->finish(t->context, job, status) : code;
}

static bool is_under_way(const dl_job *job) {
  return job->doc && !job->known;
}

/* One that was parsed, or not, to its end. */
static void finish(dl_together *t, dl_job *job, const dl_status *parsed) {
  if (!is_under_way(job)) return;
  if (parsed->code != DL_OK)
    fail(job, parsed->code, parsed->message);
  else
    dl_job_step(job, t->stop, run_rest, t);
}

static void run_singly(dl_together *t, dl_job *const *jobs, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (is_under_way(jobs[i])) dl_job_drop(jobs[i]);
  for (uint32_t i = 0; i < count; i++) {
    dl_status status = {0};
    if (jobs[i]->doc || jobs[i]->status.code != DL_OK) continue; /* known, or failed */
    begin(t, jobs[i]);
    if (is_under_way(jobs[i])) parse(t, &jobs[i]->doc, 1, &status);
    finish(t, jobs[i], &status);
  }
}

void dl_run_together(const dl_together *together, dl_job *const *jobs, uint32_t count) {
  dl_together t = *together;
  dl_document *docs[DL_TOGETHER];
  uint32_t parsed = 0;
  for (uint32_t i = 0; i < count; i++) {
    begin(&t, jobs[i]);
    if (is_under_way(jobs[i])) docs[parsed++] = jobs[i]->doc;
  }
  dl_status status = {0};
  if (parsed > 0) parse(&t, docs, parsed, &status);
  if (status.code == DL_EMEMORY && parsed > 1)
    run_singly(&t, jobs, count);
  else
    for (uint32_t i = 0; i < count; i++) finish(&t, jobs[i], &status);
}
