/* Who is meant: what names and actors found becomes mentions of the document, and those of one thing one entity.
 *
 * Short names, acronyms, titles, role nouns, pronouns and "the two countries" are joined to what was told before. Reads
 * tokens and the tree, which must be there; what it makes is in the document's arena. Nothing fails but for memory,
 * which leaves the guard. The namer is shared by threads, a document belongs to one.
 */
#ifndef DL_ENTITIES_ENTITIES_H
#define DL_ENTITIES_ENTITIES_H

#include "base/document.h"
#include "names/namer.h"

/* Fills doc->mentions, mention_at and entities. Reads tokens and the tree. */
void dl_name(const dl_namer *namer, dl_document *doc);

/* For trainers: an option for what a pronoun stands for. */
typedef struct dl_whom_option {
  uint32_t pronoun; /* tokens */
  const char *kind; /* "he", "she", "it", "they" */
  int32_t token;    /* -1: nobody */
  int32_t last;     /* of a list its last member, else -1 */
  bool mention;
} dl_whom_option;

struct dl_evidence; /* network/evidence.h */
typedef void dl_whom_fn(void *context, const dl_whom_option *option, const struct dl_evidence *evidence);

/* Fills the layers anew and tells of the options of each pronoun, nobody last. */
void dl_list_whom(const dl_namer *namer, dl_document *doc, dl_whom_fn *each, void *context);

/* The mention whose head is this token, else the smallest one that covers it; -1. */
int32_t dl_mention_of(const dl_document *doc, uint32_t token);

/* The one participant at a noun's head; false where it is no mention. Its code is "" where it is no political actor. */
bool dl_participant_of(const dl_namer *namer, const dl_document *doc, uint32_t token, dl_participant *out);

/* The participants at this very token: one, or the members of a group ("both", "the two countries"). Coordination is
 * the caller's. */
uint32_t dl_participants_of(const dl_namer *namer, dl_document *doc, uint32_t token, dl_participants *out);

#endif
