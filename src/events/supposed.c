/* Words that are an act only if somebody denies, admits or claims it: too unlikely for one by themselves, but without
 * them there is nothing that the denial is about ("denied pushing her", "said it had no part in the arrest"). Which of
 * them are meant the claims decide (claims/denials.c); the others are no events. They are found behind the events, so
 * that no event is another one for them. */
#include "events/choice.h"
#include "events/chooser.h"
#include "events/coder.h"
#include "names/names.h"
#include "network/wordhead.h"

/* Is the word in the trigger of an event, or its subject or object in one: "denied an agreement had been reached"? */
static bool is_told(const dl_coding *work, uint32_t token) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  for (uint32_t i = dl_event_from(doc, s->first);
       i < doc->event_count && doc->events[i].sentence == doc->tokens[token].sentence; i++) {
    const dl_event *e = &doc->events[i];
    const dl_token *t = &doc->tokens[e->trigger];
    if (e->trigger_span.begin <= doc->tokens[token].begin && doc->tokens[token].end <= e->trigger_span.end) return true;
    if (t->head == (int32_t)token && dl_in(t->rel, DL_RELS(OBJ, NSUBJ))) return true;
  }
  return false;
}

/* The parties of the last event before it, as an event has them of the one before. */
static void look_back(dl_coding *work, uint32_t token) {
  uint32_t at = dl_event_from(work->doc, token);
  work->before[0] = at ? work->doc->events[at - 1].actor : (dl_participants){0};
  work->before[1] = at ? work->doc->events[at - 1].recipient : (dl_participants){0};
}

/* Has the noun an article, and was an act of its kind with one of its parties told in a sentence before? Then that one
 * is denied: "denied the arms deliveries". */
static bool points_back(const dl_document *doc, const dl_event *e) {
  if (doc->tokens[e->trigger].upos != DL_NOUN || !dl_is_definite(doc, (int32_t)e->trigger)) return false;
  for (uint32_t i = 0, end = dl_event_from(doc, doc->sentences[e->sentence].first); i < end; i++) {
    const dl_event *other = &doc->events[i];
    bool shared = dl_common_party(&e->actor, &other->actor) || dl_common_party(&e->recipient, &other->recipient);
    if (other->act == e->act && shared) return true;
  }
  return false;
}

static void keep(dl_coding *work, dl_candidate *c) {
  dl_document *doc = work->doc;
  dl_event *e = &c->event;
  e->sentence = doc->tokens[e->trigger].sentence;
  e->trigger_span = dl_trigger_span(work, c);
  dl_fill_frame(work, c);
  c->dropped = true; /* to others */
  dl_apply_modality(work, c);
  look_back(work, e->trigger);
  dl_choose_parties(work, c);
  if (e->act == DL_SPEECH_ACT || !dl_names_somebody(e) || points_back(doc, e)) return;
  dl_fill_details(work, c);
  e->supposed = true;
  *DL_PUSH(doc->arena, doc->supposed, doc->supposed_count, doc->supposed_capacity) = *e;
}

static bool can_be_act(const dl_coding *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  if (!dl_wordhead_takes(t->upos) || t->upos == DL_ADV) return false;
  return !work->barred[token] && !dl_is_passed_over(&work->doc->sentences[t->sentence]);
}

void dl_suppose_acts(dl_coding *work) {
  if (dl_is_watched(work)) return;
  for (uint32_t i = 0; i < work->doc->token_count; i++) {
    if (!can_be_act(work, i)) continue;
    dl_answered answered = dl_is_answered(work, (int32_t)i);
    if (!answered && !dl_is_disclaimed(work, (int32_t)i)) continue;
    if (is_told(work, i)) continue;
    dl_candidate *c = dl_suppose_act(work, (int32_t)i, answered == DL_DEED_DENIED);
    if (c) keep(work, c);
  }
}
