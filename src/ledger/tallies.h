/* What the mentions of an entry tell together, summed up mention by mention: the same whatever their order.
 *
 * A tally holds what an entry's row needs and no mention itself: of each category how many tell it and which one best,
 * the days, documents, independent sources (a family of copies is one, and so is a newspaper), who says so and who
 * denies it. One that was made stays in memory until another program writes or much memory is taken, so that a further
 * mention costs the same whether the story has ten or ten thousand. Not for other folders.
 */
#ifndef DL_LEDGER_TALLIES_H
#define DL_LEDGER_TALLIES_H

#include "base/document.h"
#include "base/status.h"
#include "ledger/keyed.h"

struct dl_ledger;

/* Where a mention stands among those of its entry: by day of publication, text, place. */
typedef struct dl_turn {
  char day[11];
  uint64_t key; /* of the text */
  long long begin, event, place;
} dl_turn;

/* A mention that may stand for the entry. */
typedef struct dl_standing {
  dl_turn turn;
  uint32_t label; /* of its category (dl_act_label) */
  int parties;    /* how many have a country */
  bool denied;    /* somebody in it says that it is not so */
  bool told, moded;
  uint32_t day_rank; /* how well it tells its day, 0 the best */
  double confidence;
} dl_standing;

typedef struct dl_category {
  uint32_t mentions;
  dl_standing best;
} dl_category;

typedef struct dl_voice {
  const char *name, *code, *stance, *cue;
  dl_turn turn; /* of the first mention that has it */
  uint32_t mentions;
  long long row; /* in the table; 0: none yet */
  bool changed;
} dl_voice;

/* Sets of families and newspapers that hang together. */
typedef struct dl_sets {
  dl_keyed places;
  uint32_t *parent;
  uint32_t count, capacity, sets;
} dl_sets;

/* The mentions that its rows were made of; event numbers, 0 for none. */
typedef struct dl_written {
  long long best, dated, objected, placed;
} dl_written;

enum { DL_DAY_RANKS = 4 };

typedef struct dl_tally {
  long long entry;
  uint32_t mentions, documents;
  uint32_t ahead, done, contradicted; /* contradicted: the text itself says that it is not so */
  uint32_t asserts, denies;           /* voices */
  dl_category *categories;
  uint32_t category_count, category_capacity;
  dl_turn dated[DL_DAY_RANKS]; /* the first that tells the day so well; event 0: none */
  dl_turn objected, placed;    /* the first with a class of objects, with a place */
  const char *object;          /* of the first */
  char first[11], last[11];    /* days of publication */
  dl_keyed texts;              /* their documents << 1 | told as done in the text's own voice */
  dl_sets all, told;           /* sources: of all documents; of those that tell it as done */
  dl_voice *voices;
  uint32_t voice_count, voice_capacity;
  dl_keyed voice_places;
  dl_written written; /* all 0 before there are rows */
} dl_tally;

typedef struct dl_tallies {
  dl_arena *arena;
  dl_tally **items;
  uint32_t count, capacity;
  dl_keyed places;           /* of entries in items */
  long long *events, *texts; /* that came since the rows were brought up to date: mentions; texts with a new document */
  uint32_t event_count, event_capacity, text_count, text_capacity;
} dl_tallies;

/* The mention of an event is new, or in another entry; a text has a further document. */
void dl_tallies_await(struct dl_ledger *ledger, long long event);
void dl_tallies_await_text(struct dl_ledger *ledger, long long text);

/* The tally that is kept of an entry, or NULL. */
dl_tally *dl_tally_kept(const struct dl_ledger *ledger, long long entry);
/* Sums all mentions of an entry up anew. */
int dl_tally_make(struct dl_ledger *ledger, long long entry, dl_tally **out, dl_status *status);
/* Adds a mention that it does not hold yet. */
int dl_tally_add(struct dl_ledger *ledger, dl_tally *tally, long long event, dl_status *status);
/* Adds the documents of a text that it does not hold yet. */
int dl_tally_add_documents(struct dl_ledger *ledger, dl_tally *tally, long long text, dl_status *status);

/* The mention that stands for it, the one that tells its day; the entry's status in a word. Only of one with mentions.
 */
const dl_standing *dl_tally_best(const dl_tally *tally);
long long dl_tally_dated(const dl_tally *tally);
const char *dl_tally_status(const dl_tally *tally);

void dl_tallies_forget(struct dl_ledger *ledger);

#endif
