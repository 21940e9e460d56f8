#include "events/scores.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/labels.h"

/* The first row of `key` whose column `name` holds `value` (or any, when value is NULL); false if none. */
static bool find_row(const dl_table *table, const char *key, int column, const char *value, uint32_t *row) {
  uint32_t first, count = dl_table_find(table, key, &first);
  for (uint32_t i = first; i < first + count; i++)
    if (column < 0 || !value || !strcmp(dl_table_cell(table, i, column), value)) {
      *row = i;
      return true;
    }
  return false;
}

static double number(const dl_table *table, uint32_t row, const char *name) {
  int column = dl_table_column(table, name);
  return column < 0 ? 0 : strtod(dl_table_cell(table, row, column), NULL);
}

double dl_goldstein(const dl_model *model, const char *cameo) {
  const dl_table *table = model ? dl_model_table(model, "lexicon/cameo") : NULL;
  char key[8];
  uint32_t row;
  if (!table) return 0;
  for (size_t len = strnlen(cameo, sizeof key - 1); len >= 2; len--) {
    memcpy(key, cameo, len);
    key[len] = '\0';
    if (find_row(table, key, -1, NULL, &row)) return number(table, row, "goldstein");
  }
  return 0;
}

double dl_plover_score(const dl_model *model, const char *category, unsigned mode) {
  const dl_table *table = model ? dl_model_table(model, "lexicon/plover") : NULL;
  uint32_t row;
  if (!table || !*category) return 0;
  int column = dl_table_column(table, "mode");
  if (find_row(table, category, column, dl_mode_name(mode), &row) || find_row(table, category, column, "", &row) ||
      find_row(table, category, -1, NULL, &row))
    return number(table, row, "score");
  return 0;
}

const char *dl_quad(const dl_model *model, const char *category) {
  const dl_table *table = model ? dl_model_table(model, "lexicon/plover") : NULL;
  uint32_t row;
  if (!table || !*category || !find_row(table, category, -1, NULL, &row)) return "";
  int column = dl_table_column(table, "quad");
  return column < 0 ? "" : dl_table_cell(table, row, column);
}
