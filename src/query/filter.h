/* The entries that fit a dl_query, as SQL: one SELECT or several that share no entry, each led by the table that
 * narrows most. Internal to src/query and the rooms after it.
 *
 * A selection is made once for a query; dl_filter_selects then writes the SELECTs behind one another, joined by UNION
 * ALL, with the columns that the caller names. In these, `k` is the table that leads: entry, entry_party or dyad, which
 * all have date_begin, date_end, event, goldstein, object, status and sources; $ stands for the entry's id.
 */
#ifndef DL_QUERY_FILTER_H
#define DL_QUERY_FILTER_H

#include "query/query.h"
#include "query/sql.h"

/* What leads. */
typedef enum dl_lead {
  DL_LEAD_ENTRY,
  DL_LEAD_DYAD,   /* both countries */
  DL_LEAD_STREET, /* two countries, either way */
  DL_LEAD_PARTY,  /* one of them */
  DL_LEAD_WORDS,  /* the full text */
  DL_LEAD_VOICE,  /* who says or denies it */
  DL_LEAD_SPOT,   /* a circle on the map */
  DL_LEAD_SIDES,  /* none, but in the table of dyads: counts by both sides */
  DL_LEAD_ACTORS, /* none, but in the table of parties: counts by actors */
  DL_LEAD_TAKERS  /* the same by recipients */
} dl_lead;

typedef struct dl_selection {
  dl_ledger *ledger;
  const dl_query *query;
  dl_lead lead;
  bool actor_country, recipient_country; /* three letters that some party has for its country */
  char actor[4], recipient[4], low[11];  /* in capitals; low: 31 days before query->since */
  char *match;                           /* FTS5 question */
  unsigned wide;                         /* bits of leads that narrow too little to lead; they are filters then */
} dl_selection;

/* Of a row of entry_party: several parties and no recipient, so that each is on either side. */
#define DL_MUTUAL(P)                                        \
  "NOT EXISTS(SELECT 1 FROM entry_party x WHERE x.entry=" P \
  ".entry AND x.role='recipient') AND EXISTS(SELECT 1 "     \
  "FROM entry_party x WHERE x.entry=" P ".entry AND (x.name<>" P ".name OR x.country<>" P ".country))"

/* On success the caller's until dl_filter_end. */
int dl_filter_begin(dl_selection *selection, dl_ledger *ledger, const dl_query *query, dl_status *status);
void dl_filter_end(dl_selection *selection);

/* Appends the SELECTs: "SELECT columns FROM ... WHERE ... tail"; tail, with its values, may be NULL. */
void dl_filter_selects(const dl_selection *selection, dl_sql *sql, const char *columns, const dl_sql *tail);

/* The columns of a dl_sums over rows with a status and a goldstein, and how they are read, the first of them at
 * `column`. */
#define DL_SUMS_COLUMNS                                                                                             \
  "count(*), total(status IN ('reported','corroborated')), total(status='claimed'), total(status='disputed'),"      \
  " total(status='denied'), total(status='announced'), total(CASE WHEN status IN ('reported','corroborated') THEN " \
  "goldstein END), total(CASE WHEN status IN ('claimed','disputed') THEN goldstein END)"
dl_sums dl_filter_sums(sqlite3_stmt *ask, int column);

/* Is k the table of entries itself? */
bool dl_filter_itself(const dl_selection *selection);

/* The words as an FTS5 question: each, or what stands in double quotes, as a string, so that no character is syntax.
 * The caller frees it; NULL: out of memory. */
char *dl_filter_words(const char *text);

/* Is a place named by its country's code: three capitals? */
bool dl_filter_is_country(const char *place);

/* SQL of the entries that somebody asserts or tells of, or denies, of whose name this is a part. */
/* Does an attribution `a` speak of an event `e` of its text: is that told in it, or does it stand in what is condemned,
 * welcomed ...? */
#define DL_SPEAKS_OF                                                                                              \
  "(EXISTS(SELECT 1 FROM event_attribution b WHERE b.event=e.id AND b.attribution=a.id) OR EXISTS(SELECT 1 FROM " \
  "content o WHERE o.attribution=a.id AND e.trigger_begin>=o.begin AND e.trigger_end<=o.end))"

/* The entries with a mention that somebody speaks of so: query->attitude; query->said_by, where it is asked for. */
void dl_filter_attitude(dl_sql *sql, const dl_query *query);
void dl_filter_speaker(dl_sql *sql, const char *name, bool denies);

/* Does a place lie within query->km? As dl_filter_circle has SQLite tell. */
bool dl_filter_within(const dl_query *query, double lat, double lon);

/* Whether `table`, which has lat and lon, lies within query->km. */
void dl_filter_circle(dl_sql *sql, const dl_query *query, const char *table);

/* The mentions that fit: "FROM event e JOIN text t ... WHERE ..."; `match` is what dl_filter_words made of query->text.
 */
void dl_query_mentions(const dl_query *query, const char *match, dl_sql *sql);

/* Does k hold an entry in several rows (entry_party, by a country's several parties)? */
bool dl_filter_doubles(const dl_selection *selection);

#endif
