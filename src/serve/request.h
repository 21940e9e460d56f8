/* One request as the handler sees it, and how its target is taken apart: path and parameters, decoded and checked.
 *
 * What a client sends is bytes that were cut by the HTTP library and nothing else: the target is parsed here, so that
 * one function sees it whole, and a fuzzer needs no socket. Strings of a dl_target are the arena's.
 */
#ifndef DL_SERVE_REQUEST_H
#define DL_SERVE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { DL_PARAMETERS = 40, DL_BODY_MAX = 4 << 20 };

/* NULL: the client sent no such header. */
typedef struct dl_request {
  const char *method, *target;
  const char *host, *origin, *site; /* site: Sec-Fetch-Site */
  const char *authorization, *cookie, *type, *encodings, *tags;
  const char *body;
  size_t body_size;
} dl_request;

typedef struct dl_parameter {
  const char *name, *value;
} dl_parameter;

typedef struct dl_target {
  const char *path; /* decoded */
  dl_parameter parameters[DL_PARAMETERS];
  int count;
} dl_target;

/* NULL where it is well; else what is wrong with it. */
const char *dl_target_parse(const char *text, dl_arena *arena, dl_target *target);

/* Does Accept-Encoding take gzip? */
bool dl_takes_gzip(const char *encodings);
/* Does If-None-Match name this tag, packed or not? */
bool dl_tag_matches(const char *tags, const char *tag);
/* Is Content-Type of this kind, whatever its parameters? */
bool dl_type_is(const char *type, const char *kind);
/* Are two secrets the same? Takes as long for any `given` of one length. */
bool dl_secret_same(const char *secret, const char *given, size_t given_size);
/* The value of a cookie, and its size; NULL: there is none. */
const char *dl_cookie_value(const char *cookie, const char *name, size_t *size);

#endif
