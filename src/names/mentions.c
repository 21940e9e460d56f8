#include <string.h>

#include "names/work.h"

static dl_entity_type type_of(const dl_found *f) {
  switch (f->kind) {
    case DL_FOUND_COUNTRY: case DL_FOUND_CAPITAL: return DL_GPE;
    case DL_FOUND_DEMONYM: return DL_NORP;
    case DL_FOUND_PERSON: return DL_PER;
    case DL_FOUND_ORGANIZATION: return DL_ORG;
    case DL_FOUND_PLACE: return DL_LOC;
    default: return DL_PER;
  }
}

static bool same_text(const char *a, const char *b) {
  for (; *a && *b; a++, b++) {
    char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a, y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
    if (x != y) return false;
  }
  return *a == *b;
}

/* The last word of a name. */
const char *dl_last_word(const char *name) {
  const char *space = strrchr(name, ' ');
  return space ? space + 1 : name;
}

/* Does `shorter` stand for `name`: its last word, or the initials of its words ("IAEA")? */
bool dl_is_short_for(const char *shorter, const char *name) {
  if (!strchr(name, ' ')) return false;
  if (!strchr(shorter, ' ') && same_text(shorter, dl_last_word(name))) return true;
  size_t first = strcspn(name, " "); /* a family name may stand first: "Park" of "Park Jin" */
  if (strlen(shorter) == first && strncmp(shorter, name, first) == 0 && shorter[1] >= 'a' && shorter[1] <= 'z') return true;
  const char *s = shorter, *end = shorter;
  while (*end >= 'A' && *end <= 'Z') end++;
  bool small = *end == '\0' && end - shorter >= 3; /* "ISF" of "Iraqi security forces" */
  for (const char *at = name; *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : at + strlen(at)) {
    bool lower = *at >= 'a' && *at <= 'z';
    if (lower && small && *s == *at - 'a' + 'A') s++;
    if (lower || *at < 'A' || *at > 'Z') continue; /* "of", "the" */
    if (*s != *at) return false;
    s++;
  }
  return *s == '\0' && s - shorter >= 2;
}

bool dl_is_plural(const dl_token *t) {
  return strstr(t->feats, "Number=Plur") != NULL || strcmp(t->xpos, "NNS") == 0 || strcmp(t->xpos, "NNPS") == 0;
}

static bool is_definite(const dl_document *doc, uint32_t head) {
  const dl_sentence *s = &doc->sentences[doc->tokens[head].sentence];
  for (uint32_t i = s->first; i < head; i++)
    if (doc->tokens[i].head == (int32_t)head && doc->tokens[i].rel == DL_REL_DET && strstr(doc->tokens[i].feats, "Definite=Def")) return true;
  return false;
}

/* ---- entities ---- */

static uint32_t new_entity(dl_names *work, const dl_found *f, dl_entity_type type) {
  dl_document *doc = work->doc;
  dl_entity *e = DL_PUSH(doc->arena, doc->entities, doc->entity_count, doc->entity_capacity);
  e->type = (uint8_t)type;
  e->name = f->name;
  e->code = f->code;
  e->country = dl_code_country(doc, f->code);
  e->sector = dl_code_sector(doc, f->code);
  e->political = f->code[0] != '\0';
  if (f->sector[0] && strcmp(f->code, f->sector) == 0) { /* a role of no country */
    e->country = "";
    e->sector = f->sector;
  }
  return doc->entity_count - 1;
}

static void join_code(dl_names *work, uint32_t index, const dl_found *f) {
  dl_entity *e = &work->doc->entities[index];
  if (strlen(f->code) > strlen(e->code) && (!e->code[0] || strncmp(e->code, f->code, 3) == 0 || !e->country[0])) {
    e->code = f->code;
    e->country = dl_code_country(work->doc, f->code);
    e->sector = dl_code_sector(work->doc, f->code);
    e->political = true;
  }
}

/* The person's name without its title. */
static const char *bare_name(dl_names *work, const dl_found *f) {
  if (f->title < 0 || work->items[f->title].end >= f->end || work->items[f->title].first != f->first) return f->name;
  uint32_t first = work->items[f->title].end;
  return dl_document_slice(work->doc, work->doc->tokens[first].begin, work->doc->tokens[f->end - 1].end);
}

