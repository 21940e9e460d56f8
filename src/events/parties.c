#include <string.h>

#include "events/coder.h"

/* Parties that no slot of a row names: where an act of force falls, whose protesters they are, whom a pledge or demand
 * concerns. */

void dl_remove_shared(dl_participants *from, const dl_participants *kept) {
  uint32_t left = 0;
  for (uint32_t i = 0; i < from->count; i++) {
    bool shared = false;
    for (uint32_t k = 0; k < kept->count; k++) shared |= dl_same_party(&from->items[i], &kept->items[k]);
    if (!shared) from->items[left++] = from->items[i];
  }
  from->count = left;
}

/* The state that a party belongs to ("RUS"), or 0: of bodies and bare sectors there is none. */
static dl_code state_of(const dl_participant *p) {
  return dl_code_first(p->code) == p->country && !dl_is_body(p->country) ? p->country : 0;
}

/* The one state of all the parties that have one; 0 if there are none or several. */
static dl_code one_state(const dl_participants *list) {
  dl_code state = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    dl_code own = state_of(&list->items[i]);
    if (own && state && state != own) return 0;
    if (own) state = own;
  }
  return state;
}

static bool has_country(const dl_participants *list) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i].country) return true;
  return false;
}

/* A role without a country, beside a party of one country, is that country's: "police dispersed demonstrators". */
static void lend_country(dl_participants *to, dl_code country) {
  for (uint32_t i = 0; country && i < to->count; i++) {
    dl_participant *p = &to->items[i];
    if (p->country || !dl_code_is_bare(p->code) ||
        dl_sector_in(p->code, DL_SECTOR(IGO) | DL_SECTOR(NGO) | DL_SECTOR(ELI)))
      continue;
    p->code = dl_code_join(country, p->code);
    p->country = country;
  }
}

/* ---- where it happens ---- */

/* Does the token stand in the phrase of whoever says the sentence: "sources in neighbouring Pakistan said"? */
static bool is_with_speaker(const dl_coding *work, int32_t token) {
  const dl_token *tokens = work->doc->tokens;
  for (int steps = 0; token >= 0 && steps < 16; steps++, token = tokens[token].head)
    if (tokens[token].rel == DL_REL_NSUBJ && tokens[token].head >= 0 &&
        dl_is_kind(work, tokens[token].head, DL_SENSE_SPEECH))
      return true;
  return false;
}

static bool is_place_of_state(const dl_coding *work, int32_t token, dl_participant *out) {
  static const char *const prepositions[] = {"in",     "at",         "near",   "inside", "outside",
                                             "across", "throughout", "around", "into"};
  int32_t at = work->doc->mention_at ? work->doc->mention_at[token] : -1, head = token;
  if (at < 0) return false;
  unsigned type = work->doc->entities[work->doc->mentions[at].entity].type;
  if (type != DL_GPE && type != DL_LOC && type != DL_FAC) return false;
  if (!dl_participant_of(work->coder->namer, work->doc, (uint32_t)token, out) || !state_of(out)) return false;
  for (int steps = 0; head >= 0 && steps < 3;
       steps++, head = work->doc->tokens[head].head) { /* "in the capital Kabul", "in the city of Basra" */
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++)
      if (dl_has_case(work->doc, head, prepositions[i])) return !is_with_speaker(work, token);
    if (work->doc->tokens[head].upos == DL_VERB) break;
  }
  return false;
}

/* Does the word stand in a clause about somebody, in which the act does not: "a man who studied in Leeds was shot"? */
static bool is_in_other_clause(const dl_coding *work, int32_t token, int32_t trigger) {
  for (int32_t at = token; at >= 0 && at != trigger; at = work->doc->tokens[at].head)
    if (work->doc->tokens[at].rel == DL_REL_ACL && !dl_within(work->doc, trigger, at)) return true;
  return false;
}

