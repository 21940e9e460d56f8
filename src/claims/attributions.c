#include <string.h>

#include "claims/parts.h"
#include "claims/sources.h"

static bool is_negated(const dl_claims *claims, uint32_t token) {
  const dl_document *doc = claims->doc;
  const dl_sentence *sentence = &doc->sentences[doc->tokens[token].sentence];
  dl_factuality_value positive, negative;
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
    if (doc->tokens[i].head == (int32_t)token &&
        dl_predicate_find(claims->claimer, doc->tokens[i].lower, "neg", "*", &positive, &negative))
      return true;
  return false;
}

/* The tree's source; but between a closing mark and the verb, or right behind the verb after one, stands who said the
 * words. */
int32_t dl_speaker(const dl_claims *claims, uint32_t verb) {
  const dl_document *doc = claims->doc;
  int32_t source = dl_verb_source(doc, verb);
  if (dl_verb_is_passive(doc, verb) || claims->quotes.at[verb] >= 0) return source;
  uint32_t first = doc->sentences[doc->tokens[verb].sentence].first, from = verb;
  while (from > first && claims->quotes.at[from - 1] < 0) from--;
  if (from == first || verb - from > 20 || (source >= (int32_t)from && source <= (int32_t)verb + 12)) return source;
  for (uint32_t i = from; i < verb; i++) {
    unsigned upos = doc->tokens[i].upos;
    if (upos != DL_PROPN && upos != DL_NOUN && upos != DL_PRON) continue;
    int32_t head = (int32_t)i;
    while (doc->tokens[head].head >= (int32_t)from && doc->tokens[head].head < (int32_t)verb)
      head = doc->tokens[head].head;
    if (doc->tokens[head].rel == DL_REL_OBL || doc->tokens[head].rel == DL_REL_FIXED) continue; /* "in turn" */
    return head;
  }
  uint32_t next = verb + 1;
  if (next < doc->token_count && doc->tokens[next].sentence == doc->tokens[verb].sentence && from + 2 > verb &&
      (doc->tokens[next].upos == DL_PROPN || doc->tokens[next].upos == DL_PRON)) {
    int32_t head = (int32_t)next;
    while (doc->tokens[head].head > (int32_t)verb && doc->tokens[head].rel != DL_REL_OBL) head = doc->tokens[head].head;
    return head;
  }
  return source;
}

/* "said X had attacked, which X denied", "..., a charge that X rejects": what somebody answers is no part of what is
 * said. */
static void drop_answers(const dl_claims *claims, uint32_t cue_token, dl_token_set *content) {
  const dl_document *doc = claims->doc;
  for (uint32_t i = content->first; i < content->first + content->count; i++) {
    dl_cue cue, noun;
    if (!dl_set_has(content, i) || !dl_deprel_is(doc, i, "acl:relcl") || doc->tokens[i].head < 0 ||
        claims->quotes.at[i] >= 0)
      continue;
    if (!dl_cue_find(claims->claimer, doc->tokens[i].lemma, "verb", &cue)) continue;
    uint32_t top = i, head = (uint32_t)doc->tokens[i].head;
    int32_t comma = dl_child(doc, i, DL_REL_PUNCT, head);
    bool apposed = doc->tokens[head].rel == DL_REL_APPOS || doc->tokens[head].rel == DL_REL_PARATAXIS;
    bool something = strstr(doc->tokens[head].feats, "PronType=Ind") && head > 0 &&
                     !strcmp(doc->tokens[head - 1].form, ","); /* "something X denies" */
    if (something || (apposed && dl_cue_find(claims->claimer, doc->tokens[head].lemma, "noun", &noun)))
      top = head;
    else if (!dl_frame_has(&cue, "deny") || comma < 0 || comma > (int32_t)i)
      continue;
    if (!dl_below(doc, cue_token, top)) dl_set_subtree(doc, content, top, false);
  }
}

void dl_add_attribution(dl_claims *claims, const dl_cue *cue, uint32_t cue_token, dl_span cue_span, int32_t source,
                        dl_token_set *content, int32_t content_head) {
  dl_document *doc = claims->doc;
  if (dl_attribution_at(doc, cue_token) >= 0) return;
  dl_attribution *made = DL_PUSH(doc->arena, doc->attributions, doc->attribution_count, doc->attribution_capacity);
  dl_claim *claim = DL_PUSH(doc->arena, claims->items, claims->count, claims->capacity);
  made->entity = made->mention = made->parent = -1;
  made->cue = cue_span;
  made->cue_token = cue_token;
  if (source >= 0) {
    made->source = dl_source_span(doc, (uint32_t)source);
    made->mention = dl_source_mention(doc, (uint32_t)source);
    made->entity = dl_source_entity(claims, cue_token, (uint32_t)source, made->mention);
  } else {
    made->source = (dl_span){cue_span.begin, cue_span.begin};
  }
  drop_answers(claims, cue_token, content);
  dl_content_spans(doc, made, content, &claims->quotes);
  claim->cue = *cue;
  claim->negated = is_negated(claims, cue_token);
  claim->content = content_head;
  made->stance = cue->stance[0] == '-' ? -1 : cue->stance[0] == '+';
  if (claim->negated) made->stance = 0;
  if (!made->content_count) { /* nothing is said after all */
    doc->attribution_count--;
    claims->count--;
    return;
  }
  claims->by_cue[cue_token] = (int32_t)claims->count - 1;
  claim->before = claims->cued[doc->tokens[cue_token].sentence];
  claims->cued[doc->tokens[cue_token].sentence] = (int32_t)claims->count - 1;
}