static bool has_name(const dl_document *doc, const dl_entity *e) {
  for (uint32_t i = 0; i < e->mention_count; i++)
    if (doc->mentions[e->mentions[i]].form == DL_NAM) return true;
  return false;
}

/* Does some word of `full` begin as `name` does ("Ronald D. Johnson" and "Ron Johnson")? */
static bool has_initial(const char *full, const char *name) {
  for (const char *at = full; *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : at + strlen(at))
    if (*at == *name && strchr(at, ' ')) return true; /* the surname itself, the last word, tells nothing */
  return false;
}

static bool is_acronym(const char *name) {
  size_t n = strlen(name);
  for (const char *c = name; *c; c++)
    if (*c < 'A' || *c > 'Z') return false;
  return n >= 3;
}

/* The entity named before that a name belongs to, or -1. */
static int64_t known_name(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  dl_entity_type type = type_of(f);
  if (type == DL_PER) f->name = bare_name(work, f);
  for (uint32_t i = doc->entity_count; i-- > 0;) {
    dl_entity *e = &doc->entities[i];
    bool state = (type == DL_GPE || type == DL_NORP) && (e->type == DL_GPE || e->type == DL_NORP);
    if (state) {
      if (strcmp(e->code, f->code) != 0 || !same_text(e->name, f->name)) continue;
      if (type == DL_GPE) e->type = DL_GPE;
      return i;
    }
    if (e->mention_count == 0) continue;
    bool kin = e->type == type && (type != DL_PER || has_name(doc, e));
    bool surname = e->type == DL_PER && (type == DL_LOC || type == DL_ORG) && !f->code[0] && !strchr(f->name, ' ') && strchr(e->name, ' ') &&
                   same_text(f->name, dl_last_word(e->name)) && has_name(doc, e); /* "Gulen", taken for a place */
    bool unknown = type == DL_PER && !f->code[0] && f->title < 0; /* "ISF", taken for a person */
    bool initials = unknown && e->type == DL_ORG && e->code[0] && is_acronym(f->name) && dl_is_short_for(f->name, e->name);
    if (surname || initials) return i;
    if (!kin) continue;
    bool same = same_text(e->name, f->name);
    bool longer = (type == DL_PER || type == DL_ORG) && dl_is_short_for(e->name, f->name) && !strchr(e->name, ' ') && has_name(doc, e);
    if (!same && !longer && !(type != DL_LOC && dl_is_short_for(f->name, e->name))) continue;
    if (longer) e->name = f->name;
    if (type == DL_PER && !strchr(f->name, ' ') && strchr(e->name, ' ') && f->full[0] && !has_initial(f->full, e->name)) f->code = ""; /* another of that surname */
    join_code(work, i, f);
    return i;
  }
  return -1;
}

/* The entity of a name. A title that stood before the name ("the minister, Mr Park") is the same person: its entity takes the name. */
static uint32_t entity_for_name(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  int64_t known = known_name(work, f);
  dl_found *title = f->title >= 0 ? &work->items[f->title] : NULL;
  if (!title || title->gone || title->mention < 0) return known >= 0 ? (uint32_t)known : new_entity(work, f, type_of(f));
  dl_mention *m = &doc->mentions[title->mention];
  dl_entity *named = &doc->entities[m->entity];
  if (known < 0 && named->mention_count == 1) {
    named->name = f->name;
    named->type = DL_PER;
    join_code(work, m->entity, f);
    return m->entity;
  }
  uint32_t entity = known >= 0 ? (uint32_t)known : new_entity(work, f, type_of(f));
  named = &doc->entities[m->entity]; /* the array may have moved */
  if (m->entity != entity && named->mention_count > 0 && named->mentions[named->mention_count - 1] == (uint32_t)title->mention) {
    doc->entities[m->entity].mention_count--;
    dl_entity *e = &doc->entities[entity];
    *DL_PUSH(doc->arena, e->mentions, e->mention_count, e->mention_capacity) = (uint32_t)title->mention;
    doc->mentions[title->mention].entity = entity;
  }
  return entity;
}

