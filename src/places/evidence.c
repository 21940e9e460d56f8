/* What speaks for each candidate of a name: the place itself, the words beside the name, and what the rest of the
 * document means. */
#include <math.h>
#include <string.h>

#include "base/chars.h"
#include "places/work.h"

enum { MASSES = 512, LANDS = 3 };

/* The names stand in the order in which `gather` tells them. */
static const char *const names[] = {"people",
                                    "people unknown",
                                    "rank",
                                    "most peopled",
                                    "people to the most",
                                    "known abroad",
                                    "best known",
                                    "alone",
                                    "candidates",
                                    "other name",
                                    "spelled so",
                                    "short name",
                                    "state",
                                    "division",
                                    "county",
                                    "capital",
                                    "seat of a division",
                                    "seat of a part",
                                    "town",
                                    "district",
                                    "site",
                                    "water",
                                    "region",
                                    "a country or city",
                                    "a place",
                                    "a facility",
                                    "a people",
                                    "its own state",
                                    "in its own state",
                                    "abroad",
                                    "stripped",
                                    "word fits",
                                    "word differs",
                                    "country behind",
                                    "division behind",
                                    "county behind",
                                    "other land behind",
                                    "land before",
                                    "state's share",
                                    "state named",
                                    "division's share",
                                    "division named",
                                    "county's share",
                                    "near 30 km",
                                    "near 120 km",
                                    "near 500 km",
                                    "dateline's state",
                                    "dateline's division",
                                    "near the dateline",
                                    "state in the sentence",
                                    "division in the sentence",
                                    "near in the sentence",
                                    "listed with its kind",
                                    "mentions",
                                    "main state",
                                    "in English",
                                    "American"};
enum { COUNT = sizeof names / sizeof *names };
_Static_assert((int)COUNT <= (int)DL_PLACE_EVIDENCE, "evidence fits");

uint32_t dl_place_evidence_count(void) {
  return COUNT;
}

const char *dl_place_evidence_name(uint32_t number) {
  return number < COUNT ? names[number] : "";
}

/* What the document means, summed over its names: of each state, division and county the weight of the names in it. */
typedef struct mass {
  uint32_t key;     /* of a state: its three letters; of a division: its number */
  float sum, named; /* named: of those that are it themselves */
} mass;

typedef struct masses {
  mass items[MASSES];
  uint32_t count;
  float total;
} masses;

struct dl_place_context {
  masses of[LANDS]; /* states, first- and second-order divisions */
};

static void keys_of(const dl_spot_option *o, uint32_t keys[LANDS]) {
  keys[0] = (uint32_t)(o->place.country >> 32);
  keys[1] = o->place.first;
  keys[2] = o->place.second;
}

/* Is the place itself the state, the division, the county? */
static bool is_land(const dl_spot_option *o, int land) {
  static const uint8_t kinds[LANDS] = {DL_PLACE_STATE, DL_PLACE_DIVISION, DL_PLACE_COUNTY};
  return o->kind == kinds[land];
}

static mass *mass_of(masses *m, uint32_t key, bool make) {
  uint32_t at = key * 2654435761u % MASSES;
  for (uint32_t step = 0; step < MASSES; step++, at = (at + 1) % MASSES) {
    if (m->items[at].key == key) return &m->items[at];
    if (m->items[at].key) continue;
    if (!make || m->count > MASSES / 2) return NULL;
    m->count++;
    m->items[at].key = key;
    return &m->items[at];
  }
  return NULL;
}

/* Adds or takes away what a name means. */
static void weigh(dl_place_context *context, const dl_spot *spot, float sign) {
  for (uint32_t t = 0; t < spot->top_count; t++) {
    const dl_spot_option *o = &spot->options[spot->top[t]];
    uint32_t keys[LANDS];
    keys_of(o, keys);
    for (int land = 0; land < LANDS; land++) {
      mass *m = keys[land] ? mass_of(&context->of[land], keys[land], true) : NULL;
      if (!m) continue;
      float weight = sign * spot->weight * o->share;
      m->sum += weight;
      context->of[land].total += weight;
      if (is_land(o, land)) m->named += weight;
    }
  }
}

