/* One document into the tables of schema.h. */
#include "ledger/store.h"

#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "events/scores.h"

static const char *const put_sql[DL_STORE_COUNT] = {
    "INSERT OR IGNORE INTO document(key, name, date, title, source, url, text) VALUES(?,?,?,?,?,?,?)",
    "INSERT INTO event(document, label, sentence, event, mode, cameo, goldstein, plover_score, quad, auxiliary, context, trigger,"
    " trigger_begin, trigger_end, evidence, evidence_begin, evidence_end, time_begin, time_end, date, author, confidence)"
    " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    "INSERT INTO party(event, role, name, code, country, sector, begin, end) VALUES(?,?,?,?,?,?,?,?)",
    "INSERT INTO phrase(event, role, text, class, value, unit, begin, end) VALUES(?,?,?,?,?,?,?,?)",
    "INSERT INTO place(event, name, country, lat, lon, geonames) VALUES(?,?,?,?,?,?)",
    "INSERT INTO claim(event, source, code, value, cue, cue_begin, cue_end) VALUES(?,?,?,?,?,?,?)",
    "INSERT INTO link(type, from_event, to_event) VALUES(?,?,?)",
    "INSERT INTO evidence_fts(rowid, evidence, parties) VALUES(?,?,?)"};

/* One insertion under way: values are bound from left to right. */
typedef struct put {
  dl_ledger *ledger;
  sqlite3_stmt *statement;
  int next; /* 1-based index of the next value */
} put;

static int put_start(put *p, dl_ledger *ledger, int kind, dl_status *status) {
  if (!ledger->put[kind] && sqlite3_prepare_v3(ledger->db, put_sql[kind], -1, SQLITE_PREPARE_PERSISTENT, &ledger->put[kind], NULL) != SQLITE_OK)
    return dl_ledger_failed(ledger, status, "cannot be written");
  *p = (put){ledger, ledger->put[kind], 1};
  return DL_OK;
}

static void put_text(put *p, const char *text) { sqlite3_bind_text(p->statement, p->next++, text ? text : "", -1, SQLITE_TRANSIENT); }
static void put_int(put *p, long long value) { sqlite3_bind_int64(p->statement, p->next++, value); }
static void put_real(put *p, double value) { sqlite3_bind_double(p->statement, p->next++, value); }

static int put_end(put *p, dl_status *status) {
  int done = sqlite3_step(p->statement);
  int code = done == SQLITE_DONE ? DL_OK : dl_ledger_failed(p->ledger, status, "cannot be written");
  sqlite3_reset(p->statement);
  sqlite3_clear_bindings(p->statement);
  return code;
}

static void put_span(put *p, dl_document *doc, dl_span span) {
  put_int(p, dl_document_cp(doc, span.begin));
  put_int(p, dl_document_cp(doc, span.end));
}

static const char *slice(dl_document *doc, dl_span span) { return dl_document_slice(doc, span.begin, span.end); }

static const char *auxiliary_words(dl_document *doc, unsigned set) {
  return dl_arena_printf(doc->arena, "%s%s%s%s", set & DL_NEGATED ? "negated " : "", set & DL_FUTURE ? "future " : "",
                         set & DL_HYPOTHETICAL ? "hypothetical " : "", set & DL_HISTORICAL ? "historical " : "");
}

static const char *joined_contexts(dl_document *doc, const dl_event *event) {
  const char *out = "";
  for (uint32_t i = 0; i < event->context_count; i++)
    out = dl_arena_printf(doc->arena, "%s%s%s", out, i ? " " : "", event->contexts[i]);
  return out;
}

static const char *party_name(const dl_document *doc, const dl_participant *party) {
  return party->entity >= 0 && *doc->entities[party->entity].name ? doc->entities[party->entity].name
                                                                   : dl_document_slice(doc, party->span.begin, party->span.end);
}

static int store_parties(dl_ledger *ledger, dl_document *doc, long long id, const dl_participants *list, const char *role,
                         const char **names, dl_status *status) {
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *party = &list->items[i];
    put p = {0};
    int code = put_start(&p, ledger, DL_PUT_PARTY, status);
    if (code) return code;
    put_int(&p, id);
    put_text(&p, role);
    put_text(&p, party_name(doc, party));
    put_text(&p, party->code);
    put_text(&p, party->country);
    put_text(&p, party->sector);
    put_span(&p, doc, party->span);
    if ((code = put_end(&p, status))) return code;
    *names = dl_arena_printf(doc->arena, "%s %s %s", *names, party_name(doc, party), party->code ? party->code : "");
  }
  return DL_OK;
}

