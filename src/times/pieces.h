/* The pieces of a sentence that time expressions are made of, with what each can say by data/times/words.tsv.
 *
 * A piece is a token, or what stands between hyphens and slashes inside one ("mid-1990s", "11/09/98"), so that the
 * grammar need not know how the tokens were cut. A table row of several words stands at its first piece.
 */
#ifndef DL_TIMES_PIECES_H
#define DL_TIMES_PIECES_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef enum dl_word_class {
  DL_W_AGO,
  DL_W_ARTICLE,
  DL_W_BEFORE_YEAR,
  DL_W_DAY,
  DL_W_DECADE,
  DL_W_EVERY,
  DL_W_FEAST,
  DL_W_FISCAL,
  DL_W_FRACTION,
  DL_W_FUTURE,
  DL_W_HALF,
  DL_W_HOLIDAY,
  DL_W_LAST,
  DL_W_LINK,
  DL_W_MERIDIEM,
  DL_W_MOD,
  DL_W_MODAL,
  DL_W_MOMENT,
  DL_W_MONTH,
  DL_W_NUMBER,
  DL_W_OFTEN,
  DL_W_ORDINAL,
  DL_W_PART,
  DL_W_PARTS,
  DL_W_PAST,
  DL_W_PER,
  DL_W_PERIODS,
  DL_W_REF,
  DL_W_SCALE,
  DL_W_SEASON,
  DL_W_SHIFT,
  DL_W_THAT,
  DL_W_THE,
  DL_W_TONIGHT,
  DL_W_TURN,
  DL_W_UNIT,
  DL_W_UNITS,
  DL_W_VAGUE,
  DL_W_WEEKDAY,
  DL_W_WEEKDAYS,
  DL_W_ZONE,
  DL_WORD_CLASSES
} dl_word_class;

typedef struct dl_piece {
  uint32_t begin, end; /* bytes */
  uint32_t token;      /* document-wide index */
  const char *lower;
  const char *value[DL_WORD_CLASSES]; /* NULL where the piece is none of that class */
  uint8_t length[DL_WORD_CLASSES];    /* pieces that the row covers */
  double number;                      /* digits ("12", "1,200", "2.5", "2½"), -1 where it has none */
  uint8_t digits;                     /* how many digits, where it is digits alone */
  const char *suffix;                 /* what follows the digits: "", "th", "s", ":30", "am" */
} dl_piece;

typedef struct dl_pieces {
  dl_piece *items;
  uint32_t count, capacity;
} dl_pieces;

enum { DL_TIME_BEGINS = 4096 };

/* data/times/words.tsv, ready for look-ups. */
typedef struct dl_time_words {
  const dl_table *table;
  int8_t *class_of;                /* per row: dl_word_class, -1 for none */
  uint8_t longest[DL_TIME_BEGINS]; /* per hash of a first word: the most words of a row that begins with it */
} dl_time_words;

/* *words is the caller's, emptied by dl_time_words_free, whether it went well or not. */
int dl_time_words_open(dl_time_words *words, const dl_table *table, dl_status *status);
void dl_time_words_free(dl_time_words *words);

/* The pieces of tokens [first, first + count) replace those in *pieces; memory in the document's arena is used again.
 */
void dl_time_pieces(const dl_time_words *words, dl_document *doc, uint32_t first, uint32_t count, dl_pieces *pieces);

#endif
