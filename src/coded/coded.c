#include "coded/coded.h"

#include <string.h>

#include "base/guard.h"
#include "base/sha256.h"
#include "coded/reader.h"
#include "times/when.h"

/* ---- the document ---- */

static void read_made_by(dl_coded *c, const json_t *line) {
  static const char *const keys[] = {"program", "data", "dictionaries", "codebook"};
  const json_t *made_by = json_object_get(line, "made_by");
  const char **values = dl_arena_alloc(c->doc->arena, sizeof keys);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    values[i] = i == 2 && !json_object_get(made_by, keys[i]) ? "" : dl_coded_string(c, made_by, keys[i]);
  c->doc->made_by = values;
}

/* Ids that `code` made up of a file's name or a line's number are no names that a ledger could know a text by. */
static bool made_up(const char *id) {
  const char *colon = strrchr(id, ':');
  size_t size = strlen(id);
  if (colon && colon[1] && !colon[1 + strspn(colon + 1, "0123456789")]) return true;
  return (size > 4 && (strcmp(id + size - 4, ".txt") == 0 || strcmp(id + size - 4, ".htm") == 0)) ||
         (size > 5 && strcmp(id + size - 5, ".html") == 0) || strcmp(id, "standard input") == 0;
}

static void read_head(dl_coded *c, const json_t *line) {
  dl_document *doc = c->doc;
  const json_t *head = json_object_get(line, "doc");
  if (!json_is_object(head) || !json_is_object(json_object_get(line, "made_by")))
    dl_coded_bad(c, "no objects 'doc' and 'made_by': this is not what `code --format jsonl` printed");
  doc->id = dl_coded_string(c, head, "id");
  doc->date = dl_coded_string(c, head, "date");
  doc->title = dl_coded_string(c, head, "title");
  doc->source = dl_coded_string(c, head, "source");
  doc->url = dl_coded_string(c, head, "url");
  doc->language = dl_coded_string(c, head, "language");
  if (!doc->id[0] || !doc->language[0]) dl_coded_bad(c, "its id or its language is empty");
  if (doc->date[0] && !dl_date_valid(doc->date)) dl_coded_bad(c, "the date '%.40s' is not YYYY-MM-DD", doc->date);
  if (json_object_get(line, "identity"))
    doc->identity = dl_coded_string(c, line, "identity");
  else if (!made_up(doc->id))
    doc->identity = dl_arena_printf(doc->arena, "id\t%s\t%s", doc->source, doc->id);
  else if (dl_names_page(doc->url))
    doc->identity = dl_arena_printf(doc->arena, "url\t%s\t%s", doc->source, doc->url);
}

static const dl_place *read_place(dl_coded *c, const json_t *entity) {
  json_t *at = dl_coded_object(c, entity, "place");
  if (!at) return NULL;
  dl_place *place = dl_arena_alloc(c->doc->arena, sizeof *place);
  place->name = dl_coded_string(c, at, "name");
  place->country = dl_coded_code(c, at, "country");
  place->lat = dl_coded_number(c, at, "lat");
  place->lon = dl_coded_number(c, at, "lon");
  place->geonames = dl_coded_count(c, at, "geonames", UINT32_MAX);
  place->feature = "";
  place->kind = DL_PLACE_KINDS;
  return place;
}

/* Entities that were joined with others are not printed: their numbers are left out. */
static void read_entities(dl_coded *c, const json_t *line) {
  json_t *list = dl_coded_list(c, line, "entities");
  dl_document *doc = c->doc;
  c->list = "entities";
  for (c->at = 0; c->at < json_array_size(list) && !c->code; c->at++) {
    const json_t *one = json_array_get(list, c->at);
    uint32_t number = dl_coded_id(c, json_object_get(one, "id"), 'E', DL_TEXT_MAX);
    if (!c->code && number < doc->entity_count) dl_coded_bad(c, "its id is not behind the one before");
    while (!c->code && doc->entity_count < number)
      *DL_PUSH(doc->arena, doc->entities, doc->entity_count, doc->entity_capacity) = (dl_entity){.name = ""};
    *DL_PUSH(doc->arena, doc->entities, doc->entity_count, doc->entity_capacity) =
        (dl_entity){.name = dl_coded_string(c, one, "name"),
                    .code = dl_coded_code(c, one, "code"),
                    .country = dl_coded_code(c, one, "country"),
                    .place = read_place(c, one)};
  }
  c->list = NULL;
}

