/* How large an event is: which number of its sentence says so, and what it counts.
 *
 * A number goes with its verb: the dead with the word for killing or dying that they stand at, the wounded with theirs, whatever is left out between
 * ("14 soldiers were killed and 30 wounded"). Where that word is no event itself, the nearest fitting act of the sentence has it. Sums, goods and crowds
 * belong to the act that their phrase is an argument of. Words are those of lexicon/magnitude, units and classes; no step leaves the sentence.
 */
#include <string.h>

#include "events/coder.h"
#include "events/numbers.h"

enum { STEPS = 6, FAR = 8, NEAR_EVENTS = 8, OLDEST = 120 };

/* A number phrase of a sentence. */
typedef struct figure {
  dl_number number;
  int32_t node;      /* the word of the number that stands highest in the tree */
  int32_t noun;      /* what is counted, -1 */
  int32_t role;      /* the word whose place in the clause is the phrase's: of a joined one the first's */
  int32_t word;      /* the verb, noun or adjective that says what became of them, -1 */
  const char *kind, *unit;
  bool of;           /* "dozens of tanks", "two of the three" */
  bool bare;         /* its only preposition is a word of its own bound: "injured over 5,000" */
  bool part;         /* of others: "five of whom" */
} figure;

/* The events that are looked at, and where their words are. */
typedef struct sizing {
  dl_coding *work;
  const dl_graph *g;
  const dl_token *tokens;
  dl_candidate **kept;
  uint32_t first, end;  /* those of the sentence: kept[first .. end) */
  int32_t *event_at;    /* per token: the event whose trigger or verb it is, -1 */
  uint8_t *timed;       /* per token: part of a time */
} sizing;

/* ---- words ---- */

/* The kind that lexicon/magnitude gives to the key in this use; NULL where it gives none. */
static const char *kind_of_key(const sizing *s, const char *key, const char *who) {
  const dl_table *table = s->work->lexicon->magnitude;
  uint32_t first, count = table ? dl_table_find(table, key, &first) : 0;
  for (uint32_t i = 0; i < count; i++) {
    const char *use = dl_table_cell(table, first + i, 2);
    if (!strcmp(*use ? use : "object", who)) return dl_table_cell(table, first + i, 1);
  }
  return NULL;
}

static const char *kind_of_pair(const sizing *s, int32_t a, int32_t b, const char *who) {
  dl_growing key = {.size = 0};
  dl_grow(&key, dl_key_lemma(s->work, a));
  dl_grow(&key, dl_key_lemma(s->work, b));
  return key.size < DL_KEY ? kind_of_key(s, key.text, who) : NULL;
}

/* Of a word alone, or with its object, particle or compound ("lose life", "death toll"). */
static const char *kind_of(const sizing *s, int32_t token, const char *who) {
  const char *kind = NULL;
  for (int32_t c = dl_first(s->g, token); c >= 0 && !kind; c = s->g->next[c]) {
    unsigned rel = s->tokens[c].rel;
    if (rel == DL_REL_COMPOUND) kind = c < token ? kind_of_pair(s, c, token, who) : kind_of_pair(s, token, c, who);
    if (rel == DL_REL_OBJ) kind = kind_of_pair(s, token, c, who);
  }
  if (!kind) kind = kind_of_key(s, dl_key_lemma(s->work, token), who);
  return kind ? kind : kind_of_key(s, s->tokens[token].lower, who);
}

/* The kind of a unit: of lexicon/units, else by its class; "" where neither knows it. */
static const char *kind_of_unit(const sizing *s, int32_t noun) {
  static const char *const people[] = {"people", "personnel", "envoy", NULL}, *const things[] = {"arms", "vehicle", "ship", "equipment", "aid", "food", "oil", "energy", "medicine", "wmd", NULL};
  const dl_table *units = s->work->lexicon->units;
  uint32_t row;
  dl_growing pair = {.size = 0}; /* "per cent" */
  if (noun > 0) {
    dl_grow(&pair, s->tokens[noun - 1].lower);
    dl_grow(&pair, s->tokens[noun].lower);
    if (units && pair.size < DL_KEY && dl_table_find(units, pair.text, &row)) return dl_table_cell(units, row, 1);
  }
  if (units && (dl_table_find(units, dl_key_lemma(s->work, noun), &row) || dl_table_find(units, s->tokens[noun].lower, &row))) return dl_table_cell(units, row, 1);
  for (int i = 0; people[i]; i++)
    if (dl_class_is(s->work->lexicon, dl_key_lemma(s->work, noun), people[i])) return "size";
  for (int i = 0; things[i]; i++)
    if (dl_class_is(s->work->lexicon, dl_key_lemma(s->work, noun), things[i])) return "quantity";
  return !strcmp(s->tokens[noun].xpos, "NNPS") ? "size" : ""; /* "17 Palestinians" */
}

