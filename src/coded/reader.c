#include "coded/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"

void dl_coded_bad(dl_coded *c, const char *format, ...) {
  char what[300], place[80] = "";
  va_list values;
  if (c->code) return;
  va_start(values, format);
  vsnprintf(what, sizeof what, format, values);
  va_end(values);
  if (c->list) snprintf(place, sizeof place, "%s[%zu]: ", c->list, c->at);
  c->code = dl_fail(c->status, DL_EINPUT, "%s:%lu: %s%s", c->raw->name, c->raw->line, place, what);
}

const char *dl_coded_string(dl_coded *c, const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (json_is_string(value)) {
    size_t size = json_string_length(value);
    if (size == 0) return "";
    const char *bytes = json_string_value(value);
    if (!memchr(bytes, '\0', size)) return dl_arena_strndup(c->doc->arena, bytes, size);
  }
  dl_coded_bad(c, value ? "'%s' is not a string without NUL" : "no string '%s'", key);
  return "";
}

dl_code dl_coded_code(dl_coded *c, const json_t *object, const char *key) {
  const char *text = dl_coded_string(c, object, key);
  dl_code code = dl_code_read(text);
  if (*text && !code) dl_coded_bad(c, "'%s' is no code of three to twelve capitals: '%.40s'", key, text);
  return code;
}

double dl_coded_number(dl_coded *c, const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (!json_is_number(value)) dl_coded_bad(c, value ? "'%s' is not a number" : "no number '%s'", key);
  return json_number_value(value);
}

uint32_t dl_coded_count(dl_coded *c, const json_t *object, const char *key, uint32_t most) {
  const json_t *value = json_object_get(object, key);
  json_int_t number = json_integer_value(value);
  if (json_is_integer(value) && number >= 0 && number <= most) return (uint32_t)number;
  dl_coded_bad(c, value ? "'%s' is not a whole number from 0 to %u" : "no number '%s'", key, most);
  return 0;
}

json_t *dl_coded_object(dl_coded *c, const json_t *object, const char *key) {
  json_t *value = json_object_get(object, key);
  if (json_is_object(value)) return value;
  if (!json_is_null(value)) dl_coded_bad(c, value ? "'%s' is neither an object nor null" : "no object '%s'", key);
  return NULL;
}

json_t *dl_coded_list(dl_coded *c, const json_t *object, const char *key) {
  json_t *value = json_object_get(object, key);
  if (json_is_array(value)) return value;
  dl_coded_bad(c, value ? "'%s' is not a list" : "no list '%s'", key);
  return NULL;
}

static uint32_t byte_of(const dl_coded *c, uint32_t point) {
  return c->bytes ? c->bytes[point] : point;
}

dl_span dl_coded_span(dl_coded *c, const json_t *object) {
  uint32_t begin = dl_coded_count(c, object, "begin", c->points), end = dl_coded_count(c, object, "end", c->points);
  const json_t *text = json_object_get(object, "text");
  if (c->code) return (dl_span){0, 0};
  dl_span span = {byte_of(c, begin), byte_of(c, end)};
  if (begin > end) {
    dl_coded_bad(c, "a span from %u to %u", begin, end);
  } else if (text && c->whole) { /* of a text that was put together it stands there already */
    size_t size = json_string_length(text);
    const char *bytes = json_string_value(text), *there = c->doc->text + span.begin;
    bool same = json_is_string(text) && size == span.end - span.begin;
    for (size_t i = 0; same && i < size; i++) same = bytes[i] == there[i] || (bytes[i] == '\0' && there[i] == ' ');
    if (!same) dl_coded_bad(c, "the text from %u to %u is not '%.60s'", begin, end, bytes ? bytes : "");
  }
  return span;
}

dl_span dl_coded_span_of(dl_coded *c, const json_t *object, const char *key) {
  json_t *value = json_object_get(object, key);
  if (json_is_object(value)) return dl_coded_span(c, value);
  dl_coded_bad(c, "no object '%s'", key);
  return (dl_span){0, 0};
}

uint32_t dl_coded_id(dl_coded *c, const json_t *value, char letter, uint32_t count) {
  const char *text = json_string_value(value);
  uint64_t number = 0;
  size_t i = 1;
  if (text && text[0] == letter && text[1] >= '1' && text[1] <= '9')
    for (; i < 11 && dl_is_digit(text[i]); i++) number = number * 10 + (uint64_t)(text[i] - '0');
  if (number >= 1 && number <= count && !text[i]) return (uint32_t)number - 1;
  dl_coded_bad(c, "'%.40s' is none of the ids %c1, %c2 ...", text ? text : "", letter, letter);
  return 0;
}

