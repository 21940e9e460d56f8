/* What speaks for an option on a side of an act: where its words stand in the tree, what they are, who proposes it; for
 * a state, how and where the text names it. */
#include <stdio.h>
#include <string.h>

#include "base/order.h"
#include "events/options.h"

enum { DEPTH = 6, PATH = 96 };

static const char *const words_names[DL_WORD_KINDS] = {"nobody", "unsaid", "state", "name", "noun", "pronoun"};

static void name(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, " ", a, b, c, d);
}

/* Who does something together has no side of his own. */
static const char *role_name(const dl_act_options *o, bool recipient) {
  if (o->candidate->event.reciprocal) return recipient ? "partner" : "party";
  return recipient ? "recipient" : "actor";
}

/* Of what is no state the body itself. */
static const char *body_name(const char *country) {
  static const char *const bodies[] = {"IGO", "NGO", "IMG", "MNC", "UNO", "EUR", NULL};
  return !*country ? "none" : *country == '*' ? "several" : dl_is_listed(country, bodies) ? country : "a state";
}

/* ---- the tree ---- */

static const char *case_of(const dl_graph *g, int32_t token) {
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c])
    if (g->doc->tokens[c].rel == DL_REL_CASE) return g->doc->tokens[c].lower;
  return "";
}

/* A relation with the preposition of what stands in it: "obl:in". */
static int put_relation(const dl_graph *g, int32_t token, char *out, size_t size) {
  const dl_token *t = &g->doc->tokens[token];
  const char *word =
      t->rel == DL_REL_OBL || (t->rel == DL_REL_NMOD && !strchr(t->deprel, ':')) ? case_of(g, token) : "";
  return snprintf(out, size, "%s%s%s", t->deprel, *word ? ":" : "", word);
}

/* The way from one word to another: up "<rel", down ">rel"; words that only stand beside others of their kind are
 * passed by. "far" where it is too long. */
static void find_path(const dl_graph *g, int32_t from, int32_t to, char out[PATH]) {
  const dl_token *tokens = g->doc->tokens;
  int32_t up[DEPTH + 1], ups = 0, down[DEPTH + 1], downs = 0;
  size_t used = 0;
  snprintf(out, PATH, "far");
  for (int32_t t = from; t >= 0 && ups <= DEPTH; t = tokens[t].head) up[ups++] = t;
  int32_t meet = -1;
  for (int32_t t = to; t >= 0 && downs <= DEPTH; t = tokens[t].head) {
    for (int32_t k = 0; k < ups && meet < 0; k++)
      if (up[k] == t) meet = k;
    if (meet >= 0) break;
    down[downs++] = t;
  }
  if (meet < 0) return;
  out[0] = '\0';
  for (int32_t k = 0; k < meet && used < PATH; k++) {
    if (tokens[up[k]].rel == DL_REL_CONJ) continue;
    used += (size_t)snprintf(out + used, PATH - used, "<%s", tokens[up[k]].deprel);
  }
  for (int32_t k = downs; k-- > 0 && used + 1 < PATH;) {
    if (tokens[down[k]].rel == DL_REL_CONJ) continue;
    out[used++] = '>';
    used += (size_t)put_relation(g, down[k], out + used, PATH - used);
  }
}

/* ---- a proposal on a side ---- */

static const char *distance_name(int32_t far) {
  int32_t size = far < 0 ? -far : far;
  if (far < 0) return size < 3 ? "just before" : size < 8 ? "before" : "far before";
  return size < 3 ? "just behind" : size < 8 ? "behind" : "far behind";
}

static const char *mentions_name(uint32_t count) {
  return count < 2 ? "once" : count < 4 ? "twice" : count < 8 ? "often" : "most often";
}

