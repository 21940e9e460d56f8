#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "export/rows.h"

/* A row under way: cells are parted by commas as they come. */
typedef struct csv {
  dl_buffer *out;
  bool begun;
} csv;

static void next_cell(csv *c) {
  if (c->begun) dl_buffer_char(c->out, ',');
  c->begun = true;
}

static void text(csv *c, const char *value) {
  next_cell(c);
  dl_csv_cell(c->out, value);
}

/* The shortest decimal that reads back as the same number, without an exponent where that is no longer than a
 * spreadsheet shows. */
static void add_real(dl_buffer *out, double value) {
  char digits[64];
  bool plain = value > -1e15 && value < 1e15;
  for (int places = plain ? 0 : 1; places <= 17; places++) {
    snprintf(digits, sizeof digits, plain ? "%.*f" : "%.*g", places, value);
    if (strtod(digits, NULL) == value) break;
  }
  dl_buffer_text(out, digits);
}

static void real(csv *c, double value) {
  next_cell(c);
  add_real(c->out, value);
}

static void whole(csv *c, long long value) {
  next_cell(c);
  dl_buffer_printf(c->out, "%lld", value);
}

/* ---- lists: each function adds one item's part to a cell ---- */

typedef void item_fn(dl_buffer *cell, const void *item);

/* The parts of all items in one cell; a single number (`bare`) is no text. */
static void list(csv *c, const void *items, uint32_t count, size_t size, item_fn *add, bool bare) {
  dl_buffer cell = {0};
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0) dl_buffer_text(&cell, "; ");
    add(&cell, (const char *)items + i * size);
  }
  if (bare && count == 1) {
    next_cell(c);
    dl_buffer_add(c->out, cell.data ? cell.data : "", cell.size);
  } else {
    text(c, cell.size > 0 ? cell.data : "");
  }
  if (cell.failed) c->out->failed = true;
  dl_buffer_free(&cell);
}

#define LIST(C, L, ADD, BARE) list((C), (L).items, (L).count, sizeof *(L).items, (ADD), (BARE))

static void party_name(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_party *)p)->name);
}
static void party_code(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_party *)p)->code);
}
static void party_country(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_party *)p)->country);
}
static void party_sector(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_party *)p)->sector);
}
static void phrase_text(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_phrase *)p)->text);
}
static void phrase_class(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_phrase *)p)->klass);
}
static void phrase_value(dl_buffer *b, const void *p) {
  add_real(b, ((const dl_row_phrase *)p)->value);
}
static void phrase_unit(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_phrase *)p)->unit);
}
static void phrase_bound(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_phrase *)p)->bound);
}

static void phrase_low(dl_buffer *b, const void *p) {
  if (((const dl_row_phrase *)p)->low >= 0) add_real(b, ((const dl_row_phrase *)p)->low);
}

static void phrase_high(dl_buffer *b, const void *p) {
  if (((const dl_row_phrase *)p)->high >= 0) add_real(b, ((const dl_row_phrase *)p)->high);
}

static void place_name(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_place *)p)->name);
}
static void place_country(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_place *)p)->country);
}
static void claim_code(dl_buffer *b, const void *p) {
  dl_buffer_text(b, ((const dl_row_claim *)p)->code);
}

static void place_lat(dl_buffer *b, const void *p) {
  if (((const dl_row_place *)p)->located) add_real(b, ((const dl_row_place *)p)->lat);
}

static void place_lon(dl_buffer *b, const void *p) {
  if (((const dl_row_place *)p)->located) add_real(b, ((const dl_row_place *)p)->lon);
}

static void claim_held(dl_buffer *b, const void *p) {
  const dl_row_claim *claim = p;
  dl_buffer_printf(b, "%s (%s)", claim->name[0] ? claim->name : "unnamed", claim->value);
}

static void screen_told(dl_buffer *b, const void *p) {
  const dl_row_screen *s = p;
  dl_buffer_printf(b, "%s %s: %s, %s", s->regime, s->paragraph, s->measure, s->status);
  if (s->said_by[0]) dl_buffer_printf(b, ", a breach says %s", s->said_by);
}

