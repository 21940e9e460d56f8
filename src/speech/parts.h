/* The parts of src/speech in the order in which they run, with what they hand on. Internal to src/speech. */
#ifndef DL_SPEECH_PARTS_H
#define DL_SPEECH_PARTS_H

#include "speech/scores.h"
#include "speech/sources.h"
#include "speech/speech.h"
#include "speech/tree.h"

struct dl_listener {
  const dl_table *cues;    /* NULL where missing */
  const dl_table *classes; /* the lexicon's classes of nouns, NULL where missing */
  dl_scorer scorer;
};

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

typedef struct dl_speech {
  const dl_listener *listener;
  dl_document *doc;
  bool told; /* evidence is for somebody to read: names with their text */
  dl_quotes quotes;
  dl_said *items; /* beside doc->attributions */
  uint32_t count, capacity;
  /* indices, so that no step walks over all of a long text */
  int32_t *by_cue;            /* per token: the attribution whose cue it is, -1 */
  uint32_t *held_from, *held; /* once they are sorted: held[held_from[s] .. held_from[s + 1]) are those whose content
                                 reaches into sentence s, in order */
  uint32_t *outside; /* per entity: one more than the head of its first mention that is no pronoun and stands outside
                        quotations; 0: not looked for */
  float *cue_score;  /* per token: how sure it is the head of a cue */
  uint8_t *is_cue;   /* per token: is it sure enough? */
  uint8_t *outer;    /* per token: does it hang on another cue? */
  uint8_t *quoted;   /* per sentence: 0 no quotation, 1 it has one, 2 begins with one, 3 is one */
  uint8_t *cued_outside; /* per sentence: does it hold a cue outside of quotations? */
  dl_window read;        /* the words whose halves of the hidden layer of pairs are made */
  float *halves;
  uint32_t halves_size;
  uint16_t *pairs; /* of the words near the cue that is read, pairs.h; room for `pairs_size` words */
  float *scores;   /* likewise, DL_PAIR_SCORES each */
  uint32_t pairs_size, scores_size;
  dl_claimed *claimed; /* per token */
  int32_t *voice;      /* per token: the head of the words that name who says it, -1 */
  dl_speaker *speakers;
  uint32_t speaker_count, speaker_capacity;
} dl_speech;

/* index.c */
void dl_speech_start(dl_speech *speech);
void dl_speech_sort(dl_speech *speech); /* attributions in the order of the text by cue, with what they hold */

/* evidence.c: what is known of a word as the head of a cue. */
void dl_cue_evidence(const dl_speech *speech, uint32_t token, struct dl_evidence *evidence);

/* decide.c */
bool dl_can_be_cue(const dl_document *doc, uint32_t token);
void dl_score_cues(dl_speech *speech);

/* attributions.c: cues with their sources and contents. */
void dl_find_attributions(dl_speech *speech);
/* authors.c: the entity behind the source, -1 for none; `mention` is the one at the source or -1. */
int32_t dl_source_entity(const dl_speech *speech, uint32_t source, int32_t mention);

/* spans.c: the spans of cue, source and content in the text. */
dl_span dl_cue_span(const dl_document *doc, uint32_t cue);
dl_span dl_source_span(const dl_document *doc, uint32_t source);
void dl_content_spans(dl_document *doc, dl_attribution *attribution, dl_token_set *set, const dl_quotes *quotes);

/* nested.c: the type of each attribution, and the one that it is told in. */
void dl_nest_attributions(dl_speech *speech);

/* speakers.c: sources that are no entities yet. */
void dl_settle_speakers(dl_speech *speech);

/* voices.c */
void dl_give_voices(dl_speech *speech);

#endif
