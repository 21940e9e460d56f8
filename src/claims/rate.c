/* How sure each event is for the text and for each source, and in which mode, as learned; by the tables where nothing
 * was learned. */
#include <stdio.h>
#include <string.h>

#include "claims/clues.h"
#include "claims/factuality.h"
#include "network/wordhead.h"
#include "syntax/clause.h"

/* What a source further out makes of what an inner one says: nothing known, unless it denies or confirms that claim
 * itself ("denied the charge that", "said that the charge that X was false"). */
static dl_factuality_value passed_on(const dl_claims *claims, uint32_t outer, uint32_t inner,
                                     dl_factuality_value said) {
  const dl_said *claim = &claims->items[outer];
  const dl_document *doc = claims->doc;
  int32_t noun = (int32_t)doc->attributions[inner].cue_token, top = claim->content;
  dl_factuality_value plus = DL_UU, minus = DL_UU;
  if (top < 0 || claim->negated) return DL_UU;
  bool echoed = top == claims->items[inner].content &&
                !strcmp(claims->items[inner].cue.kind, "as"); /* "denied that he fled, as they say" */
  bool answers = dl_frame_has(&claim->cue, "deny") || dl_frame_has(&claim->cue, "confirm");
  if (echoed || (top == noun && answers)) plus = dl_factuality_parse(claim->cue.effect);
  bool judged = doc->tokens[top].upos == DL_ADJ && dl_child_rel(doc, top, DL_REL_NSUBJ) == noun;
  if (judged && dl_predicate_find(claims->claimer, doc->tokens[top].lemma, "adj", "nsubj", &plus, &minus) &&
      dl_is_minus(dl_clause_value(claims, (uint32_t)top)))
    plus = minus;
  return dl_fold(said, plus);
}

static void value_clues(const dl_claims *claims, const dl_predicate *p, dl_evidence *evidence) {
  dl_value_clues(claims, p->token, p->count ? (int32_t)p->list[p->count - 1] : -1, p->own, p->rule, evidence);
}

/* Adds the value of a source, or takes it anew for the one that is there: one value a source, the innermost. Two that
 * no entity stands for are two. */
static uint32_t put_source(dl_factuality *made, uint32_t used, const dl_attribution *a, dl_factuality_value value) {
  int32_t entity = a->entity < 0 ? -2 : a->entity;
  bool one = a->entity >= 0 || a->source.end == a->source.begin;
  uint32_t at = one ? 1 : used;
  while (at < used && made[at].entity != entity) at++;
  if (at < used)
    for (used--; at < used; at++) made[at] = made[at + 1];
  made[used].entity = entity;
  made[used].value = (uint8_t)value;
  return used + 1;
}

/* AUTHOR's value and that of each source, where `said` is the innermost one's. */
static uint32_t make_chain(const dl_claims *claims, const dl_predicate *p, dl_factuality_value said,
                           dl_factuality **values) {
  dl_document *doc = claims->doc;
  const uint32_t *list = p->list, count = p->count;
  dl_factuality *made = dl_arena_alloc(doc->arena, (count + 1) * sizeof *made);
  *values = made;
  made[0] = (dl_factuality){-1, (uint8_t)said};
  if (!count) return 1;
  dl_factuality_value author = dl_factuality_parse(claims->items[list[count - 1]].cue.author);
  made[0].value = (uint8_t)(count == 1 && author != DL_UU ? dl_fold(p->local, author) : DL_UU);
  uint32_t used = 1;
  for (uint32_t i = 0; i < count; i++) {
    dl_factuality_value value = i + 1 == count ? said : DL_UU;
    if (i + 2 == count) value = passed_on(claims, list[i], list[i + 1], said);
    used = put_source(made, used, &doc->attributions[list[i]], value);
  }
  return used;
}

