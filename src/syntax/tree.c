#include "syntax/tree.h"

#include <string.h>

#include "base/buffer.h"

enum { STEPS = 6 }; /* of a way, up and down */

/* ---- lists of children ---- */

void dl_link_children(dl_document *doc) {
  size_t size = (doc->token_count + 1) * sizeof *doc->child;
  doc->child = dl_arena_take(doc->arena, size);
  doc->sibling = dl_arena_take(doc->arena, size);
  memset(doc->child, 0xff, size); /* -1 */
  memset(doc->sibling, 0xff, size);
  for (uint32_t i = doc->token_count; i-- > 0;) {
    int32_t head = doc->tokens[i].head;
    if (head < 0) continue;
    doc->sibling[i] = doc->child[head];
    doc->child[head] = (int32_t)i;
  }
}

/* Where the list of a head's children names the first one at or behind a token. */
static int32_t *place_in_list(dl_document *doc, int32_t head, int32_t token) {
  int32_t *at = &doc->child[head];
  while (*at >= 0 && *at < token) at = &doc->sibling[*at];
  return at;
}

/* The child, or the first one behind it by one of the relations; -1. */
static int32_t child_from(const dl_document *doc, int32_t child, uint64_t rels) {
  while (child >= 0 && !dl_in(doc->tokens[child].rel, rels)) child = dl_sibling(doc, child);
  return child;
}

int32_t dl_first_by(const dl_document *doc, int32_t token, uint64_t rels) {
  return child_from(doc, dl_first(doc, token), rels);
}

int32_t dl_next_by(const dl_document *doc, int32_t child, uint64_t rels) {
  return child_from(doc, dl_sibling(doc, child), rels);
}

void dl_label(dl_token *token, dl_deprel deprel) {
  token->deprel = (uint8_t)deprel;
  token->rel = (uint8_t)dl_rel_of(deprel);
}

void dl_hang_on(dl_document *doc, int32_t token, int32_t head) {
  dl_token *t = &doc->tokens[token];
  if (t->head >= 0) *place_in_list(doc, t->head, token) = doc->sibling[token];
  t->head = head;
  doc->sibling[token] = -1;
  if (head < 0) return;
  int32_t *at = place_in_list(doc, head, token);
  doc->sibling[token] = *at;
  *at = token;
}

void dl_hang(dl_document *doc, int32_t token, int32_t head, dl_deprel deprel) {
  dl_hang_on(doc, token, head);
  dl_label(&doc->tokens[token], deprel);
}

/* ---- children ---- */

bool dl_is_verb(const dl_document *doc, uint32_t token) {
  return dl_in(doc->tokens[token].upos, DL_UPOSES(VERB, AUX));
}

int32_t dl_child(const dl_document *doc, uint32_t head, dl_rel rel, uint32_t from) {
  for (int32_t c = dl_first(doc, (int32_t)head); c >= 0; c = dl_sibling(doc, c))
    if (c >= (int32_t)from && doc->tokens[c].rel == rel) return c;
  return -1;
}

bool dl_is(const dl_document *doc, int32_t token, dl_deprel deprel) {
  return doc->tokens[token].deprel == deprel;
}

bool dl_lemma_is(const dl_document *doc, int32_t token, const char *lemma) {
  return !strcmp(doc->tokens[token].lemma, lemma);
}

int32_t dl_child_rel(const dl_document *doc, int32_t token, unsigned rel) {
  return dl_first_by(doc, token, DL_SET(rel));
}

int32_t dl_child_deprel(const dl_document *doc, int32_t token, dl_deprel deprel) {
  for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c))
    if (dl_is(doc, c, deprel)) return c;
  return -1;
}

int32_t dl_child_before(const dl_document *doc, int32_t head, unsigned rel) {
  int32_t found = dl_child_rel(doc, head, rel);
  return found < head ? found : -1;
}

int32_t dl_head_by(const dl_document *doc, int32_t token, uint64_t rels) {
  return token >= 0 && dl_in(doc->tokens[token].rel, rels) ? doc->tokens[token].head : -1;
}

