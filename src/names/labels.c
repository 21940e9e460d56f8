#include "names/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "names/names.h"

enum { KINDS = 4, PERSON = 1, PLACE = DL_PLACE_LABEL, ORGANIZATION = 3, WORDS = 9 };
enum {
  CAP = 4 * DL_NAME_ODD,
  SURE = 12 * DL_NAME_ODD
}; /* the most that other mentions weigh against one; what an acronym's long form is worth */

int dl_labels_open(const dl_model *model, dl_labels *out, dl_status *status) {
  *out = (dl_labels){.endings = dl_model_table(model, "tokens/domains"),
                     .countries = dl_model_table(model, "actors/countries"),
                     .organizations = dl_model_table(model, "actors/organizations"),
                     .additions = dl_model_table(model, "actors/additions"),
                     .others = dl_model_table(model, "actors/others"),
                     .nouns = dl_model_table(model, "actors/pronouns")};
  const dl_wanted all[] = {{out->endings, "kind", &out->ending_kind},
                           {out->countries, "kind", &out->country_kind},
                           {out->additions, "kind", &out->addition_kind},
                           {out->nouns, "class", &out->noun_class}};
  int code = dl_columns_find(all, sizeof all / sizeof *all, status);
  return code == DL_OK ? dl_gazetteer_open(model, &out->gazetteer, status) : code;
}

/* ---- spans of labels ---- */

unsigned dl_label_kind(const dl_token *token) {
  return (token->ner + 1u) / 2;
}

uint32_t dl_label_end(const dl_document *doc, uint32_t first) {
  uint32_t end = first + 1, inside = dl_label_kind(&doc->tokens[first]) * 2;
  while (inside && end < doc->token_count && doc->tokens[end].ner == inside &&
         doc->tokens[end].sentence == doc->tokens[first].sentence)
    end++;
  return end;
}

void dl_label_set(dl_document *doc, uint32_t first, uint32_t end, unsigned kind) {
  for (uint32_t i = first; i < end; i++)
    doc->tokens[i].ner = (uint8_t)(kind == 0 ? DL_NER_O : i == first ? kind * 2 - 1 : kind * 2);
}

/* ---- addresses ---- */

static bool is_address(const dl_labels *l, const char *lower) {
  const char *at = strchr(lower, '@'), *dot = strrchr(lower, '.');
  if ((at && dot && dot > at) || strstr(lower, "://") || strncmp(lower, "www.", 4) == 0) return true;
  uint32_t row;
  return dot && l->endings && dl_table_find(l->endings, dot + 1, &row) &&
         strcmp(dl_table_cell(l->endings, row, l->ending_kind), "file") == 0;
}

static void drop_addresses(const dl_labels *l, dl_document *doc) {
  for (uint32_t i = 0; i < doc->token_count; i++) {
    dl_token *t = &doc->tokens[i];
    if (t->ner == DL_NER_O || !is_address(l, t->lower)) continue;
    uint32_t end = dl_label_end(doc, i);
    dl_label_set(doc, i + 1, end, dl_label_kind(t));
    t->ner = DL_NER_O;
  }
}

/* ---- edges ---- */

/* A word with which no name begins or, at its end, ends: "Townsend ,", "Dan I". */
static bool is_edge(const dl_token *t, bool end) {
  if (t->upos == DL_PUNCT) return !end || !strchr(".')!", t->form[0]);
  return dl_in(t->upos, DL_UPOSES(PRON, AUX, CCONJ, SCONJ)) || (end && t->upos == DL_ADP);
}

static void trim_edges(dl_document *doc) {
  for (uint32_t i = 0, end; i < doc->token_count; i = end) {
    unsigned kind = dl_label_kind(&doc->tokens[i]);
    end = dl_label_end(doc, i);
    if (!kind) continue;
    uint32_t first = i, last = end;
    while (first < last && is_edge(&doc->tokens[first], false)) first++;
    while (last > first && is_edge(&doc->tokens[last - 1], true)) last--;
    if (first == i && last == end) continue;
    dl_label_set(doc, i, end, 0);
    dl_label_set(doc, first, last, kind);
  }
}

