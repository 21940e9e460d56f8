/* Texts in at one end, documents out at the other, in the same order.
 *
 * A ring holds what was put and not yet got; put, taken and got count up, and number n stands in ring[n % SIZE]. Each
 * thread takes a load of small texts at a time, whose sentences are parsed together.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "engine/together.h"

enum { A_THREAD = 64, A_THREAD_BYTES = 256 << 10, MOST_THREADS = 256 };

typedef struct item {
  dl_api_text text;
  char *bytes;           /* one piece of memory for the text and what is known of it */
  dateline_input *input; /* or this */
  size_t size;
  dateline_document *document;
  dl_status status;
  bool done;
} item;

struct dateline_pipe {
  dateline_engine *engine;
  pthread_t *threads;
  unsigned thread_count;
  pthread_mutex_t lock;
  pthread_cond_t more, ready;
  item *ring;
  uint64_t size, put, taken, got;
  size_t held; /* bytes of texts put and not yet got */
  dl_stop stop;
};

/* ---- a thread ---- */

/* A text on its way through the stages. */
typedef struct job {
  dl_job base; /* the first member: a dl_job is one of these */
  item *item;
} job;

static int begin(void *context, dl_job *base, dl_status *status) {
  const dateline_pipe *p = context;
  return dl_api_begin(p->engine, &((job *)base)->item->text, base->doc, status);
}

/* What is kept is a copy: the document goes, since the next one may need its memory. */
static int finish(void *context, dl_job *base, dl_status *status) {
  const dateline_pipe *p = context;
  item *i = ((job *)base)->item;
  i->document = dl_api_keep(p->engine, base->doc, i->text.raw);
  dl_job_drop(base);
  return i->document ? DL_OK : dl_fail(status, DL_EMEMORY, "out of memory");
}

static void work(dateline_pipe *p, dl_worker *worker, uint64_t first, uint32_t count) {
  job jobs[DL_TOGETHER];
  dl_job *all[DL_TOGETHER] = {0};
  for (uint32_t i = 0; i < count; i++) {
    item *it = &p->ring[(first + i) % p->size];
    jobs[i] = (job){.base.name = dl_api_name(&it->text), .item = it};
    all[i] = &jobs[i].base;
  }
  dl_run_together(&(dl_together){p->engine->engine, worker, &p->stop, begin, finish, p}, all, count);
  for (uint32_t i = 0; i < count; i++) jobs[i].item->status = jobs[i].base.status;
}

/* How many of the texts that wait are taken together. The lock is held. */
static uint32_t load(const dateline_pipe *p) {
  uint32_t count = 0;
  for (size_t bytes = 0; p->taken + count < p->put && count < DL_TOGETHER && bytes < DL_TOGETHER_BYTES; count++)
    bytes += p->ring[(p->taken + count) % p->size].size;
  return count;
}

static void *run(void *context) {
  dateline_pipe *p = context;
  dl_worker *worker = dl_worker_new(p->engine->engine);
  pthread_mutex_lock(&p->lock);
  for (;;) {
    while (!p->stop && p->taken == p->put) pthread_cond_wait(&p->more, &p->lock);
    if (p->stop) break;
    uint64_t first = p->taken;
    uint32_t count = load(p);
    p->taken += count;
    pthread_mutex_unlock(&p->lock);
    work(p, worker, first, count);
    pthread_mutex_lock(&p->lock);
    for (uint32_t i = 0; i < count; i++) p->ring[(first + i) % p->size].done = true;
    pthread_cond_signal(&p->ready);
  }
  pthread_mutex_unlock(&p->lock);
  dl_worker_free(worker);
  return NULL;
}

/* ---- the pipe ---- */

int dateline_pipe_open(dateline_engine *engine, uint32_t threads, dateline_pipe **pipe, char *message, size_t size) {
  dl_status status = {0};
  if (pipe) *pipe = NULL;
  if (!engine || !pipe) return dl_api_null("dateline_pipe_open", engine ? "pipe" : "engine", message, size);
  dateline_pipe *p = calloc(1, sizeof *p);
  if (threads == 0) threads = engine->threads;
  if (threads > MOST_THREADS) threads = MOST_THREADS;
  if (p) {
    p->size = (uint64_t)threads * A_THREAD;
    p->ring = calloc(p->size, sizeof *p->ring);
    p->threads = calloc(threads, sizeof *p->threads);
    p->engine = dl_api_hold(engine);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->more, NULL);
    pthread_cond_init(&p->ready, NULL);
  }
  while (p && p->ring && p->threads && p->thread_count < threads &&
         pthread_create(&p->threads[p->thread_count], NULL, run, p) == 0)
    p->thread_count++;
  if (p && p->thread_count > 0) {
    *pipe = p;
  } else {
    dateline_pipe_close(p);
    dl_fail(&status, DL_EMEMORY, "out of memory");
  }
  return dl_api_tell(&status, message, size);
}