static void document_named(dl_buffer *b, const void *p) {
  const dl_row_document *d = p;
  dl_buffer_printf(b, d->source[0] ? "%s (%s)" : "%s%s", d->name, d->source);
}

static void parties(csv *c, const dl_row_parties *p) {
  LIST(c, *p, party_name, false);
  LIST(c, *p, party_code, false);
  LIST(c, *p, party_country, false);
  LIST(c, *p, party_sector, false);
}

static void details(csv *c, const dl_query_row *r) {
  LIST(c, r->object, phrase_text, false);
  LIST(c, r->object, phrase_class, false);
  LIST(c, r->purpose, phrase_text, false);
  LIST(c, r->magnitude, phrase_text, false);
  LIST(c, r->magnitude, phrase_class, false);
  LIST(c, r->magnitude, phrase_value, true);
  LIST(c, r->magnitude, phrase_low, true);
  LIST(c, r->magnitude, phrase_high, true);
  LIST(c, r->magnitude, phrase_bound, false);
  LIST(c, r->magnitude, phrase_unit, false);
  LIST(c, r->place, place_name, false);
  LIST(c, r->place, place_country, false);
  LIST(c, r->place, place_lat, true);
  LIST(c, r->place, place_lon, true);
}

/* ---- entries ---- */

static const dl_row_document nowhere = {"", "", "", "", 1};

static void voices(csv *c, const dl_row_voices *list, const char *stance) {
  dl_buffer cell = {0};
  for (uint32_t i = 0; i < list->count; i++) {
    if (strcmp(list->items[i].stance, stance) != 0) continue;
    if (cell.size > 0) dl_buffer_text(&cell, "; ");
    dl_buffer_text(&cell, list->items[i].name[0] ? list->items[i].name : "unnamed");
  }
  text(c, cell.size > 0 ? cell.data : "");
  c->out->failed |= cell.failed;
  dl_buffer_free(&cell);
}

/* In the order of dl_entry_csv. */
static const char entry_names[] =
    "id,status,why,date,date_begin,date_end,event,mode,cameo,quad,goldstein,plover_score,actor,actor_code,actor_"
    "country,"
    "actor_sector,recipient,recipient_code,recipient_country,recipient_sector,object,object_class,purpose,magnitude,"
    "magnitude_kind,magnitude_value,magnitude_low,magnitude_high,magnitude_bound,magnitude_unit,place,place_country,"
    "lat,"
    "lon,context,auxiliary,said_by,told_of_by,denied_by,sources,documents,mentions,first_report,last_report,screening,"
    "trigger,evidence,document,label,newspaper,title,url,confidence\n";

void dl_entry_csv_head(dl_buffer *out) {
  dl_buffer_text(out, entry_names);
}

void dl_entry_csv(const dl_entry_row *r, dl_buffer *out) {
  csv c = {out, false};
  const dl_query_row *told = &r->told;
  const dl_row_document *first = told->documents.count ? told->documents.items : &nowhere;
  whole(&c, r->id);
  const char *const kind[] = {r->status, r->why,  r->date,  r->date_begin, r->date_end,
                              r->event,  r->mode, r->cameo, r->quad};
  for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) text(&c, kind[i]);
  real(&c, r->goldstein);
  real(&c, r->plover_score);
  parties(&c, &told->actor);
  parties(&c, &told->recipient);
  details(&c, told);
  text(&c, told->context);
  text(&c, told->auxiliary);
  voices(&c, &r->voices, "asserts");
  voices(&c, &r->voices, "open");
  voices(&c, &r->voices, "denies");
  whole(&c, r->sources);
  whole(&c, r->documents);
  whole(&c, r->mentions);
  text(&c, r->first_report);
  text(&c, r->last_report);
  LIST(&c, told->screening, screen_told, false);
  const char *const where[] = {told->trigger, told->evidence, first->name, told->label,
                               first->source, first->title,   first->url};
  for (size_t i = 0; i < sizeof where / sizeof *where; i++) text(&c, where[i]);
  real(&c, told->confidence);
  dl_buffer_char(out, '\n');
}

