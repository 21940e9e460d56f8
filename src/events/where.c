/* Where an act happens, and the way that somebody or something goes; and what is likely where nothing tells it.
 *
 * Rules read off the tree which places the act's own clause tells (in, from, to, via). Which place of the sentence, or
 * none, the act was at is then chosen by weighed evidence (paths.h; section "site" of the data file, taught by
 * train/moment.py --sites from what `dateline features --sites` prints), of which the rules' answer is a part. Without
 * that section the rules' answer stands. */
#include <string.h>

#include "events/paths.h"

enum {
  DEEP = 4,    /* nouns between the act and a place */
  LEAD = 3,    /* sentences that a dateline speaks for */
  OPTIONS = 12 /* mentions of places in a sentence that are weighed */
};

typedef struct looking {
  dl_coding *work;
  dl_candidate *candidate;
  const dl_table *cases;
  int role;
} looking;

static bool is_party(const dl_event *e, uint32_t entity) {
  const dl_participants *lists[] = {&e->actor, &e->recipient};
  for (int k = 0; k < 2; k++)
    for (uint32_t i = 0; i < lists[k]->count; i++)
      if (lists[k]->items[i].entity == (int32_t)entity) return true;
  return false;
}

/* "at", "from", "to", "via": what the preposition of a phrase says of it; "". */
static const char *role_of(const looking *l, int32_t phrase) {
  const dl_graph *g = &l->work->graph;
  for (int32_t c = dl_first(g, phrase); c >= 0; c = g->next[c]) {
    const dl_token *t = &l->work->doc->tokens[c];
    uint32_t row;
    if (t->rel == DL_REL_CASE && dl_table_find(l->cases, t->lower, &row)) return dl_table_cell(l->cases, row, l->role);
  }
  return "";
}

static void add_place(dl_coding *work, dl_indices *list, uint32_t entity) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] == entity) return;
  *DL_PUSH(work->doc->arena, list->items, list->count, list->capacity) = entity;
}

/* The entity of a place that the word heads; -1. */
static int32_t place_at(const dl_coding *work, int32_t token) {
  int32_t at = work->doc->mention_at ? work->doc->mention_at[token] : -1;
  if (at < 0) return -1;
  const dl_entity *e = &work->doc->entities[work->doc->mentions[at].entity];
  bool place = e->type == DL_GPE || e->type == DL_LOC || e->type == DL_FAC;
  return place ? (int32_t)work->doc->mentions[at].entity : -1;
}

/* A place that stands in that role to the act. A state that takes part is no place of it, but where somebody goes. */
static void take(looking *l, int32_t entity, const char *role) {
  dl_event *e = &l->candidate->event;
  const dl_place *place = l->work->doc->entities[entity].place;
  bool party = is_party(e, (uint32_t)entity) && (!place || !strcmp(place->level, "country"));
  if (!strcmp(role, "at") && !party) add_place(l->work, &e->place, (uint32_t)entity);
  if (!strcmp(role, "from") && !party) add_place(l->work, &e->from, (uint32_t)entity);
  if (!strcmp(role, "to")) add_place(l->work, &e->to, (uint32_t)entity);
  if (!strcmp(role, "via") && !party) add_place(l->work, &e->via, (uint32_t)entity);
}

/* Under a phrase of that role: its head where it is a place, else the places that its noun is told by ("a village near
 * Idlib", "the city of Aleppo"), and those coordinated with it. */
static void look_into(looking *l, int32_t phrase, const char *role, int depth) {
  const dl_graph *g = &l->work->graph;
  int32_t entity = place_at(l->work, phrase);
  if (entity >= 0) take(l, entity, role);
  for (int32_t c = dl_first(g, phrase); c >= 0 && depth < DEEP; c = g->next[c]) {
    unsigned rel = l->work->doc->tokens[c].rel;
    bool named = entity < 0 && (rel == DL_REL_COMPOUND || rel == DL_REL_APPOS);
    bool told = entity < 0 && rel == DL_REL_NMOD && (dl_has_case(g, c, "of") || !strcmp(role_of(l, c), "at"));
    if (rel == DL_REL_CONJ || named || told) look_into(l, c, role, depth + 1);
  }
}

