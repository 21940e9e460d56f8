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

/* The event whose word the token is; NULL. */
static const dl_event *act_at(const sizing *s, int32_t token) {
  return s->event_at[token] >= 0 ? &s->kept[s->event_at[token]]->event : NULL;
}

/* Acts that figures of people are of; those that such a figure is most often of. */
enum { HARMING = 1 << DL_ASSAULT | 1 << DL_COERCE | 1 << DL_PROTEST };
static unsigned likeliest(unsigned kind) {
  return 1u << (kind == DL_MEASURE_ARRESTED ? DL_COERCE : DL_ASSAULT);
}

/* Tells the word what became of people, as verb: "two died and five were hurt in the attack"? */
static bool tells_fate(const sizing *s, int32_t token) {
  return dl_fate_kind(&s->figures, token, DL_USE_OBJECT) || dl_fate_kind(&s->figures, token, DL_USE_SUBJECT);
}

/* A verb of somebody else's doing, that is no event and no word of saying: what lies behind it is not the act's. */
static bool parts(const sizing *s, int32_t token) {
  if (s->tokens[token].upos != DL_VERB || s->event_at[token] >= 0) return false;
  if (dl_is_kind(s->work, token, DL_SENSE_SPEECH) || tells_fate(s, token)) return false;
  int32_t subject = dl_is_passive(s->doc, token) ? -1 : dl_child_rel(s->doc, token, DL_REL_NSUBJ);
  return subject >= 0 && s->event_at[subject] < 0 && !dl_is_relative(s->doc, subject);
}

/* Steps from a word up to another; more than FAR where a verb between parts them, -1 where it is not so far above. */
static int steps_up(const sizing *s, int32_t from, int32_t to, int most) {
  bool parted = false;
  int steps = 0;
  for (int32_t y = from; y >= 0 && steps <= most; y = s->tokens[y].head, steps++) {
    if (y == to) return parted ? FAR + 1 : steps;
    parted |= y != from && parts(s, y);
  }
  return -1;
}

/* Steps from one word to the other in the tree; more than FAR where the way is longer, or parted. */
static int distance(const sizing *s, int32_t a, int32_t b) {
  int up = 0;
  for (int32_t x = a; x >= 0 && up <= FAR; x = s->tokens[x].head, up++) {
    int down = steps_up(s, b, x, FAR - up);
    if (down >= 0) return up + down;
    if (x != a && parts(s, x)) break;
  }
  return FAR + 1;
}

/* The act at the first word above that can have the dead of `f`; -1. */
static int32_t event_above(const sizing *s, const dl_figure *f) {
  int32_t at = f->word;
  for (int steps = 0; at >= 0 && steps < FAR; at = s->tokens[at].head, steps++) {
    if (at != f->word && parts(s, at)) return -1;
    const dl_event *e = act_at(s, at);
    if (e && dl_act_in(e->act, HARMING)) return s->event_at[at];
  }
  return -1;
}

/* The nearest of the events about the word that are such acts: those of one sentence are few, and never all looked at;
 * -1. */
static int32_t nearest_event(const sizing *s, const dl_figure *f, unsigned acts) {
  int32_t best = -1;
  int nearest = FAR + 1;
  uint32_t from = s->first;
  while (from < s->end && s->kept[from]->event.trigger < (uint32_t)f->word) from++;
  uint32_t begin = from > s->first + NEAR_EVENTS ? from - NEAR_EVENTS : s->first;
  for (uint32_t i = begin; i < s->end && i < from + NEAR_EVENTS; i++) {
    int d = dl_act_in(s->kept[i]->event.act, acts) ? distance(s, f->word, s->kept[i]->site.trigger) : FAR + 1;
    if (d >= nearest) continue;
    nearest = d;
    best = (int32_t)i;
  }
  return best;
}

/* The act that the dead of a word belong to: the word's own, the first above it that fits, else the nearest. */
static int32_t event_of_fate(const sizing *s, const dl_figure *f) {
  int32_t found = s->event_at[f->word];
  if (found < 0) found = event_above(s, f);
  if (found < 0) found = nearest_event(s, f, likeliest(f->kind));
  return found >= 0 ? found : nearest_event(s, f, HARMING);
}

/* ---- sums, goods, crowds ---- */

/* The same of a subject: those who march, sail, withdraw; of a passive all but who was given something. */
static bool subject_sizes(const sizing *s, const dl_event *e, int32_t node, unsigned kind) {
  enum { MOVING = 1 << DL_PROTEST | 1 << DL_MOBILIZE | 1 << DL_RETREAT };
  enum { ARMED = 1 << DL_ASSAULT | 1 << DL_MOBILIZE | 1 << DL_RETREAT };
  int32_t verb = s->tokens[node].head;
  if (dl_is(s->doc, node, DL_DEPREL_NSUBJ_PASS) || dl_is_passive(s->doc, verb))
    return dl_child_rel(s->doc, verb, DL_REL_OBJ) < 0;
  return dl_act_in(e->act, kind == DL_MEASURE_QUANTITY ? ARMED : MOVING) && kind != DL_MEASURE_MONEY;
}

