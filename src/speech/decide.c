/* Which words are heads of cues: the network's score and the weights of what is known of them. */
#include <string.h>

#include "network/evidence.h"
#include "speech/parts.h"

enum { CHUNK = 64 }; /* words that are scored at a time */

/* Further below the least score than any evidence lifts a word. */
static const float HOPELESS = -3, ANYHOW = 1e6F;

bool dl_can_be_cue(const dl_document *doc, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  bool colon = t->upos == DL_PUNCT && t->word == DL_WORD_COLON;
  return (colon || dl_in(t->upos, DL_UPOSES(VERB, NOUN, ADJ, ADV, ADP, AUX))) &&
         !dl_is_passed_over(&doc->sentences[t->sentence]);
}

/* By how much less than others a word is a cue, since the tables know it as one in its place: "reportedly", "alleged"
 * whatever the network holds, "charges of" by some. */
static float known(const dl_speech *speech, uint32_t token) {
  const dl_token *t = &speech->doc->tokens[token];
  dl_cue cue;
  if (dl_in(t->rel, DL_RELS(ADVMOD, AMOD)))
    return dl_cue_find(speech->listener, t->lower, t->rel == DL_REL_AMOD ? "attr" : "adv", &cue) ? ANYHOW : 0;
  bool clause = dl_child_deprel(speech->doc, (int32_t)token, DL_DEPREL_ACL) >= 0 ||
                dl_child_rel(speech->doc, (int32_t)token, DL_REL_CCOMP) >= 0;
  bool noun = t->upos == DL_NOUN && clause && dl_cue_find(speech->listener, t->lemma, "noun", &cue);
  return noun ? speech->listener->scorer.known : 0;
}

static void score_chunk(dl_speech *speech, const uint8_t *values, const uint32_t *tokens, uint32_t count) {
  const dl_scorer *scorer = &speech->listener->scorer;
  uint32_t width = scorer->cue.width;
  float hidden[CHUNK * DL_SCORER_WIDEST], out[CHUNK];
  const float *outs[CHUNK];
  for (uint32_t k = 0; k < count; k++) outs[k] = scorer->cue_out;
  scorer->kernels->product(&scorer->cue, &(dl_rows){values, scorer->cue.depth, NULL}, count, hidden, width, DL_RECTIFY);
  scorer->kernels->dots(hidden, width, outs, count, scorer->cue.outputs, out);
  for (uint32_t k = 0; k < count; k++) {
    float score = out[k] + scorer->cue_bias;
    dl_evidence e;
    if (score > scorer->least + HOPELESS) {
      dl_cue_evidence(speech, tokens[k], &e);
      score += dl_evidence_sum(&e, &scorer->learned);
    }
    speech->cue_score[tokens[k]] = score;
    speech->is_cue[tokens[k]] = score >= scorer->least - known(speech, tokens[k]);
  }
}

/* Which cues hang on others, and which sentences hold one outside of quotations. */
static void look_at_cues(dl_speech *speech) {
  const dl_document *doc = speech->doc;
  speech->outer = dl_arena_alloc(doc->arena, doc->token_count + 1);
  speech->cued_outside = dl_arena_alloc(doc->arena, doc->sentence_count + 1);
  for (uint32_t i = 0; i < doc->token_count; i++) {
    if (!speech->is_cue[i]) continue;
    speech->cued_outside[doc->tokens[i].sentence] |= speech->quotes.at[i] < 0;
    uint32_t steps = 0;
    for (int32_t at = doc->tokens[i].head; at >= 0 && steps < DL_FAR && !speech->outer[i];
         at = doc->tokens[at].head, steps++)
      speech->outer[i] = speech->is_cue[at];
  }
}

void dl_score_cues(dl_speech *speech) {
  const dl_document *doc = speech->doc;
  const dl_scorer *scorer = &speech->listener->scorer;
  speech->cue_score = dl_arena_take(doc->arena, (doc->token_count + 1) * sizeof *speech->cue_score);
  speech->is_cue = dl_arena_alloc(doc->arena, doc->token_count + 1);
  for (uint32_t i = 0; i < doc->token_count; i++) speech->cue_score[i] = scorer->least + HOPELESS;
  if (scorer->cue.inputs != doc->state_width || !doc->states) {
    look_at_cues(speech);
    return;
  }
  uint8_t *values = dl_arena_take(doc->arena, CHUNK * (size_t)scorer->cue.depth);
  uint32_t tokens[CHUNK], count = 0;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    if (!dl_can_be_cue(doc, i)) continue;
    memcpy(values + (size_t)count * scorer->cue.depth, doc->states + (size_t)i * doc->state_width, doc->state_width);
    tokens[count++] = i;
    if (count == CHUNK) score_chunk(speech, values, tokens, count), count = 0;
  }
  if (count) score_chunk(speech, values, tokens, count);
  look_at_cues(speech);
}
