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
#include "ledger/articles.h"
#include "ledger/entries.h"
#include "ledger/schema.h"
#include "ledger/tallies.h"
#include "stories/copies.h"

enum { SPAN = 4, NEIGHBOURS = 3, COPIES = 6 }; /* days that share a key; spans, and copies of one, that are looked at */

#define ALIKE 0.15  /* the least cosine of two articles on one event, */
#define COPIED 0.40 /* and of two copies of one */

/* Two mentions that may be one event. */
typedef struct tie {
  const dl_near_mention *one, *other;
} tie;

typedef struct joining {
  dl_ledger *ledger;
  dl_near_article *own;
  dl_arena *arena;
  dl_copy_sketch shingles; /* of it */
  long long rows_to_come;  /* entries of its mentions that have no row yet are -1, -2 ... */
  tie *ties;               /* between what is not one, to be counted once all have their rows */
  uint32_t tie_count, tie_capacity;
  dl_ledger_pair_fn each; /* NULL: what is alike is joined */
  void *context;
  dl_status *status;
} joining;

static int ask(dl_put *p, const joining *j, int kind, long long id) {
  return dl_put_for(p, j->ledger, kind, id, j->status);
}

/* A row for the entry of a mention that has none, and for those of the article that are one with it. */
static int make_entry(joining *j, uint32_t index) {
  dl_near_mention *mentions = j->own->mentions;
  long long before = mentions[index].entry;
  dl_put p = {0};
  int code = dl_put_start(&p, j->ledger, DL_NEW_ENTRY, j->status);
  if (code || (code = dl_put_end(&p, j->status))) return code;
  mentions[index].entry = sqlite3_last_insert_rowid(j->ledger->db);
  for (uint32_t k = index + 1; before && k < j->own->count; k++)
    if (mentions[k].entry == before) mentions[k].entry = mentions[index].entry;
  return DL_OK;
}

/* Puts those mentions that the ledger has no row of into their entries, or into ones of their own. */
static int give_entries(joining *j) {
  for (uint32_t i = 0; i < j->own->count; i++) {
    dl_near_mention *m = &j->own->mentions[i];
    dl_put p = {0};
    int code;
    if (!m->fresh) continue;
    if (m->entry <= 0 && (code = make_entry(j, i))) return code;
    m->entry = dl_entry_now(j->ledger, m->entry);
    m->fresh = false;
    if ((code = ask(&p, j, DL_PUT_MENTION, m->event))) return code;
    dl_put_int(&p, m->entry);
    if ((code = dl_put_end(&p, j->status))) return code;
    dl_tallies_await(j->ledger, m->event);
  }
  return DL_OK;
}

/* The entry of two mentions of which at most one has a row: that one's, the one that was given in advance, or a new
 * one. */
static long long common_entry(joining *j, long long one, long long two) {
  if (one > 0 || two > 0) return one > 0 ? one : two;
  if (one || two) return one ? one : two;
  return --j->rows_to_come;
}

/* Makes the entries of two mentions one, of which `a` is one of the article's own. */
static int unite(joining *j, dl_near_mention *a, dl_near_mention *b) {
  long long one = dl_entry_now(j->ledger, a->entry), two = dl_entry_now(j->ledger, b->entry), kept;
  if (one > 0 && two > 0) return dl_entries_unite(j->ledger, one, two, &kept, j->status);
  kept = common_entry(j, one, two);
  for (uint32_t i = 0; i < j->own->count; i++) {
    dl_near_mention *m = &j->own->mentions[i];
    bool with_them = m->entry < 0 && (m->entry == one || m->entry == two);
    if (m == a || m == b || with_them) m->entry = kept;
  }
  return DL_OK;
}

static int compare(joining *j, const dl_story_pair *pair, dl_near_mention *a, dl_near_mention *b, double least) {
  const dl_stories *stories = &j->ledger->stories;
  float features[DL_STORY_FEATURES];
  long long one = dl_entry_now(j->ledger, a->entry), two = dl_entry_now(j->ledger, b->entry);
  if ((!j->each && one && one == two) || !dl_story_possible(pair, &a->story, &b->story)) return DL_OK;
  dl_story_features(stories, pair, &a->story, &b->story, features);
  double score = dl_story_score(stories, features);
  if (j->each) return j->each(j->context, a->event, b->event, features, score);
  if (score >= least) return unite(j, a, b);
  if (score >= DL_STORY_TIED) *DL_PUSH(j->arena, j->ties, j->tie_count, j->tie_capacity) = (tie){a, b};
  return DL_OK;
}

