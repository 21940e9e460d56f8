/* Whose the role nouns without a country are ("the army", "rebels"): the state of the sentence, of the same role
 * before, or of the text. */
#include <string.h>

#include "actors/actors.h"
#include "base/fold.h"
#include "base/utf8.h"

enum { KEY = 160, OFTEN = 3 };

/* Does the name only tell who says it, or where ("according to a group in Dakar", "he said in Cotonou")? */
static bool is_of_speaker(const dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  int32_t at = (int32_t)token;
  for (int steps = 0; at >= 0 && steps < 5; steps++, at = doc->tokens[at].head) {
    if (dl_case_is(doc, (uint32_t)at, "according")) return true;
    bool place =
        doc->tokens[at].rel == DL_REL_OBL && doc->tokens[at].head >= 0 && dl_case_is(doc, (uint32_t)at, "in|from|at");
    if (place && dl_noun_is(work->namer, doc->tokens[doc->tokens[at].head].lemma, DL_NOUNS(SAYING))) return true;
  }
  return false;
}

/* The code of a name; of a surname alone that of who bore it before. */
static dl_code known_code(const dl_names *work, const dl_found *f) {
  if (f->code || f->kind != DL_FOUND_PERSON || strchr(f->name, ' '))
    return f->kind == DL_FOUND_PLACE ? f->land : f->code;
  return dl_code_of_surname(work, f->name, f->head);
}

/* Does a name of that code speak for a state, though it is none: an office or a person of it, no news agency? */
static bool is_of_one_state(dl_code code) {
  return !dl_sector_in(dl_code_first(code), DL_BODIES | DL_SECTOR(GOV)) &&
         !dl_sector_in(dl_code_second(code), DL_SECTOR(NONE) | DL_SECTOR(MED));
}

/* The code that a name lends to the roles of its sentence: a state's, or where `states` is false the state of what
 * belongs to one; 0. */
static dl_code lendable(const dl_names *work, uint32_t token, bool states) {
  const dl_found *f = dl_found_at(work, (int32_t)token);
  if (!f || f->kind == DL_FOUND_ROLE || (f->kind <= DL_FOUND_CAPITAL) != states || dl_is_loose(work, token)) return 0;
  dl_code code = known_code(work, f);
  if (!code || is_of_speaker(work, token)) return 0;
  if (states) return code;
  return f->kind == DL_FOUND_PLACE || is_of_one_state(code) ? dl_code_first(code) : 0;
}

/* A role without a country belongs to the one state that its sentence names; where it names none, to that of what
 * belongs to one. */
static dl_code only_country(const dl_names *work, uint32_t sentence) {
  const dl_sentence *s = &work->doc->sentences[sentence];
  dl_code only = 0;
  for (int states = 1; states >= 0 && !only; states--) {
    for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
      dl_code code = lendable(work, i, states);
      if (only && code && dl_code_first(only) != dl_code_first(code)) return 0;
      if (code) only = code;
    }
  }
  return only;
}

/* The one state that the sentence speaks of, not only in passing ("American troops"), and beside which it names nobody
 * of another; "". */
static dl_code lone_country(const dl_names *work, uint32_t sentence) {
  const dl_sentence *s = &work->doc->sentences[sentence];
  dl_code only = only_country(work, sentence);
  bool free = false;
  for (uint32_t i = s->first; i < dl_sentence_end(s) && only; i++) {
    const dl_found *f = dl_found_at(work, (int32_t)i);
    if (!f || f->kind == DL_FOUND_ROLE) continue;
    dl_code code = known_code(work, f);
    bool same = dl_code_first(code) == dl_code_first(only);
    if (code && !same && (dl_code_is_bare(code) || is_of_one_state(code))) return 0;
    free |= same && f->kind <= DL_FOUND_CAPITAL && !dl_in(work->doc->tokens[i].rel, DL_RELS(AMOD, COMPOUND));
  }
  return free ? only : 0;
}

