/* What the data file keeps of the names of evidence: their hashes, for nothing reads the names themselves.
 *
 * A file of models/ lists them as strings, which the trainers go on from; BEFORE + "evidence" with the rows BEFORE +
 * "weights" becomes the item BEFORE + "evidence#names", a hash of 64 bits a name (network/evidence.h). Four in five
 * bytes of them are saved. What `explain` prints is told by the code that makes the evidence.
 */
#ifndef DL_NETWORK_NAMES_H
#define DL_NETWORK_NAMES_H

#include <stddef.h>

#include "base/status.h"

/* Makes of the bytes of a file of models/ (malloced, and so is what takes their place) the section of the data file;
 * those of another form stay as they are. `file`: its name, for messages. DL_EDATA, DL_EMEMORY. */
int dl_names_hash(const char *file, char **bytes, size_t *size, dl_status *status);

#endif
