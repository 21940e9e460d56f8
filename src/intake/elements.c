#include "intake/elements.h"

#include <stdint.h>
#include <string.h>

#include "base/chars.h"

enum { DEEPEST = 2048 }; /* what jansson reads */

/* Where we are in a value. */
typedef struct scan {
  uint32_t depth;
  uint8_t object[DEEPEST / 8]; /* bit d: what is open at depth d is an object, not an array */
  bool string, escaped;
  char last;       /* byte outside of strings that is no blank; '"' behind a string */
  const char *why; /* it is broken */
} scan;

typedef enum step { ON, END, BROKEN } step;

static bool in_object(const scan *s) {
  return s->depth > 0 && (s->object[(s->depth - 1) / 8] >> (s->depth - 1) % 8 & 1) != 0;
}

static step broken(scan *s, const char *why) {
  s->why = why;
  return BROKEN;
}

/* Can a value begin behind the last byte? */
static bool awaits_value(const scan *s) {
  if (s->depth == 0 || s->last == ':') return true;
  return !in_object(s) && (s->last == ',' || s->last == '[');
}

static step open_bracket(scan *s, char c) {
  if (!awaits_value(s)) return broken(s, "a bracket where none can stand");
  if (s->depth == DEEPEST) return broken(s, "too deep");
  uint8_t bit = (uint8_t)(1u << s->depth % 8);
  if (c == '{')
    s->object[s->depth / 8] |= bit;
  else
    s->object[s->depth / 8] &= (uint8_t)~bit;
  s->depth++;
  s->last = c;
  return ON;
}

static step close_bracket(scan *s, char c) {
  if (s->depth == 0 || in_object(s) != (c == '}')) return broken(s, "a closing bracket that closes nothing");
  s->last = c;
  return --s->depth == 0 ? END : ON;
}

static step take_in_string(scan *s, char c) {
  if (c == '\n') return broken(s, "a line break in a string");
  if (!s->escaped && c == '"') s->string = false;
  s->escaped = !s->escaped && c == '\\';
  return ON;
}

static step take_byte(scan *s, char c) {
  if (s->string) return take_in_string(s, c);
  if (dl_is_blank(c)) return ON;
  if (c == '{' || c == '[') return open_bracket(s, c);
  if (c == '}' || c == ']') return close_bracket(s, c);
  s->string = c == '"';
  s->last = c;
  return ON;
}

/* ---- the stream, byte by byte ---- */

typedef struct cursor {
  dl_elements *e;
  const char *bytes;
  size_t at, size;
} cursor;

static void settle(cursor *c) { /* takes what was passed */
  dl_stream_skip(c->e->stream, c->at);
  c->at = c->size = 0;
}

/* Is there a byte? It is c->bytes[c->at]. */
static int look(cursor *c, bool *there, dl_status *status) {
  *there = true;
  if (c->at < c->size) return DL_OK;
  settle(c);
  int code = dl_stream_peek(c->e->stream, 1, &c->bytes, &c->size, status);
  *there = code == DL_OK && c->size > 0;
  return code;
}

static void count(dl_elements *e, char c) {
  if (c == '\n') {
    e->line++;
    e->column = 1;
    e->first = 0;
    return;
  }
  if (e->first == 0 && !dl_is_blank(c)) e->first = e->column;
  e->column += ((unsigned char)c & 0xC0) != 0x80;
}

static void pass(cursor *c) {
  count(c->e, c->bytes[c->at++]);
}

void dl_elements_pass(dl_elements *e, const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) count(e, bytes[i]);
}

static int fault(const dl_elements *e, const char *why, dl_status *status) {
  return dl_fail(status, DL_EINPUT, "%s:%lu: column %lu: %s", e->name, e->line, e->column, why);
}

/* Can a value begin with the byte, or the array end? */
static bool is_place(const dl_elements *e, char c) {
  return c == '{' || c == '[' || (c == ']' && e->array);
}

/* May it stand in a line before that place: a blank, or what closes the value before? */
static bool stands_before(char c) {
  return dl_is_blank(c) || c == '}' || c == ',';
}

/* On to the next line that begins, no further to the right than column `indent`, with a value or with the end of the
 * array; what closes the one before may stand in front of it ("}, {"). */
static int find_line(cursor *c, unsigned long indent, dl_status *status) {
  bool there, fits = false;
  for (;;) {
    int code = look(c, &there, status);
    if (code != DL_OK || !there) return code;
    char b = c->bytes[c->at];
    if (b == '\n')
      fits = true; /* behind it a line begins */
    else if (!dl_is_blank(b) && c->e->first == 0)
      fits = fits && c->e->column <= indent;
    if (fits && is_place(c->e, b)) return DL_OK;
    fits = fits && stands_before(b);
    pass(c);
  }
}

static unsigned long indent_of(const dl_elements *e) {
  return e->first ? e->first : e->column;
}

/* The same behind a fault, which stays what is told unless the input fails. */
static int go_on(cursor *c, unsigned long indent, dl_status *status) {
  dl_status other;
  int code = find_line(c, indent, &other);
  return code == DL_OK ? DL_EINPUT : (*status = other).code;
}

