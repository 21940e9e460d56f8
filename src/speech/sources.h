/* Who the speaker of a cue is, by the tree. */
#ifndef DL_SPEECH_SOURCES_H
#define DL_SPEECH_SOURCES_H

#include "base/document.h"

/* Does the verb stand in the passive? */
bool dl_verb_is_passive(const dl_document *doc, uint32_t verb);

/* Head token of the noun phrase with that case word below `head` ("by", "of"), -1 if none. */
int32_t dl_child_with_case(const dl_document *doc, uint32_t head, const char *word);

/* Head token of who speaks by a verb, by a noun ("Israeli claims"); -1 where the text names none. */
int32_t dl_verb_source(const dl_document *doc, uint32_t verb);
int32_t dl_noun_source(const dl_document *doc, uint32_t noun);

/* Head token of who speaks by a text ("a statement", "a UN report"): whose it is, or who says something in it; -1 where
 * the clause does not tell. */
int32_t dl_text_author(const dl_document *doc, uint32_t noun);

/* The noun that a relative pronoun stands for, any other token itself. */
uint32_t dl_antecedent(const dl_document *doc, uint32_t pronoun);

/* The mention that a source's head stands for ("who": its antecedent's), -1 if none. */
int32_t dl_source_mention(const dl_document *doc, uint32_t source);

#endif
