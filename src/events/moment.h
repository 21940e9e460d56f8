/* When an act was: which time expression of its sentence, or of the one before, tells its day; or none.
 *
 * The options are the dates and clock times of the sentence, the last ones of the sentence before ("Rebels took the
 * town on Monday. They killed ..."), and none. Each has pieces of evidence with names ("path=conj obl", "prep=since",
 * "time in acl:relcl"; that of the sentence before begins with "before: "); the sum of their weights (section "moment"
 * of the data file, taught by train/moment.py from what this code prints, `dateline features --moments`) is its score,
 * none's is 0, and the best one is taken. Without that section only a time that hangs on the act itself is.
 */
#ifndef DL_EVENTS_MOMENT_H
#define DL_EVENTS_MOMENT_H

#include "events/coder.h"

/* Sets the event's time, the one at which it ended where the text says so, and whether it went on since then. */
void dl_find_moment(dl_coding *work, dl_candidate *candidate);

#endif
