#include "network/features.h"

#include <string.h>
#include <utf8proc.h>

#include "base/chars.h"
#include "base/utf8.h"

enum { WORD_CAP = 240 }; /* bytes of a word that are read */

/* A word in the forms that are hashed, with the offset of each code point. */
typedef struct word {
  char plain[WORD_CAP + 8], lower[WORD_CAP + 8], shape[WORD_CAP + 8];
  uint32_t plain_size, lower_size, shape_size;
  uint16_t starts[WORD_CAP + 8]; /* of code points in lower */
  uint32_t length;               /* code points */
} word;

/* A curly quote, a dash or an ellipsis as plain characters; else NULL. */
static const char *plain_form(uint32_t cp) {
  switch (cp) {
    case 0x2018:
    case 0x2019:
      return "'";
    case 0x201C:
    case 0x201D:
      return "\"";
    case 0x2013:
    case 0x2014:
      return "-";
    case 0x2026:
      return "...";
    default:
      return NULL;
  }
}

static void add_shape(word *w, uint32_t cp) {
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
  char c = 0;
  if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT)
    c = 'X';
  else if (category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LM || category == UTF8PROC_CATEGORY_LO)
    c = 'x';
  else if (category == UTF8PROC_CATEGORY_ND)
    c = 'd';
  if (!c) {
    w->shape_size += dl_utf8_encode(cp, w->shape + w->shape_size);
    return;
  }
  const char *last = w->shape + w->shape_size - 3;
  if (w->shape_size >= 3 && last[0] == c && last[1] == c && last[2] == c) return;
  w->shape[w->shape_size++] = c;
}

static void add_point(word *w, uint32_t cp) {
  uint32_t low = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
  if (dl_is_digit(low)) low = '0';
  w->starts[w->length++] = (uint16_t)w->lower_size;
  w->plain_size += dl_utf8_encode(cp, w->plain + w->plain_size);
  w->lower_size += dl_utf8_encode(low, w->lower + w->lower_size);
  add_shape(w, cp);
}

static void read_word(const char *form, word *w) {
  w->plain_size = w->lower_size = w->shape_size = w->length = 0;
  const char *at = form, *end = form + strlen(form);
  while (at < end && w->plain_size < WORD_CAP - 8 && w->lower_size < WORD_CAP - 8 && w->shape_size < WORD_CAP - 8) {
    uint32_t cp = (unsigned char)*at;
    at += cp < 0x80 ? 1 : dl_utf8_decode(at, end, &cp);
    const char *plain = cp < 0x80 ? NULL : plain_form(cp);
    if (!plain)
      add_point(w, cp);
    else
      for (; *plain; plain++) add_point(w, (unsigned char)*plain);
  }
  w->starts[w->length] = (uint16_t)w->lower_size;
}

static uint32_t hash(const char *salt, const char *bytes, size_t size) {
  uint32_t h = 2166136261u;
  for (; *salt; salt++) h = (h ^ (unsigned char)*salt) * 16777619u;
  for (size_t i = 0; i < size; i++) h = (h ^ (unsigned char)bytes[i]) * 16777619u;
  return h;
}

/* Where the run of letters and digits at `at` ends; a mark is a run of its own. */
static const char *part_end(const char *at, const char *end) {
  bool first = true;
  for (const char *next = at; next < end; at = next, first = false) {
    uint32_t cp = (unsigned char)*at;
    next = at + (cp < 0x80 ? 1 : dl_utf8_decode(at, end, &cp));
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    bool letter = (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
                  (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
    if (!letter) return first ? next : at;
  }
  return at;
}

/* The longest piece that the bytes at .. end begin with, "##" before those that do not begin a part; its size, 0 where
 * there is none. */
static size_t longest_piece(const dl_network *net, const char *at, const char *end, bool inside, uint32_t *number) {
  char key[WORD_CAP + 16] = "##";
  size_t left = (size_t)(end - at), before = inside ? 2 : 0,
         most = net->pieces.longest > before ? net->pieces.longest - before : 0;
  memcpy(key + before, at, left);
  for (size_t size = left < most ? left : most; size > 0; size--) {
    if (size < left && ((unsigned char)at[size] & 0xC0) == 0x80) continue; /* amid a code point */
    int32_t found = dl_index_find(&net->pieces, key, before + size);
    if (found < 0) continue;
    *number = (uint32_t)found;
    return size;
  }
  return 0;
}

/* Word pieces as train/features.py cuts them (Wu et al. 2016). */
static void cut_pieces(const dl_network *net, const word *w, dl_features *out) {
  const char *end = w->plain + w->plain_size, *stop;
  uint32_t taken = 0; /* with those that no piece fits */
  for (const char *part = w->plain; part < end; part = stop) {
    stop = part_end(part, end);
    for (const char *at = part; at < stop && taken < DL_PIECES; taken++) {
      size_t size = longest_piece(net, at, stop, at > part, &out->piece[out->piece_count]);
      if (size > 0) out->piece_count++;
      at = size > 0 ? at + size : stop;
    }
  }
}

static uint32_t number_of(const dl_network *net, const word *w) {
  int32_t number = dl_index_find(&net->vocabulary, w->lower, w->lower_size);
  return number > 0 ? (uint32_t)number : 0;
}

uint32_t dl_word_number(const dl_network *net, const char *form) {
  word w;
  read_word(form, &w);
  return number_of(net, &w);
}

static void word_features(const dl_network *net, const char *form, dl_features *out) {
  word w;
  read_word(form, &w);
  static const char *const prefix[3] = {"p1", "p2", "p3"}, *const suffix[4] = {"s1", "s2", "s3", "s4"};
  for (uint32_t n = 1; n <= 3; n++)
    out->affix[n - 1] = hash(prefix[n - 1], w.lower, w.starts[n < w.length ? n : w.length]) % net->affix.rows;
  for (uint32_t n = 1; n <= 4; n++) {
    uint32_t start = w.starts[n < w.length ? w.length - n : 0];
    out->affix[2 + n] = hash(suffix[n - 1], w.lower + start, w.lower_size - start) % net->affix.rows;
  }
  out->affix[7] = hash("w", w.lower, w.lower_size) % net->affix.rows;
  out->shape = hash("sh", w.shape, w.shape_size) % net->shape.rows;
  out->word = number_of(net, &w);
  out->piece_count = 0;
  if (out->word == 0) cut_pieces(net, &w, out);
}

static bool has_lower(const char *form) {
  for (const char *end = form + strlen(form); form < end;) {
    uint32_t cp = (unsigned char)*form;
    form += cp < 0x80 ? 1 : dl_utf8_decode(form, end, &cp);
    if (cp < 0x80 ? dl_is_small(cp) : dl_utf8_is_lower(cp)) return true;
  }
  return false;
}

void dl_features_of(const dl_network *net, const dl_document *doc, uint32_t first, uint32_t count, dl_features *out) {
  bool capitals = true;
  for (uint32_t i = 0; i < count && capitals; i++) capitals = !has_lower(doc->tokens[first + i].form);
  uint32_t inside = 0; /* words of the current multiword token that are still to come */
  for (uint32_t i = 0; i < count; i++) {
    const dl_token *t = &doc->tokens[first + i];
    word_features(net, t->form, &out[i]);
    bool within = inside > 0;
    if (within)
      inside--;
    else if (t->multi > 0)
      inside = t->multi - 1;
    bool space = i == 0 || (!within && t[-1].space_after);
    out[i].flags[0] = i == 0;
    out[i].flags[1] = capitals;
    out[i].flags[2] = space;
    out[i].flags[3] = within;
  }
}
