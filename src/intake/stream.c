#include "intake/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { RAW = 1 << 16, OPENED = 1 << 17, AHEAD = 64 };

typedef enum packing { PLAIN, GZIP, ZSTD } packing;

struct dl_stream {
  int file;
  char *name;
  packing how;
  bool regular;      /* a file, which never lets a reader wait */
  bool failed;       /* reading or unpacking has */
  bool raw_end, end; /* no more packed bytes; no more unpacked ones */
  bool frame_open;   /* inside a packed frame: an end here is an early one */
  char raw[RAW];
  size_t raw_at, raw_size;
  char *bytes; /* unpacked, bytes[at .. size) still to be taken */
  size_t at, size, capacity;
  size_t read, made; /* packed bytes read, unpacked bytes made of them, in all */
  size_t member;     /* packed bytes before the member of gzip that was begun last */
  z_stream z;
  ZSTD_DStream *zstd;
};

static int fill_raw(dl_stream *s, dl_status *status) {
  while (!s->raw_end && s->raw_at == s->raw_size) {
    ssize_t n = read(s->file, s->raw, RAW);
    if (n < 0 && errno == EINTR) return dl_fail(status, DL_ESTOPPED, "%s: interrupted", s->name);
    if (n < 0) return dl_fail(status, DL_EIO, "%s: %s", s->name, strerror(errno));
    s->raw_at = 0;
    s->raw_size = (size_t)n;
    s->read += (size_t)n;
    s->raw_end = n == 0;
  }
  return DL_OK;
}

static int unpack_gzip(dl_stream *s, char *to, size_t room, size_t *made, dl_status *status) {
  if (!s->frame_open) s->member = s->read - s->raw_size + s->raw_at;
  s->z.next_in = (Bytef *)s->raw + s->raw_at;
  s->z.avail_in = (uInt)(s->raw_size - s->raw_at);
  s->z.next_out = (Bytef *)to;
  s->z.avail_out = (uInt)room;
  int code = inflate(&s->z, Z_NO_FLUSH);
  s->raw_at = s->raw_size - s->z.avail_in;
  *made = room - s->z.avail_out;
  s->frame_open = code != Z_STREAM_END;
  if (code == Z_STREAM_END)
    return inflateReset(&s->z) == Z_OK ? DL_OK : dl_fail(status, DL_EMEMORY, "%s: out of memory", s->name);
  if (code != Z_OK && code != Z_BUF_ERROR) return dl_fail(status, DL_EINPUT, "%s: damaged gzip data", s->name);
  return DL_OK;
}

static int unpack_zstd(dl_stream *s, char *to, size_t room, size_t *made, dl_status *status) {
  ZSTD_inBuffer in = {s->raw, s->raw_size, s->raw_at};
  ZSTD_outBuffer out = {to, room, 0};
  size_t code = ZSTD_decompressStream(s->zstd, &out, &in);
  if (ZSTD_isError(code))
    return dl_fail(status, DL_EINPUT, "%s: damaged zstd data: %s", s->name, ZSTD_getErrorName(code));
  s->raw_at = in.pos;
  *made = out.pos;
  s->frame_open = code != 0;
  return DL_OK;
}

static int unpack_nothing(dl_stream *s, char *to, size_t room, size_t *made, dl_status *status) {
  (void)status;
  *made = s->raw_size - s->raw_at < room ? s->raw_size - s->raw_at : room;
  memcpy(to, s->raw + s->raw_at, *made);
  s->raw_at += *made;
  return DL_OK;
}

/* More unpacked bytes behind bytes[size), or s->end. */
static int fill_more(dl_stream *s, dl_status *status) {
  static int (*const unpack[])(dl_stream *, char *, size_t, size_t *, dl_status *) = {
      [PLAIN] = unpack_nothing, [GZIP] = unpack_gzip, [ZSTD] = unpack_zstd};
  if (s->at > 0) {
    memmove(s->bytes, s->bytes + s->at, s->size - s->at);
    s->size -= s->at;
    s->at = 0;
  }
  if (s->capacity - s->size < OPENED) {
    char *more = realloc(s->bytes, s->capacity + 2 * (size_t)OPENED);
    if (!more) return dl_fail(status, DL_EMEMORY, "%s: out of memory", s->name);
    s->bytes = more;
    s->capacity += 2 * (size_t)OPENED;
  }
  size_t made = 0;
  while (made == 0 && !s->end) {
    int code = fill_raw(s, status);
    if (code != DL_OK) return code;
    if (s->raw_at == s->raw_size) { /* no more packed bytes; the unpackers hold none back, since they had room enough */
      s->end = true;
      return s->frame_open ? dl_fail(status, DL_EINPUT, "%s: the packed data are cut short", s->name) : DL_OK;
    }
    code = unpack[s->how](s, s->bytes + s->size, s->capacity - s->size, &made, status);
    if (code != DL_OK) return code;
  }
  s->size += made;
  s->made += made;
  return DL_OK;
}

