/* Proposers: who can be a party of an act. */
#include "events/options.h"

#include <stdlib.h>
#include <string.h>

#include "actors/actors.h"
#include "base/buffer.h"
#include "base/order.h"
#include "events/who.h"

/* Words between an act and a party of its sentence; sentences back to an act that is named again; mentions of states: a
 * text with fewer, and of no known outlet, tells nothing of where it is at home, or not enough to give up what names
 * know. */
enum { REACH = 40, FEWEST = 4, ENOUGH = 6, BACK = 4 };

/* ---- the states of a text ---- */

static bool is_state(dl_code country) {
  return dl_code_is_bare(country) && !dl_is_body(country);
}

static int most_first(const void *a, const void *b) {
  const dl_named *x = a, *y = b;
  uint32_t here = x->count + 2 * x->firm, there = y->count + 2 * y->firm;
  if (here != there) return here < there ? 1 : -1;
  return (x->first > y->first) - (x->first < y->first);
}

/* How well an entity of a state stands for the state itself: the country by its name best, then its capital, then who
 * belongs to it. */
static int stateliness(const dl_entity *e) {
  if (e->code != e->country) return 0;
  return e->place && dl_is_state_feature(e->place->feature) ? 2 : 1;
}

/* Names an entity a state by what is no guess: the state's name, its people's, a place's? */
static bool is_firm(const dl_entity *e) {
  return dl_in(e->type, DL_SET(DL_GPE) | DL_SET(DL_NORP) | DL_SET(DL_LOC) | DL_SET(DL_FAC));
}

static dl_code state_of(const dl_entity *e) {
  return is_firm(e) && e->place && e->place->country ? e->place->country : e->country;
}

/* Its mentions in the sentences that are parsed (with and without the gate before the parser the same), by name: the
 * state of "the police" is often no more than a guess. */
static uint32_t count_read(const dl_document *doc, const dl_entity *e) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < e->mention_count; i++) {
    const dl_mention *m = &doc->mentions[e->mentions[i]];
    count += m->form == DL_NAM && !dl_is_passed_over(&doc->sentences[doc->tokens[m->head].sentence]);
  }
  return count;
}

/* The state that publishes the text, or its outlet's, where the text does not name it, as the last one. */
static void add_outlet(dl_coding *work) {
  work->outlet = dl_publisher(work->coder->namer, work->doc);
  if (!work->outlet) work->outlet = dl_outlet_home(work->coder->namer, work->doc);
  bool named = !work->outlet;
  for (uint32_t k = 0; k < work->named_count; k++) named |= work->named[k].country == work->outlet;
  if (named) return;
  if (work->named_count < DL_NAMED) work->named_count++;
  work->named[work->named_count - 1] =
      (dl_named){.country = work->outlet, .first = work->doc->token_count, .entity = -1};
}

/* Does the text tell anything of where it is at home? */
static bool tells_home(const dl_coding *work) {
  return work->named_total >= FEWEST || work->outlet;
}

bool dl_list_named(dl_coding *work) {
  if (work->listed) return tells_home(work);
  work->listed = true;
  const dl_document *doc = work->doc;
  dl_named all[DL_NAMED * 3];
  uint32_t count = 0;
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    const dl_entity *e = &doc->entities[i];
    dl_code state = state_of(e);
    uint32_t mentions = is_state(state) ? count_read(doc, e) : 0;
    if (mentions == 0) continue;
    uint32_t k = 0, first = doc->mentions[e->mentions[0]].head;
    while (k < count && all[k].country != state) k++;
    if (k == count && count == sizeof all / sizeof *all) continue;
    if (k == count) all[count++] = (dl_named){.country = state, .first = first, .entity = (int32_t)i};
    all[k].count += mentions;
    all[k].firm += is_firm(e) ? mentions : 0;
    if (first < all[k].first) all[k].first = first;
    if (stateliness(e) > stateliness(&doc->entities[all[k].entity])) all[k].entity = (int32_t)i;
    work->named_total += mentions;
    work->named_firm += is_firm(e) ? mentions : 0;
  }
  qsort(all, count, sizeof *all, most_first);
  work->named_count = count < DL_NAMED ? count : DL_NAMED;
  memcpy(work->named, all, work->named_count * sizeof *all);
  add_outlet(work);
  return tells_home(work);
}

/* ---- proposals ---- */

static dl_code country_of(const dl_participants *list) {
  dl_code first = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    dl_code own = list->items[i].country;
    if (!own) continue;
    if (first && first != own) return DL_SEVERAL;
    first = own;
  }
  return first;
}

