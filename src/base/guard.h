/* Where a call comes back to when memory runs out, or it is told to stop, in the middle of it.
 *
 * The stages take pieces of an arena wherever they need one and could do nothing without it, so they do not ask whether
 * there is one: the asking is done once, here. dl_guard_run calls `work`; if an arena can't have memory within it,
 * `work` is left at that place (longjmp) and the call ends in DL_EMEMORY. So it does in DL_ESTOPPED once a flag that
 * the caller gave is set: since every loop of the stages takes pieces, a long document ends soon after. Every function
 * of the library that a stranger calls, and every step of the program, runs what it does under a guard.
 *
 * Guards may stand in one another; the innermost one of the thread is left. What is left is not cleaned up, therefore,
 * under a guard:
 *  - what is no arena's (malloc, a file, another library's object) is held, while pieces are taken, by the caller of a
 * guard of its own, which frees it behind the call, whether that went well or not (see intake/json.c);
 *  - no piece is taken within another library's function that calls back (a comparison of qsort, a handler of libxml2);
 *  - what was being made is thrown away: the document ends there, scratch arenas are emptied before their next use.
 * The innermost guard of each thread is the one variable in the library; it is NULL whenever no call runs.
 */
#ifndef DL_BASE_GUARD_H
#define DL_BASE_GUARD_H

#include "base/status.h"

/* What `work` returns, or DL_EMEMORY with the message "out of memory". */
int dl_guard_run(int (*work)(void *context, dl_status *status), void *context, dl_status *status);

/* Set to something else than 0, by a signal handler or another thread, it ends what runs under a guard that was given
 * it. */
typedef _Atomic int dl_stop;

/* The same, and DL_ESTOPPED with the message "interrupted" once *stop is set, before `work` or in the middle of it.
 * Guards within it stop with it. NULL: as dl_guard_run. */
int dl_guard_run_until(const dl_stop *stop, int (*work)(void *context, dl_status *status), void *context,
                       dl_status *status);

/* For arena.c and loops that take no pieces: leaves the innermost guard if it is told to stop. */
void dl_guard_poll(void);

/* For arena.c: leaves the innermost guard; comes back only where there is none. */
void dl_guard_leave(void);

#endif
