/* Answers that are kept while the ledger stays as it is, and the bytes that are sent.
 *
 * A dl_blob is counted: whoever sends it and the cache hold it at a time. The cache takes answers under their address
 * and encoding, and is emptied when the ledger's revision is another, or when it holds too much.
 */
#ifndef DL_SERVE_CACHE_H
#define DL_SERVE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

typedef struct dl_blob {
  _Atomic int holders;
  int status;
  const char *type;
  const char *allow, *cookie, *location; /* cookie, location: malloced with it, or NULL */
  char tag[24];                          /* of an ETag; "": none */
  bool packed, attachment, varies;       /* varies: a client that takes no gzip gets other bytes */
  size_t size;
  char *data; /* malloced */
} dl_blob;

/* Takes what is in `body`, which is empty then; packed by gzip where that is asked for and worth it. NULL: out of
 * memory. */
dl_blob *dl_blob_new(dl_buffer *body, bool pack);
dl_blob *dl_blob_hold(dl_blob *blob);
void dl_blob_drop(void *blob); /* NULL is fine */

/* Bytes packed by gzip, as they were; false: out of memory. */
bool dl_unpack(const unsigned char *bytes, size_t size, size_t whole, dl_buffer *out);

typedef struct dl_cache dl_cache;
dl_cache *dl_cache_new(void); /* NULL: out of memory */
void dl_cache_free(dl_cache *cache);
/* Held for the caller; NULL: not there. */
dl_blob *dl_cache_get(dl_cache *cache, long long revision, const char *target, bool packed);
void dl_cache_put(dl_cache *cache, long long revision, const char *target, bool packed, dl_blob *blob);

#endif
