#include "base/guard.h"

#include <setjmp.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct guard {
  jmp_buf at;
  const dl_stop *stop; /* may be NULL */
  struct guard *outer;
} guard;

enum { MEMORY = 1, STOPPED }; /* why a guard is left */

static _Thread_local guard *innermost;

static bool is_stopped(const dl_stop *stop) {
  return stop && atomic_load_explicit(stop, memory_order_relaxed) != 0;
}

int dl_guard_run_until(const dl_stop *stop, int (*work)(void *context, dl_status *status), void *context,
                       dl_status *status) {
  guard here = {.stop = stop || !innermost ? stop : innermost->stop, .outer = innermost};
  int code = DL_OK;
  if (is_stopped(here.stop)) return dl_fail(status, DL_ESTOPPED, "interrupted");
  switch (setjmp(here.at)) {
    case 0:
      innermost = &here;
      code = work(context, status);
      break;
    case MEMORY:
      code = dl_fail(status, DL_EMEMORY, "out of memory");
      break;
    default:
      code = dl_fail(status, DL_ESTOPPED, "interrupted");
      break;
  }
  innermost = here.outer;
  return code;
}

int dl_guard_run(int (*work)(void *context, dl_status *status), void *context, dl_status *status) {
  return dl_guard_run_until(NULL, work, context, status);
}

void dl_guard_poll(void) {
  if (innermost && is_stopped(innermost->stop)) longjmp(innermost->at, STOPPED);
}

void dl_guard_leave(void) {
  if (innermost) longjmp(innermost->at, MEMORY);
}
