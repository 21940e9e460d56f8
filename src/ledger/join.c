/* Which mentions of a text are one event with each other and with those of articles near it.
 *
 * Articles are looked up by their weightiest words and the days of their publication: those that share two such words
 * are held against each other (DL_ASK_TEXT_KEY looks at 128 of a word's articles, those of the least rank, so that a
 * story that everybody tells costs no more and no less the later an article comes). A pair of mentions that the learned
 * score takes for one makes their entries one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "ledger/entries.h"
#include "ledger/schema.h"
#include "stories/copies.h"

enum { SPAN = 4, NEIGHBOURS = 3, COPIES = 6 }; /* days that share a key; spans, and copies of one, that are looked at */

#define ALIKE 0.15  /* the least cosine of two articles on one event, */
#define COPIED 0.40 /* and of two copies of one */

typedef struct mention {
  long long event, entry;
  dl_story_mention story;
} mention;

typedef struct article {
  long long text;
  dl_story_text story;
  mention *mentions;
  uint32_t count, capacity;
} article;

typedef struct joining {
  dl_ledger *ledger;
  dl_arena *arena;
  article own;
  dl_copy_sketch shingles; /* of it */
  dl_ledger_pair_fn each;  /* NULL: what is alike is joined */
  void *context;
  dl_status *status;
} joining;

static const char *column(const joining *j, const dl_put *p, int index) {
  const char *text = (const char *)sqlite3_column_text(p->statement, index);
  return text && *text ? dl_arena_strndup(j->arena, text, strlen(text)) : "";
}

static int ask(dl_put *p, const joining *j, int kind, long long id) {
  int code = dl_put_start(p, j->ledger, kind, j->status);
  if (!code) dl_put_int(p, id);
  return code;
}

static int read_mentions(const joining *j, article *a) {
  bool found = true;
  dl_put p = {0};
  int code = ask(&p, j, DL_TEXT_EVENTS, a->text);
  while (!code && !(code = dl_put_ask(&p, &found, j->status)) && found) {
    mention *m = DL_PUSH(j->arena, a->mentions, a->count, a->capacity);
    m->event = sqlite3_column_int64(p.statement, 0);
    m->entry = sqlite3_column_int64(p.statement, 1);
    m->story.category = column(j, &p, 2);
    m->story.mode = column(j, &p, 3);
    m->story.cameo = column(j, &p, 4);
    m->story.begin = dl_story_day(column(j, &p, 5));
    m->story.end = dl_story_day(column(j, &p, 6));
    const char *source = column(j, &p, 7);
    m->story.told = strcmp(source, "publication") != 0 && strcmp(source, "none") != 0;
    m->story.actors = column(j, &p, 11);
    m->story.recipients = column(j, &p, 12);
    m->story.object = column(j, &p, 13);
    dl_story_read_mention(&j->ledger->stories, j->arena, column(j, &p, 8), column(j, &p, 9), column(j, &p, 10),
                          &m->story);
  }
  if (!code) dl_put_done(&p);
  return code;
}

/* Every mention that has none gets an entry of its own. */
static int give_entries(const joining *j, article *a) {
  for (uint32_t i = 0; i < a->count; i++) {
    mention *m = &a->mentions[i];
    dl_put p = {0};
    int code;
    if (m->entry) continue;
    if ((code = dl_put_start(&p, j->ledger, DL_NEW_ENTRY, j->status)) || (code = dl_put_end(&p, j->status)))
      return code;
    m->entry = sqlite3_last_insert_rowid(j->ledger->db);
    if ((code = ask(&p, j, DL_PUT_MENTION, m->event))) return code;
    dl_put_int(&p, m->entry);
    if ((code = dl_put_end(&p, j->status)) || (code = ask(&p, j, DL_TOUCH, m->entry)) ||
        (code = dl_put_end(&p, j->status)))
      return code;
  }
  return DL_OK;
}

static void rename_entry(article *a, long long from, long long to) {
  for (uint32_t i = 0; i < a->count; i++)
    if (a->mentions[i].entry == from) a->mentions[i].entry = to;
}

static int unite(joining *j, article *other, const mention *a, const mention *b) {
  long long one = a->entry, two = b->entry, kept = one;
  int code = dl_entries_unite(j->ledger, one, two, &kept, j->status);
  if (code) return code;
  rename_entry(&j->own, kept == one ? two : one, kept);
  rename_entry(other, kept == one ? two : one, kept);
  return DL_OK;
}

