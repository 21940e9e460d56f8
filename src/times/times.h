/* Time expressions: the TIMEX3 dates, times of day, durations and sets of a document, with values.
 *
 * Words come from data/times/words.tsv; the grammar over them is in expressions.c. Values are resolved against the
 * document's date, by the tense of the verb that they hang on ("on Thursday" lies behind a past tense, ahead of a
 * future one), and against the time told of ("the next day"). Without a document date they keep the X of TIMEX3; no
 * date is invented. After TimeML's TIMEX3 guidelines (Sauri et al. 2006) and TempEval-3 (UzZaman et al. 2013).
 */
#ifndef DL_TIMES_TIMES_H
#define DL_TIMES_TIMES_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

/* The word tables; immutable, shared by threads. */
typedef struct dl_timer dl_timer;

/* On success *timer is the caller's, freed by dl_timer_free; the model must outlive it. DL_EDATA where "times/words" is
 * missing. */
int dl_timer_new(const dl_model *model, dl_timer **timer, dl_status *status);
void dl_timer_free(dl_timer *timer);

/* Fills doc->times in text order. Reads tokens and, where there are any, tags and the tree. */
int dl_find_times(const dl_timer *timer, dl_document *doc, dl_status *status);

#endif
