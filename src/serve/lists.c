/* Entries, mentions, claims and what is screened: page by page. */
#include <string.h>

#include "export/rows.h"
#include "serve/counts.h"
#include "serve/routes.h"

enum { JSON_MOST = 500 }; /* entries a page of JSON */

/* ---- entries ---- */

static int list_entry(const dl_entry_row *row, void *context) {
  dl_listing *l = context;
  if (!dl_listing_takes(l, row->id)) return DL_OK;
  dl_json_object(&l->json, NULL);
  dl_entry_members(&l->json, row);
  dl_json_end_object(&l->json);
  return DL_OK;
}

static int list_csv(const dl_entry_row *row, void *context) {
  dl_response *r = context;
  dl_entry_csv(row, &r->body);
  return DL_OK;
}

static int give_csv(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  r->type = "text/csv; charset=utf-8";
  r->attachment = true;
  dl_entry_csv_head(&r->body);
  return dl_count_list(seat, &asked->query, list_csv, r, status);
}

int dl_answer_entries(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_query query = asked->query;
  dl_listing l;
  long long total = -1;
  if (asked->format && strcmp(asked->format, "csv") == 0) return give_csv(seat, asked, r, status);
  if (query.limit > JSON_MOST)
    return dl_fail(status, DL_EUSAGE, "--limit is '%ld': at most %d as JSON", query.limit, JSON_MOST);
  int code = asked->total ? dl_count_total(seat, &query, &total, status) : DL_OK;
  if (code) return code;
  dl_listing_begin(&l, r, query.limit++, &total);
  query.brief = true;
  code = dl_count_list(seat, &query, list_entry, &l, status);
  dl_listing_end(&l);
  return code;
}

/* ---- mentions ---- */

static int list_mention(const dl_query_row *row, void *context) {
  dl_listing *l = context;
  if (!dl_listing_takes(l, row->id)) return DL_OK;
  dl_json_object(&l->json, NULL);
  dl_row_members(&l->json, row);
  dl_json_end_object(&l->json);
  return DL_OK;
}

int dl_answer_mentions(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_query query = asked->query;
  dl_listing l;
  dl_listing_begin(&l, r, query.limit++, NULL);
  int code = dl_query_run(seat->ledger, &query, list_mention, &l, status);
  dl_listing_end(&l);
  return code;
}

/* ---- claims ---- */

typedef struct claiming {
  dl_listing list;
  const char *stance; /* NULL: all */
} claiming;

static int list_claims(const dl_entry_row *row, void *context) {
  claiming *c = context;
  dl_json *j = &c->list.json;
  if (!dl_listing_takes(&c->list, row->id)) return DL_OK;
  for (uint32_t i = 0; i < row->voices.count; i++) {
    const dl_row_voice *v = &row->voices.items[i];
    if (c->stance && strcmp(c->stance, v->stance) != 0) continue;
    dl_json_object(j, NULL);
    dl_json_int(j, "entry", row->id);
    dl_json_string(j, "event", row->event);
    dl_json_string(j, "status", row->status);
    dl_json_string(j, "stance", v->stance);
    dl_voice_json(j, "voice", v);
    dl_json_end_object(j);
  }
  return DL_OK;
}

int dl_answer_claims(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_query query = asked->query;
  claiming c = {.stance = asked->stance};
  dl_listing_begin(&c.list, r, query.limit++, NULL);
  query.brief = query.voiced = true;
  query.stance = asked->stance;
  int code = dl_count_list(seat, &query, list_claims, &c, status);
  dl_listing_end(&c.list);
  return code;
}

/* ---- screening ---- */

static int list_screened(const dl_entry_row *row, const dl_touches *touches, void *context) {
  dl_listing *l = context;
  if (!dl_listing_takes(l, row->id)) return DL_ESTOPPED;
  dl_json_object(&l->json, NULL);
  dl_touches_json(&l->json, touches);
  dl_entry_members(&l->json, row);
  dl_json_end_object(&l->json);
  return DL_OK;
}

int dl_answer_screening(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_query query = asked->query;
  dl_listing l;
  if (!seat->room->screener) {
    dl_response_problem(r, 503, NULL, "the measures stand in the data file, and there is none");
    return DL_OK;
  }
  dl_listing_begin(&l, r, query.limit, NULL);
  query.limit = 0;
  query.brief = true;
  int code = dl_count_screened(seat, &query, list_screened, &l, status);
  if (code == DL_ESTOPPED && l.more) code = DL_OK;
  dl_listing_end(&l);
  return code;
}

/* ---- one entry ---- */

typedef struct boarding {
  dl_seat *seat;
  dl_screen_reader *reader; /* NULL: no data file, so no measures */
  dl_response *response;
  long asked;
  dl_status *status;
} boarding;

static bool speaks(const dl_entry_row *row, const dl_row_party *party) {
  for (uint32_t i = 0; i < row->voices.count; i++) {
    const dl_row_voice *v = &row->voices.items[i];
    if (strcmp(v->name, party->name) == 0) return true;
    if (party->code[0] && strcmp(v->code, party->code) == 0) return true;
    if (party->country[0] && strncmp(v->code, party->country, 3) == 0) return true;
  }
  return false;
}

/* Parties that nobody speaks for: neither they nor another of their country. */
static void silent(dl_json *j, dl_arena *arena, const dl_entry_row *row) {
  const dl_row_parties *sides[] = {&row->told.actor, &row->told.recipient};
  dl_row_parties list = {0};
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->count; i++)
      if (!speaks(row, &sides[s]->items[i]))
        *DL_PUSH(arena, list.items, list.count, list.capacity) = sides[s]->items[i];
  dl_parties_json(j, "silent", &list);
}

static int give_board(const dl_entry_row *row, void *context) {
  boarding *b = context;
  dl_touches touches = {0};
  dl_json j;
  int code = b->reader && dl_screen_moves(row->event)
                 ? dl_screens_of(b->reader, row->id, b->seat->arena, &touches, b->status)
                 : DL_OK;
  if (code) return code;
  dl_json_start(&j, &b->response->body);
  dl_json_object(&j, NULL);
  dl_entry_members(&j, row);
  silent(&j, b->seat->arena, row);
  dl_touches_json(&j, &touches);
  dl_json_bool(&j, "joined", row->id != b->asked);
  dl_json_end_object(&j);
  dl_buffer_char(&b->response->body, '\n');
  return DL_OK;
}

static int find_board(void *context, dl_status *status) {
  boarding *b = context;
  bool found = false;
  int code = dl_entry_read(b->seat->ledger, b->asked, give_board, b, &found, status);
  if (!code && !found) dl_response_problem(b->response, 404, NULL, "there is no entry of this number");
  return code;
}

int dl_answer_entry(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  boarding b = {.seat = seat, .response = r, .asked = asked->number, .status = status};
  int code = seat->room->screener ? dl_screens_begin(seat->ledger, seat->room->screener, &b.reader, status) : DL_OK;
  if (!code) code = dl_guard_run(find_board, &b, status);
  dl_screens_end(b.reader);
  return code;
}
