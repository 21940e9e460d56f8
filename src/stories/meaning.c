#include "stories/meaning.h"

#include <math.h>

#include "base/chars.h"
#include "stories/stories.h"

int32_t dl_story_known(const dl_stories *s, const char *word, size_t size) {
  char low[64];
  if (!s->vectors.values || size >= sizeof low) return -1;
  for (size_t i = 0; i < size; i++) low[i] = dl_to_small(word[i]);
  return dl_index_find(&s->words, low, size);
}

void dl_story_meaning_add(const dl_stories *s, int32_t known, float weight, float sum[DL_STORY_MEANING]) {
  const int8_t *row = s->vectors.values + (size_t)known * s->vectors.width;
  float scale = s->vectors.scale[known] * weight;
  for (uint32_t i = 0; i < s->vectors.width; i++) sum[i] += scale * (float)row[i];
}

void dl_story_meaning_close(const float sum[DL_STORY_MEANING], dl_story_meaning *m) {
  float most = 0;
  int32_t square = 0;
  *m = (dl_story_meaning){.length = 0};
  for (uint32_t i = 0; i < DL_STORY_MEANING; i++) most = fmaxf(most, fabsf(sum[i]));
  if (most == 0) return;
  for (uint32_t i = 0; i < DL_STORY_MEANING; i++) {
    m->at[i] = (int8_t)lrintf(sum[i] / most * 127);
    square += m->at[i] * m->at[i];
  }
  m->length = sqrtf((float)square);
}

float dl_story_meanings_alike(const dl_story_meaning *a, const dl_story_meaning *b) {
  int32_t product = 0;
  if (a->length == 0 || b->length == 0) return 0;
  for (uint32_t i = 0; i < DL_STORY_MEANING; i++) product += a->at[i] * b->at[i];
  return (float)product / (a->length * b->length);
}
