/* What speaks for an option on a side of an act: where its words stand in the tree, what they are, who proposes it; for
 * a state, how and where the text names it. */
#include <string.h>

#include "base/buffer.h"
#include "base/order.h"
#include "events/who.h"

#define P DL_PART

static inline void name(dl_evidence *e, dl_part a, dl_part b, dl_part c, dl_part d) {
  dl_evidence_join(e, a, b, c, d);
}

/* ---- the act ---- */

/* Who does something together has no side of his own. */
static dl_part role_name(const dl_event *e, bool recipient) {
  if (e->reciprocal) return recipient ? P("partner") : P("party");
  return recipient ? P("recipient") : P("actor");
}

static dl_part voice_of(const dl_coding *work, const dl_candidate *c) {
  static const char *const kinds[DL_KINDS] = {"verb", "light", "noun", "adjective"};
  bool passive = c->site.kind == DL_VERB_ROW && c->site.verb >= 0 && dl_is_passive(work->doc, c->site.verb);
  return passive ? P("passive") : dl_part_of(kinds[c->site.kind]);
}

/* The rule that found a side last: "nsubj", "who did the act told before". */
static dl_part rule_of(const dl_event *e, dl_part role, char text[DL_RULE]) {
  for (const dl_trace *at = e->trace; at; at = at->before) {
    if (strncmp(at->line, role.text, role.size) != 0 || at->line[role.size] != ':') continue;
    const char *rule = at->line + role.size + 2, *word = strstr(rule, " at \"");
    dl_put_text(text, DL_RULE, rule, word ? (size_t)(word - rule) : strlen(rule));
    return dl_part_of(text);
  }
  return P("-");
}

void dl_name_act(const dl_coding *work, dl_act_options *o) {
  const dl_candidate *c = o->candidate;
  dl_act_names *n = &o->names;
  bool nested = c->row.flags & DL_FLAG_NESTED;
  n->category = dl_part_of(dl_act_name(c->event.act));
  n->act = dl_part_of(dl_key_lemma(work, c->site.trigger));
  n->voice = voice_of(work, c);
  n->found = c->proposed ? P("of the network") : P("of a row");
  n->nested = nested ? P("nested") : P("");
  for (int side = 0; side < 2; side++) {
    n->role[side] = role_name(&c->event, side);
    n->rule[side] = rule_of(&c->event, n->role[side], n->rule_text[side]);
  }
}

/* ---- a proposal on a side ---- */

static dl_part distance_name(int32_t far) {
  int32_t size = far < 0 ? -far : far;
  if (far < 0) return size < 3 ? P("just before") : size < 8 ? P("before") : P("far before");
  return size < 3 ? P("just behind") : size < 8 ? P("behind") : P("far behind");
}

/* The first piece of a row's slots that leads to the words: "obj", "nmod:of"; "none" if none does. */
static dl_part slot_of(const dl_act_options *o, bool recipient, int32_t head) {
  for (uint32_t i = 0; i < o->led_count[recipient]; i++)
    if (o->led[recipient][i].head == head) return dl_part_of(o->led[recipient][i].slot);
  return P("none");
}

static dl_part rules_name(const dl_act_options *o, const dl_proposal *p, bool recipient) {
  const dl_event *e = &o->candidate->event;
  unsigned own = recipient ? DL_BY_RULES_RECIPIENT : DL_BY_RULES_ACTOR,
           other = recipient ? DL_BY_RULES_ACTOR : DL_BY_RULES_RECIPIENT;
  bool any = recipient ? e->recipient.count > 0 : e->actor.count > 0;
  if (p->words == DL_NOBODY) return any ? P("rules have one") : P("rules have none");
  if (p->by & own) return P("rules take");
  if (p->by & other) return any ? P("rules have on the other side, and one") : P("rules have on the other side");
  return any ? P("rules have another") : P("rules have none");
}

