#include "events/chooser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "events/who.h"
#include "network/softmax.h"

/* What weighs in a text that tells where it is at home, and in one that does not. */
enum { AT_HOME, ANYWHERE, TEXTS };

static void want_chooser(dl_items *items, void *to) {
  dl_chooser *chooser = to;
  dl_sectors *sectors = &chooser->sectors;
  dl_learned_take(items, "", TEXTS, &chooser->learned);
  sectors->labels = dl_items_strings(items, "sector.labels");
  if (sectors->labels.count > DL_SECTORS) dl_items_miss(items, "sector.labels");
  dl_learned_take(items, "sector.", sectors->labels.count, &sectors->learned);
}

int dl_chooser_read(dl_chooser *chooser, const dl_model *model, dl_status *status) {
  *chooser = (dl_chooser){0};
  return dl_items_read(model, "parties", want_chooser, chooser, &chooser->memory, status);
}

void dl_chooser_free(dl_chooser *chooser) {
  free(chooser->memory);
}

/* ---- the best pair ---- */

/* The sum of the weights of evidence in such a text. */
static float sum_of(dl_coding *work, const dl_evidence *evidence) {
  const dl_learned *learned = &work->coder->chooser.learned;
  float sums[TEXTS] = {0};
  if (dl_list_named(work)) return dl_evidence_sum(evidence, learned);
  dl_evidence_score(evidence, learned, sums);
  return sums[ANYWHERE];
}

#define UNKNOWN (-1e30f)

enum { BEST = 24 }; /* options of a side that are looked at in pairs */

/* What is worked out for an act. */
typedef struct choice {
  dl_act_options options;
  float sums[2][DL_OPTIONS]; /* of each option as actor, as recipient */
  uint16_t best[2][BEST];    /* the best options of each side, best first */
  uint32_t best_count;
  float pairs[DL_RELATIONS][DL_STANDINGS][DL_WORD_KINDS][DL_WORD_KINDS];
  bool known[DL_RELATIONS][DL_STANDINGS][DL_WORD_KINDS][DL_WORD_KINDS];
  int8_t standings[DL_PROPOSALS][DL_PROPOSALS]; /* dl_pair_standing of two proposals; -1: not looked at */
  int8_t ties[DL_PROPOSALS][DL_PROPOSALS];      /* dl_tie_of them, where that is looked at */
  uint8_t country[2][BEST];                     /* of the best options: the same number for the same one, 0: unknown */
  bool of_rules[2][BEST];
  uint32_t taken[2];
  float chance[2][BEST]; /* of the best options: how likely, where who takes part is of the countries that are taken */
} choice;

/* Where what the text says for a state of somebody is kept for all acts, by the head of his words (doc->token_count:
 * no words of this text); NULL where it is not. */
static float *kept_score(dl_coding *work, const dl_proposal *p, int state) {
  const dl_participant *party = p->parties.count ? &p->parties.items[0] : NULL;
  bool named = party && p->head >= 0 && work->party_at[p->head] && work->party_at[p->head]->items == party;
  if (!named && p->words != DL_UNSAID) return NULL;
  if (!work->home_scores)
    work->home_scores = dl_arena_alloc(work->doc->arena, (work->doc->token_count + 1) * sizeof *work->home_scores);
  float **at = &work->home_scores[named ? (uint32_t)p->head : work->doc->token_count];
  uint32_t size = 2 * (DL_NAMED + 1), several = p->parties.count > 1 ? DL_NAMED + 1 : 0;
  if (!*at) {
    *at = dl_arena_take(work->doc->arena, size * sizeof **at);
    for (uint32_t i = 0; i < size; i++) (*at)[i] = UNKNOWN;
  }
  return *at + several + state + 1;
}

/* What the whole text says for an option's state, the same on both sides. */
static float home_score(dl_coding *work, const choice *c, uint32_t option) {
  const dl_option *it = &c->options.items[option];
  const dl_proposal *p = &c->options.proposals[it->proposal];
  float *kept = kept_score(work, p, it->state);
  dl_evidence evidence;
  if (kept && *kept > UNKNOWN) return *kept;
  dl_home_evidence(work, p->parties.count ? &p->parties.items[0] : NULL, p->head, p->words, p->country, it->state,
                   &evidence);
  float score = sum_of(work, &evidence);
  if (kept) *kept = score;
  return score;
}

