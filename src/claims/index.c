/* The links of each event, how far back others are looked for, and who is of one side. */
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

/* Of those who fight or oppose the state that their code begins with. */
static bool is_rebel(const dl_participant *party) {
  return dl_sector_in(dl_code_second(party->code), DL_BANDS);
}

bool dl_share_party(const dl_participants *a, const dl_participants *b) {
  for (uint32_t i = 0; i < a->count; i++)
    for (uint32_t j = 0; j < b->count; j++) {
      if (a->items[i].entity >= 0 && a->items[i].entity == b->items[j].entity) return true;
      dl_code x = a->items[i].country;
      if (x && x == b->items[j].country && is_rebel(&a->items[i]) == is_rebel(&b->items[j])) return true;
    }
  return false;
}
