#include <string.h>

#include "actors/actors.h"

enum { KEY = 160, ROLE_WORDS = 4 };

/* ---- the country that a noun belongs to ---- */

/* Does the word hang on the noun, with what stands between passed by: "U.N." of "U.N. war crimes court"? */
static bool describes(const dl_document *doc, uint32_t word, uint32_t noun) {
  int32_t head = doc->tokens[word].head;
  while (head > (int32_t)word && head < (int32_t)noun) head = doc->tokens[head].head;
  return head == (int32_t)noun && dl_in(doc->tokens[word].rel, DL_RELS(AMOD, COMPOUND, NMOD, FLAT, DET));
}

/* Named before the noun, and under it: a demonym, a possessor, a part of a compound. */
static dl_code state_before(const dl_names *work, uint32_t noun) {
  const dl_document *doc = work->doc;
  dl_code code = 0;
  for (uint32_t i = doc->sentences[doc->tokens[noun].sentence].first; i < noun && !code; i++)
    if (describes(doc, i, noun) && !dl_is_loose(work, i)) code = dl_state_code(work, (int32_t)i);
  return code;
}

/* Right before the first word, whatever the tree says: "Russian Foreign Minister", "Russia's". */
static dl_code state_beside(const dl_names *work, uint32_t first) {
  const dl_token *tokens = work->doc->tokens;
  if (first <= work->doc->sentences[tokens[first].sentence].first) return 0;
  int32_t before = (int32_t)first - 1;
  dl_code code = tokens[before].upos != DL_PUNCT ? dl_state_code(work, before) : 0;
  bool owns = before > 0 && tokens[before - 1].sentence == tokens[before].sentence &&
              dl_in(tokens[before].word, DL_WORDS(OWNS, APOSTROPHE));
  return !code && owns ? dl_state_code(work, before - 1) : code;
}

/* The next phrase of a noun behind a word that has one of these prepositions; -1. */
static int32_t next_phrase(const dl_document *doc, uint32_t noun, int32_t behind, const char *prepositions) {
  int32_t c = dl_child(doc, noun, DL_REL_NMOD, (uint32_t)behind + 1);
  while (c >= 0 && !dl_case_is(doc, (uint32_t)c, prepositions)) c = dl_next_by(doc, c, DL_RELS(NMOD));
  return c;
}

/* Behind the noun: "of Mali", "in Dhaka" (but "the embassy in Dhaka" is another's), "at a port of Iran". */
static dl_code state_behind(const dl_names *work, uint32_t noun) {
  static const char any[] = "of|in|from|at|near|inside";
  const dl_document *doc = work->doc;
  bool abroad = dl_noun_is(work->namer, doc->tokens[noun].lower, DL_NOUNS(ABROAD));
  dl_code code = 0;
  for (int32_t c = next_phrase(doc, noun, (int32_t)noun, any); c >= 0 && !code; c = next_phrase(doc, noun, c, any)) {
    bool of = dl_case_is(doc, (uint32_t)c, "of|in|from") && !(abroad && dl_case_is(doc, (uint32_t)c, "in"));
    bool inside = work->at[c] < 0 && (of || dl_case_is(doc, (uint32_t)c, "at|near|inside"));
    if (of) code = dl_state_code(work, c);
    if (!code && inside) code = dl_state_inside(work, (uint32_t)c);
  }
  return code;
}

/* "a spokesman for NATO" */
static dl_code state_served(const dl_names *work, uint32_t noun) {
  const dl_document *doc = work->doc;
  dl_code code = 0;
  if (noun + 1 == doc->token_count || doc->tokens[noun + 1].word != DL_WORD_FOR) return 0;
  int32_t c = dl_child(doc, noun, DL_REL_NMOD, noun + 2);
  for (; c >= 0 && !code; c = dl_next_by(doc, c, DL_RELS(NMOD))) code = dl_state_code(work, c);
  return code;
}

/* "the United Nations, whose envoy" */
static dl_code state_whose(const dl_names *work, uint32_t noun) {
  const dl_document *doc = work->doc;
  int32_t first = (int32_t)doc->sentences[doc->tokens[noun].sentence].first;
  dl_code code = 0;
  for (int32_t c = dl_first(doc, (int32_t)noun); c >= 0 && c < (int32_t)noun && !code; c = dl_sibling(doc, c)) {
    if (doc->tokens[c].xpos != DL_TAG_WPS) continue;
    bool comma = c > first + 1 && doc->tokens[c - 1].upos == DL_PUNCT;
    code = dl_state_code(work, c - 1 - comma);
    if (!code) code = dl_state_code(work, dl_antecedent(doc, c));
  }
  return code;
}