/* ---- attributions ---- */

static int32_t read_source(dl_coded *c, const json_t *value) {
  return json_is_null(value) ? -1 : (int32_t)dl_coded_id(c, value, 'E', c->doc->entity_count);
}

static void read_attribution(dl_coded *c, const json_t *one, uint32_t count) {
  dl_attribution *a =
      DL_PUSH(c->doc->arena, c->doc->attributions, c->doc->attribution_count, c->doc->attribution_capacity);
  json_t *span = dl_coded_object(c, one, "source_span"), *parts = dl_coded_list(c, one, "content");
  const json_t *parent = json_object_get(one, "parent");
  if (dl_coded_id(c, json_object_get(one, "id"), 'A', UINT32_MAX) != c->at)
    dl_coded_bad(c, "its id is not A%zu", c->at + 1);
  a->entity = read_source(c, json_object_get(one, "source"));
  a->mention = -1;
  if (span) a->source = dl_coded_span(c, span);
  a->cue = dl_coded_span_of(c, one, "cue");
  for (size_t i = 0; i < json_array_size(parts) && !c->code; i++)
    *DL_PUSH(c->doc->arena, a->content, a->content_count, a->content_capacity) =
        dl_coded_span(c, json_array_get(parts, i));
  a->type = dl_coded_name(c, one, "type", dl_attribution_type_name, DL_MIXED + 1);
  a->manner = dl_coded_string(c, one, "stance");
  a->parent = json_is_null(parent) ? -1 : (int32_t)dl_coded_id(c, parent, 'A', count);
}

/* An attribution that stood in itself, through others, would be looked through without an end. */
static void check_parents(dl_coded *c) {
  const dl_document *doc = c->doc;
  for (c->at = 0; c->at < doc->attribution_count && !c->code; c->at++) {
    uint32_t steps = 0;
    for (int32_t a = doc->attributions[c->at].parent; a >= 0 && steps <= doc->attribution_count; steps++)
      a = doc->attributions[a].parent;
    if (steps > doc->attribution_count) dl_coded_bad(c, "it stands in itself");
  }
}

static void read_attributions(dl_coded *c, const json_t *line) {
  json_t *list = dl_coded_list(c, line, "attributions");
  uint32_t count = (uint32_t)json_array_size(list);
  c->list = "attributions";
  for (c->at = 0; c->at < count && !c->code; c->at++) read_attribution(c, json_array_get(list, c->at), count);
  if (!c->code) check_parents(c);
  c->list = NULL;
}

/* ---- events ---- */

static void read_parties(dl_coded *c, const json_t *event, const char *key, dl_participants *out) {
  json_t *list = dl_coded_list(c, event, key);
  for (size_t i = 0; i < json_array_size(list) && !c->code; i++) {
    const json_t *one = json_array_get(list, i);
    *DL_PUSH(c->doc->arena, out->items, out->count, out->capacity) =
        (dl_participant){.mention = -1,
                         .entity = read_source(c, json_object_get(one, "entity")),
                         .span = dl_coded_span(c, one),
                         .code = dl_coded_code(c, one, "code"),
                         .country = dl_coded_code(c, one, "country"),
                         .sector = dl_coded_code(c, one, "sector")};
  }
}

/* null: open */
static double read_end(dl_coded *c, const json_t *phrase, const char *key) {
  return json_is_null(json_object_get(phrase, key)) ? -1 : dl_coded_number(c, phrase, key);
}

