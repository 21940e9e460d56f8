#include "serve/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "serve/answer.h"
#include "serve/cache.h"
#include "serve/counts.h"
#include "serve/listen.h"
#include "serve/live.h"
#include "serve/patience.h"
#include "serve/reply.h"

enum {
  READERS = 2,        /* threads of libmicrohttpd */
  WAITING_MOST = 512, /* requests that wait for an answer */
  CLIENTS_MOST = 4000,
  HEADER_MOST = 16 << 10,
  IDLE_SECONDS = 15,
  PASSED_MOST = 32 << 20, /* bytes of a refused body */
  BODIES_MOST = 64 << 20, /* bytes of bodies that are being taken, of all clients */
  SEATS_MORE = 2,         /* beside those who answer: for news, for columns */
  TICK_MS = 100,
  BEAT_MS = 15000,
  NEWS_MS = 30000
};

/* One request under way. */
typedef struct exchange {
  dl_server *server;
  struct MHD_Connection *connection;
  char *target;
  dl_arena *arena; /* of what is decided before the answer is made */
  dl_request request;
  dl_buffer body;
  bool parked;      /* it has waited for the columns */
  bool begun, made; /* its header was looked at; its answer was made */
  int refusal;      /* while its body came: the status, or 0 */
  bool held;        /* it is refused, which is told once its body has come: many clients look for an answer only then */
  dl_response response;
  size_t passed; /* bytes of a body that was not kept */
  dl_blob *blob; /* the answer; NULL: there was no memory for it */
  struct exchange *next;
} exchange;

struct dl_server {
  dl_room room;
  struct MHD_Daemon *daemon;
  dl_cache *cache;
  dl_live *live;
  dl_patience *patience;
  dl_screener *screener;
  char token[33], address[200];
  /* the watcher of the ledger's revision */
  pthread_mutex_t watching;
  dl_ledger *watched;
  sqlite3_stmt *version;
  long long seen;
  /* requests that wait */
  pthread_mutex_t lock;
  pthread_cond_t some;
  exchange *first, **last;
  exchange *parked; /* those that wait for the columns */
  bool closing;
  dl_seat *seats;
  pthread_t *threads, ticker, counter;
  unsigned thread_count, running;
  bool ticking, counting;
  /* the columns of a large ledger */
  pthread_mutex_t counted_lock;
  dl_counted *counted; /* NULL: none are read yet */
  _Atomic long long bodies;
};

/* ---- the ledger's revision ---- */

static long long revision(dl_server *s) {
  pthread_mutex_lock(&s->watching);
  if (sqlite3_step(s->version) == SQLITE_ROW) {
    long long now = sqlite3_column_int64(s->version, 0);
    if (now != s->seen) s->room.revision++;
    s->seen = now;
  }
  sqlite3_reset(s->version);
  pthread_mutex_unlock(&s->watching);
  return s->room.revision;
}

static int watch_ledger(dl_server *s, dl_status *status) {
  int code = dl_ledger_open(s->room.ledger, false, &s->watched, status);
  if (code) return code;
  if (sqlite3_prepare_v2(dl_ledger_handle(s->watched), "PRAGMA data_version", -1, &s->version, NULL) != SQLITE_OK)
    return dl_fail(status, DL_ESTORE, "%s: %s", s->room.ledger, sqlite3_errmsg(dl_ledger_handle(s->watched)));
  revision(s);
  return DL_OK;
}

/* ---- columns ---- */

/* The newest, held; NULL: there are none. */
static dl_counted *counted_now(dl_server *s) {
  pthread_mutex_lock(&s->counted_lock);
  dl_counted *c = s->counted ? dl_counted_hold(s->counted) : NULL;
  pthread_mutex_unlock(&s->counted_lock);
  return c;
}

static void set_counted(dl_server *s, dl_counted *new) {
  pthread_mutex_lock(&s->counted_lock);
  dl_counted *old = s->counted;
  s->counted = new;
  pthread_mutex_unlock(&s->counted_lock);
  dl_counted_drop(old);
}

/* Behind those that wait for an answer; under the lock. */
static void queue(dl_server *s, exchange *x) {
  x->next = NULL;
  *s->last = x;
  s->last = &x->next;
  s->room.waiting++;
}

