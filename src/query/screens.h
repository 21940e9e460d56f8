/* Entries of the ledger against the table of measures: those by which something moves that a measure in force on their
 * day covers, from or to a party that it binds.
 *
 * The table is the one of the model that is open now, whatever the ledger was made with, so that a row that is added
 * finds what was read before. That an entry touches a measure says nothing of whether a rule is broken; who says so is
 * listed, if anybody does.
 */
#ifndef DL_QUERY_SCREENS_H
#define DL_QUERY_SCREENS_H

#include "query/query.h"
#include "screening/screening.h"

typedef struct dl_touch {
  dl_measure measure;
  const char *party, *country, *way; /* who is bound; "from": it gives, "to": it takes */
  const char *breach_said_by;        /* names of those who say that a rule is broken, joined by ", "; "": nobody */
} dl_touch;

typedef struct dl_touches {
  dl_touch *items;
  uint32_t count, capacity;
} dl_touches;

/* Called for each entry that touches a measure; what it is given lives until it returns. Not 0 ends the run. */
typedef int (*dl_screen_fn)(const dl_entry_row *entry, const dl_touches *touches, void *context);

/* Entries that fit the query, by their day, behind query->after; its sort and limit are not looked at. */
int dl_screens_run(dl_ledger *ledger, const dl_screener *screener, const dl_query *query, dl_screen_fn each,
                   void *context, dl_status *status);

/* The same of entries of these numbers, in this order. */
int dl_screens_read(dl_ledger *ledger, const dl_screener *screener, const long long *ids, uint32_t count, bool brief,
                    dl_screen_fn each, void *context, dl_status *status);

/* The measures that one entry touches; the lists are the arena's. Under a guard. */
typedef struct dl_screen_reader dl_screen_reader;
int dl_screens_begin(dl_ledger *ledger, const dl_screener *screener, dl_screen_reader **reader, dl_status *status);
int dl_screens_of(dl_screen_reader *reader, long long entry, struct dl_arena *arena, dl_touches *touches,
                  dl_status *status);
void dl_screens_end(dl_screen_reader *reader);

#endif
