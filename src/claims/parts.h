/* The parts of src/claims in the order in which they run, with what they hand on. Internal to src/claims. */
#ifndef DL_CLAIMS_PARTS_H
#define DL_CLAIMS_PARTS_H

#include "claims/cues.h"
#include "claims/sources.h"
#include "claims/tree.h"
#include "events/quotes.h"

/* What is known of doc->attributions[i] beyond the contract. */
typedef struct dl_claim {
  dl_cue cue;
  bool negated;    /* "did not say" */
  int32_t source;  /* head token of the source, -1 */
  int32_t content; /* head token of the content, -1 where there is none in its sentence */
} dl_claim;

/* The words that a cue can have as source and content: its sentence, and those before and behind that a quotation joins
 * with it. Token indices, half-open. */
typedef struct dl_window {
  uint32_t first, end;
} dl_window;

/* A source that becomes an entity. */
typedef struct dl_speaker {
  dl_span span;
  uint32_t head, entity;
} dl_speaker;

typedef struct dl_claims {
  const dl_claimer *claimer;
  dl_document *doc;
  bool told; /* evidence is for somebody to read: names with their text */
  dl_quotes quotes;
  dl_claim *items; /* beside doc->attributions */
  uint32_t count, capacity;
  /* indices, so that no step walks over all of a long text */
  int32_t *by_cue;            /* per token: the attribution whose cue it is, -1 */
  uint32_t *held_from, *held; /* once they are sorted: held[held_from[s] .. held_from[s + 1]) are those whose content
                                 reaches into sentence s, in order */
  uint32_t *outside; /* per entity: one more than the head of its first mention that is no pronoun and stands outside
                        quotations; 0: not looked for */
  int32_t *child, *sibling; /* per token: its first child, the next child of its head, -1 */
  float *cue_score;         /* per token: how sure it is the head of a cue */
  uint8_t *is_cue;          /* per token: is it sure enough? */
  uint8_t *outer;           /* per token: does it hang on another cue? */
  uint8_t *quoted;          /* per sentence: 0 no quotation, 1 it has one, 2 begins with one, 3 is one */
  uint8_t *cued_outside;    /* per sentence: does it hold a cue outside of quotations? */
  dl_window read;           /* the words whose halves of the hidden layer of pairs are made */
  float *halves;
  uint32_t halves_size;
  dl_speaker *speakers;
  uint32_t speaker_count, speaker_capacity;
  int year;                        /* of the text, 0 where nothing tells it */
  uint32_t old_times, dated_times; /* times that lie years back; all that have a year */
  uint32_t *coded, coded_count;    /* per event: the auxiliary modes that the rows gave it */
  dl_event *weighed;               /* the events among which what a denial is about was looked for, */
  uint32_t weighed_count;          /* with those that are supposed */
  int32_t *linked, *more;
  uint32_t more_capacity; /* per event: its last link, -1; per link: the one before of the same event */
} dl_claims;

/* index.c */
void dl_claims_start(dl_claims *claims);
void dl_claims_sort(dl_claims *claims); /* attributions in the order of the text by cue, with what they hold */
int32_t dl_attribution_at(const dl_document *doc, uint32_t cue_token); /* -1 where the token is no cue */

/* evidence.c: what is known of a word as the head of a cue. */
struct dl_evidence;
void dl_cue_evidence(const dl_claims *claims, uint32_t token, struct dl_evidence *evidence);

/* decide.c */
bool dl_can_be_cue(const dl_document *doc, uint32_t token);
void dl_score_cues(dl_claims *claims);

/* attributions.c: cues with their sources and contents. */
void dl_find_attributions(dl_claims *claims);
/* authors.c: the entity behind the source of a cue, -1 for none; `mention` is the one at the source or -1. */
int32_t dl_source_entity(const dl_claims *claims, uint32_t cue_token, uint32_t source, int32_t mention);

/* spans.c: the spans of cue, source and content in the text. */
dl_span dl_cue_span(const dl_document *doc, uint32_t cue);
dl_span dl_source_span(const dl_document *doc, uint32_t source);
void dl_content_spans(dl_document *doc, dl_attribution *attribution, dl_token_set *set, dl_quotes *quotes);
bool dl_content_holds(const dl_attribution *attribution, const dl_token *token);

/* nested.c: the type of each attribution, and the one that it is told in. */
void dl_nest_attributions(dl_claims *claims);

/* speakers.c: sources that are no entities yet. */
void dl_settle_speakers(dl_claims *claims);

/* rate.c */
uint32_t dl_factuality_chain(const dl_claims *claims, uint32_t token, dl_factuality **values);
void dl_rate_events(dl_claims *claims);
void dl_rate_speech(dl_claims *claims, uint32_t event); /* of a speech act that is made of a cue */

/* speech.c */
/* What a text never tells as hypothetical: to say it, or to set about it, is to do it. */
bool dl_is_commitment(const dl_event *event);
/* The token at which an event is told: the cue where a speech act's trigger is its object ("denied the allegations"),
 * the plan where a threat or a promise is one ("plans to attack"), else the trigger. */
uint32_t dl_speech_token(const dl_document *doc, const dl_event *event);

/* parties.c, index.c */
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