/* Whoever denies it holds it for certain that it is not so: the tables say who does. */
static bool is_denied(const dl_claims *claims, const dl_predicate *p) {
  if (!p->count || p->rule != DL_CT_MINUS) return false;
  const dl_said *claim = &claims->items[p->list[p->count - 1]];
  return !claim->negated && dl_factuality_parse(claim->cue.effect) == DL_CT_MINUS;
}

/* Is the one in whose words it stands not certain of it, as the tables have it: who fears, suspects, asks? */
static bool is_left_open(const dl_claims *claims, const dl_predicate *p) {
  const uint64_t certain = DL_SET(DL_CT_PLUS) | DL_SET(DL_CT_MINUS);
  if (!p->count || dl_in(p->rule, certain)) return false;
  return !dl_in(dl_factuality_parse(claims->items[p->list[p->count - 1]].cue.effect), certain);
}

/* Is it certain that it did not happen: denied, told in so many words ("no one was arrested", "played no part in"), or
 * so to the tables, with which people agree but for being less sure? */
static bool is_surely_not(const dl_claims *claims, const dl_predicate *p, dl_factuality_value people) {
  if (p->rule != DL_CT_MINUS) return false;
  int32_t head = claims->doc->tokens[p->token].head;
  int32_t subject = dl_child_rel(claims->doc, p->token, DL_REL_NSUBJ);
  bool said_so = (subject >= 0 && dl_is_no_thing(claims->doc, subject)) ||
                 (head >= 0 && dl_is_disowned(claims, p->token, (uint32_t)head));
  return is_denied(claims, p) || said_so || dl_is_minus(people);
}

uint32_t dl_factuality_chain(const dl_claims *claims, uint32_t token, dl_factuality **values) {
  const dl_ratings *ratings = &claims->claimer->ratings;
  dl_predicate p = dl_read_predicate(claims, token);
  if (!dl_ratings_serve(ratings, claims->doc)) return make_chain(claims, &p, p.rule, values);
  dl_evidence evidence;
  float scores[DL_RATINGS];
  value_clues(claims, &p, &evidence);
  dl_rate(ratings, claims->doc, token, &evidence, scores);
  dl_factuality_value said = dl_value_of_people(scores);
  bool unreal = p.rule == DL_PS_MINUS && !dl_is_minus(said); /* "would have sent troops", "Is Iran supplying drones?" */
  if (unreal || dl_is_open_clause(claims->doc, token)) said = DL_UU;
  return make_chain(claims, &p, is_surely_not(claims, &p, said) ? DL_CT_MINUS : said, values);
}

bool dl_is_predicate(const dl_document *doc, uint32_t token) {
  const dl_ratings *ratings = &doc->claims->claimer->ratings;
  if (!dl_ratings_serve(ratings, doc) || !dl_wordhead_takes(doc->tokens[token].upos)) return false;
  dl_evidence evidence;
  float scores[DL_RATINGS];
  dl_predicate p = dl_read_predicate(doc->claims, token);
  value_clues(doc->claims, &p, &evidence);
  dl_rate(ratings, doc, token, &evidence, scores);
  return dl_is_rated_predicate(ratings, scores);
}

/* "Will not send troops", coded as the refusal that it is. */
static bool is_refusal(const dl_claims *claims, const dl_event *event) {
  return event->act == DL_REJECT && !(event->auxiliary & DL_NEGATED) &&
         dl_is_clause_negated(claims, dl_speech_token(claims->doc, event));
}

static bool is_named(const dl_attribution *a) {
  return a->entity >= 0 || a->source.begin < a->source.end;
}

static void tell(const dl_claims *claims, dl_event *event, const char *what, const char *evidence) {
  dl_arena *arena = claims->doc->arena;
  dl_trace_add(arena, &event->trace, dl_arena_printf(arena, "%s%s", what, evidence));
}

/* The strongest evidence for a score, against that for another one. */
static void strongest(const dl_claims *claims, const dl_evidence *evidence, int score, int against, char text[320]) {
  const dl_ratings *ratings = &claims->claimer->ratings;
  enum { TOLD = 3 };
  dl_evidence_tell(evidence, 1, &ratings->learned, (uint32_t)score, against, TOLD, text, 320);
}

