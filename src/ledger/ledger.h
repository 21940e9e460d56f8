/* The ledger: coded documents in one SQLite file that grows by ingesting and is never rewritten.
 *
 * Each document goes in whole or not at all, in the transaction that is open; a run that is killed loses only the documents since
 * the last commit, and a repeated run adds just those, since a document that is there already (same source, date and text) is
 * passed over. Every event keeps its sentence, its words' offsets, its sources and who denies it. One writer at a time; readers
 * are not held up (write-ahead log).
 */
#ifndef DL_LEDGER_LEDGER_H
#define DL_LEDGER_LEDGER_H

#include <stdbool.h>

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef struct dl_ledger dl_ledger;
struct sqlite3;

/* Opens `path`, to write (made if missing) or only to read. On success *ledger is the caller's until dl_ledger_close.
 * DL_ESTORE with a message that names the file: not a ledger, read-only, of a newer version, locked. */
int dl_ledger_open(const char *path, bool write, dl_ledger **ledger, dl_status *status);

/* Opens the transaction that the following dl_ledger_add calls belong to, and makes it lasting. */
int dl_ledger_begin(dl_ledger *ledger, dl_status *status);
int dl_ledger_commit(dl_ledger *ledger, dl_status *status);

/* Stores a coded document; *added is false where it was there already. The model gives the scores of the codes; may be NULL. */
int dl_ledger_add(dl_ledger *ledger, const dl_model *model, dl_document *doc, bool *added, dl_status *status);

/* How many documents and events are stored. */
int dl_ledger_count(dl_ledger *ledger, long *documents, long *events, dl_status *status);

/* The connection, for src/query. */
struct sqlite3 *dl_ledger_handle(dl_ledger *ledger);
const char *dl_ledger_path(const dl_ledger *ledger);

/* An open transaction is rolled back. NULL is fine. */
void dl_ledger_close(dl_ledger *ledger);

#endif
