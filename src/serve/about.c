/* What the server tells of itself and of the ledger as a whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flows/flows.h"
#include "serve/counts.h"
#include "serve/routes.h"
#include "stories/status.h"

/* ---- stats ---- */

typedef struct tally {
  long long all, each[DL_STATUSES];
} tally;

static int count_status(const dl_group *group, void *context) {
  tally *t = context;
  t->all += group->sums.entries;
  for (int i = 0; i < DL_STATUSES; i++)
    if (strcmp(group->keys[0], dl_status_names[i]) == 0) t->each[i] = group->sums.entries;
  return DL_OK;
}

typedef struct edge {
  char day[40];
} edge;

static int take_day(const dl_entry_row *row, void *context) {
  edge *e = context;
  snprintf(e->day, sizeof e->day, "%s", row->date_begin);
  return DL_OK;
}

/* The first day that an entry has, or the last. */
static int find_day(dl_ledger *ledger, bool last, edge *day, dl_status *status) {
  dl_query query = {.sort = last ? "-date" : "date", .limit = 1, .brief = true, .since = last ? NULL : "0001-01-01"};
  day->day[0] = '\0';
  return dl_entries_run(ledger, &query, take_day, day, status);
}

static void put_counts(dl_json *j, const dl_ledger_counts *counts, const tally *t) {
  dl_json_int(j, "documents", counts->documents);
  dl_json_int(j, "copies", counts->copies);
  dl_json_int(j, "earlier", counts->earlier);
  dl_json_int(j, "events", counts->events);
  dl_json_int(j, "entries", t->all);
}

int dl_answer_stats(dl_seat *seat, dl_buffer *out, dl_status *status) {
  static const char *const by = "status";
  const dl_room *room = seat->room;
  const dl_model *model = dl_seat_model(seat);
  const char *slash = strrchr(room->ledger, '/');
  dl_ledger_counts counts = {0};
  tally t = {0};
  edge first, last;
  dl_json j;
  int code = dl_ledger_count(seat->ledger, &counts, status);
  if (!code) code = dl_count_group(seat, &(dl_query){.limit = 0}, &by, 1, count_status, &t, status);
  if (!code) code = find_day(seat->ledger, false, &first, status);
  if (!code) code = find_day(seat->ledger, true, &last, status);
  if (code) return code;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "ledger", slash ? slash + 1 : room->ledger);
  dl_json_string(&j, "program", "dateline " DL_VERSION);
  dl_json_string(&j, "data", model ? dl_model_sha256(model) : "");
  dl_json_bool(&j, "ingest", room->ingest);
  dl_json_int(&j, "revision", room->revision);
  put_counts(&j, &counts, &t);
  dl_json_string(&j, "first_day", first.day);
  dl_json_string(&j, "last_day", last.day);
  dl_json_object(&j, "statuses");
  for (int i = 0; i < DL_STATUSES; i++) dl_json_int(&j, dl_status_names[i], t.each[i]);
  dl_json_end_object(&j);
  dl_json_end_object(&j);
  return DL_OK;
}

int dl_answer_stats_page(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  (void)asked;
  return dl_answer_stats(seat, &r->body, status);
}

/* ---- vocabulary ---- */

