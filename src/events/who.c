#include "events/who.h"

#include <string.h>

#include "base/buffer.h"
#include "base/order.h"

#define P DL_PART

static inline void name(dl_evidence *e, dl_part a, dl_part b, dl_part c, dl_part d) {
  dl_evidence_join(e, a, b, c, d);
}

dl_part dl_words_name(dl_words words) {
  const dl_part names[] = {[DL_NOBODY] = P("nobody"), [DL_UNSAID] = P("unsaid"),   [DL_STATE_NAME] = P("state"),
                           [DL_NAME] = P("name"),     [DL_NOUN_WORDS] = P("noun"), [DL_PRONOUN] = P("pronoun")};
  return names[words];
}

/* The place of the first limit that a value lies below; behind the last one there is no limit. */
static unsigned step_of(float value, const float *limits, unsigned count) {
  unsigned k = 0;
  while (k < count && !(value < limits[k])) k++;
  return k;
}

dl_part dl_mentions_name(uint32_t count) {
  static const float limits[] = {2, 4, 8};
  const dl_part names[] = {P("once"), P("twice"), P("often"), P("most often")};
  return names[step_of((float)count, limits, 3)];
}

dl_part dl_likely_name(float p) {
  static const float limits[] = {0.003f, 0.01f, 0.03f, 0.1f, 0.25f, 0.5f, 0.75f, 0.9f, 0.97f};
  const dl_part names[] = {P("never"),      P("hardly ever"), P("seldom"), P("perhaps"),     P("a quarter"),
                           P("below half"), P("above half"),  P("likely"), P("very likely"), P("surely")};
  return names[step_of(p, limits, 9)];
}

/* ---- where states are named ---- */

enum { NOT_LOOKED_FOR = -2 };

int dl_named_place(const dl_coding *work, dl_code country) {
  for (uint32_t k = 0; k < work->named_count; k++)
    if (work->named[k].country == country) return (int)k;
  return -1;
}

static dl_code country_at(const dl_document *doc, uint32_t token) {
  const dl_mention *m = dl_mention_headed(doc, (int32_t)token);
  if (!m) return 0;
  const dl_entity *e = &doc->entities[m->entity];
  bool place = e->place && e->place->country && !dl_in(e->type, DL_SET(DL_PER) | DL_SET(DL_ORG));
  return place ? e->place->country : e->country;
}

#define NO_ROLE "a name"

/* The role that stands beside a name: "Mayor Khan", "Khan, the mayor"; its own lemma of what is no name. */
static const char *role_word(const dl_coding *work, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  if (head < 0) return "-";
  if (tokens[head].upos != DL_PROPN) return dl_key_lemma(work, head);
  for (int32_t c = dl_first(work->doc, head); c >= 0; c = dl_sibling(work->doc, c))
    if (tokens[c].upos == DL_NOUN && dl_in(tokens[c].rel, DL_RELS(APPOS, COMPOUND, FLAT, NMOD)))
      return dl_key_lemma(work, c);
  return NO_ROLE;
}

/* Of whom else the text says that he is the same: "the foreign minister" above, "Chad's foreign minister" below. */
static void find_roles(dl_coding *work) {
  dl_homes *h = &work->homes;
  const dl_document *doc = work->doc;
  h->roles.arena = doc->arena;
  for (uint32_t i = 0; i < doc->mention_count; i++) {
    const dl_mention *m = &doc->mentions[i];
    const dl_entity *e = &doc->entities[m->entity];
    int place = e->sector && e->type != DL_GPE ? dl_named_place(work, e->country) : -1;
    const char *word = place >= 0 && m->form != DL_PRO ? role_word(work, (int32_t)m->head) : NO_ROLE;
    if (strcmp(word, NO_ROLE) != 0) *dl_map_put(&h->roles, word, strlen(word)) |= 1u << place;
  }
}

