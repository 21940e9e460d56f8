/* Where the attributions stand: by the token of their cue, by the sentence of it, and by the sentences that their
 * content reaches into. */
#include <string.h>

#include "speech/parts.h"

/* Which sentences are quotations. */
static void look_at_sentences(dl_speech *speech) {
  const dl_document *doc = speech->doc;
  speech->quoted = dl_arena_alloc(doc->arena, doc->sentence_count + 1);
  for (uint32_t s = 0; s < doc->sentence_count; s++) {
    const dl_sentence *sentence = &doc->sentences[s];
    bool any = false, all = true;
    for (uint32_t i = sentence->first; i < dl_sentence_end(sentence); i++) {
      bool in = speech->quotes.at[i] >= 0;
      any |= in;
      all &= in;
    }
    speech->quoted[s] = !any ? 0 : all ? 3 : speech->quotes.at[sentence->first] >= 0 ? 2 : 1;
  }
}

void dl_speech_start(dl_speech *speech) {
  const dl_document *doc = speech->doc;
  look_at_sentences(speech);
  speech->by_cue = dl_arena_take(doc->arena, (doc->token_count + 1) * sizeof *speech->by_cue);
  speech->outside = dl_arena_alloc(doc->arena, (doc->entity_count + 1) * sizeof *speech->outside);
  memset(speech->by_cue, 0xff, (doc->token_count + 1) * sizeof *speech->by_cue);
}

int32_t dl_attribution_at(const dl_document *doc, uint32_t cue_token) {
  return doc->speech->by_cue[cue_token];
}

static void put_in_order(dl_speech *speech) {
  dl_document *doc = speech->doc;
  uint32_t count = doc->attribution_count;
  dl_position *places = dl_arena_take(doc->arena, (count + 1) * sizeof *places);
  dl_attribution *all = dl_arena_take(doc->arena, (count + 1) * sizeof *all);
  dl_said *items = dl_arena_take(doc->arena, (count + 1) * sizeof *items);
  for (uint32_t i = 0; i < count; i++) places[i] = (dl_position){doc->attributions[i].cue.begin, i};
  dl_sort_positions(places, count);
  for (uint32_t i = 0; i < count; i++) {
    all[i] = doc->attributions[places[i].index];
    items[i] = speech->items[places[i].index];
    speech->by_cue[all[i].cue_token] = (int32_t)i;
  }
  doc->attributions = all;
  speech->items = items;
  doc->attribution_capacity = speech->capacity = count;
}

/* Tells each sentence that the content of the attribution reaches into; pieces are in text order. */
static void each_sentence(const dl_document *doc, const dl_attribution *a,
                          void (*tell)(dl_speech *, uint32_t, uint32_t), dl_speech *speech, uint32_t index) {
  int64_t last = -1;
  for (uint32_t piece = 0; piece < a->content_count; piece++)
    for (uint32_t i = dl_token_from(doc, a->content[piece].begin);
         i < doc->token_count && doc->tokens[i].begin < a->content[piece].end;) {
      uint32_t sentence = doc->tokens[i].sentence;
      if ((int64_t)sentence > last) tell(speech, sentence, index);
      if ((int64_t)sentence > last) last = sentence;
      i = dl_sentence_end(&doc->sentences[sentence]);
    }
}

static void count_one(dl_speech *speech, uint32_t sentence, uint32_t index) {
  (void)index;
  speech->held_from[sentence + 1]++;
}

static void put_one(dl_speech *speech, uint32_t sentence, uint32_t index) {
  speech->held[speech->held_from[sentence]++] = index;
}

void dl_speech_sort(dl_speech *speech) {
  dl_document *doc = speech->doc;
  put_in_order(speech);
  speech->held_from = dl_arena_alloc(doc->arena, (doc->sentence_count + 2) * sizeof *speech->held_from);
  for (uint32_t i = 0; i < doc->attribution_count; i++) each_sentence(doc, &doc->attributions[i], count_one, speech, i);
  for (uint32_t s = 0; s < doc->sentence_count; s++) speech->held_from[s + 1] += speech->held_from[s];
  speech->held = dl_arena_take(doc->arena, (speech->held_from[doc->sentence_count] + 1) * sizeof *speech->held);
  for (uint32_t i = 0; i < doc->attribution_count; i++) each_sentence(doc, &doc->attributions[i], put_one, speech, i);
  memmove(speech->held_from + 1, speech->held_from,
          doc->sentence_count * sizeof *speech->held_from); /* each stands at its end: the start of the next */
  speech->held_from[0] = 0;
}

uint32_t dl_attributions_near(const dl_document *doc, uint32_t token, const uint32_t **list) {
  const dl_speech *speech = doc->speech;
  if (!speech || !speech->held_from) return 0;
  uint32_t sentence = doc->tokens[token].sentence;
  *list = speech->held + speech->held_from[sentence];
  return speech->held_from[sentence + 1] - speech->held_from[sentence];
}
