/* What an act is done for: "to help it hold the line", "for use in Ukraine", "in a bid to win", "with the aim of
 * curbing".
 *
 * Clauses and phrases of purpose under the event's verb, its noun, or what it gives, by the words of lexicon/purpose. A
 * complement is no purpose: what is pledged, demanded or ordered is told by the event itself.
 */
#include <string.h>

#include "events/coder.h"

enum { MOST = 16 }; /* of one event */

typedef struct aiming {
  dl_coding *work;
  const dl_document *doc;
  const dl_token *tokens;
  dl_candidate *c;
} aiming;

static bool is_kind(const aiming *a, const char *key, unsigned kind) {
  return dl_kind_find(a->work->lexicon->purpose, key, kind, NULL);
}

static bool is_word(const aiming *a, int32_t token, unsigned kind) {
  return is_kind(a, dl_key_lemma(a->work, token), kind) || is_kind(a, a->tokens[token].lower, kind);
}

/* Does the clause begin with words of that kind: "so that"? */
static bool opens(const aiming *a, int32_t clause, unsigned kind) {
  const uint64_t rels = DL_RELS(MARK, ADVMOD);
  for (int32_t m = dl_first_by(a->doc, clause, rels); m >= 0; m = dl_next_by(a->doc, m, rels)) {
    dl_growing key = {.size = 0};
    for (uint32_t t = (uint32_t)m; t < (uint32_t)m + 3 && t < a->work->doc->token_count; t++) {
      dl_grow(&key, a->tokens[t].lower);
      if (key.size < DL_KEY && is_kind(a, key.text, kind)) return true;
    }
  }
  return false;
}

/* "to help", "in order to help", "for them to help": no clause with a subject of another kind ("that he used to"). */
static bool is_infinitive(const aiming *a, int32_t clause) {
  if (!dl_is_infinitive(a->doc, clause)) return false;
  return dl_child_rel(a->doc, clause, DL_REL_NSUBJ) < 0 || dl_has_case(a->doc, clause, "for");
}

/* Is the infinitive what the verb is about, taken for an adverbial clause: "agreed to send", "asked Chad to leave"? */
static bool is_complement(const aiming *a, int32_t base, int32_t clause) {
  if (clause < base || !(a->c->row.flags & DL_FLAG_NESTED)) return false;
  int32_t object = dl_child_rel(a->doc, base, DL_REL_OBJ);
  return object < 0 || dl_head_has_class(a->work, object, DL_CLASS_PARTY);
}

/* Things that are given or sent: the infinitive behind them says what for; behind "decision" or "ability" it says
 * which. */
static bool is_given(const aiming *a, int32_t noun) {
  static const uint8_t classes[] = {
      DL_CLASS_ARMS,       DL_CLASS_VEHICLE,  DL_CLASS_SHIP,   DL_CLASS_EQUIPMENT, DL_CLASS_AID,
      DL_CLASS_FOOD,       DL_CLASS_MEDICINE, DL_CLASS_OIL,    DL_CLASS_FUNDS,     DL_CLASS_PERSONNEL,
      DL_CLASS_TECHNOLOGY, DL_CLASS_MONEY,    DL_CLASS_ENERGY, DL_CLASS_MILITARY,  0};
  return dl_head_has_any(a->work, noun, classes) || dl_child_rel(a->doc, noun, DL_REL_NUMMOD) >= 0;
}

/* "For curbing", "for use": not what somebody asks for, or is blamed, thanked or punished for. */
static bool can_be_for(const aiming *a) {
  enum {
    DEEDS = 1 << DL_AID | 1 << DL_COOPERATE | 1 << DL_CONSULT | 1 << DL_AGREE | 1 << DL_MOBILIZE | 1 << DL_RETREAT |
            1 << DL_CONCEDE
  };
  return dl_act_in(a->c->event.act, DEEDS) && a->c->site.kind != DL_ADJECTIVE_ROW;
}

/* "Refused, urged, blamed, agreed ... to": behind words about acts an infinitive mostly tells which act. */
static bool can_be_to(const aiming *a) {
  enum {
    WORDS = 1 << DL_REQUEST | 1 << DL_ACCUSE | 1 << DL_REJECT | 1 << DL_THREATEN | 1 << DL_SUPPORT | 1 << DL_AGREE |
            1 << DL_SPEECH_ACT
  };
  return !dl_act_in(a->c->row.act, WORDS);
}

/* Does an infinitive say what for, and not what the word over it is about? */
static bool infinitive_aims(const aiming *a, int32_t base, int32_t at) {
  if (!opens(a, at, DL_AIM_INFINITIVE) && !can_be_to(a)) return false;
  if (!dl_is_verb(a->doc, (uint32_t)base)) return is_given(a, base);
  return a->tokens[at].rel == DL_REL_ADVCL && !is_complement(a, base, at);
}

