#include "events/site.h"

#include <string.h>

#include "events/paths.h"

enum {
  DEEP = 4,     /* nouns between the act and a place */
  OPTIONS = 12, /* places of a sentence that are weighed, */
  BEFORE = 4,   /* and of the one before, the last ones; */
  BACK = 48     /* mentions among which the place is looked for that a noun stands for */
};

/* A place that the act may have been at. */
typedef struct site {
  int32_t top;         /* the word that heads it */
  uint32_t first, end; /* its tokens */
  uint32_t entity;
  const dl_mention *mention; /* that names it; of a noun, its antecedent */
  bool noun;                 /* "the capital" stands for it */
  bool before;               /* it stands in the sentence before */
} site;

typedef struct looking {
  dl_coding *work;
  dl_candidate *candidate;
  site sites[OPTIONS + BEFORE];
  uint32_t count, own; /* own: those of the act's sentence */
} looking;

static bool is_listed(const dl_indices *list, uint32_t entity) {
  uint32_t i = 0;
  while (i < list->count && list->items[i] != entity) i++;
  return i < list->count;
}

void dl_add_place(dl_coding *work, dl_indices *list, uint32_t entity) {
  if (!is_listed(list, entity)) *DL_PUSH(work->doc->arena, list->items, list->count, list->capacity) = entity;
}

int32_t dl_place_at(const dl_coding *work, int32_t token) {
  const dl_mention *m = dl_mention_headed(work->doc, token);
  bool place = m && dl_in(work->doc->entities[m->entity].type, DL_SET(DL_GPE) | DL_SET(DL_LOC) | DL_SET(DL_FAC));
  return place ? (int32_t)m->entity : -1;
}

/* ---- what both kinds of evidence ask ---- */

static const char *rule_of(const dl_event *e, uint32_t entity) {
  const dl_indices *lists[] = {&e->place, &e->from, &e->to, &e->via};
  static const char *const names[] = {"at", "from", "to", "via"};
  for (int k = 0; k < 4; k++)
    if (is_listed(lists[k], entity)) return names[k];
  return "none";
}

static bool has_entity(const dl_participants *side, uint32_t entity) {
  uint32_t i = 0;
  while (i < side->count && side->items[i].entity != (int32_t)entity) i++;
  return i < side->count;
}

static const char *side_of(const dl_event *e, uint32_t entity, const dl_place *place) {
  if (has_entity(&e->actor, entity)) return "actor";
  if (has_entity(&e->recipient, entity)) return "recipient";
  if (place && dl_has_country(&e->actor, place->country)) return "actor's state";
  return place && dl_has_country(&e->recipient, place->country) ? "recipient's state" : "another";
}

/* The head of the whole phrase that the place belongs to, as seen from the act: "the city" of "in the city of Aleppo".
 */
static int32_t phrase_of(const dl_coding *work, const dl_candidate *c, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  for (int steps = 0; steps < DEEP; steps++) {
    const dl_token *t = &tokens[head];
    bool inner = dl_in(t->rel, DL_RELS(COMPOUND, APPOS, FLAT, CONJ, NMOD, AMOD));
    if (!inner || t->head < 0 || t->head == c->site.trigger || t->head == c->site.verb) break;
    if (tokens[t->head].upos == DL_VERB || work->act[t->head]) break;
    head = t->head;
  }
  return head;
}

static const char *case_of(const dl_coding *work, int32_t head) {
  const char *word = dl_case_of(work->doc, head);
  return *word ? word : "-";
}

/* Does another act stand between the place and where its way meets that of the act? */
static bool under_another(const dl_coding *work, const dl_candidate *c, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  for (int steps = 0; head >= 0 && steps < 32; head = tokens[head].head, steps++) {
    if (dl_within(work->doc, c->site.trigger, head)) return false;
    if (work->act[head] && head != c->site.verb) return true;
  }
  return false;
}

/* ---- a place of the act's own sentence ---- */

