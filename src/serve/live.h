/* Clients that listen for changes of the ledger: a line of JSON becomes a server-sent event of each.
 *
 * At most 200; a client that takes nothing while 256 KiB are told is let go, so that none holds memory. Of
 * libmicrohttpd's connections, a waiting one is set aside until there is something to send. Any thread may call; the
 * connections' memory is freed when they end, all before dl_live_free.
 */
#ifndef DL_SERVE_LIVE_H
#define DL_SERVE_LIVE_H

#include <microhttpd.h>

#include "base/buffer.h"
#include "serve/answer.h"

typedef struct dl_live dl_live;

dl_live *dl_live_new(dl_room *room); /* NULL: out of memory */
void dl_live_free(dl_live *live);

/* A response that goes on; NULL where there are too many clients, or no memory. */
struct MHD_Response *dl_live_join(dl_live *live, struct MHD_Connection *connection);

/* A line of JSON that every client is sent, and those that come later first of all. */
void dl_live_tell(dl_live *live, const dl_buffer *line);
/* A comment, by which a dead connection is found. */
void dl_live_beat(dl_live *live);
/* Ends all streams. */
void dl_live_end(dl_live *live);

#endif
