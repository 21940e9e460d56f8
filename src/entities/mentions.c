#include <string.h>

#include "entities/whom.h"
#include "entities/work.h"

static dl_mention *add_mention(dl_names *work, uint32_t first, uint32_t end, uint32_t head, uint32_t entity,
                               dl_form form) {
  dl_document *doc = work->doc;
  dl_mention *m = DL_PUSH(doc->arena, doc->mentions, doc->mention_count, doc->mention_capacity);
  *m = (dl_mention){.begin = doc->tokens[first].begin,
                    .end = doc->tokens[end - 1].end,
                    .first_token = first,
                    .end_token = end,
                    .head = head,
                    .entity = entity,
                    .origin = "",
                    .form = (uint8_t)form};
  dl_entity *e = &doc->entities[entity];
  *DL_PUSH(doc->arena, e->mentions, e->mention_count, e->mention_capacity) = doc->mention_count - 1;
  e->named |= form == DL_NAM;
  doc->mention_at[head] = (int32_t)doc->mention_count - 1;
  dl_mention_made(work, doc->mention_count - 1);
  return m;
}

/* The last mention is the item's. */
static void set_mention(dl_names *work, dl_found *f) {
  f->mention = (int32_t)work->doc->mention_count - 1;
  work->made[f->mention].item = (int32_t)(f - work->items);
  if (f->kind == DL_FOUND_PERSON)
    *DL_PUSH(work->doc->arena, work->persons.items, work->persons.count, work->persons.capacity) =
        (uint32_t)(f - work->items);
}

/* ---- pronouns and groups ---- */

static bool is_subject(const dl_document *doc, uint32_t head) {
  return doc->tokens[head].rel == DL_REL_NSUBJ;
}

/* The latest mention before `token` that `fits`; subjects of its own sentence, and where `nearest` is false of the one
 * before, go first. */
static int32_t antecedent(const dl_document *doc, uint32_t token, bool (*fits)(const dl_document *, const dl_mention *),
                          bool nearest) {
  uint32_t sentence = doc->tokens[token].sentence;
  int32_t any = -1;
  for (uint32_t i = doc->mention_count; i-- > 0;) {
    const dl_mention *m = &doc->mentions[i];
    uint32_t at = doc->tokens[m->head].sentence;
    if (sentence - at > DL_REACH) break;
    if (m->head >= token || !fits(doc, m)) continue;
    if (is_subject(doc, m->head) && sentence - at <= (nearest ? 0 : 1)) return (int32_t)i;
    if (any < 0) any = (int32_t)i;
  }
  return any;
}

/* An organisation by its name, for "the agency"; for "the group" one that is no office of a state. */
static bool fits_body(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  return m->form == DL_NAM && e->type == DL_ORG && e->code;
}

/* "the militia", told by a noun of one. */
static bool is_band_noun(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  bool one = m->form == DL_NOM && e->type == DL_ORG && !dl_is_plural(&doc->tokens[m->head]);
  return one && dl_sector_in(e->sector, DL_BANDS) && dl_code_rest(e->code);
}

static bool is_office(const dl_entity *e) {
  const uint64_t offices = DL_SECTOR(NONE) | DL_SECTOR(GOV) | DL_SECTOR(MIL) | DL_SECTOR(COP) | DL_SECTOR(SPY) |
                           DL_SECTOR(JUD) | DL_SECTOR(LEG);
  return dl_is_bound(e) && dl_sector_in(e->sector, offices);
}

static bool fits_movement(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  if (!fits_body(doc, m) && !is_band_noun(doc, m)) return false;
  return dl_code_rest(e->code) && dl_code_first(e->code) != DL_CODE_IGO && !is_office(e);
}

static bool fits_party(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  return m->form == DL_NAM && e->type == DL_ORG && dl_code_rest(e->code) &&
         dl_sector_in(e->sector, DL_SECTOR(PTY) | DL_SECTOR(OPP));
}

static bool fits_band(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  return e->type == DL_ORG && dl_sector_in(dl_code_second(e->code), DL_BANDS) &&
         (m->form == DL_NAM || !dl_is_plural(&doc->tokens[m->head]));
}

static bool fits_charity(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  return m->form == DL_NAM && e->type == DL_ORG && dl_code_first(e->code) == DL_CODE_NGO;
}

static bool fits_land(const dl_document *doc, const dl_mention *m) {
  return m->form == DL_NAM && doc->entities[m->entity].type == DL_GPE;
}