static bool has_lower_child(const dl_document *doc, uint32_t head, dl_rel rel, const char *lower) {
  for (int32_t at = dl_child(doc, head, rel, 0); at >= 0; at = dl_child(doc, head, rel, (uint32_t)at + 1))
    if (!strcmp(doc->tokens[at].lower, lower)) return true;
  return false;
}

static bool quoted(const dl_claims *claims, uint32_t token) {
  const dl_token_set all = dl_set_of_sentence(claims->doc, token);
  for (uint32_t i = 0; i < all.count; i++)
    if (claims->quotes.at[all.first + i] >= 0 && dl_below(claims->doc, all.first + i, token)) return true;
  return false;
}

/* Beside a clause and not said in it: "claimed responsibility, the radio reported", "recalled its consul, a step that".
 */
static bool is_aside(const dl_claims *claims, uint32_t loose) {
  const dl_document *doc = claims->doc;
  dl_cue cue;
  bool clause = dl_is_verb(doc, loose) || dl_child(doc, loose, DL_REL_NSUBJ, 0) >= 0 || claims->quotes.at[loose] >= 0;
  for (uint32_t i = loose; (int32_t)i > doc->tokens[loose].head; i--)
    if (!strcmp(doc->tokens[i].form, ";") && claims->quotes.at[i] < 0) return true;
  bool speaks = dl_cue_find(claims->claimer, doc->tokens[loose].lemma, "verb", &cue) && dl_frame_has(&cue, "say") &&
                dl_child(doc, loose, DL_REL_NSUBJ, 0) >= 0;
  return !clause || (speaks && dl_child(doc, loose, DL_REL_CCOMP, 0) < 0 && dl_child(doc, loose, DL_REL_OBJ, 0) < 0);
}

/* A gerund behind the verb that neither a word nor a comma parts from it; -1. */
static int32_t bare_gerund(const dl_document *doc, uint32_t verb) {
  int32_t at = dl_child(doc, verb, DL_REL_ADVCL, verb);
  if (at < 0 || strcmp(doc->tokens[at].xpos, "VBG") != 0) {
    int32_t aux = at >= 0 ? dl_child(doc, (uint32_t)at, DL_REL_AUX, 0) : -1; /* "having fired" */
    if (aux < 0 || strcmp(doc->tokens[aux].lower, "having") != 0) return -1;
  }
  return dl_child(doc, (uint32_t)at, DL_REL_MARK, 0) < 0 && dl_child(doc, (uint32_t)at, DL_REL_PUNCT, 0) < 0 ? at : -1;
}

/* The clause that a cue verb brings in below itself: complement, infinitive, or a clause after a colon. */
static int32_t clause_below(const dl_claims *claims, uint32_t verb, const dl_cue *cue) {
  const dl_document *doc = claims->doc;
  int32_t clause = dl_child(doc, verb, DL_REL_CCOMP, verb), before = dl_child(doc, verb, DL_REL_CCOMP, 0);
  if (clause < 0) clause = before;
  bool ends = verb + 1 < doc->token_count &&
              doc->tokens[verb + 1].upos == DL_PUNCT; /* "X did it, A said; B denied it", "it was, he said, a lie" */
  if (ends && before >= 0 && before < (int32_t)verb) clause = before;
  bool speaks = dl_frame_has(cue, "clause") || dl_frame_has(cue, "quote");
  if (clause >= 0 && (speaks || dl_frame_has(cue, "to"))) return clause;
  int32_t infinitive = dl_child(doc, verb, DL_REL_XCOMP, 0);
  bool finite = infinitive >= 0 && (has_lower_child(doc, (uint32_t)infinitive, DL_REL_MARK, "that") ||
                                    dl_child(doc, (uint32_t)infinitive, DL_REL_NSUBJ, verb) >= 0);
  if (finite && speaks) return infinitive; /* a clause that the parser took for an infinitive */
  if (infinitive < 0 && clause < 0 && dl_child(doc, verb, DL_REL_OBJ, 0) < 0)
    infinitive = bare_gerund(doc, verb); /* "denied on Friday having fired" */
  bool gerund = infinitive >= 0 && (!strcmp(doc->tokens[infinitive].xpos, "VBG") ||
                                    has_lower_child(doc, (uint32_t)infinitive, DL_REL_AUX, "having"));
  if (gerund && (dl_frame_has(cue, "confirm") || dl_frame_has(cue, "deny")))
    return infinitive; /* "denied arming the rebels" */
  if (infinitive >= 0 && has_lower_child(doc, (uint32_t)infinitive, DL_REL_MARK, "to")) {
    if (dl_frame_has(cue, "to") || !strcmp(cue->kind, "passive") || dl_frame_has(cue, "confirm") ||
        dl_frame_has(cue, "deny"))
      return infinitive;
  }
  if (!speaks) return -1;
  int32_t loose = dl_child(doc, verb, DL_REL_PARATAXIS, verb);
  if (loose >= 0 && dl_frame_has(cue, "quote") && !is_aside(claims, (uint32_t)loose)) return loose;
  int32_t subject = dl_child(doc, verb, DL_REL_CSUBJ, 0); /* "it is believed that" */
  return dl_verb_is_passive(doc, verb) ? subject : -1;
}

