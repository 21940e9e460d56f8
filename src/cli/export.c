/* export: entries of a ledger in the forms of other programs. */
#include <stdio.h>
#include <string.h>

#include "cli/asking.h"
#include "cli/rows.h"
#include "export/export.h"

static const struct {
  const char *name;
  dl_export_form form;
} forms[] = {{"plover", DL_EXPORT_PLOVER},   {"gdelt", DL_EXPORT_GDELT}, {"graphml", DL_EXPORT_GRAPHML},
             {"geojson", DL_EXPORT_GEOJSON}, {"ftm", DL_EXPORT_FTM},     {"mentions", DL_EXPORT_MENTIONS}};

static int put(dl_buffer *out, void *context) {
  (void)context;
  return dl_cli_write(out->data ? out->data : "", out->size) && !dl_cli_interrupted() ? 0 : 1;
}

/* ---- the forms of query, for all entries ---- */

typedef struct listing {
  dl_buffer out;
  bool csv;
} listing;

static int put_listed(listing *l, size_t least) {
  if (l->out.size < least) return DL_OK;
  bool good = !l->out.failed && put(&l->out, NULL) == 0;
  dl_buffer_clear(&l->out);
  return good ? DL_OK : DL_ESTOPPED;
}

static int list_entry(const dl_entry_row *row, void *context) {
  listing *l = context;
  if (l->csv)
    dl_entry_csv(row, &l->out);
  else
    dl_entry_json(row, &l->out);
  return put_listed(l, 1 << 16);
}

static int list(dl_ledger *ledger, const dl_query *query, bool csv, dl_status *problem) {
  listing l = {.csv = csv};
  if (csv) dl_entry_csv_head(&l.out);
  int code = dl_entries_run(ledger, query, list_entry, &l, problem);
  if (code == DL_OK) code = put_listed(&l, 0);
  dl_buffer_free(&l.out);
  return code;
}

/* ---- the command ---- */

/* Is something asked for that mentions have no filter for? */
static bool filtered(const dl_options *o) {
  return o->actor || o->recipient || o->event || o->since || o->until || o->source || o->text || o->status ||
         o->object || o->place || o->near.given || o->said_by || o->denied_by || o->min_sources || o->least > 0;
}

static int answer(const dl_options *o, const dl_query *query, const dl_export_form *form) {
  dl_export e = {.query = query, .write = put};
  dl_model *model = NULL;
  dl_status problem = {0};
  unsigned long told = 0;
  int status = form && dl_export_needs_model(*form) ? dl_cli_model(o, &model) : DL_EXIT_OK;
  if (status == DL_EXIT_OK) status = dl_cli_ledger(o, &e.ledger);
  if (status == DL_EXIT_OK) {
    e.model = model;
    int code = form ? dl_export_run(&e, *form, &told, &problem) : list(e.ledger, query, o->format[0] == 'c', &problem);
    status = dl_cli_answered(o, code, &problem);
  }
  dl_ledger_close(e.ledger);
  dl_model_close(model);
  return status;
}

int dl_cli_export(const dl_options *o) {
  const char *names = "csv, jsonl, plover, gdelt, graphml, geojson, ftm or mentions";
  if (!o->format) return dl_cli_usage(o, "--format is needed: %s", names);
  const dl_export_form *form = NULL;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strcmp(forms[i].name, o->format) == 0) form = &forms[i].form;
  if (!form && strcmp(o->format, "csv") != 0 && strcmp(o->format, "jsonl") != 0)
    return dl_cli_usage(o, "--format is '%s': %s", o->format, names);
  if (form && *form == DL_EXPORT_MENTIONS && filtered(o))
    return dl_cli_usage(o, "--format mentions gives all mentions of the ledger: no filter goes with it");
  dl_query query = {0};
  int status = dl_cli_filters(o, &query);
  return status == DL_EXIT_OK ? answer(o, &query, form) : status;
}
