/* libdateline: reads English news into a ledger of who did what to whom, who says so, and who denies it.
 *
 * One dateline_engine holds the data file; dateline_code takes one text and gives one JSON object, the same as
 * `dateline code --format jsonl` prints: docs/output.md describes its fields, docs/output.schema.json is their JSON
 * Schema (both installed in share/doc/dateline). Text is UTF-8 and sizes are in bytes; `begin` and `end` in the object
 * are code points.
 *
 * Threads: an engine is not changed after it is opened; any number of threads may call dateline_code on it at once.
 * dateline_close comes after the last of them.
 *
 * Errors: a call that can fail returns DATELINE_OK or one of the numbers below, and writes why into `message`: one line
 * of UTF-8 with its NUL, cut at `size` bytes; `message` may be NULL. Nothing is printed, nothing exits or aborts; when
 * memory is out the call fails with DATELINE_EMEMORY, has let go of what it took, and the engine is as good as before.
 * On failure *engine and *json are NULL: there is nothing to free.
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stddef.h>

#if defined(__GNUC__)
#define DATELINE_API __attribute__((visibility("default")))
#else
#define DATELINE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DATELINE_OK = 0,
  DATELINE_EINPUT,  /* a text that is not UTF-8, a date that is none */
  DATELINE_EIO,     /* the data file can't be read */
  DATELINE_EDATA,   /* the data file is damaged, or of another version */
  DATELINE_EMEMORY, /* out of memory */
  DATELINE_EUSAGE   /* a pointer is NULL that may not be */
};

typedef struct dateline_engine dateline_engine;

/* What is known of a text besides itself, each NUL-terminated UTF-8; any member may be NULL or "". date is YYYY-MM-DD,
 * language a code such as "en"; without one the text tells it. All of it is the caller's, and is read during the call
 * only. */
typedef struct dateline_about {
  const char *id, *date, *title, *source, *url, *language;
} dateline_about;

/* Opens the data file at the path `data`. On success *engine is the caller's, to be given back by dateline_close. The
 * file is mapped: it may be replaced while the engine is open (by renaming another to its name), but not written to. */
DATELINE_API int dateline_open(const char *data, dateline_engine **engine, char *message, size_t size);
/* NULL is fine. */
DATELINE_API void dateline_close(dateline_engine *engine);

/* Codes `bytes` bytes of UTF-8 (at most 4 MiB; `text` may be NULL when there are none). A text in another language than
 * English gives an object that names it and holds nothing else: that is no error. On success *json is a NUL-terminated
 * line, to be given back by dateline_free. `about` may be NULL. */
DATELINE_API int dateline_code(const dateline_engine *engine, const char *text, size_t bytes,
                               const dateline_about *about, char **json, char *message, size_t size);
/* NULL is fine. */
DATELINE_API void dateline_free(char *json);

/* The program's version, "0.1.0": a constant. */
DATELINE_API const char *dateline_version(void);

#ifdef __cplusplus
}
#endif

#endif