/* Requests that waited for the columns go on. */
static void unpark(dl_server *s) {
  pthread_mutex_lock(&s->lock);
  s->room.coming = false;
  for (exchange *x = s->parked, *next; x; x = next) {
    next = x->next;
    queue(s, x);
  }
  s->parked = NULL;
  pthread_cond_broadcast(&s->some);
  pthread_mutex_unlock(&s->lock);
}

/* False: it need not wait. */
static bool park(dl_server *s, exchange *x) {
  pthread_mutex_lock(&s->lock);
  bool wait = s->room.coming && !x->parked && !s->closing;
  if (wait) {
    x->parked = true;
    x->next = s->parked;
    s->parked = x;
  }
  pthread_mutex_unlock(&s->lock);
  return wait;
}

/* Columns follow the ledger; where it changes all the time, a tenth of the time goes into reading them. */
static void *count(void *context) {
  dl_server *s = context;
  dl_seat *seat = &s->seats[s->thread_count + 1];
  long long done = -1, next = 0;
  while (!s->room.stopping) {
    long long now = revision(s), begun = dl_now();
    if (now != done && begun >= next) {
      dl_counted *new = dl_counted_read(seat, now);
      if (new) set_counted(s, new);
      done = now;
      next = dl_now() + 9 * (dl_now() - begun);
      unpark(s);
    }
    nanosleep(&(struct timespec){.tv_nsec = TICK_MS * 1000000L}, NULL);
  }
  return NULL;
}

/* ---- answers are made ---- */

static void free_exchange(exchange *x) {
  if (!x) return;
  x->server->bodies -= (long long)x->body.capacity;
  dl_blob_drop(x->blob);
  dl_buffer_free(&x->body);
  dl_buffer_free(&x->response.body);
  dl_arena_free(x->arena);
  free(x->target);
  free(x);
}

/* False: it is put off, until the columns are there. */
static bool make_answer(dl_server *s, dl_seat *seat, exchange *x) {
  dl_response r;
  long long before = revision(s), begun = dl_now();
  bool packed = dl_takes_gzip(x->request.encodings);
  seat->counted = counted_now(s);
  bool fresh = !seat->counted || dl_counted_revision(seat->counted) == before;
  dl_answer(seat, &x->request, &r);
  dl_counted_drop(seat->counted);
  seat->counted = NULL;
  if (r.later && park(s, x)) {
    dl_buffer_free(&r.body);
    return false;
  }
  x->blob = dl_reply_blob(&r, packed);
  x->made = true;
  s->room.microseconds += (dl_now() - begun) * 1000;
  if (x->blob && r.keep && r.status == 200 && fresh) dl_cache_put(s->cache, before, x->target, packed, x->blob);
  return true;
}

static exchange *take_exchange(dl_server *s) {
  pthread_mutex_lock(&s->lock);
  while (!s->first && !s->closing) pthread_cond_wait(&s->some, &s->lock);
  exchange *x = s->first;
  if (x) {
    s->first = x->next;
    if (!s->first) s->last = &s->first;
    s->room.waiting--;
  }
  pthread_mutex_unlock(&s->lock);
  return x;
}

typedef struct place_of_work {
  dl_server *server;
  unsigned number;
} place_of_work;

static void *work(void *context) {
  place_of_work *at = context;
  dl_server *s = at->server;
  dl_seat *seat = &s->seats[at->number];
  free(at);
  for (exchange *x; (x = take_exchange(s)) != NULL;) {
    if (make_answer(s, seat, x)) MHD_resume_connection(x->connection); /* it is not ours from here on */
  }
  return NULL;
}

/* False: too many wait. */
static bool put_exchange(dl_server *s, exchange *x) {
  pthread_mutex_lock(&s->lock);
  bool good = s->room.waiting < WAITING_MOST && !s->closing;
  if (good) {
    MHD_suspend_connection(x->connection);
    queue(s, x);
    pthread_cond_signal(&s->some);
  }
  pthread_mutex_unlock(&s->lock);
  return good;
}

/* ---- requests ---- */

