#include "claims/answers.h"

#include <string.h>

/* Sentences back and forth to an act that is meant. */
enum { BACK = 8, AHEAD = 2, STEPS = 5 };
/* Of a cue: an event at it answers. */
enum { ANSWERS = -2 };

static void name(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, "", a, b, c, d);
}

static bool has_frame(const dl_claims *claims, int32_t attribution, const char *word) {
  return attribution >= 0 && dl_frame_has(&claims->items[attribution].cue, word);
}

static bool is_clause(const dl_document *doc, uint32_t token) {
  return dl_is_verb(doc, token) || dl_child_rel(doc, (int32_t)token, DL_REL_COP) >= 0;
}

/* ---- what it points back at ---- */

/* "claim", "report", "rumour": a word for what somebody says. */
static bool is_claim_noun(const dl_claims *claims, uint32_t token) {
  dl_cue cue;
  const dl_token *noun = &claims->doc->tokens[token];
  if (noun->upos != DL_NOUN || !dl_cue_find(claims->listener, noun->lemma, "noun", &cue)) return false;
  return cue.stance[0] == '+' && dl_frame_has(&cue, "clause") && !dl_frame_has(&cue, "np");
}

static bool is_relative(const dl_document *doc, uint32_t token) {
  return doc->tokens[token].deprel == DL_DEPREL_ACL_RELCL && doc->tokens[token].head >= 0;
}

/* "the charge is false", "the charge is a lie" */
static bool is_predicate(const dl_token *t) {
  return dl_in(t->upos, DL_UPOSES(ADJ, NOUN));
}

/* What the cue of an attribution brings in; -1, and of none. */
static int32_t content_of(const dl_claims *claims, int32_t attribution) {
  return attribution >= 0 ? claims->items[attribution].content : -1;
}

/* The noun or pronoun by which a word points back: the object of "denied the charge", the subject of "the charge is
 * false", what the clause of "a charge that X denies" hangs on; -1. */
static int32_t points_back(const dl_claims *claims, uint32_t trigger, int32_t attribution) {
  const dl_document *doc = claims->doc;
  const dl_token *t = &doc->tokens[trigger];
  int32_t subject = is_predicate(t) ? dl_child_rel(doc, trigger, DL_REL_NSUBJ) : -1;
  int32_t of = t->upos == DL_NOUN ? dl_child(doc, trigger, DL_REL_NMOD, trigger) : -1; /* "no truth to the claim" */
  const int32_t found[] = {
      is_relative(doc, trigger) ? t->head : -1, (int32_t)trigger, of, subject, content_of(claims, attribution),
      dl_child_rel(doc, trigger, DL_REL_OBJ)};
  for (unsigned k = 0; k < sizeof found / sizeof *found; k++) {
    if (found[k] < 0) continue;
    bool pronoun = k > 3 && doc->tokens[found[k]].upos == DL_PRON;
    if (pronoun || is_claim_noun(claims, (uint32_t)found[k])) return found[k];
  }
  return -1;
}

/* Whose claim the noun says that it is ("Kampala's claim"): his entity, -1 where it does not. */
static int32_t claimant_of(const dl_document *doc, int32_t noun) {
  if (noun < 0 || doc->tokens[noun].upos != DL_NOUN) return -1;
  int32_t source = dl_noun_source(doc, (uint32_t)noun);
  int32_t given = source < 0 ? dl_child(doc, (uint32_t)noun, DL_REL_ACL, (uint32_t)noun) : -1;
  if (given >= 0 && dl_is_passive(doc, given)) source = dl_agent(doc, given); /* "the account given by X" */
  int32_t mention = source >= 0 ? dl_source_mention(doc, (uint32_t)source) : -1;
  return mention >= 0 ? (int32_t)doc->mentions[mention].entity : -1;
}

/* ---- the acts near it ---- */

static unsigned told_value(const dl_event *event) {
  return event->factuality_count ? event->factuality[event->factuality_count - 1].value : DL_UU;
}

static int32_t teller_of(const dl_document *doc, const dl_event *event) {
  return event->attribution.count ? doc->attributions[event->attribution.items[0]].entity : -1;
}

/* Is the event told in that attribution itself, or in the claim that it is about ("denied the claim that"), not by
 * somebody else inside? */
