#include <string.h>

#include "events/coder.h"

/* Whose a party is, and parties that an act cannot have. */

void dl_remove_shared(dl_participants *from, const dl_participants *kept) {
  uint32_t left = 0;
  for (uint32_t i = 0; i < from->count; i++) {
    bool shared = false;
    for (uint32_t k = 0; k < kept->count; k++) shared |= dl_same_party(&from->items[i], &kept->items[k]);
    if (!shared) from->items[left++] = from->items[i];
  }
  from->count = left;
}

/* The state that a party belongs to ("RUS"), or 0: of bodies and bare sectors there is none. */
static dl_code state_of(const dl_participant *p) {
  return dl_code_first(p->code) == p->country && !dl_is_body(p->country) ? p->country : 0;
}

/* The one state of all the parties that have one; 0 if there are none or several. */
static dl_code one_state(const dl_participants *list) {
  dl_code state = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    dl_code own = state_of(&list->items[i]);
    if (own && state && state != own) return 0;
    if (own) state = own;
  }
  return state;
}

/* "threatened to recall its ambassador": a state's threats and refusals are not meant for itself. */
void dl_drop_own(dl_event *e) {
  if (e->act == DL_REQUEST || !e->recipient.count || e->actor.count != 1) return;
  const dl_participant *p = &e->actor.items[0];
  if (dl_code_is_bare(p->code) && state_of(p) && one_state(&e->recipient) == state_of(p)) e->recipient.count = 0;
}

/* Is somebody told to act, though not a party: "urged our partners to help"? */
bool dl_has_addressee(const dl_coding *work, const dl_candidate *c) {
  const dl_document *doc = work->doc;
  int32_t verb = c->site.verb;
  if (c->event.act != DL_REQUEST || verb < 0 || dl_is_passive(doc, verb)) return false;
  bool clause = dl_child_rel(doc, verb, DL_REL_XCOMP) >= 0 || dl_child_rel(doc, verb, DL_REL_CCOMP) >= 0 ||
                dl_child_rel(doc, verb, DL_REL_ADVCL) >= 0;
  return clause && dl_child_rel(doc, verb, DL_REL_OBJ) >= 0;
}