/* The first piece of a row's slots that leads to the words: "obj", "nmod:of"; "" if none does. */
static const char *slot_of(const dl_act_options *o, bool recipient, int32_t head, char out[PATH]) {
  for (uint32_t i = 0; i < o->led_count[recipient]; i++) {
    const dl_led *led = &o->led[recipient][i];
    if (led->head != head) continue;
    snprintf(out, PATH, "%.*s", (int)led->size, led->slot);
    return out;
  }
  return "";
}

static const char *voice_of(const dl_coding *work, const dl_candidate *c) {
  static const char *const kinds[DL_KINDS] = {"verb", "light", "noun", "adjective"};
  bool passive = c->site.kind == DL_VERB_ROW && c->site.verb >= 0 && dl_is_passive(&work->graph, c->site.verb);
  return passive ? "passive" : kinds[c->site.kind];
}

static const char *rules_name(const dl_act_options *o, const dl_proposal *p, bool recipient) {
  const dl_event *e = &o->candidate->event;
  unsigned own = recipient ? DL_BY_RULES_RECIPIENT : DL_BY_RULES_ACTOR,
           other = recipient ? DL_BY_RULES_ACTOR : DL_BY_RULES_RECIPIENT;
  bool any = recipient ? e->recipient.count > 0 : e->actor.count > 0;
  if (p->words == DL_NOBODY) return any ? "rules have one" : "rules have none";
  if (p->by & own) return "rules take";
  if (p->by & other) return any ? "rules have on the other side, and one" : "rules have on the other side";
  return any ? "rules have another" : "rules have none";
}

/* The rule that found a side last: "nsubj", "who did the act told before". */
static void put_rule(const dl_event *e, const char *role, char *out, size_t size) {
  snprintf(out, size, "-");
  size_t width = strlen(role);
  for (const dl_trace *at = e->trace; at; at = at->before) {
    if (strncmp(at->line, role, width) != 0 || at->line[width] != ':') continue;
    const char *rule = at->line + width + 2, *word = strstr(rule, " at \"");
    snprintf(out, size, "%.*s", word ? (int)(word - rule) : (int)strlen(rule), rule);
    return;
  }
}

/* Words above which the tree has the clauses of a sentence: "said", "and"; how the party stands there. */
static void add_over(dl_coding *work, const dl_proposal *p, const dl_candidate *c, const char *role, dl_evidence *e) {
  const dl_token *tokens = work->doc->tokens;
  int32_t head = p->head;
  for (int steps = 0; tokens[head].rel == DL_REL_CONJ && tokens[head].head >= 0 && steps < 8; steps++)
    head = tokens[head].head;
  int32_t over = tokens[head].head, verb = dl_top_of(c);
  const char *relation = tokens[head].deprel,
             *where = over < 0                                         ? "top"
                      : over == c->site.trigger                        ? "of the act"
                      : over == verb                                   ? "of its verb"
                      : dl_within(&work->graph, over, c->site.trigger) ? "below the act"
                      : dl_within(&work->graph, c->site.trigger, over) ? "above the act"
                                                                       : "aside";
  name(e, role, relation, where, voice_of(work, c));
  name(e, role, relation, where, c->event.category);
  name(e, role, relation, where, case_of(&work->graph, head));
  if (over >= 0 && dl_is_kind(work, over, "speech")) name(e, role, relation, "of speech", where);
  bool plural = strstr(tokens[p->head].feats, "Number=Plur") != NULL;
  name(e, role, plural ? "plural" : "singular", words_names[p->words], c->event.category);
}

