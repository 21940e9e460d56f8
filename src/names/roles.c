#include <string.h>

#include "base/utf8.h"
#include "names/work.h"

enum { KEY = 160, ROLE_WORDS = 4, OFTEN = 3 };

static bool is_noun(const dl_token *t) {
  return t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_ADJ || t->upos == DL_NUM;
}

/* ---- codes ---- */

const char *dl_code_country(dl_document *doc, const char *code) {
  static const char *const bodies[] = {"IGO", "NGO", "IMG", "MNC", "ISM"};
  if (!code[0] || !strcmp(code, "ELI")) return ""; /* a former official of nobody knows where */
  if (strncmp(code, "IGOUNO", 6) == 0) return "UNO";
  if (strncmp(code, "IGOEUR", 6) == 0) return "EUR";
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (strncmp(code, bodies[i], 3) == 0) return bodies[i];
  return strlen(code) < 3 ? "" : dl_arena_strndup(doc->arena, code, 3);
}

const char *dl_code_sector(dl_document *doc, const char *code) {
  size_t n = strlen(code);
  if (n == 3) return "GOV";
  return n >= 6 ? dl_arena_strndup(doc->arena, code + 3, 3) : "";
}

/* ---- the country that a noun belongs to ---- */

static const char *state_code(const dl_names *work, int32_t token) {
  int32_t at = token >= 0 ? work->at[token] : -1;
  if (at < 0 || work->items[at].gone) return "";
  const dl_found *f = &work->items[at];
  bool state = f->kind == DL_FOUND_COUNTRY || f->kind == DL_FOUND_DEMONYM || f->kind == DL_FOUND_CAPITAL;
  bool body = f->kind == DL_FOUND_ORGANIZATION && strlen(f->code) >= 3;
  if (f->kind == DL_FOUND_PERSON && strlen(f->code) >= 6 && strncmp(f->code, "IGO", 3) != 0) /* "the Bush administration" */
    return dl_arena_strndup(work->doc->arena, f->code, 3);
  for (uint32_t i = f->first; f->kind == DL_FOUND_PLACE && i < f->end; i++) /* "the Syrian Golan Heights" */
    if (work->at[i] >= 0 && work->at[i] != at && work->items[work->at[i]].kind <= DL_FOUND_CAPITAL) return work->items[work->at[i]].code;
  return state || body ? f->code : "";
}

static bool has_case(const dl_document *doc, uint32_t token, const char *a, const char *b, const char *c) {
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  for (uint32_t i = s->first; i < token; i++) {
    const char *w = doc->tokens[i].lower;
    if (doc->tokens[i].head == (int32_t)token && doc->tokens[i].rel == DL_REL_CASE && (!strcmp(w, a) || !strcmp(w, b) || !strcmp(w, c))) return true;
  }
  return false;
}

/* Does the name only modify a participle that leaves the noun another's: "US-backed", "Russian-made", but not "Kurdish-led"? */
static bool is_loose(const dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  int32_t head = doc->tokens[token].head;
  if (head < 0 || strcmp(doc->tokens[head].xpos, "VBN") != 0 || doc->tokens[head].rel != DL_REL_AMOD || head < (int32_t)token || head > (int32_t)token + 2) return false;
  return strcmp(dl_pronoun_class(work->namer, doc->tokens[head].lower), "bound") != 0;
}

/* The state that a noun's modifiers name: "inhabitants of the Syrian Golan", "workers at Iran's ports". */
static const char *state_inside(const dl_names *work, uint32_t noun) {
  const dl_document *doc = work->doc;
  const char *code = "";
  for (uint32_t i = doc->sentences[doc->tokens[noun].sentence].first; i < noun && !code[0]; i++) {
    unsigned rel = doc->tokens[i].rel;
    bool modifies = doc->tokens[i].head == (int32_t)noun && (rel == DL_REL_AMOD || rel == DL_REL_COMPOUND || rel == DL_REL_NMOD);
    if (modifies && !is_loose(work, i)) code = state_code(work, (int32_t)i);
  }
  const dl_sentence *s = &doc->sentences[doc->tokens[noun].sentence];
  for (uint32_t i = noun + 1; i < s->first + s->count && !code[0]; i++) /* "detainees at a jail near Damascus" */
    if (doc->tokens[i].head == (int32_t)noun && doc->tokens[i].rel == DL_REL_NMOD && (has_case(doc, i, "in", "near", "of") || has_case(doc, i, "outside", "at", "at"))) code = state_code(work, (int32_t)i);
  return code;
}

