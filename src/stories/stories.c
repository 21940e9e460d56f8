#include "stories/stories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"

#define STEP 0.64    /* of a weight that is kept in six bits */
#define PLAIN 1.0    /* words up to this rarity tell nothing */
#define NAMED 2.0    /* names and parties are rarer than this */
#define RARE 2.5     /* and so are the rarer words of a sentence */
#define HEAD 400     /* bytes of an article's head */
#define MOST_NAME 8. /* what a name weighs at most */

#define TELLING 1.5f /* words around that are rarer than this tell what an event is about, */
#define MOST_WORD 5. /* and weigh no more than this */

/* Words between a name, or a word that is weighed for what it means, and the word that tells an event. */
enum { NEAR = 8, AROUND = 6 };

/* Two counts of a word, each with others that share its place: the rarer one is nearer to it alone. */
double dl_story_rarity(const dl_stories *s, uint32_t hash) {
  if (!s->rarity.values) return 3;
  uint32_t place = hash >> 8, other = 65536 + (hash * 2654435761u >> 16);
  double one = s->rarity.values[place] * (double)s->rarity.scale[place >> 8],
         two = s->rarity.values[other] * (double)s->rarity.scale[other >> 8];
  return one > two ? one : two;
}

int32_t dl_story_day(const char *date) {
  int year = 0, month = 0, day = 0;
  if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3) return DL_STORY_UNDATED;
  year -= month <= 2;
  int era = year / 400, of_era = year - era * 400, of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* ---- articles ---- */

typedef struct counted {
  uint32_t hash, count;
  double weight;
  bool capital, small, head;
} counted;

