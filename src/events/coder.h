/* What the files of the event coder share: a candidate trigger, its slots, and the work on one document.
 *
 * Order of work: herrings.c marks what is no event, triggers.c finds candidates and picks their rows (conditions.c:
 * whose tests hold), slots.c fills roles (words.c, participants.c and classes.c: by what words and phrases mean),
 * parties.c those that no slot tells, modality.c reads tense, negation and what an act is embedded in, unreal.c
 * takes away games, stories and storms, background.c what is told only beside another act; chooser.c takes the actor
 * and the recipient of all who can be (options.c, reasons.c), details.c adds object, time and contexts, where.c the
 * place, purpose.c and magnitude.c (with figures.c and numbers.c) what for and how large, events.c folds and keeps what
 * is left.
 */
#ifndef DL_EVENTS_CODER_H
#define DL_EVENTS_CODER_H

#include "base/document.h"
#include "base/map.h"
#include "base/order.h"
#include "events/events.h"
#include "events/lexicon.h"
#include "events/origins.h"
#include "names/namer.h"
#include "network/evidence.h"
#include "network/items.h"
#include "network/roles.h"
#include "syntax/clause.h"

enum { DL_KNOTS = 11 };

/* The trained model of events/choice.h; propose 0 where the data file has none. */
typedef struct dl_choice {
  dl_learned learned;    /* of DL_ACT_LABELS outputs */
  float propose;         /* the probability from which a word is an act of which the rules know nothing, */
  float overrule;        /* from which one is that they do not take for one, */
  float unfold;          /* or of which they hold that another act of the sentence tells it, */
  float drop;            /* and below which one is none that they take for one */
  float knots[DL_KNOTS]; /* what a probability of k / (DL_KNOTS - 1) is worth */
  void *memory;
} dl_choice;

enum { DL_SECTORS = 32 };

/* The trained weights of events/sectors.c; no labels where the data file has none. */
typedef struct dl_sectors {
  dl_strings labels;  /* CAMEO's codes of sectors, at most DL_SECTORS; "" for none */
  dl_learned learned; /* an output a label */
} dl_sectors;

/* The trained weights of events/chooser.h. */
typedef struct dl_chooser {
  dl_learned learned;
  dl_sectors sectors;
  void *memory;
} dl_chooser;

struct dl_coder {
  const dl_model *model;
  const dl_namer *namer;
  dl_lexicon lexicon;
  dl_choice choice;
  dl_chooser chooser;
  dl_role_head roles;
  dl_origins origins;
  dl_learned moment, site;              /* moment.h, site.h */
  const dl_table *cases, *kinds, *away; /* places/cases and so on, NULL where the data file has none; */
  int role, kind;                       /* what their rows tell */
  double least;                         /* confidence of an event */
  bool explains;                        /* what weighed most is kept */
};

/* Where a row's slots are counted from. */
typedef struct dl_site {
  int32_t trigger; /* the verb, noun or adjective */
  int32_t verb;    /* the verb whose subject counts; -1 where there is none */
  int32_t noun;    /* the noun whose possessor counts (of a light verb, or the trigger itself); -1 */
  dl_kind kind;
} dl_site;

/* What the rules hold of a candidate. */
typedef enum dl_verdict { DL_KEPT, DL_NO_FRAME, DL_NOT_REAL, DL_FOLDED, DL_SETTING, DL_VETOED } dl_verdict;

typedef struct dl_candidate {
  dl_site site;
  dl_row row;
  bool dropped;          /* folded into another, vetoed, or doubled */
  int32_t complement[4]; /* heads of what a nested row is about */
  uint32_t complement_count;
  dl_event event;
  uint8_t verdict;    /* dl_verdict */
  bool proposed;      /* by the network: no row takes the word for an act */
  bool modal_request; /* "must": made by the coder, not by a row */
} dl_candidate;

/* A phrase of herrings.tsv. */
typedef struct dl_herring {
  uint32_t sentence, row;
} dl_herring;
typedef struct dl_herrings {
  dl_herring *items;
  uint32_t count, capacity;
} dl_herrings;

typedef struct dl_candidates {
  dl_candidate *items;
  uint32_t count, capacity;
} dl_candidates;

