#include "intake/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "intake/stream.h"

struct dl_intake {
  dl_stream *stream;
  dl_input kind;
  char *name;
  unsigned long line; /* of the next byte */
  bool done;
};

static const char *const kinds[] = {"auto", "text", "html", "jsonl", "conllu"};

bool dl_input_parse(const char *name, dl_input *kind) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(kinds[i], name) != 0) continue;
    *kind = (dl_input)i;
    return true;
  }
  return false;
}

static bool ends(const char *path, size_t size, const char *end) {
  size_t n = strlen(end);
  return size >= n && strncasecmp(path + size - n, end, n) == 0;
}

dl_input dl_intake_kind_of(const char *path) {
  size_t n = strlen(path);
  if (ends(path, n, ".gz")) n -= 3;
  else if (ends(path, n, ".zst")) n -= 4;
  if (ends(path, n, ".jsonl") || ends(path, n, ".ndjson")) return DL_INPUT_JSONL;
  if (ends(path, n, ".html") || ends(path, n, ".htm")) return DL_INPUT_HTML;
  if (ends(path, n, ".conllu")) return DL_INPUT_CONLLU;
  return ends(path, n, ".txt") ? DL_INPUT_TEXT : DL_INPUT_AUTO;
}

bool dl_intake_takes(const char *path) {
  return dl_intake_kind_of(path) != DL_INPUT_AUTO;
}

int dl_intake_open(const char *path, dl_input kind, dl_intake **out, dl_status *status) {
  *out = NULL;
  dl_intake *in = calloc(1, sizeof *in);
  if (!in || !(in->name = strdup(strcmp(path, "-") == 0 ? "standard input" : path))) {
    free(in);
    return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  in->kind = kind == DL_INPUT_AUTO ? dl_intake_kind_of(path) : kind;
  if (in->kind == DL_INPUT_AUTO) in->kind = DL_INPUT_TEXT;
  in->line = 1;
  int code = dl_stream_open(path, &in->stream, status);
  if (code != DL_OK) {
    dl_intake_close(in);
    return code;
  }
  *out = in;
  return DL_OK;
}

void dl_intake_close(dl_intake *in) {
  if (!in) return;
  dl_stream_close(in->stream);
  free(in->name);
  free(in);
}

static int too_long(const char *name, unsigned long line, dl_status *status) {
  return dl_fail(status, DL_EINPUT, "%s:%lu: longer than %d MiB, too long for one document; many articles belong in JSON Lines, one a line", name, line,
                 DL_TEXT_MAX >> 20);
}

/* Lines up to an end: one that is not blank (JSON Lines), or up to the next "# newdoc" (CoNLL-U). */
static int next_lines(dl_intake *in, dl_buffer *all, unsigned long *line, dl_status *status) {
  bool lines = in->kind == DL_INPUT_JSONL;
  size_t size = 0, whole = 0;
  *line = in->line;
  for (;;) {
    if (!lines && all->size > 0 && dl_stream_looks_at(in->stream, "# newdoc")) break;
    int code = dl_stream_line(in->stream, all, DL_RAW_MAX, &size, status);
    if (code != DL_OK) {
      in->done = true; /* nothing can be read behind it */
      return code;
    }
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

int dl_intake_next(dl_intake *in, dl_raw *raw, dl_status *status) {
  raw->bytes = NULL;
  raw->size = 0;
  raw->line = 1;
  raw->kind = in->kind;
  if (in->done) return DL_OK;
  dl_buffer all = {0};
  bool lines = in->kind == DL_INPUT_JSONL || in->kind == DL_INPUT_CONLLU;
  int code = lines ? next_lines(in, &all, &raw->line, status) : next_whole(in, &all, status);
  if (code == DL_OK && all.failed) code = dl_fail(status, DL_EMEMORY, "%s:%lu: out of memory", in->name, raw->line);
  if (code != DL_OK || (lines && all.size == 0)) {
    if (code == DL_OK) in->done = true;
    dl_buffer_free(&all);
    return code;
  }
  raw->bytes = all.data;
  raw->size = all.size;
  return DL_OK;
}

size_t dl_intake_position(const dl_intake *in) {
  return dl_stream_position(in->stream, 0);
}

bool dl_intake_done(const dl_intake *in) {
  return in->done;
}

bool dl_intake_ready(const dl_intake *in) {
  /* Where a document of CoNLL-U ends is known from the next one alone. */
  return in->done || (in->kind == DL_INPUT_CONLLU ? dl_stream_is_file(in->stream) : dl_stream_ready(in->stream));
}

bool dl_intake_is_file(const char *path) {
  struct stat info;
  return strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool dl_date_valid(const char *d) {
  if (strlen(d) != 10 || d[4] != '-' || d[7] != '-') return false;
  for (int i = 0; i < 10; i++)
    if (i != 4 && i != 7 && (d[i] < '0' || d[i] > '9')) return false;
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = atoi(d), month = atoi(d + 5), day = atoi(d + 8);
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] && (month != 2 || day < 29 || leap);
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
  return dl_fail(status, DL_EINPUT, "%s:%lu: not UTF-8: byte 0x%02X at byte %lu of the line", raw->name, line, (unsigned char)raw->bytes[bad], column);
}

/* What a document that states no id is called. */
static const char *made_id(const dl_raw *raw, dl_arena *arena) {
  const char *base = strrchr(raw->name, '/');
  base = raw->id ? raw->id : base ? base + 1 : raw->name;
  bool single = raw->kind == DL_INPUT_TEXT || raw->kind == DL_INPUT_HTML;
  return single ? dl_arena_strndup(arena, base, strlen(base)) : dl_arena_printf(arena, "%s:%lu", base, raw->line);
}

int dl_intake_document(const dl_model *model, const dl_raw *raw, dl_document *doc, dl_status *status) {
  size_t bad = 0;
  if (raw->size > DL_RAW_MAX) return too_long(raw->name, raw->line, status);
  if (raw->kind != DL_INPUT_HTML && !dl_utf8_valid(raw->bytes, raw->size, &bad)) return not_utf8(raw, bad, status);
  int code = DL_OK;
  if (raw->kind == DL_INPUT_JSONL) {
    code = dl_read_json(raw->name, raw->line, raw->bytes, raw->size, doc, status);
  } else if (raw->kind == DL_INPUT_HTML) {
    code = dl_read_html(model, raw->name, raw->bytes, raw->size, doc, status);
  } else if (raw->kind == DL_INPUT_CONLLU) {
    code = dl_read_conllu(raw->name, raw->line, raw->bytes, raw->size, doc, status);
  } else {
    doc->text = dl_arena_strndup(doc->arena, raw->bytes, raw->size);
    doc->text_size = (uint32_t)raw->size;
  }
  if (code != DL_OK) return code;
  if (doc->text_size > DL_TEXT_MAX) return too_long(raw->name, raw->line, status);
  doc->identity = dl_identity(raw, doc);
  if (!doc->id[0]) doc->id = made_id(raw, doc->arena);
  if (!doc->language[0] && raw->kind == DL_INPUT_CONLLU) doc->language = "en"; /* else told by src/tokens */
  dl_find_dateline(doc);
  return DL_OK;
}

int dl_intake_read(const dl_model *model, dl_input kind, const char *name, unsigned long line, const char *bytes, size_t size, dl_document *doc,
                   dl_status *status) {
  return dl_intake_document(model, &(dl_raw){.kind = kind, .name = name, .line = line, .bytes = (char *)bytes, .size = size}, doc, status);
}
