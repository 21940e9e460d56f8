#include <string.h>

#include "claims/parts.h"

static bool share_any(const dl_event *a, const dl_event *b) {
  return dl_share_party(&a->actor, &b->actor) || dl_share_party(&a->actor, &b->recipient) ||
         dl_share_party(&a->recipient, &b->actor) || dl_share_party(&a->recipient, &b->recipient);
}

static bool share_object(const dl_event *a, const dl_event *b) {
  for (uint32_t i = 0; i < a->object.count; i++)
    for (uint32_t j = 0; j < b->object.count; j++) {
      const char *x = a->object.items[i].klass, *y = b->object.items[j].klass;
      if (x && y && *x && !strcmp(x, y)) return true;
    }
  return false;
}

/* "weapons" for what is of the class arms */
static bool is_of_class(const dl_claimer *claimer, const char *lemma, const char *klass) {
  uint32_t first = 0, rows = claimer->classes && *klass ? dl_table_find(claimer->classes, lemma, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++)
    if (!strcmp(dl_table_cell(claimer->classes, row, 1), klass)) return true;
  return false;
}

static bool names_object(const dl_claims *claims, const dl_token *token, const dl_event *event) {
  const dl_document *doc = claims->doc;
  if (token->upos != DL_NOUN && token->upos != DL_PROPN && token->upos != DL_VERB) return false;
  if (!strcmp(token->lemma, doc->tokens[event->trigger].lemma)) return true;
  for (uint32_t j = 0; j < event->object.count; j++) {
    const dl_phrase *object = &event->object.items[j];
    bool classed = !strcmp(object->klass, token->lemma) || !strcmp(object->klass, token->lower) ||
                   is_of_class(claims->claimer, token->lemma, object->klass);
    if (classed || !strcmp(doc->tokens[object->head].lemma, token->lemma)) return true;
  }
  return false;
}

/* Does the content have a word of the event's trigger or object? "any arms deals" and "supplying arms". */
static bool content_names(const dl_claims *claims, const dl_attribution *a, const dl_event *event) {
  const dl_document *doc = claims->doc;
  for (uint32_t piece = 0; piece < a->content_count; piece++)
    for (uint32_t i = dl_token_from(doc, a->content[piece].begin);
         i < doc->token_count && doc->tokens[i].end <= a->content[piece].end; i++)
      if (names_object(claims, &doc->tokens[i], event)) return true;
  return false;
}

/* Has the content the very word of the event: "denied blocking it"? */
static bool content_repeats(const dl_document *doc, const dl_attribution *a, const dl_event *event) {
  for (uint32_t piece = 0; piece < a->content_count; piece++)
    for (uint32_t i = dl_token_from(doc, a->content[piece].begin);
         i < doc->token_count && doc->tokens[i].end <= a->content[piece].end; i++)
      if (doc->tokens[i].upos == DL_VERB && !strcmp(doc->tokens[i].lemma, doc->tokens[event->trigger].lemma))
        return true;
  return false;
}

/* The earlier act that a denial or admission is about: by its parties, its object and its words, the nearest of the
 * best. */
static int32_t earlier_act(const dl_claims *claims, uint32_t speech, int32_t inner, const dl_attribution *a,
                           bool told) {
  const dl_document *doc = claims->doc;
  const dl_event *said = &doc->events[speech];
  const dl_event *content = inner >= 0 ? &doc->events[inner] : NULL;
  int32_t best = -1;
  unsigned best_score = content ? 3 : 2; /* an act inside the content is told already: only a clear match counts */
  for (uint32_t i = dl_first_in_reach(doc, speech); i < speech; i++) {
    const dl_event *event = &doc->events[i];
    if (event->trigger >= said->trigger || event->sentence == said->sentence || !*event->category ||
        (!content && event->auxiliary & DL_NEGATED))
      continue;
    if (content && !dl_share_party(&content->actor, &event->actor)) continue; /* by another: another act */
    if (event->statement &&
        !(a && told && content_repeats(doc, a, event) && dl_share_party(&said->actor, &event->actor)))
      continue;
    unsigned score = 0;
    score += 2 * dl_share_party(&said->actor, &event->actor) + dl_share_party(&said->actor, &event->recipient);
    if (content) {
      score +=
          2 * !strcmp(content->category, event->category) + share_any(content, event) + share_object(content, event);
      bool kind = !strcmp(content->category, event->category) && !strncmp(content->cameo, event->cameo, 3);
      if (!kind && !share_object(content, event) && !content_names(claims, a, event)) continue;
    } else if (told && !content_names(claims, a, event))
      continue; /* what is denied stands in the content, and is something else */
    score += 2 * (a && content_names(claims, a, event));
    score += !said->actor.count && a && event->attribution.count > 0;
    if (score >= best_score && score > 0) {
      best = (int32_t)i;
      best_score = score;
    }
  }
  return best;
}

