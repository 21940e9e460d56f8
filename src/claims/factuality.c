/* Factuality after FactBank (Sauri and Pustejovsky 2009): the value of an event is that of its own clause, folded with
 * what every predicate above makes of it, up to the clause that a source's content begins with. Above that the source's
 * own cue counts for the source, and for everybody further out it is open. */
#include <string.h>

#include "claims/factuality.h"
#include "syntax/clause.h"

dl_factuality_value dl_factuality_parse(const char *value) {
  for (unsigned i = DL_CT_PLUS; i <= DL_UU; i++)
    if (!strcmp(dl_factuality_name(i), value)) return (dl_factuality_value)i;
  return DL_UU;
}

bool dl_predicate_find(const dl_claimer *claimer, const char *lemma, const char *kind, const char *frame,
                       dl_factuality_value *positive, dl_factuality_value *negative) {
  const dl_table *table = claimer->predicates;
  uint32_t first = 0, rows = table ? dl_table_find(table, lemma, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++) {
    const char *its = dl_table_cell(table, row, 2);
    if (strcmp(dl_table_cell(table, row, 1), kind) || (strcmp(its, frame) && strcmp(its, "*"))) continue;
    *positive = dl_factuality_parse(dl_table_cell(table, row, 3));
    *negative = dl_factuality_parse(dl_table_cell(table, row, 4));
    return true;
  }
  return false;
}

/* The values stand in pairs, the surest first, each with its contrary behind it; DL_UU is alone and the last. */
bool dl_is_minus(dl_factuality_value value) {
  return value != DL_UU && value % 2 == DL_CT_MINUS;
}

static dl_factuality_value negate(dl_factuality_value value) {
  return value == DL_UU ? DL_UU : value ^ 1;
}

/* As sure as the less sure of the two. */
dl_factuality_value dl_fold(dl_factuality_value inner, dl_factuality_value outer) {
  if (inner == DL_UU || outer == DL_UU) return DL_UU;
  unsigned least = inner / 2 > outer / 2 ? inner / 2 : outer / 2;
  return 2 * least + (dl_is_minus(inner) != dl_is_minus(outer));
}

typedef struct dl_local {
  dl_factuality_value value;
  bool negated, aux, condition;
  bool told; /* under a past tense of saying, where "would" stands for "will" */
} dl_local;

/* "would have fallen" did not fall; "may have fallen" is open as before. */
static void add_auxiliary(const dl_claims *claims, uint32_t node, const dl_token *token, dl_local *local) {
  dl_factuality_value plus, minus;
  bool perfect = dl_is_perfect(claims->doc, (int32_t)node);
  bool future = local->told && !perfect && !strcmp(token->lemma, "would");
  local->aux = true;
  if (!dl_predicate_find(claims->claimer, future ? "will" : token->lower, "modal", "*", &plus, &minus)) return;
  bool contrary = plus == DL_UU && perfect && token->xpos == DL_TAG_MD;
  local->value = dl_fold(local->value, contrary ? DL_PS_MINUS : plus);
}

static void add_child(const dl_claims *claims, uint32_t node, uint32_t child, dl_local *local) {
  static const char *const kinds[DL_REL_COUNT] = {
      [DL_REL_ADVMOD] = "adv", [DL_REL_AMOD] = "attr", [DL_REL_MARK] = "mark"};
  const dl_token *token = &claims->doc->tokens[child];
  const char *kind = kinds[token->rel];
  dl_factuality_value plus, minus;
  if (token->rel == DL_REL_AUX) add_auxiliary(claims, node, token, local);
  if (!kind || !dl_predicate_find(claims->claimer, token->lower, kind, "*", &plus, &minus)) return;
  if (token->rel != DL_REL_MARK)
    local->value = dl_fold(local->value, plus);
  else if (plus == DL_UU)
    local->condition = true;
  else
    local->negated = true;
}

static bool is_imperative(const dl_document *doc, uint32_t node, const dl_local *local) {
  const dl_token *t = &doc->tokens[node];
  return t->xpos == DL_TAG_VB && !local->aux && t->rel == DL_REL_ROOT &&
         dl_child_rel(doc, (int32_t)node, DL_REL_NSUBJ) < 0;
}

/* What the node's own words say of it: negation, modals, adverbs, the conjunction that its clause begins with. */
static dl_local look_around(const dl_claims *claims, uint32_t node, bool told) {
  const dl_document *doc = claims->doc;
  dl_local local = {.value = DL_CT_PLUS, .told = told, .negated = dl_is_negated(doc, (int32_t)node)};
  for (int32_t c = dl_first(doc, (int32_t)node); c >= 0; c = dl_sibling(doc, c))
    add_child(claims, node, (uint32_t)c, &local);
  if (local.negated) local.value = local.value == DL_PS_PLUS ? DL_CT_MINUS : negate(local.value);
  if (local.condition || dl_is_open_clause(doc, node) || is_imperative(doc, node, &local)) local.value = DL_UU;
  return local;
}