static const dl_homes *homes_of(dl_coding *work) {
  dl_homes *h = &work->homes;
  const dl_document *doc = work->doc;
  if (h->at) return h;
  h->at = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *h->at);
  h->clause = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *h->clause);
  memset(h->clause, NOT_LOOKED_FOR, doc->token_count + 1);
  h->last = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *h->last);
  h->sentence = dl_arena_alloc(doc->arena, (doc->sentence_count + 1) * sizeof *h->sentence);
  h->bonds = dl_arena_alloc(doc->arena, (doc->entity_count + 1) * sizeof *h->bonds);
  int32_t last = -1;
  for (uint32_t t = 0; t < doc->token_count; t++) {
    dl_code country = country_at(doc, t);
    uint32_t sentence = doc->tokens[t].sentence;
    bool near = last >= 0 && doc->tokens[last].sentence + 1 >= sentence;
    h->last[t] = near ? last : -1;
    h->at[t] = (int8_t)dl_named_place(work, country);
    if (country) last = (int32_t)t;
    if (h->at[t] < 0) continue;
    h->sentence[sentence] |= (uint8_t)(1u << h->at[t]);
    if (doc->tokens[t].end <= doc->dateline.end) h->dateline |= (uint8_t)(1u << h->at[t]);
  }
  find_roles(work);
  return h;
}

bool dl_is_named_in(dl_coding *work, uint32_t sentence, int32_t but, int place) {
  const dl_homes *h = homes_of(work);
  const dl_sentence *s = &work->doc->sentences[sentence];
  if (place < 0 || !(h->sentence[sentence] >> place & 1)) return false;
  if (but < 0 || work->doc->tokens[but].sentence != sentence || h->at[but] != place) return true;
  for (uint32_t t = s->first; t < dl_sentence_end(s); t++)
    if ((int32_t)t != but && h->at[t] == place) return true;
  return false;
}

dl_part dl_rank_name(const dl_coding *work, int place) {
  if (place < 0) return work->named_count < DL_NAMED ? P("unnamed") : P("later");
  if (work->named[place].entity < 0) return P("not in the text");
  return place == 0 ? P("first") : place == 1 ? P("second") : place == 2 ? P("third") : P("later");
}

static dl_part share_name(uint32_t part, uint32_t whole) {
  static const float limits[] = {1, 2, 4, 6, 9}; /* tenths */
  const dl_part names[] = {P("below a tenth"), P("a tenth"),    P("two tenths"),
                           P("four tenths"),   P("six tenths"), P("all")};
  uint32_t tenths = 10 * part / (whole ? whole : 1);
  return names[step_of((float)tenths, limits, 5)];
}

dl_part dl_amount_name(const dl_coding *work) {
  static const float limits[] = {3, 6, 12};
  const dl_part names[] = {P("few states"), P("some states"), P("states"), P("many states")};
  return names[step_of((float)work->named_total, limits, 3)];
}

/* Of what is no state the body itself. */
static dl_part body_name(dl_code country, char text[DL_CODE_SIZE]) {
  if (!country) return P("none");
  if (country == DL_SEVERAL) return P("several");
  return dl_is_body(country) ? dl_part_of(dl_code_write(country, text)) : P("a state");
}

dl_part dl_file_name(const dl_document *doc, const dl_participant *party, char text[DL_FILE_NAME]) {
  const dl_mention *m = party && party->mention >= 0 ? &doc->mentions[party->mention] : NULL;
  const char *origin = m && m->form != DL_PRO ? m->origin : ""; /* a pronoun's is what explain tells of it */
  const char *slash = strrchr(origin, '/'), *from = slash ? slash + 1 : origin;
  size_t size = strcspn(from, ".:");
  if (size == 0) return P("-");
  dl_put_text(text, DL_FILE_NAME, from, size);
  return dl_part_of(text);
}

/* ---- what binds somebody to a state ---- */

/* Stands the state at a word, or at one right below it? How, by the word's relation; NULL. */
static const char *phrase_at(const dl_document *doc, const dl_homes *h, int32_t word, int place) {
  if (h->at[word] == place) return dl_deprel_name(doc->tokens[word].deprel);
  for (int32_t k = dl_first(doc, word); k >= 0; k = dl_sibling(doc, k))
    if (h->at[k] == place) return "inside";
  return NULL;
}

/* How the state's name stands in the phrase of a word, or in one that it belongs to: "the Kenyan police", "police of
 * Kenya"; NULL: not at all. */
