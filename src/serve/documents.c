/* Documents: a list, one with what was read in it, why an event of it was coded so; and the search over everything. */
#include "query/documents.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "export/rows.h"
#include "report/report.h"
#include "serve/routes.h"

static void members(dl_json *j, const dl_document_row *row) {
  dl_json_int(j, "number", row->number);
  dl_json_string(j, "document", row->name);
  dl_json_string(j, "newspaper", row->source);
  dl_json_string(j, "title", row->title);
  dl_json_string(j, "url", row->url);
  dl_json_string(j, "date", row->date);
  dl_json_string(j, "language", row->language);
  dl_json_int(j, "version", row->version);
  dl_json_bool(j, "current", row->current);
  dl_json_int(j, "copies", row->copies);
  dl_json_int(j, "events", row->events);
}

static int put_document(const dl_document_row *row, void *context) {
  dl_json_object(context, NULL);
  members(context, row);
  dl_json_end_object(context);
  return DL_OK;
}

static int list_document(const dl_document_row *row, void *context) {
  dl_listing *l = context;
  return dl_listing_takes(l, row->number) ? put_document(row, &l->json) : DL_OK;
}

int dl_answer_documents(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  const dl_query *q = &asked->query;
  dl_document_query query = {.source = q->source,
                             .title = asked->title,
                             .since = q->since,
                             .until = q->until,
                             .limit = q->limit + 1,
                             .before = q->after};
  dl_listing l;
  dl_listing_begin(&l, r, q->limit, NULL);
  int code = dl_documents_run(seat->ledger, &query, list_document, &l, status);
  dl_listing_end(&l);
  return code;
}

/* ---- one ---- */

/* Reads and codes a document of the ledger anew: the ledger does not keep names and times. */
static int code_again(dl_seat *seat, const dl_document_text *d, dl_document **out, dl_status *status) {
  dl_document *doc = *out = dl_document_new(seat->arena);
  doc->id = d->row.name;
  doc->date = d->row.date;
  doc->title = d->row.title;
  doc->source = d->row.source;
  doc->url = d->row.url;
  return dl_code_text(seat, doc, d->text, d->text_size, status);
}

static bool same_data(const dl_model *model, const dl_document_text *d) {
  return strcmp(dl_model_sha256(model), d->data) == 0 && strcmp(dl_model_own_sha256(model), d->dictionaries) == 0;
}

static void put_mentions(dl_json *j, const dl_document_text *d) {
  dl_json_array(j, "mentions");
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const dl_document_mention *m = &d->mentions[i];
    dl_json_object(j, NULL);
    dl_json_string(j, "event", m->label);
    dl_json_int(j, "begin", m->begin);
    dl_json_int(j, "end", m->end);
    dl_json_int(j, "entry", m->entry);
    dl_json_string(j, "status", m->status);
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void put_reading(const dl_model *model, const dl_document_text *d, dl_document *doc, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  members(&j, &d->row);
  dl_json_bytes(&j, "text", d->text, d->text_size);
  dl_json_array(&j, "others");
  for (uint32_t i = 0; i < d->other_count; i++) put_document(&d->others[i], &j);
  dl_json_end_array(&j);
  put_mentions(&j, d);
  dl_json_bool(&j, "same_data", same_data(model, d));
  dl_json_key(&j, "coded");
  dl_report_jsonl(&(dl_report){.model = model}, doc, out);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

/* The document of the path; false: *r is filled. */
static bool find(dl_seat *seat, const dl_asked *asked, dl_document_text *d, dl_response *r, int *code,
                 dl_status *status) {
  bool found = false;
  *code = dl_document_read(seat->ledger, asked->number, seat->arena, d, &found, status);
  if (*code) return false;
  if (!found)
    dl_response_problem(r, 404, NULL, "there is no document of this number");
  else if (!seat->room->engine)
    dl_response_problem(r, 503, NULL, "there is no data file to read it with");
  return found && seat->room->engine;
}

int dl_answer_document(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_document_text d;
  dl_document *doc;
  int code;
  if (!find(seat, asked, &d, r, &code, status)) return code;
  if ((code = code_again(seat, &d, &doc, status))) return code;
  put_reading(dl_seat_model(seat), &d, doc, &r->body);
  return DL_OK;
}

int dl_answer_explain(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_document_text d;
  dl_document *doc;
  dl_json j;
  int code;
  if (!find(seat, asked, &d, r, &code, status)) return code;
  if ((code = code_again(seat, &d, &doc, status))) return code;
  unsigned long number = strtoul(asked->label + 1, NULL, 10);
  if (number > doc->event_count) {
    dl_response_problem(r, 404, NULL, "the document has no such event");
    return DL_OK;
  }
  dl_json_start(&j, &r->body);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "event", asked->label);
  dl_put_explanation(seat, doc, (uint32_t)number, "text", &j);
  dl_json_end_object(&j);
  return DL_OK;
}

/* ---- search ---- */

static int put_speaker(const char *name, void *context) {
  dl_json_string(context, NULL, name);
  return DL_OK;
}

static bool begins(const char *text, const char *with) {
  for (; *with; text++, with++)
    if (tolower((unsigned char)*text) != tolower((unsigned char)*with)) return false;
  return true;
}

/* Countries of which a name begins so; each once. */
static void put_countries(dl_json *j, dl_arena *arena, const dl_model *model, const char *q, long limit) {
  const dl_table *table = model ? dl_model_table(model, "actors/countries") : NULL;
  const char **met = dl_arena_alloc(arena, (size_t)limit * sizeof *met);
  long count = 0;
  dl_json_array(j, "countries");
  for (uint32_t i = 0; table && i < dl_table_rows(table) && count < limit; i++) {
    const char *code = dl_table_cell(table, i, dl_table_column(table, "code"));
    long k = 0;
    if (!begins(dl_table_cell(table, i, 0), q) && !begins(code, q)) continue;
    while (k < count && strcmp(met[k], code) != 0) k++;
    if (k < count) continue;
    met[count++] = code;
    dl_json_object(j, NULL);
    dl_json_string(j, "code", code);
    dl_json_string(j, "name", dl_country_name(model, code));
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

int dl_answer_search(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_json j;
  dl_json_start(&j, &r->body);
  dl_json_object(&j, NULL);
  put_countries(&j, seat->arena, dl_seat_model(seat), asked->q, asked->query.limit);
  dl_json_array(&j, "speakers");
  int code = dl_speakers_run(seat->ledger, asked->q, asked->query.limit, put_speaker, &j, status);
  dl_json_end_array(&j);
  dl_json_array(&j, "documents");
  dl_document_query query = {.title = asked->q, .limit = asked->query.limit};
  if (!code) code = dl_documents_run(seat->ledger, &query, put_document, &j, status);
  dl_json_end_array(&j);
  /* as a page of /api/v1/entries */
  dl_asked words = {.query = {.text = asked->q, .limit = asked->query.limit, .sort = "-date"}, .total = true};
  dl_json_key(&j, "entries");
  if (!code) code = dl_answer_entries(seat, &words, r, status);
  dl_json_end_object(&j);
  return code;
}