static void add_place(dl_coding *work, const dl_act_options *o, const dl_proposal *p, const char *role, bool recipient,
                      dl_evidence *e) {
  const dl_candidate *c = o->candidate;
  const dl_token *tokens = work->doc->tokens;
  const char *category = c->event.category, *act = dl_key_lemma(work, c->site.trigger), *voice = voice_of(work, c);
  char path[PATH], slot[PATH];
  if (p->head < 0 || tokens[p->head].sentence != c->event.sentence) {
    name(e, role, "in another sentence", "", "");
    return;
  }
  find_path(&work->graph, c->site.trigger, p->head, path);
  name(e, role, voice, path, "");
  name(e, role, category, voice, path);
  name(e, role, act, voice, path);
  name(e, role, "path words", words_names[p->words], path);
  if (c->site.kind == DL_LIGHT_ROW && c->site.verb >= 0 && c->site.verb != c->site.trigger) {
    find_path(&work->graph, c->site.verb, p->head, path);
    name(e, role, "from the verb", path, "");
    name(e, role, "from the verb", path, category);
  }
  const char *found = slot_of(o, recipient, p->head, slot);
  name(e, role, "slot", *found ? found : "none", voice);
  name(e, role, "slot", *found ? found : "none", category);
  name(e, role, "slot", *found ? found : "none", words_names[p->words]);
  if (c->site.verb >= 0) {
    const char *deep = dl_deep_subject(&work->graph, c->site.verb) == p->head  ? "subject"
                       : dl_deep_object(&work->graph, c->site.verb) == p->head ? "object"
                                                                               : "neither";
    name(e, role, "deep", deep, category);
    name(e, role, "deep", deep, act);
  }
  add_over(work, p, c, role, e);
  const char *far = distance_name(p->head - c->site.trigger);
  name(e, role, far, words_names[p->words], "");
  name(e, role, far, category, "");
  int32_t over = tokens[p->head].head;
  char relation[PATH];
  put_relation(&work->graph, p->head, relation, sizeof relation);
  name(e, role, "stands as", relation, category);
  if (over >= 0 && over != c->site.trigger) name(e, role, "stands at", relation, dl_key_lemma(work, over));
}

static void add_kind(dl_coding *work, const dl_act_options *o, const dl_proposal *p, const char *role, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const dl_participant *party = &p->parties.items[0];
  const dl_entity *entity = party->entity >= 0 ? &doc->entities[party->entity] : NULL;
  const char *category = o->candidate->event.category, *type = entity ? dl_entity_type_name(entity->type) : "-",
             *sector = party->sector && *party->sector ? party->sector : "-",
             *known = !*p->country         ? "no country"
                      : *p->country == '*' ? "countries"
                                           : "a country",
             *lemma = p->head < 0                             ? "-"
                      : doc->tokens[p->head].upos == DL_PROPN ? "a name"
                                                              : dl_key_lemma(work, p->head);
  name(e, role, "type", type, words_names[p->words]);
  name(e, role, "type", type, category);
  name(e, role, "sector", sector, "");
  name(e, role, "sector", sector, category);
  name(e, role, known, words_names[p->words], "");
  name(e, role, known, category, "");
  name(e, role, "words", lemma, "");
  name(e, role, "words", lemma, category);
  if (p->words == DL_NOUN_WORDS) {
    name(e, role, "class", dl_class_of(work->lexicon, lemma), "");
    name(e, role, "class", dl_class_of(work->lexicon, lemma), category);
  }
  name(e, role, p->parties.count > 1 ? "several" : "one", category, "");
  if (entity) name(e, role, "named", mentions_name(entity->mention_count), "");
  if (entity) name(e, role, "named", mentions_name(entity->mention_count), words_names[p->words]);
}