static dl_words words_of(const dl_document *doc, const dl_proposal *p) {
  const uint64_t states = DL_SET(DL_GPE) | DL_SET(DL_NORP) | DL_SET(DL_LOC);
  if (p->parties.count == 0) return DL_UNSAID;
  if (p->head >= 0 && doc->tokens[p->head].upos == DL_PRON) return DL_PRONOUN;
  const dl_participant *party = &p->parties.items[0];
  if (party->mention < 0 || doc->mentions[party->mention].form != DL_NAM) return DL_NOUN_WORDS;
  return party->entity >= 0 && dl_in(doc->entities[party->entity].type, states) ? DL_STATE_NAME : DL_NAME;
}

static bool same_list(const dl_participants *a, const dl_participants *b) {
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++) {
    const dl_participant *x = &a->items[i], *y = &b->items[i];
    if (!dl_same_party(x, y) || x->country != y->country) return false;
  }
  return true;
}

/* The proposal of these parties, best one of these words; -1. */
static int32_t find_proposal(const dl_act_options *o, const dl_participants *parties, int32_t head, bool exact) {
  int32_t found = -1;
  for (uint32_t i = 2; i < o->proposal_count; i++) {
    const dl_proposal *p = &o->proposals[i];
    if (!same_list(&p->parties, parties)) continue;
    if (p->head == head) return (int32_t)i;
    if (found < 0 && !exact) found = (int32_t)i;
  }
  return found;
}

static void propose(const dl_coding *work, dl_act_options *o, const dl_participants *parties, int32_t head,
                    unsigned by) {
  int32_t known = find_proposal(o, parties, head, by == DL_BY_SENTENCE);
  if (known >= 0) o->proposals[known].by |= by;
  if (known >= 0 || o->proposal_count == DL_PROPOSALS) return;
  dl_proposal *p = &o->proposals[o->proposal_count++];
  *p = (dl_proposal){.parties = *parties, .head = head, .by = by, .country = country_of(parties)};
  p->words = words_of(work->doc, p);
}

/* The head of a party's words. */
static int32_t head_of(const dl_document *doc, const dl_participants *parties) {
  if (parties->count == 0) return -1;
  const dl_participant *p = &parties->items[0];
  int32_t head = p->mention >= 0 ? (int32_t)doc->mentions[p->mention].head : (int32_t)dl_token_from(doc, p->span.begin);
  return head < (int32_t)doc->token_count ? head : -1;
}

/* Do words hang on the token that can be further parties: "Chad and Niger", "the world, including Chad"? */
static bool has_company(const dl_document *doc, int32_t token) {
  return dl_has_child(doc, token, DL_RELS(CONJ, APPOS)) ||
         dl_child(doc, (uint32_t)token, DL_REL_NMOD, (uint32_t)token) >= 0;
}

/* Is the mention one entity's, with nobody beside it? */
static bool is_alone(const dl_document *doc, const dl_mention *m, int32_t token) {
  return m->form != DL_PRO && m->member_count == 0 && !has_company(doc, token);
}

static void find_parties(dl_coding *work, int32_t token, dl_participants *found) {
  const dl_document *doc = work->doc;
  const dl_mention *m = dl_mention_headed(doc, token);
  if (dl_own_speaker(work, token) >= 0 || (m && !is_alone(doc, m, token))) {
    dl_head_participants(work, token, false, found);
    return;
  }
  dl_participant one = {.mention = -1, .entity = -1, .span = dl_short_span(work, token)};
  bool somebody = m ? dl_participant_of(work->coder->namer, doc, (uint32_t)token, &one) : dl_is_somebody(work, token);
  if (somebody) *DL_PUSH(doc->arena, found->items, found->count, found->capacity) = one;
}

/* Who the words at a token name; asked for by all acts of its sentence. */
static const dl_participants *parties_at(dl_coding *work, int32_t token) {
  const dl_document *doc = work->doc;
  if (!work->party_at) work->party_at = dl_arena_alloc(doc->arena, doc->token_count * sizeof(dl_participants *));
  dl_participants **found = &work->party_at[token];
  if (!*found) {
    *found = dl_arena_alloc(doc->arena, sizeof **found);
    find_parties(work, token, *found);
  }
  return *found;
}

void dl_each_somebody(dl_coding *work, dl_somebody_fn *each, void *context) {
  for (uint32_t t = 0; t < work->doc->token_count; t++) {
    const dl_participants *found = parties_at(work, (int32_t)t);
    if (found->count == 0) continue;
    const dl_participants one = {found->items, 1, 1};
    dl_proposal p = {.parties = one, .head = (int32_t)t, .country = country_of(&one)};
    p.words = words_of(work->doc, &p);
    each(context, work, &p);
  }
}

