/* A document and the layers that the stages add to it, in the order in which they are made.
 *
 * intake fills text and metadata; tokens fills sentences and tokens; syntax fills tags, lemmas and the tree; names
 * fills mentions and entities; times and places theirs; speech the attributions; events the events; claims factuality
 * and links. Everything lives in the document's arena or in the mapped data file, and dies with the arena. Strings are
 * UTF-8 and NUL-terminated; a string field is never NULL ("" where nothing is known). All offsets in C are BYTES into
 * `text`, half-open; they become code points only when they are printed (dl_document_cp).
 */
#ifndef DL_BASE_DOCUMENT_H
#define DL_BASE_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/codes.h"
#include "base/labels.h"

typedef struct dl_span {
  uint32_t begin, end; /* bytes into the document's text, half-open */
} dl_span;

/* ---- tokens ---- */

typedef enum dl_ner {
  DL_NER_O,
  DL_NER_B_PER,
  DL_NER_I_PER,
  DL_NER_B_LOC,
  DL_NER_I_LOC,
  DL_NER_B_ORG,
  DL_NER_I_ORG,
  DL_NER_COUNT
} dl_ner;

enum { DL_NAME_ODD = 16 };

/* A syntactic word of UD ("don't" is the two words do + n't). */
typedef struct dl_token {
  uint32_t begin, end; /* bytes; the words of a multiword token split its span, or share it where they cannot */
  const char *form;    /* as written */
  const char *lower;   /* lower case, curly quotes made straight: for look-ups */
  const char *lemma;   /* as UD: lower case but for proper nouns */
  const char *feats;   /* "_" where there are none */
  int32_t head;        /* document-wide token index; -1 for the root of a sentence */
  uint32_t sentence;   /* index of its sentence */
  uint8_t upos;        /* dl_upos */
  uint8_t xpos;        /* dl_tag */
  uint8_t rel;         /* dl_rel: what it depends by ... */
  uint8_t deprel;      /* dl_deprel: ... with the subtype */
  uint8_t ner;         /* dl_ner */
  uint8_t word;        /* dl_known_word: which function word or mark it is, of those that rules ask for */
  uint16_t features;   /* dl_feature: what of feats rules ask for */
  int8_t odds[4];      /* for no name, a person, a place, an organisation: the network's score less its best one's, in
                          DL_NAME_ODD-ths, cut off */
  uint8_t multi;       /* on the first word of a multiword token: how many words it has; else 0 */
  bool space_after;    /* white space follows (of a multiword token: its last word carries it) */
} dl_token;

typedef struct dl_sentence {
  uint32_t begin, end;   /* bytes, white space trimmed */
  uint32_t first, count; /* its tokens: doc->tokens[first .. first+count) */
  uint32_t paragraph;    /* index from 0 */
  bool headline;         /* the title, or a line without a closing mark that stands alone before the body */
  bool foreign;          /* in another language than English, amid a document that is English */
  bool aside;            /* of a line that only leads to another story (tokens/asides.h) */
  bool dateline;         /* begins with a dateline ("SEOUL -"); doc->dateline holds its span */
} dl_sentence;

/* Does no stage behind read the sentence? */
static inline bool dl_is_passed_over(const dl_sentence *s) {
  return s->foreign || s->aside;
}

/* "I", "we", "our". */
static inline bool dl_is_first_person(const dl_token *token) {
  return token->upos == DL_PRON && (token->features & DL_FIRST_PERSON);
}

/* ---- names ---- */

typedef enum dl_form { DL_NAM, DL_NOM, DL_PRO } dl_form; /* named, common noun, pronoun */

typedef enum dl_entity_type { DL_PER, DL_ORG, DL_LOC, DL_GPE, DL_NORP, DL_FAC, DL_EVT, DL_WPN, DL_MISC } dl_entity_type;

