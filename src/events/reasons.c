/* What speaks for an option on a side of an act: where its words stand in the tree, what they are, who proposes it; for
 * a state, how and where the text names it. */
#include <stdio.h>
#include <string.h>

#include "base/order.h"
#include "events/who.h"

static void name(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, " ", a, b, c, d);
}

/* Who does something together has no side of his own. */
static const char *role_name(const dl_act_options *o, bool recipient) {
  if (o->candidate->event.reciprocal) return recipient ? "partner" : "party";
  return recipient ? "recipient" : "actor";
}

/* ---- a proposal on a side ---- */

static const char *distance_name(int32_t far) {
  int32_t size = far < 0 ? -far : far;
  if (far < 0) return size < 3 ? "just before" : size < 8 ? "before" : "far before";
  return size < 3 ? "just behind" : size < 8 ? "behind" : "far behind";
}

/* The first piece of a row's slots that leads to the words: "obj", "nmod:of"; "" if none does. */
static const char *slot_of(const dl_act_options *o, bool recipient, int32_t head, char out[DL_PATH]) {
  for (uint32_t i = 0; i < o->led_count[recipient]; i++) {
    const dl_led *led = &o->led[recipient][i];
    if (led->head != head) continue;
    snprintf(out, DL_PATH, "%.*s", (int)led->size, led->slot);
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
  name(e, role, relation, where, dl_case_of(&work->graph, head));
  if (over >= 0 && dl_is_kind(work, over, "speech")) name(e, role, relation, "of speech", where);
  bool plural = strstr(tokens[p->head].feats, "Number=Plur") != NULL;
  name(e, role, plural ? "plural" : "singular", dl_words_name(p->words), c->event.category);
}

static void add_place(dl_coding *work, const dl_act_options *o, const dl_proposal *p, const char *role, bool recipient,
                      dl_evidence *e) {
  const dl_candidate *c = o->candidate;
  const dl_token *tokens = work->doc->tokens;
  const char *category = c->event.category, *act = dl_key_lemma(work, c->site.trigger), *voice = voice_of(work, c);
  char path[DL_PATH], slot[DL_PATH];
  if (p->head < 0 || tokens[p->head].sentence != c->event.sentence) {
    name(e, role, "in another sentence", "", "");
    return;
  }
  dl_find_path(&work->graph, c->site.trigger, p->head, path);
  name(e, role, voice, path, "");
  name(e, role, category, voice, path);
  name(e, role, act, voice, path);
  int32_t governor = tokens[c->site.trigger].head;
  if (path[0] == '<') name(e, role, "governed by", governor < 0 ? "-" : dl_key_lemma(work, governor), path);
  if (path[0] == '<' && governor >= 0 && dl_is_kind(work, governor, "speech")) name(e, role, "told by", voice, path);
  name(e, role, "path words", dl_words_name(p->words), path);
  if (c->site.kind == DL_LIGHT_ROW && c->site.verb >= 0 && c->site.verb != c->site.trigger) {
    dl_find_path(&work->graph, c->site.verb, p->head, path);
    name(e, role, "from the verb", path, "");
    name(e, role, "from the verb", path, category);
  }
  const char *found = slot_of(o, recipient, p->head, slot);
  name(e, role, "slot", *found ? found : "none", voice);
  name(e, role, "slot", *found ? found : "none", category);
  name(e, role, "slot", *found ? found : "none", dl_words_name(p->words));
  if (c->site.verb >= 0) {
    const char *deep = dl_deep_subject(&work->graph, c->site.verb) == p->head  ? "subject"
                       : dl_deep_object(&work->graph, c->site.verb) == p->head ? "object"
                                                                               : "neither";
    name(e, role, "deep", deep, category);
    name(e, role, "deep", deep, act);
  }
  add_over(work, p, c, role, e);
  const char *far = distance_name(p->head - c->site.trigger);
  name(e, role, far, dl_words_name(p->words), "");
  name(e, role, far, category, "");
  int32_t over = tokens[p->head].head;
  char relation[DL_PATH];
  dl_put_relation(&work->graph, p->head, relation, sizeof relation);
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
  name(e, role, "type", type, dl_words_name(p->words));
  name(e, role, "type", type, category);
  name(e, role, "sector", sector, "");
  name(e, role, "sector", sector, category);
  name(e, role, known, dl_words_name(p->words), "");
  name(e, role, known, category, "");
  name(e, role, "words", lemma, "");
  name(e, role, "words", lemma, category);
  if (p->words == DL_NOUN_WORDS) {
    name(e, role, "class", dl_class_of(work->lexicon, lemma), "");
    name(e, role, "class", dl_class_of(work->lexicon, lemma), category);
  }
  name(e, role, p->parties.count > 1 ? "several" : "one", category, "");
  if (entity) name(e, role, "named", dl_mentions_name(entity->mention_count), "");
  if (entity) name(e, role, "named", dl_mentions_name(entity->mention_count), dl_words_name(p->words));
}

void dl_proposal_evidence(dl_coding *work, const dl_act_options *o, uint32_t proposal, bool recipient, dl_evidence *e) {
  const dl_proposal *p = &o->proposals[proposal];
  const dl_candidate *c = o->candidate;
  const char *role = role_name(o, recipient), *category = c->event.category, *voice = voice_of(work, c),
             *words = dl_words_name(p->words), *act = dl_key_lemma(work, c->site.trigger),
             *rules = rules_name(o, p, recipient), *found = c->proposed ? "of the network" : "of a row";
  dl_evidence_begin(e, work->told);
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

static bool was_party(const dl_participants *before, const char *country) {
  for (uint32_t i = 0; i < before->count; i++)
    if (before->items[i].country && !strcmp(before->items[i].country, country)) return true;
  return false;
}

/* What speaks for leaving a party's country as names have it, on this side. */
static void add_kept(dl_coding *work, const dl_act_options *o, const dl_proposal *p, bool recipient, dl_evidence *e) {
  const char *words = dl_words_name(p->words), *known = *p->country ? "kept" : "unknown",
             *rules = rules_name(o, p, recipient);
  char file[DL_FILE_NAME];
  if (p->parties.count == 0) return;
  dl_put_file(work->doc, &p->parties.items[0], file);
  name(e, known, words, "", "");
  name(e, known, rules, words, file);
  name(e, known, rules, words, dl_amount_name(work));
  name(e, known, role_name(o, recipient), words, o->candidate->event.category);
}

void dl_state_evidence(dl_coding *work, const dl_act_options *o, uint32_t option, bool recipient, dl_evidence *e) {
  const dl_option *it = &o->items[option];
  const dl_proposal *p = &o->proposals[it->proposal];
  const dl_event *event = &o->candidate->event;
  const char *role = role_name(o, recipient), *words = dl_words_name(p->words), *category = event->category;
  dl_evidence_begin(e, work->told);
  if (it->state < 0) {
    add_kept(work, o, p, recipient, e);
    return;
  }
  const dl_named *n = &work->named[it->state];
  bool here = dl_is_named_in(work, event->sentence, p->head, it->state);
  bool just = event->sentence > 0 && dl_is_named_in(work, event->sentence - 1, -1, it->state);
  int32_t speaker = work->speaker[o->candidate->site.trigger];
  name(e, words, dl_rank_name(work, it->state), "", "");
  name(e, role, words, dl_rank_name(work, it->state), category);
  name(e, words, here ? "in the act's sentence" : just ? "just before it" : "elsewhere", "", "");
  name(e, role, words, here ? "in the act's sentence" : just ? "just before it" : "elsewhere", category);
  if (was_party(&work->before[0], n->country)) name(e, role, words, "did the act before", "");
  if (was_party(&work->before[1], n->country)) name(e, role, words, "suffered the act before", "");
  if (speaker >= 0 && work->homes.at[speaker] == it->state) name(e, role, words, "speaks", category);
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

/* The word at the head of a list: the first one of "Chad and Niger". */
static int32_t list_head(const dl_token *tokens, int32_t token) {
  for (int steps = 0; tokens[token].rel == DL_REL_CONJ && tokens[token].head >= 0 && steps < 16; steps++)
    token = tokens[token].head;
  return token;
}

dl_standing dl_standing_of(const dl_coding *work, const dl_act_options *o, uint32_t actor, uint32_t recipient) {
  const dl_token *tokens = work->doc->tokens;
  int32_t a = o->proposals[actor].head, r = o->proposals[recipient].head;
  uint32_t sentence = o->candidate->event.sentence;
  if (a < 0 || r < 0 || a == r) return DL_STAND_APART;
  if (tokens[a].sentence != sentence || tokens[r].sentence != sentence) return DL_STAND_APART;
  if (list_head(tokens, a) == list_head(tokens, r)) return DL_STAND_LISTED;
  if (tokens[r].rel == DL_REL_APPOS && tokens[r].head == a) return DL_STAND_BESIDE;
  if (tokens[a].rel == DL_REL_APPOS && tokens[a].head == r) return DL_STAND_BESIDE;
  int32_t act = o->candidate->site.trigger;
  bool below = dl_within(&work->graph, act, a) || dl_within(&work->graph, act, r); /* "the man who killed ..." */
  if (!below && dl_within(&work->graph, r, a)) return DL_STAND_IN_ACTOR;
  if (!below && dl_within(&work->graph, a, r)) return DL_STAND_IN_RECIPIENT;
  if (a < act && act < r) return DL_STAND_AROUND;
  if (r < act && act < a) return DL_STAND_TURNED;
  return a < r ? DL_STAND_ACTOR_FIRST : DL_STAND_RECIPIENT_FIRST;
}

void dl_pair_evidence(dl_coding *work, const dl_act_options *o, unsigned relation, dl_standing standing, dl_words actor,
                      dl_words recipient, dl_evidence *e) {
  static const char *const standings[DL_STANDINGS] = {"apart",          "in a list", "beside", "recipient inside",
                                                      "actor inside",   "around",    "turned", "actor first",
                                                      "recipient first"};
  static const char *const names[DL_RELATIONS / 2] = {"nobody",       "no recipient", "no actor", "the same",
                                                      "both unknown", "one unknown",  "own",      "foreign"};
  const dl_candidate *c = o->candidate;
  const char *is = names[relation % (DL_RELATIONS / 2)], *category = c->event.category,
             *act = dl_key_lemma(work, c->site.trigger);
  dl_evidence_begin(e, work->told);
  name(e, "pair", is, "", "");
  name(e, "pair", is, category, "");
  name(e, "pair", is, category, dl_words_name(recipient));
  name(e, "pair", is, category, dl_words_name(actor));
  name(e, "pair", is, dl_words_name(actor), dl_words_name(recipient));
  name(e, "pair", is, act, "");
  name(e, "pair", is, dl_amount_name(work), "");
  if (c->event.reciprocal) name(e, "pair", is, "mutual", "");
  if (standing != DL_STAND_APART) {
    const char *stand = standings[standing], *together = c->event.reciprocal ? "mutual" : voice_of(work, c);
    name(e, "stand", stand, together, "");
    name(e, "stand", stand, is, "");
    name(e, "stand", stand, category, "");
    name(e, "stand", stand, dl_words_name(actor), dl_words_name(recipient));
  }
  if (relation < DL_RELATIONS / 2) return;
  name(e, "rules' pair", is, c->event.reciprocal ? "together" : "apart", "");
  name(e, "rules' pair", is, c->proposed ? "of the network" : "of a row", "");
  name(e, "rules' pair", is, category, "");
  name(e, "rules' pair", is, dl_words_name(actor), dl_words_name(recipient));
  name(e, "rules' pair", is, dl_amount_name(work), "");
}
