#include "claims/answers.h"

#include <string.h>

/* Sentences back and forth to an act that is meant. */
enum { BACK = 8, AHEAD = 2, STEPS = 5 };
/* Of a cue: an event at it answers. */
enum { ANSWERS = -2 };

static const dl_cue *cue_of(const dl_claims *claims, int32_t attribution) {
  return attribution >= 0 ? &claims->items[attribution].cue : NULL;
}

static bool has_frame(const dl_claims *claims, int32_t attribution, const char *word) {
  const dl_cue *cue = cue_of(claims, attribution);
  return cue && dl_frame_has(cue, word);
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

/* The noun or pronoun by which a word points back: the object of "denied the charge", the subject of "the charge is
 * false", what the clause of "a charge that X denies" hangs on; -1. */
static int32_t points_back(const dl_claims *claims, uint32_t trigger, int32_t attribution) {
  const dl_document *doc = claims->doc;
  const dl_token *t = &doc->tokens[trigger];
  int32_t subject = t->upos == DL_ADJ || t->upos == DL_NOUN ? dl_child_rel(doc, trigger, DL_REL_NSUBJ) : -1;
  int32_t of = t->upos == DL_NOUN ? dl_child(doc, trigger, DL_REL_NMOD, trigger) : -1; /* "no truth to the claim" */
  const int32_t found[] = {is_relative(doc, trigger) ? t->head : -1,
                           (int32_t)trigger,
                           of,
                           subject,
                           attribution >= 0 ? claims->items[attribution].content : -1,
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
  return at >= 0 && doc->tokens[at].head == (int32_t)word && doc->tokens[at].rel != DL_REL_CONJ &&
         doc->tokens[at].rel != DL_REL_PARATAXIS && doc->tokens[at].rel != DL_REL_ADVCL;
}

bool dl_tells(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  if ((int32_t)act == answer->event) return false;
  const dl_token *t = &doc->tokens[event->trigger];
  if (answer->attribution >= 0 && dl_content_holds(&doc->attributions[answer->attribution], t) &&
      (answer->own ? is_told_in(claims, event, answer->attribution) : true))
    return true;
  return !answer->own && t->sentence == doc->tokens[answer->token].sentence &&
         is_part_of(doc, event->trigger, answer->token); /* "no truth to the reports of a raid" */
}

bool dl_can_be_answered(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_event *event = &claims->doc->events[act];
  if ((int32_t)act == answer->event || event->act == DL_SPEECH_ACT || event->trigger == answer->token) return false;
  if ((int32_t)event->trigger == answer->points) return false; /* "denied the accusation" */
  if (!answer->own || !dl_tells(claims, answer, act)) return true;
  return told_value(event) == DL_CT_MINUS && !(event->auxiliary & (DL_FUTURE | DL_HYPOTHETICAL));
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
  const dl_entity *e = &doc->entities[entity];
  *DL_PUSH(doc->arena, by.items, by.count, by.capacity) = (dl_participant){.mention = mention,
                                                                           .entity = entity,
                                                                           .span = a->source,
                                                                           .code = e->code,
                                                                           .country = e->country,
                                                                           .sector = e->sector};
  return by;
}

static bool is_of_kind(const dl_event *a, const dl_event *b) {
  return a->act == b->act && !strncmp(a->cameo, b->cameo, 2);
}

/* Is the act told in the words of a charge: "accused X of ..."? */
static bool is_charged(const dl_claims *claims, const dl_event *event) {
  return event->attribution.count && dl_frame_has(&claims->items[event->attribution.items[0]].cue, "charge");
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
    bool accuses = event->act == DL_ACCUSE || is_charged(claims, event);
    if (accuses && event->trigger < answer->token && (int32_t)i != answer->event)
      answer->charged |= dl_share_party(&answer->by, event->act == DL_ACCUSE ? &event->recipient : &event->actor);
    if (!dl_can_be_answered(claims, answer, i)) continue;
    if (dl_tells(claims, answer, i)) {
      if (answer->inside < 0) answer->inside = (int32_t)i;
    } else if (event->trigger < answer->token && !event->statement && !event->supposed) {
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
  const dl_token *t = &doc->tokens[trigger];
  if (t->upos == DL_ADJ || t->upos == DL_NOUN) return true;
  return dl_child(doc, trigger, DL_REL_XCOMP, 0) >= 0 || dl_child(doc, trigger, DL_REL_OBL, 0) >= 0;
}

/* A verdict on a claim: "called the charge baseless", "rejected the account". */
static bool judges_claim(const dl_claims *claims, const dl_event *event, int32_t attribution) {
  if (event->act != DL_REJECT && (event->act != DL_ACCUSE || !gives_verdict(claims->doc, event->trigger))) return false;
  int32_t noun = points_back(claims, event->trigger, attribution);
  bool pronoun = noun >= 0 && claims->doc->tokens[noun].upos == DL_PRON;
  if (pronoun) return has_frame(claims, attribution, "deny");
  if (noun != (int32_t)event->trigger) return noun >= 0;
  if (event->act != DL_REJECT) return false; /* "faces the charge"; but "rejected the claim" is more than the noun */
  const dl_token *word = &claims->doc->tokens[noun];
  return event->trigger_span.end > word->end || event->trigger_span.begin < word->begin;
}

static bool is_answer(const dl_claims *claims, const dl_event *event, int32_t attribution, dl_link_type *type) {
  if (attribution >= 0 && claims->items[attribution].negated) return false;
  *type = DL_CONFIRMS;
  if (dl_is_admission(event) || (event->act == DL_SPEECH_ACT && has_frame(claims, attribution, "confirm"))) return true;
  *type = DL_DENIES;
  if (dl_is_denial(event) || judges_claim(claims, event, attribution)) return true;
  return has_frame(claims, attribution, "deny") && (event->act == DL_SPEECH_ACT || event->act == DL_REJECT);
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
    if (answer.own ? a->stance < 1 || !a->words : events[i] >= 0) continue;
    if (!answer.by.count && a->source.begin == a->source.end) continue;
    add_answer(claims, all, answer);
    if (answer.own && all->items[all->count - 1].inside < 0) all->count--; /* he negates no act */
  }
}

dl_answers dl_find_answers(const dl_claims *claims) {
  const dl_document *doc = claims->doc;
  dl_answers all = {0};
  int32_t *events = dl_arena_take(doc->arena, (doc->attribution_count + 1) * sizeof *events);
  for (uint32_t i = 0; i < doc->attribution_count; i++) events[i] = -1;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *event = &doc->events[i];
    if (!strcmp(event->origin, DL_MADE_BY_ANSWER)) continue; /* they are found anew for trainers */
    if (event->supposed) continue;                           /* what may be no act answers nothing */
    uint32_t token = dl_speech_token(doc, event);
    dl_answer answer = {.event = (int32_t)i, .attribution = dl_attribution_at(doc, token), .token = token};
    bool is = is_answer(claims, event, answer.attribution, &answer.type);
    if (answer.attribution >= 0 && is) events[answer.attribution] = ANSWERS;
    if (answer.attribution >= 0 && !is && event->statement && events[answer.attribution] == -1)
      events[answer.attribution] = (int32_t)i;
    answer.by = event->actor;
    if (is) add_answer(claims, &all, answer);
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

static const char *points_of(const dl_claims *claims, const dl_answer *answer) {
  const dl_document *doc = claims->doc;
  dl_factuality_value plus, minus;
  if (answer->points >= 0) return doc->tokens[answer->points].upos == DL_PRON ? "pronoun" : "claim";
  int32_t head = answer->attribution >= 0 ? claims->items[answer->attribution].content : -1;
  if (head < 0) head = dl_child_rel(doc, answer->token, DL_REL_OBJ);
  if (head < 0 || doc->tokens[head].upos == DL_ADJ) return "nothing"; /* "pleaded not guilty" */
  if (dl_is_verb(doc, (uint32_t)head) || dl_child_rel(doc, head, DL_REL_COP) >= 0) return "clause";
  bool share =
      dl_predicate_find(claims->claimer, doc->tokens[head].lemma, "noun", "np", &plus, &minus) && minus == DL_CT_MINUS;
  return share ? "share" : "thing";
}

/* Where the act is told, seen from the answer. */
static const char *place_of(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  uint32_t here = doc->tokens[answer->token].sentence;
  if (dl_tells(claims, answer, act))
    return answer->attribution < 0 || is_told_in(claims, event, answer->attribution) ? "inside" : "inside another";
  if (event->sentence > here) return "later";
  if (event->sentence == here) {
    if (event->trigger > answer->token) return "behind";
    return is_relative(doc, answer->token) || (answer->points >= 0 && doc->tokens[answer->points].rel == DL_REL_APPOS)
               ? "beside"
               : "before";
  }
  uint32_t far = here - event->sentence;
  return far < 2 ? "1 back" : far < 3 ? "2 back" : far < 5 ? "3 back" : "far back";
}

static bool is_country(const dl_document *doc, int32_t entity, const dl_participants *side) {
  if (entity < 0) return false;
  dl_participant one = {.entity = entity, .code = doc->entities[entity].code, .country = doc->entities[entity].country};
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
  dl_clue(e, "path=", path, "", "");
  dl_clue(e, "path=", path, " ", kind);
}

/* Has the answer's content a word of the act or of its object: "any arms deals" and "supplying arms"? */
static bool names_act(const dl_claims *claims, const dl_answer *answer, const dl_event *event, bool *repeats) {
  const dl_document *doc = claims->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[answer->token].sentence];
  bool found = *repeats = false;
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_token *t = &doc->tokens[i];
    bool told = answer->attribution >= 0 && dl_content_holds(&doc->attributions[answer->attribution], t);
    if (!told && !dl_within(doc, (int32_t)i, (int32_t)answer->token)) continue;
    if (t->upos != DL_NOUN && t->upos != DL_PROPN && t->upos != DL_VERB) continue;
    if (!strcmp(t->lemma, doc->tokens[event->trigger].lemma)) *repeats = true;
    for (uint32_t j = 0; j < event->object.count; j++) {
      const dl_phrase *object = &event->object.items[j];
      uint32_t first = 0, rows = claims->claimer->classes && *object->klass
                                     ? dl_table_find(claims->claimer->classes, t->lemma, &first)
                                     : 0;
      found |= !strcmp(doc->tokens[object->head].lemma, t->lemma) || !strcmp(object->klass, t->lemma);
      for (uint32_t row = first; row < first + rows; row++)
        found |= !strcmp(dl_table_cell(claims->claimer->classes, row, 1), object->klass);
    }
  }
  return found || *repeats;
}

bool dl_is_complement(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_document *doc = claims->doc;
  const dl_token *t = &doc->tokens[doc->events[act].trigger];
  if (answer->points >= 0 && t->head == answer->points && is_claim_noun(claims, (uint32_t)answer->points) &&
      doc->tokens[doc->events[act].trigger].deprel != DL_DEPREL_ACL_RELCL)
    return t->rel == DL_REL_ACL || (t->rel == DL_REL_NMOD && dl_case_is(doc, doc->events[act].trigger, "of|about|on"));
  bool says = has_frame(claims, answer->attribution, "deny") || has_frame(claims, answer->attribution, "confirm");
  uint32_t top = doc->events[act].trigger;
  if (t->deprel == DL_DEPREL_NSUBJ_PASS && t->head >= 0) top = (uint32_t)t->head; /* "denied that a deal was reached" */
  bool clause = dl_is_verb(doc, top) || dl_child(doc, top, DL_REL_COP, 0) >= 0;   /* "denied that it was a raid" */
  return says && clause && doc->tokens[top].head == (int32_t)answer->token &&
         dl_in(doc->tokens[top].rel, DL_COMPLEMENTS);
}

/* Does the accusation tell the deed itself? */
static bool tells_deed(const dl_document *doc, uint32_t accusation) {
  int32_t cue = dl_attribution_at(doc, doc->events[accusation].trigger);
  uint32_t end = dl_sentence_end(&doc->sentences[doc->events[accusation].sentence]);
  for (uint32_t i = accusation + 1; cue >= 0 && i < doc->event_count && doc->events[i].trigger < end; i++)
    if (dl_content_holds(&doc->attributions[cue], &doc->tokens[doc->events[i].trigger])) return true;
  return false;
}

static void add_kind(const dl_claims *claims, uint32_t act, const char *where, const char *points, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  const char *kind = "deed";
  if (event->act == DL_ACCUSE)
    kind = tells_deed(doc, act) ? "accusation of a deed" : "accusation";
  else if (is_charged(claims, event))
    kind = "charge";
  else if (event->statement)
    kind = "speech";
  dl_clue(e, "kind=", kind, " ", where);
  dl_clue(e, "kind=", kind, " points=", points);
}

static void add_words(const dl_claims *claims, const dl_answer *answer, uint32_t act, const char *where,
                      const char *points, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act], *own = answer->inside >= 0 ? &doc->events[answer->inside] : NULL;
  bool repeats = false, names = names_act(claims, answer, event, &repeats);
  dl_clue(e, names ? "names it" : "does not name it", " points=", points, "");
  if (repeats) dl_clue(e, "repeats its word", "", "", "");
  if (own) {
    dl_clue(e, "tells an act itself", is_of_kind(own, event) ? " of the kind" : "", "", "");
    bool one = dl_share_party(&own->actor, &event->actor) &&
               (dl_share_party(&own->recipient, &event->recipient) || !own->recipient.count || !event->recipient.count);
    dl_clue(e, one ? "of the parties" : "of other parties", is_of_kind(own, event) ? " of the kind" : "", "", "");
  }
  if (answer->claimant >= 0) {
    int32_t teller = teller_of(doc, event);
    dl_code whose = doc->entities[answer->claimant].country;
    bool his = teller == answer->claimant || (whose && teller >= 0 && doc->entities[teller].country == whose);
    dl_clue(e, his ? "claimed by him" : "not claimed by him", "", "", "");
  }
  if ((int32_t)act == answer->last) dl_clue(e, "the last act ", where, " points=", points);
  if ((int32_t)act == answer->last_told) dl_clue(e, "the last one told ", where, " points=", points);
}

