/* Links from denials and confirmations to the acts that they are about, as learned: each act near an answer has a
 * score; of those that the answer tells itself all are meant that have one above zero, of the others the best one. What
 * is denied in plain words ("said it had never sent troops") or by a cue that no row of the lexicon knows becomes a
 * speech act. */
#include <stdlib.h>
#include <string.h>

#include "claims/answers.h"
#include "claims/factuality.h"
#include "claims/parts.h"
#include "network/softmax.h"

enum { TOLD = 4 }; /* names of evidence that explain tells */

static void want_denials(dl_items *items, void *to) {
  dl_tie *tie = to;
  dl_learned_take(items, "", 1, &tie->learned);
  const float *bias = dl_items_floats(items, "bias", "", 1);
  tie->bias = bias ? *bias : 0;
}

int dl_tie_read(dl_tie *tie, const dl_model *model, dl_status *status) {
  *tie = (dl_tie){0};
  return dl_items_read(model, "denials", want_denials, tie, &tie->memory, status);
}

void dl_tie_free(dl_tie *tie) {
  free(tie->memory);
}

static float score_of(const dl_claims *claims, const dl_answer *answer, uint32_t act, dl_evidence *evidence) {
  const dl_tie *tie = &claims->claimer->tie;
  static const float CERTAIN = 2; /* "denied that X", "admitted doing X" */
  dl_answer_evidence(claims, answer, act, evidence);
  if (dl_is_complement(claims, answer, act)) return CERTAIN;
  return tie->bias + dl_evidence_sum(evidence, &tie->learned);
}

/* ---- speech acts that no row made ---- */

static double probability(float score) {
  return (double)(int)(dl_probability(score) * 1000 + 0.5f) / 1000;
}

static uint32_t make_speech(dl_claims *claims, const dl_answer *answer, float score) {
  dl_document *doc = claims->doc;
  uint32_t index = doc->event_count;
  dl_event *made = DL_PUSH(doc->arena, doc->events, doc->event_count, doc->event_capacity);
  *made = (dl_event){.trigger = answer->token,
                     .trigger_span = doc->attributions[answer->attribution].cue,
                     .sentence = doc->tokens[answer->token].sentence,
                     .act = DL_SPEECH_ACT,
                     .cameo = answer->type == DL_DENIES ? "016" : "015",
                     .statement = true,
                     .actor = answer->by,
                     .place_guess = -1,
                     .time = -1,
                     .until = -1,
                     .confidence = probability(score),
                     .origin = DL_MADE_BY_ANSWER};
  claims->linked[index] = -1;
  return index;
}

/* ---- links ---- */

/* For explain. */
static void tell(dl_claims *claims, uint32_t speech, const dl_answer *answer, uint32_t act, float score,
                 const dl_evidence *evidence) {
  const dl_tie *tie = &claims->claimer->tie;
  dl_document *doc = claims->doc;
  char names[320];
  if (!claims->claimer->explains) return;
  dl_evidence_tell(evidence, 1, &tie->learned, 0, -1, TOLD, names, sizeof names);
  const dl_span *span = &doc->events[act].trigger_span;
  dl_trace_add(doc->arena, &doc->events[speech].trace,
               dl_arena_printf(doc->arena, "%s \"%.*s\" with probability %.2f%s",
                               answer->type == DL_DENIES ? "denies" : "confirms", (int)(span->end - span->begin),
                               doc->text + span->begin, probability(score), names));
}

static void link_act(dl_claims *claims, dl_answer *answer, uint32_t act, float score, const dl_evidence *evidence) {
  if (answer->event < 0) answer->event = (int32_t)make_speech(claims, answer, score);
  dl_add_link(claims->doc, answer->type, (uint32_t)answer->event, act);
  tell(claims, (uint32_t)answer->event, answer, act, score, evidence);
}

/* Whoever denies an act that he tells himself holds it for certain that it is not so. */
static void hold_denied(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  dl_event *event = &claims->doc->events[act];
  if (answer->type != DL_DENIES || answer->own || answer->attribution < 0 || event->attribution.count == 0) return;
  if (event->attribution.items[0] != (uint32_t)answer->attribution || event->factuality_count < 2) return;
  dl_factuality *his = &event->factuality[event->factuality_count - 1];
  if (!dl_is_minus((dl_factuality_value)his->value)) his->value = DL_CT_MINUS;
}

static void link_inside(dl_claims *claims, dl_answer *answer) {
  dl_evidence evidence;
  for (uint32_t i = answer->first; i < answer->end; i++) {
    if (!dl_can_be_answered(claims, answer, i) || !dl_tells(claims, answer, i)) continue;
    float score = score_of(claims, answer, i, &evidence);
    if (score <= 0) continue;
    link_act(claims, answer, i, score, &evidence);
    hold_denied(claims, answer, i);
  }
}