/* ---- one name, one kind ---- */

/* A mention of a name, labelled or not, or something else that speaks for its kind. */
typedef struct sight {
  dl_token *words;
  uint32_t size;
  int32_t odds[KINDS];
  uint8_t kind; /* as labelled */
  bool mention;
} sight;

/* All sights of one name: sights[first .. end). */
typedef struct name {
  uint32_t first, end;
  int32_t odds[KINDS]; /* of all its sights and of longer names of which it is a part */
} name;

typedef struct settling {
  dl_document *doc;
  sight *sights;
  name *names;
  uint32_t count, capacity, name_count, name_capacity;
} settling;

static sight *add_sight(settling *s, uint32_t first, uint32_t size, unsigned kind) {
  sight *x = DL_PUSH(s->doc->arena, s->sights, s->count, s->capacity);
  *x = (sight){.words = s->doc->tokens + first, .size = size, .kind = (uint8_t)kind, .mention = true};
  for (int k = 0; k < KINDS; k++) {
    for (uint32_t i = 0; i < size; i++) x->odds[k] += x->words[i].odds[k];
    x->odds[k] /= (int32_t)size;
  }
  return x;
}

/* It is an organisation, whatever the network made of it. */
static void make_sure(sight *x) {
  for (int k = 0; k < KINDS; k++) x->odds[k] = k == ORGANIZATION ? 0 : -SURE;
}

/* The capitals that the words of a name begin with; how many. */
static size_t capitals_of(const dl_document *doc, uint32_t first, uint32_t end, char *capitals, size_t size) {
  size_t n = 0;
  for (uint32_t i = first; i < end; i++) {
    char c = doc->tokens[i].form[0];
    if (dl_is_upper(c) && n + 1 < size) capitals[n++] = c;
  }
  capitals[n] = '\0';
  return n;
}

/* One word in brackets behind a name? */
static bool is_bracketed(const dl_document *doc, uint32_t end) {
  return end + 2 < doc->token_count && doc->tokens[end].word == DL_WORD_OPEN_BRACKET &&
         doc->tokens[end + 2].word == DL_WORD_CLOSE_BRACKET;
}

/* The acronym of the capitals of a name is the one word in brackets behind it: a sight of that word as an organisation.
 */
static void see_acronym(settling *s, uint32_t first, uint32_t end) {
  const dl_document *doc = s->doc;
  char capitals[16];
  if (end - first < 2 || !is_bracketed(doc, end)) return;
  if (capitals_of(doc, first, end, capitals, sizeof capitals) < 2) return;
  if (strcmp(capitals, doc->tokens[end + 1].form) != 0) return;
  sight *x = add_sight(s, end + 1, 1, ORGANIZATION);
  x->mention = false;
  make_sure(x);
}

/* A word of a name that no label covers. */
static bool is_unlabelled(const dl_token *t) {
  return t->ner == DL_NER_O && t->upos == DL_PROPN && dl_starts_upper(t);
}

static bool is_body_noun(const dl_labels *l, const dl_token *t) {
  return t->upos == DL_NOUN && (dl_noun_classes_in(l->nouns, l->noun_class, t->lower) & DL_BODY_NOUNS);
}

/* The end of the words without a label that name what the noun before them is: "the firm Kvist Marine"; or `first`. */
static uint32_t apposed_end(const dl_labels *l, const dl_document *doc, uint32_t first) {
  const dl_token *tokens = doc->tokens;
  uint32_t end = first, sentence = tokens[first].sentence;
  if (first == 0 || tokens[first - 1].sentence != sentence || !is_body_noun(l, &tokens[first - 1])) return first;
  while (end < doc->token_count && end - first < WORDS && tokens[end].sentence == sentence &&
         is_unlabelled(&tokens[end]))
    end++;
  if (end == first) return first;
  int32_t head = (int32_t)dl_span_head(doc, first, end);
  return dl_head_by(doc, head, DL_RELS(APPOS, FLAT)) == (int32_t)first - 1 ? end : first;
}