static const char *phrase_of(dl_coding *work, int32_t head, int place) {
  const dl_homes *h = homes_of(work);
  const dl_document *doc = work->doc;
  const dl_token *tokens = doc->tokens;
  if (!dl_is_named_in(work, tokens[head].sentence, head, place)) return NULL;
  for (int32_t c = dl_first_by(doc, head, ~DL_RELS(CONJ)); c >= 0; c = dl_next_by(doc, c, ~DL_RELS(CONJ))) {
    const char *found = phrase_at(doc, h, c, place);
    if (found) return found;
  }
  int32_t over = tokens[head].head;
  if (over >= 0 && h->at[over] == place) return tokens[head].rel == DL_REL_CONJ ? "listed with" : "of it";
  for (int32_t c = dl_first_by(doc, head, DL_RELS(CONJ)); c >= 0; c = dl_next_by(doc, c, DL_RELS(CONJ)))
    if (h->at[c] == place) return "listed with";
  return NULL;
}

/* The state of a phrase that says where: of its noun behind a preposition, or of a name that tells which; -1. */
static int8_t phrase_place(const dl_document *doc, const dl_homes *h, int32_t phrase) {
  if (h->at[phrase] >= 0 && dl_has_any_case(doc, phrase)) return h->at[phrase];
  for (int32_t k = dl_first_by(doc, phrase, DL_RELS(NMOD, APPOS)); k >= 0; k = dl_next_by(doc, k, DL_RELS(NMOD, APPOS)))
    if (h->at[k] >= 0) return h->at[k];
  return -1;
}

/* The state that the word's clause names as its place, "protesters stormed the palace in Sri Lanka": its place in
 * dl_coding.named, -1. */
static int8_t find_clause_place(const dl_coding *work, int32_t head) {
  const dl_document *doc = work->doc;
  const dl_token *tokens = doc->tokens;
  int32_t at = tokens[head].head;
  for (int steps = 0; at >= 0 && steps < 4; steps++, at = tokens[at].head)
    for (int32_t c = dl_first_by(doc, at, DL_RELS(OBL, NMOD)); c >= 0; c = dl_next_by(doc, c, DL_RELS(OBL, NMOD))) {
      int8_t place = c != head ? phrase_place(doc, &work->homes, c) : -1;
      if (place >= 0) return place;
    }
  return -1;
}

/* The same, looked for once. */
static int8_t clause_place(dl_coding *work, int32_t head) {
  int8_t *kept = &homes_of(work)->clause[head];
  if (*kept == NOT_LOOKED_FOR) *kept = find_clause_place(work, head);
  return *kept;
}

enum { LOOKED_AT = 12 }; /* mentions of an entity that are looked at: the first ones */

typedef struct bond {
  const char *phrase;             /* how the state's name stands in the phrase of one of the mentions, NULL */
  uint8_t phrases, company, last; /* mentions so, in whose sentence it is named, before which it is the last named */
  bool first;                     /* the first mention is one of those with company */
} bond;

typedef struct dl_bonds {
  uint32_t looked_at;
  bool sounds; /* a person whose name sounds of somewhere, by `sound` of each state */
  float sound[DL_NAMED];
  bond states[DL_NAMED];
} dl_bonds;

/* What one mention adds to the bonds with all states. */
static void count_bonds(dl_coding *work, dl_bonds *bonds, uint32_t index, int32_t head) {
  const dl_homes *h = homes_of(work);
  int32_t last = h->last[head];
  uint32_t sentence = work->doc->tokens[head].sentence;
  for (uint32_t k = 0; k < work->named_count; k++) {
    bond *b = &bonds->states[k];
    if (last >= 0 && h->at[last] == (int)k) b->last++;
    if (!dl_is_named_in(work, sentence, head, (int)k)) continue;
    const char *phrase = phrase_of(work, head, (int)k);
    b->company++;
    b->first |= index == 0;
    if (phrase && !b->phrase) b->phrase = phrase;
    b->phrases += phrase != NULL;
  }
}

static const dl_bonds *bonds_of(dl_coding *work, int32_t entity) {
  const dl_homes *h = homes_of(work);
  const dl_document *doc = work->doc;
  if (entity < 0) return NULL;
  if (h->bonds[entity]) return h->bonds[entity];
  const dl_entity *e = &doc->entities[entity];
  dl_bonds *made = h->bonds[entity] = dl_arena_alloc(doc->arena, sizeof *made);
  made->looked_at = e->mention_count < LOOKED_AT ? e->mention_count : LOOKED_AT;
  float vector[DL_ORIGIN_WIDTH];
  made->sounds = e->type == DL_PER && e->named && dl_origin_of(&work->coder->origins, e->name, vector);
  for (uint32_t k = 0; made->sounds && k < work->named_count; k++)
    made->sound[k] = dl_origin_score(&work->coder->origins, vector, work->named[k].country);
  for (uint32_t i = 0; i < made->looked_at; i++)
    count_bonds(work, made, i, (int32_t)doc->mentions[e->mentions[i]].head);
  return made;
}

