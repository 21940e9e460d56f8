#include "places/places.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES = 3, KEY = 128, NEAR = 64 };

enum {
  NAME = 1,
  COUNTRY,
  LAT,
  LON,
  GEONAMES,
  FEATURE,
  POPULATION,
  ADMIN
}; /* columns; checked when the tables are opened */

struct dl_gazetteer {
  const dl_table *tables[TABLES];
};

typedef struct candidate {
  const dl_table *table;
  uint32_t row;
} candidate;

/* How often the document tells of each of some names. */
typedef struct tally {
  struct {
    const char *name;
    uint32_t count;
  } items[NEAR];
  uint32_t count, total;
} tally;

/* The countries and first-order divisions that the document tells of. */
typedef struct context {
  tally countries, admins;
} context;

int dl_gazetteer_new(const dl_model *model, dl_gazetteer **gazetteer, dl_status *status) {
  static const char *const names[TABLES] = {"places/lands", "places/cities", "places/regions"};
  *gazetteer = NULL;
  dl_gazetteer *made = calloc(1, sizeof *made);
  if (!made) return dl_fail(status, DL_EMEMORY, "out of memory");
  for (unsigned i = 0; i < TABLES; i++) {
    made->tables[i] = dl_model_table(model, names[i]);
    if (!made->tables[i] || dl_table_column(made->tables[i], "admin") == ADMIN) continue;
    free(made);
    return dl_fail(status, DL_EDATA, "table %s has not the columns of a gazetteer", names[i]);
  }
  *gazetteer = made;
  return DL_OK;
}

void dl_gazetteer_free(dl_gazetteer *gazetteer) {
  free(gazetteer);
}

/* Lower case, one blank between words, without "the" before and "'s" behind. false where the name is too long for a
 * place. */
static bool make_key(const char *name, char key[KEY]) {
  size_t size = 0;
  if (!strncmp(name, "the ", 4) || !strncmp(name, "The ", 4)) name += 4;
  for (; *name; name++) {
    if (size + 2 >= KEY) return false;
    unsigned char c = (unsigned char)*name;
    if (isspace(c)) {
      if (size && key[size - 1] != ' ') key[size++] = ' ';
    } else {
      key[size++] = (char)tolower(c);
    }
  }
  while (size && key[size - 1] == ' ') size--;
  if (size > 2 && !strncmp(key + size - 2, "'s", 2)) size -= 2;
  key[size] = '\0';
  return size > 0;
}

static const char *cell(const candidate *c, int column) {
  return dl_table_cell(c->table, c->row, column);
}

static void add_times(tally *known, const char *name, uint32_t times) {
  known->total += times;
  for (uint32_t i = 0; i < known->count; i++)
    if (!strcmp(known->items[i].name, name)) {
      known->items[i].count += times;
      return;
    }
  if (known->count == NEAR) return;
  known->items[known->count].name = name;
  known->items[known->count++].count = times;
}

static double share(const tally *known, const char *name) {
  for (uint32_t i = 0; i < known->count; i++)
    if (!strcmp(known->items[i].name, name)) return (double)known->items[i].count / known->total;
  return 0;
}

/* Is `key` a name of the country or division that the candidate lies in? */
static bool lies_in(const dl_gazetteer *gazetteer, const candidate *place, const char *key) {
  const dl_table *lands = gazetteer->tables[0];
  uint32_t first = 0, rows = lands ? dl_table_find(lands, key, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++) {
    const char *admin = dl_table_cell(lands, row, ADMIN);
    bool country = !*admin && !strcmp(dl_table_cell(lands, row, COUNTRY), cell(place, COUNTRY));
    if (country ? strcmp(cell(place, FEATURE), "PCLI") != 0
                : *admin && !strcmp(admin, cell(place, ADMIN)) && strcmp(cell(place, FEATURE), "ADM1"))
      return true;
  }
  return false;
}

/* "Paris, Texas", "Goma in Congo", "Aleppo (Syria)": the name right behind the mention, as a key. */
static bool name_behind(const dl_document *doc, const dl_mention *mention, char key[KEY]) {
  uint32_t at = mention->end_token, end = doc->token_count;
  if (at >= end || doc->tokens[at].sentence != doc->tokens[mention->head].sentence) return false;
  const char *joint = doc->tokens[at].lower;
  if (strcmp(joint, ",") && strcmp(joint, "(") && strcmp(joint, "in")) return false;
  at++;
  if (at < end && !strcmp(doc->tokens[at].lower, "the")) at++;
  uint32_t from = at;
  while (at < end && at < from + 4 && doc->tokens[at].upos == DL_PROPN) at++;
  if (at == from) return false;
  return make_key(dl_document_slice(doc, doc->tokens[from].begin, doc->tokens[at - 1].end), key);
}

