/* Who can be the actor or the recipient of an act, and which of them is.
 *
 * Proposers make the options of an act, for both sides the same: what its row's slots and the rules found, the names
 * and nouns of its sentence, who speaks, the parties of the act before and of the one that it tells again, the states
 * that the text names, and nobody. A party without a country of its own is an option for each of those states, too.
 * Each option has pieces of evidence with names ("recipient COERCE path obj"); the sum of their weights is its score, a
 * pair of an actor and a recipient has evidence of its own ("pair own ACCUSE"), and the pair with the highest sum is
 * taken (chooser.h). Weights are the section "parties" of the data file, taught by train/parties.py from what this code
 * prints.
 */
#ifndef DL_EVENTS_OPTIONS_H
#define DL_EVENTS_OPTIONS_H

#include "events/evidence.h"

enum { DL_PROPOSALS = 28, DL_OPTIONS = 160 };

/* What stands where the party's words are. */
typedef enum dl_words {
  DL_NOBODY,
  DL_UNSAID,
  DL_STATE_NAME,
  DL_NAME,
  DL_NOUN_WORDS,
  DL_PRONOUN,
  DL_WORD_KINDS
} dl_words;

/* Who proposes: a bit set. */
enum {
  DL_BY_RULES_ACTOR = 1,
  DL_BY_RULES_RECIPIENT = 2,
  DL_BY_SENTENCE = 4,
  DL_BY_SPEAKER = 8,
  DL_BY_ACTOR_BEFORE = 16,
  DL_BY_RECIPIENT_BEFORE = 32,
  DL_BY_DOER = 64, /* of an act told before that this one is, or that a word beside it names */
  DL_BY_SUFFERER = 128
};

#define DL_SEVERAL ((dl_code)1) /* for a country where there are several; no letters */

typedef struct dl_proposal {
  dl_participants parties; /* none: nobody, or a state that no words near the act name */
  int32_t head;            /* of the first one's words, -1 */
  unsigned by;             /* DL_BY_... */
  dl_words words;
  dl_code country; /* 0 where none is known, DL_SEVERAL where there are several */
} dl_proposal;

typedef struct dl_option {
  uint8_t proposal;
  int8_t state; /* place in dl_coding.named; -1: as names have it */
} dl_option;

/* Words to which a piece of a row's slots leads. */
typedef struct dl_led {
  int32_t head;
  const char *slot; /* "obj" of "obj|obl:to" */
} dl_led;

enum { DL_LED = 32, DL_RULE = 64 };

/* What evidence calls the act. */
typedef struct dl_act_names {
  dl_part category, act;    /* the act's word */
  dl_part voice;            /* "passive"; what kind of row */
  dl_part found;            /* who found it */
  dl_part nested;           /* "nested" of such a row, "" */
  dl_part role[2], rule[2]; /* of the actor, of the recipient: "actor", the rule that found it last */
  char rule_text[2][DL_RULE];
} dl_act_names;

/* How a noun names an act told before: as it was told, by a word of its kind, by any word that can point back. */
typedef enum dl_naming { DL_NAMED_BY_WORD, DL_NAMED_BY_KIND, DL_NAMED_BY_ANY } dl_naming;

/* Another act of the sentence, next to one in the tree, and who is read as its sides. */
typedef struct dl_beside {
  int32_t word; /* -1: there is none */
  unsigned act; /* dl_act_kind */
  const dl_roles_read *read;
} dl_beside;

enum { DL_ABOVE, DL_BELOW, DL_BESIDE };

/* What can be said of an act's sides. */
typedef struct dl_act_options {
  const dl_candidate *candidate;
  dl_proposal proposals[DL_PROPOSALS];
  uint32_t proposal_count;
  dl_option items[DL_OPTIONS];
  uint32_t count;
  dl_led led[2][DL_LED]; /* of the actor, of the recipient: in the order of the slots */
  uint32_t led_count[2];
  dl_act_names names;
  const dl_participants *doers, *sufferers; /* of the act told before that it tells again, or that its subject or object
                                               names; NULL */
  bool again;                               /* it is that act itself */
  int32_t naming_noun;                      /* that word, and how it names the act */
  dl_naming naming;
  const dl_roles_read *read;   /* who the network reads as its sides; NULL: that is not known */
  dl_beside beside[DL_BESIDE]; /* the acts that it hangs on, and that hang on it: "condemned the raid" */
} dl_act_options;

/* options.c */
void dl_list_options(dl_coding *work, const dl_candidate *candidate, dl_act_options *out);
/* Can a party's country be another than names have? Not of a state, nor of a body, nor of several; what names know of
 * somebody is given up only where the text speaks of states often enough; and where it tells nothing of where it is at
 * home, only nouns without a country ("nine writers") can be somebody's. */
