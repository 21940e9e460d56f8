/* PLOVER records of entries: the fields of `code --format plover`, and how an entry is supported. */
#include <string.h>

#include "base/json.h"
#include "export/forms.h"
#include "report/report.h"

static void parties(dl_json *j, const char *key, const dl_row_parties *list) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_party *p = &list->items[i];
    const char *code = p->country[0] ? p->country : p->code;
    dl_json_object(j, NULL);
    dl_json_bytes(j, "code", code, strlen(code) < 3 ? strlen(code) : 3);
    dl_json_string(j, "sector", p->sector);
    dl_json_string(j, "identifier_text", p->name);
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

/* A list of the words that are parted by spaces. */
static void words(dl_json *j, const char *key, const char *text) {
  dl_json_array(j, key);
  while (*(text += strspn(text, " "))) {
    size_t n = strcspn(text, " ");
    bool negated = n == 7 && memcmp(text, "negated", 7) == 0; /* the manual's word is another */
    if (negated)
      dl_json_string(j, NULL, "negation");
    else
      dl_json_bytes(j, NULL, text, n);
    text += n;
  }
  dl_json_end_array(j);
}

static void location(dl_json *j, const dl_row_place *p) {
  if (!p->name[0]) return;
  dl_json_object(j, "event_loc");
  dl_json_string(j, "extracted_place", p->name);
  if (p->located) {
    if (p->geonames) dl_json_int(j, "geonameid", p->geonames);
    dl_json_number(j, "lat", p->lat);
    dl_json_number(j, "lon", p->lon);
  }
  dl_json_string(j, "country_code", p->country);
  dl_json_end_object(j);
}

static void voices(dl_json *j, const char *key, const dl_row_voices *list, const char *stance) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i].stance, stance) == 0) dl_json_string(j, NULL, list->items[i].name);
  dl_json_end_array(j);
}

/* A key stands once: of people the largest number that is told, of sums and things the first. */
static void sizes(dl_json *j, const dl_row_phrases *list) {
  if (list->count == 0) return;
  dl_json_object(j, "size_info");
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_phrase *p = &list->items[i];
    bool before = false;
    for (uint32_t k = 0; k < i; k++) before |= strcmp(list->items[k].klass, p->klass) == 0;
    if (!before) dl_json_number(j, p->klass, p->value);
  }
  dl_json_end_object(j);
}

static void cited(dl_json *j, const dl_entry_row *row) {
  const dl_row_report *first = row->reports.count ? &row->reports.items[0] : NULL;
  dl_json_string(j, "text", row->told.evidence);
  dl_json_object(j, "cite_info");
  dl_json_string(j, "citation", first ? first->document : "");
  dl_json_string(j, "url", first ? first->url : "");
  dl_json_string(j, "title", first ? first->title : "");
  dl_json_string(j, "language", "en");
  dl_json_string(j, "publication", first ? first->newspaper : "");
  dl_json_string(j, "coder", "dateline " DL_VERSION);
  dl_json_string(j, "codebook", "PLOVER 0.8");
  dl_json_end_object(j);
  dl_json_string(j, "coder", "dateline " DL_VERSION);
}

static void supported(dl_json *j, const dl_entry_row *row) {
  dl_json_string(j, "status", row->status);
  dl_json_int(j, "sources", row->sources);
  dl_json_int(j, "documents", row->documents);
  dl_json_int(j, "mentions", row->mentions);
  dl_json_string(j, "first_report", row->first_report);
  dl_json_string(j, "last_report", row->last_report);
  voices(j, "said_by", &row->voices, "asserts");
  voices(j, "denied_by", &row->voices, "denies");
}

int dl_export_plover(dl_exporting *x, const dl_entry_row *row) {
  if (!row->event[0]) return DL_OK; /* a speech act that PLOVER drops */
  int quad = dl_plover_quad(row->quad);
  dl_buffer contexts = {0};
  dl_json j;
  dl_json_start(&j, &x->out);
  dl_json_object(&j, NULL);
  dl_json_int(&j, "id", row->id);
  dl_json_bool(&j, "has_event", true);
  dl_json_string(&j, "date", row->date_begin);
  if (strcmp(row->date_begin, row->date_end) != 0) dl_json_string(&j, "enddate", row->date_end);
  dl_json_string(&j, "time_source", row->told.time_source);
  parties(&j, "actor", &row->told.actor);
  parties(&j, "recipient", &row->told.recipient);
  words(&j, "event", row->event);
  words(&j, "mode", row->mode);
  dl_buffer_printf(&contexts, "%s %s", row->told.context, row->told.auxiliary);
  words(&j, "context", contexts.size ? contexts.data : "");
  location(&j, &row->place);
  dl_json_array(&j, "event_text");
  dl_json_string(&j, NULL, row->told.trigger);
  dl_json_end_array(&j);
  if (quad) dl_json_int(&j, "quad_code", quad);
  dl_json_real(&j, "event_scale", row->plover_score);
  sizes(&j, &row->told.magnitude);
  supported(&j, row);
  cited(&j, row);
  dl_json_end_object(&j);
  dl_buffer_char(&x->out, '\n');
  dl_buffer_free(&contexts);
  x->told++;
  return DL_OK;
}
