#include "events/whose.h"

#include <stdlib.h>
#include <string.h>

#include "base/order.h"

/* Mentions of states: a text with fewer tells nothing of where it is at home, or not enough to overrule the rules. */
enum { FEWEST = 5, ENOUGH = 10 };

static void want_whose(dl_items *items, void *to) {
  dl_whose *whose = to;
  dl_sectors *sectors = &whose->sectors;
  whose->names = dl_items_index(items, "evidence");
  whose->weights = dl_items_embedding(items, "weights", whose->names.keys.count);
  if (!items->missing && whose->weights.width != 1) items->missing = "weights";
  sectors->labels = dl_items_strings(items, "sector.labels");
  sectors->names = dl_items_index(items, "sector.evidence");
  sectors->weights = dl_items_embedding(items, "sector.weights", sectors->names.keys.count);
  uint32_t labels = sectors->labels.count;
  if (!items->missing && (sectors->weights.width != labels || labels > DL_SECTORS)) items->missing = "sector.weights";
}

int dl_whose_read(dl_whose *whose, const dl_model *model, dl_status *status) {
  *whose = (dl_whose){0};
  return dl_items_read(model, "whose", want_whose, whose, &whose->memory, status);
}

void dl_whose_free(dl_whose *whose) {
  free(whose->memory);
}

/* ---- the countries of a text ---- */

static bool is_state(const char *country) {
  static const char *const bodies[] = {"IGO", "NGO", "IMG", "MNC", "UNO", "EUR", NULL};
  return country && strlen(country) == 3 && !dl_is_listed(country, bodies);
}

static int most_first(const void *a, const void *b) {
  const dl_named *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return (x->first > y->first) - (x->first < y->first);
}

/* How well an entity of a state stands for the state itself: the country by its name best, then its capital, then who
 * belongs to it. */
static int stateliness(const dl_entity *e) {
  if (strcmp(e->code, e->country) != 0) return 0;
  return e->place && strncmp(e->place->feature, "PCL", 3) == 0 ? 2 : 1;
}

/* The states that are named, the most often named first. */
static void list_named(dl_coding *work) {
  const dl_document *doc = work->doc;
  dl_named all[DL_NAMED * 2];
  uint32_t count = 0;
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    const dl_entity *e = &doc->entities[i];
    if (e->mention_count == 0 || !is_state(e->country)) continue;
    uint32_t k = 0, first = doc->mentions[e->mentions[0]].head;
    while (k < count && strcmp(all[k].country, e->country) != 0) k++;
    if (k == count && count == sizeof all / sizeof *all) continue;
    if (k == count) all[count++] = (dl_named){e->country, 0, first, (int32_t)i};
    all[k].count += e->mention_count;
    if (first < all[k].first) all[k].first = first;
    if (stateliness(e) > stateliness(&doc->entities[all[k].entity])) all[k].entity = (int32_t)i;
    work->named_total += e->mention_count;
  }
  qsort(all, count, sizeof *all, most_first);
  work->named_count = count < DL_NAMED ? count : DL_NAMED;
  memcpy(work->named, all, work->named_count * sizeof *all);
}

/* ---- what is known of a side ---- */

typedef struct side {
  const dl_candidate *candidate;
  dl_participants *parties;
  const dl_participants *other;
  const char *role;  /* "actor", "recipient" */
  int32_t phrase;    /* head token of its words; -1: none */
  const char *words; /* their lemma, "-" */
  const char *class; /* of its lemma, "" */
  const char *form;  /* "none", "pronoun", "name", "noun" */
} side;

/* The head of the words that stand where the side would; -1. */
static int32_t phrase_at(dl_coding *work, const side *s) {
  int32_t heads[DL_HEADS];
  uint32_t count = dl_slot_heads(work, &s->candidate->site, dl_role_slots(s->candidate, s->role[0] == 'r'), heads);
  for (uint32_t i = 0; i < count; i++) {
    const dl_token *t = &work->doc->tokens[heads[i]];
    if (t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_PRON) return heads[i];
  }
  return -1;
}

static void look_at_phrase(dl_coding *work, side *s) {
  const dl_document *doc = work->doc;
  s->phrase = -1;
  if (s->parties->count > 0) {
    const dl_participant *p = &s->parties->items[0];
    s->phrase = p->mention >= 0 ? (int32_t)doc->mentions[p->mention].head : (int32_t)dl_token_from(doc, p->span.begin);
    if (s->phrase >= (int32_t)doc->token_count) s->phrase = -1;
  } else {
    s->phrase = phrase_at(work, s);
  }
  unsigned upos = s->phrase < 0 ? DL_X : doc->tokens[s->phrase].upos;
  s->words = s->phrase < 0 ? "-" : upos == DL_PROPN ? "a name" : dl_key_lemma(work, s->phrase);
  s->class = s->phrase < 0 || upos == DL_PROPN ? "" : dl_class_of(work->lexicon, s->words);
  s->form = s->phrase < 0 ? "none" : upos == DL_PRON ? "pronoun" : upos == DL_PROPN ? "name" : "noun";
}