/* The place of an act, as its sentence tells: the first behind the trigger, else the last before it. */
static bool find_place(const dl_coding *work, int32_t trigger, dl_participant *out) {
  const dl_sentence *s = &work->doc->sentences[work->doc->tokens[trigger].sentence];
  for (uint32_t t = (uint32_t)trigger + 1; t < s->first + s->count; t++)
    if (is_place_of_state(work, (int32_t)t, out) && !is_in_other_clause(work, (int32_t)t, trigger)) return true;
  for (uint32_t t = (uint32_t)trigger; t-- > s->first;)
    if (is_place_of_state(work, (int32_t)t, out) && !is_in_other_clause(work, (int32_t)t, trigger)) return true;
  return false;
}

/* The state that the text is dated from ("KHARTOUM -"). */
static bool find_dateline(const dl_coding *work, dl_participant *out) {
  const dl_document *doc = work->doc;
  for (uint32_t t = 0; t < doc->token_count && doc->tokens[t].end <= doc->dateline.end; t++)
    if (doc->tokens[t].begin >= doc->dateline.begin && dl_participant_of(work->coder->namer, doc, t, out) &&
        state_of(out))
      return true;
  return false;
}

/* The only state that a sentence names, "" if it names none or more. */
static dl_code only_state(const dl_coding *work, uint32_t sentence) {
  const dl_sentence *s = &work->doc->sentences[sentence];
  dl_code only = 0;
  dl_participant p;
  for (uint32_t t = s->first; t < s->first + s->count; t++) {
    if (!dl_participant_of(work->coder->namer, work->doc, t, &p) || !state_of(&p)) continue;
    if (only && only != state_of(&p)) return 0;
    only = state_of(&p);
  }
  return only;
}

/* Somebody of `state` who has no code of his own: the phrase at `token`, else the words that tell the state. */
static void add_somebody(dl_coding *work, dl_participants *list, int32_t token, dl_span from, dl_code state,
                         dl_code sector) {
  dl_span span = token >= 0 ? (dl_span){work->doc->tokens[token].begin, work->doc->tokens[token].end} : from;
  dl_participant p = {.mention = -1,
                      .entity = -1,
                      .span = span,
                      .code = dl_code_join(state, sector),
                      .country = state,
                      .sector = sector};
  if (list->count == 1 && !dl_is_party(&list->items[0])) { /* who is named, but unknown, keeps his name */
    p.mention = list->items[0].mention;
    p.entity = list->items[0].entity;
    p.span = list->items[0].span;
    list->count = 0;
  }
  dl_add_participant(work, list, &p);
}

/* ---- acts of force ---- */

/* Those who rule or rebel at home: their acts are against their own people where nothing else is said. */
static bool is_domestic(const dl_participants *actors) {
  const uint64_t sectors = DL_SECTOR(GOV) | DL_SECTOR(COP) | DL_SECTOR(JUD) | DL_SECTOR(LEG) | DL_SECTOR(REB) |
                           DL_SECTOR(OPP) | DL_SECTOR(SPY) | DL_SECTOR(SEP) | DL_SECTOR(INS);
  if (!one_state(actors)) return false;
  for (uint32_t i = 0; i < actors->count; i++) {
    const dl_participant *p = &actors->items[i];
    if (state_of(p) && dl_code_rest(p->code) && dl_sector_in(p->sector, sectors)) return true;
  }
  return false;
}

static int32_t acted_upon(const dl_coding *work, const dl_candidate *c) {
  int32_t object = c->site.verb >= 0 ? dl_deep_object(work->doc, c->site.verb) : -1;
  return object >= 0 && object != c->site.trigger && object != c->site.noun && work->doc->tokens[object].upos != DL_VERB
             ? object
             : -1;
}

