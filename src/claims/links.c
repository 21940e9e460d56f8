/* Links between the events of a document. */
#include <string.h>

#include "claims/parts.h"

static bool mutual(const dl_event *a, const dl_event *b) {
  return dl_share_party(&a->actor, &b->recipient) || dl_share_party(&a->recipient, &b->actor);
}

/* The act with one told before it, of which it is the answer. */
static void link_back(dl_document *doc, int32_t here) {
  const dl_event *answer = &doc->events[here];
  for (int32_t i = here; i-- > 0;) {
    const dl_event *event = &doc->events[i];
    if (answer->sentence - event->sentence > 2) return;
    if (event->statement || !mutual(event, answer)) continue;
    dl_add_link(doc, DL_EXCHANGE, (uint32_t)here, (uint32_t)i);
    return;
  }
}

/* "in turn", "in return for": ties the acts on both sides of the phrase, or the act with the one told before. */
static void link_exchange_at(dl_document *doc, uint32_t token, bool forward) {
  const dl_sentence *sentence = &doc->sentences[doc->tokens[token].sentence];
  uint32_t first = dl_event_from(doc, sentence->first), end = dl_event_from(doc, dl_sentence_end(sentence));
  uint32_t next = dl_event_from(doc, token);
  int32_t before = next > first ? (int32_t)next - 1 : -1, behind = next < end ? (int32_t)next : -1;
  if (forward) {
    if (before >= 0 && behind >= 0) dl_add_link(doc, DL_EXCHANGE, (uint32_t)before, (uint32_t)behind);
    return;
  }
  bool in_phrase =
      behind >= 0 && doc->tokens[token].head >= 0 && dl_within(doc, token, (int32_t)doc->events[behind].trigger);
  int32_t here = before >= 0 && !in_phrase ? before : behind;
  if (here >= 0) link_back(doc, here);
}

static void link_exchanges(const dl_claims *claims) {
  dl_document *doc = claims->doc;
  const dl_table *table = claims->claimer->exchange;
  if (!table) return;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    if (!dl_openers_has(&claims->claimer->exchanging, doc->tokens[i].lower)) continue;
    dl_growing key = {.size = 0};
    int32_t found = -1;
    for (uint32_t n = 0; n < dl_table_max_words(table) && i + n < doc->token_count; n++) {
      uint32_t row = 0;
      dl_grow(&key, doc->tokens[i + n].lower);
      if (key.size < DL_KEY && dl_table_find(table, key.text, &row)) found = (int32_t)row;
    }
    if (found >= 0) link_exchange_at(doc, i, !strcmp(dl_table_cell(table, (uint32_t)found, 1), "forward"));
  }
}

void dl_link_events(dl_claims *claims) {
  dl_document *doc = claims->doc;
  uint32_t most = doc->event_count + doc->attribution_count + 1;
  claims->linked = dl_arena_take(doc->arena, most * sizeof *claims->linked);
  memset(claims->linked, 0xff, most * sizeof *claims->linked);
  dl_link_denials(claims);
  dl_link_same(doc);
  link_exchanges(claims);
}
