#include "score/gold.h"

#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "base/utf8.h"
#include "intake/intake.h"
#include "score/reader.h"

/* ---- entities, attributions, links of the contract's form ---- */

static json_t *find_by_id(json_t *list, const char *id) {
  json_t *item;
  size_t i;
  json_array_foreach(list, i, item) {
    const char *known = json_string_value(json_object_get(item, "id"));
    if (known && strcmp(known, id) == 0) return item;
  }
  return NULL;
}

static void read_attribution(dl_gold_reader *r, json_t *object, dl_gold_attribution *a) {
  a->id = dl_gold_string(r, object, "id");
  a->name = "";
  a->parent = -1;
  json_t *source = json_object_get(object, "source"), *span = json_object_get(object, "source_span"), *mention;
  a->named = json_is_string(source);
  json_t *entity = a->named ? find_by_id(json_object_get(r->object, "entities"), json_string_value(source)) : NULL;
  if (a->named && !entity) dl_gold_fault(r, "attribution %.40s: its source is none of the entities", a->id);
  if (entity) a->name = dl_gold_string(r, entity, "name");
  size_t i;
  dl_gold_span at;
  json_array_foreach(json_object_get(entity, "mentions"), i,
                     mention) if (dl_gold_read_span(r, mention, "mention", &at)) *
      DL_PUSH(r->arena, a->spans.items, a->spans.count, a->spans.capacity) = at;
  if (span && !json_is_null(span) && dl_gold_read_span(r, span, "source_span", &at))
    *DL_PUSH(r->arena, a->spans.items, a->spans.count, a->spans.capacity) = at;
}

static void read_attributions(dl_gold_reader *r) {
  json_t *list = json_object_get(r->object, "attributions"), *object;
  dl_gold *gold = r->gold;
  size_t i;
  json_array_foreach(list, i, object) read_attribution(
      r, object, DL_PUSH(r->arena, gold->attributions, gold->attribution_count, gold->attribution_capacity));
  json_array_foreach(list, i, object) {
    const char *parent = dl_gold_string(r, object, "parent");
    for (uint32_t k = 0; parent[0] && k < gold->attribution_count; k++)
      if (strcmp(gold->attributions[k].id, parent) == 0) gold->attributions[i].parent = (int32_t)k;
  }
}

static void read_links(dl_gold_reader *r) {
  json_t *object;
  size_t i;
  r->where = "links: ";
  json_array_foreach(json_object_get(r->object, "links"), i, object) {
    const char *type = dl_gold_string(r, object, "type");
    int from = dl_gold_event_of(r, dl_gold_string(r, object, "from")),
        to = dl_gold_event_of(r, dl_gold_string(r, object, "to"));
    if (from < 0 || to < 0 || strcmp(type, "DENIES") != 0) continue; /* the others are not scored */
    dl_gold_denial denial = {.from = (uint32_t)from, .optional = dl_gold_flag(r, object, "optional")};
    *DL_PUSH(r->arena, denial.to.items, denial.to.count, denial.to.capacity) = (uint32_t)to;
    dl_gold_words more = {0};
    dl_gold_add_words(r, object, "to_alt", &more);
    for (uint32_t k = 0; k < more.count; k++)
      if ((to = dl_gold_event_of(r, more.items[k])) >= 0)
        *DL_PUSH(r->arena, denial.to.items, denial.to.count, denial.to.capacity) = (uint32_t)to;
    *DL_PUSH(r->arena, r->gold->denials, r->gold->denial_count, r->gold->denial_capacity) = denial;
  }
}

/* ---- a line ---- */

static void index_text(dl_gold_reader *r, json_t *text) {
  r->text_size = json_string_length(text);
  r->text = dl_arena_strndup(r->arena, json_string_value(text), r->text_size);
  r->at = dl_arena_alloc(r->arena, (dl_utf8_count(r->text, r->text_size) + 1) * sizeof *r->at);
  for (const char *at = r->text, *end = r->text + r->text_size; at < end; r->length++) {
    uint32_t cp;
    r->at[r->length] = (uint32_t)(at - r->text);
    at += dl_utf8_decode(at, end, &cp);
  }
  r->at[r->length] = (uint32_t)r->text_size;
}

/* The id that the document has when it is coded: its own, which may be a number, else the file's name and the line. */
static const char *id_of(dl_gold_reader *r) {
  const char *base = strrchr(r->path, '/'), *id = "";
  json_t *holder = json_object_get(r->object, "id") ? r->object : json_object_get(r->object, "doc");
  json_t *number = json_object_get(holder, "id");
  if (json_is_integer(number))
    id = dl_arena_printf(r->arena, "%lld", (long long)json_integer_value(number));
  else if (json_is_object(holder))
    id = dl_gold_string(r, holder, "id");
  return id[0] ? id : dl_arena_printf(r->arena, "%s:%u", base ? base + 1 : r->path, r->line);
}

typedef struct reading {
  dl_gold_reader *reader;
  dl_golds *golds;
} reading;

static int read_object(void *context, dl_status *status) {
  dl_gold_reader *r = ((reading *)context)->reader;
  dl_golds *golds = ((reading *)context)->golds;
  (void)status;
  json_t *text = json_object_get(r->object, "text");
  if (!json_is_string(text)) {
    dl_gold_fault(r, "no string 'text'");
    return DL_OK;
  }
  index_text(r, text);
  r->gold = dl_arena_alloc(r->arena, sizeof *r->gold);
  r->gold->id = id_of(r);
  r->gold->line = r->line;
  if (dl_gold_find(golds, r->gold->id)) dl_gold_fault(r, "a second document of the id '%.100s'", r->gold->id);
  read_attributions(r);
  dl_gold_read_events(r);
  read_links(r);
  *DL_PUSH(r->arena, golds->items, golds->count, golds->capacity) = r->gold;
  return DL_OK;
}

static int read_line(dl_gold_reader *r, dl_golds *golds, const char *bytes, size_t size, dl_status *status) {
  json_error_t error;
  if (!dl_utf8_valid(bytes, size, NULL)) {
    dl_gold_fault(r, "not UTF-8");
    return DL_OK;
  }
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) bytes += 3, size -= 3;
  while (size > 0 && (bytes[size - 1] == '\n' || bytes[size - 1] == '\r')) size--;
  r->object = json_loadb(bytes, size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
  if (!r->object) {
    dl_gold_fault(r, "column %d: %s", error.column, error.text);
    return DL_OK;
  }
  int code = dl_guard_run(read_object, &(reading){r, golds}, status);
  json_decref(r->object);
  return code;
}

int dl_gold_read(const char *path, const dl_model *model, dl_arena *arena, dl_golds *golds, dl_faults *faults,
                 dl_status *status) {
  dl_intake *intake = NULL;
  int code = dl_intake_open(path, DL_INPUT_JSONL, NULL, &intake, status);
  while (code == DL_OK) {
    dl_raw raw = {0};
    code = dl_intake_next(intake, &raw, status);
    dl_gold_reader r = {
        .arena = arena, .model = model, .faults = faults, .path = path, .line = (uint32_t)raw.line, .where = ""};
    if (code == DL_OK && raw.bytes) code = read_line(&r, golds, raw.bytes, raw.size, status);
    bool more = raw.bytes != NULL;
    free(raw.bytes);
    if (!more) break;
  }
  dl_intake_close(intake);
  return code;
}

const dl_gold *dl_gold_find(const dl_golds *golds, const char *id) {
  for (uint32_t i = 0; i < golds->count; i++)
    if (strcmp(golds->items[i]->id, id) == 0) return golds->items[i];
  return NULL;
}
