/* What the trainers read. Of acts: every token with the encoder's vector, and the names of evidence of each word that
 * can be an act.
 */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "claims/claims.h"
#include "engine/engine.h"
#include "entities/entities.h"
#include "events/paths.h"
#include "events/who.h"
#include "report/report.h"
#include "times/weigh.h"

typedef struct writer {
  dl_json json;
  dl_document *doc;
} writer;

static void each_name(dl_json *json, const dl_evidence *e) {
  for (uint32_t i = 0; i < e->count; i++)
    dl_json_bytes(json, NULL, e->text + e->begin[i], (size_t)(e->begin[i + 1] - e->begin[i]));
}

void dl_report_names(dl_json *json, const char *key, const dl_evidence *e) {
  dl_json_array(json, key);
  each_name(json, e);
  dl_json_end_array(json);
}

static void write_word(void *context, uint32_t token, const dl_evidence *evidence) {
  writer *w = context;
  if (!w->doc->states) return;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "token", token);
  dl_report_names(&w->json, "evidence", evidence);
  dl_json_end_object(&w->json);
}

static void write_span(dl_json *j, dl_document *doc, dl_span span) {
  dl_json_int(j, "begin", dl_document_cp(doc, span.begin));
  dl_json_int(j, "end", dl_document_cp(doc, span.end));
}

static void write_rated(void *context, uint32_t token, const dl_evidence *evidence) {
  writer *w = context;
  const dl_token *t = &w->doc->tokens[token];
  if (!w->doc->act_inputs) return;
  dl_json_object(&w->json, NULL);
  write_span(&w->json, w->doc, (dl_span){t->begin, t->end});
  dl_report_names(&w->json, "evidence", evidence);
  dl_json_hex(&w->json, "input", w->doc->act_inputs + (size_t)token * w->doc->act_width, w->doc->act_width);
  dl_json_end_object(&w->json);
}

/* ---- parties ---- */

/* Names of evidence by number: each is written once a document. */
typedef struct numbers {
  const char **names;
  uint32_t *slots, count, capacity; /* slots: number + 1 */
} numbers;

static uint32_t hash_of(const char *text, size_t size) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < size; i++) h = (h ^ (unsigned char)text[i]) * 16777619u;
  return h;
}

static void grow(writer *w, numbers *n) {
  uint32_t capacity = n->capacity ? n->capacity * 2 : 1 << 12,
           *slots = dl_arena_alloc(w->doc->arena, capacity * sizeof *slots);
  const char **all = dl_arena_take(w->doc->arena, capacity / 2 * sizeof *all);
  for (uint32_t i = 0; i < n->count; i++) {
    uint32_t at = hash_of(n->names[i], strlen(n->names[i])) & (capacity - 1);
    while (slots[at]) at = (at + 1) & (capacity - 1);
    slots[at] = i + 1;
    all[i] = n->names[i];
  }
  *n = (numbers){all, slots, n->count, capacity};
}

static uint32_t number_of(writer *w, numbers *n, const char *text, size_t size) {
  if (2 * (n->count + 1) > n->capacity) grow(w, n);
  uint32_t at = hash_of(text, size) & (n->capacity - 1);
  for (; n->slots[at]; at = (at + 1) & (n->capacity - 1)) {
    const char *known = n->names[n->slots[at] - 1];
    if (strncmp(known, text, size) == 0 && !known[size]) return n->slots[at] - 1;
  }
  n->names[n->count] = dl_arena_strndup(w->doc->arena, text, size);
  n->slots[at] = ++n->count;
  return n->count - 1;
}

typedef struct act_writer {
  writer w;
  numbers numbers;
} act_writer;

static void write_numbers(act_writer *a, const char *key, const dl_evidence *e) {
  dl_json_array(&a->w.json, key);
  for (uint32_t i = 0; i < e->count; i++)
    dl_json_int(&a->w.json, NULL,
                number_of(&a->w, &a->numbers, e->text + e->begin[i], (size_t)(e->begin[i + 1] - e->begin[i])));
  dl_json_end_array(&a->w.json);
}

/* The names, by their numbers. */
static void write_list(act_writer *a) {
  dl_json_array(&a->w.json, "names");
  for (uint32_t i = 0; i < a->numbers.count; i++) dl_json_string(&a->w.json, NULL, a->numbers.names[i]);
  dl_json_end_array(&a->w.json);
}