/* "sold for $3 million", "paid him $3 million" */
static bool is_price(const sizing *s, int32_t node) {
  return !dl_has_any_case(s->doc, node) || dl_has_case(s->doc, node, "for|in|to|at");
}

/* The same of a phrase with a preposition. */
static bool phrase_sizes(const sizing *s, const dl_event *e, int32_t node, unsigned kind) {
  enum { OF_GROUPS = 1 << DL_AGREE | 1 << DL_REQUEST }; /* "agreed on a swap of 100 prisoners" */
  if (kind == DL_MEASURE_SIZE && e->act != DL_MOBILIZE && dl_has_case(s->doc, node, "with")) return false;
  if (dl_has_case(s->doc, node, "of|with|worth|totalling|totaling")) return true;
  bool price = kind == DL_MEASURE_MONEY && is_price(s, node);
  if (price || (dl_act_in(e->act, OF_GROUPS) && dl_is_group_noun(&s->figures, node))) return true;
  if (e->act == DL_SANCTION) return dl_has_case(s->doc, node, "on|against"); /* "imposed sanctions on four firms" */
  return e->act == DL_PROTEST && dl_has_case(s->doc, node, "by");
}

/* Can a phrase with this place in the clause of the event's word say how large the act is? */
static bool sizes(const sizing *s, const dl_event *e, int32_t node, unsigned kind) {
  unsigned rel = s->tokens[node].rel;
  if (rel == DL_REL_NSUBJ) return subject_sizes(s, e, node, kind);
  if (dl_in(rel, DL_RELS(OBL, NMOD))) return phrase_sizes(s, e, node, kind);
  return dl_in(rel, DL_RELS(OBJ, COMPOUND, NUMMOD, AMOD, APPOS, XCOMP, CCOMP, ACL));
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
  uint64_t wanted = subject ? DL_RELS(OBJ, OBL) : DL_RELS(NSUBJ);
  for (int32_t c = dl_first_by(s->doc, verb, wanted); c >= 0; c = dl_next_by(s->doc, c, wanted)) {
    const dl_event *e = c != node ? act_at(s, c) : NULL;
    if (e && (!subject || dl_act_in(e->act, 1 << DL_PROTEST | 1 << DL_MOBILIZE))) return s->event_at[c];
  }
  return -1;
}

/* Is the phrase what a verb is done to, or how much of it? */
static bool is_done_to(const sizing *s, int32_t node) {
  if (dl_in(s->tokens[node].deprel, DL_DEPRELS(NSUBJ_PASS, OBJ, XCOMP))) return true;
  return s->tokens[node].rel == DL_REL_OBL && dl_has_case(s->doc, node, "of");
}

/* May the way up from a sum go on over `node` to what it depends on? */
static bool goes_on(const sizing *s, int32_t node, bool money) {
  const dl_token *t = &s->tokens[node], *over = &s->tokens[t->head];
  if (over->word == DL_WORD_WORTH || dl_has_case(s->doc, node, "worth")) return true;
  if (over->upos == DL_VERB) return dl_in(over->rel, DL_RELS(XCOMP, CCOMP, ACL)) && is_done_to(s, node);
  if (!dl_is_nominal(over) && over->upos != DL_ADJ) return false;
  if (t->rel != DL_REL_NMOD) return dl_in(t->rel, DL_RELS(COMPOUND, NUMMOD, AMOD, APPOS, ACL));
  return is_container(s, t->head) && dl_has_case(s->doc, node, money ? "of|in|for" : "of");
}

/* Has the act the figure as a bare object, or as a phrase that can say how large it is? */
static bool takes(const sizing *s, int32_t at, const dl_figure *f, int32_t node, unsigned unit) {
  bool object = f->bare && node == f->role;
  return object || sizes(s, &s->kept[at]->event, node, unit ? unit : DL_MEASURE_SIZE);
}

/* The act that a sum's phrase is an argument of, over what it is a part of ("a loan of $3 million"); -1. `near`: there
 * is no word between but groups. */
static int32_t event_over(const sizing *s, const dl_figure *f, unsigned unit, bool *near) {
  int32_t node = f->role;
  *near = true;
  for (int steps = 0; steps < STEPS && s->tokens[node].head >= 0; steps++) {
    int32_t head = s->tokens[node].head, at = s->event_at[head];
    if (at >= 0) return takes(s, at, f, node, unit) ? at : -1;
    int32_t beside = s->tokens[head].upos == DL_VERB ? event_beside(s, head, node) : -1;
    if (beside >= 0) return beside;
    if (!goes_on(s, node, unit == DL_MEASURE_MONEY)) return -1;
    *near &= dl_is_group_noun(&s->figures, head);
    node = head;
  }
  return -1;
}

