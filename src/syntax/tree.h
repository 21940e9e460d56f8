/* The dependency tree of each sentence as the parser read it: children, ways, spans, the small words around a noun.
 *
 * The one place that walks over heads and relations; who does what in a clause is told by clause.h. Token indices are
 * document-wide, -1 is none. The lists of children are the document's (doc->child, doc->sibling), in the order of the
 * text; they are made once the parser is done, and kept right by whoever changes a tree (dl_hang).
 */
#ifndef DL_SYNTAX_TREE_H
#define DL_SYNTAX_TREE_H

#include "base/document.h"

/* Makes the lists of children, in the document's arena. */
void dl_link_children(dl_document *doc);

/* for (int32_t c = dl_first(doc, t); c >= 0; c = dl_sibling(doc, c)) visits the dependents of t in the order of the
 * text. */
static inline int32_t dl_first(const dl_document *doc, int32_t token) {
  return doc->child[token];
}
static inline int32_t dl_sibling(const dl_document *doc, int32_t child) {
  return doc->sibling[child];
}

/* The same of those by one of these relations (DL_RELS). */
int32_t dl_first_by(const dl_document *doc, int32_t token, uint64_t rels);
int32_t dl_next_by(const dl_document *doc, int32_t child, uint64_t rels);

/* Sets what a word depends by; before there are lists of children. */
void dl_label(dl_token *token, dl_deprel deprel);
/* Hangs a word on another, by the same relation or by a new one. */
void dl_hang_on(dl_document *doc, int32_t token, int32_t head);
void dl_hang(dl_document *doc, int32_t token, int32_t head, dl_deprel deprel);

/* ---- children ---- */

bool dl_is(const dl_document *doc, int32_t token, dl_deprel deprel);
bool dl_lemma_is(const dl_document *doc, int32_t token, const char *lemma);
bool dl_is_verb(const dl_document *doc, uint32_t token);
/* The first child by that relation; the first one at or after token `from`; by its subtype. */
int32_t dl_child_rel(const dl_document *doc, int32_t head, unsigned rel);
int32_t dl_child(const dl_document *doc, uint32_t head, dl_rel rel, uint32_t from);
int32_t dl_child_deprel(const dl_document *doc, int32_t head, dl_deprel deprel);
/* The same if it stands before its head. */
int32_t dl_child_before(const dl_document *doc, int32_t head, unsigned rel);
/* What a word depends on by one of these relations (DL_RELS); -1, and of -1. */
int32_t dl_head_by(const dl_document *doc, int32_t token, uint64_t rels);
/* Has it a child by one of these relations (DL_RELS)? */
bool dl_has_child(const dl_document *doc, int32_t head, uint64_t rels);

/* ---- prepositions and conjunctions ---- */

/* Does the phrase of `token` begin with one of these prepositions or subordinators, parted by "|" ("in front of" counts
 * for "in" and for "of")? */
bool dl_has_case(const dl_document *doc, int32_t token, const char *prepositions);
bool dl_has_any_case(const dl_document *doc, int32_t token);
/* Stands one of these prepositions, parted by "|", before the noun and marks it: "of|in|from"? */
bool dl_case_is(const dl_document *doc, uint32_t noun, const char *words);
/* The first preposition of a phrase, "". */
const char *dl_case_of(const dl_document *doc, int32_t token);
/* The first dependent by one of these relations (DL_RELS) with one of these; that is a phrase or clause with one. */
int32_t dl_phrase_by(const dl_document *doc, int32_t head, uint64_t rels, const char *prepositions);
int32_t dl_phrase_with(const dl_document *doc, int32_t head, const char *prepositions);

/* ---- ways and spans ---- */

bool dl_within(const dl_document *doc, int32_t token, int32_t top); /* below it, or the same? */
dl_span dl_subtree_span(const dl_document *doc, int32_t token);
/* A relation with the preposition of what stands in it: "obl:in"; its length, as far as there is room. */
size_t dl_put_relation(const dl_document *doc, int32_t token, char *out, size_t size);
/* The way from one word to another: up "<rel", down ">rel" with prepositions ("<acl>nsubj", ">obl:by"); words that only
 * stand beside others of their kind are passed by. "far" where it is too long. */
enum { DL_PATH = 96 };
void dl_find_path(const dl_document *doc, int32_t from, int32_t to, char out[DL_PATH]);

#endif
