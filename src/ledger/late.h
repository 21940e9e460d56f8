/* Rows that wait for the end of their transaction, where they are written in the order in which they lie in the file.
 *
 * The words of events, because each statement that may have to be taken back alone makes the full-text index write
 * what it has gathered, and many small pieces of it are merged for long. Parties and pairs of entries, because a
 * country's rows lie together and those of one article do not: a page that takes several is looked for once. All
 * strings are copies. Not for other folders. */
#ifndef DL_LEDGER_LATE_H
#define DL_LEDGER_LATE_H

#include "base/arena.h"
#include "base/status.h"

struct dl_ledger;

typedef struct dl_late_words {
  long long event;
  const char *evidence, *parties;
} dl_late_words;

/* A row of entry_party, or of dyad: `first` and `second` are the country and the role, or both countries. */
typedef struct dl_late_party {
  const char *first, *second, *code, *name, *sector;
  long long entry;
  uint32_t turn; /* in which it came */
} dl_late_party;

typedef struct dl_late {
  dl_arena *arena;
  dl_late_words *words;
  dl_late_party *parties, *dyads;
  uint32_t word_count, word_capacity, party_count, party_capacity, dyad_count, dyad_capacity;
} dl_late;

void dl_late_words_of(struct dl_ledger *ledger, long long event, const char *evidence, const char *parties);
void dl_late_party_of(struct dl_ledger *ledger, const dl_late_party *party);
void dl_late_dyad_of(struct dl_ledger *ledger, long long entry, const char *actor, const char *recipient);

/* Writes all of them; the rows of their events and entries are there. */
int dl_late_write(struct dl_ledger *ledger, dl_status *status);
/* Where the transaction is taken back. */
void dl_late_forget(struct dl_ledger *ledger);

#endif