static void write_countries(dl_json *j, const dl_proposal *p) {
  dl_json_array(j, "countries");
  for (uint32_t k = 0; k < p->parties.count; k++) dl_json_string(j, NULL, DL_CODE_TEXT(p->parties.items[k].country));
  dl_json_end_array(j);
}

static void write_sector(act_writer *a, dl_coding *work, const dl_participant *party, int32_t head) {
  dl_evidence evidence;
  dl_sector_evidence(work, party, head, &evidence);
  write_numbers(a, "sector", &evidence);
}

/* What speaks for each state of somebody, first for his own as names have it. */
static void write_homes(act_writer *a, dl_coding *work, const dl_proposal *p) {
  const dl_participant *party = p->parties.count ? &p->parties.items[0] : NULL;
  dl_json *j = &a->w.json;
  dl_evidence evidence;
  dl_json_array(j, "homes");
  for (int state = -1; state < (int)work->named_count; state++) {
    dl_home_evidence(work, party, p->head, p->words, p->country, state, &evidence);
    write_numbers(a, NULL, &evidence);
  }
  dl_json_end_array(j);
}

/* The words of a proposal in its sentence: where a pronoun stands for the party, the pronoun. */
static dl_span words_of(const dl_document *doc, const dl_proposal *p) {
  if (!p->parties.count) return (dl_span){0, 0};
  dl_span span = p->parties.items[0].span;
  if (p->head < 0) return span;
  const dl_token *head = &doc->tokens[p->head];
  return span.begin <= head->begin && head->begin < span.end ? span : (dl_span){head->begin, head->end};
}

static void write_somebody(void *context, dl_coding *work, const dl_proposal *p) {
  act_writer *a = context;
  dl_json *j = &a->w.json;
  dl_json_object(j, NULL);
  write_span(j, a->w.doc, words_of(a->w.doc, p));
  dl_json_int(j, "words", p->words);
  write_countries(j, p);
  dl_json_array(j, "states");
  for (uint32_t k = 0; k < work->named_count; k++) dl_json_string(j, NULL, DL_CODE_TEXT(work->named[k].country));
  dl_json_end_array(j);
  dl_json_bool(j, "open", dl_is_open(work, p));
  write_homes(a, work, p);
  write_sector(a, work, &p->parties.items[0], p->head);
  dl_json_end_object(j);
}

static void write_proposal(act_writer *a, dl_coding *work, const dl_act_options *o, uint32_t i) {
  const dl_proposal *p = &o->proposals[i];
  dl_json *j = &a->w.json;
  const dl_participant *party = p->parties.count ? &p->parties.items[0] : NULL;
  int32_t head = p->head >= 0 && work->doc->tokens[p->head].sentence == o->candidate->event.sentence ? p->head : -1;
  dl_evidence evidence;
  dl_json_object(j, NULL);
  dl_json_int(j, "words", p->words);
  dl_json_int(j, "by", p->by);
  write_span(j, a->w.doc, words_of(a->w.doc, p));
  write_countries(j, p);
  write_homes(a, work, p);
  if (party) write_sector(a, work, party, head);
  for (int side = 0; side < 2; side++) {
    dl_proposal_evidence(work, o, i, side, &evidence);
    write_numbers(a, side ? "recipient" : "actor", &evidence);
    dl_side_sector_evidence(work, o->candidate, side ? "recipient" : "actor", party, head, &evidence);
    write_numbers(a, side ? "recipient sector" : "actor sector", &evidence);
  }
  dl_json_end_object(j);
}

