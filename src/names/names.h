/* Who and what is named: mentions, their entities and actor codes.
 *
 * Names come from the tables of data/actors/ (countries with demonyms, capitals and metonyms; people with the days of
 * their offices; organisations) and from the network's name labels; role nouns ("troops", "foreign minister") come from
 * data/actors/agents.tsv over the tree. A person's code is put together from title, apposition and country on the
 * document's date. Mentions of one entity are joined: short names, acronyms, titles, role nouns, pronouns, "the two
 * countries". Codes are CAMEO's: country, then sector.
 */
#ifndef DL_NAMES_NAMES_H
#define DL_NAMES_NAMES_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef struct dl_namer dl_namer;

/* On success *namer is the caller's until dl_namer_free; the model must outlive it. Missing tables know no names. */
int dl_namer_new(const dl_model *model, dl_namer **namer, dl_status *status);
void dl_namer_free(dl_namer *namer);

/* Fills doc->mentions, mention_at and entities. Reads tokens and the tree. */
int dl_name(const dl_namer *namer, dl_document *doc, dl_status *status);

/* The mention whose head is this token, else the smallest one that covers it; -1. */
int32_t dl_mention_of(const dl_document *doc, uint32_t token);

/* The one participant at a noun's head; false where it is no mention. Its code is "" where it is no political actor. */
bool dl_participant_of(const dl_namer *namer, const dl_document *doc, uint32_t token, dl_participant *out);

/* The participants at this very token: one, or the members of a group ("both", "the two countries"). Coordination is
 * the caller's. */
uint32_t dl_participants_of(const dl_namer *namer, dl_document *doc, uint32_t token, dl_participants *out);

/* The code of the state that publishes the text ("UK Government"), "" where it is no state's. */
const char *dl_publisher(const dl_namer *namer, const dl_document *doc);

#endif
