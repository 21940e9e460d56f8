/* The events of an annotated article, in the contract's form or in short. */
#include <stdio.h>
#include <string.h>

#include "base/document.h"
#include "base/nearest.h"
#include "score/reader.h"

/* Fields that an event may have: those that are scored, then those of the contract that are not. */
static const char *const fields[] = {"id",
                                     "trigger",
                                     "trigger_alt",
                                     "event",
                                     "event_alt",
                                     "mode",
                                     "cameo",
                                     "auxiliary",
                                     "auxiliary_any",
                                     "actor",
                                     "recipient",
                                     "source",
                                     "attribution",
                                     "attribution_any",
                                     "attribution_alt",
                                     "factuality",
                                     "evidence",
                                     "optional",
                                     "reciprocal",
                                     "denies",
                                     "sentence",
                                     "object",
                                     "purpose",
                                     "magnitude",
                                     "place",
                                     "time",
                                     "date",
                                     "time_source",
                                     "context",
                                     "goldstein",
                                     "place_source",
                                     "route",
                                     "plover_score",
                                     "quad",
                                     "confidence",
                                     "origin",
                                     "note"};
enum { FIELDS = sizeof fields / sizeof *fields };

static void check_fields(dl_gold_reader *r, json_t *object) {
  const char *name;
  json_t *value;
  json_object_foreach(object, name, value) {
    bool known = false;
    for (size_t i = 0; i < FIELDS && !known; i++) known = strcmp(fields[i], name) == 0;
    const char *near = known ? NULL : dl_nearest(name, fields, FIELDS);
    if (near)
      dl_gold_fault(r, "no field is called '%.40s': is '%s' meant?", name, near);
    else if (!known)
      dl_gold_fault(r, "no field is called '%.40s'", name);
  }
}

/* ---- categories ---- */

/* Has the codebook this category, with this mode? */
static bool is_category(const dl_gold_reader *r, const char *category, const char *mode) {
  const dl_table *plover = dl_model_table(r->model, "lexicon/plover");
  uint32_t first, count = plover ? dl_table_find(plover, category, &first) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (!mode[0] || strcmp(dl_table_cell(plover, first + i, 1), mode) == 0) return true;
  return false;
}

static void read_category(dl_gold_reader *r, json_t *object, dl_gold_event *e) {
  json_t *category = json_object_get(object, "event");
  e->event = json_is_null(category) ? NULL : dl_gold_string(r, object, "event");
  e->mode = dl_gold_string(r, object, "mode");
  e->cameo = dl_gold_string(r, object, "cameo");
  dl_gold_add_words(r, object, "event_alt", &e->event_alt);
  if (!category) dl_gold_fault(r, "no 'event': a category, or \"\" for a speech act that PLOVER drops");
  if (e->event && e->event[0] && !is_category(r, e->event, ""))
    dl_gold_fault(r, "no category is called '%.40s'", e->event);
  for (uint32_t i = 0; i < e->event_alt.count; i++)
    if (e->event_alt.items[i][0] && !is_category(r, e->event_alt.items[i], ""))
      dl_gold_fault(r, "no category is called '%.40s'", e->event_alt.items[i]);
  bool moded = !e->mode[0] || (e->event && is_category(r, e->event, e->mode));
  for (uint32_t i = 0; i < e->event_alt.count && !moded; i++) moded = is_category(r, e->event_alt.items[i], e->mode);
  if (!moded) dl_gold_fault(r, "%s has no mode '%.40s'", e->event ? e->event : "the event", e->mode);
  size_t digits = strspn(e->cameo, "0123456789");
  if (e->cameo[digits] || (digits > 0 && (digits < 2 || digits > 4)))
    dl_gold_fault(r, "'cameo' is '%.40s', not two to four digits", e->cameo);
}

static void read_auxiliary(dl_gold_reader *r, json_t *object, dl_gold_event *e) {
  dl_gold_words words = {0};
  dl_gold_add_words(r, object, "auxiliary", &words);
  for (uint32_t i = 0; i < words.count; i++) {
    uint32_t bit = 0;
    while (bit < 4 && strcmp(dl_auxiliary_name(bit), words.items[i]) != 0) bit++;
    if (bit < 4)
      e->auxiliary |= 1u << bit;
    else
      dl_gold_fault(r, "'auxiliary' holds '%.40s': negated, future, hypothetical or historical", words.items[i]);
  }
  e->auxiliary_any = dl_gold_flag(r, object, "auxiliary_any");
}

/* ---- parties ---- */

static bool is_code(const char *code) {
  return !code[0] || (strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3);
}