/* How a person's name sounds of a state, beside the likeliest of the others that the text names. */
static void add_sound(const dl_coding *work, const dl_bonds *bonds, dl_part kind, int place, dl_evidence *e) {
  float other = -1e30f;
  if (!bonds->sounds || work->named_count < 2) return;
  for (uint32_t k = 0; k < work->named_count; k++)
    if ((int)k != place && bonds->sound[k] > other) other = bonds->sound[k];
  static const float limits[] = {-2, -0.7f, 0, 0.7f, 2}; /* of how much less */
  const dl_part names[] = {P("much more"),     P("more"), P("a little more"),
                           P("a little less"), P("less"), P("much less")};
  dl_part sounds = names[step_of(other - bonds->sound[place], limits, 5)];
  name(e, kind, P("sounds"), sounds, P(""));
  name(e, kind, P("sounds"), sounds, dl_rank_name(work, place));
}

static dl_part part_name(uint32_t part, uint32_t whole) {
  return part == 0 ? P("never") : 2 * part < whole ? P("seldom") : part < whole ? P("mostly") : P("always");
}

static dl_part yes_or_no(bool yes) {
  return yes ? P("yes") : P("no");
}

/* What binds all mentions of the entity to a state. */
static void add_entity_bonds(const dl_coding *work, const dl_bonds *bonds, dl_part kind, int place, dl_evidence *e) {
  const bond *b = &bonds->states[place];
  dl_part often = bonds->looked_at < 2 ? P("once") : P("often");
  name(e, kind, P("some phrase"), b->phrase ? dl_part_of(b->phrase) : P("none"), P(""));
  name(e, kind, P("some phrases"), part_name(b->phrases, bonds->looked_at), often);
  name(e, kind, P("beside it"), part_name(b->company, bonds->looked_at), often);
  name(e, kind, P("mostly last before"), part_name(b->last, bonds->looked_at), often);
  add_sound(work, bonds, kind, place, e);
  name(e, kind, P("at first beside it"), yes_or_no(b->first), dl_rank_name(work, place));
}

/* Of those who are called so, who are of the state. */
static void add_called_so(dl_coding *work, int32_t head, dl_part kind, int place, dl_evidence *e) {
  const char *word = role_word(work, head);
  uint32_t others = dl_map_get(&homes_of(work)->roles, word, strlen(word)), own = others & 1u << place;
  dl_part same = !others ? P("none") : others == own ? P("all its") : own ? P("some its") : P("another's");
  name(e, kind, P("others so called"), same, P(""));
  name(e, kind, P("others so called"), same, dl_rank_name(work, place));
}

/* Of words of somebody of the state: by which pronouns. */
static void add_spoken(const dl_coding *work, int32_t head, dl_part kind, dl_evidence *e) {
  const dl_token *tokens = work->doc->tokens;
  bool pronoun = tokens[head].upos == DL_PRON;
  name(e, kind, P("who speaks"), pronoun ? dl_part_of(tokens[head].lower) : P("-"), P(""));
  for (int32_t c = dl_first(work->doc, head); c >= 0; c = dl_sibling(work->doc, c))
    if (tokens[c].upos == DL_PRON) name(e, kind, P("who speaks of"), dl_part_of(tokens[c].lower), P(""));
}

