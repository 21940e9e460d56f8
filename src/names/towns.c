/* Towns and the lands they lie in: "Tampa Florida", "BOGOTA, Colombia", "TROY, N.C.". */
#include <string.h>

#include "names/labels.h"
#include "names/names.h"

enum { KEY = 128, WORDS = 9, LAND = 3, TOWN = 4 }; /* words of a name, of a land and of a town in "town, land" */

/* Is "ca" the division "US.CA.037" or "US.CA"? */
static bool is_short_for(const char *land, const char *admin) {
  const char *dot = strchr(admin, '.');
  return dot && strlen(land) == 2 && strcspn(dot + 1, ".") == 2 && land[0] - 'a' == dot[1] - 'A' &&
         land[1] - 'a' == dot[2] - 'A';
}

/* Can a place lie in such a one of its country: a state, or for what is no division itself its division? */
static bool can_hold(const dl_toponym *land, const dl_toponym *t) {
  if (land->row == t->row || land->country != t->country) return false;
  bool division = land->kind == DL_PLACE_DIVISION && land->first == t->first;
  return dl_is_state_feature(land->feature) || (division && t->kind != DL_PLACE_DIVISION);
}

/* Is there a town of the left key, or a first division, in a country or a first division of the right one? */
static bool lies_in(const dl_labels *l, const char *town, const char *land) {
  const uint64_t inside =
      DL_SET(DL_PLACE_DIVISION) | DL_SET(DL_PLACE_COUNTY) | DL_SET(DL_PLACE_TOWN) | DL_SET(DL_PLACE_DISTRICT);
  dl_toponym towns[DL_TOPONYMS], lands[DL_TOPONYMS];
  uint32_t n = town[0] && town[1] ? dl_gazetteer_find(&l->gazetteer, town, towns, DL_TOPONYMS) : 0;
  uint32_t m = n ? dl_gazetteer_find(&l->gazetteer, land, lands, DL_TOPONYMS) : 0;
  for (uint32_t i = 0; i < n; i++) {
    if (!dl_in(towns[i].kind, inside)) continue;
    if (is_short_for(land, towns[i].admin)) return true;
    for (uint32_t k = 0; k < m; k++)
      if (can_hold(&lands[k], &towns[i])) return true;
  }
  return false;
}

/* Are the words before `cut` a town, and those behind it the land that it lies in? */
static bool parts_pair(const dl_labels *l, const dl_document *doc, uint32_t first, uint32_t cut, uint32_t end) {
  char town[KEY], land[KEY];
  return dl_starts_upper(&doc->tokens[cut]) && dl_name_key(doc, first, cut, false, town, sizeof town) &&
         dl_name_key(doc, cut, end, false, land, sizeof land) && lies_in(l, town, land);
}

/* "Tampa Florida": where the land begins, 0 for no such pair. */
static uint32_t land_of(const dl_labels *l, const dl_document *doc, uint32_t first, uint32_t end) {
  char whole[KEY];
  if (end - first > WORDS || !dl_name_key(doc, first, end, false, whole, sizeof whole)) return 0;
  if (dl_gazetteer_has(&l->gazetteer, whole)) return 0;
  for (uint32_t cut = first + 1; cut + 1 < end; cut++) /* "BOGOTA, Colombia" */
    if (doc->tokens[cut].word == DL_WORD_COMMA) return cut;
  for (uint32_t cut = first + 1; cut < end; cut++)
    if (parts_pair(l, doc, first, cut, end)) return cut;
  return 0;
}

static void part_labels(const dl_labels *l, dl_document *doc) {
  for (uint32_t i = 0, end; i < doc->token_count; i = end) {
    unsigned kind = dl_label_kind(&doc->tokens[i]);
    end = dl_label_end(doc, i);
    uint32_t cut = kind == DL_PLACE_LABEL && end - i > 1 ? land_of(l, doc, i, end) : 0;
    if (cut) dl_label_set(doc, cut, end, DL_PLACE_LABEL);
    if (cut && doc->tokens[cut].upos == DL_PUNCT) {
      dl_label_set(doc, cut, cut + 1, 0);
      dl_label_set(doc, cut + 1, end, DL_PLACE_LABEL);
    }
  }
}