static void see_labels(const dl_labels *l, settling *s) {
  dl_document *doc = s->doc;
  for (uint32_t i = 0, end; i < doc->token_count; i = end) {
    unsigned kind = dl_label_kind(&doc->tokens[i]);
    uint32_t apposed = kind ? i : apposed_end(l, doc, i);
    if (apposed > i) {
      dl_label_set(doc, i, apposed, ORGANIZATION);
      make_sure(add_sight(s, i, apposed - i, ORGANIZATION));
      end = apposed;
      continue;
    }
    end = dl_label_end(doc, i);
    if (kind) add_sight(s, i, end - i, kind);
    if (kind == ORGANIZATION) see_acronym(s, i, end);
  }
}

/* Word by word; of names that begin alike the longer one first. Forms are told apart by case. */
static int compare_words(const dl_token *a, uint32_t a_size, const dl_token *b, uint32_t b_size) {
  for (uint32_t i = 0; i < a_size && i < b_size; i++) {
    int c = strcmp(a[i].form, b[i].form);
    if (c != 0) return c;
  }
  return a_size > b_size ? -1 : a_size < b_size;
}

static int by_words(const void *a, const void *b) {
  const sight *x = a, *y = b;
  int c = compare_words(x->words, x->size, y->words, y->size);
  if (c != 0) return c;
  if (x->words != y->words) return x->words < y->words ? -1 : 1;
  return (int)x->mention - (int)y->mention;
}

/* Names of the sights, in their order. */
static void make_names(settling *s) {
  if (s->count > 1) qsort(s->sights, s->count, sizeof *s->sights, by_words);
  s->names = NULL;
  s->name_count = s->name_capacity = 0;
  name *n = NULL;
  for (uint32_t i = 0; i < s->count; i++) {
    const sight *x = &s->sights[i], *y = n ? &s->sights[n->first] : NULL;
    if (!y || compare_words(x->words, x->size, y->words, y->size) != 0) {
      n = DL_PUSH(s->doc->arena, s->names, s->name_count, s->name_capacity);
      *n = (name){.first = i};
    }
    n->end = i + 1;
    for (int k = 0; k < KINDS; k++) n->odds[k] += x->odds[k];
  }
}