/* Who or what a verb of denial, praise or accusation is about. */
static int32_t patient(const dl_document *doc, uint32_t verb, const dl_cue *cue) {
  if (dl_verb_is_passive(doc, verb)) {
    int32_t subject = dl_child(doc, verb, DL_REL_NSUBJ, 0), head = doc->tokens[verb].head;
    if (subject >= 0 || head < 0) return subject;
    if (doc->tokens[verb].rel == DL_REL_ACL) return head;
    return doc->tokens[verb].rel == DL_REL_ADVCL ? dl_child(doc, (uint32_t)head, DL_REL_NSUBJ, 0)
                                                 : -1; /* "Accused of arming rebels, Chad" */
  }
  int32_t object = dl_child(doc, verb, DL_REL_OBJ, 0);
  if (object < 0) object = dl_child(doc, verb, DL_REL_IOBJ, verb);
  bool gap = object < 0 && dl_deprel_is(doc, verb, "acl:relcl") &&
             dl_child(doc, verb, DL_REL_NSUBJ, 0) > doc->tokens[verb].head;
  return gap && dl_frame_has(cue, "charge") ? doc->tokens[verb].head : object; /* "men (whom) it accused of" */
}

/* What the one accused or praised has done: "of sheltering smugglers", "for the attack", "with murder"; -1 if it is not
 * told. */
static int32_t deed_below(const dl_document *doc, uint32_t verb, const dl_cue *cue) {
  static const char *const cases[] = {"of", "with", "for"};
  for (unsigned i = 0; i < 3; i++) {
    int32_t found = dl_frame_has(cue, i == 1 ? "with" : "of") ? dl_child_with_case(doc, verb, cases[i]) : -1;
    if (found >= 0) return found;
  }
  return -1;
}

/* The clause of a gerund below the verb that this preposition brings in; -1. */
static int32_t gerund_with(const dl_document *doc, uint32_t verb, const char *preposition) {
  for (int32_t at = dl_child(doc, verb, DL_REL_ADVCL, verb); at >= 0;
       at = dl_child(doc, verb, DL_REL_ADVCL, (uint32_t)at + 1))
    if (!strcmp(doc->tokens[at].xpos, "VBG") && has_lower_child(doc, (uint32_t)at, DL_REL_MARK, preposition)) return at;
  return -1;
}

/* "charged the man, who was arrested in May, with murder": what is told beside the charge is the text's own. */
static void drop_aside(const dl_document *doc, uint32_t noun, dl_token_set *content) {
  for (uint32_t at = noun + 1; at < content->first + content->count; at++) {
    int32_t head = doc->tokens[at].head;
    if (head < 0 || !dl_deprel_is(doc, at, "acl:relcl")) continue;
    int32_t comma = dl_child(doc, at, DL_REL_PUNCT, noun);
    bool own = head == (int32_t)noun && comma >= 0 && comma < (int32_t)at;
    bool apposed = doc->tokens[head].rel == DL_REL_APPOS && doc->tokens[head].head == (int32_t)noun;
    if (own || apposed) dl_set_subtree(doc, content, at, false);
  }
}

/* The phrase that a verb of denial, praise or accusation is about. */
static int32_t phrase_below(const dl_claims *claims, uint32_t verb, const dl_cue *cue, dl_token_set *content) {
  const dl_document *doc = claims->doc;
  int32_t object = patient(doc, verb, cue);
  bool strong = dl_frame_has(cue, "deny") || dl_frame_has(cue, "confirm") || dl_frame_has(cue, "doubt") ||
                dl_frame_has(cue, "of") || dl_frame_has(cue, "decree") || dl_frame_has(cue, "any");
  if (object >= 0 && dl_frame_has(cue, "np") && (strong || quoted(claims, (uint32_t)object))) {
    dl_set_subtree(doc, content, (uint32_t)object, true);
    if (dl_frame_has(cue, "charge")) drop_aside(doc, (uint32_t)object, content);
    if (dl_below(doc, verb, (uint32_t)object)) dl_set_subtree(doc, content, verb, false); /* "a claim denied by X" */
    int32_t more = dl_child(doc, verb, DL_REL_XCOMP, 0);                                  /* "called it unacceptable" */
    if (more >= 0) dl_set_subtree(doc, content, (uint32_t)more, true);
    int32_t deed = deed_below(doc, verb, cue);
    if (deed >= 0) dl_set_subtree(doc, content, (uint32_t)deed, true);
    int32_t means = dl_frame_has(cue, "charge") ? gerund_with(doc, verb, "by")
                                                : -1; /* "accused X of complicity by arming the rebels" */
    if (means > object) {
      dl_set_subtree(doc, content, (uint32_t)means, true);
      if (deed < 0 || !dl_is_verb(doc, (uint32_t)deed)) deed = means;
    }
    int32_t as = dl_child_with_case(doc, verb, "as"); /* "described it as a mistake" */
    if (as >= 0) dl_set_subtree(doc, content, (uint32_t)as, true);
    return deed >= 0 ? deed : object;
  }
  static const char *const cases[] = {"of", "for", "about"};
  for (unsigned i = 0; i < 3; i++) {
    int32_t found = dl_frame_has(cue, cases[i]) && (i || !dl_frame_has(cue, "hearer"))
                        ? dl_child_with_case(doc, verb, cases[i])
                        : -1;
    if (found < 0) continue;
    dl_set_subtree(doc, content, (uint32_t)found, true);
    return found;
  }
  return -1;
}