/* The state whose government publishes the text ("UK Government"), or its office ("CENTCOM"). */
dl_code dl_publisher(const dl_namer *namer, const dl_document *doc) {
  const char *source = dl_utf8_fold(doc->arena, doc->source, strlen(doc->source));
  char key[KEY];
  uint32_t row;
  for (; *source; source += strcspn(source, " "), source += *source == ' ') {
    size_t n = strcspn(source, " ");
    if (n == 0 || n >= sizeof key) continue;
    memcpy(key, source, n);
    key[n] = '\0';
    if (namer->countries && dl_table_find(namer->countries, key, &row))
      return dl_code_read(dl_table_cell(namer->countries, row, namer->country_code));
    if (!namer->organizations || !dl_table_find(namer->organizations, key, &row)) continue;
    dl_code code = dl_code_read(dl_table_cell(namer->organizations, row, namer->organization_code));
    if (dl_sector_in(dl_code_rest(code), DL_SECTOR(MIL) | DL_SECTOR(GOV))) return dl_code_first(code);
  }
  return 0;
}

/* "a former president" is none of those named before. */
static bool is_new(const dl_document *doc, const dl_found *role) {
  for (uint32_t i = role->head; i-- > doc->sentences[doc->tokens[role->head].sentence].first && role->head - i < 5;)
    if (doc->tokens[i].head == (int32_t)role->head && doc->tokens[i].rel == DL_REL_DET)
      return (doc->tokens[i].features & DL_INDEFINITE);
  return false;
}

/* "the police": who was named before. */
static bool is_known(const dl_document *doc, const dl_found *role) {
  return role->first > 0 && doc->tokens[role->first - 1].word == DL_WORD_THE;
}

static dl_code foreign_state(const dl_names *work, dl_code own) {
  uint32_t most, next;
  return dl_most_named(work, own, false, &most, &next);
}

/* Is a noun of that state: its name, or a role of its own ("Israeli troops")? */
static bool is_of_state(const dl_names *work, int32_t token, dl_code state) {
  const dl_found *f = dl_found_at(work, token);
  if (!f) return false;
  if (f->kind == DL_FOUND_ROLE) { /* a regime may act on its own people, an opposition on its own government */
    const uint64_t at_home = DL_SECTOR(NONE) | DL_SECTOR(CVL) | DL_SECTOR(OPP) | DL_SECTOR(JUD) | DL_SECTOR(COP) |
                             DL_SECTOR(CRM) | DL_SECTOR(REB) |
                             DL_SECTOR(SEP); /* courts judge, and armies fight, those of their own state */
    return f->placed && dl_code_first(f->code) == dl_code_first(state) &&
           !dl_sector_in(dl_code_second(f->code), at_home);
  }
  return dl_code_first(dl_state_code(work, token)) == dl_code_first(state);
}

static bool is_between(const dl_names *work, const dl_found *role) {
  const dl_token *t = &work->doc->tokens[role->head];
  if (dl_case_is(work->doc, role->head, "between")) return true;
  return t->rel == DL_REL_CONJ && t->head >= 0 && dl_case_is(work->doc, (uint32_t)t->head, "between");
}

/* The word of a clause that the noun stands in: "mercenaries" in "killed dozens of soldiers and mercenaries" is part of
 * the object "dozens". */
static uint32_t whole_of(const dl_document *doc, uint32_t noun) {
  for (int steps = 0; steps < 8 && doc->tokens[noun].head >= 0; steps++) {
    const dl_token *t = &doc->tokens[noun];
    bool counted = t->rel == DL_REL_NMOD && dl_case_is(doc, noun, "of") && t->deprel != DL_DEPREL_NMOD_POSS;
    if (t->rel != DL_REL_CONJ && !counted) break;
    noun = (uint32_t)t->head;
  }
  return noun;
}

static bool is_role(const dl_found *f) {
  return f && f->kind == DL_FOUND_ROLE;
}

/* Is a force of that state named beside the role, so that the role is another's: "soldiers and Russian mercenaries"? */
static bool is_beside(const dl_names *work, const dl_found *role, dl_code state) {
  const dl_document *doc = work->doc;
  for (int32_t c = dl_first(doc, (int32_t)role->head); c >= 0; c = dl_sibling(doc, c)) {
    bool joined = c > (int32_t)role->head && doc->tokens[c].rel == DL_REL_CONJ;
    if (joined && is_role(dl_found_at(work, c)) && is_of_state(work, c, state)) return true;
  }
  return false;
}

