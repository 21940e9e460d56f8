/* What the trainer of acts reads: each word that can be an act, with the network's input and the names of its evidence.
 */
#include <math.h>

#include "base/json.h"
#include "engine/engine.h"
#include "events/moment.h"
#include "events/whose.h"
#include "report/report.h"
#include "times/weigh.h"

typedef struct writer {
  dl_json json;
  dl_document *doc;
} writer;

static void write_input(writer *w, const uint8_t *bytes, uint32_t size) {
  static const char digits[] = "0123456789abcdef";
  char *text = dl_arena_take(w->doc->arena, (size_t)size * 2);
  for (uint32_t i = 0; i < size; i++) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  dl_json_bytes(&w->json, "input", text, (size_t)size * 2);
}

static void names(writer *w, const char *key, const dl_evidence *e) {
  dl_json_array(&w->json, key);
  for (uint32_t i = 0; i < e->count; i++)
    dl_json_bytes(&w->json, NULL, e->text + e->begin[i], (size_t)(e->begin[i + 1] - e->begin[i]));
  dl_json_end_array(&w->json);
}

static void write_word(void *context, uint32_t token, const dl_evidence *evidence) {
  writer *w = context;
  const dl_token *t = &w->doc->tokens[token];
  if (!w->doc->act_inputs) return;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "begin", dl_document_cp(w->doc, t->begin));
  dl_json_int(&w->json, "end", dl_document_cp(w->doc, t->end));
  names(w, "evidence", evidence);
  write_input(w, w->doc->act_inputs + (size_t)token * w->doc->act_width, w->doc->act_width);
  dl_json_end_object(&w->json);
}

static void write_side(void *context, const dl_event *event, const char *role, const dl_whose_option *options,
                       uint32_t count, const dl_evidence *sector) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "begin", dl_document_cp(w->doc, event->trigger_span.begin));
  dl_json_int(&w->json, "end", dl_document_cp(w->doc, event->trigger_span.end));
  dl_json_string(&w->json, "role", role);
  const dl_participants *parties = role[0] == 'a' ? &event->actor : &event->recipient;
  dl_json_array(&w->json, "countries");
  for (uint32_t i = 0; i < parties->count; i++)
    dl_json_string(&w->json, NULL, parties->items[i].country ? parties->items[i].country : "");
  dl_json_end_array(&w->json);
  names(w, "sector", sector);
  dl_json_array(&w->json, "options");
  for (uint32_t i = 0; i < count; i++) {
    dl_json_object(&w->json, NULL);
    dl_json_string(&w->json, "country", options[i].country);
    names(w, "evidence", &options[i].evidence);
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
  dl_json_end_object(&w->json);
}

static void write_moment(void *context, const dl_event *event, const dl_moment_option *options, uint32_t count) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "begin", dl_document_cp(w->doc, event->trigger_span.begin));
  dl_json_int(&w->json, "end", dl_document_cp(w->doc, event->trigger_span.end));
  dl_json_array(&w->json, "options");
  for (uint32_t i = 0; i < count; i++) {
    const dl_time *time = &w->doc->times[options[i].time];
    dl_json_object(&w->json, NULL);
    dl_json_int(&w->json, "begin", dl_document_cp(w->doc, time->begin));
    dl_json_int(&w->json, "end", dl_document_cp(w->doc, time->end));
    names(w, "evidence", &options[i].evidence);
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
  dl_json_end_object(&w->json);
}

void dl_report_moments(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_array(&w.json, "moments");
  dl_list_moments(dl_engine_coder(engine), doc, write_moment, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

static void write_time(void *context, const dl_time_trace *time) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "begin", dl_document_cp(w->doc, time->begin));
  dl_json_int(&w->json, "end", dl_document_cp(w->doc, time->end));
  dl_json_string(&w->json, "type", time->type);
  dl_json_string(&w->json, "value", time->value);
  dl_json_string(&w->json, "rule", time->rule);
  dl_json_bool(&w->json, "kept", time->kept);
  names(w, "evidence", time->keep);
  if (time->question) {
    const dl_time_question *q = time->question;
    dl_json_object(&w->json, "side");
    dl_json_string(&w->json, "kind", q->kind);
    dl_json_int(&w->json, "behind", q->behind);
    dl_json_int(&w->json, "ahead", q->ahead);
    dl_json_bool(&w->json, "answer", q->answer);
    names(w, "evidence", &q->evidence);
    dl_json_end_object(&w->json);
  }
  dl_json_end_object(&w->json);
}

void dl_report_time_evidence(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_array(&w.json, "times");
  dl_list_times(dl_engine_timer(engine), doc, write_time, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

void dl_report_sides(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_array(&w.json, "sides");
  dl_list_sides(dl_engine_coder(engine), doc, write_side, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

void dl_report_evidence(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_array(&w.json, "words");
  dl_list_evidence(dl_engine_coder(engine), doc, write_word, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

/* ---- places ---- */

typedef struct placing {
  dl_json *json;
  dl_document *doc;
} placing;

static void print_option(dl_json *json, const dl_place_option *o) {
  dl_json_object(json, NULL);
  dl_json_string(json, "name", o->place.name);
  dl_json_string(json, "country", o->place.country);
  dl_json_string(json, "feature", o->place.feature);
  dl_json_int(json, "geonames", o->place.geonames);
  dl_json_number(json, "lat", o->place.lat);
  dl_json_number(json, "lon", o->place.lon);
  dl_json_array(json, "evidence");
  for (uint32_t i = 0; i < dl_place_evidence_count(); i++)
    dl_json_number(json, NULL, round((double)o->evidence[i] * 1e5) / 1e5);
  dl_json_end_array(json);
  dl_json_end_object(json);
}

static void print_spot(void *context, uint32_t entity, const dl_place_option *options, uint32_t count) {
  const placing *p = context;
  const dl_entity *e = &p->doc->entities[entity];
  dl_json_object(p->json, NULL);
  dl_json_string(p->json, "name", e->name);
  dl_json_string(p->json, "type", dl_entity_type_name(e->type));
  dl_json_array(p->json, "spans");
  for (uint32_t i = 0; i < e->mention_count; i++) {
    const dl_mention *m = &p->doc->mentions[e->mentions[i]];
    if (m->form != DL_NAM) continue;
    dl_json_array(p->json, NULL);
    dl_json_int(p->json, NULL, dl_document_cp(p->doc, m->begin));
    dl_json_int(p->json, NULL, dl_document_cp(p->doc, m->end));
    dl_json_end_array(p->json);
  }
  dl_json_end_array(p->json);
  dl_json_array(p->json, "options");
  for (uint32_t i = 0; i < count; i++) print_option(p->json, &options[i]);
  dl_json_end_array(p->json);
  dl_json_end_object(p->json);
}

void dl_report_places(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  dl_json json;
  dl_status status = {0};
  dl_json_start(&json, out);
  dl_json_object(&json, NULL);
  dl_json_string(&json, "doc", doc->id);
  dl_json_array(&json, "evidence");
  for (uint32_t i = 0; i < dl_place_evidence_count(); i++) dl_json_string(&json, NULL, dl_place_evidence_name(i));
  dl_json_end_array(&json);
  dl_json_array(&json, "places");
  dl_each_place_option(dl_engine_placer(engine), doc, print_spot, &(placing){&json, doc}, &status);
  dl_json_end_array(&json);
  dl_json_end_object(&json);
  dl_buffer_char(out, '\n');
}
