/* What words mean, as numbers: how like each other are two words that tell an event, or two sentences about one.
 *
 * Each word of models/stories.bin has a unit vector (train/meanings.py: a pretrained network's, drawn together where
 * WordNet has two words as synonyms or of one family). What several words mean is their sum, each as heavy as the
 * caller says. A meaning is kept in bytes, so that many mentions fit in memory; nothing here owns memory.
 */
#ifndef DL_STORIES_MEANING_H
#define DL_STORIES_MEANING_H

#include <stddef.h>
#include <stdint.h>

struct dl_stories;

enum { DL_STORY_MEANING = 64 }; /* numbers, at most */

typedef struct dl_story_meaning {
  int8_t at[DL_STORY_MEANING]; /* the greatest is 127 or -127 */
  float length;                /* 0: none of the words is known */
} dl_story_meaning;

/* The number of a word, in whatever letters, among those that are known; -1. */
int32_t dl_story_known(const struct dl_stories *stories, const char *word, size_t size);

/* Adds `weight` times what the known word means. */
void dl_story_meaning_add(const struct dl_stories *stories, int32_t known, float weight, float sum[DL_STORY_MEANING]);
void dl_story_meaning_close(const float sum[DL_STORY_MEANING], dl_story_meaning *meaning);

/* Cosine; 0 where one is not known. */
float dl_story_meanings_alike(const dl_story_meaning *a, const dl_story_meaning *b);

#endif
