/* What the readers of gold share: the line that is read, where faults are told, spans and strings of its JSON.
 *
 * A line that is wrong is told with file, line and event (dl_faults), what is wrong in it is left out, and reading goes
 * on: a person sees all faults at once. Offsets are code points. Strings and lists are the arena's; the JSON is freed
 * by who reads lines.
 */
#ifndef DL_SCORE_READER_H
#define DL_SCORE_READER_H

#include <jansson.h>

#include "score/gold.h"

typedef struct dl_gold_reader {
  dl_arena *arena;
  const dl_model *model;
  dl_faults *faults;
  const char *path;
  uint32_t line;
  const char *where; /* "event V3: " for messages, or "" */
  json_t *object;    /* the line */
  const char *text;
  size_t text_size; /* bytes */
  uint32_t *at;     /* byte of each code point, and of the end */
  uint32_t length;  /* code points */
  dl_gold *gold;
} dl_gold_reader;

void dl_gold_fault(dl_gold_reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Copies of what stands in an object under a key; "" and false where it is not there, or is something else, which is
 * told. */
const char *dl_gold_string(dl_gold_reader *r, json_t *object, const char *key);
bool dl_gold_flag(dl_gold_reader *r, json_t *object, const char *key);
/* A list, or a single item in its place; NULL where it is not there. Then dl_gold_item gives items 0 .. dl_gold_items
 * - 1. */
size_t dl_gold_items(json_t *object, const char *key);
json_t *dl_gold_item(json_t *object, const char *key, size_t index);
void dl_gold_add_words(dl_gold_reader *r, json_t *object, const char *key, dl_gold_words *words);

/* {"begin": 3, "end": 9, "text": "talks"} (text may be left out or ""), or "talks", "talks#2": the words themselves,
 * the second time they stand in the text. False, and told, where it is neither. */
bool dl_gold_read_span(dl_gold_reader *r, json_t *value, const char *what, dl_gold_span *span);

/* A letter, a digit or "_"? */
bool dl_gold_is_word(uint32_t cp);

/* All places where the words stand in the text, as words of their own. */
dl_gold_spans dl_gold_places(dl_gold_reader *r, const char *words, size_t size);

/* Reads r->object's events, and what they deny in short, into r->gold. */
void dl_gold_read_events(dl_gold_reader *r);
/* Index of an event of the gold by its id; -1, and told, where there is none. */
int dl_gold_event_of(dl_gold_reader *r, const char *id);

#endif
