#include <math.h>
#include <string.h>

#include "base/json.h"
#include "export/rows.h"

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

void dl_parties_json(dl_json *j, const char *key, const dl_row_parties *list) {
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
  dl_parties_json(j, "denied_by", &r->denied_by);
  dl_parties_json(j, "confirmed_by", &r->confirmed_by);
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

/* ---- entries ---- */

/* The number of a document, 0: it is none of today's. */
static void number(dl_json *j, long long value) {
  if (value > 0)
    dl_json_int(j, "number", value);
  else
    dl_json_null(j, "number");
}

void dl_voice_json(dl_json *j, const char *key, const dl_row_voice *v) {
  dl_json_object(j, key);
  if (v->name[0])
    dl_json_string(j, "name", v->name);
  else
    dl_json_null(j, "name");
  FIELDS(j, {"code", v->code}, {"cue", v->cue}, {"quote", v->quote}, {"document", v->document});
  number(j, v->number);
  dl_json_string(j, "label", v->label);
  dl_json_int(j, "begin", v->begin);
  dl_json_int(j, "end", v->end);
  FIELDS(j, {"newspaper", v->newspaper}, {"date", v->date});
  dl_json_int(j, "mentions", v->mentions);
  dl_json_end_object(j);
}

static void voices(dl_json *j, const char *key, const dl_row_voices *list, const char *stance) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i].stance, stance) == 0) dl_voice_json(j, NULL, &list->items[i]);
  dl_json_end_array(j);
}

static void reports(dl_json *j, const dl_row_reports *list) {
  dl_json_array(j, "reports");
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_report *r = &list->items[i];
    dl_json_object(j, NULL);
    dl_json_string(j, "document", r->document);
    number(j, r->number);
    FIELDS(j, {"label", r->label}, {"newspaper", r->newspaper}, {"title", r->title}, {"url", r->url}, {"date", r->date},
           {"author", r->author});
    dl_json_int(j, "copies", r->family);
    span(j, "evidence", r->evidence_begin, r->evidence_end, r->evidence);
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

void dl_entry_members(dl_json *j, const dl_entry_row *r) {
  dl_json_int(j, "id", r->id);
  FIELDS(j, {"status", r->status}, {"why", r->why}, {"date", r->date}, {"date_begin", r->date_begin},
         {"date_end", r->date_end}, {"event", r->event}, {"mode", r->mode}, {"cameo", r->cameo}, {"quad", r->quad});
  dl_json_real(j, "goldstein", r->goldstein);
  dl_json_real(j, "plover_score", r->plover_score);
  dl_parties_json(j, "actor", &r->told.actor);
  dl_parties_json(j, "recipient", &r->told.recipient);
  details(j, &r->told);
  places(j, &r->told.place);
  words(j, "context", r->told.context);
  words(j, "auxiliary", r->told.auxiliary);
  voices(j, "said_by", &r->voices, "asserts");
  voices(j, "told_of_by", &r->voices, "open");
  voices(j, "denied_by", &r->voices, "denies");
  dl_json_int(j, "sources", r->sources);
  dl_json_int(j, "documents", r->documents);
  dl_json_int(j, "mentions", r->mentions);
  FIELDS(j, {"first_report", r->first_report}, {"last_report", r->last_report});
  screening(j, &r->told.screening);
  span(j, "trigger", r->told.trigger_begin, r->told.trigger_end, r->told.trigger);
  span(j, "evidence", r->told.evidence_begin, r->told.evidence_end, r->told.evidence);
  FIELDS(j, {"document", r->told.documents.count ? r->told.documents.items[0].name : ""}, {"label", r->told.label});
  if (!r->brief) reports(j, &r->reports);
  dl_json_real(j, "confidence", r->told.confidence);
}

void dl_entry_json(const dl_entry_row *r, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_entry_members(&j, r);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

/* ---- sums ---- */

void dl_sums_json(dl_json *j, const dl_sums *s) {
  const struct {
    const char *key;
    long long value;
  } counts[] = {{"entries", s->entries},   {"facts", s->facts},   {"claims", s->claims},
                {"disputed", s->disputed}, {"denied", s->denied}, {"announced", s->announced}};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) dl_json_int(j, counts[i].key, counts[i].value);
  dl_json_real(j, "goldstein_facts", round(s->goldstein_facts * 1000) / 1000);
  dl_json_real(j, "goldstein_claims", round(s->goldstein_claims * 1000) / 1000);
}

void dl_group_json(const dl_group *group, const char *const *names, int count, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  for (int i = 0; i < count; i++) dl_json_string(&j, names[i], group->keys[i]);
  dl_sums_json(&j, &group->sums);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

/* ---- mentions ---- */

void dl_row_members(dl_json *j, const dl_query_row *r) {
  dl_json_int(j, "id", r->id);
  documents(j, r);
  FIELDS(j, {"date", r->date}, {"date_begin", r->date_begin}, {"date_end", r->date_end},
         {"time_source", r->time_source}, {"event", r->event}, {"mode", r->mode}, {"cameo", r->cameo},
         {"quad", r->quad});
  dl_json_real(j, "goldstein", r->goldstein);
  dl_json_real(j, "plover_score", r->plover_score);
  dl_parties_json(j, "actor", &r->actor);
  dl_parties_json(j, "recipient", &r->recipient);
  details(j, r);
  places(j, &r->place);
  words(j, "context", r->context);
  words(j, "auxiliary", r->auxiliary);
  dl_json_string(j, "author", r->author);
  claims(j, r);
  screening(j, &r->screening);
  span(j, "trigger", r->trigger_begin, r->trigger_end, r->trigger);
  span(j, "evidence", r->evidence_begin, r->evidence_end, r->evidence);
  dl_json_real(j, "confidence", r->confidence);
  dl_json_string(j, "origin", r->origin);
}

void dl_row_json(const dl_query_row *r, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_row_members(&j, r);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

/* ---- measures ---- */

void dl_touches_json(dl_json *j, const dl_touches *list) {
  dl_json_array(j, "touches");
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_touch *t = &list->items[i];
    const dl_measure *m = &t->measure;
    dl_json_object(j, NULL);
    FIELDS(j, {"party", t->party}, {"country", t->country}, {"way", t->way}, {"regime", m->regime},
           {"instrument", m->resolution}, {"paragraph", m->paragraph}, {"covers", m->covers},
           {"in_force_from", m->start}, {"in_force_to", m->end}, {"checked", m->checked}, {"words", m->words},
           {"breach_said_by", t->breach_said_by});
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}