static bool is_told_in(const dl_claims *claims, const dl_event *event, int32_t attribution) {
  const dl_indices *chain = &event->attribution;
  if (!chain->count) return false;
  if (chain->items[0] == (uint32_t)attribution) return true;
  if (chain->count < 2 || chain->items[1] != (uint32_t)attribution) return false;
  int32_t content = claims->items[attribution].content, inner = (int32_t)chain->items[0];
  bool echoed = !strcmp(claims->items[inner].cue.kind, "as") &&
                content == claims->items[inner].content; /* "denied that he fled, as they say" */
  return echoed || content == (int32_t)claims->doc->attributions[inner].cue_token;
}

/* Does the act hang on the word, and is not told beside it ("denied the charge and expelled envoys")? */
static bool is_part_of(const dl_document *doc, uint32_t act, uint32_t word) {
  int32_t at = (int32_t)act;
  for (unsigned steps = 0; steps < 32 && at >= 0 && doc->tokens[at].head != (int32_t)word; steps++)
    at = doc->tokens[at].head;
  if (at < 0 || doc->tokens[at].head != (int32_t)word) return false;
  return !dl_in(doc->tokens[at].rel, DL_RELS(CONJ, PARATAXIS, ADVCL));
}

/* Is it told in the words that the answer brings in; of one in plain words not by somebody else inside them? */
static bool is_in_words(const dl_claims *claims, const dl_answer *answer, const dl_event *event) {
  const dl_document *doc = claims->doc;
  int32_t at = answer->attribution;
  if (at < 0 || !dl_content_holds(&doc->attributions[at], &doc->tokens[event->trigger])) return false;
  return !answer->own || is_told_in(claims, event, at);
}

bool dl_tells(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  if ((int32_t)act == answer->event) return false;
  if (is_in_words(claims, answer, event)) return true;
  bool beside = !answer->own && doc->tokens[event->trigger].sentence == doc->tokens[answer->token].sentence;
  return beside && is_part_of(doc, event->trigger, answer->token); /* "no truth to the reports of a raid" */
}

bool dl_can_be_answered(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_event *event = &claims->doc->events[act];
  if ((int32_t)act == answer->event || event->act == DL_SPEECH_ACT || event->trigger == answer->token) return false;
  if ((int32_t)event->trigger == answer->points) return false; /* "denied the accusation" */
  if (!answer->own || !dl_tells(claims, answer, act)) return true;
  return told_value(event) == DL_CT_MINUS && !(event->auxiliary & (DL_FUTURE | DL_HYPOTHETICAL));
}

static dl_participant party_of(const dl_document *doc, int32_t entity) {
  const dl_entity *e = &doc->entities[entity];
  return (dl_participant){.mention = -1, .entity = entity, .code = e->code, .country = e->country, .sector = e->sector};
}

/* ---- the answers ---- */

/* Who answers by a cue: its source; of "I deny" in somebody's words he. */
static dl_participants source_of(const dl_claims *claims, int32_t attribution) {
  dl_document *doc = claims->doc;
  const dl_attribution *a = &doc->attributions[attribution];
  dl_participants by = {0};
  int32_t entity = a->entity, mention = a->mention, voice = dl_voices(doc)[a->cue_token];
  if (entity < 0 && voice >= 0) mention = dl_source_mention(doc, (uint32_t)voice);
  if (entity < 0 && mention >= 0) entity = (int32_t)doc->mentions[mention].entity;
  if (entity < 0) return by;
  dl_participant *he = DL_PUSH(doc->arena, by.items, by.count, by.capacity);
  *he = party_of(doc, entity);
  he->mention = mention;
  he->span = a->source;
  return by;
}

static bool is_of_kind(const dl_event *a, const dl_event *b) {
  return a->act == b->act && !strncmp(a->cameo, b->cameo, 2);
}

/* Is the act told in the words of a charge: "accused X of ..."? */
static bool is_charged(const dl_claims *claims, const dl_event *event) {
  return event->attribution.count && dl_frame_has(&claims->items[event->attribution.items[0]].cue, "charge");
}

/* Does the event charge the one who answers? */
static bool charges_him(const dl_claims *claims, const dl_answer *answer, const dl_event *event) {
  if (event->act == DL_ACCUSE) return dl_share_party(&answer->by, &event->recipient);
  return is_charged(claims, event) && dl_share_party(&answer->by, &event->actor);
}