static int compare(joining *j, const dl_story_pair *pair, article *other, const mention *a, const mention *b,
                   double least) {
  const dl_stories *stories = &j->ledger->stories;
  float features[DL_STORY_FEATURES];
  if ((!j->each && a->entry == b->entry) || !dl_story_possible(stories, pair, &a->story, &b->story)) return DL_OK;
  dl_story_features(stories, pair, &a->story, &b->story, features);
  double score = dl_story_score(stories, features);
  if (j->each) return j->each(j->context, a->event, b->event, features, score);
  return score >= least ? unite(j, other, a, b) : DL_OK;
}

static int compare_inside(joining *j) {
  dl_story_pair pair;
  int code = DL_OK;
  dl_story_compare(&j->ledger->stories, &j->own.story, &j->own.story, &pair);
  for (uint32_t i = 1; i < j->own.count; i++)
    for (uint32_t k = 0; !code && k < i; k++)
      code = compare(j, &pair, &j->own, &j->own.mentions[i], &j->own.mentions[k], DL_STORY_LEAST);
  return code;
}

/* Links of the text itself, two events that it seems to tell to be one, need a lower score. */
static int join_linked(joining *j) {
  bool found = true;
  dl_put p = {0};
  dl_story_pair pair;
  dl_story_compare(&j->ledger->stories, &j->own.story, &j->own.story, &pair);
  int code = ask(&p, j, DL_TEXT_SAME, j->own.text);
  while (!code && !(code = dl_put_ask(&p, &found, j->status)) && found) {
    const mention *a = NULL, *b = NULL;
    for (uint32_t i = 0; i < j->own.count; i++) {
      if (j->own.mentions[i].event == sqlite3_column_int64(p.statement, 0)) a = &j->own.mentions[i];
      if (j->own.mentions[i].event == sqlite3_column_int64(p.statement, 1)) b = &j->own.mentions[i];
    }
    if (a && b) code = compare(j, &pair, &j->own, a, b, DL_STORY_LINKED);
  }
  dl_put_done(&p);
  return code;
}

/* An article with very much the same words: is it a copy? */
static int compare_texts(joining *j, long long text) {
  dl_copy_sketch other = {.count = 0};
  bool found = false;
  dl_put p = {0};
  int code = ask(&p, j, DL_GET_SHINGLES, text);
  if (code || (code = dl_put_ask(&p, &found, j->status))) return code;
  if (found) {
    size_t size = (size_t)sqlite3_column_bytes(p.statement, 0);
    const void *bytes = sqlite3_column_blob(p.statement, 0);
    if (bytes && size <= sizeof other.hashes) {
      memcpy(other.hashes, bytes, size);
      other.count = (uint32_t)(size / sizeof *other.hashes);
    }
  }
  dl_put_done(&p);
  if (!dl_copy_is(&j->shingles, &other)) return DL_OK;
  return dl_families_unite(j->ledger, j->own.text, text, j->status);
}

/* An article that was found: its words, its day, and, where it is near enough, its mentions. */
static int compare_with(joining *j, long long text) {
  article other = {.text = text};
  bool found = false, fits = false;
  dl_put p = {0};
  int code = ask(&p, j, DL_GET_SKETCH, text);
  if (code || (code = dl_put_ask(&p, &found, j->status))) return code;
  if (found) {
    uint32_t words[DL_STORY_WORDS], size = (uint32_t)sqlite3_column_bytes(p.statement, 0);
    const void *bytes = sqlite3_column_blob(p.statement, 0);
    fits = bytes && size <= sizeof words;
    if (fits) memcpy(words, bytes, size);
    fits = fits && dl_story_unpack(&j->ledger->stories, words, size / sizeof *words, &other.story);
    const char *date = (const char *)sqlite3_column_text(p.statement, 1);
    other.story.day = dl_story_day(date ? date : "");
  }
  dl_put_done(&p);
  int32_t one = j->own.story.day, two = other.story.day;
  if (!fits || (one == DL_STORY_UNDATED) != (two == DL_STORY_UNDATED) || abs(one - two) > DL_STORY_DAYS) return DL_OK;
  dl_story_pair pair;
  dl_story_compare(&j->ledger->stories, &j->own.story, &other.story, &pair);
  if (pair.alike > COPIED && !j->each && (code = compare_texts(j, text))) return code;
  if (pair.alike <= ALIKE || (code = read_mentions(j, &other))) return code;
  for (uint32_t i = 0; i < j->own.count; i++)
    for (uint32_t k = 0; !code && k < other.count; k++)
      if (other.mentions[k].entry)
        code = compare(j, &pair, &other, &j->own.mentions[i], &other.mentions[k], DL_STORY_LEAST);
  return code;
}

