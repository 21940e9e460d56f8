#include "base/order.h"

#include <stdlib.h>

/* The first of `count` items that is not before `token`; `at` tells where an item stands. */
#define FIRST_FROM(count, at)                 \
  uint32_t low = 0, high = (count);           \
  while (low < high) {                        \
    uint32_t middle = low + (high - low) / 2; \
    if ((at) < token)                         \
      low = middle + 1;                       \
    else                                      \
      high = middle;                          \
  }                                           \
  return low

uint32_t dl_token_from(const dl_document *doc, uint32_t byte) {
  uint32_t token = byte; /* here a place is a byte */
  FIRST_FROM(doc->token_count, doc->tokens[middle].begin);
}

uint32_t dl_mention_from(const dl_document *doc, uint32_t token) {
  FIRST_FROM(doc->mention_count, doc->mentions[middle].head);
}

uint32_t dl_time_from(const dl_document *doc, uint32_t token) {
  FIRST_FROM(doc->time_count, doc->times[middle].first_token);
}

uint32_t dl_event_from(const dl_document *doc, uint32_t token) {
  FIRST_FROM(doc->event_count, doc->events[middle].trigger);
}

static uint32_t own_from(const dl_document *doc, const dl_entity *e, uint32_t token) {
  FIRST_FROM(e->mention_count, doc->mentions[e->mentions[middle]].head);
}

int32_t dl_mention_before(const dl_document *doc, uint32_t entity, uint32_t token) {
  const dl_entity *e = &doc->entities[entity];
  uint32_t at = own_from(doc, e, token);
  return at > 0 ? (int32_t)e->mentions[at - 1] : -1;
}

static int compare_positions(const void *a, const void *b) {
  const dl_position *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

void dl_sort_positions(dl_position *positions, uint32_t count) {
  if (count > 1) qsort(positions, count, sizeof *positions, compare_positions);
}
