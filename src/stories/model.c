/* What was learned of stories, as the data file has it. */
#include <stdlib.h>
#include <string.h>

#include "stories/stories.h"

/* The weights of features in the order in which the program has them. */
static void sort_weights(dl_stories *s, const float *first) {
  for (uint32_t i = 0; i < DL_STORY_FEATURES; i++) {
    const dl_known_name *known = dl_learned_find(&s->learned, dl_part_of(dl_story_feature_name(i)).hash);
    if (!known) continue;
    s->weight[i] = known->weight;
    memcpy(s->first[i], first + (size_t)(known->number - 1) * DL_STORY_HIDDEN, sizeof s->first[i]);
  }
}

static void want(dl_items *items, void *to) {
  dl_stories *s = to;
  dl_learned_take(items, "", 1, &s->learned);
  const float *first = dl_items_floats(items, "first", "", s->learned.count * DL_STORY_HIDDEN);
  s->second = dl_items_floats(items, "second", "", DL_STORY_HIDDEN);
  s->rarity = dl_items_embedding(items, "rarity", 512);
  s->words = dl_items_index(items, "words");
  s->lemmas = dl_items_strings(items, "lemmas");
  s->vectors = dl_items_embedding(items, "vectors", s->words.keys.count);
  if (s->lemmas.count > s->words.keys.count) dl_items_miss(items, "lemmas");
  if (s->vectors.width > DL_STORY_MEANING) dl_items_miss(items, "vectors");
  if (s->rarity.width != 256) dl_items_miss(items, "rarity");
  if (!items->missing) sort_weights(s, first);
}

int dl_stories_read(dl_stories *s, const dl_model *model, dl_status *status) {
  *s = (dl_stories){0};
  return model ? dl_items_read(model, "stories", want, s, &s->memory, status) : DL_OK;
}

void dl_stories_free(dl_stories *stories) {
  free(stories->memory);
}
