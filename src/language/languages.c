#include "language/languages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"

/* Weights in eighths of a nat: a word's is the logarithm of its share against that of any word of the language (1 in
 * 20,000). */
enum { UNITS = 8, ANY_WORD = 20, LETTER = 22, ENDING = 6 };

static int fail(const char *table, uint32_t line, const char *what, dl_status *status) {
  return dl_fail(status, DL_EDATA, "data/language/%s.tsv:%u: %s", table, line, what);
}

uint64_t dl_language_key(char kind, const char *bytes, size_t size) {
  uint64_t hash = (14695981039346656037u ^ (unsigned char)kind) * 1099511628211u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
  return hash ? hash : 1;
}

const language_slot *dl_languages_find(const dl_languages *l, uint64_t key) {
  for (uint32_t at = (uint32_t)(key ^ key >> 32) & l->slot_mask; l->slots[at].count; at = (at + 1) & l->slot_mask)
    if (l->slots[at].key == key) return &l->slots[at];
  return NULL;
}

const language_range *dl_languages_script(const dl_languages *l, uint32_t cp) {
  uint32_t low = 0, high = l->range_count;
  if (high == 0 || cp < l->ranges[0].first) return NULL;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (cp > l->ranges[middle].last)
      low = middle + 1;
    else
      high = middle;
  }
  return low < l->range_count && cp >= l->ranges[low].first ? &l->ranges[low] : NULL;
}

/* ---- building ---- */

static int language_index(const dl_languages *l, const char *code) {
  for (uint32_t i = 0; i < l->count; i++)
    if (strcmp(l->codes[i], code) == 0) return (int)i;
  return -1;
}

static uint32_t script_index(dl_languages *l, const char *name) {
  for (uint32_t i = 0; i < l->script_count; i++)
    if (strcmp(l->script_names[i], name) == 0) return i;
  if (l->script_count == DL_SCRIPTS) return 0;
  l->script_names[l->script_count] = name;
  l->script_language[l->script_count] = "und";
  return l->script_count++;
}

/* Calls `each` with every part of a cell that stands between spaces. */
typedef int (*part_taker)(dl_languages *l, int language, int weight, const char *part, size_t size);

static int each_part(dl_languages *l, int language, int weight, const char *cell, part_taker take) {
  int code = DL_OK;
  while (*cell && code == DL_OK) {
    size_t n = strcspn(cell, " ");
    if (n > 0) code = take(l, language, weight, cell, n);
    cell += n + (cell[n] == ' ');
  }
  return code;
}

static int add_entry(dl_languages *l, uint64_t key, int language, int weight) {
  if (l->entry_count == l->entry_capacity) {
    uint32_t more = l->entry_capacity ? 2 * l->entry_capacity : 8192;
    language_entry *entries = realloc(l->entries, more * sizeof *entries);
    if (!entries) return DL_EMEMORY;
    l->entries = entries;
    l->entry_capacity = more;
  }
  l->entries[l->entry_count++] = (language_entry){key, (uint16_t)language, (int16_t)weight};
  return DL_OK;
}

static int take_word(dl_languages *l, int language, int weight, const char *part, size_t size) {
  return add_entry(l, dl_language_key('w', part, size), language, weight);
}

static int take_ending(dl_languages *l, int language, int weight, const char *part, size_t size) {
  return add_entry(l, dl_language_key('e', part, size), language, weight);
}

static int take_letters(dl_languages *l, int language, int weight, const char *part, size_t size) {
  const char *end = part + size;
  int code = DL_OK;
  while (part < end && code == DL_OK) {
    uint32_t cp;
    unsigned n = dl_utf8_decode(part, end, &cp);
    code = add_entry(l, dl_language_key('l', part, n), language, weight);
    part += n;
  }
  return code;
}

static int take_script(dl_languages *l, int language, int weight, const char *part, size_t size) {
  (void)weight;
  for (uint32_t i = 0; i < l->script_count; i++)
    if (strlen(l->script_names[i]) == size && memcmp(l->script_names[i], part, size) == 0)
      l->scripts_of[language] |= 1ull << i;
  return DL_OK;
}

static int read_scripts(dl_languages *l, const dl_table *t, dl_status *status) {
  int first = dl_table_column(t, "first"), last = dl_table_column(t, "last"), weight = dl_table_column(t, "weight"),
      code = dl_table_column(t, "language");
  uint32_t rows = dl_table_rows(t);
  script_index(l, "Latn");
  if (first < 0 || last < 0 || weight < 0 || code < 0)
    return fail("scripts", 1, "columns 'first', 'last', 'weight' and 'language' are needed", status);
  if (rows > 4096 || !(l->ranges = calloc(rows + 1, sizeof *l->ranges)))
    return dl_fail(status, DL_EMEMORY, "out of memory");
  for (uint32_t i = 0; i < rows; i++) {
    uint32_t script = script_index(l, dl_table_cell(t, i, 0));
    l->script_language[script] = dl_table_cell(t, i, code);
    language_range r = {(uint32_t)strtoul(dl_table_cell(t, i, first), NULL, 16),
                        (uint32_t)strtoul(dl_table_cell(t, i, last), NULL, 16), (uint16_t)script,
                        (uint16_t)strtoul(dl_table_cell(t, i, weight), NULL, 10)};
    if (script == 0 || r.first < 0x80 || r.last < r.first)
      return fail("scripts", dl_table_line(t, i), "not a range of another script", status);
    uint32_t at = l->range_count++;
    for (; at > 0 && l->ranges[at - 1].first > r.first; at--) l->ranges[at] = l->ranges[at - 1];
    l->ranges[at] = r;
  }
  l->hani = script_index(l, "Hani");
  l->kana = script_index(l, "Kana");
  return DL_OK;
}