dl_place_context *dl_place_context_of(dl_place_work *work) {
  dl_place_context *context = dl_arena_alloc(work->doc->arena, sizeof *context);
  for (uint32_t i = 0; i < work->count; i++) weigh(context, &work->spots[i], 1);
  return context;
}

static float share_of(const masses *m, uint32_t key, float *named) {
  const mass *found = key ? mass_of((masses *)(uintptr_t)m, key, false) : NULL;
  *named = found && found->named > 0.01f ? log1pf(found->named) : 0;
  return found && m->total > 0.01f && found->sum > 0 ? found->sum / m->total : 0;
}

/* ---- distance ---- */

/* cos of the angle of 30, 120 and 500 km on the ground. */
static const float KM30 = 0.999988913f, KM120 = 0.999822620f, KM500 = 0.996921977f;

static float dot(const dl_spot_option *a, const dl_spot_option *b) {
  return a->point[0] * b->point[0] + a->point[1] * b->point[1] + a->point[2] * b->point[2];
}

typedef struct nearness {
  float km30, km120, km500;
} nearness;

/* How much of what a name means lies near a place; states and regions are nowhere near. */
static void come_near(const dl_spot_option *o, const dl_spot *other, float weight, nearness *n) {
  for (uint32_t t = 0; t < other->top_count; t++) {
    const dl_spot_option *p = &other->options[other->top[t]];
    if (p->kind == DL_PLACE_STATE || p->kind == DL_PLACE_REGION || p->kind == DL_PLACE_DIVISION) continue;
    float cosine = dot(o, p), sum = weight * p->share;
    if (cosine > KM500) n->km500 += sum;
    if (cosine > KM120) n->km120 += sum;
    if (cosine > KM30) n->km30 += sum;
  }
}

static float squash(float x) {
  return x / (1 + x);
}

/* ---- words beside the name ---- */

/* What a name's mentions have beside them, of all its mentions a share. */
typedef struct beside {
  dl_toponym behind[DL_TOPONYMS]; /* lands of the name right behind a mention */
  uint32_t behind_count;
  const dl_spot *sentence[24]; /* other names in its sentences */
  uint32_t sentence_count;
  const dl_spot *listed[8]; /* coordinated with it */
  uint32_t listed_count;
  const dl_spot *before[4]; /* close before it: "the Syrian city of Aleppo" */
  uint32_t before_count;
} beside;

/* The states, divisions and counties of a name. */
static void add_lands(const dl_place_work *work, const char *name, beside *b) {
  dl_toponym found[DL_TOPONYMS];
  uint32_t n = dl_gazetteer_find(&work->placer->gazetteer, name, found, DL_TOPONYMS);
  for (uint32_t i = 0; i < n; i++)
    if (found[i].kind <= DL_PLACE_COUNTY) b->behind[b->behind_count++] = found[i];
}

/* "Paris, Texas", "Goma in Congo", "Aleppo (Syria)": the lands of the name right behind the mention. */
static void look_behind(const dl_place_work *work, const dl_mention *m, beside *b) {
  const dl_document *doc = work->doc;
  uint32_t at = m->end_token, end = doc->token_count, sentence = doc->tokens[m->head].sentence;
  if (b->behind_count || at + 1 >= end || doc->tokens[at].sentence != sentence) return;
  const uint64_t joints = DL_SET(DL_WORD_COMMA) | DL_SET(DL_WORD_OPEN_BRACKET) | DL_SET(DL_WORD_IN);
  at += dl_in(doc->tokens[at].word, joints);
  if (at < end && doc->tokens[at].word == DL_WORD_THE) at++;
  for (uint32_t size = 3; size > 0 && b->behind_count == 0; size--) {
    if (at + size > end || doc->tokens[at + size - 1].sentence != sentence) continue;
    if (!dl_is_upper(doc->tokens[at].form[0])) continue;
    add_lands(work, dl_document_slice(doc, doc->tokens[at].begin, doc->tokens[at + size - 1].end), b);
  }
}

