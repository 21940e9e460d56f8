#include <stdio.h>
#include <string.h>

#include "base/codes.h"
#include "events/coder.h"

enum { KEY = 96 }; /* bytes of a compound's key */

/* Behind the child `after` of a head (-1: from the first) the next one that makes a compound of it, "power" of "power
 * plant", and both lemmas as a key, as classes.tsv may hold either; -1: none. */
static int32_t next_compound(dl_coding *work, int32_t head, int32_t after, char key[KEY]) {
  const uint64_t parts = DL_RELS(COMPOUND, AMOD);
  int32_t c = after < 0 ? dl_first_by(work->doc, head, parts) : dl_next_by(work->doc, after, parts);
  if (c >= 0) snprintf(key, KEY, "%s %s", dl_key_lemma(work, c), dl_key_lemma(work, head));
  return c;
}

static bool compound_has_class(dl_coding *work, int32_t head, uint32_t class) {
  char key[KEY];
  for (int32_t c = -1; (c = next_compound(work, head, c, key)) >= 0;)
    if (dl_class_is(work->lexicon, key, class)) return true;
  return dl_class_is(work->lexicon, dl_key_lemma(work, head), class);
}

const char *dl_head_class(dl_coding *work, int32_t head) {
  char key[KEY];
  for (int32_t c = -1; (c = next_compound(work, head, c, key)) >= 0;) {
    const char *name = dl_class_label(work->lexicon, key);
    if (*name) return name;
  }
  return dl_class_label(work->lexicon, dl_key_lemma(work, head));
}

/* What a head measures: "tonnes of grain", "a number of tanks", "$5 million in aid"; -1: nothing. */
static int32_t measured(dl_coding *work, int32_t head) {
  return dl_phrase_by(work->doc, head, DL_RELS(NMOD), "of|in");
}

int32_t dl_counted(dl_coding *work, int32_t head) {
  int32_t inner = dl_class_is(work->lexicon, dl_key_lemma(work, head), DL_CLASS_COUNT_NOUN) ? measured(work, head) : -1;
  return inner >= 0 && dl_has_case(work->doc, inner, "of") ? inner : head;
}

int32_t dl_measured(dl_coding *work, int32_t verb, int32_t object) {
  const dl_document *doc = work->doc;
  const char *lemma = dl_key_lemma(work, object);
  if (doc->tokens[object].upos != DL_SYM &&
      !dl_class_in(work->lexicon, lemma, DL_SET(DL_CLASS_COUNT_NOUN) | DL_SET(DL_CLASS_MONEY) | DL_SET(DL_CLASS_FUNDS)))
    return -1;
  int32_t inner = measured(work, object);
  int32_t c = dl_child(doc, (uint32_t)verb, DL_REL_OBL, (uint32_t)object + 1);
  for (; c >= 0 && inner < 0; c = dl_next_by(doc, c, DL_RELS(OBL))) /* "in aid", taken for a part of the clause */
    if (dl_has_case(doc, c, "in")) inner = c;
  return inner;
}

/* A person or party whose weapons are words: no state, force or armed group. */
static bool is_politician(const dl_entity *e, const dl_mention *m) {
  const uint64_t armed = DL_BANDS | DL_SECTOR(MIL) | DL_SECTOR(COP) | DL_SECTOR(SPY),
                 parties = DL_SECTOR(OPP) | DL_SECTOR(PTY) | DL_SECTOR(LEG) | DL_SECTOR(ELI);
  dl_code code = m->code ? m->code : e->code, first = dl_code_first(code), second = dl_code_second(code);
  dl_sector sector = dl_sector_of(second ? second : first);
  if (dl_code_has(dl_code_rest(code), DL_SECTOR(MIL)))
    return false; /* a defence minister's attacks may be the army's */
  if (first == DL_CODE_IMG || dl_in(sector, armed)) return false;
  return e->type == DL_PER || dl_in(sector, parties);
}

/* "Palestinians" is no country, though its entity is: a plural of what is called by no plural. */
static bool is_people(const dl_coding *work, int32_t head, const dl_entity *e) {
  size_t n = strlen(e->name);
  return work->doc->tokens[head].xpos == DL_TAG_NNPS && n > 0 && e->name[n - 1] != 's';
}

