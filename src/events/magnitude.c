/* How large an event is: which of the figures of its sentence are its own.
 *
 * Where the word that tells what became of them is no event itself, the nearest fitting act of the sentence has the
 * figure. Sums, goods and crowds belong to the act that their phrase is an argument of. No step leaves the sentence.
 */
#include <string.h>

#include "base/chars.h"
#include "events/figures.h"

enum { STEPS = 6, FAR = 8, NEAR_EVENTS = 8, MOST = 32 };

/* The events that are looked at, and where their words are. */
typedef struct sizing {
  dl_figures figures;
  dl_coding *work;
  const dl_document *doc;
  const dl_token *tokens;
  dl_candidate **kept;
  uint32_t first, end; /* those of the sentence: kept[first .. end) */
  int32_t *event_at;   /* per token: the event whose trigger or verb it is, -1 */
} sizing;

/* ---- the event ---- */

static bool fits(const dl_event *e, unsigned kind, bool first) {
  bool assault = e->act == DL_ASSAULT, coerce = e->act == DL_COERCE, protest = e->act == DL_PROTEST;
  if (kind == DL_MEASURE_ARRESTED) return first ? coerce : assault || protest;
  return first ? assault : coerce || protest;
}

/* A verb of somebody else's doing, that is no event and no word of saying: what lies behind it is not the act's. */
static bool parts(const sizing *s, int32_t token) {
  if (s->tokens[token].upos != DL_VERB || s->event_at[token] >= 0 || dl_is_kind(s->work, token, DL_SENSE_SPEECH))
    return false;
  if (dl_fate_kind(&s->figures, token, DL_USE_OBJECT) || dl_fate_kind(&s->figures, token, DL_USE_SUBJECT))
    return false; /* "two died and five were hurt in the attack" */
  int32_t subject = dl_is_passive(s->doc, token) ? -1 : dl_child_rel(s->doc, token, DL_REL_NSUBJ);
  return subject >= 0 && s->event_at[subject] < 0 && !dl_is_relative(s->doc, subject);
}

/* Steps from one word to the other in the tree; more than FAR where the way is longer, or parted. */
static int distance(const sizing *s, int32_t a, int32_t b) {
  int up = 0;
  for (int32_t x = a; x >= 0 && up <= FAR; x = s->tokens[x].head, up++) {
    int down = 0;
    bool parted = false;
    for (int32_t y = b; y >= 0 && up + down <= FAR; y = s->tokens[y].head, down++) {
      if (x == y) return parted ? FAR + 1 : up + down;
      parted = parted || (y != b && parts(s, y));
    }
    if (x != a && parts(s, x)) break;
  }
  return FAR + 1;
}

/* The act that the dead of a word belong to: the word's own, the first above it that fits, else the nearest. */
static int32_t event_of_fate(const sizing *s, const dl_figure *f) {
  if (s->event_at[f->word] >= 0) return s->event_at[f->word];
  int steps = 0;
  for (int32_t at = f->word; at >= 0 && steps < FAR && (at == f->word || !parts(s, at));
       at = s->tokens[at].head, steps++) {
    const dl_event *e = s->event_at[at] >= 0 ? &s->kept[s->event_at[at]]->event : NULL;
    if (e && (fits(e, f->kind, true) || fits(e, f->kind, false))) return s->event_at[at];
  }
  for (int first = 1; first >= 0; first--) {
    int32_t best = -1;
    int nearest = FAR + 1;
    uint32_t from = s->first; /* the events about the word: those of one sentence are few, and never all looked at */
    while (from < s->end && s->kept[from]->event.trigger < (uint32_t)f->word) from++;
    uint32_t begin = from > s->first + NEAR_EVENTS ? from - NEAR_EVENTS : s->first;
    for (uint32_t i = begin; i < s->end && i < from + NEAR_EVENTS; i++) {
      int d = fits(&s->kept[i]->event, f->kind, first) ? distance(s, f->word, s->kept[i]->site.trigger) : FAR + 1;
      if (d < nearest) {
        nearest = d;
        best = (int32_t)i;
      }
    }
    if (best >= 0) return best;
  }
  return -1;
}

/* ---- sums, goods, crowds ---- */

