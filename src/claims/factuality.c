/* Factuality after FactBank (Sauri and Pustejovsky 2009): the value of an event is that of its own clause, folded with
 * what every predicate above makes of it, up to the clause that a source's content begins with. Above that the source's
 * own cue counts for the source, and for everybody further out it is open. */
#include <string.h>

#include "claims/clues.h"
#include "claims/parts.h"
#include "claims/sources.h"
#include "network/wordhead.h"
#include "syntax/open.h"

static dl_factuality_value negate(dl_factuality_value value) {
  switch (value) {
    case DL_CT_PLUS:
      return DL_CT_MINUS;
    case DL_CT_MINUS:
      return DL_CT_PLUS;
    case DL_PR_PLUS:
      return DL_PR_MINUS;
    case DL_PR_MINUS:
      return DL_PR_PLUS;
    case DL_PS_PLUS:
      return DL_PS_MINUS;
    case DL_PS_MINUS:
      return DL_PS_PLUS;
    default:
      return DL_UU;
  }
}

/* What `inner` becomes under a predicate that gives its complement `outer`. */
static dl_factuality_value fold(dl_factuality_value inner, dl_factuality_value outer) {
  if (inner == DL_UU || outer == DL_UU) return DL_UU;
  bool flip = outer == DL_CT_MINUS || outer == DL_PR_MINUS || outer == DL_PS_MINUS;
  if (flip) inner = negate(inner);
  bool minus = inner == DL_CT_MINUS || inner == DL_PR_MINUS || inner == DL_PS_MINUS;
  if (outer == DL_PS_PLUS || outer == DL_PS_MINUS || inner == DL_PS_PLUS || inner == DL_PS_MINUS)
    return minus ? DL_PS_MINUS : DL_PS_PLUS;
  if (outer == DL_PR_PLUS || outer == DL_PR_MINUS || inner == DL_PR_PLUS || inner == DL_PR_MINUS)
    return minus ? DL_PR_MINUS : DL_PR_PLUS;
  return inner;
}

/* Perfect after a modal: "would have fallen" did not fall; "may have fallen" is open as before. */
static bool perfect(const dl_document *doc, uint32_t node) {
  const dl_sentence *sentence = &doc->sentences[doc->tokens[node].sentence];
  for (uint32_t i = sentence->first; i < node; i++)
    if (doc->tokens[i].head == (int32_t)node && doc->tokens[i].rel == DL_REL_AUX &&
        !strcmp(doc->tokens[i].lemma, "have"))
      return true;
  return false;
}

typedef struct dl_local {
  dl_factuality_value value;
  bool negated, aux, condition;
  bool told; /* under a past tense of saying, where "would" stands for "will" */
} dl_local;

/* "no one", "no deal", "nothing", "neither Peru nor Chile" */
static bool no_thing(const dl_claims *claims, uint32_t noun) {
  dl_factuality_value plus, minus;
  static const dl_rel before[] = {DL_REL_DET, DL_REL_CC};
  for (int i = 0; i < 2; i++) {
    int32_t word = dl_child(claims->doc, noun, before[i], 0);
    if (word >= 0 && word < (int32_t)noun &&
        dl_predicate_find(claims->claimer, claims->doc->tokens[word].lower, "neg", "*", &plus, &minus))
      return true;
  }
  return claims->doc->tokens[noun].upos == DL_PRON &&
         dl_predicate_find(claims->claimer, claims->doc->tokens[noun].lower, "neg", "*", &plus, &minus);
}

