#include "actors/actors.h"
#include "events/coder.h"

#include <string.h>

bool dl_is_party(const dl_participant *p) {
  return p->code != 0;
}

bool dl_any_party(const dl_participants *list) {
  for (uint32_t i = 0; i < list->count; i++)
    if (dl_is_party(&list->items[i])) return true;
  return false;
}

bool dl_is_pair(const dl_event *e) {
  return e->reciprocal ? e->actor.count > 1 : dl_any_party(&e->actor) && dl_any_party(&e->recipient);
}

bool dl_same_party(const dl_participant *a, const dl_participant *b) {
  if (a->entity >= 0 && b->entity >= 0) return a->entity == b->entity;
  if (a->code != b->code) return false;              /* a government and its people told by one word */
  if (a->mention < 0 && b->mention < 0) return true; /* "we" and "our" of one publisher */
  return a->span.begin == b->span.begin && a->span.end == b->span.end;
}

bool dl_has_party(const dl_participants *list, const dl_participant *party) {
  uint32_t i = 0;
  while (i < list->count && !dl_same_party(&list->items[i], party)) i++;
  return i < list->count;
}

bool dl_has_country(const dl_participants *list, dl_code country) {
  uint32_t i = 0;
  while (i < list->count && list->items[i].country != country) i++;
  return i < list->count;
}

bool dl_common_party(const dl_participants *a, const dl_participants *b) {
  uint32_t i = 0;
  while (i < a->count && !dl_has_party(b, &a->items[i])) i++;
  return i < a->count;
}

bool dl_names_somebody(const dl_event *e) {
  return dl_any_party(&e->actor) || dl_any_party(&e->recipient);
}

void dl_add_participant(dl_coding *work, dl_participants *list, const dl_participant *participant) {
  if (dl_has_party(list, participant)) return;
  *DL_PUSH(work->doc->arena, list->items, list->count, list->capacity) = *participant;
}

void dl_add_participants(dl_coding *work, dl_participants *list, const dl_participants *others) {
  for (uint32_t i = 0; i < others->count; i++) dl_add_participant(work, list, &others->items[i]);
}

/* The pronoun by which a word is called the speaker's own: "we" itself, the "our" of "our soldiers"; not of "our
 * partners", who are others; -1. */
static int32_t own_pronoun(const dl_coding *work, int32_t token) {
  if (dl_is_first_person(&work->doc->tokens[token])) return token;
  int32_t poss = dl_child_deprel(work->doc, token, DL_DEPREL_NMOD_POSS);
  bool ours = poss >= 0 && dl_is_first_person(&work->doc->tokens[poss]);
  return ours && !dl_lemma_is_kind(work, token, DL_SENSE_RELATION) ? poss : -1;
}

int32_t dl_own_speaker(const dl_coding *work, int32_t token) {
  int32_t pronoun = own_pronoun(work, token), speaker = pronoun >= 0 ? work->speaker[pronoun] : -1;
  return speaker >= 0 && !dl_within(work->doc, token, speaker) ? speaker : -1;
}

dl_span dl_short_span(const dl_coding *work, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  dl_span span = {tokens[head].begin, tokens[head].end};
  int32_t part = dl_first_by(work->doc, head, DL_RELS(COMPOUND, AMOD, FLAT, NUMMOD)); /* they stand in text order */
  if (part >= 0 && part < head && tokens[part].begin < span.begin) span.begin = tokens[part].begin;
  return span;
}

