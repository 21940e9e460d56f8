/* What the fuzz targets share: the data file, files that live in memory only, and what must hold of any document.
 *
 * A target is LLVMFuzzerTestOneInput in a file of its own. `make fuzz` links it with libFuzzer; the ordinary build
 * links it with replay.c, which runs it on the files of tests/corpus/<target>/. A broken promise aborts: both see that
 * as a crash.
 */
#ifndef DL_FUZZ_FUZZ_H
#define DL_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/document.h"
#include "model/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Path of the data file: $DATELINE_DATA, or english.dateline beside the program or one folder up. Aborts with a message
 * if there is none. */
const char *fuzz_data(void);

/* A file in memory: its path, for dl_model_open and dl_intake_open, is good until it is closed. */
typedef struct fuzz_file {
  int file;
  char path[32];
} fuzz_file;

fuzz_file fuzz_file_new(const void *bytes, size_t size);
void fuzz_file_close(fuzz_file *file);

/* Aborts with a message where `holds` is false. */
void fuzz_promise(int holds, const char *what);

/* A call failed: it must have said why, in one line. */
void fuzz_failed(const dl_status *status);

/* Sentences and tokens are in order, inside the text and counted once; with `parsed`, every sentence is one tree. */
void fuzz_check(const dl_document *doc, int parsed);

#endif
