/* How far a run is, for a person at a terminal: one line on standard error that is drawn anew in its place; and the
 * last line, which says what was done.
 *
 * Belongs to one thread at a time. Nothing else may be printed while the line stands there: dl_progress_clear takes it
 * away first.
 */
#ifndef DL_CLI_PROGRESS_H
#define DL_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct dl_progress {
  bool watched;            /* a person looks */
  bool drawn;              /* the line stands there */
  double started, shown;   /* seconds */
  size_t bytes;            /* of all inputs, as they lie on the disk; 0: not known */
  unsigned long expected;  /* documents of all inputs; 0: not known */
  size_t position;         /* bytes of them that are done */
  unsigned long documents; /* done, well or not */
  unsigned long failed;    /* of them */
  unsigned long words;
} dl_progress;

void dl_progress_start(dl_progress *progress, bool quiet);
/* Draws the line, at most five times a second, and not in the first second. */
void dl_progress_show(dl_progress *progress);
void dl_progress_clear(dl_progress *progress);
/* The last line: documents, words, seconds, documents a second. */
void dl_progress_end(dl_progress *progress);

/* Words of a text as `wc -w` counts them. */
unsigned long dl_progress_words(const char *text, size_t size);

#endif
