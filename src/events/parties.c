#include <string.h>

#include "events/coder.h"

/* Whose a party is, and parties that an act cannot have. */

void dl_remove_shared(dl_participants *from, const dl_participants *kept) {
  uint32_t left = 0;
  for (uint32_t i = 0; i < from->count; i++) {
    if (!dl_has_party(kept, &from->items[i])) from->items[left++] = from->items[i];
  }
  from->count = left;
}

/* Is somebody told to act, though not a party: "urged our partners to help"? */
bool dl_has_addressee(const dl_coding *work, const dl_candidate *c) {
  const dl_document *doc = work->doc;
  int32_t verb = c->site.verb;
  if (c->event.act != DL_REQUEST || verb < 0 || dl_is_passive(doc, verb)) return false;
  return dl_has_child(doc, verb, DL_RELS(XCOMP, CCOMP, ADVCL)) && dl_child_rel(doc, verb, DL_REL_OBJ) >= 0;
}