/* "were beaten, as their families claim"; "as officials were saying" tells only when. */
static bool is_echo(const dl_document *doc, uint32_t verb, const dl_cue *cue) {
  const dl_token *token = &doc->tokens[verb];
  bool clause = token->rel == DL_REL_ADVCL && token->head >= 0 && dl_frame_has(cue, "quote") && cue->stance[0] == '+' &&
                strcmp(token->xpos, "VBG") != 0;
  if (!clause || !has_lower_child(doc, verb, DL_REL_MARK, "as") || dl_child(doc, verb, DL_REL_ADVMOD, 0) >= 0)
    return false;
  return dl_child(doc, verb, DL_REL_NSUBJ, 0) >= 0 && dl_child(doc, verb, DL_REL_OBJ, 0) < 0 &&
         !dl_verb_is_passive(doc, verb);
}

/* A cue put into or behind the clause that it is about: "the deal, he said, is dead". */
static int32_t clause_above(const dl_claims *claims, uint32_t verb, const dl_cue *cue, dl_token_set *content) {
  const dl_document *doc = claims->doc;
  const dl_token *token = &doc->tokens[verb];
  if (is_echo(doc, verb, cue)) {
    dl_set_subtree(doc, content, (uint32_t)token->head, true);
    dl_set_subtree(doc, content, verb, false);
    return token->head;
  }
  if (token->rel != DL_REL_PARATAXIS || token->head < 0 || !(dl_frame_has(cue, "clause") || dl_frame_has(cue, "quote")))
    return -1;
  if (dl_child(doc, verb, DL_REL_NSUBJ, 0) < 0 && dl_child(doc, verb, DL_REL_EXPL, 0) < 0) return -1;
  if (token->head > (int32_t)verb && doc->tokens[token->head].sentence != token->sentence) return -1;
  uint32_t first = verb;
  while (first > content->first && dl_below(doc, first - 1, verb) && doc->tokens[first - 1].upos != DL_PUNCT) first--;
  if (first > content->first && strchr(":;", doc->tokens[first - 1].form[0]))
    return -1; /* "the UK is resistant: it says" */
  dl_set_subtree(doc, content, (uint32_t)token->head, true);
  dl_set_subtree(doc, content, verb, false);
  return token->head;
}

/* Where a clause begins behind the verb that stands beside it or above: "warned X of a plot, and the ministry
 * admitted"; else `end`. */
static uint32_t next_clause(const dl_document *doc, uint32_t verb, uint32_t end) {
  for (uint32_t i = verb + 1; i < end; i++) {
    const dl_token *token = &doc->tokens[i];
    if (token->rel != DL_REL_CONJ || token->head > (int32_t)verb || dl_below(doc, i, verb)) continue;
    if (dl_child(doc, i, DL_REL_NSUBJ, 0) <= (int32_t)verb) continue;
    while (i > verb + 1 && (doc->tokens[i - 1].upos == DL_CCONJ || doc->tokens[i - 1].upos == DL_PUNCT ||
                            doc->tokens[i - 1].head >= (int32_t)i))
      i--;
    return i;
  }
  return end;
}

/* Plain speech whose clause the tree does not show: the words behind the verb where there is a verb among them, else
 * those before the comma in front of its subject. */
static int32_t loose_words(const dl_claims *claims, uint32_t verb, int32_t source, const dl_cue *cue,
                           dl_token_set *content) {
  const dl_document *doc = claims->doc;
  if (!dl_frame_has(cue, "say") || source < 0 || dl_child(doc, verb, DL_REL_OBJ, verb) >= 0 ||
      dl_child(doc, verb, DL_REL_XCOMP, verb) >= 0)
    return -1;
  uint32_t end = next_clause(doc, verb, content->first + content->count), from = verb + 1;
  dl_span speaker = dl_source_span(doc, (uint32_t)source);
  while (from < end && doc->tokens[from].begin < speaker.end && source > (int32_t)verb) from++;
  bool inverted = source > (int32_t)verb, comma_behind = from < end && doc->tokens[from].upos == DL_PUNCT;
  int32_t head = -1;
  for (uint32_t i = from; i < end && head < 0; i++)
    if (dl_is_verb(doc, i)) head = (int32_t)i;
  bool phrase = from < end && (doc->tokens[from].upos == DL_ADP || doc->tokens[from].upos == DL_SCONJ) && head >= 0 &&
                dl_child(doc, (uint32_t)head, DL_REL_NSUBJ, from) < 0;
  if (from < end && doc->tokens[from].upos == DL_CCONJ) return -1; /* "fighting was continuing and ..." */
  if (phrase || (head >= 0 && dl_below(doc, verb, (uint32_t)head)))
    return -1; /* "responded by launching"; "we will respond, it said" */
  if (!inverted && !comma_behind && head >= 0) {
    for (uint32_t i = from; i < end; i++) dl_set_put(content, i, true);
    return head;
  }
  uint32_t to = inverted ? verb : (uint32_t)source;
  while (!inverted && to > content->first && doc->tokens[to - 1].begin >= speaker.begin) to--;
  if (to < content->first + 3 || doc->tokens[to - 1].upos != DL_PUNCT) return -1;
  head = -1;
  for (uint32_t i = content->first; i < to; i++) {
    dl_set_put(content, i, true);
    if (dl_is_verb(doc, i) && (head < 0 || dl_below(doc, (uint32_t)head, i))) head = (int32_t)i;
  }
  if (comma_behind) /* "X, he said, is ...": the rest goes on behind */
    for (uint32_t i = from; i < end; i++) dl_set_put(content, i, true);
  return head >= 0 ? head : (int32_t)content->first;
}

