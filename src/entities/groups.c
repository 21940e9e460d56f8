#include <string.h>

#include "entities/work.h"

/* Groups that a plural stands for: "the two neighbours", "both governments", "both sides". */

/* The parties coordinated with the mention at `head` ("North Korea and Russia"), itself first. */
uint32_t dl_coordinated(const dl_document *doc, uint32_t head, uint32_t *members, uint32_t most) {
  uint32_t count = 0;
  const dl_sentence *s = &doc->sentences[doc->tokens[head].sentence];
  for (uint32_t i = dl_mention_from(doc, s->first);
       i < doc->mention_count && doc->mentions[i].head < dl_sentence_end(s) && count < most; i++) {
    const dl_mention *m = &doc->mentions[i];
    bool joined =
        m->head == head || (doc->tokens[m->head].rel == DL_REL_CONJ && doc->tokens[m->head].head == (int32_t)head);
    if (joined && doc->entities[m->entity].code && m->member_count == 0) members[count++] = m->entity;
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

/* Is the party of the state, or body, that its code begins with? */
static bool is_bound(const dl_entity *e) {
  return e->country && dl_code_first(e->code) == e->country;
}

static bool is_body(dl_code country) {
  return dl_sector_in(country, DL_SECTOR(IGO) | DL_SECTOR(NGO));
}

static bool is_state(const dl_entity *e) {
  return e->code && e->code == e->country && !dl_sector_in(e->code, DL_BODIES);
}

/* The two states that were last named together: coordinated, else the only two of one sentence. Latest first. */
static uint32_t paired_states(const dl_names *work, uint32_t token, uint32_t members[2]) {
  const dl_document *doc = work->doc;
  uint32_t sentence = doc->tokens[token].sentence, found[8];
  for (uint32_t back = 0; back <= DL_REACH && back <= sentence; back++) {
    uint32_t count = 0;
    bool more = false;
    const dl_sentence *s = &doc->sentences[sentence - back];
    for (uint32_t i = dl_mention_from(doc, dl_sentence_end(s)); i-- > 0 && doc->mentions[i].head >= s->first;) {
      const dl_mention *m = &doc->mentions[i];
      if (m->head >= token || m->member_count > 0 || is_outside(doc, m, token)) continue;
      uint32_t together = doc->tokens[m->head].rel == DL_REL_CONJ ? 0 : dl_coordinated(doc, m->head, found, 8);
      if (together == 2 && is_state(&doc->entities[found[0]]) && is_state(&doc->entities[found[1]])) {
        members[0] = found[1];
        members[1] = found[0];
        return 2;
      }
      if (!is_state(&doc->entities[m->entity]) || (count > 0 && members[0] == m->entity) ||
          (count > 1 && members[1] == m->entity))
        continue;
      if (count < 2)
        members[count++] = m->entity;
      else
        more = true;
    }
    if (count == 2 && !more && doc->entities[members[0]].country != doc->entities[members[1]].country) return 2;
  }
  return 0;
}

/* Is the party one that "the two countries", or "sides", can mean? */
static bool can_be_side(const dl_document *doc, const dl_mention *m, bool lands, bool sides) {
  const dl_entity *e = &doc->entities[m->entity];
  if (e->type == DL_NORP) return sides && (dl_code_is_bare(e->code) || is_state(e) || (!lands && is_bound(e)));
  if (is_state(e)) return true;
  if (e->type != DL_ORG) return !lands && is_bound(e);
  return sides && m->form == DL_NAM && is_bound(e) && !is_body(e->country); /* an armed group by its name */
}

/* The last two parties of different countries named before `token`; armed groups too where `sides` are meant. */
static uint32_t last_two(dl_names *work, uint32_t token, bool sides, uint32_t members[2]) {
  const dl_document *doc = work->doc;
  uint32_t count = 0;
  bool lands = means_states(work, token);
  if (lands && paired_states(work, token, members) == 2) return 2;
  for (uint32_t i = doc->mention_count; i-- > 0 && count < 2;) {
    const dl_mention *m = &doc->mentions[i];
    if (doc->tokens[token].sentence - doc->tokens[m->head].sentence > DL_REACH) break;
    if (m->head >= token || m->form == DL_PRO || m->member_count > 0) continue;
    if (!can_be_side(doc, m, lands, sides) || is_outside(doc, m, token)) continue;
    if (sides && doc->tokens[m->head].rel == DL_REL_OBL) continue;
    if (count == 1 && doc->entities[members[0]].country == doc->entities[m->entity].country) continue;
    members[count++] = m->entity;
  }
  return count;
}

/* How often the text names a state, in the order in which it first does. */
typedef struct share {
  dl_code country;
  uint32_t count, last; /* mentions; the last entity that is the state itself, else the first of it */
  bool away;            /* it speaks about the others */
  bool named;           /* as a state */
} share;

enum { SIDES = 64 }; /* states at most; those named after so many others are not counted */

static share *share_of(share *sides, uint32_t *count, dl_code country) {
  for (uint32_t i = 0; i < *count; i++)
    if (sides[i].country == country) return &sides[i];
  if (*count == SIDES) return NULL;
  sides[*count] = (share){.country = country};
  return &sides[(*count)++];
}

/* The first mention that a question to the whole text before looks at. */
static uint32_t far_mention(const dl_document *doc) {
  return doc->mention_count > DL_FAR ? doc->mention_count - DL_FAR : 0;
}

/* The two states that the text before `token` has most to do with, by their states, governments and armed groups: "both
 * sides". */
static uint32_t main_two(const dl_document *doc, uint32_t token, uint32_t members[2]) {
  share sides[SIDES];
  uint32_t best[2] = {0, 0}, count = 0;
  for (uint32_t i = far_mention(doc); i < doc->mention_count && doc->mentions[i].head < token; i++) {
    const dl_mention *m = &doc->mentions[i];
    const dl_entity *e = &doc->entities[m->entity];
    share *own = is_bound(e) ? share_of(sides, &count, e->country) : NULL;
    if (!own) continue;
    if (own->count++ == 0 || dl_code_is_bare(e->code)) own->last = m->entity;
    own->away |= is_outside(doc, m, token);
  }
  for (uint32_t i = 0; i < count; i++) {
    const share *s = &sides[i];
    if (s->away || s->count < 2 || is_body(s->country)) continue;
    if (s->count > best[0]) {
      members[1] = members[0];
      best[1] = best[0];
      members[0] = s->last;
      best[0] = s->count;
    } else if (s->count > best[1]) {
      members[1] = s->last;
      best[1] = s->count;
    }
  }
  return best[1] ? 2 : 0;
}

/* The government and the rebels of one state, where the text before `token` has more to do with them than with any
 * second state. */
static uint32_t home_two(const dl_document *doc, uint32_t token, uint32_t members[2]) {
  const uint64_t parties[2] = {DL_BANDS, DL_SECTOR(GOV) | DL_SECTOR(MIL)};
  dl_code state = 0;
  uint32_t counts[2] = {0, 0}, others = 0;
  for (int side = 0; side < 2; side++) {
    for (uint32_t i = far_mention(doc); i < doc->mention_count && doc->mentions[i].head < token; i++) {
      const dl_entity *e = &doc->entities[doc->mentions[i].entity];
      if (!dl_code_rest(e->code) || !is_bound(e) || !dl_sector_in(e->sector, parties[side])) continue;
      if (state && state != e->country) continue;
      state = e->country;
      members[side] = doc->mentions[i].entity;
      counts[side]++;
    }
    if (counts[side] < 2) return 0;
  }
  share sides[SIDES];
  uint32_t count = 0;
  for (uint32_t i = far_mention(doc); i < doc->mention_count && doc->mentions[i].head < token; i++) {
    const dl_entity *e = &doc->entities[doc->mentions[i].entity];
    share *other = e->country != state ? share_of(sides, &count, e->country) : NULL;
    if (!other) continue;
    other->count++;
    other->named |= is_state(e);
  }
  for (uint32_t i = 0; i < count; i++)
    if (sides[i].named && sides[i].count > others) others = sides[i].count;
  return others < counts[0] + counts[1] ? 2 : 0;
}

/* Does the text call the person so, or the table: by the noun itself ("president"), or for "leaders" by any title of
 * who leads a state? */
static bool is_called(const dl_names *work, uint32_t entity, const char *noun) {
  const dl_entity *e = &work->doc->entities[entity];
  for (uint32_t i = e->mention_count; i-- > 0 && e->mention_count - i <= DL_FAR;) {
    int32_t item = work->made[e->mentions[i]].item;
    if (item < 0) continue;
    const dl_found *f = &work->items[item];
    const char *key = f->kind == DL_FOUND_ROLE ? f->key : f->title >= 0 ? work->items[f->title].key : "";
    const char *title = dl_last_word(key);
    bool heads = dl_noun_is(work->namer, title, DL_NOUNS(HEAD)) && !(f->kind == DL_FOUND_ROLE && f->former);
    bool whole = !strcmp(title, "minister") && !strncmp(key, "prime", 5);
    bool holds = f->kind == DL_FOUND_PERSON && dl_leads_state(f->office) && !f->former;
    if (strcmp(noun, "leader") ? !strcmp(title, noun) : heads || whole || holds) return true;
  }
  return false;
}

/* The pair of parties that the text spoke of last ("the neighbours ... both presidents"), NULL where it was long ago.
 */
static const dl_mention *last_pair(const dl_document *doc, uint32_t token) {
  for (uint32_t i = doc->mention_count; i-- > 0;) {
    const dl_mention *m = &doc->mentions[i];
    if (doc->tokens[token].sentence - doc->tokens[m->head].sentence > 2) return NULL;
    if (m->member_count == 2 && m->head < token) return m;
  }
  return NULL;
}

static bool is_of_pair(const dl_document *doc, const dl_mention *pair, const dl_entity *e) {
  return !pair || doc->entities[pair->members[0]].country == e->country ||
         doc->entities[pair->members[1]].country == e->country;
}

/* The last two persons of different states whom a plural like "both leaders", "the two presidents", "the two men" can
 * mean. */
static uint32_t two_persons(const dl_names *work, uint32_t token, uint32_t members[2]) {
  enum { FAR = 2 * DL_REACH };
  const dl_document *doc = work->doc;
  const char *noun = doc->tokens[token].lemma;
  bool any = !dl_noun_is(work->namer, noun, DL_NOUNS(HEAD) | DL_NOUNS(OFFICE));
  const dl_mention *pair = last_pair(doc, token);
  uint32_t count = 0;
  for (uint32_t i = doc->mention_count; i-- > 0 && count < 2;) {
    const dl_mention *m = &doc->mentions[i];
    const dl_entity *e = &doc->entities[m->entity];
    if (doc->tokens[token].sentence - doc->tokens[m->head].sentence > FAR) break;
    if (m->head >= token || !is_of_pair(doc, pair, e) || e->type != DL_PER || dl_is_plural(&doc->tokens[m->head]) ||
        !is_bound(e) || m->member_count > 0 || is_outside(doc, m, token))
      continue;
    if ((count == 1 && doc->entities[members[0]].country == e->country) || !(any || is_called(work, m->entity, noun)))
      continue;
    members[count++] = m->entity;
  }
  if (count < 2 && pair) {
    members[0] = pair->members[1];
    members[1] = pair->members[0];
    count = 2;
  }
  return count;
}

/* Those of the last sentence that names two parties together: "the two". */
static uint32_t last_together(const dl_document *doc, uint32_t token, uint32_t members[2]) {
  uint32_t sentence = doc->tokens[token].sentence, found[4];
  for (uint32_t back = 0; back <= 2 && back <= sentence; back++) {
    const dl_sentence *s = &doc->sentences[sentence - back];
    for (uint32_t i = dl_mention_from(doc, s->first);
         i < doc->mention_count && doc->mentions[i].head < dl_sentence_end(s) && doc->mentions[i].head < token; i++) {
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
  const char *noun = work->doc->tokens[token].lemma;
  if (work->doc->tokens[token].upos == DL_NUM && last_together(work->doc, token, members)) return 2;
  bool persons = dl_noun_is(work->namer, noun, DL_NOUNS(HEAD) | DL_NOUNS(OFFICE) | DL_NOUNS(FIGURE));
  if (persons && two_persons(work, token, members) == 2) return 2;
  bool sides = dl_noun_is(work->namer, work->doc->tokens[token].lower, DL_NOUNS(SIDES));
  if (sides && home_two(work->doc, token, members) == 2) return 2;
  if (sides && main_two(work->doc, token, members) == 2) return 2;
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
    uint64_t classes = doc->tokens[i].head == (int32_t)token ? dl_noun_classes(work->namer, doc->tokens[i].lower) : 0;
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