/* Is that state the subject of a verb above: "Washington threatened to impose bans on officials"? */
static bool is_done_by(const dl_names *work, uint32_t noun, dl_code state) {
  const dl_document *doc = work->doc;
  int32_t at = (int32_t)noun;
  for (int steps = 0; at >= 0 && steps < 8; steps++, at = doc->tokens[at].head) {
    int32_t subject = doc->tokens[at].upos == DL_VERB ? dl_child_rel(doc, at, DL_REL_NSUBJ) : -1;
    if (subject >= 0 && subject < at) return is_of_state(work, subject, state);
  }
  return false;
}

/* The word that has the role's part in its clause: "supporters of the junta" act for it. */
static const dl_token *acting_for(const dl_document *doc, uint32_t noun) {
  while (doc->tokens[noun].rel == DL_REL_NMOD && doc->tokens[noun].head >= 0 && dl_case_is(doc, noun, "of"))
    noun = (uint32_t)doc->tokens[noun].head;
  return &doc->tokens[noun];
}

/* Is the word a part of the verb's clause, or of one joined to it: "disputed it and accused Eritrea"? */
static bool is_part_of(const dl_document *doc, const dl_token *part, int32_t verb) {
  if (part->head < 0 || part->head == verb) return part->head == verb;
  return doc->tokens[part->head].rel == DL_REL_CONJ && doc->tokens[part->head].head == verb;
}

/* Is the noun what the subject of its clause acts on? */
static bool is_target(const dl_document *doc, uint32_t noun, unsigned rel) {
  return dl_in(rel, DL_RELS(OBJ, IOBJ)) || (rel == DL_REL_OBL && dl_case_is(doc, noun, "against|with|on|to|at"));
}

/* Does the role act on the state that its sentence names ("the army has accused Iran"), or that on it? Then it is not
 * that state's. */
static bool is_opposed(const dl_names *work, const dl_found *role, dl_code state) {
  const dl_document *doc = work->doc;
  uint32_t noun = role->head;
  const dl_token *t = acting_for(doc, noun);
  if (t->head < 0) return false;
  if (dl_case_is(doc, noun, "against") || is_beside(work, role, state)) return true;
  if (is_between(work, role)) return true; /* "brokered a truce between the junta and rebels" */
  if (dl_case_is(doc, noun, "on") && is_done_by(work, noun, state)) return true;
  if (t->rel == DL_REL_CONJ || (t->rel == DL_REL_NMOD && dl_case_is(doc, noun, "with|by")))
    return is_of_state(work, t->head, state);
  bool agent = doc->tokens[noun].rel == DL_REL_OBL && dl_case_is(doc, noun, "by|from");
  bool undergoes = agent || t->rel == DL_REL_OBJ, acts = t->rel == DL_REL_NSUBJ;
  const dl_sentence *s = &doc->sentences[t->sentence];
  for (uint32_t i = s->first; i < dl_sentence_end(s) && (undergoes || acts); i++) {
    if (i == noun || !is_of_state(work, (int32_t)i, state)) continue;
    const dl_token *part = &doc->tokens[whole_of(doc, i)];
    if (!is_part_of(doc, part, t->head)) continue;
    if (undergoes && part->rel == DL_REL_NSUBJ) return true;
    if (acts && is_target(doc, i, part->rel)) return true;
  }
  return false;
}

/* Where the people of a text live that is dated from `home`: there, or in the state that it is about ("NAIROBI -" on
 * South Sudan), which it names more than twice as often as `home` or, where it has no dateline, as any other. */
static dl_code scene(const dl_names *work, dl_code home) {
  uint32_t most, next;
  dl_code other = dl_most_named(work, home, true, &most, &next);
  if (home) next = dl_times_meant(work, home, true);
  return most >= OFTEN && most > 2 * next ? other : home;
}

/* An armed group, by its name. */
static bool is_band(const dl_found *f) {
  return f && f->kind == DL_FOUND_ORGANIZATION && dl_sector_in(dl_code_second(f->code), DL_BANDS);
}

/* The armed group that "the rebels" are: the last one that was named; of nobody in particular, one of its sentence that
 * does not act there itself. */
