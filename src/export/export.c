#include "export/export.h"

#include <sqlite3.h>
#include <stdio.h>

#include "export/forms.h"

bool dl_export_needs_model(dl_export_form form) {
  return form == DL_EXPORT_GDELT || form == DL_EXPORT_FTM;
}

typedef struct walk {
  dl_exporting *x;
  int (*each)(dl_exporting *x, const dl_entry_row *row);
} walk;

static int take(const dl_entry_row *row, void *context) {
  const walk *w = context;
  int code = w->each(w->x, row);
  return code ? code : dl_export_send(w->x);
}

/* A head, the entries, a tail. */
static int entries(dl_exporting *x, const char *head, const char *tail,
                   int (*each)(dl_exporting *, const dl_entry_row *)) {
  dl_buffer_text(&x->out, head);
  int code = dl_export_send(x);
  if (!code) code = dl_entries_run(x->export->ledger, x->export->query, take, &(walk){x, each}, x->status);
  dl_buffer_text(&x->out, tail);
  return code ? code : dl_export_send(x);
}

static int run(dl_exporting *x, dl_export_form form) {
  switch (form) {
    case DL_EXPORT_PLOVER:
      return entries(x, "", "", dl_export_plover);
    case DL_EXPORT_GDELT:
      return entries(x, "", "", dl_export_gdelt);
    case DL_EXPORT_GEOJSON:
      return entries(x, "{\"type\":\"FeatureCollection\",\"name\":\"dateline\",\"features\":[\n", "\n]}\n",
                     dl_export_feature);
    case DL_EXPORT_FTM:
      return entries(x, "", "", dl_export_entities);
    case DL_EXPORT_GRAPHML:
      return dl_export_graph(x);
    default:
      return dl_export_mentions(x);
  }
}

/* The ids of entries are made with it. */
static int read_ledger(dl_exporting *x) {
  sqlite3_stmt *ask = NULL;
  sqlite3 *db = dl_ledger_handle(x->export->ledger);
  int step = sqlite3_prepare_v2(db, "SELECT key FROM text ORDER BY id LIMIT 1", -1, &ask, NULL) == SQLITE_OK
                 ? sqlite3_step(ask)
                 : SQLITE_ERROR;
  if (step == SQLITE_ROW) snprintf(x->ledger, sizeof x->ledger, "%s", (const char *)sqlite3_column_text(ask, 0));
  sqlite3_finalize(ask);
  if (step == SQLITE_ROW || step == SQLITE_DONE) return DL_OK;
  return dl_fail(x->status, DL_ESTORE, "%s: %s", dl_ledger_path(x->export->ledger), sqlite3_errmsg(db));
}

int dl_export_run(const dl_export *export, dl_export_form form, unsigned long *told, dl_status *status) {
  dl_exporting x = {.export = export, .status = status};
  int code = form == DL_EXPORT_FTM || form == DL_EXPORT_GRAPHML ? dl_seen_new(&x.seen, status) : DL_OK;
  if (!code && form == DL_EXPORT_FTM) code = read_ledger(&x);
  if (!code) code = run(&x, form);
  if (!code && x.out.size > 0) code = dl_export_flush(&x);
  *told = x.told;
  dl_buffer_free(&x.out);
  dl_seen_free(x.seen);
  return code;
}
