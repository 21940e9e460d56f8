/* Feeds: RSS (0.9 to 2.0), Atom and OPML, read by libxml2, become a list of articles or of feeds; and robots.txt (RFC
 * 9309) becomes a yes or no.
 *
 * Nothing outside is loaded and no entity is put in. A feed that is broken is read as far as it can be understood;
 * DL_EINPUT, with the name that the caller gave, says that it is no feed at all. Strings are the arena's.
 */
#ifndef DL_FETCH_FEED_H
#define DL_FETCH_FEED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"

/* An article that a feed names. */
typedef struct dl_entry {
  const char *link;  /* as it stands, perhaps relative; never "" */
  const char *date;  /* of publication, as it is written; "" */
  const char *stamp; /* of the last change, else of publication; "" */
} dl_entry;

typedef struct dl_feed {
  const char *title;
  dl_entry *entries; /* of RSS and Atom */
  uint32_t entry_count, entry_capacity;
  const char **feeds; /* of OPML: addresses of feeds; of a page of HTML: that of its feed */
  uint32_t feed_count, feed_capacity;
} dl_feed;

/* Fills *feed from bytes; its strings are in the arena. `name` is for messages. DL_EINPUT for what is none of the
 * three. */
int dl_feed_read(const char *name, const char *bytes, size_t size, dl_arena *arena, dl_feed *feed, dl_status *status);

/* `text` ends with a NUL that is not counted. May a robot of that name ask for this path (with its query)? *delay:
 * seconds between requests that are asked for, or 0. */
bool dl_robots_allow(const char *text, size_t size, const char *agent, const char *path, double *delay);

#endif
