/* What the files of this folder share: the open ledger, its prepared statements, and how values are bound.
 *
 * A dl_put is one statement under way: values go in from left to right, columns come out; strings of a row live until
 * dl_put_done. Statements are prepared when they are first used and end with the ledger. Every call returns a status;
 * DL_ESTORE has SQLite's own words and what was being done. What may come from several threads takes `lock`. Not for
 * other folders.
 */
#ifndef DL_LEDGER_STORE_H
#define DL_LEDGER_STORE_H

#include <pthread.h>
#include <sqlite3.h>

#include "ledger/articles.h"
#include "ledger/late.h"
#include "ledger/ledger.h"
#include "ledger/tallies.h"
#include "stories/stories.h"

enum {
  DL_LOOK,
  DL_PUT_TEXT,
  DL_SET_LANGUAGE,
  DL_PUT_MAKER,
  DL_FIND_MAKER,
  DL_FIND_VERSION,
  DL_FIND_FIRST,
  DL_END_VERSION,
  DL_END_TEXTS,
  DL_PUT_DOCUMENT,
  DL_PUT_EVENT,
  DL_PUT_PARTY,
  DL_PUT_PHRASE,
  DL_PUT_PLACE,
  DL_PUT_CLAIM,
  DL_PUT_LINK,
  DL_PUT_WORDS,
  DL_PUT_ATTRIBUTION,
  DL_SET_PARENT,
  DL_PUT_CONTENT,
  DL_PUT_BOND,
  DL_PUT_SCREEN,
  DL_PUT_SAID_BY,
  DL_PUT_COPY,
  DL_GET_SHINGLES,
  DL_FAMILY_OF,
  DL_FAMILY_SIZE,
  DL_TOUCH_FAMILY,
  DL_MOVE_FAMILY,
  DL_NEW_ENTRY,
  DL_PUT_MENTION,
  DL_ENTRY_OF,
  DL_ENTRIES_OF_TEXT,
  DL_EVENTS_OF_ENTRY,
  DL_ENTRY_SIZE,
  DL_MOVE_MENTIONS,
  DL_JOIN_ENTRY,
  DL_HAS_TIES,
  DL_PUT_TIE,
  DL_MOVE_TIES,
  DL_MOVE_TIES_BACK,
  DL_END_TIES_BACK,
  DL_END_TIES,
  DL_TIED_ENOUGH,
  DL_PUT_TEXT_KEY,
  DL_ASK_TEXT_KEY,
  DL_GET_TEXT,
  DL_GET_SKETCH,
  DL_NEXT_TEXT,
  DL_NEXT_WAITING,
  DL_TEXT_EVENTS,
  DL_TEXT_SAME,
  DL_TOUCH,
  DL_TOUCH_TEXT,
  DL_TOUCH_IDENTITY,
  DL_TOUCHED,
  DL_ENTRY_FACTS,
  DL_EVENT_FACTS,
  DL_TEXT_PRINTINGS,
  DL_EVENT_CLAIMS,
  DL_EVENT_PARTIES,
  DL_EVENT_OBJECT,
  DL_EVENT_PLACE,
  DL_SET_ENTRY,
  DL_COUNT_ENTRY,
  DL_COUNT_DYADS,
  DL_COUNT_PARTIES,
  DL_EMPTY_ENTRY,
  DL_PUT_ENTRY_PARTY,
  DL_PUT_DYAD,
  DL_PUT_VOICE,
  DL_SET_VOICE,
  DL_END_DYADS,
  DL_END_ENTRY_PARTIES,
  DL_END_VOICES,
  DL_DATA_VERSION,
  DL_LAST_ROWS,
  DL_STATEMENTS
};

struct dl_ledger {
  sqlite3 *db;
  char *path;
  pthread_mutex_t lock;                    /* dl_ledger_look comes from many threads */
  long long maker;                         /* row of made_by of this run; 0: not looked for */
  dl_arena *scratch;                       /* for the rows of entries */
  dl_stories stories;                      /* of `model`, */
  const dl_model *model;                   /* once a document was added with it */
  dl_articles articles;                    /* what is kept in memory of what was read, */
  dl_tallies tallies;                      /* and of what rows were made of; */
  dl_late late;                            /* rows for the end of the transaction */
  dl_arena *awaited;                       /* of the lists of what rows are to be made of */
  long long data_version;                  /* of the file when that was read */
  long long settled_text, settled_entry;   /* the last ones whose rows are up to date */
  sqlite3_stmt *statements[DL_STATEMENTS]; /* made on first use */
};

/* DL_ESTORE with SQLite's own words for what just failed. */
int dl_ledger_failed(dl_ledger *ledger, dl_status *status, const char *doing);

/* Runs SQL without values. */
int dl_ledger_sql(dl_ledger *ledger, const char *sql, const char *doing, dl_status *status);

/* One statement under way: values are bound from left to right. Ends with dl_put_end, or dl_put_ask and dl_put_done. */
typedef struct dl_put {
  dl_ledger *ledger;
  sqlite3_stmt *statement;
  int next; /* 1-based index of the next value */
} dl_put;

int dl_put_start(dl_put *put, dl_ledger *ledger, int kind, dl_status *status);
/* The same with its first value. */
int dl_put_for(dl_put *put, dl_ledger *ledger, int kind, long long id, dl_status *status);
void dl_put_text(dl_put *put, const char *text); /* NULL is "" */
void dl_put_int(dl_put *put, long long value);
void dl_put_real(dl_put *put, double value);
void dl_put_null(dl_put *put);
/* Runs it; the row's id is sqlite3_last_insert_rowid. */
int dl_put_end(dl_put *put, dl_status *status);
/* Runs it up to its first row: *found is false where it has none. The columns can be read until dl_put_done. */
int dl_put_ask(dl_put *put, bool *found, dl_status *status);
void dl_put_done(dl_put *put);
/* A text of the row, which goes with it; a copy of one. "" for NULL. */
const char *dl_put_column(const dl_put *put, int index);
const char *dl_put_copy(const dl_put *put, int index, dl_arena *arena);

/* The coded layers of a document, as rows of the text `text`. */
int dl_store_layers(dl_ledger *ledger, const dl_model *model, dl_document *doc, long long text, dl_status *status);

/* Defines the SQL function dl_key(date, text): text.key. */
int dl_define_key(sqlite3 *db);
/* Makes the tables of version 2 of those of version 1; in a transaction. */
int dl_migrate(dl_ledger *ledger, dl_status *status);
/* Indexes the tables of version 2 or 3 as those of version 5 are, and makes the one that 3 and 4 lack; in a
 * transaction. */
int dl_migrate_keys(dl_ledger *ledger, int version, dl_status *status);

#endif
