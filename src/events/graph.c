#include "events/graph.h"

#include <string.h>

#include "base/buffer.h"

enum {
  DEPTH = 8, /* of chained clauses: control inside control inside a relative clause */
  STEPS = 6  /* of a way, up and down */
};

void dl_graph_make(dl_graph *g, dl_document *doc) {
  uint32_t n = doc->token_count;
  g->doc = doc;
  g->child = dl_arena_alloc(doc->arena, (n + 1) * sizeof *g->child);
  g->next = dl_arena_alloc(doc->arena, (n + 1) * sizeof *g->next);
  for (uint32_t i = 0; i < n; i++) g->child[i] = g->next[i] = -1;
  for (uint32_t i = n; i-- > 0;) {
    int32_t head = doc->tokens[i].head;
    if (head < 0 || (uint32_t)head >= n) continue;
    g->next[i] = g->child[head];
    g->child[head] = (int32_t)i;
  }
}

bool dl_is(const dl_graph *g, int32_t token, dl_deprel deprel) {
  return g->doc->tokens[token].deprel == deprel;
}

bool dl_lemma_is(const dl_graph *g, int32_t token, const char *lemma) {
  return !strcmp(g->doc->tokens[token].lemma, lemma);
}

int32_t dl_child_rel(const dl_graph *g, int32_t token, unsigned rel) {
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c])
    if (g->doc->tokens[c].rel == rel) return c;
  return -1;
}

int32_t dl_child_deprel(const dl_graph *g, int32_t token, dl_deprel deprel) {
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c])
    if (dl_is(g, c, deprel)) return c;
  return -1;
}

bool dl_has_case(const dl_graph *g, int32_t token, const char *preposition) {
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c]) {
    unsigned rel = g->doc->tokens[c].rel;
    if (rel != DL_REL_CASE && rel != DL_REL_MARK) continue;
    if (!strcmp(g->doc->tokens[c].lower, preposition)) return true;
    for (int32_t f = dl_first(g, c); f >= 0; f = g->next[f])
      if (g->doc->tokens[f].rel == DL_REL_FIXED && !strcmp(g->doc->tokens[f].lower, preposition)) return true;
  }
  return false;
}

bool dl_has_any_case(const dl_graph *g, int32_t token) {
  return dl_child_rel(g, token, DL_REL_CASE) >= 0;
}

int32_t dl_phrase_with(const dl_graph *g, int32_t token, const char *preposition) {
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c]) {
    unsigned rel = g->doc->tokens[c].rel;
    if ((rel == DL_REL_OBL || rel == DL_REL_NMOD || rel == DL_REL_ADVCL || rel == DL_REL_ACL || rel == DL_REL_XCOMP ||
         rel == DL_REL_CCOMP) &&
        dl_has_case(g, c, preposition))
      return c;
  }
  return -1;
}

bool dl_is_relative(const dl_graph *g, int32_t token) {
  const dl_token *t = &g->doc->tokens[token];
  return (t->features & DL_RELATIVE) || t->xpos == DL_TAG_WDT || t->xpos == DL_TAG_WP;
}

static bool has_finite_subject(const dl_graph *g, int32_t verb) {
  return dl_child_rel(g, verb, DL_REL_NSUBJ) >= 0;
}

bool dl_is_passive(const dl_graph *g, int32_t verb) {
  for (int depth = 0; depth < DEPTH && verb >= 0; depth++) {
    const dl_token *t = &g->doc->tokens[verb];
    if (dl_child_deprel(g, verb, DL_DEPREL_AUX_PASS) >= 0) return true;
    if (dl_child_deprel(g, verb, DL_DEPREL_NSUBJ_PASS) >=
        0) /* with an object, or in the past tense, it is an active misread */
      return dl_child_rel(g, verb, DL_REL_OBJ) < 0 && t->xpos != DL_TAG_VBD && t->xpos != DL_TAG_VBZ;
    if (t->xpos != DL_TAG_VBN && !(t->features & DL_PASSIVE)) return false;
    if (dl_child_rel(g, verb, DL_REL_AUX) >= 0 || has_finite_subject(g, verb)) return false;
    if (t->rel == DL_REL_ACL || t->rel == DL_REL_AMOD) return true;
    if (t->rel == DL_REL_ADVCL) return dl_child_rel(g, verb, DL_REL_OBJ) < 0;
    if (t->rel == DL_REL_ROOT || t->rel == DL_REL_PARATAXIS) /* headline: "Ten killed in blast" */
      return dl_child_rel(g, verb, DL_REL_OBJ) < 0;
    if (t->rel != DL_REL_CONJ) return false;
    verb = t->head;
  }
  return false;
}