/* Whose mentions are of a class by their type alone. */
static const uint16_t types[DL_CLASS_COUNT] = {[DL_CLASS_COUNTRY] = 1 << DL_GPE,
                                               [DL_CLASS_PLACE] = 1 << DL_GPE | 1 << DL_LOC | 1 << DL_FAC,
                                               [DL_CLASS_PERSON] = 1 << DL_PER | 1 << DL_NORP,
                                               [DL_CLASS_PEOPLE] = 1 << DL_PER | 1 << DL_NORP,
                                               [DL_CLASS_ORG] = 1 << DL_ORG,
                                               [DL_CLASS_ARMS] = 1 << DL_WPN,
                                               [DL_CLASS_TERRITORY] = 1 << DL_GPE | 1 << DL_LOC};

static bool mention_class(dl_coding *work, int32_t head, uint32_t class) {
  if (class == DL_CLASS_PARTY) {
    dl_participants list = {0};
    dl_head_participants(work, head, false, &list);
    return dl_any_party(&list);
  }
  const dl_mention *mention = dl_mention_headed(work->doc, head);
  if (!mention || mention->entity >= work->doc->entity_count) return false;
  const dl_entity *entity = &work->doc->entities[mention->entity];
  if (class == DL_CLASS_POLITICIAN) return is_politician(entity, mention);
  if (class == DL_CLASS_NAME) return mention->form == DL_NAM;
  if (class == DL_CLASS_COUNTRY && is_people(work, head, entity)) return false;
  return class < DL_CLASS_COUNT && dl_in(entity->type, types[class]);
}

/* "That Riyadh lift its blockade": a clause in the subjunctive, which asks for what it tells. */
static bool is_mandative(const dl_coding *work, int32_t head) {
  const dl_token *t = &work->doc->tokens[head];
  int32_t subject = dl_child_rel(work->doc, head, DL_REL_NSUBJ);
  if (t->upos != DL_VERB || subject < 0 || dl_child_rel(work->doc, head, DL_REL_AUX) >= 0) return false;
  const dl_token *who = &work->doc->tokens[subject];
  bool plural = who->xpos == DL_TAG_NNS || who->upos == DL_PRON;
  return t->xpos == DL_TAG_VB || (t->xpos == DL_TAG_VBP && !plural);
}

/* "An unfriendly act" blames, "a heroic effort" praises: by the adjective. */
static bool is_judged(dl_coding *work, int32_t head, uint32_t class) {
  if (class != DL_CLASS_BLAME && class != DL_CLASS_PRAISE) return false;
  for (int32_t c = dl_first_by(work->doc, head, DL_RELS(AMOD)); c >= 0; c = dl_next_by(work->doc, c, DL_RELS(AMOD)))
    if (dl_class_is(work->lexicon, dl_key_lemma(work, c), class)) return true;
  return false;
}

static bool is_called_so(dl_coding *work, int32_t head, uint32_t class) {
  return mention_class(work, head, class) || compound_has_class(work, head, class);
}

bool dl_head_has_any(dl_coding *work, int32_t head, const uint8_t *classes) {
  while (*classes && !dl_head_has_class(work, head, *classes)) classes++;
  return *classes != 0;
}

bool dl_head_has_class(dl_coding *work, int32_t head, uint32_t class) {
  const dl_token *t = &work->doc->tokens[head];
  if (class == DL_CLASS_MANDATIVE) return is_mandative(work, head);
  if (class == DL_CLASS_VERB) return t->upos == DL_VERB || dl_child_rel(work->doc, head, DL_REL_COP) >= 0;
  if (class == DL_CLASS_NUMBER) return t->upos == DL_NUM || dl_child_rel(work->doc, head, DL_REL_NUMMOD) >= 0;
  if (class == DL_CLASS_MONEY && t->upos == DL_SYM) return true;
  head = dl_counted(work, head);
  if (is_called_so(work, head, class) || is_judged(work, head, class)) return true;
  const dl_mention *m = dl_mention_headed(work->doc, head);
  bool named = m && m->form == DL_NAM; /* "Palestinians of the West Bank" measure nothing */
  int32_t inner = named ? -1 : measured(work, head);
  return inner >= 0 && is_called_so(work, inner, class);
}