/* A mention of the words first .. token that stands for several entities, under an entity of its own. */
static void add_members(dl_names *work, uint32_t first, uint32_t token, const uint32_t *members, uint32_t count,
                        dl_form form) {
  dl_document *doc = work->doc;
  dl_found nothing = {.name = dl_document_slice(doc, doc->tokens[first].begin, doc->tokens[token].end)};
  dl_mention *made = add_mention(work, first, token + 1, token, dl_new_entity(work, &nothing, DL_ORG), form);
  made->members = dl_arena_alloc(doc->arena, count * sizeof *made->members);
  memcpy(made->members, members, count * sizeof *members);
  made->member_count = count;
}

/* A pronoun that stands for a list: for its parties, where it has two. */
static void add_list_pronoun(dl_names *work, uint32_t token, const dl_whom_candidate *first) {
  uint32_t members[8], count = dl_coordinated(work->doc, first->token, members, 8);
  if (count > 1) add_members(work, token, token, members, count, DL_PRO);
}

static void add_group(dl_names *work, uint32_t first, uint32_t token, dl_form form) {
  uint32_t members[2], count = dl_two_before(work, token, members);
  if (count < 2) return;
  uint32_t in_order[] = {members[1], members[0]}; /* as in the text */
  add_members(work, first, token, in_order, 2, form);
}

/* A pronoun that stands for a mention is one of its entity. Gives what it stands for, or NULL. */
static const dl_whom_candidate *add_personal(dl_names *work, const dl_whom_candidates *all, uint32_t token) {
  dl_document *doc = work->doc;
  char told[320] = "";
  bool list, explains = work->namer->explains;
  int32_t found = dl_whom(work, all, token, &list, explains ? told : NULL, sizeof told);
  if (found < 0) return NULL;
  const dl_whom_candidate *like = &all->items[found];
  dl_mention *made = NULL;
  if (list) {
    add_list_pronoun(work, token, like);
  } else if (like->mention >= 0) {
    const dl_mention source = doc->mentions[like->mention];
    made = add_mention(work, token, token + 1, token, source.entity, DL_PRO);
    made->code = source.code;
    made->members = source.members;
    made->member_count = source.member_count;
  }
  if (explains && doc->mention_at[token] >= 0)
    doc->mentions[doc->mention_at[token]].origin = dl_arena_printf(doc->arena, "models/coref.bin%s", told);
  return list ? NULL : like;
}

/* "Both", "each", "the two". */
static void add_group_pronoun(dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  bool number = t->upos == DL_NUM && token > 0 && t[-1].word == DL_WORD_THE && t[-1].head == (int32_t)token;
  if (!dl_noun_is(work->namer, t->lower, number ? DL_NOUNS(NUMBER) : DL_NOUNS(GROUP))) return;
  if (dl_in(t->rel, DL_RELS(NSUBJ, OBJ, OBL, NMOD))) add_group(work, token - number, token, DL_PRO);
}

/* "the human rights group" is another than "the group" */
static bool is_modified(const dl_document *doc, uint32_t token) {
  for (uint32_t i = token; i-- > doc->sentences[doc->tokens[token].sentence].first && token - i < 6;) {
    const dl_token *t = &doc->tokens[i];
    if (t->head == (int32_t)token && dl_in(t->rel, DL_RELS(COMPOUND, AMOD, NMOD))) return true;
  }
  return false;
}

/* "the group", "the agency", "the party", "the country": what was named last and is such a thing; false where there is
 * none. */