/* "was attacked by gunmen, killing ten": those who attacked killed. */
static void take_agent(dl_coding *work, dl_candidate *c) {
  const dl_token *t = &work->doc->tokens[c->site.trigger];
  if (c->event.act != DL_ASSAULT || c->site.kind != DL_VERB_ROW || t->rel != DL_REL_ADVCL || t->xpos != DL_TAG_VBG)
    return;
  if (t->head < 0 || t->head > c->site.trigger || !dl_is_passive(work->doc, t->head)) return;
  if (dl_child_rel(work->doc, c->site.trigger, DL_REL_MARK) >= 0) return; /* "was accused by X of killing" */
  c->event.actor.count = 0;
  int32_t agent = dl_deep_subject(work->doc, t->head);
  if (agent >= 0) dl_head_participants(work, agent, true, &c->event.actor);
}

/* "when", "after", "as": a clause that tells when. */
static bool is_time_clause(const dl_coding *work, int32_t verb) {
  static const char *const words[] = {"when", "after", "as", NULL};
  for (int32_t c = dl_first(work->doc, verb); c >= 0 && c < verb; c = dl_sibling(work->doc, c))
    if ((dl_in(work->doc->tokens[c].rel, DL_RELS(MARK, ADVMOD))) && dl_is_listed(work->doc->tokens[c].lower, words))
      return true;
  return false;
}

/* "Ten were killed when troops shelled the market": who struck killed. */
static void take_striker(dl_coding *work, dl_candidate *c) {
  int32_t verb = c->site.verb;
  if (c->event.act != DL_ASSAULT || c->site.kind == DL_NOUN_ROW || verb < 0 || dl_any_party(&c->event.actor)) return;
  if (!dl_is_passive(work->doc, verb) || dl_deep_subject(work->doc, verb) >= 0) return;
  int32_t top =
      work->doc->tokens[verb].rel == DL_REL_CONJ ? work->doc->tokens[verb].head : verb; /* "killed and wounded" */
  for (int32_t at = dl_first(work->doc, top); at >= 0 && !dl_any_party(&c->event.actor);
       at = dl_sibling(work->doc, at)) {
    bool strikes = work->doc->tokens[at].rel == DL_REL_ADVCL && work->act[at] == DL_ASSAULT;
    int32_t striker =
        strikes && !dl_is_passive(work->doc, at) && is_time_clause(work, at) ? dl_deep_subject(work->doc, at) : -1;
    if (striker < 0) continue;
    c->event.actor.count = 0;
    dl_head_participants(work, striker, true, &c->event.actor);
  }
}

/* "Gunmen" whom nobody names are the unidentified armed force of the place where they struck (CAMEO's UAF). */
static void add_unidentified(dl_coding *work, dl_candidate *c) {
  dl_participant place;
  int32_t verb = c->site.verb;
  if (c->event.act != DL_ASSAULT || c->site.kind == DL_NOUN_ROW || verb < 0 || dl_any_party(&c->event.actor)) return;
  int32_t agent = dl_is_passive(work->doc, verb) ? dl_deep_subject(work->doc, verb) : -1;
  if (!dl_is_passive(work->doc, verb) || (agent >= 0 && !dl_head_has_class(work, agent, DL_CLASS_ARMS))) return;
  if (!find_place(work, c->site.trigger, &place)) return;
  c->event.actor.count = 0;
  dl_participant p = {
      .mention = -1, .entity = -1, .span = place.span, .country = state_of(&place), .sector = DL_CODE_UAF};
  p.code = dl_code_join(p.country, p.sector);
  dl_add_participant(work, &c->event.actor, &p);
  c->event.confidence = 0.4;
}

/* Who is struck where no slot tells: somebody at the place where it happens, else the people of who rules or rebels. */
static void add_struck(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  dl_participant place;
  dl_code own = one_state(&e->actor);
  int32_t target = acted_upon(work, c);
  bool measure =
      e->act == DL_COERCE && c->site.kind == DL_LIGHT_ROW && e->mode != DL_MODE_ARREST; /* "imposed a curfew" */
  if (!own || (target < 0 && !measure)) return;
  bool away = find_place(work, c->site.trigger, &place) && state_of(&place) != own;
  if (away && target >= 0)
    add_somebody(work, &e->recipient, target, place.span, state_of(&place), DL_CODE_CVL);
  else if (is_domestic(&e->actor) && only_state(work, e->sentence))
    add_somebody(work, &e->recipient, target, e->actor.items[0].span, own, DL_CODE_CVL);
}

