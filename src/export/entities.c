/* Entities of FollowTheMoney, one a line: parties (LegalEntity), articles (Article), entries (Event), and who did
 * something to whom (UnknownLink). Ids of parties and articles are made of what they are, so that those of two ledgers
 * fit together; those of entries of the ledger's first text and their number, so that they stay as the ledger grows. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/sha256.h"
#include "export/forms.h"

enum { ID_SIZE = 41 };

/* "a" and 40 digits of the SHA-256 of the words. */
static void make_id(char id[ID_SIZE + 1], const char *kind, const char *a, const char *b) {
  uint8_t digest[DL_SHA256_SIZE];
  char hex[DL_SHA256_HEX];
  dl_sha256 hash;
  dl_sha256_start(&hash);
  dl_sha256_add(&hash, kind, strlen(kind) + 1);
  dl_sha256_add(&hash, a, strlen(a) + 1);
  dl_sha256_add(&hash, b, strlen(b) + 1);
  dl_sha256_end(&hash, digest);
  dl_sha256_hex(digest, hex);
  id[0] = kind[0];
  memcpy(id + 1, hex, ID_SIZE - 1);
  id[ID_SIZE] = '\0';
}

static void party_id(char id[ID_SIZE + 1], const dl_row_party *p) {
  make_id(id, "party", p->code, p->name); /* one code stands for many: USAGOV */
}

static void report_id(char id[ID_SIZE + 1], const dl_row_report *r) {
  make_id(id, "article", r->newspaper, r->url[0] ? r->url : r->document);
}

/* ---- writing ---- */

static void begin(dl_json *j, dl_buffer *out, const char *id, const char *schema) {
  dl_json_start(j, out);
  dl_json_object(j, NULL);
  dl_json_string(j, "id", id);
  dl_json_string(j, "schema", schema);
  dl_json_object(j, "properties");
}

static void end(dl_json *j) {
  dl_json_end_object(j);
  dl_json_end_object(j);
  dl_buffer_char(j->out, '\n');
}

/* A property with one value; none where it is "". */
static void property(dl_json *j, const char *name, const char *value) {
  if (!value[0]) return;
  dl_json_array(j, name);
  dl_json_string(j, NULL, value);
  dl_json_end_array(j);
}

/* Only addresses that the property's type allows. */
static void address(dl_json *j, const char *name, const char *url) {
  if (strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0) property(j, name, url);
}

static void country(dl_json *j, const dl_model *model, const char *name, const char *code) {
  char small[4] = "";
  const char *iso2 = dl_country_code(model, code, "iso2");
  for (int i = 0; i < 2 && iso2[0]; i++) small[i] = (char)tolower((unsigned char)iso2[i]);
  property(j, name, small);
}

static int party(dl_exporting *x, const dl_row_party *p) {
  char id[ID_SIZE + 1];
  bool first = false;
  party_id(id, p);
  int code = dl_party_key(p)[0] ? dl_seen_add(x->seen, id, &first, x->status) : DL_OK;
  if (code || !first) return code;
  dl_json j;
  begin(&j, &x->out, id, "LegalEntity");
  property(&j, "name", p->name[0] ? p->name : p->code);
  country(&j, x->export->model, "country", p->country);
  property(&j, "sector", p->sector);
  property(&j, "classification", p->code);
  end(&j);
  return DL_OK;
}

static int article(dl_exporting *x, const dl_row_report *r) {
  char id[ID_SIZE + 1];
  bool first = false;
  report_id(id, r);
  int code = dl_seen_add(x->seen, id, &first, x->status);
  if (code || !first) return code;
  dl_json j;
  begin(&j, &x->out, id, "Article");
  property(&j, "title", r->title[0] ? r->title : r->document);
  property(&j, "publishedAt", r->date);
  property(&j, "publisher", r->newspaper);
  address(&j, "sourceUrl", r->url);
  end(&j);
  return DL_OK;
}

/* The ids of parties, or of the articles that tell of it, each once. */
static void ids(dl_json *j, const char *name, const dl_entry_row *row, bool parties) {
  char id[ID_SIZE + 1];
  uint32_t actors = row->told.actor.count, count = parties ? actors + row->told.recipient.count : row->reports.count;
  if (count == 0) return;
  dl_json_array(j, name);
  for (uint32_t i = 0; i < count; i++) {
    const dl_row_party *p = !parties     ? NULL
                            : i < actors ? &row->told.actor.items[i]
                                         : &row->told.recipient.items[i - actors];
    if (p && !dl_party_key(p)[0]) continue;
    if (p)
      party_id(id, p);
    else
      report_id(id, &row->reports.items[i]);
    dl_json_string(j, NULL, id);
  }
  dl_json_end_array(j);
}

static void keywords(dl_json *j, const dl_entry_row *row) {
  const char *const words[] = {row->event, row->mode, row->cameo, row->status, row->object};
  dl_json_array(j, "keywords");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (words[i][0]) dl_json_string(j, NULL, words[i]);
  dl_json_end_array(j);
}

static void what_it_tells(dl_json *j, const dl_entry_row *row) {
  property(j, "startDate", row->date_begin);
  property(j, "endDate", row->date_end);
  property(j, "summary", row->told.evidence);
  address(j, "sourceUrl", dl_entry_link(row));
  ids(j, "proof", row, false);
}

static void event(dl_exporting *x, const dl_entry_row *row, const char *id) {
  dl_json j;
  dl_buffer caption = {0};
  dl_entry_caption(row, &caption);
  begin(&j, &x->out, id, "Event");
  property(&j, "name", caption.size ? caption.data : row->cameo);
  what_it_tells(&j, row);
  keywords(&j, row);
  property(&j, "location", row->place.name);
  country(&j, x->export->model, "country", row->place.country);
  ids(&j, "involved", row, true);
  end(&j);
  x->out.failed |= caption.failed;
  dl_buffer_free(&caption);
}

static void link(dl_exporting *x, const dl_entry_row *row, const char *entry, const dl_row_party *from,
                 const dl_row_party *to) {
  if (!dl_party_key(from)[0] || !dl_party_key(to)[0]) return;
  char id[ID_SIZE + 1], subject[ID_SIZE + 1], object[ID_SIZE + 1];
  dl_json j;
  party_id(subject, from);
  party_id(object, to);
  make_id(id, entry, subject, object);
  id[0] = 'l';
  begin(&j, &x->out, id, "UnknownLink");
  property(&j, "subject", subject);
  property(&j, "object", object);
  property(&j, "role", row->event[0] ? row->event : row->cameo);
  property(&j, "status", row->status);
  what_it_tells(&j, row);
  end(&j);
}

int dl_export_entities(dl_exporting *x, const dl_entry_row *row) {
  const dl_row_parties *from = &row->told.actor, *to = &row->told.recipient;
  bool mutual = to->count == 0;
  char id[ID_SIZE + 1], number[24];
  int code = DL_OK;
  for (uint32_t i = 0; i < from->count && !code; i++) code = party(x, &from->items[i]);
  for (uint32_t i = 0; i < to->count && !code; i++) code = party(x, &to->items[i]);
  for (uint32_t i = 0; i < row->reports.count && !code; i++) code = article(x, &row->reports.items[i]);
  if (code) return code;
  snprintf(number, sizeof number, "%lld", row->id);
  make_id(id, "event", x->ledger, number);
  event(x, row, id);
  if (mutual) to = from;
  for (uint32_t i = 0; i < from->count; i++)
    for (uint32_t k = mutual ? i + 1 : 0; k < to->count; k++) link(x, row, id, &from->items[i], &to->items[k]);
  x->told++;
  return DL_OK;
}