static int fill(dl_stream *s, dl_status *status) {
  int code = fill_more(s, status);
  s->failed |= code != DL_OK;
  return code;
}

static bool begins(const dl_stream *s, const char *mark) {
  size_t n = strlen(mark);
  return s->raw_size >= n && memcmp(s->raw, mark, n) == 0;
}

static int start_unpacking(dl_stream *s, dl_status *status) {
  int code = fill_raw(s, status);
  if (code != DL_OK) return code;
  if (begins(s, "\x1f\x8b")) s->how = GZIP;
  if (begins(s, "\x28\xb5\x2f\xfd")) s->how = ZSTD;
  if (s->how == GZIP && inflateInit2(&s->z, 15 + 32) != Z_OK)
    return dl_fail(status, DL_EMEMORY, "%s: out of memory", s->name);
  if (s->how == ZSTD && !(s->zstd = ZSTD_createDStream()))
    return dl_fail(status, DL_EMEMORY, "%s: out of memory", s->name);
  return DL_OK;
}

int dl_stream_open(const char *path, dl_stream **out, dl_status *status) {
  *out = NULL;
  bool standard = strcmp(path, "-") == 0;
  int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return dl_fail(status, DL_EIO, "%s: %s", path, strerror(errno));
  struct stat info = {0};
  if (fstat(file, &info) == 0 && S_ISDIR(info.st_mode)) {
    if (!standard) close(file);
    return dl_fail(status, DL_EIO, "%s: is a directory; -r reads what is in it", path);
  }
  dl_stream *s = calloc(1, sizeof *s);
  if (!s || !(s->name = strdup(standard ? "standard input" : path))) {
    free(s);
    if (!standard) close(file);
    return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  s->file = file;
  s->regular = S_ISREG(info.st_mode);
  int code = start_unpacking(s, status);
  if (code != DL_OK) {
    dl_stream_close(s);
    return code;
  }
  *out = s;
  return DL_OK;
}

int dl_stream_memory(const char *bytes, size_t size, dl_stream **out, dl_status *status) {
  dl_stream *s = *out = calloc(1, sizeof *s);
  if (!s || !(s->bytes = malloc(size + 1))) {
    free(s);
    *out = NULL;
    return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  memcpy(s->bytes, bytes, size);
  s->file = -1;
  s->size = s->capacity = size;
  s->regular = s->raw_end = s->end = true;
  return DL_OK;
}

void dl_stream_close(dl_stream *s) {
  if (!s) return;
  if (s->file != STDIN_FILENO && s->file >= 0) close(s->file);
  if (s->how == GZIP) inflateEnd(&s->z);
  ZSTD_freeDStream(s->zstd);
  free(s->bytes);
  free(s->name);
  free(s);
}

/* The line break next in what is unpacked; NULL. */
static const char *end_of_line(const dl_stream *s) {
  return s->size > s->at ? memchr(s->bytes + s->at, '\n', s->size - s->at) : NULL;
}

int dl_stream_line(dl_stream *s, dl_buffer *out, size_t limit, size_t *size, dl_status *status) {
  *size = 0;
  for (;;) {
    const char *found = end_of_line(s);
    size_t n = found ? (size_t)(found - (s->bytes + s->at)) + 1 : s->size - s->at;
    size_t room = out->size < limit ? limit - out->size : 0;
    if (n > 0) dl_buffer_add(out, s->bytes + s->at, n < room ? n : room);
    s->at += n;
    *size += n;
    if (found || s->end) return DL_OK;
    int code = fill(s, status);
    if (code != DL_OK) return code;
  }
}

int dl_stream_rest(dl_stream *s, dl_buffer *out, size_t limit, bool *more, dl_status *status) {
  *more = false;
  do {
    size_t n = s->size - s->at, room = limit - out->size;
    if (n > 0) dl_buffer_add(out, s->bytes + s->at, n < room ? n : room);
    if (n > room) *more = true;
    if (*more) return DL_OK;
    s->at = s->size;
    int code = fill(s, status);
    if (code != DL_OK) return code;
  } while (s->size > s->at);
  return DL_OK;
}

bool dl_stream_ready(dl_stream *s) {
  struct pollfd waiting = {.fd = s->file, .events = POLLIN};
  dl_status ignored;
  while (!s->regular && !s->end && !end_of_line(s)) {
    if (s->how != PLAIN || (s->raw_at == s->raw_size && poll(&waiting, 1, 0) <= 0)) return false;
    if (fill(s, &ignored) != DL_OK) return true; /* the error comes again when the bytes are taken */
  }
  return true;
}

bool dl_stream_is_file(const dl_stream *s) {
  return s->regular;
}

bool dl_stream_looks_at(dl_stream *s, const char *text) {
  size_t n = strlen(text);
  dl_status ignored;
  while (s->size - s->at < n && !s->end)
    if (fill(s, &ignored) != DL_OK) return false; /* the error comes again when the bytes are taken */
  return s->size - s->at >= n && memcmp(s->bytes + s->at, text, n) == 0;
}

int dl_stream_peek(dl_stream *s, size_t want, const char **bytes, size_t *size, dl_status *status) {
  while (s->size - s->at < want && !s->end) {
    int code = fill(s, status);
    if (code != DL_OK) return code;
  }
  *bytes = s->bytes + s->at;
  *size = s->size - s->at;
  return DL_OK;
}

void dl_stream_skip(dl_stream *s, size_t size) {
  s->at += size < s->size - s->at ? size : s->size - s->at;
}

int dl_stream_unread(dl_stream *s, const char *bytes, size_t size, dl_status *status) {
  size_t left = s->size - s->at;
  if (size > s->at) {
    char *more = malloc(size + left);
    if (!more) return dl_fail(status, DL_EMEMORY, "%s: out of memory", s->name);
    if (left > 0) memcpy(more + size, s->bytes + s->at, left);
    free(s->bytes);
    s->bytes = more;
    s->at = size;
    s->size = s->capacity = size + left;
  }
  s->at -= size;
  memcpy(s->bytes + s->at, bytes, size);
  return DL_OK;
}

/* A header of gzip: magic number, method, flags that exist, a system that does. */
static bool is_header(const unsigned char *b) {
  return memcmp(b, "\x1f\x8b\x08", 3) == 0 && (b[3] & 0xe0) == 0 && (b[9] <= 13 || b[9] == 255);
}

/* The next header of a member at or behind raw[raw_at]. What looks like one within packed data fails when it is
 * unpacked, and is passed by then. */
static bool find_member(dl_stream *s) {
  enum { HEADER = 10 };
  for (;;) {
    for (; s->raw_size - s->raw_at >= HEADER; s->raw_at++)
      if (is_header((const unsigned char *)s->raw + s->raw_at)) return true;
    size_t kept = s->raw_size - s->raw_at;
    memmove(s->raw, s->raw + s->raw_at, kept);
    ssize_t n;
    do n = read(s->file, s->raw + kept, RAW - kept);
    while (n < 0 && errno == EINTR);
    s->raw_at = 0;
    s->raw_size = kept + (n > 0 ? (size_t)n : 0);
    if (n <= 0) return false;
    s->read += (size_t)n;
  }
}

/* Back to behind the beginning of the damaged member: one that is cut short has run into those behind it. */
static void rewind_member(dl_stream *s) {
  size_t from = s->member + 1, buffered = s->read - s->raw_size;
  s->raw_at = from > buffered ? from - buffered : 0;
  if (from >= buffered || !s->regular || lseek(s->file, -(off_t)(s->read - from), SEEK_CUR) < 0) return;
  s->read = from;
  s->raw_at = s->raw_size = 0;
}

bool dl_stream_resume(dl_stream *s) {
  if (s->how != GZIP || !s->failed) return false;
  rewind_member(s);
  if (!find_member(s) || inflateReset(&s->z) != Z_OK) return false;
  s->at = s->size;
  s->failed = s->frame_open = s->end = s->raw_end = false;
  return true;
}

size_t dl_stream_left(const dl_stream *s) {
  return s->size - s->at;
}

bool dl_stream_failed(const dl_stream *s) {
  return s->failed;
}

size_t dl_stream_position(const dl_stream *s, size_t less) {
  size_t waiting = s->size - s->at + less;
  return s->made > waiting ? (size_t)((double)s->read * (double)(s->made - waiting) / (double)s->made) : 0;
}