/* "Troops fired on students": those of the state that the text is dated from; "captured in Syria by US-backed forces":
 * those of the place. */
static void add_troops(dl_coding *work, dl_candidate *c) {
  dl_participant home;
  dl_event *e = &c->event;
  int32_t subject = c->site.verb >= 0 ? dl_deep_subject(work->doc, c->site.verb) : -1;
  if (dl_any_party(&e->actor) || subject < 0 || !dl_head_has_class(work, subject, DL_CLASS_PERSONNEL) ||
      !dl_any_party(&e->recipient))
    return;
  bool agent = dl_is_passive(work->doc, c->site.verb) && find_place(work, c->site.trigger, &home);
  if (!agent && !find_dateline(work, &home)) return;
  bool own = !one_state(&e->recipient) || one_state(&e->recipient) == state_of(&home);
  if (own || agent) add_somebody(work, &e->actor, subject, home.span, state_of(&home), DL_CODE_MIL);
}

/* "Militias attacked an American base in Iraq": armed bands without a country are of the place where they fight. */
static void lend_place(dl_coding *work, dl_candidate *c) {
  dl_participants *sides[] = {&c->event.actor, &c->event.recipient};
  dl_participant place;
  for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
    bool bare = sides[i]->count == 1 && dl_sector_in(dl_code_first(sides[i]->items[0].code), DL_BANDS);
    if (bare && find_place(work, c->site.trigger, &place)) lend_country(sides[i], state_of(&place));
  }
}

/* "Their spokesman said clashes continued with the rebels": the force that speaks is the other side. */
static void add_speaking_force(dl_coding *work, dl_candidate *c) {
  const uint64_t armed = DL_BANDS | DL_SECTOR(MIL) | DL_SECTOR(COP);
  int32_t speaker = work->speaker[c->site.trigger];
  dl_participants said = {0};
  if (!c->event.reciprocal || c->event.actor.count + c->event.recipient.count > 1 || speaker < 0) return;
  dl_head_participants(work, speaker, true, &said);
  for (uint32_t i = 0; i < said.count; i++)
    if (dl_sector_in(dl_code_second(said.items[i].code), armed))
      dl_add_participant(work, &c->event.actor, &said.items[i]);
}

void dl_place_force(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  if (e->act != DL_ASSAULT && e->act != DL_COERCE) return;
  take_agent(work, c);
  take_striker(work, c);
  add_speaking_force(work, c);
  bool takes = !dl_is_no_slot(c->row.recipient);
  if (takes && !has_country(&e->recipient))
    dl_slot_participants(work, &c->site, work->lexicon->slots[DL_SLOTS_PLACE], DL_RECIPIENT, &e->recipient, &e->trace);
  dl_remove_shared(&e->recipient, &e->actor);
  lend_place(work, c);
  lend_country(&e->recipient, one_state(&e->actor));
  lend_country(&e->actor, one_state(&e->recipient));
  if (takes && !e->reciprocal && !dl_any_party(&e->recipient)) add_struck(work, c);
  add_troops(work, c);
  add_unidentified(work, c);
  lend_country(&e->recipient, one_state(&e->actor));
}

/* "freed 200 prisoners", "sentenced a monk": people without a country are those of the state that does it, where no
 * other is named. */
static void place_judged(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  dl_code home = one_state(&e->actor);
  bool judged = dl_in(e->mode, DL_SET(DL_MODE_RELEASE) | DL_SET(DL_MODE_CONVICT) | DL_SET(DL_MODE_INVESTIGATE));
  if (!judged || !home || !e->recipient.count || has_country(&e->recipient) || only_state(work, e->sentence) != home)
    return;
  lend_country(&e->recipient, home);
  if (e->recipient.count == 1 && !dl_any_party(&e->recipient))
    add_somebody(work, &e->recipient, c->site.trigger, e->recipient.items[0].span, home, DL_CODE_CVL);
}