typedef struct dl_mention {
  uint32_t begin, end;             /* bytes: the shortest phrase that names it, with its title ("Mr Blinken") */
  uint32_t first_token, end_token; /* half-open document-wide token indices */
  uint32_t head;                   /* document-wide token index of the syntactic head */
  uint32_t entity;                 /* index into doc->entities: the antecedent where one was found */
  uint32_t member_count;           /* > 0: a group ("both", "the two countries", "they"): the entities it stands for */
  uint32_t *members;               /* entity indices */
  dl_code code;         /* CAMEO code of this very mention ("RUSMIL" for "Russian forces"), 0 = the entity's */
  uint8_t form;         /* dl_form */
  int32_t told, common; /* the last mention of its entity so far, itself too, that is no pronoun and no group; that is a
                           common noun; -1 */
  const char *origin;   /* for explain: table file:line of the row that gave the code, "" if none */
} dl_mention;

/* What a place is one of: DL_PLACE_STATE. */
#define DL_PLACE_LIST(ITEM)  \
  ITEM(STATE, "country")     \
  ITEM(DIVISION, "division") \
  ITEM(COUNTY, "county")     \
  ITEM(TOWN, "town") ITEM(DISTRICT, "district") ITEM(SITE, "site") ITEM(WATER, "water") ITEM(REGION, "region")
#define DL_NAME_PLACE(name, text) DL_PLACE_##name,
typedef enum dl_place_kind { DL_PLACE_LIST(DL_NAME_PLACE) DL_PLACE_KINDS } dl_place_kind;

typedef struct dl_place {
  const char *name;
  dl_code country;     /* ISO 3166-1 alpha-3 */
  double lat, lon;     /* degrees */
  uint32_t geonames;   /* 0: none */
  const char *feature; /* GeoNames class/code: "PCLI", "ADM1", "PPLC", ... */
  uint8_t kind;        /* dl_place_kind; DL_PLACE_KINDS where it is not known */
  uint32_t radius;     /* km around the point that it fills, about */
} dl_place;

/* Is a feature a state's, one that is no more ("PCLH") too? */
static inline bool dl_is_state_feature(const char *feature) {
  return feature[0] == 'P' && feature[1] == 'C' && feature[2] == 'L';
}

typedef struct dl_entity {
  uint8_t type;          /* dl_entity_type */
  bool political;        /* can be an actor: it has a code or a sector */
  bool named;            /* one of its mentions is a name */
  const char *name;      /* fullest name in the text */
  dl_code code;          /* CAMEO/PLOVER actor code: USAGOV, IGOUNO, 0 */
  dl_code country;       /* ISO-3, or IGO NGO IMG UNO EUR MNC as PLOVER has them, 0 */
  dl_code sector;        /* GOV, MIL, REB, ... or 0 */
  const dl_place *place; /* NULL where it was not resolved or is none */
  uint32_t *mentions;    /* indices into doc->mentions, in text order */
  uint32_t mention_count, mention_capacity;
} dl_entity;

/* ---- times ---- */

/* TIMEX3's types and modifiers: DL_TIMEX_DATE, DL_TIMEX_APPROX. */
#define DL_TIMEX_LIST(ITEM) ITEM(DATE, "DATE") ITEM(TIME, "TIME") ITEM(DURATION, "DURATION") ITEM(SET, "SET")
#define DL_TIMEX_MOD_LIST(ITEM) \
  ITEM(NO_MOD, "")              \
  ITEM(START, "START")          \
  ITEM(MID, "MID") ITEM(END, "END") ITEM(APPROX, "APPROX") ITEM(LESS, "LESS_THAN") ITEM(MORE, "MORE_THAN")
#define DL_NAME_TIMEX(name, text) DL_TIMEX_##name,
typedef enum dl_timex_type { DL_TIMEX_LIST(DL_NAME_TIMEX) } dl_timex_type;
typedef enum dl_timex_mod { DL_TIMEX_MOD_LIST(DL_NAME_TIMEX) DL_TIMEX_MODS } dl_timex_mod;

enum { DL_TIME_OF_NONE = -2, DL_TIME_OF_DOCUMENT = -1 }; /* anchors that are no time of the text */

typedef struct dl_time {
  uint32_t begin, end; /* bytes */
  uint32_t first_token, end_token;
  uint8_t type;          /* dl_timex_type */
  uint8_t mod;           /* dl_timex_mod */
  const char *value;     /* TIMEX3; placeholders X where the document's date is missing */
  bool follows;          /* the end of a range whose beginning stands before it: "18" in "November 7-18" */
  int32_t anchor;        /* index into doc->times of the time that the value was counted from (temporalFunction), or
                            DL_TIME_OF_DOCUMENT, DL_TIME_OF_NONE */
  char from[11], to[11]; /* "YYYY-MM-DD" first and last day, "" where unknown */
} dl_time;