/* The phrases of a word: its own, and those of what it does something to: "killed ten people in Aleppo". */
static void look_under(looking *l, int32_t top, int depth) {
  const dl_graph *g = &l->work->graph;
  for (int32_t c = dl_first(g, top); c >= 0; c = g->next[c]) {
    const dl_token *t = &l->work->doc->tokens[c];
    const char *role = t->rel == DL_REL_OBL || t->rel == DL_REL_NMOD ? role_of(l, c) : "";
    bool affected = t->rel == DL_REL_OBJ || (t->rel == DL_REL_NSUBJ && !strcmp(t->deprel, "nsubj:pass"));
    if (*role) look_into(l, c, role, 0);
    if (affected && depth == 0 && !l->candidate->event.statement && place_at(l->work, c) < 0) look_under(l, c, 1);
  }
}

/* "the Aleppo bombing": a place before the act's own noun, or the noun of another that does it. */
static void look_before(looking *l, int32_t noun) {
  const dl_graph *g = &l->work->graph;
  if (noun < 0 || l->work->doc->tokens[noun].upos != DL_NOUN) return;
  for (int32_t c = dl_first(g, noun); c >= 0 && c < noun; c = g->next[c]) {
    int32_t entity = l->work->doc->tokens[c].rel == DL_REL_COMPOUND ? place_at(l->work, c) : -1;
    if (entity >= 0) take(l, entity, "at");
  }
}

/* The verb whose clause shares its place with this one, which has none of its own: "attacked Homs and killed five",
 * "shelled the town, killing five"; -1. */
static int32_t shares_with(const dl_coding *work, int32_t verb) {
  const dl_token *t = &work->doc->tokens[verb];
  bool shares = t->rel == DL_REL_CONJ || t->rel == DL_REL_XCOMP ||
                (t->rel == DL_REL_ADVCL && dl_child_rel(&work->graph, verb, DL_REL_NSUBJ) < 0);
  return shares && t->head >= 0 && work->doc->tokens[t->head].upos == DL_VERB ? t->head : -1;
}

/* Whom one visits is where one is. */
static void visit(looking *l) {
  dl_event *e = &l->candidate->event;
  if (strcmp(e->mode, "visit") != 0) return;
  for (uint32_t i = 0; i < e->recipient.count; i++) {
    const dl_participant *p = &e->recipient.items[i];
    int32_t entity = p->mention >= 0 ? place_at(l->work, (int32_t)l->work->doc->mentions[p->mention].head) : -1;
    if (entity >= 0 && entity == p->entity) add_place(l->work, &e->place, (uint32_t)entity);
  }
}

/* ---- which of the sentence's places ---- */

static const float NEARLY = -2; /* from this score on explain tells of a place */

static const char *rule_of(const dl_event *e, uint32_t entity) {
  const dl_indices *lists[] = {&e->place, &e->from, &e->to, &e->via};
  static const char *const names[] = {"at", "from", "to", "via"};
  for (int k = 0; k < 4; k++)
    for (uint32_t i = 0; i < lists[k]->count; i++)
      if (lists[k]->items[i] == entity) return names[k];
  return "none";
}

static const char *side_of(const dl_event *e, const dl_mention *m, const dl_place *place) {
  const dl_participants *lists[] = {&e->actor, &e->recipient};
  static const char *const itself[] = {"actor", "recipient"}, *const state[] = {"actor's state", "recipient's state"};
  for (int k = 0; k < 2; k++)
    for (uint32_t i = 0; i < lists[k]->count; i++)
      if (lists[k]->items[i].entity == (int32_t)m->entity) return itself[k];
  for (int k = 0; k < 2 && place; k++)
    for (uint32_t i = 0; i < lists[k]->count; i++)
      if (lists[k]->items[i].country && !strcmp(lists[k]->items[i].country, place->country)) return state[k];
  return "another";
}

/* The head of the whole phrase that the place belongs to: "the city" of "in the city of Aleppo". */
static int32_t phrase_of(const dl_coding *work, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  for (int steps = 0; steps < DEEP; steps++) {
    const dl_token *t = &tokens[head];
    bool inner = t->rel == DL_REL_COMPOUND || t->rel == DL_REL_APPOS || t->rel == DL_REL_FLAT ||
                 t->rel == DL_REL_CONJ || t->rel == DL_REL_NMOD;
    if (!inner || t->head < 0 || tokens[t->head].upos == DL_VERB) break;
    head = t->head;
  }
  return head;
}

static const char *case_of(const dl_coding *work, int32_t head) {
  const char *word = dl_case_of(&work->graph, head);
  return *word ? word : "-";
}

/* Does another act stand between the place and where its way meets that of the act? */
static bool under_another(const dl_coding *work, const dl_candidate *c, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  for (int steps = 0; head >= 0 && steps < 32; head = tokens[head].head, steps++) {
    if (dl_within(&work->graph, c->site.trigger, head)) return false;
    if (work->category[head] && head != c->site.verb) return true;
  }
  return false;
}

