/* Who does what in a clause, read off its tree.
 *
 * Universal Dependencies marks the surface: passives, relative clauses, control and coordination leave the subject of a
 * verb somewhere else. The functions here find it again, for all rooms behind. All tokens are document-wide indices;
 * -1 is none. Nothing is lexical but the relations of function words; lists come from the caller.
 */
#ifndef DL_SYNTAX_CLAUSE_H
#define DL_SYNTAX_CLAUSE_H

#include "syntax/tree.h"

/* Does the verb stand in the passive: "was hit", "those hit", the headline "Ten killed"? */
bool dl_is_passive(const dl_document *doc, int32_t verb);
bool dl_is_relative(const dl_document *doc, int32_t token); /* who, which, that as relative pronoun */
/* Deep subject and object: head tokens, without their coordinated ones; -1 where there is none. The subject of a
 * passive is its agent ("by"), its object the surface subject. */
int32_t dl_deep_subject(const dl_document *doc, int32_t verb);
int32_t dl_deep_object(const dl_document *doc, int32_t verb);

#endif
