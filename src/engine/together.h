/* Small documents through the stages together: each is begun by itself, their sentences are parsed together, which is
 * faster, and each is finished by itself.
 *
 * Every step runs under a guard. A document whose step fails is dropped at once, since the next one may need its
 * memory; where all of them together are too much to parse, each is begun anew and goes through the stages alone, so
 * that one that is too large takes no other with it.
 */
#ifndef DL_ENGINE_TOGETHER_H
#define DL_ENGINE_TOGETHER_H

#include "engine/engine.h"

/* One document on its way. With name and line (0: none) set, and all else zero, it is ready to be begun. */
typedef struct dl_job {
  const char *name; /* of the input, for messages; lives as long as the job */
  unsigned long line;
  dl_arena *arena;
  dl_document *doc; /* in the arena; NULL: not begun, or dropped */
  bool known;       /* it is whole as it was begun: no stage is to run */
  dl_status status; /* of the first step that failed, naming the input */
} dl_job;

typedef int dl_job_fn(void *context, dl_job *job, dl_status *status);

typedef struct dl_together {
  const dl_engine *engine;
  dl_worker *worker; /* NULL: memory is out */
  const dl_stop *stop;
  dl_job_fn *begin;  /* fills job->doc, which is new, to its tokens, or whole, with job->known */
  dl_job_fn *finish; /* of one that all stages have run on; it may drop it */
  void *context;
} dl_together;

/* What is worth parsing together. */
enum { DL_TOGETHER = 16, DL_TOGETHER_BYTES = 16 << 10 };

/* Runs the jobs; at most DL_TOGETHER of them are not known. */
void dl_run_together(const dl_together *together, dl_job *const *jobs, uint32_t count);

/* One step on a job, under a guard; its status. */
int dl_job_step(dl_job *job, const dl_stop *stop, dl_job_fn *work, void *context);
void dl_job_drop(dl_job *job);

#endif