size_t dateline_pipe_room(const dateline_pipe *p) {
  if (!p || p->put - p->got >= p->size) return 0;
  return p->put == p->got || p->held < p->thread_count * (size_t)A_THREAD_BYTES ? (size_t)(p->size - (p->put - p->got))
                                                                                : 0;
}

size_t dateline_pipe_left(const dateline_pipe *p) {
  return p ? (size_t)(p->put - p->got) : 0;
}

static void free_item(item *i) {
  free(i->bytes);
  dateline_input_free(i->input);
  dateline_document_free(i->document);
  *i = (item){.done = false};
}

static int put(dateline_pipe *p, const item *new) {
  pthread_mutex_lock(&p->lock);
  p->ring[p->put % p->size] = *new;
  p->put++;
  p->held += new->size;
  pthread_cond_signal(&p->more);
  pthread_mutex_unlock(&p->lock);
  return DATELINE_OK;
}

static int no_room(const char *function, char *message, size_t size) {
  dl_status status = {0};
  dl_fail(&status, DL_EUSAGE, "%s: there is no room before a document is got", function);
  return dl_api_tell(&status, message, size);
}

static int no_memory(const char *name, char *message, size_t size) {
  dl_status status = {0};
  dl_fail(&status, DL_EMEMORY, "%s: out of memory", name);
  return dl_api_tell(&status, message, size);
}

int dateline_pipe_put(dateline_pipe *p, const char *text, size_t bytes, const dateline_about *about, char *message,
                      size_t size) {
  if (!p || (!text && bytes > 0)) return dl_api_null("dateline_pipe_put", p ? "text" : "pipe", message, size);
  if (dateline_pipe_room(p) == 0) return no_room("dateline_pipe_put", message, size);
  item new = {.size = bytes, .text = {.bytes = bytes, .about = about ? *about : (dateline_about){0}}};
  dateline_about *a = &new.text.about;
  const char **const strings[] = {&a->id, &a->date, &a->title, &a->source, &a->url, &a->language};
  size_t need = bytes + 1;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
    if (*strings[i]) need += strlen(*strings[i]) + 1;
  char *at = new.bytes = malloc(need);
  if (!at) return no_memory(a->id && *a->id ? a->id : "text", message, size);
  if (bytes) memcpy(at, text, bytes);
  new.text.text = at;
  at += bytes;
  *at++ = '\0';
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
    if (!*strings[i]) continue;
    size_t length = strlen(*strings[i]) + 1;
    *strings[i] = memcpy(at, *strings[i], length);
    at += length;
  }
  return put(p, &new);
}

int dateline_pipe_put_input(dateline_pipe *p, dateline_input *input, const char *date, char *message, size_t size) {
  if (!p || !input || dateline_pipe_room(p) == 0) {
    dateline_input_free(input);
    return p && input ? no_room("dateline_pipe_put_input", message, size)
                      : dl_api_null("dateline_pipe_put_input", p ? "input" : "pipe", message, size);
  }
  item new = {.size = input->raw.size, .input = input, .text = {.raw = &input->raw}};
  if (date && *date && !(new.bytes = strdup(date))) {
    dateline_input_free(input);
    return no_memory(date, message, size);
  }
  new.text.date = new.bytes;
  return put(p, &new);
}

int dateline_pipe_get(dateline_pipe *p, dateline_document **document, char *message, size_t size) {
  dl_status status = {0};
  if (document) *document = NULL;
  if (!p || !document) return dl_api_null("dateline_pipe_get", p ? "document" : "pipe", message, size);
  if (p->put == p->got) {
    dl_fail(&status, DL_EUSAGE, "dateline_pipe_get: none is left");
    return dl_api_tell(&status, message, size);
  }
  item *i = &p->ring[p->got % p->size];
  pthread_mutex_lock(&p->lock);
  while (!i->done) pthread_cond_wait(&p->ready, &p->lock);
  pthread_mutex_unlock(&p->lock);
  *document = i->document;
  i->document = NULL;
  status = i->status;
  p->held -= i->size;
  free_item(i);
  p->got++;
  return dl_api_tell(&status, message, size);
}

void dateline_pipe_close(dateline_pipe *p) {
  if (!p) return;
  pthread_mutex_lock(&p->lock);
  p->stop = 1;
  pthread_cond_broadcast(&p->more);
  pthread_mutex_unlock(&p->lock);
  for (unsigned i = 0; i < p->thread_count; i++) pthread_join(p->threads[i], NULL);
  for (uint64_t n = p->got; n < p->put; n++) free_item(&p->ring[n % p->size]);
  pthread_mutex_destroy(&p->lock);
  pthread_cond_destroy(&p->more);
  pthread_cond_destroy(&p->ready);
  free(p->ring);
  free(p->threads);
  dateline_close(p->engine);
  free(p);
}
