#include "intake/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "intake/elements.h"
#include "intake/fields.h"
#include "intake/html.h"
#include "intake/http.h"
#include "intake/kinds.h"
#include "intake/stream.h"
#include "intake/table.h"
#include "intake/warc.h"

struct dl_intake {
  dl_stream *stream;
  dl_input kind;
  char *name;
  const dl_fields *fields;
  unsigned long line;   /* of the next byte */
  unsigned long number; /* of objects that were met */
  bool done;
  dl_elements elements;  /* of JSON */
  dl_table_reader table; /* of CSV */
  dl_warc archive;
  dl_stream *inner; /* the array of an object that wraps its documents: read before what is behind it */
  dl_elements wrapped;
};

/* Looks at the first bytes of a stream that has just been opened. */
static int look(dl_stream *stream, dl_sight *sight, const char **bytes, size_t *size, dl_status *status) {
  for (size_t want = 1;; want = *size + 1) {
    int code = dl_stream_peek(stream, want, bytes, size, status);
    if (code != DL_OK) return code;
    bool whole = *size < want || *size >= DL_KIND_BYTES;
    if (dl_kind_seen(*bytes, *size < DL_KIND_BYTES ? *size : DL_KIND_BYTES, whole, sight) || whole) return DL_OK;
  }
}

static int settle_kind(dl_intake *in, const char *path, dl_input kind, dl_status *status) {
  dl_sight sight = {.kind = DL_INPUT_TEXT};
  const char *bytes;
  size_t size;
  in->kind = kind;
  if (kind != DL_INPUT_AUTO && kind != DL_INPUT_JSONL) return DL_OK;
  int code = look(in->stream, &sight, &bytes, &size, status);
  if (code != DL_OK) return code;
  if (kind == DL_INPUT_AUTO) return dl_kind_settle(in->name, dl_intake_kind_of(path), &sight, &in->kind, status);
  if (sight.array) in->kind = DL_INPUT_JSON;
  return DL_OK;
}

/* What the readers of single kinds start with. */
static int start_kind(dl_intake *in, dl_status *status) {
  in->elements = (dl_elements){.stream = in->stream, .name = in->name, .line = 1, .column = 1};
  in->table = (dl_table_reader){.stream = in->stream, .name = in->name, .line = 1};
  in->archive = (dl_warc){.stream = in->stream, .name = in->name};
  if (in->kind == DL_INPUT_CSV || in->kind == DL_INPUT_TSV)
    return dl_table_header(&in->table, in->kind, in->fields, status);
  if (in->kind == DL_INPUT_JSON && dl_stream_looks_at(in->stream, "\xEF\xBB\xBF")) dl_stream_skip(in->stream, 3);
  return DL_OK;
}

