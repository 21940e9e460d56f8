/* Two mentions held against each other: can they be one event, and what speaks for it. */
#include <math.h>
#include <string.h>

#include "network/softmax.h"
#include "stories/stories.h"

#define LIKE 0.35f /* the least cosine of words that tell one event, where they are of two categories */

static bool bag_has(const dl_story_bag *bag, uint32_t hash) {
  for (uint32_t i = 0; i < bag->count && bag->hashes[i] <= hash; i++)
    if (bag->hashes[i] == hash) return true;
  return false;
}

/* Do two lists of countries, three letters each, share none, though neither is empty? */
static bool apart(const char *a, const char *b) {
  if (!*a || !*b) return false;
  for (; *a; a += 3)
    for (const char *c = b; *c; c += 3)
      if (strncmp(a, c, 3) == 0) return false;
  return true;
}

static bool is_dated(const dl_story_mention *m) {
  return m->told && m->begin != DL_STORY_UNDATED;
}

/* Days that are told must meet, but for one before or behind; a day that is not told lies in the week before the
 * article. */
static bool days_meet(const dl_story_pair *pair, const dl_story_mention *a, const dl_story_mention *b) {
  bool told_a = is_dated(a), told_b = is_dated(b);
  if (told_a && told_b) return a->begin <= b->end + 1 && b->begin <= a->end + 1;
  int32_t published = told_a ? pair->b->day : pair->a->day;
  if (told_a == told_b || published == DL_STORY_UNDATED) return true;
  const dl_story_mention *told = told_a ? a : b;
  return told->begin <= published + 1 && told->end >= published - DL_STORY_DAYS;
}

bool dl_story_same_sides(const dl_story_mention *a, const dl_story_mention *b) {
  return *a->actors && *a->recipients && strcmp(a->actors, b->actors) == 0 &&
         strcmp(a->recipients, b->recipients) == 0 && strcmp(a->actors, a->recipients) != 0;
}

bool dl_story_possible(const dl_story_pair *pair, const dl_story_mention *a, const dl_story_mention *b) {
  if (strcmp(a->category, b->category) != 0 && a->stem != b->stem && !dl_story_same_sides(a, b) &&
      dl_story_meanings_alike(&a->told_by, &b->told_by) <= LIKE)
    return false;
  if (!*a->category != !*b->category) return false;
  if (apart(a->actors, b->actors) || apart(a->recipients, b->recipients)) return false;
  return days_meet(pair, a, b);
}

static bool text_has(const dl_story_text *text, uint32_t hash) {
  return dl_story_word_in(text, hash) != 0;
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
    "names near in the other article, the less",
    "names near in the other article, the more",
    "names near alike",
    "names near differ",
    "the name before is the same",
    "the name before differs",
    "the name before not in the other article",
    "neither name before in the other article",
    "the name behind is the same",
    "the name behind differs",
    "the name behind not in the other article",
    "neither name behind in the other article",
    "chief name in the other article, the less",
    "chief name in the other article, the more",
    "three chief names in the other article, the less",
    "three chief names in the other article, the more",
    "five chief names in the other article, the less",
    "five chief names in the other article, the more",
    "weight of the chief names in the other article",
    "names of the articles alike",
    "names near in the other article, same word",
    "names near in the other article, same act",
    "names near in the other article, like meaning",
    "three chief names in the other article, same word",
    "three chief names in the other article, same act",
    "three chief names in the other article, like meaning",
    "names of the articles alike, same word",
    "names of the articles alike, same act",
    "names of the articles alike, like meaning",
    "words around of like meaning",
    "sentences of like meaning",
    "names near differ, same word",
    "parties differ, same word",
    "names near and parties differ",
    "names near differ, articles alike",
    "names before and behind differ",
};

const char *dl_story_feature_name(uint32_t feature) {
  return feature_names[feature];
}

/* A base, where the words, the acts or the meanings are the same. */
static uint32_t put_crossed(float *f, uint32_t n, double base, double word, double act, double like) {
  f[n++] = (float)(base * word);
  f[n++] = (float)(base * act);
  f[n++] = (float)(base * like);
  return n;
}