static void read_phrases(dl_coded *c, const json_t *event, const char *key, dl_phrases *out) {
  json_t *list = dl_coded_list(c, event, key);
  bool sized = key[0] == 'm', classed = key[0] == 'o';
  for (size_t i = 0; i < json_array_size(list) && !c->code; i++) {
    const json_t *one = json_array_get(list, i);
    dl_phrase *p = DL_PUSH(c->doc->arena, out->items, out->count, out->capacity);
    p->span = dl_coded_span(c, one);
    p->klass = sized ? dl_coded_string(c, one, "kind") : classed ? dl_coded_string(c, one, "class") : "";
    p->unit = sized ? dl_coded_string(c, one, "unit") : "";
    if (!sized) continue;
    p->value = dl_coded_number(c, one, "value");
    p->low = read_end(c, one, "low");
    p->high = read_end(c, one, "high");
    p->bound = dl_coded_name(c, one, "bound", dl_bound_name, DL_RANGE + 1);
  }
}

/* A ledger keeps the places that are said to be the event's. */
static void read_places(dl_coded *c, const json_t *event, dl_event *v) {
  json_t *list = dl_coded_list(c, event, "place");
  v->place_guess = -1;
  v->place_source = dl_coded_name(c, event, "place_source", dl_place_source_name, DL_PLACE_SEAT + 1);
  for (size_t i = 0; v->place_source == DL_PLACE_SAID && i < json_array_size(list) && !c->code; i++)
    *DL_PUSH(c->doc->arena, v->place.items, v->place.count, v->place.capacity) =
        dl_coded_id(c, json_object_get(json_array_get(list, i), "entity"), 'E', c->doc->entity_count);
}

static const char *read_day(dl_coded *c, const json_t *time, const char *key) {
  const char *day = dl_coded_string(c, time, key);
  if (day[0] && !dl_date_valid(day)) dl_coded_bad(c, "the day '%.40s' is not YYYY-MM-DD", day);
  return day;
}

static void read_when(dl_coded *c, const json_t *event, dl_event *v) {
  json_t *time = dl_coded_object(c, event, "time");
  dl_when *when = dl_arena_alloc(c->doc->arena, sizeof *when);
  when->date = when->begin = when->end = dl_coded_string(c, event, "date");
  when->source = dl_coded_name(c, event, "time_source", dl_time_source_name, DL_TIME_NONE + 1);
  if (when->source < DL_TIME_PUBLICATION) {
    when->begin = time ? read_day(c, time, "begin") : "";
    when->end = time ? read_day(c, time, "end") : "";
    if (!when->begin[0] || !when->end[0]) dl_coded_bad(c, "its time has no days");
  } else if (when->date[0] && !dl_date_valid(when->date)) {
    dl_coded_bad(c, "its date '%.40s' is not YYYY-MM-DD", when->date);
  }
  v->time = v->until = -1;
  v->when = when;
}

static void read_factuality(dl_coded *c, const json_t *event, dl_event *v) {
  json_t *list = dl_coded_list(c, event, "factuality");
  for (size_t i = 0; i < json_array_size(list) && !c->code; i++) {
    const json_t *one = json_array_get(list, i), *source = json_object_get(one, "source");
    const char *name = json_string_value(source);
    *DL_PUSH(c->doc->arena, v->factuality, v->factuality_count, v->factuality_capacity) = (dl_factuality){
        json_is_null(source)                  ? -2
        : name && strcmp(name, "AUTHOR") == 0 ? -1
                                              : (int32_t)dl_coded_id(c, source, 'E', c->doc->entity_count),
        dl_coded_name(c, one, "value", dl_factuality_name, DL_UU + 1)};
  }
}