/* What binds the words at hand, and their entity, to a state. */
static void add_bonds(dl_coding *work, const dl_participant *party, int32_t head, dl_part kind, int place,
                      dl_evidence *e) {
  const dl_homes *h = homes_of(work);
  const dl_bonds *bonds = bonds_of(work, party->entity);
  dl_part rank = dl_rank_name(work, place);
  if (bonds) add_entity_bonds(work, bonds, kind, place, e);
  if (head < 0) return;
  add_called_so(work, head, kind, place, e);
  const char *phrase = phrase_of(work, head, place);
  int32_t last = h->last[head], speaker = work->speaker[head];
  uint32_t sentence = work->doc->tokens[head].sentence;
  bool here = dl_is_named_in(work, sentence, head, place);
  bool just = sentence > 0 && dl_is_named_in(work, sentence - 1, -1, place);
  dl_part where = here ? P("in the sentence") : just ? P("in the sentence before") : P("elsewhere");
  dl_part just_last = yes_or_no(last >= 0 && h->at[last] == place);
  name(e, kind, P("phrase"), phrase ? dl_part_of(phrase) : P("none"), P(""));
  name(e, kind, where, P(""), P(""));
  name(e, kind, where, rank, P(""));
  name(e, kind, P("last before"), just_last, here ? P("here") : P(""));
  name(e, kind, P("last before"), just_last, rank);
  int8_t there = clause_place(work, head);
  dl_part scene = there == place ? P("there") : P("elsewhere");
  if (there >= 0) name(e, kind, P("clause"), scene, P(""));
  if (there >= 0) name(e, kind, P("clause"), scene, rank);
  if (speaker >= 0 && h->at[speaker] == place) add_spoken(work, head, kind, e);
}

/* The modifiers of a noun: "other countries", "European observers". */
static void add_modifiers(const dl_coding *work, int32_t head, dl_part kind, dl_evidence *e) {
  const dl_token *tokens = work->doc->tokens;
  if (head < 0 || tokens[head].upos == DL_PROPN) return;
  const uint64_t rels = DL_RELS(AMOD, DET);
  for (int32_t c = dl_first_by(work->doc, head, rels); c >= 0 && c < head; c = dl_next_by(work->doc, c, rels))
    name(e, kind, P("with"), dl_part_of(tokens[c].lower), P(""));
}

/* Mentions of the state that are not the entity's own. */
static uint32_t count_others(const dl_coding *work, const dl_participant *party, const dl_named *n) {
  const dl_document *doc = work->doc;
  uint32_t own = 0;
  if (party->entity < 0 || doc->entities[party->entity].country != n->country) return n->count;
  const dl_entity *e = &doc->entities[party->entity];
  for (uint32_t i = 0; i < e->mention_count; i++) own += doc->mentions[e->mentions[i]].form == DL_NAM;
  return own < n->count ? n->count - own : 0;
}

/* Words of a name: a surname alone, or more. */
static dl_part length_name(const dl_document *doc, const dl_participant *party) {
  if (party->mention < 0) return P("-");
  const dl_mention *m = &doc->mentions[party->mention];
  return m->form != DL_NAM ? P("no name") : m->end_token - m->first_token < 2 ? P("short") : P("full");
}

/* "kept state", "home noun instead": two parts as one. */
static dl_part joined(dl_part a, dl_part b, dl_part c, char text[DL_FILE_NAME]) {
  size_t used = dl_put_text(text, DL_FILE_NAME, a.text, a.size);
  used += dl_put_text(text + used, DL_FILE_NAME - used, " ", 1);
  used += dl_put_text(text + used, DL_FILE_NAME - used, b.text, b.size);
  dl_put_text(text + used, DL_FILE_NAME - used, c.text, c.size);
  return dl_part_of(text);
}

static dl_part type_of(const dl_document *doc, const dl_participant *party) {
  return dl_part_of(party->entity >= 0 ? dl_entity_type_name(doc->entities[party->entity].type) : "-");
}

/* Is the state that of the text's outlet? "" where that is not known. */
static dl_part outlet_name(const dl_coding *work, dl_code country) {
  return !work->outlet ? P("") : country == work->outlet ? P("outlet's own") : P("not the outlet's");
}

