/* Questions about the UD tree that the event coder asks: who is deep subject or object of a verb, which preposition
 * heads a phrase.
 *
 * Universal Dependencies marks the surface: passives, relative clauses, control and coordination leave the subject of a
 * verb somewhere else. The functions here find it again. All tokens are document-wide indices; -1 is none. Nothing is
 * lexical but function words' relations; lists come from the caller.
 */
#ifndef DL_EVENTS_GRAPH_H
#define DL_EVENTS_GRAPH_H

#include "base/document.h"

typedef struct dl_graph {
  dl_document *doc;
  int32_t *child; /* per token: its first child */
  int32_t *next;  /* per token: its next sibling */
} dl_graph;

void dl_graph_make(dl_graph *graph, dl_document *doc);

/* for (int32_t c = dl_first(g, t); c >= 0; c = g->next[c]) visits the dependents of t in text order. */
static inline int32_t dl_first(const dl_graph *g, int32_t token) {
  return g->child[token];
}

bool dl_is(const dl_graph *g, int32_t token, dl_deprel deprel);
bool dl_lemma_is(const dl_graph *g, int32_t token, const char *lemma);
int32_t dl_child_rel(const dl_graph *g, int32_t token, unsigned rel);
int32_t dl_child_deprel(const dl_graph *g, int32_t token, dl_deprel deprel);

/* Does the phrase of `token` begin with this preposition or subordinator ("of", "in front of" counts for "in" and
 * "of")? */
bool dl_has_case(const dl_graph *g, int32_t token, const char *preposition);
bool dl_has_any_case(const dl_graph *g, int32_t token);
/* First dependent of `token` that is a phrase (obl, nmod, advcl, acl) with this preposition. */
int32_t dl_phrase_with(const dl_graph *g, int32_t token, const char *preposition);

bool dl_is_passive(const dl_graph *g, int32_t verb);
bool dl_is_relative(const dl_graph *g, int32_t token); /* who, which, that as relative pronoun */
/* Deep subject and object: head tokens, without their coordinated ones; -1 where there is none. */
int32_t dl_deep_subject(const dl_graph *g, int32_t verb);
int32_t dl_deep_object(const dl_graph *g, int32_t verb);

bool dl_within(const dl_graph *g, int32_t token,
               int32_t ancestor); /* is token in the subtree of ancestor (itself included)? */
dl_span dl_subtree_span(const dl_graph *g, int32_t token);

/* The first preposition of a phrase, "". */
const char *dl_case_of(const dl_graph *g, int32_t token);
/* A relation with the preposition of what stands in it: "obl:in"; its length, as far as there is room. */
size_t dl_put_relation(const dl_graph *g, int32_t token, char *out, size_t size);
/* The way from one word to another: up "<rel", down ">rel" with prepositions ("<acl>nsubj", ">obl:by"); words that only
 * stand beside others of their kind are passed by. "far" where it is too long. */
enum { DL_PATH = 96 };
void dl_find_path(const dl_graph *g, int32_t from, int32_t to, char out[DL_PATH]);

#endif