static void note(const dl_spot **list, uint32_t *count, uint32_t most, const dl_spot *spot) {
  for (uint32_t i = 0; i < *count; i++)
    if (list[i] == spot) return;
  if (*count < most) list[(*count)++] = spot;
}

/* Do only commas, "and" and "or" stand between the two? */
static bool is_listed(const dl_document *doc, const dl_mention *a, const dl_mention *b) {
  if (a->end_token > b->first_token || b->first_token - a->end_token > 3) return false;
  const uint64_t between = DL_SET(DL_WORD_COMMA) | DL_SET(DL_WORD_AND) | DL_SET(DL_WORD_OR) | DL_SET(DL_WORD_THE);
  for (uint32_t i = a->end_token; i < b->first_token; i++)
    if (!dl_in(doc->tokens[i].word, between)) return false;
  return b->first_token > a->end_token;
}

static void look_around(const dl_place_work *work, const dl_spot *spot, const dl_mention *m, beside *b) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[m->head].sentence];
  for (uint32_t i = s->first; i < s->first + s->count && doc->mention_at; i++) {
    int32_t at = doc->mention_at[i];
    if (at < 0) continue;
    const dl_mention *other = &doc->mentions[at];
    int32_t number = work->spot_of[other->entity];
    if (number < 0 || &work->spots[number] == spot || other->form != DL_NAM) continue;
    const dl_spot *there = &work->spots[number];
    note(b->sentence, &b->sentence_count, 24, there);
    if (is_listed(doc, m, other) || is_listed(doc, other, m)) note(b->listed, &b->listed_count, 8, there);
    if (other->end_token <= m->first_token && m->first_token - other->end_token <= 3)
      note(b->before, &b->before_count, 4, there);
  }
}

static void look_beside(const dl_place_work *work, const dl_spot *spot, beside *b) {
  const dl_document *doc = work->doc;
  const dl_entity *e = &doc->entities[spot->entity];
  b->behind_count = b->sentence_count = b->listed_count = b->before_count = 0;
  for (uint32_t i = 0; i < e->mention_count && i < 32; i++) {
    const dl_mention *m = &doc->mentions[e->mentions[i]];
    if (m->form != DL_NAM) continue;
    look_behind(work, m, b);
    look_around(work, spot, m, b);
  }
}

/* Of the names, how much means a place of that land. */
static float in_land(const dl_spot *const *list, uint32_t count, int land, uint32_t key, bool itself) {
  float most = 0;
  for (uint32_t i = 0; key && i < count; i++) {
    float sum = 0;
    for (uint32_t t = 0; t < list[i]->top_count; t++) {
      const dl_spot_option *o = &list[i]->options[list[i]->top[t]];
      uint32_t keys[LANDS];
      keys_of(o, keys);
      if (keys[land] == key && (!itself || is_land(o, land))) sum += o->share;
    }
    if (sum > most) most = sum;
  }
  return most;
}

static float of_kind(const dl_spot *const *list, uint32_t count, uint8_t kind) {
  float sum = 0;
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t t = 0; t < list[i]->top_count; t++) {
      const dl_spot_option *o = &list[i]->options[list[i]->top[t]];
      if (o->kind == kind) sum += o->share;
    }
  return count ? sum / (float)count : 0;
}

/* ---- all of it ---- */

typedef struct gathering {
  float *out;
  uint32_t at;
} gathering;

static void tell(gathering *g, float value) {
  g->out[g->at++] = value;
}

