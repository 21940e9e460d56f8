/* The names of a document that are places, and the gazetteer's places of each. */
#include <math.h>
#include <string.h>

#include "base/chars.h"
#include "places/work.h"

enum {
  NAMES = 8,
  LOOKS = 64,
  WEIGHT = 6
}; /* different names and mentions of an entity; the most one counts for others */

/* ---- words beside a name ---- */

static const char *kind_word(const dl_placer *p, const char *word) {
  uint32_t row;
  return p->kinds && dl_table_find(p->kinds, word, &row) ? dl_table_cell(p->kinds, row, p->kind_column) : "";
}

static int hint_of(const char *word) {
  static const char *const words[DL_PLACE_KINDS] = {"state", "division", "county", "town", "", "site", "water", "land"};
  for (int k = 0; *word && k < DL_PLACE_KINDS; k++)
    if (!strcmp(words[k], word)) return k;
  return -1;
}

static bool is_direction(const dl_placer *p, const char *word) {
  static const char *const parts[] = {"downtown", "greater", "upstate"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!strcmp(parts[i], word)) return true;
  uint32_t row, count = p->pronouns ? dl_table_find(p->pronouns, word, &row) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (!strcmp(dl_table_cell(p->pronouns, row + i, p->class_column), "direction")) return true;
  return false;
}

/* "Idlib province", "the Syrian city of Aleppo", "the town of Troy". */
static int hint_beside(const dl_place_work *work, const dl_mention *m) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[m->head].sentence];
  uint32_t end = s->first + s->count, at = m->end_token;
  if (at < end && !dl_is_upper(doc->tokens[at].form[0])) {
    int hint = hint_of(kind_word(work->placer, doc->tokens[at].lower));
    if (hint >= 0) return hint;
  }
  at = m->first_token;
  if (at > s->first && doc->tokens[at - 1].word == DL_WORD_THE) at--;
  if (at > s->first && doc->tokens[at - 1].word == DL_WORD_OF) at--;
  return at > s->first ? hint_of(kind_word(work->placer, doc->tokens[at - 1].lower)) : -1;
}

/* ---- looking up ---- */

static bool has_option(const dl_spot *spot, uint32_t row) {
  for (uint32_t i = 0; i < spot->count; i++)
    if (spot->options[i].place.row == row) return true;
  return false;
}

static void add_options(dl_place_work *work, dl_spot *spot, const char *name) {
  dl_toponym found[DL_TOPONYMS];
  uint32_t n = dl_gazetteer_find(&work->placer->gazetteer, name, found, DL_TOPONYMS);
  if (n == 0) return;
  dl_spot_option *options = dl_arena_alloc(work->doc->arena, (spot->count + n) * sizeof *options);
  if (spot->count) memcpy(options, spot->options, spot->count * sizeof *options);
  spot->options = options;
  for (uint32_t i = 0; i < n; i++) {
    if (has_option(spot, found[i].row)) continue;
    double lat = found[i].lat * M_PI / 180, lon = found[i].lon * M_PI / 180;
    dl_spot_option *o = &options[spot->count++];
    *o = (dl_spot_option){.place = found[i], .kind = found[i].kind};
    o->point[0] = (float)(cos(lat) * cos(lon));
    o->point[1] = (float)(cos(lat) * sin(lon));
    o->point[2] = (float)sin(lat);
  }
}

/* Keeps the options of the kind that a word tells: no town for "Farallon Islands". */
static void keep_kind(dl_spot *spot, int hint) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < spot->count; i++)
    if (spot->options[i].kind == hint || (hint == DL_PLACE_REGION && spot->options[i].kind == DL_PLACE_DIVISION))
      spot->options[kept++] = spot->options[i];
  spot->count = kept;
}

/* Where the words from `first` on are the name of a place that the document tells of otherwise ("Ludlow Town Hall"
 * beside "Ludlow"), or a county ("Henderson County Jail"): the end of that name, else `first`. */
static uint32_t inner_name(const dl_place_work *work, uint32_t first, uint32_t end) {
  const dl_document *doc = work->doc;
  for (uint32_t at = end - 1; at > first; at--) {
    if (at > first + 1 && !strcmp(doc->tokens[at - 1].lower, "county")) return at;
    uint32_t size = doc->tokens[at - 1].end - doc->tokens[first].begin;
    if (dl_map_get(&work->names, doc->text + doc->tokens[first].begin, size)) return at;
  }
  return first;
}

