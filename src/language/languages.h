/* The tables of data/language/ as language.c asks them: scripts by code point, words, endings and letters by hash.
 *
 * A key is the FNV-1a hash, 64 bits, of a kind ('w' word, 'e' ending, 'l' letter) and the folded bytes; two words of
 * one hash among some thousands are not to be feared. Built when the data file is opened (half a millisecond),
 * immutable, shared by all threads.
 */
#ifndef DL_LANGUAGE_LANGUAGES_H
#define DL_LANGUAGE_LANGUAGES_H

#include "language/language.h"

typedef struct language_entry {
  uint64_t key;
  uint16_t language; /* index into codes */
  int16_t weight;
} language_entry;

typedef struct language_slot {
  uint64_t key;
  uint32_t first, count; /* entries; count 0: a free slot */
} language_slot;

typedef struct language_range {
  uint32_t first, last; /* code points, both within */
  uint16_t script, weight;
} language_range;

struct dl_languages {
  const dl_table *names; /* language/languages */
  const char *codes[DL_LANGUAGES];
  uint64_t scripts_of[DL_LANGUAGES]; /* a bit a script */
  uint32_t count, english;
  const char *script_names[DL_SCRIPTS], *script_language[DL_SCRIPTS];
  uint32_t script_count, hani, kana;
  language_range *ranges; /* sorted */
  uint32_t range_count;
  language_entry *entries; /* sorted by key */
  uint32_t entry_count, entry_capacity;
  language_slot *slots;
  uint32_t slot_mask;
};

uint64_t dl_language_key(char kind, const char *bytes, size_t size);
/* NULL for a key that no language has. */
const language_slot *dl_languages_find(const dl_languages *languages, uint64_t key);
/* NULL for Latin letters and for what has no script. */
const language_range *dl_languages_script(const dl_languages *languages, uint32_t cp);

#endif
