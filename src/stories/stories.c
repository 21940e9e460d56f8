#include "stories/stories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP 0.64    /* of a weight that is kept in six bits */
#define PLAIN 1.0    /* words up to this rarity tell nothing */
#define NAMED 2.0    /* names and parties are rarer than this */
#define RARE 2.5     /* and so are the rarer words of a sentence */
#define HEAD 400     /* bytes of an article's head */
#define MOST_NAME 8. /* what a name weighs at most */

static void want(dl_items *items, void *to) {
  dl_stories *s = to;
  s->names = dl_items_index(items, "evidence");
  s->weights = dl_items_embedding(items, "weights", s->names.keys.count);
  s->rarity = dl_items_embedding(items, "rarity", 512);
  s->triggers = dl_items_index(items, "triggers");
  s->lemmas = dl_items_strings(items, "lemmas");
  s->vectors = dl_items_embedding(items, "vectors", s->triggers.keys.count);
  if (!items->missing && s->lemmas.count != s->triggers.keys.count) items->missing = "lemmas";
  if (!items->missing && s->weights.width != 1) items->missing = "weights";
  if (!items->missing && s->rarity.width != 256) items->missing = "rarity";
}

int dl_stories_read(dl_stories *s, const dl_model *model, dl_status *status) {
  *s = (dl_stories){0};
  int code = model ? dl_items_read(model, "stories", want, s, &s->memory, status) : DL_OK;
  for (uint32_t i = 0; !code && s->weights.values && i < DL_STORY_FEATURES; i++) {
    int32_t row = dl_index_find(&s->names, dl_story_feature_name(i), strlen(dl_story_feature_name(i)));
    s->weight[i] = row < 0 ? 0 : s->weights.values[row] * s->weights.scale[row];
  }
  return code;
}

void dl_stories_free(dl_stories *stories) {
  free(stories->memory);
}

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