void dl_proposal_evidence(dl_coding *work, const dl_act_options *o, uint32_t proposal, bool recipient, dl_evidence *e) {
  const dl_proposal *p = &o->proposals[proposal];
  const dl_candidate *c = o->candidate;
  const char *role = role_name(o, recipient), *category = c->event.category, *voice = voice_of(work, c),
             *words = words_names[p->words], *act = dl_key_lemma(work, c->site.trigger),
             *rules = rules_name(o, p, recipient), *found = c->proposed ? "of the network" : "of a row";
  e->count = 0;
  name(e, role, words, "", "");
  name(e, role, words, category, "");
  name(e, role, words, category, voice);
  name(e, role, words, act, "");
  name(e, role, rules, words, "");
  name(e, role, rules, words, category);
  name(e, role, rules, words, found);
  name(e, role, rules, words, voice);
  char rule[64];
  put_rule(&c->event, role, rule, sizeof rule);
  name(e, role, rules, "by", rule);
  name(e, role, rules, rule, words);
  name(e, role, rules, c->row.flags && dl_flag(c->row.flags, "nested", NULL) ? "nested" : "", words);
  const char *together = c->event.actor.count > 1 ? "rules have several" : c->event.actor.count ? "rules have one" : "";
  if (c->event.reciprocal) name(e, role, together, words, "");
  if (c->event.reciprocal) name(e, role, together, rules, words);
  if (p->by & DL_BY_SPEAKER) name(e, role, "speaks", words, category);
  if (p->by & DL_BY_ACTOR_BEFORE) name(e, role, "did the act before", words, category);
  if (p->by & DL_BY_RECIPIENT_BEFORE) name(e, role, "suffered the act before", words, category);
  if (p->by & DL_BY_ACTOR_BEFORE) name(e, role, "did the act before", words, "");
  if (p->by & DL_BY_RECIPIENT_BEFORE) name(e, role, "suffered the act before", words, "");
  if (p->parties.count == 0) return;
  add_kind(work, o, p, role, e);
  add_place(work, o, p, role, recipient, e);
}

/* ---- a state ---- */

/* The place of a state among those that are named. */
static const char *rank_name(const dl_coding *work, const char *country) {
  static const char *const ranks[] = {"first", "second", "third", "later"};
  uint32_t rank = 0;
  while (rank < work->named_count && strcmp(work->named[rank].country, country) != 0) rank++;
  if (rank == work->named_count && work->named_count < DL_NAMED) return "unnamed";
  return ranks[rank < 3 ? rank : 3];
}

static const char *share_name(uint32_t part, uint32_t whole) {
  uint32_t tenths = 10 * part / (whole ? whole : 1);
  return tenths < 1   ? "below a tenth"
         : tenths < 2 ? "a tenth"
         : tenths < 4 ? "two tenths"
         : tenths < 6 ? "four tenths"
         : tenths < 9 ? "six tenths"
                      : "all";
}

static const dl_named *named_of(const dl_coding *work, const char *country) {
  for (uint32_t i = 0; i < work->named_count; i++)
    if (!strcmp(work->named[i].country, country)) return &work->named[i];
  return NULL;
}

static const char *amount_name(const dl_coding *work) {
  uint32_t n = work->named_total;
  return n < 3 ? "few states" : n < 6 ? "some states" : n < 12 ? "states" : "many states";
}

static const char *country_at(const dl_document *doc, uint32_t token) {
  int32_t at = doc->mention_at ? doc->mention_at[token] : -1;
  const dl_entity *entity = at < 0 ? NULL : &doc->entities[doc->mentions[at].entity];
  if (!entity) return "";
  bool place = entity->place && *entity->place->country && entity->type != DL_PER && entity->type != DL_ORG;
  return place ? entity->place->country : entity->country;
}

static bool is_named_between(const dl_document *doc, uint32_t first, uint32_t end, int32_t but, const char *country) {
  for (uint32_t i = first; i < end; i++)
    if ((int32_t)i != but && !strcmp(country_at(doc, i), country)) return true;
  return false;
}

static bool is_named_in(const dl_document *doc, const dl_sentence *s, int32_t but, const char *country) {
  return is_named_between(doc, s->first, dl_sentence_end(s), but, country);
}

static bool is_speaker(const dl_coding *work, int32_t trigger, const char *country) {
  int32_t speaker = work->speaker[trigger];
  return speaker >= 0 && !strcmp(country_at(work->doc, (uint32_t)speaker), country);
}

