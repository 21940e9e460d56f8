#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "events/coder.h"

enum { WORDS_A_CANDIDATE = 12 }; /* of news; dense text has more */

enum { KEY = DL_KEY };

/* Words before a noun that may be of its key: "peace talks". */
#define PARTS DL_RELS(COMPOUND, AMOD)

/* First row of the key whose test holds. */
static bool choose_row(dl_coding *work, dl_kind kind, const char *key, const dl_site *site, dl_row *row) {
  uint32_t first, count = dl_lexicon_find(work->lexicon, kind, key, &first);
  for (uint32_t i = first; count && i < first + count; i++) {
    if (!dl_test(work, site, dl_lexicon_test(work->lexicon, kind, i))) continue;
    *row = dl_lexicon_row(work->lexicon, kind, i);
    return true;
  }
  return false;
}

void dl_add_candidate(dl_coding *work, const dl_site *site, const dl_row *row) {
  dl_candidate *c = DL_PUSH(work->doc->arena, work->found.items, work->found.count, work->found.capacity);
  c->site = *site;
  c->row = *row;
  c->event.trigger = (uint32_t)site->trigger;
  work->consumed[site->trigger] = 1;
  if (site->kind == DL_LIGHT_ROW && site->noun >= 0) work->consumed[site->noun] = 1;
  work->act[site->trigger] = row->act;
  if (site->kind == DL_LIGHT_ROW && site->verb >= 0) {
    work->consumed[site->verb] = 1;
    work->act[site->verb] = row->act;
  }
}

/* The words of a trigger: from a light verb to its noun, else the word itself. */
dl_span dl_trigger_span(const dl_coding *work, const dl_candidate *c) {
  const dl_token *t = &work->doc->tokens[c->event.trigger], *tokens = work->doc->tokens;
  int32_t verb = c->site.verb;
  if (c->site.kind == DL_LIGHT_ROW && verb >= 0 && tokens[verb].sentence == t->sentence &&
      abs(verb - (int32_t)c->event.trigger) <= 8) {
    const dl_token *v = &tokens[verb]; /* "held a meeting" */
    return (dl_span){v->begin < t->begin ? v->begin : t->begin, v->end > t->end ? v->end : t->end};
  }
  return (dl_span){t->begin, t->end};
}

/* ---- light verbs ---- */

/* "stem part noun", of -1 without the part. */
static void put_idiom(const dl_coding *work, const char *stem, int32_t part, int32_t noun, char key[KEY]) {
  if (part >= 0)
    snprintf(key, KEY, "%s %s %s", stem, dl_key_lemma(work, part), dl_key_lemma(work, noun));
  else
    snprintf(key, KEY, "%s %s", stem, dl_key_lemma(work, noun));
}

static bool light_noun(dl_coding *work, int32_t verb, int32_t noun, const char *preposition) {
  const dl_document *doc = work->doc;
  dl_growing stem = {.size = 0};
  dl_row row;
  dl_site site = {.trigger = noun, .verb = verb, .noun = noun, .kind = DL_LIGHT_ROW};
  int32_t particle = dl_child_deprel(doc, verb, DL_DEPREL_COMPOUND_PRT);
  dl_grow(&stem, dl_key_lemma(work, verb));
  if (particle >= 0) dl_grow(&stem, doc->tokens[particle].lower);
  if (*preposition) dl_grow(&stem, preposition);
  if (stem.size == DL_KEY) return false;
  for (int32_t c = dl_first_by(doc, noun, PARTS);; c = dl_next_by(doc, c, PARTS)) {
    char key[KEY];
    put_idiom(work, stem.text, c, noun, key);
    if (choose_row(work, DL_LIGHT_ROW, key, &site, &row)) break;
    if (c < 0) return false; /* without such a word: the last try */
  }
  dl_add_candidate(work, &site, &row);
  return true;
}

static bool light_noun_and_conjuncts(dl_coding *work, int32_t verb, int32_t noun, const char *preposition) {
  const dl_document *doc = work->doc;
  bool hit = light_noun(work, verb, noun, preposition);
  for (int32_t c = dl_first_by(doc, noun, DL_RELS(CONJ)); c >= 0; c = dl_next_by(doc, c, DL_RELS(CONJ)))
    if (doc->tokens[c].upos == DL_NOUN) hit |= light_noun(work, verb, c, preposition);
  return hit;
}

