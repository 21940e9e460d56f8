#include <string.h>

#include "base/json.h"
#include "cli/rows.h"

typedef struct field {
  const char *key, *value;
} field;

static void fields(dl_json *j, const field *list, size_t count) {
  for (size_t i = 0; i < count; i++) dl_json_string(j, list[i].key, list[i].value);
}

#define FIELDS(J, ...) fields((J), (const field[]){__VA_ARGS__}, sizeof((const field[]){__VA_ARGS__}) / sizeof(field))

static void words(dl_json *j, const char *key, const char *value) {
  dl_json_array(j, key);
  while (*value) {
    size_t size = strcspn(value, " ");
    if (size > 0) dl_json_bytes(j, NULL, value, size);
    value += size + (value[size] == ' ');
  }
  dl_json_end_array(j);
}

static void span(dl_json *j, const char *key, int begin, int end, const char *text) {
  dl_json_object(j, key);
  dl_json_int(j, "begin", begin);
  dl_json_int(j, "end", end);
  dl_json_string(j, "text", text);
  dl_json_end_object(j);
}

static void parties(dl_json *j, const char *key, const dl_row_parties *list) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_party *p = &list->items[i];
    dl_json_object(j, NULL);
    FIELDS(j, {"name", p->name}, {"code", p->code}, {"country", p->country}, {"sector", p->sector});
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void details(dl_json *j, const dl_query_row *r) {
  dl_json_array(j, "object");
  for (uint32_t i = 0; i < r->object.count; i++) {
    dl_json_object(j, NULL);
    FIELDS(j, {"text", r->object.items[i].text}, {"class", r->object.items[i].klass});
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
  dl_json_array(j, "purpose");
  for (uint32_t i = 0; i < r->purpose.count; i++) {
    dl_json_object(j, NULL);
    FIELDS(j, {"text", r->purpose.items[i].text});
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
  dl_json_array(j, "magnitude");
  for (uint32_t i = 0; i < r->magnitude.count; i++) {
    const dl_row_phrase *p = &r->magnitude.items[i];
    dl_json_object(j, NULL);
    FIELDS(j, {"text", p->text}, {"kind", p->klass});
    dl_json_number(j, "value", p->value);
    if (p->low < 0)
      dl_json_null(j, "low");
    else
      dl_json_number(j, "low", p->low);
    if (p->high < 0)
      dl_json_null(j, "high");
    else
      dl_json_number(j, "high", p->high);
    dl_json_string(j, "bound", p->bound);
    dl_json_string(j, "unit", p->unit);
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void places(dl_json *j, const dl_row_places *list) {
  dl_json_array(j, "place");
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_place *p = &list->items[i];
    dl_json_object(j, NULL);
    FIELDS(j, {"name", p->name}, {"country", p->country});
    if (p->located) {
      dl_json_number(j, "lat", p->lat);
      dl_json_number(j, "lon", p->lon);
    } else {
      dl_json_null(j, "lat");
      dl_json_null(j, "lon");
    }
    if (p->geonames)
      dl_json_int(j, "geonames", p->geonames);
    else
      dl_json_null(j, "geonames");
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void claims(dl_json *j, const dl_query_row *r) {
  dl_json_array(j, "source");
  for (uint32_t i = 0; i < r->source.count; i++) {
    const dl_row_claim *c = &r->source.items[i];
    dl_json_object(j, NULL);
    if (c->name[0])
      dl_json_string(j, "name", c->name);
    else
      dl_json_null(j, "name");
    FIELDS(j, {"code", c->code}, {"value", c->value}, {"cue", c->cue});
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
  parties(j, "denied_by", &r->denied_by);
  parties(j, "confirmed_by", &r->confirmed_by);
}

static void screening(dl_json *j, const dl_row_screens *list) {
  dl_json_array(j, "screening");
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_screen *s = &list->items[i];
    dl_json_object(j, NULL);
    FIELDS(j, {"regime", s->regime}, {"paragraph", s->paragraph}, {"measure", s->measure}, {"status", s->status},
           {"said_by", s->said_by});
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void documents(dl_json *j, const dl_query_row *r) {
  for (uint32_t i = 0; i < r->documents.count; i++) {
    const dl_row_document *d = &r->documents.items[i];
    if (i == 1) dl_json_array(j, "copies");
    if (i > 0) dl_json_object(j, NULL);
    dl_json_string(j, "document", d->name);
    if (i == 0) dl_json_string(j, "label", r->label);
    FIELDS(j, {"newspaper", d->source}, {"title", d->title}, {"url", d->url});
    dl_json_int(j, "version", d->version);
    if (i == 0) dl_json_bool(j, "current", r->current);
    if (i > 0) dl_json_end_object(j);
  }
  if (r->documents.count < 2) dl_json_array(j, "copies");
  dl_json_end_array(j);
}

void dl_row_json(const dl_query_row *r, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_int(&j, "id", r->id);
  documents(&j, r);
  FIELDS(&j, {"date", r->date}, {"date_begin", r->date_begin}, {"date_end", r->date_end},
         {"time_source", r->time_source}, {"event", r->event}, {"mode", r->mode}, {"cameo", r->cameo},
         {"quad", r->quad});
  dl_json_real(&j, "goldstein", r->goldstein);
  dl_json_real(&j, "plover_score", r->plover_score);
  parties(&j, "actor", &r->actor);
  parties(&j, "recipient", &r->recipient);
  details(&j, r);
  places(&j, &r->place);
  words(&j, "context", r->context);
  words(&j, "auxiliary", r->auxiliary);
  dl_json_string(&j, "author", r->author);
  claims(&j, r);
  screening(&j, &r->screening);
  span(&j, "trigger", r->trigger_begin, r->trigger_end, r->trigger);
  span(&j, "evidence", r->evidence_begin, r->evidence_end, r->evidence);
  dl_json_real(&j, "confidence", r->confidence);
  dl_json_string(&j, "origin", r->origin);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}