static bool has_country(const dl_participants *list) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i].country && *list->items[i].country) return true;
  return false;
}

static const char *first_country(const dl_participants *list) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i].country && *list->items[i].country) return list->items[i].country;
  return "";
}

/* Are all its parties of one state, or of none? */
static bool one_state(const dl_participants *list) {
  const char *first = first_country(list);
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i].country && *list->items[i].country && strcmp(list->items[i].country, first) != 0) return false;
  return true;
}

/* Is a party a place of which the gazetteer knows that it is in no one country: a continent, a sea? */
static bool is_region(const dl_coding *work, const dl_participants *list) {
  const dl_document *doc = work->doc;
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_place *place = list->items[i].entity >= 0 ? doc->entities[list->items[i].entity].place : NULL;
    if (place && (!*place->country || !strcmp(place->level, "water"))) return true;
  }
  return false;
}

/* Is a side's country still to be told, or can what the rules say of it be overruled? */
static bool is_open(const dl_coding *work, const dl_event *event, const dl_participants *list) {
  if (event->reciprocal && list->count != 1) return false;
  if (is_region(work, list)) return false;
  return !has_country(list) || (one_state(list) && work->named_total >= ENOUGH);
}

static bool holds(const dl_participants *list, const char *country) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i].country && !strcmp(list->items[i].country, country)) return true;
  return false;
}

static bool named_in(const dl_document *doc, const dl_sentence *sentence, const char *country) {
  for (uint32_t i = sentence->first; i < dl_sentence_end(sentence); i++) {
    int32_t at = doc->mention_at ? doc->mention_at[i] : -1;
    if (at >= 0 && !strcmp(doc->entities[doc->mentions[at].entity].country, country)) return true;
  }
  return false;
}

/* Is the one who says it of that state? */
static bool is_speaker(const dl_coding *work, int32_t trigger, const char *country) {
  const dl_document *doc = work->doc;
  int32_t speaker = work->speaker[trigger], at = speaker >= 0 && doc->mention_at ? doc->mention_at[speaker] : -1;
  return at >= 0 && !strcmp(doc->entities[doc->mentions[at].entity].country, country);
}

/* ---- evidence ---- */

static void name(dl_whose_option *o, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(&o->evidence, " ", a, b, c, d);
}

/* The place of a state among those that are named. */
static const char *rank_name(const dl_coding *work, const char *country) {
  static const char *const ranks[] = {"first", "second", "third", "later"};
  uint32_t rank = 0;
  while (rank < work->named_count && strcmp(work->named[rank].country, country) != 0) rank++;
  return ranks[rank < 3 ? rank : 3];
}

static const char *beside(const dl_participants *other) {
  if (!has_country(other)) return other->count ? "beside somebody" : "alone";
  return other->count > 1 ? "beside several" : "beside a state";
}

/* What speaks for a side as the rules left it. */
static void as_it_is(dl_coding *work, const side *s, dl_whose_option *o) {
  const dl_event *e = &s->candidate->event;
  const dl_participant *p = s->parties->count ? &s->parties->items[0] : NULL;
  bool state = has_country(s->parties);
  const char *held = state ? "state" : p ? "party" : "nobody", *sector = p && p->sector ? p->sector : "";
  const char *lemma = dl_key_lemma(work, s->candidate->site.trigger), *other = beside(s->other);
  o->country = "";
  o->evidence.count = 0;
  name(o, "kept", s->role, held, "");
  name(o, "kept", s->role, held, e->category);
  name(o, "kept", s->role, held, s->form);
  name(o, "kept", s->role, held, other);
  name(o, held, s->role, s->form, e->category);
  name(o, held, s->role, "words", s->words);
  name(o, held, s->role, "act", lemma);
  name(o, held, s->role, e->category, other);
  name(o, held, s->role, s->form, other);
  name(o, held, s->role, s->candidate->proposed ? "by the network" : "by a row", s->form);
  name(o, held, s->role, "sector", sector);
  name(o, held, s->role, "class", s->class);
  if (!state) return;
  bool near = s->phrase >= 0 && work->doc->tokens[s->phrase].sentence == e->sentence;
  name(o, "state", s->role, near ? "in the sentence" : "elsewhere", s->form);
  name(o, "state", s->role, p->country && is_state(p->country) ? rank_name(work, p->country) : "a body", "");
  name(o, "state", s->role, holds(s->other, p->country ? p->country : "") ? "own" : "foreign", e->category);
}