bool dl_has_child(const dl_document *doc, int32_t token, uint64_t rels) {
  return dl_first_by(doc, token, rels) >= 0;
}

/* ---- prepositions and conjunctions ---- */

/* Is it one of the words that "|" parts? */
static bool is_among(const char *words, const char *word) {
  for (size_t n; *words; words += n + (words[n] == '|')) {
    n = strcspn(words, "|");
    if (strncmp(words, word, n) == 0 && !word[n]) return true;
  }
  return false;
}

bool dl_has_case(const dl_document *doc, int32_t token, const char *prepositions) {
  for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c)) {
    if (!dl_in(doc->tokens[c].rel, DL_RELS(CASE, MARK))) continue;
    if (is_among(prepositions, doc->tokens[c].lower)) return true;
    for (int32_t f = dl_first(doc, c); f >= 0; f = dl_sibling(doc, f))
      if (doc->tokens[f].rel == DL_REL_FIXED && is_among(prepositions, doc->tokens[f].lower)) return true;
  }
  return false;
}

bool dl_has_any_case(const dl_document *doc, int32_t token) {
  return dl_child_rel(doc, token, DL_REL_CASE) >= 0;
}

bool dl_case_is(const dl_document *doc, uint32_t noun, const char *words) {
  for (int32_t c = dl_first(doc, (int32_t)noun); c >= 0 && c < (int32_t)noun; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_CASE && is_among(words, doc->tokens[c].lower)) return true;
  return false;
}

const char *dl_case_of(const dl_document *doc, int32_t token) {
  for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_CASE) return doc->tokens[c].lower;
  return "";
}

int32_t dl_phrase_by(const dl_document *doc, int32_t token, uint64_t rels, const char *prepositions) {
  for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c))
    if (dl_in(doc->tokens[c].rel, rels) && dl_has_case(doc, c, prepositions)) return c;
  return -1;
}

int32_t dl_phrase_with(const dl_document *doc, int32_t token, const char *prepositions) {
  return dl_phrase_by(doc, token, DL_RELS(OBL, NMOD, ADVCL, ACL, XCOMP, CCOMP), prepositions);
}

/* ---- ways and spans ---- */

bool dl_within(const dl_document *doc, int32_t token, int32_t ancestor) {
  for (int steps = 0; token >= 0 && steps < 512; steps++) {
    if (token == ancestor) return true;
    token = doc->tokens[token].head;
  }
  return false;
}

static void widen(const dl_document *doc, int32_t token, dl_span *span, int depth) {
  const dl_token *t = &doc->tokens[token];
  if (t->begin < span->begin) span->begin = t->begin;
  if (t->end > span->end) span->end = t->end;
  if (depth > 64) return;
  for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel != DL_REL_PUNCT) widen(doc, c, span, depth + 1);
}

dl_span dl_subtree_span(const dl_document *doc, int32_t token) {
  dl_span span = {doc->tokens[token].begin, doc->tokens[token].end};
  widen(doc, token, &span, 0);
  return span;
}

size_t dl_put_relation(const dl_document *doc, int32_t token, char *out, size_t size) {
  const dl_token *t = &doc->tokens[token];
  const char *word =
      t->rel == DL_REL_OBL || (t->rel == DL_REL_NMOD && t->deprel == DL_DEPREL_NMOD) ? dl_case_of(doc, token) : "";
  const char *deprel = dl_deprel_name(t->deprel);
  size_t used = dl_put_text(out, size, deprel, strlen(deprel));
  if (*word) used += dl_put_text(out + used, size - used, ":", 1);
  return used + dl_put_text(out + used, size - used, word, strlen(word));
}

void dl_find_path(const dl_document *doc, int32_t from, int32_t to, char out[DL_PATH]) {
  const dl_token *tokens = doc->tokens;
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
    used += dl_put_relation(doc, down[k], out + used, DL_PATH - used);
  }
}
