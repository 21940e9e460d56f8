#include "ledger/late.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/store.h"

static const char *kept(const dl_ledger *ledger, const char *text) {
  return text && *text ? dl_arena_strndup(ledger->late.arena, text, strlen(text)) : "";
}

void dl_late_words_of(dl_ledger *ledger, long long event, const char *evidence, const char *parties) {
  dl_late *late = &ledger->late;
  *DL_PUSH(late->arena, late->words, late->word_count, late->word_capacity) =
      (dl_late_words){event, kept(ledger, evidence), kept(ledger, parties)};
}

void dl_late_party_of(dl_ledger *ledger, const dl_late_party *p) {
  dl_late *late = &ledger->late;
  uint32_t turn = late->party_count;
  *DL_PUSH(late->arena, late->parties, late->party_count, late->party_capacity) =
      (dl_late_party){.first = kept(ledger, p->first),
                      .second = kept(ledger, p->second),
                      .code = kept(ledger, p->code),
                      .name = kept(ledger, p->name),
                      .sector = kept(ledger, p->sector),
                      .entry = p->entry,
                      .turn = turn};
}

void dl_late_dyad_of(dl_ledger *ledger, long long entry, const char *actor, const char *recipient) {
  dl_late *late = &ledger->late;
  uint32_t turn = late->dyad_count;
  *DL_PUSH(late->arena, late->dyads, late->dyad_count, late->dyad_capacity) =
      (dl_late_party){.first = kept(ledger, actor), .second = kept(ledger, recipient), .entry = entry, .turn = turn};
}

/* As the tables are ordered; the day, which the entry's row has, aside. */
static int by_place(const void *a, const void *b) {
  const dl_late_party *x = a, *y = b;
  int order = strcmp(x->first, y->first);
  if (!order) order = strcmp(x->second, y->second);
  if (order) return order;
  if (x->entry != y->entry) return x->entry < y->entry ? -1 : 1;
  return (x->turn > y->turn) - (x->turn < y->turn);
}

static int write_words(dl_ledger *ledger, dl_status *status) {
  int code = DL_OK;
  for (uint32_t i = 0; i < ledger->late.word_count && !code; i++) {
    const dl_late_words *w = &ledger->late.words[i];
    dl_put p = {0};
    if ((code = dl_put_for(&p, ledger, DL_PUT_WORDS, w->event, status))) return code;
    dl_put_text(&p, w->evidence);
    dl_put_text(&p, w->parties);
    code = dl_put_end(&p, status);
  }
  return code;
}

static int write_parties(dl_ledger *ledger, int kind, dl_late_party *items, uint32_t count, dl_status *status) {
  int code = DL_OK;
  if (count) qsort(items, count, sizeof *items, by_place);
  for (uint32_t i = 0; i < count && !code; i++) {
    dl_put p = {0};
    if ((code = dl_put_for(&p, ledger, kind, items[i].entry, status))) return code;
    dl_put_text(&p, items[i].first);
    dl_put_text(&p, items[i].second);
    if (kind == DL_PUT_ENTRY_PARTY) {
      dl_put_text(&p, items[i].code);
      dl_put_text(&p, items[i].name);
      dl_put_text(&p, items[i].sector);
    }
    code = dl_put_end(&p, status);
  }
  return code;
}

int dl_late_write(dl_ledger *ledger, dl_status *status) {
  dl_late *late = &ledger->late;
  int code;
  if ((code = write_parties(ledger, DL_PUT_ENTRY_PARTY, late->parties, late->party_count, status)) ||
      (code = write_parties(ledger, DL_PUT_DYAD, late->dyads, late->dyad_count, status)) ||
      (code = write_words(ledger, status)))
    return code;
  dl_late_forget(ledger);
  return DL_OK;
}

void dl_late_forget(dl_ledger *ledger) {
  dl_arena *arena = ledger->late.arena;
  dl_arena_reset(arena);
  ledger->late = (dl_late){.arena = arena};
}