/* Who was named before and bears the role as title, or holds it by the table ("Donald Trump ... the president"); -1. */
static int64_t bearer(const dl_names *work, dl_found *f) {
  const dl_document *doc = work->doc;
  for (uint32_t i = work->count; i-- > 0;) {
    const dl_found *p = &work->items[i];
    if (p->mention < 0 || p->kind != DL_FOUND_PERSON || p->head >= f->head) continue;
    bool titled = p->title >= 0 && !strcmp(dl_last_word(work->items[p->title].key), dl_last_word(f->key));
    bool holds = p->title < 0 && !f->placed && !p->former && p->code[0] && same_text(p->office, f->key);
    if (!titled && !holds) continue;
    if (titled && strlen(f->code) > 3 && strlen(p->code) > 3 && strncmp(p->code, f->code, 3) != 0) continue;
    if (holds) f->code = p->code;
    return doc->mentions[p->mention].entity;
  }
  return -1;
}

/* "The International Criminal Court ... the court": the body whose name ends so, if none was called so since; -1. */
static int64_t namesake(const dl_names *work, dl_found *f) {
  const dl_document *doc = work->doc;
  const char *noun = doc->tokens[f->head].lower;
  for (uint32_t i = doc->mention_count; i-- > 0 && !f->placed && same_text(f->key, noun);) {
    const dl_mention *m = &doc->mentions[i];
    const dl_entity *e = &doc->entities[m->entity];
    if (m->form == DL_NOM && same_text(doc->tokens[m->head].lower, noun)) return -1;
    if (m->form != DL_NAM || e->type != DL_ORG || !e->code[0] || !strchr(e->name, ' ') || !same_text(dl_last_word(e->name), noun)) continue;
    f->code = e->code;
    return m->entity;
  }
  return -1;
}

/* "the minister" is the person who bore that title before; "the troops" are those of the same code. */
static uint32_t entity_for_role(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  bool plural = dl_is_plural(&doc->tokens[f->head]), definite = is_definite(doc, f->head);
  int64_t person = definite && !plural ? bearer(work, f) : -1;
  if (person < 0 && definite && !plural) person = namesake(work, f);
  if (person >= 0) return (uint32_t)person;
  for (uint32_t i = doc->mention_count; definite && !plural && strcmp(f->code, "IGO") == 0 && i-- > 0;) { /* "the bloc" */
    const dl_entity *e = &doc->entities[doc->mentions[i].entity];
    if (doc->mentions[i].form != DL_NAM || e->type == DL_PER || strncmp(e->code, "IGO", 3) != 0) continue;
    f->code = e->code;
    return doc->mentions[i].entity;
  }
  for (uint32_t i = doc->mention_count; i-- > 0;) {
    const dl_mention *m = &doc->mentions[i];
    const dl_entity *e = &doc->entities[m->entity];
    if (m->form == DL_NOM && strcmp(e->code, f->code) == 0 && same_text(doc->tokens[m->head].lemma, doc->tokens[f->head].lemma) &&
        dl_is_plural(&doc->tokens[m->head]) == plural)
      return m->entity;
  }
  static const char *const things[] = {"collective", "movement", "body", "land", "state", "party", "band", "charity"};
  bool one = !plural; /* "he", not "it" */
  for (size_t i = 0; i < sizeof things / sizeof *things; i++) one = one && !dl_is_pronoun_class(work->namer, doc->tokens[f->head].lemma, things[i]);
  return new_entity(work, f, one ? DL_PER : DL_ORG);
}

static dl_mention *add_mention(dl_names *work, uint32_t first, uint32_t end, uint32_t head, uint32_t entity, dl_form form) {
  dl_document *doc = work->doc;
  dl_mention *m = DL_PUSH(doc->arena, doc->mentions, doc->mention_count, doc->mention_capacity);
  *m = (dl_mention){.begin = doc->tokens[first].begin, .end = doc->tokens[end - 1].end, .first_token = first, .end_token = end, .head = head,
                    .entity = entity, .code = "", .origin = "", .form = (uint8_t)form};
  dl_entity *e = &doc->entities[entity];
  *DL_PUSH(doc->arena, e->mentions, e->mention_count, e->mention_capacity) = doc->mention_count - 1;
  doc->mention_at[head] = (int32_t)doc->mention_count - 1;
  return m;
}

/* ---- pronouns and groups ---- */

static bool is_subject(const dl_document *doc, uint32_t head) {
  return doc->tokens[head].rel == DL_REL_NSUBJ;
}