static bool light_verb(dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  int32_t object = dl_deep_object(doc, verb);
  bool hit = object >= 0 && light_noun_and_conjuncts(work, verb, object, "");
  int32_t content = object >= 0 && !hit ? dl_measured(work, verb, object) : -1; /* "suspended $95 million in aid" */
  if (content >= 0) hit = light_noun(work, verb, content, "");
  for (int32_t c = dl_first(doc, verb); c >= 0; c = dl_sibling(doc, c)) {
    unsigned rel = doc->tokens[c].rel;
    if (rel == DL_REL_OBJ && c != object) hit |= light_noun_and_conjuncts(work, verb, c, "");
    if (rel == DL_REL_XCOMP && doc->tokens[c].upos != DL_VERB)
      hit |= light_noun(work, verb, c, ""); /* "take hostage" */
    int32_t k = rel == DL_REL_OBL ? dl_first_by(doc, c, DL_RELS(CASE)) : -1;
    for (; k >= 0; k = dl_next_by(doc, k, DL_RELS(CASE))) hit |= light_noun(work, verb, c, doc->tokens[k].lower);
  }
  return hit;
}

/* ---- verbs ---- */

/* Longest row of three words or more that stands in the text as "verb ... words", from `at`; articles and possessives
 * are passed over. */
static bool words_from(dl_coding *work, int32_t verb, int32_t at, dl_site *site, dl_row *row) {
  enum { LONGEST = 5 };
  const dl_sentence *s = &work->doc->sentences[work->doc->tokens[verb].sentence];
  dl_growing key = {.size = 0};
  dl_site tried = *site;
  bool found = false;
  dl_grow(&key, dl_key_lemma(work, verb));
  for (int words = 1; words < LONGEST && at < (int32_t)(s->first + s->count); at++) {
    const dl_token *t = &work->doc->tokens[at];
    bool article = t->upos == DL_DET && dl_in(t->word, DL_WORDS(A, AN, THE));
    if (article || t->xpos == DL_TAG_PRPS) continue;
    if (dl_in(t->upos, DL_UPOSES(PUNCT, PROPN))) break;
    dl_grow(&key, dl_key_lemma(work, at));
    if (t->upos == DL_NOUN)
      tried.noun = at; /* what a phrase behind the idiom may hang on: "shoulder to shoulder with" */
    dl_row longer;
    if (key.size == KEY) break;
    if (++words < 3 || !choose_row(work, DL_VERB_ROW, key.text, &tried, &longer)) continue;
    *row = longer;
    *site = tried;
    found = true;
  }
  return found;
}

/* "dig in its heels", "take Chad to court": an idiom in the words behind the verb, or behind its object. */
static bool idiom_in_words(dl_coding *work, int32_t verb, dl_site *site, dl_row *row) {
  int32_t object = dl_deep_object(work->doc, verb);
  if (words_from(work, verb, verb + 1, site, row)) return true;
  return object > verb && object < verb + 8 && words_from(work, verb, object + 1, site, row);
}

/* "stem preposition" for each preposition of a phrase. */
static bool row_by_case(dl_coding *work, const char *stem, int32_t phrase, dl_site *site, dl_row *row) {
  const dl_document *doc = work->doc;
  char key[KEY];
  for (int32_t k = dl_first_by(doc, phrase, DL_RELS(CASE, MARK)); k >= 0; k = dl_next_by(doc, k, DL_RELS(CASE, MARK))) {
    snprintf(key, sizeof key, "%s %s", stem, doc->tokens[k].lower);
    if (choose_row(work, DL_VERB_ROW, key, site, row)) return true;
  }
  return false;
}

/* The same for all phrases at `base`. */
static bool row_with_preposition(dl_coding *work, const char *stem, int32_t base, dl_site *site, dl_row *row) {
  const dl_document *doc = work->doc;
  int32_t c = dl_first_by(doc, base, DL_RELS(OBL, ADVCL, NMOD, ACL));
  while (c >= 0 && !row_by_case(work, stem, c, site, row)) c = dl_next_by(doc, c, DL_RELS(OBL, ADVCL, NMOD, ACL));
  return c >= 0;
}