/* For explain: what spoke for the value rather than for "certain", or of that rather than for "open". */
static void tell_value(const dl_claims *claims, dl_event *event, const float *scores, const dl_evidence *evidence) {
  enum { OPEN = DL_RATE_FACTBANK + 3, CERTAIN = DL_RATE_FACTBANK + 6 };
  int best = CERTAIN;
  char text[320], what[32];
  for (int k = DL_RATE_FACTBANK; k < CERTAIN; k++)
    if (scores[k] > scores[best]) best = k;
  strongest(claims, evidence, best, best == CERTAIN ? OPEN : CERTAIN, text);
  snprintf(what, sizeof what, "value: %s", dl_factuality_name(dl_value_of_event(scores)));
  tell(claims, event, what, text);
}

/* The same of each mode that it is in. */
static void tell_modes(const dl_claims *claims, dl_event *event, const float *scores, const dl_evidence *evidence) {
  static const char *const names[] = {"mode: negated", "mode: future", "mode: hypothetical", "mode: historical"};
  uint32_t modes = dl_rated_modes(&claims->claimer->ratings, scores, event->auxiliary);
  char text[320];
  for (int k = 0; k < 4; k++) {
    if (!(modes & 1u << k)) continue;
    strongest(claims, evidence, DL_RATE_MODES + k, -1, text);
    tell(claims, event, names[k], text);
  }
}

/* Is it the text's own word, though it stands in somebody's? `scores` are those of its other evidence. */
static unsigned own_of(const dl_claims *claims, dl_event *event, const dl_predicate *p, float *scores) {
  const dl_ratings *ratings = &claims->claimer->ratings;
  dl_evidence evidence;
  dl_own_clues(claims, event, p, &evidence);
  dl_evidence_score(&evidence, &ratings->learned, scores);
  unsigned own = dl_rated_own(ratings, scores);
  char text[320];
  if (own && claims->claimer->explains) {
    strongest(claims, &evidence, DL_RATE_OWN, -1, text);
    tell(claims, event, "the text's own word", text);
  }
  return own;
}

/* What is said of it, as rated; a commitment or a refusal that is not negated keeps its own way of saying so. */
static dl_factuality_value value_of(const dl_claims *claims, const dl_event *event, const dl_predicate *p,
                                    const float *scores, uint32_t *modes) {
  dl_factuality_value said = dl_value_of_event(scores);
  bool commits = dl_is_commitment(event), denied = is_denied(claims, p);
  if (commits) *modes &= ~(uint32_t)(DL_FUTURE | DL_HYPOTHETICAL);
  if (!(event->auxiliary & DL_NEGATED) && (commits || is_refusal(claims, event))) {
    *modes &= ~(uint32_t)DL_NEGATED;
    /* "will not send": coded as the refusal that it is; "would have sent" is no pledge */
    if (dl_is_minus(said)) said = commits && p->rule == DL_PS_MINUS ? DL_UU : DL_CT_PLUS;
  }
  bool deed = dl_is_verb(claims->doc, p->token) && !event->statement;
  if (denied ? deed : *modes & DL_NEGATED && !dl_is_minus(said)) said = DL_CT_MINUS;
  return dl_in(said, DL_SET(DL_CT_PLUS) | DL_SET(DL_PR_PLUS)) && deed && is_left_open(claims, p) ? p->rule : said;
}

