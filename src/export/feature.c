/* Points on the map: a feature of GeoJSON (RFC 7946) for each entry whose place was resolved. */
#include <string.h>

#include "base/json.h"
#include "export/forms.h"

static void names(dl_json *j, const char *key, const dl_row_parties *list, bool codes) {
  dl_buffer text = {0};
  for (uint32_t i = 0; i < list->count; i++) {
    if (i > 0) dl_buffer_text(&text, "; ");
    dl_buffer_text(&text, codes ? list->items[i].code : list->items[i].name);
  }
  dl_json_string(j, key, text.size ? text.data : "");
  j->out->failed |= text.failed;
  dl_buffer_free(&text);
}

static void properties(dl_json *j, const dl_entry_row *row, const dl_row_place *p) {
  dl_json_object(j, "properties");
  dl_json_int(j, "entry", row->id);
  const struct {
    const char *key, *value;
  } texts[] = {
      {"date_begin", row->date_begin}, {"date_end", row->date_end}, {"event", row->event},  {"mode", row->mode},
      {"cameo", row->cameo},           {"quad", row->quad},         {"object", row->object}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (texts[i].value[0] || i > 1)
      dl_json_string(j, texts[i].key, texts[i].value);
    else
      dl_json_null(j, texts[i].key); /* a day that is not known: QGIS reads the column as dates */
  dl_json_number(j, "goldstein", row->goldstein);
  names(j, "actor", &row->told.actor, false);
  names(j, "actor_code", &row->told.actor, true);
  names(j, "recipient", &row->told.recipient, false);
  names(j, "recipient_code", &row->told.recipient, true);
  dl_json_string(j, "status", row->status);
  dl_json_int(j, "sources", row->sources);
  dl_json_int(j, "documents", row->documents);
  dl_json_string(j, "first_report", row->first_report);
  dl_json_string(j, "last_report", row->last_report);
  dl_json_string(j, "place", p->name);
  dl_json_string(j, "country", p->country);
  dl_json_int(j, "geonames", p->geonames);
  dl_json_string(j, "sentence", row->told.evidence);
  dl_json_string(j, "link", dl_entry_link(row));
  dl_json_end_object(j);
}

int dl_export_feature(dl_exporting *x, const dl_entry_row *row) {
  const dl_row_place *p = &row->place;
  if (!p->located) return DL_OK;
  dl_json j;
  if (x->told++ > 0) dl_buffer_text(&x->out, ",\n");
  dl_json_start(&j, &x->out);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "type", "Feature");
  dl_json_int(&j, "id", row->id);
  dl_json_object(&j, "geometry");
  dl_json_string(&j, "type", "Point");
  dl_json_array(&j, "coordinates");
  dl_json_number(&j, NULL, p->lon);
  dl_json_number(&j, NULL, p->lat);
  dl_json_end_array(&j);
  dl_json_end_object(&j);
  properties(&j, row, p);
  dl_json_end_object(&j);
  return DL_OK;
}
