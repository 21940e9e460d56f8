/* Who the speaker of a cue is, by the tree. */
#ifndef DL_SPEECH_SOURCES_H
#define DL_SPEECH_SOURCES_H

#include "base/document.h"

/* Head token of who speaks by a noun ("Israeli claims"); -1 where the text names none. */
int32_t dl_noun_source(const dl_document *doc, uint32_t noun);

/* Head token of who speaks by a text ("a statement", "a UN report"): whose it is, or who says something in it; -1 where
 * the clause does not tell. */
int32_t dl_text_author(const dl_document *doc, uint32_t noun);

/* The mention that a source's head stands for ("who": its antecedent's), -1 if none. */
int32_t dl_source_mention(const dl_document *doc, uint32_t source);

#endif