/* "warned X against joining": X would join. */
static bool is_warned_off(const dl_graph *g, int32_t verb) {
  return g->doc->tokens[verb].xpos == DL_TAG_VBG && dl_has_case(g, verb, "against");
}

/* The noun that the relative clause around `clause` hangs on. */
static int32_t antecedent(const dl_graph *g, int32_t clause) {
  for (int depth = 0; depth < DEPTH && clause >= 0; depth++) {
    const dl_token *t = &g->doc->tokens[clause];
    if (t->rel == DL_REL_ACL) return t->head;
    clause = t->head;
  }
  return -1;
}

static int32_t unrelative(const dl_graph *g, int32_t verb, int32_t found) {
  if (found >= 0 && dl_is_relative(g, found)) return antecedent(g, verb);
  return found;
}

static int32_t subject(const dl_graph *g, int32_t verb, int depth);
static int32_t object(const dl_graph *g, int32_t verb, int depth);

/* Subject of "decision to attack", "his plan to resign": the possessor of the noun, or the subject of its verb. */
static int32_t subject_of_noun(const dl_graph *g, int32_t noun, int depth) {
  int32_t poss = dl_child_deprel(g, noun, DL_DEPREL_NMOD_POSS);
  if (poss >= 0) return poss;
  const dl_token *t = &g->doc->tokens[noun];
  if ((t->rel == DL_REL_OBJ || t->rel == DL_REL_OBL) && t->head >= 0) return subject(g, t->head, depth + 1);
  return -1;
}

/* "accused X of attacking", "thanked X for joining", "kept X from leaving", "charged X with killing": a gerund behind
 * such a preposition is the object's act. */
static bool is_blamed_for(const dl_graph *g, int32_t verb) {
  static const char *const cases[] = {"of", "for", "from", "with"};
  bool found = false;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) found |= dl_has_case(g, verb, cases[i]);
  return found && g->doc->tokens[verb].xpos == DL_TAG_VBG;
}

/* The subject that a clause without one shares with its surroundings. */
static int32_t shared_subject(const dl_graph *g, int32_t verb, int depth) {
  const dl_token *t = &g->doc->tokens[verb];
  int32_t head = t->head;
  if (head < 0 || depth > DEPTH) return -1;
  switch (t->rel) {
    case DL_REL_ACL:
      if (g->doc->tokens[head].head >= 0 && dl_lemma_is(g, g->doc->tokens[head].head, "have") &&
          dl_has_case(g, verb, "of")) /* "has no intention of talking" */
        return subject_of_noun(g, head, depth);
      if (t->xpos == DL_TAG_VBG || t->xpos == DL_TAG_VBN) return head;
      if (dl_is(g, verb, DL_DEPREL_ACL_RELCL)) return head;
      return subject_of_noun(g, head, depth);
    case DL_REL_XCOMP: {
      int32_t object_of_head = object(g, head, depth + 1);
      if (object_of_head >= 0 && object_of_head != verb && !dl_within(g, object_of_head, verb)) return object_of_head;
      int32_t iobj = dl_child_rel(g, head, DL_REL_IOBJ);
      return iobj >= 0 ? iobj : subject(g, head, depth + 1);
    }
    case DL_REL_ADVCL:
      if ((is_blamed_for(g, verb) || is_warned_off(g, verb)) && !dl_is_passive(g, head) &&
          object(g, head, depth + 1) >= 0)
        return object(g, head, depth + 1);
      return dl_is_passive(g, head) ? object(g, head, depth + 1) : subject(g, head, depth + 1);
    case DL_REL_CCOMP:
      return dl_is_passive(g, head) ? object(g, head, depth + 1) : subject(g, head, depth + 1);
    case DL_REL_CONJ:
    case DL_REL_PARATAXIS:
      if (t->rel == DL_REL_PARATAXIS && dl_child_rel(g, verb, DL_REL_OBJ) < 0) return -1;
      return dl_is_passive(g, head) ? object(g, head, depth + 1) : subject(g, head, depth + 1);
    case DL_REL_AMOD:
      return head;
    default:
      return -1;
  }
}