/* Can a phrase with this place in the clause of the event's word say how large the act is? */
static bool sizes(const sizing *s, const dl_event *e, int32_t node, unsigned kind) {
  enum { MOVING = 1 << DL_PROTEST | 1 << DL_MOBILIZE | 1 << DL_RETREAT };
  enum { ARMED = 1 << DL_ASSAULT | 1 << DL_MOBILIZE | 1 << DL_RETREAT };
  const dl_token *t = &s->tokens[node];
  bool money = kind == DL_MEASURE_MONEY;
  switch (t->rel) {
    case DL_REL_OBJ:
    case DL_REL_COMPOUND:
    case DL_REL_NUMMOD:
    case DL_REL_AMOD:
    case DL_REL_APPOS:
    case DL_REL_XCOMP:
    case DL_REL_CCOMP:
    case DL_REL_ACL:
      return true;
    case DL_REL_NSUBJ:
      if (dl_is(s->doc, node, DL_DEPREL_NSUBJ_PASS) || dl_is_passive(s->doc, t->head))
        return dl_child_rel(s->doc, t->head, DL_REL_OBJ) < 0; /* not who was given something */
      return dl_act_in(e->act, kind == DL_MEASURE_QUANTITY ? ARMED : MOVING) && !money;
    case DL_REL_OBL:
    case DL_REL_NMOD:
      if (kind == DL_MEASURE_SIZE && dl_has_case(s->doc, node, "with") && e->act != DL_MOBILIZE) return false;
      if (dl_has_case(s->doc, node, "of|with|worth|totalling|totaling")) return true;
      if (money && dl_has_case(s->doc, node, "for|in|to|at")) return true;
      if (e->act == DL_SANCTION && dl_has_case(s->doc, node, "on|against"))
        return true; /* "imposed sanctions on four firms" */
      if (dl_is_group_noun(&s->figures, node) && (e->act == DL_AGREE || e->act == DL_REQUEST))
        return true; /* "agreed on a swap of 100 prisoners" */
      return (dl_has_case(s->doc, node, "by") && e->act == DL_PROTEST) || (money && !dl_has_any_case(s->doc, node));
    default:
      return false;
  }
}

/* A noun that is as large as what it is of: a loan, an agreement, a convoy. */
static bool is_container(const sizing *s, int32_t noun) {
  const uint64_t classes =
      DL_SET(DL_CLASS_FUNDS) | DL_SET(DL_CLASS_AGREEMENT) | DL_SET(DL_CLASS_AID) | DL_SET(DL_CLASS_SANCTION);
  if (dl_class_in(s->work->lexicon, dl_key_lemma(s->work, noun), classes)) return true;
  return dl_is_group_noun(&s->figures, noun);
}

/* The act among the arguments of a verb that is none: "the march drew 10,000 people", "5,000 people took part in the
 * rally". */
static int32_t event_beside(const sizing *s, int32_t verb, int32_t node) {
  bool subject = s->tokens[node].rel == DL_REL_NSUBJ;
  for (int32_t c = dl_first(s->doc, verb); c >= 0; c = dl_sibling(s->doc, c)) {
    bool wanted = subject ? dl_in(s->tokens[c].rel, DL_RELS(OBJ, OBL)) : s->tokens[c].rel == DL_REL_NSUBJ;
    if (c == node || !wanted || s->event_at[c] < 0) continue;
    const dl_event *e = &s->kept[s->event_at[c]]->event;
    if (!subject || e->act == DL_PROTEST || e->act == DL_MOBILIZE) return s->event_at[c];
  }
  return -1;
}

/* May the way up from a sum go on over `node` to what it depends on? */
static bool goes_on(const sizing *s, int32_t node, bool money) {
  const dl_token *t = &s->tokens[node], *over = &s->tokens[t->head];
  bool worth = over->word == DL_WORD_WORTH || dl_has_case(s->doc, node, "worth");
  if (worth) return true;
  if (over->upos == DL_VERB) {
    bool object = t->rel == DL_REL_OBJ || dl_is(s->doc, node, DL_DEPREL_NSUBJ_PASS) || t->rel == DL_REL_XCOMP ||
                  (t->rel == DL_REL_OBL && dl_has_case(s->doc, node, "of"));
    return object && dl_in(over->rel, DL_RELS(XCOMP, CCOMP, ACL));
  }
  if (!dl_is_nominal(over) && over->upos != DL_ADJ) return false;
  if (dl_in(t->rel, DL_RELS(COMPOUND, NUMMOD, AMOD, APPOS, ACL))) return true;
  if (t->rel != DL_REL_NMOD || !dl_has_case(s->doc, node, "of|in|for")) return false;
  return is_container(s, t->head) && (money || dl_has_case(s->doc, node, "of"));
}

/* The act that a sum's phrase is an argument of, over what it is a part of ("a loan of $3 million"); -1. `near`: there
 * is no word between but groups. */