/* The state or body named in a noun's phrase: before it (demonym, possessor, compound), then behind it ("of", "in", "from"). */
static const char *country_of(const dl_names *work, uint32_t token, uint32_t key_first) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  const char *code = "";
  for (uint32_t i = s->first; i < s->first + s->count && !code[0]; i++) {
    unsigned rel = doc->tokens[i].rel;
    int32_t head = doc->tokens[i].head;
    while (i < token && head > (int32_t)i && head < (int32_t)token) head = doc->tokens[head].head; /* "U.N. war crimes court" */
    bool under = head == (int32_t)token;
    if (!under || i == token) continue;
    if (is_loose(work, i)) continue;
    bool before = i < token && (rel == DL_REL_AMOD || rel == DL_REL_COMPOUND || rel == DL_REL_NMOD || rel == DL_REL_FLAT || rel == DL_REL_DET);
    if (before) code = state_code(work, (int32_t)i);
  }
  if (!code[0] && key_first > s->first) {
    uint32_t before = key_first - 1; /* right before it, whatever the tree says: "Russian Foreign Minister" */
    if (doc->tokens[before].upos != DL_PUNCT) code = state_code(work, (int32_t)before);
    if (!code[0] && before > s->first && (!strcmp(doc->tokens[before].lower, "'s") || !strcmp(doc->tokens[before].lower, "'"))) code = state_code(work, (int32_t)before - 1);
  }
  bool abroad = dl_is_pronoun_class(work->namer, doc->tokens[token].lower, "abroad"); /* "the embassy in Dhaka" is another's */
  for (uint32_t i = token + 1; i < s->first + s->count && !code[0]; i++)
    if (doc->tokens[i].head == (int32_t)token && doc->tokens[i].rel == DL_REL_NMOD) {
      bool of = has_case(doc, i, "of", "in", "from") && !(abroad && has_case(doc, i, "in", "in", "in"));
      if (of) code = state_code(work, (int32_t)i);
      if (!code[0] && work->at[i] < 0 && (of || has_case(doc, i, "at", "near", "inside"))) code = state_inside(work, i);
    }
  for (uint32_t i = token + 2; i < s->first + s->count && !code[0]; i++) /* "a spokesman for NATO" */
    if (doc->tokens[i].head == (int32_t)token && doc->tokens[i].rel == DL_REL_NMOD && !strcmp(doc->tokens[token + 1].lower, "for")) code = state_code(work, (int32_t)i);
  return code;
}

/* A second country, coordinated with the first: "Hungarian and Romanian officials". */
static const char *second_country(const dl_names *work, uint32_t token, const char *first) {
  const dl_document *doc = work->doc;
  for (uint32_t i = doc->sentences[doc->tokens[token].sentence].first; i < token; i++) {
    int32_t head = doc->tokens[i].head;
    if (doc->tokens[i].rel != DL_REL_CONJ || head < 0 || doc->tokens[head].head != (int32_t)token) continue;
    const char *code = state_code(work, (int32_t)i);
    if (code[0] && strcmp(code, first) != 0 && strcmp(state_code(work, head), first) == 0) return code;
  }
  return "";
}

/* Who once held an office is of the elite (ELI); "former jihadists" are not. */
static bool is_office(const char *sector) {
  static const char bands[] = "REB SEP UAF CRM INS ";
  return strstr(bands, sector) == NULL || !sector[0];
}

static const char *role_code(dl_names *work, const char *country, const char *sector, bool former) {
  if (!country[0]) return former ? "ELI" : sector;
  if (strlen(country) > 3 || !strcmp(country, sector)) return country; /* an organisation's officials and forces: the organisation */
  return dl_arena_printf(work->doc->arena, "%s%s", country, former ? "ELI" : sector);
}

/* Countries coordinated with the first behind a plural: "the leaders of India, France and Germany". */
static void add_coordinated(dl_names *work, dl_found *f, const char *sector) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[f->head].sentence];
  if (strcmp(doc->tokens[f->head].xpos, "NNS") != 0) return;
  for (uint32_t i = f->head + 1; i < s->first + s->count; i++) {
    if (doc->tokens[i].head != (int32_t)f->head || doc->tokens[i].rel != DL_REL_NMOD || !has_case(doc, i, "of", "from", "of")) continue;
    for (uint32_t k = i + 1; k < s->first + s->count && f->more_count < 6; k++) {
      const char *code = doc->tokens[k].rel == DL_REL_CONJ && doc->tokens[k].head == (int32_t)i ? state_code(work, (int32_t)k) : "";
      if (code[0] && strncmp(code, f->code, 3) != 0) f->more[f->more_count++] = role_code(work, code, sector, f->former);
    }
    return;
  }
}

/* "Former", "ex-defence minister", "the late president": before the role's words, or joined to the first. */
static bool has_former(const dl_names *work, uint32_t token, uint32_t key_first) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  for (uint32_t i = token; i-- > s->first && token - i < 6;) {
    const char *w = doc->tokens[i].lower;
    bool before = i < key_first && (doc->tokens[i].head == (int32_t)token || i + 1 >= key_first - (key_first > 0));
    if (before && (!strncmp(w, "ex-", 3) || !strcmp(dl_pronoun_class(work->namer, w), "former"))) return true;
  }
  return false;
}