static int32_t agent(const dl_graph *g, int32_t verb) {
  int32_t by = dl_child_deprel(g, verb, DL_DEPREL_OBL_AGENT);
  if (by >= 0) return by;
  for (int32_t c = dl_first(g, verb); c >= 0; c = g->next[c])
    if (g->doc->tokens[c].rel == DL_REL_OBL && dl_has_case(g, c, "by")) return c;
  return -1;
}

/* "after rebels killed two men", read as "after rebels": a phrase right before a finite verb without a subject is its
 * subject. */
static int32_t noun_before(const dl_graph *g, int32_t verb) {
  const dl_token *t = &g->doc->tokens[verb];
  bool finite = t->xpos == DL_TAG_VBD || t->xpos == DL_TAG_VBZ || t->xpos == DL_TAG_VBP;
  if (!finite || t->rel != DL_REL_ADVCL || verb == 0) return -1;
  const dl_token *before = &g->doc->tokens[verb - 1];
  return before->head == verb && before->rel == DL_REL_OBL && dl_has_any_case(g, verb - 1) ? verb - 1 : -1;
}

static int32_t subject(const dl_graph *g, int32_t verb, int depth) {
  if (depth > DEPTH) return -1;
  if (dl_is_passive(g, verb)) return agent(g, verb);
  for (int32_t c = dl_first(g, verb); c >= 0; c = g->next[c])
    if (dl_is(g, c, DL_DEPREL_NSUBJ) || dl_is(g, c, DL_DEPREL_NSUBJ_OUTER) || dl_is(g, c, DL_DEPREL_NSUBJ_PASS))
      return unrelative(g, verb, c);
  int32_t it = dl_child_rel(
      g, verb, DL_REL_EXPL); /* "It urged the states to": with an object and no clause for it to stand for, a subject */
  if (it >= 0 && it < verb && g->doc->tokens[it].word == DL_WORD_IT && dl_child_rel(g, verb, DL_REL_OBJ) >= 0 &&
      dl_child_rel(g, verb, DL_REL_CSUBJ) < 0)
    return it;
  int32_t before = noun_before(g, verb);
  return before >= 0 ? before : shared_subject(g, verb, depth);
}

static int32_t passive_object(const dl_graph *g, int32_t verb, int depth) {
  int32_t found = dl_child_deprel(g, verb, DL_DEPREL_NSUBJ_PASS);
  if (found >= 0) return unrelative(g, verb, found);
  const dl_token *t = &g->doc->tokens[verb];
  if (t->head < 0) return dl_child_rel(g, verb, DL_REL_NSUBJ); /* headline: "Ten killed" */
  switch (t->rel) {
    case DL_REL_ACL:
    case DL_REL_AMOD:
      return t->head;
    case DL_REL_CONJ:
      return dl_is_passive(g, t->head) ? object(g, t->head, depth + 1) : subject(g, t->head, depth + 1);
    case DL_REL_XCOMP:
    case DL_REL_ADVCL:
    case DL_REL_CCOMP:
      return shared_subject(g, verb, depth);
    default:
      return -1;
  }
}

