/* Whom a pronoun of the third person stands for, as learned.
 *
 * The nominal words before it in this sentence and the four before are its candidates: names, nouns and pronouns,
 * whether they are mentions or not; a list is one too, and so is nobody. Each has a score, the sum of the weights of
 * its named evidence (train/coref.py, models/coref.bin), and the best one is taken. A pronoun that stands for a noun
 * which is no mention is no mention either, but later ones may stand for it. All lies in the document's arena.
 */
#ifndef DL_ENTITIES_WHOM_H
#define DL_ENTITIES_WHOM_H

#include "entities/work.h"
#include "network/evidence.h"

/* A word that a pronoun may stand for. */
typedef struct dl_whom_candidate {
  uint32_t token, sentence;
  int32_t mention;                   /* -1: none */
  int32_t last;                      /* of a list's first member: its last one so far; -1 */
  char sex;                          /* 'f', 'm', '?' not known */
  bool plural, person, thing, party; /* what it can be; party: a body, which "they" may mean */
  uint8_t quotation;                 /* in which it stands; 0: none */
  dl_part role, form, type, number, gender, noun, determiner, often, lead, speaks; /* for the names of evidence */
} dl_whom_candidate;

typedef struct dl_whom_candidates {
  dl_whom_candidate *items; /* the last ones */
  uint32_t count;
  uint8_t quotation, quotations; /* the one that is open, 0: none; how many there were */
  uint32_t paragraph;
  dl_whom_fn *each; /* for trainers: told of every option; NULL */
  void *context;
} dl_whom_candidates;

/* The next word of the text, once its mention is made. A pronoun stands for `like`, or NULL. */
void dl_candidates_tell(dl_names *work, dl_whom_candidates *all, uint32_t token, const dl_whom_candidate *like);

/* Which of the four a pronoun is: "he", "she", "it", "they"; "" for what is none of them. */
const char *dl_pronoun_kind(const dl_names *work, uint32_t token);

/* What a pronoun stands for: the candidate's index, -1 for nobody; `list`: the list that it begins. `told`: where not
 * NULL, gets the strongest evidence, as text. */
int32_t dl_whom(dl_names *work, const dl_whom_candidates *all, uint32_t token, bool *list, char *told, size_t size);

#endif
