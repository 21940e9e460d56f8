#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "entities/work.h"

/* Whom a name or a role noun means: somebody told before, or a new entity. */

static dl_entity_type type_of(const dl_found *f) {
  static const dl_entity_type types[] = {
      [DL_FOUND_COUNTRY] = DL_GPE, [DL_FOUND_CAPITAL] = DL_GPE,      [DL_FOUND_DEMONYM] = DL_NORP,
      [DL_FOUND_PERSON] = DL_PER,  [DL_FOUND_ORGANIZATION] = DL_ORG, [DL_FOUND_PLACE] = DL_LOC};
  return f->kind < sizeof types / sizeof *types ? types[f->kind] : DL_PER;
}

typedef struct naming {
  dl_names *work;
  uint32_t entity;
} naming;

static void add_short(void *context, const char *word, size_t size) {
  const naming *n = context;
  dl_chain_add(&n->work->shorts, n->work->doc->arena, word, size, n->entity);
}

/* It has a new name: it can be found by it. */
static void entity_named(dl_names *work, uint32_t entity) {
  const char *name = work->doc->entities[entity].name;
  naming n = {work, entity};
  dl_chain_add(&work->named, work->doc->arena, name, strlen(name), entity);
  dl_each_short(name, add_short, &n);
}

void dl_set_code(const dl_names *work, dl_entity *e, dl_code code) {
  e->code = code;
  e->country = dl_code_country(work, code);
  e->sector = dl_code_sector(work, code);
  e->political = code != 0;
}

uint32_t dl_new_entity(dl_names *work, const dl_found *f, dl_entity_type type) {
  dl_document *doc = work->doc;
  dl_entity *e = DL_PUSH(doc->arena, doc->entities, doc->entity_count, doc->entity_capacity);
  e->type = (uint8_t)type;
  e->name = f->name;
  dl_set_code(work, e, f->code);
  if (f->sector && f->code == f->sector) { /* a role of no country */
    e->country = 0;
    e->sector = f->sector;
  }
  entity_named(work, doc->entity_count - 1);
  return doc->entity_count - 1;
}

/* Does the code that was found say more of an entity than its own, and nothing else? */
static bool refines(const dl_entity *e, const dl_found *f) {
  if (dl_code_length(f->code) <= dl_code_length(e->code)) return false;
  return !e->code || !e->country || dl_code_first(e->code) == dl_code_first(f->code);
}

static void join_code(dl_names *work, uint32_t index, const dl_found *f) {
  dl_entity *e = &work->doc->entities[index];
  if (refines(e, f)) dl_set_code(work, e, f->code);
}

/* The name without its title. */
static const char *bare_name(dl_names *work, const dl_found *f) {
  if (f->title < 0 || work->items[f->title].end >= f->end || work->items[f->title].first != f->first) return f->name;
  uint32_t first = work->items[f->title].end;
  return dl_document_slice(work->doc, work->doc->tokens[first].begin, work->doc->tokens[f->end - 1].end);
}

/* Does some word of `full` begin as `name` does ("Ronald D. Johnson" and "Ron Johnson")? */
static bool has_initial(const char *full, const char *name) {
  const char *space; /* the surname itself, the last word, tells nothing */
  for (const char *at = full; (space = strchr(at, ' ')) != NULL; at = space + 1)
    if (*at == *name) return true;
  return false;
}

static bool is_state(unsigned type) {
  return type == DL_GPE || type == DL_NORP;
}

/* What an entity named before has to do with a name: nothing; it is the state, or what is meant by a name that was
 * taken for another kind; it has the same name, or that one's short form, or is called by the short form of its own. */
typedef enum kinship { NO_KIN, KIN_STATE, KIN_OTHER, KIN_SAME, KIN_LONGER } kinship;

/* "Gulen", the surname of a person, taken for a place or a body. */
static bool is_surname_of(const dl_found *f, dl_entity_type type, const dl_entity *e) {
  bool taken = e->type == DL_PER && e->named && (type == DL_LOC || type == DL_ORG) && !f->code;
  return taken && !strchr(f->name, ' ') && strchr(e->name, ' ') && dl_same_text(f->name, dl_last_word(e->name));
}

/* "ISF", the initials of a body, taken for a person. */
static bool are_initials_of(const dl_found *f, dl_entity_type type, const dl_entity *e) {
  bool taken = e->type == DL_ORG && e->code && type == DL_PER && !f->code && f->title < 0;
  return taken && dl_is_acronym(f->name) && dl_is_short_for(f->name, e->name);
}

