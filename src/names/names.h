/* What is named: names and role nouns before they become mentions.
 *
 * Names come from the tables of data/actors/ (countries with demonyms, capitals and metonyms; people with the days of
 * their offices; organisations) and from the network's name labels (labels.h). A dl_found is a name or a role noun with
 * the code that its row or its modifiers give it; the rooms behind say whose it is (actors/) and which of them are one
 * (entities/). All of a document's lies in its arena.
 */
#ifndef DL_NAMES_NAMES_H
#define DL_NAMES_NAMES_H

#include "base/codes.h"
#include "base/document.h"
#include "base/map.h"
#include "base/order.h"
#include "model/compiled.h"
#include "model/gazetteer.h"
#include "model/kinds.h"
#include "names/namer.h"
#include "network/evidence.h"
#include "syntax/clause.h"

/* What a word says by actors/pronouns (model/kinds.h), each a bit of a set: DL_SET(DL_NOUN_LAND). */
#define DL_NAME_NOUN(name, text) DL_NOUN_##name,
typedef enum dl_noun_class { DL_NOUN_LIST(DL_NAME_NOUN) DL_NOUN_COUNT } dl_noun_class;
#define DL_NOUNS(name) DL_SET(DL_NOUN_##name)
/* Nouns that a name can stand beside as the name of such a body. */
#define DL_BODY_NOUNS \
  (DL_NOUNS(BODY) | DL_NOUNS(MOVEMENT) | DL_NOUNS(COLLECTIVE) | DL_NOUNS(PARTY) | DL_NOUNS(BAND) | DL_NOUNS(CHARITY))

struct dl_namer {
  const dl_table *countries, *people, *organizations, *agents, *pronouns, *additions, *genders, *outlets, *others;
  dl_gazetteer gazetteer;
  int country_code, country_kind, country_name;
  int person_code, person_country, person_from, person_to, person_name, person_office;
  int organization_code, organization_kind, organization_name;
  int agent_sector, agent_kind, pronoun_class, addition_from, addition_to, addition_kind, addition_name, gender,
      gender_kind;
  dl_learned whom;                 /* what evidence weighs for what a pronoun stands for */
  bool explains;                   /* what weighed most is kept */
  uint64_t states[(1 << 15) / 64]; /* a bit for each country of actors/countries, by its first fifteen bits */
};

typedef enum dl_found_kind {
  DL_FOUND_COUNTRY,
  DL_FOUND_DEMONYM,
  DL_FOUND_CAPITAL,
  DL_FOUND_PERSON,
  DL_FOUND_ORGANIZATION,
  DL_FOUND_PLACE,
  DL_FOUND_ROLE
} dl_found_kind;

enum { DL_MORE_COUNTRIES = 6 };

/* A name or a role noun before it becomes a mention. */
typedef struct dl_found {
  uint32_t first, end; /* tokens */
  uint32_t head;
  uint8_t kind;         /* dl_found_kind */
  dl_code code, sector; /* sector: of roles */
  const char *name, *origin;
  const char *key;                 /* of roles: the row's key */
  const char *full;                /* of persons: the fullest name in the table, "" */
  const char *office;              /* of persons: the office in the table, "" */
  const char *row_name;            /* the fullest name of its row, by which its other names are known; "" */
  dl_code more[DL_MORE_COUNTRIES]; /* of roles: the codes of further countries ("leaders of France and Italy") */
  uint32_t more_count;
  bool weak, former, gone;
  bool placed;     /* of roles: the phrase itself names the country */
  int32_t title;   /* of persons: the role that stands as title or apposition; -1 */
  int32_t mention; /* once made */
  int32_t bearer;  /* of titles: the first person who bears it; of persons with one: the next who bears the same; -1 */
} dl_found;

/* Items by the words of their names, of each word the latest item first. */
typedef struct dl_link_of {
  uint32_t item, next;
} dl_link_of; /* next: number of a link, from 1; 0: none */
typedef struct dl_chains {
  dl_map heads;
  dl_link_of *links;
  uint32_t count, capacity;
} dl_chains;

/* Of a mention: the item that it was made of, -1; the mention before of the same common noun and number, one more than
 * its index, or 0. */
typedef struct dl_made {
  int32_t item;
  uint32_t noun_before;
} dl_made;

typedef struct dl_names {
  const dl_namer *namer;
  dl_document *doc;
  dl_found *items;
  uint32_t count, capacity;
  int32_t *at;             /* per token: the found item whose head it is, -1 */
  uint8_t *inside;         /* per token: stands in a name or role that is not gone */
  uint32_t from_tables;    /* the items before it were found in the tables, those behind by their labels; both in text
                              order, then the roles */
  dl_map places;           /* keys of what is labelled as a place */
  dl_map surnames;         /* words of which some token is labelled as a part of a person's longer name */
  dl_map meant;            /* of an acronym that the text spells out: one more than the first of those words */
  dl_chains named, shorts; /* entities by their names, and by what dl_is_short_for takes for them */
  dl_map of_row;           /* entities by the fullest name of their row, in small letters: one more than the index */
  dl_made *made;
  uint32_t made_count, made_capacity; /* beside doc->mentions */
  dl_map nouns, forms; /* by lemma and number, by form: the last mention by a common noun, one more than its index */
  dl_indices persons;  /* items of the persons mentioned so far */
} dl_names;

/* What was found with its head at a token and stands for itself; NULL. */
static inline dl_found *dl_found_at(const dl_names *work, int32_t token) {
  int32_t at = token >= 0 ? work->at[token] : -1;
  return at >= 0 && !work->items[at].gone ? &work->items[at] : NULL;
}

