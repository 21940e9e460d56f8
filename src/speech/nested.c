/* What is told in whose words: the type of an attribution, and the one that its cue is told in. */
#include <string.h>

#include "speech/parts.h"

uint32_t dl_content_size(const dl_attribution *a) {
  uint32_t size = 0;
  for (uint32_t i = 0; i < a->content_count; i++) size += a->content[i].end - a->content[i].begin;
  return size;
}

static void rate_type(const dl_speech *speech, dl_attribution *a) {
  const dl_document *doc = speech->doc;
  uint32_t inside = 0, outside = 0; /* words */
  for (uint32_t piece = 0; piece < a->content_count; piece++)
    for (uint32_t i = dl_token_from(doc, a->content[piece].begin);
         i < doc->token_count && doc->tokens[i].end <= a->content[piece].end; i++) {
      bool word = doc->tokens[i].upos != DL_PUNCT, quoted = speech->quotes.at[i] >= 0;
      inside += word && quoted;
      outside += word && !quoted;
    }
  a->type = inside == 0 ? DL_INDIRECT : outside == 0 ? DL_DIRECT : DL_MIXED;
}

void dl_nest_attributions(dl_speech *speech) {
  dl_document *doc = speech->doc;
  dl_speech_sort(speech);
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    dl_attribution *a = &doc->attributions[i];
    rate_type(speech, a);
    const uint32_t *near = NULL;
    uint32_t nearby = dl_attributions_near(doc, a->cue_token, &near);
    for (uint32_t k = 0; k < nearby; k++) {
      uint32_t j = near[k];
      const dl_attribution *b = &doc->attributions[j];
      if (i == j || !dl_content_holds(b, &doc->tokens[a->cue_token]) || dl_content_holds(a, &doc->tokens[b->cue_token]))
        continue;
      if (a->parent < 0 || dl_content_size(b) < dl_content_size(&doc->attributions[a->parent])) a->parent = (int32_t)j;
    }
  }
}