static void add_child(const dl_claims *claims, uint32_t node, uint32_t child, dl_local *local) {
  const dl_token *token = &claims->doc->tokens[child];
  dl_factuality_value plus, minus;
  const dl_claimer *claimer = claims->claimer;
  bool before_noun =
      token->rel == DL_REL_DET || token->rel == DL_REL_ADVMOD || token->rel == DL_REL_CASE || token->rel == DL_REL_CC;
  if ((before_noun || token->rel == DL_REL_AUX) &&
      dl_predicate_find(claimer, token->lower, "neg", "*", &plus, &minus)) {
    if (!(token->rel == DL_REL_CC && child > node)) local->negated = true;
  } else if ((token->rel == DL_REL_NSUBJ || token->rel == DL_REL_OBJ) && no_thing(claims, child)) {
    local->negated = true; /* "no weapon was found", "signed nothing" */
  } else if (token->rel == DL_REL_NSUBJ && dl_predicate_find(claimer, token->lower, "neg", "*", &plus, &minus)) {
    local->negated = true;
  } else if (token->rel == DL_REL_AUX) {
    local->aux = true;
    bool future = local->told && !strcmp(token->lemma, "would") && !perfect(claims->doc, node);
    if (!dl_predicate_find(claimer, future ? "will" : token->lower, "modal", "*", &plus, &minus)) return;
    local->value = plus == DL_UU && perfect(claims->doc, node) && !strcmp(token->xpos, "MD")
                       ? fold(local->value, DL_PS_MINUS)
                       : fold(local->value, plus);
  } else if (token->rel == DL_REL_ADVMOD && dl_predicate_find(claimer, token->lower, "adv", "*", &plus, &minus)) {
    local->value = fold(local->value, plus);
  } else if (token->rel == DL_REL_AMOD && dl_predicate_find(claimer, token->lower, "attr", "*", &plus, &minus)) {
    local->value = fold(local->value, plus);
  } else if (token->rel == DL_REL_MARK && dl_predicate_find(claimer, token->lower, "mark", "*", &plus, &minus)) {
    if (plus == DL_UU)
      local->condition = true;
    else
      local->negated = true;
  } else if (token->rel == DL_REL_ADVCL) { /* "would ... if ...": the main clause hangs on the condition */
    int32_t mark = dl_child(claims->doc, child, DL_REL_MARK, 0);
    bool happened = !strcmp(claims->doc->tokens[node].xpos, "VBD"); /* "threatened to go unless it was paid" */
    if (mark >= 0 && !strcmp(claims->doc->tokens[mark].lower, "unless") && !happened) local->value = DL_UU;
  }
}

/* What the node's own words say of it: negation, modals, adverbs, the conjunction that its clause begins with. */
static dl_local look_around(const dl_claims *claims, uint32_t node, bool told) {
  const dl_document *doc = claims->doc;
  const dl_sentence *sentence = &doc->sentences[doc->tokens[node].sentence];
  dl_local local = {.value = DL_CT_PLUS, .told = told};
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
    if (doc->tokens[i].head == (int32_t)node) add_child(claims, node, i, &local);
  if (local.negated) local.value = local.value == DL_PS_PLUS ? DL_CT_MINUS : negate(local.value);
  if (local.condition || dl_is_open_clause(doc, node)) local.value = DL_UU;
  if (!strcmp(doc->tokens[node].xpos, "VB") && !local.aux && doc->tokens[node].rel == DL_REL_ROOT &&
      dl_child(doc, node, DL_REL_NSUBJ, 0) < 0)
    local.value = DL_UU; /* an imperative */
  return local;
}

static bool has_mark(const dl_document *doc, uint32_t node, const char *word) {
  for (int32_t at = dl_child(doc, node, DL_REL_MARK, 0); at >= 0;
       at = dl_child(doc, node, DL_REL_MARK, (uint32_t)at + 1))
    if (!strcmp(doc->tokens[at].lower, word)) return true;
  return false;
}

/* "the last country to ratify" did */
static bool picks_out(const dl_document *doc, uint32_t noun) {
  int32_t adjective = dl_child(doc, noun, DL_REL_AMOD, 0);
  return adjective >= 0 &&
         (strstr(doc->tokens[adjective].feats, "NumType=Ord") || strstr(doc->tokens[adjective].feats, "Degree=Sup"));
}

/* "reports of soldiers killing villagers": the gerund tells what the report says. */
static bool is_reported(const dl_claims *claims, uint32_t gerund, uint32_t noun) {
  const dl_document *doc = claims->doc;
  dl_cue cue;
  int32_t over = doc->tokens[noun].head;
  if (strcmp(doc->tokens[gerund].xpos, "VBG") || doc->tokens[noun].rel != DL_REL_NMOD || over < 0 ||
      dl_child_with_case(doc, (uint32_t)over, "of") != (int32_t)noun)
    return false;
  return dl_cue_find(claims->claimer, doc->tokens[over].lemma, "noun", &cue) && dl_frame_has(&cue, "of");
}