/* The state or body named in a noun's phrase, whose first word of its own is `first`. */
static dl_code country_of(const dl_names *work, uint32_t noun, uint32_t first) {
  dl_code code = state_before(work, noun);
  if (!code) code = state_beside(work, first);
  if (!code) code = state_behind(work, noun);
  if (!code) code = state_served(work, noun);
  return code ? code : state_whose(work, noun);
}

/* Who once held an office is of the elite (ELI); "former jihadists" are not. */
static bool is_office(dl_code sector) {
  return !dl_sector_in(sector, DL_BANDS);
}

static dl_code role_code(const dl_names *work, dl_code country, dl_code sector, bool former) {
  if (!country) return former ? DL_CODE_ELI : sector;
  bool bare = dl_code_is_bare(country);
  if (bare && sector == DL_CODE_IGO) return sector; /* "a Moscow-led bloc" is no state's */
  if (!bare || country == sector) return country;   /* an organisation's officials and forces: the organisation */
  if (dl_code_country(work, country)) return dl_code_join(country, former ? DL_CODE_ELI : sector);
  return is_office(country) ? sector : country; /* the judge of a university of no known country; a band's commander */
}

/* One more country of the role. */
static void add_country(const dl_names *work, dl_found *f, dl_code country, dl_code sector) {
  f->more[f->more_count++] = role_code(work, country, sector, f->former);
}

/* Further countries coordinated with the first before the role: "Danish, Belgian and Austrian ministers"; how many. */
static uint32_t add_listed(dl_names *work, dl_found *f, dl_code first, dl_code sector) {
  const dl_document *doc = work->doc;
  uint32_t i = doc->sentences[doc->tokens[f->head].sentence].first;
  for (; i < f->head && f->more_count < DL_MORE_COUNTRIES; i++) {
    int32_t head = dl_head_by(doc, (int32_t)i, DL_RELS(CONJ));
    if (head < 0 || doc->tokens[head].head != (int32_t)f->head) continue;
    dl_code code = dl_state_code(work, (int32_t)i);
    if (code && code != first && dl_state_code(work, head) == first) add_country(work, f, code, sector);
  }
  return f->more_count;
}

/* Countries coordinated with the first behind a plural: "the leaders of India, France and Germany". */
static void add_coordinated(dl_names *work, dl_found *f, dl_code sector) {
  const dl_document *doc = work->doc;
  bool several = doc->tokens[f->head].xpos == DL_TAG_NNS;
  int32_t of = several ? next_phrase(doc, f->head, (int32_t)f->head, "of|from") : -1;
  if (of < 0) return;
  int32_t c = dl_child(doc, (uint32_t)of, DL_REL_CONJ, (uint32_t)of + 1);
  for (; c >= 0 && f->more_count < DL_MORE_COUNTRIES; c = dl_next_by(doc, c, DL_RELS(CONJ))) {
    dl_code code = dl_state_code(work, c);
    if (code && dl_code_first(code) != dl_code_first(f->code)) add_country(work, f, code, sector);
  }
}

static bool begins_ex(const char *word) {
  return !strncmp(word, "ex-", 3);
}

static bool says_former(const dl_names *work, const char *word) {
  return begins_ex(word) || dl_noun_is(work->namer, word, DL_NOUNS(FORMER));
}

/* "Former", "ex-defence minister", "the late president": before the role's words, or joined to the first. */
static bool has_former(const dl_names *work, uint32_t token, uint32_t key_first) {
  const dl_document *doc = work->doc;
  uint32_t start = doc->sentences[doc->tokens[token].sentence].first;
  if (begins_ex(doc->tokens[token].lower) || begins_ex(doc->tokens[key_first].lower)) return true;
  for (uint32_t i = key_first; i-- > start && token - i < 6;) {
    bool before = doc->tokens[i].head == (int32_t)token || i + 2 >= key_first;
    if (before && says_former(work, doc->tokens[i].lower)) return true;
  }
  return false;
}

/* ---- role nouns ---- */

/* The row of a key, of "ex-president" that of "president". */
static bool find_agent(const dl_table *agents, const char *key, uint32_t *row) {
  return dl_table_find(agents, key, row) || (begins_ex(key) && dl_table_find(agents, key + 3, row));
}