/* ---- role nouns ---- */

/* The longest key that ends at `token`, or begins there ("secretary of state"); its words in *first, *end. */
static bool find_role(const dl_names *work, uint32_t token, uint32_t *first, uint32_t *end, uint32_t *row) {
  const dl_document *doc = work->doc;
  const dl_table *agents = work->namer->agents;
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  char key[KEY];
  for (uint32_t size = ROLE_WORDS; size > 1; size--) {
    if (token + size > s->first + s->count || strcmp(doc->tokens[token + 1].lower, "of") != 0) continue;
    if (dl_name_key(doc, token, token + size, false, key, sizeof key) && dl_table_find(agents, key, row)) {
      *first = token;
      *end = token + size;
      return true;
    }
  }
  for (uint32_t size = ROLE_WORDS; size > 0; size--) {
    if (token + 1 < s->first + size) continue;
    uint32_t from = token + 1 - size;
    if (!dl_name_key(doc, from, token + 1, true, key, sizeof key) || strstr(key, " of ") || !dl_table_find(agents, key, row)) continue;
    *first = from;
    *end = token + 1;
    return true;
  }
  return false;
}

/* "Kurdish-led forces", "Kremlin-backed fighters": does a participle with a word of its own tell whose they are, if no country? */
static bool is_led(const dl_document *doc, uint32_t noun) {
  for (uint32_t i = doc->sentences[doc->tokens[noun].sentence].first; i < noun; i++) {
    int32_t head = doc->tokens[i].head;
    unsigned rel = doc->tokens[i].rel;
    bool before = head > (int32_t)i && head < (int32_t)noun && (rel == DL_REL_AMOD || rel == DL_REL_COMPOUND);
    if (before && doc->tokens[head].head == (int32_t)noun && doc->tokens[head].rel == DL_REL_AMOD && !strcmp(doc->tokens[head].xpos, "VBN")) return true;
  }
  return false;
}

/* Returns the end of the words that the role takes. */
static uint32_t add_role(dl_names *work, uint32_t token) {
  dl_document *doc = work->doc;
  uint32_t first, end, row;
  if (!find_role(work, token, &first, &end, &row)) return token + 1;
  int32_t other = work->at[token];
  if (other >= 0 && !work->items[other].gone && work->items[other].code[0]) return end; /* a name with a code of its own */
  const dl_namer *n = work->namer;
  const char *sector = dl_table_cell(n->agents, row, n->agent_sector);
  const char *country = country_of(work, token, other >= 0 && work->items[other].first < first ? work->items[other].first : first);
  if (doc->tokens[token].rel == DL_REL_COMPOUND && dl_table_cell(n->agents, row, n->agent_kind)[0] == 'w' && other < 0) return end; /* "a power station" */
  bool former = is_office(sector) && has_former(work, token, first), weak = dl_table_cell(n->agents, row, n->agent_kind)[0] == 'w';
  if (dl_table_cell(n->agents, row, n->agent_kind)[0] == 'p') weak = strcmp(doc->tokens[token].xpos, "NNS") != 0; /* "authorities" */
  if (other >= 0 && !work->items[other].gone) { /* "the Defense Ministry", labelled as a name: the name takes the role's code */
    dl_found *name = &work->items[other];
    for (uint32_t i = name->first; i < name->end && !country[0]; i++)
      if (i != token) country = state_code(work, (int32_t)i);
    if (name->kind == DL_FOUND_PERSON) return end;
    bool own = strncmp(sector, "MIL", 3) == 0 && name->end - name->first > end - first; /* "the Northern Star Brigade", of nobody knows whom */
    name->code = country[0] || !(weak || own) ? role_code(work, country, sector, former) : "";
    name->sector = name->code[0] ? sector : "";
    name->origin = dl_row_origin(doc, n->agents, row);
    return end;
  }
  if (weak && !country[0] && is_led(doc, token)) { /* no state's army: an armed force of its own */
    weak = false;
    if (!strcmp(sector, "MIL")) sector = "UAF";
  }
  dl_found *f = dl_found_add(work, first, end, DL_FOUND_ROLE);
  f->head = token;
  f->key = dl_table_cell(n->agents, row, 0);
  f->sector = sector;
  f->weak = weak;
  f->placed = country[0] != '\0';
  f->former = former;
  f->code = country[0] || !weak ? role_code(work, country, sector, former) : "";
  const char *second = country[0] ? second_country(work, token, country) : "";
  if (second[0]) f->more[f->more_count++] = role_code(work, second, sector, former);
  else if (country[0]) add_coordinated(work, f, sector);
  f->origin = dl_row_origin(doc, n->agents, row);
  while (f->first > 0 && doc->tokens[f->first - 1].head == (int32_t)token && state_code(work, (int32_t)f->first - 1)[0]) {
    int32_t named = work->at[f->first - 1]; /* all of "South Korean" */
    f->first = named >= 0 && work->items[named].first < f->first ? work->items[named].first : f->first - 1;
  }
  work->at[token] = (int32_t)(work->count - 1);
  return end;
}