/* Is it a deed, and one for certain? */
static bool is_deed(const dl_event *event) {
  return !event->statement && !event->supposed;
}

/* Acts before and behind, and those that it tells itself. */
static void look_around(const dl_claims *claims, dl_answer *answer) {
  const dl_document *doc = claims->doc;
  uint32_t here = doc->tokens[answer->token].sentence, last = here + AHEAD;
  if (last >= doc->sentence_count) last = doc->sentence_count - 1;
  answer->first = dl_event_from(doc, dl_sentence_back(doc, here, BACK)->first);
  answer->end = dl_event_from(doc, dl_sentence_end(&doc->sentences[last]));
  answer->inside = answer->last = answer->last_told = -1;
  for (uint32_t i = answer->first; i < answer->end; i++) {
    const dl_event *event = &doc->events[i];
    bool before = event->trigger < answer->token;
    if (before && (int32_t)i != answer->event) answer->charged |= charges_him(claims, answer, event);
    if (!dl_can_be_answered(claims, answer, i)) continue;
    if (dl_tells(claims, answer, i)) {
      if (answer->inside < 0) answer->inside = (int32_t)i;
    } else if (before && is_deed(event)) {
      answer->last = (int32_t)i;
      if (event->attribution.count) answer->last_told = (int32_t)i;
    }
  }
}

static uint32_t trigger_of(const dl_document *doc, const dl_answer *answer) {
  return answer->event >= 0 ? doc->events[answer->event].trigger : answer->token;
}

static void add_answer(const dl_claims *claims, dl_answers *all, dl_answer answer) {
  const dl_document *doc = claims->doc;
  answer.points = answer.own ? -1 : points_back(claims, trigger_of(doc, &answer), answer.attribution);
  answer.claimant = claimant_of(doc, answer.points);
  look_around(claims, &answer);
  *DL_PUSH(doc->arena, all->items, all->count, all->capacity) = answer;
}

/* Is it said what the claim is: "called the charge baseless", "the charge is false"? Who looks into it says nothing. */
static bool gives_verdict(const dl_document *doc, uint32_t trigger) {
  return is_predicate(&doc->tokens[trigger]) || dl_has_child(doc, (int32_t)trigger, DL_RELS(XCOMP, OBL));
}

/* A verdict on a claim: "called the charge baseless", "rejected the account". */
static bool judges_claim(const dl_claims *claims, const dl_event *event, int32_t attribution) {
  const dl_token *tokens = claims->doc->tokens;
  if (event->act != DL_REJECT && (event->act != DL_ACCUSE || !gives_verdict(claims->doc, event->trigger))) return false;
  int32_t noun = points_back(claims, event->trigger, attribution);
  if (noun < 0) return false;
  if (tokens[noun].upos == DL_PRON) return has_frame(claims, attribution, "deny");
  bool whole = event->trigger_span.begin >= tokens[noun].begin && event->trigger_span.end <= tokens[noun].end;
  return noun != (int32_t)event->trigger || !whole;
}

static bool is_answer(const dl_claims *claims, const dl_event *event, int32_t attribution, dl_link_type *type) {
  bool speech = event->act == DL_SPEECH_ACT, words = speech || event->act == DL_REJECT;
  if (attribution >= 0 && claims->items[attribution].negated) return false;
  bool confirms = dl_is_admission(event) || (speech && has_frame(claims, attribution, "confirm"));
  *type = confirms ? DL_CONFIRMS : DL_DENIES;
  if (confirms || dl_is_denial(event) || judges_claim(claims, event, attribution)) return true;
  return words && has_frame(claims, attribution, "deny");
}

/* Does the cue bring in an answer of its own? One in plain words is somebody's that holds them true; another is told by
 * no event. */
static bool cue_answers(const dl_attribution *a, const dl_answer *answer) {
  bool told = answer->own ? a->stance >= 1 && a->words : answer->event < 0;
  return told && (answer->by.count || a->source.begin != a->source.end);
}

/* Answers by cues that are none as events: who denies, or in whose plain words an act is negated; `events` are the
 * statements at the cues. */
