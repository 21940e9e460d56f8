/* Where the attributions stand: by the token of their cue, by the sentence of it, and by the sentences that their
 * content reaches into. */
#include <stdlib.h>
#include <string.h>

#include "claims/parts.h"

/* Children of each token in the order of the text. */
static void link_children(dl_claims *claims) {
  const dl_document *doc = claims->doc;
  size_t size = (doc->token_count + 1) * sizeof *claims->child;
  claims->child = dl_arena_take(doc->arena, size);
  claims->sibling = dl_arena_take(doc->arena, size);
  memset(claims->child, 0xff, size);
  memset(claims->sibling, 0xff, size);
  for (uint32_t i = doc->token_count; i-- > 0;) {
    int32_t head = doc->tokens[i].head;
    if (head < 0) continue;
    claims->sibling[i] = claims->child[head];
    claims->child[head] = (int32_t)i;
  }
}

/* Which sentences are quotations. */
static void look_at_sentences(dl_claims *claims) {
  const dl_document *doc = claims->doc;
  claims->quoted = dl_arena_alloc(doc->arena, doc->sentence_count + 1);
  for (uint32_t s = 0; s < doc->sentence_count; s++) {
    const dl_sentence *sentence = &doc->sentences[s];
    bool any = false, all = true;
    for (uint32_t i = sentence->first; i < dl_sentence_end(sentence); i++) {
      bool in = claims->quotes.at[i] >= 0;
      any |= in;
      all &= in;
    }
    claims->quoted[s] = !any ? 0 : all ? 3 : claims->quotes.at[sentence->first] >= 0 ? 2 : 1;
  }
}

void dl_claims_start(dl_claims *claims) {
  const dl_document *doc = claims->doc;
  link_children(claims);
  look_at_sentences(claims);
  claims->by_cue = dl_arena_take(doc->arena, (doc->token_count + 1) * sizeof *claims->by_cue);
  claims->outside = dl_arena_alloc(doc->arena, (doc->entity_count + 1) * sizeof *claims->outside);
  memset(claims->by_cue, 0xff, (doc->token_count + 1) * sizeof *claims->by_cue);
}

int32_t dl_attribution_at(const dl_document *doc, uint32_t cue_token) {
  return doc->claims->by_cue[cue_token];
}

typedef struct place {
  uint32_t begin, index;
} place;

static int in_text_order(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

static void put_in_order(dl_claims *claims) {
  dl_document *doc = claims->doc;
  uint32_t count = doc->attribution_count;
  place *places = dl_arena_take(doc->arena, (count + 1) * sizeof *places);
  dl_attribution *all = dl_arena_take(doc->arena, (count + 1) * sizeof *all);
  dl_claim *items = dl_arena_take(doc->arena, (count + 1) * sizeof *items);
  for (uint32_t i = 0; i < count; i++) places[i] = (place){doc->attributions[i].cue.begin, i};
  if (count > 1) qsort(places, count, sizeof *places, in_text_order);
  for (uint32_t i = 0; i < count; i++) {
    all[i] = doc->attributions[places[i].index];
    items[i] = claims->items[places[i].index];
    claims->by_cue[all[i].cue_token] = (int32_t)i;
  }
  doc->attributions = all;
  claims->items = items;
  doc->attribution_capacity = claims->capacity = count;
}

/* Tells each sentence that the content of the attribution reaches into; pieces are in text order. */
static void each_sentence(const dl_document *doc, const dl_attribution *a,
                          void (*tell)(dl_claims *, uint32_t, uint32_t), dl_claims *claims, uint32_t index) {
  int64_t last = -1;
  for (uint32_t piece = 0; piece < a->content_count; piece++)
    for (uint32_t i = dl_token_from(doc, a->content[piece].begin);
         i < doc->token_count && doc->tokens[i].begin < a->content[piece].end;) {
      uint32_t sentence = doc->tokens[i].sentence;
      if ((int64_t)sentence > last) tell(claims, sentence, index);
      if ((int64_t)sentence > last) last = sentence;
      i = dl_sentence_end(&doc->sentences[sentence]);
    }
}

static void count_one(dl_claims *claims, uint32_t sentence, uint32_t index) {
  (void)index;
  claims->held_from[sentence + 1]++;
}

static void put_one(dl_claims *claims, uint32_t sentence, uint32_t index) {
  claims->held[claims->held_from[sentence]++] = index;
}

void dl_claims_sort(dl_claims *claims) {
  dl_document *doc = claims->doc;
  put_in_order(claims);
  claims->held_from = dl_arena_alloc(doc->arena, (doc->sentence_count + 2) * sizeof *claims->held_from);
  for (uint32_t i = 0; i < doc->attribution_count; i++) each_sentence(doc, &doc->attributions[i], count_one, claims, i);
  for (uint32_t s = 0; s < doc->sentence_count; s++) claims->held_from[s + 1] += claims->held_from[s];
  claims->held = dl_arena_take(doc->arena, (claims->held_from[doc->sentence_count] + 1) * sizeof *claims->held);
  for (uint32_t i = 0; i < doc->attribution_count; i++) each_sentence(doc, &doc->attributions[i], put_one, claims, i);
  memmove(claims->held_from + 1, claims->held_from,
          doc->sentence_count * sizeof *claims->held_from); /* each stands at its end: the start of the next */
  claims->held_from[0] = 0;
}

uint32_t dl_attributions_near(const dl_document *doc, uint32_t token, const uint32_t **list) {
  const dl_claims *claims = doc->claims;
  if (!claims || !claims->held_from) return 0;
  uint32_t sentence = doc->tokens[token].sentence;
  *list = claims->held + claims->held_from[sentence];
  return claims->held_from[sentence + 1] - claims->held_from[sentence];
}

void dl_add_link(dl_document *doc, dl_link_type type, uint32_t from, uint32_t to) {
  if (from == to) return;
  dl_claims *claims = doc->claims;
  for (int32_t i = claims->linked[from]; i >= 0; i = claims->more[i])
    if (doc->links[i].type == type && doc->links[i].to == to) return;
  uint32_t count = doc->link_count;
  *DL_PUSH(doc->arena, claims->more, count, claims->more_capacity) = claims->linked[from];
  claims->linked[from] = (int32_t)doc->link_count;
  *DL_PUSH(doc->arena, doc->links, doc->link_count, doc->link_capacity) = (dl_link){(uint8_t)type, from, to};
}

uint32_t dl_first_in_reach(const dl_document *doc, uint32_t event) {
  uint32_t first = dl_event_from(doc, dl_sentence_back(doc, doc->events[event].sentence, DL_LINK_REACH)->first);
  return event - first > DL_LINK_EVENTS ? event - DL_LINK_EVENTS : first;
}