/* What the phrase of the place hangs on, seen from the act. */
static const char *holder_of(const dl_coding *work, const dl_candidate *c, int32_t phrase) {
  const dl_token *tokens = work->doc->tokens;
  int32_t over = tokens[phrase].head;
  if (over < 0) return "nothing";
  if (over == c->site.trigger) return "the act";
  if (over == c->site.verb) return "its verb";
  if (tokens[over].head == c->site.trigger || tokens[over].head == c->site.verb)
    return tokens[over].rel == DL_REL_NSUBJ ? "its subject"
           : tokens[over].rel == DL_REL_OBJ ? "its object"
                                            : "its part";
  if (dl_within(work->doc, c->site.trigger, over))
    return tokens[over].upos == DL_VERB ? "a verb above" : "a word above";
  return "another word";
}

static const char *level_of(const dl_coding *work, const site *s) {
  const dl_place *place = work->doc->entities[s->entity].place;
  return place ? dl_place_kind_name(place->kind) : "unknown";
}

/* "at", "from", "to", "via", as the table of prepositions has it; else how it stands without one. */
static const char *role_of(const dl_coding *work, int32_t head) {
  const dl_table *cases = work->coder->cases;
  const dl_token *t = &work->doc->tokens[head];
  uint32_t row;
  const char *prep = dl_case_of(work->doc, head);
  if (*prep && cases && dl_table_find(cases, prep, &row)) return dl_table_cell(cases, row, work->coder->role);
  return *prep ? prep : dl_tag_name(t->xpos)[0] == 'J' ? "adjective" : dl_deprel_name(t->deprel);
}

/* What the word heads: "PER", "ORG" and so on, "nobody". */
static const char *kind_at(const dl_coding *work, int32_t token) {
  const dl_mention *m = dl_mention_headed(work->doc, token);
  return m ? dl_entity_type_name(work->doc->entities[m->entity].type) : "nobody";
}

static void add_phrase(const dl_coding *work, const dl_candidate *c, const site *s, const char *act, dl_evidence *e) {
  const dl_document *doc = work->doc;
  int32_t phrase = phrase_of(work, c, s->top), over = doc->tokens[s->top].head;
  const char *prep = case_of(work, s->top), *holder = holder_of(work, c, phrase);
  if (phrase != s->top) {
    dl_clue(e, "phrase's prep=", case_of(work, phrase), "", "");
    dl_clue(e, "phrase=", doc->tokens[phrase].lemma, "", "");
    dl_clue(e, "phrase's rel=", dl_deprel_name(doc->tokens[phrase].deprel), "", "");
    dl_clue(e, "phrase is ", kind_at(work, phrase), ", role=", role_of(work, s->top));
  }
  if (over >= 0 && prep[0] != '-') dl_clue(e, "head+prep=", doc->tokens[over].lemma, " ", prep);
  const char *role = role_of(work, phrase), *own = role_of(work, s->top);
  const char *kind = dl_tag_name(doc->tokens[c->site.trigger].xpos)[0] == 'V' ? " verb" : " noun";
  dl_clue(e, "hangs on ", holder, "", "");
  dl_clue(e, "hangs on ", holder, ", act=", act);
  dl_clue(e, "role=", role, " on ", holder);
  dl_clue(e, "role=", role, kind, holder);
  dl_clue(e, "own role=", own, " on ", holder);
  dl_clue(e, "own role=", own, kind, holder);
  dl_clue(e, "role=", role, kind, c->event.statement ? " speech" : " deed");
  dl_clue(e, "role=", role, ", level=", level_of(work, s));
}

static void add_around(const dl_coding *work, const site *s, const dl_sentence *sentence, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const dl_token *before = s->first > sentence->first ? &doc->tokens[s->first - 1] : NULL,
                 *behind = s->end < sentence->first + sentence->count ? &doc->tokens[s->end] : NULL;
  dl_clue(e, "tag of the place=", dl_tag_name(doc->tokens[s->top].xpos), "", "");
  dl_clue(e, "word before=", before ? before->lower : "-", "", "");
  dl_clue(e, "word behind=", behind ? behind->lower : "-", "", "");
  if (behind && behind->upos == DL_PROPN) dl_clue(e, "before a name", "", "", "");
  if (dl_in(doc->tokens[s->top].ner, DL_SET(DL_NER_B_ORG) | DL_SET(DL_NER_I_ORG)))
    dl_clue(e, "in a body's name", "", "", "");
}

