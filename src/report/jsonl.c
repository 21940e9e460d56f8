#include <string.h>

#include "base/guard.h"
#include "base/json.h"
#include "claims/claims.h"
#include "claims/told.h"
#include "report/report.h"
#include "times/when.h"

typedef struct writer {
  dl_json json;
  dl_document *doc;
  const dl_model *model;
  char id[16]; /* "E4294967295", made anew for each */
} writer;

static void range(writer *w, uint32_t begin, uint32_t end, bool text) {
  dl_json_int(&w->json, "begin", dl_document_cp(w->doc, begin));
  dl_json_int(&w->json, "end", dl_document_cp(w->doc, end));
  if (text) dl_json_bytes(&w->json, "text", w->doc->text + begin, end - begin);
}

static void span(writer *w, const char *key, dl_span s, bool text) {
  dl_json_object(&w->json, key);
  range(w, s.begin, s.end, text);
  dl_json_end_object(&w->json);
}

/* Good until the next call. */
static const char *id(writer *w, char letter, uint32_t index) {
  char *at = w->id + sizeof w->id - 1;
  dl_guard_poll(); /* a long document's layers are long */
  for (index++; index > 0; index /= 10) *--at = (char)('0' + index % 10);
  *--at = letter;
  return at;
}

static void id_list(writer *w, const char *key, char letter, const dl_indices *list) {
  dl_json_array(&w->json, key);
  for (uint32_t i = 0; i < list->count; i++) dl_json_string(&w->json, NULL, id(w, letter, list->items[i]));
  dl_json_end_array(&w->json);
}

static void head(writer *w) {
  dl_document *d = w->doc;
  dl_json_object(&w->json, "doc");
  dl_json_string(&w->json, "id", d->id);
  dl_json_string(&w->json, "date", d->date);
  dl_json_string(&w->json, "title", d->title);
  dl_json_string(&w->json, "source", d->source);
  dl_json_string(&w->json, "url", d->url);
  dl_json_string(&w->json, "language", d->language);
  dl_json_end_object(&w->json);
  dl_json_object(&w->json, "made_by");
  dl_json_string(&w->json, "program", "dateline " DL_VERSION);
  dl_json_string(&w->json, "data", dl_model_sha256(w->model));
  if (dl_model_own_sha256(w->model)[0]) dl_json_string(&w->json, "dictionaries", dl_model_own_sha256(w->model));
  dl_json_string(&w->json, "codebook", "PLOVER 0.8, CAMEO 1.1b3");
  dl_json_end_object(&w->json);
}