/* "reportedly did X; the ministry denied it": a clause behind a semicolon is the text's own. */
static void drop_behind_semicolon(const dl_claims *claims, uint32_t head, dl_token_set *content) {
  const dl_document *doc = claims->doc;
  for (uint32_t i = head + 1; i < content->first + content->count; i++) {
    bool beside = doc->tokens[i].rel == DL_REL_PARATAXIS || doc->tokens[i].rel == DL_REL_CONJ;
    if (doc->tokens[i].head != (int32_t)head || !beside || claims->quotes.at[i] >= 0) continue;
    int32_t mark = dl_child(doc, i, DL_REL_PUNCT, 0);
    bool parted = (mark >= 0 && mark < (int32_t)i && !strcmp(doc->tokens[mark].form, ";"));
    for (uint32_t k = i; !parted && k > head && dl_below(doc, k, i); k--)
      parted = !strcmp(doc->tokens[k - 1].form, ";");
    if (parted && dl_child(doc, i, DL_REL_NSUBJ, 0) >= 0 && !has_lower_child(doc, i, DL_REL_MARK, "that"))
      dl_set_subtree(doc, content, i, false);
  }
}

/* "said it had hit a ship, while B said ...", "denied the claim that ..., with its envoy calling it a lie": others'
 * words beside the speaker's. */
static void drop_other_voices(const dl_claims *claims, uint32_t verb, dl_token_set *content) {
  const dl_document *doc = claims->doc;
  dl_cue cue;
  for (uint32_t i = verb + 1; i < content->first + content->count; i++) {
    if (!dl_set_has(content, i) || doc->tokens[i].rel != DL_REL_ADVCL || claims->quotes.at[i] >= 0) continue;
    int32_t mark = dl_child(doc, i, DL_REL_MARK, 0), comma = dl_child(doc, i, DL_REL_PUNCT, 0);
    const char *joint = mark >= 0 ? doc->tokens[mark].lower : "";
    bool beside = !strcmp(joint, "while") || !strcmp(joint, "whereas") || !strcmp(joint, "with");
    beside = beside ||
             (!strcmp(joint, "as") && dl_child(doc, i, DL_REL_CCOMP, i) >= 0); /* "even as doctors said they ..." */
    bool parted = (comma >= 0 && comma < mark) ||
                  (mark > 1 && (!strcmp(doc->tokens[mark - 1].form, ",") || !strcmp(doc->tokens[mark - 2].form, ",")));
    if (!beside || !parted || !dl_cue_find(claims->claimer, doc->tokens[i].lemma, "verb", &cue) ||
        dl_below(doc, verb, i))
      continue;
    dl_set_subtree(doc, content, i, false);
  }
}

/* "said that A did X, but B did Y": without a second "that" the clause behind the comma is the text's own. */
static void drop_own_words(const dl_claims *claims, uint32_t head, dl_token_set *content) {
  const dl_document *doc = claims->doc;
  if (!has_lower_child(doc, head, DL_REL_MARK, "that")) return;
  for (int32_t clause = dl_child(doc, head, DL_REL_CONJ, head); clause >= 0;
       clause = dl_child(doc, head, DL_REL_CONJ, (uint32_t)clause + 1)) {
    int32_t joint = dl_child(doc, (uint32_t)clause, DL_REL_CC, 0);
    bool comma = joint > 0 && !strcmp(doc->tokens[joint - 1].form, ",");
    if (!comma || claims->quotes.at[clause] >= 0 || dl_child(doc, (uint32_t)clause, DL_REL_NSUBJ, 0) < joint) continue;
    if (!has_lower_child(doc, (uint32_t)clause, DL_REL_MARK, "that"))
      dl_set_subtree(doc, content, (uint32_t)clause, false);
  }
}

/* "Tehran denies that it ..." with the verb taken for a noun: no noun of that form brings in a clause with "that". */
static bool misread_cue(dl_claims *claims, uint32_t noun) {
  dl_document *doc = claims->doc;
  const dl_token *token = &doc->tokens[noun];
  dl_cue cue, other;
  if (strcmp(token->xpos, "NNS") || noun + 1 >= doc->token_count || strcmp(doc->tokens[noun + 1].lower, "that"))
    return false;
  if (dl_cue_find(claims->claimer, token->lemma, "noun", &other) ||
      !dl_cue_find(claims->claimer, token->lemma, "verb", &cue))
    return false;
  if (!dl_frame_has(&cue, "clause") && !dl_frame_has(&cue, "deny")) return false;
  int32_t source = dl_child(doc, noun, DL_REL_COMPOUND, 0), clause = dl_child(doc, noun, DL_REL_ACL, noun);
  if (source < 0) source = dl_child(doc, noun, DL_REL_NSUBJ, 0);
  if (clause < 0) clause = dl_child(doc, noun, DL_REL_CCOMP, noun);
  if (clause < 0) return false;
  dl_token_set content = dl_set_of_sentence(doc, noun);
  dl_set_subtree(doc, &content, (uint32_t)clause, true);
  dl_add_attribution(claims, &cue, noun, (dl_span){token->begin, token->end}, source, &content, clause);
  return true;
}