/* The entity that is the subject of the verb whose object the pronoun is, -1: nobody does to "it" what he would do to "itself". */
static int32_t doer_beside(const dl_document *doc, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  if (t->upos != DL_PRON || (t->rel != DL_REL_OBJ && t->rel != DL_REL_IOBJ && t->rel != DL_REL_OBL)) return -1;
  int32_t verb = t->head;
  for (int steps = 0; verb >= 0 && steps < 8; steps++) {
    const dl_sentence *s = &doc->sentences[doc->tokens[verb].sentence];
    for (uint32_t i = s->first; i < (uint32_t)verb; i++)
      if (doc->tokens[i].head == verb && is_subject(doc, i)) return doc->mention_at[i] >= 0 ? (int32_t)doc->mentions[doc->mention_at[i]].entity : -1;
    if (doc->tokens[verb].rel != DL_REL_CONJ) return -1;
    verb = doc->tokens[verb].head;
  }
  return -1;
}

/* The latest mention before `token` that `fits`; subjects of its own sentence, and where `nearest` is false of the one before, go first. */
static int32_t antecedent(const dl_document *doc, uint32_t token, bool (*fits)(const dl_document *, const dl_mention *), bool nearest) {
  uint32_t sentence = doc->tokens[token].sentence;
  int32_t any = -1, barred = doer_beside(doc, token);
  for (uint32_t i = doc->mention_count; i-- > 0;) {
    const dl_mention *m = &doc->mentions[i];
    uint32_t at = doc->tokens[m->head].sentence;
    if (m->head >= token || !fits(doc, m) || (int32_t)m->entity == barred) continue;
    if (sentence - at > DL_REACH) break;
    if (is_subject(doc, m->head) && sentence - at <= (nearest ? 0 : 1)) return (int32_t)i;
    if (any < 0) any = (int32_t)i;
  }
  return any;
}

static bool fits_person(const dl_document *doc, const dl_mention *m) {
  return doc->entities[m->entity].type == DL_PER && !dl_is_plural(&doc->tokens[m->head]);
}

static bool fits_thing(const dl_document *doc, const dl_mention *m) {
  unsigned type = doc->entities[m->entity].type;
  return type == DL_GPE || (type == DL_ORG && !dl_is_plural(&doc->tokens[m->head]));
}

/* An organisation by its name, for "the agency"; for "the group" one that is no office of a state. */
static bool fits_body(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  return m->form == DL_NAM && e->type == DL_ORG && e->code[0];
}

static bool fits_movement(const dl_document *doc, const dl_mention *m) {
  static const char offices[] = "GOV MIL COP SPY JUD LEG ", bands[] = "REB SEP UAF CRM ";
  const dl_entity *e = &doc->entities[m->entity];
  bool body = fits_body(doc, m) || (m->form == DL_NOM && e->type == DL_ORG && strstr(bands, e->sector) && e->sector[0] && strlen(e->code) >= 6 && !dl_is_plural(&doc->tokens[m->head]));
  return body && strlen(e->code) > 3 && strncmp(e->code, "IGO", 3) != 0 && !(strlen(e->country) == 3 && strncmp(e->code, e->country, 3) == 0 && strstr(offices, e->sector));
}

static bool fits_party(const dl_document *doc, const dl_mention *m) {
  static const char parties[] = "PTY OPP ";
  const dl_entity *e = &doc->entities[m->entity];
  return m->form == DL_NAM && e->type == DL_ORG && strlen(e->code) >= 6 && e->sector[0] && strstr(parties, e->sector);
}

static bool fits_band(const dl_document *doc, const dl_mention *m) {
  static const char bands[] = "REB SEP UAF CRM ";
  const dl_entity *e = &doc->entities[m->entity];
  return e->type == DL_ORG && strlen(e->code) >= 6 && strstr(bands, dl_arena_strndup(doc->arena, e->code + 3, 3)) && (m->form == DL_NAM || !dl_is_plural(&doc->tokens[m->head]));
}

static bool fits_charity(const dl_document *doc, const dl_mention *m) {
  const dl_entity *e = &doc->entities[m->entity];
  return m->form == DL_NAM && e->type == DL_ORG && !strncmp(e->code, "NGO", 3);
}

static bool fits_land(const dl_document *doc, const dl_mention *m) {
  return m->form == DL_NAM && doc->entities[m->entity].type == DL_GPE;
}

static bool fits_people(const dl_document *doc, const dl_mention *m) {
  return m->member_count > 0 || (doc->entities[m->entity].code[0] && dl_is_plural(&doc->tokens[m->head]));
}