/* ---- sums ---- */

void dl_csv_text(dl_buffer *out, bool first, const char *value) {
  csv c = {out, !first};
  text(&c, value);
}

void dl_csv_whole(dl_buffer *out, bool first, long long value) {
  csv c = {out, !first};
  whole(&c, value);
}

const char dl_sums_head[] = ",entries,facts,claims,disputed,denied,announced,goldstein_facts,goldstein_claims\n";

void dl_sums_csv(const dl_sums *s, dl_buffer *out) {
  const long long counts[] = {s->entries, s->facts, s->claims, s->disputed, s->denied, s->announced};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) dl_csv_whole(out, false, counts[i]);
  csv c = {out, true};
  real(&c, round(s->goldstein_facts * 1000) / 1000);
  real(&c, round(s->goldstein_claims * 1000) / 1000);
  dl_buffer_char(out, '\n');
}

void dl_group_csv_head(const char *const *names, int count, dl_buffer *out) {
  for (int i = 0; i < count; i++) dl_csv_text(out, i == 0, names[i]);
  dl_buffer_text(out, dl_sums_head);
}

void dl_group_csv(const dl_group *group, int count, dl_buffer *out) {
  for (int i = 0; i < count; i++) dl_csv_text(out, i == 0, group->keys[i]);
  dl_sums_csv(&group->sums, out);
}

/* ---- mentions ---- */

/* In the order of dl_row_csv. */
static const char names[] =
    "document,label,newspaper,title,url,version,current,copies,copied_in,date,date_begin,date_end,time_source,event,"
    "mode,cameo,quad,goldstein,"
    "plover_score,actor,actor_code,actor_country,actor_sector,recipient,recipient_code,recipient_country,recipient_"
    "sector,object,object_class,"
    "purpose,magnitude,magnitude_kind,magnitude_value,magnitude_low,magnitude_high,magnitude_bound,magnitude_unit,"
    "place,place_country,lat,lon,context,auxiliary,author,source,source_code,"
    "denied_by,confirmed_by,screening,trigger,trigger_begin,trigger_end,evidence,evidence_begin,evidence_end,"
    "confidence,origin,id\n";

void dl_row_csv_head(dl_buffer *out) {
  dl_buffer_text(out, names);
}

void dl_row_csv(const dl_query_row *r, dl_buffer *out) {
  csv c = {out, false};
  const dl_row_document *first = r->documents.count ? r->documents.items : &nowhere;
  dl_row_documents copies = {r->documents.items + (r->documents.count > 0),
                             r->documents.count - (r->documents.count > 0), 0};
  const char *const about[] = {first->name, r->label, first->source, first->title, first->url};
  for (size_t i = 0; i < sizeof about / sizeof *about; i++) text(&c, about[i]);
  whole(&c, first->version);
  text(&c, r->current ? "true" : "false");
  whole(&c, copies.count);
  LIST(&c, copies, document_named, false);
  const char *const kind[] = {r->date,  r->date_begin, r->date_end, r->time_source,
                              r->event, r->mode,       r->cameo,    r->quad};
  for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) text(&c, kind[i]);
  real(&c, r->goldstein);
  real(&c, r->plover_score);
  parties(&c, &r->actor);
  parties(&c, &r->recipient);
  details(&c, r);
  text(&c, r->context);
  text(&c, r->auxiliary);
  text(&c, r->author);
  LIST(&c, r->source, claim_held, false);
  LIST(&c, r->source, claim_code, false);
  LIST(&c, r->denied_by, party_name, false);
  LIST(&c, r->confirmed_by, party_name, false);
  LIST(&c, r->screening, screen_told, false);
  text(&c, r->trigger);
  whole(&c, r->trigger_begin);
  whole(&c, r->trigger_end);
  text(&c, r->evidence);
  whole(&c, r->evidence_begin);
  whole(&c, r->evidence_end);
  real(&c, r->confidence);
  text(&c, r->origin);
  whole(&c, r->id);
  dl_buffer_char(out, '\n');
}