static bool is_group(const sizing *s, int32_t noun) { return !strcmp(kind_of_unit(s, noun), "group"); }

static bool is_nominal(const dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_NUM || t->upos == DL_SYM || t->upos == DL_PRON; }

/* Things and places are none of the dead. */
static bool is_thing(const sizing *s, int32_t noun) {
  static const char *const classes[] = {"facility", "building", "territory", "line", "document", "agreement", NULL};
  const char *kind = kind_of_unit(s, noun);
  if (*kind) return strcmp(kind, "size") != 0 && strcmp(kind, "group") != 0;
  for (int i = 0; classes[i]; i++)
    if (dl_class_is(s->work->lexicon, dl_key_lemma(s->work, noun), classes[i])) return true;
  return false;
}

/* ---- the figure in the tree ---- */

static int32_t top_of_amount(const sizing *s, const dl_number *n) {
  for (uint32_t i = n->amount; i < n->amount_end; i++)
    if (s->tokens[i].head < (int32_t)n->amount || s->tokens[i].head >= (int32_t)n->amount_end) return (int32_t)i;
  return (int32_t)n->amount;
}

/* What the figure counts, and the word whose place in the clause is its own. */
static void find_noun(const sizing *s, figure *f) {
  const dl_number *n = &f->number;
  const dl_sentence *sentence = &s->work->doc->sentences[s->tokens[f->node].sentence];
  uint32_t end = sentence->first + sentence->count, next = n->amount_end;
  const dl_token *t = &s->tokens[f->node];
  f->noun = -1;
  f->role = f->node;
  bool hyphen = next + 1 < end && !strcmp(s->tokens[next].lower, "-") && !s->tokens[n->amount_end - 1].space_after;
  if (hyphen && is_nominal(&s->tokens[next + 1]) && strcmp(kind_of_unit(s, (int32_t)next + 1), "size") != 0) {
    f->noun = f->role = (int32_t)next + 1; /* "a 30-truck convoy", but not "a seven-member panel" */
    return;
  }
  if (next < end && !strcmp(s->tokens[next].lower, "of") && n->sign < 0) { /* "dozens of tanks", "five of whom" */
    int32_t of = s->tokens[next].head;
    bool inside = of > (int32_t)next && (uint32_t)of < end;
    f->of = true;
    f->part = inside && s->tokens[of].upos == DL_PRON;
    if (inside && !f->part) f->noun = of;
    return;
  }
  bool modifies = t->rel == DL_REL_NUMMOD || t->rel == DL_REL_DET || t->rel == DL_REL_AMOD || t->rel == DL_REL_COMPOUND || t->rel == DL_REL_ADVMOD;
  if (n->sign >= 0) {
    if (modifies && t->head > f->node) f->role = t->head; /* "a $300 million loan" */
    return;
  }
  if (hyphen) return;
  if (modifies && t->head >= (int32_t)n->amount_end) f->noun = f->role = t->head;
  else if (next < end && s->tokens[next].upos == DL_NOUN && s->tokens[next].head >= 0 && s->tokens[next].rel != DL_REL_OBJ) f->noun = f->role = (int32_t)next;
}