/* The name of these words, NULL where there is none. */
static name *find_name(const settling *s, const dl_token *words, uint32_t size) {
  uint32_t low = 0, high = s->name_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    const sight *x = &s->sights[s->names[middle].first];
    int c = compare_words(x->words, x->size, words, size);
    if (c == 0) return &s->names[middle];
    if (c < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static bool is_free(const dl_token *words, uint32_t size, const dl_token *end) {
  if ((size_t)(end - words) < size) return false;
  for (uint32_t i = 0; i < size; i++)
    if (words[i].ner != DL_NER_O || words[i].sentence != words->sentence) return false;
  return true;
}

/* The words of the longest known name that stands here without a label, 0 for none. */
static uint32_t unlabelled(const settling *s, const dl_token *at, const dl_token *end) {
  uint32_t size = WORDS;
  while (size > 0 && !(is_free(at, size, end) && find_name(s, at, size))) size--;
  return size;
}

static void see_unlabelled(settling *s) {
  const dl_document *doc = s->doc;
  for (uint32_t i = 0, size; i < doc->token_count; i += size ? size : 1) {
    const dl_token *t = &doc->tokens[i];
    size = t->ner == DL_NER_O && dl_starts_upper(t) ? unlabelled(s, t, doc->tokens + doc->token_count) : 0;
    if (size) add_sight(s, i, size, 0);
  }
}

static unsigned best_kind(const int32_t *odds) {
  unsigned best = 0;
  for (unsigned k = 1; k < KINDS; k++)
    if (odds[k] > odds[best]) best = k;
  return best;
}

/* What speaks for a person of several names speaks for the last of them, and by half for the first, where that stands
 * alone. */
static void share_names(settling *s) {
  for (uint32_t n = 0; n < s->name_count; n++) {
    const name *full = &s->names[n];
    const sight *x = &s->sights[full->first];
    if (x->size < 2 || best_kind(full->odds) != PERSON) continue;
    name *last = find_name(s, x->words + x->size - 1, 1), *first = find_name(s, x->words, 1);
    for (int k = 0; k < KINDS; k++) {
      if (last) last->odds[k] += full->odds[k] - full->odds[PERSON];
      if (first) first->odds[k] += (full->odds[k] - full->odds[PERSON]) / 2;
    }
  }
}

/* A sight's kind by what it shows itself and, up to CAP, by what the name's other sights show. */
static unsigned settled_kind(const name *n, const sight *x) {
  int32_t others[KINDS], odds[KINDS];
  for (int k = 0; k < KINDS; k++) others[k] = n->odds[k] - x->odds[k];
  int32_t most = others[best_kind(others)];
  for (int k = 0; k < KINDS; k++) odds[k] = x->odds[k] + (others[k] - most > -CAP ? others[k] - most : -CAP);
  return best_kind(odds);
}

/* Do all rows of the key say so in the column, by its first letters? */
static bool all_rows(const dl_table *table, const char *key, int column, const char *start) {
  uint32_t row = 0, count = table ? dl_table_find(table, key, &row) : 0;
  for (uint32_t r = row; r < row + count; r++)
    if (strncmp(dl_table_cell(table, r, column), start, strlen(start)) != 0) return false;
  return count > 0;
}

/* What the tables know of the key: *kind, and how much it weighs; 0 where they know nothing. A people is no name, nor
 * is a feast. */
static int32_t known_kind(const dl_labels *l, const char *key, unsigned *kind) {
  *kind = 0;
  if (all_rows(l->countries, key, l->country_kind, "demonym") || all_rows(l->additions, key, l->addition_kind, "ETH") ||
      all_rows(l->others, key, 0, ""))
    return 3 * DL_NAME_ODD;
  *kind = PERSON;
  if (all_rows(l->additions, key, l->addition_kind, "PER")) return 2 * DL_NAME_ODD;
  *kind = PLACE;
  if (all_rows(l->countries, key, l->country_kind, "")) return DL_NAME_ODD;
  *kind = ORGANIZATION;
  return all_rows(l->organizations, key, 0, "") || all_rows(l->additions, key, 0, "") ? 2 * DL_NAME_ODD : 0;
}

/* Weighs what the tables know into every sight of a name. */
static void ask_tables(const dl_labels *l, settling *s) {
  char key[128];
  for (uint32_t n = 0; n < s->name_count; n++) {
    name *x = &s->names[n];
    uint32_t first = (uint32_t)(s->sights[x->first].words - s->doc->tokens);
    unsigned kind = 0;
    bool asks = dl_name_key(s->doc, first, first + s->sights[x->first].size, false, key, sizeof key);
    int32_t weight = asks ? known_kind(l, key, &kind) : 0;
    for (int k = 0; weight > 0 && k < KINDS; k++) {
      if (k == (int)kind) continue;
      for (uint32_t i = x->first; i < x->end; i++) s->sights[i].odds[k] -= weight;
      x->odds[k] -= weight * (int32_t)(x->end - x->first);
    }
  }
}

static void agree(const dl_labels *l, dl_document *doc) {
  settling s = {.doc = doc};
  see_labels(l, &s);
  if (s.count == 0) return;
  make_names(&s);
  see_unlabelled(&s);
  make_names(&s);
  ask_tables(l, &s);
  share_names(&s);
  for (uint32_t n = 0; n < s.name_count; n++) {
    for (uint32_t i = s.names[n].first; i < s.names[n].end; i++) {
      const sight *x = &s.sights[i];
      unsigned kind = settled_kind(&s.names[n], x);
      uint32_t first = (uint32_t)(x->words - doc->tokens);
      if (x->mention && kind != x->kind) dl_label_set(doc, first, first + x->size, kind);
    }
  }
}

void dl_settle_labels(const dl_labels *labels, dl_document *doc) {
  drop_addresses(labels, doc);
  trim_edges(doc);
  agree(labels, doc);
}