/* "any attack would": one that is only thought of */
static bool is_any(const dl_claims *claims, uint32_t noun) {
  dl_factuality_value plus, minus;
  int32_t determiner = dl_child(claims->doc, noun, DL_REL_DET, 0);
  return determiner >= 0 &&
         dl_predicate_find(claims->claimer, claims->doc->tokens[determiner].lower, "free", "*", &plus, &minus);
}

/* "played no part in the raid", "no role in", "nothing to do with": who is spoken of did not do it. */
static bool is_disowned(const dl_claims *claims, uint32_t node, uint32_t head) {
  const dl_document *doc = claims->doc;
  dl_factuality_value plus, minus;
  const dl_token *above = &doc->tokens[head];
  int32_t share = doc->tokens[node].rel == DL_REL_NMOD ? (int32_t)head : -1;
  bool within = doc->tokens[node].rel == DL_REL_OBL && above->rel == DL_REL_ACL && above->head >= 0;
  if (within) return no_thing(claims, (uint32_t)above->head); /* "nothing to do with" */
  if (doc->tokens[node].rel == DL_REL_OBL) share = dl_child(doc, head, DL_REL_OBJ, 0);
  if (share < 0 || !no_thing(claims, (uint32_t)share)) return false;
  return dl_predicate_find(claims->claimer, doc->tokens[share].lemma, "noun", "np", &plus, &minus) &&
         minus == DL_CT_MINUS;
}

/* "praised for fighting": it is taken for granted. */
static bool is_granted(const dl_token *gerund, const dl_token *above) {
  return above->upos == DL_VERB && !strcmp(gerund->xpos, "VBG");
}

/* What the word above makes of `node`; *stop where the clause stands for itself. */
static dl_factuality_value under_head(const dl_claims *claims, uint32_t node, uint32_t head, bool head_negated,
                                      bool *stop) {
  const dl_document *doc = claims->doc;
  const dl_token *token = &doc->tokens[node], *above = &doc->tokens[head];
  dl_factuality_value plus = DL_CT_PLUS, minus = DL_CT_MINUS;
  bool to = has_mark(doc, node, "to"), verbal = dl_is_verb(doc, node);
  bool nominal = above->upos == DL_NOUN || above->upos == DL_PROPN, adjective = above->upos == DL_ADJ;
  const char *kind = adjective ? "adj" : nominal ? "noun" : "verb";
  *stop = false;
  switch (token->rel) {
    case DL_REL_XCOMP:
    case DL_REL_CSUBJ:
      if (dl_predicate_find(claims->claimer, above->lemma, kind, "xcomp", &plus, &minus)) break;
      if (to) plus = minus = DL_UU;
      break;
    case DL_REL_CCOMP:
      if (dl_predicate_find(claims->claimer, above->lemma, kind, "ccomp", &plus, &minus)) break;
      minus = adjective ? DL_CT_MINUS : DL_UU;
      break;
    case DL_REL_OBJ:
    case DL_REL_OBL:
    case DL_REL_NMOD:
      if (is_disowned(claims, node, head)) {
        *stop = true;
        return DL_CT_MINUS;
      }
      if (dl_predicate_find(claims->claimer, above->lemma, kind, "np", &plus, &minus)) break;
      if (nominal && token->rel == DL_REL_NMOD && strcmp(token->deprel, "nmod:poss")) plus = minus = DL_CT_PLUS;
      if (token->rel == DL_REL_OBL) plus = minus = DL_CT_PLUS, *stop = !head_negated;
      break;
    case DL_REL_NSUBJ:
      if (is_any(claims, node) && look_around(claims, head, false).value != DL_CT_PLUS) {
        plus = minus = DL_UU;
        *stop = true;
        break;
      }
      if (strcmp(token->deprel, "nsubj:pass") ||
          !dl_predicate_find(claims->claimer, above->lemma, kind, "np", &plus, &minus))
        *stop = !no_thing(claims, node);
      break;
    case DL_REL_ACL:
      if (!strcmp(token->deprel, "acl:relcl")) {
        *stop = true;
        break;
      }
      if (is_reported(claims, node, head)) break;
      if (dl_predicate_find(claims->claimer, above->lemma, "noun", "*", &plus, &minus)) break;
      if (to && !picks_out(doc, head))
        plus = minus = DL_UU;
      else
        *stop = true;
      break;
    case DL_REL_ADVCL:
      *stop = true;
      if (to || (has_mark(doc, node, "for") && !is_granted(token, above)))
        plus = minus = DL_UU;
      else if (has_mark(doc, node, "from"))
        *stop = !dl_predicate_find(claims->claimer, above->lemma, "verb", "xcomp", &plus, &minus);
      else if (has_mark(doc, node, "of") || has_mark(doc, node, "to"))
        *stop = true;
      break;
    case DL_REL_CONJ: {
      bool own = dl_child(doc, node, DL_REL_NSUBJ, 0) >= 0 || dl_child(doc, node, DL_REL_AUX, 0) >= 0;
      *stop = own && above->rel != DL_REL_CCOMP && above->rel != DL_REL_XCOMP;
      if (!verbal)
        minus = DL_CT_MINUS;
      else if (look_around(claims, node, false).negated)
        minus = DL_CT_PLUS; /* "neither attacked nor threatened" */
      else if (own)
        minus = DL_CT_PLUS; /* "had not fled and had fired" */
      break;
    }
    case DL_REL_COMPOUND:
    case DL_REL_AMOD:
    case DL_REL_APPOS:
      plus = minus = DL_CT_PLUS;
      break;
    default:
      *stop = true;
      break;
  }
  return head_negated && !*stop ? minus : plus;
}

