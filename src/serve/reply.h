/* A response (answer.h) as libmicrohttpd sends it: status, headers, those that keep a browser safe among them, and the
 * body, packed where the client takes that.
 *
 * A response's body is taken, not copied; a blob (cache.h) is counted by who holds it, and a file of the page is sent
 * from where it lies. Out of memory is NULL or MHD_NO, which ends the connection.
 */
#ifndef DL_SERVE_REPLY_H
#define DL_SERVE_REPLY_H

#include <microhttpd.h>

#include "serve/answer.h"
#include "serve/cache.h"

/* What is sent of a response, whose body is taken. NULL: out of memory. */
dl_blob *dl_reply_blob(dl_response *response, bool pack);

/* Sends a blob, or that it is the one the client has (304). */
enum MHD_Result dl_reply_send(struct MHD_Connection *connection, dl_room *room, const dl_request *request,
                              dl_blob *blob);

/* Sends a response that is no stream, whose body is taken. */
enum MHD_Result dl_reply_response(struct MHD_Connection *connection, dl_room *room, const dl_request *request,
                                  dl_response *response);

/* Sends a stream of events. */
enum MHD_Result dl_reply_live(struct MHD_Connection *connection, dl_room *room, struct MHD_Response *response);

#endif
