#include <string.h>

#include "entities/work.h"

/* Groups that a plural stands for: "the two neighbours", "both governments", "both sides". */

/* Is a word the first of a list, or hung on it as another of its members? */
static bool is_listed(const dl_document *doc, uint32_t token, uint32_t first) {
  const dl_token *t = &doc->tokens[token];
  return token == first || (t->rel == DL_REL_CONJ && t->head == (int32_t)first);
}

/* The parties coordinated with the mention at `head` ("North Korea and Russia"), itself first. */
uint32_t dl_coordinated(const dl_document *doc, uint32_t head, uint32_t *members, uint32_t most) {
  uint32_t count = 0;
  const dl_sentence *s = &doc->sentences[doc->tokens[head].sentence];
  uint32_t end = dl_mention_from(doc, dl_sentence_end(s));
  for (uint32_t i = dl_mention_from(doc, s->first); i < end && count < most; i++) {
    const dl_mention *m = &doc->mentions[i];
    bool party = doc->entities[m->entity].code && m->member_count == 0;
    if (party && is_listed(doc, m->head, head)) members[count++] = m->entity;
  }
  return count;
}

/* Does the subject of the clause that "the two sides" stand in speak about others: "Egypt called on both sides"? */
static bool is_outside(const dl_document *doc, const dl_mention *m, uint32_t token) {
  const dl_token *t = &doc->tokens[token], *other = &doc->tokens[m->head];
  if (t->rel == DL_REL_NSUBJ || other->sentence != t->sentence) return false;
  return doc->tokens[dl_first_conjunct(doc, (int32_t)m->head)].rel == DL_REL_NSUBJ;
}

/* "The two neighbours", "both governments": states alone, no presidents or armies. */
static bool means_states(const dl_names *work, uint32_t token) {
  return dl_noun_is(work->namer, work->doc->tokens[token].lemma, DL_NOUNS(LAND) | DL_NOUNS(STATE));
}

static bool is_state(const dl_entity *e) {
  return e->code && e->code == e->country && !dl_sector_in(e->code, DL_BODIES);
}

/* An armed group by its name. */
static bool is_armed(const dl_mention *m, const dl_entity *e) {
  return m->form == DL_NAM && dl_is_bound(e) && !dl_sector_in(e->country, DL_SECTOR(IGO) | DL_SECTOR(NGO));
}

/* Is the party one that "the two countries", or "sides", can mean? */
static bool can_be_side(const dl_document *doc, const dl_mention *m, bool lands, bool sides) {
  const dl_entity *e = &doc->entities[m->entity];
  if (e->type == DL_NORP) return sides && (dl_code_is_bare(e->code) || is_state(e) || (!lands && dl_is_bound(e)));
  if (is_state(e)) return true;
  return e->type == DL_ORG ? sides && is_armed(m, e) : !lands && dl_is_bound(e);
}

/* Can a mention before `token` be one of the two that are meant there? */
static bool can_be_meant(const dl_document *doc, const dl_mention *m, uint32_t token, bool lands, bool sides) {
  if (m->head >= token || m->form == DL_PRO || m->member_count > 0) return false;
  if (!can_be_side(doc, m, lands, sides) || is_outside(doc, m, token)) return false;
  return !sides || doc->tokens[m->head].rel != DL_REL_OBL;
}

/* The last two parties of different countries named before `token`; armed groups too where `sides` are meant. */
static uint32_t last_two(dl_names *work, uint32_t token, bool sides, uint32_t members[2]) {
  const dl_document *doc = work->doc;
  uint32_t count = 0;
  bool lands = means_states(work, token);
  for (uint32_t i = doc->mention_count; i-- > 0 && count < 2;) {
    const dl_mention *m = &doc->mentions[i];
    if (doc->tokens[token].sentence - doc->tokens[m->head].sentence > DL_REACH) break;
    if (!can_be_meant(doc, m, token, lands, sides)) continue;
    if (count == 1 && doc->entities[members[0]].country == doc->entities[m->entity].country) continue;
    members[count++] = m->entity;
  }
  return count;
}