/* "to help it hold the line", "so that", "aimed at", "for curbing" */
static bool clause_aims(const aiming *a, int32_t base, int32_t at) {
  unsigned tag = a->tokens[at].xpos;
  if (opens(a, at, DL_AIM_CLAUSE)) return true;
  if (is_infinitive(a, at)) return infinitive_aims(a, base, at);
  if (tag == DL_TAG_VBN && is_word(a, at, DL_AIM_MEANT)) return dl_phrase_with(a->doc, at, "at|for|to") >= 0;
  return tag == DL_TAG_VBG && dl_has_case(a->doc, at, "for") && can_be_for(a);
}

/* "in a bid to win" */
static bool has_infinitive(const aiming *a, int32_t noun) {
  int32_t k = dl_first_by(a->doc, noun, DL_RELS(ACL));
  while (k >= 0 && !is_infinitive(a, k)) k = dl_next_by(a->doc, k, DL_RELS(ACL));
  return k >= 0;
}

/* "in a bid to win", "with the aim of curbing", "for use in Ukraine" */
static bool phrase_aims(const aiming *a, int32_t at) {
  if (!dl_has_case(a->doc, at, "with|for|in")) return false;
  if (is_word(a, at, DL_AIM_BID) && dl_has_case(a->doc, at, "in") && has_infinitive(a, at)) return true;
  if (is_word(a, at, DL_AIM_AIM) && dl_phrase_with(a->doc, at, "of|to") >= 0) return true;
  return is_word(a, at, DL_AIM_USE) && dl_has_case(a->doc, at, "for") && can_be_for(a);
}

static bool is_purpose(const aiming *a, int32_t base, int32_t at) {
  const dl_token *t = &a->tokens[at];
  bool clause = dl_in(t->deprel, DL_DEPRELS(ADVCL, ADVCL_RELCL, ACL));
  return clause ? clause_aims(a, base, at) : dl_in(t->rel, DL_RELS(OBL, NMOD)) && phrase_aims(a, at);
}

/* The phrase, with the bracket that closes one in it. */
static dl_span span_of(const aiming *a, int32_t at) {
  dl_span span = dl_subtree_span(a->doc, at);
  int open = 0;
  for (uint32_t i = span.begin; i < span.end; i++)
    open += a->work->doc->text[i] == '(' ? 1 : a->work->doc->text[i] == ')' ? -1 : 0;
  if (open == 1 && span.end < a->work->doc->text_size && a->work->doc->text[span.end] == ')') span.end++;
  return span;
}

/* Is it the event's own word, or told already? */
static bool is_known(const aiming *a, int32_t at) {
  const dl_phrases *list = &a->c->event.purpose;
  if (at == a->c->site.trigger || (a->c->site.verb >= 0 && dl_within(a->doc, a->c->site.verb, at))) return true;
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i].head == (uint32_t)at) return true;
  return false;
}

static void add_under(const aiming *a, int32_t base) {
  dl_phrases *list = &a->c->event.purpose;
  for (int32_t at = dl_first(a->doc, base); at >= 0 && list->count < MOST; at = dl_sibling(a->doc, at)) {
    if (!is_purpose(a, base, at) || is_known(a, at)) continue;
    dl_trace_slot(a->work, &a->c->event.trace, "purpose", dl_deprel_name(a->tokens[at].deprel), at);
    dl_phrase *p = DL_PUSH(a->work->doc->arena, list->items, list->count, list->capacity);
    *p = (dl_phrase){.span = span_of(a, at), .head = (uint32_t)at, .klass = "", .unit = ""};
  }
}

void dl_fill_purposes(dl_coding *work, dl_candidate *c) {
  aiming a = {work, work->doc, work->doc->tokens, c};
  const dl_phrases *objects = &c->event.object;
  int32_t verb = c->site.verb;
  int32_t bases[4 + DL_HEADS] = {c->site.trigger, verb, c->site.noun,
                                 verb >= 0 ? dl_child_rel(work->doc, verb, DL_REL_OBJ) : -1};
  uint32_t count = 4;
  for (uint32_t i = 0; i < objects->count && i < DL_HEADS; i++) bases[count++] = (int32_t)objects->items[i].head;
  for (uint32_t i = 0; i < count; i++) {
    bool seen = bases[i] < 0;
    for (uint32_t k = 0; k < i; k++) seen |= bases[k] == bases[i];
    if (!seen) add_under(&a, bases[i]);
  }
}