/* "they" behind a coordinated pair: the pair, if it stands nearer than a plural noun. Subjects go first. */
static bool add_pair_pronoun(dl_names *work, uint32_t token) {
  dl_document *doc = work->doc;
  uint32_t members[8], best[8], count = 0;
  for (uint32_t i = doc->mention_count; i-- > 0;) {
    const dl_mention *m = &doc->mentions[i];
    if (m->head >= token) continue;
    if (doc->tokens[token].sentence - doc->tokens[m->head].sentence > 2) break;
    if (doc->tokens[m->head].rel == DL_REL_CONJ) continue;
    uint32_t found = dl_coordinated(doc, m->head, members, 8);
    bool subject = doc->tokens[m->head].rel == DL_REL_NSUBJ;
    if (found < 2 && (count == 0 || (m->member_count > 0 && is_subject(doc, m->head))) && fits_people(doc, m)) return false;
    if (found < 2 || (count > 0 && !subject)) continue;
    memcpy(best, members, sizeof best);
    count = found;
    if (subject) break;
  }
  if (count < 2) return false;
  dl_found nothing = {.name = dl_document_slice(doc, doc->tokens[token].begin, doc->tokens[token].end), .code = "", .sector = ""};
  dl_mention *made = add_mention(work, token, token + 1, token, new_entity(work, &nothing, DL_ORG), DL_PRO);
  made->members = dl_arena_alloc(doc->arena, count * sizeof *made->members);
  memcpy(made->members, best, count * sizeof *best);
  made->member_count = count;
  return true;
}

static void add_group(dl_names *work, uint32_t first, uint32_t token, dl_form form) {
  uint32_t members[2], count = dl_two_before(work, token, members);
  if (count < 2) return;
  dl_document *doc = work->doc;
  dl_found nothing = {.name = dl_document_slice(doc, doc->tokens[first].begin, doc->tokens[token].end), .code = "", .sector = ""};
  dl_mention *m = add_mention(work, first, token + 1, token, new_entity(work, &nothing, DL_ORG), form);
  m->members = dl_arena_alloc(doc->arena, sizeof members);
  m->members[0] = members[1]; /* in text order */
  m->members[1] = members[0];
  m->member_count = 2;
}

static bool has_object(const dl_document *doc, int32_t verb) {
  if (verb < 0 || doc->tokens[verb].upos != DL_VERB) return false;
  const dl_sentence *s = &doc->sentences[doc->tokens[verb].sentence];
  for (uint32_t i = (uint32_t)verb + 1; i < s->first + s->count; i++)
    if (doc->tokens[i].head == verb && doc->tokens[i].rel == DL_REL_OBJ) return true;
  return false;
}

/* Is the mention one of several that are the subject together? No "it" or "its" is one of them. */
static bool is_one_of_many(const dl_document *doc, const dl_mention *m) {
  const dl_token *t = &doc->tokens[m->head];
  uint32_t members[2], first = t->rel == DL_REL_CONJ && t->head >= 0 ? (uint32_t)t->head : m->head;
  return doc->tokens[first].rel == DL_REL_NSUBJ && dl_coordinated(doc, first, members, 2) > 1;
}

static bool fits_lone_thing(const dl_document *doc, const dl_mention *m) {
  return fits_thing(doc, m) && !is_one_of_many(doc, m);
}

/* What an object pronoun can stand for: no place where something is, and the subject of its own verb as little ("X called Y and urged it"). */
static bool fits_told(const dl_document *doc, const dl_mention *m) {
  return !dl_case_is(doc, m->head, "in|across|near|at|inside|outside|throughout") && fits_lone_thing(doc, m) && !is_subject(doc, m->head);
}

/* "It" is the subject of this sentence or the last; "its" is rather what this sentence named before, and an object is not its verb's subject. */
static int32_t thing_before(const dl_document *doc, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  bool poss = !strcmp(t->deprel, "nmod:poss"), told = t->rel == DL_REL_OBJ && t->head >= 0 && doc->tokens[t->head].rel == DL_REL_CONJ;
  int32_t own = poss ? antecedent(doc, token, fits_lone_thing, true) : told ? antecedent(doc, token, fits_told, true) : -1;
  bool here = own >= 0 && doc->tokens[doc->mentions[own].head].sentence == t->sentence;
  return here ? own : antecedent(doc, token, fits_thing, false);
}