enum { DL_REACH = 4 }; /* sentences that a role noun, a pronoun or a group looks back */

/* Country of a code: ISO-3 of actors/countries, or IGO NGO IMG MNC UNO EUR; 0 where it begins with a sector ("MIL",
 * "LEGGOV"). */
dl_code dl_code_country(const dl_names *work, dl_code code);
dl_code dl_code_sector(const dl_names *work, dl_code code);

/* Is it the office of who leads a state? */
bool dl_leads_state(const char *office);
/* Does a term of office hold on a day: 0; -1: it has not begun, 1: it is over. Of an unknown day ("") it does. */
int dl_term_of(const char *from, const char *to, const char *day);

/* Of a row of actors/agents; of one of actors/people. */
dl_code dl_agent_sector(const dl_namer *namer, uint32_t row);
dl_code dl_person_code(const dl_namer *namer, uint32_t row);
dl_code dl_person_country(const dl_namer *namer, uint32_t row);

/* The classes of a word: by a table of nouns and its column; by the namer's. */
uint64_t dl_noun_classes_in(const dl_table *nouns, int column, const char *word);
uint64_t dl_noun_classes(const dl_namer *namer, const char *word);
static inline bool dl_noun_is(const dl_namer *namer, const char *word, uint64_t set) {
  return (dl_noun_classes(namer, word) & set) != 0;
}
/* The same of a text that may have capitals. */
bool dl_text_is_noun(const dl_namer *namer, const char *text, uint64_t set);

/* inner.c */
void dl_told_places(dl_names *work); /* fills work->places */
/* The place inside of the words of a body, if there is one; `from`: the first item of the tables that may reach into
 * them. */
void dl_add_inner_place(dl_names *work, uint32_t first, uint32_t end, uint32_t from);
/* The code of the body of no state that such words begin with or tell of, "EU Delegation", "Office of the UN High
 * Commissioner"; 0: of none. */
dl_code dl_inner_body(const dl_names *work, uint32_t first, uint32_t end, uint32_t from);

/* acronyms.c */
void dl_read_acronyms(dl_names *work); /* fills work->meant */
/* Does the text spell the acronym at a token out as something that shares no word with the name? */
bool dl_stands_for_another(const dl_names *work, uint32_t token, const char *name);

/* words.c */
const char *dl_row_origin(dl_document *doc, const dl_table *table, uint32_t row);
/* Words first .. end as a key: lower case (`lemma`: the last as its lemma). False if longer than `size`. */
bool dl_name_key(const dl_document *doc, uint32_t first, uint32_t end, bool lemma, char *key, size_t size);
bool dl_starts_upper(const dl_token *t);
bool dl_all_upper(const dl_document *doc, uint32_t first, uint32_t end); /* does each of those words? */
uint32_t dl_span_head(const dl_document *doc, uint32_t first, uint32_t end);
/* What is found by those words, not yet among the items; the same, put there. */
dl_found dl_found_of(const dl_document *doc, uint32_t first, uint32_t end, dl_found_kind kind);
dl_found *dl_found_add(dl_names *work, uint32_t first, uint32_t end, dl_found_kind kind);

/* for (dl_found *f = dl_known_from(work, from, end); f; f = dl_known_behind(work, f, end)) visits the names of the
 * tables that stand, from the item `from` on, as far as they begin before the token `end`. */
dl_found *dl_known_from(const dl_names *work, uint32_t from, uint32_t end);
dl_found *dl_known_behind(const dl_names *work, const dl_found *found, uint32_t end);

/* Does `shorter` stand for `name`: its last word, or the initials of its words ("IAEA")? */
bool dl_is_short_for(const char *shorter, const char *name);
bool dl_name_has(const char *name, const char *word, size_t size); /* is that one of its words, but for capitals? */
bool dl_is_plural(const dl_token *token);

bool dl_same_text(const char *a, const char *b); /* but for capitals */
bool dl_is_acronym(const char *name);            /* three capitals or more, and nothing else */
const char *dl_last_word(const char *name);

/* chains.c */
void dl_chain_add(dl_chains *chains, dl_arena *arena, const char *name, size_t size, uint32_t item);
const dl_link_of *dl_chain_first(const dl_chains *chains, const char *name, size_t size); /* NULL where there is none */
const dl_link_of *dl_chain_next(const dl_chains *chains, const dl_link_of *link);
uint32_t dl_noun_last(
    dl_names *work,
    uint32_t token); /* the last mention by the common noun at a token, of its number; one more than its index, or 0 */
void dl_mention_made(dl_names *work, uint32_t mention); /* is to be found by its noun */
/* Tells every word that dl_is_short_for may take for the name: its last, its first, its initials. */
void dl_each_short(const char *name, void (*tell)(void *context, const char *word, size_t size), void *context);

/* Of a token's name label: 0 none, 1 person, 2 place, 3 organisation; where the labelled span that begins at `first`
 * ends, of a word without a label behind it. */
unsigned dl_label_kind(const dl_token *token);
uint32_t dl_label_end(const dl_document *doc, uint32_t first);

/* The pass of this room: names of the tables and name labels. */
void dl_find_names(dl_names *work);
/* surnames.c: takes the rows from surnames that are hardly theirs. */
void dl_doubt_surnames(dl_names *work);
/* Likewise where the text names somebody else of that surname in full, and nobody of whom a row knows; who leads a
 * state of which it speaks is meant all the same. */
void dl_forget_namesakes(dl_names *work);

#endif
