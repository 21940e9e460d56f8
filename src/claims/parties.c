/* Who is of one side. */
#include "claims/parts.h"

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
