/* Members of the objects that `code` printed (docs/output.md), each checked: a string, number, span or id of JSON
 * becomes the document's.
 *
 * Readers return no status: the first thing that is wrong is kept in `code` and the status, with file, line and place
 * ("events[3]"), and everything that is read behind it is empty, so that coded.c asks once, at the end. Strings are the
 * document's arena's; spans come as code points and become bytes. Not for other folders.
 */
#ifndef DL_CODED_READER_H
#define DL_CODED_READER_H

#include <jansson.h>

#include "intake/intake.h"

typedef struct dl_coded {
  const dl_raw *raw;
  dl_document *doc;
  dl_status *status;
  int code;         /* of the first failure; DL_OK */
  const char *list; /* what is being read: "events", and of it the index `at` */
  size_t at;
  uint32_t *bytes; /* per code point its byte, and the text's size behind them; NULL: they are the same */
  uint32_t points;
  bool whole; /* the line holds the text */
} dl_coded;

/* Fails with the place of what is being read; the first failure stays. */
void dl_coded_bad(dl_coded *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

const char *dl_coded_string(dl_coded *c, const json_t *object, const char *key); /* "" where it failed */
dl_code dl_coded_code(dl_coded *c, const json_t *object, const char *key);
double dl_coded_number(dl_coded *c, const json_t *object, const char *key);
/* A number from 0 to `most`. */
uint32_t dl_coded_count(dl_coded *c, const json_t *object, const char *key, uint32_t most);
json_t *dl_coded_object(dl_coded *c, const json_t *object, const char *key); /* NULL for null, and where it failed */
json_t *dl_coded_list(dl_coded *c, const json_t *object, const char *key);   /* NULL where it failed */

/* begin and end of an object; its "text", if it has one, must stand there. */
dl_span dl_coded_span(dl_coded *c, const json_t *object);
/* The same of the object that is a member. */
dl_span dl_coded_span_of(dl_coded *c, const json_t *object, const char *key);

/* "E7" -> 6, for the letter E; below `count`. */
uint32_t dl_coded_id(dl_coded *c, const json_t *value, char letter, uint32_t count);
/* The same of a list of them. */
void dl_coded_ids(dl_coded *c, const json_t *object, const char *key, char letter, uint32_t count, dl_indices *out);

/* Which of the names it is: name(0), name(1) ... up to count. */
uint8_t dl_coded_name(dl_coded *c, const json_t *object, const char *key, const char *(*name)(unsigned),
                      unsigned count);

/* The document's text, given or put together of what is quoted, and where its code points stand. */
void dl_coded_text(dl_coded *c, const json_t *line);

#endif