static void write_options(act_writer *a, dl_coding *work, const dl_act_options *o) {
  dl_json *j = &a->w.json;
  dl_evidence evidence;
  dl_json_array(j, "options");
  for (uint32_t i = 0; i < o->count; i++) {
    dl_json_object(j, NULL);
    dl_json_int(j, "proposal", o->items[i].proposal);
    dl_json_int(j, "home", o->items[i].state + 1);
    dl_json_string(j, "state", o->items[i].state >= 0 ? DL_CODE_TEXT(work->named[o->items[i].state].country) : "");
    for (int side = 0; side < 2; side++) {
      dl_state_evidence(work, o, i, side, &evidence);
      write_numbers(a, side ? "recipient" : "actor", &evidence);
    }
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

/* The kinds of pairs: 'a' + its number in "kinds" for each actor and recipient, and the evidence of each kind. */
static void write_pairs(act_writer *a, dl_coding *work, const dl_act_options *o) {
  dl_json *j = &a->w.json;
  enum { KINDS = DL_RELATIONS * DL_STANDINGS * DL_WORD_KINDS * DL_WORD_KINDS };
  uint32_t *number = dl_arena_alloc(work->doc->arena, KINDS * sizeof *number), count = 0;
  uint16_t *made = dl_arena_take(work->doc->arena, KINDS * sizeof *made);
  dl_evidence evidence;
  dl_json_array(j, "kinds"); /* of each actor with each recipient */
  for (uint32_t i = 0; i < o->count; i++) {
    dl_json_array(j, NULL);
    for (uint32_t k = 0; k < o->count; k++) {
      uint32_t x = o->items[i].proposal, y = o->items[k].proposal;
      uint32_t kind = dl_relation_of(work, o, i, k);
      kind = kind * DL_STANDINGS + dl_standing_of(work, o, x, y);
      kind = (kind * DL_WORD_KINDS + o->proposals[x].words) * DL_WORD_KINDS + o->proposals[y].words;
      if (!number[kind]) {
        made[count] = (uint16_t)kind;
        number[kind] = ++count;
      }
      dl_json_int(j, NULL, number[kind] - 1);
    }
    dl_json_end_array(j);
  }
  dl_json_end_array(j);
  dl_json_array(j, "pairs"); /* of each kind */
  for (uint32_t i = 0; i < count; i++) {
    uint32_t words = DL_WORD_KINDS * DL_WORD_KINDS, kind = made[i] / words;
    dl_words x = made[i] % words / DL_WORD_KINDS, y = made[i] % DL_WORD_KINDS;
    dl_pair_evidence(work, o, kind / DL_STANDINGS, kind % DL_STANDINGS, x, y, &evidence);
    write_numbers(a, NULL, &evidence);
  }
  dl_json_end_array(j);
}

static void write_act(void *context, dl_coding *work, const dl_act_options *o) {
  act_writer *a = context;
  dl_json *j = &a->w.json;
  const dl_event *event = &o->candidate->event;
  dl_json_object(j, NULL);
  write_span(j, a->w.doc, event->trigger_span);
  dl_json_string(j, "event", dl_act_name(event->act));
  dl_json_int(j, "reciprocal", event->reciprocal);
  dl_json_array(j, "proposals");
  for (uint32_t i = 0; i < o->proposal_count; i++) write_proposal(a, work, o, i);
  dl_json_end_array(j);
  write_options(a, work, o);
  write_pairs(a, work, o);
  dl_json_end_object(j);
}

static void write_weighed(void *context, const dl_event *event, const dl_weighed *options, uint32_t count) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  write_span(&w->json, w->doc, event->trigger_span);
  dl_json_array(&w->json, "options");
  for (uint32_t i = 0; i < count; i++) {
    dl_json_object(&w->json, NULL);
    write_span(&w->json, w->doc, options[i].span);
    dl_report_names(&w->json, "evidence", &options[i].evidence);
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
  dl_json_end_object(&w->json);
}

typedef void list_weighed(const dl_coder *coder, dl_document *doc, dl_weighed_fn *each, void *context);

static void report_weighed(const dl_engine *engine, dl_document *doc, const char *key, list_weighed *list,
                           dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_array(&w.json, key);
  list(dl_engine_coder(engine), doc, write_weighed, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

void dl_report_moments(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  report_weighed(engine, doc, "moments", dl_list_moments, out);
}

void dl_report_sites(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  report_weighed(engine, doc, "sites", dl_list_sites, out);
}

static void write_time(void *context, const dl_time_trace *time) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  write_span(&w->json, w->doc, (dl_span){time->begin, time->end});
  dl_json_string(&w->json, "type", time->type);
  dl_json_string(&w->json, "value", time->value);
  dl_json_string(&w->json, "rule", time->rule);
  dl_json_bool(&w->json, "kept", time->kept);
  dl_report_names(&w->json, "evidence", time->keep);
  if (time->question) {
    const dl_time_question *q = time->question;
    dl_json_object(&w->json, "side");
    dl_json_string(&w->json, "kind", q->kind);
    dl_json_int(&w->json, "behind", q->behind);
    dl_json_int(&w->json, "ahead", q->ahead);
    dl_json_bool(&w->json, "answer", q->answer);
    dl_report_names(&w->json, "evidence", &q->evidence);
    dl_json_end_object(&w->json);
  }
  dl_json_end_object(&w->json);
}

void dl_report_time_evidence(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_array(&w.json, "times");
  dl_list_times(dl_engine_timer(engine), doc, write_time, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

void dl_report_sides(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  act_writer a = {.w = {.doc = doc}};
  dl_json *j = &a.w.json;
  dl_json_start(j, out);
  dl_json_object(j, NULL);
  dl_json_string(j, "doc", doc->id);
  dl_json_array(j, "acts");
  dl_list_acts(dl_engine_coder(engine), doc, write_act, &a);
  dl_json_end_array(j);
  dl_json_array(j, "somebodies");
  bool home = dl_list_somebodies(dl_engine_coder(engine), doc, write_somebody, &a);
  dl_json_end_array(j);
  dl_json_bool(j, "home", home);
  write_list(&a);
  dl_json_end_object(j);
  dl_buffer_char(out, '\n');
}

/* ---- pronouns ---- */

typedef struct whom_writer {
  act_writer a;
  int64_t pronoun; /* whose options are being written, -1 */
} whom_writer;

static void write_begin(dl_json *j, const char *key, dl_document *doc, int32_t token) {
  if (token >= 0) dl_json_int(j, key, dl_document_cp(doc, doc->tokens[token].begin));
}

static void end_pronoun(whom_writer *w) {
  if (w->pronoun < 0) return;
  dl_json_end_array(&w->a.w.json);
  dl_json_end_object(&w->a.w.json);
}

static void write_whom(void *context, const dl_whom_option *option, const dl_evidence *evidence) {
  whom_writer *w = context;
  dl_document *doc = w->a.w.doc;
  dl_json *j = &w->a.w.json;
  if (option->pronoun != w->pronoun) {
    end_pronoun(w);
    w->pronoun = option->pronoun;
    dl_json_object(j, NULL);
    write_begin(j, "begin", doc, (int32_t)option->pronoun);
    dl_json_string(j, "kind", option->kind);
    dl_json_array(j, "options");
  }
  dl_json_object(j, NULL);
  write_begin(j, "begin", doc, option->token);
  write_begin(j, "last", doc, option->last);
  dl_json_bool(j, "mention", option->mention);
  write_numbers(&w->a, "evidence", evidence);
  dl_json_end_object(j);
}

void dl_report_whom(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  whom_writer w = {.a.w = {.doc = doc}, .pronoun = -1};
  dl_json *j = &w.a.w.json;
  dl_json_start(j, out);
  dl_json_object(j, NULL);
  dl_json_string(j, "doc", doc->id);
  dl_json_array(j, "pronouns");
  dl_list_whom(dl_engine_namer(engine), doc, write_whom, &w);
  end_pronoun(&w);
  dl_json_end_array(j);
  write_list(&w.a);
  dl_json_end_object(j);
  dl_buffer_char(out, '\n');
}

/* All tokens, sentence by sentence, as the layers read them: where they stand, on which of the document's they hang,
 * the encoder's vectors, and what the encoder read of each (the scales as they lie in memory: floats). */
static void write_tokens(writer *w) {
  dl_document *doc = w->doc;
  dl_json_array(&w->json, "sentences");
  for (uint32_t s = 0; s < doc->sentence_count; s++) dl_json_int(&w->json, NULL, doc->sentences[s].count);
  dl_json_end_array(&w->json);
  dl_json_array(&w->json, "tokens");
  for (uint32_t t = 0; t < doc->token_count; t++) {
    dl_json_array(&w->json, NULL);
    dl_json_int(&w->json, NULL, dl_document_cp(doc, doc->tokens[t].begin));
    dl_json_int(&w->json, NULL, dl_document_cp(doc, doc->tokens[t].end));
    dl_json_int(&w->json, NULL, doc->tokens[t].head);
    dl_json_end_array(&w->json);
  }
  dl_json_end_array(&w->json);
  if (doc->states) dl_json_hex(&w->json, "states", doc->states, (size_t)doc->token_count * doc->state_width);
  if (!doc->alone) return;
  dl_json_hex(&w->json, "alone", doc->alone, (size_t)doc->token_count * doc->alone_width);
  dl_json_hex(&w->json, "scales", doc->alone_scale, doc->token_count * sizeof *doc->alone_scale);
}

void dl_report_evidence(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  write_tokens(&w);
  dl_json_array(&w.json, "words");
  dl_list_evidence(dl_engine_coder(engine), doc, write_word, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

static void write_clues(void *context, uint32_t event, uint32_t told, bool attributed, const dl_evidence *value,
                        const dl_evidence *modes, const dl_evidence *own) {
  writer *w = context;
  const dl_event *v = &w->doc->events[event];
  dl_json_object(&w->json, NULL);
  write_span(&w->json, w->doc, v->trigger_span);
  dl_json_string(&w->json, "event", dl_act_name(v->act));
  dl_json_bool(&w->json, "attributed", attributed);
  dl_json_array(&w->json, "evidence");
  each_name(&w->json, value);
  each_name(&w->json, modes);
  each_name(&w->json, own);
  dl_json_end_array(&w->json);
  dl_json_hex(&w->json, "input", w->doc->act_inputs + (size_t)told * w->doc->act_width, w->doc->act_width);
  dl_json_end_object(&w->json);
}

static void write_answer(void *context, uint32_t answer, dl_span from, dl_link_type type, dl_span act, bool tells,
                         const dl_evidence *evidence) {
  writer *w = context;
  dl_json_object(&w->json, NULL);
  dl_json_int(&w->json, "answer", answer);
  dl_json_string(&w->json, "type", dl_link_type_name(type));
  write_span(&w->json, w->doc, from);
  dl_json_int(&w->json, "act_begin", dl_document_cp(w->doc, act.begin));
  dl_json_int(&w->json, "act_end", dl_document_cp(w->doc, act.end));
  dl_json_bool(&w->json, "tells", tells);
  dl_report_names(&w->json, "evidence", evidence);
  dl_json_end_object(&w->json);
}

void dl_report_clues(dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  dl_json_string(&w.json, "doc", doc->id);
  dl_json_array(&w.json, "words");
  dl_list_rated(doc, write_rated, &w);
  dl_json_end_array(&w.json);
  dl_json_array(&w.json, "events");
  if (doc->act_inputs) dl_list_clues(doc, write_clues, &w);
  dl_json_end_array(&w.json);
  dl_json_array(&w.json, "answers");
  dl_list_answers(doc, write_answer, &w);
  dl_json_end_array(&w.json);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}

/* ---- places ---- */

typedef struct placing {
  dl_json *json;
  dl_document *doc;
} placing;

static void print_option(dl_json *json, const dl_place_option *o) {
  dl_json_object(json, NULL);
  dl_json_string(json, "name", o->place.name);
  dl_json_string(json, "country", DL_CODE_TEXT(o->place.country));
  dl_json_string(json, "feature", o->place.feature);
  dl_json_int(json, "geonames", o->place.geonames);
  dl_json_number(json, "lat", o->place.lat);
  dl_json_number(json, "lon", o->place.lon);
  dl_json_array(json, "evidence");
  for (uint32_t i = 0; i < dl_place_evidence_count(); i++)
    dl_json_number(json, NULL, round((double)o->evidence[i] * 1e5) / 1e5);
  dl_json_end_array(json);
  dl_json_end_object(json);
}

static void print_spot(void *context, uint32_t entity, const dl_place_option *options, uint32_t count) {
  const placing *p = context;
  const dl_entity *e = &p->doc->entities[entity];
  dl_json_object(p->json, NULL);
  dl_json_string(p->json, "name", e->name);
  dl_json_string(p->json, "type", dl_entity_type_name(e->type));
  dl_json_array(p->json, "spans");
  for (uint32_t i = 0; i < e->mention_count; i++) {
    const dl_mention *m = &p->doc->mentions[e->mentions[i]];
    if (m->form != DL_NAM) continue;
    dl_json_array(p->json, NULL);
    dl_json_int(p->json, NULL, dl_document_cp(p->doc, m->begin));
    dl_json_int(p->json, NULL, dl_document_cp(p->doc, m->end));
    dl_json_end_array(p->json);
  }
  dl_json_end_array(p->json);
  dl_json_array(p->json, "options");
  for (uint32_t i = 0; i < count; i++) print_option(p->json, &options[i]);
  dl_json_end_array(p->json);
  dl_json_end_object(p->json);
}

void dl_report_places(const dl_engine *engine, dl_document *doc, dl_buffer *out) {
  dl_json json;
  dl_status status = {0};
  dl_json_start(&json, out);
  dl_json_object(&json, NULL);
  dl_json_string(&json, "doc", doc->id);
  dl_json_array(&json, "evidence");
  for (uint32_t i = 0; i < dl_place_evidence_count(); i++) dl_json_string(&json, NULL, dl_place_evidence_name(i));
  dl_json_end_array(&json);
  dl_json_array(&json, "places");
  dl_each_place_option(dl_engine_placer(engine), doc, print_spot, &(placing){&json, doc}, &status);
  dl_json_end_array(&json);
  dl_json_end_object(&json);
  dl_buffer_char(out, '\n');
}