/* "recalled its consul", "rejected at the border": what is done and not said. */
static bool is_deed(const dl_document *doc, uint32_t verb) {
  for (uint32_t i = dl_event_from(doc, verb > 8 ? verb - 8 : 0);
       i < doc->event_count && doc->events[i].trigger <= verb + 8; i++) {
    const dl_event *event = &doc->events[i];
    if (event->trigger_span.begin <= doc->tokens[verb].begin && doc->tokens[verb].end <= event->trigger_span.end)
      return !event->statement && strcmp(event->cameo, "14") >= 0;
  }
  return false;
}

static void verb_cue(dl_claims *claims, uint32_t verb) {
  dl_document *doc = claims->doc;
  dl_cue cue;
  bool passive = dl_verb_is_passive(doc, verb);
  int32_t source = dl_speaker(claims, verb);
  bool told = dl_child(doc, verb, DL_REL_CCOMP, 0) >= 0 || dl_child(doc, verb, DL_REL_XCOMP, 0) >= 0 ||
              dl_child(doc, verb, DL_REL_CSUBJ, 0) >= 0;
  bool found = passive && source < 0 && told && dl_cue_find(claims->claimer, doc->tokens[verb].lemma, "passive", &cue);
  if (!found && !dl_cue_find(claims->claimer, doc->tokens[verb].lemma, "verb", &cue)) return;
  if (doc->tokens[verb].upos != DL_VERB) return;
  dl_token_set content = dl_set_of_sentence(doc, verb);
  bool own = dl_child(doc, verb, DL_REL_CCOMP, verb) >= 0;
  int32_t head = own ? -1 : clause_above(claims, verb, &cue, &content);
  if (head >= 0 && doc->tokens[verb].rel == DL_REL_ADVCL) cue.kind = "as";
  if (head < 0) {
    head = clause_below(claims, verb, &cue);
    if (head >= 0) dl_set_subtree(doc, &content, (uint32_t)head, true);
    if (head >= 0) drop_own_words(claims, (uint32_t)head, &content);
    if (head >= 0) drop_behind_semicolon(claims, (uint32_t)head, &content);
    int32_t object = head >= 0 && doc->tokens[head].rel == DL_REL_XCOMP ? dl_child(doc, verb, DL_REL_OBJ, 0) : -1;
    if (object >= 0 && !dl_frame_has(&cue, "tell"))
      dl_set_subtree(doc, &content, (uint32_t)object, true); /* "urged them to go" */
  }
  if (head < 0) head = loose_words(claims, verb, source, &cue, &content);
  if (head < 0 && !is_deed(doc, verb)) head = phrase_below(claims, verb, &cue, &content);
  if (head < 0 || head == source) return;
  if (source < 0 && !passive && !dl_frame_has(&cue, "say") && doc->tokens[verb].rel != DL_REL_ROOT) return;
  dl_set_put(&content, verb, false);
  drop_other_voices(claims, verb, &content);
  if (source >= 0 && !dl_below(doc, (uint32_t)head, (uint32_t)source))
    dl_set_subtree(doc, &content, (uint32_t)source, false);
  dl_add_attribution(claims, &cue, verb, dl_cue_span(doc, verb), source, &content, head);
}

static void adjective_cue(dl_claims *claims, uint32_t adjective) {
  dl_document *doc = claims->doc;
  const dl_token *token = &doc->tokens[adjective];
  dl_cue cue;
  dl_token_set content = dl_set_of_sentence(doc, adjective);
  if (token->rel == DL_REL_AMOD && token->head >= 0 && dl_cue_find(claims->claimer, token->lower, "attr", &cue)) {
    dl_set_subtree(doc, &content, (uint32_t)token->head, true);
    int32_t preposition = dl_child(doc, (uint32_t)token->head, DL_REL_CASE, 0);
    if (preposition >= 0) dl_set_subtree(doc, &content, (uint32_t)preposition, false);
    for (uint32_t i = content.first; i <= adjective; i++)
      dl_set_put(&content, i, false); /* what the alleged thing is comes behind it */
    dl_add_attribution(claims, &cue, adjective, (dl_span){token->begin, token->end}, -1, &content, token->head);
    return;
  }
  if (!dl_cue_find(claims->claimer, token->lower, "adj", &cue) || token->rel == DL_REL_AMOD) return;
  int32_t clause = dl_child(doc, adjective, DL_REL_CCOMP, adjective);
  if (clause < 0 && dl_frame_has(&cue, "to")) clause = dl_child(doc, adjective, DL_REL_XCOMP, adjective);
  int32_t source = dl_child(doc, adjective, DL_REL_NSUBJ, 0);
  if (source < 0 && token->rel == DL_REL_XCOMP)
    source = dl_verb_source(doc, (uint32_t)token->head); /* "makes clear that" */
  if (clause < 0 || (source < 0 && dl_child(doc, adjective, DL_REL_EXPL, 0) < 0)) return;
  dl_set_subtree(doc, &content, (uint32_t)clause, true);
  dl_add_attribution(claims, &cue, adjective, dl_cue_span(doc, adjective), source, &content, clause);
}

static void adverb_cue(dl_claims *claims, uint32_t adverb) {
  dl_document *doc = claims->doc;
  const dl_token *token = &doc->tokens[adverb];
  dl_cue cue;
  if (token->rel != DL_REL_ADVMOD || token->head < 0 || !dl_cue_find(claims->claimer, token->lower, "adv", &cue))
    return;
  dl_token_set content = dl_set_of_sentence(doc, adverb);
  dl_set_subtree(doc, &content, (uint32_t)token->head, true);
  drop_behind_semicolon(claims, (uint32_t)token->head, &content);
  dl_set_put(&content, adverb, false);
  dl_add_attribution(claims, &cue, adverb, (dl_span){token->begin, token->end}, -1, &content, token->head);
}