void dl_coded_ids(dl_coded *c, const json_t *object, const char *key, char letter, uint32_t count, dl_indices *out) {
  json_t *list = dl_coded_list(c, object, key);
  for (size_t i = 0; i < json_array_size(list) && !c->code; i++)
    *DL_PUSH(c->doc->arena, out->items, out->count, out->capacity) =
        dl_coded_id(c, json_array_get(list, i), letter, count);
}

uint8_t dl_coded_name(dl_coded *c, const json_t *object, const char *key, const char *(*name)(unsigned),
                      unsigned count) {
  const char *text = json_string_value(json_object_get(object, key));
  for (unsigned i = 0; text && i < count; i++)
    if (strcmp(name(i), text) == 0) return (uint8_t)i;
  dl_coded_bad(c, text ? "'%s' cannot be '%.40s'" : "no string '%s'", key, text);
  return 0;
}

/* ---- the text ---- */

/* A text that is put together of what the line quotes. */
typedef struct piecing {
  dl_coded *c;
  uint32_t *points, count, capacity;
} piecing;

static void put_piece(piecing *p, uint32_t begin, uint32_t end, const char *bytes, size_t size) {
  const char *at = bytes, *stop = bytes + size;
  for (uint32_t i = begin; i < end; i++) {
    uint32_t point = 0;
    at += dl_utf8_decode(at, stop, &point);
    if (point == 0) point = ' ';
    if (p->points[i] != 0 && p->points[i] != point) {
      dl_coded_bad(p->c, "what it quotes from %u to %u is told in two ways: '%.60s'", begin, end, bytes);
      return;
    }
    p->points[i] = point;
  }
}

/* A place in the text, and the characters there, if they are told. */
static void put_place(piecing *p, json_int_t from, json_int_t to, const json_t *text) {
  const char *bytes = json_string_value(text);
  size_t size = json_string_length(text);
  if (from < 0 || from > to || to > DL_TEXT_MAX) {
    dl_coded_bad(p->c, "a span from %lld to %lld", (long long)from, (long long)to);
    return;
  }
  while (p->count < to) *DL_PUSH(p->c->doc->arena, p->points, p->count, p->capacity) = 0;
  if (!bytes) return;
  if (from + (json_int_t)dl_utf8_count(bytes, size) != to)
    dl_coded_bad(p->c, "'%.60s' cannot stand from %lld to %lld", bytes, (long long)from, (long long)to);
  else
    put_piece(p, (uint32_t)from, (uint32_t)to, bytes, size);
}

/* Every object that tells a place, wherever it stands. */
static void put_pieces(piecing *p, const json_t *value) {
  const json_t *begin = json_object_get(value, "begin"), *end = json_object_get(value, "end");
  const char *key;
  json_t *inner;
  if (p->c->code) return;
  if (json_is_integer(begin) && json_is_integer(end))
    put_place(p, json_integer_value(begin), json_integer_value(end), json_object_get(value, "text"));
  if (json_is_object(value)) {
    json_object_foreach((json_t *)value, key, inner) put_pieces(p, inner);
  } else {
    for (size_t i = 0; i < json_array_size(value); i++) put_pieces(p, json_array_get(value, i));
  }
}

static void piece_together(dl_coded *c, const json_t *line) {
  piecing p = {.c = c};
  put_pieces(&p, line);
  char *text = dl_arena_take(c->doc->arena, (size_t)p.count * 4 + 1);
  uint32_t size = 0;
  for (uint32_t i = 0; i < p.count; i++) size += dl_utf8_encode(p.points[i] ? p.points[i] : ' ', text + size);
  text[size] = '\0';
  c->doc->text = text;
  c->doc->text_size = size;
}

void dl_coded_text(dl_coded *c, const json_t *line) {
  const json_t *given = json_object_get(line, "text");
  dl_document *doc = c->doc;
  c->whole = given != NULL;
  if (!given) {
    piece_together(c, line);
  } else if (json_is_string(given) && json_string_length(given) <= DL_TEXT_MAX) {
    size_t size = json_string_length(given);
    char *text = dl_arena_strndup(doc->arena, json_string_value(given), size);
    for (char *nul = text; (nul = memchr(nul, '\0', (size_t)(text + size - nul))) != NULL;) *nul++ = ' ';
    doc->text = text;
    doc->text_size = (uint32_t)size;
  } else {
    dl_coded_bad(c, "'text' is not a string of at most %d MiB", DL_TEXT_MAX >> 20);
  }
  c->points = (uint32_t)dl_utf8_count(doc->text, doc->text_size);
  if (c->points == doc->text_size) return;
  c->bytes = dl_arena_take(doc->arena, ((size_t)c->points + 1) * sizeof *c->bytes);
  uint32_t point = 0;
  for (uint32_t i = 0; i < doc->text_size; i++)
    if (((unsigned char)doc->text[i] & 0xC0) != 0x80) c->bytes[point++] = i;
  c->bytes[c->points] = doc->text_size;
}
