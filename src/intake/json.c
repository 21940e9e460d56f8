#include <jansson.h>
#include <string.h>

#include "base/guard.h"
#include "intake/intake.h"

typedef struct reading {
  json_t *object;
  const char *name;
  unsigned long line;
  dl_document *doc;
} reading;

static int field(const reading *r, const char *key, const char **to, dl_status *status) {
  json_t *value = json_object_get(r->object, key);
  /* What code printed of a text stands in "doc"; the language is what it found, not what the text states. */
  if (!value && strcmp(key, "language") != 0) value = json_object_get(json_object_get(r->object, "doc"), key);
  if (!value || json_is_null(value)) return DL_OK;
  if (!json_is_string(value)) return dl_fail(status, DL_EINPUT, "%s:%lu: '%s' is not a string", r->name, r->line, key);
  *to = dl_arena_strndup(r->doc->arena, json_string_value(value), json_string_length(value));
  return DL_OK;
}

static int read_object(void *context, dl_status *status) {
  const reading *r = context;
  dl_document *doc = r->doc;
  if (!json_is_object(r->object)) return dl_fail(status, DL_EINPUT, "%s:%lu: not a JSON object", r->name, r->line);
  json_t *text = json_object_get(r->object, "text");
  if (!json_is_string(text)) return dl_fail(status, DL_EINPUT, "%s:%lu: no string 'text'", r->name, r->line);
  doc->text = dl_arena_strndup(doc->arena, json_string_value(text), json_string_length(text));
  doc->text_size = (uint32_t)json_string_length(text);
  struct { const char *key, **to; } fields[] = {{"id", &doc->id}, {"date", &doc->date}, {"title", &doc->title}, {"source", &doc->source},
                                                {"url", &doc->url}, {"language", &doc->language}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    int code = field(r, fields[i].key, fields[i].to, status);
    if (code != DL_OK) return code;
  }
  if (doc->date[0] && !dl_date_valid(doc->date))
    return dl_fail(status, DL_EINPUT, "%s:%lu: 'date' is '%s', not YYYY-MM-DD", r->name, r->line, doc->date);
  return DL_OK;
}

int dl_read_json(const char *name, unsigned long line, const char *bytes, size_t size, dl_document *doc, dl_status *status) {
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) { /* a byte-order mark before the first line */
    bytes += 3;
    size -= 3;
  }
  json_error_t error;
  json_t *object = json_loadb(bytes, size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
  if (!object && !error.text[0]) return dl_fail(status, DL_EMEMORY, "%s:%lu: out of memory", name, line); /* jansson says nothing of that */
  if (!object) return dl_fail(status, DL_EINPUT, "%s:%lu: column %d: %s", name, line, error.column, error.text);
  int code = dl_guard_run(read_object, &(reading){object, name, line, doc}, status);
  json_decref(object);
  return code == DL_EMEMORY ? dl_fail(status, code, "%s:%lu: out of memory", name, line) : code;
}
