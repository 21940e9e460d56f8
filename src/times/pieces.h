/* The pieces of a sentence that time expressions are made of, with what each can say by data/times/words.tsv.
 *
 * A piece is a token, or what stands between hyphens and slashes inside one ("mid-1990s", "11/09/98"), so that the
 * grammar need not know how the tokens were cut. A table row of several words stands at its first piece.
 */
#ifndef DL_TIMES_PIECES_H
#define DL_TIMES_PIECES_H

#include "base/document.h"
#include "base/status.h"
#include "model/compiled.h"
#include "model/kinds.h"
#include "times/terms.h"

#define DL_NAME_W(name, text) DL_W_##name,
typedef enum dl_word_class { DL_W_LIST(DL_NAME_W) DL_WORD_CLASSES } dl_word_class; /* of model/kinds.h, from 0 on */

typedef struct dl_piece {
  uint32_t begin, end; /* bytes */
  uint32_t token;      /* document-wide index */
  const char *lower;
  uint8_t glue;                       /* dl_glue: which small word it is */
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
  uint8_t longest[DL_TIME_BEGINS];   /* per hash of a first word: the most words of a row that begins with it */
  uint8_t glue[DL_TIME_BEGINS];      /* per hash: the small word that has it, of several the first */
  uint8_t glue_after[DL_GLUE_COUNT]; /* the next one of its hash */
} dl_time_words;

void dl_time_words_open(dl_time_words *words, const dl_table *table);
/* The class of a row; -1: none. */
static inline int dl_time_class(const dl_time_words *words, uint32_t row) {
  uint32_t class = dl_table_code(words->table, row, 1); /* from 1 on */
  return class <= DL_WORD_CLASSES ? (int)class - 1 : -1;
}

/* The pieces of tokens [first, first + count) replace those in *pieces; memory in the document's arena is used again.
 */
void dl_time_pieces(const dl_time_words *words, dl_document *doc, uint32_t first, uint32_t count, dl_pieces *pieces);

#endif