/* "lay siege to", "turn a deaf ear to": the object, with a word before it or without, and a preposition behind. */
static bool object_idiom(dl_coding *work, const char *stem, int32_t verb, dl_site *site, dl_row *row) {
  const dl_document *doc = work->doc;
  int32_t object = dl_deep_object(doc, verb);
  if (object < 0 || doc->tokens[object].upos != DL_NOUN) return false;
  char phrase[KEY];
  for (int32_t c = dl_first_by(doc, object, PARTS);; c = dl_next_by(doc, c, PARTS)) {
    put_idiom(work, stem, c, object, phrase);
    if (row_with_preposition(work, phrase, object, site, row) || row_with_preposition(work, phrase, verb, site, row))
      return true;
    if (c < 0) return false; /* without such a word: the last try */
  }
}

/* "put on notice", "take to the streets against": a phrase, and a preposition behind or none. */
static bool oblique_idiom(dl_coding *work, const char *stem, int32_t verb, dl_site *site, dl_row *row) {
  const dl_document *doc = work->doc;
  char phrase[KEY];
  for (int32_t c = dl_first_by(doc, verb, DL_RELS(OBL)); c >= 0; c = dl_next_by(doc, c, DL_RELS(OBL))) {
    int32_t k = doc->tokens[c].upos == DL_NOUN ? dl_child_rel(doc, c, DL_REL_CASE) : -1;
    if (k < 0) continue;
    snprintf(phrase, sizeof phrase, "%s %s %s", stem, doc->tokens[k].lower, dl_key_lemma(work, c));
    if (row_with_preposition(work, phrase, verb, site, row) || choose_row(work, DL_VERB_ROW, phrase, site, row))
      return true;
  }
  return false;
}

/* The particle of a verb, also one that the parser took for an adverb ("hit back at"). */
static int32_t particle_of(const dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  int32_t particle = dl_child_deprel(doc, verb, DL_DEPREL_COMPOUND_PRT);
  int32_t next = particle < 0 ? dl_child(doc, (uint32_t)verb, DL_REL_ADVMOD, (uint32_t)verb + 1) : -1;
  return next == verb + 1 && dl_is_kind(work, next, DL_SENSE_PARTICLE) ? next : particle;
}

/* "verb preposition" by what hangs on the verb or its object; of the verb also a particle that the parser took for an
 * adverb. */
static bool row_beside(dl_coding *work, const char *stem, int32_t base, bool verb, dl_site *site, dl_row *row) {
  const dl_document *doc = work->doc;
  char key[KEY];
  const uint64_t rels = DL_RELS(OBL, ADVCL, NMOD, XCOMP, ADVMOD);
  for (int32_t c = base >= 0 ? dl_first_by(doc, base, rels) : -1; c >= 0; c = dl_next_by(doc, c, rels)) {
    if (row_by_case(work, stem, c, site, row)) return true;
    if (doc->tokens[c].rel != DL_REL_ADVMOD || !verb) continue;
    snprintf(key, sizeof key, "%s %s", stem, doc->tokens[c].lower);
    if (choose_row(work, DL_VERB_ROW, key, site, row)) return true;
  }
  return false;
}

/* Tries idioms, then "stem preposition", then the stem alone. */
static bool stem_row(dl_coding *work, const char *stem, int32_t verb, dl_site *site, dl_row *row) {
  int32_t object = dl_deep_object(work->doc, verb);
  return object_idiom(work, stem, verb, site, row) || oblique_idiom(work, stem, verb, site, row) ||
         row_beside(work, stem, verb, true, site, row) || row_beside(work, stem, object, false, site, row) ||
         choose_row(work, DL_VERB_ROW, stem, site, row);
}

/* Tries idioms, then the verb with its particle, then without; longest first. */
static bool verb_row(dl_coding *work, int32_t verb, dl_site *site, dl_row *row) {
  const char *lemma = dl_key_lemma(work, verb);
  char stem[KEY];
  if (idiom_in_words(work, verb, site, row)) return true;
  int32_t particle = particle_of(work, verb);
  if (particle >= 0) {
    snprintf(stem, sizeof stem, "%s %s", lemma, work->doc->tokens[particle].lower);
    if (stem_row(work, stem, verb, site, row)) return true;
  }
  snprintf(stem, sizeof stem, "%s", lemma);
  return stem_row(work, stem, verb, site, row);
}

