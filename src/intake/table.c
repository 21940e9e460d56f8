#include "intake/table.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/guard.h"
#include "base/utf8.h"
#include "intake/fields.h"

static bool parts(char c, char separator) {
  if (separator) return c == separator;
  return c == ',' || c == ';' || c == '\t'; /* of the header none is known yet */
}

/* ---- where a row ends ---- */

typedef enum place {
  START,
  PLAIN,
  QUOTED,
  CLOSED
} place; /* of a cell: its start, inside, inside quotes, behind the closing quote */

/* Where a byte leads that is no quote behind quotes: a separator, the end of the line (with the return before it), or
 * another. */
static place next_place(place at, char c, bool end, char separator) {
  if (parts(c, separator)) return START;
  return at == START && !end ? PLAIN : at;
}

/* Goes over the bytes of one line from *at on. False: text behind a closing quote. */
static bool pass_line(const char *line, size_t size, char separator, place *at) {
  for (size_t i = 0; i < size; i++) {
    char c = line[i];
    bool end = c == '\n' || (c == '\r' && i + 1 < size && line[i + 1] == '\n');
    if (*at == QUOTED) {
      if (c == '"') *at = CLOSED;
    } else if (c == '"' && *at != PLAIN) {
      *at = QUOTED; /* at the start; or a quote in quotes, which is written twice */
    } else {
      *at = next_place(*at, c, end, separator);
      if (*at == CLOSED && !end && c != '\r') return false;
    }
  }
  return true;
}

/* A quote that is opened and never closed takes the rest of the input: the row is its first line, and the others are
 * put back. */
static int never_closed(dl_table_reader *r, dl_buffer *out, size_t first, unsigned long line, dl_status *status) {
  int code = first < out->size ? dl_stream_unread(r->stream, out->data + first, out->size - first, status) : DL_OK;
  r->line = line + 1;
  if (code != DL_OK) return code;
  return dl_fail(status, DL_EINPUT, "%s:%lu: a quote is opened here that is never closed", r->name, line);
}

int dl_table_row(dl_table_reader *r, dl_buffer *out, unsigned long *line, dl_status *status) {
  place at = START;
  size_t whole = 0, first = 0;
  *line = r->line;
  for (;;) {
    size_t from = out->size, size = 0;
    int code = dl_stream_line(r->stream, out, DL_RAW_MAX, &size, status);
    if (code != DL_OK) return code;
    if (size == 0 && at == QUOTED) return never_closed(r, out, first, *line, status);
    if (size == 0 || out->failed) return DL_OK;
    whole += size;
    if (first == 0) first = out->size;
    r->line++;
    bool good = pass_line(out->data + from, out->size - from, r->columns.separator, &at);
    if (!good)
      return dl_fail(status, DL_EINPUT, "%s:%lu: text behind a closing quote (a quote in quotes is written twice)",
                     r->name, r->line - 1);
    if (whole > DL_RAW_MAX && at == QUOTED && r->line - *line > 1) return never_closed(r, out, first, *line, status);
    if (whole > DL_RAW_MAX)
      return dl_fail(status, DL_EINPUT, "%s:%lu: longer than %d MiB, too long for one document", r->name, *line,
                     DL_TEXT_MAX >> 20);
    if (at == QUOTED) continue;
    if (dl_blanks(out->data, out->size) < out->size) return DL_OK;
    dl_buffer_clear(out);
    whole = first = 0;
    at = START;
    *line = r->line;
  }
}

/* ---- cells ---- */

/* Copies what stands between the quote at *at and the next that is not written twice, where *at goes; its size. */
static size_t unquote(const char **at, const char *end, char *cell) {
  const char *from = *at + 1;
  char *out = cell;
  for (; from < end; from++) {
    if (*from == '"' && (from + 1 == end || from[1] != '"')) break;
    from += *from == '"';
    *out++ = *from ? *from : ' '; /* as dl_text_copy */
  }
  *out = '\0';
  *at = from;
  return (size_t)(out - cell);
}

/* The cell that begins at *at, without its quotes; *at goes behind its separator. *last: the row ends with it. `bytes`
 * ends before the line's end. */
static const char *next_cell(const char **at, const char *end, char separator, dl_arena *arena, size_t *size,
                             bool *last) {
  const char *from = *at, *to = from;
  if (from == end || *from != '"') {
    while (to < end && !parts(*to, separator)) to++;
    *size = (size_t)(to - from);
    *last = to == end;
    *at = to + !*last;
    return dl_text_copy(arena, from, *size);
  }
  char *cell = dl_arena_alloc(arena, (size_t)(end - from) + 1);
  *size = unquote(&to, end, cell);
  while (to < end && !parts(*to, separator)) to++; /* over the closing quote */
  *last = to >= end;
  *at = *last ? end : to + 1;
  return cell;
}

static size_t without_end(const char *bytes, size_t size) {
  if (size > 0 && bytes[size - 1] == '\n') size--;
  if (size > 0 && bytes[size - 1] == '\r') size--;
  return size;
}

/* ---- the header ---- */

static bool is_name(const char *name, const char *cell, size_t size) {
  return strlen(name) == size && strncasecmp(name, cell, size) == 0;
}

