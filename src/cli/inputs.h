/* What a run reads: the files that its arguments name, those of folders (-r) and of patterns too, in an order that is
 * always the same (within a folder by the bytes of the path).
 *
 * Files are named here and opened elsewhere. Hidden files are passed over, links followed to files but not to folders,
 * kinds that are not read are counted. What cannot be listed is complained about at once and noted in `failed`, and the
 * rest is still read. The paths are the list's, until dl_inputs_free.
 */
#ifndef DL_CLI_INPUTS_H
#define DL_CLI_INPUTS_H

#include "cli/cli.h"

typedef struct dl_input_file {
  char *path;     /* "-": standard input */
  const char *id; /* what a document without an id is called, in path; NULL: as intake calls it */
  size_t size;    /* bytes; after dl_inputs_bytes */
} dl_input_file;

typedef struct dl_inputs {
  dl_input_file *files;
  size_t count, capacity;
  unsigned long skipped; /* files of folders whose kind is not read */
  char *first_skipped;
  bool failed; /* something that was named could not be read; it has been complained about */
} dl_inputs;

/* Fills *inputs. Folders without -r stay in the list: opening them says what is wrong. False: memory is out. */
bool dl_inputs_gather(const dl_options *options, dl_inputs *inputs);
void dl_inputs_free(dl_inputs *inputs);

/* Bytes of all files together, 0 where one is none; and of how many it is known that each is one document (all, or 0).
 */
size_t dl_inputs_bytes(dl_inputs *inputs);
size_t dl_inputs_single(const dl_inputs *inputs, dl_input kind);

#endif