int dl_intake_open(const char *path, dl_input kind, const dl_fields *fields, dl_intake **out, dl_status *status) {
  *out = NULL;
  dl_intake *in = calloc(1, sizeof *in);
  if (!in || !(in->name = strdup(strcmp(path, "-") == 0 ? "standard input" : path))) {
    free(in);
    return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  in->fields = fields ? fields : dl_fields_default();
  in->line = 1;
  int code = dl_stream_open(path, &in->stream, status);
  if (code == DL_OK) code = settle_kind(in, path, kind, status);
  if (code == DL_OK) code = start_kind(in, status);
  if (code != DL_OK) {
    dl_intake_close(in);
    return code;
  }
  *out = in;
  return DL_OK;
}

void dl_intake_close(dl_intake *in) {
  if (!in) return;
  dl_stream_close(in->inner);
  dl_stream_close(in->stream);
  free(in->name);
  free(in);
}

/* Are a file's first bytes text, which may end inside a character? */
static bool is_text(const char *bytes, size_t size) {
  size_t bad;
  if (memchr(bytes, '\0', size < DL_KIND_BYTES ? size : DL_KIND_BYTES)) return false;
  return dl_utf8_valid(bytes, size, &bad) || bad + 4 > size || bad >= DL_KIND_BYTES;
}

bool dl_intake_takes(const char *path) {
  if (dl_intake_kind_of(path) != DL_INPUT_AUTO) return true;
  dl_stream *stream = NULL;
  dl_sight sight;
  const char *bytes;
  size_t size;
  if (!dl_kind_nameless(path) || dl_stream_open(path, &stream, NULL) != DL_OK) return false;
  bool good = look(stream, &sight, &bytes, &size, NULL) == DL_OK && !sight.what && is_text(bytes, size);
  dl_stream_close(stream);
  return good;
}

static int too_long(const char *name, unsigned long line, dl_status *status) {
  return dl_fail(
      status, DL_EINPUT,
      "%s:%lu: longer than %d MiB, too long for one document; many articles belong in JSON Lines, one a line", name,
      line, DL_TEXT_MAX >> 20);
}

/* Lines up to an end: one that is not blank (JSON Lines), or up to the next "# newdoc" (CoNLL-U). */
static int next_lines(dl_intake *in, dl_buffer *all, unsigned long *line, dl_status *status) {
  bool lines = in->kind == DL_INPUT_JSONL;
  size_t size = 0, whole = 0;
  *line = in->line;
  for (;;) {
    if (!lines && all->size > 0 && dl_stream_looks_at(in->stream, "# newdoc")) break;
    int code = dl_stream_line(in->stream, all, DL_RAW_MAX, &size, status);
    if (code != DL_OK) return code;
    if (size == 0) break;
    whole += size;
    in->line++;
    if (!lines || all->failed) continue;
    if (strspn(all->data, " \t\r\n") < all->size) break;
    dl_buffer_clear(all);
    whole = 0;
    *line = in->line;
  }
  return whole > DL_RAW_MAX ? too_long(in->name, *line, status) : DL_OK;
}

static int next_whole(dl_intake *in, dl_buffer *all, dl_status *status) {
  bool more = false;
  size_t limit = in->kind == DL_INPUT_HTML ? DL_RAW_MAX : DL_TEXT_MAX;
  in->done = true;
  int code = dl_stream_rest(in->stream, all, limit, &more, status);
  if (code == DL_OK) dl_buffer_add(all, "", 0); /* an empty file is an empty document, not the end */
  return code == DL_OK && more ? too_long(in->name, 1, status) : code;
}

/* The next object of a stream of JSON, with its number; *found: there is one, or a fault. */
static int take_object(dl_intake *in, dl_elements *from, dl_buffer *all, dl_raw *raw, bool *found, dl_status *status) {
  size_t whole = 0;
  int code = dl_elements_next(from, all, DL_RAW_MAX, &whole, &raw->line, &raw->column, status);
  *found = code != DL_OK || whole > 0;
  if (*found) raw->number = ++in->number;
  return code == DL_OK && whole > DL_RAW_MAX ? too_long(in->name, raw->line, status) : code;
}

/* The next object of JSON, of the array that another one wraps first. */
static int next_object(dl_intake *in, dl_buffer *all, dl_raw *raw, dl_status *status) {
  bool found = false;
  if (in->inner) {
    int code = take_object(in, &in->wrapped, all, raw, &found, status);
    if (found) return code;
    dl_stream_close(in->inner);
    in->inner = NULL;
    dl_buffer_clear(all);
  }
  return take_object(in, &in->elements, all, raw, &found, status);
}

/* Does the object wrap documents? Then they are what comes next. */
static int unwrap(dl_intake *in, const dl_buffer *all, const dl_raw *raw, bool *wraps, dl_status *status) {
  size_t array = in->inner ? 0 : dl_elements_wrapped(all->data, all->size, in->fields->names[DL_FIELD_TEXT]);
  *wraps = array > 0;
  if (!*wraps) return DL_OK;
  in->wrapped = (dl_elements){.name = in->name, .line = raw->line, .column = raw->column, .alone = true};
  dl_elements_pass(&in->wrapped, all->data, array);
  in->number--; /* it is none itself */
  int code = dl_stream_memory(all->data + array, all->size - array, &in->inner, status);
  in->wrapped.stream = in->inner;
  return code;
}

static int next_raw(dl_intake *in, dl_buffer *all, dl_raw *raw, dl_status *status) {
  switch (in->kind) {
    case DL_INPUT_CONLLU:
    case DL_INPUT_JSONL:
      return next_lines(in, all, &raw->line, status);
    case DL_INPUT_JSON:
      return next_object(in, all, raw, status);
    case DL_INPUT_CSV:
    case DL_INPUT_TSV:
      raw->columns = in->table.columns;
      return dl_table_row(&in->table, all, &raw->line, status);
    case DL_INPUT_WARC:
      raw->web = true;
      return dl_warc_next(&in->archive, all, raw, status);
    default:
      return next_whole(in, all, status);
  }
}

/* Reads on to a document: what wraps others is passed by. */
static int next_document(dl_intake *in, dl_buffer *all, dl_raw *raw, dl_status *status) {
  int code = DL_OK;
  for (bool wraps = true; wraps && code == DL_OK;) {
    wraps = false;
    raw->number = 0;
    dl_buffer_clear(all);
    code = next_raw(in, all, raw, status);
    if (code == DL_OK && all->failed) code = dl_fail(status, DL_EMEMORY, "%s:%lu: out of memory", in->name, raw->line);
    if (code == DL_OK && in->kind == DL_INPUT_JSON && all->size > 0) code = unwrap(in, all, raw, &wraps, status);
  }
  if (raw->number == 0) raw->number = raw->line;
  return code;
}

int dl_intake_next(dl_intake *in, dl_raw *raw, dl_status *status) {
  bool object = in->kind == DL_INPUT_JSONL || in->kind == DL_INPUT_JSON,
       single = in->kind == DL_INPUT_TEXT || in->kind == DL_INPUT_HTML;
  *raw = (dl_raw){.kind = object ? DL_INPUT_JSONL : in->kind,
                  .name = raw->name,
                  .id = raw->id,
                  .line = 1,
                  .column = 1,
                  .fields = in->fields};
  if (in->done) return DL_OK;
  dl_buffer all = {0};
  int code = next_document(in, &all, raw, status);
  if (code != DL_OK || (all.size == 0 && !single)) {
    if (code != DL_EINPUT || dl_stream_failed(in->stream))
      in->done = true; /* the end, or nothing can be read behind it */
    dl_buffer_free(&all);
    return code;
  }
  raw->bytes = all.data;
  if (in->kind != DL_INPUT_WARC) raw->size = all.size;
  return DL_OK;
}

size_t dl_intake_position(const dl_intake *in) {
  return dl_stream_position(in->stream, in->inner ? dl_stream_left(in->inner) : 0);
}

bool dl_intake_done(const dl_intake *in) {
  return in->done;
}

bool dl_intake_ready(dl_intake *in) {
  if (in->done || in->inner) return true;
  if (in->kind == DL_INPUT_JSON) return dl_elements_ready(&in->elements);
  /* Where a document of CoNLL-U ends is known from the next one alone. */
  return in->kind == DL_INPUT_CONLLU || in->kind == DL_INPUT_WARC ? dl_stream_is_file(in->stream)
                                                                  : dl_stream_ready(in->stream);
}

bool dl_intake_is_file(const char *path) {
  struct stat info;
  return strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static int not_utf8(const dl_raw *raw, size_t bad, dl_status *status) {
  unsigned long line = raw->line, column = 1;
  for (size_t i = 0; i < bad; i++) {
    column++;
    if (raw->bytes[i] == '\n') {
      line++;
      column = 1;
    }
  }
  return dl_fail(status, DL_EINPUT, "%s:%lu: not UTF-8: byte 0x%02X at byte %lu of the line", raw->name, line,
                 (unsigned char)raw->bytes[bad], column);
}

/* A file's name may be any bytes; in an id those that are not UTF-8 are written %FF, so that two names stay two ids. */
static const char *in_utf8(const char *name, dl_arena *arena) {
  size_t size = strlen(name), bad = 0;
  if (dl_utf8_valid(name, size, &bad)) return dl_arena_strndup(arena, name, size);
  const char *head = dl_arena_strndup(arena, name, bad), *tail = in_utf8(name + bad + 1, arena);
  return dl_arena_printf(arena, "%s%%%02X%s", head, (unsigned char)name[bad], tail);
}

static const char *page_url(const dl_raw *raw, dl_arena *arena) {
  return raw->url && raw->url[0] ? in_utf8(raw->url, arena) : "";
}

/* What a page does not state of itself: the address that it was found at, the day that the feed states, and its site.
 */
static void add_page(const dl_model *model, const dl_raw *raw, dl_document *doc) {
  char host[128];
  if (!dl_names_page(doc->url) && page_url(raw, doc->arena)[0]) doc->url = page_url(raw, doc->arena);
  if (!doc->date[0] && raw->date)
    doc->date = dl_html_date(&(dl_page){.arena = doc->arena, .model = model}, in_utf8(raw->date, doc->arena));
  if (doc->source[0]) return;
  dl_http_host(doc->url, host, sizeof host);
  doc->source = dl_arena_strndup(doc->arena, host, strlen(host));
}

/* What a document that states no id is called. */
static const char *made_id(const dl_raw *raw, dl_arena *arena) {
  const char *slash = strrchr(raw->name, '/'), *base = raw->id;
  bool single = !raw->web && (raw->kind == DL_INPUT_TEXT || raw->kind == DL_INPUT_HTML);
  if (raw->url && raw->url[0]) return in_utf8(raw->id ? raw->id : raw->url, arena);
  if (!base) base = slash ? slash + 1 : raw->name;
  base = in_utf8(base, arena);
  return single ? base : dl_arena_printf(arena, "%s:%lu", base, raw->number);
}

static int read_as_text(const dl_raw *raw, dl_document *doc) {
  doc->text = dl_text_copy(doc->arena, raw->bytes, raw->size);
  doc->text_size = (uint32_t)raw->size;
  return DL_OK;
}

static int read_by_kind(const dl_model *model, const dl_raw *raw, dl_document *doc, dl_status *status) {
  switch (raw->kind) {
    case DL_INPUT_JSONL:
      return dl_read_json(raw, doc, status);
    case DL_INPUT_CSV:
    case DL_INPUT_TSV:
      return dl_read_row(raw, doc, status);
    case DL_INPUT_HTML:
      return dl_read_html(model, raw->name, raw->bytes, raw->size, doc, status);
    case DL_INPUT_CONLLU:
      return dl_read_conllu(raw->name, raw->line, raw->bytes, raw->size, doc, status);
    default:
      return read_as_text(raw, doc);
  }
}

int dl_intake_document(const dl_model *model, const dl_raw *raw, dl_document *doc, dl_status *status) {
  size_t bad = 0;
  if (raw->size > DL_RAW_MAX) return too_long(raw->name, raw->line, status);
  if (raw->kind != DL_INPUT_HTML && !dl_utf8_valid(raw->bytes, raw->size, &bad)) return not_utf8(raw, bad, status);
  int code = read_by_kind(model, raw, doc, status);
  if (code != DL_OK) return code;
  if (doc->text_size > DL_TEXT_MAX) return too_long(raw->name, raw->line, status);
  if (raw->web) add_page(model, raw, doc);
  doc->identity = dl_identity(raw, doc);
  if (!doc->id[0]) doc->id = made_id(raw, doc->arena);
  if (!doc->language[0] && raw->kind == DL_INPUT_CONLLU) doc->language = "en"; /* else told by src/tokens */
  dl_find_dateline(doc);
  return DL_OK;
}

int dl_intake_read(const dl_model *model, dl_input kind, const char *name, unsigned long line, const char *bytes,
                   size_t size, dl_document *doc, dl_status *status) {
  return dl_intake_document(
      model,
      &(dl_raw){
          .kind = kind, .name = name, .number = line, .line = line, .column = 1, .bytes = (char *)bytes, .size = size},
      doc, status);
}
