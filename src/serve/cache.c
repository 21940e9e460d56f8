#include "serve/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zlib.h>

enum {
  PACK_FROM = 1024, /* bytes: less is sent as it is */
  LEVEL = 5,
  SETS = 512,
  WAYS = 4,
  ONE_MOST = 2 << 20, /* bytes of an answer that is kept */
  ALL_MOST = 64 << 20
};

/* ---- blobs ---- */

/* False: it is sent as it is. */
static bool pack(const dl_buffer *body, dl_blob *blob) {
  z_stream z = {0};
  if (deflateInit2(&z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
  size_t bound = deflateBound(&z, (uLong)body->size);
  char *out = malloc(bound);
  z.next_in = (Bytef *)body->data;
  z.avail_in = (uInt)body->size;
  z.next_out = (Bytef *)out;
  z.avail_out = (uInt)bound;
  bool good = out && deflate(&z, Z_FINISH) == Z_STREAM_END;
  blob->size = good ? z.total_out : 0;
  deflateEnd(&z);
  if (good) {
    char *shorter = realloc(out, blob->size);
    blob->data = shorter ? shorter : out;
  } else {
    free(out);
  }
  return good;
}

dl_blob *dl_blob_new(dl_buffer *body, bool wanted) {
  static const char digits[] = "0123456789abcdef";
  dl_blob *b = calloc(1, sizeof *b);
  if (!b || body->failed) {
    free(b);
    dl_buffer_free(body);
    return NULL;
  }
  uint64_t hash = XXH3_64bits(body->data ? body->data : "", body->size);
  for (int i = 0; i < 16; i++) b->tag[i] = digits[hash >> (60 - 4 * i) & 15];
  b->holders = 1;
  b->varies = body->size >= PACK_FROM;
  b->packed = wanted && b->varies && pack(body, b);
  if (b->packed) {
    dl_buffer_free(body);
    return b;
  }
  b->data = body->data;
  b->size = body->size;
  *body = (dl_buffer){0};
  return b;
}

dl_blob *dl_blob_hold(dl_blob *blob) {
  blob->holders++;
  return blob;
}

void dl_blob_drop(void *context) {
  dl_blob *b = context;
  if (!b || --b->holders > 0) return;
  free((char *)b->cookie);
  free((char *)b->location);
  free(b->data);
  free(b);
}

bool dl_unpack(const unsigned char *bytes, size_t size, size_t whole, dl_buffer *out) {
  z_stream z = {.next_in = (Bytef *)bytes, .avail_in = (uInt)size};
  char *room = dl_buffer_reserve(out, whole);
  if (!room || inflateInit2(&z, 15 + 16) != Z_OK) return false;
  z.next_out = (Bytef *)room;
  z.avail_out = (uInt)whole;
  bool good = inflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out == whole;
  inflateEnd(&z);
  if (good) out->size += whole;
  return good;
}

/* ---- the cache ---- */

typedef struct slot {
  char *target; /* NULL: free */
  bool packed;
  unsigned long used; /* when it was asked for last */
  dl_blob *blob;
} slot;

struct dl_cache {
  pthread_mutex_t lock;
  long long revision;
  unsigned long clock;
  size_t bytes;
  slot slots[SETS][WAYS];
};

dl_cache *dl_cache_new(void) {
  dl_cache *c = calloc(1, sizeof *c);
  if (c) pthread_mutex_init(&c->lock, NULL);
  return c;
}

static void empty_slot(dl_cache *c, slot *s) {
  if (!s->target) return;
  c->bytes -= s->blob->size;
  free(s->target);
  dl_blob_drop(s->blob);
  *s = (slot){0};
}

static void empty(dl_cache *c, long long revision) {
  for (int i = 0; i < SETS; i++)
    for (int k = 0; k < WAYS; k++) empty_slot(c, &c->slots[i][k]);
  c->revision = revision;
}

void dl_cache_free(dl_cache *c) {
  if (!c) return;
  empty(c, 0);
  pthread_mutex_destroy(&c->lock);
  free(c);
}

static slot *set_of(dl_cache *c, const char *target, bool packed) {
  return c->slots[(XXH3_64bits(target, strlen(target)) + packed) % SETS];
}

static slot *find(slot *set, const char *target, bool packed) {
  for (int k = 0; k < WAYS; k++)
    if (set[k].target && set[k].packed == packed && strcmp(set[k].target, target) == 0) return &set[k];
  return NULL;
}

dl_blob *dl_cache_get(dl_cache *c, long long revision, const char *target, bool packed) {
  dl_blob *blob = NULL;
  pthread_mutex_lock(&c->lock);
  if (c->revision == revision) {
    slot *s = find(set_of(c, target, packed), target, packed);
    if (s) {
      s->used = ++c->clock;
      blob = dl_blob_hold(s->blob);
    }
  }
  pthread_mutex_unlock(&c->lock);
  return blob;
}

void dl_cache_put(dl_cache *c, long long revision, const char *target, bool packed, dl_blob *blob) {
  if (blob->size > ONE_MOST) return;
  pthread_mutex_lock(&c->lock);
  if (c->revision < revision || c->bytes + blob->size > ALL_MOST) empty(c, revision);
  slot *set = set_of(c, target, packed), *s = &set[0];
  if (c->revision == revision && !find(set, target, packed)) {
    for (int k = 1; k < WAYS; k++)
      if (!set[k].target || (s->target && set[k].used < s->used)) s = &set[k];
    empty_slot(c, s);
    char *copy = strdup(target);
    if (copy) {
      *s = (slot){.target = copy, .packed = packed, .used = ++c->clock, .blob = dl_blob_hold(blob)};
      c->bytes += blob->size;
    }
  }
  pthread_mutex_unlock(&c->lock);
}
