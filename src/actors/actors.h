/* Whose a name or a role noun is, as its own words tell: states of places, role nouns ("troops", "foreign minister")
 * with the countries in their phrases, codes of persons from title, apposition and country on the document's date.
 * Codes are CAMEO's: country, then sector. Whose "the army" is that stands alone the events decide (events/homes.c).
 *
 * Fills code, title and bearer of what names found, and adds the roles. Reads tokens and tree.
 */
#ifndef DL_ACTORS_ACTORS_H
#define DL_ACTORS_ACTORS_H

#include "names/names.h"

void dl_find_roles(dl_names *work); /* role nouns, titles, codes of persons */

/* The code of the state that publishes the text ("UK Government"), 0 where it is no state's. */
dl_code dl_publisher(const dl_namer *namer, const dl_document *doc);

/* states.c: the state that a word names, 0 for none */
/* The state that the name at the token stands for. */
dl_code dl_state_code(const dl_names *work, int32_t token);
bool dl_is_loose(const dl_names *work, uint32_t token);
/* The state that a noun's modifiers name: "inhabitants of the Syrian Golan", "workers at Iran's ports". */
dl_code dl_state_inside(const dl_names *work, uint32_t noun);

#endif
