/* PLOVER records: one event a line, with the field names of the PLOVER manual 0.8, chapter on data interchange. */
#include <string.h>

#include "base/json.h"
#include "report/report.h"

static void words(dl_json *j, const char *key, const char *word) {
  dl_json_array(j, key);
  if (word[0]) dl_json_string(j, NULL, word);
  dl_json_end_array(j);
}

static void parties(dl_json *j, const dl_document *doc, const char *key, const dl_participants *list) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    const char *code = p->country && p->country[0] ? p->country : p->code ? p->code : "";
    dl_json_object(j, NULL);
    dl_json_bytes(j, "code", code, strlen(code) < 3 ? strlen(code) : 3);
    dl_json_string(j, "sector", p->sector ? p->sector : "");
    dl_json_bytes(j, "entity_text", doc->text + p->span.begin, p->span.end - p->span.begin);
    dl_json_string(j, "identifier_text", p->entity >= 0 ? doc->entities[p->entity].name : "");
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

/* The manual's levels: 5 below a city, 4 city, 3 district, 2 province, 1 country. */
static int resolution(const char *feature) {
  if (strncmp(feature, "PCL", 3) == 0) return 1;
  if (strncmp(feature, "ADM1", 4) == 0) return 2;
  if (strncmp(feature, "ADM", 3) == 0) return 3;
  return strcmp(feature, "PPLX") == 0 ? 5 : 4;
}

static void location(dl_json *j, const dl_document *doc, const dl_event *v) {
  if (v->place.count == 0) return;
  const dl_entity *e = &doc->entities[v->place.items[0]];
  dl_json_object(j, "event_loc");
  dl_json_string(j, "extracted_place", e->name);
  if (e->place) {
    dl_json_string(j, "resolved_place", e->place->name);
    if (e->place->geonames) dl_json_int(j, "geonameid", e->place->geonames);
    dl_json_number(j, "lat", e->place->lat);
    dl_json_number(j, "lon", e->place->lon);
    dl_json_string(j, "country_code", e->place->country);
    dl_json_string(j, "feature_code", e->place->feature);
    dl_json_int(j, "resolution", resolution(e->place->feature));
  }
  dl_json_end_object(j);
}

/* The manual's code of a section: 1 verbal cooperation .. 4 material conflict; 0 for none. */
static int quad_code(const char *quad) {
  static const char *const names[] = {"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"};
  for (int i = 0; i < 4; i++)
    if (strcmp(quad, names[i]) == 0) return i + 1;
  return 0;
}

/* The manual has auxiliary modes stand among the contexts. */
static void contexts(dl_json *j, const dl_event *v) {
  static const char *const names[] = {"negation", "future", "hypothetical", "historical"};
  dl_json_array(j, "context");
  for (uint32_t i = 0; i < v->context_count; i++) dl_json_string(j, NULL, v->contexts[i]);
  for (uint32_t i = 0; i < 4; i++)
    if (v->auxiliary & 1u << i) dl_json_string(j, NULL, names[i]);
  dl_json_end_array(j);
}

static void sizes(dl_json *j, const dl_event *v) {
  if (v->magnitude.count == 0) return;
  dl_json_object(j, "size_info");
  for (uint32_t i = 0; i < v->magnitude.count; i++) {
    const dl_phrase *p = &v->magnitude.items[i];
    bool before = false; /* a key stands once */
    for (uint32_t k = 0; k < i; k++) before |= strcmp(v->magnitude.items[k].klass, p->klass) == 0;
    if (!before) dl_json_number(j, p->klass, p->value);
  }
  dl_json_end_object(j);
}

static void sources(dl_json *j, dl_document *doc, const dl_event *v) {
  const dl_sentence *s = &doc->sentences[v->sentence];
  dl_json_bytes(j, "text", doc->text + s->begin, s->end - s->begin);
  dl_json_object(j, "text_info");
  dl_json_int(j, "sequence", v->sentence);
  dl_json_int(j, "start", dl_document_cp(doc, s->begin));
  dl_json_int(j, "end", dl_document_cp(doc, s->end));
  dl_json_end_object(j);
  dl_json_object(j, "cite_info");
  dl_json_string(j, "citation", doc->id);
  dl_json_string(j, "url", doc->url);
  dl_json_string(j, "title", doc->title);
  dl_json_string(j, "language", doc->language);
  dl_json_string(j, "publication", doc->source);
  dl_json_string(j, "coder", "dateline " DL_VERSION);
  dl_json_string(j, "codebook", "PLOVER 0.8");
  dl_json_end_object(j);
  dl_json_string(j, "coder", "dateline " DL_VERSION);
}

static void record(const dl_report *report, dl_document *doc, uint32_t index, dl_buffer *out) {
  const dl_event *v = &doc->events[index];
  const dl_time *t = v->time >= 0 && doc->times[v->time].from[0] ? &doc->times[v->time] : NULL;
  int quad = quad_code(dl_quad(report->model, v->category));
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "id", dl_arena_printf(doc->arena, "%s-V%u", doc->id, index + 1));
  dl_json_bool(&j, "has_event", true);
  dl_json_string(&j, "date", t ? t->from : doc->date);
  if (t && t->to[0] && strcmp(t->from, t->to) != 0) dl_json_string(&j, "enddate", t->to);
  parties(&j, doc, "actor", &v->actor);
  parties(&j, doc, "recipient", &v->recipient);
  words(&j, "event", v->category);
  words(&j, "mode", v->mode);
  contexts(&j, v);
  location(&j, doc, v);
  words(&j, "event_text", dl_document_slice(doc, v->trigger_span.begin, v->trigger_span.end));
  if (quad) dl_json_int(&j, "quad_code", quad);
  dl_json_real(&j, "event_scale", dl_plover_score(report->model, v->category, v->mode));
  sizes(&j, v);
  sources(&j, doc, v);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

void dl_report_plover(const dl_report *report, dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->event_count; i++)
    if (doc->events[i].category[0]) record(report, doc, i, out);
}
