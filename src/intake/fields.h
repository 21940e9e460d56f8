/* What the readers of objects (JSON) and of rows (CSV, TSV, WARC) share: how a value becomes a field of the document.
 *
 * Texts become copies in the document's arena, without NULs; a date, with a time behind it or not, becomes YYYY-MM-DD.
 * DL_EINPUT names the input, the line and the field as the input calls it.
 */
#ifndef DL_INTAKE_FIELDS_H
#define DL_INTAKE_FIELDS_H

#include "intake/intake.h"

/* "7", or "7: column 30" where more than the line is needed to find the document. */
enum { DL_PLACE_SIZE = 64 };
const char *dl_raw_place(const dl_raw *raw, char place[DL_PLACE_SIZE]);

/* Text of an input in the arena, a space for each NUL: no text means anything by one, and what ends in a NUL elsewhere
 * would lose all behind it. */
char *dl_text_copy(dl_arena *arena, const char *bytes, size_t size);

/* Where a field of the document is kept; NULL for the text. */
const char **dl_field_of(dl_document *doc, int field);
/* Makes the day of doc->date, or leaves it empty; DL_EINPUT names the field as the input calls it. */
int dl_field_date(const dl_raw *raw, dl_document *doc, dl_status *status);

#endif