/* Those of the last sentence that names two parties together: "the two". */
static uint32_t last_together(const dl_document *doc, uint32_t token, uint32_t members[2]) {
  uint32_t sentence = doc->tokens[token].sentence, found[4];
  for (uint32_t back = 0; back <= 2 && back <= sentence; back++) {
    const dl_sentence *s = &doc->sentences[sentence - back];
    uint32_t end = dl_mention_from(doc, back ? dl_sentence_end(s) : token);
    for (uint32_t i = dl_mention_from(doc, s->first); i < end; i++) {
      const dl_mention *m = &doc->mentions[i];
      if (doc->tokens[m->head].rel == DL_REL_CONJ || m->member_count || is_outside(doc, m, token)) continue;
      if (dl_coordinated(doc, m->head, found, 4) != 2 || found[0] == found[1]) continue;
      members[0] = found[1];
      members[1] = found[0];
      return 2;
    }
  }
  return 0;
}

uint32_t dl_two_before(dl_names *work, uint32_t token, uint32_t members[2]) {
  if (work->doc->tokens[token].upos == DL_NUM && last_together(work->doc, token, members)) return 2;
  bool sides = dl_noun_is(work->namer, work->doc->tokens[token].lower, DL_NOUNS(SIDES));
  return last_two(work, token, sides, members);
}

/* "Its two East Asian allies": others than those who were named. */
static bool names_others(const dl_document *doc, uint32_t token) {
  for (int32_t c = dl_first(doc, (int32_t)token); c >= 0 && c < (int32_t)token; c = dl_sibling(doc, c)) {
    const dl_token *t = &doc->tokens[c];
    bool named = dl_in(t->rel, DL_RELS(AMOD, COMPOUND)) && dl_starts_upper(t);
    if (named || t->deprel == DL_DEPREL_NMOD_POSS) return true;
  }
  return false;
}

static const uint64_t NUMBERS =
    DL_NOUNS(NUMBER) | DL_NOUNS(THREE) | DL_NOUNS(FOUR) | DL_NOUNS(FIVE) | DL_NOUNS(SIX) | DL_NOUNS(SEVEN);

/* The word before a plural that counts it ("two", "both") or makes it a group, at most five words back: its classes; 0
 * where none does. */
static uint64_t count_before(const dl_names *work, uint32_t token, bool group, uint32_t *at) {
  const dl_document *doc = work->doc;
  for (uint32_t i = token; i-- > doc->sentences[doc->tokens[token].sentence].first && token - i < 5;) {
    if (doc->tokens[i].head != (int32_t)token) continue;
    uint64_t classes = dl_noun_classes(work->namer, doc->tokens[i].lower);
    if (!(classes & (group ? DL_NOUNS(GROUP) : DL_NOUNS(GROUP) | NUMBERS))) continue;
    *at = i;
    return classes;
  }
  return 0;
}

/* "The neighbours": nothing but the article before the noun. */
static bool is_bare_definite(const dl_document *doc, uint32_t token) {
  return token > doc->sentences[doc->tokens[token].sentence].first && doc->tokens[token - 1].word == DL_WORD_THE &&
         doc->tokens[token - 1].head == (int32_t)token;
}

/* "Two officers" are some who were not told of before; states are few enough to be meant without an article too. */
static bool tells_anew(const dl_names *work, uint32_t token, uint64_t classes, uint32_t at) {
  const dl_document *doc = work->doc;
  if (!(classes & NUMBERS) || means_states(work, token)) return false;
  int32_t determiner = dl_child_rel(doc, (int32_t)token, DL_REL_DET);
  return (determiner < 0 || determiner > (int32_t)token) && doc->tokens[at].upos == DL_NUM;
}

/* "the two countries", "both sides". */
uint32_t dl_is_numbered(const dl_names *work, uint32_t token, uint32_t *first) {
  if (!dl_is_plural(&work->doc->tokens[token]) || names_others(work->doc, token)) return 0;
  if (dl_noun_is(work->namer, work->doc->tokens[token].lower, DL_NOUNS(PAIR)) && is_bare_definite(work->doc, token))
    return 2; /* "between the neighbours" */
  uint64_t classes = count_before(work, token, false, first);
  if (tells_anew(work, token, classes, *first)) return 0;
  for (uint32_t i = 0; i < 5; i++)
    if (dl_in(DL_NOUN_THREE + i, classes)) return 3 + i;
  return classes ? 2 : 0;
}

bool dl_is_both(const dl_names *work, uint32_t token) {
  uint32_t at;
  return count_before(work, token, true, &at) != 0;
}
