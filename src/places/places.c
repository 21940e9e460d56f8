#include "places/work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES = 3 };

/* ---- weights ---- */

static void want_places(dl_items *items, void *to) {
  dl_placer *p = to;
  dl_strings known = dl_items_strings(items, "evidence");
  for (uint32_t i = 0; i < known.count && !items->missing; i++)
    if (strcmp(known.items[i], dl_place_evidence_name(i)) != 0) dl_items_miss(items, "evidence");
  p->evidence = known.count;
  if (known.count != dl_place_evidence_count()) dl_items_miss(items, "evidence");
  const dl_item *bias = dl_items_find(items, "bias", "");
  p->hidden = bias ? bias->dims[0] : 0;
  if (p->hidden == 0 || p->hidden > DL_PLACE_HIDDEN) dl_items_miss(items, "bias");
  p->bias = dl_items_floats(items, "bias", "", p->hidden);
  p->first = dl_items_floats(items, "first", "", p->hidden * p->evidence);
  p->second = dl_items_floats(items, "second", "", p->hidden);
}

int dl_placer_new(const dl_model *model, dl_placer **placer, dl_status *status) {
  *placer = NULL;
  dl_placer *p = calloc(1, sizeof *p);
  if (!p) return dl_fail(status, DL_EMEMORY, "out of memory");
  p->kinds = dl_model_table(model, "places/kinds");
  p->pronouns = dl_model_table(model, "actors/pronouns");
  p->kind_column = p->kinds ? dl_table_column(p->kinds, "kind") : 0;
  p->class_column = p->pronouns ? dl_table_column(p->pronouns, "class") : 0;
  p->countries = dl_model_table(model, "actors/countries");
  p->country_kind = p->countries ? dl_table_column(p->countries, "kind") : 0;
  int code = DL_OK;
  if (p->kind_column < 0 || p->class_column < 0 || p->country_kind < 0)
    code = dl_fail(status, DL_EDATA, "the tables of places lack a column");
  if (code == DL_OK) code = dl_gazetteer_open(model, &p->gazetteer, status);
  if (code == DL_OK) code = dl_items_read(model, "places", want_places, p, &p->memory, status);
  if (code != DL_OK) {
    dl_placer_free(p);
    return code;
  }
  *placer = p;
  return DL_OK;
}

void dl_placer_free(dl_placer *placer) {
  if (placer) free(placer->memory);
  free(placer);
}

static float score(const dl_placer *p, const dl_spot_option *o) {
  if (p->hidden == 0) return 2 * o->evidence[0] - o->evidence[2] + o->evidence[10];
  float hidden[DL_PLACE_HIDDEN], sum = 0;
  memcpy(hidden, p->bias, p->hidden * sizeof *hidden);
  for (uint32_t i = 0; i < p->evidence; i++) {
    const float *row = p->first + (size_t)i * p->hidden;
    if (o->evidence[i] == 0) continue; /* most are */
    for (uint32_t h = 0; h < p->hidden; h++) hidden[h] += row[h] * o->evidence[i];
  }
  for (uint32_t h = 0; h < p->hidden; h++)
    if (hidden[h] > 0) sum += hidden[h] * p->second[h];
  return sum;
}

/* ---- passes ---- */

static void find_top(dl_spot *spot) {
  spot->top_count = 0;
  for (uint32_t i = 0; i < spot->count; i++) {
    if (spot->options[i].share < 0.03f) continue;
    uint32_t at = spot->top_count < DL_PLACE_TOP ? spot->top_count++ : DL_PLACE_TOP;
    while (at > 0 && spot->options[spot->top[at - 1]].share < spot->options[i].share) {
      if (at < DL_PLACE_TOP) spot->top[at] = spot->top[at - 1];
      at--;
    }
    if (at < DL_PLACE_TOP) spot->top[at] = i;
  }
}

static void share_out(dl_spot *spot, const float *scores) {
  float most = scores[0], sum = 0;
  for (uint32_t i = 1; i < spot->count; i++)
    if (scores[i] > most) most = scores[i];
  for (uint32_t i = 0; i < spot->count; i++) sum += spot->options[i].share = expf(scores[i] - most);
  for (uint32_t i = 0; i < spot->count; i++) spot->options[i].share /= sum;
  find_top(spot);
}

