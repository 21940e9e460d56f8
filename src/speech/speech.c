#include "speech/speech.h"

#include <stdlib.h>

#include "network/evidence.h"
#include "speech/pairs.h"

/* How far below the least score of a cue words are listed for the trainer of pairs. */
static const float TRAINED = 3;

int dl_listener_new(const dl_model *model, dl_listener **listener, dl_status *status) {
  *listener = NULL;
  dl_listener *made = calloc(1, sizeof *made);
  if (!made) return dl_fail(status, DL_EMEMORY, "out of memory");
  made->cues = dl_model_table(model, "claims/cues");
  made->classes = dl_model_table(model, "lexicon/classes");
  int code = DL_OK;
  if (made->cues && dl_table_column(made->cues, "frame") != 5)
    code = dl_fail(status, DL_EDATA, "table claims/cues: column 6 is not frame");
  if (!code) code = dl_scorer_read(&made->scorer, model, status);
  if (code) {
    dl_listener_free(made);
    return code;
  }
  *listener = made;
  return DL_OK;
}

void dl_listener_free(dl_listener *listener) {
  if (listener) dl_scorer_free(&listener->scorer);
  free(listener);
}

static dl_speech *begin(const dl_listener *listener, dl_document *doc, bool told) {
  dl_speech *speech = dl_arena_alloc(doc->arena, sizeof *speech);
  *speech = (dl_speech){.listener = listener, .doc = doc, .told = told, .quotes = dl_find_quotes(doc)};
  dl_speech_start(speech);
  dl_score_cues(speech);
  return speech;
}

void dl_find_speech(const dl_listener *listener, dl_document *doc) {
  dl_speech *speech = doc->speech = begin(listener, doc, false);
  dl_find_attributions(speech);
  dl_nest_attributions(speech);
  dl_settle_speakers(speech);
  dl_give_voices(speech);
}

const dl_listener *dl_listener_of(const dl_document *doc) {
  return doc->speech->listener;
}

const dl_quotes *dl_quotes_of(const dl_document *doc) {
  return &doc->speech->quotes;
}

const dl_claimed *dl_claimed_of(const dl_document *doc) {
  return doc->speech->claimed;
}

float dl_cue_score(const dl_document *doc, uint32_t token) {
  return doc->speech->cue_score[token] - doc->speech->listener->scorer.least;
}

const dl_said *dl_said_of(const dl_document *doc) {
  return doc->speech->items;
}

void dl_list_cues(const dl_listener *listener, dl_document *doc, const dl_cue_listing *to) {
  dl_speech *speech = begin(listener, doc, true);
  for (uint32_t i = 0; i < doc->token_count; i++) {
    struct dl_evidence evidence;
    if (!dl_can_be_cue(doc, i)) continue;
    dl_cue_evidence(speech, i, &evidence);
    to->cue(to->context, i, &evidence);
  }
  for (uint32_t i = 0; i < doc->token_count; i++) {
    if (!dl_can_be_cue(doc, i) || speech->cue_score[i] < listener->scorer.least - TRAINED) continue;
    dl_window window = dl_window_of(speech, i);
    to->pairs(to->context, i, speech->cue_score[i], window.first, window.end, &dl_pairs_of(speech, i, window)[0][0],
              DL_PAIR_FEATURES);
  }
}