/* Words above which the tree has the clauses of a sentence: "said", "and"; how the party stands there. */
static void add_over(dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role, dl_evidence *e) {
  const dl_candidate *c = o->candidate;
  const dl_token *tokens = work->doc->tokens;
  int32_t head = dl_first_conjunct(work->doc, p->head), over = tokens[head].head, verb = dl_top_of(c);
  dl_part relation = dl_part_of(dl_deprel_name(tokens[head].deprel)),
          where = over < 0                                      ? P("top")
                  : over == c->site.trigger                     ? P("of the act")
                  : over == verb                                ? P("of its verb")
                  : dl_within(work->doc, over, c->site.trigger) ? P("below the act")
                  : dl_within(work->doc, c->site.trigger, over) ? P("above the act")
                                                                : P("aside");
  name(e, role, relation, where, o->names.voice);
  name(e, role, relation, where, o->names.category);
  name(e, role, relation, where, dl_part_of(dl_case_of(work->doc, head)));
  if (over >= 0 && dl_is_kind(work, over, DL_SENSE_SPEECH)) name(e, role, relation, P("of speech"), where);
  bool plural = (tokens[p->head].features & DL_PLURAL);
  name(e, role, plural ? P("plural") : P("singular"), dl_words_name(p->words), o->names.category);
}

/* Who the verb's deep subject and object are, and how far the words stand from the act. */
static void add_depth(dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role, dl_evidence *e) {
  const dl_site *site = &o->candidate->site;
  if (site->verb >= 0) {
    dl_part deep = dl_deep_subject(work->doc, site->verb) == p->head  ? P("subject")
                   : dl_deep_object(work->doc, site->verb) == p->head ? P("object")
                                                                      : P("neither");
    name(e, role, P("deep"), deep, o->names.category);
    name(e, role, P("deep"), deep, o->names.act);
  }
  add_over(work, o, p, role, e);
  dl_part far = distance_name(p->head - site->trigger);
  name(e, role, far, dl_words_name(p->words), P(""));
  name(e, role, far, o->names.category, P(""));
}

/* The word at the head of a list: the first one of "Chad and Niger". */
static int32_t list_head(const dl_token *tokens, int32_t token) {
  for (int steps = 0; tokens[token].rel == DL_REL_CONJ && tokens[token].head >= 0 && steps < 16; steps++)
    token = tokens[token].head;
  return token;
}

/* Of a list the least likely one of those behind the first, of one alone the likeliest one of those listed with him. */
static void add_read_list(dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role, bool recipient,
                          dl_evidence *e) {
  const dl_document *doc = work->doc;
  bool several = p->parties.count > 1;
  float least = 2, most = -1;
  for (uint32_t i = 1; i < p->parties.count; i++) {
    int32_t mention = p->parties.items[i].mention;
    float own = mention < 0 ? -1 : dl_read_at(o->read, recipient, (int32_t)doc->mentions[mention].head);
    if (own >= 0 && own < least) least = own;
  }
  int32_t first = list_head(doc->tokens, p->head);
  for (int32_t c = dl_first(doc, first); c >= 0 && !several; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_CONJ && c != p->head && dl_read_at(o->read, recipient, c) > most)
      most = dl_read_at(o->read, recipient, c);
  if (!several && first != p->head && dl_read_at(o->read, recipient, first) > most)
    most = dl_read_at(o->read, recipient, first);
  if (least <= 1) name(e, role, P("list read"), dl_likely_name(least), P(""));
  if (most >= 0) name(e, role, P("listed with one read"), dl_likely_name(most), P(""));
}