/* Aid that does something for somebody ("U.S. aid helps keep schools open for children"), or that somebody lives on
 * ("Assad depends on Russian aid"). */
static void add_served(dl_coding *work, dl_candidate *c) {
  const dl_token *tokens = work->doc->tokens;
  int32_t noun = dl_first_conjunct(work->doc, c->site.trigger), over = tokens[noun].head;
  if (over < 0 || dl_any_party(&c->event.recipient) || !dl_any_party(&c->event.actor)) return;
  if (tokens[noun].rel == DL_REL_OBL && dl_is_kind(work, over, DL_SENSE_RELIANT)) {
    int32_t taker =
        tokens[over].upos == DL_VERB ? dl_deep_subject(work->doc, over) : dl_child_rel(work->doc, over, DL_REL_NSUBJ);
    if (taker >= 0) dl_head_participants(work, taker, true, &c->event.recipient);
  }
  bool serves = tokens[noun].rel == DL_REL_NSUBJ && tokens[over].upos == DL_VERB && !dl_is_passive(work->doc, over);
  for (int steps = 0; serves && over >= 0 && steps < 4 && !dl_any_party(&c->event.recipient); steps++) {
    const dl_site site = {.trigger = over, .verb = over, .noun = -1, .kind = DL_VERB_ROW};
    c->event.recipient.count = 0;
    dl_slot_participants(work, &site, work->lexicon->slots[DL_SLOTS_SERVED], DL_RECIPIENT, &c->event.recipient,
                         &c->event.trace);
    over = dl_child_rel(work->doc, over, DL_REL_XCOMP);
  }
  dl_remove_shared(&c->event.recipient, &c->event.actor);
}

/* Relief that names only a place goes to those who live there; troops that are moved where another state is are moved
 * against or for it. */
static void place_there(dl_coding *work, dl_candidate *c) {
  dl_participant place;
  dl_event *e = &c->event;
  if (dl_any_party(&e->recipient) || !dl_any_party(&e->actor) || !find_place(work, c->site.trigger, &place)) return;
  for (uint32_t i = 0; i < e->actor.count; i++)
    if (e->actor.items[i].country == place.country) return;
  e->recipient.count = 0;
  dl_add_participant(work, &e->recipient, &place);
}

/* ---- protest ---- */

/* Below an aside that only gives the time or setting: "despite", "after the war". */
static bool is_aside(const dl_coding *work, int32_t token, int32_t top) {
  const dl_document *doc = work->doc;
  for (int steps = 0; token >= 0 && token != top && steps < 32; steps++, token = doc->tokens[token].head) {
    if (work->act[token] == DL_PROTEST) return false; /* "during demonstrations against X" */
    for (int32_t c = dl_first(doc, token); c >= 0; c = dl_sibling(doc, c)) {
      unsigned rel = doc->tokens[c].rel;
      if ((dl_in(rel, DL_RELS(CASE, MARK, ADVMOD))) && c < token && dl_is_kind(work, c, DL_SENSE_SETTING)) return true;
    }
  }
  return false;
}

/* Parties of other states behind the trigger, in its clause: the first into *out; how many states there are. */
static uint32_t foreign_parties(dl_coding *work, const dl_candidate *c, dl_participant *out) {
  const dl_sentence *s = &work->doc->sentences[c->event.sentence];
  int32_t top = dl_top_of(c), first = top < c->site.trigger ? top : c->site.trigger;
  uint32_t states = 0;
  for (uint32_t t = (uint32_t)first + 1; t < s->first + s->count; t++) {
    dl_participants here = {0};
    if (!dl_within(work->doc, (int32_t)t, top) || work->speaker[c->site.trigger] == (int32_t)t) continue;
    if (is_aside(work, (int32_t)t, top) || is_with_speaker(work, (int32_t)t) || dl_is_armament(work, (int32_t)t))
      continue;
    dl_participants_of(work->coder->namer, work->doc, t, &here);
    for (uint32_t i = 0; i < here.count; i++) {
      const dl_participant *p = &here.items[i];
      bool own = !dl_is_party(p) || !p->country;
      for (uint32_t k = 0; k < c->event.actor.count && !own; k++) own = c->event.actor.items[k].country == p->country;
      if (own || (states && out->country == p->country)) continue;
      if (!states++) *out = *p;
    }
  }
  return states;
}