static void entities(writer *w) {
  dl_json_array(&w->json, "entities");
  for (uint32_t i = 0; i < w->doc->entity_count; i++) {
    const dl_entity *e = &w->doc->entities[i];
    if (e->mention_count == 0) continue; /* joined with another */
    dl_json_object(&w->json, NULL);
    dl_json_string(&w->json, "id", id(w, 'E', i));
    dl_json_string(&w->json, "type", dl_entity_type_name(e->type));
    dl_json_string(&w->json, "name", e->name);
    dl_json_string(&w->json, "code", DL_CODE_TEXT(e->code));
    dl_json_string(&w->json, "country", DL_CODE_TEXT(e->country));
    dl_json_array(&w->json, "mentions");
    for (uint32_t k = 0; k < e->mention_count; k++) {
      const dl_mention *m = &w->doc->mentions[e->mentions[k]];
      dl_json_object(&w->json, NULL);
      range(w, m->begin, m->end, true);
      dl_json_string(&w->json, "form", dl_form_name(m->form));
      dl_json_end_object(&w->json);
    }
    dl_json_end_array(&w->json);
    if (e->place) {
      dl_json_object(&w->json, "place");
      dl_report_place_fields(&w->json, e->place);
      dl_json_end_object(&w->json);
    } else {
      dl_json_null(&w->json, "place");
    }
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

static void times(writer *w) {
  dl_json_array(&w->json, "times");
  for (uint32_t i = 0; i < w->doc->time_count; i++) {
    const dl_time *t = &w->doc->times[i];
    dl_json_object(&w->json, NULL);
    dl_json_string(&w->json, "id", id(w, 't', i));
    range(w, t->begin, t->end, true);
    dl_json_string(&w->json, "type", dl_timex_name(t->type));
    dl_json_string(&w->json, "value", t->value);
    dl_json_string(&w->json, "mod", dl_timex_mod_name(t->mod));
    dl_json_bool(&w->json, "temporal_function", t->anchor != DL_TIME_OF_NONE);
    dl_json_string(&w->json, "anchor", dl_time_anchor_name(w->doc, t));
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

static void attributions(writer *w) {
  dl_json_array(&w->json, "attributions");
  for (uint32_t i = 0; i < w->doc->attribution_count; i++) {
    const dl_attribution *a = &w->doc->attributions[i];
    dl_json_object(&w->json, NULL);
    dl_json_string(&w->json, "id", id(w, 'A', i));
    if (a->entity >= 0)
      dl_json_string(&w->json, "source", id(w, 'E', (uint32_t)a->entity));
    else
      dl_json_null(&w->json, "source");
    if (a->source.end > a->source.begin)
      span(w, "source_span", a->source, true);
    else
      dl_json_null(&w->json, "source_span");
    span(w, "cue", a->cue, true);
    dl_json_array(&w->json, "content");
    for (uint32_t k = 0; k < a->content_count; k++) span(w, NULL, a->content[k], false);
    dl_json_end_array(&w->json);
    dl_json_string(&w->json, "type", dl_attribution_type_name(a->type));
    dl_json_string(&w->json, "stance", dl_stance(w->model, w->doc, a));
    if (a->parent >= 0)
      dl_json_string(&w->json, "parent", id(w, 'A', (uint32_t)a->parent));
    else
      dl_json_null(&w->json, "parent");
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

static void participants(writer *w, const char *key, const dl_participants *list) {
  dl_json_array(&w->json, key);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    dl_json_object(&w->json, NULL);
    if (p->entity >= 0)
      dl_json_string(&w->json, "entity", id(w, 'E', (uint32_t)p->entity));
    else
      dl_json_null(&w->json, "entity");
    range(w, p->span.begin, p->span.end, true);
    dl_json_string(&w->json, "code", DL_CODE_TEXT(p->code));
    dl_json_string(&w->json, "country", DL_CODE_TEXT(p->country));
    dl_json_string(&w->json, "sector", DL_CODE_TEXT(p->sector));
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

typedef enum phrase_kind { OBJECT, PURPOSE, MAGNITUDE } phrase_kind;

static void end_of(writer *w, const char *key, double value) {
  if (value < 0)
    dl_json_null(&w->json, key);
  else
    dl_json_number(&w->json, key, value);
}

static void phrases(writer *w, const char *key, const dl_phrases *list, phrase_kind kind) {
  dl_json_array(&w->json, key);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_phrase *p = &list->items[i];
    dl_json_object(&w->json, NULL);
    range(w, p->span.begin, p->span.end, true);
    if (kind == OBJECT) dl_json_string(&w->json, "class", p->klass ? p->klass : "");
    if (kind == MAGNITUDE) {
      dl_json_string(&w->json, "kind", p->klass ? p->klass : "");
      dl_json_number(&w->json, "value", p->value);
      dl_json_string(&w->json, "unit", p->unit ? p->unit : "");
      end_of(w, "low", p->low);
      end_of(w, "high", p->high);
      dl_json_string(&w->json, "bound", dl_bound_name(p->bound));
    }
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

static void places(writer *w, const char *key, const dl_indices *list) {
  dl_json_array(&w->json, key);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_entity *e = &w->doc->entities[list->items[i]];
    dl_json_object(&w->json, NULL);
    dl_json_string(&w->json, "entity", id(w, 'E', list->items[i]));
    if (e->place) {
      dl_report_place_fields(&w->json, e->place);
    } else {
      dl_json_string(&w->json, "name", e->name);
      dl_json_string(&w->json, "country", DL_CODE_TEXT(e->country));
      dl_json_null(&w->json, "lat");
      dl_json_null(&w->json, "lon");
      dl_json_null(&w->json, "geonames");
    }
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

/* Where it happens: the places that are said, else the one that is likely; and the way that somebody or something goes.
 */
static void where(writer *w, const dl_event *v) {
  dl_indices guess = {.items = &(uint32_t){(uint32_t)v->place_guess}, .count = 1};
  places(w, "place", v->place.count == 0 && v->place_guess >= 0 ? &guess : &v->place);
  dl_json_string(&w->json, "place_source", dl_place_source_name(v->place_source));
  dl_json_object(&w->json, "route");
  places(w, "from", &v->from);
  places(w, "to", &v->to);
  places(w, "via", &v->via);
  dl_json_end_object(&w->json);
}

static void factuality(writer *w, const dl_factuality *values, uint32_t count) {
  dl_json_array(&w->json, "factuality");
  for (uint32_t i = 0; i < count; i++) {
    const dl_factuality *f = &values[i];
    dl_json_object(&w->json, NULL);
    if (f->entity >= 0)
      dl_json_string(&w->json, "source", id(w, 'E', (uint32_t)f->entity));
    else if (f->entity == -1)
      dl_json_string(&w->json, "source", "AUTHOR");
    else
      dl_json_null(&w->json, "source");
    dl_json_string(&w->json, "value", dl_factuality_name(f->value));
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

static void auxiliary(writer *w, uint32_t bits) {
  dl_json_array(&w->json, "auxiliary");
  for (uint32_t i = 0; i < 4; i++)
    if (bits & 1u << i) dl_json_string(&w->json, NULL, dl_auxiliary_name(i));
  dl_json_end_array(&w->json);
}

static void when(writer *w, const dl_event *v) {
  if (v->time < 0) {
    dl_json_null(&w->json, "time");
    return;
  }
  const dl_time *t = &w->doc->times[v->time];
  dl_when when = dl_event_when(w->doc, v);
  bool told = t->from[0] != '\0';
  uint32_t end = v->until >= 0 ? w->doc->times[v->until].end : t->end;
  dl_json_object(&w->json, "time");
  dl_json_string(&w->json, "begin", told ? when.begin : "");
  dl_json_string(&w->json, "end", told ? when.end : "");
  dl_json_bytes(&w->json, "text", w->doc->text + t->begin, end - t->begin);
  dl_json_end_object(&w->json);
}

static void date(writer *w, const dl_event *v) {
  dl_when when = dl_event_when(w->doc, v);
  dl_json_string(&w->json, "date", when.date);
  dl_json_string(&w->json, "time_source", dl_time_source_name(when.source));
}

static void event(writer *w, uint32_t index) {
  const dl_event *v = &w->doc->events[index];
  dl_json *j = &w->json;
  dl_json_object(j, NULL);
  dl_json_string(j, "id", id(w, 'V', index));
  dl_json_int(j, "sentence", v->sentence);
  span(w, "trigger", v->trigger_span, true);
  dl_json_string(j, "event", dl_act_name(v->act));
  dl_json_string(j, "mode", dl_mode_name(v->mode));
  dl_json_array(j, "context");
  for (uint32_t i = 0; i < v->context_count; i++) dl_json_string(j, NULL, v->contexts[i]);
  dl_json_end_array(j);
  auxiliary(w, v->auxiliary);
  dl_json_string(j, "cameo", v->cameo);
  dl_json_real(j, "goldstein", dl_goldstein(w->model, v->cameo));
  dl_json_real(j, "plover_score", dl_plover_score(w->model, dl_act_name(v->act), v->mode));
  dl_json_string(j, "quad", dl_quad(w->model, dl_act_name(v->act)));
  participants(w, "actor", &v->actor);
  participants(w, "recipient", &v->recipient);
  phrases(w, "object", &v->object, OBJECT);
  phrases(w, "purpose", &v->purpose, PURPOSE);
  phrases(w, "magnitude", &v->magnitude, MAGNITUDE);
  where(w, v);
  when(w, v);
  date(w, v);
  factuality(w, v->factuality, v->factuality_count);
  id_list(w, "attribution", 'A', &v->attribution);
  const dl_sentence *s = &w->doc->sentences[v->sentence];
  span(w, "evidence", (dl_span){s->begin, s->end}, true);
  dl_json_real(j, "confidence", v->confidence);
  dl_json_string(j, "origin", v->origin ? v->origin : "");
  dl_json_end_object(j);
}

static void links(writer *w) {
  dl_json_array(&w->json, "links");
  for (uint32_t i = 0; i < w->doc->link_count; i++) {
    const dl_link *l = &w->doc->links[i];
    dl_json_object(&w->json, NULL);
    dl_json_string(&w->json, "type", dl_link_type_name(l->type));
    dl_json_string(&w->json, "from", id(w, 'V', l->from));
    dl_json_string(&w->json, "to", id(w, 'V', l->to));
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

static void screening(writer *w) {
  dl_json_array(&w->json, "screening");
  for (uint32_t i = 0; i < w->doc->screen_count; i++) {
    const dl_screen *s = &w->doc->screens[i];
    dl_json_object(&w->json, NULL);
    dl_json_string(&w->json, "event", id(w, 'V', s->event));
    dl_json_string(&w->json, "regime", s->regime);
    dl_json_string(&w->json, "paragraph", s->paragraph);
    dl_json_string(&w->json, "measure", s->measure);
    dl_json_string(&w->json, "status", s->status);
    dl_json_string(&w->json, "checked", s->checked);
    dl_json_string(&w->json, "words", s->words);
    id_list(w, "said_by", 'A', &s->said_by);
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

/* A verb, a noun that a table knows for an event, a noun or adjective with a copula, what is rated as a predicate. */
static bool is_predicate(const writer *w, const bool *copular, uint32_t token) {
  static const char *const names[] = {"lexicon/nouns", "claims/nominals"};
  const dl_token *t = &w->doc->tokens[token];
  bool main_verb = t->upos == DL_VERB || (t->upos == DL_AUX && t->rel != DL_REL_AUX && t->rel != DL_REL_COP);
  if (main_verb || copular[token]) return true;
  for (size_t i = 0; t->upos == DL_NOUN && i < sizeof names / sizeof *names; i++) {
    uint32_t first;
    const dl_table *nouns = dl_model_table(w->model, names[i]);
    if (nouns && dl_table_find(nouns, t->lemma, &first) > 0) return true;
  }
  return dl_is_predicate(w->doc, token);
}

static void predicates(writer *w) {
  dl_document *d = w->doc;
  bool *copular = dl_arena_alloc(d->arena, d->token_count * sizeof *copular + 1);
  for (uint32_t i = 0; i < d->token_count; i++)
    if (d->tokens[i].rel == DL_REL_COP && d->tokens[i].head >= 0) copular[d->tokens[i].head] = true;
  dl_json_array(&w->json, "predicates");
  for (uint32_t i = 0; i < d->token_count; i++) {
    const dl_token *t = &d->tokens[i];
    dl_factuality *values = NULL;
    if (!is_predicate(w, copular, i)) continue;
    uint32_t count = dl_predicate_factuality(d, i, &values);
    dl_json_object(&w->json, NULL);
    range(w, t->begin, t->end, false);
    dl_json_string(&w->json, "lemma", t->lemma);
    factuality(w, values, count);
    dl_json_array(&w->json, "attribution");
    const uint32_t *near = NULL;
    uint32_t nearby = dl_attributions_near(d, i, &near);
    for (uint32_t a = 0; a < nearby; a++)
      for (uint32_t k = 0; k < d->attributions[near[a]].content_count; k++) {
        dl_span s = d->attributions[near[a]].content[k];
        if (s.begin <= t->begin && t->end <= s.end) dl_json_string(&w->json, NULL, id(w, 'A', near[a]));
      }
    dl_json_end_array(&w->json);
    dl_json_end_object(&w->json);
  }
  dl_json_end_array(&w->json);
}

void dl_report_jsonl(const dl_report *report, dl_document *doc, dl_buffer *out) {
  writer w = {.doc = doc, .model = report->model};
  dl_json_start(&w.json, out);
  dl_json_object(&w.json, NULL);
  head(&w);
  if (report->text) {
    dl_json_string(&w.json, "identity", doc->identity);
    dl_json_bytes(&w.json, "text", doc->text, doc->text_size);
  }
  entities(&w);
  times(&w);
  attributions(&w);
  dl_json_array(&w.json, "events");
  for (uint32_t i = 0; i < doc->event_count; i++) event(&w, i);
  dl_json_end_array(&w.json);
  if (report->predicates) predicates(&w);
  links(&w);
  screening(&w);
  dl_json_end_object(&w.json);
  dl_buffer_char(out, '\n');
}