/* Is the entity a person or body that was called by one word, which is short for the name? */
static bool is_called_short(const dl_found *f, const dl_entity *e) {
  bool named = e->named && (e->type == DL_PER || e->type == DL_ORG);
  return named && !strchr(e->name, ' ') && dl_is_short_for(e->name, f->name);
}

static bool is_same_state(const dl_found *f, const dl_entity *e) {
  return e->code == f->code && dl_same_text(e->name, f->name);
}

/* Has the entity this name, or one that it is short for? */
static bool has_name(const dl_found *f, dl_entity_type type, const dl_entity *e) {
  return dl_same_text(e->name, f->name) || (type != DL_LOC && dl_is_short_for(f->name, e->name));
}

static kinship kinship_of(const dl_found *f, dl_entity_type type, const dl_entity *e) {
  if (is_state(type) && is_state(e->type)) return is_same_state(f, e) ? KIN_STATE : NO_KIN;
  if (e->mention_count == 0) return NO_KIN;
  if (is_surname_of(f, type, e) || are_initials_of(f, type, e)) return KIN_OTHER;
  if (e->type != type || (type == DL_PER && !e->named)) return NO_KIN;
  if (is_called_short(f, e)) return KIN_LONGER;
  return has_name(f, type, e) ? KIN_SAME : NO_KIN;
}

/* A search for the last entity that a name belongs to. */
typedef struct search {
  dl_names *work;
  const dl_found *f;
  dl_entity_type type;
  int64_t best;
  kinship kin;
} search;

static void search_chain(search *s, const dl_chains *chains, const char *word, size_t size) {
  uint32_t steps = 0;
  for (const dl_link_of *link = dl_chain_first(chains, word, size); link && steps < DL_FAR;
       link = dl_chain_next(chains, link), steps++) {
    if ((int64_t)link->item <= s->best) return;
    kinship kin = kinship_of(s->f, s->type, &s->work->doc->entities[link->item]);
    if (kin == NO_KIN) continue;
    s->best = link->item;
    s->kin = kin;
    return;
  }
}

static void search_short(void *context, const char *word, size_t size) {
  search *s = context;
  search_chain(s, &s->work->named, word, size);
}

/* The entity of the row that has the name, by that one or another ("al-Shabab", "al-Shabaab"): where it is kept. */
static uint32_t *entity_of_row(dl_names *work, const dl_found *f) {
  size_t size = strlen(f->row_name);
  char *key = dl_arena_take(work->doc->arena, size + 1);
  dl_copy_small(key, f->row_name, size);
  return dl_map_put(&work->of_row, key, size);
}

/* "Johnson", who is known with a given name of another initial. */
static bool is_another(const dl_found *f, const dl_entity *e) {
  bool surname = !strchr(f->name, ' ') && strchr(e->name, ' ');
  return surname && f->full[0] && !has_initial(f->full, e->name);
}

/* The entity named before that a name belongs to, or -1; of_row: the one of its row, or -1. */
static int64_t known_name(dl_names *work, dl_found *f, int64_t of_row) {
  dl_entity_type type = type_of(f);
  f->name = bare_name(work, f);
  search s = {work, f, type, -1, NO_KIN};
  search_chain(&s, &work->named, f->name, strlen(f->name));
  if (!is_state(type)) search_chain(&s, &work->shorts, f->name, strlen(f->name));
  if (type == DL_PER || type == DL_ORG) dl_each_short(f->name, search_short, &s);
  if (s.best < 0) s.best = of_row;
  if (s.best < 0) return -1;
  dl_entity *e = &work->doc->entities[s.best];
  if (s.kin == KIN_STATE && type == DL_GPE) e->type = DL_GPE;
  if (s.kin == KIN_STATE || s.kin == KIN_OTHER) return s.best;
  if (s.kin == KIN_LONGER) {
    e->name = f->name;
    entity_named(work, (uint32_t)s.best);
  }
  if (type == DL_PER && is_another(f, e)) f->code = 0;
  join_code(work, (uint32_t)s.best, f);
  return s.best;
}

/* An entity has lost its only mention to another: groups made since that mention name the other. */
static void hand_over(dl_document *doc, uint32_t from, uint32_t to, uint32_t since) {
  for (uint32_t i = since; i < doc->mention_count; i++)
    for (uint32_t k = 0; k < doc->mentions[i].member_count; k++)
      if (doc->mentions[i].members[k] == from) doc->mentions[i].members[k] = to;
}

