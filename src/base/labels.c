#include "base/labels.h"

#include <string.h>

#define TEXT(name, text) text,

static const char *const upos_names[] = {DL_UPOS_LIST(TEXT)}, *const tag_names[] = {DL_TAG_LIST(TEXT)},
                         *const deprel_names[] = {DL_REL_LIST(TEXT) DL_SUBTYPE_LIST(TEXT)},
                         *const feature_names[] = {DL_FEATURE_LIST(TEXT)}, *const word_names[] = {DL_WORD_LIST(TEXT)},
                         *const mark_names[] = {DL_MARK_LIST(TEXT)}, *const mode_names[] = {DL_MODE_LIST(TEXT)};

enum { WORDS = sizeof word_names / sizeof *word_names, MARKS = DL_WORD_COUNT - WORDS };

_Static_assert(DL_TAG_COUNT <= 64 && DL_DEPREL_COUNT <= 64 && DL_WORD_COUNT <= 64 && DL_MODE_COUNT <= 64,
               "sets of labels have 64 bits");

static const char *name_of(const char *const *names, unsigned count, unsigned i) {
  return i < count ? names[i] : "";
}

/* The number of a name, `count` for none. */
static unsigned number_of(const char *const *names, unsigned count, const char *name) {
  unsigned i = 0;
  while (i < count && strcmp(names[i], name) != 0) i++;
  return i;
}

const char *dl_upos_name(unsigned i) {
  return name_of(upos_names, DL_UPOS_COUNT, i);
}
const char *dl_tag_name(unsigned i) {
  return name_of(tag_names, DL_TAG_COUNT, i);
}
const char *dl_deprel_name(unsigned i) {
  return name_of(deprel_names, DL_DEPREL_COUNT, i);
}
const char *dl_mode_name(unsigned i) {
  return name_of(mode_names, DL_MODE_COUNT, i);
}

unsigned dl_upos_parse(const char *name) {
  return number_of(upos_names, DL_UPOS_COUNT, name) % DL_UPOS_COUNT; /* DL_X is 0 */
}
unsigned dl_tag_parse(const char *name) {
  return number_of(tag_names, DL_TAG_COUNT, name);
}
unsigned dl_deprel_parse(const char *name) {
  return number_of(deprel_names, DL_DEPREL_COUNT, name);
}
unsigned dl_mode_parse(const char *name) {
  return number_of(mode_names, DL_MODE_COUNT, name);
}

unsigned dl_rel_of(unsigned deprel) {
  if (deprel < DL_REL_COUNT) return deprel;
  const char *name = dl_deprel_name(deprel);
  size_t size = strcspn(name, ":");
  for (unsigned i = 0; i < DL_REL_COUNT; i++)
    if (strlen(deprel_names[i]) == size && !memcmp(deprel_names[i], name, size)) return i;
  return DL_REL_DEP;
}

unsigned dl_features_parse(const char *feats) {
  unsigned found = 0;
  for (unsigned i = 0; i < DL_FEATURE_COUNT; i++) found |= (unsigned)(strstr(feats, feature_names[i]) != NULL) << i;
  return found;
}

unsigned dl_word_of(const char *form, const char *lower) {
  unsigned mark = number_of(mark_names, MARKS, form);
  return mark < MARKS ? WORDS + mark : number_of(word_names, WORDS, lower) % WORDS;
}