/* ---- persons and their titles ---- */

static int32_t role_at(const dl_names *work, int32_t token) {
  int32_t at = token >= 0 ? work->at[token] : -1;
  return at >= 0 && work->items[at].kind == DL_FOUND_ROLE ? at : -1;
}

/* The role noun that is a person's title or apposition. */
static int32_t title_of(const dl_names *work, const dl_found *person) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[person->head];
  bool link = t->rel == DL_REL_FLAT || t->rel == DL_REL_APPOS || t->rel == DL_REL_COMPOUND || t->rel == DL_REL_NMOD;
  int32_t above = link ? role_at(work, t->head) : -1;
  if (above >= 0 && (t->rel == DL_REL_FLAT || t->rel == DL_REL_APPOS || t->head < (int32_t)person->head) && strcmp(t->deprel, "nmod:poss") != 0 &&
      !has_case(doc, person->head, "of", "from", "to"))
    return above;
  const dl_sentence *s = &doc->sentences[t->sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    unsigned rel = doc->tokens[i].rel;
    if (doc->tokens[i].head == (int32_t)person->head && (rel == DL_REL_APPOS || rel == DL_REL_COMPOUND || (rel == DL_REL_NMOD && i < person->head)) &&
        strcmp(doc->tokens[i].deprel, "nmod:poss") != 0 && role_at(work, (int32_t)i) >= 0)
      return role_at(work, (int32_t)i);
  }
  return person->first > s->first ? role_at(work, (int32_t)person->first - 1) : -1; /* right before the name, whatever the tree says */
}

static void set_person(dl_names *work, uint32_t index) {
  dl_found *p = &work->items[index];
  int32_t at = title_of(work, p);
  const char *bare = at >= 0 ? work->items[at].code : "";
  if (at >= 0 && (strcmp(bare, work->items[at].sector) == 0 || strcmp(bare, "ELI") == 0)) { /* "Jordan's visiting King Abdullah": the country stands at the name */
    const char *country = country_of(work, p->head, work->items[at].first < p->first ? work->items[at].first : p->first);
    if (country[0]) work->items[at].code = role_code(work, country, work->items[at].sector, work->items[at].former);
  }
  if (at < 0) {
    if (!p->code[0]) { /* "Britain's Boris Johnson", "the Russian, Ivan Petrov" */
      const char *country = country_of(work, p->head, p->first);
      if (country[0]) p->code = country;
    }
    return;
  }
  dl_found *title = &work->items[at];
  p->title = at;
  bool whole = strlen(title->code) > 3;
  if (!p->code[0] || (whole && strncmp(p->code, title->code, 3) != 0) || (whole && title->former)) p->code = title->code;
  else if (p->code[0]) title->code = p->code; /* the table knows whose minister this is */
  if (title->end == p->first) { /* title and name are one mention, with one head */
    p->first = title->first;
    uint32_t head = work->doc->tokens[p->head].head == (int32_t)title->head ? title->head : p->head;
    work->at[title->head] = work->at[p->head] = (int32_t)index;
    p->head = head;
    title->gone = true;
  }
}

/* A role without a country belongs to the one state that its sentence names. */
static const char *only_country(const dl_names *work, uint32_t sentence) {
  const dl_sentence *s = &work->doc->sentences[sentence];
  const char *only = "";
  for (int pass = 0; pass < 2 && !only[0]; pass++) { /* states; where there is none, what belongs to one */
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
      int32_t at = work->at[i];
      if (at < 0 || work->items[at].gone || is_loose(work, i) || (work->items[at].kind > DL_FOUND_CAPITAL) != (pass == 1) || work->items[at].kind == DL_FOUND_ROLE) continue;
      const char *code = work->items[at].code;
      if (strlen(code) < 3 || (pass == 1 && (strlen(code) < 6 || strncmp(code, "IGO", 3) == 0 || strncmp(code, "NGO", 3) == 0 || strncmp(code, "IMG", 3) == 0))) continue;
      if (only[0] && strncmp(only, code, 3) != 0) return "";
      only = pass == 0 ? code : dl_arena_strndup(work->doc->arena, code, 3);
    }
  }
  return only;
}