/* How sure an event is and in which mode, as learned. */
static void rate_event(const dl_claims *claims, uint32_t e, dl_predicate *p) {
  dl_document *doc = claims->doc;
  const dl_ratings *ratings = &claims->claimer->ratings;
  dl_event *event = &doc->events[e];
  dl_evidence evidence;
  float scores[DL_RATINGS];
  value_clues(claims, p, &evidence);
  dl_rate(ratings, doc, p->token, &evidence, scores);
  if (claims->claimer->explains) tell_value(claims, event, scores, &evidence);
  dl_mode_clues(claims, event, claims->coded[e], p->rule, &evidence);
  dl_evidence_score(&evidence, &ratings->learned, scores);
  if (claims->claimer->explains) tell_modes(claims, event, scores, &evidence);
  unsigned own = p->count && !is_denied(claims, p) ? own_of(claims, event, p, scores) : DL_NOT_OWN;
  uint32_t modes = dl_rated_modes(ratings, scores, event->auxiliary);
  dl_factuality_value said = value_of(claims, event, p, scores, &modes);
  event->auxiliary = modes;
  if (own == DL_OWN_ALONE) p->count = 0;
  event->factuality_count = event->factuality_capacity = make_chain(claims, p, said, &event->factuality);
  if (own) event->factuality[0].value = (uint8_t)said;
}

/* The innermost first; nobody ("reportedly") only where nobody else says it. */
static void attribute(dl_document *doc, dl_event *event, const dl_predicate *p) {
  bool named = false;
  for (uint32_t i = 0; i < p->count; i++) named |= is_named(&doc->attributions[p->list[i]]);
  for (uint32_t i = p->count; i-- > 0;)
    if (!named || is_named(&doc->attributions[p->list[i]]))
      *DL_PUSH(doc->arena, event->attribution.items, event->attribution.count, event->attribution.capacity) =
          p->list[i];
}

void dl_rate_speech(dl_claims *claims, uint32_t event) {
  dl_event *made = &claims->doc->events[event];
  dl_predicate p = dl_read_predicate(claims, made->trigger);
  made->factuality_count = made->factuality_capacity = make_chain(claims, &p, DL_CT_PLUS, &made->factuality);
  attribute(claims->doc, made, &p);
}

void dl_rate_events(dl_claims *claims) {
  dl_document *doc = claims->doc;
  dl_date_text(claims);
  claims->coded = dl_arena_take(doc->arena, (doc->event_count + 1) * sizeof *claims->coded);
  claims->coded_count = doc->event_count;
  for (uint32_t e = 0; e < doc->event_count; e++) {
    dl_event *event = &doc->events[e];
    dl_predicate p = dl_read_predicate(claims, dl_speech_token(doc, event));
    bool rated = dl_ratings_serve(&claims->claimer->ratings, doc) && dl_wordhead_takes(doc->tokens[p.token].upos);
    claims->coded[e] = event->auxiliary;
    if (rated)
      rate_event(claims, e, &p);
    else
      event->factuality_count = event->factuality_capacity = make_chain(claims, &p, p.rule, &event->factuality);
    attribute(doc, event, &p);
  }
}

void dl_list_rated(const dl_document *doc, dl_rated_fn *each, void *context) {
  if (!doc->claims) return;
  dl_claims claims = *doc->claims;
  dl_evidence value;
  claims.told = true;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    if (!dl_wordhead_takes(doc->tokens[i].upos)) continue;
    dl_predicate p = dl_read_predicate(&claims, i);
    value_clues(&claims, &p, &value);
    each(context, i, &value);
  }
}

void dl_list_clues(const dl_document *doc, dl_clues_fn *each, void *context) {
  if (!doc->claims) return;
  dl_claims claims = *doc->claims;
  dl_evidence value, modes, own;
  claims.told = true;
  for (uint32_t e = 0; e < doc->event_count; e++) {
    dl_predicate p = dl_read_predicate(&claims, dl_speech_token(doc, &doc->events[e]));
    value_clues(&claims, &p, &value);
    dl_mode_clues(&claims, &doc->events[e], claims.coded[e], p.rule, &modes);
    dl_own_clues(&claims, &doc->events[e], &p, &own);
    each(context, e, p.token, p.count > 0, &value, &modes, &own);
  }
}