/* Is the number a name's or a label's ("T-72", "Resolution 1970", "Smith, 45,"), a score's, or no size of an act? */
static bool is_label(const sizing *s, const figure *f) {
  const dl_number *n = &f->number;
  const dl_token *t = &s->tokens[f->node];
  for (uint32_t i = n->amount; i < n->amount_end; i++)
    if (s->timed[i] || (s->tokens[i].ner != DL_NER_O && !n->article && n->value > 0)) return true;
  if (n->amount > 0 && s->tokens[n->amount - 1].sentence == t->sentence && !s->tokens[n->amount - 1].space_after && !strcmp(s->tokens[n->amount - 1].lower, "-")) return true;
  uint32_t next = n->amount_end;
  bool more = next + 1 < s->work->doc->token_count && s->tokens[next].sentence == t->sentence;
  if (more && f->noun < 0 && !strcmp(s->tokens[next].lower, "-") && !s->tokens[next - 1].space_after) return true; /* "3-2", "one-third" */
  if (f->noun >= 0 && !strcmp(kind_of_unit(s, f->noun), "none")) return true;
  bool commas = n->amount > 1 && !strcmp(s->tokens[n->amount - 1].lower, ",") && s->tokens[n->amount - 2].upos == DL_PROPN && s->tokens[n->amount - 2].sentence == t->sentence;
  if (commas && more && f->noun < 0 && n->value <= OLDEST && !strcmp(s->tokens[next].lower, ",")) return true;
  bool behind = t->rel == DL_REL_NUMMOD || t->rel == DL_REL_FLAT || t->rel == DL_REL_COMPOUND || t->rel == DL_REL_APPOS || t->rel == DL_REL_DEP || t->rel == DL_REL_NMOD;
  bool bare = f->noun < 0 && n->sign < 0 && !n->vague && n->bound == DL_EXACT;
  return bare && behind && t->head >= 0 && t->head < f->node && !dl_has_any_case(s->g, f->node) && (s->tokens[t->head].upos == DL_NOUN || s->tokens[t->head].upos == DL_PROPN);
}

/* "including three children", "12 of the 30 hostages": is the figure only a part, or the whole, of what another counts? */
static bool is_among(const sizing *s, const figure *f) {
  int32_t r = f->role;
  for (int steps = 0; steps < STEPS && s->tokens[r].rel == DL_REL_CONJ && s->tokens[r].head >= 0; steps++) r = s->tokens[r].head;
  int32_t head = s->tokens[r].head;
  bool told = head >= 0 && s->tokens[r].rel == DL_REL_APPOS && f->noun >= 0 && dl_child_rel(s->g, head, DL_REL_NUMMOD) >= 0; /* "14 foreigners, six Iraqis" */
  if (told && !kind_of(s, f->noun, "state")) return true;
  if (dl_has_case(s->g, r, "including") || dl_has_case(s->g, r, "among")) return true;
  if (head >= 0 && dl_lemma_is(s->g, head, "include")) return true;
  uint32_t first = f->number.first, start = s->work->doc->sentences[s->tokens[r].sentence].first;
  if (first >= start + 2 && !strcmp(s->tokens[first - 2].lower, "among") && s->tokens[first - 1].upos == DL_PRON) return true; /* "among them three children" */
  if (first >= start + 1 && !strcmp(s->tokens[first - 1].lower, "including")) return true;
  return head >= 0 && s->tokens[r].rel == DL_REL_NMOD && (uint32_t)r != f->number.amount && dl_has_case(s->g, r, "of") && s->tokens[head].upos == DL_NUM && dl_child_rel(s->g, r, DL_REL_ACL) < 0;
}

/* Belong all prepositions of the word to the number phrase itself, as its bounds? */
static bool has_own_case(const sizing *s, const figure *f) {
  bool any = false;
  for (int32_t c = dl_first(s->g, f->role); c >= 0; c = s->g->next[c]) {
    if (s->tokens[c].rel != DL_REL_CASE) continue;
    if (c < (int32_t)f->number.first || c >= (int32_t)f->number.amount) return false;
    any = true;
  }
  return any;
}

/* From a joined phrase to the first, from what a group is of to the group. */
static void find_role(const sizing *s, figure *f) {
  for (int steps = 0; steps < STEPS; steps++) {
    const dl_token *t = &s->tokens[f->role];
    if (t->head < 0) return;
    bool joined = t->rel == DL_REL_CONJ && is_nominal(&s->tokens[t->head]);
    bool grouped = t->rel == DL_REL_NMOD && dl_has_case(s->g, f->role, "of") && is_group(s, t->head);
    if (!joined && !grouped) return;
    f->role = t->head;
  }
}

/* ---- the dead, wounded, arrested and displaced ---- */