static bool is_minus(dl_factuality_value value) {
  return value == DL_CT_MINUS || value == DL_PR_MINUS || value == DL_PS_MINUS;
}

/* The value of `token` within the content of `holder` (-1: in the text's own voice). *closed: it is taken for granted
 * there, so that what the holder says or wants does not touch it. */
static dl_factuality_value local_value(const dl_claims *claims, uint32_t token, int32_t holder, bool *closed) {
  const dl_document *doc = claims->doc;
  *closed = false;
  bool told = holder >= 0 && !strncmp(doc->tokens[doc->attributions[holder].cue_token].xpos, "VBD", 3);
  dl_factuality_value value = look_around(claims, token, told).value;
  int32_t node = (int32_t)token;
  for (unsigned steps = 0; steps < 40; steps++) {
    int32_t head = doc->tokens[node].head;
    if (head < 0) break;
    if (holder >= 0) {
      const dl_attribution *a = &doc->attributions[holder];
      if ((uint32_t)head == a->cue_token || !dl_content_holds(a, &doc->tokens[head])) break;
    }
    dl_local around = look_around(claims, (uint32_t)head, told);
    bool head_negated = is_minus(around.value), stop = false;
    bool clause = dl_is_verb(doc, (uint32_t)head) || doc->tokens[head].upos == DL_ADJ;
    dl_factuality_value outer = under_head(claims, (uint32_t)node, (uint32_t)head, head_negated, &stop);
    value = fold(value, outer);
    if (stop) {
      *closed = true;
      break;
    }
    if (doc->tokens[node].rel != DL_REL_CONJ || around.value == DL_UU || !head_negated) {
      dl_factuality_value level = around.value;
      if (is_minus(level)) level = negate(level); /* the negation has been told of by `outer` */
      if (clause || level != DL_CT_PLUS) value = fold(value, level);
    }
    node = head;
  }
  return value;
}

/* The cue's effect on what its source says, where the cue itself may be negated. */
static dl_factuality_value held(const dl_claim *claim, dl_factuality_value local, bool closed) {
  if (closed) return local;
  if (claim->negated) return DL_UU;
  return fold(local, dl_factuality_parse(claim->cue.effect));
}

static uint32_t content_length(const dl_attribution *a) {
  uint32_t size = 0;
  for (uint32_t i = 0; i < a->content_count; i++) size += a->content[i].end - a->content[i].begin;
  return size;
}

/* Is it somebody's words or belief, not an intention or an attitude to a thing ("plans to", "supports")? */
static bool speaks(const dl_document *doc, const dl_claim *claim) {
  if (dl_frame_has(&claim->cue, "charge") && claim->content >= 0 && dl_is_verb(doc, (uint32_t)claim->content))
    return true; /* "condemned X for killing" */
  return !claim->cue.frame[0] || dl_frame_has(&claim->cue, "clause") || dl_frame_has(&claim->cue, "quote") ||
         dl_frame_has(&claim->cue, "deny") || !strcmp(claim->cue.kind, "attr") || !strcmp(claim->cue.kind, "prep");
}

