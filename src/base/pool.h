/* Work on many items by several threads, with the results handed out in the order of the items.
 *
 * `take` is called by one thread at a time and gives the next item (NULL ends the run); `work` runs in parallel; `give`
 * is called in the items' order, by one thread at a time. A window of items bounds memory. With one thread everything
 * runs in the caller's.
 */
#ifndef DL_BASE_POOL_H
#define DL_BASE_POOL_H

#include "base/status.h"

typedef struct dl_pool_tasks {
  void *(*take)(void *context);
  void (*work)(void *context, unsigned thread, void *item);
  int (*give)(void *context, void *item); /* not 0: no more items are taken; those taken are still worked and given */
  void *context;
} dl_pool_tasks;

/* DL_EMEMORY if not even one thread can be started. */
int dl_pool_run(const dl_pool_tasks *tasks, unsigned threads, dl_status *status);

#endif