/* Articles of one word and of one span of days lie together, spans in their order. */
static long long key_of(int32_t day, int32_t neighbour, uint32_t word) {
  long long span = day == DL_STORY_UNDATED ? 0 : (day + 1000000) / SPAN + neighbour;
  return span << 32 | word;
}

/* An article that shares a word, and its rank among those that do. */
typedef struct near_by {
  long long text, rank;
} near_by;

/* How many copies of one family were compared with. */
typedef struct compared {
  long long family;
  uint32_t count;
} compared;

static int by_text(const void *a, const void *b) {
  const near_by *x = a, *y = b;
  return (x->text > y->text) - (x->text < y->text);
}

static int by_rank(const void *a, const void *b) {
  const near_by *x = a, *y = b;
  return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : by_text(a, b);
}

/* The articles that share two words or more, those of the least rank first. */
static int find_near(joining *j, near_by **out, uint32_t *count) {
  uint32_t keys[DL_STORY_KEYS], words = dl_story_keys(&j->own.story, keys), capacity = 0, found_count = 0, kept = 0;
  uint32_t spans = j->own.story.day == DL_STORY_UNDATED ? 1 : NEIGHBOURS;
  near_by *all = NULL;
  int code = DL_OK;
  for (uint32_t i = 0; i < words * spans && !code; i++) {
    dl_put p = {0};
    bool found = true;
    int32_t neighbour = spans == 1 ? 0 : (int32_t)(i % spans) - 1;
    code = ask(&p, j, DL_ASK_TEXT_KEY, key_of(j->own.story.day, neighbour, keys[i / spans]));
    while (!code && !(code = dl_put_ask(&p, &found, j->status)) && found)
      *DL_PUSH(j->arena, all, found_count, capacity) =
          (near_by){sqlite3_column_int64(p.statement, 0), sqlite3_column_int64(p.statement, 1)};
    if (!code) dl_put_done(&p);
  }
  if (found_count) qsort(all, found_count, sizeof *all, by_text);
  for (uint32_t i = 1; i < found_count; i++)
    if (all[i].text == all[i - 1].text && all[i].text != j->own.text && (!kept || all[kept - 1].text != all[i].text))
      all[kept++] = all[i];
  if (kept) qsort(all, kept, sizeof *all, by_rank);
  *out = all;
  *count = kept;
  return code;
}

/* Of copies of one article a few are enough: what they tell is the same, and is one already. */
static int compare_near(joining *j) {
  near_by *all = NULL;
  compared *families = NULL;
  uint32_t count = 0, family_count = 0, capacity = 0;
  int code = find_near(j, &all, &count);
  for (uint32_t i = 0; i < count && !code; i++) {
    long long family = 0;
    uint32_t k = 0;
    bool found = false;
    dl_put p = {0};
    if ((code = ask(&p, j, DL_FAMILY_OF, all[i].text)) || (code = dl_put_ask(&p, &found, j->status))) break;
    if (found) family = sqlite3_column_int64(p.statement, 0);
    dl_put_done(&p);
    while (k < family_count && families[k].family != family) k++;
    if (k == family_count) *DL_PUSH(j->arena, families, family_count, capacity) = (compared){family, 0};
    if (families[k].count++ < COPIES) code = compare_with(j, all[i].text);
  }
  return code;
}

/* Its words and its day, from the row of text; *rank is made of both, too. */
static int read_text(joining *j, long long *rank) {
  bool found = false;
  dl_put p = {0};
  int code = ask(&p, j, DL_GET_TEXT, j->own.text);
  if (code || (code = dl_put_ask(&p, &found, j->status))) return code;
  if (found) {
    size_t size = (size_t)sqlite3_column_bytes(p.statement, 0);
    const char *text = dl_arena_strndup(j->arena, (const char *)sqlite3_column_text(p.statement, 0), size);
    dl_story_read_text(&j->ledger->stories, j->arena, text, size, &j->own.story);
    dl_copy_read(j->arena, text, size, &j->shingles);
    j->own.story.day = dl_story_day(column(j, &p, 1));
    const char *key = column(j, &p, 2);
    *rank = strtoll(dl_arena_strndup(j->arena, key, strlen(key) < 15 ? strlen(key) : 15), NULL, 16);
  }
  dl_put_done(&p);
  return DL_OK;
}

