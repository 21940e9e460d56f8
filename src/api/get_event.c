/* Events, with their parties, things, places, and who holds them how true. */
#include "api/get.h"
#include "claims/told.h"
#include "events/scores.h"

/* What is told of the act itself: words, codes, numbers. */
static void tell_act(const dateline_document *document, const dl_event *v, dateline_event *to) {
  const dl_document *d = document->doc;
  const dl_model *model = dl_engine_model(document->engine->engine);
  const dl_sentence *s = &d->sentences[v->sentence];
  to->trigger = dl_api_span(d, v->trigger_span.begin, v->trigger_span.end);
  to->evidence = dl_api_span(d, s->begin, s->end);
  to->sentence = v->sentence;
  to->event = dl_act_name(v->act);
  to->mode = dl_mode_name(v->mode);
  to->cameo = v->cameo;
  to->quad = dl_quad(model, dl_act_name(v->act));
  to->goldstein = dl_goldstein(model, v->cameo);
  to->plover_score = dl_plover_score(model, dl_act_name(v->act), v->mode);
  to->confidence = v->confidence;
  for (uint32_t i = 0; i < v->context_count; i++) to->context[i] = v->contexts[i];
  to->context_count = v->context_count;
  to->auxiliary = v->auxiliary;
  to->mutual = v->reciprocal;
  to->origin = v->origin ? v->origin : "";
}

static void tell_when_and_where(const dl_document *d, const dl_event *v, const dl_when *when, dateline_event *to) {
  to->date = when->date;
  to->first_day = when->begin;
  to->last_day = when->end;
  to->time_source = dl_time_source_name(when->source);
  to->time = v->time;
  if (v->time >= 0) {
    const dl_time *t = &d->times[v->time];
    to->time_span = dl_api_span(d, t->begin, v->until >= 0 ? d->times[v->until].end : t->end);
  }
  to->place_source = dl_place_source_name(v->place_source);
}

static uint32_t places_of(const dl_event *v) {
  return v->place.count == 0 && v->place_guess >= 0 ? 1 : v->place.count;
}

int dateline_get_event(const dateline_document *document, size_t index, dateline_event *event) {
  const dl_document *d = FIND(document, event, index, event_count);
  if (!d) return 0;
  const dl_event *v = &d->events[index];
  tell_act(document, v, event);
  tell_when_and_where(d, v, &document->whens[index], event);
  event->told = dl_not_done(d, (uint32_t)index) == 0;
  event->author = v->factuality_count > 0 ? dl_factuality_name(v->factuality[0].value) : "";
  event->actor_count = v->actor.count;
  event->recipient_count = v->recipient.count;
  event->object_count = v->object.count;
  event->purpose_count = v->purpose.count;
  event->magnitude_count = v->magnitude.count;
  event->place_count = places_of(v);
  event->from_count = v->from.count;
  event->to_count = v->to.count;
  event->via_count = v->via.count;
  event->factuality_count = v->factuality_count;
  event->attribution_count = v->attribution.count;
  return 1;
}

int dateline_get_party(const dateline_document *document, size_t event, int role, size_t index, dateline_party *party) {
  const dl_document *d = FIND(document, party, event, event_count);
  if (!d || role < DATELINE_ACTOR || role > DATELINE_RECIPIENT) return 0;
  const dl_event *v = &d->events[event];
  const dl_participants *list = role == DATELINE_ACTOR ? &v->actor : &v->recipient;
  if (index >= list->count) return 0;
  const dl_participant *p = &list->items[index];
  *party = (dateline_party){p->entity,
                            dl_api_span(d, p->span.begin, p->span.end),
                            p->entity >= 0 ? d->entities[p->entity].name : "",
                            dl_api_code(document, p->code),
                            dl_api_code(document, p->country),
                            dl_api_code(document, p->sector)};
  return 1;
}

int dateline_get_phrase(const dateline_document *document, size_t event, int kind, size_t index,
                        dateline_phrase *phrase) {
  const dl_document *d = FIND(document, phrase, event, event_count);
  if (!d || kind < DATELINE_OBJECT || kind > DATELINE_MAGNITUDE) return 0;
  const dl_event *v = &d->events[event];
  const dl_phrases *lists[] = {&v->object, &v->purpose, &v->magnitude};
  if (index >= lists[kind]->count) return 0;
  const dl_phrase *p = &lists[kind]->items[index];
  bool size = kind == DATELINE_MAGNITUDE;
  *phrase = (dateline_phrase){dl_api_span(d, p->span.begin, p->span.end),
                              kind != DATELINE_PURPOSE && p->klass ? p->klass : "",
                              size ? p->value : 0,
                              size ? p->low : 0,
                              size ? p->high : 0,
                              size && p->unit ? p->unit : "",
                              size ? dl_bound_name(p->bound) : ""};
  return 1;
}

int dateline_get_event_place(const dateline_document *document, size_t event, int kind, size_t index,
                             dateline_event_place *place) {
  const dl_document *d = FIND(document, place, event, event_count);
  if (!d || kind < DATELINE_WHERE || kind > DATELINE_VIA) return 0;
  const dl_event *v = &d->events[event];
  const dl_indices *lists[] = {&v->place, &v->from, &v->to, &v->via};
  bool guessed = kind == DATELINE_WHERE && v->place.count == 0;
  if (index >= (guessed ? places_of(v) : lists[kind]->count)) return 0;
  int32_t entity = guessed ? v->place_guess : (int32_t)lists[kind]->items[index];
  const dl_entity *e = &d->entities[entity];
  *place = (dateline_event_place){entity, e->place ? e->place->name : e->name,
                                  dl_api_code(document, e->place ? e->place->country : e->country), e->place != NULL,
                                  dl_api_place(document, e->place)};
  return 1;
}

int dateline_get_factuality(const dateline_document *document, size_t event, size_t index,
                            dateline_factuality *factuality) {
  const dl_document *d = FIND(document, factuality, event, event_count);
  if (!d || index >= d->events[event].factuality_count) return 0;
  const dl_factuality *f = &d->events[event].factuality[index];
  *factuality = (dateline_factuality){f->entity, dl_factuality_name(f->value)};
  return 1;
}

int dateline_get_event_attribution(const dateline_document *document, size_t event, size_t index,
                                   uint32_t *attribution) {
  const dl_document *d = FIND(document, attribution, event, event_count);
  if (!d || index >= d->events[event].attribution.count) return 0;
  *attribution = d->events[event].attribution.items[index];
  return 1;
}