/* Attributions whose content holds the token, the outermost first; at most `limit`. */
static uint32_t holders(const dl_claims *claims, uint32_t token, uint32_t *list, uint32_t limit) {
  const dl_document *doc = claims->doc;
  uint32_t count = 0;
  const uint32_t *near = NULL;
  uint32_t nearby = dl_attributions_near(doc, token, &near);
  for (uint32_t k = 0; k < nearby && count < limit; k++) {
    uint32_t i = near[k];
    if (doc->attributions[i].cue_token == token || !dl_content_holds(&doc->attributions[i], &doc->tokens[token]) ||
        !speaks(doc, &claims->items[i]))
      continue;
    uint32_t at = count++;
    for (; at > 0 && content_length(&doc->attributions[list[at - 1]]) < content_length(&doc->attributions[i]); at--)
      list[at] = list[at - 1];
    list[at] = i;
  }
  return count;
}

/* What a source further out makes of what an inner one says: nothing known, unless it denies or confirms that claim
 * itself ("denied the charge that", "said that the charge that X was false"). */
static dl_factuality_value passed_on(const dl_claims *claims, uint32_t outer, uint32_t inner,
                                     dl_factuality_value said) {
  const dl_claim *claim = &claims->items[outer];
  const dl_document *doc = claims->doc;
  int32_t noun = (int32_t)doc->attributions[inner].cue_token, top = claim->content;
  dl_factuality_value plus = DL_UU, minus = DL_UU;
  if (top < 0 || claim->negated) return DL_UU;
  bool echoed = top == claims->items[inner].content &&
                !strcmp(claims->items[inner].cue.kind, "as"); /* "denied that he fled, as they say" */
  if (echoed) plus = dl_factuality_parse(claim->cue.effect);
  if (top == noun && (dl_frame_has(&claim->cue, "deny") || dl_frame_has(&claim->cue, "confirm")))
    plus = dl_factuality_parse(claim->cue.effect);
  bool judged = doc->tokens[top].upos == DL_ADJ && dl_child(doc, (uint32_t)top, DL_REL_NSUBJ, 0) == noun;
  if (judged && dl_predicate_find(claims->claimer, doc->tokens[top].lemma, "adj", "nsubj", &plus, &minus) &&
      is_minus(look_around(claims, (uint32_t)top, false).value))
    plus = minus;
  return fold(said, plus);
}

/* A predicate: in whose words it stands, from the outermost in, and what the tables make of it for the innermost. */
typedef struct dl_predicate {
  uint32_t token, list[16], count;
  dl_factuality_value own, local, rule; /* by the words of its clause; within the innermost content; for its source */
} dl_predicate;

static dl_predicate read_predicate(const dl_claims *claims, uint32_t token) {
  dl_predicate p = {.token = token};
  p.count = holders(claims, token, p.list, 16);
  int32_t inner = p.count ? (int32_t)p.list[p.count - 1] : -1;
  p.own = look_around(claims, token, false).value;
  bool closed = false;
  p.local = p.rule = local_value(claims, token, inner, &closed);
  if (inner >= 0) p.rule = held(&claims->items[inner], p.local, closed);
  return p;
}

static void value_clues(const dl_claims *claims, const dl_predicate *p, dl_evidence *evidence) {
  dl_value_clues(claims, p->token, p->count ? (int32_t)p->list[p->count - 1] : -1, p->own, p->rule, evidence);
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
  made[0].value = (uint8_t)(count == 1 && author != DL_UU ? fold(p->local, author) : DL_UU);
  uint32_t used = 1;
  for (uint32_t i = 0; i < count; i++) {
    int32_t entity = doc->attributions[list[i]].entity;
    dl_factuality_value value = said;
    if (i + 1 < count) value = i + 2 == count ? passed_on(claims, list[i], list[i + 1], said) : DL_UU;
    uint32_t at = 1; /* one value a source: the innermost */
    bool nobody = entity < 0 && doc->attributions[list[i]].source.end == doc->attributions[list[i]].source.begin;
    while (at < used && (made[at].entity != (entity < 0 ? -2 : entity) || (entity < 0 && !nobody)))
      at++; /* two that no entity stands for are two */
    if (at < used)
      for (used--; at < used; at++) made[at] = made[at + 1];
    made[used].entity = entity < 0 ? -2 : entity;
    made[used++].value = (uint8_t)value;
  }
  return used;
}

