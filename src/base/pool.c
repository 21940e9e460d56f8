#include "base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { WINDOW = 8 }; /* items a thread that may wait for an earlier one */

typedef struct slot {
  void *item;
  bool done;
} slot;

typedef struct pool {
  const dl_pool_tasks *tasks;
  pthread_mutex_t lock;
  pthread_cond_t change;
  slot *slots; /* a ring of `size`: item number n is in slots[n % size] */
  uint64_t size, taken, given;
  bool end, taking, giving;
} pool;

typedef struct thread {
  pool *pool;
  unsigned index;
  pthread_t id;
} thread;

/* Hands out what is ready, in order. The lock is held, and let go while an item is given. */
static void give_ready(pool *p) {
  if (p->giving) return;
  p->giving = true;
  while (p->given < p->taken && p->slots[p->given % p->size].done) {
    void *item = p->slots[p->given % p->size].item;
    pthread_mutex_unlock(&p->lock);
    int stop = p->tasks->give(p->tasks->context, item);
    pthread_mutex_lock(&p->lock);
    p->slots[p->given % p->size].done = false;
    p->given++;
    if (stop) p->end = true;
    pthread_cond_broadcast(&p->change);
  }
  p->giving = false;
}

static void *run(void *argument) {
  thread *t = argument;
  pool *p = t->pool;
  pthread_mutex_lock(&p->lock);
  for (;;) {
    while (!p->end && (p->taking || p->taken - p->given == p->size)) pthread_cond_wait(&p->change, &p->lock);
    if (p->end) break;
    p->taking = true; /* the lock is let go: an item may be long in coming, and others are to be given meanwhile */
    pthread_mutex_unlock(&p->lock);
    void *item = p->tasks->take(p->tasks->context);
    pthread_mutex_lock(&p->lock);
    p->taking = false;
    if (!item) p->end = true;
    pthread_cond_broadcast(&p->change);
    if (!item) break;
    uint64_t number = p->taken++;
    p->slots[number % p->size] = (slot){item, false};
    pthread_mutex_unlock(&p->lock);
    p->tasks->work(p->tasks->context, t->index, item);
    pthread_mutex_lock(&p->lock);
    p->slots[number % p->size].done = true;
    give_ready(p);
  }
  pthread_mutex_unlock(&p->lock);
  return NULL;
}

int dl_pool_run(const dl_pool_tasks *tasks, unsigned threads, dl_status *status) {
  if (threads < 1) threads = 1;
  pool p = {.tasks = tasks, .size = (uint64_t)threads * WINDOW};
  p.slots = calloc(p.size, sizeof *p.slots);
  thread *all = calloc(threads, sizeof *all);
  if (!p.slots || !all) {
    free(p.slots);
    free(all);
    return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  pthread_mutex_init(&p.lock, NULL);
  pthread_cond_init(&p.change, NULL);
  unsigned started = 0;
  for (unsigned i = 1; i < threads; i++) {
    all[i] = (thread){.pool = &p, .index = i};
    if (pthread_create(&all[i].id, NULL, run, &all[i]) != 0) break;
    started++;
  }
  all[0] = (thread){.pool = &p, .index = 0};
  run(&all[0]); /* the caller's thread works too */
  for (unsigned i = 1; i <= started; i++) pthread_join(all[i].id, NULL);
  pthread_cond_destroy(&p.change);
  pthread_mutex_destroy(&p.lock);
  free(p.slots);
  free(all);
  return DL_OK;
}
