/* Where an act happens, and the way that somebody or something goes; and what is likely where nothing tells it.
 *
 * Rules read off the tree which places the act's own clause tells (in, from, to, via). Which place the act was at, or
 * none, is then chosen by weighed evidence of which the rules' answer is a part (site.h). */
#include <string.h>

#include "events/site.h"
#include "events/who.h"

enum {
  DEEP = 4, /* nouns between the act and a place */
  LEAD = 3, /* sentences that a dateline speaks for */
  HOME = 4  /* a text is at home where this part of its mentions of states is of one */
};

typedef struct looking {
  dl_coding *work;
  dl_candidate *candidate;
} looking;

/* "at", "from", "to", "via": what the preposition of a phrase says of it; "". */
static const char *role_of(const looking *l, int32_t phrase) {
  const dl_document *doc = l->work->doc;
  for (int32_t c = dl_first_by(doc, phrase, DL_RELS(CASE)); c >= 0; c = dl_next_by(doc, c, DL_RELS(CASE))) {
    uint32_t row;
    if (dl_table_find(l->work->coder->cases, doc->tokens[c].lower, &row))
      return dl_table_cell(l->work->coder->cases, row, l->work->coder->role);
  }
  return "";
}

/* A place that stands in that role to the act. A state that takes part is no place of it, but where somebody goes. */
static void take(looking *l, int32_t entity, const char *role) {
  dl_event *e = &l->candidate->event;
  const struct {
    const char *role;
    dl_indices *list;
  } lists[] = {{"to", &e->to}, {"at", &e->place}, {"from", &e->from}, {"via", &e->via}};
  const dl_place *place = l->work->doc->entities[entity].place;
  bool party = dl_event_has_party(e, (uint32_t)entity) && (!place || place->kind == DL_PLACE_STATE);
  for (unsigned k = 0; k < (party ? 1 : sizeof lists / sizeof *lists); k++)
    if (!strcmp(role, lists[k].role)) dl_add_place(l->work, lists[k].list, (uint32_t)entity);
}

/* Does a word tell the noun that is no place itself: its name, or a phrase that says where it is? */
static bool tells_place(const looking *l, int32_t word) {
  const dl_document *doc = l->work->doc;
  unsigned rel = doc->tokens[word].rel;
  if (dl_in(rel, DL_RELS(COMPOUND, APPOS))) return true;
  return rel == DL_REL_NMOD && (dl_has_case(doc, word, "of") || !strcmp(role_of(l, word), "at"));
}

/* Under a phrase of that role: its head where it is a place, else the places that its noun is told by ("a village near
 * Idlib", "the city of Aleppo"), and those coordinated with it. */
static void look_into(looking *l, int32_t phrase, const char *role, int depth) {
  const dl_document *doc = l->work->doc;
  int32_t entity = dl_place_at(l->work, phrase);
  if (entity >= 0) take(l, entity, role);
  for (int32_t c = dl_first(doc, phrase); c >= 0 && depth < DEEP; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_CONJ || (entity < 0 && tells_place(l, c))) look_into(l, c, role, depth + 1);
}

/* Is the word what the act is done to, and no place by itself? */
static bool is_affected(const looking *l, int32_t word) {
  const dl_token *t = &l->work->doc->tokens[word];
  return dl_in(t->deprel, DL_DEPRELS(OBJ, NSUBJ_PASS)) && dl_place_at(l->work, word) < 0;
}

/* The phrases of a word: its own, and those of what it does something to: "killed ten people in Aleppo". */
static void look_under(looking *l, int32_t top, int depth) {
  const dl_document *doc = l->work->doc;
  bool deeper = depth == 0 && !l->candidate->event.statement;
  for (int32_t c = dl_first(doc, top); c >= 0; c = dl_sibling(doc, c)) {
    const char *role = dl_in(doc->tokens[c].rel, DL_RELS(OBL, NMOD)) ? role_of(l, c) : "";
    if (*role) look_into(l, c, role, 0);
    if (deeper && is_affected(l, c)) look_under(l, c, 1);
  }
}

/* "the Aleppo bombing": a place before the act's own noun, or the noun of another that does it. */
static void look_before(looking *l, int32_t noun) {
  const dl_document *doc = l->work->doc;
  if (noun < 0 || doc->tokens[noun].upos != DL_NOUN) return;
  const uint64_t parts = DL_RELS(COMPOUND);
  for (int32_t c = dl_first_by(doc, noun, parts); c >= 0 && c < noun; c = dl_next_by(doc, c, parts)) {
    int32_t entity = dl_place_at(l->work, c);
    if (entity >= 0) take(l, entity, "at");
  }
}

/* The verb whose clause shares its place with this one, which has none of its own: "attacked Homs and killed five",
 * "shelled the town, killing five"; -1. */
static int32_t shares_with(const dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  bool owns = dl_child_rel(doc, verb, DL_REL_NSUBJ) >= 0;
  int32_t over = dl_head_by(doc, verb, owns ? DL_RELS(CONJ, XCOMP) : DL_RELS(CONJ, XCOMP, ADVCL));
  return over >= 0 && doc->tokens[over].upos == DL_VERB ? over : -1;
}