static void try_verb(dl_coding *work, int32_t verb) {
  dl_row row;
  dl_site site = {.trigger = verb, .verb = verb, .noun = -1, .kind = DL_VERB_ROW};
  if (light_verb(work, verb) || work->consumed[verb]) return;
  if (!verb_row(work, verb, &site, &row)) return;
  dl_add_candidate(work, &site, &row);
  int32_t object = dl_deep_object(work->doc, verb);
  if (object >= 0 && dl_test_names_object(row.test)) work->consumed[object] = 1; /* "halted attacks": one act */
}

/* ---- nouns and adjectives ---- */

/* The row of a noun, with a word before it or alone; *part: that word, -1. */
static bool noun_row(dl_coding *work, const dl_site *site, dl_row *row, int32_t *part) {
  const dl_document *doc = work->doc;
  char key[KEY];
  const char *lemma = dl_key_lemma(work, site->noun);
  for (int32_t c = dl_first_by(doc, site->noun, PARTS); c >= 0 && c < site->noun; c = dl_next_by(doc, c, PARTS)) {
    snprintf(key, sizeof key, "%s %s", dl_key_lemma(work, c), lemma);
    *part = c;
    if (choose_row(work, DL_NOUN_ROW, key, site, row)) return true;
  }
  *part = -1;
  return choose_row(work, DL_NOUN_ROW, lemma, site, row);
}

static void try_noun(dl_coding *work, int32_t noun) {
  dl_row row;
  int32_t part;
  dl_site site = {.trigger = noun, .verb = -1, .noun = noun, .kind = DL_NOUN_ROW};
  if (!noun_row(work, &site, &row, &part)) return;
  dl_add_candidate(work, &site, &row);
  if (part >= 0) work->consumed[part] = 1;
}

/* What a noun would code, for the event:X tests of the verbs that are tried before it. */
static void foresee_noun(dl_coding *work, int32_t noun) {
  dl_row row;
  int32_t part;
  dl_site site = {.trigger = noun, .verb = -1, .noun = noun, .kind = DL_NOUN_ROW};
  if (noun_row(work, &site, &row, &part)) work->act[noun] = row.act;
}

static void try_adjective(dl_coding *work, int32_t adjective) {
  dl_row row;
  dl_site site = {.trigger = adjective, .verb = -1, .noun = -1, .kind = DL_ADJECTIVE_ROW};
  if (choose_row(work, DL_ADJECTIVE_ROW, dl_key_lemma(work, adjective), &site, &row))
    dl_add_candidate(work, &site, &row);
}

/* Is the noun part of a name ("Strike Force", "Peace Talks Committee")? Such nouns are no triggers. */
static bool in_name(const dl_coding *work, int32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  return t->upos == DL_PROPN || t->ner != DL_NER_O;
}

static void try_token(dl_coding *work, int32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  if (work->consumed[token] || work->barred[token]) return;
  if (t->upos == DL_VERB) {
    if (!dl_in(t->rel, DL_RELS(AMOD, COMPOUND, CASE))) try_verb(work, token);
  } else if (t->upos == DL_NOUN && !in_name(work, token)) {
    if (t->rel != DL_REL_COMPOUND) try_noun(work, token);
  } else if (t->upos == DL_ADJ)
    try_adjective(work, token);
}

void dl_find_candidates(dl_coding *work) {
  const dl_token *tokens = work->doc->tokens;
  uint32_t n = work->doc->token_count;
  work->found.capacity = n / WORDS_A_CANDIDATE + 1; /* in one piece, where they grow no further */
  work->found.items = dl_arena_alloc(work->doc->arena, work->found.capacity * sizeof *work->found.items);
  for (uint32_t i = 0; i < n; i++)
    if (tokens[i].upos == DL_NOUN && !work->barred[i]) foresee_noun(work, (int32_t)i);
  /* nouns and verbs first see each other's categories through event:X tests, so those that need none go first: verbs
   * behind them look back */
  for (uint32_t i = 0; i < n; i++)
    if (tokens[i].upos == DL_VERB && dl_in(tokens[i].rel, DL_RELS(XCOMP, CCOMP, ADVCL, ACL)))
      try_token(work, (int32_t)i);
  for (uint32_t i = 0; i < n; i++)
    if (tokens[i].upos == DL_VERB) try_token(work, (int32_t)i);
  for (uint32_t i = 0; i < n; i++)
    if (tokens[i].upos != DL_VERB) try_token(work, (int32_t)i);
}