/* ---- events ---- */

typedef struct dl_participant {
  int32_t mention; /* index into doc->mentions, -1 if it is only a phrase */
  int32_t entity;  /* index into doc->entities, -1 if none */
  dl_span span;
  dl_code code, country, sector;
} dl_participant;

typedef enum dl_bound { DL_EXACT, DL_AT_LEAST, DL_AT_MOST, DL_ABOUT, DL_RANGE } dl_bound;

typedef struct dl_phrase {
  dl_span span;
  uint32_t head;     /* token index */
  const char *klass; /* objects: "arms", "funds", ...; magnitude: kind; else "" */
  double value;      /* magnitude: the number; of a range the lower end */
  double low, high;  /* magnitude: what it can be at least and at most; -1: open */
  uint8_t bound;     /* magnitude: dl_bound */
  const char *unit;  /* magnitude: unit as written */
} dl_phrase;

typedef struct dl_participants {
  dl_participant *items;
  uint32_t count, capacity;
} dl_participants;
typedef struct dl_phrases {
  dl_phrase *items;
  uint32_t count, capacity;
} dl_phrases;
typedef struct dl_indices {
  uint32_t *items;
  uint32_t count, capacity;
} dl_indices;

/* What a word can be: no act, an act of one of the 16 categories, or a speech act that PLOVER drops. */
typedef enum dl_act_kind {
  DL_NO_ACT,
  DL_AGREE,
  DL_CONSULT,
  DL_SUPPORT,
  DL_CONCEDE,
  DL_COOPERATE,
  DL_AID,
  DL_RETREAT,
  DL_REQUEST,
  DL_ACCUSE,
  DL_REJECT,
  DL_THREATEN,
  DL_PROTEST,
  DL_SANCTION,
  DL_MOBILIZE,
  DL_COERCE,
  DL_ASSAULT,
  DL_SPEECH_ACT,
  DL_ACT_LABELS
} dl_act_kind;

/* Is it one of a set: 1 << DL_AID | 1 << DL_AGREE? */
static inline bool dl_act_in(unsigned act, unsigned set) {
  return set >> act & 1;
}

/* What the network rates of a word (claims/ratings.h). */
enum { DL_RATINGS = 20 };

enum { DL_NEGATED = 1, DL_FUTURE = 2, DL_HYPOTHETICAL = 4, DL_HISTORICAL = 8 }; /* auxiliary modes, a bit set */

typedef enum dl_factuality_value {
  DL_CT_PLUS,
  DL_CT_MINUS,
  DL_PR_PLUS,
  DL_PR_MINUS,
  DL_PS_PLUS,
  DL_PS_MINUS,
  DL_UU
} dl_factuality_value;

typedef struct dl_factuality {
  int32_t entity; /* -1: AUTHOR; -2: a source that the text does not name */
  uint8_t value;  /* dl_factuality_value */
} dl_factuality;

/* What tells an event's place: nothing; its own clause; the dateline; whose act it is. */
typedef enum dl_place_source { DL_PLACE_UNTOLD, DL_PLACE_SAID, DL_PLACE_DATELINE, DL_PLACE_SEAT } dl_place_source;

/* How something was found, a line at a time, the latest first. */
typedef struct dl_trace {
  const char *line;
  const struct dl_trace *before;
} dl_trace;

struct dl_when;