dl_code dl_likely_home(dl_coding *work, const dl_participant *party, int32_t head, dl_words words) {
  dl_evidence evidence;
  int best = -1;
  float most = 0;
  if (!dl_is_learned(&work->coder->chooser.learned)) return 0;
  for (int k = -1; k < (int)work->named_count; k++) {
    dl_home_evidence(work, party, head, words, party->country, k, &evidence);
    float score = sum_of(work, &evidence);
    if (k >= 0 && score <= most) continue;
    most = score;
    best = k;
  }
  return best < 0 ? 0 : work->named[best].country;
}

enum { STATE_KINDS = DL_WORD_KINDS * DL_NAMED * DL_NEARNESSES };

/* What the act says for an option's state on a side; `known` by words, state and nearness. */
static float state_score(dl_coding *work, const choice *c, uint32_t option, bool recipient, float known[STATE_KINDS]) {
  const dl_option *it = &c->options.items[option];
  uint32_t words = c->options.proposals[it->proposal].words;
  float *kept = NULL;
  dl_evidence evidence;
  if (it->state >= 0)
    kept = &known[(words * DL_NAMED + (uint32_t)it->state) * DL_NEARNESSES + dl_nearness_of(work, &c->options, option)];
  if (kept && *kept > UNKNOWN) return *kept;
  dl_state_evidence(work, &c->options, option, recipient, &evidence);
  float score = sum_of(work, &evidence);
  if (kept) *kept = score;
  return score;
}

static void sum_options(dl_coding *work, choice *c, const float *homes, bool recipient) {
  dl_evidence evidence;
  float of_proposal[DL_PROPOSALS], states[STATE_KINDS];
  for (uint32_t i = 0; i < STATE_KINDS; i++) states[i] = UNKNOWN;
  for (uint32_t i = 0; i < c->options.proposal_count; i++) {
    dl_proposal_evidence(work, &c->options, i, recipient, &evidence);
    of_proposal[i] = sum_of(work, &evidence);
  }
  for (uint32_t i = 0; i < c->options.count; i++)
    c->sums[recipient][i] =
        of_proposal[c->options.items[i].proposal] + homes[i] + state_score(work, c, i, recipient, states);
}

/* The best options of a side, in order. */
static void find_best(choice *c, int side) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < c->options.count; i++) {
    uint32_t at = count < BEST ? count : BEST;
    while (at > 0 && c->sums[side][i] > c->sums[side][c->best[side][at - 1]]) at--;
    if (at == BEST) continue;
    uint32_t last = count < BEST ? count++ : BEST - 1;
    for (uint32_t k = last; k > at; k--) c->best[side][k] = c->best[side][k - 1];
    c->best[side][at] = (uint16_t)i;
  }
  c->best_count = count;
}

/* What pairs ask of each of the best options. */
static void read_best(const dl_coding *work, choice *c) {
  dl_code known[2 * BEST + 1] = {0};
  uint8_t count = 1;
  for (int side = 0; side < 2; side++)
    for (uint32_t i = 0; i < c->best_count; i++) {
      dl_code country = dl_option_country(work, &c->options, c->best[side][i]);
      uint8_t k = 0;
      while (k < count && known[k] != country) k++;
      if (k == count) known[count++] = country;
      c->country[side][i] = k;
      c->of_rules[side][i] = dl_is_of_rules(&c->options, c->best[side][i], side);
    }
}

/* Of the best options `actor` and `recipient` of their sides. */
static float pair_sum(dl_coding *work, choice *c, uint32_t actor, uint32_t recipient) {
  const dl_act_options *o = &c->options;
  uint32_t x = o->items[c->best[0][actor]].proposal, y = o->items[c->best[1][recipient]].proposal;
  if (c->standings[x][y] < 0) {
    c->standings[x][y] = (int8_t)dl_standing_of(work, o, x, y);
    c->ties[x][y] = (int8_t)dl_tie_of(o, x, y);
  }
  uint8_t here = c->country[0][actor], there = c->country[1][recipient];
  unsigned relation =
      dl_relation(c->ties[x][y], !here, !there, here == there, c->of_rules[0][actor] && c->of_rules[1][recipient]);
  dl_pair_standing standing = (dl_pair_standing)c->standings[x][y];
  dl_words a = o->proposals[x].words, r = o->proposals[y].words;
  float *sum = &c->pairs[relation][standing][a][r];
  bool *known = &c->known[relation][standing][a][r];
  if (!*known) {
    dl_evidence evidence;
    dl_pair_evidence(work, o, relation, standing, a, r, &evidence);
    *sum = sum_of(work, &evidence);
    *known = true;
  }
  return *sum;
}

