/* Cells of the lexicon as the program runs them: slots, tests, flags and classes, made of their text once, when a table
 * is written (compile.h), by the compiler or of a user's own rows.
 *
 * A compiled cell is one number: the bits of its flags, the number of a class or kind, or where its slots or its test
 * begin among the terms of its table. Terms lie in the data file as they are used. A term says by `next` what comes
 * behind it, and the last ones of a table are empty, so that a walk ends whatever a damaged file holds.
 *
 *   slots: for each alternative DL_CHOICE, then its steps
 *   test:  for each condition DL_CONDITION, the slots it is about, the classes one of which they must have
 */
#ifndef DL_MODEL_COMPILED_H
#define DL_MODEL_COMPILED_H

#include "model/model.h"

typedef enum dl_compiled {
  DL_AS_TEXT,
  DL_AS_SLOTS,
  DL_AS_TEST,
  DL_AS_FLAGS,
  DL_AS_CLASS,
  DL_AS_KIND, /* of the first list of kinds.h, and so on */
  DL_COMPILED_KINDS = DL_AS_KIND + 16
} dl_compiled;

// clang-format off
/* Steps of slots: DL_STEP_OBJ. Behind a colon stands a preposition. What they find: data/lexicon/FORMAT.md. */
#define DL_STEP_LIST(ITEM)                                                                                           \
  ITEM(NSUBJ, "nsubj") ITEM(OBJ, "obj") ITEM(IOBJ, "iobj") ITEM(OBL, "obl:") ITEM(NMOD, "nmod:") ITEM(POSS, "poss")  \
  ITEM(AMOD, "amod") ITEM(APPOS, "appos") ITEM(XCOMP, "xcomp") ITEM(CCOMP, "ccomp") ITEM(CSUBJ, "csubj")             \
  ITEM(ADVCL, "advcl") ITEM(ACL, "acl") ITEM(ADVMOD, "advmod") ITEM(COP, "cop") ITEM(GOV, "gov")                     \
  ITEM(SPEAKER, "speaker") ITEM(PLACE, "in")

/* Flags of a row: DL_FLAG_WEAK, a bit each. */
#define DL_FLAG_LIST(ITEM)                                                                                           \
  ITEM(RECIPROCAL, "reciprocal") ITEM(STATEMENT, "statement") ITEM(NESTED, "nested") ITEM(WEAK, "weak")              \
  ITEM(NEEDS_RECIPIENT, "needs-recipient") ITEM(NEEDS_ACTOR, "needs-actor") ITEM(HISTORICAL, "historical")           \
  ITEM(FUTURE, "future") ITEM(HYPOTHETICAL, "hypothetical") ITEM(NEGATED, "negated") ITEM(VETO, "veto")              \
  ITEM(LOW, "low") ITEM(IDIOM, "idiom") ITEM(OWN, "own")

/* Classes that rules in C ask for: DL_CLASS_ARMS. Those up to MANDATIVE are found by analysis alone. */
#define DL_CLASS_LIST(ITEM)                                                                                          \
  ITEM(PARTY, "party") ITEM(POLITICIAN, "politician") ITEM(NAME, "name") ITEM(COUNTRY, "country")                    \
  ITEM(PLACE, "place") ITEM(PERSON, "person") ITEM(ORG, "org") ITEM(NUMBER, "number") ITEM(MONEY, "money")           \
  ITEM(VERB, "verb") ITEM(MANDATIVE, "mandative") ITEM(PEOPLE, "people") ITEM(ARMS, "arms")                          \
  ITEM(TERRITORY, "territory") ITEM(BLAME, "blame") ITEM(PRAISE, "praise") ITEM(COUNT_NOUN, "count")                 \
  ITEM(FUNDS, "funds") ITEM(AGREEMENT, "agreement") ITEM(AID, "aid") ITEM(SANCTION, "sanction")                      \
  ITEM(STATEMENT, "statement") ITEM(ACCUSATION, "accusation") ITEM(BORDER, "border") ITEM(RELATION, "relation")      \
  ITEM(PERSONNEL, "personnel") ITEM(OFFICE, "office") ITEM(VICTIM, "victim") ITEM(ENVOY, "envoy")                    \
  ITEM(FIRM, "firm") ITEM(DOCUMENT, "document") ITEM(LAW, "law") ITEM(WORK, "work") ITEM(NATURE, "nature")           \
  ITEM(ECONOMY, "economy") ITEM(VEHICLE, "vehicle")                                                                  \
  ITEM(SHIP, "ship") ITEM(EQUIPMENT, "equipment") ITEM(FOOD, "food") ITEM(MEDICINE, "medicine") ITEM(OIL, "oil")     \
  ITEM(TECHNOLOGY, "technology") ITEM(ENERGY, "energy") ITEM(MILITARY, "military") ITEM(FACILITY, "facility")        \
  ITEM(BUILDING, "building") ITEM(LINE, "line") ITEM(WMD, "wmd")