static dl_code band_before(const dl_names *work, const dl_found *role) {
  const dl_document *doc = work->doc;
  uint32_t sentence = doc->tokens[role->head].sentence;
  int32_t best = -1; /* the last as they were found, labelled names behind those of the tables */
  for (uint32_t i = dl_sentence_back(doc, sentence, 2 * DL_REACH)->first; i < role->head; i++) {
    const dl_found *f = dl_found_at(work, (int32_t)i);
    if (!is_band(f) || f->head != i || work->at[i] <= best) continue;
    bool bystander = doc->tokens[i].sentence == sentence && doc->tokens[i].rel != DL_REL_NSUBJ;
    if (is_known(doc, role) || bystander) best = work->at[i];
  }
  return best >= 0 ? work->items[best].code : 0;
}

/* The state of the rebels named before, where all are of one. */
static dl_code rebels_before(const dl_names *work, const dl_found *role) {
  dl_code code = band_before(work, role);
  return code ? code : dl_rebels_told(work, role);
}

/* What lends a role without a country one: the states that its text is dated from, is about, that its sentence names
 * alone, and that the sentence before it in its paragraph does. */
typedef struct lenders {
  dl_code own, last, there, only, local;
} lenders;

/* Is an armed band of the state that its sentence names: "rebels in Burundi", or rebels that fight that state? */
static bool is_of_scene(const dl_names *work, const dl_found *f, dl_code only) {
  bool internal = dl_noun_is(work->namer, dl_last_word(f->key), DL_NOUNS(INTERNAL)) && !is_between(work, f) &&
                  work->doc->tokens[f->head].rel != DL_REL_CONJ;
  return only && (internal || !is_opposed(work, f, only));
}

/* Does the sentence name the state by nothing but a force of it, which is another than the role: "rebels said they had
 * killed Russian mercenaries"? */
static bool only_as_force(const dl_names *work, const dl_found *role, dl_code state) {
  const dl_sentence *s = &work->doc->sentences[work->doc->tokens[role->head].sentence];
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_found *f = dl_found_at(work, (int32_t)i);
    if (!f || is_role(f) || dl_state_code(work, (int32_t)i) != state) continue;
    int32_t over = work->doc->tokens[i].head;
    const dl_found *force = over != (int32_t)role->head ? dl_found_at(work, over) : NULL;
    bool armed = is_role(force) && dl_sector_in(force->sector, DL_SECTOR(MIL) | DL_SECTOR(UAF));
    if (f->kind != DL_FOUND_DEMONYM || !armed) return false;
  }
  return true;
}

/* The state of a role that acts on the only state of its sentence: what the text is mostly about, else where it is
 * dated. */
static dl_code state_opposite(const dl_names *work, const lenders *from) {
  if (from->last == from->only) return 0;
  uint32_t count, next;
  dl_code most = dl_most_named(work, from->only, false, &count, &next);
  bool often = count >= OFTEN && count > dl_times_named(work, from->last);
  dl_code other = often ? most : from->last;
  return dl_code_is_bare(other) ? other : 0;
}

/* The verb of the clause that the word stands in, -1. */
static int32_t clause_verb(const dl_document *doc, uint32_t token) {
  int32_t at = doc->tokens[token].head;
  while (at >= 0 && doc->tokens[at].upos != DL_VERB) at = doc->tokens[at].head;
  return at;
}

/* Is the state only named in clauses below the role's: "the minister warned that doctors would be replaced by Cuban
 * ones"? */
static bool is_told_below(const dl_names *work, const dl_found *role, dl_code state) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[role->head].sentence];
  int32_t verb = clause_verb(doc, role->head);
  while (verb >= 0 && doc->tokens[verb].rel == DL_REL_CONJ && doc->tokens[verb].head >= 0 &&
         doc->tokens[doc->tokens[verb].head].upos == DL_VERB)
    verb = doc->tokens[verb].head;
  if (verb < 0 || doc->tokens[role->head].rel == DL_REL_CONJ) return false;
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_found *f = dl_found_at(work, (int32_t)i);
    if (!f || is_role(f) || dl_code_first(known_code(work, f)) != dl_code_first(state)) continue;
    int32_t over = clause_verb(doc, i);
    if (over == verb || !dl_within(doc, over, verb)) return false;
  }
  return true;
}