static void read_words(dl_coded *c, const json_t *event, dl_event *v) {
  json_t *contexts = dl_coded_list(c, event, "context"), *modes = dl_coded_list(c, event, "auxiliary");
  if (json_array_size(contexts) > sizeof v->contexts / sizeof *v->contexts) dl_coded_bad(c, "'context' is too long");
  for (size_t i = 0; i < json_array_size(contexts) && !c->code; i++) {
    const char *word = json_string_value(json_array_get(contexts, i));
    if (!word) dl_coded_bad(c, "'context' is not a list of strings");
    v->contexts[v->context_count++] = dl_arena_strndup(c->doc->arena, word ? word : "", word ? strlen(word) : 0);
  }
  for (size_t i = 0; i < json_array_size(modes) && !c->code; i++) {
    const char *word = json_string_value(json_array_get(modes, i));
    uint32_t bit = 0;
    while (word && bit < 4 && strcmp(dl_auxiliary_name(bit), word) != 0) bit++;
    if (!word || bit == 4) dl_coded_bad(c, "'auxiliary' cannot hold '%.40s'", word ? word : "");
    v->auxiliary |= bit < 4 ? 1u << bit : 0;
  }
}

/* Its sentence: the one of that number, which is as long as the event's evidence. Events of one number have one. */
static void read_sentence(dl_coded *c, const json_t *event, dl_event *v) {
  dl_document *doc = c->doc;
  dl_span evidence = dl_coded_span_of(c, event, "evidence");
  v->sentence = dl_coded_count(c, event, "sentence", DL_TEXT_MAX);
  while (!c->code && doc->sentence_count <= v->sentence)
    DL_PUSH(doc->arena, doc->sentences, doc->sentence_count, doc->sentence_capacity);
  if (c->code) return;
  dl_sentence *s = &doc->sentences[v->sentence];
  if (s->end > 0 && (s->begin != evidence.begin || s->end != evidence.end))
    dl_coded_bad(c, "its evidence is not that of the event before in sentence %u", v->sentence);
  s->begin = evidence.begin;
  s->end = evidence.end;
}

static void read_event(dl_coded *c, const json_t *one) {
  dl_document *doc = c->doc;
  dl_event *v = DL_PUSH(doc->arena, doc->events, doc->event_count, doc->event_capacity);
  if (dl_coded_id(c, json_object_get(one, "id"), 'V', UINT32_MAX) != c->at)
    dl_coded_bad(c, "its id is not V%zu", c->at + 1);
  read_sentence(c, one, v);
  v->trigger_span = dl_coded_span_of(c, one, "trigger");
  const char *category = dl_coded_string(c, one, "event");
  v->act = (uint8_t)dl_act_label(category);
  if (v->act == DL_NO_ACT) dl_coded_bad(c, "'%.40s' is no category of PLOVER", category);
  v->mode = dl_coded_name(c, one, "mode", dl_mode_name, DL_MODE_COUNT);
  v->cameo = dl_coded_string(c, one, "cameo");
  v->confidence = dl_coded_number(c, one, "confidence");
  v->origin = dl_coded_string(c, one, "origin");
  read_words(c, one, v);
  read_parties(c, one, "actor", &v->actor);
  read_parties(c, one, "recipient", &v->recipient);
  read_phrases(c, one, "object", &v->object);
  read_phrases(c, one, "purpose", &v->purpose);
  read_phrases(c, one, "magnitude", &v->magnitude);
  read_places(c, one, v);
  read_when(c, one, v);
  read_factuality(c, one, v);
  dl_coded_ids(c, one, "attribution", 'A', doc->attribution_count, &v->attribution);
}

static void read_events(dl_coded *c, const json_t *line) {
  json_t *list = dl_coded_list(c, line, "events");
  uint32_t count = (uint32_t)json_array_size(list);
  c->list = "events";
  for (c->at = 0; c->at < count && !c->code; c->at++) read_event(c, json_array_get(list, c->at));
  c->list = NULL;
}

/* ---- what stands between events ---- */