bool dl_is_somebody(const dl_coding *work, int32_t token) {
  const uint64_t classes = DL_SET(DL_CLASS_PEOPLE) | DL_SET(DL_CLASS_PERSONNEL) | DL_SET(DL_CLASS_OFFICE) |
                           DL_SET(DL_CLASS_VICTIM) | DL_SET(DL_CLASS_ENVOY) | DL_SET(DL_CLASS_FIRM) |
                           DL_SET(DL_CLASS_PARTY);
  const dl_token *t = &work->doc->tokens[token];
  if (t->upos == DL_PRON) return t->word != DL_WORD_IT && !dl_is_relative(work->doc, token);
  if (dl_in(t->rel, DL_RELS(COMPOUND, FLAT, FIXED))) return false;
  bool core = dl_in(t->rel, DL_RELS(NSUBJ, OBJ, IOBJ));
  if (t->upos == DL_PROPN) return t->ner != DL_NER_O || (core && t->xpos == DL_TAG_NNPS); /* "Gunmen" first in it */
  if (t->upos == DL_NUM) return core;                                                     /* "eleven were arrested" */
  return t->upos == DL_NOUN && dl_class_in(work->lexicon, dl_key_lemma(work, token), classes);
}

/* Who speaks, by the words that name him. */
static void add_speaker(dl_coding *work, int32_t speaker, dl_participants *out) {
  work->voicing = true;
  dl_head_participants(work, speaker, true, out);
  work->voicing = false;
}

/* Somebody of the speaker's state: "our soldiers", whatever other state the sentence names. */
static void settle_own(dl_coding *work, int32_t token, dl_participants *found) {
  int32_t speaker = dl_own_speaker(work, token);
  dl_participants said = {0};
  dl_participant party = {.mention = -1, .entity = -1, .span = dl_short_span(work, token)};
  if (found->count > 1 || (!found->count && !dl_is_somebody(work, token))) return;
  if (found->count) party = found->items[0];
  add_speaker(work, speaker, &said);
  dl_code state = said.count ? said.items[0].country : 0;
  if (!state || dl_is_body(state)) return;
  party.country = state;
  party.code = dl_code_join(state, party.sector);
  found->count = 0;
  dl_add_participant(work, found, &party);
}

/* Participants that names finds at this very token; of "we" and "our" who speaks. */
static bool add_at(dl_coding *work, int32_t token, dl_participants *out) {
  dl_participants found = {0};
  dl_participants_of(work->coder->namer, work->doc, (uint32_t)token, &found);
  int32_t speaker = work->voicing ? -1 : dl_own_speaker(work, token);
  bool himself = speaker >= 0 && dl_is_first_person(&work->doc->tokens[token]);
  if (himself && !found.count) add_speaker(work, speaker, &found);
  if (speaker >= 0 && !himself) settle_own(work, token, &found);
  dl_add_participants(work, out, &found);
  return found.count > 0;
}

/* The state of the first leader who is not that state himself; 0. */
static dl_code state_led(const dl_participants *leaders) {
  for (uint32_t i = 0; i < leaders->count; i++) {
    const dl_participant *p = &leaders->items[i];
    if (p->country && dl_code_rest(p->code) && dl_code_first(p->code) == p->country) return p->country;
  }
  return 0;
}

/* "Supporters of Montes": people of his state, and not he. */
static bool add_followers(dl_coding *work, int32_t head, const dl_participants *leaders, dl_participants *out) {
  if (!dl_lemma_is_kind(work, head, DL_SENSE_FOLLOWING)) return false;
  const dl_token *t = &work->doc->tokens[head];
  const dl_mention *m = dl_mention_headed(work->doc, head);
  dl_participant p = {.mention = m ? (int32_t)(m - work->doc->mentions) : -1,
                      .entity = m ? (int32_t)m->entity : -1,
                      .span = {t->begin, t->end}};
  p.country = state_led(leaders); /* who follows a state is not of that state */
  p.sector = p.country ? DL_CODE_CVL : 0;
  p.code = dl_code_join(p.country, p.sector);
  dl_add_participant(work, out, &p);
  return true;
}

/* "Its founder, Ann Reyes": the person named is who is meant, not whose founder she is. */
static bool is_named_person(const dl_coding *work, int32_t token) {
  const dl_document *doc = work->doc;
  const dl_mention *m = dl_mention_headed(doc, token);
  bool named = m && m->form == DL_NAM && doc->entities[m->entity].type == DL_PER;
  return named && doc->tokens[token].rel == DL_REL_APPOS;
}