/* Whoever denies it holds it for certain that it is not so: the tables say who does. */
static bool is_denied(const dl_claims *claims, const dl_predicate *p) {
  if (!p->count || p->rule != DL_CT_MINUS) return false;
  const dl_claim *claim = &claims->items[p->list[p->count - 1]];
  return !claim->negated && dl_factuality_parse(claim->cue.effect) == DL_CT_MINUS;
}

/* Is the one in whose words it stands not certain of it, as the tables have it: who fears, suspects, asks? */
static bool is_left_open(const dl_claims *claims, const dl_predicate *p) {
  if (!p->count || p->rule == DL_CT_PLUS || p->rule == DL_CT_MINUS) return false;
  dl_factuality_value effect = dl_factuality_parse(claims->items[p->list[p->count - 1]].cue.effect);
  return effect != DL_CT_PLUS && effect != DL_CT_MINUS;
}

/* Is it certain that it did not happen: denied, told in so many words ("no one was arrested", "played no part in"), or
 * so to the tables, with which people agree but for being less sure? */
static bool is_surely_not(const dl_claims *claims, const dl_predicate *p, dl_factuality_value people) {
  if (p->rule != DL_CT_MINUS) return false;
  int32_t head = claims->doc->tokens[p->token].head;
  int32_t subject = dl_child(claims->doc, p->token, DL_REL_NSUBJ, 0);
  bool said_so = (subject >= 0 && no_thing(claims, (uint32_t)subject)) ||
                 (head >= 0 && is_disowned(claims, p->token, (uint32_t)head));
  return is_denied(claims, p) || said_so || is_minus(people);
}

uint32_t dl_factuality_chain(const dl_claims *claims, uint32_t token, dl_factuality **values) {
  const dl_ratings *ratings = &claims->claimer->ratings;
  dl_predicate p = read_predicate(claims, token);
  if (!dl_ratings_serve(ratings, claims->doc)) return make_chain(claims, &p, p.rule, values);
  dl_evidence evidence;
  float scores[DL_RATINGS];
  value_clues(claims, &p, &evidence);
  dl_rate(ratings, claims->doc, token, &evidence, scores);
  dl_factuality_value said = dl_value_of_people(scores);
  if (dl_is_open_clause(claims->doc, token)) said = DL_UU; /* "Is Iran supplying drones?" */
  return make_chain(claims, &p, is_surely_not(claims, &p, said) ? DL_CT_MINUS : said, values);
}

bool dl_is_predicate(const dl_document *doc, uint32_t token) {
  const dl_ratings *ratings = &doc->claims->claimer->ratings;
  if (!dl_ratings_serve(ratings, doc) || !dl_wordhead_takes(doc->tokens[token].upos)) return false;
  dl_evidence evidence;
  float scores[DL_RATINGS];
  dl_predicate p = read_predicate(doc->claims, token);
  value_clues(doc->claims, &p, &evidence);
  dl_rate(ratings, doc, token, &evidence, scores);
  return dl_is_rated_predicate(ratings, scores);
}

static bool acts(const dl_event *event, int32_t entity) {
  for (uint32_t i = 0; i < event->actor.count; i++)
    if (event->actor.items[i].entity == entity) return true;
  return false;
}

/* What a text never tells as hypothetical: to say it, or to set about it, is to do it. */
static bool is_open(const dl_event *event) {
  return !strcmp(event->category, "AGREE") || !strcmp(event->category, "CONCEDE") ||
         !strcmp(event->category, "THREATEN");
}