// clang-format on

#define DL_NAME_STEP(name, text) DL_STEP_##name,
#define DL_NAME_FLAG_BIT(name, text) DL_FLAG_BIT_##name,
#define DL_NAME_FLAG(name, text) DL_FLAG_##name = 1 << DL_FLAG_BIT_##name,
#define DL_NAME_CLASS(name, text) DL_CLASS_##name,

/* What a term is. */
typedef enum dl_what {
  DL_NO_TERM,
  DL_CHOICE,                 /* text: the alternative as it is written; label: dl_choice_bits */
  DL_NO_SLOT,                /* "-" */
  DL_CONDITION,              /* label: dl_condition_bits; text: of a clause's condition DL_NEGATED | DL_FUTURE ... */
  DL_IS_LEMMA,               /* text: the lemma */
  DL_IS_LISTED,              /* text: the class, a list of lemmas ("@troops") */
  DL_IS_ACT,                 /* label: dl_act_kind */
  DL_IS_CLASS,               /* text: the class */
  DL_STEP_LIST(DL_NAME_STEP) /* label: dl_rel; of OBL and NMOD dl_known_word, with the preposition in `text` */
  DL_WHATS
} dl_what;

typedef enum dl_next { DL_LAST, DL_THEN_ELSE, DL_THEN_POOL, DL_THEN_INSIDE, DL_THEN_AND } dl_next;

enum dl_choice_bits { DL_WHOLE = 1 /* with "=" */, DL_POOLED = 2 /* with "+" */ };
enum dl_condition_bits { DL_NOT_SO = 1 /* "!" */, DL_ASKS_CLASS = 2, DL_ASKS_CLAUSE = 4 };

typedef struct dl_term {
  uint8_t what, next; /* dl_what, dl_next */
  uint16_t label;
  uint32_t text; /* a string of the table: dl_table_text */
} dl_term;

/* Slots or a test. `first` is NULL where the cell is empty. */
typedef struct dl_terms {
  const dl_table *table;
  const dl_term *first;
} dl_terms;

enum { DL_FLAG_LIST(DL_NAME_FLAG_BIT) DL_FLAG_COUNT };
enum dl_flags { DL_FLAG_LIST(DL_NAME_FLAG) };
/* The category behind "negated-as:", DL_NO_ACT where there is none. */
#define DL_FLAGS_ACT_AT 24
static inline unsigned dl_flags_negated_as(uint32_t flags) {
  return flags >> DL_FLAGS_ACT_AT;
}

enum { DL_CLASS_LIST(DL_NAME_CLASS) DL_CLASS_COUNT, DL_CLASSES_FOUND = DL_CLASS_MANDATIVE + 1 };
/* A class: one of those above, or a number made of its name, which is larger. */
uint32_t dl_class_of(const char *name, size_t size);
/* Of one of those above. */
const char *dl_class_name(unsigned class);

/* What the cells of a column are compiled as. */
dl_compiled dl_table_compiled(const dl_table *table, uint32_t column);
/* A compiled cell, and the slots or the test that it is. */
uint32_t dl_table_code(const dl_table *table, uint32_t row, int column);
dl_terms dl_table_terms(const dl_table *table, uint32_t row, int column);
/* The text of a term. */
const char *dl_table_text(const dl_table *table, uint32_t text);

/* The next alternative, NULL behind the last one. */
const dl_term *dl_choice_after(const dl_term *choice);

/* A condition of a test. */
typedef struct dl_condition {
  bool denies;
  uint32_t clause;        /* how its clause must stand: DL_NEGATED | ...; 0: it is about slots */
  const dl_term *slots;   /* what it is about, */
  const dl_term *slot;    /* the last step of that, */
  const dl_term *classes; /* and the classes one of which that must have; NULL: none is asked for */
  const dl_term *next;    /* the condition behind it, NULL */
} dl_condition;
/* false: there is none here. */
bool dl_condition_at(const dl_term *at, dl_condition *condition);

/* Does the test ask of the object which lemma or act it is, or whether it is an agreement? Then both are one act. */
bool dl_test_names_object(dl_terms test);

#endif
