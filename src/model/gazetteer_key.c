#include <string.h>
#include <utf8proc.h>

#include "base/chars.h"
#include "model/gazetteer.h"

typedef struct writer {
  char *out;
  size_t size;
  bool full;
} writer;

static void put(writer *w, char c) {
  if (w->size + 1 >= DL_PLACE_KEY)
    w->full = true;
  else
    w->out[w->size++] = c;
}

/* A code point without accents, in lower case. */
static void put_point(writer *w, utf8proc_int32_t point) {
  utf8proc_int32_t parts[8];
  int last = 0;
  utf8proc_ssize_t n =
      utf8proc_decompose_char(point, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &last);
  for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
    utf8proc_category_t category = utf8proc_category(parts[i]);
    utf8proc_uint8_t bytes[4];
    if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_LM) continue;
    utf8proc_ssize_t size = utf8proc_encode_char(parts[i], bytes);
    for (utf8proc_ssize_t k = 0; k < size; k++) put(w, (char)bytes[k]);
  }
}

static bool is_dropped(utf8proc_int32_t point) {
  return point == '\'' || point == '.' || point == '`' || point == '"' || point == 0x2018 || point == 0x2019 ||
         point == 0x2bb || point == 0x2bc || point == 0x2be || point == 0x2bf || point == 0xb4;
}

static bool is_blank(utf8proc_int32_t point) {
  return point == ' ' || point == '\t' || point == '\n' || point == '\r' || point == '-' || point == 0xa0 ||
         point == '_' || point == 0x2010 || point == 0x2011 || point == 0x2013 || point == ',' || point == '/';
}

/* Writes the key's last word out where it is short for another. */
static void spell_out(writer *w, size_t word, bool last) {
  static const struct {
    const char *brief, *whole;
    bool last;
  } all[] = {{"st", "saint", false}, {"ste", "sainte", false}, {"mt", "mount", false},
             {"ft", "fort", false},  {"co", "county", true},   {"twp", "township", true}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    size_t n = strlen(all[i].brief);
    if (w->size - word != n || memcmp(w->out + word, all[i].brief, n) != 0) continue;
    if (all[i].last ? !last || word == 0 : last) return;
    w->size = word;
    for (const char *c = all[i].whole; *c; c++) put(w, *c);
    return;
  }
}

bool dl_place_key(const char *name, char key[DL_PLACE_KEY]) {
  writer w = {.out = key};
  size_t n = strlen(name), word = 0;
  while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == '-')) n--;
  if (n > 2 && !memcmp(name + n - 2, "'s", 2)) n -= 2;
  if (n > 4 && !memcmp(name + n - 4, "\xe2\x80\x99s", 4)) n -= 4;
  if (n > 4 && (!memcmp(name, "the ", 4) || !memcmp(name, "The ", 4) || !memcmp(name, "THE ", 4))) name += 4, n -= 4;
  for (size_t i = 0; i < n && !w.full;) {
    utf8proc_int32_t point = (unsigned char)name[i];
    utf8proc_ssize_t step = 1;
    if (point >= 0x80) step = utf8proc_iterate((const utf8proc_uint8_t *)name + i, (utf8proc_ssize_t)(n - i), &point);
    if (step <= 0) return false;
    i += (size_t)step;
    if (is_dropped(point)) continue;
    if (is_blank(point)) {
      if (w.size == word) continue;
      spell_out(&w, word, false);
      put(&w, ' ');
      word = w.size;
    } else if (point < 0x80) {
      put(&w, dl_is_upper(point) ? (char)(point + 32) : (char)point);
    } else {
      put_point(&w, point);
    }
  }
  if (w.size > word)
    spell_out(&w, word, true);
  else if (w.size > 0)
    w.size--;
  key[w.size] = '\0';
  return w.size > 0 && !w.full;
}
