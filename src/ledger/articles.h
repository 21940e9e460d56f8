/* Articles that were looked at lately, as a run that writes holds them in memory: their words, days and mentions, so
 * that those of a week are not read again and again.
 *
 * All of it is in one arena of the ledger's. What another program has written, and what is taken back, makes all of it
 * forgotten, and so does much memory, between two documents: nothing is to be held beyond that. Statuses are the
 * ledger's (DL_ESTORE with SQLite's words). Not for other folders.
 */
#ifndef DL_LEDGER_ARTICLES_H
#define DL_LEDGER_ARTICLES_H

#include "base/status.h"
#include "ledger/keyed.h"
#include "stories/stories.h"

struct dl_ledger;

typedef struct dl_near_mention {
  long long event, entry; /* entry: as it was read (dl_entry_now); of an article that is being joined 0 for none yet,
                             less for one that has no row yet */
  bool fresh;             /* the ledger has no row of it yet */
  dl_story_mention story;
} dl_near_mention;

typedef struct dl_near_article {
  long long text, family;
  bool legible; /* its words were kept */
  bool read;    /* its mentions are there */
  dl_story_text story;
  dl_near_mention *mentions;
  uint32_t count, capacity;
} dl_near_article;

typedef struct dl_articles {
  dl_arena *arena;
  dl_near_article **items;
  uint32_t count, capacity;
  dl_keyed places;   /* of texts in items */
  long long *joined; /* entries that went to others since, */
  uint32_t joined_count, joined_capacity;
  dl_keyed joins; /* and where they stand: the entry that each went to */
} dl_articles;

/* The article of a text: its words, day and family. Good until dl_articles_forget. */
int dl_article_get(struct dl_ledger *ledger, long long text, dl_near_article **out, dl_status *status);
/* Keeps one that was made by its text. */
dl_near_article *dl_article_new(struct dl_ledger *ledger, long long text);
/* Reads its mentions, if they are not there. */
int dl_article_read(struct dl_ledger *ledger, dl_near_article *article, dl_status *status);

/* The entry that an entry's mentions are in now, and that they went there. */
long long dl_entry_now(const struct dl_ledger *ledger, long long entry);
void dl_entry_went(struct dl_ledger *ledger, long long entry, long long to);
/* A family got another number. */
void dl_family_went(struct dl_ledger *ledger, long long family, long long to);

void dl_articles_forget(struct dl_ledger *ledger);
/* The same where they have come to take much memory. */
void dl_articles_limit(struct dl_ledger *ledger);

#endif