/* Names, nouns and pronouns of the act's sentence, the nearest first. */
static void propose_near(dl_coding *work, dl_act_options *o) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[o->candidate->event.sentence];
  int32_t trigger = o->candidate->site.trigger, first = (int32_t)s->first, end = (int32_t)dl_sentence_end(s);
  for (int32_t far = 1; far <= REACH; far++)
    for (int side = 0; side < 2; side++) {
      int32_t t = side ? trigger + far : trigger - far;
      if (t < first || t >= end) continue;
      const dl_participants *found = parties_at(work, t);
      if (!found->count) continue;
      propose(work, o, found, t, DL_BY_SENTENCE);
      if (found->count == 1) continue;
      const dl_participants one = {found->items, 1, 1};
      propose(work, o, &one, t, DL_BY_SENTENCE);
    }
}

/* The words at a token alone, whoever they are. */
static void propose_phrase(dl_coding *work, dl_act_options *o, int32_t token) {
  dl_participants one = {dl_arena_alloc(work->doc->arena, sizeof *one.items), 1, 1};
  one.items[0] = (dl_participant){.mention = -1, .entity = -1, .span = dl_short_span(work, token)};
  propose(work, o, &one, token, DL_BY_SENTENCE);
}

/* The words of a subject or object alone, which names take for others: "the two leaders" for the two that were named
 * last. */
static void propose_words(dl_coding *work, dl_act_options *o, int32_t token) {
  const dl_document *doc = work->doc;
  if (token < 0 || doc->tokens[token].sentence != o->candidate->event.sentence) return;
  const dl_mention *m = dl_mention_headed(doc, token);
  unsigned upos = doc->tokens[token].upos;
  bool apart = m ? upos == DL_NOUN && m->member_count > 0 : upos == DL_NUM; /* "eleven were arrested" */
  if (apart) propose_phrase(work, o, token);
}

/* Whom the network reads as a side, though nothing else takes the word for somebody: "the department", "the City". */
static void propose_read(dl_coding *work, dl_act_options *o) {
  static const float least = 0.06f;
  const dl_document *doc = work->doc;
  for (uint32_t k = 0; o->read && k < o->read->count; k++) {
    int32_t t = (int32_t)(o->read->first + k);
    if (dl_read_at(o->read, false, t) < least && dl_read_at(o->read, true, t) < least) continue;
    bool noun = dl_in(doc->tokens[t].upos, DL_UPOSES(NOUN, PROPN));
    if (noun && !parties_at(work, t)->count) propose_phrase(work, o, t);
  }
}

static void propose_core(dl_coding *work, dl_act_options *o) {
  int32_t verb = o->candidate->site.verb;
  if (verb < 0) return;
  propose_words(work, o, dl_deep_subject(work->doc, verb));
  propose_words(work, o, dl_deep_object(work->doc, verb));
}

static void propose_speaker(dl_coding *work, dl_act_options *o) {
  int32_t speaker = work->speaker[o->candidate->site.trigger];
  const dl_participants *said = speaker < 0 ? NULL : parties_at(work, speaker);
  if (said && said->count) propose(work, o, said, speaker, DL_BY_SPEAKER);
}

/* How the noun names the act: by its own word, as one of its kind, or as any word can that points back ("the move"). */
static dl_naming naming_of(dl_coding *work, int32_t noun, const dl_candidate *told, unsigned act) {
  if (!strcmp(dl_key_lemma(work, noun), dl_key_lemma(work, told->site.trigger))) return DL_NAMED_BY_WORD;
  return act == told->event.act && act != DL_SPEECH_ACT ? DL_NAMED_BY_KIND : DL_NAMED_BY_ANY;
}

/* Can the noun name an act of before: had that an actor, and was it a deed? */
static bool can_be_named(const dl_candidate *told) {
  return !told->dropped && !told->event.statement && dl_any_party(&told->event.actor);
}

/* The act of the sentences before that the noun, itself of that category, names best; of like ones the nearest. */
static void find_named(dl_coding *work, int32_t noun, unsigned act, dl_act_options *o) {
  uint32_t sentence = work->doc->tokens[noun].sentence, first = sentence > BACK ? sentence - BACK : 0;
  const dl_candidate *best = NULL;
  if (work->doc->tokens[noun].upos != DL_NOUN || !dl_is_definite(work->doc, noun)) return;
  for (uint32_t i = work->near.from[first]; i < work->near.from[sentence]; i++) {
    const dl_candidate *told = dl_near(work, i);
    if (!can_be_named(told)) continue;
    dl_naming naming = naming_of(work, noun, told, act);
    bool nearer = best && naming == o->naming && told->site.trigger > best->site.trigger;
    if (best && naming >= o->naming && !nearer) continue;
    best = told;
    o->naming = naming;
  }
  if (!best) return;
  o->doers = &best->event.actor;
  o->sufferers = &best->event.recipient;
  o->naming_noun = noun;
}

/* Whose act it tells again ("the attack"), or its subject or object names: "condemned the launch", "the attack injured
 * four". */
