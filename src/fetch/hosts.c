#include "fetch/hosts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fetch/feed.h"
#include "fetch/fetch.h"

typedef struct host {
  char *key;    /* "https://example.org:8080" */
  double next;  /* when it may be asked */
  double delay; /* that its robots.txt asks for */
  dl_buffer robots;
  bool known, alone; /* its robots.txt is; it is to be left alone */
} host;

struct dl_hosts {
  dl_client *client;
  double delay;
  const dl_stop *stop;
  host *items;
  size_t count, capacity;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int dl_hosts_new(dl_client *client, double delay, const dl_stop *stop, dl_hosts **out, dl_status *status) {
  dl_hosts *h = *out = calloc(1, sizeof *h);
  if (!h) return dl_fail(status, DL_EMEMORY, "out of memory");
  *h = (dl_hosts){.client = client, .delay = delay, .stop = stop};
  return DL_OK;
}

void dl_hosts_free(dl_hosts *h) {
  if (!h) return;
  for (size_t i = 0; i < h->count; i++) {
    free(h->items[i].key);
    dl_buffer_free(&h->items[i].robots);
  }
  free(h->items);
  free(h);
}

/* The part of an address that is its host: up to the path. */
static size_t key_size(const char *url) {
  const char *name = strstr(url, "://");
  name = name ? name + 3 : url;
  return (size_t)(name - url) + strcspn(name, "/?#");
}

/* NULL: memory is out. */
static host *find(dl_hosts *h, const char *url) {
  size_t size = key_size(url);
  for (size_t i = 0; i < h->count; i++)
    if (strlen(h->items[i].key) == size && strncasecmp(h->items[i].key, url, size) == 0) return &h->items[i];
  if (h->count == h->capacity) {
    size_t more = h->capacity ? 2 * h->capacity : 16;
    host *items = realloc(h->items, more * sizeof *items);
    if (!items) return NULL;
    h->items = items;
    h->capacity = more;
  }
  char *key = strndup(url, size);
  if (!key) return NULL;
  h->items[h->count] = (host){.key = key};
  return &h->items[h->count++];
}

double dl_hosts_due(dl_hosts *h, const char *url) {
  const host *at = find(h, url);
  if (!at || at->alone) return -1;
  double wait = at->next - now();
  return wait > 0 ? wait : 0;
}

int dl_hosts_wait(dl_hosts *h, const char *url, dl_status *status) {
  for (double wait; (wait = dl_hosts_due(h, url)) > 0;) {
    if (h->stop && *h->stop != 0) break;
    if (wait > 0.1) wait = 0.1; /* and see whether it is to stop */
    nanosleep(&(struct timespec){.tv_nsec = (long)(wait * 1e9)}, NULL);
  }
  return h->stop && *h->stop != 0 ? dl_fail(status, DL_ESTOPPED, "interrupted") : DL_OK;
}

void dl_hosts_asked(dl_hosts *h, const char *url, const dl_fetch_answer *a) {
  host *at = find(h, url);
  if (!at) return;
  at->next = now() + (at->delay > h->delay ? at->delay : h->delay);
  at->alone |= a->code == 429 || a->code == 503;
}

/* Its robots.txt, once. */
static int learn(dl_hosts *h, const char *url, bool outside, dl_status *status) {
  host *at = find(h, url);
  dl_fetch_answer a = {.code = 0};
  dl_buffer address = {0};
  dl_status why = {0};
  if (at) dl_buffer_printf(&address, "%s/robots.txt", at->key);
  if (!at || address.failed) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = dl_hosts_wait(h, url, status);
  if (code == DL_OK) {
    code = dl_client_send(
        h->client, &(dl_fetch_request){.url = address.data, .limit = DL_ROBOTS_MAX, .outside = outside}, &a, &why);
    dl_hosts_asked(h, url, &a);
    at->known = true;
    at->alone |= code != DL_OK || a.code >= 500;
    if (code == DL_OK && a.code >= 200 && a.code <= 299) {
      at->robots = a.body;
      a.body = (dl_buffer){0};
    }
    if (code == DL_EIO) code = DL_EINPUT; /* no failure of the run */
    if (code != DL_OK)
      dl_fail(status, code, "%s", why.message);
    else if (a.code >= 500)
      code = dl_fail(status, DL_EINPUT, "%s: HTTP %ld; its pages are left for the next run", address.data, a.code);
  }
  dl_answer_free(&a);
  dl_buffer_free(&address);
  return code;
}

int dl_hosts_allow(dl_hosts *h, const char *url, bool outside, bool *allowed, dl_status *status) {
  host *at = find(h, url);
  *allowed = true;
  if (!at) return dl_fail(status, DL_EMEMORY, "out of memory");
  if (!at->known) {
    int code = learn(h, url, outside, status);
    if (code != DL_OK) return code;
    at = find(h, url);
  }
  const char *path = url + key_size(url);
  double delay = 0;
  if (at->robots.size > 0)
    *allowed = dl_robots_allow(at->robots.data, at->robots.size, "dateline", path[0] ? path : "/", &delay);
  if (delay > DL_DELAY_MAX) delay = DL_DELAY_MAX;
  at->next += delay > at->delay ? delay - at->delay : 0;
  at->delay = delay;
  return DL_OK;
}