static void find_by_cues(const dl_claims *claims, const int32_t *events, dl_answers *all) {
  const dl_document *doc = claims->doc;
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    const dl_attribution *a = &doc->attributions[i];
    dl_answer answer = {.event = events[i], .attribution = (int32_t)i, .token = a->cue_token};
    if (events[i] == ANSWERS || claims->items[i].negated) continue;
    answer.by = events[i] < 0 ? source_of(claims, (int32_t)i) : doc->events[events[i]].actor;
    answer.type = has_frame(claims, (int32_t)i, "confirm") ? DL_CONFIRMS : DL_DENIES;
    answer.own = answer.type == DL_DENIES && !has_frame(claims, (int32_t)i, "deny");
    if (!cue_answers(a, &answer)) continue;
    add_answer(claims, all, answer);
    if (answer.own && all->items[all->count - 1].inside < 0) all->count--; /* he negates no act */
  }
}

/* The event's answer, if it is one; else a statement is noted at its cue. */
static void find_by_event(const dl_claims *claims, uint32_t index, int32_t *events, dl_answers *all) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[index];
  uint32_t token = dl_speech_token(doc, event);
  dl_answer answer = {
      .event = (int32_t)index, .attribution = dl_attribution_at(doc, token), .token = token, .by = event->actor};
  bool is = is_answer(claims, event, answer.attribution, &answer.type);
  int32_t *at = answer.attribution >= 0 ? &events[answer.attribution] : NULL;
  if (at && is) *at = ANSWERS;
  if (at && event->statement && *at == -1) *at = (int32_t)index;
  if (is) add_answer(claims, all, answer);
}

dl_answers dl_find_answers(const dl_claims *claims) {
  const dl_document *doc = claims->doc;
  dl_answers all = {0};
  int32_t *events = dl_arena_take(doc->arena, (doc->attribution_count + 1) * sizeof *events);
  for (uint32_t i = 0; i < doc->attribution_count; i++) events[i] = -1;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    if (!strcmp(doc->events[i].origin, DL_MADE_BY_ANSWER)) continue;      /* they are found anew for trainers */
    if (!doc->events[i].supposed) find_by_event(claims, i, events, &all); /* what may be no act answers nothing */
  }
  find_by_cues(claims, events, &all);
  return all;
}

/* ---- evidence ---- */

static const char *kind_of(const dl_claims *claims, const dl_answer *answer) {
  if (answer->own) return "own words";
  if (answer->type == DL_CONFIRMS) return "confirms";
  const char *category = answer->event >= 0 ? dl_act_name(claims->doc->events[answer->event].act) : "";
  return *category && answer->points < 0 ? category : "denies";
}

/* A thing that a denial keeps from somebody: "a share" of it, not its truth. */
static bool is_kept(const dl_claims *claims, int32_t noun) {
  dl_factuality_value plus, minus;
  const char *lemma = claims->doc->tokens[noun].lemma;
  return dl_predicate_find(claims->claimer, lemma, "noun", "np", &plus, &minus) && minus == DL_CT_MINUS;
}

static const char *points_of(const dl_claims *claims, const dl_answer *answer) {
  const dl_document *doc = claims->doc;
  if (answer->points >= 0) return doc->tokens[answer->points].upos == DL_PRON ? "pronoun" : "claim";
  int32_t head = content_of(claims, answer->attribution);
  if (head < 0) head = dl_child_rel(doc, answer->token, DL_REL_OBJ);
  if (head < 0 || doc->tokens[head].upos == DL_ADJ) return "nothing"; /* "pleaded not guilty" */
  if (is_clause(doc, (uint32_t)head)) return "clause";
  return is_kept(claims, head) ? "share" : "thing";
}

/* The same where it is told before the answer. */
static const char *place_before(const dl_claims *claims, const dl_answer *answer, uint32_t sentences) {
  static const char *const names[] = {"before", "1 back", "2 back", "3 back", "3 back", "far back"};
  const dl_document *doc = claims->doc;
  bool apposed = answer->points >= 0 && doc->tokens[answer->points].rel == DL_REL_APPOS;
  if (sentences == 0 && (apposed || is_relative(doc, answer->token))) return "beside";
  return names[sentences < 5 ? sentences : 5];
}

