/* How a ledger's file is opened: to write, with its tables made or brought to this version; to read, in whatever folder
 * it lies.
 *
 * To write, the file goes to write-ahead logging, and its tables are made in one transaction: of several programs that
 * start on a new ledger one makes them, and the others wait. To read, nothing on disk is changed: a ledger without
 * entries is read through a copy in a temporary file, and one in a folder that cannot be written, where SQLite would
 * want to put its shared-memory file, is opened as immutable. Not for other folders.
 */
#ifndef DL_LEDGER_OPEN_H
#define DL_LEDGER_OPEN_H

#include "ledger/store.h"

/* Is `path` the name of a file that is a ledger, or, to write, can become one? DL_EUSAGE, DL_ESTORE. */
int dl_ledger_check_name(const char *path, bool write, dl_status *status);

/* ledger->path and ->lock are set; on failure ->db is left for dl_ledger_close. */
int dl_ledger_open_write(dl_ledger *ledger, dl_status *status);
int dl_ledger_open_read(dl_ledger *ledger, dl_status *status);

#endif
