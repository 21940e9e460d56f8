/* Whose words each word is: the source of the innermost attribution that it stands in. */
#include <string.h>

#include "speech/parts.h"

/* The head of the words that name the source: the noun before "who"; of "he" and of a text that stands for its author
 * the last mention of whom it means. */
static int32_t name_of(const dl_speech *speech, uint32_t index) {
  const dl_document *doc = speech->doc;
  const dl_attribution *a = &doc->attributions[index];
  if (speech->items[index].source < 0) return -1;
  uint32_t source = (uint32_t)dl_antecedent(doc, speech->items[index].source);
  int32_t mention = dl_source_mention(doc, source);
  if (a->entity < 0 || (mention >= 0 && (int32_t)doc->mentions[mention].entity == a->entity))
    return mention >= 0 ? (int32_t)doc->mentions[mention].head : (int32_t)source;
  int32_t before = dl_mention_before(doc, (uint32_t)a->entity, source);
  return before >= 0 ? (int32_t)doc->mentions[before].head : (int32_t)source;
}

/* Is it somebody's words, so that who speaks is asked for? */
static bool is_voice(const dl_speech *speech, uint32_t index) {
  const dl_attribution *a = &speech->doc->attributions[index];
  return a->words && a->source.begin < a->source.end;
}

void dl_give_voices(dl_speech *speech) {
  dl_document *doc = speech->doc;
  size_t size = (doc->token_count + 1) * sizeof *speech->voice;
  uint32_t *extent = dl_arena_alloc(doc->arena, size);
  speech->voice = dl_arena_take(doc->arena, size);
  memset(speech->voice, 0xff, size);
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    const dl_attribution *a = &doc->attributions[i];
    int32_t head = is_voice(speech, i) ? name_of(speech, i) : -1;
    uint32_t bytes = dl_content_size(a);
    for (uint32_t piece = 0; head >= 0 && piece < a->content_count; piece++)
      for (uint32_t t = dl_token_from(doc, a->content[piece].begin);
           t < doc->token_count && doc->tokens[t].end <= a->content[piece].end; t++) {
        if (extent[t] && extent[t] <= bytes) continue;
        extent[t] = bytes;
        speech->voice[t] = head;
      }
  }
  for (uint32_t t = 0; t < doc->token_count; t++) { /* "we said": who is quoted so */
    int32_t head = speech->voice[t];
    if (head >= 0 && dl_is_first_person(&doc->tokens[head]) && speech->voice[head] >= 0)
      speech->voice[t] = speech->voice[head];
  }
}

const int32_t *dl_voices(const dl_document *doc) {
  return doc->speech->voice;
}
