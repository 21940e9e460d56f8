#include "score/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void dl_gold_fault(dl_gold_reader *r, const char *format, ...) {
  char reason[200];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(reason, sizeof reason, format, arguments);
  va_end(arguments);
  dl_fault(r->faults, r->path, r->line, "%s%s", r->where, reason);
}

static const char *copy(dl_gold_reader *r, json_t *string) {
  return dl_arena_strndup(r->arena, json_string_value(string), json_string_length(string));
}

const char *dl_gold_string(dl_gold_reader *r, json_t *object, const char *key) {
  json_t *value = json_object_get(object, key);
  if (json_is_string(value)) return copy(r, value);
  if (value && !json_is_null(value)) dl_gold_fault(r, "'%s' is not a string", key);
  return "";
}

bool dl_gold_flag(dl_gold_reader *r, json_t *object, const char *key) {
  json_t *value = json_object_get(object, key);
  if (value && !json_is_boolean(value)) dl_gold_fault(r, "'%s' is not true or false", key);
  return json_is_true(value);
}

size_t dl_gold_items(json_t *object, const char *key) {
  json_t *value = json_object_get(object, key);
  if (!value || json_is_null(value)) return 0;
  return json_is_array(value) ? json_array_size(value) : 1;
}

json_t *dl_gold_item(json_t *object, const char *key, size_t index) {
  json_t *value = json_object_get(object, key);
  return json_is_array(value) ? json_array_get(value, index) : value;
}

void dl_gold_add_words(dl_gold_reader *r, json_t *object, const char *key, dl_gold_words *words) {
  for (size_t i = 0; i < dl_gold_items(object, key); i++) {
    json_t *item = dl_gold_item(object, key, i);
    if (json_is_string(item))
      *DL_PUSH(r->arena, words->items, words->count, words->capacity) = copy(r, item);
    else
      dl_gold_fault(r, "'%s' holds what is not a string", key);
  }
}

/* ---- spans ---- */

/* The code point that begins at this byte. */
static uint32_t code_point_at(const dl_gold_reader *r, uint32_t byte) {
  uint32_t low = 0, high = r->length;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (r->at[middle] < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool dl_gold_is_word(uint32_t cp) {
  return cp == '_' || dl_utf8_is_letter(cp) || dl_utf8_is_digit(cp);
}

static bool stands_alone(const dl_gold_reader *r, const char *begin, const char *end) {
  uint32_t before = ' ', behind = ' ', first, last;
  if (begin > r->text) dl_utf8_decode_back(r->text, begin, &before);
  if (end < r->text + r->text_size) dl_utf8_decode(end, r->text + r->text_size, &behind);
  dl_utf8_decode(begin, end, &first);
  dl_utf8_decode_back(begin, end, &last);
  return !(dl_gold_is_word(before) && dl_gold_is_word(first)) && !(dl_gold_is_word(behind) && dl_gold_is_word(last));
}

dl_gold_spans dl_gold_places(dl_gold_reader *r, const char *words, size_t size) {
  dl_gold_spans out = {0};
  const char *at = r->text, *end = r->text + r->text_size;
  while (size > 0 && (at = memmem(at, (size_t)(end - at), words, size)) != NULL) {
    uint32_t begin = (uint32_t)(at - r->text);
    if (stands_alone(r, at, at + size))
      *DL_PUSH(r->arena, out.items, out.count, out.capacity) =
          (dl_gold_span){code_point_at(r, begin), code_point_at(r, begin + (uint32_t)size)};
    at++;
  }
  return out;
}

static bool find_words(dl_gold_reader *r, const char *words, const char *what, dl_gold_span *span) {
  const char *mark = strrchr(words, '#');
  char *rest = NULL;
  unsigned long nth = mark && mark[1] >= '1' && mark[1] <= '9' ? strtoul(mark + 1, &rest, 10) : 0;
  if (nth > 0 && *rest) nth = 0;
  size_t size = nth > 0 ? (size_t)(mark - words) : strlen(words);
  dl_gold_spans places = dl_gold_places(r, words, size);
  if (places.count == 0) {
    dl_gold_fault(r, "the %s '%.*s' is not in the text", what, (int)size, words);
  } else if (nth > places.count) {
    dl_gold_fault(r, "the %s '%s': '%.*s' stands in the text %u times", what, words, (int)size, words, places.count);
  } else if (nth == 0 && places.count > 1) {
    dl_gold_fault(r, "the %s '%s' stands in the text %u times: '%s#1' is the first", what, words, places.count, words);
  } else {
    *span = places.items[nth > 0 ? nth - 1 : 0];
    return true;
  }
  return false;
}

bool dl_gold_read_span(dl_gold_reader *r, json_t *value, const char *what, dl_gold_span *span) {
  if (json_is_string(value)) return find_words(r, copy(r, value), what, span);
  json_t *begin = json_object_get(value, "begin"), *end = json_object_get(value, "end"),
         *text = json_object_get(value, "text");
  if (!json_is_integer(begin) || !json_is_integer(end)) {
    dl_gold_fault(r, "the %s has no whole numbers 'begin' and 'end', nor is it a string", what);
    return false;
  }
  json_int_t from = json_integer_value(begin), to = json_integer_value(end);
  if (from < 0 || from >= to || to > (json_int_t)r->length) {
    dl_gold_fault(r, "the %s %lld to %lld lies outside the text, which has %u code points", what, (long long)from,
                  (long long)to, r->length);
    return false;
  }
  *span = (dl_gold_span){(uint32_t)from, (uint32_t)to};
  const char *stands = r->text + r->at[from];
  size_t size = r->at[to] - r->at[from];
  if (!json_is_string(text) || json_string_length(text) == 0) return true;
  if (json_string_length(text) == size && memcmp(json_string_value(text), stands, size) == 0) return true;
  dl_gold_fault(r, "the %s is '%.60s', but the text has '%.*s' at %u", what, json_string_value(text),
                (int)(size < 60 ? size : 60), stands, span->begin);
  return false;
}
