/* What `code` printed becomes a document again: one object of JSON Lines, checked field by field, into the layers that
 * a ledger keeps.
 *
 * Offsets, which are code points there, become bytes of the text; every span that repeats its characters must stand at
 * its place in the text. The text itself is the member "text" (`code --with-text`). Where a line has none, what it
 * quotes is put at its place, and spaces stand for the rest: sentences that tell events are whole, and all offsets
 * hold. Tokens, times and mentions are not read: what a day was counted from and how somebody is mentioned is not kept
 * in a ledger.
 */
#ifndef DL_CODED_CODED_H
#define DL_CODED_CODED_H

#include "intake/intake.h"

/* Fills `doc`, its identity too, from the bytes of one line. DL_EINPUT with a message that names input, line and field
 * ("coded.jsonl:7: events[2]: 'cameo' is not a string"); the document is then of no use. */
int dl_coded_read(const dl_raw *raw, dl_document *doc, dl_status *status);

#endif
