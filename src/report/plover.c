/* PLOVER records: one event a line, with the field names of the PLOVER manual 0.8, chapter on data interchange. */
#include <string.h>

#include "base/json.h"
#include "claims/told.h"
#include "report/report.h"
#include "times/when.h"

static void words(dl_json *j, const char *key, const char *word) {
  dl_json_array(j, key);
  if (word[0]) dl_json_string(j, NULL, word);
  dl_json_end_array(j);
}

static void parties(dl_json *j, const dl_document *doc, const char *key, const dl_participants *list) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    dl_json_object(j, NULL);
    dl_json_string(j, "code", DL_CODE_TEXT(dl_code_first(p->country ? p->country : p->code)));
    dl_json_string(j, "sector", DL_CODE_TEXT(p->sector));
    dl_json_bytes(j, "entity_text", doc->text + p->span.begin, p->span.end - p->span.begin);
    dl_json_string(j, "identifier_text", p->entity >= 0 ? doc->entities[p->entity].name : "");
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

/* The manual's levels: 5 below a city, 4 city, 3 district, 2 province, 1 country. */
static int resolution(const dl_place *place) {
  static const uint8_t levels[DL_PLACE_KINDS + 1] = {1, 2, 3, 4, 5, 4, 4, 4, 4};
  return dl_is_state_feature(place->feature) ? 1 : levels[place->kind];
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
    dl_json_string(j, "country_code", DL_CODE_TEXT(e->place->country));
    dl_json_string(j, "feature_code", e->place->feature);
    dl_json_int(j, "resolution", resolution(e->place));
  }
  dl_json_end_object(j);
}

int dl_plover_quad(const char *quad) {
  static const char *const names[] = {"verbal_cooperation", "material_cooperation", "verbal_conflict",
                                      "material_conflict"};
  for (int i = 0; i < 4; i++)
    if (strcmp(quad, names[i]) == 0) return i + 1;
  return 0;
}

/* The manual has auxiliary modes stand among the contexts, and calls the first of them negation. */
static void contexts(dl_json *j, const dl_event *v, uint32_t marks) {
  dl_json_array(j, "context");
  for (uint32_t i = 0; i < v->context_count; i++) dl_json_string(j, NULL, v->contexts[i]);
  for (uint32_t i = 0; i < 4; i++)
    if (marks & 1u << i) dl_json_string(j, NULL, 1u << i == DL_NEGATED ? "negation" : dl_auxiliary_name(i));
  dl_json_end_array(j);
}

static const char *source_name(const dl_document *doc, int32_t entity) {
  return entity >= 0 ? doc->entities[entity].name : "";
}

/* Who holds it how true, and who denies it: fields of our own, which the manual allows; it has none for them. */
static void claims(dl_json *j, const dl_document *doc, uint32_t index) {
  const dl_event *v = &doc->events[index];
  dl_json_array(j, "factuality");
  for (uint32_t i = 0; i < v->factuality_count; i++) {
    const dl_factuality *f = &v->factuality[i];
    dl_json_object(j, NULL);
    dl_json_string(j, "source", f->entity == -1 ? "AUTHOR" : source_name(doc, f->entity));
    dl_json_string(j, "value", dl_factuality_name(f->value));
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
  dl_json_array(j, "denied_by");
  const dl_indices by = dl_deniers(doc, index);
  for (uint32_t i = 0; i < by.count; i++) dl_json_string(j, NULL, source_name(doc, (int32_t)by.items[i]));
  dl_json_end_array(j);
}

static void sizes(dl_json *j, const dl_event *v) {
  if (v->magnitude.count == 0) return;
  dl_json_object(j, "size_info");
  for (uint32_t i = 0; i < v->magnitude.count; i++) {
    const dl_phrase *p = &v->magnitude.items[i];
    bool before = false, people = strcmp(p->klass, "money") != 0 && strcmp(p->klass, "quantity") != 0;
    double value = p->value; /* a key stands once: of people the sum ("14 soldiers and three civilians"), of sums and
                                things the first */
    for (uint32_t k = 0; k < v->magnitude.count; k++) {
      if (k == i || strcmp(v->magnitude.items[k].klass, p->klass) != 0) continue;
      before |= k < i;
      if (people) value += v->magnitude.items[k].value;
    }
    if (!before) dl_json_number(j, p->klass, value);
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

static void record(const dl_report *report, dl_document *doc, uint32_t index, uint32_t marks, dl_buffer *out) {
  const dl_event *v = &doc->events[index];
  dl_when when = dl_event_when(doc, v);
  int quad = dl_plover_quad(dl_quad(report->model, dl_act_name(v->act)));
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "id", dl_arena_printf(doc->arena, "%s-V%u", doc->id, index + 1));
  dl_json_bool(&j, "has_event", true);
  dl_json_string(&j, "date", when.begin);
  if (strcmp(when.begin, when.end) != 0) dl_json_string(&j, "enddate", when.end);
  dl_json_string(&j, "time_source", dl_time_source_name(when.source));
  parties(&j, doc, "actor", &v->actor);
  parties(&j, doc, "recipient", &v->recipient);
  words(&j, "event", dl_act_name(v->act));
  words(&j, "mode", dl_mode_name(v->mode));
  contexts(&j, v, marks | (v->auxiliary & DL_HISTORICAL));
  location(&j, doc, v);
  words(&j, "event_text", dl_document_slice(doc, v->trigger_span.begin, v->trigger_span.end));
  if (quad) dl_json_int(&j, "quad_code", quad);
  dl_json_real(&j, "event_scale", dl_plover_score(report->model, dl_act_name(v->act), v->mode));
  sizes(&j, v);
  claims(&j, doc, index);
  sources(&j, doc, v);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

void dl_report_plover(const dl_report *report, dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->event_count; i++) {
    uint32_t marks = dl_not_done(doc, i);
    if (doc->events[i].act != DL_SPEECH_ACT && (report->all || !marks)) record(report, doc, i, marks, out);
  }
}