static uint32_t word_of(const dl_document *doc, const dl_event *event) {
  bool speech = event->statement || !*event->category || !strncmp(event->cameo, "12", 2);
  uint32_t noun = event->trigger; /* of "demanded an apology and compensation" the first */
  while (doc->tokens[noun].rel == DL_REL_CONJ && doc->tokens[noun].upos == DL_NOUN && doc->tokens[noun].head >= 0)
    noun = (uint32_t)doc->tokens[noun].head;
  int32_t head = doc->tokens[noun].head, relative = dl_child(doc, noun, DL_REL_ACL, noun);
  bool inside = relative >= 0 &&
                doc->tokens[relative].end <= event->trigger_span.end; /* "a charge that X denies" is one trigger */
  if (inside && dl_deprel_is(doc, (uint32_t)relative, "acl:relcl")) return (uint32_t)relative;
  if (head >= 0 && doc->tokens[noun].rel == DL_REL_NSUBJ &&
      dl_child(doc, (uint32_t)head, DL_REL_EXPL, 0) >= 0) { /* "there is no truth to" */
    noun = (uint32_t)head;
    head = doc->tokens[noun].head;
  }
  unsigned rel = doc->tokens[noun].rel;
  bool clause =
      rel == DL_REL_ADVCL || rel == DL_REL_ACL || (rel == DL_REL_CONJ && doc->tokens[event->trigger].upos == DL_VERB);
  const dl_token *verb =
      head >= 0 ? &doc->tokens[head] : NULL; /* "cancelled a visit": the verb is a part of the trigger */
  if (verb && verb->upos == DL_VERB && !dl_deprel_is(doc, noun, "nsubj") && verb->begin >= event->trigger_span.begin &&
      verb->end <= event->trigger_span.end)
    return (uint32_t)head;
  if (!speech || head < 0 || clause)
    return event->trigger; /* a clause of its own is no part of the speech verb above it */
  int32_t own = dl_attribution_at(doc, event->trigger), above = dl_attribution_at(doc, (uint32_t)head);
  if (above < 0 || (own >= 0 && own < above)) return event->trigger;
  const dl_attribution *a = &doc->attributions[above];
  if ((rel == DL_REL_CCOMP || rel == DL_REL_XCOMP) && a->stance < 0)
    return event->trigger; /* "denied he had ordered" tells of no order */
  bool nobody = a->entity < 0 && (rel != DL_REL_CCOMP || a->source.end == a->source.begin);
  return nobody || acts(event, a->entity) ? (uint32_t)head : event->trigger;
}

uint32_t dl_speech_token(const dl_document *doc, const dl_event *event) {
  uint32_t token = word_of(doc, event);
  bool planned = !event->statement && is_open(event) &&
                 doc->tokens[token].rel == DL_REL_XCOMP; /* "plans to attack": the plan is the threat */
  return planned && doc->tokens[token].head >= 0 ? (uint32_t)doc->tokens[token].head : token;
}

/* "Will not send troops", coded as the refusal that it is. */
static bool is_refusal(const dl_claims *claims, const dl_event *event) {
  return !strcmp(event->category, "REJECT") && !(event->auxiliary & DL_NEGATED) &&
         look_around(claims, dl_speech_token(claims->doc, event), false).negated;
}

/* What the coder knows of the act's mood tells the value, and what the clauses above tell of the value the mood. */
static void settle(const dl_claims *claims, dl_event *event) {
  dl_factuality *last = &event->factuality[event->factuality_count - 1];
  const dl_claim *claim = event->attribution.count ? &claims->items[event->attribution.items[0]] : NULL;
  bool open = is_open(event);
  bool spoken = event->statement && dl_trace_has(event->trace, "actor: speaker at \""); /* saying "X must" is asking */
  bool idiom = event->statement && !*event->category; /* "did not respond to questions" is an act */
  bool minus = is_minus((dl_factuality_value)last->value),
       verbal = claims->doc->tokens[dl_speech_token(claims->doc, event)].upos == DL_VERB;
  if (event->auxiliary & DL_NEGATED) spoken = idiom = false;
  if (spoken || (idiom && (minus || !strcmp(event->cameo, "011"))) || (minus && is_refusal(claims, event)))
    last->value = DL_CT_PLUS;
  else if (!event->statement && !open && minus && !(claim && dl_frame_has(&claim->cue, "deny")))
    event->auxiliary |= DL_NEGATED;
  else if (verbal && !event->statement && !open && last->value == DL_UU && !event->auxiliary &&
           !(claim && claim->negated))
    event->auxiliary |= DL_HYPOTHETICAL;
  if (event->auxiliary & DL_HYPOTHETICAL && last->value == DL_CT_PLUS) last->value = DL_UU;
  if (event->auxiliary & DL_FUTURE && last->value == DL_CT_PLUS) last->value = DL_PR_PLUS;
}