static void put_events(dl_json *j, const dl_model *model) {
  const dl_table *table = model ? dl_model_table(model, "lexicon/plover") : NULL;
  dl_json_array(j, "events");
  for (uint32_t i = 0; table && i < dl_table_rows(table); i++) {
    dl_json_object(j, NULL);
    dl_json_string(j, "event", dl_table_cell(table, i, 0));
    dl_json_string(j, "mode", dl_table_cell(table, i, dl_table_column(table, "mode")));
    dl_json_number(j, "score", strtod(dl_table_cell(table, i, dl_table_column(table, "score")), NULL));
    dl_json_string(j, "quad", dl_table_cell(table, i, dl_table_column(table, "quad")));
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void put_codes(dl_json *j, const dl_model *model) {
  const dl_table *table = model ? dl_model_table(model, "lexicon/cameo") : NULL;
  dl_json_array(j, "cameo");
  for (uint32_t i = 0; table && i < dl_table_rows(table); i++) {
    int score = dl_table_column(table, "goldstein");
    dl_json_object(j, NULL);
    dl_json_string(j, "code", dl_table_cell(table, i, 0));
    dl_json_string(j, "name", dl_table_cell(table, i, dl_table_column(table, "name")));
    if (dl_table_cell(table, i, score)[0])
      dl_json_number(j, "goldstein", strtod(dl_table_cell(table, i, score), NULL));
    else
      dl_json_null(j, "goldstein");
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void put_names(dl_json *j, const dl_model *model, const char *name) {
  const dl_table *table = model ? dl_model_table(model, name) : NULL;
  for (uint32_t i = 0; table && i < dl_table_rows(table); i++) {
    const char *code = dl_table_cell(table, i, 0);
    dl_json_object(j, NULL);
    dl_json_string(j, "code", code);
    dl_json_string(j, "name", dl_country_name(model, code));
    dl_json_end_object(j);
  }
}

/* Countries, then bodies of several or of none. */
static void put_countries(dl_json *j, const dl_model *model) {
  dl_json_array(j, "countries");
  put_names(j, model, "places/codes");
  put_names(j, model, "actors/bodies");
  dl_json_end_array(j);
}

static int put_object(const char *object, void *context) {
  dl_json_string(context, NULL, object);
  return DL_OK;
}

int dl_answer_vocabulary(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  const dl_model *model = dl_seat_model(seat);
  dl_json j;
  (void)asked;
  dl_json_start(&j, &r->body);
  dl_json_object(&j, NULL);
  put_events(&j, model);
  dl_json_array(&j, "statuses");
  for (int i = 0; i < DL_STATUSES; i++) dl_json_string(&j, NULL, dl_status_names[i]);
  dl_json_end_array(&j);
  dl_json_array(&j, "quads");
  for (int i = 0; i < DL_QUADS; i++) dl_json_string(&j, NULL, dl_quad_names[i]);
  dl_json_end_array(&j);
  dl_json_array(&j, "objects");
  int code = dl_objects_run(seat->ledger, put_object, &j, status);
  dl_json_end_array(&j);
  put_countries(&j, model);
  put_codes(&j, model);
  dl_json_end_object(&j);
  return code;
}

/* ---- health and counters ---- */

int dl_answer_health(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  (void)asked;
  dl_status problem = {0};
  dl_query query = {.limit = 1, .brief = true};
  edge day;
  (void)status;
  r->type = "text/plain; charset=utf-8";
  if (dl_entries_run(seat->ledger, &query, take_day, &day, &problem) != DL_OK)
    dl_response_problem(r, 503, NULL, "the ledger cannot be read");
  else
    dl_buffer_text(&r->body, "ok\n");
  return DL_OK;
}

/* Bytes of memory in use, as Linux tells them. */
static long long resident(void) {
  long long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file && fscanf(file, "%*d %lld", &pages) != 1) pages = 0;
  if (file) fclose(file);
  return pages * 4096;
}

static void put_metric(dl_buffer *out, const char *name, const char *type, const char *help, long long value) {
  dl_buffer_printf(out, "# HELP dateline_%s %s\n# TYPE dateline_%s %s\ndateline_%s %lld\n", name, help, name, type,
                   name, value);
}

/* For Prometheus. */
static void put_counters(const dl_room *room, dl_buffer *out) {
  dl_buffer_text(out,
                 "# HELP dateline_requests_total Answers, by the class of their status.\n# TYPE "
                 "dateline_requests_total counter\n");
  for (int i = 2; i < 6; i++)
    dl_buffer_printf(out, "dateline_requests_total{status=\"%dxx\"} %lld\n", i, room->requests[i]);
  dl_buffer_printf(out,
                   "# HELP dateline_answer_seconds_total Time spent on answers that were not kept.\n"
                   "# TYPE dateline_answer_seconds_total counter\ndateline_answer_seconds_total %.6f\n",
                   (double)room->microseconds / 1e6);
  put_metric(out, "cache_hits_total", "counter", "Answers that were kept from before.", room->cached);
  put_metric(out, "refused_total", "counter", "Requests that were refused since too many waited.", room->busy);
  put_metric(out, "sent_bytes_total", "counter", "Bytes of bodies.", room->bytes);
  put_metric(out, "connections", "gauge", "Open connections.", room->connections);
  put_metric(out, "live_streams", "gauge", "Clients that listen for changes.", room->live);
  put_metric(out, "waiting", "gauge", "Requests that wait for a thread.", room->waiting);
  put_metric(out, "ledger_revision", "counter", "Changes of the ledger that were seen.", room->revision);
  put_metric(out, "resident_bytes", "gauge", "Memory in use.", resident());
}

int dl_answer_counters(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  (void)asked;
  (void)status;
  r->type = "text/plain; version=0.0.4; charset=utf-8";
  put_counters(seat->room, &r->body);
  return DL_OK;
}

int dl_answer_live(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  (void)seat;
  (void)asked;
  (void)status;
  r->type = "text/event-stream";
  return DL_OK;
}