/* A word of state right behind the figure and what it counts: "30 wounded", "12 people dead", "five others hurt"; -1. */
static int32_t state_behind(const sizing *s, const figure *f, const char **kind) {
  const dl_sentence *sentence = &s->work->doc->sentences[s->tokens[f->node].sentence];
  uint32_t end = sentence->first + sentence->count, at = f->number.end;
  if (f->noun >= (int32_t)at && f->noun <= (int32_t)at + STEPS && (*kind = kind_of(s, f->noun, "state")) == NULL) at = (uint32_t)f->noun + 1;
  for (; at < end && (!strcmp(s->tokens[at].lower, "more") || !strcmp(s->tokens[at].lower, "others") || !strcmp(s->tokens[at].lower, "other")); at++) continue;
  if (at >= end) return -1;
  const dl_token *t = &s->tokens[at];
  bool finite = !strcmp(t->xpos, "VBD") && (dl_child_rel(s->g, (int32_t)at, DL_REL_OBJ) >= 0 || dl_child_rel(s->g, (int32_t)at, DL_REL_OBL) >= 0);
  bool modifies = at + 1 < end && (t->rel == DL_REL_AMOD || t->upos == DL_ADJ) && (s->tokens[at + 1].upos == DL_NOUN || s->tokens[at + 1].upos == DL_PROPN); /* "30 wounded men" */
  if (finite || modifies || dl_child_rel(s->g, (int32_t)at, DL_REL_OBJ) >= 0) return -1;
  *kind = kind_of_key(s, t->lower, "state");
  return *kind ? (int32_t)at : -1;
}

/* "The number of dead": the kind of what a count counts. */
static const char *kind_of_total(const sizing *s, int32_t noun) {
  if (noun < 0 || !is_nominal(&s->tokens[noun])) return NULL;
  const char *kind = kind_of(s, noun, "total");
  int32_t of = kind ? -1 : dl_phrase_with(s->g, noun, "of");
  if (of < 0 || !is_group(s, noun)) return kind;
  kind = kind_of(s, of, "counted");
  return kind ? kind : kind_of(s, of, "state");
}

/* The toll that the figure is said to have come to: "the death toll rose to 45", "raising the toll to 45", "a toll of 45". */
static const char *kind_by_total(const sizing *s, int32_t r) {
  const dl_token *t = &s->tokens[r];
  const char *kind = kind_of_total(s, dl_child_rel(s->g, r, DL_REL_NSUBJ)); /* "the toll is 45" */
  if (kind || t->head < 0) return kind;
  if (t->rel == DL_REL_NMOD) return dl_has_case(s->g, r, "of") || dl_has_case(s->g, r, "to") ? kind_of_total(s, t->head) : NULL;
  bool reached = t->rel == DL_REL_OBJ || t->rel == DL_REL_XCOMP || (t->rel == DL_REL_OBL && !dl_has_case(s->g, r, "from") && !dl_has_case(s->g, r, "by"));
  if (!reached || s->tokens[t->head].upos != DL_VERB) return NULL;
  kind = kind_of_total(s, dl_deep_subject(s->g, t->head));
  int32_t object = dl_deep_object(s->g, t->head);
  return kind || object == r ? kind : kind_of_total(s, object);
}

/* By the verb, noun or adjective that the phrase is an argument of. */
static const char *kind_by_head(const sizing *s, int32_t r, bool bare, int32_t *word) {
  const dl_token *t = &s->tokens[r];
  int32_t head = *word = t->head;
  if (head < 0) return NULL;
  if (t->rel == DL_REL_OBJ || bare) {
    int32_t state = dl_child_rel(s->g, head, DL_REL_XCOMP); /* "left 12 dead" */
    const char *kind = state >= 0 ? kind_of_key(s, s->tokens[state].lower, "state") : NULL;
    if (kind) *word = state;
    return kind ? kind : kind_of(s, head, "object");
  }
  if (t->rel == DL_REL_NSUBJ) {
    const char *state = s->tokens[head].upos == DL_ADJ || !strcmp(s->tokens[head].xpos, "VBN") ? kind_of_key(s, s->tokens[head].lower, "state") : NULL;
    return state ? state : kind_of(s, head, dl_is_passive(s->g, head) || dl_is(s->g, r, "nsubj:pass") ? "object" : "subject");
  }
  if (t->rel == DL_REL_NMOD && dl_has_case(s->g, r, "of")) return kind_of(s, head, "of");
  if (t->rel == DL_REL_NMOD && dl_is(s->g, r, "nmod:poss")) return kind_of(s, head, "of");
  if (t->rel == DL_REL_NUMMOD || t->rel == DL_REL_AMOD) return kind_of_key(s, s->tokens[head].lower, "state");
  return NULL;
}