/* "IRN", "IRN.GOV", "HKG|CHN.GOV", "USA?": country, others that are right too, sector; "?": neither asked for nor
 * wrong. */
static void read_short_party(dl_gold_reader *r, const char *text, dl_gold_party *party) {
  char *copy = dl_arena_strndup(r->arena, text, strlen(text)), *code;
  size_t size = strlen(copy);
  if (size > 0 && copy[size - 1] == '?') {
    party->optional = true;
    copy[size - 1] = '\0';
  }
  for (bool first = true; (code = strsep(&copy, "|")) != NULL; first = false) {
    char *sector = strchr(code, '.');
    if (sector) {
      *sector++ = '\0';
      party->sector = sector;
    }
    if (first)
      party->country = code;
    else
      *DL_PUSH(r->arena, party->alt.items, party->alt.count, party->alt.capacity) = code;
  }
}

static void read_parties(dl_gold_reader *r, json_t *object, const char *key, dl_gold_parties *parties) {
  for (size_t i = 0; i < dl_gold_items(object, key); i++) {
    json_t *item = dl_gold_item(object, key, i);
    dl_gold_party *p = DL_PUSH(r->arena, parties->items, parties->count, parties->capacity);
    p->country = p->sector = "";
    if (json_is_string(item)) {
      read_short_party(r, json_string_value(item), p);
    } else if (json_is_object(item)) {
      p->country = dl_gold_string(r, item, "country");
      p->sector = dl_gold_string(r, item, "sector");
      p->optional = dl_gold_flag(r, item, "optional");
      dl_gold_add_words(r, item, "country_alt", &p->alt);
    } else {
      dl_gold_fault(r, "'%s' holds neither a code nor an object", key);
    }
    bool sound = is_code(p->country) && is_code(p->sector);
    for (uint32_t k = 0; k < p->alt.count; k++) sound = sound && is_code(p->alt.items[k]);
    if (!sound) dl_gold_fault(r, "'%s' holds a code that is not of three capitals (IRN, IRN.GOV, USA|IGO)", key);
  }
}

/* ---- who says so, and how sure ---- */

static int attribution_of(const dl_gold *gold, const char *id) {
  for (uint32_t i = 0; i < gold->attribution_count; i++)
    if (strcmp(gold->attributions[i].id, id) == 0) return (int)i;
  return -1;
}

static void read_attributions(dl_gold_reader *r, json_t *object, const char *key, dl_gold_numbers *to) {
  dl_gold_words ids = {0};
  dl_gold_add_words(r, object, key, &ids);
  for (uint32_t i = 0; i < ids.count; i++) {
    int found = attribution_of(r->gold, ids.items[i]);
    if (found < 0)
      dl_gold_fault(r, "'%s' names '%.40s', which is none of the attributions", key, ids.items[i]);
    else
      *DL_PUSH(r->arena, to->items, to->count, to->capacity) = (uint32_t)found;
  }
}

/* In short: the source by its name as the text has it, "?" for one that it does not name. */
static void read_source(dl_gold_reader *r, json_t *object, dl_gold_event *e) {
  const char *source = dl_gold_string(r, object, "source");
  if (!source[0]) return;
  int found = attribution_of(r->gold, source);
  if (found < 0) {
    bool named = strcmp(source, "?") != 0;
    dl_gold_spans spans = {0};
    if (named && (spans = dl_gold_places(r, source, strlen(source))).count == 0) {
      dl_gold_fault(r, "the source '%.60s' is not in the text", source);
      return;
    }
    found = (int)r->gold->attribution_count;
    *DL_PUSH(r->arena, r->gold->attributions, r->gold->attribution_count, r->gold->attribution_capacity) =
        (dl_gold_attribution){.id = source, .name = source, .named = named, .spans = spans, .parent = -1};
  }
  *DL_PUSH(r->arena, e->attribution.items, e->attribution.count, e->attribution.capacity) = (uint32_t)found;
}

static bool are_values(const char *values) {
  for (;; values++) {
    size_t n = strcspn(values, "|");
    bool known = false;
    for (unsigned v = 0; v <= DL_UU && !known; v++)
      known = strlen(dl_factuality_name(v)) == n && strncmp(dl_factuality_name(v), values, n) == 0;
    if (!known) return false;
    values += n;
    if (!*values) return true;
  }
}