bool dl_is_disowned(const dl_claims *claims, uint32_t node, uint32_t head) {
  const dl_document *doc = claims->doc;
  dl_factuality_value plus, minus;
  const dl_token *above = &doc->tokens[head];
  int32_t share = doc->tokens[node].rel == DL_REL_NMOD ? (int32_t)head : -1;
  bool within = doc->tokens[node].rel == DL_REL_OBL && above->rel == DL_REL_ACL && above->head >= 0;
  if (within) return dl_is_no_thing(doc, above->head); /* "nothing to do with" */
  if (doc->tokens[node].rel == DL_REL_OBL) share = dl_child_rel(doc, head, DL_REL_OBJ);
  if (share < 0 || !dl_is_no_thing(doc, share)) return false;
  return dl_predicate_find(claims->claimer, doc->tokens[share].lemma, "noun", "np", &plus, &minus) &&
         minus == DL_CT_MINUS;
}

/* A word and the one above it, and what that makes of it: where the one above is asserted, where it is negated. */
typedef struct governed {
  const dl_claims *claims;
  uint32_t node, head;
  bool head_negated;
  const char *kind; /* of the word above, in data/claims/predicates.tsv */
  dl_factuality_value plus, minus;
  bool stop; /* the clause stands for itself */
} governed;

static bool has_row(governed *g, const char *kind, const char *frame) {
  return dl_predicate_find(g->claims->claimer, g->claims->doc->tokens[g->head].lemma, kind, frame, &g->plus, &g->minus);
}

static bool is_to(const governed *g) {
  return dl_has_case(g->claims->doc, (int32_t)g->node, "to");
}

static void as_complement(governed *g) {
  bool finite = g->claims->doc->tokens[g->node].rel == DL_REL_CCOMP;
  if (has_row(g, g->kind, finite ? "ccomp" : "xcomp")) return;
  if (finite)
    g->minus = g->claims->doc->tokens[g->head].upos == DL_ADJ ? DL_CT_MINUS : DL_UU;
  else if (is_to(g))
    g->plus = g->minus = DL_UU;
}

/* Object, oblique or what a noun is of. */
static void as_noun(governed *g) {
  const dl_token *token = &g->claims->doc->tokens[g->node];
  if (dl_is_disowned(g->claims, g->node, g->head)) {
    g->plus = g->minus = DL_CT_MINUS;
    g->stop = true;
    return;
  }
  if (has_row(g, g->kind, "np")) return;
  bool of_noun = !strcmp(g->kind, "noun") && dl_in(token->deprel, DL_DEPRELS(NMOD, NMOD_DESC, NMOD_UNMARKED));
  if (of_noun || token->rel == DL_REL_OBL) g->plus = g->minus = DL_CT_PLUS;
  g->stop = token->rel == DL_REL_OBL && !g->head_negated;
}

static void as_subject(governed *g) {
  if (!dl_is(g->claims->doc, (int32_t)g->node, DL_DEPREL_NSUBJ_PASS) || !has_row(g, g->kind, "np"))
    g->stop = !dl_is_no_thing(g->claims->doc, (int32_t)g->node);
}

static void as_clause_of_noun(governed *g) {
  g->stop = dl_is(g->claims->doc, (int32_t)g->node, DL_DEPREL_ACL_RELCL);
  if (g->stop || has_row(g, "noun", "*")) return;
  g->stop = !is_to(g);
  if (!g->stop) g->plus = g->minus = DL_UU;
}

static void as_adverbial(governed *g) {
  const dl_document *doc = g->claims->doc;
  int32_t node = (int32_t)g->node;
  g->stop = true;
  if (is_to(g) || dl_has_case(doc, node, "for"))
    g->plus = g->minus = DL_UU;
  else if (dl_has_case(doc, node, "from"))
    g->stop = !has_row(g, "verb", "xcomp");
}

static void as_conjunct(governed *g) {
  const dl_document *doc = g->claims->doc;
  int32_t node = (int32_t)g->node;
  bool own = dl_has_child(doc, node, DL_RELS(NSUBJ, AUX));
  g->stop = own && !dl_in(doc->tokens[g->head].rel, DL_RELS(CCOMP, XCOMP));
  if (!dl_is_verb(doc, g->node))
    g->minus = DL_CT_MINUS;
  else if (own || look_around(g->claims, g->node, false).negated)
    g->minus = DL_CT_PLUS; /* "neither attacked nor threatened", "had not fled and had fired" */
}

static void as_part(governed *g) {
  g->minus = DL_CT_PLUS;
}

