/* The parts of src/claims in the order in which they run, with what they hand on. Internal to src/claims. */
#ifndef DL_CLAIMS_PARTS_H
#define DL_CLAIMS_PARTS_H

#include "claims/predicates.h"
#include "speech/sources.h"
#include "speech/speech.h"
#include "speech/tree.h"

typedef struct dl_claims {
  const dl_claimer *claimer;
  dl_document *doc;
  bool told; /* evidence is for somebody to read: names with their text */
  const dl_listener *listener;
  const dl_said *items;            /* beside doc->attributions */
  int year;                        /* of the text, 0 where nothing tells it */
  uint32_t old_times, dated_times; /* times that lie years back; all that have a year */
  uint32_t *coded, coded_count;    /* per event: the auxiliary modes that the rows gave it */
  dl_event *weighed;               /* the events among which what a denial is about was looked for, */
  uint32_t weighed_count;          /* with those that are supposed */
  int32_t *linked, *more;
  uint32_t more_capacity; /* per event: its last link, -1; per link: the one before of the same event */
} dl_claims;

/* rate.c */
uint32_t dl_factuality_chain(const dl_claims *claims, uint32_t token, dl_factuality **values);
void dl_rate_events(dl_claims *claims);
void dl_rate_speech(dl_claims *claims, uint32_t event); /* of a speech act that is made of a cue */

/* told_at.c */
/* What a text never tells as hypothetical: to say it, or to set about it, is to do it. */
bool dl_is_commitment(const dl_event *event);
/* The token at which an event is told: the verb of a trigger that is a noun with its verb ("cancelled a visit"). */
uint32_t dl_speech_token(const dl_document *doc, const dl_event *event);

/* index.c */
/* Sentences and events: what lies further apart is not linked, so that the work grows with the text and not with its
 * square. */
enum { DL_LINK_REACH = DL_FAR_SENTENCES, DL_LINK_EVENTS = DL_FAR };
uint32_t dl_first_in_reach(const dl_document *doc,
                           uint32_t event); /* the first event that lies in reach of the event */
bool dl_share_party(const dl_participants *a, const dl_participants *b);
void dl_add_link(dl_document *doc, dl_link_type type, uint32_t from, uint32_t to);

/* links.c */
void dl_link_events(dl_claims *claims);
/* denials.c */
void dl_take_supposed(dl_claims *claims); /* among the events, until it is known which are meant */
void dl_link_denials(dl_claims *claims);

/* same.c: links acts that are told again. */
void dl_link_same(dl_document *doc);

#endif
