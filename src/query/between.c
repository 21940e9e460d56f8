/* The two countries of a dyad, as they are asked for. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "query/query.h"

/* The code of a body with this name ("European Union"). */
static bool read_body(const char *key, const dl_model *model, char code[4]) {
  const dl_table *bodies = model ? dl_model_table(model, "actors/bodies") : NULL;
  for (uint32_t i = 0; bodies && i < dl_table_rows(bodies); i++) {
    if (strcasecmp(dl_table_cell(bodies, i, 1), key) != 0) continue;
    snprintf(code, 4, "%s", dl_table_cell(bodies, i, 0));
    return true;
  }
  return false;
}

/* A code of three letters, or the name of a country ("north korea", "Pyongyang") or body; false: neither. */
static bool read_side(const char *name, size_t size, const dl_model *model, char code[4]) {
  const dl_table *countries = model ? dl_model_table(model, "actors/countries") : NULL;
  char key[64];
  uint32_t first;
  if (size == 0 || size >= sizeof key) return false;
  for (size_t i = 0; i < size; i++) key[i] = (char)tolower((unsigned char)name[i]);
  key[size] = '\0';
  if (countries && dl_table_find(countries, key, &first) > 0) {
    snprintf(code, 4, "%s", dl_table_cell(countries, first, dl_table_column(countries, "code")));
    return true;
  }
  if (read_body(key, model, code)) return true;
  if (size != 3) return false;
  for (int i = 0; i < 3; i++)
    if (!dl_is_letter(key[i])) return false;
  for (int i = 0; i < 3; i++) code[i] = (char)toupper((unsigned char)key[i]);
  code[3] = '\0';
  return true;
}

int dl_query_between(const char *between, const dl_model *model, dl_query *query, dl_status *status) {
  const char *comma = strchr(between, ',');
  size_t size = comma ? (size_t)(comma - between) : 0;
  if (!comma || !read_side(between, size, model, query->between[0]) ||
      !read_side(comma + 1, strlen(comma + 1), model, query->between[1]))
    return dl_fail(status, DL_EUSAGE,
                   "--between is '%s': two countries, by code or name, as in RUS,PRK or 'Russia,North Korea'", between);
  if (strcmp(query->between[0], query->between[1]) == 0)
    return dl_fail(status, DL_EUSAGE, "--between is '%s': the two are the same", between);
  return DL_OK;
}