static void read_links(dl_coded *c, const json_t *line) {
  json_t *list = dl_coded_list(c, line, "links");
  dl_document *doc = c->doc;
  c->list = "links";
  for (c->at = 0; c->at < json_array_size(list) && !c->code; c->at++) {
    const json_t *one = json_array_get(list, c->at);
    *DL_PUSH(doc->arena, doc->links, doc->link_count, doc->link_capacity) =
        (dl_link){dl_coded_name(c, one, "type", dl_link_type_name, DL_EXCHANGE + 1),
                  dl_coded_id(c, json_object_get(one, "from"), 'V', doc->event_count),
                  dl_coded_id(c, json_object_get(one, "to"), 'V', doc->event_count)};
  }
  c->list = NULL;
}

static void read_screens(dl_coded *c, const json_t *line) {
  json_t *list = dl_coded_list(c, line, "screening");
  dl_document *doc = c->doc;
  c->list = "screening";
  for (c->at = 0; c->at < json_array_size(list) && !c->code; c->at++) {
    const json_t *one = json_array_get(list, c->at);
    dl_screen *s = DL_PUSH(doc->arena, doc->screens, doc->screen_count, doc->screen_capacity);
    s->event = dl_coded_id(c, json_object_get(one, "event"), 'V', doc->event_count);
    s->regime = dl_coded_string(c, one, "regime");
    s->paragraph = dl_coded_string(c, one, "paragraph");
    s->measure = dl_coded_string(c, one, "measure");
    s->status = dl_coded_string(c, one, "status");
    s->checked = s->words = "";
    dl_coded_ids(c, one, "said_by", 'A', doc->attribution_count, &s->said_by);
  }
  c->list = NULL;
}

/* Texts of which little or nothing is quoted are not one text for that: the key is made of the document's name, too. */
static void make_key(dl_coded *c) {
  dl_document *doc = c->doc;
  const char *const parts[] = {doc->date, doc->source, doc->id, doc->url, doc->text};
  uint8_t digest[DL_SHA256_SIZE];
  dl_sha256 hash;
  char *key = dl_arena_alloc(doc->arena, DL_SHA256_HEX);
  dl_sha256_start(&hash);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) dl_sha256_add(&hash, parts[i], strlen(parts[i]) + 1);
  dl_sha256_end(&hash, digest);
  dl_sha256_hex(digest, key);
  doc->key = key;
}

/* ---- the line ---- */

typedef struct reading {
  const dl_raw *raw;
  const json_t *line;
  dl_document *doc;
} reading;

static int read_line(void *context, dl_status *status) {
  const reading *r = context;
  dl_coded c = {.raw = r->raw, .doc = r->doc, .status = status};
  if (!json_is_object(r->line)) dl_coded_bad(&c, "not a JSON object");
  static void (*const steps[])(dl_coded *, const json_t *) = {
      read_head, read_made_by, dl_coded_text, read_entities, read_attributions, read_events, read_links, read_screens};
  for (size_t i = 0; i < sizeof steps / sizeof *steps && !c.code; i++) steps[i](&c, r->line);
  if (!c.code && !c.whole) make_key(&c);
  return c.code;
}

int dl_coded_read(const dl_raw *raw, dl_document *doc, dl_status *status) {
  json_error_t error;
  size_t size = raw->size;
  while (size > 0 && (raw->bytes[size - 1] == '\n' || raw->bytes[size - 1] == '\r')) size--;
  json_t *line = json_loadb(raw->bytes, size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
  if (!line)
    return error.text[0]
               ? dl_fail(status, DL_EINPUT, "%s:%lu: column %d: %s", raw->name, raw->line, error.column, error.text)
               : dl_fail(status, DL_EMEMORY, "%s:%lu: out of memory", raw->name, raw->line);
  int code = dl_guard_run(read_line, &(reading){raw, line, doc}, status);
  json_decref(line);
  return code == DL_EMEMORY ? dl_fail(status, code, "%s:%lu: out of memory", raw->name, raw->line) : code;
}