static void own_evidence(const looking *l, const site *s, dl_evidence *e) {
  const dl_coding *work = l->work;
  const dl_document *doc = work->doc;
  const dl_candidate *c = l->candidate;
  const dl_entity *entity = &doc->entities[s->entity];
  const char *level = level_of(work, s);
  char path[DL_BETWEEN_PATH];
  dl_between b = {"place", s->top, s->first, s->end, l->own, level};
  dl_between_evidence(work, c, &b, path, e);
  const char *rule = rule_of(&c->event, s->entity), *side = side_of(&c->event, s->entity, entity->place);
  const char *prep = case_of(work, s->top), *act = dl_act_or_speech(c->event.act);
  dl_clue(e, "rule=", rule, "", "");
  dl_clue(e, "rule+prep=", rule, " ", prep);
  dl_clue(e, "rule+act=", rule, " ", act);
  dl_clue(e, "side=", side, "", "");
  dl_clue(e, "side+level=", side, " ", level);
  dl_clue(e, "side+rule=", side, " ", rule);
  dl_clue(e, "prep+act=", prep, " ", act);
  dl_clue(e, "prep+level=", prep, " ", level);
  dl_clue(e, "type=", dl_entity_type_name(entity->type), "", "");
  if (s->mention->form != DL_NAM) dl_clue(e, "not named", "", "", "");
  if (s->noun) dl_clue(e, "noun=", doc->tokens[s->top].lower, "", "");
  add_phrase(work, c, s, act, e);
  add_around(work, s, &doc->sentences[c->event.sentence], e);
  bool another = under_another(work, c, s->top);
  dl_clue(e, another ? "under another act" : "under no other act", "", "", "");
  dl_clue(e, another ? "another, rule=" : "no other, rule=", rule, "", "");
  if (doc->sentences[c->event.sentence].headline) dl_clue(e, "headline", "", "", "");
}

/* ---- a place of the sentence before ---- */

/* What was at the place there: "this" kind of act, "another" one, "nothing". */
static const char *acts_at(const dl_document *doc, const dl_event *e, const site *s) {
  const char *found = "nothing";
  for (uint32_t i = doc->event_count; i-- > 0 && doc->events[i].sentence + 1 >= e->sentence;) {
    const dl_event *v = &doc->events[i];
    bool there = v->sentence < e->sentence && v->place_source == DL_PLACE_SAID && is_listed(&v->place, s->entity);
    if (there && v->act == e->act) return "this";
    if (there) found = "another";
  }
  return found;
}

static void before_evidence(const looking *l, const site *s, dl_evidence *e) {
  const dl_coding *work = l->work;
  const dl_document *doc = work->doc;
  const dl_candidate *c = l->candidate;
  const dl_event *v = &c->event;
  const dl_sentence *own = &doc->sentences[v->sentence], *other = own - 1;
  const char *level = level_of(work, s), *side = side_of(v, s->entity, doc->entities[s->entity].place);
  const char *act = dl_act_or_speech(v->act), *prep = case_of(work, s->top), *at = acts_at(doc, v, s);
  const char *kind = v->statement ? "statement" : "deed", *tag = dl_tag_name(doc->tokens[v->trigger].xpos);
  dl_evidence_begin(e, work->told);
  dl_clue(e, "before: all", "", "", "");
  dl_clue(e, "before: ", l->own ? "own sentence has some" : "own sentence has none", "", "");
  dl_clue(e, "before: ", l->count - l->own > 1 ? "one of several" : "alone", "", "");
  dl_clue(e, "before: level=", level, "", "");
  dl_clue(e, "before: prep=", prep, "", "");
  dl_clue(e, "before: side=", side, "", "");
  dl_clue(e, "before: side+level=", side, " ", level);
  dl_clue(e, "before: act=", act, "", "");
  dl_clue(e, "before: prep+act=", prep, " ", act);
  dl_clue(e, "before: ", kind, " tag=", tag);
  dl_clue(e, "before: ", kind, " level=", level);
  dl_clue(e, "before: ", kind, " at it was ", at);
  dl_clue(e, "before: at it was ", at, " tag=", tag);
  dl_clue(e, "before: subject=", dl_subject_kind(work, c), "", "");
  dl_clue(e, "before: paragraph ", own->paragraph == other->paragraph ? "same" : "new", "", "");
  if (dl_is_told_before(doc, v)) dl_clue(e, "before: act's word ", at, "", "");
  if (v->auxiliary) dl_clue(e, "before: not told as done", "", "", "");
  if (other->headline) dl_clue(e, "before: headline", "", "", "");
  if (doc->tokens[s->top].rel == DL_REL_OBL) dl_clue(e, "before: oblique", "", "", "");
}