/* "a charge that X rejected", "which officials denied": the act told last in the same sentence, where the verb hangs on
 * a noun as a relative clause. */
static int32_t act_in_sentence(const dl_document *doc, uint32_t speech) {
  const dl_event *said = &doc->events[speech];
  uint32_t verb = said->trigger;
  for (uint32_t i = verb + 1; i < doc->token_count && doc->tokens[i].end <= said->trigger_span.end;
       i++) /* "a charge that X rejected" is one trigger */
    if (doc->tokens[i].head == (int32_t)said->trigger && dl_deprel_is(doc, i, "acl:relcl")) verb = i;
  if (!dl_deprel_is(doc, verb, "acl:relcl")) return -1;
  for (uint32_t i = speech; i-- > 0;) {
    const dl_event *event = &doc->events[i];
    if (event->sentence != said->sentence) return -1;
    if (!event->statement && *event->category && event->trigger < said->trigger) return (int32_t)i;
  }
  return -1;
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

/* Is the act what the word denies, not what is said beside it: "no such thing had happened and Congo had bombed"? */
static bool is_denied_by(const dl_document *doc, uint32_t act, uint32_t word) {
  int32_t at = (int32_t)act;
  for (unsigned steps = 0; steps < 32 && at >= 0 && doc->tokens[at].head != (int32_t)word; steps++)
    at = doc->tokens[at].head;
  return at >= 0 && doc->tokens[at].head == (int32_t)word && doc->tokens[at].rel != DL_REL_CONJ &&
         doc->tokens[at].rel != DL_REL_PARATAXIS;
}

static void link_claimed(const dl_claims *claims, uint32_t speech, uint32_t noun, dl_link_type type) {
  dl_indices acts = {0};
  dl_find_claimed(claims, speech, noun, &acts);
  for (uint32_t i = 0; i < acts.count; i++) dl_link_claim(claims->doc, type, speech, acts.items[i]);
}

/* A speech act and what it is about: the acts in its content, and the same act told before. */
static void link_speech(const dl_claims *claims, uint32_t speech, int32_t attribution, dl_link_type type) {
  dl_document *doc = claims->doc;
  const dl_attribution *a = attribution >= 0 ? &doc->attributions[attribution] : NULL;
  int32_t inner = -1, same = act_in_sentence(doc, speech);
  bool plain = a && type == DL_DENIES && !dl_frame_has(&claims->items[attribution].cue, "deny");
  if (same >= 0) {
    dl_link_claim(doc, type, speech, (uint32_t)same);
    return;
  }
  for (uint32_t i = dl_first_in_reach(doc, speech); a && i < doc->event_count; i++) {
    if (doc->events[i].sentence > doc->events[speech].sentence + DL_LINK_REACH || i > speech + DL_LINK_EVENTS) break;
    if (i == speech || !dl_content_holds(a, &doc->tokens[doc->events[i].trigger])) continue;
    bool complement =
        doc->tokens[doc->events[i].trigger].head == (int32_t)a->cue_token && dl_is_verb(doc, doc->events[i].trigger);
    if (doc->events[i].statement && !complement) continue; /* "denied breaching the truce" */
    if (!is_told_in(claims, &doc->events[i], attribution)) continue;
    if (plain && !is_denied_by(doc, doc->events[i].trigger, doc->events[speech].trigger)) continue;
    dl_add_link(doc, type, speech, i);
    inner = (int32_t)i;
  }
  int32_t back = inner < 0 ? dl_points_back(claims, speech, attribution) : -1;
  if (back >= 0) {
    link_claimed(claims, speech, (uint32_t)back, type);
    return;
  }
  if (inner < 0 && dl_deprel_is(doc, doc->events[speech].trigger, "acl:relcl"))
    return; /* "which X denies" is about its own sentence */
  int32_t content = a ? claims->items[attribution].content : -1;
  bool clause =
      content >= 0 && (dl_is_verb(doc, (uint32_t)content) || dl_child(doc, (uint32_t)content, DL_REL_COP, 0) >= 0);
  int32_t before = earlier_act(claims, speech, inner, a, clause);
  bool disowns = type == DL_DENIES && inner < 0 && (!clause || !dl_frame_has(&claims->items[attribution].cue, "deny"));
  if (before < 0 && disowns)
    link_claimed(claims, speech, doc->events[speech].trigger, type); /* "denied involvement", "insisted it had not" */
  if (before < 0) return;
  bool named = clause || inner >= 0 || (a && content_names(claims, a, &doc->events[before]));
  if (named)
    dl_add_link(doc, type, speech, (uint32_t)before);
  else
    dl_link_claim(doc, type, speech, (uint32_t)before); /* "denied responsibility" */
}

/* "rejected the claim"; "rejected it" only where the last act told before is a claim and no proposal */
static bool rejects_claim(const dl_claims *claims, uint32_t speech, int32_t attribution) {
  int32_t noun = dl_points_back(claims, speech, attribution);
  if (noun < 0 || claims->doc->tokens[noun].upos == DL_NOUN) return noun >= 0;
  const dl_event *last = speech ? &claims->doc->events[speech - 1] : NULL;
  return last && last->attribution.count && !last->statement && !(last->auxiliary & DL_NEGATED);
}

/* "Moscow said it had not shelled the plant": what another says that it did. */
static void link_contradiction(const dl_claims *claims, uint32_t later) {
  dl_document *doc = claims->doc;
  const dl_event *said = &doc->events[later];
  bool denies = said->attribution.count && !said->statement && *said->category &&
                said->factuality[said->factuality_count - 1].value == DL_CT_MINUS;
  denies = denies && !(said->auxiliary & (DL_FUTURE | DL_HYPOTHETICAL)); /* "will never suppress" denies nothing */
  denies = denies &&
           !dl_frame_has(&claims->items[said->attribution.items[0]].cue, "deny"); /* whose denial is linked itself */
  int32_t teller = denies ? doc->attributions[said->attribution.items[0]].entity : -1;
  for (uint32_t i = later, first = dl_first_in_reach(doc, later); teller >= 0 && i-- > first;) {
    const dl_event *event = &doc->events[i];
    bool one = !event->statement && !strcmp(event->category, said->category) &&
               !strncmp(event->cameo, said->cameo, 3) && event->sentence != said->sentence;
    if (!one || !dl_share_party(&event->actor, &said->actor) ||
        event->factuality[event->factuality_count - 1].value != DL_CT_PLUS)
      continue;
    if (event->recipient.count && said->recipient.count && !dl_share_party(&event->recipient, &said->recipient))
      continue;
    if (event->attribution.count && doc->attributions[event->attribution.items[0]].entity == teller) continue;
    dl_add_link(doc, DL_DENIES, later, i);
    return;
  }
}

/* Is it a verdict on a claim in its own clause: "a claim X called ridiculous", "an allegation that X rejects"? */
static bool answers_claim(const dl_claims *claims, const dl_event *event) {
  const dl_document *doc = claims->doc;
  const dl_token *trigger = &doc->tokens[event->trigger];
  dl_cue noun, verb;
  bool relative = dl_deprel_is(doc, event->trigger, "acl:relcl") && trigger->head >= 0,
       rejects = !strcmp(event->category, "REJECT");
  if (!relative && !rejects) return false;
  bool denies = !strcmp(event->category, "ACCUSE") ||
                (dl_cue_find(claims->claimer, trigger->lemma, "verb", &verb) && dl_frame_has(&verb, "deny"));
  if (relative && !denies) return false;
  const char *claim = relative ? doc->tokens[trigger->head].lemma
                               : trigger->lemma; /* of "an allegation that X rejects" the noun is the trigger */
  return dl_cue_find(claims->claimer, claim, "noun", &noun) && noun.stance[0] == '+';
}

/* Does the cue deny, and the event with it? To reject a proposal is no denial. */
static bool denies_by_cue(const dl_claims *claims, uint32_t speech, int32_t attribution) {
  const dl_event *event = &claims->doc->events[speech];
  if (!dl_frame_has(&claims->items[attribution].cue, "deny")) return false;
  if (!strcmp(event->category, "REJECT") && claims->doc->tokens[event->trigger].upos == DL_NOUN &&
      dl_speech_token(claims->doc, event) == event->trigger)
    return false; /* "opposition to", "objections": against a plan and no claim */
  if (!*event->category || (event->statement && strcmp(event->category, "REJECT") != 0)) return true;
  return act_in_sentence(claims->doc, speech) >= 0 || rejects_claim(claims, speech, attribution);
}

static void link_speeches(dl_claims *claims) {
  dl_document *doc = claims->doc;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *event = &doc->events[i];
    int32_t attribution = dl_attribution_at(doc, dl_speech_token(doc, event));
    if (attribution >= 0 && claims->items[attribution].negated) continue;
    bool denies = !strncmp(event->cameo, "016", 3) || answers_claim(claims, event),
         confirms = !strncmp(event->cameo, "015", 3);
    if (attribution >= 0) {
      denies = denies || denies_by_cue(claims, i, attribution);
      confirms = confirms || (!*event->category && dl_frame_has(&claims->items[attribution].cue, "confirm"));
    }
    if (denies)
      link_speech(claims, i, attribution, DL_DENIES);
    else
      link_contradiction(claims, i);
    if (!denies && confirms) link_speech(claims, i, attribution, DL_CONFIRMS);
  }
}