static void add(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, "", a, b, c, d);
}

static void evidence_of(const looking *l, const dl_mention *m, uint32_t options, dl_evidence *e) {
  const dl_coding *work = l->work;
  const dl_document *doc = work->doc;
  const dl_candidate *c = l->candidate;
  const dl_entity *entity = &doc->entities[m->entity];
  const char *level = entity->place ? entity->place->level : "unknown";
  char path[DL_BETWEEN_PATH];
  dl_between b = {"place", (int32_t)m->head, m->first_token, m->end_token, options, level};
  dl_between_evidence(work, c, &b, path, e);
  const char *rule = rule_of(&c->event, m->entity), *side = side_of(&c->event, m, entity->place);
  const char *prep = case_of(work, (int32_t)m->head), *act = c->event.category[0] ? c->event.category : "speech";
  int32_t phrase = phrase_of(work, (int32_t)m->head), over = doc->tokens[m->head].head;
  add(e, "rule=", rule, "", "");
  add(e, "rule+prep=", rule, " ", prep);
  add(e, "rule+act=", rule, " ", act);
  add(e, "side=", side, "", "");
  add(e, "side+level=", side, " ", level);
  add(e, "side+rule=", side, " ", rule);
  add(e, "prep+act=", prep, " ", act);
  add(e, "prep+level=", prep, " ", level);
  add(e, "type=", dl_entity_type_name(entity->type), "", "");
  if (m->form != DL_NAM) add(e, "not named", "", "", "");
  if (phrase != (int32_t)m->head) {
    add(e, "phrase's prep=", case_of(work, phrase), "", "");
    add(e, "phrase=", doc->tokens[phrase].lemma, "", "");
    add(e, "phrase's rel=", doc->tokens[phrase].deprel, "", "");
  }
  if (over >= 0 && prep[0] != '-') add(e, "head+prep=", doc->tokens[over].lemma, " ", prep);
  const dl_sentence *s = &doc->sentences[c->event.sentence];
  const dl_token *before = m->first_token > s->first ? &doc->tokens[m->first_token - 1] : NULL,
                 *behind = m->end_token < s->first + s->count ? &doc->tokens[m->end_token] : NULL;
  add(e, "tag of the place=", doc->tokens[m->head].xpos, "", "");
  add(e, "word before=", before ? before->lower : "-", "", "");
  add(e, "word behind=", behind ? behind->lower : "-", "", "");
  if (behind && behind->upos == DL_PROPN) add(e, "before a name", "", "", "");
  if (doc->tokens[m->head].ner == DL_NER_B_ORG || doc->tokens[m->head].ner == DL_NER_I_ORG)
    add(e, "in a body's name", "", "", "");
  bool another = under_another(work, c, (int32_t)m->head);
  add(e, another ? "under another act" : "under no other act", "", "", "");
  add(e, another ? "another, rule=" : "no other, rule=", rule, "", "");
  if (doc->sentences[c->event.sentence].headline) add(e, "headline", "", "", "");
}

static uint32_t list_options(const looking *l, dl_weighed options[OPTIONS]) {
  const dl_document *doc = l->work->doc;
  const dl_sentence *s = &doc->sentences[l->candidate->event.sentence];
  uint32_t count = 0;
  for (uint32_t t = s->first; t < s->first + s->count && count < OPTIONS; t++) {
    int32_t at = doc->mention_at[t];
    if (at < 0 || doc->mentions[at].head != t || doc->mentions[at].form == DL_PRO) continue;
    if (place_at(l->work, (int32_t)t) < 0 || doc->mentions[at].begin < doc->dateline.end) continue;
    options[count++] = (dl_weighed){.item = at, .span = {doc->mentions[at].begin, doc->mentions[at].end}};
  }
  for (uint32_t i = 0; i < count; i++) {
    const dl_mention *m = &doc->mentions[options[i].item];
    evidence_of(l, m, count, &options[i].evidence);
    if (i + 1 < count && doc->mentions[options[i + 1].item].first_token <= m->end_token + 1)
      add(&options[i].evidence, "another behind it", "", "", "");
    if (i > 0 && m->first_token <= doc->mentions[options[i - 1].item].end_token + 1)
      add(&options[i].evidence, "behind another", "", "", "");
  }
  return count;
}

/* The place that was taken, and those coordinated with it. */
static void settle(looking *l, const dl_mention *m) {
  const dl_graph *g = &l->work->graph;
  dl_event *e = &l->candidate->event;
  add_place(l->work, &e->place, m->entity);
  for (int32_t c = dl_first(g, (int32_t)m->head); c >= 0; c = g->next[c]) {
    int32_t entity = l->work->doc->tokens[c].rel == DL_REL_CONJ ? place_at(l->work, c) : -1;
    if (entity >= 0) add_place(l->work, &e->place, (uint32_t)entity);
  }
}