/* ---- the options ---- */

static void add_site(looking *l, int32_t top, uint32_t first, uint32_t end, int32_t mention, bool noun, bool before) {
  const dl_mention *m = &l->work->doc->mentions[mention];
  l->sites[l->count++] = (site){top, first, end, m->entity, m, noun, before};
}

/* Is the mention, of a place, one of that level ("the country": a state; "the capital": one; "there": any)? */
static bool can_be(const dl_document *doc, const dl_mention *m, const char *noun, const char *kind) {
  const dl_place *place = doc->entities[m->entity].place;
  if (!place || m->form == DL_PRO) return false;
  if (!strcmp(noun, "capital")) return !strcmp(place->feature, "PPLC");
  if (!strcmp(kind, "state")) return place->kind == DL_PLACE_STATE;
  return !*kind || !strcmp(dl_place_kind_name(place->kind), kind);
}

/* "the", "this", and no name that tells which. */
static bool is_bare_definite(const dl_coding *work, int32_t noun) {
  for (int32_t c = dl_first(work->doc, noun); c >= 0; c = dl_sibling(work->doc, c)) {
    const dl_token *t = &work->doc->tokens[c];
    if (dl_in(t->rel, DL_RELS(COMPOUND, APPOS)) || dl_place_at(work, c) >= 0) return false;
  }
  return dl_is_definite(work->doc, noun);
}

/* What kind of place the word can stand for: "the town", "the capital", "there" (""); NULL: for none. */
static const char *kind_meant(const dl_coding *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  const dl_table *kinds = work->coder->kinds;
  uint32_t row;
  if (t->upos == DL_ADV && t->word == DL_WORD_THERE) return "";
  if (t->upos != DL_NOUN || !kinds || !dl_table_find(kinds, t->lower, &row)) return NULL;
  return is_bare_definite(work, (int32_t)token) ? dl_table_cell(kinds, row, work->coder->kind) : NULL;
}

/* The place that a noun stands for, which is not named by it: "the town", "there"; a mention, -1. */
static int32_t stands_for(const dl_coding *work, uint32_t token) {
  const dl_document *doc = work->doc;
  const char *kind = kind_meant(work, token), *word = doc->tokens[token].lower;
  for (uint32_t back = 0, i = token; kind && i-- > 0 && back < BACK;) {
    int32_t at = doc->mention_at[i];
    if (at < 0) continue;
    back++;
    if (dl_place_at(work, (int32_t)i) >= 0 && can_be(doc, &doc->mentions[at], word, kind)) return at;
  }
  return -1;
}

/* The mention whose head is that token, if it is of a place; NULL. */
static const dl_mention *place_headed(const looking *l, uint32_t token) {
  const dl_document *doc = l->work->doc;
  const dl_mention *m = dl_mention_headed(doc, (int32_t)token);
  return m && dl_place_at(l->work, (int32_t)token) >= 0 ? m : NULL;
}

static void list_own(looking *l, const dl_sentence *s) {
  const dl_document *doc = l->work->doc;
  for (uint32_t t = s->first; t < dl_sentence_end(s) && l->count < OPTIONS; t++) {
    const dl_mention *m = place_headed(l, t);
    int32_t antecedent = m && m->form != DL_PRO ? -1 : stands_for(l->work, t);
    if (m && m->form != DL_PRO && m->begin >= doc->dateline.end)
      add_site(l, (int32_t)t, m->first_token, m->end_token, doc->mention_at[t], false, false);
    else if (antecedent >= 0)
      add_site(l, (int32_t)t, t, t + 1, antecedent, true, false);
  }
  l->own = l->count;
}

/* Names of the sentence before, the last first. */
static void list_before(looking *l, const dl_sentence *s) {
  const dl_document *doc = l->work->doc;
  for (uint32_t t = dl_sentence_end(s); t-- > s->first && l->count < l->own + BEFORE;) {
    const dl_mention *m = doc->tokens[t].upos == DL_PROPN ? place_headed(l, t) : NULL;
    if (m && m->form == DL_NAM && m->begin >= doc->dateline.end)
      add_site(l, (int32_t)t, m->first_token, m->end_token, doc->mention_at[t], false, true);
  }
}

