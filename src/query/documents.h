/* The documents of a ledger: a list of them, and one with its text and the entries that it tells of.
 *
 * Rows that are listed are handed to a callback and live until it returns; one that is read in full is the caller's
 * arena's. Days are YYYY-MM-DD, offsets code points. DL_EUSAGE for what cannot be asked, DL_ESTORE with SQLite's words;
 * a document that is not there is no failure (`found`).
 */
#ifndef DL_QUERY_DOCUMENTS_H
#define DL_QUERY_DOCUMENTS_H

#include "query/query.h"

/* NULL, "" or 0 leaves a filter out. */
typedef struct dl_document_query {
  const char *source;        /* part of the newspaper's name */
  const char *title;         /* part of the title or of the id */
  const char *since, *until; /* day of publication, YYYY-MM-DD */
  long limit;                /* the most rows; 0: all */
  long long before;          /* only those with a lower number, or 0 */
} dl_document_query;

typedef struct dl_document_row {
  long long number, text_id;
  const char *name, *source, *title, *url, *date, *language;
  int version, copies, events; /* copies: further current documents with the same text */
  bool current;
} dl_document_row;

/* A mention of an entry in a document's text. */
typedef struct dl_document_mention {
  const char *label, *status;
  int begin, end; /* of the trigger, code points */
  long long entry;
} dl_document_mention;

/* One document in full. */
typedef struct dl_document_text {
  dl_document_row row;
  const char *text;
  size_t text_size;
  const char *data, *dictionaries; /* SHA-256 of what its events were made with */
  dl_document_row *others;         /* with the same text, or versions of the same article */
  uint32_t other_count, other_capacity;
  dl_document_mention *mentions;
  uint32_t mention_count, mention_capacity;
} dl_document_text;

/* Strings live until the callback returns; not 0 ends the run. */
typedef int (*dl_document_fn)(const dl_document_row *row, void *context);

/* The current ones, those that came last first. DL_EUSAGE for a day that there is not. */
int dl_documents_run(dl_ledger *ledger, const dl_document_query *query, dl_document_fn each, void *context,
                     dl_status *status);

/* All of it is the arena's; *found is false where there is none with this number. Under a guard. */
int dl_document_read(dl_ledger *ledger, long long number, dl_arena *arena, dl_document_text *out, bool *found,
                     dl_status *status);

/* The number of the current document with this name and source, 0 for none. */
int dl_document_number(dl_ledger *ledger, const char *name, const char *source, long long *number, dl_status *status);

/* Names of speakers with this part in them, the shortest first. */
typedef int (*dl_speaker_fn)(const char *name, void *context);
int dl_speakers_run(dl_ledger *ledger, const char *part, long limit, dl_speaker_fn each, void *context,
                    dl_status *status);

#endif