static void tell_itself(gathering *g, const dl_spot *spot, uint32_t number) {
  const dl_spot_option *o = &spot->options[number];
  const dl_toponym *p = &o->place;
  uint32_t most = 0;
  for (uint32_t i = 0; i < spot->count; i++)
    if (spot->options[i].place.population > most) most = spot->options[i].place.population;
  uint32_t rank = 0;
  for (uint32_t i = 0; i < spot->count; i++) rank += spot->options[i].place.population > p->population;
  tell(g, log10f((float)p->population + 1) / 8);
  tell(g, p->population == 0);
  tell(g, log1pf((float)rank) / 4);
  tell(g, rank == 0);
  tell(g, log10f(((float)p->population + 100) / ((float)most + 100)) / 6);
  uint32_t known = 0;
  for (uint32_t i = 0; i < spot->count; i++)
    if (spot->options[i].place.spellings > known) known = spot->options[i].place.spellings;
  tell(g, log1pf((float)p->spellings) / 5);
  tell(g, log1pf((float)p->spellings) / 5 - log1pf((float)known) / 5);
  tell(g, spot->count == 1);
  tell(g, logf((float)spot->count) / 5);
  tell(g, p->other);
  tell(g, strcmp(p->name, spot->name) == 0);
  tell(g, strlen(spot->name) < 4);
  bool town = o->kind == DL_PLACE_TOWN;
  tell(g, o->kind == DL_PLACE_STATE);
  tell(g, o->kind == DL_PLACE_DIVISION);
  tell(g, o->kind == DL_PLACE_COUNTY);
  tell(g, strcmp(p->feature, "PPLC") == 0);
  tell(g, strcmp(p->feature, "PPLA") == 0);
  tell(g, strncmp(p->feature, "PPLA", 4) == 0 && p->feature[4]);
  tell(g, town);
  tell(g, o->kind == DL_PLACE_DISTRICT);
  tell(g, o->kind == DL_PLACE_SITE);
  tell(g, o->kind == DL_PLACE_WATER);
  tell(g, o->kind == DL_PLACE_REGION);
}

/* How well a place is of the kind that the words beside its name tell (-1: none), from 0 to 1. */
static float fit_of(int hint, int kind) {
  static const uint64_t halves[DL_PLACE_KINDS] = {
      [DL_PLACE_DIVISION] = DL_SET(DL_PLACE_COUNTY),
      [DL_PLACE_COUNTY] = DL_SET(DL_PLACE_DIVISION) | DL_SET(DL_PLACE_DISTRICT)};
  if (hint < 0) return 0;
  if (hint == kind || (hint == DL_PLACE_TOWN && kind == DL_PLACE_DISTRICT)) return 1;
  return dl_in((unsigned)kind, halves[hint]) ? 0.5f : 0;
}

static void tell_entity(gathering *g, const dl_document *doc, const dl_spot *spot, const dl_spot_option *o) {
  const dl_entity *e = &doc->entities[spot->entity];
  bool known = e->country != 0, same = known && e->country == o->place.country;
  tell(g, e->type == DL_GPE);
  tell(g, e->type == DL_LOC);
  tell(g, e->type == DL_FAC);
  tell(g, e->type == DL_NORP);
  tell(g, same && o->kind == DL_PLACE_STATE && e->code == e->country);
  tell(g, same && o->kind != DL_PLACE_STATE);
  tell(g, known && !same);
  tell(g, spot->stripped);
  float fit = fit_of(spot->hint, o->kind);
  tell(g, fit);
  tell(g, spot->hint >= 0 && fit == 0);
}

static void tell_behind(gathering *g, const beside *b, const dl_spot_option *o, const uint32_t keys[LANDS]) {
  bool in[LANDS] = {false}, itself = false;
  for (uint32_t i = 0; i < b->behind_count; i++) {
    dl_spot_option land = {.place = b->behind[i], .kind = b->behind[i].kind};
    uint32_t theirs[LANDS];
    keys_of(&land, theirs);
    itself |= land.place.row == o->place.row;
    int k = land.kind;
    if (k < LANDS && k < o->kind && land.place.row != o->place.row) in[k] |= keys[k] && theirs[k] == keys[k];
  }
  for (int k = 0; k < LANDS; k++) tell(g, in[k]);
  tell(g, b->behind_count > 0 && !in[0] && !in[1] && !in[2] && !itself);
  tell(g, in_land(b->before, b->before_count, 0, keys[0], true));
}