/* Does a label reach over the border before `token`? */
static bool is_cut(const dl_document *doc, uint32_t token) {
  unsigned kind = token < doc->token_count ? dl_label_kind(&doc->tokens[token]) : 0;
  return kind && doc->tokens[token].ner == kind * 2;
}

/* Are the words, whose edge that no label is to cross is at one of their ends, in capitals? They become the key. */
static bool can_be_place(const dl_document *doc, uint32_t first, uint32_t end, uint32_t edge, char key[KEY]) {
  return dl_all_upper(doc, first, end) && !is_cut(doc, edge) && dl_name_key(doc, first, end, false, key, KEY);
}

/* Words of the land at `at`, in which the town before the comma lies; 0 for none. */
static uint32_t land_behind(const dl_labels *l, const dl_document *doc, const char *town, uint32_t at) {
  char land[KEY];
  for (uint32_t size = LAND; size > 0; size--) {
    uint32_t end = at + size;
    if (end > doc->token_count || doc->tokens[end - 1].sentence != doc->tokens[at].sentence) continue;
    if (can_be_place(doc, at, end, end, land) && lies_in(l, town, land)) return size;
  }
  return 0;
}

/* A comma between two words with capitals, at which no label goes on? */
static bool may_join(const dl_document *doc, uint32_t comma) {
  const dl_token *t = &doc->tokens[comma];
  if (strcmp(t->form, ",") != 0 || !dl_starts_upper(t + 1) || !dl_starts_upper(t - 1)) return false;
  return t[1].sentence == t->sentence && t[-1].sentence == t->sentence && !is_cut(doc, comma);
}

/* The longest town before the comma that lies in what stands behind it. */
static void join_pair(const dl_labels *l, dl_document *doc, uint32_t comma) {
  uint32_t words = comma - doc->sentences[doc->tokens[comma].sentence].first;
  char town[KEY];
  for (uint32_t n = words < TOWN ? words : TOWN; n > 0; n--) {
    uint32_t first = comma - n;
    uint32_t size = can_be_place(doc, first, comma, first, town) ? land_behind(l, doc, town, comma + 1) : 0;
    if (size == 0) continue;
    dl_label_set(doc, first, comma, DL_PLACE_LABEL);
    dl_label_set(doc, comma + 1, comma + 1 + size, DL_PLACE_LABEL);
    return;
  }
}

/* "town, land": both are places where the gazetteer has the town in the land. */
static void join_pairs(const dl_labels *l, dl_document *doc) {
  for (uint32_t comma = 1; comma + 1 < doc->token_count; comma++)
    if (may_join(doc, comma)) join_pair(l, doc, comma);
}

/* What a dateline begins with is no person: "TROY, N.C. (AP) -". */
static void free_dateline(dl_document *doc) {
  uint32_t first = dl_token_from(doc, doc->dateline.begin);
  if (doc->dateline.end <= doc->dateline.begin || first == doc->token_count) return;
  if (dl_label_kind(&doc->tokens[first]) != DL_PERSON_LABEL) return;
  uint32_t end = first;
  while (end < doc->token_count && doc->tokens[end].end <= doc->dateline.end) end++;
  dl_label_set(doc, first, dl_label_end(doc, first), 0);
  if (end > first) dl_label_set(doc, first, end, DL_PLACE_LABEL);
}

void dl_part_places(const dl_labels *labels, dl_document *doc) {
  if (!labels->gazetteer.bytes) return;
  free_dateline(doc);
  part_labels(labels, doc);
  join_pairs(labels, doc);
}