static bool add_nominal(dl_names *work, uint32_t token) {
  dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[token];
  uint64_t classes = dl_noun_classes(work->namer, t->lower);
  int32_t found = -1;
  if (dl_is_plural(t) || !dl_is_definite(doc, (int32_t)token) || is_modified(doc, token)) return false;
  static const struct {
    dl_noun_class klass;
    bool (*fits)(const dl_document *doc, const dl_mention *m);
  } all[] = {{DL_NOUN_PARTY, fits_party}, {DL_NOUN_BAND, fits_band},         {DL_NOUN_CHARITY, fits_charity},
             {DL_NOUN_BODY, fits_body},   {DL_NOUN_MOVEMENT, fits_movement}, {DL_NOUN_LAND, fits_land}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (dl_in(all[i].klass, classes)) found = antecedent(doc, token, all[i].fits, false);
  if (found >= 0) add_mention(work, token, token + 1, token, doc->mentions[found].entity, DL_NOM);
  return found >= 0;
}

static bool is_name_beside(const dl_document *doc, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  return (token > 0 && t[-1].upos == DL_PROPN) || (token + 1 < doc->token_count && t[1].upos == DL_PROPN);
}

/* Does the name stand alone where somebody acts, owns or is spoken of? A place may bear it, too. */
static bool can_be_surname(const dl_document *doc, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  if (is_name_beside(doc, token)) return false;
  if (dl_in(t->rel, DL_RELS(NSUBJ, OBJ, IOBJ)) || t->deprel == DL_DEPREL_NMOD_POSS) return true;
  return dl_in(t->rel, DL_RELS(OBL, NMOD)) && dl_case_is(doc, token, "on|by|with|against");
}

/* Is the entity called so for short: an organisation by its initials, a person by his surname? */
static bool is_short_of(const char *form, const dl_entity *e, bool person, bool acronym) {
  if (acronym && e->type == DL_ORG && e->code && dl_is_short_for(form, e->name)) return true;
  bool named = person && e->type == DL_PER && e->named && strchr(e->name, ' ');
  return named && dl_same_text(form, dl_last_word(e->name));
}

/* "the ISF", "Lomidze", which no table and no label knows: the organisation with these initials, the person of that
 * surname. */
static void add_short_name(dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  const char *form = doc->tokens[token].form;
  bool person = can_be_surname(doc, token), acronym = dl_is_acronym(form);
  uint32_t steps = 0;
  const dl_link_of *link = person || acronym ? dl_chain_first(&work->shorts, form, strlen(form)) : NULL;
  for (; link && steps < DL_FAR; link = dl_chain_next(&work->shorts, link), steps++) {
    if (!is_short_of(form, &doc->entities[link->item], person, acronym)) continue;
    if (!work->inside[token]) add_mention(work, token, token + 1, token, link->item, DL_NAM);
    return;
  }
}

/* "the four states": the last so many that were named together. */
static bool add_many(dl_names *work, uint32_t first, uint32_t token, uint32_t count) {
  dl_document *doc = work->doc;
  uint32_t members[8];
  for (uint32_t i = doc->mention_count; i-- > 0;) {
    const dl_mention *m = &doc->mentions[i];
    if (doc->tokens[token].sentence - doc->tokens[m->head].sentence > DL_REACH) return false;
    if (doc->tokens[m->head].rel == DL_REL_CONJ || dl_coordinated(doc, m->head, members, 8) != count) continue;
    add_members(work, first, token, members, count, DL_NOM);
    return true;
  }
  return false;
}

/* "Hungarian and Romanian officials", "the leaders of India, France and Germany": a group. */
static void add_pair(dl_names *work, dl_found *f, uint32_t token) {
  dl_document *doc = work->doc;
  uint32_t count = f->more_count + 1, members[DL_MORE_COUNTRIES + 1];
  for (uint32_t i = 0; i < count; i++) {
    dl_found one = *f;
    if (i > 0) one.code = f->more[i - 1];
    members[i] = dl_new_entity(work, &one, DL_ORG);
  }
  dl_mention *m = add_mention(work, f->first, f->end, token, members[0], DL_NOM);
  m->members = dl_arena_alloc(doc->arena, count * sizeof *m->members);
  memcpy(m->members, members, count * sizeof *members);
  m->member_count = count;
  m->origin = f->origin;
  set_mention(work, f);
  for (uint32_t i = 1; i < count; i++) { /* each of them is an entity of the text, mentioned here */
    dl_entity *e = &doc->entities[members[i]];
    *DL_PUSH(doc->arena, e->mentions, e->mention_count, e->mention_capacity) = (uint32_t)f->mention;
  }
}

static bool has_determiner(const dl_document *doc, uint32_t head) {
  for (int32_t c = dl_first(doc, (int32_t)head); c >= 0 && c < (int32_t)head; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_DET || dl_is(doc, c, DL_DEPREL_NMOD_POSS)) return true;
  return false;
}

/* Sectors of people, who hold no office; of bodies that act for themselves. */
static const uint64_t PEOPLE = DL_SECTOR(CVL) | DL_SECTOR(REF) | DL_SECTOR(MED) | DL_SECTOR(EDU) | DL_SECTOR(HLH) |
                               DL_SECTOR(NGO) | DL_SECTOR(REL) | DL_SECTOR(LAB) | DL_SECTOR(BUS),
                      BODIES = DL_BANDS | DL_SECTOR(PTY) | DL_SECTOR(OPP);

/* Does a role of the entity have its own code: of a body that is bound to no state, or acts for itself? */
static bool owns_by_itself(const dl_entity *owner, bool bound) {
  if (owner->type != DL_ORG || !dl_code_rest(owner->code)) return false;
  return !bound || dl_sector_in(dl_code_second(owner->code), BODIES);
}

/* The code of a role as an office of its state; 0 where it is none. */
static dl_code office_of(dl_code state, const dl_found *f) {
  if (!f->sector || (f->weak && dl_sector_in(f->sector, PEOPLE))) return 0;
  return dl_code_join(state, f->former ? DL_CODE_ELI : f->sector);
}

/* The code of a role that belongs to the entity: the state's office, or the body itself; "" where that tells nothing.
 */
static dl_code owned_code(const dl_names *work, const dl_entity *owner, const dl_found *f) {
  dl_document *doc = work->doc;
  bool body = dl_sector_in(dl_code_first(owner->code), DL_BODIES), bound = !body && dl_is_bound(owner);
  const char *noun = doc->tokens[f->head].lemma;
  if (dl_noun_is(work->namer, noun, DL_NOUNS(RELATION))) return 0;                   /* "its neighbour" is another */
  if (bound && dl_noun_is(work->namer, noun, DL_NOUNS(LAND))) return owner->country; /* "his country" */
  if (body && dl_sector_in(f->sector, DL_SECTOR(NONE) | BODIES | PEOPLE))
    return 0; /* "the EU must take back its jihadists" */
  if (owns_by_itself(owner, bound)) return f->former ? 0 : owner->code;
  return bound ? office_of(owner->country, f) : 0;
}

/* Is the word a pronoun that says whose `noun` is, or the one that it is listed with (-1: none)? */
static bool is_possessor(const dl_token *t, uint32_t noun, int32_t listed) {
  bool under = t->head == (int32_t)noun || (listed >= 0 && t->head == listed);
  return under && t->deprel == DL_DEPREL_NMOD_POSS && t->upos == DL_PRON;
}

/* "his defence secretary": the role belongs to the state, or body, of him whom the pronoun stands for. */
static void take_possessor(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[f->head];
  int32_t shared =
      t->rel == DL_REL_CONJ && !has_determiner(doc, f->head) ? t->head : -1; /* "his secretary and envoy" */
  for (uint32_t i = doc->sentences[t->sentence].first; i < f->head; i++) {
    if (!is_possessor(&doc->tokens[i], f->head, shared)) continue;
    int32_t at = doc->mention_at[i];
    if (at < 0 || doc->mentions[at].member_count > 0) return;
    dl_code code = owned_code(work, &doc->entities[doc->mentions[at].entity], f);
    if (code) f->code = code;
    return;
  }
}

/* Does a noun say whose the role is: "the militia's", "of the group"? */
static bool is_owner(const dl_document *doc, uint32_t token, uint32_t role) {
  const dl_token *t = &doc->tokens[token];
  if (t->head != (int32_t)role || doc->mention_at[token] < 0) return false;
  if (t->deprel == DL_DEPREL_NMOD_POSS && t->upos != DL_PRON) return true;
  return t->rel == DL_REL_NMOD && token > role && dl_case_is(doc, token, "of|for");
}

/* "the militia's commander", "a spokesman for the group", "members of the party": whose they are, once all are known.
 */
static void take_owner(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[f->head].sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    if (!is_owner(doc, i, f->head)) continue;
    const dl_mention *owner = &doc->mentions[doc->mention_at[i]];
    dl_mention *m = &doc->mentions[f->mention];
    dl_code code =
        owner->member_count || owner->entity == m->entity ? 0 : owned_code(work, &doc->entities[owner->entity], f);
    if (!code) continue;
    dl_entity *e = &doc->entities[m->entity];
    if (e->code && e->code != f->code) return;
    m->code = code;
    dl_set_code(work, e, code);
    return;
  }
}

