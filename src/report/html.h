/* The reader's view of a document: its text with what was found in it marked, and beside each paragraph a note for each
 * event and each attribution. Internal to src/report.
 *
 * A note lights its words in the text while it is pointed at or holds the focus, and so do its words; style sheets
 * alone do that (`rules`). Events are the notes 1 .. event_count, attributions those behind them.
 */
#ifndef DL_REPORT_HTML_H
#define DL_REPORT_HTML_H

#include "base/buffer.h"
#include "report/report.h"

/* The role that words have in a note: one letter, the first of a class of the style. */
enum {
  DL_ROLE_ACTOR = 'a',
  DL_ROLE_RECIPIENT = 'r',
  DL_ROLE_OBJECT = 'o',
  DL_ROLE_TIME = 'w',
  DL_ROLE_PLACE = 'p',
  DL_ROLE_SOURCE = 's',
  DL_ROLE_CUE = 'c',
  DL_ROLE_TRIGGER = 'g'
};

/* What is marked in the text, and where that changes. */
typedef struct dl_marks dl_marks;

/* In the document's arena. */
dl_marks *dl_marks_make(dl_document *doc);
/* The text from `begin` to `end` (bytes) with its marks; not before what was written of it last. `anchor`: what the
 * notes' ids begin with. */
void dl_marks_write(dl_marks *marks, uint32_t begin, uint32_t end, const char *anchor, dl_buffer *out);

/* The notes of a document, in the order of the text. */
typedef struct dl_notes dl_notes;

/* In the document's arena; `anchor` as above, outliving it. */
dl_notes *dl_notes_make(const dl_report *report, dl_document *doc, const char *anchor);
/* Those of the sentences before `end` that were not written yet. */
void dl_notes_write(dl_notes *notes, uint32_t end, dl_buffer *out);

#endif