/* Has a person been called by a title alone? */
static bool is_only_titled(const dl_document *doc, const dl_entity *e, const dl_found *title) {
  if (e->country || e->type != DL_PER || !dl_same_text(e->name, title->name)) return false;
  for (uint32_t i = 0; i < e->mention_count; i++)
    if (doc->mentions[e->mentions[i]].form != DL_NOM) return false;
  return true;
}

/* Who was called by the title before, and by nothing else: "the Foreign Secretary ... Foreign Secretary Boris Johnson";
 * -1. */
static int64_t titled_before(dl_names *work, const dl_found *title) {
  const dl_document *doc = work->doc;
  uint32_t before = dl_noun_last(work, title->head);
  for (uint32_t steps = 0; before > 0 && steps < DL_FAR; before = work->made[before - 1].noun_before, steps++) {
    const dl_mention *m = &doc->mentions[before - 1];
    if (m->head < title->first && is_only_titled(doc, &doc->entities[m->entity], title)) return m->entity;
  }
  return -1;
}

/* Somebody told by his title is called by the name from here on. */
static void take_name(dl_names *work, uint32_t entity, const dl_found *f) {
  work->doc->entities[entity].name = f->name;
  work->doc->entities[entity].type = DL_PER;
  entity_named(work, entity);
  join_code(work, entity, f);
}

/* The mention of a title becomes one of the entity that the name behind it means. */
static void move_title(dl_document *doc, uint32_t mention, uint32_t to) {
  dl_mention *m = &doc->mentions[mention];
  dl_entity *from = &doc->entities[m->entity], *e = &doc->entities[to];
  bool last = from->mention_count > 0 && from->mentions[from->mention_count - 1] == mention;
  if (m->entity == to || !last) return;
  if (--from->mention_count == 0) hand_over(doc, m->entity, to, mention);
  *DL_PUSH(doc->arena, e->mentions, e->mention_count, e->mention_capacity) = mention;
  m->entity = to;
}

/* The entity of a name. A title that stood before the name ("the minister, Mr Park") is the same person: its entity
 * takes the name. */
static uint32_t entity_for_name(dl_names *work, dl_found *f, int64_t of_row) {
  dl_document *doc = work->doc;
  int64_t known = known_name(work, f, of_row);
  dl_found *title = f->title >= 0 ? &work->items[f->title] : NULL;
  if (known < 0 && title && (known = titled_before(work, title)) >= 0) take_name(work, (uint32_t)known, f);
  bool told = title && !title->gone && title->mention >= 0;
  uint32_t titled = told ? doc->mentions[title->mention].entity : 0;
  if (told && known < 0 && doc->entities[titled].mention_count == 1) {
    take_name(work, titled, f);
    return titled;
  }
  uint32_t entity = known >= 0 ? (uint32_t)known : dl_new_entity(work, f, type_of(f));
  if (told) move_title(doc, (uint32_t)title->mention, entity);
  return entity;
}

uint32_t dl_entity_for_name(dl_names *work, dl_found *f) {
  uint32_t *of_row = *f->row_name ? entity_of_row(work, f) : NULL;
  uint32_t entity = entity_for_name(work, f, of_row ? (int64_t)*of_row - 1 : -1);
  if (of_row) *of_row = entity + 1;
  return entity;
}

/* Does a person bear the role as his title, and not one of another state? */
static bool is_titled(const dl_names *work, const dl_found *p, const dl_found *f) {
  if (p->title < 0 || strcmp(dl_last_word(work->items[p->title].key), dl_last_word(f->key)) != 0) return false;
  return !dl_code_rest(f->code) || !dl_code_rest(p->code) || dl_code_first(p->code) == dl_code_first(f->code);
}

/* Does he hold it by the table? */
static bool is_holder(const dl_found *p, const dl_found *f) {
  return p->title < 0 && !f->placed && !p->former && p->code && dl_same_text(p->office, f->key);
}

/* Who was named before and bears the role as title, or holds it by the table ("Donald Trump ... the president"); -1. */
static int64_t bearer(const dl_names *work, dl_found *f) {
  enum { PERSONS = 500 }; /* so many back, and no article names as many */
  const dl_document *doc = work->doc;
  bool holder = false;
  int64_t best = -1; /* the last as they were found, labelled names behind those of the tables */
  uint32_t first = work->persons.count > PERSONS ? work->persons.count - PERSONS : 0;
  for (uint32_t i = work->persons.count; i-- > first;) {
    const dl_found *p = &work->items[work->persons.items[i]];
    if ((int64_t)work->persons.items[i] < best || p->head >= f->head) continue;
    bool holds = is_holder(p, f);
    if (!holds && !is_titled(work, p, f)) continue;
    best = work->persons.items[i];
    holder = holds;
  }
  if (best < 0) return -1;
  if (holder) f->code = work->items[best].code;
  return doc->mentions[work->items[best].mention].entity;
}

