/* The words of a text as numbers, by which articles and mentions are held against each other.
 *
 * A word is a run of letters and digits, in lower case, cut down to its stem by a few endings of English, and hashed to
 * 24 bits; what it weighs is how rare it is in the news (stories.h). No dictionary and no tree is asked, so that what a
 * ledger holds can be read again from its text alone.
 */
#ifndef DL_STORIES_WORDS_H
#define DL_STORIES_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct dl_story_word {
  size_t begin, end; /* bytes */
  uint32_t hash;     /* of its stem, 24 bits */
  bool capital;      /* it begins with a capital letter */
  bool number;       /* it begins with a digit */
} dl_story_word;

/* The next word at or behind *at, which goes to its end; false where there is none. */
bool dl_story_next_word(const char *text, size_t size, size_t *at, dl_story_word *word);

/* The hash of the stem of a word that stands alone. */
uint32_t dl_story_stem(const char *word, size_t size);

#endif