static void link_answer(dl_claims *claims, dl_answer answer) {
  dl_evidence evidence, best_evidence;
  int32_t best = -1;
  float most = 0;
  link_inside(claims, &answer);
  for (uint32_t i = answer.first; i < answer.end; i++) {
    if (!dl_can_be_answered(claims, &answer, i) || dl_tells(claims, &answer, i)) continue;
    float score = score_of(claims, &answer, i, &evidence);
    if (score <= 0 || score < most) continue;
    best = (int32_t)i, most = score, best_evidence = evidence;
  }
  if (best >= 0) link_act(claims, &answer, (uint32_t)best, most, &best_evidence);
}

/* ---- the order of the events ---- */

void dl_take_supposed(dl_claims *claims) {
  dl_document *doc = claims->doc;
  uint32_t count = doc->event_count + doc->supposed_count, used = 0;
  if (!doc->supposed_count || !dl_is_learned(&claims->claimer->tie.learned)) return;
  dl_event *all = dl_arena_take(doc->arena, count * sizeof *all);
  for (uint32_t i = 0, s = 0; used < count;) {
    bool next = s < doc->supposed_count && (i == doc->event_count || doc->supposed[s].trigger < doc->events[i].trigger);
    all[used++] = next ? doc->supposed[s++] : doc->events[i++];
  }
  doc->events = all;
  doc->event_count = doc->event_capacity = count;
}

/* Puts the speech acts that were made at their places among the events, and takes away what is supposed and nobody
 * denies or admits. */
static void settle_events(dl_claims *claims) {
  dl_document *doc = claims->doc;
  uint32_t count = doc->event_count, used = 0, *now = dl_arena_take(doc->arena, (count + 1) * sizeof *now);
  dl_position *places = dl_arena_take(doc->arena, (count + 1) * sizeof *places);
  dl_event *events = dl_arena_take(doc->arena, (count + 1) * sizeof *events);
  uint32_t *coded = dl_arena_alloc(doc->arena, (count + 1) * sizeof *coded);
  int32_t *linked = dl_arena_take(doc->arena, (count + 1) * sizeof *linked);
  for (uint32_t i = 0; i < doc->link_count; i++) doc->events[doc->links[i].to].supposed = false;
  for (uint32_t i = 0; i < count; i++)
    if (!doc->events[i].supposed) places[used++] = (dl_position){doc->events[i].trigger, i};
  dl_sort_positions(places, used);
  for (uint32_t i = 0; i < used; i++) {
    uint32_t was = places[i].index;
    now[was] = i;
    events[i] = doc->events[was];
    linked[i] = claims->linked[was];
    coded[i] = was < claims->coded_count ? claims->coded[was] : 0;
  }
  doc->events = events;
  doc->event_count = claims->coded_count = used;
  doc->event_capacity = count + 1;
  claims->coded = coded;
  claims->linked = linked;
  for (uint32_t i = 0; i < doc->link_count; i++)
    doc->links[i] = (dl_link){doc->links[i].type, now[doc->links[i].from], now[doc->links[i].to]};
}

void dl_link_denials(dl_claims *claims) {
  dl_document *doc = claims->doc;
  if (!dl_is_learned(&claims->claimer->tie.learned)) return;
  claims->weighed = doc->events;
  claims->weighed_count = doc->event_count;
  dl_answers answers = dl_find_answers(claims);
  for (uint32_t i = 0; i < answers.count; i++) link_answer(claims, answers.items[i]);
  for (uint32_t i = claims->weighed_count; i < doc->event_count; i++) dl_rate_speech(claims, i);
  if (doc->event_count > claims->weighed_count || doc->supposed_count) settle_events(claims);
}

void dl_list_answers(const dl_document *doc, dl_denial_fn *each, void *context) {
  if (!doc->claims || !doc->claims->weighed) return;
  dl_claims claims = *doc->claims;
  dl_document before = *doc; /* as it was when they were weighed */
  before.events = claims.weighed;
  before.event_count = claims.weighed_count;
  claims.doc = &before;
  claims.told = true;
  dl_answers answers = dl_find_answers(&claims);
  dl_evidence evidence;
  for (uint32_t k = 0; k < answers.count; k++) {
    const dl_answer *a = &answers.items[k];
    dl_span span = a->event >= 0 ? before.events[a->event].trigger_span : before.attributions[a->attribution].cue;
    for (uint32_t i = a->first; i < a->end; i++) {
      if (!dl_can_be_answered(&claims, a, i)) continue;
      dl_answer_evidence(&claims, a, i, &evidence);
      each(context, k, span, a->type, before.events[i].trigger_span, dl_tells(&claims, a, i), &evidence);
    }
  }
}
