#include "network/evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void dl_evidence_write(dl_evidence *e, const char *between, const char *a, const char *b, const char *c,
                       const char *d) {
  const char *const parts[] = {a, b, c, d};
  char *first = e->text + e->begin[e->count - 1], *at = first;
  for (int i = 0; i < 4; i++) {
    if (at > first && *parts[i]) at = stpcpy(at, between);
    size_t size = strlen(parts[i]);
    memcpy(at, parts[i], size);
    at += size;
  }
}

/* Behind a part some text. */
static inline void lengthen(dl_part *part, const char *text) {
  for (; *text; text++) {
    part->hash += part->power * (unsigned char)*text;
    part->power *= DL_NAME_BASE;
    part->size++;
  }
}

void dl_evidence_add(dl_evidence *e, const char *between, const char *a, const char *b, const char *c, const char *d) {
  const char *const parts[] = {a, b, c, d};
  dl_part whole = {.power = 1};
  for (int i = 0; i < 4; i++) {
    if (!*parts[i]) continue;
    if (whole.size) lengthen(&whole, between);
    lengthen(&whole, parts[i]);
  }
  if (dl_evidence_take(e, whole.hash, whole.size) && e->told) dl_evidence_write(e, between, a, b, c, d);
}

void dl_evidence_add_once(dl_evidence *e, const dl_evidence *from, uint32_t i) {
  size_t size = (size_t)(from->begin[i + 1] - from->begin[i]);
  for (uint32_t k = 0; k < e->count; k++)
    if (e->hash[k] == from->hash[i] && (size_t)(e->begin[k + 1] - e->begin[k]) == size) return;
  if (dl_evidence_take(e, from->hash[i], size) && e->told)
    memcpy(e->text + e->begin[e->count - 1], from->text + from->begin[i], size);
}

/* The slots of the names; nothing where two names have one hash. */
static void take_names(dl_items *items, const char *name, dl_learned *to) {
  const dl_item *names = dl_items_names(items, name);
  uint32_t slots = 16;
  while (names && slots < 2 * names->dims[0]) slots *= 2;
  to->slots = names ? dl_items_piece(items, slots * sizeof *to->slots) : NULL;
  if (!to->slots) {
    dl_items_miss(items, "memory");
    return;
  }
  memset(to->slots, 0, slots * sizeof *to->slots);
  to->mask = slots - 1;
  const uint64_t *hashes = (const uint64_t *)(const void *)names->data;
  for (; to->count < names->dims[0]; to->count++) {
    uint64_t hash = hashes[to->count];
    uint32_t slot = (uint32_t)(hash >> 32) & to->mask;
    while (to->slots[slot].number && to->slots[slot].hash != hash) slot = (slot + 1) & to->mask;
    if (to->slots[slot].number) dl_items_miss(items, name);
    to->slots[slot] = (dl_known_name){hash, to->count + 1, 0};
  }
}

void dl_learned_take(dl_items *items, const char *before, uint32_t outputs, dl_learned *to) {
  char names[32], weights[32];
  snprintf(names, sizeof names, "%sevidence", before);
  snprintf(weights, sizeof weights, "%sweights", before);
  take_names(items, names, to);
  to->weights = dl_items_embedding(items, weights, to->count);
  if (to->weights.width != outputs) dl_items_miss(items, weights);
  for (uint32_t i = 0; !items->missing && i <= to->mask; i++) {
    dl_known_name *slot = &to->slots[i];
    if (!slot->number) continue;
    uint32_t row = slot->number - 1;
    slot->weight = (float)to->weights.values[(size_t)row * outputs] * to->weights.scale[row];
  }
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
  for (uint32_t i = 0; i < evidence->count; i++)
    __builtin_prefetch(&learned->slots[(uint32_t)(evidence->hash[i] >> 32) & learned->mask]);
  for (uint32_t i = 0; i < evidence->count; i++) { /* a free slot weighs nothing: no jump that is hard to foresee */
    uint32_t at = (uint32_t)(evidence->hash[i] >> 32) & learned->mask;
    while ((learned->slots[at].hash != evidence->hash[i]) & (learned->slots[at].number != 0))
      at = (at + 1) & learned->mask;
    sum += learned->slots[at].weight;
  }
  return sum;
}

void dl_evidence_score(const dl_evidence *evidence, const dl_learned *learned, float *scores) {
  uint32_t outputs = learned->weights.width;
  for (uint32_t i = 0; i < evidence->count; i++) {
    const dl_known_name *known = dl_learned_find(learned, evidence->hash[i]);
    if (!known) continue;
    const int8_t *values = learned->weights.values + (size_t)(known->number - 1) * outputs;
    float scale = learned->weights.scale[known->number - 1];
    for (uint32_t k = 0; k < outputs; k++) scores[k] += (float)values[k] * scale;
  }
}

/* What name i weighs for output `of`, less for `against`; 0 where it is not known. */
static float worth_of(const dl_evidence *e, uint32_t i, const dl_learned *learned, uint32_t of, int32_t against) {
  const dl_known_name *known = dl_learned_find(learned, e->hash[i]);
  if (!known) return 0;
  const int8_t *values = learned->weights.values + (size_t)(known->number - 1) * learned->weights.width;
  return (float)(values[of] - (against < 0 ? 0 : values[against])) * learned->weights.scale[known->number - 1];
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