/* Candidates by sentence, since nearly all that one asks of others it asks of those in its own: items[from[s] .. from[s
 * + 1]) stand in sentence s, in the order in which they were found. */
typedef struct dl_by_sentence {
  uint32_t *from, *items;
} dl_by_sentence;

enum { DL_NAMED = 7 };

/* A state that the text names. */
typedef struct dl_named {
  dl_code country;
  uint32_t count, first; /* mentions; the head of the first one */
  uint32_t firm;         /* mentions by the state's own name, its people's or a place's */
  int32_t entity;        /* of the state itself, where one is; -1: the text does not name it, its outlet is there */
} dl_named;

/* Where a text names its states (who.c), a token and a sentence at a time. */
typedef struct dl_homes {
  int8_t *at;        /* per token: place in dl_coding.named of the state that its mention tells, -1; NULL at first */
  int8_t *clause;    /* per token: of the state that its clause names as its place; who.c fills it */
  int32_t *last;     /* per token: the last token before it that tells one, in its sentence or the one before; -1 */
  uint8_t *sentence; /* per sentence: a bit for each state that it names */
  uint8_t dateline;  /* likewise */
  dl_map roles;      /* by the word for what somebody is: a bit for each state whom a mention of it is known to be of */
  struct dl_bonds **bonds; /* per entity: what binds it to each state; NULL before */
} dl_homes;

/* Whom the network reads as the sides of an act of that category. */
typedef struct dl_sides {
  unsigned act;
  bool mutual, known;
  dl_roles_read read;
} dl_sides;

struct dl_act_options;
struct dl_coding;
struct dl_weighed;

/* The work on one document. */
typedef struct dl_coding {
  const dl_coder *coder;
  const dl_lexicon *lexicon;
  dl_document *doc;
  const int32_t *speaker; /* per token: head token of the one who says it, -1 */
  uint8_t *barred;        /* per token: stands in a phrase in which a word is no trigger */
  dl_herrings cues;       /* of sport, film and the like, in text order */
  bool elsewhere;         /* the whole text is of such things */
  uint8_t *consumed;      /* per token: is part of a trigger */
  uint8_t *act;           /* per token: dl_act_kind of the trigger there, DL_NO_ACT where there is none */
  dl_candidates found;
  dl_named named[DL_NAMED];                      /* the most often named first */
  bool listed;                                   /* the states that the text names are */
  uint32_t named_count, named_total, named_firm; /* total, firm: mentions of all states */
  dl_code outlet;                                /* where its outlet is at home, 0 */
  dl_homes homes;
  float **
      home_scores; /* per token: of each state, what the text says for its being that of the words there; NULL before */
  dl_participants **party_at; /* per token: who its words name, once that was asked; NULL before */
  dl_sides **sides;           /* per token: who is read as the sides of the act there, once asked; NULL before */
  dl_participants before[2];  /* the actor and the recipient of the act before, as the rules have them */
  bool voicing;               /* who speaks is being looked up */
  bool told;                  /* evidence is for somebody to read: names with their text */
  void (*each_act)(void *context, struct dl_coding *work, const struct dl_act_options *options); /* for trainers */
  /* For trainers: an act's times, and its places. */
  void (*each_moment)(void *context, const dl_event *event, const struct dl_weighed *options, uint32_t count);
  void (*each_site)(void *context, const dl_event *event, const struct dl_weighed *options, uint32_t count);
  void *each_context;
  dl_by_sentence near; /* of all that were found; made once their sentences are known */
} dl_coding;

/* The candidate at a place of `near`. */
static inline dl_candidate *dl_near(const dl_coding *work, uint32_t at) {
  return &work->found.items[work->near.items[at]];
}

/* Is the document read for a trainer, who only looks on? */
static inline bool dl_is_watched(const dl_coding *work) {
  return work->each_act || work->each_moment || work->each_site;
}

/* The verb of a site's clause, else its trigger; the same of a candidate's. */
static inline int32_t dl_site_top(const dl_site *site) {
  return site->verb >= 0 ? site->verb : site->trigger;
}
static inline int32_t dl_top_of(const dl_candidate *c) {
  return dl_site_top(&c->site);
}

