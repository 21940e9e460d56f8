#include "ledger/articles.h"

#include <string.h>

#include "ledger/store.h"

enum { MOST = 64 << 20 }; /* bytes that they may take */

dl_near_article *dl_article_new(dl_ledger *ledger, long long text) {
  dl_articles *all = &ledger->articles;
  uint32_t *place = dl_keyed_get(&all->places, (uint64_t)text);
  dl_near_article *a = dl_arena_alloc(all->arena, sizeof *a);
  a->text = a->family = text;
  if (place) {
    all->items[*place] = a;
    return a;
  }
  dl_keyed_put(&all->places, all->arena, (uint64_t)text, all->count);
  *DL_PUSH(all->arena, all->items, all->count, all->capacity) = a;
  return a;
}

int dl_article_get(dl_ledger *ledger, long long text, dl_near_article **out, dl_status *status) {
  const uint32_t *place = dl_keyed_get(&ledger->articles.places, (uint64_t)text);
  bool found = false;
  dl_put p = {0};
  if (place) {
    *out = ledger->articles.items[*place];
    return DL_OK;
  }
  int code = dl_put_for(&p, ledger, DL_GET_SKETCH, text, status);
  if (code || (code = dl_put_ask(&p, &found, status))) return code;
  dl_near_article *a = *out = dl_article_new(ledger, text);
  if (found) {
    uint32_t words[DL_STORY_WORDS], size = (uint32_t)sqlite3_column_bytes(p.statement, 0);
    const void *bytes = sqlite3_column_blob(p.statement, 0);
    a->legible = bytes && size <= sizeof words;
    if (a->legible) memcpy(words, bytes, size);
    a->legible = a->legible && dl_story_unpack(&ledger->stories, words, size / sizeof *words, &a->story);
    a->story.day = dl_story_day(dl_put_column(&p, 1));
    a->family = sqlite3_column_int64(p.statement, 2);
  }
  dl_put_done(&p);
  return DL_OK;
}

int dl_article_read(dl_ledger *ledger, dl_near_article *a, dl_status *status) {
  dl_arena *arena = ledger->articles.arena;
  bool found = true;
  dl_put p = {0};
  if (a->read) return DL_OK;
  int code = dl_put_for(&p, ledger, DL_TEXT_EVENTS, a->text, status);
  if (code) return code;
  while (!(code = dl_put_ask(&p, &found, status)) && found) {
    dl_near_mention *m = DL_PUSH(arena, a->mentions, a->count, a->capacity);
    m->event = sqlite3_column_int64(p.statement, 0);
    m->entry = sqlite3_column_int64(p.statement, 1);
    m->fresh = m->entry == 0;
    m->story.category = dl_put_copy(&p, 2, arena);
    m->story.mode = dl_put_copy(&p, 3, arena);
    m->story.cameo = dl_put_copy(&p, 4, arena);
    m->story.begin = dl_story_day(dl_put_column(&p, 5));
    m->story.end = dl_story_day(dl_put_column(&p, 6));
    const char *source = dl_put_column(&p, 7);
    m->story.told = strcmp(source, "publication") != 0 && strcmp(source, "none") != 0;
    m->story.actors = dl_put_copy(&p, 11, arena);
    m->story.recipients = dl_put_copy(&p, 12, arena);
    m->story.object = dl_put_copy(&p, 13, arena);
    dl_story_read_mention(&ledger->stories, arena, dl_put_copy(&p, 8, arena), dl_put_copy(&p, 9, arena),
                          (size_t)sqlite3_column_int64(p.statement, 14), dl_put_copy(&p, 10, arena), &m->story);
  }
  if (code) return code;
  dl_put_done(&p);
  a->read = true;
  return DL_OK;
}

long long dl_entry_now(const dl_ledger *ledger, long long entry) {
  const uint32_t *place;
  while (entry > 0 && (place = dl_keyed_get(&ledger->articles.joins, (uint64_t)entry)))
    entry = ledger->articles.joined[*place];
  return entry;
}

void dl_entry_went(dl_ledger *ledger, long long entry, long long to) {
  dl_articles *all = &ledger->articles;
  dl_keyed_put(&all->joins, all->arena, (uint64_t)entry, all->joined_count);
  *DL_PUSH(all->arena, all->joined, all->joined_count, all->joined_capacity) = to;
}

void dl_family_went(dl_ledger *ledger, long long family, long long to) {
  for (uint32_t i = 0; i < ledger->articles.count; i++)
    if (ledger->articles.items[i]->family == family) ledger->articles.items[i]->family = to;
}

void dl_articles_forget(dl_ledger *ledger) {
  dl_arena *arena = ledger->articles.arena;
  dl_arena_reset(arena);
  ledger->articles = (dl_articles){.arena = arena};
}

void dl_articles_limit(dl_ledger *ledger) {
  if (dl_arena_used(ledger->articles.arena) > MOST) dl_articles_forget(ledger);
}