static int store_phrases(dl_ledger *ledger, dl_document *doc, long long id, const dl_phrases *list, const char *role, dl_status *status) {
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_phrase *phrase = &list->items[i];
    put p = {0};
    int code = put_start(&p, ledger, DL_PUT_PHRASE, status);
    if (code) return code;
    put_int(&p, id);
    put_text(&p, role);
    put_text(&p, slice(doc, phrase->span));
    put_text(&p, phrase->klass);
    put_real(&p, phrase->value);
    put_text(&p, phrase->unit);
    put_span(&p, doc, phrase->span);
    if ((code = put_end(&p, status))) return code;
  }
  return DL_OK;
}

static int store_places(dl_ledger *ledger, dl_document *doc, long long id, const dl_event *event, dl_status *status) {
  for (uint32_t i = 0; i < event->place.count; i++) {
    const dl_entity *entity = &doc->entities[event->place.items[i]];
    put p = {0};
    int code = put_start(&p, ledger, DL_PUT_PLACE, status);
    if (code) return code;
    put_int(&p, id);
    put_text(&p, entity->name);
    put_text(&p, entity->place ? entity->place->country : entity->country);
    if (entity->place) {
      put_real(&p, entity->place->lat);
      put_real(&p, entity->place->lon);
      put_int(&p, entity->place->geonames);
    }
    if ((code = put_end(&p, status))) return code;
  }
  return DL_OK;
}

/* The cue of the attribution through which `entity` holds the event, or NULL. */
static const dl_attribution *cue_of(const dl_document *doc, const dl_event *event, int32_t entity) {
  for (uint32_t i = 0; i < event->attribution.count; i++)
    for (int32_t a = (int32_t)event->attribution.items[i]; a >= 0; a = doc->attributions[a].parent)
      if (doc->attributions[a].entity == entity) return &doc->attributions[a];
  return NULL;
}

static int store_claims(dl_ledger *ledger, dl_document *doc, long long id, const dl_event *event, dl_status *status) {
  for (uint32_t i = 0; i < event->factuality_count; i++) {
    const dl_factuality *held = &event->factuality[i];
    if (held->entity == -1) continue;
    const dl_attribution *cue = cue_of(doc, event, held->entity == -2 ? -1 : held->entity);
    const dl_entity *source = held->entity >= 0 ? &doc->entities[held->entity] : NULL;
    put p = {0};
    int code = put_start(&p, ledger, DL_PUT_CLAIM, status);
    if (code) return code;
    put_int(&p, id);
    put_text(&p, source ? source->name : "");
    put_text(&p, source ? source->code : "");
    put_text(&p, dl_factuality_name(held->value));
    put_text(&p, cue ? slice(doc, cue->cue) : "");
    put_span(&p, doc, cue ? cue->cue : (dl_span){0, 0});
    if ((code = put_end(&p, status))) return code;
  }
  return DL_OK;
}

static int store_event_row(dl_ledger *ledger, const dl_model *model, dl_document *doc, long long document, uint32_t index, dl_status *status) {
  const dl_event *event = &doc->events[index];
  const dl_sentence *sentence = &doc->sentences[event->sentence];
  const dl_time *time = event->time >= 0 ? &doc->times[event->time] : NULL;
  dl_span evidence = {sentence->begin, sentence->end};
  char label[16];
  put p = {0};
  int code = put_start(&p, ledger, DL_PUT_EVENT, status);
  if (code) return code;
  snprintf(label, sizeof label, "V%u", index + 1);
  put_int(&p, document);
  put_text(&p, label);
  put_int(&p, event->sentence);
  put_text(&p, event->category);
  put_text(&p, event->mode);
  put_text(&p, event->cameo);
  put_real(&p, dl_goldstein(model, event->cameo));
  put_real(&p, dl_plover_score(model, event->category, event->mode));
  put_text(&p, dl_quad(model, event->category));
  put_text(&p, auxiliary_words(doc, event->auxiliary));
  put_text(&p, joined_contexts(doc, event));
  put_text(&p, slice(doc, event->trigger_span));
  put_span(&p, doc, event->trigger_span);
  put_text(&p, slice(doc, evidence));
  put_span(&p, doc, evidence);
  put_text(&p, time ? time->from : "");
  put_text(&p, time ? time->to : "");
  put_text(&p, time && *time->from ? time->from : doc->date);
  put_text(&p, event->factuality_count ? dl_factuality_name(event->factuality[0].value) : "");
  put_real(&p, event->confidence);
  return put_end(&p, status);
}

