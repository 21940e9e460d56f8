/* Questions to the ledger: entries, or the mentions of events, by party, kind, date, place, status, source and words.
 *
 * A dl_query is a set of filters that must all hold; NULL, "" or 0 leaves one out. dl_entries_run hands on entries,
 * each what all mentions of one event tell together; dl_query_run the mentions themselves, in order of their first day,
 * text and place in the text. A row's strings and lists live until the callback returns. An event of a text that was
 * given under several names is one mention.
 */
#ifndef DL_QUERY_QUERY_H
#define DL_QUERY_QUERY_H

#include "ledger/ledger.h"
#include "model/model.h"

/* Is a filter's text given? */
static inline bool dl_is_given(const char *value) {
  return value && *value;
}

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
  bool versions;    /* events of earlier versions too; of mentions alone */
  double least;     /* the least confidence, of an entry that of the mention which stands for it */
  const char *status; /* of the entry: "reported", ... */
  const char *object; /* class of an object: "arms" */
  const char *place;  /* where it happens: a name, or a country in capitals ("UKR") */
  bool near;          /* within `km` of this point */
  double lat, lon, km;
  const char *said_by;   /* part of the name of one who says so */
  const char *denied_by; /* of one who denies it */
  const char *attitude;  /* what one who speaks of it makes of it ("condemns": dl_stance); said_by is then that one */
  long min_sources;      /* the least number of independent sources of the entry */
  const char *sort;      /* "date" (NULL too), "sources", "reported": with a minus the other way round */
  long limit;            /* the most rows; 0: all */
  bool changed;          /* only entries that have changed after this change, as src/watch notes them */
  long long changed_after;
  long long after;    /* the entry behind which they go on, or 0 */
  bool brief;         /* entries without their reports */
  bool voiced;        /* only entries of which somebody speaks, */
  const char *stance; /* and that so: "asserts", "open", "denies" */
  bool moves;         /* only entries by which something of a known class moves, as screens.h looks at */
  char between[2][4]; /* codes of two countries, of which one acts on the other; "": any */
  bool one_way;       /* only the first of the two on the second */
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

/* Who says something of an entry. */
typedef struct dl_row_voice {
  const char *name, *code; /* name "": the text names none */
  const char *stance;      /* "asserts", "denies", "open" */
  const char *cue, *quote; /* the word by which it is said, the sentence */
  const char *document, *newspaper, *url, *date;
  const char *label; /* of the event in the document */
  long long number;  /* of the document, 0 for none that is current */
  int begin, end;    /* of the sentence: code points into the document's text */
  int mentions;      /* how many tell it */
} dl_row_voice;
typedef struct dl_row_voices {
  dl_row_voice *items;
  uint32_t count, capacity;
} dl_row_voices;

/* One document that tells of an entry. */
typedef struct dl_row_report {
  const char *document, *newspaper, *title, *url, *date;
  const char *label, *evidence, *author; /* of its first mention of it */
  long long family;                      /* copies and edits of one article have the same */
  long long number;                      /* of the document */
  int trigger_begin, trigger_end, evidence_begin, evidence_end;
} dl_row_report;
typedef struct dl_row_reports {
  dl_row_report *items;
  uint32_t count, capacity;
} dl_row_reports;

typedef struct dl_entry_row {
  long long id;
  dl_query_row told; /* the mention that stands for it: words, parties, objects; without articles */
  const char *event, *mode, *cameo, *quad, *object, *status, *why;
  const char *date, *date_begin, *date_end, *first_report, *last_report;
  double goldstein, plover_score;
  int mentions, documents, sources;
  dl_row_place place; /* where any of its mentions has it; its name "" for none */
  dl_row_voices voices;
  dl_row_reports reports; /* in order of their date; at most DL_REPORTS */
  bool brief;             /* they were not asked for */
} dl_entry_row;

enum { DL_REPORTS = 100 }; /* documents that a row lists */

/* Called for each row; a return other than 0 ends the query and is returned by dl_query_run. */
typedef int (*dl_query_fn)(const dl_query_row *row, void *context);

/* Are the filters such as something can fit? DL_EUSAGE with the right words near it for a day that does not exist and,
 * where there is a model to look in (else NULL), for an event that is no category and no code. */
int dl_query_check(const dl_query *query, const dl_model *model, dl_status *status);

/* "RUS,PRK", or names of the table of countries ("Russia,North Korea") where there is a model, into query->between.
 * DL_EUSAGE for what is no two of them. */
int dl_query_between(const char *between, const dl_model *model, dl_query *query, dl_status *status);

/* DL_EUSAGE as dl_query_check without a model; DL_ESTORE where SQLite fails. */
int dl_query_run(dl_ledger *ledger, const dl_query *query, dl_query_fn each, void *context, dl_status *status);

typedef int (*dl_entry_fn)(const dl_entry_row *row, void *context);

/* DL_EUSAGE as dl_query_check without a model, and for an entry behind which nothing can go on. */
int dl_entries_run(dl_ledger *ledger, const dl_query *query, dl_entry_fn each, void *context, dl_status *status);

/* The entry with this number, or the one that it was joined to; *found is false where there is none. */
int dl_entry_read(dl_ledger *ledger, long long id, dl_entry_fn each, void *context, bool *found, dl_status *status);

/* Entries of these numbers, in this order; brief: without their reports. */
int dl_entries_read(dl_ledger *ledger, const long long *ids, uint32_t count, bool brief, dl_entry_fn each,
                    void *context, dl_status *status);

/* How many there are; mentions or entries. */
int dl_entries_count(dl_ledger *ledger, const dl_query *query, bool mentions, long long *count, dl_status *status);

/* What one country does to another, of an entry. */
typedef struct dl_act {
  const char *date_begin, *date_end, *event, *object, *quad, *status;
  double goldstein;
} dl_act;

typedef int (*dl_act_fn)(const dl_act *act, void *context);

/* The acts of query->between, one way, in order of their first day, then of the entry. DL_EUSAGE as dl_entries_run. */
int dl_acts_run(dl_ledger *ledger, const dl_query *query, dl_act_fn each, void *context, dl_status *status);

enum { DL_GROUP_KEYS = 6 };

/* What entries sum up to. Goldstein is summed over what is told as fact and over what is claimed apart. */
typedef struct dl_sums {
  long long entries, facts, claims, disputed, denied, announced;
  double goldstein_facts, goldstein_claims;
} dl_sums;

typedef struct dl_group {
  const char *keys[DL_GROUP_KEYS]; /* values, in the order of the names that were asked for */
  dl_sums sums;
} dl_group;

/* Are these names such as entries can be grouped by? DL_EUSAGE for another name, one twice or too many. */
int dl_entries_group_check(const char *const *names, int count, dl_status *status);

typedef int (*dl_group_fn)(const dl_group *group, void *context);

/* Entries counted by `names`: "year", "month", "week", "day", "actor", "recipient", "event", "object", "status",
 * "quad". DL_EUSAGE as dl_entries_group_check. An entry of which only a longer span is known stands under "". By both
 * sides an entry is counted for each pair of countries. */
int dl_entries_group(dl_ledger *ledger, const dl_query *query, const char *const *names, int count, dl_group_fn each,
                     void *context, dl_status *status);

#endif