/* The countries of the best options, a bit for each: equal where these are. */
static void find_countries(const dl_coding *work, const choice *c, uint64_t masks[2][BEST]) {
  const dl_act_options *o = &c->options;
  dl_code known[64];
  uint32_t count = 0;
  for (int side = 0; side < 2; side++)
    for (uint32_t i = 0; i < c->best_count; i++) {
      const dl_option *it = &o->items[c->best[side][i]];
      const dl_participants *parties = &o->proposals[it->proposal].parties;
      uint32_t parts = it->state >= 0 ? 1 : parties->count;
      masks[side][i] = 0;
      for (uint32_t p = 0; p < parts; p++) {
        dl_code country = it->state >= 0 ? work->named[it->state].country : parties->items[p].country;
        uint32_t k = 0;
        if (!country) continue;
        while (k < count && known[k] != country) k++;
        if (k == 64) continue;
        if (k == count) known[count++] = country;
        masks[side][i] |= (uint64_t)1 << k;
      }
    }
}

/* What is told by a pair: the countries of both sides; of those who act together all of them. */
typedef struct outcome {
  uint64_t actors, recipients;
  float mass, most; /* probability of all pairs that tell it, of the likeliest one */
  uint32_t actor, recipient;
} outcome;

/* The outcomes of all pairs, in the order in which they are met. */
typedef struct outcomes {
  outcome items[BEST * BEST];
  uint32_t count;
  int16_t at[BEST][BEST]; /* by the first options of the same countries on each side; -1: not met */
} outcomes;

/* The outcome of a pair of options. */
static outcome *outcome_of(outcomes *all, uint32_t actor, uint32_t recipient, uint64_t actors, uint64_t recipients,
                           bool together) {
  int16_t *at = &all->at[actor][recipient];
  if (*at >= 0) return &all->items[*at];
  if (together) actors |= recipients, recipients = 0;
  uint32_t k = 0;
  while (k < all->count && (all->items[k].actors != actors || all->items[k].recipients != recipients)) k++;
  if (k == all->count) all->items[all->count++] = (outcome){actors, recipients, 0, -1, 0, 0};
  *at = (int16_t)k;
  return &all->items[k];
}

/* How likely each of the best options is among those whose pairs tell what is taken. */
static void find_chances(choice *c, const outcomes *all, const uint32_t same[2][BEST], int16_t taken, const float *p) {
  uint32_t n = c->best_count;
  memset(c->chance, 0, sizeof c->chance);
  for (uint32_t i = 0; i < n * n; i++) {
    uint32_t a = i / n, r = i % n;
    if (all->at[same[0][a]][same[1][r]] != taken) continue;
    c->chance[0][a] += p[i] / all->items[taken].mass;
    c->chance[1][r] += p[i] / all->items[taken].mass;
  }
}

