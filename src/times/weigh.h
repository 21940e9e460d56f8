/* What is learned of times: whether words that a rule takes for a time expression are one ("the March of the Mothers",
 * "a 1990 Chevrolet"), and whether a day told without its year or week lies behind or ahead ("on Friday").
 *
 * Both are sums of weights of named evidence (network/evidence.h), section "times" of the data file, taught by
 * train/times.py from what this code prints (`dateline features --times`). Without that section every match of a rule
 * is a time, and the tense tells the side.
 */
#ifndef DL_TIMES_WEIGH_H
#define DL_TIMES_WEIGH_H

#include "network/evidence.h"
#include "times/grammar.h"

struct dl_time_model {
  dl_learned keep, ahead;
  void *memory;
};

/* The last question of dl_lies_ahead, for trainers and explain. */
struct dl_time_question {
  uint32_t at; /* piece */
  const char *kind;
  int behind, ahead; /* days */
  bool answer;
  dl_evidence evidence;
};

/* Reads the section "times". DL_OK without one. */
int dl_time_model_read(dl_time_model *model, const dl_model *file, dl_status *status);
void dl_time_model_free(dl_time_model *model);

/* Evidence of an expression's being one, and the answer. */
void dl_keep_evidence(const dl_scan *scan, const dl_timex *time, dl_evidence *out);
bool dl_time_kept(const dl_scan *scan, const dl_timex *time);

#endif
