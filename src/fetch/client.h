/* Requests over HTTP with limits: of size, of time, of redirects, of where they may lead (libcurl).
 *
 * Only http and https, also where a redirect leads. An address that a stranger names (a feed's entry) may be kept from
 * leading to this machine and its private network. A client belongs to one thread at a time; an answer is the caller's
 * and ends with dl_answer_free.
 */
#ifndef DL_FETCH_CLIENT_H
#define DL_FETCH_CLIENT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/guard.h"
#include "base/status.h"

typedef struct dl_client dl_client;

enum { DL_REDIRECTS = 5 };

/* agent: what it calls itself; seconds: what one request may take. Both outlive the client, as *stop does (may be
 * NULL), which ends a request when it is set. */
int dl_client_new(const char *agent, double seconds, const dl_stop *stop, dl_client **client, dl_status *status);
void dl_client_free(dl_client *client); /* NULL is fine */

typedef struct dl_fetch_request {
  const char *url;
  const char *accept;          /* NULL: anything */
  const char *etag, *modified; /* of the last answer: 304 where nothing has changed since; "" or NULL */
  const char *body;            /* what is sent (POST), as application/json; NULL: nothing (GET) */
  size_t body_size;
  size_t limit; /* bytes of the answer's body */
  bool outside; /* no address of this machine and its private network */
} dl_fetch_request;

typedef struct dl_fetch_answer {
  long code;                    /* of HTTP */
  char type[64];                /* of Content-Type, in small letters, without what stands behind a semicolon */
  char etag[256], modified[64]; /* "" where there is none, or it is longer */
  char url[2048];               /* where the redirects led */
  long wait;                    /* seconds of Retry-After, 0 */
  bool inside;                  /* it came from this machine or its private network */
  dl_buffer body;
} dl_fetch_answer;

/* DL_EIO with the address and the reason where no answer came, or none that fits the limits; DL_ESTOPPED. */
int dl_client_send(dl_client *client, const dl_fetch_request *request, dl_fetch_answer *answer, dl_status *status);
void dl_answer_free(dl_fetch_answer *answer);

#endif
