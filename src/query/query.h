/* Questions to the ledger: events by party, kind, date, source and words, each with its evidence, sources and denials.
 *
 * A dl_query is a set of filters that must all hold; NULL or "" leaves one out. Rows come in order of date, document and place in
 * the text, as structs whose strings live until the callback returns.
 */
#ifndef DL_QUERY_QUERY_H
#define DL_QUERY_QUERY_H

#include "ledger/ledger.h"

typedef struct dl_query {
  const char *actor;     /* country ("RUS"), the beginning of an actor code ("RUSMIL"), or a name */
  const char *recipient; /* likewise; mutual acts match on either side */
  const char *event;     /* PLOVER category, or the beginning of a CAMEO code */
  const char *since;     /* YYYY-MM-DD, first day */
  const char *until;     /* YYYY-MM-DD, last day */
  const char *source;    /* part of the name of one who says so, or of the newspaper */
  const char *text;      /* words that must all stand in the sentence or the parties' names */
} dl_query;

typedef struct dl_query_row {
  long long id;          /* of the event in the ledger */
  const char *date, *event, *mode, *cameo, *trigger, *auxiliary, *author, *quad;
  double goldstein, confidence;
  const char *actor, *actor_code, *recipient, *recipient_code; /* several are joined by "; " */
  const char *object, *place;
  const char *source;    /* who says so, "name (value)", joined by "; "; "" = the newspaper's own word */
  const char *denied_by; /* names of those who deny it, joined by "; " */
  const char *evidence;
  int evidence_begin, evidence_end, trigger_begin, trigger_end; /* code points into the document's text */
  const char *document, *label, *newspaper, *url;
} dl_query_row;

/* Called for each row; a return other than 0 ends the query and is returned by dl_query_run. */
typedef int (*dl_query_fn)(const dl_query_row *row, void *context);

/* DL_EUSAGE for a date that is none; DL_ESTORE where SQLite fails. */
int dl_query_run(dl_ledger *ledger, const dl_query *query, dl_query_fn each, void *context, dl_status *status);

#endif
