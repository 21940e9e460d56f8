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

/* A role without a country belongs to the one state that its sentence names. */
static dl_code only_country(const dl_names *work, uint32_t sentence) {
  const dl_sentence *s = &work->doc->sentences[sentence];
  dl_code only = 0;
  for (int pass = 0; pass < 2 && !only; pass++) { /* states; where there is none, what belongs to one */
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
      int32_t at = work->at[i];
      if (at < 0 || work->items[at].gone || dl_is_loose(work, i) ||
          (work->items[at].kind > DL_FOUND_CAPITAL) != (pass == 1) || work->items[at].kind == DL_FOUND_ROLE)
        continue;
      dl_code code = known_code(work, &work->items[at]);
      if (!code || (pass == 1 && work->items[at].kind != DL_FOUND_PLACE && !is_of_one_state(code)) ||
          is_of_speaker(work, i))
        continue;
      if (only && dl_code_first(only) != dl_code_first(code)) return 0;
      only = pass == 0 ? code : dl_code_first(code);
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
  for (uint32_t i = s->first; i < s->first + s->count && only; i++) {
    int32_t at = work->at[i];
    if (at < 0 || work->items[at].gone || work->items[at].kind == DL_FOUND_ROLE) continue;
    dl_code code = known_code(work, &work->items[at]);
    bool same = dl_code_first(code) == dl_code_first(only);
    if (code && !same && (dl_code_is_bare(code) || is_of_one_state(code))) return 0;
    free |=
        same && work->items[at].kind <= DL_FOUND_CAPITAL && !dl_in(work->doc->tokens[i].rel, DL_RELS(AMOD, COMPOUND));
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
  int32_t at = token >= 0 ? work->at[token] : -1;
  if (at < 0 || work->items[at].gone) return false;
  const dl_found *f = &work->items[at];
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

/* Is a force of that state named beside the role, so that the role is another's: "soldiers and Russian mercenaries"? */
static bool is_beside(const dl_names *work, const dl_found *role, dl_code state) {
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
static bool is_done_by(const dl_names *work, uint32_t noun, dl_code state) {
  const dl_document *doc = work->doc;
  int32_t at = (int32_t)noun;
  for (int steps = 0; at >= 0 && steps < 8; steps++, at = doc->tokens[at].head) {
    int32_t subject = doc->tokens[at].upos == DL_VERB ? dl_child_rel(doc, at, DL_REL_NSUBJ) : -1;
    if (subject >= 0 && subject < at) return is_of_state(work, subject, state);
  }
  return false;
}

/* Does the role act on the state that its sentence names ("the army has accused Iran"), or that on it? Then it is not
 * that state's. */
static bool is_opposed(const dl_names *work, const dl_found *role, dl_code state) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[role->head];
  bool agent = t->rel == DL_REL_OBL && dl_case_is(doc, role->head, "by|from");
  while (t->rel == DL_REL_NMOD && t->head >= 0 && dl_case_is(doc, (uint32_t)(t - doc->tokens), "of"))
    t = &doc->tokens[t->head]; /* "supporters of the junta" act for it */
  if (t->head < 0) return false;
  if (dl_case_is(doc, role->head, "against")) return true;
  if (is_beside(work, role, state)) return true;
  if (dl_case_is(doc, role->head, "on") && is_done_by(work, role->head, state)) return true;
  if (is_between(work, role)) return true; /* "brokered a truce between the junta and rebels" */
  if (t->rel == DL_REL_CONJ || (t->rel == DL_REL_NMOD && dl_case_is(doc, role->head, "with|by")))
    return is_of_state(work, t->head, state);
  if (!dl_in(t->rel, DL_RELS(NSUBJ, OBJ)) && !agent) return false;
  const dl_sentence *s = &doc->sentences[t->sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const dl_token *part = &doc->tokens[whole_of(doc, i)];
    int32_t verb = part->head;
    if (verb >= 0 && verb != t->head && doc->tokens[verb].rel == DL_REL_CONJ)
      verb = doc->tokens[verb].head; /* "disputed it and accused Eritrea" */
    if (verb != t->head || i == role->head || !is_of_state(work, (int32_t)i, state)) continue;
    unsigned rel = part->rel;
    if ((agent || t->rel == DL_REL_OBJ) && rel == DL_REL_NSUBJ) return true;
    if (t->rel != DL_REL_NSUBJ) continue;
    if (dl_in(rel, DL_RELS(OBJ, IOBJ)) ||
        (rel == DL_REL_OBL && (dl_case_is(doc, i, "against|with|on") || dl_case_is(doc, i, "to|at"))))
      return true;
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

static bool is_band(const dl_found *f) {
  return !f->gone && dl_sector_in(dl_code_second(f->code), DL_BANDS);
}

/* The armed group that "the rebels" are: the last one that was named; of nobody in particular, one of its sentence that
 * does not act there itself. */
static dl_code band_before(const dl_names *work, const dl_found *role) {
  const dl_document *doc = work->doc;
  uint32_t sentence = doc->tokens[role->head].sentence;
  int32_t best = -1; /* the last as they were found, labelled names behind those of the tables */
  for (uint32_t i = dl_sentence_back(doc, sentence, 2 * DL_REACH)->first; i < role->head; i++) {
    int32_t at = work->at[i];
    if (at <= best || work->items[at].head != i || work->items[at].kind != DL_FOUND_ORGANIZATION ||
        !is_band(&work->items[at]))
      continue;
    if (is_known(doc, role) || (doc->tokens[i].sentence == sentence && doc->tokens[i].rel != DL_REL_NSUBJ)) best = at;
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
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    int32_t at = work->at[i], over = work->doc->tokens[i].head, force = over >= 0 ? work->at[over] : -1;
    if (at < 0 || work->items[at].gone || dl_state_code(work, (int32_t)i) != state ||
        work->items[at].kind == DL_FOUND_ROLE)
      continue;
    bool armed = force >= 0 && over != (int32_t)role->head && work->items[force].kind == DL_FOUND_ROLE &&
                 dl_sector_in(work->items[force].sector, DL_SECTOR(MIL) | DL_SECTOR(UAF));
    if (work->items[at].kind != DL_FOUND_DEMONYM || !armed) return false;
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
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    int32_t at = work->at[i];
    if (at < 0 || work->items[at].gone || work->items[at].kind == DL_FOUND_ROLE ||
        dl_code_first(known_code(work, &work->items[at])) != dl_code_first(state))
      continue;
    int32_t over = clause_verb(doc, i);
    if (over == verb) return false;
    while (over >= 0 && over != verb) over = doc->tokens[over].head;
    if (over < 0) return false;
  }
  return true;
}

/* The code that the role has with a country of its surroundings; its own where there is none. */
static dl_code lent_code(const dl_names *work, const dl_found *f, dl_code sector, bool former, const lenders *from) {
  const uint64_t home = DL_SECTOR(NONE) | DL_SECTOR(GOV) | DL_SECTOR(GOVMIL) | DL_SECTOR(MIL) | DL_SECTOR(COP) |
                        DL_SECTOR(SPY) | DL_SECTOR(JUD) | DL_SECTOR(LEG) | DL_SECTOR(OPP) | DL_SECTOR(ELI),
                 movements = DL_SECTOR(NONE) | DL_SECTOR(REB) | DL_SECTOR(SEP) | DL_SECTOR(UAF) | DL_SECTOR(LAB) |
                             DL_SECTOR(REL),
                 settled = (movements | DL_SECTOR(CVL) | DL_SECTOR(COP) | DL_SECTOR(JUD) | DL_SECTOR(CRM) |
                            DL_SECTOR(HLH) | DL_SECTOR(EDU) | DL_SECTOR(MED) | DL_SECTOR(OPP) | DL_SECTOR(LEG));
  bool role = f->kind == DL_FOUND_ROLE, band = role && dl_sector_in(sector, movements),
       armed = band && is_of_scene(work, f, from->only);
  bool public = former || dl_sector_in(sector, home) || (role && dl_sector_in(f->sector, DL_SECTOR(CVL)));
  dl_code lent = from->only ? from->only : from->local ? from->local : from->there;
  dl_code before = role && !is_new(work->doc, f) ? dl_code_before(work, f) : 0;
  if (role && !from->only && from->own && !before && !strcmp(f->key, "regime"))
    lent = foreign_state(work, from->own); /* none calls its own so */
  if (!before && band && dl_sector_in(sector, DL_SECTOR(REB)))
    before = armed ? band_before(work, f) : rebels_before(work, f);
  bool settles = role && dl_sector_in(sector, settled) && !(before && is_known(work->doc, f));
  dl_code here = settles ? dl_clause_place(work, f->head) : 0;
  if (here && !former) return dl_code_join(here, sector);
  if (before) return before;
  if (role && !from->only && dl_noun_is(work->namer, work->doc->tokens[f->head].lower, DL_NOUNS(ABROAD)))
    return f->code;
  if (!former && from->there && from->only && from->there != from->only && is_told_below(work, f, from->only))
    lent = from->there;
  if (armed && from->there && only_as_force(work, f, from->only)) lent = from->there;
  if (public && from->only && is_opposed(work, f, from->only))
    lent = state_opposite(work, from);
  else if (!public && !armed)
    lent = 0;
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

/* The state of the first place that the headline or the first sentence names, where nothing else tells whence the text
 * is ("Doctors in Kisumu"). */
static dl_code first_place(const dl_names *work) {
  const dl_document *doc = work->doc;
  uint32_t sentences = doc->sentence_count < 2 ? doc->sentence_count : 2;
  for (uint32_t at = 0; sentences > 0 && at < doc->sentences[sentences - 1].first + doc->sentences[sentences - 1].count;
       at++) {
    bool named = work->at[at] >= 0 && !work->items[work->at[at]].gone &&
                 work->items[work->at[at]].kind != DL_FOUND_ROLE && work->items[work->at[at]].kind != DL_FOUND_DEMONYM;
    dl_code state = named ? dl_state_of_place(work, at) : 0;
    int32_t over = doc->tokens[at].head; /* the clause's verb, or its subject */
    bool near = over >= 0 && (doc->tokens[over].head < 0 ||
                              (doc->tokens[over].rel == DL_REL_NSUBJ && doc->tokens[doc->tokens[over].head].head < 0));
    bool there = dl_case_is(doc, at, "in|at|near|outside|across") ||
                 doc->tokens[at].rel == DL_REL_COMPOUND; /* "Kisumu doctors" */
    if (dl_code_is_bare(state) && near && there) return state;
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

void dl_lend_countries(dl_names *work) {
  dl_tell_begin(work);
  lenders from = {.own = dl_publisher(work->namer, work->doc)};
  from.last = from.own;
  for (uint32_t i = 0; i < work->doc->dateline.end && !from.last && i < work->doc->token_count; i++) {
    const dl_token *t = &work->doc->tokens[i];
    bool place = work->at[i] >= 0 && (work->items[work->at[i]].kind <= DL_FOUND_CAPITAL ||
                                      work->items[work->at[i]].kind == DL_FOUND_PLACE); /* no "(Reuters)" */
    if (place && t->begin >= work->doc->dateline.begin && t->end <= work->doc->dateline.end)
      from.last = dl_state_code(work, (int32_t)i);
  }
  if (!from.last) from.last = first_subject(work);
  if (!from.last) from.last = first_place(work);
  from.there = from.own ? from.last : scene(work, from.last);
  for (uint32_t s = 0; s < work->doc->sentence_count; s++) {
    const dl_sentence *sentence = &work->doc->sentences[s];
    dl_code before = s > 0 && sentence[-1].paragraph == sentence->paragraph ? lone_country(work, s - 1) : 0;
    if (s == 0 || sentence[-1].paragraph != sentence->paragraph) from.local = 0;
    if (dl_code_is_bare(before)) from.local = before;
    from.only = only_country(work, s);
    for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++) {
      int32_t at = work->at[t];
      dl_found *f = at >= 0 ? &work->items[at] : NULL;
      if (f && !f->gone && f->kind == DL_FOUND_ROLE && f->weak && !f->code && !f->former)
        f->code = dl_code_before(work, f); /* "soldiers seized ... the officers" */
      bool ranked = f && f->kind == DL_FOUND_PERSON && is_ranked(work, f);
      if (ranked) f->code = work->items[f->title].sector;
      if (!f || f->gone || !f->code) continue;
      dl_code sector = f->kind == DL_FOUND_PERSON && f->title >= 0 ? work->items[f->title].sector : f->sector;
      bool former = f->former || (f->title >= 0 && work->items[f->title].former);
      if (sector && (f->code == sector || (former && f->code == DL_CODE_ELI)))
        f->code = lent_code(work, f, sector, former, &from);
      if (ranked && f->code == sector) f->code = 0;
    }
    if (from.only && !from.last) from.last = from.there = from.only;
  }
}