static bool was_party(const dl_participants *before, const char *country) {
  for (uint32_t i = 0; i < before->count; i++)
    if (before->items[i].country && !strcmp(before->items[i].country, country)) return true;
  return false;
}

/* Stands the state's name in the phrase of a word, or in one that it belongs to: "the Kenyan police", "police of
 * Kenya"? */
static const char *phrase_name(const dl_coding *work, int32_t head, const char *country) {
  const dl_graph *g = &work->graph;
  const dl_token *tokens = work->doc->tokens;
  for (int32_t c = dl_first(g, head); c >= 0; c = g->next[c]) {
    if (!strcmp(country_at(work->doc, (uint32_t)c), country)) return tokens[c].deprel;
    for (int32_t k = dl_first(g, c); k >= 0; k = g->next[k])
      if (!strcmp(country_at(work->doc, (uint32_t)k), country)) return "inside";
  }
  int32_t over = tokens[head].head;
  if (over >= 0 && !strcmp(country_at(work->doc, (uint32_t)over), country)) return "of it";
  return "outside";
}

/* Is it the state named last before the word? */
static bool is_last_before(const dl_coding *work, int32_t head, const char *country) {
  const dl_document *doc = work->doc;
  int32_t first = (int32_t)dl_sentence_back(doc, doc->tokens[head].sentence, 1)->first;
  for (int32_t t = head - 1; t >= first; t--) {
    const char *here = country_at(doc, (uint32_t)t);
    if (*here) return !strcmp(here, country);
  }
  return false;
}

/* In how many of the sentences that mention the party is the state named, too? */
static const char *company_name(const dl_document *doc, const dl_participant *party, const char *country) {
  if (party->entity < 0) return "-";
  const dl_entity *e = &doc->entities[party->entity];
  uint32_t with = 0, all = e->mention_count < 12 ? e->mention_count : 12;
  for (uint32_t i = 0; i < all; i++) {
    const dl_mention *m = &doc->mentions[e->mentions[i]];
    with += is_named_in(doc, &doc->sentences[doc->tokens[m->head].sentence], (int32_t)m->head, country);
  }
  return with == 0 ? "never" : 2 * with < all ? "seldom" : with < all ? "mostly" : "always";
}

/* The file of the row that tells of the party: "people", "agents"; "-". */
static void put_file(const dl_document *doc, const dl_participant *party, char *out, size_t size) {
  const char *origin = party->mention >= 0 ? doc->mentions[party->mention].origin : "";
  const char *slash = strrchr(origin, '/');
  snprintf(out, size, "%.*s", (int)strcspn(slash ? slash + 1 : origin, ".:"), slash ? slash + 1 : origin);
  if (!*out) snprintf(out, size, "-");
}

/* What speaks for leaving a party's country as names have it. */
static void add_kept(dl_coding *work, const dl_act_options *o, const dl_proposal *p, bool recipient, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const char *words = words_names[p->words], *known = *p->country ? "kept" : "unknown",
             *category = o->candidate->event.category, *role = role_name(o, recipient);
  if (p->parties.count == 0) return;
  const dl_participant *party = &p->parties.items[0];
  const char *type = party->entity >= 0 ? dl_entity_type_name(doc->entities[party->entity].type) : "-",
             *lemma = p->head < 0 || doc->tokens[p->head].upos == DL_PROPN ? "a name" : dl_key_lemma(work, p->head);
  const char *rules = rules_name(o, p, recipient);
  char file[32];
  put_file(doc, party, file, sizeof file);
  name(e, known, words, "", "");
  name(e, known, words, type, file);
  name(e, known, rules, words, file);
  name(e, known, rules, words, amount_name(work));
  name(e, known, words, amount_name(work), "");
  name(e, known, role, words, category);
  name(e, known, "words", lemma, "");
  name(e, known, "sector", party->sector ? party->sector : "", words);
  if (!*p->country || *p->country == '*') return;
  name(e, "kept", words, body_name(p->country), "");
  name(e, "kept", words, body_name(p->country), file);
  name(e, "kept", words, rank_name(work, p->country), "");
  const dl_named *own = named_of(work, p->country);
  name(e, "kept", words, "share by name", own && own->firm ? share_name(own->firm, work->named_firm) : "none");
  name(e, "kept", words, "share", own ? share_name(own->count, work->named_total) : "none");
  name(e, "kept", words, rank_name(work, p->country), amount_name(work));
  name(e, "kept", words, file, rank_name(work, p->country));
  if (p->head < 0) return;
  name(e, "kept", words, phrase_name(work, p->head, p->country), "");
  name(e, "kept", words, "beside it", company_name(doc, party, p->country));
  name(e, "kept", words, "last before", is_last_before(work, p->head, p->country) ? "yes" : "no");
}