/* The longest key that begins at `token` and has "of" behind it: "secretary of state". */
static bool find_role_of(const dl_names *work, uint32_t token, uint32_t *end, uint32_t *row) {
  const dl_document *doc = work->doc;
  uint32_t words = dl_sentence_end(&doc->sentences[doc->tokens[token].sentence]) - token;
  char key[KEY];
  if (words < 2 || doc->tokens[token + 1].word != DL_WORD_OF) return false;
  for (uint32_t size = words < ROLE_WORDS ? words : ROLE_WORDS; size > 1; size--) {
    *end = token + size;
    if (!dl_name_key(doc, token, *end, false, key, sizeof key)) continue;
    if (dl_table_find(work->namer->agents, key, row)) return true;
  }
  return false;
}

/* The longest key that ends at `token`, or begins there ("secretary of state"); its words in *first, *end. */
static bool find_role(const dl_names *work, uint32_t token, uint32_t *first, uint32_t *end, uint32_t *row) {
  const dl_document *doc = work->doc;
  uint32_t words = token + 1 - doc->sentences[doc->tokens[token].sentence].first;
  char key[KEY];
  *first = token;
  if (find_role_of(work, token, end, row)) return true;
  *end = token + 1;
  for (uint32_t size = words < ROLE_WORDS ? words : ROLE_WORDS; size > 0; size--) {
    *first = token + 1 - size;
    if (!dl_name_key(doc, *first, token + 1, true, key, sizeof key) || strstr(key, " of ")) continue;
    if (find_agent(work->namer->agents, key, row)) return true;
  }
  return false;
}

/* "the Defense Ministry", labelled as a name: the name takes the role's code. */
static void name_by_role(dl_names *work, dl_found *name, const dl_found *role, dl_code country) {
  if (name->kind == DL_FOUND_PERSON) return;
  for (uint32_t i = name->first; i < name->end && !country; i++)
    if (i != role->head) country = dl_state_code(work, (int32_t)i);
  bool unknown =
      dl_code_first(role->sector) == DL_CODE_MIL &&
      name->end - name->first > role->end - role->first; /* "the Northern Star Brigade", of nobody knows whom */
  bool told = country || !(role->weak || unknown);
  name->code = told ? role_code(work, country, role->sector, role->former) : 0;
  name->sector = name->code ? role->sector : 0;
  name->origin = role->origin;
}

/* Takes the demonym right before the role into its phrase, all of "South Korean". */
static void take_demonym(const dl_names *work, dl_found *f) {
  while (f->first > 0 && work->doc->tokens[f->first - 1].head == (int32_t)f->head &&
         dl_state_code(work, (int32_t)f->first - 1)) {
    int32_t named = work->at[f->first - 1];
    f->first = named >= 0 && work->items[named].first < f->first ? work->items[named].first : f->first - 1;
  }
}

/* What the row makes of the words [first, end): whose they are is told apart. "authorities" are weak in the singular;
 * "the pope" is the Holy See's, and a sector of "Egypt's pope". */
static dl_found role_of_row(const dl_names *work, uint32_t token, uint32_t first, uint32_t end, uint32_t row,
                            dl_code *country) {
  const dl_table *agents = work->namer->agents;
  const char *kind = dl_table_cell(agents, row, work->namer->agent_kind);
  dl_found f = dl_found_of(work->doc, first, end, DL_FOUND_ROLE);
  f.head = token;
  f.key = dl_table_cell(agents, row, 0);
  f.sector = dl_agent_sector(work->namer, row);
  f.former = is_office(f.sector) && has_former(work, token, first);
  f.weak = !strcmp(kind, "weak") || (!strcmp(kind, "plural") && work->doc->tokens[token].xpos != DL_TAG_NNS);
  f.origin = dl_row_origin(work->doc, agents, row);
  if (strcmp(kind, "whole") != 0) return f;
  if (*country && dl_code_first(*country) != dl_code_first(f.sector)) {
    f.sector = DL_CODE_REL;
  } else {
    *country = f.sector;
    f.sector = dl_code_rest(f.sector);
  }
  return f;
}

/* "a power station": a role's word that only tells what is no role. */
static bool is_only_part(const dl_names *work, uint32_t token, uint32_t row) {
  if (work->doc->tokens[token].rel != DL_REL_COMPOUND || work->at[token] >= 0) return false;
  return !strcmp(dl_table_cell(work->namer->agents, row, work->namer->agent_kind), "weak");
}

/* Returns the end of the words that the role takes. */
static uint32_t add_role(dl_names *work, uint32_t token) {
  dl_document *doc = work->doc;
  uint32_t first, end, row;
  if (!find_role(work, token, &first, &end, &row)) return token + 1;
  dl_found *name = dl_found_at(work, (int32_t)token);
  if (name && name->code) return end; /* it has one of its own */
  if (is_only_part(work, token, row)) return end;
  dl_code country = country_of(work, token, name && name->first < first ? name->first : first);
  dl_found role = role_of_row(work, token, first, end, row, &country);
  if (name) {
    name_by_role(work, name, &role, country);
    return end;
  }
  role.placed = country != 0;
  role.code = country || !role.weak ? role_code(work, country, role.sector, role.former) : 0;
  dl_found *f = DL_PUSH(doc->arena, work->items, work->count, work->capacity);
  *f = role;
  if (country && !add_listed(work, f, country, role.sector)) add_coordinated(work, f, role.sector);
  take_demonym(work, f);
  work->at[token] = (int32_t)(work->count - 1);
  return end;
}