/* The state whose government publishes the text ("UK Government"), or its office ("CENTCOM"). */
const char *dl_publisher(const dl_namer *namer, const dl_document *doc) {
  const char *source = dl_utf8_fold(doc->arena, doc->source, strlen(doc->source));
  char key[KEY];
  uint32_t row;
  for (; *source; source += strcspn(source, " "), source += *source == ' ') {
    size_t n = strcspn(source, " ");
    if (n == 0 || n >= sizeof key) continue;
    memcpy(key, source, n);
    key[n] = '\0';
    if (namer->countries && dl_table_find(namer->countries, key, &row)) return dl_table_cell(namer->countries, row, namer->country_code);
    if (!namer->organizations || !dl_table_find(namer->organizations, key, &row)) continue;
    const char *code = dl_table_cell(namer->organizations, row, namer->organization_code);
    if (strlen(code) == 6 && (!strcmp(code + 3, "MIL") || !strcmp(code + 3, "GOV"))) return dl_arena_strndup(doc->arena, code, 3);
  }
  return "";
}

static const char *last_word(const char *key) {
  const char *space = strrchr(key, ' ');
  return space ? space + 1 : key;
}

/* Are two roles the same: one noun ("foreign ministers ... the ministers"), or both a state's forces ("the Israeli military ... the army")? */
static bool same_role(const dl_document *doc, const dl_found *before, const dl_found *role) {
  bool plural = !strcmp(doc->tokens[role->head].xpos, "NNS");
  if (!strcmp(last_word(before->key), last_word(role->key))) return plural == !strcmp(doc->tokens[before->head].xpos, "NNS");
  bool definite = role->first > 0 && !strcmp(doc->tokens[role->first - 1].lower, "the");
  return definite && (!plural || role->weak) && !strcmp(before->sector, role->sector) && !strcmp(role->sector, "MIL");
}

/* "a former president" is none of those named before. */
static bool is_new(const dl_document *doc, const dl_found *role) {
  for (uint32_t i = role->head; i-- > doc->sentences[doc->tokens[role->head].sentence].first && role->head - i < 5;)
    if (doc->tokens[i].head == (int32_t)role->head && doc->tokens[i].rel == DL_REL_DET) return strstr(doc->tokens[i].feats, "Definite=Ind") != NULL;
  return false;
}

/* The code that the same role had before: "the Syrian regime ... the regime". */
static const char *code_before(const dl_names *work, const dl_found *role) {
  const dl_found *best = NULL;
  for (uint32_t i = 0; i < work->count; i++) {
    const dl_found *f = &work->items[i];
    if (f->kind != DL_FOUND_ROLE || f->head >= role->head || !same_role(work->doc, f, role) || strcmp(f->code, f->sector) == 0 || strlen(f->code) < 6) continue;
    bool exact = strcmp(f->key, role->key) == 0, best_exact = best && strcmp(best->key, role->key) == 0;
    if (!best || (exact && !best_exact) || (exact == best_exact && f->head > best->head)) best = f;
  }
  return best ? best->code : "";
}

/* How often the text behind its dateline names a state. */
static uint32_t times_named(const dl_names *work, const char *code) {
  uint32_t count = 0;
  for (uint32_t k = 0; k < work->count; k++) {
    const dl_found *f = &work->items[k];
    count += !f->gone && f->kind <= DL_FOUND_CAPITAL && !strcmp(f->code, code) && work->doc->tokens[f->first].begin >= work->doc->dateline.end;
  }
  return count;
}

/* The state that the document names most, other than `own`. */
static const char *foreign_state(const dl_names *work, const char *own) {
  const char *best = "";
  uint32_t most = 0;
  for (uint32_t i = 0; i < work->count; i++) {
    const dl_found *f = &work->items[i];
    if (f->gone || f->kind > DL_FOUND_CAPITAL || strlen(f->code) != 3 || !strcmp(f->code, own)) continue;
    uint32_t count = times_named(work, f->code);
    if (count > most) { best = f->code; most = count; }
  }
  return best;
}

/* Is a noun of that state: its name, or a role of its own ("Israeli troops")? */
static bool is_of_state(const dl_names *work, int32_t token, const char *state) {
  int32_t at = token >= 0 ? work->at[token] : -1;
  if (at < 0 || work->items[at].gone) return false;
  const dl_found *f = &work->items[at];
  if (f->kind == DL_FOUND_ROLE) { /* a regime may act on its own people, an opposition on its own government */
    const char *sector = strlen(f->code) > 3 ? f->code + 3 : "CVL";
    static const char at_home[] = "CVL OPP JUD COP CRM REB SEP "; /* courts judge, and armies fight, those of their own state */
    return f->placed && strncmp(f->code, state, 3) == 0 && strstr(at_home, dl_arena_strndup(work->doc->arena, sector, 3)) == NULL;
  }
  return strncmp(state_code(work, token), state, 3) == 0;
}

static bool is_between(const dl_names *work, const dl_found *role) {
  const dl_token *t = &work->doc->tokens[role->head];
  if (has_case(work->doc, role->head, "between", "between", "between")) return true;
  return t->rel == DL_REL_CONJ && t->head >= 0 && has_case(work->doc, (uint32_t)t->head, "between", "between", "between");
}