/* A protest that names no addressee is one against the protesters' own government (PLOVER). */
static void add_government(dl_coding *work, dl_event *e) {
  if (e->actor.count != 1 || !state_of(&e->actor.items[0])) return;
  dl_participant own = e->actor.items[0];
  own.code = dl_code_join(own.country, DL_CODE_GOV);
  own.sector = DL_CODE_GOV;
  own.entity = own.mention = -1;
  e->recipient.count = 0;
  *DL_PUSH(work->doc->arena, e->recipient.items, e->recipient.count, e->recipient.capacity) = own;
}

static void place_protest(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  dl_participant place, other;
  bool placed = find_place(work, c->site.trigger, &place) ||
                (!has_country(&e->actor) && !has_country(&e->recipient) && find_dateline(work, &place));
  int32_t subject = c->site.verb >= 0 ? dl_deep_subject(work->doc, c->site.verb) : -1;
  bool home =
      placed && e->recipient.count == 1 && !has_country(&e->actor) && dl_same_party(&e->recipient.items[0], &place);
  if (home) e->recipient.count = 0; /* the place is whose they are */
  if (placed && !has_country(&e->actor)) {
    lend_country(&e->actor, state_of(&place));
    if (!dl_any_party(&e->actor) && subject >= 0)
      add_somebody(work, &e->actor, subject, place.span, state_of(&place), DL_CODE_CVL);
  }
  lend_country(&e->actor, one_state(&e->recipient));
  lend_country(&e->recipient, one_state(&e->actor));
  if (dl_any_party(&e->recipient) || !dl_any_party(&e->actor)) return;
  if (foreign_parties(work, c, &other) && !(placed && dl_same_party(&other, &place))) {
    e->recipient.count = 0;
    dl_add_participant(work, &e->recipient, &other);
  } else
    add_government(work, e);
}

/* "called off its strike": the government that it was against. A truce in the north of one's own country has no
 * recipient. */
static void place_concession(dl_coding *work, dl_candidate *c) {
  dl_event *e = &c->event;
  if (!strncmp(e->cameo, "082", 3) && !dl_any_party(&e->recipient)) add_government(work, e);
  bool home = one_state(&e->actor) && one_state(&e->actor) == one_state(&e->recipient);
  if (!strncmp(e->cameo, "087", 3) && home) e->recipient.count = 0; /* where, not to whom */
}

void dl_place_parties(dl_coding *work, dl_candidate *c) {
  unsigned act = c->event.act;
  if (act == DL_PROTEST) place_protest(work, c);
  place_judged(work, c);
  if (act == DL_AID && c->site.kind == DL_NOUN_ROW)
    add_served(work, c);
  else if (act == DL_AID)
    place_there(work, c);
  if (act == DL_MOBILIZE && !dl_is_no_slot(c->row.recipient)) place_there(work, c);
  if (act == DL_CONCEDE || act == DL_RETREAT) place_concession(work, c);
}

/* "threatened to recall its ambassador": a state's threats and refusals are not meant for itself. */
void dl_drop_own(dl_event *e) {
  if (e->act == DL_REQUEST || !e->recipient.count || e->actor.count != 1) return;
  const dl_participant *p = &e->actor.items[0];
  if (dl_code_is_bare(p->code) && state_of(p) && one_state(&e->recipient) == state_of(p)) e->recipient.count = 0;
}

/* ---- speech ---- */

/* "gave food to refugees who fled the war in Liberia": people without a country are those of the one other state that
 * is named. */
