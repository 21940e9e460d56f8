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

static void want(dl_items *items, void *to) {
  dl_sums *sums = to;
  sums->names = dl_items_index(items, "evidence");
  sums->weights = dl_items_embedding(items, "weights", sums->names.keys.count);
  if (sums->weights.width != 1) dl_items_miss(items, "weights");
  sums->there = true;
}

int dl_sums_read(dl_sums *sums, const dl_model *model, const char *section, dl_status *status) {
  *sums = (dl_sums){0};
  return dl_items_read(model, section, want, sums, &sums->memory, status);
}

void dl_sums_free(dl_sums *sums) {
  free(sums->memory);
}

float dl_evidence_sum(const dl_evidence *evidence, const dl_index *names, const dl_embedding *weights) {
  float sum = 0;
  for (uint32_t i = 0; i < evidence->count; i++) {
    int32_t row = dl_evidence_row(evidence, i, names);
    if (row >= 0) sum += (float)weights->values[row] * weights->scale[row];
  }
  return sum;
}

void dl_evidence_tell(const dl_evidence *e, const dl_index *names, const dl_embedding *weights, uint32_t of,
                      int32_t against, uint32_t most, char *text, size_t size) {
  bool told[DL_EVIDENCE] = {false};
  size_t used = 0;
  text[0] = '\0';
  for (uint32_t n = 0; n < most && used < size; n++) {
    int32_t best = -1;
    float strongest = 0;
    for (uint32_t i = 0; i < e->count; i++) {
      int32_t row = told[i] ? -1 : dl_evidence_row(e, i, names);
      if (row < 0) continue;
      const int8_t *values = weights->values + (size_t)row * weights->width;
      float worth = (float)(values[of] - (against < 0 ? 0 : values[against])) * weights->scale[row];
      if ((worth < 0 ? -worth : worth) <= (strongest < 0 ? -strongest : strongest)) continue;
      strongest = worth;
      best = (int32_t)i;
    }
    if (best < 0) return;
    told[best] = true;
    used += (size_t)snprintf(text + used, size - used, ", %.*s %+.1f", e->begin[best + 1] - e->begin[best],
                             e->text + e->begin[best], (double)strongest);
  }
}