static const char *share_name(const dl_coding *work, const dl_named *n) {
  uint32_t tenths = 10 * n->count / (work->named_total ? work->named_total : 1);
  return tenths < 1   ? "below a tenth"
         : tenths < 2 ? "a tenth"
         : tenths < 4 ? "two tenths"
         : tenths < 6 ? "four tenths"
         : tenths < 9 ? "six tenths"
                      : "all";
}

static void option_of(dl_coding *work, const side *s, uint32_t rank, dl_whose_option *o) {
  const dl_document *doc = work->doc;
  const dl_named *n = &work->named[rank];
  const dl_event *e = &s->candidate->event;
  const char *place = rank_name(work, n->country), *lemma = dl_key_lemma(work, s->candidate->site.trigger);
  const char *other = !has_country(s->other) ? "other unknown" : holds(s->other, n->country) ? "own" : "foreign";
  o->country = n->country;
  o->evidence.count = 0;
  name(o, s->role, place, "", "");
  name(o, s->role, place, e->category, "");
  name(o, s->role, other, e->category, "");
  name(o, s->role, other, s->form, place);
  name(o, s->role, other, "words", s->words);
  name(o, s->role, place, "words", s->words);
  name(o, s->role, other, "act", lemma);
  name(o, s->role, other, "class", s->class);
  name(o, s->role, other, beside(s->other), e->category);
  name(o, s->role, "share", share_name(work, n), "");
  name(o, s->role, other, "share", share_name(work, n));
  if (n->first < dl_sentence_end(&doc->sentences[0]) || doc->sentences[doc->tokens[n->first].sentence].headline)
    name(o, s->role, "in the first sentence", "", "");
  if (s->parties->count && s->parties->items[0].sector) name(o, s->role, other, "sector", s->parties->items[0].sector);
  if (has_country(s->parties))
    name(o, s->role, "instead of a state", holds(s->parties, n->country) ? "the same" : other, s->form);
  if (!strcmp(n->country, work->before[0])) name(o, s->role, "did the act before", s->form, "");
  if (!strcmp(n->country, work->before[1])) name(o, s->role, "suffered the act before", s->form, "");
  if (is_speaker(work, s->candidate->site.trigger, n->country)) name(o, s->role, "speaks", s->form, e->category);
  if (named_in(doc, &doc->sentences[e->sentence], n->country))
    name(o, s->role, "in the sentence", other, s->form);
  else if (e->sentence > 0 && named_in(doc, &doc->sentences[e->sentence - 1], n->country))
    name(o, s->role, "in the sentence before", other, s->form);
}

/* ---- the choice ---- */

static float score(const dl_whose *whose, const dl_evidence *e) {
  float sum = 0;
  for (uint32_t i = 0; i < e->count; i++) {
    int32_t row = dl_evidence_row(e, i, &whose->names);
    if (row >= 0) sum += (float)whose->weights.values[row] * whose->weights.scale[row];
  }
  return sum;
}

/* A noun with the words before it that belong to it: "twelve suspects". */
static dl_span short_span(const dl_coding *work, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  dl_span span = {tokens[head].begin, tokens[head].end};
  for (int32_t c = dl_first(&work->graph, head); c >= 0 && c < head; c = work->graph.next[c]) {
    unsigned rel = tokens[c].rel;
    bool part = rel == DL_REL_COMPOUND || rel == DL_REL_AMOD || rel == DL_REL_FLAT || rel == DL_REL_NUMMOD;
    if (part && tokens[c].begin < span.begin) span.begin = tokens[c].begin;
  }
  return span;
}

/* The party of a state that the act's words do not name: the last mention of the state before it. */
static dl_participant of_state(const dl_document *doc, const dl_named *n, const dl_event *event) {
  int32_t before = dl_mention_before(doc, (uint32_t)n->entity, dl_token_from(doc, event->trigger_span.begin));
  uint32_t at = before >= 0 ? (uint32_t)before : doc->entities[n->entity].mentions[0];
  const dl_mention *m = &doc->mentions[at];
  return (dl_participant){.mention = (int32_t)at,
                          .entity = n->entity,
                          .span = {m->begin, m->end},
                          .code = n->country,
                          .country = n->country,
                          .sector = ""};
}

/* Do the words where the side would stand name somebody: a pronoun, people, a person or an organisation? */
static bool names_somebody(const dl_coding *work, const side *s) {
  static const char *const classes[] = {"people", "personnel", "office", "victim", "envoy", "hostages", NULL};
  if (s->phrase < 0 || work->doc->tokens[s->phrase].sentence != s->candidate->event.sentence) return false;
  const dl_token *t = &work->doc->tokens[s->phrase];
  if (t->upos == DL_PRON) return strcmp(t->lower, "it") != 0;
  if (t->upos == DL_PROPN) return t->ner >= DL_NER_B_ORG || t->ner == DL_NER_B_PER || t->ner == DL_NER_I_PER;
  return dl_is_listed(s->class, classes);
}