/* The nearest name on one side of each word. */
static void put_beside(const dl_story_pair *pair, uint32_t a, uint32_t b, float f[4]) {
  uint32_t lacking = pair->same ? 0 : (a && !text_has(pair->b, a)) + (b && !text_has(pair->a, b));
  f[0] = a && a == b;
  f[1] = a && b && a != b;
  f[2] = (float)lacking / 2;
  f[3] = lacking == 2;
}

enum { NAMES = 20 };

/* Who stands around the words that tell it, and who the articles are about. Returns the share of the names near that
 * the other article has, the less. */
static double put_names(const dl_stories *s, const dl_story_pair *pair, const dl_story_mention *a,
                        const dl_story_mention *b, float f[NAMES]) {
  double other = !pair->same, one = other * found_in(s, &a->near, pair->b),
         two = other * found_in(s, &b->near, pair->a);
  f[0] = (float)fmin(one, two);
  f[1] = (float)fmax(one, two);
  f[2] = (float)(other * bag_cosine(s, &a->near, &b->near));
  f[3] = (float)(other * (a->near.count && b->near.count && !shared(&a->near, &b->near)));
  put_beside(pair, a->before, b->before, f + 4);
  put_beside(pair, a->behind, b->behind, f + 8);
  for (int i = 0; i < 6; i++) f[12 + i] = pair->chief[i];
  f[18] = pair->held;
  f[19] = pair->named;
  return f[0];
}

void dl_story_features(const dl_stories *s, const dl_story_pair *pair, const dl_story_mention *a,
                       const dl_story_mention *b, float f[DL_STORY_FEATURES]) {
  double other = !pair->same, word = a->stem == b->stem, act = strcmp(a->cameo, b->cameo) == 0;
  double like = dl_story_meanings_alike(&a->told_by, &b->told_by), above = like > 0 ? like : 0;
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
  for (int i = 0; i < 5; i++) n = put_crossed(f, n, bases[i], word, act, above);
  f[n++] = pair->alike * pair->share;
  f[n++] = (float)(pair->same * word);
  f[n++] = (float)(pair->same * act);
  f[n++] = dl_story_same_sides(a, b);
  f[n++] = a->told && b->told && a->begin != DL_STORY_UNDATED && a->begin == b->begin && a->end == b->end;
  f[n++] = *a->object && strcmp(a->object, b->object) == 0;
  const float *names = f + n;
  double near = put_names(s, pair, a, b, f + n);
  n += NAMES;
  n = put_crossed(f, n, near, word, act, above);
  n = put_crossed(f, n, pair->chief[2], word, act, above);
  n = put_crossed(f, n, pair->named, word, act, above);
  f[n++] = dl_story_meanings_alike(&a->around, &b->around);
  f[n++] = dl_story_meanings_alike(&a->whole, &b->whole);
  float near_differ = names[3], parties_differ = f[19];
  f[n++] = near_differ * (float)word;
  f[n++] = parties_differ * (float)word;
  f[n++] = near_differ * parties_differ;
  f[n++] = near_differ * pair->alike;
  f[n] = names[5] * names[9];
}

double dl_story_score(const dl_stories *s, const float f[DL_STORY_FEATURES]) {
  float sum = 0, hidden[DL_STORY_HIDDEN] = {0};
  if (!dl_is_learned(&s->learned)) return 0;
  for (uint32_t i = 0; i < DL_STORY_FEATURES; i++) {
    if (f[i] == 0) continue; /* many are */
    sum += f[i] * s->weight[i];
    for (uint32_t h = 0; h < DL_STORY_HIDDEN; h++) hidden[h] += f[i] * s->first[i][h];
  }
  for (uint32_t h = 0; h < DL_STORY_HIDDEN; h++) sum += s->second[h] * hidden[h] / (1 + fabsf(hidden[h]));
  return dl_probability(sum);
}