/* The likeliest pair of those whose countries are likeliest together. */
static void find_pair(dl_coding *work, choice *c) {
  float p[BEST * BEST];
  outcomes all;
  uint64_t masks[2][BEST];
  uint32_t same[2][BEST], n = c->best_count, best = 0;
  bool together = c->options.candidate->event.reciprocal, judges[BEST];
  find_countries(work, c, masks);
  read_best(work, c);
  for (int side = 0; side < 2; side++)
    for (uint32_t i = 0; i < n; i++)
      for (same[side][i] = 0; masks[side][same[side][i]] != masks[side][i];) same[side][i]++;
  for (uint32_t a = 0; a < n; a++) {
    uint32_t option = c->best[0][a];
    const dl_proposal *actor = &c->options.proposals[c->options.items[option].proposal];
    judges[a] = dl_judges_it(work, &c->options, actor, dl_option_country(work, &c->options, option));
  }
  for (uint32_t i = 0; i < n * n; i++) {
    uint32_t a = i / n, r = i % n;
    p[i] = c->sums[0][c->best[0][a]] + c->sums[1][c->best[1][r]] + pair_sum(work, c, a, r);
    uint32_t x = c->options.items[c->best[0][a]].proposal, y = c->options.items[c->best[1][r]].proposal;
    bool himself = c->ties[x][y] == 3; /* nobody does it to himself */
    if (!together && (himself || judges[a])) p[i] = UNKNOWN;
  }
  dl_softmax(p, n * n, p);
  all.count = 0;
  memset(all.at, -1, sizeof all.at);
  for (uint32_t i = 0; i < n * n; i++) {
    uint32_t a = i / n, r = i % n;
    outcome *it = outcome_of(&all, same[0][a], same[1][r], masks[0][a], masks[1][r], together);
    it->mass += p[i];
    if (p[i] <= it->most) continue;
    it->most = p[i];
    it->actor = c->best[0][a];
    it->recipient = c->best[1][r];
  }
  for (uint32_t k = 1; k < all.count; k++)
    if (all.items[k].mass > all.items[best].mass) best = k;
  c->taken[0] = all.items[best].actor;
  c->taken[1] = all.items[best].recipient;
  find_chances(c, &all, same, (int16_t)best, p);
}

/* ---- what is taken ---- */

enum {
  TOLD = 3,
  LINE = 480,
  LISTS = DL_EVIDENCE_LISTS
}; /* pieces of evidence that explain tells; bytes of what it says of a side */

/* Who is taken, of how many, and the strongest evidence for it. */
static size_t tell(dl_coding *work, const choice *c, bool recipient, char line[LINE]) {
  const dl_act_options *o = &c->options;
  uint32_t taken = c->taken[recipient];
  const dl_proposal *p = &o->proposals[o->items[taken].proposal];
  dl_code state = dl_option_country(work, o, taken);
  const char *country = state == DL_SEVERAL ? "*" : DL_CODE_TEXT(state);
  dl_span words = p->parties.count ? p->parties.items[0].span : (dl_span){0, 0};
  dl_evidence lists[LISTS];
  char strongest[LINE];
  dl_proposal_evidence(work, o, o->items[taken].proposal, recipient, &lists[0]);
  dl_state_evidence(work, o, taken, recipient, &lists[1]);
  dl_home_evidence(work, p->parties.count ? &p->parties.items[0] : NULL, p->head, p->words, p->country,
                   o->items[taken].state, &lists[2]);
  dl_evidence_tell(lists, LISTS, &work->coder->chooser.learned, dl_list_named(work) ? AT_HOME : ANYWHERE, -1, TOLD,
                   strongest, sizeof strongest);
  int size =
      snprintf(line, LINE, "%s: %s%.*s%s%s of %u options%s%s", recipient ? "recipient" : "actor",
               p->words == DL_NOBODY   ? "nobody"
               : p->words == DL_UNSAID ? "a state of the text"
                                       : "",
               (int)(words.end - words.begin) < 80 ? (int)(words.end - words.begin) : 80, work->doc->text + words.begin,
               *country ? " " : "", country, o->count, *strongest ? ":" : "", *strongest ? strongest + 1 : "");
  return size < LINE ? (size_t)size : LINE - 1;
}

/* For explain. */
static void tell_both(dl_coding *work, const choice *c, const dl_trace **trace) {
  for (int recipient = 0; recipient < 2; recipient++) {
    char line[LINE];
    size_t size = tell(work, c, recipient, line);
    dl_trace_line(work, trace, dl_arena_strndup(work->doc->arena, line, size));
  }
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
                          .country = n->country};
}

