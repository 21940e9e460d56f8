/* Who does what in a clause, read off its tree.
 *
 * Universal Dependencies marks the surface: passives, relative clauses, control and coordination leave the subject of a
 * verb somewhere else. The functions here find it again, for all rooms behind. All tokens are document-wide indices;
 * -1 is none. Nothing is lexical but the relations of function words; lists come from the caller.
 */
#ifndef DL_SYNTAX_CLAUSE_H
#define DL_SYNTAX_CLAUSE_H

#include "syntax/tree.h"

/* The first member of the list that a word stands in, "Chad" of "Chad, Niger and Mali"; a word in none itself. */
int32_t dl_first_conjunct(const dl_document *doc, int32_t token);

/* Has a noun an article or pronoun that says that it is known: "the raid", "this raid"? */
bool dl_is_definite(const dl_document *doc, int32_t noun);

/* "who", "whose", "which", "that" as relative pronoun? */
bool dl_is_relative(const dl_document *doc, int32_t token);
/* The noun that a relative pronoun stands for; any other word itself. */
int32_t dl_antecedent(const dl_document *doc, int32_t token);

/* Does the verb stand in the passive: "was hit", "those hit", the headline "Ten killed"? */
bool dl_is_passive(const dl_document *doc, int32_t verb);
/* Who does it to the subject of a passive: the phrase with "by"; -1. */
int32_t dl_agent(const dl_document *doc, int32_t verb);
/* Deep subject and object: head tokens, without their coordinated ones; -1 where there is none. The subject of a
 * passive is its agent, its object the surface subject. */
int32_t dl_deep_subject(const dl_document *doc, int32_t verb);
int32_t dl_deep_object(const dl_document *doc, int32_t verb);

/* Relations of clauses: of those that complete a word ("said that", "refused to"), and of all. */
#define DL_COMPLEMENTS (DL_RELS(CCOMP, XCOMP, CSUBJ))
#define DL_CLAUSES (DL_COMPLEMENTS | DL_RELS(ADVCL, ACL, PARATAXIS))
bool dl_has_complement(const dl_document *doc, int32_t token);
/* "to leave", "in order to leave"? */
bool dl_is_infinitive(const dl_document *doc, int32_t verb);

/* Has the verb the auxiliary "have" before it? */
bool dl_is_perfect(const dl_document *doc, int32_t verb);

/* Does the word negate what it belongs to: "not", "no", "never", "nobody"? */
static inline bool dl_negates(const dl_token *token) {
  return token->features & DL_NEGATES;
}
/* Is one of the words that belong to a word a negation: "did not attack", "no attack", "attacked nobody"? */
bool dl_is_negated(const dl_document *doc, int32_t token);
/* Is a noun or pronoun nobody or nothing: "nobody", "no state", "neither Egypt nor Jordan"? */
bool dl_is_no_thing(const dl_document *doc, int32_t noun);

/* Does the clause of the word `verb` leave open whether what it tells of happened, by the order of its words alone?
 * "Is Iran supplying drones to Russia?" asks, "Had Iran attacked, ..." supposes; "Why did Iran attack?" takes the
 * attack for granted. */
bool dl_is_open_clause(const dl_document *doc, uint32_t verb);

#endif
