/* The copy of a finished document: its layers without the network's numbers, which are most of it. */
#include <stdlib.h>
#include <string.h>

#include "api/api.h"

typedef struct copier {
  const dl_arena *from; /* what lies in it, or in the bytes, dies with it; all else lives as long as the engine */
  const char *bytes;
  size_t size;
  dl_arena *to;
  char *room; /* for strings, which need not be aligned */
  size_t left;
  dateline_document *document;
} copier;

enum { ROOM = 1024 };

static const char *copy_text(copier *c, const char *text, size_t size) {
  if (size + 1 > c->left) {
    c->left = size + 1 > ROOM ? size + 1 : ROOM;
    c->room = dl_arena_take(c->to, c->left);
  }
  char *copy = c->room;
  memcpy(copy, text, size);
  copy[size] = '\0';
  c->room += size + 1;
  c->left -= size + 1;
  return copy;
}

static const char *keep(copier *c, const char *text) {
  if (!text || !*text) return "";
  bool dies = dl_arena_holds(c->from, text) || (c->bytes && text >= c->bytes && text < c->bytes + c->size);
  return dies ? copy_text(c, text, strlen(text)) : text;
}

/* What the caller gave, too. */
static const char *always(copier *c, const char *text) {
  return text && *text ? copy_text(c, text, strlen(text)) : "";
}

/* The texts of codes, each once, for dl_api_code. */
static void keep_codes(copier *c, dl_code code, dl_code country, dl_code sector) {
  dateline_document *d = c->document;
  const dl_code all[] = {code, country, sector};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    uint32_t *at = dl_map_put_number(&d->codes, all[i]);
    if (*at) continue;
    const char *text = DL_CODE_TEXT(all[i]);
    *DL_PUSH(c->to, d->texts, d->text_count, d->text_capacity) = copy_text(c, text, strlen(text));
    *at = d->text_count;
  }
}

static void *copy_items(copier *c, const void *items, size_t count, size_t size) {
  if (count == 0) return NULL;
  void *copy = dl_arena_take(c->to, count * size);
  return memcpy(copy, items, count * size);
}

#define COPY(C, LIST, COUNT) ((LIST) = copy_items((C), (LIST), (COUNT), sizeof *(LIST)))

static void keep_tokens(copier *c, dl_document *d) {
  COPY(c, d->tokens, d->token_count);
  COPY(c, d->sentences, d->sentence_count);
  for (uint32_t i = 0; i < d->token_count; i++) {
    dl_token *t = &d->tokens[i];
    t->form = keep(c, t->form);
    t->lower = t->lower && strcmp(t->lower, t->form) == 0 ? t->form : keep(c, t->lower);
    t->lemma = t->lemma && strcmp(t->lemma, t->lower) == 0 ? t->lower : keep(c, t->lemma);
    t->feats = keep(c, t->feats);
  }
}

static void keep_names(copier *c, dl_document *d) {
  if (d->mention_at) COPY(c, d->mention_at, d->token_count);
  COPY(c, d->mentions, d->mention_count);
  for (uint32_t i = 0; i < d->mention_count; i++) {
    dl_mention *m = &d->mentions[i];
    COPY(c, m->members, m->member_count);
    m->origin = keep(c, m->origin);
  }
  COPY(c, d->entities, d->entity_count);
  for (uint32_t i = 0; i < d->entity_count; i++) {
    dl_entity *e = &d->entities[i];
    e->name = keep(c, e->name);
    keep_codes(c, e->code, e->country, e->sector);
    COPY(c, e->mentions, e->mention_count);
    if (!e->place) continue;
    dl_place *p = copy_items(c, e->place, 1, sizeof *p);
    p->name = keep(c, p->name);
    keep_codes(c, p->country, 0, 0);
    p->feature = keep(c, p->feature);
    e->place = p;
  }
}

static void keep_times(copier *c, dl_document *d) {
  COPY(c, d->times, d->time_count);
  for (uint32_t i = 0; i < d->time_count; i++) {
    d->times[i].value = keep(c, d->times[i].value);
  }
}

static void keep_parties(copier *c, dl_participants *list) {
  COPY(c, list->items, list->count);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    keep_codes(c, p->code, p->country, p->sector);
  }
}

static void keep_phrases(copier *c, dl_phrases *list) {
  COPY(c, list->items, list->count);
  for (uint32_t i = 0; i < list->count; i++) {
    list->items[i].klass = keep(c, list->items[i].klass);
    list->items[i].unit = keep(c, list->items[i].unit);
  }
}

static const dl_trace *keep_trace(copier *c, const dl_trace *trace) {
  if (!trace) return NULL;
  dl_trace *copy = copy_items(c, trace, 1, sizeof *copy);
  copy->line = keep(c, copy->line);
  copy->before = keep_trace(c, copy->before);
  return copy;
}

