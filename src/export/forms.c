#include "export/forms.h"

enum { AT_ONCE = 1 << 16 }; /* bytes that are handed on together */

int dl_export_send(dl_exporting *x) {
  if (x->out.failed) return dl_fail(x->status, DL_EMEMORY, "out of memory");
  return x->out.size < AT_ONCE ? DL_OK : dl_export_flush(x);
}

int dl_export_flush(dl_exporting *x) {
  int code = x->export->write(&x->out, x->export->context);
  dl_buffer_clear(&x->out);
  return code == 0 ? DL_OK : dl_fail(x->status, DL_ESTOPPED, "interrupted");
}

const char *dl_country_code(const dl_model *model, const char *country, const char *column) {
  const dl_table *table = model ? dl_model_table(model, "places/codes") : NULL;
  uint32_t row;
  int at = table ? dl_table_column(table, column) : -1;
  return at >= 0 && country[0] && dl_table_find(table, country, &row) > 0 ? dl_table_cell(table, row, at) : "";
}

const char *dl_party_key(const dl_row_party *party) {
  return party->code[0] ? party->code : party->name;
}

static void add_names(const dl_row_parties *list, dl_buffer *out) {
  for (uint32_t i = 0; i < list->count; i++) {
    if (i > 0) dl_buffer_text(out, ", ");
    dl_buffer_text(out, list->items[i].name);
  }
}

void dl_entry_caption(const dl_entry_row *row, dl_buffer *out) {
  add_names(&row->told.actor, out);
  if (row->told.actor.count > 0) dl_buffer_text(out, ": ");
  dl_buffer_text(out, row->event[0] ? row->event : row->cameo);
  if (row->told.recipient.count > 0) dl_buffer_text(out, " to ");
  add_names(&row->told.recipient, out);
}

const char *dl_entry_link(const dl_entry_row *row) {
  if (row->reports.count == 0) return "";
  return row->reports.items[0].url[0] ? row->reports.items[0].url : row->reports.items[0].document;
}