/* By a clause of the noun: "12 people killed in the raid", "12 people who died". */
static const char *kind_by_clause(const sizing *s, int32_t r, int32_t *word) {
  for (int32_t c = dl_first(s->g, r); c >= 0; c = s->g->next[c]) {
    if (s->tokens[c].rel != DL_REL_ACL || c < r) continue;
    bool done = !strcmp(s->tokens[c].xpos, "VBN") || dl_is_passive(s->g, c);
    bool doer = !done && dl_deep_subject(s->g, c) == r;
    const char *kind = done || !doer ? kind_of(s, c, "object") : kind_of(s, c, "subject");
    if (!kind || (!done && !doer && dl_deep_object(s->g, c) != r)) continue;
    *word = c;
    return kind;
  }
  return NULL;
}

static void find_fate(const sizing *s, figure *f) {
  const char *kind = NULL;
  int32_t word = state_behind(s, f, &kind);
  if (word < 0 && f->noun >= 0) {
    kind = kind_of(s, f->noun, "state");
    if (kind && !f->of && s->tokens[f->node].head == f->noun) { /* "30 wounded": they are not named */
      word = f->noun;
      f->noun = -1;
    } else if ((kind = kind_of(s, f->noun, "counted")) != NULL) {
      word = f->noun;
    }
  }
  if (!kind) kind = kind_by_head(s, f->role, f->bare, &word);
  if (!kind) kind = kind_by_clause(s, f->noun >= 0 && (!f->of || f->number.vague) ? f->noun : f->role, &word);
  if (!kind && f->noun < 0 && (kind = kind_by_total(s, f->role)) != NULL) word = f->role;
  if (!kind || f->number.sign >= 0 || (f->noun >= 0 && f->noun != word && is_thing(s, f->noun))) return;
  if (f->part && s->tokens[f->role].rel != DL_REL_NSUBJ) return; /* "shot seven times, four of them in the neck" */
  if (f->number.article && (!strcmp(kind, "quantity") || f->noun < 0 || strcmp(kind_of_unit(s, f->noun), "size") != 0)) return;
  f->kind = kind;
  f->word = word;
  if (f->noun == word && !kind_of(s, word, "counted")) f->noun = -1; /* "30 wounded": of whom is not said */
}

/* ---- the event ---- */

static bool fits(const dl_event *e, const char *kind, bool first) {
  bool assault = !strcmp(e->category, "ASSAULT"), coerce = !strcmp(e->category, "COERCE"), protest = !strcmp(e->category, "PROTEST");
  if (!strcmp(kind, "arrested")) return first ? coerce : assault || protest;
  return first ? assault : coerce || protest;
}

