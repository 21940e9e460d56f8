/* The places of a document alone: a table for a person, JSON Lines by mention, GeoJSON by place. */
#include <string.h>

#include "base/json.h"
#include "base/plain.h"
#include "report/report.h"

static bool is_place(const dl_entity *e) {
  return e->named && (e->type == DL_GPE || e->type == DL_LOC || e->type == DL_FAC || (e->type == DL_NORP && e->place));
}

static uint32_t named_mentions(const dl_document *doc, const dl_entity *e) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < e->mention_count; i++) count += doc->mentions[e->mentions[i]].form == DL_NAM;
  return count;
}

void dl_report_places_table(const dl_report *report, dl_document *doc, dl_buffer *out) {
  uint32_t count = 0;
  if (report->colour) dl_buffer_text(out, "\033[1;4m");
  dl_buffer_plain_text(out, doc->title[0] ? doc->title : doc->id);
  if (report->colour) dl_buffer_text(out, "\033[0m");
  dl_buffer_char(out, '\n');
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    const dl_entity *e = &doc->entities[i];
    uint32_t mentions = is_place(e) ? named_mentions(doc, e) : 0;
    if (mentions == 0) continue;
    count++;
    dl_buffer_printf(out, "%4u x  ", mentions);
    if (e->place) {
      const dl_place *p = e->place;
      dl_buffer_printf(out, "%9.4f %9.4f  +-%-5u %-3s %-8s  ", p->lat, p->lon, p->radius, DL_CODE_TEXT(p->country),
                       dl_place_kind_name(p->kind));
    } else {
      dl_buffer_printf(out, "%9s %9s  %7s %-3s %-8s  ", "-", "-", "-", DL_CODE_TEXT(e->country), "unknown");
    }
    dl_buffer_plain_text(out, e->name);
    if (e->place && strcmp(e->place->name, e->name) != 0) {
      dl_buffer_text(out, ": ");
      dl_buffer_plain_text(out, e->place->name);
    }
    dl_buffer_char(out, '\n');
  }
  if (count == 0) dl_buffer_text(out, "no places\n");
  dl_buffer_char(out, '\n');
}

void dl_report_place_fields(dl_json *json, const dl_place *p) {
  dl_json_string(json, "name", p->name);
  dl_json_string(json, "country", DL_CODE_TEXT(p->country));
  dl_json_number(json, "lat", p->lat);
  dl_json_number(json, "lon", p->lon);
  dl_json_int(json, "geonames", p->geonames);
  dl_json_string(json, "feature", p->feature);
  dl_json_string(json, "level", dl_place_kind_name(p->kind));
  dl_json_int(json, "radius_km", p->radius);
}

void dl_report_places_jsonl(dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->mention_count; i++) {
    const dl_mention *m = &doc->mentions[i];
    const dl_entity *e = &doc->entities[m->entity];
    if (m->form != DL_NAM || !is_place(e)) continue;
    dl_json json;
    dl_json_start(&json, out);
    dl_json_object(&json, NULL);
    dl_json_string(&json, "doc", doc->id);
    dl_json_string(&json, "entity", dl_arena_printf(doc->arena, "E%u", m->entity + 1));
    dl_json_int(&json, "begin", dl_document_cp(doc, m->begin));
    dl_json_int(&json, "end", dl_document_cp(doc, m->end));
    dl_json_bytes(&json, "text", doc->text + m->begin, m->end - m->begin);
    dl_json_string(&json, "type", dl_entity_type_name(e->type));
    dl_json_int(&json, "sentence", doc->tokens[m->head].sentence);
    if (e->place) {
      dl_json_object(&json, "place");
      dl_report_place_fields(&json, e->place);
      dl_json_end_object(&json);
    } else {
      dl_json_null(&json, "place");
    }
    dl_json_end_object(&json);
    dl_buffer_char(out, '\n');
  }
}

static void feature(dl_json *json, dl_document *doc, const dl_entity *e, uint32_t number) {
  dl_json_object(json, NULL);
  dl_json_string(json, "type", "Feature");
  dl_json_object(json, "geometry");
  dl_json_string(json, "type", "Point");
  dl_json_array(json, "coordinates");
  dl_json_number(json, NULL, e->place->lon);
  dl_json_number(json, NULL, e->place->lat);
  dl_json_end_array(json);
  dl_json_end_object(json);
  dl_json_object(json, "properties");
  dl_json_string(json, "doc", doc->id);
  dl_json_string(json, "date", doc->date);
  dl_json_string(json, "entity", dl_arena_printf(doc->arena, "E%u", number + 1));
  dl_json_string(json, "text", e->name);
  dl_json_int(json, "mentions", named_mentions(doc, e));
  dl_report_place_fields(json, e->place);
  dl_json_end_object(json);
  dl_json_end_object(json);
}

void dl_report_geojson(dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    const dl_entity *e = &doc->entities[i];
    if (!e->place || !is_place(e) || named_mentions(doc, e) == 0) continue;
    if (out->size > 0) dl_buffer_text(out, ",\n");
    dl_json json;
    dl_json_start(&json, out);
    feature(&json, doc, e, i);
  }
}
