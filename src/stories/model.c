/* What was learned of stories, as the data file has it. */
#include <stdlib.h>
#include <string.h>

#include "stories/stories.h"

static void want(dl_items *items, void *to) {
  dl_stories *s = to;
  dl_learned_take(items, "", 1, &s->learned);
  s->rarity = dl_items_embedding(items, "rarity", 512);
  s->triggers = dl_items_index(items, "triggers");
  s->lemmas = dl_items_strings(items, "lemmas");
  s->vectors = dl_items_embedding(items, "vectors", s->triggers.keys.count);
  if (s->lemmas.count != s->triggers.keys.count) dl_items_miss(items, "lemmas");
  if (s->rarity.width != 256) dl_items_miss(items, "rarity");
}

int dl_stories_read(dl_stories *s, const dl_model *model, dl_status *status) {
  *s = (dl_stories){0};
  int code = model ? dl_items_read(model, "stories", want, s, &s->memory, status) : DL_OK;
  for (uint32_t i = 0; !code && dl_is_learned(&s->learned) && i < DL_STORY_FEATURES; i++) {
    const dl_known_name *known = dl_learned_find(&s->learned, dl_part_of(dl_story_feature_name(i)).hash);
    s->weight[i] = known ? known->weight : 0;
  }
  return code;
}

void dl_stories_free(dl_stories *stories) {
  free(stories->memory);
}