/* A document's speakers and all that may fire in it; memory is the document's arena. */
dl_coding dl_coding_begin(const dl_coder *coder, dl_document *doc);

enum { DL_JUDGING = 1 << DL_ACCUSE | 1 << DL_SUPPORT }; /* acts that judge others: who condemns, who welcomes */

enum { DL_HEADS = 24 }; /* heads that one slot can yield */

/* words.c: what a word is, by the tables */
/* Lemma for look-ups: lower case, verbs' gerunds as nouns too. */
const char *dl_key_lemma(const dl_coding *work, int32_t token);
/* Of a kind of modality.tsv: by its lemma; by that, or as it stands. */
bool dl_lemma_is_kind(const dl_coding *work, int32_t token, unsigned sense);
bool dl_is_kind(const dl_coding *work, int32_t token, unsigned sense);
/* The outermost mention that a word heads; NULL. */
const dl_mention *dl_mention_headed(const dl_document *doc, int32_t token);
bool dl_in_time(const dl_coding *work, int32_t token); /* in the words of a time? */
/* Has the phrase of a token a preposition of that kind? */
bool dl_has_case_kind(const dl_coding *work, int32_t token, unsigned sense);

/* participants.c: who is named */
/* Participants at one head: itself with its coordinated ones, else those inside its phrase. */
void dl_head_participants(dl_coding *work, int32_t head, bool inside, dl_participants *out);
/* Those inside its phrase ("Iran" of "Iranian drones"); false: there are none. */
bool dl_inside_participants(dl_coding *work, int32_t head, dl_participants *out);
void dl_add_participant(dl_coding *work, dl_participants *list, const dl_participant *participant);
void dl_add_participants(dl_coding *work, dl_participants *list, const dl_participants *others);
/* Who says a word of his own, "we" or the noun of "our soldiers": the head of the words that name him, -1. */
int32_t dl_own_speaker(const dl_coding *work, int32_t token);
/* Can a noun or pronoun that names has nothing of be somebody: people, personnel, a person, an organisation? */
bool dl_is_somebody(const dl_coding *work, int32_t token);
/* A noun with the words before it that belong to it: "twelve suspects". */
dl_span dl_short_span(const dl_coding *work, int32_t head);
bool dl_same_party(const dl_participant *a, const dl_participant *b);
bool dl_has_party(const dl_participants *list, const dl_participant *party); /* is one of them the same? */
bool dl_has_country(const dl_participants *list, dl_code country);           /* is one of them of it? */
bool dl_names_somebody(const dl_event *event);                               /* has it a party on any side? */
bool dl_common_party(const dl_participants *a, const dl_participants *b);    /* is one of these one of those? */
bool dl_is_party(const dl_participant *participant);                         /* has an actor code */
bool dl_any_party(const dl_participants *list);
bool dl_is_pair(const dl_event *event); /* has parties on both sides, or two who do it together */

/* classes.c: what a noun phrase means */
bool dl_head_has_class(dl_coding *work, int32_t head, uint32_t class);
bool dl_head_has_any(dl_coding *work, int32_t head, const uint8_t *classes); /* one of these, with 0 behind them? */
/* The class that labels it: of the compound ("military equipment") before that of the head alone; "": none. */
const char *dl_head_class(dl_coding *work, int32_t head);
/* What a count counts, else the head itself: the drones of "hundreds of drones". */
int32_t dl_counted(dl_coding *work, int32_t head);
/* What a sum or number that is the verb's object is of: the aid of "suspended 30 million euros in aid"; -1: the object
 * is no such thing. */
int32_t dl_measured(dl_coding *work, int32_t verb, int32_t object);

/* slots.c */
/* Heads of slots ("obj>poss|nmod:of"): the first alternative that yields any; returns how many. */
uint32_t dl_slot_heads(dl_coding *work, const dl_site *site, dl_terms slots, int32_t *heads);
/* The same of one alternative. */
uint32_t dl_choice_heads(dl_coding *work, const dl_site *site, const dl_table *table, const dl_term *choice,
                         int32_t *heads);