static void list_sites(looking *l) {
  const dl_sentence *s = &l->work->doc->sentences[l->candidate->event.sentence];
  list_own(l, s);
  if (l->candidate->event.sentence > 0) list_before(l, s - 1);
}

/* Do the rules take another place of the sentence for the act's? */
static bool another_by_rules(const looking *l, uint32_t but) {
  for (uint32_t k = 0; k < l->own; k++) {
    bool other = k != but && l->sites[k].entity != l->sites[but].entity;
    if (other && !strcmp(rule_of(&l->candidate->event, l->sites[k].entity), "at")) return true;
  }
  return false;
}

/* What stands beside it, and what the rules say of the others. */
static void compare(const looking *l, uint32_t i, dl_evidence *e) {
  const site *s = &l->sites[i];
  dl_clue(e, another_by_rules(l, i) ? "another by the rules" : "no other by the rules", "", "", "");
  if (i + 1 < l->own && l->sites[i + 1].first <= s->end + 1) dl_clue(e, "another behind it", "", "", "");
  if (i > 0 && s->first <= l->sites[i - 1].end + 1) dl_clue(e, "behind another", "", "", "");
}

static void list_options(const looking *l, dl_weighed *options) {
  const dl_document *doc = l->work->doc;
  for (uint32_t i = 0; i < l->count; i++) {
    const site *s = &l->sites[i];
    options[i] = (dl_weighed){.item = (int32_t)i, .span = {doc->tokens[s->first].begin, doc->tokens[s->end - 1].end}};
    if (!s->noun) options[i].span = (dl_span){s->mention->begin, s->mention->end};
    if (s->before) {
      before_evidence(l, s, &options[i].evidence);
    } else {
      own_evidence(l, s, &options[i].evidence);
      compare(l, i, &options[i].evidence);
    }
  }
}

/* ---- the choice ---- */

static const float NEARLY = -2; /* from this score on explain tells of a place */

/* The place that it lies in, which stands right behind it: "the Jericho Hall in Nairobi"; NULL. */
static const site *around(const looking *l, const site *s) {
  const site *next = s + 1;
  if (s->before || next >= l->sites + l->own || next->noun || next->first < s->end || next->first > s->end + 2)
    return NULL;
  for (uint32_t t = s->end; t < next->first; t++) {
    const dl_token *between = &l->work->doc->tokens[t];
    if (!dl_in(between->rel, DL_RELS(CASE, DET)) && between->upos != DL_PUNCT) return NULL;
  }
  return l->work->doc->entities[next->entity].place ? next : NULL;
}

/* The place that was taken, and those coordinated with it; where the gazetteer does not know it, before it the one that
 * it lies in. */
static void settle(looking *l, const site *taken) {
  const dl_document *doc = l->work->doc;
  dl_event *e = &l->candidate->event;
  const site *larger = doc->entities[taken->entity].place ? NULL : around(l, taken);
  if (larger) dl_add_place(l->work, &e->place, larger->entity);
  dl_add_place(l->work, &e->place, taken->entity);
  for (int32_t c = dl_first_by(doc, taken->top, DL_RELS(CONJ)); c >= 0; c = dl_next_by(doc, c, DL_RELS(CONJ))) {
    int32_t entity = dl_place_at(l->work, c);
    if (entity >= 0) dl_add_place(l->work, &e->place, (uint32_t)entity);
  }
}

void dl_choose_site(dl_coding *work, dl_candidate *candidate) {
  const dl_learned *learned = &work->coder->site;
  if ((!dl_is_learned(learned) && !work->each_site) || !work->doc->mention_at) return;
  looking l = {.work = work, .candidate = candidate};
  dl_weighed options[OPTIONS + BEFORE];
  list_sites(&l);
  list_options(&l, options);
  if (work->each_site) work->each_site(work->each_context, &candidate->event, options, l.count);
  if (!dl_is_learned(learned)) return;
  int32_t best = dl_weigh_options(learned, options, l.count);
  for (uint32_t i = 0; i < l.count && work->coder->explains; i++)
    if (options[i].score > NEARLY) dl_tell_option(work, candidate, learned, "place", &options[i], (int32_t)i == best);
  candidate->event.place.count = 0;
  if (best >= 0) settle(&l, &l.sites[options[best].item]);
}
