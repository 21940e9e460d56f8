#include "serve/patience.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "serve/answer.h"

static const long long allowed[] = {[DL_PHASE_HEADER] = 20000, [DL_PHASE_BODY] = 60000}; /* milliseconds */

struct dl_caller {
  int socket;
  dl_phase phase;
  long long since;
  dl_caller *next, **before;
};

struct dl_patience {
  pthread_mutex_t lock;
  dl_caller *callers;
  int answering;
};

dl_patience *dl_patience_new(void) {
  dl_patience *p = calloc(1, sizeof *p);
  if (p) pthread_mutex_init(&p->lock, NULL);
  return p;
}

void dl_patience_free(dl_patience *p) {
  if (!p) return;
  pthread_mutex_destroy(&p->lock);
  free(p);
}

dl_caller *dl_patience_come(dl_patience *p, struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  dl_caller *c = info ? calloc(1, sizeof *c) : NULL;
  if (!c) return NULL;
  c->socket = info->connect_fd;
  c->since = dl_now();
  pthread_mutex_lock(&p->lock);
  c->next = p->callers;
  c->before = &p->callers;
  if (c->next) c->next->before = &c->next;
  p->callers = c;
  pthread_mutex_unlock(&p->lock);
  return c;
}

void dl_patience_go(dl_patience *p, dl_caller *c) {
  if (!c) return;
  pthread_mutex_lock(&p->lock);
  *c->before = c->next;
  if (c->next) c->next->before = c->before;
  p->answering -= c->phase == DL_PHASE_ANSWER;
  pthread_mutex_unlock(&p->lock);
  free(c);
}

void dl_patience_phase(dl_patience *p, struct MHD_Connection *connection, dl_phase phase) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  dl_caller *c = info ? info->socket_context : NULL;
  if (!c) return;
  pthread_mutex_lock(&p->lock);
  p->answering += (phase == DL_PHASE_ANSWER) - (c->phase == DL_PHASE_ANSWER);
  c->phase = phase;
  c->since = dl_now();
  pthread_mutex_unlock(&p->lock);
}

void dl_patience_look(dl_patience *p) {
  long long now = dl_now();
  pthread_mutex_lock(&p->lock);
  for (dl_caller *c = p->callers; c; c = c->next)
    if (c->phase != DL_PHASE_ANSWER && now - c->since > allowed[c->phase]) shutdown(c->socket, SHUT_RDWR);
  pthread_mutex_unlock(&p->lock);
}

int dl_patience_answering(dl_patience *p) {
  pthread_mutex_lock(&p->lock);
  int count = p->answering;
  pthread_mutex_unlock(&p->lock);
  return count;
}