static void as_own(governed *g) {
  g->stop = true;
}

/* What the word above makes of `node`; *stop where the clause stands for itself. */
static dl_factuality_value under_head(const dl_claims *claims, uint32_t node, uint32_t head, bool head_negated,
                                      bool *stop) {
  static void (*const by_rel[DL_REL_COUNT])(governed *) = {
      [DL_REL_XCOMP] = as_complement, [DL_REL_CSUBJ] = as_complement,   [DL_REL_CCOMP] = as_complement,
      [DL_REL_OBJ] = as_noun,         [DL_REL_OBL] = as_noun,           [DL_REL_NMOD] = as_noun,
      [DL_REL_NSUBJ] = as_subject,    [DL_REL_ACL] = as_clause_of_noun, [DL_REL_ADVCL] = as_adverbial,
      [DL_REL_CONJ] = as_conjunct,    [DL_REL_COMPOUND] = as_part,      [DL_REL_AMOD] = as_part,
      [DL_REL_APPOS] = as_part};
  static const char *const kinds[DL_UPOS_COUNT] = {[DL_ADJ] = "adj", [DL_NOUN] = "noun", [DL_PROPN] = "noun"};
  const char *kind = kinds[claims->doc->tokens[head].upos];
  governed g = {claims, node, head, head_negated, kind ? kind : "verb", DL_CT_PLUS, DL_CT_MINUS, false};
  void (*as)(governed *) = by_rel[claims->doc->tokens[node].rel];
  (as ? as : as_own)(&g);
  *stop = g.stop;
  return head_negated && !g.stop ? g.minus : g.plus;
}

/* The value of `token` within the content of `holder` (-1: in the text's own voice). *closed: it is taken for granted
 * there, so that what the holder says or wants does not touch it. */
static dl_factuality_value local_value(const dl_claims *claims, uint32_t token, int32_t holder, bool *closed) {
  const dl_document *doc = claims->doc;
  *closed = false;
  bool told = holder >= 0 && doc->tokens[doc->attributions[holder].cue_token].xpos == DL_TAG_VBD;
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
    bool head_negated = dl_is_minus(around.value), stop = false;
    bool clause = dl_is_verb(doc, (uint32_t)head) || doc->tokens[head].upos == DL_ADJ;
    dl_factuality_value outer = under_head(claims, (uint32_t)node, (uint32_t)head, head_negated, &stop);
    value = dl_fold(value, outer);
    if (stop) {
      *closed = true;
      break;
    }
    if (doc->tokens[node].rel != DL_REL_CONJ || around.value == DL_UU || !head_negated) {
      dl_factuality_value level = around.value;
      if (dl_is_minus(level)) level = negate(level); /* the negation has been told of by `outer` */
      if (clause || level != DL_CT_PLUS) value = dl_fold(value, level);
    }
    node = head;
  }
  return value;
}

/* The cue's effect on what its source says, where the cue itself may be negated. */
static dl_factuality_value held(const dl_said *claim, dl_factuality_value local, bool closed) {
  if (closed) return local;
  if (claim->negated) return DL_UU;
  return dl_fold(local, dl_factuality_parse(claim->cue.effect));
}

/* Is it somebody's words or belief, not an intention or an attitude to a thing ("plans to", "supports")? */
static bool speaks(const dl_document *doc, const dl_said *claim) {
  if (dl_frame_has(&claim->cue, "charge") && claim->content >= 0 && dl_is_verb(doc, (uint32_t)claim->content))
    return true; /* "condemned X for killing" */
  return !claim->cue.frame[0] || dl_frame_has(&claim->cue, "clause") || dl_frame_has(&claim->cue, "quote") ||
         dl_frame_has(&claim->cue, "deny") || !strcmp(claim->cue.kind, "attr");
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
    for (; at > 0 && dl_content_size(&doc->attributions[list[at - 1]]) < dl_content_size(&doc->attributions[i]); at--)
      list[at] = list[at - 1];
    list[at] = i;
  }
  return count;
}

dl_factuality_value dl_clause_value(const dl_claims *claims, uint32_t token) {
  return look_around(claims, token, false).value;
}

bool dl_is_clause_negated(const dl_claims *claims, uint32_t token) {
  return look_around(claims, token, false).negated;
}

dl_predicate dl_read_predicate(const dl_claims *claims, uint32_t token) {
  dl_predicate p = {.token = token};
  p.count = holders(claims, token, p.list, DL_HOLDERS);
  int32_t inner = p.count ? (int32_t)p.list[p.count - 1] : -1;
  p.own = look_around(claims, token, false).value;
  bool closed = false;
  p.local = p.rule = local_value(claims, token, inner, &closed);
  if (inner >= 0) p.rule = held(&claims->items[inner], p.local, closed);
  return p;
}