/* Where the act is told, seen from the answer. */
static const char *place_of(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_event *event = &claims->doc->events[act];
  uint32_t here = claims->doc->tokens[answer->token].sentence;
  if (dl_tells(claims, answer, act))
    return answer->attribution < 0 || is_told_in(claims, event, answer->attribution) ? "inside" : "inside another";
  if (event->sentence > here) return "later";
  if (event->sentence == here && event->trigger > answer->token) return "behind";
  return place_before(claims, answer, here - event->sentence);
}

static bool is_country(const dl_document *doc, int32_t entity, const dl_participants *side) {
  dl_participant one = party_of(doc, entity);
  dl_participants list = {.items = &one, .count = 1};
  return dl_share_party(&list, side);
}

static const char *role_of(const dl_answer *answer, const dl_event *event) {
  bool does = dl_share_party(&answer->by, &event->actor), touched = dl_share_party(&answer->by, &event->recipient);
  if (!answer->by.count) return "unknown";
  if (does) return touched ? "both" : "does";
  return touched ? "touched" : event->actor.count ? "another" : "nobody";
}

static const char *teller_name(const dl_document *doc, const dl_answer *answer, const dl_event *event) {
  if (!event->attribution.count) return "text";
  int32_t teller = teller_of(doc, event);
  return teller < 0 ? "somebody" : is_country(doc, teller, &answer->by) ? "himself" : "another";
}

/* The way in the tree from an act up to the word of the answer: "ccomp", "nmod<obj". */
static void add_path(const dl_document *doc, const dl_answer *answer, const dl_event *event, const char *kind,
                     dl_evidence *e) {
  char path[128] = "";
  size_t used = 0;
  int32_t at = (int32_t)event->trigger;
  for (int steps = 0; steps < STEPS && at >= 0 && at != (int32_t)answer->token; steps++) {
    const char *rel = dl_deprel_name(doc->tokens[at].deprel);
    size_t size = strlen(rel);
    if (used + size + 2 > sizeof path) break;
    if (used) path[used++] = '<';
    memcpy(path + used, rel, size + 1);
    used += size;
    at = doc->tokens[at].head;
  }
  if (at != (int32_t)answer->token) memcpy(path, "other", 6);
  name(e, "path=", path, "", "");
  name(e, "path=", path, " ", kind);
}

/* Is the word the object's, or one of its class? */
static bool names_object(const dl_claims *claims, const dl_token *t, const dl_phrase *object) {
  const dl_table *classes = claims->claimer->classes;
  if (!strcmp(claims->doc->tokens[object->head].lemma, t->lemma) || !strcmp(object->klass, t->lemma)) return true;
  uint32_t first = 0, rows = classes && *object->klass ? dl_table_find(classes, t->lemma, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++)
    if (!strcmp(dl_table_cell(classes, row, 1), object->klass)) return true;
  return false;
}

/* Does the token stand in the answer's words, as one that can tell what is meant? */
static bool is_content_word(const dl_document *doc, const dl_answer *answer, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  if (!dl_in(t->upos, DL_UPOSES(NOUN, PROPN, VERB))) return false;
  if (answer->attribution >= 0 && dl_content_holds(&doc->attributions[answer->attribution], t)) return true;
  return dl_within(doc, (int32_t)token, (int32_t)answer->token);
}

/* Has the answer's content a word of the act or of its object: "any arms deals" and "supplying arms"? */
static bool names_act(const dl_claims *claims, const dl_answer *answer, const dl_event *event, bool *repeats) {
  const dl_document *doc = claims->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[answer->token].sentence];
  bool found = *repeats = false;
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    if (!is_content_word(doc, answer, i)) continue;
    *repeats |= !strcmp(doc->tokens[i].lemma, doc->tokens[event->trigger].lemma);
    for (uint32_t j = 0; j < event->object.count; j++)
      found |= names_object(claims, &doc->tokens[i], &event->object.items[j]);
  }
  return found || *repeats;
}

/* Does the answer's cue deny or confirm by itself? */
static bool says_so(const dl_claims *claims, const dl_answer *answer) {
  return has_frame(claims, answer->attribution, "deny") || has_frame(claims, answer->attribution, "confirm");
}

/* Does the act complete the noun for a claim: "the claim that it fled", "reports of a raid"? */
static bool completes_noun(const dl_document *doc, uint32_t trigger) {
  const dl_token *t = &doc->tokens[trigger];
  return t->rel == DL_REL_ACL || (t->rel == DL_REL_NMOD && dl_case_is(doc, trigger, "of|about|on"));
}

