/* libdateline: reads English news into a ledger of who did what to whom, who says so, and who denies it.
 *
 * One dateline_engine holds the data file and may be used by many threads at once. dateline_code takes one text and gives one JSON object, the
 * same as `dateline code --format jsonl` prints: the fields are described in the manual page. Nothing is printed and nothing exits; errors come
 * back as a status other than 0 with a message of one line in UTF-8.
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dateline_engine dateline_engine;

/* What is known of a text besides itself; any member may be NULL. date is YYYY-MM-DD, language a code
 * such as "en"; without one the text tells it. */
typedef struct dateline_about {
  const char *id, *date, *title, *source, *url, *language;
} dateline_about;

/* Opens a data file. 0, or an error number with `message` (of `size` bytes, may be NULL) filled. Free with dateline_close. */
int dateline_open(const char *data, dateline_engine **engine, char *message, size_t size);
void dateline_close(dateline_engine *engine);

/* Codes `bytes` bytes of UTF-8. A text in another language than English gives an object that names it and
 * holds nothing else. On success *json is a NUL-terminated line that the caller frees with dateline_free. `about` may be NULL. */
int dateline_code(const dateline_engine *engine, const char *text, size_t bytes, const dateline_about *about, char **json, char *message, size_t size);
void dateline_free(char *json);

/* The program's version, "0.1.0". */
const char *dateline_version(void);

#ifdef __cplusplus
}
#endif

#endif