/* ---- persons and their titles ---- */

/* The role noun at a token, as its place in work->items; -1, and of -1. */
static int32_t role_at(const dl_names *work, int32_t token) {
  const dl_found *f = dl_found_at(work, token);
  return f && f->kind == DL_FOUND_ROLE ? (int32_t)(f - work->items) : -1;
}

/* The role noun that a person's name hangs on as its own. */
static int32_t title_above(const dl_names *work, const dl_found *person) {
  const dl_document *doc = work->doc;
  int32_t at = (int32_t)person->head, head = dl_head_by(doc, at, DL_RELS(FLAT, APPOS, COMPOUND, NMOD));
  bool beside = head < at || dl_in(doc->tokens[at].rel, DL_RELS(FLAT, APPOS));
  if (!beside || dl_is(doc, at, DL_DEPREL_NMOD_POSS) || dl_case_is(doc, person->head, "of|from|to")) return -1;
  return role_at(work, head);
}

/* The role noun that hangs on a person's name. */
static int32_t title_below(const dl_names *work, const dl_found *person) {
  const dl_document *doc = work->doc;
  int32_t found = -1;
  for (int32_t c = dl_first(doc, (int32_t)person->head); c >= 0 && found < 0; c = dl_sibling(doc, c)) {
    const dl_token *t = &doc->tokens[c];
    bool before = c < (int32_t)person->head && dl_in(t->deprel, DL_DEPRELS(NMOD, NMOD_DESC, NMOD_UNMARKED));
    if (before || dl_in(t->rel, DL_RELS(APPOS, COMPOUND))) found = role_at(work, c);
  }
  return found;
}

/* The role noun that is a person's title or apposition, or stands right before the name, whatever the tree says. */
static int32_t title_of(const dl_names *work, const dl_found *person) {
  const dl_document *doc = work->doc;
  int32_t found = title_above(work, person);
  if (found < 0) found = title_below(work, person);
  bool first = person->first <= doc->sentences[doc->tokens[person->head].sentence].first;
  return found >= 0 || first ? found : role_at(work, (int32_t)person->first - 1);
}

/* The title's code for its bearer, or the bearer's for the title; side by side they are one mention, with one head. */
static void bear(dl_names *work, uint32_t index, int32_t at) {
  dl_found *p = &work->items[index], *title = &work->items[at];
  p->title = at;
  bool whole = dl_code_rest(title->code) != 0;
  if (!p->code || (whole && (dl_code_first(p->code) != dl_code_first(title->code) || title->former)))
    p->code = title->code;
  else
    title->code = p->code; /* the table knows whose minister this is */
  if (title->end != p->first) return;
  p->first = title->first;
  uint32_t head = work->doc->tokens[p->head].head == (int32_t)title->head ? title->head : p->head;
  work->at[title->head] = work->at[p->head] = (int32_t)index;
  p->head = head;
  title->gone = true;
}

/* "Jordan's visiting King Abdullah": the country of a title that has none of its own stands at the name. */
static void take_country(const dl_names *work, dl_found *title, const dl_found *person) {
  if (title->code != title->sector && title->code != DL_CODE_ELI) return;
  dl_code country = country_of(work, person->head, title->first < person->first ? title->first : person->first);
  if (country) title->code = role_code(work, country, title->sector, title->former);
}

static void set_person(dl_names *work, uint32_t index) {
  dl_found *p = &work->items[index];
  int32_t at = title_of(work, p);
  if (at < 0) {
    if (!p->code) p->code = country_of(work, p->head, p->first); /* "Britain's Boris Johnson", "the Russian, Petrov" */
    return;
  }
  take_country(work, &work->items[at], p);
  bear(work, index, at);
}

/* The first state behind the noun, and under it with such a preposition. */
static dl_code state_with(const dl_names *work, uint32_t noun, const char *prepositions) {
  const dl_document *doc = work->doc;
  dl_code state = 0;
  int32_t c = next_phrase(doc, noun, (int32_t)noun, prepositions);
  for (; c >= 0 && !state; c = next_phrase(doc, noun, c, prepositions)) state = dl_state_code(work, c);
  return state;
}

