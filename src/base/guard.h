/* Where a call comes back to when memory runs out in the middle of it.
 *
 * The stages take pieces of an arena wherever they need one and could do nothing without it, so they do not ask whether there is one: the asking
 * is done once, here. dl_guard_run calls `work`; if an arena can't have memory within it, `work` is left at that place (longjmp) and the call
 * ends in DL_EMEMORY. Every function of the library that a stranger calls, and every step of the program, runs what it does under a guard.
 *
 * Guards may stand in one another; the innermost one of the thread is left. What is left is not cleaned up, therefore, under a guard:
 *  - what is no arena's (malloc, a file, another library's object) is held, while pieces are taken, by the caller of a guard of its own, which
 *    frees it behind the call, whether that went well or not (see intake/json.c);
 *  - no piece is taken within another library's function that calls back (a comparison of qsort, a handler of libxml2);
 *  - what was being made is thrown away: the document ends there, scratch arenas are emptied before their next use.
 * The innermost guard of each thread is the one variable in the library; it is NULL whenever no call runs.
 */
#ifndef DL_BASE_GUARD_H
#define DL_BASE_GUARD_H

#include "base/status.h"

/* What `work` returns, or DL_EMEMORY with the message "out of memory". */
int dl_guard_run(int (*work)(void *context, dl_status *status), void *context, dl_status *status);

/* For arena.c: leaves the innermost guard; comes back only where there is none. */
void dl_guard_leave(void);

#endif