static int32_t object(const dl_graph *g, int32_t verb, int depth) {
  if (depth > DEPTH) return -1;
  if (dl_is_passive(g, verb)) {
    int32_t found = passive_object(g, verb, depth);
    return found >= 0 ? found : dl_child_rel(g, verb, DL_REL_OBJ);
  }
  int32_t found = dl_child_rel(g, verb, DL_REL_OBJ);
  if (found >= 0) return unrelative(g, verb, found);
  found = dl_child_rel(g, verb, DL_REL_IOBJ); /* "asked Paris to leave": the only object */
  if (found >= 0) return unrelative(g, verb, found);
  const dl_token *t = &g->doc->tokens[verb];
  if (dl_is(g, verb, DL_DEPREL_ACL_RELCL)) { /* "the weapons (that) Iran sold" */
    int32_t nsubj = dl_child_rel(g, verb, DL_REL_NSUBJ);
    if (nsubj >= 0 && !dl_is_relative(g, nsubj) && dl_child_rel(g, verb, DL_REL_OBL) < 0) return t->head;
  }
  for (int32_t c = dl_first(g, verb); c >= 0; c = g->next[c]) /* "attacked and burned the camp" */
    if (g->doc->tokens[c].rel == DL_REL_CONJ && g->doc->tokens[c].upos == DL_VERB && !has_finite_subject(g, c)) {
      int32_t later = dl_child_rel(g, c, DL_REL_OBJ);
      if (later >= 0 && c == verb + 2) return later;
    }
  return -1;
}

int32_t dl_deep_subject(const dl_graph *g, int32_t verb) {
  return subject(g, verb, 0);
}
int32_t dl_deep_object(const dl_graph *g, int32_t verb) {
  return object(g, verb, 0);
}

bool dl_within(const dl_graph *g, int32_t token, int32_t ancestor) {
  for (int steps = 0; token >= 0 && steps < 512; steps++) {
    if (token == ancestor) return true;
    token = g->doc->tokens[token].head;
  }
  return false;
}

static void widen(const dl_graph *g, int32_t token, dl_span *span, int depth) {
  const dl_token *t = &g->doc->tokens[token];
  if (t->begin < span->begin) span->begin = t->begin;
  if (t->end > span->end) span->end = t->end;
  if (depth > 64) return;
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c])
    if (g->doc->tokens[c].rel != DL_REL_PUNCT) widen(g, c, span, depth + 1);
}

dl_span dl_subtree_span(const dl_graph *g, int32_t token) {
  dl_span span = {g->doc->tokens[token].begin, g->doc->tokens[token].end};
  widen(g, token, &span, 0);
  return span;
}

const char *dl_case_of(const dl_graph *g, int32_t token) {
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c])
    if (g->doc->tokens[c].rel == DL_REL_CASE) return g->doc->tokens[c].lower;
  return "";
}

size_t dl_put_relation(const dl_graph *g, int32_t token, char *out, size_t size) {
  const dl_token *t = &g->doc->tokens[token];
  const char *word =
      t->rel == DL_REL_OBL || (t->rel == DL_REL_NMOD && t->deprel == DL_DEPREL_NMOD) ? dl_case_of(g, token) : "";
  const char *deprel = dl_deprel_name(t->deprel);
  size_t used = dl_put_text(out, size, deprel, strlen(deprel));
  if (*word) used += dl_put_text(out + used, size - used, ":", 1);
  return used + dl_put_text(out + used, size - used, word, strlen(word));
}

void dl_find_path(const dl_graph *g, int32_t from, int32_t to, char out[DL_PATH]) {
  const dl_token *tokens = g->doc->tokens;
  int32_t up[STEPS + 1], ups = 0, down[STEPS + 1], downs = 0;
  size_t used = 0;
  strcpy(out, "far");
  for (int32_t t = from; t >= 0 && ups <= STEPS; t = tokens[t].head) up[ups++] = t;
  int32_t meet = -1;
  for (int32_t t = to; t >= 0 && downs <= STEPS; t = tokens[t].head) {
    for (int32_t k = 0; k < ups && meet < 0; k++)
      if (up[k] == t) meet = k;
    if (meet >= 0) break;
    down[downs++] = t;
  }
  if (meet < 0) return;
  out[0] = '\0';
  for (int32_t k = 0; k < meet && used < DL_PATH; k++) {
    if (tokens[up[k]].rel == DL_REL_CONJ) continue;
    used += dl_put_text(out + used, DL_PATH - used, "<", 1);
    const char *deprel = dl_deprel_name(tokens[up[k]].deprel);
    used += dl_put_text(out + used, DL_PATH - used, deprel, strlen(deprel));
  }
  for (int32_t k = downs; k-- > 0 && used + 1 < DL_PATH;) {
    if (tokens[down[k]].rel == DL_REL_CONJ) continue;
    out[used++] = '>';
    used += dl_put_relation(g, down[k], out + used, DL_PATH - used);
  }
}