static bool mutual(const dl_event *a, const dl_event *b) {
  return dl_share_party(&a->actor, &b->recipient) || dl_share_party(&a->recipient, &b->actor);
}

/* "in turn", "in return for": ties the acts on both sides of the phrase, or the act with the one told before. */
static void link_exchange_at(dl_document *doc, uint32_t token, bool forward) {
  int32_t before = -1, behind = -1;
  const dl_sentence *sentence = &doc->sentences[doc->tokens[token].sentence];
  for (uint32_t i = dl_event_from(doc, sentence->first);
       i < doc->event_count && doc->events[i].trigger < dl_sentence_end(sentence); i++) {
    const dl_event *event = &doc->events[i];
    if (event->trigger < token)
      before = (int32_t)i;
    else if (behind < 0)
      behind = (int32_t)i;
  }
  if (forward) {
    if (before >= 0 && behind >= 0) dl_add_link(doc, DL_EXCHANGE, (uint32_t)before, (uint32_t)behind);
    return;
  }
  int32_t here = before >= 0 ? before : behind;
  if (behind >= 0 && doc->tokens[token].head >= 0 && dl_below(doc, (uint32_t)token, doc->events[behind].trigger))
    here = behind;
  if (here < 0) return;
  for (int32_t i = here; i-- > 0;) {
    const dl_event *event = &doc->events[i];
    if (doc->events[here].sentence - event->sentence > 2) return;
    if (!mutual(event, &doc->events[here]) || event->statement) continue;
    dl_add_link(doc, DL_EXCHANGE, (uint32_t)here, (uint32_t)i);
    return;
  }
}

static void link_exchanges(const dl_claims *claims) {
  dl_document *doc = claims->doc;
  const dl_table *table = claims->claimer->exchange;
  if (!table) return;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    char key[64];
    size_t size = 0;
    int32_t found = -1;
    for (uint32_t n = 0; n < dl_table_max_words(table) && i + n < doc->token_count; n++) {
      size_t more = strlen(doc->tokens[i + n].lower);
      if (size + more + 2 > sizeof key) break;
      if (n) key[size++] = ' ';
      memcpy(key + size, doc->tokens[i + n].lower, more + 1);
      size += more;
      uint32_t row = 0;
      if (dl_table_find(table, key, &row)) found = (int32_t)row;
    }
    if (found >= 0) link_exchange_at(doc, i, !strcmp(dl_table_cell(table, (uint32_t)found, 1), "forward"));
  }
}

void dl_link_events(dl_claims *claims) {
  link_speeches(claims);
  dl_link_same(claims->doc);
  link_exchanges(claims);
}