/* Whom one visits is where one is. */
static void visit(looking *l) {
  dl_event *e = &l->candidate->event;
  if (e->mode != DL_MODE_VISIT) return;
  for (uint32_t i = 0; i < e->recipient.count; i++) {
    const dl_participant *p = &e->recipient.items[i];
    int32_t entity = p->mention >= 0 ? dl_place_at(l->work, (int32_t)l->work->doc->mentions[p->mention].head) : -1;
    if (entity >= 0 && entity == p->entity) dl_add_place(l->work, &e->place, (uint32_t)entity);
  }
}

/* ---- where none is told ---- */

static dl_code country_of(const dl_entity *e) {
  return e->country ? e->country : e->place ? e->place->country : 0;
}

static int32_t dateline_entity(const dl_document *doc) {
  if (doc->dateline.end <= doc->dateline.begin) return -1;
  for (uint32_t i = 0; i < doc->mention_count && doc->mentions[i].begin < doc->dateline.end; i++) {
    const dl_mention *m = &doc->mentions[i];
    if (m->begin >= doc->dateline.begin && doc->entities[m->entity].place) return (int32_t)m->entity;
  }
  return -1;
}

static bool has_party_of(const dl_event *e, dl_code country) {
  return country && (dl_has_country(&e->actor, country) || dl_has_country(&e->recipient, country));
}

/* Has the table of acts that are done where the other side is this one? */
static bool is_visiting(const dl_table *away, const dl_event *e) {
  uint32_t row, count = away ? dl_table_find(away, dl_act_name(e->act), &row) : 0;
  for (uint32_t i = 0; i < count; i++) {
    unsigned mode = dl_mode_parse(dl_table_cell(away, row + i, 1));
    if (mode == DL_MODE_NONE || mode == e->mode) return true;
  }
  return false;
}

/* Is it done where the other side is, which is of another state, so that the actor's seat tells nothing of it? */
static bool is_away(const dl_coding *work, const dl_event *e) {
  dl_code home = e->actor.count ? e->actor.items[0].country : 0;
  if (!is_visiting(work->coder->away, e)) return false;
  for (uint32_t i = 0; i < e->recipient.count; i++) {
    dl_code own = e->recipient.items[i].country;
    if (own && own != home) return true;
  }
  return false;
}

/* Is the text at home there: does a fourth of its mentions of states tell of this one? */
static bool is_at_home(const dl_coding *work, dl_code country) {
  int place = dl_named_place(work, country);
  return work->named_firm == 0 || (place >= 0 && HOME * work->named[place].firm >= work->named_firm);
}

/* The state itself, as the text names it; -1. */
static int32_t entity_of_state(const dl_document *doc, dl_code country) {
  for (uint32_t i = 0; country && i < doc->entity_count; i++) {
    const dl_place *place = doc->entities[i].place;
    if (place && place->kind == DL_PLACE_STATE && place->country == country) return (int32_t)i;
  }
  return -1;
}

/* The state of the actor as the text names it, where it is known to be his, not lent to him by others, and where he is
 * that state or the text is at home there: a namesake's is told once; -1. */
static int32_t seat_of(const dl_coding *work, const dl_event *e) {
  const dl_participant *actor = e->actor.count ? &e->actor.items[0] : NULL;
  if (!actor || actor->entity < 0) return -1;
  const dl_entity *known = &work->doc->entities[actor->entity];
  if (known->country != actor->country) return -1;
  if (known->type != DL_GPE && !is_at_home(work, actor->country)) return -1;
  return entity_of_state(work->doc, actor->country);
}

/* What is likely: where the report is from, of an act that it begins with and that its state has a part in; else where
 * the actor has his seat. */
static void guess(const dl_coding *work, dl_event *e) {
  const dl_document *doc = work->doc;
  if (e->auxiliary) return;
  bool told = e->sentence < LEAD && doc->tokens[e->trigger].upos == DL_VERB;
  int32_t line = told ? dateline_entity(doc) : -1;
  if (line >= 0 && has_party_of(e, country_of(&doc->entities[line]))) {
    e->place_guess = line;
    e->place_source = DL_PLACE_DATELINE;
    return;
  }
  e->place_guess = is_away(work, e) ? -1 : seat_of(work, e);
  if (e->place_guess >= 0) e->place_source = e->place_guess == line ? DL_PLACE_DATELINE : DL_PLACE_SEAT;
}

/* All that the act's own clause tells, by the rules. */
static void look_around(looking *l) {
  const dl_coding *work = l->work;
  const dl_site *site = &l->candidate->site;
  look_under(l, site->trigger, 0);
  if (site->verb >= 0 && site->verb != site->trigger) look_under(l, site->verb, 0);
  look_before(l, site->trigger);
  int32_t subject = site->verb >= 0 ? dl_child_rel(work->doc, site->verb, DL_REL_NSUBJ) : -1;
  if (subject >= 0 && work->act[subject]) look_before(l, subject);
  visit(l);
  int32_t above = l->candidate->event.place.count == 0 ? shares_with(work, dl_top_of(l->candidate)) : -1;
  if (above >= 0) look_under(l, above, 0);
}

void dl_fill_places(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  looking l = {work, c};
  e->place_source = DL_PLACE_UNTOLD;
  e->place_guess = -1;
  if (work->coder->cases) {
    look_around(&l);
    dl_choose_site(work, c);
  }
  if (e->place.count > 0)
    e->place_source = DL_PLACE_SAID;
  else
    guess(work, e);
}