static void choose(looking *l) {
  const dl_learned *learned = &l->work->coder->site;
  dl_coding *work = l->work;
  if ((!dl_is_learned(learned) && !work->each_site) || !work->doc->mention_at) return;
  dl_weighed options[OPTIONS];
  uint32_t count = list_options(l, options);
  if (work->each_site) work->each_site(work->each_context, &l->candidate->event, options, count);
  if (!dl_is_learned(learned)) return;
  int32_t best = dl_weigh_options(learned, options, count);
  for (uint32_t i = 0; i < count && work->coder->explains; i++)
    if (options[i].score > NEARLY)
      dl_tell_option(work, l->candidate, learned, "place", &options[i], (int32_t)i == best);
  l->candidate->event.place.count = 0;
  if (best >= 0) settle(l, &work->doc->mentions[options[best].item]);
}

/* ---- where none is told ---- */

static const char *country_of(const dl_entity *e) {
  return strlen(e->country) == 3 ? e->country : e->place ? e->place->country : "";
}

static int32_t dateline_entity(const dl_document *doc) {
  if (doc->dateline.end <= doc->dateline.begin) return -1;
  for (uint32_t i = 0; i < doc->mention_count && doc->mentions[i].begin < doc->dateline.end; i++) {
    const dl_mention *m = &doc->mentions[i];
    if (m->begin >= doc->dateline.begin && doc->entities[m->entity].place) return (int32_t)m->entity;
  }
  return -1;
}

static bool has_party_of(const dl_event *e, const char *country) {
  const dl_participants *lists[] = {&e->actor, &e->recipient};
  bool found = false;
  for (int k = 0; k < 2; k++)
    for (uint32_t i = 0; i < lists[k]->count; i++) {
      const char *own = lists[k]->items[i].country;
      found |= own && *own && !strcmp(own, country);
    }
  return found;
}

/* The state of the actor as the text names it, where it is known to be his, not lent to him by others; -1. */
static int32_t seat_of(const dl_document *doc, const dl_event *e) {
  const dl_participant *actor = e->actor.count ? &e->actor.items[0] : NULL;
  const char *country = actor && actor->country ? actor->country : "";
  if (!actor || actor->entity < 0 || strcmp(doc->entities[actor->entity].country, country) != 0) return -1;
  for (uint32_t i = 0; strlen(country) == 3 && i < doc->entity_count; i++) {
    const dl_entity *state = &doc->entities[i];
    if (state->place && !strcmp(state->place->level, "country") && !strcmp(state->place->country, country))
      return (int32_t)i;
  }
  return -1;
}

/* What is likely: where the report is from, of an act that it begins with and that its state has a part in; else where
 * the actor has his seat. */
static void guess(const dl_coding *work, dl_event *e) {
  const dl_document *doc = work->doc;
  bool told = e->sentence < LEAD && doc->tokens[e->trigger].upos == DL_VERB;
  int32_t line = told ? dateline_entity(doc) : -1;
  if (e->auxiliary) return;
  e->place_guess = line >= 0 && has_party_of(e, country_of(&doc->entities[line])) ? line : seat_of(doc, e);
  if (e->place_guess >= 0) e->place_source = e->place_guess == line ? DL_PLACE_DATELINE : DL_PLACE_SEAT;
}

void dl_fill_places(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  looking l = {work, c, dl_model_table(work->coder->model, "places/cases"), 0};
  e->place_source = DL_PLACE_UNTOLD;
  e->place_guess = -1;
  l.role = l.cases ? dl_table_column(l.cases, "role") : -1;
  if (l.role >= 0) {
    look_under(&l, c->site.trigger, 0);
    if (c->site.verb >= 0 && c->site.verb != c->site.trigger) look_under(&l, c->site.verb, 0);
    look_before(&l, c->site.trigger);
    int32_t subject = c->site.verb >= 0 ? dl_child_rel(&work->graph, c->site.verb, DL_REL_NSUBJ) : -1;
    if (subject >= 0 && work->category[subject]) look_before(&l, subject);
    visit(&l);
    int32_t above = e->place.count == 0 ? shares_with(work, dl_top_of(c)) : -1;
    if (above >= 0) look_under(&l, above, 0);
    choose(&l);
  }
  if (e->place.count > 0)
    e->place_source = DL_PLACE_SAID;
  else
    guess(work, e);
}