/* Whom the network reads as the act's sides (network/roles.h). */
static void add_read(dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role, bool recipient,
                     dl_part rules, dl_evidence *e) {
  const dl_roles_read *r = o->read;
  dl_part words = dl_words_name(p->words);
  if (!r) return;
  float own = dl_read_at(r, recipient, p->head);
  if (own < 0) {
    dl_part nobody = dl_likely_name(r->nobody[recipient]);
    name(e, role, P("nobody read"), nobody, words);
    name(e, role, P("nobody read"), nobody, o->names.category);
    return;
  }
  dl_part likely = dl_likely_name(own);
  name(e, role, P("read"), likely, P(""));
  name(e, role, P("read"), likely, words);
  name(e, role, P("read"), likely, o->names.category);
  name(e, role, P("read"), likely, rules);
  name(e, role, P("read on the other side"), dl_likely_name(dl_read_at(r, !recipient, p->head)), P(""));
  name(e, role, P("read first"), own >= r->most[recipient] ? P("yes") : P("no"), words);
  add_read_list(work, o, p, role, recipient, e);
}

static void add_place(dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role, bool recipient,
                      dl_evidence *e) {
  const dl_candidate *c = o->candidate;
  const dl_token *tokens = work->doc->tokens;
  dl_part category = o->names.category, voice = o->names.voice, words = dl_words_name(p->words);
  char way[DL_PATH], text[DL_PATH];
  if (p->head < 0 || tokens[p->head].sentence != c->event.sentence) {
    name(e, role, P("in another sentence"), P(""), P(""));
    return;
  }
  dl_find_path(work->doc, c->site.trigger, p->head, way);
  dl_part path = dl_part_of(way);
  name(e, role, voice, path, P(""));
  name(e, role, category, voice, path);
  name(e, role, o->names.act, voice, path);
  int32_t governor = tokens[c->site.trigger].head;
  if (way[0] == '<')
    name(e, role, P("governed by"), governor < 0 ? P("-") : dl_part_of(dl_key_lemma(work, governor)), path);
  if (way[0] == '<' && governor >= 0 && dl_is_kind(work, governor, DL_SENSE_SPEECH))
    name(e, role, P("told by"), voice, path);
  name(e, role, P("path words"), words, path);
  if (c->site.kind == DL_LIGHT_ROW && c->site.verb >= 0 && c->site.verb != c->site.trigger) {
    dl_find_path(work->doc, c->site.verb, p->head, way);
    path = dl_part_of(way);
    name(e, role, P("from the verb"), path, P(""));
    name(e, role, P("from the verb"), path, category);
  }
  dl_part slot = slot_of(o, recipient, p->head);
  name(e, role, P("slot"), slot, voice);
  name(e, role, P("slot"), slot, category);
  name(e, role, P("slot"), slot, words);
  add_depth(work, o, p, role, e);
  int32_t over = tokens[p->head].head;
  dl_put_relation(work->doc, p->head, text, sizeof text);
  dl_part relation = dl_part_of(text);
  name(e, role, P("stands as"), relation, category);
  if (over >= 0 && over != c->site.trigger)
    name(e, role, P("stands at"), relation, dl_part_of(dl_key_lemma(work, over)));
}

static void add_kind(dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const dl_participant *party = &p->parties.items[0];
  const dl_entity *entity = party->entity >= 0 ? &doc->entities[party->entity] : NULL;
  dl_part category = o->names.category, words = dl_words_name(p->words),
          type = dl_part_of(entity ? dl_entity_type_name(entity->type) : "-"),
          sector = dl_part_of(party->sector ? DL_CODE_TEXT(party->sector) : "-"),
          known = !p->country                ? P("no country")
                  : p->country == DL_SEVERAL ? P("countries")
                                             : P("a country"),
          lemma = p->head < 0                             ? P("-")
                  : doc->tokens[p->head].upos == DL_PROPN ? P("a name")
                                                          : dl_part_of(dl_key_lemma(work, p->head));
  name(e, role, P("type"), type, words);
  name(e, role, P("type"), type, category);
  name(e, role, P("sector"), sector, P(""));
  name(e, role, P("sector"), sector, category);
  name(e, role, known, words, P(""));
  name(e, role, known, category, P(""));
  name(e, role, P("words"), lemma, P(""));
  name(e, role, P("words"), lemma, category);
  if (p->words == DL_NOUN_WORDS) {
    dl_part class = dl_part_of(dl_class_label(work->lexicon, lemma.text));
    name(e, role, P("class"), class, P(""));
    name(e, role, P("class"), class, category);
  }
  name(e, role, p->parties.count > 1 ? P("several") : P("one"), category, P(""));
  if (!entity) return;
  dl_part mentions = dl_mentions_name(entity->mention_count);
  name(e, role, P("named"), mentions, P(""));
  name(e, role, P("named"), mentions, words);
}

