/* The coded layers of one document into the tables of schema.h. */
#include "ledger/store.h"

#include <stdio.h>
#include <string.h>

#include "claims/told.h"
#include "events/scores.h"
#include "times/when.h"

/* What the rows of one text share. */
typedef struct storing {
  dl_ledger *ledger;
  const dl_model *model;
  dl_document *doc;
  long long text;
  long long *events, *attributions; /* rows, by the document's indices */
  dl_status *status;
} storing;

static int start(dl_put *p, const storing *s, int kind) {
  return dl_put_start(p, s->ledger, kind, s->status);
}

static void put_span(dl_put *p, const storing *s, dl_span span) {
  dl_put_int(p, dl_document_cp(s->doc, span.begin));
  dl_put_int(p, dl_document_cp(s->doc, span.end));
}

static const char *slice(const storing *s, dl_span span) {
  return dl_document_slice(s->doc, span.begin, span.end);
}

/* Two numbers as one row: what belongs to what. */
static int store_pair(const storing *s, int kind, long long one, long long other) {
  dl_put p = {0};
  int code = start(&p, s, kind);
  if (code) return code;
  dl_put_int(&p, one);
  dl_put_int(&p, other);
  return dl_put_end(&p, s->status);
}

static const char *auxiliary_words(dl_document *doc, unsigned set) {
  const char *out = "";
  for (uint32_t i = 0; i < 4; i++)
    if (set & 1u << i) out = dl_arena_printf(doc->arena, "%s%s%s", out, *out ? " " : "", dl_auxiliary_name(i));
  return out;
}

static const char *joined_contexts(dl_document *doc, const dl_event *event) {
  const char *out = "";
  for (uint32_t i = 0; i < event->context_count; i++)
    out = dl_arena_printf(doc->arena, "%s%s%s", out, i ? " " : "", event->contexts[i]);
  return out;
}

static const char *party_name(const dl_document *doc, const dl_participant *party) {
  return party->entity >= 0 && *doc->entities[party->entity].name
             ? doc->entities[party->entity].name
             : dl_document_slice(doc, party->span.begin, party->span.end);
}

static int store_parties(const storing *s, long long id, const dl_participants *list, const char *role,
                         const char **names) {
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *party = &list->items[i];
    dl_put p = {0};
    int code = start(&p, s, DL_PUT_PARTY);
    if (code) return code;
    dl_put_int(&p, id);
    dl_put_text(&p, role);
    dl_put_text(&p, party_name(s->doc, party));
    dl_put_text(&p, DL_CODE_TEXT(party->code));
    dl_put_text(&p, DL_CODE_TEXT(party->country));
    dl_put_text(&p, DL_CODE_TEXT(party->sector));
    put_span(&p, s, party->span);
    if ((code = dl_put_end(&p, s->status))) return code;
    *names = dl_arena_printf(s->doc->arena, "%s %s %s", *names, party_name(s->doc, party), DL_CODE_TEXT(party->code));
  }
  return DL_OK;
}

static void put_number(dl_put *p, bool known, double value) {
  if (known)
    dl_put_real(p, value);
  else
    dl_put_null(p);
}

static int store_phrases(const storing *s, long long id, const dl_phrases *list, const char *role) {
  bool sized = strcmp(role, "magnitude") == 0;
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_phrase *phrase = &list->items[i];
    dl_put p = {0};
    int code = start(&p, s, DL_PUT_PHRASE);
    if (code) return code;
    dl_put_int(&p, id);
    dl_put_text(&p, role);
    dl_put_text(&p, slice(s, phrase->span));
    dl_put_text(&p, phrase->klass);
    put_number(&p, sized, phrase->value);
    put_number(&p, sized && phrase->low >= 0, phrase->low);
    put_number(&p, sized && phrase->high >= 0, phrase->high);
    dl_put_text(&p, sized ? dl_bound_name(phrase->bound) : "");
    dl_put_text(&p, phrase->unit);
    put_span(&p, s, phrase->span);
    if ((code = dl_put_end(&p, s->status))) return code;
  }
  return DL_OK;
}

static int store_places(const storing *s, long long id, const dl_event *event) {
  for (uint32_t i = 0; i < event->place.count; i++) {
    const dl_entity *entity = &s->doc->entities[event->place.items[i]];
    const dl_place *place = entity->place;
    dl_put p = {0};
    int code = start(&p, s, DL_PUT_PLACE);
    if (code) return code;
    dl_put_int(&p, id);
    dl_put_text(&p, entity->name);
    dl_put_text(&p, DL_CODE_TEXT(place ? place->country : entity->country));
    if (place) {
      dl_put_real(&p, place->lat);
      dl_put_real(&p, place->lon);
      if (place->geonames) dl_put_int(&p, place->geonames);
    }
    if ((code = dl_put_end(&p, s->status))) return code;
  }
  return DL_OK;
}