/* To where a value begins; *there is false at the end. */
static int find_value(cursor *c, bool *there, dl_status *status) {
  dl_elements *e = c->e;
  for (;;) {
    int code = look(c, there, status);
    if (code != DL_OK) return code;
    if (!*there) return e->array ? e->array = false, fault(e, "the input ends inside an array", status) : DL_OK;
    char b = c->bytes[c->at];
    if (dl_is_blank(b)) {
      pass(c);
    } else if (!e->array && b == '[') {
      e->array = true;
      pass(c);
    } else if (!e->array) {
      if (b == '{') return DL_OK;
      unsigned long indent = indent_of(e);
      fault(e, "no JSON object begins here", status);
      return go_on(c, indent, status);
    } else if (b == ',' || b == ']') {
      e->behind = false;
      e->array = b == ',';
      pass(c);
      if (e->alone && !e->array) return *there = false, DL_OK;
    } else {
      if (!e->behind) return DL_OK;
      e->behind = false;
      return fault(e, "no comma between two elements", status);
    }
  }
}

/* Reads the value that begins at the cursor. */
static int read_value(cursor *c, dl_buffer *out, size_t limit, size_t *size, dl_status *status) {
  dl_elements *e = c->e;
  scan s = {0};
  unsigned long indent = indent_of(e);
  for (;;) {
    bool there;
    int code = look(c, &there, status);
    if (code != DL_OK) return code;
    if (!there) return fault(e, "the input ends inside a value", status);
    char b = c->bytes[c->at];
    if (s.depth == 0 && !s.string && *size > 0 && (b == ',' || b == ']'))
      return DL_OK; /* behind a number or a string in an array */
    step taken = take_byte(&s, b);
    if (taken == BROKEN) {
      fault(e, s.why, status);
      if (b == '{' && s.depth == 1) return DL_EINPUT; /* the one before was not closed: this is the next */
      return go_on(c, indent, status);
    }
    if (*size < limit) dl_buffer_char(out, b);
    ++*size;
    pass(c);
    if (taken == END) return DL_OK;
  }
}

int dl_elements_next(dl_elements *e, dl_buffer *out, size_t limit, size_t *size, unsigned long *line,
                     unsigned long *column, dl_status *status) {
  cursor c = {.e = e};
  bool there;
  *size = 0;
  int code = find_value(&c, &there, status);
  *line = e->line;
  *column = e->column;
  if (code == DL_OK && there) {
    code = read_value(&c, out, limit, size, status);
    e->behind = e->array && code == DL_OK;
  }
  settle(&c);
  return code;
}

bool dl_elements_ready(dl_elements *e) {
  while (dl_stream_ready(e->stream)) {
    const char *bytes = NULL;
    size_t size = 0;
    dl_stream_peek(e->stream, 0, &bytes, &size, NULL); /* what is there; never waits */
    size_t blank = dl_blanks(bytes, size);
    dl_elements_pass(e, bytes, blank);
    dl_stream_skip(e->stream, blank);
    if (size == 0) return true;
    if (blank < size) return dl_stream_ready(e->stream);
  }
  return false;
}

/* ---- objects that wrap ---- */

static bool has_text(const char *bytes, size_t size, const char *text, size_t *array, unsigned *arrays);

/* Does an array begin with an object that has a string called `text`? The bytes behind its bracket. */
static bool holds_texts(const char *bytes, size_t size, const char *text) {
  size_t first = dl_blanks(bytes, size);
  return first < size && bytes[first] == '{' && has_text(bytes + first, size - first, text, NULL, NULL);
}

/* Can a member's value begin in the outermost object? */
static bool awaits_member(const scan *s) {
  return s->depth == 1 && !s->string && s->last == ':';
}

/* Where the last key of the outermost object stands. */
typedef struct span {
  size_t begin, end;
} span;

static void note_key(const scan *s, char c, size_t at, span *key) {
  if (s->depth != 1 || c != '"') return;
  if (s->string && !s->escaped) key->end = at;
  if (!s->string && (s->last == '{' || s->last == ',')) key->begin = at + 1;
}

static bool is_key(const char *bytes, span key, const char *text) {
  size_t size = strlen(text);
  return key.end - key.begin == size && memcmp(bytes + key.begin, text, size) == 0;
}

/* Goes over the members of the object that begins at bytes[0]. True if one is a string called `text`; else, with
 * `arrays`, *arrays counts the members that are arrays of objects which have one, and *array is the offset of the last.
 */
static bool has_text(const char *bytes, size_t size, const char *text, size_t *array, unsigned *arrays) {
  scan s = {0};
  span key = {0};
  for (size_t i = 0; i < size; i++) {
    char b = bytes[i];
    bool value = awaits_member(&s);
    if (value && b == '"' && is_key(bytes, key, text)) return true;
    if (value && b == '[' && arrays && holds_texts(bytes + i + 1, size - i - 1, text)) {
      ++*arrays;
      *array = i;
    }
    note_key(&s, b, i, &key);
    if (take_byte(&s, b) != ON) return false;
  }
  return false;
}

size_t dl_elements_wrapped(const char *bytes, size_t size, const char *text) {
  size_t array = 0;
  unsigned arrays = 0;
  return !has_text(bytes, size, text, &array, &arrays) && arrays == 1 ? array : 0;
}