static void take(dl_coding *work, side *s, const dl_named *n) {
  dl_document *doc = work->doc;
  for (uint32_t i = 0; i < s->parties->count; i++) {
    dl_participant *p = &s->parties->items[i];
    p->country = n->country;
    if (!p->code || strncmp(p->code, n->country, 3) != 0)
      p->code = dl_arena_printf(doc->arena, "%s%s", n->country, p->sector ? p->sector : "");
  }
  if (s->parties->count > 0) return;
  dl_participant party = of_state(doc, n, &s->candidate->event);
  if (names_somebody(work, s)) {
    party.mention = party.entity = -1; /* unnamed.c makes an entity of the words */
    party.span = short_span(work, s->phrase);
  }
  dl_add_participant(work, s->parties, &party);
}

/* Whoever killed or hurt somebody and is not named is not to be called the state. */
static bool is_unknown_attacker(const dl_coding *work, const dl_candidate *c, const side *s) {
  return s->parties->count == 0 && s->role[0] == 'a' && strcmp(c->event.category, "ASSAULT") == 0 &&
         !names_somebody(work, s);
}

/* The state that is meant; NULL: none. */
static const dl_named *decide(dl_coding *work, const dl_candidate *c, side *s) {
  const dl_whose *whose = &work->coder->whose;
  dl_whose_option options[DL_WHOSE_OPTIONS];
  uint32_t count = 0, best = 0;
  float most = 0;
  look_at_phrase(work, s);
  if (is_unknown_attacker(work, c, s)) return NULL;
  as_it_is(work, s, &options[count++]);
  for (uint32_t i = 0; i < work->named_count; i++) option_of(work, s, i, &options[count++]);
  if (work->each_side) {
    dl_evidence sector;
    dl_sector_evidence_of(work, c, s->role, s->parties->count ? &s->parties->items[0] : NULL, s->phrase, &sector);
    work->each_side(work->each_context, &c->event, s->role, options, count, &sector);
    return NULL;
  }
  for (uint32_t i = 0; i < count; i++) {
    float sum = score(whose, &options[i].evidence);
    if (i == 0 || sum > most) most = sum, best = i;
  }
  return best > 0 ? &work->named[best - 1] : NULL;
}

/* The sectors of parties that have none; a code that is a state's alone stays so, as its name is no sector's. */
static void fill_sectors(dl_coding *work, const dl_candidate *c, const side *s) {
  dl_document *doc = work->doc;
  const dl_sectors *sectors = &work->coder->whose.sectors;
  for (uint32_t i = 0; i < s->parties->count; i++) {
    dl_participant *p = &s->parties->items[i];
    if ((p->sector && *p->sector) || !p->country || !is_state(p->country)) continue;
    bool words = p->mention >= 0, named = words && doc->mentions[p->mention].form == DL_NAM;
    int32_t head = words ? (int32_t)doc->mentions[p->mention].head : p->entity < 0 ? s->phrase : -1;
    if (words && doc->tokens[head].sentence != c->event.sentence) head = -1; /* told by the context alone */
    dl_evidence evidence;
    dl_sector_evidence_of(work, c, s->role, p, head, &evidence);
    p->sector = dl_sector_of(sectors, &evidence);
    if (*p->sector && !named && head >= 0 && p->code && strcmp(p->code, p->country) == 0)
      p->code = dl_arena_printf(doc->arena, "%s%s", p->country, p->sector);
  }
}

void dl_find_whose(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  if (!*e->category || (!work->each_side && work->coder->whose.names.keys.count == 0)) return;
  if (!work->named_total) {
    list_named(work);
    work->before[0] = work->before[1] = "";
  }
  if (work->named_total < FEWEST) return;
  side sides[] = {{c, &e->actor, &e->recipient, "actor", -1, "", "", ""},
                  {c, &e->recipient, &e->actor, "recipient", -1, "", "", ""}};
  const dl_named *found[2] = {NULL, NULL}; /* both are judged before either is filled in */
  for (int k = 0; k < (e->reciprocal ? 1 : 2); k++)
    if (is_open(work, e, sides[k].parties)) found[k] = decide(work, c, &sides[k]);
  const char *done[2] = {first_country(&e->actor), first_country(&e->recipient)};
  dl_watch before = dl_watch_event(e);
  for (int k = 0; k < 2; k++)
    if (found[k]) take(work, &sides[k], found[k]);
  memcpy(work->before, done, sizeof done);
  for (int k = 0; k < 2 && !work->each_side; k++) fill_sectors(work, c, &sides[k]);
  dl_trace_rule(work, e, &before, "by the states that the text names");
}