/* "the two presidents" */
static bool are_leaders(const dl_names *work, const dl_found *f, uint32_t token) {
  if (f->placed || f->sector != DL_CODE_GOV) return false;
  return dl_is_definite(work->doc, (int32_t)token) || dl_is_both(work, token);
}

/* A role that stands for several who were named before: "the four states", "the two presidents". */
static bool add_numbered(dl_names *work, const dl_found *f, uint32_t token) {
  uint32_t first = f->first, members[2];
  if (f->kind != DL_FOUND_ROLE || (dl_code_rest(f->code) && !are_leaders(work, f, token))) return false;
  uint32_t number = dl_is_numbered(work, token, &first);
  if (number > 2) return dl_is_definite(work->doc, (int32_t)token) && add_many(work, first, token, number);
  if (number < 2 || dl_two_before(work, token, members) != 2) return false;
  add_group(work, first, token, DL_NOM);
  return true;
}

/* A surname, an acronym: who was named in full before. */
static bool is_brief(const dl_found *f, const dl_entity *e) {
  if (strchr(f->name, ' ') || !e->code) return false;
  return f->kind == DL_FOUND_PERSON || (f->kind == DL_FOUND_ORGANIZATION && !dl_same_text(e->name, f->name));
}

static void add_found(dl_names *work, dl_found *f, uint32_t token) {
  if (add_numbered(work, f, token)) return;
  bool role = f->kind == DL_FOUND_ROLE;
  if (role && !f->placed) take_possessor(work, f);
  if (f->more_count) {
    add_pair(work, f, token);
    return;
  }
  uint32_t entity = role ? dl_entity_for_role(work, f) : dl_entity_for_name(work, f);
  if (is_brief(f, &work->doc->entities[entity])) f->code = 0;
  dl_mention *m = add_mention(work, f->first, f->end, token, entity, role ? DL_NOM : DL_NAM);
  m->code = f->code;
  m->origin = f->origin;
  set_mention(work, f);
}