/* A verb of somebody else's doing, that is no event and no word of saying: what lies behind it is not the act's. */
static bool parts(const sizing *s, int32_t token) {
  if (s->tokens[token].upos != DL_VERB || s->event_at[token] >= 0 || dl_is_kind(s->work, token, "speech")) return false;
  if (kind_of(s, token, "object") || kind_of(s, token, "subject")) return false; /* "two died and five were hurt in the attack" */
  int32_t subject = dl_is_passive(s->g, token) ? -1 : dl_child_rel(s->g, token, DL_REL_NSUBJ);
  return subject >= 0 && s->event_at[subject] < 0 && !dl_is_relative(s->g, subject);
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
static int32_t event_of_fate(const sizing *s, const figure *f) {
  if (s->event_at[f->word] >= 0) return s->event_at[f->word];
  for (int first = 1; first >= 0; first--) {
    int32_t best = -1;
    int nearest = FAR + 1, steps = 0;
    for (int32_t at = f->word; at >= 0 && steps < FAR && (at == f->word || !parts(s, at)); at = s->tokens[at].head, steps++)
      if (s->event_at[at] >= 0 && fits(&s->kept[s->event_at[at]]->event, f->kind, first)) return s->event_at[at];
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
static bool sizes(const sizing *s, const dl_event *e, int32_t node, const char *kind) {
  static const char *const moving[] = {"PROTEST", "MOBILIZE", "RETREAT", NULL}, *const armed[] = {"ASSAULT", "MOBILIZE", "RETREAT", NULL};
  static const char *const any[] = {"of", "with", "worth", "totalling", "totaling", NULL}, *const sums[] = {"for", "in", "to", "at", NULL};
  const dl_token *t = &s->tokens[node];
  bool money = !strcmp(kind, "money");
  switch (t->rel) {
  case DL_REL_OBJ: case DL_REL_COMPOUND: case DL_REL_NUMMOD: case DL_REL_AMOD: case DL_REL_APPOS: case DL_REL_XCOMP: case DL_REL_CCOMP: case DL_REL_ACL: return true;
  case DL_REL_NSUBJ:
    if (dl_is(s->g, node, "nsubj:pass") || dl_is_passive(s->g, t->head)) return dl_child_rel(s->g, t->head, DL_REL_OBJ) < 0; /* not who was given something */
    return dl_is_listed(e->category, !strcmp(kind, "quantity") ? armed : moving) && !money;
  case DL_REL_OBL: case DL_REL_NMOD:
    if (!strcmp(kind, "size") && dl_has_case(s->g, node, "with") && strcmp(e->category, "MOBILIZE") != 0) return false;
    for (int i = 0; any[i]; i++)
      if (dl_has_case(s->g, node, any[i])) return true;
    for (int i = 0; money && sums[i]; i++)
      if (dl_has_case(s->g, node, sums[i])) return true;
    return (dl_has_case(s->g, node, "by") && !strcmp(e->category, "PROTEST")) || (money && !dl_has_any_case(s->g, node));
  default: return false;
  }
}

/* A noun that is as large as what it is of: a loan, an agreement, a convoy. */
static bool is_container(const sizing *s, int32_t noun) {
  static const char *const classes[] = {"funds", "agreement", "aid", "sanction", NULL};
  for (int i = 0; classes[i]; i++)
    if (dl_class_is(s->work->lexicon, dl_key_lemma(s->work, noun), classes[i])) return true;
  return is_group(s, noun);
}

/* The act among the arguments of a verb that is none: "the march drew 10,000 people", "5,000 people took part in the rally". */
static int32_t event_beside(const sizing *s, int32_t verb, int32_t node) {
  bool subject = s->tokens[node].rel == DL_REL_NSUBJ;
  for (int32_t c = dl_first(s->g, verb); c >= 0; c = s->g->next[c]) {
    bool wanted = subject ? s->tokens[c].rel == DL_REL_OBJ || s->tokens[c].rel == DL_REL_OBL : s->tokens[c].rel == DL_REL_NSUBJ;
    if (c == node || !wanted || s->event_at[c] < 0) continue;
    const dl_event *e = &s->kept[s->event_at[c]]->event;
    if (!subject || !strcmp(e->category, "PROTEST") || !strcmp(e->category, "MOBILIZE")) return s->event_at[c];
  }
  return -1;
}

/* May the way up from a sum go on over `node` to what it depends on? */
static bool goes_on(const sizing *s, int32_t node, bool money) {
  const dl_token *t = &s->tokens[node], *over = &s->tokens[t->head];
  bool worth = !strcmp(over->lower, "worth") || dl_has_case(s->g, node, "worth");
  if (worth) return true;
  if (over->upos == DL_VERB) {
    bool object = t->rel == DL_REL_OBJ || dl_is(s->g, node, "nsubj:pass") || t->rel == DL_REL_XCOMP || (t->rel == DL_REL_OBL && dl_has_case(s->g, node, "of"));
    return object && (over->rel == DL_REL_XCOMP || over->rel == DL_REL_CCOMP || over->rel == DL_REL_ACL);
  }
  if (!is_nominal(over) && over->upos != DL_ADJ) return false;
  if (t->rel == DL_REL_COMPOUND || t->rel == DL_REL_NUMMOD || t->rel == DL_REL_AMOD || t->rel == DL_REL_APPOS || t->rel == DL_REL_ACL) return true;
  if (t->rel != DL_REL_NMOD || !(dl_has_case(s->g, node, "of") || dl_has_case(s->g, node, "in") || dl_has_case(s->g, node, "for"))) return false;
  return is_container(s, t->head) && (money || dl_has_case(s->g, node, "of"));
}

/* The event whose size the figure is, with the kind as *kind; -1. */
static int32_t event_of_sum(const sizing *s, const figure *f, const char **kind) {
  if (f->of && f->number.value == 1) return -1; /* "one of the longest" */
  static const char *const words[] = {"CONSULT", "ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "", NULL}, *const deeds[] = {"AID", "COOPERATE", "RETREAT", "CONCEDE", "COERCE", "ASSAULT", "MOBILIZE", NULL};
  const char *unit = f->number.sign >= 0 ? "money" : f->noun >= 0 ? kind_of_unit(s, f->noun) : "";
  if (!strcmp(unit, "group")) unit = "";
  int32_t found = -1, node = f->role;
  bool near = true;
  if (s->event_at[node] >= 0 && s->kept[s->event_at[node]]->site.trigger == node) found = s->event_at[node]; /* "12 air strikes" */
  for (int32_t c = dl_first(s->g, node); c >= 0 && found < 0 && f->number.sign >= 0; c = s->g->next[c]) /* "$2 million in payments" */
    if (s->tokens[c].rel == DL_REL_NMOD && dl_has_case(s->g, c, "in") && s->event_at[c] >= 0) found = s->event_at[c];
  bool itself = found >= 0;
  for (int steps = 0; found < 0 && steps < STEPS; steps++) {
    int32_t head = s->tokens[node].head;
    if (head < 0) break;
    int32_t at = s->event_at[head];
    if (at >= 0 && ((f->bare && node == f->role) || sizes(s, &s->kept[at]->event, node, *unit ? unit : "size"))) found = at;
    else if (at >= 0) break;
    else if (s->tokens[head].upos == DL_VERB && (found = event_beside(s, head, node)) < 0 && !goes_on(s, node, !strcmp(unit, "money"))) break;
    else if (s->tokens[head].upos != DL_VERB && !goes_on(s, node, !strcmp(unit, "money"))) break;
    near = near && (found >= 0 || is_group(s, head));
    node = head;
  }
  if (found < 0) return -1;
  const dl_event *e = &s->kept[found]->event;
  bool crowd = f->noun < 0 && f->number.vague && !strcmp(e->category, "PROTEST") && s->tokens[f->role].rel == DL_REL_NSUBJ; /* "Thousands marched" */
  if (itself && !*unit && strcmp(e->category, "ASSAULT") != 0) return -1;
  if (!*unit) unit = crowd ? "size" : f->noun >= 0 && near && s->tokens[f->noun].upos == DL_NOUN && dl_is_listed(e->category, deeds) ? "quantity" : "";
  if (!*unit || (!strcmp(unit, "size") && dl_is_listed(e->category, words))) return -1;
  if (!strcmp(unit, "money") && !strcmp(e->category, "ACCUSE")) return -1; /* "accused him of taking $3 million" */
  *kind = !strcmp(unit, "size") && !strcmp(e->category, "COERCE") && !strcmp(e->mode, "arrest") ? "arrested" : unit; /* "took 22 officers into custody" */
  return found;
}

/* ---- all of a sentence ---- */

static int32_t first_joined(const sizing *s, int32_t token) {
  for (int steps = 0; steps < STEPS && s->tokens[token].rel == DL_REL_CONJ && s->tokens[token].head >= 0; steps++) token = s->tokens[token].head;
  return token;
}

/* As written: the noun that is counted, the sign of the currency; of "30 wounded" the noun before that the same clause counts. */
static const char *unit_of(const sizing *s, const figure *f, const figure *before) {
  if (f->noun >= 0) return s->tokens[f->noun].form;
  if (f->number.sign >= 0) return s->tokens[f->number.sign].form;
  bool joined = before->word >= 0 && f->word >= 0 && !f->part && f->number.value > 0 && first_joined(s, f->word) == first_joined(s, before->word);
  return joined ? before->unit : "";
}

/* The words from the number to what it counts. */
static dl_span span_of(const sizing *s, const figure *f) {
  uint32_t end = f->number.end;
  bool near = f->noun >= (int32_t)end && f->noun < (int32_t)end + STEPS;
  for (uint32_t i = end; near && i < (uint32_t)f->noun; i++) near = s->tokens[i].upos != DL_PUNCT || !strcmp(s->tokens[i].lower, "-");
  return (dl_span){s->tokens[f->number.first].begin, s->tokens[near ? (uint32_t)f->noun : end - 1].end};
}

static void add_phrase(const sizing *s, dl_event *e, const figure *f) {
  for (uint32_t i = 0; i < e->magnitude.count; i++) {
    const dl_phrase *p = &e->magnitude.items[i];
    if (strcmp(p->klass, f->kind) != 0) continue;
    if (f->part || p->value == f->number.value) return;
  }
  const dl_number *n = &f->number;
  dl_trace_slot(s->work, &e->trace, "size", f->kind, f->word >= 0 ? f->word : f->role);
  dl_phrase *p = DL_PUSH(s->work->doc->arena, e->magnitude.items, e->magnitude.count, e->magnitude.capacity);
  *p = (dl_phrase){.span = span_of(s, f), .head = (uint32_t)f->node, .klass = f->kind,
                   .value = n->value, .low = n->low, .high = n->high, .bound = n->bound, .unit = f->unit};
}

/* "rose from 12 to 45": where it came to. */
static void take_end(const sizing *s, figure *f) {
  dl_number *n = &f->number;
  bool from = n->bound == DL_RANGE && n->first > 0 && !strcmp(s->tokens[n->first - 1].lower, "from");
  if (!from) return;
  n->value = n->low = n->high;
  n->bound = DL_EXACT;
}

static bool read_figure(const sizing *s, uint32_t at, uint32_t end, figure *f) {
  *f = (figure){.word = -1, .unit = ""};
  if (!dl_number_read(s->work->lexicon->numbers, s->work->lexicon->units, s->work->doc, at, end, &f->number)) return false;
  take_end(s, f);
  f->node = top_of_amount(s, &f->number);
  find_noun(s, f);
  return true;
}

/* Figures that are only a part of others come last: they may tell what the others do not ("20 people, five of whom died"). */
static void size_sentence(const sizing *s, uint32_t first, uint32_t end) {
  figure f, before = {.word = -1, .unit = ""};
  for (int parts = 0; parts < 2; parts++)
    for (uint32_t at = first; at < end;) {
      if (!read_figure(s, at, end, &f)) {
        at++;
        continue;
      }
      at = f.number.end;
      if (f.part != (parts > 0) || is_label(s, &f) || is_among(s, &f)) continue;
      f.bare = s->tokens[f.role].rel == DL_REL_OBL && has_own_case(s, &f);
      find_role(s, &f);
      find_fate(s, &f);
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
  sizing s = {.work = work, .g = &work->graph, .tokens = doc->tokens, .kept = kept};
  s.event_at = dl_arena_alloc(doc->arena, doc->token_count * sizeof *s.event_at);
  s.timed = dl_arena_alloc(doc->arena, doc->token_count);
  memset(s.event_at, 0xff, doc->token_count * sizeof *s.event_at);
  for (uint32_t i = 0; i < doc->time_count; i++)
    for (uint32_t t = doc->times[i].first_token; t < doc->times[i].end_token; t++) s.timed[t] = 1;
  for (uint32_t i = 0; i < count; i++)
    if (kept[i]->site.verb >= 0 && s.event_at[kept[i]->site.verb] < 0) s.event_at[kept[i]->site.verb] = (int32_t)i;
  for (uint32_t i = 0; i < count; i++) s.event_at[kept[i]->site.trigger] = (int32_t)i;
  for (s.first = 0; s.first < count; s.first = s.end) {
    uint32_t sentence = kept[s.first]->event.sentence;
    for (s.end = s.first; s.end < count && kept[s.end]->event.sentence == sentence; s.end++) continue;
    size_sentence(&s, doc->sentences[sentence].first, doc->sentences[sentence].first + doc->sentences[sentence].count);
  }
}