/* Of plain words that negate an act: by which words, and in which tense ("had never sent" denies, "will not send" does
 * not). */
static void add_negation(const dl_claims *claims, const dl_answer *answer, const dl_event *event, const char *role,
                         dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_sentence *s = &doc->sentences[event->sentence];
  const dl_token *act = &doc->tokens[event->trigger];
  const char *kind = event->act == DL_ACCUSE || event->statement ? "speech" : "deed";
  dl_clue(e, "negated ", dl_tag_name(act->xpos), " ", role);
  dl_clue(e, "negated ", kind, " ", role);
  dl_clue(e, "negated category=", dl_act_name(event->act), "", "");
  dl_clue(e, "negated below ", dl_deprel_name(act->deprel), " ", answer->by.count ? role : "");
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->head != (int32_t)event->trigger) continue;
    if (t->rel == DL_REL_AUX) dl_clue(e, "negated aux=", t->lower, " ", dl_tag_name(act->xpos));
    if (dl_negates(t)) dl_clue(e, "negated by ", t->lower, "", "");
  }
}

/* The thing that is denied: "any contact", "bail". */
static void add_thing(const dl_claims *claims, const dl_answer *answer, const char *where, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  int32_t thing = dl_child(doc, answer->token, DL_REL_OBJ, 0);
  if (thing < 0) {
    dl_clue(e, "no thing ", dl_is_passive(doc, answer->token) ? "passive " : "", where, "");
    return;
  }
  int32_t determiner = dl_child(doc, (uint32_t)thing, DL_REL_DET, 0);
  dl_clue(e, "thing=", doc->tokens[thing].lemma, " ", where);
  dl_clue(e, "thing ", determiner >= 0 ? doc->tokens[determiner].lower : "bare", " ", where);
}

