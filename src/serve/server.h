/* The HTTP server: sockets and threads around dl_answer.
 *
 * libmicrohttpd's threads read requests and send answers, none of them waits for the ledger; a few threads of our own,
 * each with a connection that only reads, make the answers. A request that has to be made waits, its connection set
 * aside, until one of them is free; what was made before for the same state of the ledger is sent at once.
 */
#ifndef DL_SERVE_SERVER_H
#define DL_SERVE_SERVER_H

#include <stdbool.h>

#include "base/status.h"
#include "engine/engine.h"

typedef struct dl_server_options {
  const char *ledger;       /* path of the file */
  const char *listen;       /* "127.0.0.1:8080"; listen.h */
  const char *token;        /* NULL: none is asked for, but one is made for addresses beyond loopback */
  const char *const *hosts; /* further names that Host may have */
  unsigned host_count;
  const dl_engine *engine; /* NULL: nothing is coded; outlives the server, as the strings do */
  bool ingest;
  unsigned threads; /* that answer */
  double seconds;   /* that a question may take */
} dl_server_options;

typedef struct dl_server dl_server;

/* Listens and answers until dl_server_stop. DL_EUSAGE, DL_EIO as dl_listen; DL_ESTORE, DL_EDATA for the ledger. */
int dl_server_start(const dl_server_options *options, dl_server **server, dl_status *status);

/* "http://127.0.0.1:8080/", with "?token=..." where one is asked for. The server's. */
const char *dl_server_address(const dl_server *server);

/* Takes no more requests, ends those under way, and frees all. NULL is fine. */
void dl_server_stop(dl_server *server);

#endif