static const char *header(struct MHD_Connection *connection, const char *name) {
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void read_request(exchange *x, struct MHD_Connection *c, const char *method) {
  x->connection = c;
  x->request = (dl_request){.method = method,
                            .target = x->target,
                            .host = header(c, "Host"),
                            .origin = header(c, "Origin"),
                            .site = header(c, "Sec-Fetch-Site"),
                            .authorization = header(c, "Authorization"),
                            .cookie = header(c, "Cookie"),
                            .type = header(c, "Content-Type"),
                            .encodings = header(c, "Accept-Encoding"),
                            .tags = header(c, "If-None-Match")};
}

/* Sends a response that is made here and now. */
static enum MHD_Result give(exchange *x, dl_response *r) {
  return dl_reply_response(x->connection, &x->server->room, &x->request, r);
}

static enum MHD_Result give_problem(exchange *x, int status, const char *detail) {
  dl_response r = {0};
  dl_response_problem(&r, status, NULL, detail);
  return give(x, &r);
}

/* The header is there: what it alone decides. */
static enum MHD_Result begin(exchange *x) {
  const char *length = header(x->connection, "Content-Length");
  long long announced = length ? strtoll(length, NULL, 10) : -1;
  x->begun = true;
  if (!x->target || !(x->arena = dl_arena_new())) return give_problem(x, 503, "out of memory");
  if (!dl_answer_at_once(&x->server->room, x->arena, &x->request, announced, &x->response)) return MHD_YES;
  bool body = announced > 0 || header(x->connection, "Transfer-Encoding");
  x->held = body && announced <= PASSED_MOST && !header(x->connection, "Expect");
  return x->held ? MHD_YES : give(x, &x->response);
}

/* A part of the body. What is wrong is told once it has come: only then can it be. */
static enum MHD_Result take_body(exchange *x, const char *bytes, size_t *size) {
  dl_server *s = x->server;
  size_t capacity = x->body.capacity;
  if (x->held || x->refusal) {
    x->passed += *size;
    *size = 0;
    return x->passed > PASSED_MOST ? MHD_NO : MHD_YES;
  }
  if (x->body.size + *size > DL_BODY_MAX)
    x->refusal = 413;
  else if (s->bodies > BODIES_MOST)
    x->refusal = 503;
  else
    dl_buffer_add(&x->body, bytes, *size);
  s->bodies += (long long)x->body.capacity - (long long)capacity;
  if (x->body.failed) x->refusal = 503;
  *size = 0;
  return MHD_YES;
}

static enum MHD_Result join_live(exchange *x) {
  struct MHD_Response *response = dl_live_join(x->server->live, x->connection);
  if (!response) {
    x->server->room.busy++;
    return give_problem(x, 503, "too many listen already");
  }
  return dl_reply_live(x->connection, &x->server->room, response);
}

static bool is_live(const exchange *x) {
  return strcmp(x->request.method, "GET") == 0 && strcmp(x->target, "/api/v1/live") == 0;
}

/* All of the request is there. */
static enum MHD_Result end(exchange *x) {
  dl_server *s = x->server;
  if (x->held) return give(x, &x->response);
  if (x->refusal)
    return give_problem(x, x->refusal, x->refusal == 413 ? "a body has at most 4 MiB" : "too many bodies come in");
  if (is_live(x)) return join_live(x);
  if (x->request.method[0] != 'P')
    x->blob = dl_cache_get(s->cache, revision(s), x->target, dl_takes_gzip(x->request.encodings));
  if (x->blob) {
    s->room.cached++;
    return dl_reply_send(x->connection, &s->room, &x->request, x->blob);
  }
  x->request.body = x->body.data;
  x->request.body_size = x->body.size;
  if (put_exchange(s, x)) return MHD_YES;
  s->room.busy++;
  return give_problem(x, 503, "too many requests wait");
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *bytes, size_t *size, void **at) {
  dl_server *s = context;
  exchange *x = *at;
  (void)url;
  (void)version;
  if (!x) return MHD_NO;
  if (x->blob) return dl_reply_send(connection, &s->room, &x->request, x->blob);
  if (!x->begun) {
    read_request(x, connection, method);
    dl_patience_phase(s->patience, connection, DL_PHASE_BODY);
    return begin(x);
  }
  if (*size > 0) return take_body(x, bytes, size);
  dl_patience_phase(s->patience, connection, DL_PHASE_ANSWER);
  return x->made ? give_problem(x, 503, "out of memory") : end(x);
}

/* The line of a request has come: its target, as it was sent. */
static void *on_line(void *context, const char *target, struct MHD_Connection *connection) {
  exchange *x = calloc(1, sizeof *x);
  (void)connection;
  if (!x) return NULL;
  x->server = context;
  x->target = strdup(target);
  return x;
}

static void on_end(void *context, struct MHD_Connection *connection, void **at, enum MHD_RequestTerminationCode why) {
  dl_server *s = context;
  (void)why;
  dl_patience_phase(s->patience, connection, DL_PHASE_HEADER);
  free_exchange(*at);
  *at = NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **at,
                          enum MHD_ConnectionNotificationCode what) {
  dl_server *s = context;
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    s->room.connections++;
    *at = dl_patience_come(s->patience, connection);
  } else {
    s->room.connections--;
    dl_patience_go(s->patience, *at);
  }
}

