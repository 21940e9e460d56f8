/* What "the claim", "the charge" or "that" stands for: the acts told before in somebody else's words, above all those
 * that the one who now denies is charged with. */
#include <string.h>

#include "claims/parts.h"
#include "claims/sources.h"

enum {
  BACK = 8,
  NEAR = 2,
  AFTER = 2
}; /* sentences: to a claim before, to an act in the text's own words before, to a claim told again behind */

static bool is_claim_noun(const dl_claims *claims, uint32_t token) {
  dl_cue cue;
  const dl_token *noun = &claims->doc->tokens[token];
  if (noun->upos != DL_NOUN || !dl_cue_find(claims->claimer, noun->lemma, "noun", &cue)) return false;
  return cue.stance[0] == '+' && dl_frame_has(&cue, "clause") && !dl_frame_has(&cue, "np");
}

int32_t dl_points_back(const dl_claims *claims, uint32_t speech, int32_t attribution) {
  const dl_document *doc = claims->doc;
  uint32_t trigger = doc->events[speech].trigger;
  int32_t subject =
      doc->tokens[trigger].upos == DL_ADJ ? dl_child(doc, trigger, DL_REL_NSUBJ, 0) : -1; /* "the charge is false" */
  int32_t head = subject >= 0 ? subject : attribution >= 0 ? claims->items[attribution].content : -1;
  if (dl_deprel_is(doc, trigger, "acl:relcl") && doc->tokens[trigger].head >= 0 &&
      is_claim_noun(claims, (uint32_t)doc->tokens[trigger].head))
    return doc->tokens[trigger].head;                          /* "a claim that X called absurd" */
  if (is_claim_noun(claims, trigger)) return (int32_t)trigger; /* "an allegation that X rejects" is one trigger */
  int32_t of = doc->tokens[trigger].upos == DL_NOUN ? dl_child(doc, trigger, DL_REL_NMOD, trigger)
                                                    : -1; /* "no truth to the claim" */
  if (of >= 0 && is_claim_noun(claims, (uint32_t)of)) return of;
  if (head < 0) return -1;
  bool back = subject < 0 && doc->tokens[head].upos == DL_PRON;
  return back || is_claim_noun(claims, (uint32_t)head) ? head : -1;
}

static const char *country_of(const dl_document *doc, int32_t entity) {
  return entity >= 0 && doc->entities[entity].country ? doc->entities[entity].country : "";
}

static bool is_of_country(const dl_participants *side, const char *country) {
  for (uint32_t i = 0; i < side->count && *country; i++)
    if (side->items[i].country && !strcmp(side->items[i].country, country)) return true;
  return false;
}

/* Is the teller one of the parties, or of the same side of their state: KEN and KENMIL, not SDNMIL and SDNREB? */
static bool is_one_of(const dl_document *doc, const dl_participants *side, int32_t teller) {
  for (uint32_t i = 0; i < side->count && teller >= 0; i++) {
    const char *x = side->items[i].code, *y = doc->entities[teller].code;
    if (side->items[i].entity == teller) return true;
    if (!x || !y || !*x || !*y || strcmp(country_of(doc, teller), side->items[i].country ? side->items[i].country : ""))
      continue;
    const dl_participant whose = {.code = y}, one = {.code = x};
    if (dl_is_rebel(&whose) != dl_is_rebel(&one)) continue; /* the state and those who fight it */
    if (!strncmp(x, y, strlen(x) < strlen(y) ? strlen(x) : strlen(y))) return true;
  }
  return false;
}

/* Whose claim the noun says that it is ("Kampala's claim"): his entity, -1 where it does not. */
static int32_t claimant_of(const dl_document *doc, uint32_t noun) {
  int32_t source = doc->tokens[noun].upos == DL_NOUN ? dl_noun_source(doc, noun, false) : -1;
  int32_t given = source < 0 && doc->tokens[noun].upos == DL_NOUN ? dl_child(doc, noun, DL_REL_ACL, noun) : -1;
  if (given >= 0 && dl_verb_is_passive(doc, (uint32_t)given))
    source = dl_verb_source(doc, (uint32_t)given); /* "the account given by X" */
  int32_t mention = source >= 0 ? dl_source_mention(doc, (uint32_t)source) : -1;
  return mention >= 0 ? (int32_t)doc->mentions[mention].entity : -1;
}

/* Who says that the event happened; -1 where nobody does, or nobody who is named. */
static int32_t teller_of(const dl_document *doc, const dl_event *event) {
  return event->attribution.count ? doc->attributions[event->attribution.items[0]].entity : -1;
}

static unsigned told_value(const dl_event *event) {
  return event->factuality_count ? event->factuality[event->factuality_count - 1].value : DL_UU;
}

/* Does its teller hold that it happened, or may have? What he will not do or only asks for is no claim. */
static bool is_asserted(const dl_event *event) {
  unsigned value = told_value(event);
  return value == DL_CT_PLUS || value == DL_PR_PLUS || value == DL_PS_PLUS;
}

