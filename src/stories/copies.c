#include "stories/copies.h"

#include <stdlib.h>

enum { RUN = 3 }; /* words of a shingle */

static int by_number(const void *a, const void *b) {
  const uint32_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static uint32_t mix(const uint32_t words[RUN]) {
  uint64_t hash = 0x9E3779B97F4A7C15u;
  for (int i = 0; i < RUN; i++) {
    hash = (hash ^ words[i]) * 0xBF58476D1CE4E5B9u;
    hash ^= hash >> 29;
  }
  return (uint32_t)(hash >> 16);
}

void dl_copy_read(dl_arena *scratch, const char *text, size_t size, dl_copy_sketch *sketch) {
  uint32_t *all = NULL, count = 0, capacity = 0, words[RUN] = {0}, read = 0;
  dl_story_word w;
  for (size_t at = 0; dl_story_next_word(text, size, &at, &w);) {
    for (int i = 1; i < RUN; i++) words[i - 1] = words[i];
    words[RUN - 1] = w.hash;
    if (++read >= RUN) *DL_PUSH(scratch, all, count, capacity) = mix(words);
  }
  if (count) qsort(all, count, sizeof *all, by_number);
  sketch->count = 0;
  for (uint32_t i = 0; i < count && sketch->count < DL_COPY_HASHES; i++)
    if (i == 0 || all[i] != all[i - 1]) sketch->hashes[sketch->count++] = all[i];
}

double dl_copy_likeness(const dl_copy_sketch *a, const dl_copy_sketch *b) {
  uint32_t either = 0, both = 0;
  if (a->count < DL_COPY_FEWEST || b->count < DL_COPY_FEWEST) return 0;
  for (uint32_t i = 0, k = 0; either < DL_COPY_HASHES && (i < a->count || k < b->count); either++) {
    bool first = k >= b->count || (i < a->count && a->hashes[i] <= b->hashes[k]),
         second = i >= a->count || (k < b->count && b->hashes[k] <= a->hashes[i]);
    both += first && second;
    i += first;
    k += second;
  }
  return (double)both / either;
}

bool dl_copy_is(const dl_copy_sketch *a, const dl_copy_sketch *b) {
  bool brief = a->count < DL_COPY_HASHES || b->count < DL_COPY_HASHES;
  return dl_copy_likeness(a, b) >= (brief ? DL_COPY_SHORT : DL_COPY_LEAST);
}
