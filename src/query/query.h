/* Questions to the ledger: events by party, kind, date, source and words, each with its evidence, sources, denials and
 * articles.
 *
 * A dl_query is a set of filters that must all hold; NULL or "" leaves one out. Rows come in order of their first day,
 * text and place in the text; a row's strings and lists live until the callback returns. An event of a text that was
 * given under several names is one row.
 */
#ifndef DL_QUERY_QUERY_H
#define DL_QUERY_QUERY_H

#include "ledger/ledger.h"
#include "model/model.h"

typedef struct dl_query {
  const char *actor;     /* country ("RUS"), the beginning of an actor code ("RUSMIL"), or a name */
  const char *recipient; /* likewise; mutual acts match on either side */
  const char *event;     /* PLOVER category, or the beginning of a CAMEO code */
  const char
      *since; /* YYYY-MM-DD: what may have happened on that day or later; a span of days counts where it overlaps */
  const char *until;  /* YYYY-MM-DD, likewise */
  const char *source; /* part of the name of one who says so, or of the newspaper */
  const char *text; /* words that must all stand in the sentence or the parties' names, in any form ("drone": "drones");
                       "in quotes": a phrase */
  bool versions;    /* events of earlier versions too */
  double least;     /* the least confidence */
} dl_query;

typedef struct dl_row_party {
  const char *name, *code, *country, *sector;
} dl_row_party;
/* klass: of objects; of magnitudes: their kind. low and high: -1 where they are open. */
typedef struct dl_row_phrase {
  const char *text, *klass, *unit, *bound;
  double value, low, high;
} dl_row_phrase;
typedef struct dl_row_place {
  const char *name, *country;
  double lat, lon;
  long geonames;
  bool located;
} dl_row_place;
typedef struct dl_row_claim {
  const char *name, *code, *value, *cue;
} dl_row_claim; /* name "": the text names none */
typedef struct dl_row_screen {
  const char *regime, *paragraph, *measure, *status, *said_by;
} dl_row_screen; /* said_by: names joined by ", " */
typedef struct dl_row_document {
  const char *name, *source, *title, *url;
  int version;
} dl_row_document;

typedef struct dl_row_parties {
  dl_row_party *items;
  uint32_t count, capacity;
} dl_row_parties;
typedef struct dl_row_phrases {
  dl_row_phrase *items;
  uint32_t count, capacity;
} dl_row_phrases;
typedef struct dl_row_places {
  dl_row_place *items;
  uint32_t count, capacity;
} dl_row_places;
typedef struct dl_row_claims {
  dl_row_claim *items;
  uint32_t count, capacity;
} dl_row_claims;
typedef struct dl_row_screens {
  dl_row_screen *items;
  uint32_t count, capacity;
} dl_row_screens;
typedef struct dl_row_documents {
  dl_row_document *items;
  uint32_t count, capacity;
} dl_row_documents;

typedef struct dl_query_row {
  long long id;                                           /* of the event in the ledger */
  const char *label;                                      /* "V1" in its document */
  const char *date, *date_begin, *date_end, *time_source; /* times/when.h */
  const char *event, *mode, *cameo, *quad;
  double goldstein, plover_score, confidence;
  const char *context, *auxiliary; /* words parted by spaces */
  const char *author;              /* what the text itself holds: "CT+", "Uu" */
  const char *trigger, *evidence;
  int trigger_begin, trigger_end, evidence_begin, evidence_end; /* code points into the document's text */
  const char *origin; /* file and line of the dictionary's row; "" in ledgers that were of version 1 */
  bool current;       /* no later version of the article stands for it */
  dl_row_parties actor, recipient;
  dl_row_phrases object, purpose, magnitude;
  dl_row_places place;
  dl_row_claims source;                   /* who says so */
  dl_row_parties denied_by, confirmed_by; /* actors of the events that deny and confirm it */
  dl_row_screens screening;
  dl_row_documents documents; /* the articles that it stands in: the one it was read in, then its copies */
} dl_query_row;

/* Called for each row; a return other than 0 ends the query and is returned by dl_query_run. */
typedef int (*dl_query_fn)(const dl_query_row *row, void *context);

/* Are the filters such as something can fit? DL_EUSAGE with the right words near it for a day that does not exist and,
 * where there is a model to look in (else NULL), for an event that is no category and no code. */
int dl_query_check(const dl_query *query, const dl_model *model, dl_status *status);

/* DL_EUSAGE as dl_query_check without a model; DL_ESTORE where SQLite fails. */
int dl_query_run(dl_ledger *ledger, const dl_query *query, dl_query_fn each, void *context, dl_status *status);

#endif