/* The act that the figure's own word or a part of its phrase is: "12 air strikes", "$2 million in payments"; -1. */
static int32_t event_inside(const sizing *s, const dl_figure *f) {
  int32_t at = s->event_at[f->role];
  if (at >= 0 && s->kept[at]->site.trigger == f->role) return at;
  if (f->number.sign < 0) return -1;
  for (int32_t c = dl_first_by(s->doc, f->role, DL_RELS(NMOD)); c >= 0; c = dl_next_by(s->doc, c, DL_RELS(NMOD)))
    if (s->event_at[c] >= 0 && dl_has_case(s->doc, c, "in")) return s->event_at[c];
  return -1;
}

/* The unit of a figure that counts people or things without saying so. */
static unsigned unsaid_unit(const dl_event *e, bool crowd, bool direct) {
  enum {
    DEEDS = 1 << DL_AID | 1 << DL_COOPERATE | 1 << DL_RETREAT | 1 << DL_CONCEDE | 1 << DL_COERCE | 1 << DL_ASSAULT |
            1 << DL_MOBILIZE | 1 << DL_SANCTION
  };
  if (crowd) return DL_MEASURE_SIZE;
  return direct && dl_act_in(e->act, DEEDS) ? DL_MEASURE_QUANTITY : 0;
}

/* What the figure is to an event: a size, a quantity, a sum; 0 where it is nothing to such an event. */
static unsigned kind_of_sum(const dl_event *e, unsigned unit) {
  enum {
    WORDS = 1 << DL_CONSULT | 1 << DL_ACCUSE | 1 << DL_SUPPORT | 1 << DL_REQUEST | 1 << DL_REJECT | 1 << DL_THREATEN |
            1 << DL_SPEECH_ACT
  };
  enum { UNPAID = 1 << DL_CONSULT | 1 << DL_ACCUSE }; /* "accused him of taking $3 million" */
  if (unit == DL_MEASURE_MONEY) return dl_act_in(e->act, UNPAID) ? 0 : unit;
  if (unit != DL_MEASURE_SIZE) return unit;
  if (dl_act_in(e->act, WORDS)) return 0;
  bool arrest = e->act == DL_COERCE && e->mode == DL_MODE_ARREST;
  return arrest ? DL_MEASURE_ARRESTED : unit; /* "took 22 officers into custody" */
}

/* The kind that the figure's own words tell: of the sign of a currency, of the noun; 0. */
static unsigned unit_kind(const sizing *s, const dl_figure *f) {
  if (f->number.sign >= 0) return DL_MEASURE_MONEY;
  unsigned unit = f->noun >= 0 ? dl_unit_kind(&s->figures, f->noun) : 0;
  if (unit != DL_MEASURE_GROUP) return unit;
  return f->strong ? DL_MEASURE_SIZE : 0;
}

/* "Thousands marched" */
static bool is_crowd(const sizing *s, const dl_event *e, const dl_figure *f) {
  return f->noun < 0 && f->number.vague && e->act == DL_PROTEST && s->tokens[f->role].rel == DL_REL_NSUBJ;
}

/* The event whose size the figure is, with the kind as *kind; -1. */
static int32_t event_of_sum(const sizing *s, const dl_figure *f, unsigned *kind) {
  if (f->of && f->number.value == 1) return -1; /* "one of the longest" */
  unsigned unit = unit_kind(s, f);
  bool near = true;
  int32_t inside = event_inside(s, f), found = inside >= 0 ? inside : event_over(s, f, unit, &near);
  if (found < 0) return -1;
  const dl_event *e = &s->kept[found]->event;
  if (inside >= 0 && !unit && e->act != DL_ASSAULT) return -1;
  bool direct = near && f->noun >= 0 && s->tokens[f->noun].upos == DL_NOUN; /* what the act is done to */
  *kind = kind_of_sum(e, unit ? unit : unsaid_unit(e, is_crowd(s, e, f), direct));
  return *kind ? found : -1;
}

/* ---- all of a sentence ---- */

/* Does a clause count both: "12 killed and 30 wounded"? */
static bool is_joined(const sizing *s, const dl_figure *f, const dl_figure *before) {
  if (before->word < 0 || f->word < 0 || f->part || f->number.value <= 0) return false;
  return dl_first_conjunct(s->doc, f->word) == dl_first_conjunct(s->doc, before->word);
}

/* As written: the noun that is counted, the sign of the currency; of "30 wounded" the noun before that the same clause
 * counts. */
