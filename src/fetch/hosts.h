/* The hosts that are asked: when each may be asked next, and what its robots.txt allows.
 *
 * A host is scheme, name and port. Its robots.txt is asked for once a run: where there is none (HTTP 4xx) all is
 * allowed; where it cannot be had now, the host is left alone until the next run.
 */
#ifndef DL_FETCH_HOSTS_H
#define DL_FETCH_HOSTS_H

#include "fetch/client.h"

typedef struct dl_hosts dl_hosts;

enum { DL_DELAY_MAX = 60 }; /* seconds between two requests, whatever robots.txt asks */

/* client and stop outlive it. */
int dl_hosts_new(dl_client *client, double delay, const dl_stop *stop, dl_hosts **hosts, dl_status *status);
void dl_hosts_free(dl_hosts *hosts); /* NULL is fine */

/* Seconds until its host may be asked, 0: now; negative: not in this run. */
double dl_hosts_due(dl_hosts *hosts, const char *url);
/* Waits so long. DL_ESTOPPED. */
int dl_hosts_wait(dl_hosts *hosts, const char *url, dl_status *status);
/* The host was asked; 429 and 503 say that it is to be left alone. */
void dl_hosts_asked(dl_hosts *hosts, const char *url, const dl_fetch_answer *answer);
/* Does its robots.txt allow the address? `outside` as in a request. DL_EINPUT where that cannot be had now;
 * DL_ESTOPPED, DL_EMEMORY. */
int dl_hosts_allow(dl_hosts *hosts, const char *url, bool outside, bool *allowed, dl_status *status);

#endif