bool dl_is_open(const dl_coding *work, const dl_proposal *proposal);
/* One country, 0 or DL_SEVERAL. */
dl_code dl_option_country(const dl_coding *work, const dl_act_options *options, uint32_t option);
/* Fills work->named. False where the text names so few states, and its outlet's is not known, that it tells nothing of
 * where it is at home. */
bool dl_list_named(dl_coding *work);

/* beside.c */
/* Whom the network reads as the sides of the act at a word, asked once for each: NULL where that is not known. */
const dl_roles_read *dl_sides_read(dl_coding *work, int32_t word, unsigned act, bool mutual);
/* Fills options->beside. */
void dl_find_beside(dl_coding *work, dl_act_options *options);
/* What a proposal is to these acts. */
void dl_add_beside(dl_coding *work, const dl_act_options *options, const dl_proposal *proposal, dl_part role,
                   dl_evidence *out);

/* Is the proposal, with that state, somebody who judges the act, or of his state: "the ministry condemned the killing"?
 * He has not done it, unless the network reads him so. */
bool dl_judges_it(const dl_coding *work, const dl_act_options *options, const dl_proposal *proposal, dl_code state);

/* reasons.c */
/* Fills options->names, of its candidate. */
void dl_name_act(const dl_coding *work, dl_act_options *options);
/* Evidence of a proposal on a side. */
void dl_proposal_evidence(dl_coding *work, const dl_act_options *options, uint32_t proposal, bool recipient,
                          dl_evidence *out);
/* Where the text names an option's state, seen from the act. */
typedef enum dl_nearness { DL_IN_SENTENCE, DL_IN_SENTENCE_BEFORE, DL_ELSEWHERE, DL_NEARNESSES } dl_nearness;
dl_nearness dl_nearness_of(dl_coding *work, const dl_act_options *options, uint32_t option);
/* Evidence of an option's state; of options with one the same for the same words, state and nearness. */
void dl_state_evidence(dl_coding *work, const dl_act_options *options, uint32_t option, bool recipient,
                       dl_evidence *out);
/* How an actor and a recipient stand to each other, 0 .. DL_RELATIONS; the higher half where they are those that the
 * rules found, as names have them. */
enum { DL_RELATIONS = 16 };
static inline unsigned dl_relation(int tie, bool actor_unknown, bool recipient_unknown, bool same, bool rules) {
  unsigned told = tie >= 0                             ? (unsigned)tie
                  : actor_unknown && recipient_unknown ? 4
                  : actor_unknown || recipient_unknown ? 5
                  : same                               ? 6
                                                       : 7;
  return told + (rules ? DL_RELATIONS / 2 : 0);
}
/* What two proposals are to each other, whatever their countries: 0 .. 3; -1: the countries tell. */
int dl_tie_of(const dl_act_options *options, uint32_t actor, uint32_t recipient);
/* Is the option what the rules have on that side, of a country that they know, or nobody if they have none? */
bool dl_is_of_rules(const dl_act_options *options, uint32_t option, bool recipient);
unsigned dl_relation_of(const dl_coding *work, const dl_act_options *options, uint32_t actor, uint32_t recipient);
/* How the words of two proposals stand in the act's sentence. */
typedef enum dl_pair_standing {
  DL_STAND_APART, /* not both there */
  DL_STAND_LISTED,
  DL_STAND_BESIDE,       /* one is the other's apposition */
  DL_STAND_IN_ACTOR,     /* the recipient's words lie in the actor's phrase, */
  DL_STAND_IN_RECIPIENT, /* the actor's in the recipient's */
  DL_STAND_AROUND,       /* the actor before the act, the recipient behind it */
  DL_STAND_TURNED,
  DL_STAND_ACTOR_FIRST, /* both on one side of the act */
  DL_STAND_RECIPIENT_FIRST,
  DL_STANDINGS
} dl_pair_standing;
dl_pair_standing dl_standing_of(const dl_coding *work, const dl_act_options *options, uint32_t actor,
                                uint32_t recipient);
/* What speaks for two sides that stand so to each other, whose words are such. */
void dl_pair_evidence(dl_coding *work, const dl_act_options *options, unsigned relation, dl_pair_standing standing,
                      dl_words actor, dl_words recipient, dl_evidence *out);

/* Calls `each` for every word that can be somebody: who its words name. For the trainer. */
void dl_each_somebody(dl_coding *work, dl_somebody_fn *each, void *context);

#endif