/* Is the event of the last claim that somebody makes before the speech? */
static bool is_last_claim(const dl_document *doc, const dl_event *said, const dl_event *event) {
  const dl_sentence *here = &doc->sentences[said->sentence];
  uint32_t behind = dl_cue_from(doc, doc->tokens[dl_sentence_end(here) - 1].end);
  for (uint32_t i = behind; i-- > 0 && behind - i <= DL_FAR;) {
    const dl_attribution *a = &doc->attributions[i];
    if (a->cue_token >= said->trigger || a->stance < 1 || a->parent >= 0 ||
        doc->tokens[a->cue_token].sentence == said->sentence)
      continue;
    return dl_content_holds(a, &doc->tokens[event->trigger]);
  }
  return false;
}

/* How well the event fits as what the speech denies: 0 for not at all. Whoever denies is charged with it, or it touches
 * him; another one told it; it is near. */
static unsigned fitness(const dl_document *doc, const dl_event *said, const dl_event *event, int32_t claimant) {
  uint32_t distance = said->sentence - event->sentence;
  if (!*event->category || event->trigger >= said->trigger || distance > BACK) return 0;
  int32_t teller = teller_of(doc, event);
  bool does = dl_share_party(&said->actor, &event->actor), touched = dl_share_party(&said->actor, &event->recipient);
  bool told = event->attribution.count > 0;
  if (event->statement && !(told && does)) return 0; /* "a newspaper reported that Manila had agreed" */
  bool own =
      is_one_of(doc, &said->actor, teller); /* of his own words only what he denied before is somebody's charge */
  if (own ? told_value(event) != DL_CT_MINUS : !is_asserted(event)) return 0;
  if (claimant >= 0 && teller != claimant && strcmp(country_of(doc, teller), country_of(doc, claimant))) return 0;
  if (!told && !(does && distance <= NEAR)) return 0;
  if (!does && !touched && (distance > NEAR || (distance && !is_last_claim(doc, said, event)))) return 0;
  return 1 + BACK + 4 * does + 2 * touched + 3 * told - distance;
}

/* Does what is claimed name a party of the event? */
static bool names_party(const dl_document *doc, const dl_attribution *claim, const dl_event *event) {
  for (uint32_t k = 0; k < claim->content_count; k++) {
    const dl_span *piece = &claim->content[k];
    for (uint32_t i = dl_mention_from(doc, dl_token_from(doc, piece->begin)); i < doc->mention_count; i++) {
      const dl_mention *m = &doc->mentions[i];
      const char *country = country_of(doc, (int32_t)m->entity);
      if (doc->tokens[m->head].begin >= piece->end) break;
      if (m->begin < piece->begin || m->end > piece->end) continue;
      if (is_of_country(&event->actor, country) || is_of_country(&event->recipient, country)) return true;
    }
  }
  return false;
}

/* "The claim was disputed" where the claim itself held no act: the act that the same party claims in the next
 * sentences. */
static int32_t claimed_later(const dl_document *doc, uint32_t speech) {
  const dl_event *said = &doc->events[speech];
  const char *claimant = "";
  const dl_attribution *claim = NULL;
  const dl_sentence *before = dl_sentence_back(doc, said->sentence, 1);
  for (uint32_t i = dl_cue_from(doc, doc->tokens[before->first].begin); i < doc->attribution_count; i++) {
    const dl_attribution *a = &doc->attributions[i];
    if (doc->tokens[a->cue_token].sentence > said->sentence) break;
    if (a->cue_token >= said->trigger || said->sentence - doc->tokens[a->cue_token].sentence > 1 || a->stance < 1)
      continue;
    claim = a;
    claimant = country_of(doc, a->entity);
  }
  for (uint32_t i = speech + 1; *claimant && i < doc->event_count; i++) {
    const dl_event *event = &doc->events[i];
    if (event->sentence - said->sentence > AFTER) break;
    if (event->sentence == said->sentence || event->statement || !*event->category || !event->attribution.count ||
        !names_party(doc, claim, event))
      continue;
    if (!strcmp(country_of(doc, teller_of(doc, event)), claimant)) return (int32_t)i;
  }
  return -1;
}

/* An accusation whose act is not told ("accused Chad of treachery"), against the one who denies. */
static int32_t bare_accusation(const dl_document *doc, uint32_t speech) {
  const dl_event *said = &doc->events[speech];
  for (uint32_t i = speech; i-- > 0 && said->sentence - doc->events[i].sentence <= BACK;) {
    const dl_event *event = &doc->events[i];
    bool accuses =
        !strcmp(event->category, "ACCUSE") && (!strcmp(event->mode, "allege") || !strncmp(event->cameo, "112", 3));
    bool charged = dl_share_party(&said->actor, &event->recipient) ||
                   event->sentence == said->sentence; /* "accused its neighbour of ..., a charge X denies" */
    if (accuses && charged && !dl_share_party(&said->actor, &event->actor)) return (int32_t)i;
  }
  return -1;
}

