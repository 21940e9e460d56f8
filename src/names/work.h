/* What the passes of names share: the tables' columns, and the document with the names found so far. */
#ifndef DL_NAMES_WORK_H
#define DL_NAMES_WORK_H

#include "base/tree.h"
#include "names/names.h"

struct dl_namer {
  const dl_table *countries, *people, *organizations, *agents, *pronouns, *additions, *towns, *lands;
  int country_code, country_kind, country_name;
  int person_code, person_country, person_from, person_to, person_name, person_office;
  int organization_code, organization_kind, organization_name;
  int agent_sector, agent_kind, pronoun_class, addition_from, addition_to, addition_kind;
  int town_country, town_population, land_country, land_feature, land_population;
  uint64_t states[26 * 26 * 26 / 64 + 1]; /* a bit for each code of actors/countries: "AAA" is bit 0, "AAB" bit 1 */
};

typedef enum dl_found_kind { DL_FOUND_COUNTRY, DL_FOUND_DEMONYM, DL_FOUND_CAPITAL, DL_FOUND_PERSON, DL_FOUND_ORGANIZATION, DL_FOUND_PLACE, DL_FOUND_ROLE } dl_found_kind;

/* A name or a role noun before it becomes a mention. */
typedef struct dl_found {
  uint32_t first, end;    /* tokens */
  uint32_t head;
  uint8_t kind;           /* dl_found_kind */
  const char *code, *sector, *name, *origin; /* sector: of roles */
  const char *key;        /* of roles: the row's key */
  const char *full;       /* of persons: the fullest name in the table, "" */
  const char *office;     /* of persons: the office in the table, "" */
  const char *land;       /* of places: the state that the place lies in, "" where several are as likely */
  const char *more[6];    /* of roles: the codes of further countries ("leaders of France and Italy") */
  uint32_t more_count;
  bool weak, former, gone;
  bool placed;            /* of roles: the phrase itself names the country */
  int32_t title;          /* of persons: the role that stands as title or apposition; -1 */
  int32_t mention;        /* once made */
} dl_found;

typedef struct dl_names {
  const dl_namer *namer;
  dl_document *doc;
  dl_found *items;
  uint32_t count, capacity;
  int32_t *at;            /* per token: the found item whose head it is, -1 */
} dl_names;

/* Country of a code: ISO-3 of actors/countries, or IGO NGO IMG MNC UNO EUR; "" where it begins with a sector ("MIL", "LEGGOV"). */
const char *dl_code_country(const dl_names *work, const char *code);
const char *dl_code_sector(const dl_names *work, const char *code);

void dl_list_states(dl_namer *namer); /* fills `states`, once the columns are known */

/* Class of a word in actors/pronouns, "" where it has none. */
const char *dl_pronoun_class(const dl_namer *namer, const char *word);

/* Has the word a row of that class? */
bool dl_is_pronoun_class(const dl_namer *namer, const char *word, const char *name);

const char *dl_row_origin(dl_document *doc, const dl_table *table, uint32_t row);
/* Words first .. end as a key: lower case (`lemma`: the last as its lemma). False if longer than `size`. */
bool dl_name_key(const dl_document *doc, uint32_t first, uint32_t end, bool lemma, char *key, size_t size);
bool dl_starts_upper(const dl_token *t);
uint32_t dl_span_head(const dl_document *doc, uint32_t first, uint32_t end);
dl_found *dl_found_add(dl_names *work, uint32_t first, uint32_t end, dl_found_kind kind);

enum { DL_REACH = 4 }; /* sentences that a pronoun or a group looks back */

/* Does `shorter` stand for `name`: its last word, or the initials of its words ("IAEA")? */
bool dl_is_short_for(const char *shorter, const char *name);
bool dl_is_plural(const dl_token *token);

/* entities.c: whom a name or a role noun means, somebody told before or a new entity */
bool dl_same_text(const char *a, const char *b);
bool dl_is_definite(const dl_document *doc, uint32_t head); /* has it "the"? */
uint32_t dl_new_entity(dl_names *work, const dl_found *f, dl_entity_type type);
bool dl_has_name(const dl_document *doc, const dl_entity *e); /* is one of its mentions a name? */
bool dl_is_acronym(const char *name); /* three capitals or more, and nothing else */
uint32_t dl_entity_for_name(dl_names *work, dl_found *f);
uint32_t dl_entity_for_role(dl_names *work, dl_found *f);

/* groups.c */
/* The parties coordinated with the mention at `head` ("North Korea and Russia"), itself first. */
uint32_t dl_coordinated(const dl_document *doc, uint32_t head, uint32_t *members, uint32_t most);
/* The two entities before `token` that a pair at it means, the later first; 0 where there are none. */
uint32_t dl_two_before(dl_names *work, uint32_t token, uint32_t members[2]);
/* How many "the two countries" and "both sides" are, with the first word of the phrase; 0 for a plural without a number. */
uint32_t dl_is_numbered(const dl_names *work, uint32_t token, uint32_t *first);
bool dl_is_both(const dl_names *work, uint32_t token); /* "both governments", "each side" */

/* where.c */
void dl_find_lands(dl_names *work); /* fills `land` of the places */
/* Where the act that the role has a part in happens, as its clause says ("killed in Kosovo"); "". */
const char *dl_clause_place(const dl_names *work, uint32_t noun);

/* The state of the place that the noun is or names: "Zinder", "the city of Zinder"; "". */
const char *dl_state_of_place(const dl_names *work, uint32_t token);

/* The state that the name at the token stands for, "". */
const char *dl_state_code(const dl_names *work, int32_t token);
bool dl_is_loose(const dl_names *work, uint32_t token);
void dl_lend_countries(dl_names *work);

/* Of a token's name label: 0 none, 1 person, 2 place, 3 organisation; where the labelled span that begins at `first` ends. */
unsigned dl_label_kind(const dl_token *token);
uint32_t dl_label_end(const dl_document *doc, uint32_t first);

const char *dl_last_word(const char *name);

void dl_doubt_surnames(dl_names *work); /* surnames.c: takes the rows from surnames that are hardly theirs */
void dl_find_names(dl_names *work); /* names.tables and name labels */
void dl_find_roles(dl_names *work); /* role nouns, titles, codes of persons */
void dl_make_mentions(dl_names *work); /* mentions and entities, joined */

#endif