static void propose_again(dl_coding *work, dl_act_options *o) {
  int32_t trigger = o->candidate->site.trigger;
  o->doers = o->sufferers = NULL;
  find_named(work, trigger, o->candidate->event.act, o);
  o->again = o->doers != NULL;
  int32_t c = dl_first_by(work->doc, dl_top_of(o->candidate), DL_RELS(NSUBJ, OBJ, OBL));
  for (; c >= 0 && !o->doers; c = dl_next_by(work->doc, c, DL_RELS(NSUBJ, OBJ, OBL)))
    if (c != trigger) find_named(work, c, work->act[c], o);
  if (!o->doers) return;
  propose(work, o, o->doers, head_of(work->doc, o->doers), DL_BY_DOER);
  if (o->sufferers->count) propose(work, o, o->sufferers, head_of(work->doc, o->sufferers), DL_BY_SUFFERER);
}

/* ---- options ---- */

static void add_option(dl_act_options *o, uint32_t proposal, int state) {
  if (o->count < DL_OPTIONS) o->items[o->count++] = (dl_option){(uint8_t)proposal, (int8_t)state};
}

bool dl_is_open(const dl_coding *work, const dl_proposal *p) {
  if (p->words == DL_STATE_NAME || p->parties.count == 0) return false;
  bool noun = p->words == DL_NOUN_WORDS && p->head >= 0 && work->doc->tokens[p->head].upos == DL_NOUN;
  if (!tells_home(work) && (p->country || !noun)) return false;
  return !p->country || (is_state(p->country) && (work->named_total >= ENOUGH || work->outlet));
}

/* Can a state take part though no word of the act's sentence tells it? Where the text tells nothing of where it is at
 * home, only one that another sentence names. */
static bool can_be_unsaid(dl_coding *work, const dl_event *e, int state) {
  if (work->named[state].entity < 0) return false;
  return tells_home(work) || !dl_is_named_in(work, e->sentence, -1, state);
}

/* The words to which each piece of the row's slots leads. */
static void follow_slots(dl_coding *work, dl_act_options *o, dl_role role) {
  dl_terms slots = dl_role_slots(work, o->candidate, role);
  o->led_count[role] = 0;
  for (const dl_term *choice = slots.first; choice; choice = dl_choice_after(choice)) {
    int32_t heads[DL_HEADS];
    uint32_t count = dl_choice_heads(work, &o->candidate->site, slots.table, choice, heads);
    const char *words = dl_table_text(slots.table, choice->text);
    for (uint32_t i = 0; i < count && o->led_count[role] < DL_LED; i++)
      o->led[role][o->led_count[role]++] = (dl_led){heads[i], words};
  }
}

void dl_list_options(dl_coding *work, const dl_candidate *c, dl_act_options *o) {
  const dl_event *e = &c->event;
  o->candidate = c;
  o->proposal_count = o->count = 0;
  o->read = dl_sides_read(work, c->site.trigger, e->act, e->reciprocal);
  dl_find_beside(work, o);
  for (int side = 0; side < 2; side++) follow_slots(work, o, side);
  o->proposals[o->proposal_count++] = (dl_proposal){.head = -1, .words = DL_NOBODY};
  o->proposals[o->proposal_count++] = (dl_proposal){.head = -1, .words = DL_UNSAID};
  propose_core(work, o);
  propose_read(work, o);
  propose_near(work, o);
  if (o->proposal_count > DL_PROPOSALS - 7) o->proposal_count = DL_PROPOSALS - 7; /* the nearest ones */
  if (e->actor.count) propose(work, o, &e->actor, head_of(work->doc, &e->actor), DL_BY_RULES_ACTOR);
  if (e->recipient.count) propose(work, o, &e->recipient, head_of(work->doc, &e->recipient), DL_BY_RULES_RECIPIENT);
  propose_speaker(work, o);
  propose_again(work, o);
  for (int side = 0; side < 2; side++) {
    const dl_participants *before = &work->before[side];
    if (before->count)
      propose(work, o, before, head_of(work->doc, before), side ? DL_BY_RECIPIENT_BEFORE : DL_BY_ACTOR_BEFORE);
  }
  add_option(o, 0, -1);
  for (uint32_t k = 0; k < work->named_count; k++)
    if (can_be_unsaid(work, e, (int)k)) add_option(o, 1, (int)k);
  for (uint32_t i = 2; i < o->proposal_count; i++) add_option(o, i, -1);
  for (uint32_t i = 2; i < o->proposal_count; i++) {
    const dl_proposal *p = &o->proposals[i];
    for (uint32_t k = 0; dl_is_open(work, p) && k < work->named_count; k++)
      if (work->named[k].country != p->country) add_option(o, i, (int)k);
  }
}

dl_code dl_option_country(const dl_coding *work, const dl_act_options *o, uint32_t option) {
  const dl_option *it = &o->items[option];
  return it->state >= 0 ? work->named[it->state].country : o->proposals[it->proposal].country;
}