static void set_columns(dl_input_columns *c, const char *bytes, size_t size, char separator, const dl_fields *fields,
                        dl_arena *arena) {
  *c = (dl_input_columns){.separator = separator};
  for (int f = 0; f < DL_FIELDS; f++) c->at[f] = -1;
  const char *at = bytes, *end = bytes + size;
  for (bool last = false; !last && c->count < 32767; c->count++) {
    size_t n;
    const char *cell = next_cell(&at, end, separator, arena, &n, &last);
    while (*cell == ' ') cell++;
    n = strlen(cell);
    while (n > 0 && cell[n - 1] == ' ') n--;
    for (int f = 0; f < DL_FIELDS; f++)
      if (c->at[f] < 0 && is_name(fields->names[f], cell, n)) c->at[f] = (short)c->count;
  }
}

static int no_column(const dl_table_reader *r, const char *bytes, size_t size, const char *name, dl_arena *arena,
                     dl_status *status) {
  dl_buffer names = {0};
  const char *at = bytes;
  for (bool last = false; !last && names.size < 250;) {
    size_t n;
    const char *cell = next_cell(&at, bytes + size, r->columns.separator, arena, &n, &last);
    dl_buffer_printf(&names, "%s%.60s", names.size ? ", " : "", cell);
  }
  dl_fail(status, DL_EINPUT, "%s:1: no column '%s'; its columns are: %s (--columns text=NAME tells which is meant)",
          r->name, name, names.size ? names.data : "none");
  dl_buffer_free(&names);
  return DL_EINPUT;
}

/* Every name of --columns that is not a field's own must be there. */
static int check_columns(const dl_table_reader *r, const char *bytes, size_t size, const dl_fields *fields,
                         dl_arena *arena, dl_status *status) {
  for (int f = 0; f < DL_FIELDS; f++) {
    bool renamed = strcmp(fields->names[f], dl_fields_default()->names[f]) != 0;
    if (r->columns.at[f] < 0 && (f == DL_FIELD_TEXT || renamed))
      return no_column(r, bytes, size, fields->names[f], arena, status);
  }
  return DL_OK;
}

typedef struct header {
  dl_table_reader *reader;
  const char *bytes;
  size_t size;
  const char *separators; /* that may be, the likeliest first */
  const dl_fields *fields;
  dl_arena *arena;
} header;

/* The separator is the one with which there is a text; else the one with the most columns. */
static int read_header(void *context, dl_status *status) {
  const header *h = context;
  unsigned best = 0;
  h->reader->columns = (dl_input_columns){.separator = h->separators[0]};
  for (int f = 0; f < DL_FIELDS; f++) h->reader->columns.at[f] = -1;
  for (const char *s = h->separators; *s; s++) {
    dl_input_columns c;
    place at = START;
    if (!pass_line(h->bytes, h->size, *s, &at)) continue; /* a cell in quotes ends elsewhere */
    set_columns(&c, h->bytes, h->size, *s, h->fields, h->arena);
    unsigned good = c.count + (c.at[DL_FIELD_TEXT] >= 0 ? 1u << 16 : 0);
    if (good <= best) continue;
    best = good;
    h->reader->columns = c;
  }
  return check_columns(h->reader, h->bytes, h->size, h->fields, h->arena, status);
}

int dl_table_header(dl_table_reader *r, dl_input kind, const dl_fields *fields, dl_status *status) {
  dl_buffer row = {0};
  unsigned long line = 1;
  int code = dl_table_row(r, &row, &line, status);
  dl_arena *arena = dl_arena_new();
  if (code == DL_OK && (!arena || row.failed)) code = dl_fail(status, DL_EMEMORY, "%s: out of memory", r->name);
  const char *bytes = row.size ? row.data : "";
  size_t bad, size = without_end(bytes, row.size), mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  if (code == DL_OK && !dl_utf8_valid(bytes, size, &bad))
    code = dl_fail(status, DL_EINPUT, "%s:%lu: the header is not UTF-8", r->name, line);
  header h = {r, bytes + mark, size - mark, kind == DL_INPUT_TSV ? "\t,;" : ",;\t", fields, arena};
  if (code == DL_OK && row.size > 0) code = dl_guard_run(read_header, &h, status);
  dl_arena_free(arena);
  dl_buffer_free(&row);
  return code;
}

int dl_read_row(const dl_raw *raw, dl_document *doc, dl_status *status) {
  const dl_input_columns *c = &raw->columns;
  const char *at = raw->bytes, *end = at + without_end(raw->bytes, raw->size);
  unsigned count = 0;
  for (bool last = false; !last; count++) {
    size_t size;
    const char *cell = next_cell(&at, end, c->separator, doc->arena, &size, &last);
    for (int f = 0; f < DL_FIELDS; f++) {
      if (c->at[f] != (short)count || count >= c->count) continue;
      const char **to = dl_field_of(doc, f);
      if (to)
        *to = cell;
      else
        doc->text = cell, doc->text_size = (uint32_t)size;
    }
  }
  if (count != c->count)
    return dl_fail(status, DL_EINPUT, "%s:%lu: %u cell%s, but %u columns", raw->name, raw->line, count,
                   count == 1 ? "" : "s", c->count);
  return dl_field_date(raw, doc, status);
}
