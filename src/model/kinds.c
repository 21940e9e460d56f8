#include "model/kinds.h"

#include <string.h>

#include "model/compiled.h"

#define TEXT(name, text) text,
static const char *const senses[] = {DL_SENSE_LIST(TEXT) NULL};
static const char *const measures[] = {DL_MEASURE_LIST(TEXT) NULL};
static const char *const uses[] = {DL_USE_LIST(TEXT) NULL};
static const char *const numbers[] = {DL_NUMBER_LIST(TEXT) NULL};
static const char *const aims[] = {DL_AIM_LIST(TEXT) NULL};
static const char *const scopes[] = {DL_SCOPE_LIST(TEXT) NULL};
static const char *const nouns[] = {DL_NOUN_LIST(TEXT) NULL};
static const char *const times[] = {DL_W_LIST(TEXT) NULL};

static const struct {
  const char *name;
  const char *const *names;
} lists[] = {{"sense", senses}, {"measure", measures}, {"use", uses},   {"number", numbers},
             {"aim", aims},     {"scope", scopes},     {"noun", nouns}, {"time", times}};

int dl_kinds_find(const char *list, size_t size) {
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    if (strlen(lists[i].name) == size && memcmp(lists[i].name, list, size) == 0) return (int)i;
  return -1;
}

const char *const *dl_kinds_names(int list) {
  return lists[list].names;
}

unsigned dl_kind_number(int list, const char *name) {
  const char *const *names = lists[list].names;
  for (unsigned i = 0; names[i]; i++)
    if (strcmp(names[i], name) == 0) return i + 1;
  return 0;
}

const char *dl_measure_name(unsigned measure) {
  return measure > 0 && measure < sizeof measures / sizeof *measures ? measures[measure - 1] : "";
}

bool dl_kind_find(const dl_table *table, const char *key, unsigned kind, uint32_t *row) {
  uint32_t first, count = table ? dl_table_find(table, key, &first) : 0;
  for (uint32_t i = first; count && i < first + count; i++) {
    if (dl_table_code(table, i, 1) != kind) continue;
    if (row) *row = i;
    return true;
  }
  return false;
}
