/* A thread's place at the ledger: opened, closed, and what runs there in its time. */
#include <limits.h>
#include <sqlite3.h>

#include "serve/answer.h"

/* SQLite asks this now and then; not 0 breaks the question off. */
static int watch_time(void *context) {
  dl_seat *seat = context;
  if (!seat->late && !seat->stop && dl_now() <= seat->until) return 0;
  seat->late = true;
  return 1;
}

int dl_seat_open(dl_seat *seat, dl_room *room, dl_status *status) {
  *seat = (dl_seat){.room = room, .arena = dl_arena_new(), .papers = dl_arena_new()};
  if (!seat->arena || !seat->papers) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = dl_ledger_open(room->ledger, false, &seat->ledger, status);
  if (!code) sqlite3_progress_handler(dl_ledger_handle(seat->ledger), 4000, watch_time, seat);
  return code;
}

void dl_seat_close(dl_seat *seat) {
  dl_worker_free(seat->worker);
  dl_ledger_close(seat->ledger);
  dl_arena_free(seat->arena);
  dl_arena_free(seat->papers);
  dl_buffer_free(&seat->scratch);
  seat->worker = NULL;
  seat->ledger = NULL;
  seat->arena = seat->papers = NULL;
}

int dl_seat_run(dl_seat *seat, long long milliseconds, bool reads, int (*work)(void *context, dl_status *status),
                void *context, dl_status *status) {
  sqlite3 *db = dl_ledger_handle(seat->ledger);
  seat->late = seat->early = false;
  seat->stop = 0;
  seat->until = dl_now() + milliseconds;
  if (reads) sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
  int code = dl_guard_run_until(&seat->stop, work, context, status);
  seat->until = LLONG_MAX; /* taking back takes the time that it takes */
  if (reads) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  seat->until = 0;
  return code;
}

const dl_model *dl_seat_model(const dl_seat *seat) {
  return seat->room->engine ? dl_engine_model(seat->room->engine) : NULL;
}
