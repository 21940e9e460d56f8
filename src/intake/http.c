#include "intake/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include <zstd.h>

#include "base/chars.h"
#include "intake/kinds.h"

const char *dl_http_field(const char *line, size_t size, const char *name, size_t *value_size) {
  size_t n = strlen(name);
  if (size <= n || strncasecmp(line, name, n) != 0 || line[n] != ':') return NULL;
  const char *value = line + n + 1, *end = line + size;
  value += dl_blanks(value, (size_t)(end - value));
  while (end > value && dl_is_blank(end[-1])) end--;
  *value_size = (size_t)(end - value);
  return value;
}

void dl_http_copy(char *to, size_t room, const char *value, size_t size) {
  size_t n = size < room - 1 ? size : room - 1;
  dl_copy_small(to, value, n);
}

static void read_field(const char *line, size_t size, dl_http *m) {
  size_t n;
  const char *value;
  if ((value = dl_http_field(line, size, "Content-Type", &n)) != NULL) {
    const char *end = memchr(value, ';', n);
    if (end) n = (size_t)(end - value);
    while (n > 0 && dl_is_blank(value[n - 1])) n--;
    dl_http_copy(m->type, sizeof m->type, value, n);
  } else if ((value = dl_http_field(line, size, "Content-Encoding", &n)) != NULL) {
    dl_http_copy(m->encoding, sizeof m->encoding, value, n);
    if (strcmp(m->encoding, "identity") == 0) m->encoding[0] = '\0';
  } else if ((value = dl_http_field(line, size, "Transfer-Encoding", &n)) != NULL) {
    m->chunked = n >= 7 && strncasecmp(value + n - 7, "chunked", 7) == 0;
  }
}

const char *dl_http_read(const char *bytes, size_t size, dl_http *m) {
  *m = (dl_http){.code = 0};
  const char *end = bytes + size, *line = bytes, *stop = memchr(bytes, '\n', size);
  const char *number = stop ? memchr(line, ' ', (size_t)(stop - line)) : NULL;
  if (size < 5 || strncasecmp(bytes, "HTTP/", 5) != 0 || !number) return "no status line of HTTP";
  m->code = atoi(number);
  for (line = stop + 1; line < end; line = stop + 1) {
    stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) return "the fields of HTTP have no end";
    size_t n = (size_t)(stop - line);
    if (n == 0 || (n == 1 && line[0] == '\r')) {
      m->body = stop + 1;
      m->size = (size_t)(end - m->body);
      return NULL;
    }
    read_field(line, n, m);
  }
  return "the fields of HTTP have no end";
}

/* ---- the body ---- */

/* The value of a hexadecimal digit, -1 for what is none. */
static int hex_digit(char c) {
  if (dl_is_digit(c)) return c - '0';
  int digit = (c | 32) - 'a';
  return digit >= 0 && digit < 6 ? digit + 10 : -1;
}

/* The size that a piece begins with, in hexadecimal on a line of its own; false: it does not. */
static bool piece_size(const char **at, const char *end, size_t *size) {
  const char *p = *at;
  *size = 0;
  for (; p < end && hex_digit(*p) >= 0; p++) {
    if (p - *at >= 8) return false;
    *size = *size * 16 + (size_t)hex_digit(*p);
  }
  const char *line = memchr(p, '\n', (size_t)(end - p));
  if (p == *at || !line || !dl_is_one_of((unsigned char)*p, U"\r\n; ")) return false;
  *at = line + 1;
  return true;
}

/* False: the body is not in pieces, though its fields say so. */
static bool join_pieces(const char *bytes, size_t size, dl_buffer *out, const char **wrong) {
  const char *at = bytes, *end = bytes + size;
  size_t piece;
  if (!piece_size(&at, end, &piece)) return false;
  while (piece > 0) {
    size_t there = piece < (size_t)(end - at) ? piece : (size_t)(end - at);
    dl_buffer_add(out, at, there);
    at += there;
    while (at < end && (*at == '\r' || *at == '\n')) at++;
    if (at == end) break; /* cut short: what is there is taken */
    if (!piece_size(&at, end, &piece)) {
      *wrong = "its body is in pieces of wrong sizes";
      return true;
    }
  }
  return true;
}

/* Gzip, zlib or bare deflate; what is cut short is taken as far as it goes. */
static const char *inflate_body(const char *bytes, size_t size, int window, size_t limit, dl_buffer *out) {
  z_stream z = {.next_in = (Bytef *)bytes, .avail_in = (uInt)size};
  int code = inflateInit2(&z, window);
  if (code != Z_OK) return "out of memory";
  size_t begin = out->size;
  do {
    char *to = dl_buffer_reserve(out, 1 << 16);
    if (!to) break;
    z.next_out = (Bytef *)to;
    z.avail_out = 1 << 16;
    code = inflate(&z, Z_NO_FLUSH);
    out->size += (1 << 16) - z.avail_out;
  } while (code == Z_OK && out->size - begin <= limit);
  inflateEnd(&z);
  if (code == Z_STREAM_END || code == Z_BUF_ERROR || out->size - begin > limit) return NULL;
  return "its body is damaged where it is unpacked";
}