static void keep_events(copier *c, dl_document *d, bool explains) {
  COPY(c, d->events, d->event_count);
  for (uint32_t i = 0; i < d->event_count; i++) {
    dl_event *v = &d->events[i];
    v->cameo = keep(c, v->cameo);
    v->origin = keep(c, v->origin);
    for (uint32_t k = 0; k < v->context_count; k++) v->contexts[k] = keep(c, v->contexts[k]);
    dl_participants *sides[] = {&v->actor, &v->recipient};
    dl_phrases *phrases[] = {&v->object, &v->purpose, &v->magnitude};
    dl_indices *lists[] = {&v->place, &v->from, &v->to, &v->via, &v->attribution};
    for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) keep_parties(c, sides[k]);
    for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) keep_phrases(c, phrases[k]);
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) COPY(c, lists[k]->items, lists[k]->count);
    COPY(c, v->factuality, v->factuality_count);
    v->trace = explains ? keep_trace(c, v->trace) : NULL;
  }
}

static void keep_claims(copier *c, dl_document *d) {
  COPY(c, d->attributions, d->attribution_count);
  for (uint32_t i = 0; i < d->attribution_count; i++)
    COPY(c, d->attributions[i].content, d->attributions[i].content_count);
  COPY(c, d->links, d->link_count);
  COPY(c, d->screens, d->screen_count);
  for (uint32_t i = 0; i < d->screen_count; i++) {
    dl_screen *s = &d->screens[i];
    const char **const strings[] = {&s->regime, &s->paragraph, &s->measure, &s->status, &s->checked, &s->words};
    for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) *strings[k] = keep(c, *strings[k]);
    COPY(c, s->said_by.items, s->said_by.count);
  }
}

typedef struct keeping {
  copier copier;
  const dl_document *from;
  dateline_document *to;
} keeping;

static int copy_document(void *context, dl_status *status) {
  keeping *k = context;
  copier *c = &k->copier;
  (void)status;
  dl_document *d = copy_items(c, k->from, 1, sizeof *d);
  d->arena = c->to;
  const char **const strings[] = {&d->id, &d->date, &d->title, &d->source, &d->url, &d->language, &d->identity};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = always(c, *strings[i]);
  d->key = "";
  d->text = copy_text(c, d->text, d->text_size);
  d->cp_index = NULL;
  d->act_scores = NULL;
  d->role_states = NULL;
  d->contexts = NULL;
  d->states = d->act_inputs = d->alone = NULL;
  d->alone_scale = NULL;
  d->ratings = NULL;
  d->claims = NULL;
  keep_tokens(c, d);
  keep_names(c, d);
  keep_times(c, d);
  keep_events(c, d, k->to->engine->explains);
  keep_claims(c, d);
  dl_document_cp(d, 0); /* makes the index of code points: nothing changes later */
  k->to->doc = d;
  k->to->whens = dl_arena_take(c->to, (d->event_count + 1) * sizeof *k->to->whens);
  for (uint32_t i = 0; i < d->event_count; i++) k->to->whens[i] = dl_event_when(d, &d->events[i]);
  return DL_OK;
}

/* About what the copy takes, so that it lies in one block. */
static size_t guess(const dl_document *d) {
  return 4096 + 2 * (size_t)d->text_size + d->token_count * (sizeof(dl_token) + 20) +
         d->sentence_count * sizeof(dl_sentence) + d->mention_count * (sizeof(dl_mention) + 32) +
         d->entity_count * (sizeof(dl_entity) + 64) + d->time_count * (sizeof(dl_time) + 32) +
         d->event_count * (sizeof(dl_event) + 512) + d->attribution_count * (sizeof(dl_attribution) + 32) +
         d->screen_count * (sizeof(dl_screen) + 32);
}

dateline_document *dl_api_keep(const dateline_engine *engine, const dl_document *doc, const dl_raw *raw) {
  dateline_document *to = calloc(1, sizeof *to);
  dl_status status = {0};
  if (!to) return NULL;
  to->engine = dl_api_hold(engine);
  to->arena = dl_arena_new_of(guess(doc));
  keeping k = {{.from = doc->arena,
                .bytes = raw ? raw->bytes : NULL,
                .size = raw ? raw->size : 0,
                .to = to->arena,
                .document = to},
               doc,
               to};
  to->codes.arena = to->arena;
  if (to->arena && dl_guard_run(copy_document, &k, &status) == DL_OK) return to;
  dateline_document_free(to);
  return NULL;
}

void dateline_document_free(dateline_document *d) {
  if (!d) return;
  dl_arena_free(d->arena);
  dateline_close(d->engine);
  free(d);
}