/* Who makes the claim that a noun stands for. The subject of "made the claim" does, that of "faces charges" does not.
 */
static int32_t noun_speaker(const dl_claims *claims, uint32_t noun, const dl_cue *cue) {
  const dl_document *doc = claims->doc;
  dl_cue light;
  int32_t head = doc->tokens[noun].head;
  bool makes = head >= 0 && dl_cue_find(claims->claimer, doc->tokens[head].lemma, "light", &light);
  return dl_noun_source(doc, noun, makes || cue->stance[0] == '0');
}

/* The clause that a noun brings in: "the claim that", "a promise to"; a "that" that is no pronoun makes no relative
 * clause. */
static int32_t clause_of_noun(const dl_document *doc, uint32_t noun, const dl_cue *cue, bool sourced) {
  for (int32_t clause = dl_child(doc, noun, DL_REL_ACL, noun); clause >= 0;
       clause = dl_child(doc, noun, DL_REL_ACL, (uint32_t)clause + 1)) {
    if (has_lower_child(doc, (uint32_t)clause, DL_REL_MARK, "that")) return clause;
    if (dl_deprel_is(doc, (uint32_t)clause, "acl:relcl")) continue;
    if (has_lower_child(doc, (uint32_t)clause, DL_REL_MARK, "whether")) return clause;
    if (has_lower_child(doc, (uint32_t)clause, DL_REL_MARK, "to") && dl_frame_has(cue, "to")) return clause;
    if (has_lower_child(doc, (uint32_t)clause, DL_REL_MARK, "of") &&
        (dl_frame_has(cue, "charge") || (sourced && dl_frame_has(cue, "of"))))
      return clause;
  }
  for (int32_t part = dl_child(doc, noun, DL_REL_NMOD, noun); part >= 0;
       part = dl_child(doc, noun, DL_REL_NMOD, (uint32_t)part + 1)) {
    int32_t clause =
        dl_child(doc, (uint32_t)part, DL_REL_ACL, (uint32_t)part); /* "reports in the press that": hung on the press */
    if (clause >= 0 && has_lower_child(doc, (uint32_t)clause, DL_REL_MARK, "that")) return clause;
  }
  int32_t of =
      dl_frame_has(cue, "of") ? dl_child_with_case(doc, noun, "of") : -1; /* "reports of soldiers killing villagers" */
  int32_t gerund = of >= 0 ? dl_child(doc, (uint32_t)of, DL_REL_ACL, (uint32_t)of) : -1;
  if (gerund >= 0 && !strcmp(doc->tokens[gerund].xpos, "VBG") && dl_deprel_is(doc, (uint32_t)gerund, "acl")) return of;
  int32_t loose = dl_child(doc, noun, DL_REL_CCOMP, noun);
  return loose >= 0 && !sourced && !has_lower_child(doc, (uint32_t)loose, DL_REL_MARK, "that") ? -1 : loose;
}

static void noun_cue(dl_claims *claims, uint32_t noun) {
  dl_document *doc = claims->doc;
  dl_cue cue;
  if (!dl_cue_find(claims->claimer, doc->tokens[noun].lemma, "noun", &cue)) return;
  int32_t source = noun_speaker(claims, noun, &cue), head = clause_of_noun(doc, noun, &cue, source >= 0);
  dl_token_set content = dl_set_of_sentence(doc, noun);
  static const char *const cases[] = {"of", "for"};
  for (unsigned i = 0; i < 2 && head < 0 && source >= 0; i++)
    if (dl_frame_has(&cue, cases[i])) head = dl_child_with_case(doc, noun, cases[i]);
  if (head < 0 || head == source) return;
  dl_set_subtree(doc, &content, (uint32_t)head, true);
  drop_other_voices(claims, noun, &content);
  dl_add_attribution(claims, &cue, noun, (dl_span){doc->tokens[noun].begin, doc->tokens[noun].end}, source, &content,
                     head);
}

