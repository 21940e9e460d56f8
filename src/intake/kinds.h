/* What an input is: its first bytes and its name become one of the kinds of intake.h, or a reason why it cannot be
 * read.
 *
 * The content wins where the name says nothing or is wrong (a PDF called .txt, a page called .json). Only bytes that
 * the caller holds are looked at, DL_KIND_BYTES at most; texts are constants. DL_EINPUT names the input, says what it
 * is and how to go on.
 */
#ifndef DL_INTAKE_KINDS_H
#define DL_INTAKE_KINDS_H

#include "intake/intake.h"

enum { DL_KIND_BYTES = 1024 }; /* that are looked at */

typedef struct dl_sight {
  dl_input kind;          /* TEXT where nothing else is seen */
  const char *what;       /* "a PDF file": it holds no text that can be read; NULL: it may */
  const char *how;        /* how to go on then; NULL: no way is known */
  bool sixteen, xml, nul; /* it is UTF-16, XML, holds NULs: the reader of HTML takes them */
  bool array;             /* JSON that begins with an array */
} dl_sight;

/* False: more bytes are needed to tell. `whole`: there are no more. */
bool dl_kind_seen(const char *bytes, size_t size, bool whole, dl_sight *sight);

/* What the kind is by name and content together. DL_EINPUT, which names the input, what it is and how to go on. */
int dl_kind_settle(const char *name, dl_input named, const dl_sight *sight, dl_input *kind, dl_status *status);

/* Has the file's name no ending that could tell a kind? */
bool dl_kind_nameless(const char *path);

#endif
