#include "intake/warc.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "intake/html.h"
#include "intake/http.h"

enum { HEAD_MAX = 1 << 16, LINE_MAX_KEPT = 1 << 14 };

typedef struct record {
  char type[16], content[64]; /* WARC-Type; Content-Type without what stands behind a semicolon */
  dl_buffer url;
  bool sized, segment; /* a length is stated; it is one piece of several */
  size_t length;
} record;

static int bad(const dl_warc *w, dl_status *status, const char *what) {
  return dl_fail(status, DL_EINPUT, "%s:%lu: record %lu of the archive: %s", w->name, w->number, w->number, what);
}

static bool is_start(const char *line, size_t size) {
  return size >= 6 && memcmp(line, "WARC/", 5) == 0 && dl_is_digit(line[5]);
}

/* Up to the next record: its first line is taken. *found is false at the end. Lines of no record are passed by; *passed
 * tells that there were some that are not empty. */
static int find_start(dl_warc *w, bool *found, bool *passed, dl_status *status) {
  dl_buffer line = {0};
  int code;
  *found = *passed = false;
  for (;;) {
    size_t size;
    dl_buffer_clear(&line);
    code = dl_stream_line(w->stream, &line, LINE_MAX_KEPT, &size, status);
    if (code != DL_OK || size == 0) break;
    *found = is_start(line.data ? line.data : "", line.size);
    if (*found) break;
    for (size_t i = 0; i < line.size && !*passed; i++) *passed = !isspace((unsigned char)line.data[i]);
  }
  dl_buffer_free(&line);
  return code;
}

static void read_length(const char *value, size_t size, record *r) {
  char *end;
  errno = 0;
  unsigned long long length = strtoull(value, &end, 10);
  r->sized = errno == 0 && size > 0 && end == value + size && dl_is_digit(value[0]);
  r->length = (size_t)length;
}

static void read_field(const char *line, size_t size, record *r) {
  size_t n;
  const char *value;
  if ((value = dl_http_field(line, size, "WARC-Type", &n)) != NULL) {
    dl_http_copy(r->type, sizeof r->type, value, n);
  } else if ((value = dl_http_field(line, size, "Content-Type", &n)) != NULL) {
    size_t to = strcspn(value, ";\r\n");
    dl_http_copy(r->content, sizeof r->content, value, to < n ? to : n);
  } else if ((value = dl_http_field(line, size, "WARC-Target-URI", &n)) != NULL) {
    bool angled = n >= 2 && value[0] == '<' && value[n - 1] == '>';
    dl_buffer_clear(&r->url);
    dl_buffer_add(&r->url, value + angled, n - 2 * (size_t)angled);
  } else if ((value = dl_http_field(line, size, "Content-Length", &n)) != NULL) {
    read_length(value, n, r);
  } else if (dl_http_field(line, size, "WARC-Segment-Number", &n)) {
    r->segment = true;
  }
}

static bool is_empty(const dl_buffer *line) {
  return line->data[0] == '\n' || (line->data[0] == '\r' && line->size == 2);
}

/* The fields behind the first line, up to an empty one. */
static int read_head(dl_warc *w, record *r, dl_status *status) {
  dl_buffer line = {0};
  size_t size, all = 0;
  int code;
  for (;;) {
    dl_buffer_clear(&line);
    code = dl_stream_line(w->stream, &line, LINE_MAX_KEPT, &size, status);
    if (code != DL_OK || size == 0) break;
    all += size;
    if (line.failed) code = dl_fail(status, DL_EMEMORY, "%s: out of memory", w->name);
    if (all > HEAD_MAX) code = bad(w, status, "its fields have no end");
    if (code != DL_OK || is_empty(&line)) break;
    read_field(line.data, line.size, r);
  }
  dl_buffer_free(&line);
  if (code == DL_OK && size == 0) return bad(w, status, "it is cut short");
  if (code == DL_OK && !r->sized) return bad(w, status, "it states no length (Content-Length) that is a number");
  return code;
}

/* The record's block: as much of it as fits is kept; *got bytes were there. */
static int read_block(dl_warc *w, size_t length, dl_buffer *block, size_t *got, dl_status *status) {
  for (*got = 0; *got < length;) {
    const char *bytes;
    size_t n;
    int code = dl_stream_peek(w->stream, 1, &bytes, &n, status);
    if (code != DL_OK) return code;
    if (n == 0) break;
    if (n > length - *got) n = length - *got;
    size_t room = DL_RAW_MAX - block->size;
    dl_buffer_add(block, bytes, n < room ? n : room);
    dl_stream_skip(w->stream, n);
    *got += n;
  }
  return block->failed ? dl_fail(status, DL_EMEMORY, "%s: out of memory", w->name) : DL_OK;
}

/* Does a record end here: empty lines, then another one or the end? What is damaged behind it is the next one's. */
static bool at_end(dl_warc *w) {
  const char *bytes;
  size_t n, at = 0, want = 4 + 6;
  if (dl_stream_peek(w->stream, want, &bytes, &n, &w->held) != DL_OK) return true;
  while (at < n && at < 4 && (bytes[at] == '\r' || bytes[at] == '\n')) at++;
  return at == n || is_start(bytes + at, n - at);
}