/* The word of a clause that the noun stands in: "mercenaries" in "killed dozens of soldiers and mercenaries" is part of the object "dozens". */
static uint32_t whole_of(const dl_document *doc, uint32_t noun) {
  for (int steps = 0; steps < 8 && doc->tokens[noun].head >= 0; steps++) {
    const dl_token *t = &doc->tokens[noun];
    bool counted = t->rel == DL_REL_NMOD && has_case(doc, noun, "of", "of", "of") && strcmp(t->deprel, "nmod:poss") != 0;
    if (t->rel != DL_REL_CONJ && !counted) break;
    noun = (uint32_t)t->head;
  }
  return noun;
}

/* Is a force of that state named beside the role, so that the role is another's: "soldiers and Russian mercenaries"? */
static bool is_beside(const dl_names *work, const dl_found *role, const char *state) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[role->head].sentence];
  for (uint32_t i = role->head + 1; i < s->first + s->count; i++) {
    int32_t at = work->at[i];
    bool joined = doc->tokens[i].rel == DL_REL_CONJ && doc->tokens[i].head == (int32_t)role->head;
    if (joined && at >= 0 && work->items[at].kind == DL_FOUND_ROLE && is_of_state(work, (int32_t)i, state)) return true;
  }
  return false;
}

/* Is that state the subject of a verb above: "Washington threatened to impose bans on officials"? */
static bool is_done_by(const dl_names *work, uint32_t noun, const char *state) {
  const dl_document *doc = work->doc;
  int32_t at = (int32_t)noun;
  for (int steps = 0; at >= 0 && steps < 8; steps++, at = doc->tokens[at].head) {
    const dl_sentence *s = &doc->sentences[doc->tokens[at].sentence];
    for (uint32_t i = s->first; doc->tokens[at].upos == DL_VERB && i < (uint32_t)at; i++)
      if (doc->tokens[i].head == at && doc->tokens[i].rel == DL_REL_NSUBJ) return is_of_state(work, (int32_t)i, state);
  }
  return false;
}

/* Does the role act on the state that its sentence names ("the army has accused Iran"), or that on it? Then it is not that state's. */
static bool is_opposed(const dl_names *work, const dl_found *role, const char *state) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[role->head];
  bool agent = t->rel == DL_REL_OBL && has_case(doc, role->head, "by", "from", "from");
  while (t->rel == DL_REL_NMOD && t->head >= 0 && has_case(doc, (uint32_t)(t - doc->tokens), "of", "of", "of"))
    t = &doc->tokens[t->head]; /* "supporters of the junta" act for it */
  if (t->head < 0) return false;
  if (has_case(doc, role->head, "against", "against", "against")) return true;
  if (is_beside(work, role, state)) return true;
  if (has_case(doc, role->head, "on", "on", "on") && is_done_by(work, role->head, state)) return true;
  if (is_between(work, role)) return true; /* "brokered a truce between the junta and rebels" */
  if (t->rel == DL_REL_CONJ || (t->rel == DL_REL_NMOD && has_case(doc, role->head, "with", "by", "by"))) return is_of_state(work, t->head, state);
  if (t->rel != DL_REL_NSUBJ && t->rel != DL_REL_OBJ && !agent) return false;
  const dl_sentence *s = &doc->sentences[t->sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const dl_token *part = &doc->tokens[whole_of(doc, i)];
    int32_t verb = part->head;
    if (verb >= 0 && verb != t->head && doc->tokens[verb].rel == DL_REL_CONJ) verb = doc->tokens[verb].head; /* "disputed it and accused Eritrea" */
    if (verb != t->head || i == role->head || !is_of_state(work, (int32_t)i, state)) continue;
    unsigned rel = part->rel;
    if ((agent || t->rel == DL_REL_OBJ) && rel == DL_REL_NSUBJ) return true;
    if (t->rel != DL_REL_NSUBJ) continue;
    if (rel == DL_REL_OBJ || rel == DL_REL_IOBJ || (rel == DL_REL_OBL && (has_case(doc, i, "against", "with", "on") || has_case(doc, i, "to", "at", "at")))) return true;
  }
  return false;
}

/* How often the text behind its dateline names the state, and persons and bodies of it. */
static uint32_t times_involved(const dl_names *work, const char *state) {
  uint32_t count = 0;
  for (uint32_t k = 0; k < work->count; k++) {
    const dl_found *f = &work->items[k];
    count += !f->gone && f->kind != DL_FOUND_ROLE && !strncmp(f->code, state, 3) && work->doc->tokens[f->first].begin >= work->doc->dateline.end;
  }
  return count;
}

