/* The ledger: coded documents in one SQLite file that grows by ingesting and is never rewritten.
 *
 * Each document goes in whole or not at all, in the transaction that is open; what was committed outlives a kill or a
 * full disk, and a repeated run asks dl_ledger_look before it codes and adds what is missing. A text on its date is
 * coded once; every name under which it was given (source and id, or URL) is kept; a new text for a known name makes
 * the old one an earlier version (docs/ledger.md). Several programs may write at a time, each waiting for the others'
 * short transactions; readers are not held up (write-ahead log).
 */
#ifndef DL_LEDGER_LEDGER_H
#define DL_LEDGER_LEDGER_H

#include <stdbool.h>

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef struct dl_ledger dl_ledger;
struct sqlite3;

/* Opens `path`, to write (made if missing, brought to this version if older) or only to read (nothing on disk is
 * changed). On success *ledger is the caller's until dl_ledger_close. DL_EUSAGE for a name that SQLite takes for no
 * file (""; ":memory:"; "file:..."). DL_ESTORE with a message that names the file: not a ledger, not there, read-only,
 * of a newer version, locked. */
int dl_ledger_open(const char *path, bool write, dl_ledger **ledger, dl_status *status);

/* Sets doc->stored: what there is of a document that intake has read, with the open transaction. From any thread. */
int dl_ledger_look(dl_ledger *ledger, dl_document *doc, dl_status *status);

/* Opens the transaction that the following dl_ledger_add calls belong to; makes it lasting; takes it back. Keep it
 * short: other writers wait. */
int dl_ledger_begin(dl_ledger *ledger, dl_status *status);
int dl_ledger_commit(dl_ledger *ledger, dl_status *status);
void dl_ledger_rollback(dl_ledger *ledger);

/* Behind a run that added so many documents, outside of any transaction: makes questions for words quick again where
 * these are a good part of the ledger. */
int dl_ledger_tidy(dl_ledger *ledger, unsigned long added, dl_status *status);

typedef enum dl_added {
  DL_ADDED_NOTHING, /* it was there, by this name */
  DL_ADDED_NEW,     /* a text of its own */
  DL_ADDED_COPY,    /* a further name of a text that was there */
  DL_ADDED_VERSION  /* another text for a name that was there */
} dl_added;

/* Stores a document that is coded, or of which dl_ledger_look found the text. The model gives the scores of the codes;
 * may be NULL. Where it fails, or a guard (base/guard.h) is told to stop, rows of it may be there: the transaction is
 * to be taken back. */
int dl_ledger_add(dl_ledger *ledger, const dl_model *model, dl_document *doc, dl_added *added, dl_status *status);

typedef struct dl_ledger_counts {
  long documents; /* current ones, copies among them */
  long copies;    /* of them, further names of a text */
  long earlier;   /* documents that a later version stands for */
  long events;    /* of current texts */
} dl_ledger_counts;

int dl_ledger_count(dl_ledger *ledger, dl_ledger_counts *counts, dl_status *status);

/* A pair of mentions (rows of event, a > b where they are of one text) that may be one event: its features
 * (stories/stories.h) and their score. Not 0 stops. */
typedef int (*dl_ledger_pair_fn)(void *context, long long a, long long b, const float *features, double score);

/* All such pairs of a text with itself and with those near it. */
int dl_ledger_pairs(dl_ledger *ledger, const dl_model *model, long long text, dl_ledger_pair_fn each, void *context,
                    dl_status *status);

/* The connection, for src/query. */
struct sqlite3 *dl_ledger_handle(dl_ledger *ledger);
const char *dl_ledger_path(const dl_ledger *ledger);

/* An open transaction is rolled back. NULL is fine. */
void dl_ledger_close(dl_ledger *ledger);

#endif
