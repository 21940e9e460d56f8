#include "speech/scores.h"

#include <stdlib.h>

#include "speech/pairs.h"

/* The layer NAME, whose inputs are whole vectors of words. */
static void want_layer(dl_items *items, dl_matrix *to, const char *name) {
  const dl_item *layer = dl_items_find(items, name, ".w");
  dl_items_layer(items, to, name, dl_items_outputs(items, name, ".w"), layer ? layer->dims[1] : 0);
  if (to->outputs % DL_PANEL || to->outputs > DL_SCORER_WIDEST) dl_items_miss(items, name);
}

static void want(dl_items *items, void *to) {
  dl_scorer *s = to;
  want_layer(items, &s->cue, "cue");
  s->cue_out = dl_items_floats(items, "cue", ".out", s->cue.outputs);
  dl_learned_take(items, "", 1, &s->learned);
  const float *limits = dl_items_floats(items, "limits", "", 4);
  if (limits) s->cue_bias = limits[0], s->least = limits[1], s->known = limits[2], s->nested = limits[3];
  if (!dl_items_find(items, "pair.cue", ".w")) return;
  want_layer(items, &s->of_cue, "pair.cue");
  want_layer(items, &s->of_word, "pair.word");
  s->rows = dl_items_embedding(items, "pair.rows", dl_pair_row_count());
  s->pair_out = dl_items_floats(items, "pair", ".out", DL_PAIR_SCORES * s->of_cue.outputs);
  const float *bias = dl_items_floats(items, "pair", ".bias", DL_PAIR_SCORES + 1);
  if (s->rows.width != s->of_cue.outputs || s->of_word.outputs != s->of_cue.outputs) dl_items_miss(items, "pair.rows");
  for (int k = 0; bias && k < DL_PAIR_SCORES; k++) s->pair_bias[k] = bias[k];
  if (bias) s->no_source = bias[DL_PAIR_SCORES];
}

int dl_scorer_read(dl_scorer *scorer, const dl_model *model, dl_status *status) {
  *scorer = (dl_scorer){.kernels = dl_kernels_get(NULL)};
  return dl_items_read(model, "attributions", want, scorer, &scorer->memory, status);
}

void dl_scorer_free(dl_scorer *scorer) {
  free(scorer->memory);
}