static int32_t event_over(const sizing *s, const dl_figure *f, unsigned unit, bool *near) {
  bool money = unit == DL_MEASURE_MONEY;
  int32_t node = f->role;
  *near = true;
  for (int steps = 0; steps < STEPS && s->tokens[node].head >= 0; steps++) {
    int32_t head = s->tokens[node].head, at = s->event_at[head];
    if (at >= 0) {
      bool object = f->bare && node == f->role;
      return object || sizes(s, &s->kept[at]->event, node, unit ? unit : DL_MEASURE_SIZE) ? at : -1;
    }
    int32_t beside = s->tokens[head].upos == DL_VERB ? event_beside(s, head, node) : -1;
    if (beside >= 0) return beside;
    if (!goes_on(s, node, money)) return -1;
    *near = *near && dl_is_group_noun(&s->figures, head);
    node = head;
  }
  return -1;
}

/* The act that the figure's own word or a part of its phrase is: "12 air strikes", "$2 million in payments"; -1. */
static int32_t event_inside(const sizing *s, const dl_figure *f) {
  int32_t at = s->event_at[f->role];
  if (at >= 0 && s->kept[at]->site.trigger == f->role) return at;
  for (int32_t c = dl_first(s->doc, f->role); c >= 0 && f->number.sign >= 0; c = dl_sibling(s->doc, c))
    if (s->tokens[c].rel == DL_REL_NMOD && dl_has_case(s->doc, c, "in") && s->event_at[c] >= 0) return s->event_at[c];
  return -1;
}

/* What the figure is to an event: a size, a quantity, a sum; 0 where it is nothing to such an event. `direct`: what
 * the act is done to. */
static unsigned kind_of_sum(const dl_event *e, unsigned unit, bool crowd, bool direct) {
  enum {
    WORDS = 1 << DL_CONSULT | 1 << DL_ACCUSE | 1 << DL_SUPPORT | 1 << DL_REQUEST | 1 << DL_REJECT | 1 << DL_THREATEN |
            1 << DL_SPEECH_ACT
  };
  enum { UNPAID = 1 << DL_CONSULT | 1 << DL_ACCUSE }; /* "accused him of taking $3 million" */
  enum {
    DEEDS = 1 << DL_AID | 1 << DL_COOPERATE | 1 << DL_RETREAT | 1 << DL_CONCEDE | 1 << DL_COERCE | 1 << DL_ASSAULT |
            1 << DL_MOBILIZE | 1 << DL_SANCTION
  };
  if (!unit && crowd) unit = DL_MEASURE_SIZE;
  if (!unit && direct && dl_act_in(e->act, DEEDS)) unit = DL_MEASURE_QUANTITY;
  if (!unit || (unit == DL_MEASURE_SIZE && dl_act_in(e->act, WORDS))) return 0;
  if (unit == DL_MEASURE_MONEY && dl_act_in(e->act, UNPAID)) return 0;
  bool arrest = unit == DL_MEASURE_SIZE && e->act == DL_COERCE && e->mode == DL_MODE_ARREST;
  return arrest ? DL_MEASURE_ARRESTED : unit; /* "took 22 officers into custody" */
}

/* The event whose size the figure is, with the kind as *kind; -1. */
static int32_t event_of_sum(const sizing *s, const dl_figure *f, unsigned *kind) {
  if (f->of && f->number.value == 1) return -1; /* "one of the longest" */
  unsigned unit = f->number.sign >= 0 ? DL_MEASURE_MONEY : f->noun >= 0 ? dl_unit_kind(&s->figures, f->noun) : 0;
  if (unit == DL_MEASURE_GROUP) unit = f->strong ? DL_MEASURE_SIZE : 0;
  bool near = true;
  int32_t inside = event_inside(s, f), found = inside >= 0 ? inside : event_over(s, f, unit, &near);
  if (found < 0) return -1;
  const dl_event *e = &s->kept[found]->event;
  if (inside >= 0 && !unit && e->act != DL_ASSAULT) return -1;
  bool crowd = f->noun < 0 && f->number.vague && e->act == DL_PROTEST &&
               s->tokens[f->role].rel == DL_REL_NSUBJ; /* "Thousands marched" */
  bool direct = f->noun >= 0 && near && s->tokens[f->noun].upos == DL_NOUN;
  *kind = kind_of_sum(e, unit, crowd, direct);
  return *kind ? found : -1;
}

/* ---- all of a sentence ---- */

/* As written: the noun that is counted, the sign of the currency; of "30 wounded" the noun before that the same clause
 * counts. */
static const char *unit_of(const sizing *s, const dl_figure *f, const dl_figure *before) {
  if (f->noun >= 0) return s->tokens[f->noun].form;
  if (f->number.sign >= 0) return s->tokens[f->number.sign].form;
  bool joined = before->word >= 0 && f->word >= 0 && !f->part && f->number.value > 0 &&
                dl_first_conjunct(s->doc, f->word) == dl_first_conjunct(s->doc, before->word);
  return joined ? before->unit : "";
}

