/* The rows of a document, asked through the public header as anybody would. */
#include <stdio.h>
#include <string.h>

#include "api/get.h"
#include "api/table.h"
#include "claims/told.h"
#include "stories/status.h"

typedef struct rows {
  dateline_table *table;
  const dateline_document *document;
  dateline_summary all;
  dl_arena *arena; /* for what is gathered on the way */
  char kind;
} rows;

static void label(dateline_table *t, char letter, size_t index) {
  char text[24];
  snprintf(text, sizeof text, "%c%zu", letter, index + 1);
  dl_cell_text(t, text);
}

static void words(const rows *r, dateline_span s) {
  dl_cell_bytes(r->table, r->all.text + s.begin_byte, s.end_byte - s.begin_byte);
}

static void part(dateline_table *t, const char *text) {
  dl_cell_part(t, text, strlen(text));
}

static void part_of(const rows *r, dateline_span s) {
  dl_cell_part(r->table, r->all.text + s.begin_byte, s.end_byte - s.begin_byte);
}

static void article(const rows *r) {
  dl_cell_text(r->table, r->all.source);
  dl_cell_text(r->table, r->all.title);
  dl_cell_text(r->table, r->all.url);
  dl_cell_day(r->table, r->all.date);
}

static void when(dateline_table *t, const dateline_event *v) {
  dl_cell_text(t, v->date);
  dl_cell_day(t, v->first_day);
  dl_cell_day(t, v->last_day);
}

static void document_row(const rows *r) {
  dateline_table *t = r->table;
  dl_cell_text(t, r->all.id);
  article(r);
  dl_cell_text(t, r->all.language);
  dl_cell_bytes(t, r->all.text, r->all.bytes);
  dl_cell_int(t, (int64_t)r->all.sentences);
  dl_cell_int(t, (int64_t)r->all.tokens);
  dl_cell_int(t, (int64_t)r->all.attributions);
  dl_cell_int(t, (int64_t)r->all.events);
  dl_row_end(t);
}

/* ---- events ---- */

/* Names, codes, countries and sectors of one side, each in a cell. */
static void side(const rows *r, size_t event, int role) {
  dateline_party p;
  for (int field = 0; field < 4; field++) {
    for (size_t i = 0; dateline_get_party(r->document, event, role, i, &p); i++) {
      if (field == 0 && !*p.name)
        part_of(r, p.span);
      else
        part(r->table, field == 0 ? p.name : field == 1 ? p.code : field == 2 ? p.country : p.sector);
    }
    dl_cell_end(r->table);
  }
}

static void phrases(const rows *r, size_t event, int kind, bool kinds) {
  dateline_phrase p;
  for (size_t i = 0; dateline_get_phrase(r->document, event, kind, i, &p); i++) part_of(r, p.span);
  dl_cell_end(r->table);
  if (!kinds) return;
  for (size_t i = 0; dateline_get_phrase(r->document, event, kind, i, &p); i++) part(r->table, p.kind);
  dl_cell_end(r->table);
}

static void things(const rows *r, size_t event) {
  dateline_phrase p;
  phrases(r, event, DATELINE_OBJECT, true);
  phrases(r, event, DATELINE_PURPOSE, false);
  phrases(r, event, DATELINE_MAGNITUDE, true);
  if (dateline_get_phrase(r->document, event, DATELINE_MAGNITUDE, 0, &p))
    dl_cell_real(r->table, p.value);
  else
    dl_cell_none(r->table);
  for (size_t i = 0; dateline_get_phrase(r->document, event, DATELINE_MAGNITUDE, i, &p); i++) part(r->table, p.unit);
  dl_cell_end(r->table);
}

/* The places that are said, and the point of the first: as the ledger has them. */
static void places(const rows *r, size_t event, const dateline_event *v) {
  dateline_event_place p;
  size_t count = strcmp(v->place_source, "said") == 0 ? v->place_count : 0;
  for (int field = 0; field < 2; field++) {
    for (size_t i = 0; i < count && dateline_get_event_place(r->document, event, DATELINE_WHERE, i, &p); i++)
      part(r->table, field == 0 ? r->document->doc->entities[p.entity].name : p.country); /* as the ledger has it */
    dl_cell_end(r->table);
  }
  bool known = count > 0 && dateline_get_event_place(r->document, event, DATELINE_WHERE, 0, &p) && p.has_place;
  for (int field = 0; field < 2; field++) {
    if (known)
      dl_cell_real(r->table, field == 0 ? p.place.lat : p.place.lon);
    else
      dl_cell_none(r->table);
  }
}

