/* Who says what: quotations, cues, their sources and contents, found once, before the events.
 *
 * quotes.c pairs the quotation marks; decide.c takes the words that are heads of cues, attributions.c their source and
 * content (PolNeAR) as a network scores the words around them; authors.c and speakers.c tell which entity speaks. Words
 * and what they do come from the tables of data/claims. A dl_listener is immutable and shared by threads; what is found
 * lives in the document's arena.
 */
#ifndef DL_SPEECH_SPEECH_H
#define DL_SPEECH_SPEECH_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"
#include "speech/cues.h"
#include "speech/quotes.h"

struct dl_evidence;

/* On success *listener is the caller's, freed by dl_listener_free; the model must outlive it. A missing table is an
 * empty one; DL_EDATA where a table lacks a column. */
int dl_listener_new(const dl_model *model, dl_listener **listener, dl_status *status);
void dl_listener_free(dl_listener *listener);

/* What is known of doc->attributions[i] beyond the contract. */
typedef struct dl_said {
  dl_cue cue;
  bool negated;    /* "did not say" */
  int32_t source;  /* head token of the source, -1 */
  int32_t content; /* head token of the content, -1 where there is none in its sentence */
} dl_said;

/* How likely a word is said by somebody: the most that a cue near it claims it for its content (log odds), and that
 * cue; -1 where none is near. */
typedef struct dl_claimed {
  float score;
  int32_t cue;
} dl_claimed;

/* Fills doc->attributions and doc->speech; sources become entities. Reads tokens, tree, names and times. */
void dl_find_speech(const dl_listener *listener, dl_document *doc);

/* Gives the sources that became entities their mentions, which stand behind the others, not in text order: a last step,
 * before dl_name_parties. */
void dl_name_speakers(dl_document *doc);

/* ---- what was found: only after dl_find_speech ---- */

const dl_listener *dl_listener_of(const dl_document *doc);
const dl_said *dl_said_of(const dl_document *doc); /* beside doc->attributions */
const dl_quotes *dl_quotes_of(const dl_document *doc);
const dl_claimed *dl_claimed_of(const dl_document *doc); /* per token */
/* By how much a word's score as the head of a cue is above the least that makes it one. */
float dl_cue_score(const dl_document *doc, uint32_t token);

/* Per token: the head of the words that name who says it, -1. */
const int32_t *dl_voices(const dl_document *doc);

int32_t dl_attribution_at(const dl_document *doc, uint32_t cue_token); /* -1 where the token is no cue */
uint32_t dl_content_size(const dl_attribution *attribution);           /* bytes */
bool dl_content_holds(const dl_attribution *attribution, const dl_token *token);
/* Attributions whose content may hold the token, in their order: those whose content reaches into its sentence. */
uint32_t dl_attributions_near(const dl_document *doc, uint32_t token, const uint32_t **list);

/* ---- for trainers ---- */

/* Every word that can be the head of a cue with the names of what is known of it, then the rows of the words around
 * each that may be one (speech/pairs.h: `width` a word). What is given lives as long as the call. */
typedef struct dl_cue_listing {
  void (*cue)(void *context, uint32_t token, const struct dl_evidence *evidence);
  void (*pairs)(void *context, uint32_t cue, float score, uint32_t first, uint32_t end, const uint16_t *rows,
                uint32_t width);
  void *context;
} dl_cue_listing;
uint32_t dl_pair_row_count(void); /* rows that a pair can have */
void dl_list_cues(const dl_listener *listener, dl_document *doc, const dl_cue_listing *to);

#endif
