/* The columns themselves (columns.h): the entries of a ledger as arrays, for the files that read, select and sum them.
 *
 * Words are numbers of their column's list, days numbers as 20231109, sides and pairs lie one behind the other with an
 * index a row. Rows and indices are malloced, words and places are the columns' arena's; all go with dl_columns_free.
 * Filled by columns.c and not changed afterwards. Internal to src/query.
 */
#ifndef DL_QUERY_TABLE_H
#define DL_QUERY_TABLE_H

#include "base/map.h"
#include "query/columns.h"
#include "query/sql.h"

/* Words that stand in a column, by number; number 0 is "". */
typedef struct dl_query_words {
  dl_map map; /* number + 1 of each */
  const char **items;
  uint32_t count, capacity;
} dl_query_words;

enum { DL_SIDE_ACTOR = 1, DL_SIDE_TAKER = 2 }; /* TAKER: also of a mutual act */

enum { DL_VOICE_ASSERTS = 1, DL_VOICE_OPEN = 2, DL_VOICE_DENIES = 4 };

typedef struct dl_side {
  uint16_t country, bits; /* country: of `countries` */
} dl_side;

typedef struct dl_pair {
  uint16_t actor, recipient;
} dl_pair;

typedef struct dl_column_place {
  const char *name, *country;
  double lat, lon;
  long geonames;
  bool located;
} dl_column_place;

/* One entry of every column, by its number of row. */
typedef struct dl_entry_columns {
  uint32_t id;
  int32_t begin, end; /* days as 20231109; 0 where there is none */
  uint32_t place;     /* of `places` */
  int32_t reported;   /* the day of the last report */
  uint32_t sources;
  uint16_t event, object, status, quad, cameo;
  uint8_t voices;    /* bits of DL_VOICE_...: how it is spoken of */
  double goldstein;  /* 0 where there is none */
  double confidence; /* of the mention that stands for it */
} dl_entry_columns;

struct dl_columns {
  dl_arena *arena; /* of the words and places */
  dl_query_words events, objects, statuses, quads, cameos, countries, place_names;
  dl_entry_columns *rows;
  uint32_t count, capacity;
  dl_column_place *places; /* one for each way that a place is told; 0: none */
  uint32_t place_count, place_capacity;
  dl_map place_map;
  dl_side *sides; /* of all rows, one behind the other: those of row i from side_from[i] to side_from[i + 1] */
  dl_pair *pairs; /* likewise */
  uint32_t *side_from, *pair_from;
  uint32_t *row_of; /* by the entry's id: its row + 1, or 0 */
  uint32_t last_id;
  uint32_t *entry_of; /* by the mention's event: the row + 1 of its entry, or 0 */
  uint32_t last_event;
  dl_query_words papers;
  uint32_t *paper_rows, *paper_from; /* the rows that a paper reports: from paper_from[i] to paper_from[i + 1] */
};

static inline bool dl_set_has(const dl_set *set, uint32_t row) {
  return set->bits[row >> 6] >> (row & 63) & 1;
}

/* Of a stance's name; 0 for none. */
uint8_t dl_voice_bit(const char *stance);

/* "2023-11-09" as 20231109; 0 for "". */
int32_t dl_column_day(const char *text);

/* Does the one country act on the other in a row? */
bool dl_column_pair(const dl_columns *c, uint32_t row, uint32_t actor, uint32_t recipient);

/* The number of a word in a column; dl_words_find: false where it is in none. */
bool dl_words_find(const dl_query_words *words, const char *word, uint32_t *number);

/* The newspapers that report entries, whose numbers (id) are asked for between the two. */
#define DL_PAPERS_HEAD "SELECT d.source, count(DISTINCT c.id) FROM ("
#define DL_PAPERS_TAIL                                                                                    \
  ") c CROSS JOIN mention m ON m.entry=c.id CROSS JOIN event e ON e.id=m.event CROSS JOIN document d ON " \
  "d.text=e.text "                                                                                        \
  "AND d.current WHERE d.source<>'' GROUP BY 1 ORDER BY 2 DESC, 1"

/* tops.c: "SELECT value, count ..."; `sql` is freed. */
int dl_tops_sql(dl_ledger *ledger, dl_sql *sql, dl_top_fn each, void *context, dl_status *status);

#endif