/* The block, and what stands behind it. Where its length is wrong, the reading goes on within it: other records may
 * stand there. */
static int take_block(dl_warc *w, const record *r, dl_buffer *block, dl_status *status) {
  size_t got;
  int code = read_block(w, r->length, block, &got, status);
  if (code != DL_OK || (got == r->length && at_end(w))) return code;
  if (block->size > 0 && got == block->size) code = dl_stream_unread(w->stream, block->data, block->size, status);
  if (code != DL_OK) return code;
  return bad(w, status,
             got < r->length ? "it is cut short, or its length (Content-Length) is wrong"
                             : "its length (Content-Length) is wrong");
}

/* The page in a block, as UTF-8, appended; nothing where it holds none. */
static const char *take_page(const record *r, const dl_buffer *block, dl_buffer *out, dl_input *kind) {
  dl_http message = {.body = block->data, .size = block->size};
  if (strcmp(r->type, "response") == 0) {
    if (strncasecmp(r->url.data ? r->url.data : "", "http", 4) != 0) return NULL; /* dns: and the like */
    const char *damaged = dl_http_read(block->data, block->size, &message);
    if (damaged || message.code < 200 || message.code > 299) return damaged;
  } else {
    dl_http_copy(message.type, sizeof message.type, r->content, strlen(r->content));
  }
  if (message.type[0] && dl_http_kind(message.type, "", 0) == DL_INPUT_AUTO) return NULL; /* a picture, a script ... */
  dl_buffer body = {0};
  const char *wrong = dl_http_body(&message, DL_RAW_MAX, &body);
  if (!wrong && body.failed) wrong = "out of memory";
  if (!wrong && body.size > 0) *kind = dl_http_kind(message.type, body.data, body.size);
  if (*kind == DL_INPUT_TEXT) dl_html_decode(body.data, body.size, out);
  if (*kind == DL_INPUT_HTML) dl_buffer_add(out, body.data, body.size);
  dl_buffer_free(&body);
  return wrong;
}

static bool wanted(const record *r) {
  return strcmp(r->type, "response") == 0 || strcmp(r->type, "resource") == 0 || strcmp(r->type, "conversion") == 0;
}

/* The page of a record that can hold one. */
static int read_page(const dl_warc *w, const record *r, const dl_buffer *block, dl_buffer *out, dl_input *kind,
                     dl_status *status) {
  if (r->length > DL_RAW_MAX) return bad(w, status, "it is too long for one document");
  if (r->segment) return bad(w, status, "one piece of a record in segments, which is not read");
  const char *wrong = block->size > 0 ? take_page(r, block, out, kind) : NULL;
  return wrong ? bad(w, status, wrong) : DL_OK;
}

static int take_record(dl_warc *w, record *r, dl_buffer *out, dl_raw *raw, dl_status *status) {
  dl_buffer block = {0};
  dl_input kind = DL_INPUT_AUTO;
  int code = read_head(w, r, status);
  if (code == DL_OK) code = take_block(w, r, &block, status);
  if (code == DL_OK && wanted(r)) code = read_page(w, r, &block, out, &kind, status);
  dl_buffer_free(&block);
  if (code != DL_OK || out->size == 0) return code;
  raw->kind = kind;
  raw->size = out->size;
  dl_buffer_char(out, '\0');
  if (r->url.size > 0) dl_buffer_add(out, r->url.data, r->url.size);
  dl_buffer_char(out, '\0');
  return DL_OK;
}

/* Behind damaged packed data: the next member, if there is one. */
static int go_on(dl_warc *w, int code, dl_status *status) {
  if (code == DL_EINPUT && dl_stream_failed(w->stream) && dl_stream_resume(w->stream))
    return bad(w, status, "its packed data are damaged");
  return code;
}

/* No record is found. */
static int end(const dl_warc *w, bool passed, dl_status *status) {
  if (w->number > 0 || !passed) return DL_OK;
  return dl_fail(status, DL_EINPUT, "%s: no archive of the web: no line of it begins with WARC/1.0 or the like",
                 w->name);
}

/* What is told of the stream behind the record before; else the next one begins. */
static int begin_record(dl_warc *w, bool *found, bool *passed, dl_status *status) {
  int code = w->held.code;
  if (code != DL_OK) dl_fail(status, code, "%s", w->held.message);
  w->held = (dl_status){0};
  return code == DL_OK ? find_start(w, found, passed, status) : code;
}

int dl_warc_next(dl_warc *w, dl_buffer *out, dl_raw *raw, dl_status *status) {
  for (;;) {
    bool found, passed;
    dl_buffer_clear(out);
    int code = begin_record(w, &found, &passed, status);
    if (code == DL_OK && !found) return end(w, passed, status);
    raw->number = raw->line = ++w->number;
    record r = {.sized = false};
    if (code == DL_OK) code = take_record(w, &r, out, raw, status);
    dl_buffer_free(&r.url);
    if (code != DL_OK) {
      dl_buffer_clear(out);
      return go_on(w, code, status);
    }
    if (out->size > 0) {
      raw->url = out->data ? out->data + raw->size + 1 : NULL;
      return DL_OK;
    }
  }
}