typedef enum dl_role { DL_ACTOR, DL_RECIPIENT } dl_role;
/* Participants of one alternative into *out, and the heads where they were looked for. */
void dl_choice_participants(dl_coding *work, const dl_site *site, const dl_table *table, const dl_term *choice,
                            dl_participants *out, int32_t at[DL_HEADS]);
/* Participants of slots into *out; `trace` gets a line that says which alternative it was. */
void dl_slot_participants(dl_coding *work, const dl_site *site, dl_terms slots, dl_role role, dl_participants *out,
                          const dl_trace **trace);

/* modality.c */
uint32_t dl_auxiliary(dl_coding *work, int32_t trigger); /* DL_NEGATED | DL_FUTURE | ... of an act in its clause */
void dl_find_modal_requests(dl_coding *work);

/* conditions.c */
bool dl_test(dl_coding *work, const dl_site *site, dl_terms test); /* does a row's test hold there? */

/* triggers.c */
void dl_find_candidates(dl_coding *work);
void dl_add_candidate(dl_coding *work, const dl_site *site, const dl_row *row);
dl_span dl_trigger_span(const dl_coding *work, const dl_candidate *candidate);

/* herrings.c */
void dl_find_herrings(dl_coding *work); /* fills barred, cues and elsewhere */
bool dl_herring_sentence(const dl_coding *work, uint32_t sentence, unsigned scope,
                         unsigned act); /* has it a cue of that scope that vetoes the category? */

/* unreal.c */
bool dl_is_unreal(dl_coding *work, const dl_candidate *candidate); /* in a game, a story, the far past or nature */

/* answered.c */
/* Not; somewhere in what is denied or admitted; the deed that is denied. */
typedef enum dl_answered { DL_NOT_ANSWERED, DL_DENIED_TOO, DL_DEED_DENIED } dl_answered;
/* Is the word what somebody denies, admits or claims: "denied that troops were sent", "the claim that money was taken
 * is untrue", "claimed responsibility for the raid"? */
dl_answered dl_is_answered(const dl_coding *work, int32_t token);
/* Does it stand under a negation in somebody's words: "said it had played no part in the raid"? */
bool dl_is_disclaimed(const dl_coding *work, int32_t token);

/* frames.c */
/* A denial or an admission, by whomever: who says it need be of no state. */
bool dl_is_reply(const dl_event *event);
void dl_fill_frame(dl_coding *work, dl_candidate *candidate); /* sets the verdict too */
/* Where a candidate's actor or recipient is looked for. */
dl_terms dl_role_slots(const dl_coding *work, const dl_candidate *candidate, dl_role role);
void dl_fold_nested(dl_coding *work);
void dl_apply_modality(dl_coding *work, dl_candidate *candidate);

/* parties.c */
void dl_remove_shared(dl_participants *from, const dl_participants *kept);
bool dl_has_addressee(const dl_coding *work, const dl_candidate *candidate);

/* trace.c */
typedef struct dl_act_watch {
  uint64_t actor, recipient; /* marks of the parties */
  const char *cameo;
  uint8_t act; /* dl_act_kind */
} dl_act_watch;
dl_act_watch dl_watch_event(const dl_event *event); /* what the event says before a rule runs */
void dl_trace_line(dl_coding *work, const dl_trace **trace, const char *line);
/* Tells in the event's trace which fields a rule changed. */
void dl_trace_rule(dl_coding *work, dl_event *event, const dl_act_watch *before, const char *rule);
void dl_trace_slot(dl_coding *work, const dl_trace **trace, const char *role, const char *slot, int32_t head);

/* background.c */
bool dl_is_background(dl_coding *work, const dl_candidate *candidate); /* only told beside another act */

/* supposed.c */
/* Fills doc->supposed. Behind the events. */
void dl_suppose_acts(dl_coding *work);

/* details.c */
void dl_fill_places(dl_coding *work, dl_candidate *candidate); /* where.c */
void dl_fill_details(dl_coding *work, dl_candidate *candidate);

/* magnitude.c */
void dl_fill_magnitudes(dl_coding *work, dl_candidate **kept,
                        uint32_t count); /* of the events that stay, in text order */

/* purpose.c */
void dl_fill_purposes(dl_coding *work, dl_candidate *candidate);

#endif
