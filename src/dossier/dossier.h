/* One entry of the ledger as one page of HTML that stands by itself: no script, no picture, no font from elsewhere, so
 * that it can be filed, mailed and printed as it is.
 *
 * It shows what, who, when and where; how it is supported, and why; the reports in order of their day; who asserts and
 * who denies it side by side, each with his sentence; the measures that it touches; the sources, copies of one article
 * together. What comes out of documents is escaped, and only http addresses become links.
 */
#ifndef DL_DOSSIER_DOSSIER_H
#define DL_DOSSIER_DOSSIER_H

#include "base/buffer.h"
#include "query/screens.h"

typedef struct dl_dossier {
  const dl_entry_row *entry;
  const dl_touches *touches;
  const char *program; /* "dateline 0.1.0" */
  const char *ledger;  /* its name */
} dl_dossier;

/* Out of memory shows in out->failed. */
void dl_dossier_page(const dl_dossier *dossier, dl_buffer *out);

#endif