/* What of a phrase is looked at, in this order, for the parties in it. */
enum { PERSON, OWNER, NEAR, FAR, PASSES };

/* Is a child of the head looked at in that pass? */
static bool is_in_pass(const dl_coding *work, int32_t child, int pass) {
  const dl_token *t = &work->doc->tokens[child];
  if (pass == PERSON) return is_named_person(work, child);
  if (pass == OWNER) return dl_in(t->deprel, DL_DEPRELS(NMOD_POSS, APPOS));
  const uint64_t near = DL_DEPRELS(AMOD, COMPOUND, COMPOUND_PRT, FLAT, NMOD_DESC, NMOD_UNMARKED),
                 far = DL_DEPRELS(NMOD, NMOD_DESC, NMOD_UNMARKED, APPOS);
  return dl_in(t->deprel, pass == NEAR ? near : far);
}

/* Does a child of the head name others than the head is of? */
static bool names_others(dl_coding *work, int32_t head, int32_t child) {
  bool poss = dl_is(work->doc, child, DL_DEPREL_NMOD_POSS);
  if (!poss && dl_lemma_is_kind(work, head, DL_SENSE_CULTURAL)) return true; /* "the Russian language" is not Russia */
  if (!dl_lemma_is_kind(work, head, DL_SENSE_RELATION)) return false;
  if (poss) return true; /* "our partners" are not we */
  return is_in_pass(work, child, FAR) &&
         dl_has_case(work->doc, child, "in|at"); /* "partners in Paris": where they met */
}

static bool add_inside(dl_coding *work, int32_t head, dl_participants *out, int depth);

/* The parties inside of a phrase; of "thousands of her supporters" those. */
static bool find_inside(dl_coding *work, int32_t head, dl_participants *found, int depth) {
  dl_participants inner = {0}, followers = {0};
  if (!add_inside(work, head, &inner, depth)) return false;
  *found = add_followers(work, head, &inner, &followers) ? followers : inner;
  return true;
}

/* The parties at a child, of a near one with those beside it ("British and Dutch ships"), else those inside of it. */
static bool add_child(dl_coding *work, int32_t child, dl_participants *out, int depth) {
  const dl_document *doc = work->doc;
  dl_participants found = {0};
  if (add_at(work, child, &found) && dl_any_party(&found)) {
    int32_t k = is_in_pass(work, child, FAR) ? -1 : dl_first_by(doc, child, DL_RELS(CONJ));
    for (; k >= 0; k = dl_next_by(doc, k, DL_RELS(CONJ))) add_at(work, k, &found);
  } else if (!find_inside(work, child, &found, depth + 1)) {
    return false;
  }
  dl_add_participants(work, out, &found);
  return true;
}

/* The parties inside a phrase whose head is none: possessor, demonym, compound, apposition, then prepositional phrases.
 */
static bool add_inside(dl_coding *work, int32_t head, dl_participants *out, int depth) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[head];
  bool participle = t->rel == DL_REL_AMOD && t->xpos == DL_TAG_VBN && !dl_is_kind(work, head, DL_SENSE_BOUND);
  if (depth > 3 || participle) return false; /* "US-backed" is not the US */
  bool any = false;
  for (int pass = PERSON; pass < PASSES && !any; pass++)
    for (int32_t c = dl_first(doc, head); c >= 0; c = dl_sibling(doc, c))
      if (is_in_pass(work, c, pass) && !names_others(work, head, c) && !dl_in_time(work, c))
        any |= add_child(work, c, out, depth);
  return any;
}

bool dl_inside_participants(dl_coding *work, int32_t head, dl_participants *out) {
  return add_inside(work, head, out, 0);
}