/* ---- now and then ---- */

static void hurry(dl_server *s) {
  long long now = dl_now();
  for (unsigned i = 0; i < s->thread_count + SEATS_MORE; i++) {
    dl_seat *seat = &s->seats[i];
    long long until = seat->until;
    if (until != 0 && now > until) seat->stop = 1;
  }
}

typedef struct news {
  dl_seat *seat;
  dl_buffer line;
} news;

static int make_news(void *context, dl_status *status) {
  news *n = context;
  return dl_answer_stats(n->seat, &n->line, status);
}

/* Tells who listens, where the ledger has changed. */
static long long tell_news(dl_server *s, dl_seat *seat, long long told) {
  dl_counted *counted = counted_now(s);
  long long now = revision(s) + (counted ? dl_counted_revision(counted) : 0);
  news n = {.seat = seat};
  if (now == told || s->room.coming) {
    dl_counted_drop(counted);
    return told;
  }
  seat->counted = counted;
  dl_arena_reset(seat->arena);
  if (dl_seat_run(seat, NEWS_MS, true, make_news, &n, NULL) == DL_OK && !n.line.failed) dl_live_tell(s->live, &n.line);
  dl_counted_drop(seat->counted);
  seat->counted = NULL;
  dl_buffer_free(&n.line);
  return now;
}

static void *tick(void *context) {
  dl_server *s = context;
  dl_seat *seat = &s->seats[s->thread_count];
  long long told = -1, beat = dl_now();
  while (!s->room.stopping) {
    hurry(s);
    dl_patience_look(s->patience);
    told = tell_news(s, seat, told);
    if (dl_now() - beat > BEAT_MS) {
      dl_live_beat(s->live);
      beat = dl_now();
    }
    nanosleep(&(struct timespec){.tv_nsec = TICK_MS * 1000000L}, NULL);
  }
  return NULL;
}

/* ---- start and stop ---- */

static int start_threads(dl_server *s, dl_status *status) {
  for (unsigned i = 0; i < s->thread_count; i++) {
    place_of_work *at = malloc(sizeof *at);
    if (at) *at = (place_of_work){s, i};
    if (!at || pthread_create(&s->threads[i], NULL, work, at) != 0) {
      free(at);
      return dl_fail(status, DL_EMEMORY, "no thread can be started");
    }
    s->running++;
  }
  s->ticking = pthread_create(&s->ticker, NULL, tick, s) == 0;
  s->counting = s->ticking && pthread_create(&s->counter, NULL, count, s) == 0;
  return s->counting ? DL_OK : dl_fail(status, DL_EMEMORY, "no thread can be started");
}

static int start_daemon(dl_server *s, int socket, dl_status *status) {
  s->daemon =
      MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL,
                       on_request, s, MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)READERS,
                       MHD_OPTION_CONNECTION_LIMIT, dl_clients_most(CLIENTS_MOST), MHD_OPTION_CONNECTION_TIMEOUT,
                       (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_MOST,
                       MHD_OPTION_URI_LOG_CALLBACK, on_line, s, MHD_OPTION_NOTIFY_COMPLETED, on_end, s,
                       MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
  if (s->daemon) return DL_OK;
  close(socket);
  return dl_fail(status, DL_EIO, "the server cannot be started: %s", strerror(errno));
}