/* Has he a side in the act told before that this one is, or that a word beside it names? */
static void add_again(const dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role,
                      dl_evidence *e) {
  static const char *const ways[] = {"by its word", "by its kind", "by any word"};
  static const char *const sides[2][2] = {{"did what it names", "suffered what it names"},
                                          {"did what it is", "suffered what it is"}};
  for (int side = 0; side < 2; side++) {
    if (!(p->by & (side ? DL_BY_SUFFERER : DL_BY_DOER))) continue;
    const dl_token *noun = &work->doc->tokens[o->naming_noun];
    dl_part does = dl_part_of(sides[o->again][side]), how = dl_part_of(ways[o->naming]),
            by = dl_part_of(dl_deprel_name(noun->deprel));
    name(e, role, does, how, P(""));
    name(e, role, does, how, o->names.category);
    if (o->again) continue;
    name(e, role, does, how, by);
    name(e, role, does, by, o->names.category);
    name(e, role, does, by, dl_part_of(noun->lemma));
  }
}

void dl_proposal_evidence(dl_coding *work, const dl_act_options *o, uint32_t proposal, bool recipient, dl_evidence *e) {
  const dl_proposal *p = &o->proposals[proposal];
  const dl_event *event = &o->candidate->event;
  dl_part role = o->names.role[recipient], rule = o->names.rule[recipient], category = o->names.category,
          voice = o->names.voice, words = dl_words_name(p->words), rules = rules_name(o, p, recipient);
  dl_evidence_begin(e, work->told);
  name(e, role, words, P(""), P(""));
  name(e, role, words, category, P(""));
  name(e, role, words, category, voice);
  name(e, role, words, o->names.act, P(""));
  name(e, role, rules, words, P(""));
  name(e, role, rules, words, category);
  name(e, role, rules, words, o->names.found);
  name(e, role, rules, words, voice);
  name(e, role, rules, P("by"), rule);
  name(e, role, rules, rule, words);
  name(e, role, rules, o->names.nested, words);
  if (event->reciprocal) {
    dl_part together = event->actor.count > 1 ? P("rules have several")
                       : event->actor.count   ? P("rules have one")
                                              : P("");
    name(e, role, together, words, P(""));
    name(e, role, together, rules, words);
  }
  if (p->by & DL_BY_SPEAKER) name(e, role, P("speaks"), words, category);
  if (p->by & DL_BY_ACTOR_BEFORE) name(e, role, P("did the act before"), words, category);
  if (p->by & DL_BY_RECIPIENT_BEFORE) name(e, role, P("suffered the act before"), words, category);
  if (p->by & DL_BY_ACTOR_BEFORE) name(e, role, P("did the act before"), words, P(""));
  if (p->by & DL_BY_RECIPIENT_BEFORE) name(e, role, P("suffered the act before"), words, P(""));
  add_again(work, o, p, role, e);
  add_read(work, o, p, role, recipient, rules, e);
  dl_add_beside(work, o, p, role, e);
  if (p->parties.count == 0) return;
  add_kind(work, o, p, role, e);
  add_place(work, o, p, role, recipient, e);
}

/* ---- a state ---- */

static bool was_party(const dl_participants *before, dl_code country) {
  for (uint32_t i = 0; i < before->count; i++)
    if (before->items[i].country == country) return true;
  return false;
}