/* Is the noun what the name calls its body: "Criminal Court", "Ministry of Public Security"? */
static bool is_named_by(const char *name, const char *noun) {
  const char *of = strstr(name, " of "), *at = of;
  if (dl_same_text(dl_last_word(name), noun)) return strchr(name, ' ') != NULL;
  while (at && at > name && at[-1] != ' ') at--;
  return of && (size_t)(of - at) == strlen(noun) && strncasecmp(at, noun, strlen(noun)) == 0;
}

/* "The International Criminal Court ... the court": the body whose name says so, if none was called so since; -1. */
static int64_t namesake(const dl_names *work, dl_found *f) {
  const dl_document *doc = work->doc;
  const char *noun = doc->tokens[f->head].lower;
  uint32_t first = dl_map_get(&work->forms, noun, strlen(noun)); /* behind the last that was called so */
  if (doc->mention_count - first > DL_FAR) first = doc->mention_count - DL_FAR;
  if (f->placed || !dl_same_text(f->key, noun)) return -1;
  for (uint32_t i = doc->mention_count; i-- > first;) {
    const dl_mention *m = &doc->mentions[i];
    const dl_entity *e = &doc->entities[m->entity];
    if (m->form != DL_NAM || e->type != DL_ORG || !e->code || !is_named_by(e->name, noun)) continue;
    f->code = e->code;
    return m->entity;
  }
  return -1;
}

/* "the bloc": the last organisation of states that was named; -1. */
static int64_t last_bloc(const dl_names *work, dl_found *f) {
  const dl_document *doc = work->doc;
  uint32_t first = doc->mention_count > DL_FAR ? doc->mention_count - DL_FAR : 0;
  for (uint32_t i = doc->mention_count; i-- > first;) {
    const dl_entity *e = &doc->entities[doc->mentions[i].entity];
    if (doc->mentions[i].form != DL_NAM || e->type == DL_PER || dl_code_first(e->code) != DL_CODE_IGO) continue;
    f->code = e->code;
    return doc->mentions[i].entity;
  }
  return -1;
}

/* Whom "the minister", "the court", "the bloc" name, of those named before; -1. */
static int64_t known_role(const dl_names *work, dl_found *f) {
  int64_t known = bearer(work, f);
  if (known < 0) known = namesake(work, f);
  return known < 0 && f->code == DL_CODE_IGO ? last_bloc(work, f) : known;
}

/* Is the noun of its class a person ("he", not "it")? */
static bool is_person(const dl_names *work, uint32_t noun) {
  const uint64_t things = DL_NOUNS(COLLECTIVE) | DL_NOUNS(MOVEMENT) | DL_NOUNS(BODY) | DL_NOUNS(LAND) |
                          DL_NOUNS(STATE) | DL_NOUNS(PARTY) | DL_NOUNS(BAND) | DL_NOUNS(CHARITY);
  const dl_token *t = &work->doc->tokens[noun];
  return !dl_is_plural(t) && !dl_noun_is(work->namer, t->lemma, things);
}

/* Who was called by the same noun and has the same code; or, `again`, any of a state ("the Syrian regime ... the
 * regime"), whose code the role takes; -1. */
static int64_t told_by_noun(dl_names *work, dl_found *f, bool again) {
  const dl_document *doc = work->doc;
  uint32_t before = dl_noun_last(work, f->head);
  for (uint32_t steps = 0; before > 0 && steps < DL_FAR; before = work->made[before - 1].noun_before, steps++) {
    uint32_t entity = doc->mentions[before - 1].entity;
    const dl_entity *e = &doc->entities[entity];
    if (again && e->country) f->code = e->code;
    if (e->code == f->code) return entity;
  }
  return -1;
}

/* "the minister" is the person who bore that title before; "the troops" are those of the same code, or those told
 * before. */
uint32_t dl_entity_for_role(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  bool plural = dl_is_plural(&doc->tokens[f->head]), definite = dl_is_definite(doc, (int32_t)f->head);
  int64_t known = definite && !plural ? known_role(work, f) : -1;
  if (known >= 0) return (uint32_t)known;
  known = told_by_noun(work, f, definite && !f->placed);
  if (known >= 0) return (uint32_t)known;
  return dl_new_entity(work, f, is_person(work, f->head) ? DL_PER : DL_ORG);
}