static double score(const dl_gazetteer *gazetteer, const dl_document *doc, const dl_entity *entity,
                    const context *known, const candidate *c) {
  const char *feature = cell(c, FEATURE), *country = cell(c, COUNTRY);
  double value = log10(atof(cell(c, POPULATION)) + 1000);
  bool land = !strncmp(feature, "PCL", 3);
  if (land) value += 2.5;
  if (!strcmp(feature, "PPLC")) value += 1.5;
  if (!strncmp(feature, "ADM", 3)) value -= 0.5;
  if (!land) value += 4 * share(&known->countries, country) + 2 * share(&known->admins, cell(c, ADMIN));
  if (!strcmp(entity->country, country)) value += land ? 2 : 0.5;
  for (uint32_t i = 0; i < entity->mention_count; i++) {
    char key[KEY];
    const dl_mention *mention = &doc->mentions[entity->mentions[i]];
    if (mention->form == DL_NAM && name_behind(doc, mention, key) && lies_in(gazetteer, c, key)) return value + 8;
  }
  return value;
}

static void look_up(const dl_gazetteer *gazetteer, const dl_document *doc, const dl_entity *entity,
                    const context *known, const char *name, candidate *best, double *best_score) {
  char key[KEY];
  if (!make_key(name, key)) return;
  for (unsigned t = 0; t < TABLES; t++) {
    uint32_t first = 0, rows = gazetteer->tables[t] ? dl_table_find(gazetteer->tables[t], key, &first) : 0;
    for (uint32_t row = first; row < first + rows; row++) {
      candidate c = {gazetteer->tables[t], row};
      double value = score(gazetteer, doc, entity, known, &c);
      if (!best->table || value > *best_score) {
        *best = c;
        *best_score = value;
      }
    }
  }
}

/* The best entry for the name by which the entity is most often called, so that "Mexico" is not taken for Mexico City.
 */
static void resolve(const dl_gazetteer *gazetteer, dl_document *doc, dl_entity *entity, context *known, bool learn) {
  candidate best = {0};
  double best_score = 0;
  uint32_t best_times = 0;
  for (uint32_t i = 0; i < entity->mention_count && i < NEAR; i++) {
    const dl_mention *mention = &doc->mentions[entity->mentions[i]];
    if (mention->form != DL_NAM) continue;
    uint32_t times = 0;
    for (uint32_t j = 0; j < entity->mention_count && j < NEAR; j++) {
      const dl_mention *other = &doc->mentions[entity->mentions[j]];
      times += other->end - other->begin == mention->end - mention->begin &&
               !memcmp(doc->text + other->begin, doc->text + mention->begin, mention->end - mention->begin);
    }
    if (times <= best_times) continue;
    candidate found = {0};
    double found_score = 0;
    look_up(gazetteer, doc, entity, known, dl_document_slice(doc, mention->begin, mention->end), &found, &found_score);
    if (!found.table) continue;
    best = found;
    best_times = times;
  }
  if (!best.table) look_up(gazetteer, doc, entity, known, entity->name, &best, &best_score);
  if (!best.table) return;
  dl_place *place = dl_arena_alloc(doc->arena, sizeof *place);
  place->name = cell(&best, NAME);
  place->country = cell(&best, COUNTRY);
  place->lat = atof(cell(&best, LAT));
  place->lon = atof(cell(&best, LON));
  place->geonames = (uint32_t)strtoul(cell(&best, GEONAMES), NULL, 10);
  place->feature = cell(&best, FEATURE);
  entity->place = place;
  if (!learn) return;
  if (!*entity->country && strlen(place->country) == 3)
    add_times(&known->countries, place->country, entity->mention_count);
  if (*cell(&best, ADMIN)) add_times(&known->admins, cell(&best, ADMIN), entity->mention_count);
}

int dl_find_places(const dl_gazetteer *gazetteer, dl_document *doc, dl_status *status) {
  (void)status;
  context known = {0};
  for (uint32_t i = 0; i < doc->entity_count; i++)
    if (strlen(doc->entities[i].country) == 3)
      add_times(&known.countries, doc->entities[i].country, doc->entities[i].mention_count);
  for (unsigned pass = 0; pass < 2; pass++) /* the second time with what the first found out */
    for (uint32_t i = 0; i < doc->entity_count; i++) {
      dl_entity *entity = &doc->entities[i];
      if (entity->type == DL_GPE || entity->type == DL_LOC || entity->type == DL_FAC)
        resolve(gazetteer, doc, entity, &known, pass == 0);
    }
  return DL_OK;
}
