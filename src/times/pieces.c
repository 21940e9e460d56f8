#include "times/pieces.h"

#include <string.h>

#include "base/chars.h"

/* Bytes of a hyphen, dash or slash at `at`, 0 for others. */
static size_t cut_at(const char *at) {
  if (*at == '-' || *at == '/') return 1;
  if (!strncmp(at, "\xe2\x80\x93", 3) || !strncmp(at, "\xe2\x80\x90", 3) || !strncmp(at, "\xe2\x80\x91", 3)) return 3;
  return 0;
}

static void read_number(dl_piece *piece) {
  const char *at = piece->lower;
  piece->number = -1;
  piece->suffix = "";
  if (*at == '\'' && dl_is_digit(at[1])) at++;
  if (!dl_is_digit(*at)) return;
  double value = 0, scale = 0;
  uint8_t digits = 0;
  for (; dl_is_digit(*at) || ((*at == ',' || *at == '.') && dl_is_digit(at[1])); at++) {
    if (*at == ',') {
      digits = 100;
      continue;
    }
    if (*at == '.') {
      scale = 1;
      digits = 100;
      continue;
    }
    value = value * 10 + (*at - '0');
    scale *= 10;
    if (digits < 100) digits++;
  }
  if (scale > 0) value /= scale;
  if (!strncmp(at, "\xc2\xbd", 2)) {
    value += 0.5;
    at += 2;
    digits = 100;
  } else if (!strncmp(at, "\xc2\xbc", 2)) {
    value += 0.25;
    at += 2;
    digits = 100;
  }
  piece->number = value;
  piece->digits = digits < 100 ? digits : 0;
  piece->suffix = at;
}

enum { SPLIT_SIZE = 64 }; /* bytes: what is longer holds no time and stays whole */

static void add_piece(dl_document *doc, dl_pieces *pieces, uint32_t token, size_t from, size_t size, size_t whole) {
  dl_piece *piece = DL_PUSH(doc->arena, pieces->items, pieces->count, pieces->capacity);
  const dl_token *of = &doc->tokens[token];
  bool same =
      whole == of->end - of->begin; /* lower may differ in length from the text where curly quotes were made straight */
  *piece = (dl_piece){.token = token};
  piece->begin = same ? of->begin + (uint32_t)from : of->begin;
  piece->end = same ? piece->begin + (uint32_t)size : of->end;
  piece->lower = size == whole ? of->lower : dl_arena_strndup(doc->arena, of->lower + from, size);
  read_number(piece);
}

static void split_token(dl_document *doc, dl_pieces *pieces, uint32_t token) {
  const char *lower = doc->tokens[token].lower;
  size_t size = strlen(lower), start = 0;
  for (size_t i = 0; i < size && size <= SPLIT_SIZE;) {
    size_t cut = cut_at(lower + i);
    if (!cut) {
      i++;
      continue;
    }
    if (i > start) add_piece(doc, pieces, token, start, i - start, size);
    add_piece(doc, pieces, token, i, cut, size);
    start = i += cut;
  }
  if (start < size) add_piece(doc, pieces, token, start, size - start, size);
}

/* ---- the table ---- */

/* FNV-1a of the first word of a key. */
static uint32_t begin_of(const char *key) {
  uint32_t hash = 2166136261u;
  for (; *key && *key != ' '; key++) hash = (hash ^ (unsigned char)*key) * 16777619u;
  return (hash ^ hash >> 15) % DL_TIME_BEGINS;
}

/* The small word that a piece is; those of one hash stand behind each other. */
static dl_glue glue_of(const dl_time_words *words, const char *lower) {
  for (unsigned glue = words->glue[begin_of(lower)]; glue; glue = words->glue_after[glue])
    if (!strcmp(lower, dl_glue_text((dl_glue)glue))) return (dl_glue)glue;
  return DL_GLUE_NONE;
}

void dl_time_words_open(dl_time_words *words, const dl_table *table) {
  uint32_t rows = dl_table_rows(table);
  words->table = table;
  for (unsigned glue = DL_GLUE_COUNT; --glue > 0;) {
    uint8_t *first = &words->glue[begin_of(dl_glue_text((dl_glue)glue))];
    words->glue_after[glue] = *first;
    *first = (uint8_t)glue;
  }
  for (uint32_t row = 0; row < rows; row++) {
    const char *key = dl_table_cell(table, row, 0);
    uint8_t count = 1, *longest = &words->longest[begin_of(key)];
    for (const char *at = key; *at; at++) count += *at == ' ';
    if (count > *longest) *longest = count;
  }
}

/* ---- pieces ---- */

/* The row's classes go to piece `at`; a longer row of a class replaces a shorter one. */
static void add_rows(const dl_time_words *words, dl_piece *piece, const char *key, uint8_t length) {
  uint32_t first = 0, rows = dl_table_find(words->table, key, &first);
  for (uint32_t row = first; row < first + rows; row++) {
    int class = dl_time_class(words, row);
    if (class < 0) continue;
    piece->value[class] = dl_table_cell(words->table, row, 2);
    piece->length[class] = length;
  }
}

void dl_time_pieces(const dl_time_words *words, dl_document *doc, uint32_t first, uint32_t count, dl_pieces *pieces) {
  pieces->count = 0;
  for (uint32_t i = first; i < first + count; i++) split_token(doc, pieces, i);
  for (uint32_t i = 0; i < pieces->count; i++) {
    char key[96];
    size_t size = 0;
    uint32_t longest = words->longest[begin_of(pieces->items[i].lower)];
    pieces->items[i].glue = (uint8_t)glue_of(words, pieces->items[i].lower);
    for (uint32_t n = 0; n < longest && i + n < pieces->count; n++) {
      size_t more = strlen(pieces->items[i + n].lower);
      if (size + more + 2 > sizeof key) break;
      if (n) key[size++] = ' ';
      memcpy(key + size, pieces->items[i + n].lower, more + 1);
      size += more;
      add_rows(words, &pieces->items[i], key, (uint8_t)(n + 1));
    }
  }
}
