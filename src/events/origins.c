#include "events/origins.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static void want(dl_items *items, void *to) {
  dl_origins *o = to;
  o->grams = dl_items_index(items, "grams.keys");
  o->vectors = dl_items_embedding(items, "grams", o->grams.keys.count);
  if (o->vectors.width != DL_ORIGIN_WIDTH) dl_items_miss(items, "grams");
  o->countries = dl_items_strings(items, "countries");
  o->weights = dl_items_floats(items, "country", ".w", o->countries.count * DL_ORIGIN_WIDTH);
  o->bias = dl_items_floats(items, "country", ".b", o->countries.count);
}

int dl_origins_read(dl_origins *origins, const dl_model *model, dl_status *status) {
  *origins = (dl_origins){0};
  return dl_items_read(model, "origins", want, origins, &origins->memory, status);
}

void dl_origins_free(dl_origins *origins) {
  free(origins->memory);
}

enum { LETTERS = 32, SHORTEST = 2, LONGEST = 4 }; /* of a word; of letters in a row */

/* Adds the vectors of the letters in a row; how many there were. */
static uint32_t add_word(const dl_origins *o, const char *text, const uint16_t *begin, uint32_t letters,
                         float *vector) {
  uint32_t found = 0;
  for (uint32_t n = SHORTEST; n <= LONGEST; n++)
    for (uint32_t i = 0; i + n <= letters; i++) {
      int32_t row = dl_index_find(&o->grams, text + begin[i], (size_t)(begin[i + n] - begin[i]));
      if (row < 0) continue;
      found++;
      for (int k = 0; k < DL_ORIGIN_WIDTH; k++)
        vector[k] += (float)o->vectors.values[(size_t)row * DL_ORIGIN_WIDTH + (size_t)k] * o->vectors.scale[row];
    }
  return found;
}

/* One over the root of a whole number, the same on every processor. */
static float one_over_root(uint32_t n) {
  float x = (float)n, y = 1 / (1 + x / 4);
  for (int i = 0; i < 16; i++) y = y * (1.5f - 0.5f * x * y * y);
  return y;
}

static bool is_part_of_name(uint32_t cp) {
  return dl_utf8_is_letter(cp) || cp == '-' || cp == '\'' || cp == 0x2019;
}

bool dl_origin_of(const dl_origins *o, const char *name, float vector[DL_ORIGIN_WIDTH]) {
  const char *at = name, *end = name + strlen(name);
  uint32_t found = 0;
  memset(vector, 0, DL_ORIGIN_WIDTH * sizeof *vector);
  while (o->grams.keys.count && at < end) {
    char text[4 * (LETTERS + 2) + 1] = "^";
    uint16_t begin[LETTERS + 3] = {0, 1};
    uint32_t letters = 1, size = 1, cp;
    bool whole = true;
    for (; at < end && *at != ' '; at += dl_utf8_decode(at, end, &cp)) {
      dl_utf8_decode(at, end, &cp);
      whole = whole && is_part_of_name(cp) && letters <= LETTERS;
      if (!whole) continue;
      size += dl_utf8_encode(dl_utf8_lower(cp), text + size);
      begin[++letters] = (uint16_t)size;
    }
    at += at < end;
    text[size] = '$';
    begin[letters + 1] = (uint16_t)(size + 1);
    if (whole && letters > 2) found += add_word(o, text, begin, letters + 1, vector);
  }
  for (int k = 0; found && k < DL_ORIGIN_WIDTH; k++) vector[k] *= one_over_root(found);
  return found > 0;
}

float dl_origin_score(const dl_origins *o, const float vector[DL_ORIGIN_WIDTH], dl_code country) {
  for (uint32_t i = 0; i < o->countries.count; i++) {
    if (dl_code_read(o->countries.items[i]) != country) continue;
    float sum = o->bias[i];
    for (int k = 0; k < DL_ORIGIN_WIDTH; k++) sum += o->weights[i * DL_ORIGIN_WIDTH + (uint32_t)k] * vector[k];
    return sum;
  }
  return 0;
}
