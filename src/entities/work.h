/* What the files of this room share: entities by their names, groups, the making of mentions.
 *
 * mentions.c makes mentions and entities of what was found, in the order of the text, and asks join.c and groups.c whom
 * a word means. All work on one dl_names (names/names.h), in the document's arena. Tokens are document-wide. Nothing
 * fails but for memory, which leaves the guard. Not for other folders.
 */
#ifndef DL_ENTITIES_WORK_H
#define DL_ENTITIES_WORK_H

#include "actors/actors.h"
#include "entities/entities.h"

/* join.c: whom a name or a role noun means, somebody told before or a new entity */
/* The code of an entity, with its state and sector. */
void dl_set_code(const dl_names *work, dl_entity *entity, dl_code code);
uint32_t dl_new_entity(dl_names *work, const dl_found *f, dl_entity_type type);
uint32_t dl_entity_for_name(dl_names *work, dl_found *f);
uint32_t dl_entity_for_role(dl_names *work, dl_found *f);

/* Is the party of the state, or body, that its code begins with? */
static inline bool dl_is_bound(const dl_entity *e) {
  return e->country && dl_code_first(e->code) == e->country;
}

/* groups.c */
/* The parties coordinated with the mention at `head` ("North Korea and Russia"), itself first. */
uint32_t dl_coordinated(const dl_document *doc, uint32_t head, uint32_t *members, uint32_t most);
/* The two entities before `token` that a pair at it means, the later first; 0 where there are none. */
uint32_t dl_two_before(dl_names *work, uint32_t token, uint32_t members[2]);
/* How many "the two countries" and "both sides" are, with the first word of the phrase; 0 for a plural without a
 * number. */
uint32_t dl_is_numbered(const dl_names *work, uint32_t token, uint32_t *first);
bool dl_is_both(const dl_names *work, uint32_t token); /* "both governments", "each side" */

/* mentions.c: mentions and entities, joined */
/* `each`: told of what pronouns may stand for, or NULL */
void dl_make_mentions(dl_names *work, dl_whom_fn *each, void *context);

#endif