static int fill(dl_server *s, const dl_server_options *o, const dl_place_to_listen *place, dl_status *status) {
  s->room.ledger = o->ledger;
  s->room.engine = o->engine;
  s->room.token = o->token;
  s->room.hosts = o->hosts;
  s->room.host_count = o->host_count;
  s->room.any_address = !place->loopback;
  s->room.ingest = o->ingest;
  s->room.seconds = o->seconds;
  s->thread_count = o->threads;
  s->seats = calloc(o->threads + SEATS_MORE, sizeof *s->seats);
  s->threads = calloc(o->threads, sizeof *s->threads);
  s->cache = dl_cache_new();
  s->live = dl_live_new(&s->room);
  s->patience = dl_patience_new();
  if (!s->seats || !s->threads || !s->cache || !s->live || !s->patience)
    return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = !place->loopback && !o->token ? dl_token_make(s->token, status) : DL_OK;
  if (!code && o->engine) code = dl_screener_new(dl_engine_model(o->engine), &s->screener, status);
  if (s->token[0]) s->room.token = s->token;
  s->room.screener = s->screener;
  if (!code) code = watch_ledger(s, status);
  s->room.coming = !code && dl_counted_wanted(s->watched);
  for (unsigned i = 0; !code && i < s->thread_count + SEATS_MORE; i++)
    code = dl_seat_open(&s->seats[i], &s->room, status);
  snprintf(s->address, sizeof s->address, "http://%s/%s%s", place->shown, s->room.token ? "?token=" : "",
           s->room.token ? s->room.token : "");
  return code;
}

int dl_server_start(const dl_server_options *o, dl_server **out, dl_status *status) {
  dl_place_to_listen place;
  dl_server *s = calloc(1, sizeof *s);
  *out = NULL;
  if (!s) return dl_fail(status, DL_EMEMORY, "out of memory");
  pthread_mutex_init(&s->lock, NULL);
  pthread_mutex_init(&s->watching, NULL);
  pthread_mutex_init(&s->counted_lock, NULL);
  pthread_mutex_init(&s->room.writing, NULL);
  pthread_cond_init(&s->some, NULL);
  s->last = &s->first;
  int code = dl_listen(o->listen, &place, status);
  if (!code) {
    code = fill(s, o, &place, status);
    if (!code) code = start_threads(s, status);
    if (code)
      close(place.socket);
    else
      code = start_daemon(s, place.socket, status);
  }
  if (code)
    dl_server_stop(s);
  else
    *out = s;
  return code;
}

const char *dl_server_address(const dl_server *s) {
  return s->address;
}

/* No new requests; those that wait are answered, which takes no longer than a question may. */
static void drain(dl_server *s) {
  MHD_socket listening = s->daemon ? MHD_quiesce_daemon(s->daemon) : MHD_INVALID_SOCKET;
  if (listening != MHD_INVALID_SOCKET) close(listening);
  if (s->live) dl_live_end(s->live);
  pthread_mutex_lock(&s->lock);
  s->closing = true;
  pthread_mutex_unlock(&s->lock);
  unpark(s);
  for (unsigned i = 0; i < s->running; i++) pthread_join(s->threads[i], NULL);
  s->room.stopping = 1;
  if (s->seats) s->seats[s->thread_count + 1].stop = 1; /* who reads columns need not come to the end */
  if (s->ticking) pthread_join(s->ticker, NULL);
  if (s->counting) pthread_join(s->counter, NULL);
}

/* What was answered is sent, for as long as clients take it, but for two seconds. */
static void see_off(dl_server *s) {
  for (int i = 0; i < 100 && dl_patience_answering(s->patience) > 0; i++)
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
}

void dl_server_stop(dl_server *s) {
  if (!s) return;
  drain(s);
  if (s->daemon) {
    see_off(s);
    MHD_stop_daemon(s->daemon);
  }
  for (unsigned i = 0; s->seats && i < s->thread_count + SEATS_MORE; i++) dl_seat_close(&s->seats[i]);
  sqlite3_finalize(s->version);
  dl_ledger_close(s->watched);
  dl_screener_free(s->screener);
  dl_counted_drop(s->counted);
  dl_cache_free(s->cache);
  dl_live_free(s->live);
  dl_patience_free(s->patience);
  pthread_cond_destroy(&s->some);
  pthread_mutex_destroy(&s->lock);
  pthread_mutex_destroy(&s->watching);
  pthread_mutex_destroy(&s->counted_lock);
  pthread_mutex_destroy(&s->room.writing);
  free(s->seats);
  free(s->threads);
  free(s);
}