/* The strongest evidence for the label that was learned, for explain. */
static void tell_sector(dl_coding *work, const dl_participant *party, uint32_t label, const dl_evidence lists[2],
                        const dl_trace **trace) {
  const dl_sectors *sectors = &work->coder->chooser.sectors;
  const char *learned = sectors->labels.items[label];
  bool taken = party->sector == dl_code_read(learned);
  char strongest[LINE];
  dl_evidence_tell(lists, 2, &sectors->learned, label, -1, TOLD, strongest, sizeof strongest);
  int size = (int)(party->span.end - party->span.begin);
  dl_trace_line(
      work, trace,
      dl_arena_printf(work->doc->arena, "sector: %.*s %s%s%s:%s", size < 80 ? size : 80,
                      work->doc->text + party->span.begin, DL_CODE_TEXT(party->sector),
                      taken ? "" : " by its row, not ", taken ? "" : learned, strongest + (*strongest == ',')));
}

static void give(dl_participant *party, dl_code country) {
  party->country = country;
  party->code = dl_code_join(country, party->sector);
}

/* A party of an option, with the country that the option gives him; there is one of that number. */
static dl_participant party_of(const dl_coding *work, const dl_act_options *o, uint32_t option, uint32_t number) {
  const dl_option *it = &o->items[option];
  const dl_proposal *p = &o->proposals[it->proposal];
  const dl_named *n = it->state >= 0 ? &work->named[it->state] : NULL;
  if (p->words == DL_UNSAID) return of_state(work->doc, n, &o->candidate->event);
  dl_participant party = p->parties.items[number];
  if (!n) return party;
  give(&party, n->country);
  return party;
}

/* The head of a party's words in the act's sentence; -1. */
static int32_t head_here(const dl_document *doc, const dl_candidate *c, const dl_participant *party, int32_t unnamed) {
  int32_t head = party->mention >= 0 ? (int32_t)doc->mentions[party->mention].head : party->entity < 0 ? unnamed : -1;
  return head >= 0 && doc->tokens[head].sentence != c->event.sentence ? -1 : head;
}

/* What a side is by the words of an option. */
static void weigh_option(dl_coding *work, const choice *c, bool recipient, const dl_participant *party, int32_t head,
                         float weight, float sums[DL_SECTORS], dl_evidence lists[2]) {
  dl_sector_evidence(work, party, head, &lists[0]);
  dl_side_sector_evidence(work, c->options.candidate, recipient ? "recipient" : "actor", party, head, &lists[1]);
  dl_weigh_sectors(&work->coder->chooser.sectors, &lists[0], &lists[1], weight, sums);
}

static const float CHANCE = 0.1f; /* from which other words count for the sector of who is taken */

/* Who else it may be, of the same country: what he would be. */
static void weigh_others(dl_coding *work, const choice *c, bool recipient, float sums[DL_SECTORS]) {
  const dl_act_options *o = &c->options;
  for (uint32_t i = 0; i < c->best_count; i++) {
    uint32_t option = c->best[recipient][i];
    const dl_proposal *p = &o->proposals[o->items[option].proposal];
    bool one = p->words == DL_UNSAID || p->parties.count == 1;
    if (option == c->taken[recipient] || c->chance[recipient][i] < CHANCE || !one) continue;
    dl_participant party = party_of(work, o, option, 0);
    dl_evidence lists[2];
    weigh_option(work, c, recipient, &party, head_here(work->doc, o->candidate, &party, p->head),
                 c->chance[recipient][i], sums, lists);
  }
}

/* The chance of the option that is taken. */
static float chance_of(const choice *c, bool recipient) {
  for (uint32_t i = 0; i < c->best_count; i++)
    if (c->best[recipient][i] == c->taken[recipient]) return c->chance[recipient][i];
  return 1;
}

/* Does a row of the user's own tables say what he is? */
static bool is_users(const dl_document *doc, const dl_participant *party) {
  const dl_mention *m = party->mention >= 0 ? &doc->mentions[party->mention] : NULL;
  return m && m->form == DL_NAM && m->origin && *m->origin && strncmp(m->origin, "data/", 5) != 0;
}

/* The sector of a party, but a user's row stands; the code follows, but where it is a state's alone and a name: that is
 * no sector's. */