/* Where the people of a text live that is dated from `home`: there, or in the state that it is about ("NAIROBI -" on South Sudan). */
static const char *scene(const dl_names *work, const char *home) {
  const char *other = "";
  uint32_t most = 0;
  for (uint32_t i = 0; i < work->count; i++) {
    const dl_found *f = &work->items[i];
    if (f->gone || f->kind > DL_FOUND_CAPITAL || strlen(f->code) != 3 || !strcmp(f->code, home)) continue;
    uint32_t count = times_involved(work, f->code);
    if (count > most) {
      other = f->code;
      most = count;
    }
  }
  return most >= OFTEN && most > 2 * times_involved(work, home) ? other : home;
}

/* The state of the rebels named before, where all are of one. */
static const char *rebels_before(const dl_names *work, const dl_found *role) {
  const char *code = "";
  for (uint32_t i = 0; i < work->count; i++) {
    const dl_found *f = &work->items[i];
    if (f->gone || (f->kind != DL_FOUND_ROLE && f->kind != DL_FOUND_ORGANIZATION) || f->head >= role->head) continue;
    if (strlen(f->code) < 6 || strncmp(f->code + 3, "REB", 3) != 0) continue;
    if (code[0] && strncmp(code, f->code, 6) != 0) return "";
    code = dl_arena_strndup(work->doc->arena, f->code, 6);
  }
  return code;
}

/* What lends a role without a country one: the states that its text is dated from, is about, and that its sentence names alone. */
typedef struct lenders { const char *own, *last, *there, *only; } lenders;

/* Is an armed band of the state that its sentence names: "rebels in Burundi", or rebels that fight that state? */
static bool is_of_scene(const dl_names *work, const dl_found *f, const char *only) {
  bool internal = dl_is_pronoun_class(work->namer, last_word(f->key), "internal") && !is_between(work, f) && work->doc->tokens[f->head].rel != DL_REL_CONJ;
  return only[0] && (internal || !is_opposed(work, f, only));
}

/* Does the sentence name the state by nothing but a force of it, which is another than the role: "rebels said they had killed Russian mercenaries"? */
static bool only_as_force(const dl_names *work, const dl_found *role, const char *state) {
  const dl_sentence *s = &work->doc->sentences[work->doc->tokens[role->head].sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    int32_t at = work->at[i], over = work->doc->tokens[i].head, force = over >= 0 ? work->at[over] : -1;
    if (at < 0 || work->items[at].gone || strcmp(state_code(work, (int32_t)i), state) != 0 || work->items[at].kind == DL_FOUND_ROLE) continue;
    bool armed = force >= 0 && over != (int32_t)role->head && work->items[force].kind == DL_FOUND_ROLE && strstr("MIL UAF ", work->items[force].sector);
    if (work->items[at].kind != DL_FOUND_DEMONYM || !armed || !work->items[force].sector[0]) return false;
  }
  return true;
}

/* The state of a role that acts on the only state of its sentence: what the text is mostly about, else where it is dated. */
static const char *state_opposite(const dl_names *work, const lenders *from) {
  if (!strcmp(from->last, from->only)) return "";
  const char *most = foreign_state(work, from->only);
  bool often = times_named(work, most) >= OFTEN && times_named(work, most) > times_named(work, from->last);
  const char *other = often ? most : from->last;
  return strlen(other) == 3 ? other : "";
}

/* The code that the role has with a country of its surroundings; its own where there is none. */
static const char *lent_code(const dl_names *work, const dl_found *f, const char *sector, bool former, const lenders *from) {
  static const char home[] = "GOV GOVMIL MIL COP SPY JUD LEG OPP ELI ", bands[] = "REB SEP UAF LAB REL ";
  bool role = f->kind == DL_FOUND_ROLE, band = role && strstr(bands, sector) != NULL, armed = band && is_of_scene(work, f, from->only);
  bool public = former || strstr(home, sector) != NULL || (role && strcmp(f->sector, "CVL") == 0);
  const char *lent = from->only[0] ? from->only : from->there;
  const char *before = role && !is_new(work->doc, f) ? code_before(work, f) : "";
  if (role && !from->only[0] && from->own[0] && !before[0] && !strcmp(f->key, "regime")) lent = foreign_state(work, from->own); /* none calls its own so */
  if (!before[0] && band && !armed && !strcmp(sector, "REB")) before = rebels_before(work, f);
  if (before[0]) return before;
  if (role && !from->only[0] && dl_is_pronoun_class(work->namer, work->doc->tokens[f->head].lower, "abroad")) return f->code;
  if (armed && from->there[0] && only_as_force(work, f, from->only)) lent = from->there;
  if (public && from->only[0] && is_opposed(work, f, from->only)) lent = state_opposite(work, from);
  else if (!public && !armed) lent = "";
  return strlen(lent) == 3 ? dl_arena_printf(work->doc->arena, "%s%s", lent, former ? "ELI" : sector) : f->code;
}