static void lend_foreign(dl_coding *work, dl_candidate *c) {
  dl_participant other;
  dl_event *e = &c->event;
  if (e->reciprocal || c->site.kind == DL_NOUN_ROW || e->recipient.count != 1 || !dl_is_party(&e->recipient.items[0]) ||
      has_country(&e->recipient))
    return;
  if (foreign_parties(work, c, &other) == 1) lend_country(&e->recipient, state_of(&other));
}

/* Does an act speak to somebody whom a verb joined to its own may address, too? */
static bool addresses_before(const dl_coding *work, const dl_candidate *c, int32_t verb) {
  enum { SPEAKING = 1 << DL_ACCUSE | 1 << DL_CONSULT | 1 << DL_REQUEST | 1 << DL_THREATEN };
  const dl_token *tokens = work->doc->tokens;
  int32_t top = dl_top_of(c), first = tokens[verb].head;
  if (c->site.kind == DL_NOUN_ROW || !dl_act_in(c->event.act, SPEAKING)) return false;
  return top == first || (tokens[top].rel == DL_REL_CONJ && tokens[top].head == first && top < verb);
}

/* "Summoned the ambassador and demanded the release": who was spoken to is spoken to again. */
static void take_addressee(dl_coding *work, dl_candidate *c) {
  const dl_token *t = &work->doc->tokens[c->site.verb < 0 ? 0 : c->site.verb];
  if (c->site.verb < 0 || t->rel != DL_REL_CONJ || dl_is_passive(work->doc, c->site.verb)) return;
  if (dl_child_rel(work->doc, c->site.verb, DL_REL_NSUBJ) >= 0) return;
  uint32_t sentence = c->event.sentence;
  for (uint32_t i = work->near.from[sentence]; i < work->near.from[sentence + 1]; i++) {
    const dl_candidate *before = dl_near(work, i);
    if (dl_any_party(&c->event.recipient)) return;
    if (before == c || before->dropped || !addresses_before(work, before, c->site.verb)) continue;
    const dl_participants *others = before->event.reciprocal ? &before->event.actor : &before->event.recipient;
    dl_participants told = {0};
    for (uint32_t k = 0; k < others->count; k++) dl_add_participant(work, &told, &others->items[k]);
    dl_remove_shared(&told, &c->event.actor);
    if (dl_any_party(&told)) c->event.recipient = told;
  }
}

/* Is somebody told to act, though not a party: "urged our partners to help"? */
bool dl_has_addressee(const dl_coding *work, const dl_candidate *c) {
  const dl_document *doc = work->doc;
  int32_t verb = c->site.verb;
  if (c->event.act != DL_REQUEST || verb < 0 || dl_is_passive(doc, verb)) return false;
  bool clause = dl_child_rel(doc, verb, DL_REL_XCOMP) >= 0 || dl_child_rel(doc, verb, DL_REL_CCOMP) >= 0 ||
                dl_child_rel(doc, verb, DL_REL_ADVCL) >= 0;
  return clause && dl_child_rel(doc, verb, DL_REL_OBJ) >= 0;
}

/* A pledge, demand, refusal or threat that names no addressee concerns the one other state that it speaks of. */
void dl_address_speech(dl_coding *work, dl_candidate *c) {
  lend_foreign(work, c);
  enum { SPEECH = 1 << DL_AGREE | 1 << DL_REQUEST | 1 << DL_REJECT | 1 << DL_THREATEN };
  dl_event *e = &c->event;
  dl_participant other;
  bool mutual = e->reciprocal || (e->actor.count > 1 && !one_state(&e->actor));
  if (!dl_act_in(e->act, SPEECH) || mutual || c->site.kind == DL_NOUN_ROW || !dl_any_party(&e->actor) ||
      dl_any_party(&e->recipient))
    return;
  if (dl_is_no_slot(c->row.recipient) || dl_has_addressee(work, c)) return;
  take_addressee(work, c);
  if (dl_any_party(&e->recipient) || foreign_parties(work, c, &other) != 1) return;
  e->recipient.count = 0;
  dl_add_participant(work, &e->recipient, &other);
}