/* The code that the text told of the role before: of the same role, of rebels also by their name. */
static dl_code told_before(const dl_names *work, const dl_found *role, dl_code sector, bool armed) {
  dl_code before = is_new(work->doc, role) ? 0 : dl_code_before(work, role);
  if (before || !dl_sector_in(sector, DL_SECTOR(REB))) return before;
  return armed ? band_before(work, role) : rebels_before(work, role);
}

/* What a role without a country is by its sector: of a state's own people, an armed band of its scene. */
typedef struct standing {
  bool former, public, armed;
} standing;

/* The state of its surroundings that the role has; 0. */
static dl_code state_around(const dl_names *work, const dl_found *f, const standing *as, const lenders *from) {
  if (as->public && from->only && is_opposed(work, f, from->only)) return state_opposite(work, from);
  if (!as->public && !as->armed) return 0;
  if (as->armed && from->there && only_as_force(work, f, from->only)) return from->there;
  bool elsewhere = !as->former && from->there && from->only && from->there != from->only;
  if (elsewhere && is_told_below(work, f, from->only)) return from->there;
  if (from->only) return from->only;
  if (is_role(f) && from->own && !strcmp(f->key, "regime"))
    return foreign_state(work, from->own); /* none calls its own so */
  return from->local ? from->local : from->there;
}

/* The code that the role, or the person of that role, has with a country of its surroundings; its own where there is
 * none. */
static dl_code lent_code(const dl_names *work, const dl_found *f, dl_code sector, bool former, const lenders *from) {
  const uint64_t home = DL_SECTOR(NONE) | DL_SECTOR(GOV) | DL_SECTOR(GOVMIL) | DL_SECTOR(MIL) | DL_SECTOR(COP) |
                        DL_SECTOR(SPY) | DL_SECTOR(JUD) | DL_SECTOR(LEG) | DL_SECTOR(OPP) | DL_SECTOR(ELI),
                 movements = DL_SECTOR(NONE) | DL_SECTOR(REB) | DL_SECTOR(SEP) | DL_SECTOR(UAF) | DL_SECTOR(LAB) |
                             DL_SECTOR(REL),
                 settled = (movements | DL_SECTOR(CVL) | DL_SECTOR(COP) | DL_SECTOR(JUD) | DL_SECTOR(CRM) |
                            DL_SECTOR(HLH) | DL_SECTOR(EDU) | DL_SECTOR(MED) | DL_SECTOR(OPP) | DL_SECTOR(LEG));
  standing as = {.former = former, .public = former || dl_sector_in(sector, home)};
  if (is_role(f)) {
    as.public |= dl_sector_in(f->sector, DL_SECTOR(CVL));
    as.armed = dl_sector_in(sector, movements) && is_of_scene(work, f, from->only);
    dl_code before = told_before(work, f, sector, as.armed);
    bool settles = dl_sector_in(sector, settled) && !former && !(before && is_known(work->doc, f));
    dl_code here = settles ? dl_clause_place(work, f->head) : 0;
    if (here) return dl_code_join(here, sector);
    if (before) return before;
    if (!from->only && dl_noun_is(work->namer, work->doc->tokens[f->head].lower, DL_NOUNS(ABROAD))) return f->code;
  }
  dl_code lent = state_around(work, f, &as, from);
  return dl_code_is_bare(lent) ? dl_code_join(lent, former ? DL_CODE_ELI : sector) : f->code;
}

/* The state in the subject of the text's first sentence ("Mali's government has expelled"), "" where there is none. */
static dl_code first_subject(const dl_names *work) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = doc->sentences;
  for (uint32_t i = 0; doc->sentence_count > 0 && i < s->count; i++) {
    const dl_token *t = &doc->tokens[s->first + i];
    bool modifies = dl_in(t->rel, DL_RELS(AMOD, COMPOUND)) || t->deprel == DL_DEPREL_NMOD_POSS;
    if (modifies && t->head >= 0 && !dl_is_loose(work, s->first + i)) t = &doc->tokens[t->head];
    dl_code state = t->rel == DL_REL_NSUBJ ? dl_state_code(work, (int32_t)(s->first + i)) : 0;
    if (dl_code_is_bare(state)) return state;
  }
  return 0;
}