static void put(dl_document *doc, dl_indices *acts, uint32_t event) {
  *DL_PUSH(doc->arena, acts->items, acts->count, acts->capacity) = event;
}

/* "The charge that X is false": what the noun itself brings in. */
static bool put_own_content(dl_document *doc, uint32_t noun, dl_indices *acts) {
  int32_t own = dl_attribution_at(doc, noun);
  const dl_attribution *a = own >= 0 ? &doc->attributions[own] : NULL;
  if (!a) return false;
  uint32_t first = dl_token_from(doc, a->content[0].begin),
           end = dl_token_from(doc, a->content[a->content_count - 1].end);
  first = first < doc->token_count ? doc->sentences[doc->tokens[first].sentence].first : first;
  end = end > 0 ? dl_sentence_end(&doc->sentences[doc->tokens[end - 1].sentence]) : 0;
  for (uint32_t i = dl_event_from(doc, first); i < doc->event_count && doc->events[i].trigger < end; i++) {
    const dl_indices *chain = &doc->events[i].attribution;
    if (chain->count && chain->items[0] == (uint32_t)own && !doc->events[i].statement) put(doc, acts, i);
  }
  return acts->count > 0;
}

/* "which X denies", "a claim that X rejects": told in the same sentence. */
static bool is_answered_here(const dl_document *doc, const dl_event *said, uint32_t noun) {
  if (doc->tokens[noun].upos == DL_PRON) return strstr(doc->tokens[noun].feats, "PronType=Rel") != NULL;
  int32_t relative = dl_child(doc, noun, DL_REL_ACL, noun);
  if (relative < 0 || !dl_deprel_is(doc, (uint32_t)relative, "acl:relcl")) return false;
  return (uint32_t)relative == said->trigger ||
         (noun == said->trigger && doc->tokens[relative].end <= said->trigger_span.end);
}

void dl_find_claimed(const dl_claims *claims, uint32_t speech, uint32_t noun, dl_indices *acts) {
  dl_document *doc = claims->doc;
  if (put_own_content(doc, noun, acts)) return;
  if (doc->tokens[noun].upos == DL_NOUN && dl_attribution_at(doc, noun) >= 0)
    return; /* it tells what is claimed ("the claim that"), be there an act in it or not */
  const dl_event *said = &doc->events[speech];
  int32_t claimant = claimant_of(doc, noun), best = -1;
  bool which = is_answered_here(doc, said, noun);
  bool vague = noun == said->trigger &&
               !is_claim_noun(claims, noun); /* "denied involvement", "insisted it had not": in a deed and no word */
  unsigned best_fitness = 0;
  dl_cue cue;
  bool charge = dl_cue_find(claims->claimer, doc->tokens[noun].lemma, "noun", &cue) && dl_frame_has(&cue, "charge");
  for (uint32_t i = dl_event_from(doc, dl_sentence_back(doc, said->sentence, BACK)->first); i < speech; i++) {
    const dl_indices *chain = &doc->events[i].attribution;
    unsigned fits = fitness(doc, said, &doc->events[i], claimant);
    if ((which && doc->events[i].sentence != said->sentence) || (vague && strcmp(doc->events[i].cameo, "07") < 0))
      continue;
    if (fits && charge && chain->count) fits += 2 * dl_frame_has(&claims->items[chain->items[0]].cue, "charge");
    if (fits && fits >= best_fitness) {
      best = (int32_t)i;
      best_fitness = fits;
    }
  }
  int32_t bare = doc->tokens[noun].upos == DL_NOUN ? bare_accusation(doc, speech) : -1;
  bool charged = best >= 0 && dl_share_party(&said->actor, &doc->events[best].actor);
  bool beside = bare >= 0 && doc->events[bare].sentence == said->sentence &&
                (best < 0 || doc->events[best].sentence != said->sentence);
  if (beside || (charge && bare >= 0 && !charged)) best = bare;
  if (best < 0 && !which) best = claimed_later(doc, speech);
  if (best < 0) best = bare;
  if (best >= 0) put(doc, acts, (uint32_t)best);
}

void dl_link_claim(dl_document *doc, dl_link_type type, uint32_t speech, uint32_t act) {
  const dl_event *said = &doc->events[speech], *model = &doc->events[act];
  dl_add_link(doc, type, speech, act);
  if (!model->attribution.count || !dl_share_party(&said->actor, &model->actor)) return;
  for (uint32_t i = dl_event_from(doc, doc->sentences[model->sentence].first);
       i < doc->event_count && doc->events[i].sentence == model->sentence; i++) {
    const dl_event *event = &doc->events[i];
    bool one = event->attribution.count && event->attribution.items[0] == model->attribution.items[0] &&
               event->sentence == model->sentence;
    one = one && !event->statement && event->trigger < said->trigger && is_asserted(event) && is_asserted(model);
    if (one && dl_share_party(&said->actor, &event->actor)) dl_add_link(doc, type, speech, i);
  }
}
