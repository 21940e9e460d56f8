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

/* The code of the state that publishes the text ("UK Government"), "" where it is no state's. */
const char *dl_publisher(const dl_namer *namer, const dl_document *doc);

/* states.c: the state that a word names */
/* The state of the place that the noun is or names: "Zinder", "the city of Zinder"; "". */
const char *dl_state_of_place(const dl_names *work, uint32_t token);
/* The state that the name at the token stands for, "". */
const char *dl_state_code(const dl_names *work, int32_t token);
bool dl_is_loose(const dl_names *work, uint32_t token);
/* The state that a noun's modifiers name: "inhabitants of the Syrian Golan", "workers at Iran's ports"; "". */
const char *dl_state_inside(const dl_names *work, uint32_t noun);

/* where.c: where the act that the role has a part in happens, as its clause says ("killed in Kosovo"); "". */
const char *dl_clause_place(const dl_names *work, uint32_t noun);

/* lend.c */
void dl_lend_countries(dl_names *work);

/* before.c: what the text told before; roles are asked for in text order */
void dl_tell_begin(dl_names *work);
const char *dl_code_before(
    const dl_names *work,
    const dl_found *role); /* the code that the same role had before: "the Syrian regime ... the regime" */
const char *dl_rebels_told(const dl_names *work,
                           const dl_found *role); /* the code of the rebels before, where all are of one; "" */
const char *dl_code_of_surname(const dl_names *work, const char *name, uint32_t head); /* of who bore it before; "" */
uint32_t dl_times_named(const dl_names *work,
                        const char *state); /* how often the text behind its dateline names a state */
uint32_t dl_times_meant(const dl_names *work, const char *state,
                        bool people); /* where `people` are asked for, persons and bodies of it as well */
/* The state other than `own` that the text names most, and how often it and the next one are named. */
const char *dl_most_named(const dl_names *work, const char *own, bool people, uint32_t *most, uint32_t *next);

#endif