/* What speaks for a state by the words that it is given to. */
static void add_given(dl_coding *work, const dl_proposal *p, const char *words, const dl_named *n, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const dl_participant *party = &p->parties.items[0];
  const char *place = rank_name(work, n->country),
             *lemma = p->head < 0 || doc->tokens[p->head].upos == DL_PROPN ? "a name" : dl_key_lemma(work, p->head);
  const char *type = party->entity >= 0 ? dl_entity_type_name(doc->entities[party->entity].type) : "-";
  char file[32];
  put_file(doc, party, file, sizeof file);
  name(e, words, place, "instead of", body_name(p->country));
  name(e, words, "instead of", body_name(p->country), type);
  name(e, words, place, "instead of one of", file);
  name(e, words, place, "words", lemma);
  name(e, words, place, "sector", party->sector && *party->sector ? party->sector : "-");
  if (p->head < 0) return;
  const char *phrase = phrase_name(work, p->head, n->country), *company = company_name(doc, party, n->country);
  name(e, words, "phrase", phrase, "");
  name(e, words, "phrase", phrase, *p->country ? "instead" : "");
  name(e, words, "beside it", company, "");
  name(e, words, "beside it", company, *p->country ? "instead" : "");
  name(e, words, "last before", is_last_before(work, p->head, n->country) ? "yes" : "no", "");
  name(e, words, "last before", is_last_before(work, p->head, n->country) ? "yes" : "no", place);
}

void dl_state_evidence(dl_coding *work, const dl_act_options *o, uint32_t option, bool recipient, dl_evidence *e) {
  const dl_option *it = &o->items[option];
  const dl_proposal *p = &o->proposals[it->proposal];
  const dl_document *doc = work->doc;
  const dl_event *event = &o->candidate->event;
  const char *role = role_name(o, recipient), *words = words_names[p->words], *category = event->category;
  e->count = 0;
  if (it->state < 0) {
    add_kept(work, o, p, recipient, e);
    return;
  }
  const dl_named *n = &work->named[it->state];
  const char *place = rank_name(work, n->country);
  name(e, words, place, "", "");
  name(e, words, place, amount_name(work), "");
  name(e, words, "share", share_name(n->count, work->named_total), "");
  name(e, words, "share by name", n->firm ? share_name(n->firm, work->named_firm) : "none", "");
  name(e, role, words, place, category);
  if (n->first < dl_sentence_end(&doc->sentences[0]) || doc->sentences[doc->tokens[n->first].sentence].headline)
    name(e, words, "in the first sentence", "", "");
  bool here = is_named_in(doc, &doc->sentences[event->sentence], p->head, n->country);
  bool just = event->sentence > 0 && is_named_in(doc, &doc->sentences[event->sentence - 1], -1, n->country);
  name(e, words, here ? "in the sentence" : just ? "in the sentence before" : "elsewhere", "", "");
  name(e, words, here ? "in the sentence" : just ? "in the sentence before" : "elsewhere", place, "");
  name(e, role, words, here ? "in the sentence" : just ? "in the sentence before" : "elsewhere", category);
  if (was_party(&work->before[0], n->country)) name(e, role, words, "did the act before", "");
  if (was_party(&work->before[1], n->country)) name(e, role, words, "suffered the act before", "");
  if (is_speaker(work, o->candidate->site.trigger, n->country)) name(e, role, words, "speaks", category);
  if (p->parties.count) add_given(work, p, words, n, e);
}

