/* Writes JSON into a buffer, in the order of the calls, with commas and escapes set right.
 *
 * The contract fixes the order of the fields, so the writer is a thin layer over dl_buffer and keeps no tree: an object
 * is begun, its keys and values follow, it is ended. Strings are UTF-8 that was validated by intake; only what JSON
 * demands is escaped (quote, backslash, control characters). Output is compact, on one line.
 */
#ifndef DL_BASE_JSON_H
#define DL_BASE_JSON_H

#include <stdint.h>

#include "base/buffer.h"

enum { DL_JSON_DEPTH = 32 }; /* open objects and arrays at a time */

typedef struct dl_json {
  dl_buffer *out;
  uint32_t depth;
  bool filled[DL_JSON_DEPTH]; /* per open level: something stands in it, so a comma comes first */
} dl_json;

void dl_json_start(dl_json *json, dl_buffer *out);

/* `key` is written first unless it is NULL (in arrays and at the top). */
void dl_json_object(dl_json *json, const char *key);
void dl_json_array(dl_json *json, const char *key);
void dl_json_end_object(dl_json *json);
void dl_json_end_array(dl_json *json);

/* Only the comma and the key: the value is what the caller adds to `out` next. */
void dl_json_key(dl_json *json, const char *key);

void dl_json_string(dl_json *json, const char *key, const char *value);
void dl_json_bytes(dl_json *json, const char *key, const char *value, size_t size); /* may hold NUL bytes */
void dl_json_hex(dl_json *json, const char *key, const void *bytes, size_t size);   /* two digits a byte */
void dl_json_int(dl_json *json, const char *key, int64_t value);
void dl_json_bool(dl_json *json, const char *key, bool value);
void dl_json_null(dl_json *json, const char *key);

/* Shortest decimal that reads back as the same double; null for NaN and infinities. dl_json_real always has a point or
 * exponent ("10.0"), dl_json_number leaves it out for whole numbers ("10"). */
void dl_json_real(dl_json *json, const char *key, double value);
void dl_json_number(dl_json *json, const char *key, double value);

#endif
