/* What a number phrase says: "at least 14", "1.5 million", "12 to 15", "two dozen", "tens of thousands", "$2.5
 * million", "no one".
 *
 * Read from the words alone, with the words of data/lexicon/numbers.tsv; the tree is not asked, since a parser often
 * errs inside such phrases. `value` is the one figure to count with, and a careful one: of a range the lower end; of a
 * vague word the least that it can mean, as ACLED codes fatalities; of a bound the figure that is named. Nothing is
 * owned: tokens are the document's, words the model's.
 */
#ifndef DL_EVENTS_NUMBERS_H
#define DL_EVENTS_NUMBERS_H

#include "base/document.h"
#include "model/model.h"

typedef struct dl_number {
  double value;
  double low, high;            /* ends of what it can be; -1: open. Both are `value` where it is exact */
  uint8_t bound;               /* dl_bound */
  bool article;                /* only "a" or "an" */
  bool vague;                  /* "dozens": no figure stands there */
  uint32_t first, end;         /* tokens, half-open, with the words that bound it */
  uint32_t amount, amount_end; /* those of the figure, with the sign of a currency before it */
  int32_t sign;                /* the currency's sign, -1 */
} dl_number;

/* The longest number phrase that begins at token `first` and ends before `end`; `words` is lexicon/numbers, `units`
 * lexicon/units (either may be NULL). */
bool dl_number_read(const dl_table *words, const dl_table *units, const dl_document *doc, uint32_t first, uint32_t end,
                    dl_number *out);

#endif