/* At first a name means each of its places by how many people live there, states before all. */
static void begin(dl_place_work *work) {
  for (uint32_t i = 0; i < work->count; i++) {
    dl_spot *spot = &work->spots[i];
    const dl_entity *e = &work->doc->entities[spot->entity];
    float *scores = dl_arena_alloc(work->doc->arena, spot->count * sizeof *scores);
    for (uint32_t k = 0; k < spot->count; k++) {
      const dl_spot_option *o = &spot->options[k];
      scores[k] = 1.5f * log10f((float)o->place.population + 1000) - (o->place.other ? 1 : 0);
      if (o->kind == DL_PLACE_STATE || o->kind == DL_PLACE_REGION) scores[k] += 3;
      if (o->kind == DL_PLACE_DIVISION) scores[k] += 1;
      if (e->country == o->place.country) scores[k] += o->kind == DL_PLACE_STATE ? 4 : 1;
    }
    share_out(spot, scores);
  }
}

static void pass(dl_place_work *work) {
  const dl_place_context *context = dl_place_context_of(work);
  for (uint32_t i = 0; i < work->count; i++) dl_place_evidence(work, context, i);
  for (uint32_t i = 0; i < work->count; i++) {
    dl_spot *spot = &work->spots[i];
    float *scores = dl_arena_alloc(work->doc->arena, spot->count * sizeof *scores);
    for (uint32_t k = 0; k < spot->count && spot->count > 1; k++) scores[k] = score(work->placer, &spot->options[k]);
    share_out(spot, scores);
  }
}

static void solve(dl_place_work *work) {
  dl_place_candidates(work);
  begin(work);
  for (int i = 0; i < PASSES; i++) pass(work);
}

/* Km around its point that a place fills: as the gazetteer tells, else as many people or its like have it. */
static uint32_t radius_of(const dl_toponym *t) {
  static const uint32_t usual[DL_PLACE_KINDS] = {300, 100, 25, 1, 2, 2, 100, 150};
  if (t->radius > 0) return t->radius;
  double crowd = sqrt((double)t->population / 5000); /* some 1,600 people to a square kilometre */
  return t->kind == DL_PLACE_TOWN && crowd > 1 ? (uint32_t)lround(crowd) : usual[t->kind];
}

static const dl_spot_option *best_of(const dl_spot *spot) {
  const dl_spot_option *best = &spot->options[0];
  for (uint32_t i = 1; i < spot->count; i++)
    if (spot->options[i].share > best->share) best = &spot->options[i];
  return best;
}

static void settle(dl_place_work *work, const dl_spot *spot) {
  const dl_spot_option *best = best_of(spot);
  const dl_toponym *t = &best->place;
  dl_place *place = dl_arena_alloc(work->doc->arena, sizeof *place);
  *place = (dl_place){.name = t->name,
                      .country = t->country,
                      .lat = t->lat,
                      .lon = t->lon,
                      .geonames = t->geonames,
                      .feature = t->feature,
                      .kind = t->kind,
                      .radius = radius_of(t)};
  work->doc->entities[spot->entity].place = place;
}

void dl_find_places(const dl_placer *placer, dl_document *doc) {
  dl_place_work work = {.placer = placer, .doc = doc};
  solve(&work);
  for (uint32_t i = 0; i < work.count; i++) settle(&work, &work.spots[i]);
}

int dl_each_place_option(const dl_placer *placer, dl_document *doc, dl_each_place *each, void *context,
                         dl_status *status) {
  (void)status;
  dl_place_work work = {.placer = placer, .doc = doc};
  solve(&work);
  for (uint32_t i = 0; i < work.count; i++) {
    const dl_spot *spot = &work.spots[i];
    dl_place_option *options = dl_arena_alloc(doc->arena, spot->count * sizeof *options);
    for (uint32_t k = 0; k < spot->count; k++)
      options[k] = (dl_place_option){spot->options[k].place, spot->options[k].evidence, spot->options[k].share};
    each(context, spot->entity, options, spot->count);
  }
  return DL_OK;
}

uint32_t dl_place_reasons(const dl_placer *placer, const dl_place_option *options, uint32_t chosen, uint32_t other,
                          dl_place_reason *out, uint32_t most) {
  float mixed[DL_PLACE_EVIDENCE];
  uint32_t count = 0, n = dl_place_evidence_count();
  dl_spot_option with = {.evidence = mixed};
  memcpy(mixed, options[chosen].evidence, n * sizeof *mixed);
  float whole = score(placer, &with);
  for (uint32_t i = 0; i < n; i++) {
    mixed[i] = options[other].evidence[i];
    dl_place_reason reason = {dl_place_evidence_name(i), whole - score(placer, &with)};
    mixed[i] = options[chosen].evidence[i];
    if (reason.weight <= 0.05f) continue;
    uint32_t at = count < most ? count++ : most;
    for (; at > 0 && out[at - 1].weight < reason.weight; at--)
      if (at < most) out[at] = out[at - 1];
    if (at < most) out[at] = reason;
  }
  return count;
}