bool dl_is_complement(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_document *doc = claims->doc;
  uint32_t top = doc->events[act].trigger;
  const dl_token *t = &doc->tokens[top];
  bool noun = answer->points >= 0 && t->head == answer->points && t->deprel != DL_DEPREL_ACL_RELCL;
  if (noun && is_claim_noun(claims, (uint32_t)answer->points)) return completes_noun(doc, top);
  if (t->deprel == DL_DEPREL_NSUBJ_PASS && t->head >= 0) top = (uint32_t)t->head; /* "denied that a deal was reached" */
  bool clause = is_clause(doc, top);                                              /* "denied that it was a raid", too */
  return clause && says_so(claims, answer) && dl_head_by(doc, (int32_t)top, DL_COMPLEMENTS) == (int32_t)answer->token;
}

/* Does the accusation tell the deed itself? */
static bool tells_deed(const dl_document *doc, uint32_t accusation) {
  int32_t cue = dl_attribution_at(doc, doc->events[accusation].trigger);
  uint32_t end = dl_sentence_end(&doc->sentences[doc->events[accusation].sentence]);
  for (uint32_t i = accusation + 1; cue >= 0 && i < doc->event_count && doc->events[i].trigger < end; i++)
    if (dl_content_holds(&doc->attributions[cue], &doc->tokens[doc->events[i].trigger])) return true;
  return false;
}

static const char *act_kind(const dl_claims *claims, uint32_t act) {
  const dl_event *event = &claims->doc->events[act];
  if (event->act == DL_ACCUSE) return tells_deed(claims->doc, act) ? "accusation of a deed" : "accusation";
  if (is_charged(claims, event)) return "charge";
  return event->statement ? "speech" : "deed";
}

static void add_kind(const dl_claims *claims, uint32_t act, const char *where, const char *points, dl_evidence *e) {
  const char *kind = act_kind(claims, act);
  name(e, "kind=", kind, " ", where);
  name(e, "kind=", kind, " points=", points);
}

/* Of the act that the answer tells itself: is it of the kind and the parties of this one? */
static void add_own(const dl_event *own, const dl_event *event, dl_evidence *e) {
  const char *kind = is_of_kind(own, event) ? " of the kind" : "";
  bool untold = !own->recipient.count || !event->recipient.count;
  bool one =
      dl_share_party(&own->actor, &event->actor) && (untold || dl_share_party(&own->recipient, &event->recipient));
  name(e, "tells an act itself", kind, "", "");
  name(e, one ? "of the parties" : "of other parties", kind, "", "");
}

/* Is the act told by whose claim the answer names? */
static bool is_claimants(const dl_document *doc, int32_t claimant, const dl_event *event) {
  int32_t teller = teller_of(doc, event);
  dl_code whose = doc->entities[claimant].country;
  return teller == claimant || (whose && teller >= 0 && doc->entities[teller].country == whose);
}

static void add_words(const dl_claims *claims, const dl_answer *answer, uint32_t act, const char *where,
                      const char *points, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  bool repeats = false, names = names_act(claims, answer, event, &repeats);
  name(e, names ? "names it" : "does not name it", " points=", points, "");
  if (repeats) name(e, "repeats its word", "", "", "");
  if (answer->inside >= 0) add_own(&doc->events[answer->inside], event, e);
  if (answer->claimant >= 0)
    name(e, is_claimants(doc, answer->claimant, event) ? "claimed by him" : "not claimed by him", "", "", "");
  if ((int32_t)act == answer->last) name(e, "the last act ", where, " points=", points);
  if ((int32_t)act == answer->last_told) name(e, "the last one told ", where, " points=", points);
}

/* Of plain words that negate an act: by which words, and in which tense ("had never sent" denies, "will not send" does
 * not). */
static void add_negation(const dl_claims *claims, const dl_answer *answer, const dl_event *event, const char *role,
                         dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_sentence *s = &doc->sentences[event->sentence];
  const dl_token *act = &doc->tokens[event->trigger];
  const char *kind = event->act == DL_ACCUSE || event->statement ? "speech" : "deed";
  name(e, "negated ", dl_tag_name(act->xpos), " ", role);
  name(e, "negated ", kind, " ", role);
  name(e, "negated category=", dl_act_name(event->act), "", "");
  name(e, "negated below ", dl_deprel_name(act->deprel), " ", answer->by.count ? role : "");
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->head != (int32_t)event->trigger) continue;
    if (t->rel == DL_REL_AUX) name(e, "negated aux=", t->lower, " ", dl_tag_name(act->xpos));
    if (dl_negates(t)) name(e, "negated by ", t->lower, "", "");
  }
}

