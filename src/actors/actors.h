/* Whose a name or a role noun is: states of places, role nouns ("troops", "foreign minister") with their countries,
 * codes of persons from title, apposition and country on the document's date. Codes are CAMEO's: country, then sector.
 *
 * Fills code, land, title and bearer of what names found, and adds the roles. Reads tokens and tree.
 */
#ifndef DL_ACTORS_ACTORS_H
#define DL_ACTORS_ACTORS_H

#include "names/names.h"

/* The passes, in this order. */
void dl_find_lands(dl_names *work); /* fills `land` of the places */
void dl_find_roles(dl_names *work); /* role nouns, titles, codes of persons */

/* The code of the state that publishes the text ("UK Government"), 0 where it is no state's. */
dl_code dl_publisher(const dl_namer *namer, const dl_document *doc);

/* states.c: the state that a word names, 0 for none */
/* The state of the place that the noun is or names: "Zinder", "the city of Zinder". */
dl_code dl_state_of_place(const dl_names *work, uint32_t token);
/* The state that the name at the token stands for. */
dl_code dl_state_code(const dl_names *work, int32_t token);
bool dl_is_loose(const dl_names *work, uint32_t token);
/* The state that a noun's modifiers name: "inhabitants of the Syrian Golan", "workers at Iran's ports". */
dl_code dl_state_inside(const dl_names *work, uint32_t noun);

/* where.c: where the act that the role has a part in happens, as its clause says ("killed in Kosovo"); 0. */
dl_code dl_clause_place(const dl_names *work, uint32_t noun);

/* lend.c */
void dl_lend_countries(dl_names *work);

/* before.c: what the text told before; roles are asked for in text order */
void dl_tell_begin(dl_names *work);
/* The code that the same role had before: "the Syrian regime ... the regime". */
dl_code dl_code_before(const dl_names *work, const dl_found *role);
/* The code of the rebels before, where all are of one. */
dl_code dl_rebels_told(const dl_names *work, const dl_found *role);
dl_code dl_code_of_surname(const dl_names *work, const char *name, uint32_t head); /* of who bore it before */
/* How often the text behind its dateline names a state; where `people` are asked for, persons and bodies of it too. */
uint32_t dl_times_named(const dl_names *work, dl_code state);
uint32_t dl_times_meant(const dl_names *work, dl_code state, bool people);
/* The state other than `own` that the text names most, and how often it and the next one are named. */
dl_code dl_most_named(const dl_names *work, dl_code own, bool people, uint32_t *most, uint32_t *next);

#endif