/* How likely it is an act at all. */
static const char *sureness_of(const dl_event *event) {
  static const char *const names[] = {"hardly", "unlikely", "maybe", "likely", "sure"};
  double p = event->confidence;
  unsigned k = p < 0.05 ? 0 : p < 0.15 ? 1 : p < 0.35 ? 2 : p < 0.65 ? 3 : 4;
  return event->supposed ? names[k] : k > 2 ? names[k] : names[2];
}

/* Is an act of its kind told before the answer, and not as one that did not happen? */
static bool is_told_before(const dl_claims *claims, const dl_answer *answer, uint32_t act) {
  const dl_document *doc = claims->doc;
  const dl_event *event = &doc->events[act];
  for (uint32_t i = answer->first; i < act; i++) {
    const dl_event *other = &doc->events[i];
    bool same =
        is_of_kind(other, event) || !strcmp(doc->tokens[other->trigger].lemma, doc->tokens[event->trigger].lemma);
    if (same && other->sentence < event->sentence && !other->supposed && told_value(other) != DL_CT_MINUS) return true;
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
  dl_clue(e, "pair ", where, "", "");
  dl_clue(e, kind, " ", where, "");
  bool says = has_frame(claims, answer->attribution, "deny") || has_frame(claims, answer->attribution, "confirm");
  dl_clue(e, answer->own ? "own word=" : "word=", doc->tokens[answer->token].lemma, " ", where);
  if (!says && !answer->own)
    dl_evidence_add(e, " ", "other", dl_upos_name(doc->tokens[trigger_of(doc, answer)].upos), points, where);
  dl_clue(e, answer->charged ? "charged before" : "not charged before", " ", kind, "");
  dl_clue(e, "sure=", sureness_of(event), " ", kind);
  dl_clue(e, "sure=", sureness_of(event), " ", where);
  if (inside) dl_clue(e, is_told_before(claims, answer, act) ? "told before" : "not told before", " ", kind, "");
  dl_clue(e, "place=", place, "", "");
  dl_clue(e, "place=", place, " points=", points);
  dl_clue(e, "place=", place, " ", kind);
  dl_clue(e, "role=", role, " ", where);
  dl_clue(e, "role=", role, " teller=", teller);
  dl_clue(e, "role=", role, " points=", points);
  dl_clue(e, "role=", role, " ", kind);
  dl_clue(e, "teller=", teller, " ", where);
  dl_clue(e, "value=", value, " ", where);
  dl_clue(e, "value=", value, " teller=", teller);
  if (event->auxiliary & (DL_FUTURE | DL_HYPOTHETICAL)) dl_clue(e, "not yet ", where, "", "");
  add_kind(claims, act, where, points, e);
  if (!answer->own && answer->points < 0) add_thing(claims, answer, where, e);
  if (inside) {
    add_path(doc, answer, event, kind, e);
    if (answer->own) add_negation(claims, answer, event, role, e);
    if ((int32_t)act == answer->inside) dl_clue(e, "the first inside", "", "", "");
    return;
  }
  add_words(claims, answer, act, where, points, e);
}