static void add_pronoun(dl_names *work, uint32_t token) {
  dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[token];
  const char *klass = dl_pronoun_class(work->namer, t->lower);
  int32_t found = -1;
  if (strcmp(klass, "person") == 0) found = antecedent(doc, token, fits_person, false);
  else if (strcmp(klass, "thing") == 0 && (strcmp(t->deprel, "expl") != 0 || has_object(doc, t->head))) found = thing_before(doc, token);
  else if (strcmp(klass, "people") == 0 && add_pair_pronoun(work, token)) return;
  else if (strcmp(klass, "people") == 0) found = antecedent(doc, token, fits_people, true);
  else if (strcmp(klass, "group") == 0 && (t->rel == DL_REL_NSUBJ || t->rel == DL_REL_OBJ || t->rel == DL_REL_OBL || t->rel == DL_REL_NMOD)) add_group(work, token, token, DL_PRO);
  if (found < 0) return;
  const dl_mention source = doc->mentions[found];
  dl_mention *m = add_mention(work, token, token + 1, token, source.entity, DL_PRO);
  m->code = source.code;
  m->members = source.members;
  m->member_count = source.member_count;
}

/* "the group", "the agency", "the party", "the country": what was named last and is such a thing; false where there is none. */
static bool add_nominal(dl_names *work, uint32_t token) {
  dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[token];
  const char *klass = dl_pronoun_class(work->namer, t->lower);
  int32_t found = -1;
  if (dl_is_plural(t) || !is_definite(doc, token)) return false;
  for (uint32_t i = token; i-- > doc->sentences[t->sentence].first && token - i < 6;) { /* "the human rights group" is another */
    unsigned rel = doc->tokens[i].rel;
    if (doc->tokens[i].head == (int32_t)token && (rel == DL_REL_COMPOUND || rel == DL_REL_AMOD || rel == DL_REL_NMOD)) return false;
  }
  if (strcmp(klass, "party") == 0) found = antecedent(doc, token, fits_party, false);
  else if (strcmp(klass, "band") == 0) found = antecedent(doc, token, fits_band, false);
  else if (strcmp(klass, "charity") == 0) found = antecedent(doc, token, fits_charity, false);
  else if (strcmp(klass, "body") == 0) found = antecedent(doc, token, fits_body, false);
  else if (strcmp(klass, "movement") == 0) found = antecedent(doc, token, fits_movement, false);
  else if (strcmp(klass, "land") == 0) found = antecedent(doc, token, fits_land, false);
  if (found >= 0) add_mention(work, token, token + 1, token, doc->mentions[found].entity, DL_NOM);
  return found >= 0;
}

static bool is_inside_name(const dl_names *work, uint32_t token) {
  for (uint32_t i = 0; i < work->count; i++)
    if (!work->items[i].gone && work->items[i].first <= token && token < work->items[i].end) return true;
  return false;
}

/* "the ISF", "Lomidze", which no table and no label knows: the organisation with these initials, the person of that surname. */
static void add_short_name(dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[token];
  bool alone = (token == 0 || t[-1].upos != DL_PROPN) && (token + 1 >= doc->token_count || t[1].upos != DL_PROPN);
  bool spoken_of = (t->rel == DL_REL_OBL || t->rel == DL_REL_NMOD) && dl_case_is(doc, token, "on|by|with|against");
  bool acts = t->rel == DL_REL_NSUBJ || t->rel == DL_REL_OBJ || t->rel == DL_REL_IOBJ || !strcmp(t->deprel, "nmod:poss"); /* a place may bear the name, too */
  bool person = alone && (acts || spoken_of), acronym = is_acronym(t->form);
  for (uint32_t i = person || acronym ? doc->entity_count : 0; i-- > 0;) {
    const dl_entity *e = &doc->entities[i];
    bool initials = acronym && e->type == DL_ORG && e->code[0] && dl_is_short_for(t->form, e->name);
    bool surname = person && e->type == DL_PER && strchr(e->name, ' ') && same_text(t->form, dl_last_word(e->name)) && has_name(doc, e);
    if (!initials && !surname) continue;
    if (!is_inside_name(work, token)) add_mention(work, token, token + 1, token, i, DL_NAM);
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
    dl_found nothing = {.name = dl_document_slice(doc, doc->tokens[first].begin, doc->tokens[token].end), .code = "", .sector = ""};
    dl_mention *made = add_mention(work, first, token + 1, token, new_entity(work, &nothing, DL_ORG), DL_NOM);
    made->members = dl_arena_alloc(doc->arena, count * sizeof *made->members);
    memcpy(made->members, members, count * sizeof *members);
    made->member_count = count;
    return true;
  }
  return false;
}

