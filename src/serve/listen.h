/* Where the server listens: "127.0.0.1:8080", "[::1]:0", ":8080" for loopback, becomes a socket.
 *
 * Also asked of the system before the first request: how many clients there can be, and a token of random digits. The
 * socket is the caller's to close. DL_EUSAGE for what is no address, DL_EIO with the system's reason.
 */
#ifndef DL_SERVE_LISTEN_H
#define DL_SERVE_LISTEN_H

#include <stdbool.h>

#include "base/status.h"

typedef struct dl_place_to_listen {
  char shown[80]; /* "127.0.0.1:8080", with the port that it has */
  bool loopback;
  int socket;
} dl_place_to_listen;

/* Takes the address; the socket is the caller's to close. DL_EUSAGE for what is no address, DL_EIO where it is taken or
 * not this machine's. */
int dl_listen(const char *address, dl_place_to_listen *place, dl_status *status);

/* How many clients there can be, at most `wanted`: each is a file to the system, which is asked for as many. */
unsigned dl_clients_most(unsigned wanted);

/* 32 random digits and letters. */
int dl_token_make(char token[33], dl_status *status);

#endif