/* What speaks for leaving a party's country as names have it, on this side. */
static void add_kept(dl_coding *work, const dl_act_options *o, const dl_proposal *p, bool recipient, dl_evidence *e) {
  if (p->parties.count == 0) return;
  dl_part words = dl_words_name(p->words), known = p->country ? P("kept") : P("unknown"),
          rules = rules_name(o, p, recipient);
  char file[DL_FILE_NAME];
  name(e, known, words, P(""), P(""));
  name(e, known, rules, words, dl_file_name(work->doc, &p->parties.items[0], file));
  name(e, known, rules, words, dl_amount_name(work));
  name(e, known, o->names.role[recipient], words, o->names.category);
}

dl_nearness dl_nearness_of(dl_coding *work, const dl_act_options *o, uint32_t option) {
  const dl_option *it = &o->items[option];
  uint32_t sentence = o->candidate->event.sentence;
  if (dl_is_named_in(work, sentence, o->proposals[it->proposal].head, it->state)) return DL_IN_SENTENCE;
  return sentence > 0 && dl_is_named_in(work, sentence - 1, -1, it->state) ? DL_IN_SENTENCE_BEFORE : DL_ELSEWHERE;
}

void dl_state_evidence(dl_coding *work, const dl_act_options *o, uint32_t option, bool recipient, dl_evidence *e) {
  const dl_option *it = &o->items[option];
  const dl_proposal *p = &o->proposals[it->proposal];
  dl_evidence_begin(e, work->told);
  if (it->state < 0) {
    add_kept(work, o, p, recipient, e);
    return;
  }
  const dl_named *n = &work->named[it->state];
  dl_nearness near = dl_nearness_of(work, o, option);
  dl_part role = o->names.role[recipient], words = dl_words_name(p->words), category = o->names.category,
          rank = dl_rank_name(work, it->state),
          where = near == DL_IN_SENTENCE          ? P("in the act's sentence")
                  : near == DL_IN_SENTENCE_BEFORE ? P("just before it")
                                                  : P("elsewhere");
  int32_t speaker = work->speaker[o->candidate->site.trigger];
  name(e, words, rank, P(""), P(""));
  name(e, role, words, rank, category);
  name(e, words, where, P(""), P(""));
  name(e, role, words, where, category);
  if (was_party(&work->before[0], n->country)) name(e, role, words, P("did the act before"), P(""));
  if (was_party(&work->before[1], n->country)) name(e, role, words, P("suffered the act before"), P(""));
  dl_part told = o->again ? P("is") : P("names");
  if (o->doers && was_party(o->doers, n->country)) name(e, role, words, P("did what it"), told);
  if (o->doers && was_party(o->sufferers, n->country)) name(e, role, words, P("suffered what it"), told);
  if (speaker >= 0 && work->homes.at[speaker] == it->state) name(e, role, words, P("speaks"), category);
}

/* ---- a pair ---- */

int dl_tie_of(const dl_act_options *o, uint32_t actor, uint32_t recipient) {
  const dl_proposal *a = &o->proposals[actor], *r = &o->proposals[recipient];
  if (a->words == DL_NOBODY || r->words == DL_NOBODY) return a->words != DL_NOBODY ? 1 : r->words != DL_NOBODY ? 2 : 0;
  bool state =
      a->words == DL_STATE_NAME && r->words == DL_STATE_NAME && a->country == r->country && a->country != DL_SEVERAL;
  return state || (a->head >= 0 && a->head == r->head) || dl_common_party(&a->parties, &r->parties) ? 3 : -1;
}

bool dl_is_of_rules(const dl_act_options *o, uint32_t option, bool recipient) {
  const dl_event *e = &o->candidate->event;
  const dl_option *it = &o->items[option];
  const dl_proposal *p = &o->proposals[it->proposal];
  unsigned by = recipient ? DL_BY_RULES_RECIPIENT : DL_BY_RULES_ACTOR;
  if (it->state >= 0) return false;
  return (recipient ? e->recipient.count : e->actor.count) ? (p->by & by) != 0 && p->country : p->words == DL_NOBODY;
}

