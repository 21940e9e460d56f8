#include "serve/live.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { CLIENTS = 200, BEHIND = 256 << 10 };

typedef struct client {
  dl_live *live;
  struct MHD_Connection *connection;
  dl_buffer out;
  size_t sent; /* of out */
  bool aside;  /* its connection is suspended */
  bool lost;
  struct client *next, **before;
} client;

struct dl_live {
  pthread_mutex_t lock;
  dl_room *room;
  client *clients;
  int count;
  dl_buffer news; /* the last event that was told */
  bool ended;
};

dl_live *dl_live_new(dl_room *room) {
  dl_live *live = calloc(1, sizeof *live);
  if (!live) return NULL;
  live->room = room;
  pthread_mutex_init(&live->lock, NULL);
  return live;
}

void dl_live_free(dl_live *live) {
  if (!live) return;
  dl_buffer_free(&live->news);
  pthread_mutex_destroy(&live->lock);
  free(live);
}

/* Under the lock. */
static void wake(client *c) {
  if (!c->aside) return;
  c->aside = false;
  MHD_resume_connection(c->connection);
}

static ssize_t read_news(void *context, uint64_t position, char *to, size_t most) {
  client *c = context;
  dl_live *live = c->live;
  ssize_t given = 0;
  (void)position;
  pthread_mutex_lock(&live->lock);
  size_t left = c->out.size - c->sent;
  if (c->lost) {
    given = MHD_CONTENT_READER_END_WITH_ERROR;
  } else if (left > 0) {
    given = (ssize_t)(left < most ? left : most);
    memcpy(to, c->out.data + c->sent, (size_t)given);
    c->sent += (size_t)given;
    if (c->sent == c->out.size) {
      dl_buffer_clear(&c->out);
      c->sent = 0;
    }
  } else if (live->ended) {
    given = MHD_CONTENT_READER_END_OF_STREAM;
  } else {
    c->aside = true;
    MHD_suspend_connection(c->connection);
  }
  pthread_mutex_unlock(&live->lock);
  return given;
}

static void leave(void *context) {
  client *c = context;
  dl_live *live = c->live;
  pthread_mutex_lock(&live->lock);
  *c->before = c->next;
  if (c->next) c->next->before = c->before;
  live->room->live = --live->count;
  pthread_mutex_unlock(&live->lock);
  dl_buffer_free(&c->out);
  free(c);
}

struct MHD_Response *dl_live_join(dl_live *live, struct MHD_Connection *connection) {
  client *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->live = live;
  c->connection = connection;
  pthread_mutex_lock(&live->lock);
  bool full = live->count >= CLIENTS || live->ended;
  if (!full) {
    dl_buffer_text(&c->out, "retry: 3000\n\n");
    dl_buffer_add(&c->out, live->news.data ? live->news.data : "", live->news.size);
    c->next = live->clients;
    c->before = &live->clients;
    if (c->next) c->next->before = &c->next;
    live->clients = c;
    live->room->live = ++live->count;
  }
  pthread_mutex_unlock(&live->lock);
  if (full) {
    free(c);
    return NULL;
  }
  struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_news, c, leave);
  if (!response) leave(c);
  return response;
}

static void send_all(dl_live *live, const char *bytes, size_t size) {
  for (client *c = live->clients; c; c = c->next) {
    c->lost |= c->out.size - c->sent + size > BEHIND || c->out.failed;
    if (!c->lost) dl_buffer_add(&c->out, bytes, size);
    wake(c);
  }
}

void dl_live_tell(dl_live *live, const dl_buffer *line) {
  pthread_mutex_lock(&live->lock);
  dl_buffer_clear(&live->news);
  dl_buffer_text(&live->news, "event: ledger\ndata: ");
  dl_buffer_add(&live->news, line->data ? line->data : "", line->size);
  dl_buffer_text(&live->news, "\n\n");
  if (!live->news.failed) send_all(live, live->news.data, live->news.size);
  pthread_mutex_unlock(&live->lock);
}

void dl_live_beat(dl_live *live) {
  pthread_mutex_lock(&live->lock);
  send_all(live, ":\n\n", 3);
  pthread_mutex_unlock(&live->lock);
}

void dl_live_end(dl_live *live) {
  pthread_mutex_lock(&live->lock);
  live->ended = true;
  for (client *c = live->clients; c; c = c->next) wake(c);
  pthread_mutex_unlock(&live->lock);
}