static bool is_named(const dl_attribution *a) {
  return a->entity >= 0 || a->source.begin < a->source.end;
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
  dl_mode_clues(claims, event, claims->coded[e], p->rule, &evidence);
  dl_rate_more(ratings, &evidence, scores);
  uint32_t modes = dl_rated_modes(ratings, scores, event->auxiliary);
  if (is_open(event)) modes &= ~(uint32_t)(DL_FUTURE | DL_HYPOTHETICAL);
  dl_factuality_value said = dl_value_of_event(scores);
  bool minus = is_surely_not(claims, p, dl_value_of_people(scores)), verb = dl_is_verb(doc, p->token);
  if (!(event->auxiliary & DL_NEGATED) && (is_open(event) || is_refusal(claims, event))) {
    minus = false;
    modes &= ~(uint32_t)DL_NEGATED;
    if (is_minus(said)) said = DL_CT_PLUS; /* "will not send troops", coded as the refusal that it is */
  }
  if (is_denied(claims, p)) {
    if (verb && !event->statement) said = DL_CT_MINUS;
  } else if (minus || modes & DL_NEGATED) {
    said = is_minus(said) ? said : DL_CT_MINUS;
    modes |= DL_NEGATED;
  } else if (dl_is_open_clause(doc, p->token)) {
    said = DL_UU;
    modes |= DL_HYPOTHETICAL;
  }
  if (said == DL_CT_PLUS && verb && !event->statement && is_left_open(claims, p)) said = p->rule;
  if (said == DL_CT_PLUS && modes & DL_HYPOTHETICAL) said = DL_UU;
  event->auxiliary = modes;
  event->factuality_count = event->factuality_capacity = make_chain(claims, p, said, &event->factuality);
}

void dl_rate_events(dl_claims *claims) {
  dl_document *doc = claims->doc;
  dl_date_text(claims);
  claims->coded = dl_arena_take(doc->arena, (doc->event_count + 1) * sizeof *claims->coded);
  for (uint32_t e = 0; e < doc->event_count; e++) {
    dl_event *event = &doc->events[e];
    dl_predicate p = read_predicate(claims, dl_speech_token(doc, event));
    bool rated = dl_ratings_serve(&claims->claimer->ratings, doc) && dl_wordhead_takes(doc->tokens[p.token].upos);
    bool named = false;
    claims->coded[e] = event->auxiliary;
    if (rated)
      rate_event(claims, e, &p);
    else
      event->factuality_count = event->factuality_capacity = make_chain(claims, &p, p.rule, &event->factuality);
    for (uint32_t i = 0; i < p.count; i++) named |= is_named(&doc->attributions[p.list[i]]);
    for (uint32_t i = p.count; i-- > 0;) /* the innermost first; nobody ("reportedly") only where nobody else says it */
      if (!named || is_named(&doc->attributions[p.list[i]]))
        *DL_PUSH(doc->arena, event->attribution.items, event->attribution.count, event->attribution.capacity) =
            p.list[i];
    if (!rated) settle(claims, event);
  }
}

void dl_list_clues(const dl_document *doc, const dl_clue_writer *writer, void *context) {
  const dl_claims *claims = doc->claims;
  dl_evidence value, modes;
  for (uint32_t i = 0; claims && writer->word && i < doc->token_count; i++) {
    if (!dl_wordhead_takes(doc->tokens[i].upos)) continue;
    dl_predicate p = read_predicate(claims, i);
    value_clues(claims, &p, &value);
    writer->word(context, i, &value);
  }
  for (uint32_t e = 0; claims && writer->event && e < doc->event_count; e++) {
    dl_predicate p = read_predicate(claims, dl_speech_token(doc, &doc->events[e]));
    value_clues(claims, &p, &value);
    dl_mode_clues(claims, &doc->events[e], claims->coded[e], p.rule, &modes);
    writer->event(context, e, p.token, p.count > 0, &value, &modes);
  }
}