/* ---- a pair ---- */

static bool shares_party(const dl_participants *a, const dl_participants *b) {
  for (uint32_t i = 0; i < a->count; i++)
    for (uint32_t k = 0; k < b->count; k++)
      if (dl_same_party(&a->items[i], &b->items[k])) return true;
  return false;
}

static unsigned relation_of(const dl_coding *work, const dl_act_options *o, uint32_t actor, uint32_t recipient) {
  const dl_proposal *a = &o->proposals[o->items[actor].proposal], *r = &o->proposals[o->items[recipient].proposal];
  const char *x = dl_option_country(work, o, actor), *y = dl_option_country(work, o, recipient);
  if (a->words == DL_NOBODY || r->words == DL_NOBODY) return a->words != DL_NOBODY ? 1 : r->words != DL_NOBODY ? 2 : 0;
  if ((a->head >= 0 && a->head == r->head) || shares_party(&a->parties, &r->parties)) return 3;
  if (!*x || !*y) return !*x && !*y ? 4 : 5;
  return strcmp(x, y) == 0 ? 6 : 7;
}

/* Is it what the rules have on that side, of a country that they know, or nobody if they have none? */
static bool is_of_rules(const dl_act_options *o, uint32_t option, unsigned by, const dl_participants *found) {
  const dl_option *it = &o->items[option];
  const dl_proposal *p = &o->proposals[it->proposal];
  if (it->state >= 0) return false;
  return found->count ? (p->by & by) != 0 && *p->country : p->words == DL_NOBODY;
}

unsigned dl_relation_of(const dl_coding *work, const dl_act_options *o, uint32_t actor, uint32_t recipient) {
  const dl_event *e = &o->candidate->event;
  bool kept = is_of_rules(o, actor, DL_BY_RULES_ACTOR, &e->actor) &&
              is_of_rules(o, recipient, DL_BY_RULES_RECIPIENT, &e->recipient);
  return relation_of(work, o, actor, recipient) + (kept ? DL_RELATIONS / 2 : 0);
}

void dl_pair_evidence(dl_coding *work, const dl_act_options *o, unsigned relation, dl_words actor, dl_words recipient,
                      dl_evidence *e) {
  static const char *const names[DL_RELATIONS / 2] = {"nobody",       "no recipient", "no actor", "the same",
                                                      "both unknown", "one unknown",  "own",      "foreign"};
  const dl_candidate *c = o->candidate;
  const char *is = names[relation % (DL_RELATIONS / 2)], *category = c->event.category,
             *act = dl_key_lemma(work, c->site.trigger);
  e->count = 0;
  name(e, "pair", is, "", "");
  name(e, "pair", is, category, "");
  name(e, "pair", is, category, words_names[recipient]);
  name(e, "pair", is, category, words_names[actor]);
  name(e, "pair", is, words_names[actor], words_names[recipient]);
  name(e, "pair", is, act, "");
  name(e, "pair", is, amount_name(work), "");
  if (c->event.reciprocal) name(e, "pair", is, "mutual", "");
  if (relation < DL_RELATIONS / 2) return;
  name(e, "rules' pair", is, c->event.reciprocal ? "together" : "apart", "");
  name(e, "rules' pair", is, c->proposed ? "of the network" : "of a row", "");
  name(e, "rules' pair", is, category, "");
  name(e, "rules' pair", is, words_names[actor], words_names[recipient]);
  name(e, "rules' pair", is, amount_name(work), "");
}