/* The words from the number to what it counts. */
static dl_span span_of(const sizing *s, const dl_figure *f) {
  uint32_t end = f->number.end;
  bool near = f->noun >= (int32_t)end && f->noun < (int32_t)end + 2 * STEPS;
  for (uint32_t i = end; near && i < (uint32_t)f->noun; i++)
    near = s->tokens[i].upos != DL_PUNCT || s->tokens[i].word == DL_WORD_HYPHEN;
  return (dl_span){s->tokens[f->number.first].begin, s->tokens[near ? (uint32_t)f->noun : end - 1].end};
}

static void add_phrase(const sizing *s, dl_event *e, const dl_figure *f) {
  const char *kind = dl_measure_name(f->kind);
  for (uint32_t i = 0; i < e->magnitude.count; i++) {
    const dl_phrase *p = &e->magnitude.items[i];
    if (strcmp(p->klass, kind) != 0) continue;
    if (f->part || p->value == f->number.value) return;
  }
  if (e->magnitude.count == MOST) return; /* a list, and no size */
  const dl_number *n = &f->number;
  dl_trace_slot(s->work, &e->trace, "size", kind, f->word >= 0 ? f->word : f->role);
  dl_phrase *p = DL_PUSH(s->work->doc->arena, e->magnitude.items, e->magnitude.count, e->magnitude.capacity);
  *p = (dl_phrase){.span = span_of(s, f),
                   .head = (uint32_t)f->node,
                   .klass = kind,
                   .value = n->value,
                   .low = n->low,
                   .high = n->high,
                   .bound = n->bound,
                   .unit = f->unit};
}

/* Can a number begin at the token: a figure, a currency ("US$"), a word? Most words are none, and one look tells. */
static bool may_begin(const sizing *s, uint32_t at) {
  const dl_token *t = &s->figures.work->doc->tokens[at];
  if (t->upos == DL_SYM || !dl_is_letter(t->lower[0])) return true;
  return dl_openers_has(&s->figures.work->lexicon->counting, t->lower);
}

/* Figures that are only a part of others come last: they may tell what the others do not ("20 people, five of whom
 * died"). */
static void size_sentence(const sizing *s, uint32_t first, uint32_t end) {
  dl_figure f, before = {.word = -1, .unit = ""};
  for (int parts = 0; parts < 2; parts++)
    for (uint32_t at = first; at < end;) {
      if (!may_begin(s, at) || !dl_figure_read(&s->figures, at, end, &f)) {
        at++;
        continue;
      }
      at = f.number.end;
      if (f.part != (parts > 0) || !dl_figure_counts(&s->figures, &f)) continue;
      dl_figure_fate(&s->figures, &f);
      int32_t event = f.kind ? event_of_fate(s, &f) : -1;
      if (!f.kind && f.number.value > 0 && !f.number.article && !f.part) event = event_of_sum(s, &f, &f.kind);
      f.unit = unit_of(s, &f, &before);
      if (f.word >= 0) before = f;
      if (event >= 0) add_phrase(s, &s->kept[event]->event, &f);
    }
}

void dl_fill_magnitudes(dl_coding *work, dl_candidate **kept, uint32_t count) {
  dl_document *doc = work->doc;
  if (!work->lexicon->magnitude || !work->lexicon->numbers || !count) return;
  sizing s = {.work = work, .doc = work->doc, .tokens = doc->tokens, .kept = kept};
  s.event_at = dl_arena_alloc(doc->arena, doc->token_count * sizeof *s.event_at);
  uint8_t *timed = dl_arena_alloc(doc->arena, doc->token_count);
  s.figures = (dl_figures){work, work->doc, doc->tokens, timed};
  memset(s.event_at, 0xff, doc->token_count * sizeof *s.event_at);
  for (uint32_t i = 0; i < doc->time_count; i++)
    for (uint32_t t = doc->times[i].first_token; t < doc->times[i].end_token; t++) timed[t] = 1;
  for (uint32_t i = 0; i < count; i++)
    if (kept[i]->site.verb >= 0 && s.event_at[kept[i]->site.verb] < 0) s.event_at[kept[i]->site.verb] = (int32_t)i;
  for (uint32_t i = 0; i < count; i++) s.event_at[kept[i]->site.trigger] = (int32_t)i;
  for (s.first = 0; s.first < count; s.first = s.end) {
    uint32_t sentence = kept[s.first]->event.sentence;
    for (s.end = s.first; s.end < count && kept[s.end]->event.sentence == sentence; s.end++) continue;
    size_sentence(&s, doc->sentences[sentence].first, doc->sentences[sentence].first + doc->sentences[sentence].count);
  }
}