static void add_coordinated(dl_coding *work, int32_t head, bool inside, dl_participants *out, int depth) {
  const dl_document *doc = work->doc;
  dl_participants here = {0};
  add_at(work, head, &here);
  if (inside && !dl_any_party(&here)) find_inside(work, head, &here, 0);
  dl_add_participants(work, out, &here);
  if (depth > 8) return;
  for (int32_t c = dl_first_by(doc, head, DL_RELS(CONJ)); c >= 0; c = dl_next_by(doc, c, DL_RELS(CONJ)))
    if (!dl_is_verb(doc, (uint32_t)c)) add_coordinated(work, c, inside, out, depth + 1);
}

/* "We" of a government's own text. */
static void add_publisher(dl_coding *work, int32_t token, dl_participants *out) {
  dl_code code = dl_publisher(work->coder->namer, work->doc);
  if (!code) return;
  const dl_token *t = &work->doc->tokens[token];
  dl_participant own = {
      .mention = -1, .entity = -1, .span = {t->begin, t->end}, .country = code, .sector = DL_CODE_GOV};
  own.code = dl_code_join(code, DL_CODE_GOV);
  dl_add_participant(work, out, &own);
}

static bool is_vague(dl_code code) {
  return dl_sector_in(dl_code_first(code), DL_SECTOR(NONE) | DL_SECTOR(IGO) | DL_SECTOR(NGO));
}

/* Is it a name that is told as a member: "notably Russia"? */
static bool is_member(const dl_coding *work, int32_t token) {
  const dl_mention *m = dl_mention_headed(work->doc, token);
  if (!m || m->form != DL_NAM) return false;
  for (int32_t k = dl_first(work->doc, token); k >= 0; k = dl_sibling(work->doc, k))
    if (dl_is_kind(work, k, DL_SENSE_MEMBER)) return true;
  return false;
}

/* "the regime's backers, notably Russia", "the world, including Russia and Iran": the members that are named. */
static void add_members(dl_coding *work, int32_t head, bool inside, dl_participants *out) {
  const dl_document *doc = work->doc;
  for (int32_t c = dl_first(doc, head); c >= 0; c = dl_sibling(doc, c)) {
    unsigned rel = doc->tokens[c].rel;
    if (rel == DL_REL_CONJ) add_members(work, c, inside, out);
    bool behind = c > head && dl_in(rel, DL_RELS(APPOS, NMOD, OBL));
    if (behind && is_member(work, c)) add_coordinated(work, c, inside, out, 0);
  }
}

/* The noun that a pronoun stands for ("some countries, notably X, said they ..."), else the head itself. */
static int32_t referent(const dl_coding *work, int32_t head) {
  const dl_mention *m = dl_mention_headed(work->doc, head);
  if (!m || m->form != DL_PRO || m->member_count > 0) return head;
  int32_t before = dl_mention_before(work->doc, m->entity, (uint32_t)head);
  int32_t noun = before >= 0 ? work->doc->mentions[before].common : -1;
  return noun >= 0 ? (int32_t)work->doc->mentions[noun].head : head;
}

void dl_head_participants(dl_coding *work, int32_t head, bool inside, dl_participants *out) {
  if (head < 0) return;
  uint32_t before = out->count;
  add_coordinated(work, head, inside, out, 0);
  dl_participants members = {0};
  int32_t noun = referent(work, head);
  add_members(work, noun, inside, &members);
  const dl_mention *m = dl_any_party(&members) ? dl_mention_headed(work->doc, noun) : NULL;
  bool alone = m && m->form == DL_NOM && out->count == before + 1; /* "the world" is they, and nobody else */
  if (alone && is_vague(out->items[before].code)) out->count = before;
  dl_add_participants(work, out, &members);
  bool speaks = dl_is_first_person(&work->doc->tokens[head]);
  if (out->count == before && speaks && work->speaker[head] < 0) add_publisher(work, head, out);
}