/* The cue by which an entity says so, along the chain of the event's attributions. */
static const dl_attribution *cue_of(const dl_document *doc, const dl_event *event, int32_t entity) {
  for (uint32_t i = 0; i < event->attribution.count; i++)
    for (int32_t a = (int32_t)event->attribution.items[i]; a >= 0; a = doc->attributions[a].parent)
      if (doc->attributions[a].entity == entity) return &doc->attributions[a];
  return NULL;
}

static int store_claims(const storing *s, long long id, const dl_event *event) {
  for (uint32_t i = 0; i < event->factuality_count; i++) {
    const dl_factuality *held = &event->factuality[i];
    if (held->entity == -1) continue;
    const dl_attribution *cue = cue_of(s->doc, event, held->entity == -2 ? -1 : held->entity);
    const dl_entity *source = held->entity >= 0 ? &s->doc->entities[held->entity] : NULL;
    dl_put p = {0};
    int code = start(&p, s, DL_PUT_CLAIM);
    if (code) return code;
    dl_put_int(&p, id);
    dl_put_text(&p, source ? source->name : "");
    dl_put_text(&p, source ? DL_CODE_TEXT(source->code) : "");
    dl_put_text(&p, dl_factuality_name(held->value));
    dl_put_text(&p, cue ? slice(s, cue->cue) : "");
    put_span(&p, s, cue ? cue->cue : (dl_span){0, 0});
    if ((code = dl_put_end(&p, s->status))) return code;
  }
  return DL_OK;
}

static int store_event_row(const storing *s, uint32_t index) {
  const dl_event *event = &s->doc->events[index];
  const dl_sentence *sentence = &s->doc->sentences[event->sentence];
  dl_when when = dl_event_when(s->doc, event);
  dl_span evidence = {sentence->begin, sentence->end};
  char label[16];
  dl_put p = {0};
  int code = start(&p, s, DL_PUT_EVENT);
  if (code) return code;
  snprintf(label, sizeof label, "V%u", index + 1);
  dl_put_int(&p, s->text);
  dl_put_text(&p, label);
  dl_put_int(&p, event->sentence);
  dl_put_text(&p, dl_act_name(event->act));
  dl_put_text(&p, dl_mode_name(event->mode));
  dl_put_text(&p, event->cameo);
  dl_put_real(&p, dl_goldstein(s->model, event->cameo));
  dl_put_real(&p, dl_plover_score(s->model, dl_act_name(event->act), event->mode));
  dl_put_text(&p, dl_quad(s->model, dl_act_name(event->act)));
  dl_put_text(&p, auxiliary_words(s->doc, event->auxiliary));
  dl_put_text(&p, joined_contexts(s->doc, event));
  dl_put_text(&p, slice(s, event->trigger_span));
  put_span(&p, s, event->trigger_span);
  dl_put_text(&p, slice(s, evidence));
  put_span(&p, s, evidence);
  dl_put_text(&p, when.date);
  dl_put_text(&p, when.begin);
  dl_put_text(&p, when.end);
  dl_put_text(&p, dl_time_source_name(when.source));
  dl_put_text(&p, event->factuality_count ? dl_factuality_name(event->factuality[0].value) : "");
  dl_put_real(&p, event->confidence);
  dl_put_text(&p, event->origin);
  return dl_put_end(&p, s->status);
}

static int store_event(const storing *s, uint32_t index) {
  const dl_event *event = &s->doc->events[index];
  const char *names = "";
  int code = store_event_row(s, index);
  if (code) return code;
  long long id = s->events[index] = sqlite3_last_insert_rowid(s->ledger->db);
  if ((code = store_parties(s, id, &event->actor, "actor", &names)) ||
      (code = store_parties(s, id, &event->recipient, "recipient", &names)) ||
      (code = store_phrases(s, id, &event->object, "object")) ||
      (code = store_phrases(s, id, &event->purpose, "purpose")) ||
      (code = store_phrases(s, id, &event->magnitude, "magnitude")) || (code = store_places(s, id, event)) ||
      (code = store_claims(s, id, event)))
    return code;
  for (uint32_t i = 0; i < event->attribution.count; i++)
    if ((code = store_pair(s, DL_PUT_BOND, id, s->attributions[event->attribution.items[i]]))) return code;
  const dl_sentence *sentence = &s->doc->sentences[event->sentence];
  dl_late_words_of(s->ledger, id, dl_document_slice(s->doc, sentence->begin, sentence->end), names);
  return DL_OK;
}

