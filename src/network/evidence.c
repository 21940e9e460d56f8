#include "network/evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void dl_evidence_add(dl_evidence *e, const char *between, const char *a, const char *b, const char *c, const char *d) {
  const char *const parts[] = {a, b, c, d};
  if (e->count >= DL_EVIDENCE) return;
  if (e->count == 0) e->begin[0] = 0;
  size_t first = e->begin[e->count], at = first;
  for (int i = 0; i < 4; i++) {
    size_t gap = at > first && *parts[i] ? strlen(between) : 0, n = strlen(parts[i]);
    if (at + gap + n > DL_EVIDENCE_BYTES) return;
    memcpy(e->text + at, between, gap);
    memcpy(e->text + at + gap, parts[i], n);
    at += gap + n;
  }
  e->begin[++e->count] = (uint16_t)at;
}

void dl_learned_take(dl_items *items, const char *before, uint32_t outputs, dl_learned *to) {
  char names[32], weights[32];
  snprintf(names, sizeof names, "%sevidence", before);
  snprintf(weights, sizeof weights, "%sweights", before);
  to->names = dl_items_index(items, names);
  to->weights = dl_items_embedding(items, weights, to->names.keys.count);
  if (to->weights.width != outputs) dl_items_miss(items, weights);
}

static void take(dl_items *items, void *to) {
  dl_learned_take(items, "", 1, to);
}

int dl_learned_read(dl_learned *learned, const dl_model *model, const char *section, dl_status *status) {
  *learned = (dl_learned){0};
  return dl_items_read(model, section, take, learned, &learned->memory, status);
}

void dl_learned_free(dl_learned *learned) {
  free(learned->memory);
}

float dl_evidence_sum(const dl_evidence *evidence, const dl_learned *learned) {
  float sum = 0;
  for (uint32_t i = 0; i < evidence->count; i++) {
    int32_t row = dl_evidence_row(evidence, i, &learned->names);
    if (row >= 0) sum += (float)learned->weights.values[row] * learned->weights.scale[row];
  }
  return sum;
}

void dl_evidence_score(const dl_evidence *evidence, const dl_learned *learned, float *scores) {
  uint32_t outputs = learned->weights.width;
  for (uint32_t i = 0; i < evidence->count; i++) {
    int32_t row = dl_evidence_row(evidence, i, &learned->names);
    if (row < 0) continue;
    const int8_t *values = learned->weights.values + (size_t)row * outputs;
    for (uint32_t k = 0; k < outputs; k++) scores[k] += (float)values[k] * learned->weights.scale[row];
  }
}

/* What name i weighs for output `of`, less for `against`; 0 where it is not known. */
static float worth_of(const dl_evidence *e, uint32_t i, const dl_learned *learned, uint32_t of, int32_t against) {
  int32_t row = dl_evidence_row(e, i, &learned->names);
  if (row < 0) return 0;
  const int8_t *values = learned->weights.values + (size_t)row * learned->weights.width;
  return (float)(values[of] - (against < 0 ? 0 : values[against])) * learned->weights.scale[row];
}

void dl_evidence_tell(const dl_evidence *lists, uint32_t list_count, const dl_learned *learned, uint32_t of,
                      int32_t against, uint32_t most, char *text, size_t size) {
  bool told[DL_EVIDENCE_LISTS][DL_EVIDENCE] = {{false}};
  size_t used = 0;
  text[0] = '\0';
  for (uint32_t n = 0; n < most && used < size; n++) {
    uint32_t list = 0, best = 0;
    float strongest = 0;
    for (uint32_t k = 0; k < list_count && k < DL_EVIDENCE_LISTS; k++)
      for (uint32_t i = 0; i < lists[k].count; i++) {
        float worth = told[k][i] ? 0 : worth_of(&lists[k], i, learned, of, against);
        if ((worth < 0 ? -worth : worth) <= (strongest < 0 ? -strongest : strongest)) continue;
        strongest = worth;
        list = k;
        best = i;
      }
    if (strongest == 0) return;
    told[list][best] = true;
    const dl_evidence *e = &lists[list];
    used += (size_t)snprintf(text + used, size - used, ", %.*s %+.1f", e->begin[best + 1] - e->begin[best],
                             e->text + e->begin[best], (double)strongest);
  }
}