static const char *unzstd_body(const char *bytes, size_t size, size_t limit, dl_buffer *out) {
  ZSTD_DStream *z = ZSTD_createDStream();
  ZSTD_inBuffer in = {bytes, size, 0};
  size_t code = z ? 1 : 0, begin = out->size;
  while (z && in.pos < in.size && !ZSTD_isError(code) && out->size - begin <= limit) {
    char *to = dl_buffer_reserve(out, 1 << 16);
    if (!to) break;
    ZSTD_outBuffer piece = {to, 1 << 16, 0};
    code = ZSTD_decompressStream(z, &piece, &in);
    out->size += piece.pos;
  }
  ZSTD_freeDStream(z);
  if (!z) return "out of memory";
  return ZSTD_isError(code) ? "its body is damaged where it is unpacked" : NULL;
}

static bool begins(const char *bytes, size_t size, const char *with) {
  size_t n = strlen(with);
  return size >= n && memcmp(bytes, with, n) == 0;
}

/* Has bare deflate the two bytes of zlib before it? */
static bool is_zlib(const char *bytes) {
  unsigned first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
  return (first & 15) == 8 && (first * 256 + second) % 31 == 0;
}

static const char *unpack(const char *encoding, const char *bytes, size_t size, size_t limit, dl_buffer *out) {
  if (begins(bytes, size, "\x1f\x8b")) return inflate_body(bytes, size, 15 + 16, limit, out);
  if (begins(bytes, size, "\x28\xb5\x2f\xfd")) return unzstd_body(bytes, size, limit, out);
  if (strcmp(encoding, "deflate") == 0 && size >= 2 && bytes[0] != '<' && !dl_is_blank(bytes[0]))
    return inflate_body(bytes, size, is_zlib(bytes) ? 15 : -15, limit, out);
  if (strcmp(encoding, "br") == 0 && dl_http_kind("", bytes, size) != DL_INPUT_HTML)
    return "its body is packed by Brotli, which is not read";
  dl_buffer_add(out, bytes, size); /* archives hold it plain under the old fields */
  return NULL;
}

const char *dl_http_body(const dl_http *m, size_t limit, dl_buffer *out) {
  dl_buffer joined = {0};
  const char *bytes = m->body, *wrong = NULL;
  size_t size = m->size, begin = out->size;
  if (m->chunked && join_pieces(m->body, m->size, &joined, &wrong) && !wrong) {
    bytes = joined.data ? joined.data : "";
    size = joined.size;
  }
  if (!wrong && size > 0) wrong = unpack(m->encoding, bytes, size, limit, out);
  if (!wrong && out->size - begin > limit) wrong = "its body is too long for one document";
  if (!wrong && joined.failed) wrong = "out of memory";
  dl_buffer_free(&joined);
  return wrong;
}

/* By the first bytes; AUTO where they are none that can be read. */
static dl_input kind_seen(const char *bytes, size_t size) {
  dl_sight sight;
  dl_kind_seen(bytes, size < DL_KIND_BYTES ? size : DL_KIND_BYTES, true, &sight);
  return sight.what ? DL_INPUT_AUTO : sight.kind;
}

dl_input dl_http_kind(const char *type, const char *bytes, size_t size) {
  if (strcmp(type, "text/html") == 0 || strcmp(type, "application/xhtml+xml") == 0) return DL_INPUT_HTML;
  if (type[0] && strcmp(type, "text/plain") != 0) return DL_INPUT_AUTO;
  dl_input seen = kind_seen(bytes, size);
  if (seen == DL_INPUT_HTML || (seen == DL_INPUT_TEXT && type[0])) return seen;
  return DL_INPUT_AUTO;
}

void dl_http_host(const char *url, char *host, size_t room) {
  const char *at = strstr(url, "://");
  at = at ? at + 3 : url;
  size_t n = strcspn(at, "/?#");
  const char *user = memrchr(at, '@', n); /* a name and a password */
  if (user) {
    n -= (size_t)(user + 1 - at);
    at = user + 1;
  }
  const char *port = n > 0 && at[0] != '[' ? memchr(at, ':', n) : NULL;
  if (port) n = (size_t)(port - at);
  if (n > 4 && strncasecmp(at, "www.", 4) == 0) {
    at += 4;
    n -= 4;
  }
  dl_http_copy(host, room, at, n);
}