static void voices(const rows *r, size_t event) {
  const dl_document *d = r->document->doc;
  dateline_factuality f;
  for (size_t i = 0; dateline_get_factuality(r->document, event, i, &f); i++)
    if (f.source >= 0 && strcmp(dl_claim_stance(f.value, false), "denies") != 0)
      part(r->table, d->entities[f.source].name);
  dl_cell_end(r->table);
  dl_document view = *d;
  view.arena = r->arena;
  dl_indices who = dl_deniers(&view, (uint32_t)event);
  for (uint32_t i = 0; i < who.count; i++) part(r->table, d->entities[who.items[i]].name);
  dl_cell_end(r->table);
}

static void modes(dateline_table *t, uint32_t bits) {
  char text[64] = "";
  for (uint32_t i = 0; i < 4; i++)
    if (bits & 1u << i)
      snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? " " : "", dl_auxiliary_name(i));
  dl_cell_text(t, text);
}

static void contexts(dateline_table *t, const dateline_event *v) {
  char text[400] = "";
  for (uint32_t i = 0; i < v->context_count; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", v->context[i]);
  dl_cell_text(t, text);
}

static void codes(dateline_table *t, const dateline_event *v) {
  dl_cell_text(t, v->event);
  dl_cell_text(t, v->mode);
  dl_cell_text(t, v->cameo);
  dl_cell_text(t, v->quad);
  dl_cell_real(t, v->goldstein);
  dl_cell_real(t, v->plover_score);
}

static void event_row(const rows *r, size_t index, const dateline_event *v) {
  dateline_table *t = r->table;
  dl_cell_text(t, r->all.id);
  label(t, 'V', index);
  article(r);
  when(t, v);
  dl_cell_text(t, v->time_source);
  codes(t, v);
  contexts(t, v);
  modes(t, v->auxiliary);
  dl_cell_text(t, v->author);
  dl_cell_real(t, v->confidence);
  dl_cell_text(t, v->origin);
  words(r, v->trigger);
  dl_cell_int(t, v->trigger.begin);
  dl_cell_int(t, v->trigger.end);
  words(r, v->evidence);
  dl_cell_int(t, v->evidence.begin);
  dl_cell_int(t, v->evidence.end);
  side(r, index, DATELINE_ACTOR);
  side(r, index, DATELINE_RECIPIENT);
  things(r, index);
  places(r, index, v);
  voices(r, index);
  dl_cell_bool(t, v->told);
  dl_row_end(t);
}

/* ---- what hangs on events ---- */

static void act(dateline_table *t, const dateline_event *v) {
  dl_cell_text(t, v->event);
  dl_cell_text(t, v->cameo);
  dl_cell_real(t, v->goldstein);
  when(t, v);
}

static void party_rows(const rows *r, size_t index, const dateline_event *v) {
  static const char *const roles[] = {"actor", "recipient"};
  dateline_party p;
  for (int role = DATELINE_ACTOR; role <= DATELINE_RECIPIENT; role++)
    for (size_t i = 0; dateline_get_party(r->document, index, role, i, &p); i++) {
      dateline_table *t = r->table;
      dl_cell_text(t, r->all.id);
      label(t, 'V', index);
      dl_cell_text(t, roles[role]);
      if (*p.name)
        dl_cell_text(t, p.name);
      else
        words(r, p.span);
      dl_cell_text(t, p.code);
      dl_cell_text(t, p.country);
      dl_cell_text(t, p.sector);
      dl_cell_int(t, p.span.begin);
      dl_cell_int(t, p.span.end);
      act(t, v);
      dl_row_end(t);
    }
}

/* The cue by which a source says what an event tells: of the first attribution to it. */
static void cue_of(const rows *r, size_t index, int32_t source) {
  uint32_t a;
  dateline_attribution said;
  for (size_t i = 0; dateline_get_event_attribution(r->document, index, i, &a); i++)
    if (dateline_get_attribution(r->document, a, &said) && (said.source < 0 ? -2 : said.source) == source) {
      words(r, said.cue);
      return;
    }
  dl_cell_text(r->table, "");
}

static void claim_rows(const rows *r, size_t index, const dateline_event *v) {
  dateline_factuality f;
  for (size_t i = 0; dateline_get_factuality(r->document, index, i, &f); i++) {
    dateline_table *t = r->table;
    if (f.source == -1) continue; /* the text's own voice: column author of events */
    const dl_entity *e = f.source >= 0 ? &r->document->doc->entities[f.source] : NULL;
    dl_cell_text(t, r->all.id);
    label(t, 'V', index);
    dl_cell_text(t, e ? e->name : "");
    dl_cell_text(t, e ? dl_api_code(r->document, e->code) : "");
    dl_cell_text(t, f.value);
    dl_cell_text(t, dl_claim_stance(f.value, v->auxiliary & (DATELINE_FUTURE | DATELINE_HYPOTHETICAL)));
    cue_of(r, index, f.source);
    act(t, v);
    words(r, v->evidence);
    dl_row_end(t);
  }
}

/* ---- the other layers ---- */

static void entity_row(const rows *r, size_t index) {
  dateline_table *t = r->table;
  dateline_entity e;
  if (!dateline_get_entity(r->document, index, &e) || e.mention_count == 0) return;
  dl_cell_text(t, r->all.id);
  label(t, 'E', index);
  dl_cell_text(t, e.type);
  dl_cell_text(t, e.name);
  dl_cell_text(t, e.code);
  dl_cell_text(t, e.country);
  dl_cell_text(t, e.sector);
  dl_cell_int(t, e.mention_count);
  dl_cell_text(t, e.has_place ? e.place.name : "");
  dl_cell_text(t, e.has_place ? e.place.country : "");
  if (e.has_place) {
    dl_cell_real(t, e.place.lat);
    dl_cell_real(t, e.place.lon);
    dl_cell_int(t, e.place.geonames);
  } else {
    for (int i = 0; i < 3; i++) dl_cell_none(t);
  }
  dl_row_end(t);
}

static void quote_row(const rows *r, size_t index) {
  dateline_table *t = r->table;
  dateline_attribution a;
  dateline_span piece, first = {0}, last = {0};
  if (!dateline_get_attribution(r->document, index, &a)) return;
  const dl_entity *e = a.source >= 0 ? &r->document->doc->entities[a.source] : NULL;
  dl_cell_text(t, r->all.id);
  label(t, 'A', index);
  dl_cell_text(t, e ? e->name : "");
  dl_cell_text(t, e ? dl_api_code(r->document, e->code) : "");
  words(r, a.cue);
  dl_cell_text(t, a.type);
  dl_cell_text(t, a.stance);
  dateline_get_content(r->document, index, 0, &first);
  if (a.content_count > 0) dateline_get_content(r->document, index, a.content_count - 1, &last);
  dl_cell_int(t, first.begin);
  dl_cell_int(t, last.end);
  for (size_t i = 0; dateline_get_content(r->document, index, i, &piece); i++) part_of(r, piece);
  dl_cell_end(t);
  dl_cell_day(t, r->all.date);
  dl_row_end(t);
}

static int add_rows(void *context, dl_status *status) {
  const rows *r = context;
  dateline_event v;
  if (r->kind == 'd') document_row(r);
  for (size_t i = 0; r->kind == 'n' && i < r->all.entities; i++) entity_row(r, i);
  for (size_t i = 0; r->kind == 'q' && i < r->all.attributions; i++) quote_row(r, i);
  for (size_t i = 0; strchr("epc", r->kind) && dateline_get_event(r->document, i, &v); i++) {
    if (r->kind == 'e') event_row(r, i, &v);
    if (r->kind == 'p') party_rows(r, i, &v);
    if (r->kind == 'c') claim_rows(r, i, &v);
  }
  return dl_frame_check(r->table, status);
}

int dateline_table_add(dateline_table *table, const dateline_document *document, char *message, size_t size) {
  dl_status status = {0};
  rows r = {.table = table, .document = document};
  if (!table || !document) return dl_api_null("dateline_table_add", table ? "document" : "table", message, size);
  const char *kind = dl_frame_kind(table);
  if (dl_frame_is_fixed(table) || !strchr("depcq", kind[0]) || strcmp(kind, "entries") == 0) {
    dl_fail(&status, DL_EUSAGE, "dateline_table_add: the table takes no more rows");
    return dl_api_tell(&status, message, size);
  }
  dateline_get_summary(document, &r.all);
  r.kind = strcmp(kind, "entities") == 0 ? 'n' : kind[0];
  r.arena = dl_arena_new();
  if (!r.arena || dl_guard_run(add_rows, &r, &status) == DL_EMEMORY) dl_fail(&status, DL_EMEMORY, "out of memory");
  dl_arena_free(r.arena);
  return dl_api_tell(&status, message, size);
}
