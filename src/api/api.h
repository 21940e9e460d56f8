/* What stands behind the public header (include/dateline.h): the structures that its functions share.
 *
 * An engine and the documents that were made with it count who holds it; a document is a copy that keeps what can be
 * asked for and none of the numbers that the stages worked with, in an arena of its own. Nothing in it changes
 * afterwards, so several threads may ask it.
 */
#ifndef DL_API_API_H
#define DL_API_API_H

#include <stdatomic.h>
#include <stddef.h>

#include "base/map.h"
#include "dateline.h"
#include "engine/engine.h"
#include "intake/intake.h"
#include "times/when.h"

struct dateline_engine {
  dl_engine *engine;
  atomic_uint holders; /* the caller's handle, documents, pipes */
  unsigned threads;
  bool explains;
  char *language; /* that texts are taken to be in; NULL: their own */
};

struct dateline_document {
  dl_arena *arena;
  dl_document *doc;
  dl_when *whens; /* one an event */
  dl_map codes;   /* of each code that its items have the place in `texts`, from 1 */
  const char **texts;
  uint32_t text_count, text_capacity;
  dateline_engine *engine;
};

struct dateline_input {
  dl_raw raw; /* name, id and fields lie behind it, or are constants */
  dl_fields fields;
  char *name;
};

/* What a document is made of: a text and what is known of it, or the bytes of an input. All of it outlives the call. */
typedef struct dl_api_text {
  const char *text;
  size_t bytes;
  dateline_about about;
  const dl_raw *raw; /* not NULL: this instead; `date` is then its default */
  const char *date;
} dl_api_text;

/* The message, cut between two characters; the status's code. */
int dl_api_tell(const dl_status *status, char *message, size_t size);
/* The same for a new status: DL_EUSAGE, "FUNCTION: WHAT is NULL". */
int dl_api_null(const char *function, const char *what, char *message, size_t size);

dateline_engine *dl_api_hold(const dateline_engine *engine);

/* What a text is called in messages. */
const char *dl_api_name(const dl_api_text *text);

/* Fills `doc`, which is new, to its tokens. Under a guard. */
int dl_api_begin(const dateline_engine *engine, const dl_api_text *text, dl_document *doc, dl_status *status);

/* A finished document in a form that is the caller's. NULL when memory is out. */
dateline_document *dl_api_keep(const dateline_engine *engine, const dl_document *doc, const dl_raw *raw);

#endif