unsigned dl_relation_of(const dl_coding *work, const dl_act_options *o, uint32_t actor, uint32_t recipient) {
  dl_code x = dl_option_country(work, o, actor), y = dl_option_country(work, o, recipient);
  int tie = dl_tie_of(o, o->items[actor].proposal, o->items[recipient].proposal);
  bool rules = dl_is_of_rules(o, actor, false) && dl_is_of_rules(o, recipient, true);
  return dl_relation(tie, !x, !y, x == y, rules);
}

dl_pair_standing dl_standing_of(const dl_coding *work, const dl_act_options *o, uint32_t actor, uint32_t recipient) {
  const dl_token *tokens = work->doc->tokens;
  int32_t a = o->proposals[actor].head, r = o->proposals[recipient].head;
  uint32_t sentence = o->candidate->event.sentence;
  if (a < 0 || r < 0 || a == r) return DL_STAND_APART;
  if (tokens[a].sentence != sentence || tokens[r].sentence != sentence) return DL_STAND_APART;
  if (dl_first_conjunct(work->doc, a) == dl_first_conjunct(work->doc, r)) return DL_STAND_LISTED;
  if (tokens[r].rel == DL_REL_APPOS && tokens[r].head == a) return DL_STAND_BESIDE;
  if (tokens[a].rel == DL_REL_APPOS && tokens[a].head == r) return DL_STAND_BESIDE;
  int32_t act = o->candidate->site.trigger;
  bool below = dl_within(work->doc, act, a) || dl_within(work->doc, act, r); /* "the man who killed ..." */
  if (!below && dl_within(work->doc, r, a)) return DL_STAND_IN_ACTOR;
  if (!below && dl_within(work->doc, a, r)) return DL_STAND_IN_RECIPIENT;
  if (a < act && act < r) return DL_STAND_AROUND;
  if (r < act && act < a) return DL_STAND_TURNED;
  return a < r ? DL_STAND_ACTOR_FIRST : DL_STAND_RECIPIENT_FIRST;
}

void dl_pair_evidence(dl_coding *work, const dl_act_options *o, unsigned relation, dl_pair_standing standing,
                      dl_words actor, dl_words recipient, dl_evidence *e) {
  static const char *const standings[DL_STANDINGS] = {"apart",          "in a list", "beside", "recipient inside",
                                                      "actor inside",   "around",    "turned", "actor first",
                                                      "recipient first"};
  static const char *const names[DL_RELATIONS / 2] = {"nobody",       "no recipient", "no actor", "the same",
                                                      "both unknown", "one unknown",  "own",      "foreign"};
  bool mutual = o->candidate->event.reciprocal;
  dl_part is = dl_part_of(names[relation % (DL_RELATIONS / 2)]), category = o->names.category,
          amount = dl_amount_name(work), a = dl_words_name(actor), r = dl_words_name(recipient);
  dl_evidence_begin(e, work->told);
  name(e, P("pair"), is, P(""), P(""));
  name(e, P("pair"), is, category, P(""));
  name(e, P("pair"), is, category, r);
  name(e, P("pair"), is, category, a);
  name(e, P("pair"), is, a, r);
  name(e, P("pair"), is, o->names.act, P(""));
  name(e, P("pair"), is, amount, P(""));
  if (mutual) name(e, P("pair"), is, P("mutual"), P(""));
  if (standing != DL_STAND_APART) {
    dl_part stand = dl_part_of(standings[standing]);
    name(e, P("stand"), stand, mutual ? P("mutual") : o->names.voice, P(""));
    name(e, P("stand"), stand, is, P(""));
    name(e, P("stand"), stand, category, P(""));
    name(e, P("stand"), stand, a, r);
  }
  if (relation < DL_RELATIONS / 2) return;
  name(e, P("rules' pair"), is, mutual ? P("together") : P("apart"), P(""));
  name(e, P("rules' pair"), is, o->names.found, P(""));
  name(e, P("rules' pair"), is, category, P(""));
  name(e, P("rules' pair"), is, a, r);
  name(e, P("rules' pair"), is, amount, P(""));
}