static int by_hash(const void *a, const void *b) {
  const counted *x = a, *y = b;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

static int by_weight(const void *a, const void *b) {
  const counted *x = a, *y = b;
  if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

static int by_number(const void *a, const void *b) {
  const uint32_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/* Those that weigh most, in that order; of the same weight, by their hashes. */
static void add_chief(dl_story_text *story, uint32_t word) {
  uint32_t k = story->chiefs;
  while (k > 0 && (story->chief[k - 1] >> 2 & 63) < (word >> 2 & 63)) k--;
  if (k == DL_STORY_CHIEF) return;
  if (story->chiefs < DL_STORY_CHIEF) story->chiefs++;
  memmove(story->chief + k + 1, story->chief + k, (story->chiefs - k - 1) * sizeof *story->chief);
  story->chief[k] = word;
}

static void sum_up(const dl_stories *s, dl_story_text *story) {
  double square = 0, named = 0;
  story->names = 0;
  story->head = story->chiefs = 0;
  for (uint32_t i = 0; i < story->count; i++) {
    double weight = (story->words[i] >> 2 & 63) * STEP;
    square += weight * weight;
    story->head += story->words[i] >> 1 & 1;
    if (!(story->words[i] & 1)) continue;
    story->names += (float)(fmin(dl_story_rarity(s, story->words[i] >> 8), MOST_NAME) / MOST_NAME);
    named += weight * weight;
    add_chief(story, story->words[i]);
  }
  story->length = (float)sqrt(square);
  story->name_length = (float)sqrt(named);
}

/* The words of a text with what is counted of them, those of one hash together. */
static uint32_t count_words(dl_arena *scratch, const char *text, size_t size, counted **out) {
  counted *all = NULL;
  uint32_t count = 0, capacity = 0, kept = 0;
  dl_story_word w;
  for (size_t at = 0; dl_story_next_word(text, size, &at, &w);)
    *DL_PUSH(scratch, all, count, capacity) = (counted){w.hash, 1, 0, w.capital, !w.capital, w.begin < HEAD};
  if (count) qsort(all, count, sizeof *all, by_hash);
  for (uint32_t i = 0; i < count; i++) {
    if (kept == 0 || all[kept - 1].hash != all[i].hash) {
      all[kept++] = all[i];
      continue;
    }
    counted *one = &all[kept - 1];
    one->count++;
    one->capital |= all[i].capital;
    one->small |= all[i].small;
    one->head |= all[i].head;
  }
  *out = all;
  return kept;
}

void dl_story_read_text(const dl_stories *s, dl_arena *scratch, const char *text, size_t size, dl_story_text *story) {
  counted *all;
  uint32_t count = count_words(scratch, text, size, &all), kept = 0;
  *story = (dl_story_text){.day = DL_STORY_UNDATED};
  for (uint32_t i = 0; i < count; i++) {
    double rarity = dl_story_rarity(s, all[i].hash);
    if (rarity <= PLAIN) continue;
    all[kept] = all[i];
    all[kept].weight = (1 + log(all[i].count)) * rarity;
    all[kept].capital = all[i].capital && !all[i].small && rarity > NAMED;
    all[kept++].head = all[i].head && rarity > NAMED;
  }
  if (kept) qsort(all, kept, sizeof *all, by_weight);
  for (uint32_t i = 0; i < kept && i < DL_STORY_WORDS; i++) {
    uint32_t weight = (uint32_t)(all[i].weight / STEP + 0.5);
    story->words[story->count++] =
        all[i].hash << 8 | (weight > 63 ? 63 : weight) << 2 | (uint32_t)all[i].head << 1 | (uint32_t)all[i].capital;
  }
  qsort(story->words, story->count, sizeof *story->words, by_number);
  sum_up(s, story);
}

bool dl_story_unpack(const dl_stories *s, const uint32_t *words, uint32_t count, dl_story_text *story) {
  *story = (dl_story_text){.day = DL_STORY_UNDATED};
  if (count > DL_STORY_WORDS) return false;
  memcpy(story->words, words, count * sizeof *words);
  for (uint32_t i = 1; i < count; i++)
    if (story->words[i - 1] >> 8 >= story->words[i] >> 8) return false;
  story->count = count;
  sum_up(s, story);
  return true;
}

uint32_t dl_story_keys(const dl_story_text *story, uint32_t keys[DL_STORY_KEYS]) {
  uint32_t count = 0;
  uint8_t weights[DL_STORY_KEYS];
  for (uint32_t i = 0; i < story->count; i++) {
    uint8_t weight = story->words[i] >> 2 & 63;
    uint32_t k = count;
    while (k > 0 && weights[k - 1] < weight) k--;
    if (k == DL_STORY_KEYS) continue;
    if (count < DL_STORY_KEYS) count++;
    memmove(keys + k + 1, keys + k, (count - k - 1) * sizeof *keys);
    memmove(weights + k + 1, weights + k, (count - k - 1) * sizeof *weights);
    keys[k] = story->words[i] >> 8;
    weights[k] = weight;
  }
  return count;
}

uint32_t dl_story_word_in(const dl_story_text *text, uint32_t hash) {
  uint32_t low = 0, high = text->count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (text->words[middle] >> 8 < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return low < text->count && text->words[low] >> 8 == hash ? text->words[low] : 0;
}

/* The share of an article's first `most` chief names that another has. */
static float chief_share(const dl_story_text *of, const dl_story_text *in, uint32_t most) {
  uint32_t count = of->chiefs < most ? of->chiefs : most, found = 0;
  for (uint32_t i = 0; i < count; i++) found += dl_story_word_in(in, of->chief[i] >> 8) != 0;
  return count ? (float)found / (float)count : 0.5f;
}

/* How much, at least, its two chief names weigh in another. */
static float chief_weight(const dl_story_text *of, const dl_story_text *in) {
  float least = of->chiefs ? 1 : 0.5f;
  for (uint32_t i = 0; i < of->chiefs && i < 2; i++) {
    float there = (float)(dl_story_word_in(in, of->chief[i] >> 8) >> 2 & 63), here = (float)(of->chief[i] >> 2 & 63);
    if (here > 0 && there / here < least) least = there / here;
  }
  return least;
}

static void compare_chiefs(const dl_story_text *a, const dl_story_text *b, double named, dl_story_pair *pair) {
  static const uint32_t most[] = {1, 3, 5};
  for (int i = 0; i < 3; i++) {
    float one = chief_share(a, b, most[i]), other = chief_share(b, a, most[i]);
    pair->chief[2 * i] = one < other ? one : other;
    pair->chief[2 * i + 1] = one < other ? other : one;
  }
  pair->held = fminf(chief_weight(a, b), chief_weight(b, a));
  pair->named =
      a->name_length > 0 && b->name_length > 0 ? (float)(named / (a->name_length * (double)b->name_length)) : 0;
}

void dl_story_compare(const dl_stories *s, const dl_story_text *a, const dl_story_text *b, dl_story_pair *pair) {
  double product = 0, names = 0, heads = 0, named = 0;
  *pair = (dl_story_pair){.a = a, .b = b, .same = a == b};
  if (a == b) return;
  for (uint32_t i = 0, k = 0; i < a->count && k < b->count;) {
    uint32_t x = a->words[i], y = b->words[k];
    if (x >> 8 == y >> 8) {
      double both = (x >> 2 & 63) * STEP * (y >> 2 & 63) * STEP;
      product += both;
      if (x & y & 1) named += both;
      if (x & y & 1) names += fmin(dl_story_rarity(s, x >> 8), MOST_NAME) / MOST_NAME;
      heads += x & y & 2 ? 1 : 0;
    }
    i += x >> 8 <= y >> 8;
    k += y >> 8 <= x >> 8;
  }
  double fewer = fmin(a->names, b->names);
  uint32_t head = a->head < b->head ? a->head : b->head;
  pair->alike = a->length > 0 && b->length > 0 ? (float)(product / (a->length * (double)b->length)) : 0;
  pair->names = (float)names;
  pair->share = (float)(names / fmax(1, fewer));
  pair->heads = (float)(heads / (head > 4 ? head : 4));
  compare_chiefs(a, b, named, pair);
}

/* ---- mentions ---- */

static void close_bag(const dl_stories *s, dl_story_bag *bag) {
  uint32_t kept = 0;
  double sum = 0, square = 0;
  if (bag->count) qsort(bag->hashes, bag->count, sizeof *bag->hashes, by_number);
  for (uint32_t i = 0; i < bag->count; i++) {
    if (kept && bag->hashes[kept - 1] == bag->hashes[i]) continue;
    double rarity = dl_story_rarity(s, bag->hashes[i]);
    sum += rarity;
    square += rarity * rarity;
    bag->hashes[kept++] = bag->hashes[i];
  }
  bag->count = kept;
  bag->weight = (float)sum;
  bag->length = (float)sqrt(square);
}

/* The words of `text` rarer than `least`, or its numbers. */
static void fill_bag(const dl_stories *s, dl_arena *arena, const char *text, double least, bool numbers,
                     dl_story_bag *bag) {
  uint32_t capacity = 0;
  dl_story_word w;
  *bag = (dl_story_bag){0};
  for (size_t at = 0, size = strlen(text); dl_story_next_word(text, size, &at, &w);)
    if (numbers ? w.number : dl_story_rarity(s, w.hash) > least)
      *DL_PUSH(arena, bag->hashes, bag->count, capacity) = w.hash;
  close_bag(s, bag);
}

/* The word of a trigger that tells the act: the first that is known to ("diplomats were expelled"), else the first. */
static void read_trigger(const dl_stories *s, const char *trigger, dl_story_mention *m) {
  dl_story_word w;
  bool known = false;
  m->word = m->stem = 0;
  for (size_t at = 0, size = strlen(trigger); !known && dl_story_next_word(trigger, size, &at, &w);) {
    int32_t number = dl_story_rarity(s, w.hash) > PLAIN ? dl_story_known(s, trigger + w.begin, w.end - w.begin) : -1;
    known = number >= 0 && (uint32_t)number < s->lemmas.count;
    if (!m->word || known) m->word = m->stem = w.hash;
    if (known) m->stem = dl_story_stem(s->lemmas.items[number], strlen(s->lemmas.items[number]));
  }
}

typedef struct sentence {
  const char *text;
  dl_story_word *words;
  uint32_t count, capacity;
  uint32_t first, end; /* of the words that tell the event */
} sentence;

/* Is a word part of a name: a rarer one with a capital letter that does not stand there in small letters, too? */
static bool is_name(const dl_stories *s, const sentence *in, uint32_t at) {
  const dl_story_word *w = &in->words[at];
  bool name = w->capital && dl_story_rarity(s, w->hash) > NAMED;
  for (uint32_t i = 0; i < in->count && name; i++)
    name = in->words[i].hash != w->hash || in->words[i].capital || in->words[i].number;
  return name;
}

/* Names around the words that tell it: those not far, and the nearest on each side. */
static void read_names(const dl_stories *s, dl_arena *arena, const sentence *in, dl_story_mention *m) {
  uint32_t capacity = 0;
  bool before = false, ended = false; /* the word before is a name; the nearest name behind has ended */
  m->near = (dl_story_bag){0};
  m->before = m->behind = 0;
  for (uint32_t i = in->first > NEAR ? in->first - NEAR : 0; i < in->count && i < in->end + NEAR; i++) {
    bool name = (i < in->first || i >= in->end) && is_name(s, in, i);
    ended = ended || (before && !name && m->behind);
    before = name;
    if (!name) continue;
    *DL_PUSH(arena, m->near.hashes, m->near.count, capacity) = in->words[i].hash;
    if (i < in->first) m->before = in->words[i].hash;
    if (i >= in->end && !ended) m->behind = in->words[i].hash;
  }
  close_bag(s, &m->near);
}

/* What the words mean that tell it (the plain ones of them where there are no others), those around them, and all of
 * the sentence; of the latter two, those in small letters. */
static void read_meanings(const dl_stories *s, const sentence *in, dl_story_mention *m) {
  float told_by[DL_STORY_MEANING] = {0}, plain[DL_STORY_MEANING] = {0}, around[DL_STORY_MEANING] = {0},
        whole[DL_STORY_MEANING] = {0};
  for (uint32_t i = 0; i < in->count; i++) {
    const dl_story_word *w = &in->words[i];
    bool telling = i >= in->first && i < in->end, near = i + AROUND >= in->first && i < in->end + AROUND;
    double rarity = dl_story_rarity(s, w->hash), weight = fmin(rarity, MOST_WORD);
    bool small = dl_is_small(in->text[w->begin]) && rarity > TELLING;
    int32_t known = telling || small ? dl_story_known(s, in->text + w->begin, w->end - w->begin) : -1;
    if (known < 0) continue;
    if (telling) dl_story_meaning_add(s, known, 1, rarity > PLAIN ? told_by : plain);
    if (small && near && !telling) dl_story_meaning_add(s, known, (float)weight, around);
    if (small) dl_story_meaning_add(s, known, (float)weight, whole);
  }
  dl_story_meaning_close(told_by, &m->told_by);
  if (m->told_by.length == 0) dl_story_meaning_close(plain, &m->told_by);
  dl_story_meaning_close(around, &m->around);
  dl_story_meaning_close(whole, &m->whole);
}

static sentence read_sentence(dl_arena *arena, const char *evidence, size_t at, size_t size) {
  sentence in = {.text = evidence};
  dl_story_word w;
  for (size_t next = 0, whole = strlen(evidence); dl_story_next_word(evidence, whole, &next, &w);)
    *DL_PUSH(arena, in.words, in.count, in.capacity) = w;
  while (in.first < in.count && in.words[in.first].begin < at) in.first++;
  for (in.end = in.first; in.end < in.count && in.words[in.end].begin < at + size;) in.end++;
  return in;
}

void dl_story_read_mention(const dl_stories *s, dl_arena *arena, const char *trigger, const char *evidence, size_t at,
                           const char *parties, dl_story_mention *m) {
  sentence in = read_sentence(arena, evidence, at, strlen(trigger));
  read_trigger(s, trigger, m);
  read_names(s, arena, &in, m);
  read_meanings(s, &in, m);
  fill_bag(s, arena, evidence, PLAIN, false, &m->sentence);
  fill_bag(s, arena, evidence, RARE, false, &m->rare);
  fill_bag(s, arena, evidence, 0, true, &m->numbers);
  fill_bag(s, arena, parties, NAMED, false, &m->parties);
}