/* The words of a name that are left. */
typedef struct piece {
  uint32_t first, end;
  int keep; /* the kind that its options must have, -1: any */
} piece;

/* Takes off one word, or two, that do not belong to the name; false where there are none such. */
static bool strip_word(const dl_place_work *work, dl_spot *spot, piece *name, bool whole) {
  const dl_token *first = &work->doc->tokens[name->first], *last = &work->doc->tokens[name->end - 1];
  bool longer = name->end - name->first > 2;
  int right = hint_of(kind_word(work->placer, last->lower)), left = hint_of(kind_word(work->placer, first->lower));
  name->keep = -1;
  if (last->word == DL_WORD_OWNS) {
    name->end--;
  } else if (first->word == DL_WORD_THE || is_direction(work->placer, first->lower)) {
    name->first++;
  } else if (longer && left >= 0 && first[1].word == DL_WORD_OF) {
    spot->hint = (int8_t)left;
    name->first += 2;
  } else if (right >= 0 && right != DL_PLACE_SITE) {
    spot->hint = (int8_t)right;
    if (right == DL_PLACE_WATER || right == DL_PLACE_REGION) name->keep = right;
    name->end--;
  } else if (whole && longer && is_direction(work->placer, last->lower)) {
    name->end--;
  } else {
    return false;
  }
  return true;
}

/* Tries the name without what does not belong to it: "eastern Aleppo", "Idlib province", "City of Troy". */
static void strip(dl_place_work *work, dl_spot *spot, const dl_mention *m) {
  const dl_document *doc = work->doc;
  piece name = {m->first_token, m->end_token, -1};
  const char *whole = doc->tokens[name.first].form;
  if (strchr("DRI", whole[0]) && whole[1] == '-' && whole[2]) { /* "D-N.J." */
    spot->name = dl_document_slice(doc, doc->tokens[name.first].begin + 2, doc->tokens[name.end - 1].end);
    add_options(work, spot, spot->name);
  }
  for (int step = 0; step < 3 && spot->count == 0 && name.end - name.first > 1; step++) {
    if (!strip_word(work, spot, &name, step == 0)) return;
    spot->stripped = true;
    spot->name = dl_document_slice(doc, doc->tokens[name.first].begin, doc->tokens[name.end - 1].end);
    add_options(work, spot, spot->name);
    if (name.keep >= 0) keep_kind(spot, name.keep);
  }
}

/* A facility that is called by the place it is in: "Ludlow Town Hall". */
static void look_inside(dl_place_work *work, dl_spot *spot, const dl_mention *m) {
  const dl_document *doc = work->doc;
  uint32_t end = inner_name(work, m->first_token, m->end_token);
  if (end == m->first_token) return;
  spot->name = dl_document_slice(doc, doc->tokens[m->first_token].begin, doc->tokens[end - 1].end);
  spot->stripped = spot->inside = true;
  add_options(work, spot, spot->name);
}

typedef struct spelling {
  const dl_mention *mention;
  uint32_t times;
} spelling;

static bool same_text(const dl_document *doc, const dl_mention *a, const dl_mention *b) {
  return a->end - a->begin == b->end - b->begin &&
         !memcmp(doc->text + a->begin, doc->text + b->begin, a->end - a->begin);
}

/* The names by which an entity is called, the most frequent first. */
static uint32_t spellings_of(const dl_document *doc, const dl_entity *e, spelling *out, uint32_t *mentions) {
  uint32_t count = 0;
  *mentions = 0;
  for (uint32_t i = 0; i < e->mention_count && i < LOOKS; i++) {
    const dl_mention *m = &doc->mentions[e->mentions[i]];
    if (m->form != DL_NAM) continue;
    ++*mentions;
    uint32_t k = 0;
    while (k < count && !same_text(doc, out[k].mention, m)) k++;
    if (k == NAMES) continue;
    if (k == count) out[count++] = (spelling){m, 0};
    out[k].times++;
  }
  for (uint32_t i = 1; i < count; i++)
    for (uint32_t k = i; k > 0 && out[k].times > out[k - 1].times; k--) {
      spelling swap = out[k];
      out[k] = out[k - 1];
      out[k - 1] = swap;
    }
  return count;
}

