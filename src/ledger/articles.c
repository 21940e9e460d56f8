#include "ledger/articles.h"

#include <string.h>

#include "ledger/store.h"

enum { MOST = 64 << 20 }; /* bytes that they may take */

static const char *column(dl_arena *arena, const dl_put *p, int index) {
  const char *text = (const char *)sqlite3_column_text(p->statement, index);
  return text && *text ? dl_arena_strndup(arena, text, strlen(text)) : "";
}

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
  int code = dl_put_start(&p, ledger, DL_GET_SKETCH, status);
  if (code) return code;
  dl_put_int(&p, text);
  if ((code = dl_put_ask(&p, &found, status))) return code;
  dl_near_article *a = *out = dl_article_new(ledger, text);
  if (found) {
    uint32_t words[DL_STORY_WORDS], size = (uint32_t)sqlite3_column_bytes(p.statement, 0);
    const void *bytes = sqlite3_column_blob(p.statement, 0);
    a->legible = bytes && size <= sizeof words;
    if (a->legible) memcpy(words, bytes, size);
    a->legible = a->legible && dl_story_unpack(&ledger->stories, words, size / sizeof *words, &a->story);
    const char *date = (const char *)sqlite3_column_text(p.statement, 1);
    a->story.day = dl_story_day(date ? date : "");
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
  int code = dl_put_start(&p, ledger, DL_TEXT_EVENTS, status);
  if (code) return code;
  dl_put_int(&p, a->text);
  while (!(code = dl_put_ask(&p, &found, status)) && found) {
    dl_near_mention *m = DL_PUSH(arena, a->mentions, a->count, a->capacity);
    m->event = sqlite3_column_int64(p.statement, 0);
    m->entry = sqlite3_column_int64(p.statement, 1);
    m->fresh = m->entry == 0;
    m->story.category = column(arena, &p, 2);
    m->story.mode = column(arena, &p, 3);
    m->story.cameo = column(arena, &p, 4);
    m->story.begin = dl_story_day(column(arena, &p, 5));
    m->story.end = dl_story_day(column(arena, &p, 6));
    const char *source = column(arena, &p, 7);
    m->story.told = strcmp(source, "publication") != 0 && strcmp(source, "none") != 0;
    m->story.actors = column(arena, &p, 11);
    m->story.recipients = column(arena, &p, 12);
    m->story.object = column(arena, &p, 13);
    dl_story_read_mention(&ledger->stories, arena, column(arena, &p, 8), column(arena, &p, 9),
                          (size_t)sqlite3_column_int64(p.statement, 14), column(arena, &p, 10), &m->story);
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