/* "Hungarian and Romanian officials", "the leaders of India, France and Germany": a group. */
static void add_pair(dl_names *work, dl_found *f, uint32_t token) {
  dl_document *doc = work->doc;
  uint32_t count = f->more_count + 1, members[8];
  for (uint32_t i = 0; i < count; i++) {
    dl_found one = *f;
    if (i > 0) one.code = f->more[i - 1];
    members[i] = new_entity(work, &one, DL_ORG);
  }
  dl_mention *m = add_mention(work, f->first, f->end, token, members[0], DL_NOM);
  m->members = dl_arena_alloc(doc->arena, count * sizeof *m->members);
  memcpy(m->members, members, count * sizeof *members);
  m->member_count = count;
  m->origin = f->origin;
  f->mention = (int32_t)doc->mention_count - 1;
}

static bool has_determiner(const dl_document *doc, uint32_t head) {
  for (uint32_t i = doc->sentences[doc->tokens[head].sentence].first; i < head; i++)
    if (doc->tokens[i].head == (int32_t)head && (doc->tokens[i].rel == DL_REL_DET || !strcmp(doc->tokens[i].deprel, "nmod:poss"))) return true;
  return false;
}

/* The code of a role that belongs to the entity: the state's office, or the body itself; "" where that tells nothing. */
static const char *owned_code(const dl_names *work, const dl_entity *owner, const dl_found *f) {
  dl_document *doc = work->doc;
  static const char people[] = "CVL REF MED EDU HLH NGO REL LAB BUS ";
  bool body = !strncmp(owner->code, "IGO", 3) || !strncmp(owner->code, "NGO", 3) || !strncmp(owner->code, "IMG", 3);
  bool bound = !body && strlen(owner->country) == 3 && strncmp(owner->code, owner->country, 3) == 0;
  const char *noun = doc->tokens[f->head].lemma;
  if (dl_is_pronoun_class(work->namer, noun, "relation")) return ""; /* "its neighbour" is another */
  if (bound && dl_is_pronoun_class(work->namer, noun, "land")) return owner->country; /* "his country" */
  const char *sector = strlen(owner->code) >= 6 ? dl_arena_strndup(doc->arena, owner->code + 3, 3) : "";
  static const char bodies[] = "REB SEP UAF CRM PTY OPP ";
  if (body && (!f->sector[0] || strstr(bodies, f->sector) || strstr(people, f->sector))) return ""; /* "the EU must take back its jihadists" */
  if (owner->type == DL_ORG && strlen(owner->code) > 3 && (!bound || (sector[0] && strstr(bodies, sector)))) return f->former ? "" : owner->code;
  if (!bound || !f->sector[0] || (f->weak && strstr(people, f->sector))) return "";
  return dl_arena_printf(doc->arena, "%s%s", owner->country, f->former ? "ELI" : f->sector);
}

/* "his defence secretary": the role belongs to the state, or body, of him whom the pronoun stands for. */
static void take_possessor(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[f->head];
  int32_t shared = t->rel == DL_REL_CONJ && !has_determiner(doc, f->head) ? t->head : -1; /* "his secretary and envoy" */
  for (uint32_t i = doc->sentences[t->sentence].first; i < f->head; i++) {
    bool under = doc->tokens[i].head == (int32_t)f->head || (shared >= 0 && doc->tokens[i].head == shared);
    if (!under || strcmp(doc->tokens[i].deprel, "nmod:poss") != 0 || doc->tokens[i].upos != DL_PRON) continue;
    int32_t at = doc->mention_at[i];
    if (at < 0 || doc->mentions[at].member_count > 0) return;
    const char *code = owned_code(work, &doc->entities[doc->mentions[at].entity], f);
    if (code[0]) f->code = code;
    return;
  }
}

