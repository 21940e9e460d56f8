/* Feeds become documents: each feed is asked for what is new, and each page that it names is fetched, politely.
 *
 * Feeds come first, in their order; then the pages that wait (visits.h), the oldest first, a host at a time no more
 * often than once in `delay` seconds or as its robots.txt asks. A host that says "too many requests" or "unavailable"
 * is left alone until the next run. One thread at a time.
 */
#ifndef DL_FETCH_FETCH_H
#define DL_FETCH_FETCH_H

#include "fetch/visits.h"
#include "intake/intake.h"

typedef struct dl_fetch dl_fetch;

/* What the limits are: bytes of a feed, of robots.txt; pages have DL_RAW_MAX / 4. */
enum {
  DL_FEED_MAX = 16 << 20,
  DL_ROBOTS_MAX = 512 << 10,
  DL_PAGE_MAX = DL_RAW_MAX / 4,
  DL_ENTRIES_A_FEED = 2000,
  DL_FEEDS_A_RUN = 5000
};

typedef struct dl_fetch_options {
  const char *ledger; /* NULL: nothing is kept, every page of the feeds is fetched */
  const char *agent;  /* what it calls itself; NULL: dateline and its version */
  double delay;       /* seconds between two requests to a host */
  double seconds;     /* that one request may take */
  const dl_stop *stop;
} dl_fetch_options;

typedef struct dl_fetch_counts {
  unsigned long feeds, unchanged; /* read; of them those that had not changed */
  unsigned long fresh;            /* pages that were new or had changed */
  unsigned long fetched;
  unsigned long forbidden, other; /* not fetched or passed by: robots.txt; what is no page of text */
  unsigned long failed, waiting;  /* asked for in vain; left for the next run */
} dl_fetch_counts;

/* The options' strings outlive it. */
int dl_fetch_new(const dl_fetch_options *options, dl_fetch **fetch, dl_status *status);
void dl_fetch_free(dl_fetch *fetch); /* NULL is fine */

/* A feed's address; else a file: RSS, Atom, OPML, or addresses, one a line; "-" is standard input. */
int dl_fetch_add(dl_fetch *fetch, const char *name, dl_status *status);

/* The next page, as dl_intake_next gives it: raw->bytes is the caller's, NULL at the end. DL_EINPUT: a feed or a page
 * that failed; the next call goes on behind it. Waits where politeness asks for it. */
int dl_fetch_next(dl_fetch *fetch, dl_raw *raw, dl_status *status);

/* Pages that are still to be asked for, as far as it is known. */
size_t dl_fetch_left(const dl_fetch *fetch);
dl_fetch_counts dl_fetch_count(const dl_fetch *fetch);

#endif