static void lend_countries(dl_names *work) {
  lenders from = {.own = dl_publisher(work->namer, work->doc)};
  from.last = from.own;
  for (uint32_t i = 0; i < work->doc->dateline.end && !from.last[0] && i < work->doc->token_count; i++)
    if (work->doc->tokens[i].begin >= work->doc->dateline.begin && work->doc->tokens[i].end <= work->doc->dateline.end) from.last = state_code(work, (int32_t)i);
  from.there = from.own[0] ? from.last : scene(work, from.last);
  for (uint32_t s = 0; s < work->doc->sentence_count; s++) {
    const dl_sentence *sentence = &work->doc->sentences[s];
    from.only = only_country(work, s);
    for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++) {
      int32_t at = work->at[t];
      dl_found *f = at >= 0 ? &work->items[at] : NULL;
      if (f && !f->gone && f->kind == DL_FOUND_ROLE && f->weak && !f->code[0] && !f->former) f->code = code_before(work, f); /* "soldiers seized ... the officers" */
      if (!f || f->gone || strlen(f->code) == 0) continue;
      const char *sector = f->kind == DL_FOUND_PERSON && f->title >= 0 ? work->items[f->title].sector : f->sector;
      bool former = f->former || (f->title >= 0 && work->items[f->title].former);
      if (sector[0] && (strcmp(f->code, sector) == 0 || (former && strcmp(f->code, "ELI") == 0))) f->code = lent_code(work, f, sector, former, &from);
    }
    if (from.only[0] && !from.last[0]) from.last = from.there = from.only;
  }
}

/* "Ethnic Albanians in Serbia" live in Serbia: the state that the phrase, else the sentence, names. */
static void place_ethnic(dl_names *work, dl_found *f) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[f->head].sentence];
  const char *home = "", *own = f->code;
  if (!strcmp(doc->tokens[f->head].xpos, "NNPS")) { /* "the Albanians of Serbia" */
    for (uint32_t i = f->end; i < s->first + s->count; i++) {
      bool of = doc->tokens[i].head == (int32_t)f->head && doc->tokens[i].rel == DL_REL_NMOD && has_case(doc, i, "of", "of", "of");
      if (of && strlen(state_code(work, (int32_t)i)) == 3) f->code = state_code(work, (int32_t)i);
    }
  }
  if (f->first <= s->first || strcmp(dl_pronoun_class(work->namer, doc->tokens[f->first - 1].lower), "ethnic") != 0) return;
  for (uint32_t i = f->end; i < s->first + s->count && !home[0]; i++)
    if (doc->tokens[i].head == (int32_t)f->head && doc->tokens[i].rel == DL_REL_NMOD && has_case(doc, i, "of", "in", "from")) home = state_code(work, (int32_t)i);
  for (uint32_t i = s->first; i < s->first + s->count && !home[0]; i++) {
    const char *code = state_code(work, (int32_t)i);
    if (strlen(code) == 3 && strncmp(code, own, 3) != 0 && work->items[work->at[i]].kind != DL_FOUND_DEMONYM) home = code;
  }
  if (home[0]) f->code = home;
}

/* "The Czech and the Slovak prime minister": the first demonym bears the office of the second. */
static void share_role(dl_names *work, const dl_found *role) {
  const dl_token *t = &work->doc->tokens[role->head];
  int32_t at = t->rel == DL_REL_CONJ && t->head >= 0 ? work->at[t->head] : -1;
  if (at < 0 || !role->placed || strcmp(t->xpos, "NNS") == 0) return;
  dl_found *first = &work->items[at];
  if (first->gone || first->kind != DL_FOUND_DEMONYM || !strcmp(work->doc->tokens[first->head].xpos, "NNPS")) return;
  first->kind = DL_FOUND_ROLE;
  first->code = role_code(work, first->code, role->sector, role->former);
  first->sector = role->sector;
  first->key = role->key;
  first->placed = true;
}

void dl_find_roles(dl_names *work) {
  for (uint32_t i = 0; i < work->count; i++)
    if (work->items[i].kind == DL_FOUND_DEMONYM && !work->items[i].gone) place_ethnic(work, &work->items[i]);
  dl_document *doc = work->doc;
  uint32_t next = 0; /* behind the words of "secretary of state" */
  for (uint32_t i = 0; work->namer->agents && i < doc->token_count; i++) {
    if (i < next) continue;
    if (doc->tokens[i].upos == DL_NOUN || doc->tokens[i].upos == DL_PROPN || (is_noun(&doc->tokens[i]) && work->at[i] < 0 && doc->tokens[i].rel != DL_REL_AMOD))
      next = add_role(work, i);
  }
  uint32_t count = work->count;
  for (uint32_t i = 0; i < count; i++)
    if (work->items[i].kind == DL_FOUND_ROLE && !work->items[i].gone) share_role(work, &work->items[i]);
  for (uint32_t i = 0; i < count; i++)
    if (work->items[i].kind == DL_FOUND_PERSON && !work->items[i].gone) set_person(work, i);
  lend_countries(work);
}