static void take_sector(dl_coding *work, const choice *c, bool recipient, bool alone, int32_t unnamed,
                        dl_participant *party, const dl_trace **trace) {
  const dl_document *doc = work->doc;
  const dl_sectors *sectors = &work->coder->chooser.sectors;
  dl_code old = party->sector;
  if (!party->country || sectors->labels.count == 0 || is_users(doc, party)) return;
  bool body = dl_is_body(party->country), named = party->mention >= 0 && doc->mentions[party->mention].form == DL_NAM;
  int32_t head = head_here(doc, c->options.candidate, party, unnamed);
  dl_evidence lists[2];
  float sums[DL_SECTORS] = {0};
  uint32_t label = 0;
  weigh_option(work, c, recipient, party, head, chance_of(c, recipient), sums, lists);
  if (alone) weigh_others(work, c, recipient, sums);
  for (uint32_t k = 1; k < sectors->labels.count; k++)
    if (sums[k] > sums[label]) label = k;
  dl_code learned = dl_code_read(sectors->labels.items[label]);
  bool former = old == DL_CODE_ELI && learned == DL_CODE_GOV; /* his office had ended that day, as the table knows */
  party->sector = former ? old : learned;
  if (work->coder->explains) tell_sector(work, party, label, lists, trace);
  if (body || !party->sector || old == party->sector) return;
  bool state = party->code == party->country;
  if (state ? !named && head >= 0 : dl_code_rest(party->code) != 0)
    party->code = dl_code_join(party->country, party->sector);
}

/* Of a list whoever has no state of his own gets the likeliest one: "the regime and Russia". */
static void take_home(dl_coding *work, dl_participant *party) {
  if (party->country || !party->code || party->mention < 0 || !dl_list_named(work)) return;
  int32_t head = (int32_t)work->doc->mentions[party->mention].head;
  dl_code home = dl_likely_home(work, party, head, DL_NOUN_WORDS);
  if (home) give(party, home);
}

static void take(dl_coding *work, const choice *c, bool recipient, dl_participants *out, const dl_trace **trace) {
  const dl_act_options *o = &c->options;
  const dl_proposal *p = &o->proposals[o->items[c->taken[recipient]].proposal];
  uint32_t count = p->words == DL_UNSAID ? 1 : p->parties.count;
  *out = (dl_participants){0};
  if (count == 0) return;
  out->items = dl_arena_alloc(work->doc->arena, count * sizeof *out->items);
  out->count = out->capacity = count;
  for (uint32_t i = 0; i < count; i++) {
    out->items[i] = party_of(work, o, c->taken[recipient], i);
    if (count > 1) take_home(work, &out->items[i]);
    take_sector(work, c, recipient, count == 1, p->head, &out->items[i], trace);
  }
}

static void choose(dl_coding *work, dl_candidate *candidate) {
  dl_event *e = &candidate->event;
  choice c;
  dl_participants found[2];
  dl_list_options(work, candidate, &c.options);
  dl_name_act(work, &c.options);
  if (work->each_act) {
    work->each_act(work->each_context, work, &c.options);
    return;
  }
  float homes[DL_OPTIONS];
  memset(c.known, 0, sizeof c.known);
  memset(c.standings, -1, sizeof c.standings);
  for (uint32_t i = 0; i < c.options.count; i++) homes[i] = home_score(work, &c, i);
  for (int side = 0; side < 2; side++) {
    sum_options(work, &c, homes, side);
    find_best(&c, side);
  }
  find_pair(work, &c);
  if (work->coder->explains) tell_both(work, &c, &e->trace);
  for (int side = 0; side < 2; side++) take(work, &c, side, &found[side], &e->trace);
  e->actor = found[0];
  e->recipient = found[1];
  dl_remove_shared(&e->recipient, &e->actor);
  for (uint32_t i = 0; e->reciprocal && i < e->recipient.count; i++)
    dl_add_participant(work, &e->actor, &e->recipient.items[i]);
  if (e->reciprocal) e->recipient.count = 0;
}

void dl_choose_parties(dl_coding *work, dl_candidate *candidate) {
  dl_event *e = &candidate->event;
  bool taught = dl_is_learned(&work->coder->chooser.learned);
  if (e->act == DL_SPEECH_ACT || (!work->each_act && !taught)) return;
  dl_list_named(work);
  dl_participants before[2] = {e->actor, e->recipient};
  choose(work, candidate);
  memcpy(work->before, before, sizeof before);
}
