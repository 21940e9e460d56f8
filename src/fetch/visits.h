/* What has been fetched, and what is still to be: two tables in the ledger, made when they are first needed, or in
 * memory where there is no ledger.
 *
 * feed: what each feed's server said last, so that it is asked for changes only. page: every article that a feed named.
 * A feed's new pages are written down as `waiting` in one transaction with what its server said; a page is `stored` in
 * the transaction of its document. So a run that is killed has forgotten nothing and does nothing twice.
 */
#ifndef DL_FETCH_VISITS_H
#define DL_FETCH_VISITS_H

#include "fetch/client.h"
#include "fetch/feed.h"
#include "ledger/ledger.h"

enum { DL_TRIES = 5, DL_PAGES_A_RUN = 10000 }; /* how often a page that fails is asked for, once a run */

typedef struct dl_visits dl_visits;

/* A connection of its own to the ledger's file; NULL: in memory. */
int dl_visits_open(const char *ledger, dl_visits **visits, dl_status *status);
void dl_visits_close(dl_visits *visits); /* NULL is fine */

/* What the server said of the feed last; "" where it is new. */
int dl_visits_feed(dl_visits *visits, const char *url, char etag[256], char modified[64], dl_status *status);

/* A feed was read: its title, what its server said, and its pages, which wait if they are new or have changed. */
typedef struct dl_visit {
  const char *url, *title, *etag, *modified;
  bool inside; /* its pages may be on this machine or its private network */
  const dl_entry *entries;
  uint32_t entry_count; /* links absolute; those that are "" are passed by */
} dl_visit;
int dl_visits_add(dl_visits *visits, const dl_visit *visit, uint32_t *fresh, dl_status *status);

/* A page that waits. */
typedef struct dl_waiting {
  long long id;
  char *url, *date;
  bool inside;
  bool taken; /* asked for in this run */
} dl_waiting;
int dl_visits_waiting(dl_visits *visits, dl_waiting **pages, size_t *count, dl_status *status);
void dl_waiting_free(dl_waiting *pages, size_t count);

/* It is asked for: counts as a try. It is none to be had, and why: it waits no more until its feed says that it has
 * changed. */
int dl_visits_try(dl_visits *visits, const dl_waiting *page, dl_status *status);
int dl_visits_refuse(dl_visits *visits, const dl_waiting *page, const char *why, dl_status *status);

/* The page of this address is stored: in the open transaction of a ledger. */
int dl_visits_stored(dl_ledger *ledger, const char *url, dl_status *status);

#endif