static const char *unit_of(const sizing *s, const dl_figure *f, const dl_figure *before) {
  if (f->noun >= 0) return s->tokens[f->noun].form;
  if (f->number.sign >= 0) return s->tokens[f->number.sign].form;
  return is_joined(s, f, before) ? before->unit : "";
}

/* The words from the number to what it counts. */
static dl_span span_of(const sizing *s, const dl_figure *f) {
  uint32_t end = f->number.end;
  bool near = f->noun >= (int32_t)end && f->noun < (int32_t)end + 2 * STEPS;
  for (uint32_t i = end; near && i < (uint32_t)f->noun; i++)
    near = s->tokens[i].upos != DL_PUNCT || s->tokens[i].word == DL_WORD_HYPHEN;
  return (dl_span){s->tokens[f->number.first].begin, s->tokens[near ? (uint32_t)f->noun : end - 1].end};
}

/* Has the event a figure of that kind, that this one only repeats or is a part of? */
static bool is_told(const dl_event *e, const dl_figure *f, const char *kind) {
  for (uint32_t i = 0; i < e->magnitude.count; i++) {
    const dl_phrase *p = &e->magnitude.items[i];
    if (strcmp(p->klass, kind) == 0 && (f->part || p->value == f->number.value)) return true;
  }
  return false;
}

static void add_phrase(const sizing *s, dl_event *e, const dl_figure *f) {
  const char *kind = dl_measure_name(f->kind);
  if (is_told(e, f, kind) || e->magnitude.count == MOST) return; /* a list, and no size */
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

/* The event that the figure belongs to, with the kind as f->kind; -1. */
static int32_t event_of(const sizing *s, dl_figure *f) {
  dl_figure_fate(&s->figures, f);
  if (f->kind) return event_of_fate(s, f);
  if (f->part || f->number.article || f->number.value <= 0) return -1;
  return event_of_sum(s, f, &f->kind);
}

/* Of one round over the sentence: those that are a part of others, or those that are not. */
static void size_round(const sizing *s, uint32_t first, uint32_t end, bool parts, dl_figure *before) {
  dl_figure f;
  for (uint32_t at = first; at < end;) {
    if (!may_begin(s, at) || !dl_figure_read(&s->figures, at, end, &f)) {
      at++;
      continue;
    }
    at = f.number.end;
    if (f.part != parts || !dl_figure_counts(&s->figures, &f)) continue;
    int32_t event = event_of(s, &f);
    f.unit = unit_of(s, &f, before);
    if (f.word >= 0) *before = f;
    if (event >= 0) add_phrase(s, &s->kept[event]->event, &f);
  }
}

/* Figures that are only a part of others come last: they may tell what the others do not ("20 people, five of whom
 * died"). */
static void size_sentence(const sizing *s, const dl_sentence *sentence) {
  dl_figure before = {.word = -1, .unit = ""};
  size_round(s, sentence->first, dl_sentence_end(sentence), false, &before);
  size_round(s, sentence->first, dl_sentence_end(sentence), true, &before);
}

/* Marks the words of times. */
static uint8_t *timed_words(const dl_document *doc) {
  uint8_t *timed = dl_arena_alloc(doc->arena, doc->token_count);
  for (uint32_t i = 0; i < doc->time_count; i++)
    memset(timed + doc->times[i].first_token, 1, doc->times[i].end_token - doc->times[i].first_token);
  return timed;
}

/* Of a word that is the trigger of one event and the verb of another it is the trigger that counts. */
static int32_t *event_words(const dl_document *doc, dl_candidate *const *kept, uint32_t count) {
  int32_t *event_at = dl_arena_alloc(doc->arena, doc->token_count * sizeof *event_at);
  memset(event_at, 0xff, doc->token_count * sizeof *event_at);
  for (uint32_t i = 0; i < count; i++)
    if (kept[i]->site.verb >= 0 && event_at[kept[i]->site.verb] < 0) event_at[kept[i]->site.verb] = (int32_t)i;
  for (uint32_t i = 0; i < count; i++) event_at[kept[i]->site.trigger] = (int32_t)i;
  return event_at;
}

void dl_fill_magnitudes(dl_coding *work, dl_candidate **kept, uint32_t count) {
  dl_document *doc = work->doc;
  if (!work->lexicon->magnitude || !work->lexicon->numbers || !count) return;
  sizing s = {.work = work, .doc = doc, .tokens = doc->tokens, .kept = kept};
  s.event_at = event_words(doc, kept, count);
  s.figures = (dl_figures){work, doc, doc->tokens, timed_words(doc)};
  for (s.first = 0; s.first < count; s.first = s.end) {
    uint32_t sentence = kept[s.first]->event.sentence;
    for (s.end = s.first; s.end < count && kept[s.end]->event.sentence == sentence; s.end++) continue;
    size_sentence(&s, &doc->sentences[sentence]);
  }
}
