#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/guard.h"
#include "intake/fields.h"

/* "'body' is a number": what stands where a string should. */
static const char *type_of(const json_t *value) {
  switch (json_typeof(value)) {
    case JSON_OBJECT:
      return "an object";
    case JSON_ARRAY:
      return "an array";
    case JSON_STRING:
      return "a string";
    case JSON_NULL:
      return "null";
    case JSON_TRUE:
    case JSON_FALSE:
      return "true or false";
    default:
      return "a number";
  }
}

/* A number becomes its text, but for one that is too large to be told from those beside it. */
static bool number_text(const json_t *value, char *out, size_t size) {
  if (json_is_real(value) && fabs(json_real_value(value)) >= 9007199254740992.0) return false; /* 2^53 */
  size_t made = json_dumpb(value, out, size - 1, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
  if (made == 0 || made >= size) return false;
  out[made] = '\0';
  return true;
}

static int read_field(const dl_raw *raw, json_t *object, int field, dl_document *doc, dl_status *status) {
  const char *key = raw->fields->names[field];
  const char **to = dl_field_of(doc, field);
  json_t *value = json_object_get(object, key);
  char number[64], place[DL_PLACE_SIZE];
  /* What code printed of a text stands in "doc"; the language is what it found, not what the text states. */
  if (!value && field != DL_FIELD_LANGUAGE) value = json_object_get(json_object_get(object, "doc"), key);
  if (field == DL_FIELD_SOURCE && json_is_object(value))
    value = json_object_get(value, "name"); /* {"id": null, "name": "BBC News"} */
  if (!to || !value || json_is_null(value)) return DL_OK;
  if (json_is_string(value)) {
    *to = dl_text_copy(doc->arena, json_string_value(value), json_string_length(value));
  } else if ((field == DL_FIELD_ID || field == DL_FIELD_DATE) && json_is_number(value)) {
    if (!number_text(value, number, sizeof number))
      return dl_fail(status, DL_EINPUT, "%s:%s: '%s' is a number too large to be read exactly; write it in quotes",
                     raw->name, dl_raw_place(raw, place), key);
    *to = dl_arena_strndup(doc->arena, number, strlen(number));
  } else {
    return dl_fail(status, DL_EINPUT, "%s:%s: '%s' is not a string: it is %s", raw->name, dl_raw_place(raw, place), key,
                   type_of(value));
  }
  return DL_OK;
}

/* The object has no text: the message tells what it has. */
static int no_text(const dl_raw *raw, json_t *object, dl_status *status) {
  const char *name = raw->fields->names[DL_FIELD_TEXT], *key;
  json_t *text = json_object_get(object, name), *value;
  char place[DL_PLACE_SIZE];
  dl_raw_place(raw, place);
  if (text) return dl_fail(status, DL_EINPUT, "%s:%s: no string '%s': it is %s", raw->name, place, name, type_of(text));
  dl_buffer members = {0};
  json_object_foreach(object, key, value) {
    if (members.size > 200) break;
    dl_buffer_printf(&members, "%s%s", members.size ? ", " : "", key);
  }
  dl_fail(status, DL_EINPUT, "%s:%s: no string '%s'; its members are: %s (--columns %s=NAME tells which is meant)",
          raw->name, place, name, members.size ? members.data : "none", dl_fields_default()->names[DL_FIELD_TEXT]);
  dl_buffer_free(&members);
  return DL_EINPUT;
}

typedef struct reading {
  const dl_raw *raw;
  json_t *object;
  dl_document *doc;
} reading;

static int read_object(void *context, dl_status *status) {
  const reading *r = context;
  const dl_raw *raw = r->raw;
  dl_document *doc = r->doc;
  if (!json_is_object(r->object)) return dl_fail(status, DL_EINPUT, "%s:%lu: not a JSON object", raw->name, raw->line);
  json_t *text = json_object_get(r->object, raw->fields->names[DL_FIELD_TEXT]);
  if (!json_is_string(text)) return no_text(raw, r->object, status);
  doc->text = dl_text_copy(doc->arena, json_string_value(text), json_string_length(text));
  doc->text_size = (uint32_t)json_string_length(text);
  for (int field = 0; field < DL_FIELDS; field++) {
    int code = read_field(raw, r->object, field, doc, status);
    if (code != DL_OK) return code;
  }
  return dl_field_date(raw, doc, status);
}

/* What jansson says is wrong, at its place in the input. */
static int not_json(const dl_raw *raw, const json_error_t *error, dl_status *status) {
  if (!error->text[0])
    return dl_fail(status, DL_EMEMORY, "%s:%lu: out of memory", raw->name,
                   raw->line); /* jansson says nothing of that */
  unsigned long line = raw->line + (unsigned long)(error->line > 1 ? error->line - 1 : 0),
                column = (unsigned long)error->column;
  if (error->line <= 1 && raw->column > 1) column += raw->column - 1;
  return dl_fail(status, DL_EINPUT, "%s:%lu: column %lu: %s", raw->name, line, column, error->text);
}

int dl_read_json(const dl_raw *raw, dl_document *doc, dl_status *status) {
  const char *bytes = raw->bytes;
  size_t size = raw->size, flags = JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES;
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) { /* a byte-order mark before the first line */
    bytes += 3;
    size -= 3;
  }
  while (size > 0 && (bytes[size - 1] == '\n' || bytes[size - 1] == '\r'))
    size--; /* what is wrong at the end is wrong on this line */
  json_error_t error;
  json_t *object = json_loadb(bytes, size, flags, &error);
  if (!object && error.text[0] && json_error_code(&error) == json_error_numeric_overflow)
    object = json_loadb(bytes, size, flags | JSON_DECODE_INT_AS_REAL, &error);
  if (!object) return not_json(raw, &error, status);
  dl_raw named = *raw;
  if (!named.fields) named.fields = dl_fields_default();
  int code = dl_guard_run(read_object, &(reading){&named, object, doc}, status);
  json_decref(object);
  return code == DL_EMEMORY ? dl_fail(status, code, "%s:%lu: out of memory", raw->name, raw->line) : code;
}