static int count_ties(joining *j) {
  int code = DL_OK;
  for (uint32_t i = 0; i < j->tie_count && !code; i++)
    code = dl_entries_tie(j->ledger, dl_entry_now(j->ledger, j->ties[i].one->entry),
                          dl_entry_now(j->ledger, j->ties[i].other->entry), j->status);
  return code;
}

static int compare_inside(joining *j) {
  dl_story_pair pair;
  int code = DL_OK;
  dl_story_compare(&j->ledger->stories, &j->own->story, &j->own->story, &pair);
  for (uint32_t i = 1; i < j->own->count; i++)
    for (uint32_t k = 0; !code && k < i; k++)
      code = compare(j, &pair, &j->own->mentions[i], &j->own->mentions[k], DL_STORY_LEAST);
  return code;
}

/* The article's mention of an event; NULL. */
static dl_near_mention *mention_of(const joining *j, long long event) {
  for (uint32_t i = j->own->count; i-- > 0;)
    if (j->own->mentions[i].event == event) return &j->own->mentions[i];
  return NULL;
}

/* Links of the text itself, two events that it seems to tell to be one, need a lower score. */
static int join_linked(joining *j) {
  bool found = true;
  dl_put p = {0};
  dl_story_pair pair;
  dl_story_compare(&j->ledger->stories, &j->own->story, &j->own->story, &pair);
  int code = ask(&p, j, DL_TEXT_SAME, j->own->text);
  while (!code && !(code = dl_put_ask(&p, &found, j->status)) && found) {
    dl_near_mention *a = mention_of(j, sqlite3_column_int64(p.statement, 0));
    dl_near_mention *b = mention_of(j, sqlite3_column_int64(p.statement, 1));
    if (!a || !b) continue;
    code = compare(j, &pair, a, b, dl_story_same_sides(&a->story, &b->story) ? DL_STORY_BOUND : DL_STORY_LINKED);
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
  return dl_families_unite(j->ledger, j->own->text, text, j->status);
}

/* Can the two tell of one event: is it known of both or of none when, and within some days? */
static bool is_comparable(const dl_near_article *own, const dl_near_article *other) {
  int32_t one = own->story.day, two = other->story.day;
  if (!other->legible || (one == DL_STORY_UNDATED) != (two == DL_STORY_UNDATED)) return false;
  return abs(one - two) <= DL_STORY_DAYS;
}

/* An article that was found: where it is near enough, its mentions. */
static int compare_with(joining *j, dl_near_article *other) {
  dl_story_pair pair;
  int code = DL_OK;
  if (!is_comparable(j->own, other)) return DL_OK;
  dl_story_compare(&j->ledger->stories, &j->own->story, &other->story, &pair);
  if (pair.alike > COPIED && !j->each && (code = compare_texts(j, other->text))) return code;
  if (pair.alike <= ALIKE || (code = dl_article_read(j->ledger, other, j->status))) return code;
  for (uint32_t i = 0; i < j->own->count; i++)
    for (uint32_t k = 0; !code && k < other->count; k++)
      if (other->mentions[k].entry > 0)
        code = compare(j, &pair, &j->own->mentions[i], &other->mentions[k], DL_STORY_LEAST);
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

/* Keeps those that stand there twice or more, each once: how many. */
static uint32_t keep_repeated(near_by *all, uint32_t count, long long own) {
  uint32_t kept = 0;
  if (count) qsort(all, count, sizeof *all, by_text);
  for (uint32_t i = 1; i < count; i++) {
    if (all[i].text != all[i - 1].text || all[i].text == own) continue;
    if (!kept || all[kept - 1].text != all[i].text) all[kept++] = all[i];
  }
  return kept;
}

/* The articles that share two words or more, those of the least rank first. */
static int find_near(joining *j, near_by **out, uint32_t *count) {
  uint32_t keys[DL_STORY_KEYS], words = dl_story_keys(&j->own->story, keys), capacity = 0, found_count = 0;
  uint32_t spans = j->own->story.day == DL_STORY_UNDATED ? 1 : NEIGHBOURS;
  near_by *all = NULL;
  int code = DL_OK;
  for (uint32_t i = 0; i < words * spans && !code; i++) {
    dl_put p = {0};
    bool found = true;
    int32_t neighbour = spans == 1 ? 0 : (int32_t)(i % spans) - 1;
    code = ask(&p, j, DL_ASK_TEXT_KEY, key_of(j->own->story.day, neighbour, keys[i / spans]));
    while (!code && !(code = dl_put_ask(&p, &found, j->status)) && found)
      *DL_PUSH(j->arena, all, found_count, capacity) =
          (near_by){sqlite3_column_int64(p.statement, 0), sqlite3_column_int64(p.statement, 1)};
    if (!code) dl_put_done(&p);
  }
  *count = keep_repeated(all, found_count, j->own->text);
  if (*count) qsort(all, *count, sizeof *all, by_rank);
  *out = all;
  return code;
}

/* Of copies of one article a few are enough: what they tell is the same, and is one already. */
static int compare_near(joining *j) {
  near_by *all = NULL;
  compared *families = NULL;
  uint32_t count = 0, family_count = 0, capacity = 0;
  int code = find_near(j, &all, &count);
  for (uint32_t i = 0; i < count && !code; i++) {
    dl_near_article *other = NULL;
    uint32_t k = 0;
    if ((code = dl_article_get(j->ledger, all[i].text, &other, j->status))) break;
    while (k < family_count && families[k].family != other->family) k++;
    if (k == family_count) *DL_PUSH(j->arena, families, family_count, capacity) = (compared){other->family, 0};
    if (families[k].count++ < COPIES) code = compare_with(j, other);
  }
  return code;
}

/* Its words and its day, from the row of text; *rank is made of both, too. */
static int read_text(joining *j, long long *rank) {
  bool found = false;
  dl_put p = {0};
  int code = ask(&p, j, DL_GET_TEXT, j->own->text);
  if (code || (code = dl_put_ask(&p, &found, j->status))) return code;
  if (found) {
    size_t size = (size_t)sqlite3_column_bytes(p.statement, 0);
    const char *text = dl_arena_strndup(j->arena, (const char *)sqlite3_column_text(p.statement, 0), size);
    dl_story_read_text(&j->ledger->stories, j->arena, text, size, &j->own->story);
    dl_copy_read(j->arena, text, size, &j->shingles);
    j->own->story.day = dl_story_day(dl_put_column(&p, 1));
    j->own->legible = true;
    const char *key = dl_put_column(&p, 2);
    *rank = strtoll(dl_arena_strndup(j->arena, key, strnlen(key, 15)), NULL, 16);
  }
  dl_put_done(&p);
  return DL_OK;
}

/* What later articles find it by. A sketch that is NULL waits for a model. */
static int keep(joining *j, long long rank) {
  const dl_story_text *story = &j->own->story;
  bool waits = !dl_is_learned(&j->ledger->stories.learned);
  uint32_t keys[DL_STORY_KEYS], count = waits ? 0 : dl_story_keys(story, keys);
  dl_put p = {0};
  int code = ask(&p, j, DL_PUT_COPY, j->own->text);
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
    dl_put_int(&p, j->own->text);
    if ((code = dl_put_end(&p, j->status))) return code;
  }
  return DL_OK;
}

static int join_text(dl_ledger *ledger, long long text, dl_status *status) {
  dl_articles_limit(ledger);
  joining j = {.ledger = ledger, .arena = ledger->scratch, .own = dl_article_new(ledger, text), .status = status};
  long long rank = 0;
  int code;
  dl_arena_reset(ledger->scratch);
  if ((code = read_text(&j, &rank)) || (code = keep(&j, rank)) || (code = dl_article_read(ledger, j.own, status)))
    return code;
  if (dl_is_learned(&ledger->stories.learned) &&
      ((code = join_linked(&j)) || (code = compare_inside(&j)) || (code = compare_near(&j))))
    return code;
  return (code = give_entries(&j)) ? code : count_ties(&j);
}

/* The model by which mentions are held against each other; texts that came without one are looked at now. */
static int use_model(dl_ledger *ledger, const dl_model *model, bool write, dl_status *status) {
  long long text = 0;
  if (!model || ledger->model == model) return DL_OK;
  dl_stories_free(&ledger->stories);
  dl_articles_forget(ledger);
  int code = dl_stories_read(&ledger->stories, model, status);
  ledger->model = model;
  while (!code && write && dl_is_learned(&ledger->stories.learned)) {
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
    int code = dl_put_for(&p, ledger, DL_NEXT_TEXT, text, status);
    if (code || (code = dl_put_ask(&p, &found, status))) return code;
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
  dl_articles_limit(ledger);
  joining j = {.ledger = ledger, .arena = ledger->scratch, .each = each, .context = context, .status = status};
  long long rank = 0;
  int code;
  dl_arena_reset(ledger->scratch);
  if ((code = use_model(ledger, model, false, status))) return code;
  j.own = dl_article_new(ledger, text);
  if ((code = read_text(&j, &rank)) || (code = dl_article_read(ledger, j.own, status)) || (code = compare_inside(&j)))
    return code;
  return compare_near(&j);
}