static int read_names(dl_languages *l, const dl_table *t, dl_status *status) {
  int script = dl_table_column(t, "script");
  uint32_t rows = dl_table_rows(t);
  if (script < 0) return fail("languages", 1, "a column 'script' is needed", status);
  if (rows > DL_LANGUAGES) return fail("languages", 1, "too many languages", status);
  for (uint32_t i = 0; i < rows; i++) {
    l->codes[l->count] = dl_table_cell(t, i, 0);
    each_part(l, (int)l->count++, 0, dl_table_cell(t, i, script), take_script);
  }
  int english = language_index(l, "en");
  if (english < 0) return fail("languages", 1, "there is no row 'en'", status);
  l->english = (uint32_t)english;
  l->names = t;
  return DL_OK;
}

static int read_list(dl_languages *l, const dl_model *model, const char *name, const char *column, int weight,
                     part_taker take, dl_status *status) {
  const char *path = name + strlen("language/");
  const dl_table *t = dl_model_table(model, name);
  int at = t ? dl_table_column(t, column) : -1, share = t ? dl_table_column(t, "share") : -1;
  for (uint32_t i = 0; at >= 0 && i < dl_table_rows(t); i++) {
    int language = language_index(l, dl_table_cell(t, i, 0)), worth = weight;
    if (language < 0) return fail(path, dl_table_line(t, i), "the language is not in languages.tsv", status);
    if (share >= 0) worth = (int)lround(UNITS * log(fmax(1.0, strtod(dl_table_cell(t, i, share), NULL)) * ANY_WORD));
    if (worth > INT16_MAX) return fail(path, dl_table_line(t, i), "the share is too great", status);
    if (each_part(l, language, worth, dl_table_cell(t, i, at), take) != DL_OK)
      return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  return DL_OK;
}

static int by_key(const void *a, const void *b) {
  const language_entry *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->language > y->language) - (x->language < y->language);
}

static int index_entries(dl_languages *l, dl_status *status) {
  uint32_t slots = 64;
  while (slots < 2 * l->entry_count) slots *= 2;
  if (!(l->slots = calloc(slots, sizeof *l->slots))) return dl_fail(status, DL_EMEMORY, "out of memory");
  l->slot_mask = slots - 1;
  if (l->entry_count) qsort(l->entries, l->entry_count, sizeof *l->entries, by_key);
  for (uint32_t i = 0, end; i < l->entry_count; i = end) {
    for (end = i + 1; end < l->entry_count && l->entries[end].key == l->entries[i].key;) end++;
    uint64_t key = l->entries[i].key;
    uint32_t at = (uint32_t)(key ^ key >> 32) & l->slot_mask;
    while (l->slots[at].count) at = (at + 1) & l->slot_mask;
    l->slots[at] = (language_slot){key, i, end - i};
  }
  return DL_OK;
}

int dl_languages_new(const dl_model *model, dl_languages **out, dl_status *status) {
  *out = NULL;
  const dl_table *names = dl_model_table(model, "language/languages"),
                 *scripts = dl_model_table(model, "language/scripts");
  if (!names || !scripts) return DL_OK;
  dl_languages *l = calloc(1, sizeof *l);
  if (!l) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = read_scripts(l, scripts, status);
  if (code == DL_OK) code = read_names(l, names, status);
  if (code == DL_OK) code = read_list(l, model, "language/words", "words", 0, take_word, status);
  if (code == DL_OK) code = read_list(l, model, "language/letters", "letters", LETTER, take_letters, status);
  if (code == DL_OK) code = read_list(l, model, "language/endings", "endings", ENDING, take_ending, status);
  if (code == DL_OK) code = index_entries(l, status);
  if (code != DL_OK) {
    dl_languages_free(l);
    return code;
  }
  *out = l;
  return DL_OK;
}

void dl_languages_free(dl_languages *l) {
  if (!l) return;
  free(l->ranges);
  free(l->entries);
  free(l->slots);
  free(l);
}

/* ---- codes ---- */

const char *dl_language_code(const dl_languages *l, dl_arena *arena, const char *stated) {
  const char *low = dl_utf8_fold(arena, stated, strlen(stated));
  low = dl_arena_strndup(arena, low, strcspn(low, "-_"));
  if (!low[0] || !strcmp(low, "und")) return "";
  int at = language_index(l, low), also = dl_table_column(l->names, "also");
  for (uint32_t i = 0; at < 0 && also >= 0 && i < l->count; i++)
    if (dl_cell_lists(dl_table_cell(l->names, i, also), low, strlen(low))) at = (int)i;
  return at >= 0 ? l->codes[at] : dl_arena_strndup(arena, stated, strlen(stated));
}
