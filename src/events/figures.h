/* The figures of a sentence: number phrases with what they count, their place in the clause, and what became of whom
 * they count.
 *
 * A number goes with its verb: the dead with the word for killing or dying that they stand at, the wounded with theirs,
 * whatever is left out between
 * ("14 soldiers were killed and 30 wounded"). Read over the UD tree with the words of lexicon/numbers, magnitude, units
 * and classes; which event a figure belongs to is magnitude.c's. Strings are the model's or the document's; nothing is
 * owned.
 */
#ifndef DL_EVENTS_FIGURES_H
#define DL_EVENTS_FIGURES_H

#include "events/coder.h"
#include "events/numbers.h"

typedef struct dl_figure {
  dl_number number;
  int32_t node;     /* the word of the number that stands highest in the tree */
  int32_t noun;     /* what is counted, -1 */
  int32_t role;     /* the word whose place in the clause is the phrase's: of a joined one the first's */
  int32_t word;     /* the verb, noun or adjective that says what became of them, -1 */
  unsigned kind;    /* DL_MEASURE_DEAD; 0 where no word tells one */
  const char *unit; /* as written */
  bool of;          /* "dozens of tanks", "two of the three" */
  bool bare;        /* its only preposition is a word of its own bound: "injured over 5,000" */
  bool strong;      /* "a 2,000-strong crowd": the noun is so large, and not so many */
  bool part;        /* of others: "five of whom" */
} dl_figure;

typedef struct dl_figures {
  dl_coding *work;
  const dl_document *doc;
  const dl_token *tokens;
  const uint8_t *timed; /* per token: part of a time */
} dl_figures;

/* The figure that begins at token `at` and ends before `end`; false where none does. */
bool dl_figure_read(const dl_figures *s, uint32_t at, uint32_t end, dl_figure *figure);
/* Counts it something: no label, age or score, and no part of what another figure counts ("including three")? */
bool dl_figure_counts(const dl_figures *s, const dl_figure *figure);
/* Fills role, bare, kind and word. */
void dl_figure_fate(const dl_figures *s, dl_figure *figure);

/* The kind that lexicon/magnitude gives to a word, or to it and its object, particle or compound ("lose life"), in this
 * use; 0 where it gives none. */
unsigned dl_fate_kind(const dl_figures *s, int32_t token, unsigned use);
/* The kind of a unit: of lexicon/units, else by its class; 0 where neither knows it. */
unsigned dl_unit_kind(const dl_figures *s, int32_t noun);
bool dl_is_group_noun(const dl_figures *s, int32_t noun); /* as large as what it is of: "a convoy of 30 trucks" */

static inline bool dl_is_nominal(const dl_token *t) {
  return dl_in(t->upos, DL_UPOSES(NOUN, PROPN, NUM, SYM, PRON));
}

#endif
