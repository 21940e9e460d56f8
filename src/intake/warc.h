/* Pages out of archives of the web (WARC 0.18 to 1.1; Common Crawl News): plain, or each record a member of gzip.
 *
 * Responses that brought a page of HTML or a plain text are documents (status 2xx), and so are `resource` and
 * `conversion` records of those kinds; all others are passed by without a word. A record that is damaged ends in
 * DL_EINPUT with its number; the next call goes on with the next record that begins: behind damaged packed data with
 * the next member, behind a wrong length with the next line "WARC/1.".
 */
#ifndef DL_INTAKE_WARC_H
#define DL_INTAKE_WARC_H

#include "base/buffer.h"
#include "intake/intake.h"
#include "intake/stream.h"

typedef struct dl_warc {
  dl_stream *stream;
  const char *name;     /* for messages */
  unsigned long number; /* of the record that was met last, from 1 */
  dl_status held;       /* what is wrong behind a good record: the next call says it */
} dl_warc;

/* Appends the next page and, behind a NUL that raw->size does not count, its address: raw->url. Sets kind, size, number
 * and line (the record's number) of *raw. Nothing appended: no more. */
int dl_warc_next(dl_warc *warc, dl_buffer *out, dl_raw *raw, dl_status *status);

#endif
