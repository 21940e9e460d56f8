/* The mentions of the entries, one object a line: each article in which it stands, and the code points of its trigger
 * there. */
#include <sqlite3.h>

#include "base/json.h"
#include "export/forms.h"

static const char sql[] =
    "SELECT d.name, e.label, e.trigger_begin, e.trigger_end, m.entry FROM document d JOIN event e ON e.text=d.text "
    "JOIN "
    "mention m ON m.event=e.id WHERE d.current ORDER BY d.id, e.trigger_begin, e.id";

int dl_export_mentions(dl_exporting *x) {
  sqlite3_stmt *ask = NULL;
  sqlite3 *db = dl_ledger_handle(x->export->ledger);
  int code = DL_OK, step = SQLITE_DONE;
  if (sqlite3_prepare_v2(db, sql, -1, &ask, NULL) != SQLITE_OK)
    return dl_fail(x->status, DL_ESTORE, "%s: %s", dl_ledger_path(x->export->ledger), sqlite3_errmsg(db));
  while (!code && (step = sqlite3_step(ask)) == SQLITE_ROW) {
    dl_json j;
    dl_json_start(&j, &x->out);
    dl_json_object(&j, NULL);
    dl_json_string(&j, "doc", (const char *)sqlite3_column_text(ask, 0));
    dl_json_string(&j, "event", (const char *)sqlite3_column_text(ask, 1));
    dl_json_int(&j, "begin", sqlite3_column_int(ask, 2));
    dl_json_int(&j, "end", sqlite3_column_int(ask, 3));
    dl_json_int(&j, "entry", sqlite3_column_int64(ask, 4));
    dl_json_end_object(&j);
    dl_buffer_char(&x->out, '\n');
    x->told++;
    code = dl_export_send(x);
  }
  if (!code && step != SQLITE_DONE)
    code = dl_fail(x->status, DL_ESTORE, "%s: %s", dl_ledger_path(x->export->ledger), sqlite3_errmsg(db));
  sqlite3_finalize(ask);
  return code;
}