static int store_words(dl_ledger *ledger, dl_document *doc, long long id, const dl_event *event, const char *names, dl_status *status) {
  const dl_sentence *sentence = &doc->sentences[event->sentence];
  put p = {0};
  int code = put_start(&p, ledger, DL_PUT_WORDS, status);
  if (code) return code;
  put_int(&p, id);
  put_text(&p, dl_document_slice(doc, sentence->begin, sentence->end));
  put_text(&p, names);
  return put_end(&p, status);
}

static int store_event(dl_ledger *ledger, const dl_model *model, dl_document *doc, long long document, uint32_t index, long long *id,
                       dl_status *status) {
  const dl_event *event = &doc->events[index];
  const char *names = "";
  int code = store_event_row(ledger, model, doc, document, index, status);
  if (code) return code;
  *id = sqlite3_last_insert_rowid(ledger->db);
  if ((code = store_parties(ledger, doc, *id, &event->actor, "actor", &names, status)) ||
      (code = store_parties(ledger, doc, *id, &event->recipient, "recipient", &names, status)) ||
      (code = store_phrases(ledger, doc, *id, &event->object, "object", status)) ||
      (code = store_phrases(ledger, doc, *id, &event->purpose, "purpose", status)) ||
      (code = store_phrases(ledger, doc, *id, &event->magnitude, "magnitude", status)) ||
      (code = store_places(ledger, doc, *id, event, status)) || (code = store_claims(ledger, doc, *id, event, status)))
    return code;
  return store_words(ledger, doc, *id, event, names, status);
}

static int store_document(dl_ledger *ledger, dl_document *doc, bool *added, dl_status *status) {
  char key[DL_SHA256_HEX];
  uint8_t digest[DL_SHA256_SIZE];
  dl_sha256 hash;
  put p = {0};
  dl_sha256_start(&hash);
  dl_sha256_add(&hash, doc->source, strlen(doc->source) + 1);
  dl_sha256_add(&hash, doc->date, strlen(doc->date) + 1);
  dl_sha256_add(&hash, doc->text, doc->text_size);
  dl_sha256_end(&hash, digest);
  dl_sha256_hex(digest, key);
  int code = put_start(&p, ledger, DL_PUT_DOCUMENT, status);
  if (code) return code;
  put_text(&p, key);
  put_text(&p, doc->id);
  put_text(&p, doc->date);
  put_text(&p, doc->title);
  put_text(&p, doc->source);
  put_text(&p, doc->url);
  sqlite3_bind_text64(p.statement, p.next++, doc->text, doc->text_size, SQLITE_STATIC, SQLITE_UTF8);
  code = put_end(&p, status);
  *added = !code && sqlite3_changes(ledger->db) > 0;
  return code;
}

int dl_ledger_add(dl_ledger *ledger, const dl_model *model, dl_document *doc, bool *added, dl_status *status) {
  int code = store_document(ledger, doc, added, status);
  if (code || !*added) return code;
  long long document = sqlite3_last_insert_rowid(ledger->db);
  long long *ids = dl_arena_alloc(doc->arena, (doc->event_count + 1) * sizeof *ids);
  for (uint32_t i = 0; i < doc->event_count; i++)
    if ((code = store_event(ledger, model, doc, document, i, &ids[i], status))) return code;
  for (uint32_t i = 0; i < doc->link_count; i++) {
    put p = {0};
    if ((code = put_start(&p, ledger, DL_PUT_LINK, status))) return code;
    put_text(&p, dl_link_type_name(doc->links[i].type));
    put_int(&p, ids[doc->links[i].from]);
    put_int(&p, ids[doc->links[i].to]);
    if ((code = put_end(&p, status))) return code;
  }
  return DL_OK;
}