typedef struct dl_event {
  uint32_t trigger; /* token index of the head of the trigger */
  dl_span trigger_span;
  uint32_t sentence;
  uint8_t act;       /* dl_act_kind: PLOVER's category, or DL_SPEECH_ACT for CAMEO 01/02 acts */
  uint8_t mode;      /* dl_mode */
  const char *cameo; /* "072" */
  const char *contexts[8];
  uint32_t context_count;
  uint32_t auxiliary; /* DL_NEGATED | ... */
  bool reciprocal;    /* mutual act: all parties are in actor */
  bool statement;     /* a speech act: what it says is its content (deny, accuse, pledge, demand ...) */
  bool supposed;      /* an act only if somebody denies or admits it */
  dl_participants actor, recipient;
  dl_phrases object, purpose, magnitude;
  dl_indices place;           /* entity indices: where it is said to happen */
  dl_indices from, to, via;   /* entity indices: the way that somebody or something goes */
  int32_t place_guess;        /* entity: where it happens, likely, if no place is said; -1 */
  uint8_t place_source;       /* dl_place_source */
  int32_t time;               /* index into doc->times, -1 */
  int32_t until;              /* of an act that went on until a day that is told, that time's index; -1 */
  bool since;                 /* it went on since its time, as the text has it */
  const struct dl_when *when; /* its days, of a document that was read as coded; else NULL: times/when.h tells them */
  dl_factuality *factuality;
  uint32_t factuality_count, factuality_capacity; /* AUTHOR first */
  dl_indices attribution;                         /* indices into doc->attributions */
  double confidence;                              /* 0..1 */
  const char *origin;                             /* lexicon file:line that fired */
  const dl_trace *trace;                          /* for explain: which path gave which role; NULL at first */
} dl_event;

/* ---- claims ---- */

typedef enum dl_attribution_type { DL_DIRECT, DL_INDIRECT, DL_MIXED } dl_attribution_type;

typedef struct dl_attribution {
  int32_t entity;  /* index into doc->entities; -1: the text names none */
  int32_t mention; /* index into doc->mentions, -1 */
  dl_span source;  /* begin == end where the text names none */
  dl_span cue;
  uint32_t cue_token;
  dl_span *content;
  uint32_t content_count, content_capacity;
  uint8_t type;       /* dl_attribution_type */
  int32_t parent;     /* index into doc->attributions, -1 */
  bool words;         /* somebody's words: a clause or quoted, not a thing that is liked, wanted or signed */
  int8_t stance;      /* +1 the source holds it true, -1 the source denies it, 0 open (asks, fears, considers) */
  const char *manner; /* its stance in a word, of a document that was read as coded; else NULL: claims/claims.h */
} dl_attribution;

typedef enum dl_link_type { DL_DENIES, DL_CONFIRMS, DL_SAME, DL_EXCHANGE } dl_link_type;

typedef struct dl_link {
  uint8_t type;
  uint32_t from, to;
} dl_link; /* event indices */

typedef struct dl_screen {
  uint32_t event;
  const char *regime, *paragraph, *measure, *status;
  const char *checked, *words; /* "checked": the words were found in the paragraph; "recalled": they are remembered; or
                                  "unchecked" and "" */
  dl_indices said_by;          /* attribution indices */
} dl_screen;

/* ---- the document ---- */

struct dl_claims;
struct dl_speech;

/* What a ledger holds of a document: nothing; its text, under another name; all of it. */
typedef enum dl_stored { DL_STORED_NOTHING, DL_STORED_TEXT, DL_STORED_ALL } dl_stored;

