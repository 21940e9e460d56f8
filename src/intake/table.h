/* Tables of documents: CSV as RFC 4180 has it, and the same with semicolons or tabs. The first row names the columns.
 *
 * A row is taken as it stands, quotes, line breaks in quotes and all, and read later (dl_read_row). libcsv was looked
 * at: it hands out cell by cell, knows no lines, and cannot go on behind a row that is broken.
 */
#ifndef DL_INTAKE_TABLE_H
#define DL_INTAKE_TABLE_H

#include "base/buffer.h"
#include "intake/intake.h"
#include "intake/stream.h"

typedef struct dl_table_reader {
  dl_stream *stream;
  const char *name;
  unsigned long line;       /* of the next byte */
  dl_input_columns columns; /* separator 0: the header is still to be read */
} dl_table_reader;

/* Reads the header. DL_EINPUT where no column holds the text; it names those that there are. */
int dl_table_header(dl_table_reader *reader, dl_input kind, const dl_fields *fields, dl_status *status);

/* Appends the next row that is not blank, and *line, where it begins; nothing at the end. After DL_EINPUT the next call
 * goes on with the next line. */
int dl_table_row(dl_table_reader *reader, dl_buffer *out, unsigned long *line, dl_status *status);

#endif