/* A title behind the name ("Park, the foreign minister") names the person too. */
static bool joins_person(dl_names *work, dl_found *role) {
  for (int32_t i = role->bearer; i >= 0; i = work->items[i].bearer) {
    dl_found *p = &work->items[i];
    if (p->gone || p->mention < 0) continue;
    dl_mention *m =
        add_mention(work, role->first, role->end, role->head, work->doc->mentions[p->mention].entity, DL_NOM);
    m->code = role->code;
    set_mention(work, role);
    return true;
  }
  return false;
}

/* The tokens inside of names, and of each title the persons who bear it. */
static void find_bearers(dl_names *work) {
  work->inside = dl_arena_alloc(work->doc->arena, work->doc->token_count + 1);
  for (uint32_t i = work->count; i-- > 0;) {
    dl_found *f = &work->items[i];
    if (!f->gone) memset(work->inside + f->first, 1, f->end - f->first);
    if (f->kind != DL_FOUND_PERSON || f->title < 0) continue;
    f->bearer = work->items[f->title].bearer; /* a person bears no title to others: of persons it leads to the next */
    work->items[f->title].bearer = (int32_t)i;
  }
}

/* What each mention of an entity can refer to: the last one that tells who it is, and the last common noun. */
static void chain_mentions(dl_document *doc) {
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    int32_t told = -1, common = -1;
    for (uint32_t k = 0; k < doc->entities[i].mention_count; k++) {
      dl_mention *m = &doc->mentions[doc->entities[i].mentions[k]];
      if (m->form != DL_PRO && m->member_count == 0) told = (int32_t)doc->entities[i].mentions[k];
      if (m->form == DL_NOM) common = (int32_t)doc->entities[i].mentions[k];
      if (m->entity != i) continue; /* a group's, which stands for this one too */
      m->told = told;
      m->common = common;
    }
  }
}

/* What was found at a word: a role can name a person told before, or a body ("the party"). */
static void add_thing(dl_names *work, dl_found *f, uint32_t token) {
  bool role = f->kind == DL_FOUND_ROLE, bare = role && !f->placed && f->first == token;
  if (role && joins_person(work, f)) return;
  if (!bare || !add_nominal(work, token)) add_found(work, f, token);
}

/* The mention that a word heads, if it does. Of a pronoun what it stands for, else NULL. */
static const dl_whom_candidate *add_word(dl_names *work, const dl_whom_candidates *all, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  dl_found *f = dl_found_at(work, (int32_t)token);
  if (f && f->head == token)
    add_thing(work, f, token);
  else if (dl_pronoun_kind(work, token)[0])
    return add_personal(work, all, token);
  else if (dl_in(t->upos, DL_UPOSES(PRON, DET, CCONJ, NUM)))
    add_group_pronoun(work, token);
  else if (t->upos == DL_NOUN)
    add_nominal(work, token);
  else if (t->upos == DL_PROPN)
    add_short_name(work, token);
  return NULL;
}

void dl_make_mentions(dl_names *work, dl_whom_fn *each, void *context) {
  dl_document *doc = work->doc;
  dl_whom_candidates all = {.each = each, .context = context};
  find_bearers(work);
  for (uint32_t t = 0; t < doc->token_count; t++) {
    const dl_whom_candidate *like = add_word(work, &all, t), copy = like ? *like : (dl_whom_candidate){0};
    dl_candidates_tell(work, &all, t, like ? &copy : NULL);
  }
  for (uint32_t i = 0; i < work->count; i++)
    if (work->items[i].kind == DL_FOUND_ROLE && work->items[i].mention >= 0 && !work->items[i].placed)
      take_owner(work, &work->items[i]);
  chain_mentions(doc);
}
