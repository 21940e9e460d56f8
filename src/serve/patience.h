/* How long a client may take for its request: one that sends a byte now and then is not idle, and yet holds a
 * connection.
 *
 * A connection whose header takes more than 20 seconds, or whose body more than 60, is shut; how long an answer takes
 * is not its affair. libmicrohttpd's callbacks tell of connections, a thread of the server's looks every now and then.
 * Any thread may call. Out of memory only leaves a connection unwatched.
 */
#ifndef DL_SERVE_PATIENCE_H
#define DL_SERVE_PATIENCE_H

#include <microhttpd.h>

typedef struct dl_patience dl_patience;
typedef struct dl_caller dl_caller;

/* HEADER: a request is waited for; BODY: its header has come; ANSWER: all of it has. */
typedef enum dl_phase { DL_PHASE_HEADER, DL_PHASE_BODY, DL_PHASE_ANSWER } dl_phase;

dl_patience *dl_patience_new(void); /* NULL: out of memory */
void dl_patience_free(dl_patience *patience);

/* A connection comes, and goes; NULL is fine. What comes back is its socket's context. */
dl_caller *dl_patience_come(dl_patience *patience, struct MHD_Connection *connection);
void dl_patience_go(dl_patience *patience, dl_caller *caller);
void dl_patience_phase(dl_patience *patience, struct MHD_Connection *connection, dl_phase phase);

/* Shuts those that take too long. */
void dl_patience_look(dl_patience *patience);
/* How many are being answered. */
int dl_patience_answering(dl_patience *patience);

#endif
