#include "base/guard.h"

#include <setjmp.h>
#include <stddef.h>

typedef struct guard {
  jmp_buf at;
  struct guard *outer;
} guard;

static _Thread_local guard *innermost;

int dl_guard_run(int (*work)(void *context, dl_status *status), void *context, dl_status *status) {
  guard here = {.outer = innermost};
  int code;
  if (setjmp(here.at) == 0) {
    innermost = &here;
    code = work(context, status);
  } else {
    code = dl_fail(status, DL_EMEMORY, "out of memory");
  }
  innermost = here.outer;
  return code;
}

void dl_guard_leave(void) {
  if (innermost) longjmp(innermost->at, 1);
}