static void tell_context(gathering *g, const dl_place_work *work, const dl_place_context *context, const dl_spot *spot,
                         const dl_spot_option *o, const uint32_t keys[LANDS]) {
  float named[LANDS], share[LANDS];
  for (int k = 0; k < LANDS; k++) share[k] = share_of(&context->of[k], keys[k], &named[k]);
  tell(g, share[0]);
  tell(g, named[0]);
  tell(g, share[1]);
  tell(g, named[1]);
  tell(g, share[2]);
  nearness near = {0};
  for (uint32_t i = 0; i < work->count; i++)
    if (&work->spots[i] != spot) come_near(o, &work->spots[i], work->spots[i].weight, &near);
  tell(g, squash(near.km30));
  tell(g, squash(near.km120));
  tell(g, squash(near.km500));
}

static void tell_dateline(gathering *g, const dl_place_work *work, const dl_spot *spot, const dl_spot_option *o,
                          const uint32_t keys[LANDS]) {
  const dl_spot *line = work->dateline >= 0 ? &work->spots[work->dateline] : NULL;
  if (line == spot) line = NULL;
  nearness near = {0};
  if (line) come_near(o, line, 1, &near);
  tell(g, line ? in_land(&line, 1, 0, keys[0], false) : 0);
  tell(g, line ? in_land(&line, 1, 1, keys[1], false) : 0);
  tell(g, near.km120);
}

static void tell_sentence(gathering *g, const beside *b, const dl_spot_option *o, const uint32_t keys[LANDS]) {
  nearness near = {0};
  for (uint32_t i = 0; i < b->sentence_count; i++) come_near(o, b->sentence[i], 1, &near);
  tell(g, in_land(b->sentence, b->sentence_count, 0, keys[0], true));
  tell(g, in_land(b->sentence, b->sentence_count, 1, keys[1], true));
  tell(g, squash(near.km120));
  tell(g, of_kind(b->listed, b->listed_count, o->kind));
}

static bool is_more(const mass *a, const mass *b) {
  return a->sum > b->sum || (a->sum == b->sum && a->key < b->key);
}

static bool is_main(const dl_place_context *context, uint32_t key) {
  const mass *best = NULL;
  for (uint32_t i = 0; i < MASSES; i++) {
    const mass *m = &context->of[0].items[i];
    if (m->key && m->sum > 0.5f && (!best || is_more(m, best))) best = m;
  }
  return best && best->key == key;
}

void dl_place_evidence(dl_place_work *work, const dl_place_context *whole, uint32_t number) {
  static const dl_code english[] = {DL_CODE('U', 'S', 'A'), DL_CODE('G', 'B', 'R'), DL_CODE('C', 'A', 'N'),
                                    DL_CODE('A', 'U', 'S'), DL_CODE('I', 'R', 'L'), DL_CODE('N', 'Z', 'L')};
  dl_spot *spot = &work->spots[number];
  dl_place_context *context = (dl_place_context *)(uintptr_t)whole;
  beside b;
  look_beside(work, spot, &b);
  weigh(context, spot, -1); /* a name does not speak for itself */
  for (uint32_t i = 0; i < spot->count; i++) {
    dl_spot_option *o = &spot->options[i];
    uint32_t keys[LANDS];
    keys_of(o, keys);
    if (!o->evidence) o->evidence = dl_arena_alloc(work->doc->arena, COUNT * sizeof *o->evidence);
    gathering g = {.out = o->evidence};
    tell_itself(&g, spot, i);
    tell_entity(&g, work->doc, spot, o);
    tell_behind(&g, &b, o, keys);
    tell_context(&g, work, context, spot, o, keys);
    tell_dateline(&g, work, spot, o, keys);
    tell_sentence(&g, &b, o, keys);
    tell(&g, log1pf((float)spot->mentions) / 3);
    tell(&g, is_main(context, keys[0]));
    bool anglo = false;
    for (size_t k = 0; k < sizeof english / sizeof *english; k++) anglo |= o->place.country == english[k];
    tell(&g, anglo);
    tell(&g, o->place.country == english[0]);
  }
  weigh(context, spot, 1);
}