/* "according to X": the noun phrase is the source, the clause that it hangs on the content. */
static void preposition_cue(dl_claims *claims, uint32_t first) {
  dl_document *doc = claims->doc;
  const dl_sentence *sentence = &doc->sentences[doc->tokens[first].sentence];
  uint32_t end = sentence->first + sentence->count, words = 0;
  char key[64];
  size_t size = 0;
  dl_cue cue;
  for (uint32_t n = 0; n < 5 && first + n < end; n++) {
    size_t more = strlen(doc->tokens[first + n].lower);
    if (size + more + 2 > sizeof key) break;
    if (n) key[size++] = ' ';
    memcpy(key + size, doc->tokens[first + n].lower, more + 1);
    size += more;
    if (n && dl_cue_find(claims->claimer, key, "prep", &cue)) words = n + 1;
  }
  if (!words) return;
  int32_t source = -1; /* the first noun phrase behind: climb to its head */
  uint32_t last = first + words - 1;
  for (uint32_t i = last + 1; i < end && source < 0; i++)
    if (doc->tokens[i].upos == DL_NOUN || doc->tokens[i].upos == DL_PROPN || doc->tokens[i].upos == DL_PRON ||
        doc->tokens[i].upos == DL_NUM)
      source = (int32_t)i;
  while (source >= 0 && doc->tokens[source].head > (int32_t)last && doc->tokens[source].rel != DL_REL_NSUBJ &&
         doc->tokens[source].rel != DL_REL_OBL)
    source = doc->tokens[source].head;
  if (source < 0) return;
  int32_t top = source;
  while (top >= 0 && !dl_is_verb(doc, (uint32_t)top) && doc->tokens[top].head >= 0 &&
         (top == source || doc->tokens[top].rel == DL_REL_OBL || doc->tokens[top].rel == DL_REL_NMOD))
    top = doc->tokens[top].head;
  if (top >= (int32_t)first && top <= (int32_t)last) top = doc->tokens[top].head; /* parsed as a participle */
  if (top < 0 || top == source) return;
  bool comma = first > sentence->first && doc->tokens[first - 1].upos == DL_PUNCT;
  uint32_t opener =
      first > sentence->first + 1 && comma ? first - 2 : first; /* "where, according to witnesses, people had met" */
  bool inside = opener < first && (doc->tokens[opener].upos == DL_SCONJ || !strcmp(doc->tokens[opener].xpos, "WRB") ||
                                   !strcmp(doc->tokens[opener].xpos, "WDT"));
  if (inside && doc->tokens[opener].head > (int32_t)last) top = doc->tokens[opener].head;
  while ((comma || first == sentence->first) && doc->tokens[top].rel == DL_REL_CONJ && doc->tokens[top].head >= 0)
    top = doc->tokens[top].head;
  dl_token_set content = dl_set_of_sentence(doc, first);
  dl_set_subtree(doc, &content, (uint32_t)top, true);
  dl_set_subtree(doc, &content, (uint32_t)source, false);
  for (uint32_t i = first; i <= last; i++) dl_set_put(&content, i, false);
  cue.kind = "prep";
  dl_add_attribution(claims, &cue, first, (dl_span){doc->tokens[first].begin, doc->tokens[last].end}, source, &content,
                     top);
}

/* "ISLAMABAD: Pakistan on Thursday": the place that the text is sent from. */
static bool is_place_line(const dl_document *doc, uint32_t first) {
  int32_t mention = dl_source_mention(doc, first);
  if (mention < 0) return false;
  unsigned type = doc->entities[doc->mentions[mention].entity].type;
  const char *form = doc->tokens[first].form;
  bool capitals = form[0] && form[1];
  for (; *form; form++) capitals &= !(*form >= 'a' && *form <= 'z');
  return capitals && (type == DL_GPE || type == DL_LOC);
}

/* "PENCE: Well, look ..." and "Poll: Voters ...": a name and a colon at the head of a line bring in the rest of the
 * paragraph. */
static void colon_cue(dl_claims *claims, uint32_t s) {
  dl_document *doc = claims->doc;
  const dl_sentence *sentence = &doc->sentences[s];
  static const dl_cue colon = {"colon", "+", "CT+", "Uu", "say quote clause"};
  bool starts = s == 0 || doc->sentences[s - 1].paragraph != sentence->paragraph || doc->sentences[s - 1].headline;
  uint32_t at = sentence->first, end = sentence->first + sentence->count;
  while (at < end && at < sentence->first + 5 &&
         (doc->tokens[at].upos == DL_PROPN || doc->tokens[at].upos == DL_NOUN || !strcmp(doc->tokens[at].form, ".")))
    at++;
  if (!starts || at == sentence->first || at + 3 >= end || strcmp(doc->tokens[at].form, ":") ||
      is_place_line(doc, sentence->first))
    return;
  dl_token_set content = {sentence->first, 0, NULL};
  uint32_t last = s;
  while (last + 1 < doc->sentence_count && doc->sentences[last + 1].paragraph == sentence->paragraph &&
         !sentence->headline)
    last++;
  content.count = doc->sentences[last].first + doc->sentences[last].count - content.first;
  content.bits = dl_arena_alloc(doc->arena, content.count + 1);
  for (uint32_t i = at + 1; i < content.first + content.count; i++) dl_set_put(&content, i, true);
  int32_t source = (int32_t)at - 1;
  while (source > (int32_t)sentence->first && doc->tokens[source].head >= (int32_t)sentence->first &&
         doc->tokens[source].head < source)
    source = doc->tokens[source].head;
  dl_add_attribution(claims, &colon, at, (dl_span){doc->tokens[at].begin, doc->tokens[at].end}, source, &content,
                     (int32_t)at + 1);
  dl_attribution *made = &doc->attributions[doc->attribution_count - 1];
  if (made->cue_token == at) made->source = (dl_span){sentence->begin, doc->tokens[at - 1].end};
}

void dl_find_attributions(dl_claims *claims) {
  dl_document *doc = claims->doc;
  for (uint32_t s = 0; s < doc->sentence_count; s++) colon_cue(claims, s);
  for (uint32_t i = 0; i < doc->token_count; i++) {
    preposition_cue(claims, i);
    switch (doc->tokens[i].upos) {
      case DL_VERB:
        if (doc->tokens[i].rel == DL_REL_AMOD) adjective_cue(claims, i); /* "alleged", read as a participle */
        verb_cue(claims, i);
        break;
      case DL_NOUN:
        if (!misread_cue(claims, i)) noun_cue(claims, i);
        break;
      case DL_ADJ:
        adjective_cue(claims, i);
        break;
      case DL_ADV:
        adverb_cue(claims, i);
        break;
      default:
        break;
    }
  }
}
