/* What the server answers: a function from a request to a response, without sockets and threads.
 *
 * A dl_room is what all answers share and none changes but its counters; a dl_seat is one thread's: a connection to the
 * ledger that is only read, a coder's scratch, an arena. dl_answer opens one transaction of reading around an answer,
 * so that all of it is of one moment, and whoever writes is not held up. A question that takes longer than the room
 * allows is broken off (503).
 */
#ifndef DL_SERVE_ANSWER_H
#define DL_SERVE_ANSWER_H

#include <pthread.h>

#include "base/buffer.h"
#include "base/guard.h"
#include "engine/engine.h"
#include "ledger/ledger.h"
#include "screening/screening.h"
#include "serve/page.h"
#include "serve/request.h"

typedef struct dl_room {
  const char *ledger;          /* path of the file */
  const dl_engine *engine;     /* NULL: nothing is coded, there is no data file */
  const dl_screener *screener; /* NULL likewise */
  const char *token;           /* NULL: none is asked for */
  const char *const *hosts;    /* names that Host may have, besides those of loopback */
  unsigned host_count;
  bool any_address; /* Host may be any number address */
  bool ingest;
  double seconds;                                     /* that a question may take */
  pthread_mutex_t writing;                            /* one document at a time goes into the ledger */
  _Atomic long long revision;                         /* grows when the ledger changes */
  _Atomic long long requests[6], cached, busy, bytes; /* counters: by the first digit of the status */
  _Atomic long long microseconds;
  _Atomic int connections, live, waiting;
  _Atomic bool coming; /* the columns of a large ledger are read for the first time: sums wait for them */
  _Atomic int stopping;
} dl_room;

struct dl_counted;

typedef struct dl_seat {
  dl_room *room;
  dl_ledger *ledger;
  dl_worker *worker;          /* NULL: made when something is coded */
  dl_arena *arena;            /* emptied before each answer */
  dl_buffer scratch;          /* for what is written to be quoted; here, since a guard may be left while it is used */
  struct dl_counted *counted; /* counts.h: columns of the ledger, while an answer is made; NULL: none */
  bool early;                 /* there are none yet, and the answer needs them */
  dl_arena *papers;           /* of a document that is coded; emptied before each */
  dl_stop stop;               /* set from outside, once `until` has passed */
  _Atomic long long until;    /* milliseconds of dl_now; 0: nothing is asked */
  _Atomic bool late;
} dl_seat;

/* Milliseconds of a clock that only goes on. */
long long dl_now(void);

/* seat.c. The ledger opened, the arenas made; on success the caller's until dl_seat_close, which takes what a failed
 * one has left, too. */
int dl_seat_open(dl_seat *seat, dl_room *room, dl_status *status);
void dl_seat_close(dl_seat *seat);

/* Runs `work` under a guard, for so many milliseconds at most; `reads`: in one transaction of reading, so that all of
 * it is of one moment. DL_ESTOPPED as dl_guard_run_until. */
int dl_seat_run(dl_seat *seat, long long milliseconds, bool reads, int (*work)(void *context, dl_status *status),
                void *context, dl_status *status);

/* The data file's; NULL: there is none. */
const dl_model *dl_seat_model(const dl_seat *seat);

typedef struct dl_response {
  int status;
  const char *type;              /* of the body: a constant */
  dl_buffer body;                /* the caller's to free */
  const dl_page_file *file;      /* instead of a body */
  const char *allow;             /* methods, with 405 */
  const char *cookie, *location; /* NULL, or constants or the seat's arena's */
  bool keep;                     /* the same until the ledger changes: may be kept by dl_room.revision */
  bool later;                    /* to be asked again once the columns are there */
  bool attachment;               /* to be saved */
} dl_response;

/* Is the request one that dl_answer need not be asked: refused, or a file of the program? Then *response is filled, and
 * that needs no ledger: the arena alone. Without a body still: `announced` is its size, or -1. */
bool dl_answer_at_once(dl_room *room, dl_arena *arena, const dl_request *request, long long announced,
                       dl_response *response);

/* Fills *response, whatever the request is. */
void dl_answer(dl_seat *seat, const dl_request *request, dl_response *response);

/* A problem of RFC 9457 as the response. `parameter` may be NULL. */
void dl_response_problem(dl_response *response, int status, const char *parameter, const char *detail);

/* The answer of /api/v1/stats, as for a live stream. Under a guard. */
int dl_answer_stats(dl_seat *seat, dl_buffer *out, dl_status *status);

#endif