/* Does the word stand in the main clause, or at its subject? */
static bool is_near_top(const dl_document *doc, uint32_t token) {
  int32_t over = doc->tokens[token].head;
  if (over >= 0 && doc->tokens[over].rel == DL_REL_NSUBJ && doc->tokens[over].head >= 0) over = doc->tokens[over].head;
  return over >= 0 && doc->tokens[over].head < 0;
}

/* The state of the first place that the headline or the first sentence names, where nothing else tells whence the text
 * is ("Doctors in Kisumu"). */
static dl_code first_place(const dl_names *work) {
  const dl_document *doc = work->doc;
  uint32_t sentences = doc->sentence_count < 2 ? doc->sentence_count : 2;
  uint32_t end = sentences > 0 ? dl_sentence_end(&doc->sentences[sentences - 1]) : 0;
  for (uint32_t i = 0; i < end; i++) {
    const dl_found *f = dl_found_at(work, (int32_t)i);
    bool there =
        dl_case_is(doc, i, "in|at|near|outside|across") || doc->tokens[i].rel == DL_REL_COMPOUND; /* "Kisumu doctors" */
    if (!f || is_role(f) || f->kind == DL_FOUND_DEMONYM || !there || !is_near_top(doc, i)) continue;
    dl_code state = dl_state_of_place(work, i);
    if (dl_code_is_bare(state)) return state;
  }
  return 0;
}

/* "General Tiani", "Justice Khan": a person whose rank alone tells what he serves, but not whom. */
static bool is_ranked(const dl_names *work, const dl_found *f) {
  const dl_found *title = f->title >= 0 ? &work->items[f->title] : NULL;
  return title && !f->code && !title->code && title->weak &&
         dl_sector_in(title->sector, DL_SECTOR(MIL) | DL_SECTOR(JUD) | DL_SECTOR(LEG)) && title->first == title->head &&
         title->end == title->head + 1;
}

/* The state of the place in the dateline; 0. */
static dl_code dateline_state(const dl_names *work) {
  const dl_document *doc = work->doc;
  dl_code state = 0;
  for (uint32_t i = 0; i < doc->token_count && doc->tokens[i].end <= doc->dateline.end && !state; i++) {
    const dl_found *f = doc->tokens[i].begin >= doc->dateline.begin ? dl_found_at(work, (int32_t)i) : NULL;
    bool place = f && (f->kind <= DL_FOUND_CAPITAL || f->kind == DL_FOUND_PLACE); /* no "(Reuters)" */
    if (place) state = dl_state_code(work, (int32_t)i);
  }
  return state;
}

/* Gives a role, or a person by his title, the country that it lacks. */
static void lend(dl_names *work, dl_found *f, const lenders *from) {
  if (is_role(f) && f->weak && !f->code && !f->former)
    f->code = dl_code_before(work, f); /* "soldiers seized ... the officers" */
  const dl_found *title = f->title >= 0 ? &work->items[f->title] : NULL;
  bool person = f->kind == DL_FOUND_PERSON, ranked = person && is_ranked(work, f);
  dl_code sector = person && title ? title->sector : f->sector;
  if (ranked) f->code = sector;
  if (!f->code || !sector) return;
  bool former = f->former || (title && title->former);
  if (f->code == sector || (former && f->code == DL_CODE_ELI)) f->code = lent_code(work, f, sector, former, from);
  if (ranked && f->code == sector) f->code = 0;
}

void dl_lend_countries(dl_names *work) {
  const dl_document *doc = work->doc;
  dl_tell_begin(work);
  lenders from = {.own = dl_publisher(work->namer, doc)};
  from.last = from.own ? from.own : dateline_state(work);
  if (!from.last) from.last = first_subject(work);
  if (!from.last) from.last = first_place(work);
  from.there = from.own ? from.last : scene(work, from.last);
  for (uint32_t n = 0; n < doc->sentence_count; n++) {
    const dl_sentence *s = &doc->sentences[n];
    bool goes_on = n > 0 && s[-1].paragraph == s->paragraph;
    dl_code before = goes_on ? lone_country(work, n - 1) : 0;
    if (!goes_on || dl_code_is_bare(before)) from.local = before;
    from.only = only_country(work, n);
    for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
      dl_found *f = dl_found_at(work, (int32_t)i);
      if (f) lend(work, f, &from);
    }
    if (from.only && !from.last) from.last = from.there = from.only;
  }
}