static void sum_up(const dl_stories *s, dl_story_text *story) {
  double square = 0;
  story->names = 0;
  story->head = 0;
  for (uint32_t i = 0; i < story->count; i++) {
    double weight = (story->words[i] >> 2 & 63) * STEP;
    square += weight * weight;
    if (story->words[i] & 1)
      story->names += (float)(fmin(dl_story_rarity(s, story->words[i] >> 8), MOST_NAME) / MOST_NAME);
    story->head += story->words[i] >> 1 & 1;
  }
  story->length = (float)sqrt(square);
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

void dl_story_compare(const dl_stories *s, const dl_story_text *a, const dl_story_text *b, dl_story_pair *pair) {
  double product = 0, names = 0, heads = 0;
  *pair = (dl_story_pair){.a = a, .b = b, .same = a == b};
  if (a == b) return;
  for (uint32_t i = 0, k = 0; i < a->count && k < b->count;) {
    uint32_t x = a->words[i], y = b->words[k];
    if (x >> 8 == y >> 8) {
      product += (x >> 2 & 63) * STEP * (y >> 2 & 63) * STEP;
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
}

/* ---- mentions ---- */

static bool bag_has(const dl_story_bag *bag, uint32_t hash) {
  for (uint32_t i = 0; i < bag->count && bag->hashes[i] <= hash; i++)
    if (bag->hashes[i] == hash) return true;
  return false;
}

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

/* The row of the word's vector, in lower case. */
static int32_t vector_of(const dl_stories *s, const char *word, size_t size) {
  char low[64];
  if (!s->vectors.values || size >= sizeof low) return -1;
  for (size_t i = 0; i < size; i++) low[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] + 32) : word[i];
  return dl_index_find(&s->triggers, low, size);
}

/* The word of a trigger that tells the act: the first that is known to ("diplomats were expelled"), else the first. */
static void read_trigger(const dl_stories *s, const char *trigger, dl_story_mention *m) {
  dl_story_word w;
  m->vector = -1;
  m->word = m->stem = 0;
  for (size_t at = 0, size = strlen(trigger); m->vector < 0 && dl_story_next_word(trigger, size, &at, &w);) {
    if (dl_story_rarity(s, w.hash) > PLAIN) m->vector = vector_of(s, trigger + w.begin, w.end - w.begin);
    if (!m->word || m->vector >= 0) m->word = m->stem = w.hash;
  }
  if (m->vector >= 0) m->stem = dl_story_stem(s->lemmas.items[m->vector], strlen(s->lemmas.items[m->vector]));
}

void dl_story_read_mention(const dl_stories *s, dl_arena *arena, const char *trigger, const char *evidence,
                           const char *parties, dl_story_mention *m) {
  read_trigger(s, trigger, m);
  fill_bag(s, arena, evidence, PLAIN, false, &m->sentence);
  fill_bag(s, arena, evidence, RARE, false, &m->rare);
  fill_bag(s, arena, evidence, 0, true, &m->numbers);
  fill_bag(s, arena, parties, NAMED, false, &m->parties);
}

/* Cosine of what the words mean that tell them; 0 where one is not known. */
static double meaning(const dl_stories *s, const dl_story_mention *a, const dl_story_mention *b) {
  if (a->vector < 0 || b->vector < 0) return 0;
  const int8_t *x = s->vectors.values + (size_t)a->vector * s->vectors.width,
               *y = s->vectors.values + (size_t)b->vector * s->vectors.width;
  int32_t xy = 0, xx = 0, yy = 0;
  for (uint32_t i = 0; i < s->vectors.width; i++) {
    xy += x[i] * y[i];
    xx += x[i] * x[i];
    yy += y[i] * y[i];
  }
  return xx && yy ? xy / sqrt((double)xx * yy) : 0;
}

/* Do two lists of countries, three letters each, share none, though neither is empty? */
static bool apart(const char *a, const char *b) {
  if (!*a || !*b) return false;
  for (; *a; a += 3)
    for (const char *c = b; *c; c += 3)
      if (strncmp(a, c, 3) == 0) return false;
  return true;
}

/* Days that are told must meet, but for one before or behind; a day that is not told lies in the week before the
 * article. */
static bool days_meet(const dl_story_pair *pair, const dl_story_mention *a, const dl_story_mention *b) {
  bool told_a = a->told && a->begin != DL_STORY_UNDATED, told_b = b->told && b->begin != DL_STORY_UNDATED;
  if (told_a && told_b) return a->begin <= b->end + 1 && b->begin <= a->end + 1;
  int32_t published = told_a ? pair->b->day : pair->a->day;
  const dl_story_mention *told = told_a ? a : b;
  if ((!told_a && !told_b) || published == DL_STORY_UNDATED) return true;
  return told->begin <= published + 1 && told->end >= published - DL_STORY_DAYS;
}

bool dl_story_possible(const dl_stories *s, const dl_story_pair *pair, const dl_story_mention *a,
                       const dl_story_mention *b) {
  if (strcmp(a->category, b->category) != 0 && a->stem != b->stem && meaning(s, a, b) <= 0.55) return false;
  if (!*a->category != !*b->category) return false;
  if (apart(a->actors, b->actors) || apart(a->recipients, b->recipients)) return false;
  return days_meet(pair, a, b);
}

/* ---- pairs of mentions ---- */

static bool text_has(const dl_story_text *text, uint32_t hash) {
  uint32_t low = 0, high = text->count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (text->words[middle] >> 8 < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return low < text->count && text->words[low] >> 8 == hash;
}

/* The share of a bag's words, by rarity, that stand in an article. */
static double found_in(const dl_stories *s, const dl_story_bag *bag, const dl_story_text *text) {
  double sum = 0;
  if (!bag->count) return 0.5;
  for (uint32_t i = 0; i < bag->count; i++)
    if (text_has(text, bag->hashes[i])) sum += dl_story_rarity(s, bag->hashes[i]);
  return sum / bag->weight;
}

static uint32_t shared(const dl_story_bag *a, const dl_story_bag *b) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < a->count; i++) count += bag_has(b, a->hashes[i]);
  return count;
}

static double bag_cosine(const dl_stories *s, const dl_story_bag *a, const dl_story_bag *b) {
  double sum = 0;
  for (uint32_t i = 0; i < a->count; i++)
    if (bag_has(b, a->hashes[i])) {
      double rarity = dl_story_rarity(s, a->hashes[i]);
      sum += rarity * rarity;
    }
  return a->length > 0 && b->length > 0 ? sum / (a->length * (double)b->length) : 0;
}

static const char *const feature_names[DL_STORY_FEATURES] = {
    "bias",
    "one article",
    "articles alike",
    "names shared",
    "share of names shared",
    "heads alike",
    "no name shared",
    "same word",
    "same act",
    "same category",
    "same mode",
    "words of like meaning",
    "each word in the other article",
    "parties in the other article, the less",
    "parties in the other article, the more",
    "sentence in the other article, the less",
    "sentence in the other article, the more",
    "sentences alike",
    "a party shared",
    "parties differ",
    "numbers shared",
    "numbers differ",
    "articles alike, same word",
    "articles alike, same act",
    "articles alike, like meaning",
    "names shared, same word",
    "names shared, same act",
    "names shared, like meaning",
    "heads alike, same word",
    "heads alike, same act",
    "heads alike, like meaning",
    "sentence in the other article, same word",
    "sentence in the other article, same act",
    "sentence in the other article, like meaning",
    "parties in the other article, same word",
    "parties in the other article, same act",
    "parties in the other article, like meaning",
    "articles alike and names shared",
    "one article, same word",
    "one article, same act",
    "actor and recipient of the same countries",
    "the same day told",
    "objects of the same class",
};

const char *dl_story_feature_name(uint32_t feature) {
  return feature_names[feature];
}

void dl_story_features(const dl_stories *s, const dl_story_pair *pair, const dl_story_mention *a,
                       const dl_story_mention *b, float f[DL_STORY_FEATURES]) {
  double other = !pair->same, word = a->stem == b->stem, act = strcmp(a->cameo, b->cameo) == 0;
  double like = meaning(s, a, b), above = like > 0 ? like : 0;
  double in_b = found_in(s, &a->parties, pair->b), in_a = found_in(s, &b->parties, pair->a);
  double rare_b = other * found_in(s, &a->rare, pair->b), rare_a = other * found_in(s, &b->rare, pair->a);
  uint32_t parties = shared(&a->parties, &b->parties), numbers = shared(&a->numbers, &b->numbers);
  double words = ((text_has(pair->b, a->word) || text_has(pair->b, a->stem)) +
                  (text_has(pair->a, b->word) || text_has(pair->a, b->stem))) /
                 2.0;
  double values[22] = {1,
                       pair->same,
                       pair->alike,
                       fmin(pair->names, 6) / 6,
                       pair->share,
                       pair->heads,
                       other * (pair->share == 0),
                       word,
                       act,
                       strcmp(a->category, b->category) == 0,
                       *a->mode && strcmp(a->mode, b->mode) == 0,
                       like,
                       other * words,
                       fmin(in_a, in_b),
                       fmax(in_a, in_b),
                       fmin(rare_a, rare_b),
                       fmax(rare_a, rare_b),
                       bag_cosine(s, &a->sentence, &b->sentence),
                       parties > 0,
                       a->parties.count && b->parties.count && !parties,
                       fmin(numbers, 2) / 2,
                       a->numbers.count && b->numbers.count && !numbers};
  const double bases[] = {pair->alike, pair->share, pair->heads, fmin(rare_a, rare_b), fmin(in_a, in_b)};
  uint32_t n = 0;
  for (; n < 22; n++) f[n] = (float)values[n];
  for (int i = 0; i < 5; i++) {
    f[n++] = (float)(bases[i] * word);
    f[n++] = (float)(bases[i] * act);
    f[n++] = (float)(bases[i] * above);
  }
  f[n++] = pair->alike * pair->share;
  f[n++] = (float)(pair->same * word);
  f[n++] = (float)(pair->same * act);
  f[n++] = *a->actors && *a->recipients && strcmp(a->actors, b->actors) == 0 &&
           strcmp(a->recipients, b->recipients) == 0 && strcmp(a->actors, a->recipients) != 0;
  f[n++] = a->told && b->told && a->begin != DL_STORY_UNDATED && a->begin == b->begin && a->end == b->end;
  f[n] = *a->object && strcmp(a->object, b->object) == 0;
}

double dl_story_score(const dl_stories *s, const float f[DL_STORY_FEATURES]) {
  double sum = 0;
  if (!s->weights.values) return 0;
  for (uint32_t i = 0; i < DL_STORY_FEATURES; i++) sum += f[i] * s->weight[i];
  return 1 / (1 + exp(-sum));
}