/* The contract's list, or in short "CT+", "Uu/CT+": the author's value and the source's. */
static void read_factuality(dl_gold_reader *r, json_t *object, dl_gold_event *e) {
  json_t *given = json_object_get(object, "factuality");
  e->author = e->attribution.count > 0 ? "Uu" : "CT+";
  e->source = e->attribution.count > 0 ? "CT+" : "";
  if (json_is_string(given)) {
    char *copy = dl_arena_strndup(r->arena, json_string_value(given), json_string_length(given)),
         *slash = strchr(copy, '/');
    if (slash) *slash++ = '\0';
    e->author = copy;
    e->source = slash ? slash : "";
  } else if (json_array_size(given) > 0) {
    e->author = dl_gold_string(r, json_array_get(given, 0), "value");
    e->source = json_array_size(given) > 1 ? dl_gold_string(r, json_array_get(given, 1), "value") : "";
  } else if (given && !json_is_null(given) && !(json_is_array(given) && e->optional)) {
    e->author = "";
  }
  if (!are_values(e->author) || (e->source[0] && !are_values(e->source)))
    dl_gold_fault(r, "'factuality' is not of CT+ CT- PR+ PR- PS+ PS- Uu: \"CT+\", or \"Uu/CT+\" for author and source");
}

/* ---- events ---- */

int dl_gold_event_of(dl_gold_reader *r, const char *id) {
  for (uint32_t i = 0; i < r->gold->event_count; i++)
    if (strcmp(r->gold->events[i].id, id) == 0) return (int)i;
  dl_gold_fault(r, "'%.40s' is none of the events", id);
  return -1;
}

static void read_event(dl_gold_reader *r, json_t *object, dl_gold_event *e) {
  dl_gold_span span;
  check_fields(r, object);
  if (dl_gold_read_span(r, json_object_get(object, "trigger"), "trigger", &span))
    *DL_PUSH(r->arena, e->triggers.items, e->triggers.count, e->triggers.capacity) = span;
  for (size_t i = 0; i < dl_gold_items(object, "trigger_alt"); i++)
    if (dl_gold_read_span(r, dl_gold_item(object, "trigger_alt", i), "trigger_alt", &span))
      *DL_PUSH(r->arena, e->triggers.items, e->triggers.count, e->triggers.capacity) = span;
  json_t *evidence = json_object_get(object, "evidence");
  if (evidence) dl_gold_read_span(r, evidence, "evidence", &e->evidence);
  e->optional = dl_gold_flag(r, object, "optional");
  e->reciprocal = dl_gold_flag(r, object, "reciprocal");
  e->attribution_any = dl_gold_flag(r, object, "attribution_any");
  read_category(r, object, e);
  read_auxiliary(r, object, e);
  read_parties(r, object, "actor", &e->actor);
  read_parties(r, object, "recipient", &e->recipient);
  read_attributions(r, object, "attribution", &e->attribution);
  read_attributions(r, object, "attribution_alt", &e->attribution_alt);
  read_source(r, object, e);
  read_factuality(r, object, e);
}

static void read_denials(dl_gold_reader *r, json_t *object, uint32_t from) {
  dl_gold_words ids = {0};
  dl_gold_add_words(r, object, "denies", &ids);
  if (ids.count == 0) return;
  dl_gold_denial denial = {.from = from};
  for (uint32_t i = 0; i < ids.count; i++) {
    int to = dl_gold_event_of(r, ids.items[i]);
    if (to >= 0) *DL_PUSH(r->arena, denial.to.items, denial.to.count, denial.to.capacity) = (uint32_t)to;
  }
  if (denial.to.count > 0)
    *DL_PUSH(r->arena, r->gold->denials, r->gold->denial_count, r->gold->denial_capacity) = denial;
}

void dl_gold_read_events(dl_gold_reader *r) {
  json_t *events = json_object_get(r->object, "events"), *object;
  size_t i;
  if (!json_is_array(events)) dl_gold_fault(r, "no list 'events' (of an article without any: [])");
  json_array_foreach(events, i, object) {
    dl_gold_event *e = DL_PUSH(r->arena, r->gold->events, r->gold->event_count, r->gold->event_capacity);
    r->where = dl_arena_printf(r->arena, "event %zu: ", i + 1);
    e->id = json_is_object(object) ? dl_gold_string(r, object, "id") : "";
    if (!e->id[0]) e->id = dl_arena_printf(r->arena, "V%zu", i + 1);
    r->where = dl_arena_printf(r->arena, "event %.40s: ", e->id);
    for (uint32_t k = 0; k < i; k++)
      if (strcmp(r->gold->events[k].id, e->id) == 0) dl_gold_fault(r, "a second one of this id");
    if (json_is_object(object))
      read_event(r, object, e);
    else
      dl_gold_fault(r, "not an object");
  }
  json_array_foreach(events, i, object) {
    r->where = dl_arena_printf(r->arena, "event %.40s: ", r->gold->events[i].id);
    read_denials(r, object, (uint32_t)i);
  }
  r->where = "";
}