/* What speaks for leaving a party's country as names have it. */
static void add_kept(dl_coding *work, const dl_participant *party, int32_t head, dl_part words, dl_code known,
                     dl_evidence *e) {
  const dl_document *doc = work->doc;
  char file_text[DL_FILE_NAME], kind_text[DL_FILE_NAME], body[DL_CODE_SIZE];
  dl_part is = known ? P("kept") : P("unknown"), amount = dl_amount_name(work),
          file = dl_file_name(doc, party, file_text);
  name(e, is, words, type_of(doc, party), file);
  name(e, is, words, amount, P(""));
  name(e, is, P("words"), dl_part_of(role_word(work, head)), P(""));
  name(e, is, P("sector"), dl_part_of(DL_CODE_TEXT(party->sector)), words);
  add_modifiers(work, head, is, e);
  if (work->outlet) {
    name(e, is, outlet_name(work, known), words, P(""));
    name(e, is, outlet_name(work, known), words, file);
  }
  if (!known || known == DL_SEVERAL) return;
  int place = dl_named_place(work, known);
  const dl_named *own = place < 0 ? NULL : &work->named[place];
  dl_part rank = dl_rank_name(work, place), length = length_name(doc, party);
  name(e, is, words, body_name(known, body), file);
  name(e, is, words, rank, amount);
  name(e, is, P("share by name"), own && own->firm ? share_name(own->firm, work->named_firm) : P("none"), words);
  name(e, is, P("share"), own ? share_name(own->count, work->named_total) : P("none"), words);
  name(e, is, file, rank, words);
  bool former = dl_code_rest(party->code) == DL_CODE_ELI;
  if (!strcmp(file.text, "people"))
    name(e, is, former ? P("held") : P("holds"), doc->date[0] ? P("that day") : P("some day"), words);
  uint32_t others = own ? count_others(work, party, own) : 0;
  dl_part besides = others == 0 ? P("never") : dl_mentions_name(others);
  name(e, is, file, length, former ? P("former") : P(""));
  name(e, is, file, length, rank);
  name(e, is, P("named besides"), besides, words);
  name(e, is, P("named besides"), besides, file);
  if (place >= 0) add_bonds(work, party, head, joined(is, words, P(""), kind_text), place, e);
}

/* What speaks for a state of somebody, besides where the text names it. */
static void add_home(dl_coding *work, const dl_participant *party, int32_t head, dl_part words, dl_code known,
                     int state, dl_evidence *e) {
  const dl_document *doc = work->doc;
  char file[DL_FILE_NAME], kind[DL_FILE_NAME], text[DL_CODE_SIZE];
  dl_part rank = dl_rank_name(work, state), body = body_name(known, text);
  name(e, P("home"), words, P("instead of"), body);
  name(e, P("home"), P("instead of"), body, type_of(doc, party));
  name(e, P("home"), P("instead of"), body, dl_file_name(doc, party, file));
  name(e, P("home"), rank, P("words"), dl_part_of(role_word(work, head)));
  name(e, P("home"), rank, P("sector"), dl_part_of(party->sector ? DL_CODE_TEXT(party->sector) : "-"));
  if (party->entity >= 0)
    name(e, P("home"), rank, P("named"), dl_mentions_name(doc->entities[party->entity].mention_count));
  add_modifiers(work, head, P("home"), e);
  if (work->outlet) {
    dl_part outlet = outlet_name(work, work->named[state].country);
    name(e, P("home"), outlet, type_of(doc, party), words);
    name(e, P("home"), outlet, P("instead of"), body);
    name(e, P("home"), outlet, P("words"), dl_part_of(role_word(work, head)));
  }
  add_bonds(work, party, head, joined(P("home"), words, known ? P(" instead") : P(""), kind), state, e);
}

void dl_home_evidence(dl_coding *work, const dl_participant *party, int32_t head, dl_words as, dl_code known, int state,
                      dl_evidence *e) {
  const dl_document *doc = work->doc;
  dl_part words = dl_words_name(as);
  dl_evidence_begin(e, work->told);
  if (state < 0) {
    if (party) add_kept(work, party, head, words, known, e);
    return;
  }
  const dl_named *n = &work->named[state];
  dl_part rank = dl_rank_name(work, state);
  name(e, P("home"), words, rank, dl_amount_name(work));
  name(e, P("home"), words, P("share"), share_name(n->count, work->named_total));
  name(e, P("home"), words, P("share by name"), n->firm ? share_name(n->firm, work->named_firm) : P("none"));
  if (work->outlet) name(e, P("home"), words, outlet_name(work, n->country), rank);
  if (!n->count) {
    if (party) add_home(work, party, head, words, known, state, e);
    return;
  }
  if (n->first < dl_sentence_end(&doc->sentences[0]) || doc->sentences[doc->tokens[n->first].sentence].headline)
    name(e, P("home"), words, P("in the first sentence"), P(""));
  if (homes_of(work)->dateline >> state & 1) name(e, P("home"), words, P("dateline"), P(""));
  if (party) add_home(work, party, head, words, known, state, e);
}
