/* HTTP messages as archives keep them: status, fields, and the body as the server meant it.
 *
 * A body in pieces ("chunked") is put together, and one that is packed (gzip, deflate, zstd) unpacked. Archives of the
 * web often hold the body plain under the fields of the packed one: what is not packed is taken as it is.
 */
#ifndef DL_INTAKE_HTTP_H
#define DL_INTAKE_HTTP_H

#include "base/buffer.h"
#include "intake/intake.h"

typedef struct dl_http {
  int code;         /* 200 */
  char type[64];    /* of Content-Type, without what stands behind a semicolon, in small letters; "" */
  const char *body; /* within the message's bytes */
  size_t size;
  bool chunked;
  char encoding[32]; /* of Content-Encoding; "" for none */
} dl_http;

/* The value of "Name: value" where `line` has that name (case aside), without blanks around it; NULL. */
const char *dl_http_field(const char *line, size_t size, const char *name, size_t *value_size);

/* Copies a value that is short, cut at the room, in small letters. */
void dl_http_copy(char *to, size_t room, const char *value, size_t size);

/* Reads status line and fields. NULL, or what is wrong with it. */
const char *dl_http_read(const char *bytes, size_t size, dl_http *message);

/* Appends the body, of at most `limit` bytes. NULL, or what is wrong with it. */
const char *dl_http_body(const dl_http *message, size_t limit, dl_buffer *out);

/* HTML, TEXT, or AUTO for what is no page that can be read: by the type that is stated and by the first bytes. */
dl_input dl_http_kind(const char *type, const char *bytes, size_t size);

/* The host of an address ("example.org" of "https://www.example.org:8080/a"), in the room; "" for none. */
void dl_http_host(const char *url, char *host, size_t room);

#endif