/* The first state that the sentence names by its name, other than that one. */
static dl_code other_state(const dl_names *work, const dl_sentence *s, dl_code own) {
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    dl_code code = dl_state_code(work, (int32_t)i);
    bool named = code && work->items[work->at[i]].kind != DL_FOUND_DEMONYM;
    if (named && dl_code_is_bare(code) && code != dl_code_first(own)) return code;
  }
  return 0;
}

/* "Ethnic Albanians in Serbia", "the Albanians of Serbia" live in Serbia: the state that the phrase, else the sentence,
 * names. */
static void place_ethnic(dl_names *work, dl_found *f) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[f->head].sentence];
  dl_code own = f->code, home = doc->tokens[f->head].xpos == DL_TAG_NNPS ? state_with(work, f->head, "of") : 0;
  if (dl_code_is_bare(home)) f->code = home;
  if (f->first <= s->first || !dl_noun_is(work->namer, doc->tokens[f->first - 1].lower, DL_NOUNS(ETHNIC))) return;
  home = state_with(work, f->head, "of|in|from");
  if (!home) home = other_state(work, s, own);
  if (home) f->code = home;
}

/* The organisation with a code of its own that a word names; NULL. */
static const dl_found *body_at(const dl_names *work, int32_t token) {
  const dl_found *f = dl_found_at(work, token);
  return f && f->kind == DL_FOUND_ORGANIZATION && dl_code_rest(f->code) ? f : NULL;
}

/* The organisation that a role noun stands beside as its name: "the regional bloc ECOWAS", "the FDLR, a militia"; NULL.
 */
static const dl_found *named_beside(const dl_names *work, const dl_found *role) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[role->head];
  bool joined = t->rel == DL_REL_COMPOUND && t->head == (int32_t)role->end;
  bool hangs = joined || dl_in(t->deprel, DL_DEPRELS(APPOS, FLAT, NMOD_DESC));
  const dl_found *over = hangs ? body_at(work, t->head) : NULL;
  int32_t c = dl_first_by(doc, (int32_t)role->head, DL_RELS(APPOS, FLAT));
  for (; c >= 0; c = dl_next_by(doc, c, DL_RELS(APPOS, FLAT))) {
    const dl_found *under = c > (int32_t)role->head ? body_at(work, c) : NULL;
    if (under) return over && t->head < c ? over : under;
  }
  return over;
}

static bool stands(const dl_found *f, dl_found_kind kind) {
  return f->kind == kind && !f->gone;
}

static bool is_body_noun(const dl_names *work, const dl_found *role) {
  return dl_noun_is(work->namer, dl_last_word(role->key), DL_BODY_NOUNS);
}

/* "The Norwegian firm Kvist Marine": a name of nobody known stands beside the noun for what it is, and takes its code.
 */
static void take_noun(dl_names *work, uint32_t index) {
  const dl_found *name = &work->items[index];
  int32_t at = stands(name, DL_FOUND_ORGANIZATION) && !name->code ? role_at(work, (int32_t)name->first - 1) : -1;
  if (at < 0 || work->items[at].end != name->first || !work->items[at].placed) return;
  if (is_body_noun(work, &work->items[at])) bear(work, index, at);
}

/* A body's noun takes the code of the body that it is; a person's does not. */
static void take_name(dl_names *work, dl_found *role) {
  const dl_found *name = is_body_noun(work, role) ? named_beside(work, role) : NULL;
  if (!name) return;
  role->code = name->code;
  role->placed = true;
}

/* Can a role's words end or begin at the token? */
static bool can_be_role(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  if (dl_in(t->upos, DL_UPOSES(NOUN, PROPN))) return true;
  return dl_in(t->upos, DL_UPOSES(ADJ, NUM)) && work->at[token] < 0 && t->rel != DL_REL_AMOD;
}

void dl_find_roles(dl_names *work) {
  for (uint32_t i = 0; i < work->count; i++)
    if (stands(&work->items[i], DL_FOUND_DEMONYM)) place_ethnic(work, &work->items[i]);
  for (uint32_t i = 0; work->namer->agents && i < work->doc->token_count;)
    i = can_be_role(work, i) ? add_role(work, i) : i + 1; /* behind the words of "secretary of state" */
  uint32_t count = work->count;
  for (uint32_t i = 0; i < count; i++)
    if (stands(&work->items[i], DL_FOUND_ROLE)) take_name(work, &work->items[i]);
  for (uint32_t i = 0; i < count; i++)
    if (stands(&work->items[i], DL_FOUND_PERSON))
      set_person(work, i);
    else
      take_noun(work, i);
}
