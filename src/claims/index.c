/* The links of each event, and how far back others are looked for. */
#include "claims/parts.h"

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
