/* In which order a paper writes day and month in figures: is 9/11/2023 in November?
 *
 * The paper's country says so, by its name or host (data/times/order.tsv); where that is not known, the order of the
 * dates that the text writes in words ("9 November", "November 9"); else the month stands first.
 */
#ifndef DL_TIMES_ORDER_H
#define DL_TIMES_ORDER_H

#include "base/document.h"
#include "model/model.h"

/* `order` may be NULL. Reads tokens. */
bool dl_day_first(const dl_table *order, const dl_table *words, const dl_document *doc);

#endif