/* The thing that is denied: "any contact", "bail". */
static void add_thing(const dl_claims *claims, const dl_answer *answer, const char *where, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  int32_t thing = dl_child(doc, answer->token, DL_REL_OBJ, 0);
  if (thing < 0) {
    name(e, "no thing ", dl_is_passive(doc, answer->token) ? "passive " : "", where, "");
    return;
  }
  int32_t determiner = dl_child(doc, (uint32_t)thing, DL_REL_DET, 0);
  name(e, "thing=", doc->tokens[thing].lemma, " ", where);
  name(e, "thing ", determiner >= 0 ? doc->tokens[determiner].lower : "bare", " ", where);
}

/* How likely it is an act at all. */
static const char *sureness_of(const dl_event *event) {
  static const struct {
    double below;
    const char *name;
  } sure[] = {{0.05, "hardly"}, {0.15, "unlikely"}, {0.35, "maybe"}, {0.65, "likely"}, {2, "sure"}};
  unsigned k = event->supposed ? 0 : 2; /* what is an act by itself is one, maybe, at least */
  while (event->confidence >= sure[k].below) k++;
  return sure[k].name;
}

/* Is an act of its kind told before the answer, and not as one that did not happen? */
static bool is_told_before(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  for (uint32_t i = answer->first; i < act; i++) {
    const dl_event *other = &doc->events[i];
    if (other->sentence >= event->sentence || other->supposed || told_value(other) == DL_CT_MINUS) continue;
    if (is_of_kind(other, event) || !strcmp(doc->tokens[other->trigger].lemma, doc->tokens[event->trigger].lemma))
      return true;
  }
  return false;
}

void dl_answer_evidence(const dl_claims *claims, const dl_answer *answer, uint32_t act, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  const char *kind = kind_of(claims, answer), *points = points_of(claims, answer);
  const char *place = place_of(claims, answer, act), *role = role_of(answer, event),
             *teller = teller_name(doc, answer, event), *value = dl_factuality_name(told_value(event));
  bool inside = !strncmp(place, "inside", 6);
  const char *where = inside ? "inside" : "outside";
  dl_evidence_begin(e, claims->told);
  name(e, "pair ", where, "", "");
  name(e, kind, " ", where, "");
  name(e, answer->own ? "own word=" : "word=", doc->tokens[answer->token].lemma, " ", where);
  if (!answer->own && !says_so(claims, answer))
    dl_evidence_add(e, " ", "other", dl_upos_name(doc->tokens[trigger_of(doc, answer)].upos), points, where);
  name(e, answer->charged ? "charged before" : "not charged before", " ", kind, "");
  name(e, "sure=", sureness_of(event), " ", kind);
  name(e, "sure=", sureness_of(event), " ", where);
  if (inside) name(e, is_told_before(claims, answer, act) ? "told before" : "not told before", " ", kind, "");
  name(e, "place=", place, "", "");
  name(e, "place=", place, " points=", points);
  name(e, "place=", place, " ", kind);
  name(e, "role=", role, " ", where);
  name(e, "role=", role, " teller=", teller);
  name(e, "role=", role, " points=", points);
  name(e, "role=", role, " ", kind);
  name(e, "teller=", teller, " ", where);
  name(e, "value=", value, " ", where);
  name(e, "value=", value, " teller=", teller);
  if (event->auxiliary & (DL_FUTURE | DL_HYPOTHETICAL)) name(e, "not yet ", where, "", "");
  add_kind(claims, act, where, points, e);
  if (!answer->own && answer->points < 0) add_thing(claims, answer, where, e);
  if (inside) {
    add_path(doc, answer, event, kind, e);
    if (answer->own) add_negation(claims, answer, event, role, e);
    if ((int32_t)act == answer->inside) name(e, "the first inside", "", "", "");
    return;
  }
  add_words(claims, answer, act, where, points, e);
}
