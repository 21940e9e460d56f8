/* Which international measures an event touches: the embargo rows in force on its date that bind a party of it.
 *
 * An event that moves something (AID, COOPERATE, an agreement or an announcement to do so) is held against the rows of
 * data/measures/embargoes.tsv: the row's target must be the taker (direction "to"), the giver ("from") or either
 * ("both"), the object's class must be covered, and the day must lie inside the row's term. Who says that a rule is
 * broken is listed, if anybody does; the program itself never says so.
 */
#ifndef DL_SCREENING_SCREENING_H
#define DL_SCREENING_SCREENING_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef struct dl_screener dl_screener;

/* *screener is the caller's until dl_screener_free; the model must outlive it. */
int dl_screener_new(const dl_model *model, dl_screener **screener, dl_status *status);
void dl_screener_free(dl_screener *screener);

/* A party of an event that moves something, for the table's rows. The strings are the caller's. */
typedef struct dl_moved {
  const char *country; /* of the party; "" */
  dl_code sector;
  const char *way;            /* "to": it takes; "from": it gives */
  const char *day;            /* YYYY-MM-DD */
  const char *const *classes; /* of the objects */
  uint32_t class_count;
} dl_moved;

/* A row that it touches; the strings are the model's. */
typedef struct dl_measure {
  const char *regime, *resolution, *paragraph, *covers, *start, *end;
  const char *checked, *words; /* "checked": somebody found `words` in the paragraph; "recalled": somebody remembers
                                  them; "unchecked" */
} dl_measure;

/* The categories by which something is moved, as in a list of SQL. */
#define DL_SCREEN_MOVES "'AID','COOPERATE','AGREE'"
/* Is the category (PLOVER) one of them? */
bool dl_screen_moves(const char *category);

/* The next row that `moved` touches, from *at on, which is 0 at first; false: no more. */
bool dl_screen_next(const dl_screener *screener, const dl_moved *moved, uint32_t *at, dl_measure *measure);

/* Fills doc->screens from doc->events. Without a date nothing is screened. */
void dl_screen_events(const dl_screener *screener, dl_document *doc);

#endif