typedef struct dl_document {
  dl_arena *arena;
  const char *id, *date, *title, *source, *url; /* date "YYYY-MM-DD" or "" */
  const char *identity; /* what a ledger knows it by, tab-parted: "id", stated source, id; "url", source, URL; "file",
                           path; "" for none */
  const char *key;      /* SHA-256 of date and text, in hexadecimal: made by the ledger on first need, "" before */
  uint8_t stored;       /* dl_stored, as the ledger last saw it */
  const char *const *made_by; /* of one that was read as coded: program, data, dictionaries, codebook; else NULL: this
                                 program and its data */
  const char *language;       /* ISO 639-1: "en"; "und": no language that is known; "" before it is told */
  const char *text;           /* exactly as given; NUL bytes inside are allowed, so use text_size */
  uint32_t text_size;         /* bytes */
  uint32_t *cp_index;         /* cp_index[i]: code points before byte 64*i (made on first need) */
  dl_span dateline;           /* "SEOUL" of "SEOUL - ..."; empty where there is none */

  dl_token *tokens;
  uint32_t token_count, token_capacity;
  int32_t *child, *sibling; /* per token: its first child, the next child of its head; -1 (syntax/tree.h) */
  float **act_scores; /* per token that can be an act: the network's DL_ACT_LABELS scores of its being one, NULL of
                         others; NULL where there is no such network */
  uint8_t *states;
  uint32_t state_width; /* per token state_width bytes: the encoder's vector, values (byte - 128) / 127; NULL where
                           nothing was parsed */
  const uint8_t **role_states;
  uint32_t role_width; /* per token role_width bytes: what the network of roles reads of it, likewise; NULL of a token
                          that is nobody's word. In memory of the parser's workspace, until that parses again */
  const float *contexts; /* what each sentence stands in, for that network (network/senses.h); likewise */
  float **ratings;     /* likewise: its DL_RATINGS scores of what a predicate tells */
  uint8_t *act_inputs;
  uint32_t act_width; /* per token act_width bytes: what that network reads; NULL but for trainers */
  uint8_t *alone;
  float *alone_scale;
  uint32_t alone_width; /* per token alone_width bytes: what the encoder read of it, values (byte - 128) times its
                           scale; NULL but for trainers */
  dl_sentence *sentences;
  uint32_t sentence_count, sentence_capacity;
  dl_mention *mentions;
  uint32_t mention_count, mention_capacity;
  int32_t *mention_at; /* per token: the outermost mention whose head it is, -1 (made by names) */
  dl_entity *entities;
  uint32_t entity_count, entity_capacity;
  dl_time *times;
  uint32_t time_count, time_capacity;
  dl_event *events;
  uint32_t event_count, event_capacity;
  dl_event *supposed; /* acts only if somebody denies or admits them, in text order: claims take in those that are */
  uint32_t supposed_count, supposed_capacity;
  dl_indices settled; /* entities whose country the events told (events/homes.c) */
  dl_attribution *attributions;
  uint32_t attribution_count, attribution_capacity;
  struct dl_speech *speech; /* what is known beside the attributions (speech/speech.h); NULL before */
  struct dl_claims *claims; /* what claims knows, for dl_predicate_factuality; NULL before */
  dl_link *links;
  uint32_t link_count, link_capacity;
  dl_screen *screens;
  uint32_t screen_count, screen_capacity;
} dl_document;

/* A new document in `arena` with empty strings in every field. */
dl_document *dl_document_new(dl_arena *arena);

/* Code points before byte `offset` (offset <= text_size). Makes cp_index on first use. */
uint32_t dl_document_cp(dl_document *doc, uint32_t offset);

/* NUL-terminated copy of a span in the document's arena. */
/* Is the entity its actor or recipient, or one of them? */
bool dl_event_has_party(const dl_event *event, uint32_t entity);

const char *dl_document_slice(const dl_document *doc, uint32_t begin, uint32_t end);

/* Adds a line, which lives as long as the arena. */
void dl_trace_add(dl_arena *arena, const dl_trace **trace, const char *line);

/* Does somebody admit or claim a deed in it (CAMEO 015), or deny one (016)? */
bool dl_is_admission(const dl_event *event);
bool dl_is_denial(const dl_event *event);

/* PLOVER's name of a label of acts; "" for DL_NO_ACT and DL_SPEECH_ACT. */
const char *dl_act_name(unsigned label);
/* The same with "speech" for DL_SPEECH_ACT, where "" would tell nothing. */
const char *dl_act_or_speech(unsigned label);
/* The label of a category, DL_SPEECH_ACT for "", DL_NO_ACT for what is none. */
unsigned dl_act_label(const char *category);

/* Names of the enumerations, as the contract prints them. */
const char *dl_ner_name(unsigned ner);
const char *dl_form_name(unsigned form);
const char *dl_entity_type_name(unsigned type);
const char *dl_factuality_name(unsigned value);
const char *dl_auxiliary_name(unsigned bit); /* of the mode 1u << bit: 0 negated .. 3 historical */
const char *dl_attribution_type_name(unsigned type);
const char *dl_link_type_name(unsigned type);
const char *dl_bound_name(unsigned bound);
const char *dl_timex_name(unsigned type);    /* "DATE" */
const char *dl_timex_mod_name(unsigned mod); /* "APPROX", "" for none */
/* "APPROX" -> DL_TIMEX_APPROX; NULL and what is none -> DL_TIMEX_NO_MOD. */
unsigned dl_timex_mod_read(const char *name);
const char *dl_place_kind_name(unsigned kind);     /* "" for DL_PLACE_KINDS */
const char *dl_place_source_name(unsigned source); /* "" for DL_PLACE_UNTOLD */

#endif