/* Is the name one of a state or its people, not only of its capital or government? */
static bool is_state_name(const dl_placer *p, const char *name) {
  char key[DL_PLACE_KEY];
  if (!strncasecmp(name, "the ", 4)) name += 4;
  dl_copy_small(key, name, strnlen(name, sizeof key - 1));
  uint32_t row, count = p->countries ? dl_table_find(p->countries, key, &row) : 0;
  for (uint32_t i = 0; i < count; i++) {
    const char *kind = dl_table_cell(p->countries, row + i, p->country_kind);
    if (!strcmp(kind, "name") || !strcmp(kind, "demonym")) return true;
  }
  return false;
}

static bool is_state(const dl_entity *e) {
  return e->country && e->code == e->country;
}

/* Options by the first of the names that has some; as it stands, without what does not belong to it, or by a place that
 * it begins with. */
static void find_options(dl_place_work *work, dl_spot *spot, const spelling *names, uint32_t count) {
  for (uint32_t i = 0; i < count && spot->count == 0; i++) {
    spot->name = dl_document_slice(work->doc, names[i].mention->begin, names[i].mention->end);
    add_options(work, spot, spot->name);
  }
  for (uint32_t i = 0; i < count && spot->count == 0; i++) strip(work, spot, names[i].mention);
  for (uint32_t i = 0; i < count && spot->count == 0; i++) look_inside(work, spot, names[i].mention);
}

/* Is one of the names that of a state? */
static bool names_state(const dl_place_work *work, const spelling *names, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (is_state_name(work->placer, dl_document_slice(work->doc, names[i].mention->begin, names[i].mention->end)))
      return true;
  return false;
}

static void add_spot(dl_place_work *work, uint32_t entity) {
  dl_document *doc = work->doc;
  const dl_entity *e = &doc->entities[entity];
  spelling names[NAMES];
  dl_spot spot = {.entity = entity, .name = e->name, .hint = -1};
  uint32_t count = spellings_of(doc, e, names, &spot.mentions);
  if (spot.mentions == 0) return;
  if (e->type != DL_NORP) find_options(work, &spot, names, count);
  if ((e->type == DL_NORP || e->type == DL_GPE) && is_state(e) && names_state(work, names, count))
    add_options(work, &spot, dl_arena_printf(doc->arena, "=%s", DL_CODE_TEXT(e->country)));
  for (uint32_t i = 0; i < count && spot.hint < 0; i++) spot.hint = (int8_t)hint_beside(work, names[i].mention);
  if (spot.count == 0) return;
  spot.weight = (float)(spot.mentions < WEIGHT ? spot.mentions : WEIGHT);
  work->spot_of[entity] = (int32_t)work->count;
  *DL_PUSH(doc->arena, work->spots, work->count, work->capacity) = spot;
}

/* The names of all places, for facilities that are called by them. */
static void list_names(dl_place_work *work) {
  dl_document *doc = work->doc;
  work->names.arena = doc->arena;
  for (uint32_t i = 0; i < doc->mention_count; i++) {
    const dl_mention *m = &doc->mentions[i];
    uint8_t type = doc->entities[m->entity].type;
    if (m->form == DL_NAM && (type == DL_GPE || type == DL_LOC))
      *dl_map_put(&work->names, doc->text + m->begin, m->end - m->begin) = 1;
  }
}

void dl_place_candidates(dl_place_work *work) {
  dl_document *doc = work->doc;
  list_names(work);
  work->spot_of = dl_arena_alloc(doc->arena, (doc->entity_count + 1) * sizeof *work->spot_of);
  work->dateline = -1;
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    const dl_entity *e = &doc->entities[i];
    bool place = dl_in(e->type, DL_SET(DL_GPE) | DL_SET(DL_LOC) | DL_SET(DL_FAC));
    work->spot_of[i] = -1;
    if (place || (e->type == DL_NORP && is_state(e))) add_spot(work, i);
    if (work->spot_of[i] < 0 || work->dateline >= 0) continue;
    const dl_mention *m = &doc->mentions[e->mentions[0]];
    if (m->begin >= doc->dateline.begin && m->begin < doc->dateline.end) work->dateline = work->spot_of[i];
  }
}