static int store_attribution(const storing *s, uint32_t index) {
  const dl_attribution *a = &s->doc->attributions[index];
  char label[16];
  dl_put p = {0};
  int code = start(&p, s, DL_PUT_ATTRIBUTION);
  if (code) return code;
  snprintf(label, sizeof label, "A%u", index + 1);
  dl_put_int(&p, s->text);
  dl_put_text(&p, label);
  dl_put_text(&p, a->entity >= 0 ? s->doc->entities[a->entity].name : "");
  dl_put_text(&p, a->entity >= 0 ? DL_CODE_TEXT(s->doc->entities[a->entity].code) : "");
  if (a->source.end > a->source.begin) {
    dl_put_text(&p, slice(s, a->source));
    put_span(&p, s, a->source);
  } else {
    dl_put_text(&p, "");
    dl_put_null(&p);
    dl_put_null(&p);
  }
  dl_put_text(&p, slice(s, a->cue));
  put_span(&p, s, a->cue);
  dl_put_text(&p, dl_attribution_type_name(a->type));
  dl_put_text(&p, dl_stance(s->model, s->doc, a));
  if ((code = dl_put_end(&p, s->status))) return code;
  s->attributions[index] = sqlite3_last_insert_rowid(s->ledger->db);
  for (uint32_t i = 0; i < a->content_count; i++) {
    dl_put content = {0};
    if ((code = start(&content, s, DL_PUT_CONTENT))) return code;
    dl_put_int(&content, s->attributions[index]);
    put_span(&content, s, a->content[i]);
    if ((code = dl_put_end(&content, s->status))) return code;
  }
  return DL_OK;
}

static int store_attributions(const storing *s) {
  int code = DL_OK;
  for (uint32_t i = 0; i < s->doc->attribution_count; i++)
    if ((code = store_attribution(s, i))) return code;
  for (uint32_t i = 0; i < s->doc->attribution_count; i++) {
    int32_t parent = s->doc->attributions[i].parent;
    if (parent >= 0 && (code = store_pair(s, DL_SET_PARENT, s->attributions[i], s->attributions[parent]))) return code;
  }
  return DL_OK;
}

static int store_links(const storing *s) {
  for (uint32_t i = 0; i < s->doc->link_count; i++) {
    const dl_link *link = &s->doc->links[i];
    dl_put p = {0};
    int code = start(&p, s, DL_PUT_LINK);
    if (code) return code;
    dl_put_text(&p, dl_link_type_name(link->type));
    dl_put_int(&p, s->events[link->from]);
    dl_put_int(&p, s->events[link->to]);
    if ((code = dl_put_end(&p, s->status))) return code;
  }
  return DL_OK;
}

static int store_screens(const storing *s) {
  for (uint32_t i = 0; i < s->doc->screen_count; i++) {
    const dl_screen *screen = &s->doc->screens[i];
    dl_put p = {0};
    int code = start(&p, s, DL_PUT_SCREEN);
    if (code) return code;
    dl_put_int(&p, s->events[screen->event]);
    dl_put_text(&p, screen->regime);
    dl_put_text(&p, screen->paragraph);
    dl_put_text(&p, screen->measure);
    dl_put_text(&p, screen->status);
    if ((code = dl_put_end(&p, s->status))) return code;
    long long id = sqlite3_last_insert_rowid(s->ledger->db);
    for (uint32_t k = 0; k < screen->said_by.count; k++)
      if ((code = store_pair(s, DL_PUT_SAID_BY, id, s->attributions[screen->said_by.items[k]]))) return code;
  }
  return DL_OK;
}

int dl_store_layers(dl_ledger *ledger, const dl_model *model, dl_document *doc, long long text, dl_status *status) {
  storing s = {ledger,
               model,
               doc,
               text,
               dl_arena_alloc(doc->arena, (doc->event_count + 1) * sizeof(long long)),
               dl_arena_alloc(doc->arena, (doc->attribution_count + 1) * sizeof(long long)),
               status};
  int code = store_attributions(&s);
  for (uint32_t i = 0; !code && i < doc->event_count; i++) code = store_event(&s, i);
  if (code || (code = store_links(&s))) return code;
  return store_screens(&s);
}