/* "the militia's commander", "a spokesman for the group", "members of the party": whose they are, once all are known. */
static void take_owner(dl_names *work, dl_found *f) {
  dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[f->head].sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const dl_token *t = &doc->tokens[i];
    bool poss = !strcmp(t->deprel, "nmod:poss") && t->upos != DL_PRON, of = t->rel == DL_REL_NMOD && i > f->head && dl_case_is(doc, i, "of|for");
    if (t->head != (int32_t)f->head || !(poss || of) || doc->mention_at[i] < 0) continue;
    const dl_mention *owner = &doc->mentions[doc->mention_at[i]];
    dl_mention *m = &doc->mentions[f->mention];
    const char *code = owner->member_count || owner->entity == m->entity ? "" : owned_code(work, &doc->entities[owner->entity], f);
    if (!code[0]) continue;
    dl_entity *e = &doc->entities[m->entity];
    if (e->code[0] && strcmp(e->code, f->code) != 0) return;
    e->code = m->code = code;
    e->country = dl_code_country(doc, code);
    e->sector = dl_code_sector(doc, code);
    e->political = true;
    return;
  }
}

static void add_found(dl_names *work, dl_found *f, uint32_t token) {
  uint32_t first = f->first;
  bool leaders = !f->placed && strcmp(f->sector, "GOV") == 0 && (is_definite(work->doc, token) || dl_is_both(work, token)); /* "the two presidents" */
  uint32_t number = f->kind == DL_FOUND_ROLE && (strlen(f->code) <= 3 || leaders) ? dl_is_numbered(work, token, &first) : 0;
  if (number > 2 && is_definite(work->doc, token) && add_many(work, first, token, number)) return;
  if (number == 2) {
    uint32_t members[2];
    if (dl_two_before(work, token, members) == 2) {
      add_group(work, first, token, DL_NOM);
      return;
    }
  }
  bool role = f->kind == DL_FOUND_ROLE;
  if (role && !f->placed) take_possessor(work, f);
  if (f->more_count) {
    add_pair(work, f, token);
    return;
  }
  uint32_t entity = role ? entity_for_role(work, f) : entity_for_name(work, f);
  if ((f->kind == DL_FOUND_PERSON || (f->kind == DL_FOUND_ORGANIZATION && !same_text(work->doc->entities[entity].name, f->name))) && !strchr(f->name, ' ') && work->doc->entities[entity].code[0]) f->code = ""; /* a surname, an acronym: who was named in full before */
  dl_mention *m = add_mention(work, f->first, f->end, token, entity, role ? DL_NOM : DL_NAM);
  m->code = f->code;
  m->origin = f->origin;
  f->mention = (int32_t)work->doc->mention_count - 1;
}

/* A title behind the name ("Park, the foreign minister") names the person too. */
static bool joins_person(dl_names *work, dl_found *role) {
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *p = &work->items[i];
    if (p->gone || p->kind != DL_FOUND_PERSON || p->mention < 0 || p->title < 0 || &work->items[p->title] != role) continue;
    dl_mention *m = add_mention(work, role->first, role->end, role->head, work->doc->mentions[p->mention].entity, DL_NOM);
    m->code = role->code;
    role->mention = (int32_t)work->doc->mention_count - 1;
    return true;
  }
  return false;
}

void dl_make_mentions(dl_names *work) {
  dl_document *doc = work->doc;
  for (uint32_t t = 0; t < doc->token_count; t++) {
    int32_t at = work->at[t];
    dl_found *f = at >= 0 && !work->items[at].gone && work->items[at].head == t ? &work->items[at] : NULL;
    if (f && f->kind == DL_FOUND_ROLE && joins_person(work, f)) continue;
    if (f && f->kind == DL_FOUND_ROLE && !f->placed && f->first == t && add_nominal(work, t)) continue;
    if (f) add_found(work, f, t);
    else if (doc->tokens[t].upos == DL_PRON || doc->tokens[t].upos == DL_DET || doc->tokens[t].upos == DL_CCONJ) add_pronoun(work, t);
    else if (doc->tokens[t].upos == DL_NOUN) add_nominal(work, t);
    else if (doc->tokens[t].upos == DL_PROPN) add_short_name(work, t);
  }
  for (uint32_t i = 0; i < work->count; i++)
    if (work->items[i].kind == DL_FOUND_ROLE && work->items[i].mention >= 0 && !work->items[i].placed) take_owner(work, &work->items[i]);
}
