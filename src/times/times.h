/* Time expressions: the TIMEX3 dates, times of day, durations and sets of a document, with values.
 *
 * Words come from data/times/words.tsv; the grammar over them is in grammar.h. Values are resolved against the
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

/* *timer is the caller's, freed by dl_timer_free, whether it went well or not; the model must outlive it. DL_EDATA
 * where "times/words" is missing, or the section "times" is damaged. */
int dl_timer_new(const dl_model *model, dl_timer **timer, dl_status *status);
void dl_timer_free(dl_timer *timer);

/* Fills doc->times in text order. Reads tokens and, where there are any, tags and the tree. */
void dl_find_times(const dl_timer *timer, dl_document *doc);

/* What a rule took for a time expression, with the evidence that decides whether it is one, and, of one that can lie
 * behind or ahead, with the question that was asked (weigh.h; else NULL). They live as long as the call. */
struct dl_evidence;
struct dl_time_question;
typedef struct dl_time_trace {
  uint32_t begin, end; /* bytes */
  const char *type, *value, *rule;
  bool kept;
  const struct dl_evidence *keep;
  const struct dl_time_question *question;
} dl_time_trace;
typedef void dl_time_fn(void *context, const dl_time_trace *time);
/* Goes through them anew; the document's times stay. For trainers and explain. */
void dl_list_times(const dl_timer *timer, dl_document *doc, dl_time_fn *each, void *context);

#endif
