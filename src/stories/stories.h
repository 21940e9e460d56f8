/* Are two mentions one event? What is held against each other, and the learned score of a pair.
 *
 * Of an article: its weightiest words (how often they stand in it, times how rare they are in the news), which of them
 * are names, and which stand at its head. Of a mention: the word that tells it, its category and code, its parties, its
 * sentence, what these mean (meaning.h), and its days. From both come some eighty named features of a pair, the same
 * whichever of the two comes first, and from them a probability (a sum of weights and a small hidden layer;
 * models/stories.bin, train/stories.py). A pair beyond a
 * threshold is one event, and so is all that hangs together by such pairs; two of these heaps are one where some pairs
 * between them are beyond a lower threshold. More pairs never part what is one, so that the order in which they come
 * does not matter.
 */
#ifndef DL_STORIES_STORIES_H
#define DL_STORIES_STORIES_H

#include "base/arena.h"
#include "network/evidence.h"
#include "stories/meaning.h"
#include "stories/words.h"

enum {
  DL_STORY_WORDS = 128,   /* of an article that are kept */
  DL_STORY_KEYS = 8,      /* of them that are looked up: articles that share two or more are held against each other */
  DL_STORY_FEATURES = 79, /* of a pair of mentions */
  DL_STORY_HIDDEN = 16,   /* units that weigh them together */
  DL_STORY_CHIEF = 5,     /* names of an article that weigh most */
  DL_STORY_DAYS = 7       /* between the publication of two articles on one event */
};

#define DL_STORY_LEAST 0.90  /* the probability from which on a pair is one event, */
#define DL_STORY_LINKED 0.60 /* and one that the text itself links (claims: SAME), */
#define DL_STORY_BOUND 0.10  /* also between the same two countries; */
#define DL_STORY_TIED 0.65   /* the probability from which on a pair speaks for two entries being one event, */
#define DL_STORY_TIES 3      /* and how many such pairs are enough */

typedef struct dl_stories {
  dl_learned learned;              /* of features, by name, */
  float weight[DL_STORY_FEATURES]; /* and in the order of dl_story_features; all 0 where there is none, */
  float first[DL_STORY_FEATURES][DL_STORY_HIDDEN]; /* as are those that lead to the hidden layer, */
  const float *second;                             /* and from there [hidden] */
  dl_embedding rarity;                             /* of words: 512 x 256 places, two of each hash */
  dl_index words;                                  /* in lower case, those that tell events first; */
  dl_strings lemmas;                               /* the lemmas of these, */
  dl_embedding vectors;                            /* and what all mean */
  void *memory;
} dl_stories;

/* Without the section no two mentions are alike. */
int dl_stories_read(dl_stories *stories, const dl_model *model, dl_status *status);
void dl_stories_free(dl_stories *stories);

/* How rare a word is in the news: the logarithm of one in so many articles. */
double dl_story_rarity(const dl_stories *stories, uint32_t hash);

/* An article: words in the order of their hashes. As bytes (dl_story_pack) it is what a ledger keeps. */
typedef struct dl_story_text {
  uint32_t words[DL_STORY_WORDS]; /* hash << 8 | weight << 2 | at the head << 1 | a name */
  uint32_t count;
  float length, names;                    /* of the vector of weights; the rarity of all names */
  uint32_t head;                          /* words at the head */
  uint32_t chief[DL_STORY_CHIEF], chiefs; /* its names that weigh most, as in words */
  float name_length;                      /* of the vector of its names */
  int32_t day;                            /* of publication, in days since 1970; DL_STORY_UNDATED */
} dl_story_text;

#define DL_STORY_UNDATED INT32_MIN

void dl_story_read_text(const dl_stories *stories, dl_arena *scratch, const char *text, size_t size,
                        dl_story_text *story);
/* The same from the words that were kept; false if they are damaged. */
bool dl_story_unpack(const dl_stories *stories, const uint32_t *words, uint32_t count, dl_story_text *story);
/* A word of it as it is kept, or 0. */
uint32_t dl_story_word_in(const dl_story_text *story, uint32_t hash);
/* The hashes of its weightiest words. */
uint32_t dl_story_keys(const dl_story_text *story, uint32_t keys[DL_STORY_KEYS]);

/* "2022-11-02" -> days since 1970; DL_STORY_UNDATED for "". */
int32_t dl_story_day(const char *date);

typedef struct dl_story_bag {
  uint32_t *hashes; /* ascending, each once */
  uint32_t count;
  float weight, length; /* the sum of their rarities; the root of the sum of their squares */
} dl_story_bag;

typedef struct dl_story_mention {
  const char *category, *mode, *cameo, *object;  /* object: its class, "" */
  const char *actors, *recipients;               /* countries, three letters each, ascending */
  uint32_t word, stem;                           /* hashes of the word that tells it, and of its lemma */
  int32_t begin, end;                            /* days of the event; DL_STORY_UNDATED */
  bool told;                                     /* the text tells the days; they are not those of publication */
  dl_story_bag sentence, rare, numbers, parties; /* rare: the rarer words of the sentence */
  dl_story_bag near;                             /* names not far from the word that tells it */
  uint32_t before, behind;                       /* the last word of the nearest name on each side; 0: none */
  dl_story_meaning told_by, around, whole;       /* of the words that tell it, those around them, the sentence */
} dl_story_mention;

/* The fields of text are those of the ledger's rows; `parties` are the names of the parties, parted by spaces. Fills
 * what is counted from `trigger`, which begins at byte `at` of `evidence`, and `parties`. */
void dl_story_read_mention(const dl_stories *stories, dl_arena *arena, const char *trigger, const char *evidence,
                           size_t at, const char *parties, dl_story_mention *mention);

/* What two articles have in common; of one article with itself, `same` alone. */
typedef struct dl_story_pair {
  const dl_story_text *a, *b;
  bool same;
  float alike, names, share, heads; /* cosine; rarity of shared names, and its share; shared words of the heads */
  float chief[6];    /* of the one, three, five names that weigh most, the share that stands in the other: the less, */
  float held, named; /* the more; how much the two that weigh most weigh there; cosine of names */
} dl_story_pair;

void dl_story_compare(const dl_stories *stories, const dl_story_text *a, const dl_story_text *b, dl_story_pair *pair);

/* Do both tell what one state did to another, the same two? */
bool dl_story_same_sides(const dl_story_mention *a, const dl_story_mention *b);

/* Can they be one event? Days and countries must not contradict each other, and what is told must be alike. */
bool dl_story_possible(const dl_story_pair *pair, const dl_story_mention *a, const dl_story_mention *b);

/* The features of a pair (a of pair->a, b of pair->b), and its probability. */
void dl_story_features(const dl_stories *stories, const dl_story_pair *pair, const dl_story_mention *a,
                       const dl_story_mention *b, float features[DL_STORY_FEATURES]);
const char *dl_story_feature_name(uint32_t feature);
double dl_story_score(const dl_stories *stories, const float features[DL_STORY_FEATURES]);

#endif