/* What later articles find it by. A sketch that is NULL waits for a model. */
static int keep(joining *j, long long rank) {
  const dl_story_text *story = &j->own.story;
  bool waits = !j->ledger->stories.weights.values;
  uint32_t keys[DL_STORY_KEYS], count = waits ? 0 : dl_story_keys(story, keys);
  dl_put p = {0};
  int code = ask(&p, j, DL_PUT_COPY, j->own.text);
  if (code) return code;
  if (!waits) {
    sqlite3_bind_blob(p.statement, p.next++, story->words, (int)(story->count * sizeof *story->words), SQLITE_STATIC);
    sqlite3_bind_blob(p.statement, p.next++, j->shingles.hashes, (int)(j->shingles.count * sizeof(uint32_t)),
                      SQLITE_STATIC);
  }
  if ((code = dl_put_end(&p, j->status))) return code;
  for (uint32_t i = 0; i < count; i++) {
    if ((code = ask(&p, j, DL_PUT_TEXT_KEY, key_of(story->day, 0, keys[i])))) return code;
    dl_put_int(&p, rank);
    dl_put_int(&p, j->own.text);
    if ((code = dl_put_end(&p, j->status))) return code;
  }
  return DL_OK;
}

static int join_text(dl_ledger *ledger, long long text, dl_status *status) {
  joining j = {.ledger = ledger, .arena = ledger->scratch, .own = {.text = text}, .status = status};
  long long rank = 0;
  int code;
  dl_arena_reset(ledger->scratch);
  if ((code = read_text(&j, &rank)) || (code = keep(&j, rank)) || (code = read_mentions(&j, &j.own)) ||
      (code = give_entries(&j, &j.own)) || !ledger->stories.weights.values || (code = join_linked(&j)) ||
      (code = compare_inside(&j)))
    return code;
  return compare_near(&j);
}

/* The model by which mentions are held against each other; texts that came without one are looked at now. */
static int use_model(dl_ledger *ledger, const dl_model *model, bool write, dl_status *status) {
  long long text = 0;
  if (!model || ledger->model == model) return DL_OK;
  dl_stories_free(&ledger->stories);
  int code = dl_stories_read(&ledger->stories, model, status);
  ledger->model = model;
  while (!code && write && ledger->stories.weights.values) {
    bool found = false;
    dl_put p = {0};
    if ((code = dl_put_start(&p, ledger, DL_NEXT_WAITING, status)) || (code = dl_put_ask(&p, &found, status))) break;
    if (found) text = sqlite3_column_int64(p.statement, 0);
    dl_put_done(&p);
    if (!found) break;
    code = join_text(ledger, text, status);
  }
  return code;
}

int dl_entries_join(dl_ledger *ledger, const dl_model *model, long long text, dl_status *status) {
  int code = use_model(ledger, model, true, status);
  return code ? code : join_text(ledger, text, status);
}

/* All texts of an older ledger. */
static int make_all(void *context, dl_status *status) {
  dl_ledger *ledger = context;
  for (long long text = 0;;) {
    bool found = false;
    dl_put p = {0};
    int code = dl_put_start(&p, ledger, DL_NEXT_TEXT, status);
    if (code) return code;
    dl_put_int(&p, text);
    if ((code = dl_put_ask(&p, &found, status))) return code;
    if (found) text = sqlite3_column_int64(p.statement, 0);
    dl_put_done(&p);
    if (!found) return DL_OK;
    if ((code = join_text(ledger, text, status)) || (code = dl_entries_settle(ledger, status))) return code;
  }
}

int dl_entries_make(dl_ledger *ledger, dl_status *status) {
  int code = dl_ledger_sql(ledger, dl_ledger_entries, "cannot make the tables", status);
  return code ? code : dl_guard_run(make_all, ledger, status);
}

int dl_ledger_pairs(dl_ledger *ledger, const dl_model *model, long long text, dl_ledger_pair_fn each, void *context,
                    dl_status *status) {
  joining j = {.ledger = ledger,
               .arena = ledger->scratch,
               .own = {.text = text},
               .each = each,
               .context = context,
               .status = status};
  long long rank = 0;
  int code;
  dl_arena_reset(ledger->scratch);
  if ((code = use_model(ledger, model, false, status)) || (code = read_text(&j, &rank)) ||
      (code = read_mentions(&j, &j.own)) || (code = compare_inside(&j)))
    return code;
  return compare_near(&j);
}
