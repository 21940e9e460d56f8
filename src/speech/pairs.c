#include "speech/pairs.h"

#include <string.h>

/* Sentences that a window reaches back and forth; steps from the cue up its tree that are told apart. */
enum { BACK = 3, FORTH = 6, STEPS = 12 };

/* Values of the parts that features are made of. */
enum {
  RELS = DL_REL_COUNT + 1, /* and none */
  SIDES = 3,               /* before the cue, behind it, the cue itself */
  UPS = 5,                 /* steps up from the cue to where the paths meet; 4: in another sentence */
  DEPTHS = 4,
  CLASSES = DL_UPOS_COUNT + 8, /* marks are told apart */
  FAR = 10,
  MARKS = 61,
  PLACES = 7, /* of a sentence as seen from the cue's */
  QUOTED = 6,
  SIZES = 4,
  TYPES = DL_MISC + 2,
  KINDS = 9,
  CLAUSES = 6, /* kinds of clauses inside of a branch, and none */
  TENSES = 6
};

static const uint32_t sizes[DL_PAIR_FEATURES] = {
    UPS * RELS * SIDES,       /* IN_TREE */
    RELS *RELS,               /* PATH */
    RELS *DEPTHS *SIDES,      /* OWN */
    CLASSES *SIDES * 2,       /* CLASS, in a quotation? */
    FAR * 2 * 2,              /* DISTANCE, to the cue's side */
    QUOTED *SIZES *PLACES,    /* QUOTE */
    KINDS *RELS *SIDES,       /* KIND of the cue */
    MARKS *RELS,              /* MARK of the branch */
    3 * 2 * 2 * 2 * 2,        /* CUES between */
    16 * RELS,                /* EDGE of the branch */
    PLACES * 3 * 4 * 2 * 2,   /* SENTENCE */
    TYPES * 3 * RELS,         /* MENTION */
    3 * 2 * 2 * 2 * SIDES,    /* BETWEEN */
    2 * RELS *SIDES,          /* VOICE */
    DL_UPOS_COUNT *RELS * 2,  /* BRANCH's class, before or behind */
    MARKS *SIDES,             /* WORD, of function words */
    CLAUSES * 2 * 2 * TENSES, /* INNER clause: its subject, a mark before it, its verb */
    CLAUSES *MARKS            /* JOINT: the word that brings it in */
};
enum {
  IN_TREE,
  PATH,
  OWN,
  CLASS,
  DISTANCE,
  QUOTE,
  KIND,
  MARK,
  CUES,
  EDGE,
  SENTENCE,
  MENTION,
  BETWEEN,
  VOICE,
  BRANCH,
  WORD,
  INNER,
  JOINT
};

uint32_t dl_pair_row_count(void) {
  uint32_t sum = 0;
  for (int i = 0; i < DL_PAIR_FEATURES; i++) sum += sizes[i];
  return sum;
}

/* ---- the window ---- */

static bool ends_with_colon(const dl_document *doc, uint32_t sentence) {
  const dl_sentence *s = &doc->sentences[sentence];
  return s->count > 0 && doc->tokens[dl_sentence_end(s) - 1].word == DL_WORD_COLON;
}

static bool has_quote(const dl_speech *speech, uint32_t sentence) {
  const dl_sentence *s = &speech->doc->sentences[sentence];
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++)
    if (speech->quotes.at[i] >= 0) return true;
  return false;
}

/* Does the window go on behind a sentence: with quoted words, or behind a colon to the end of the paragraph? */
static bool goes_on(const dl_speech *speech, uint32_t last, uint32_t here, bool colon) {
  const dl_sentence *s = &speech->doc->sentences[last];
  return has_quote(speech, last + 1) || (colon && (last == here || s[1].paragraph == s->paragraph));
}

dl_window dl_window_of(const dl_speech *speech, uint32_t cue) {
  const dl_document *doc = speech->doc;
  uint32_t here = doc->tokens[cue].sentence, first = here, last = here;
  bool colon = doc->tokens[cue].word == DL_WORD_COLON || ends_with_colon(doc, here);
  while (first > 0 && here - first < BACK && has_quote(speech, first - 1)) first--;
  while (last + 1 < doc->sentence_count && last - here < FORTH && goes_on(speech, last, here, colon)) last++;
  return (dl_window){doc->sentences[first].first, dl_sentence_end(&doc->sentences[last])};
}

/* ---- where a word stands ---- */

typedef struct view {
  const dl_speech *speech;
  uint32_t cue, sentence;
  dl_window window;
  int8_t *up;             /* per token of the window: one more than its steps above the cue, 0: not above it */
  uint32_t *branch;       /* per token: the topmost word of its branch, itself where it stands above the cue */
  uint8_t *depth, *meets; /* per token: steps below that; steps above the cue of what the branch hangs on */
  int32_t before, behind; /* the quotations around the cue, -1 */
  bool passive, colon;
  unsigned kind;
  uint32_t first_row[DL_PAIR_FEATURES];
} view;

static unsigned least(uint32_t a, uint32_t b) {
  return a < b ? a : b;
}

static uint32_t hashed(const char *word) {
  uint32_t h = 2166136261u;
  for (; *word; word++) h = (h ^ (unsigned char)*word) * 16777619u;
  return 1 + h % (MARKS - 1);
}

/* The paths from the cue to the words of its sentence. */
static void look_at_tree(view *v) {
  const dl_document *doc = v->speech->doc;
  const dl_sentence *s = &doc->sentences[v->sentence];
  uint32_t base = v->window.first;
  int32_t at = (int32_t)v->cue;
  for (int8_t steps = 1; at >= 0 && steps <= STEPS; steps++, at = doc->tokens[at].head)
    v->up[(uint32_t)at - base] = steps;
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    uint32_t top = i, depth = 0;
    while (!v->up[top - base] && doc->tokens[top].head >= 0 && !v->up[(uint32_t)doc->tokens[top].head - base]) {
      top = (uint32_t)doc->tokens[top].head;
      depth++;
    }
    int32_t over = v->up[top - base] ? (int32_t)top : doc->tokens[top].head;
    v->branch[i - base] = top;
    v->depth[i - base] = (uint8_t)least(depth, DEPTHS - 1);
    v->meets[i - base] = over < 0 ? UPS - 2 : (uint8_t)least((uint32_t)v->up[(uint32_t)over - base] - 1, UPS - 2);
  }
}

static unsigned class_of(const dl_token *t) {
  static const char *const marks[] = {",", ".!?", ":;", "\"\xe2\xab\xbb`'", "-", "([", ")]"};
  if (t->upos != DL_PUNCT) return t->upos;
  if (dl_in(t->word, DL_WORDS(SHORT_DASH, LONG_DASH))) return DL_UPOS_COUNT + 4;
  for (unsigned k = 0; k < sizeof marks / sizeof *marks; k++)
    if (strchr(marks[k], t->form[0])) return DL_UPOS_COUNT + k;
  return DL_UPOS_COUNT + 7;
}

static unsigned far_of(uint32_t distance) {
  static const uint32_t steps[FAR - 1] = {1, 2, 3, 4, 6, 9, 14, 24, 40};
  unsigned k = 0;
  while (k < FAR - 1 && distance > steps[k]) k++;
  return k;
}

static unsigned place_of(const view *v, uint32_t sentence) {
  int64_t d = (int64_t)sentence - v->sentence;
  if (d > 2 || d < -2) return d > 0 ? 3 : 6;
  return (unsigned)(d < 0 ? 3 - d : d);
}

static unsigned quoted(const view *v, uint32_t token) {
  const dl_quotes *quotes = &v->speech->quotes;
  int32_t q = quotes->at[token];
  if (q < 0) return 0;
  unsigned words = quotes->items[q].words, size = words < 3 ? 0 : words < 6 ? 1 : words < 12 ? 2 : 3;
  unsigned which = q == quotes->at[v->cue] ? 1 : q == v->before ? 2 : q == v->behind ? 3 : q < v->before ? 4 : 5;
  return which * SIZES + size;
}

/* The word that brings a branch in: its preposition or conjunction. */
static unsigned mark_of(const view *v, uint32_t top) {
  const dl_document *doc = v->speech->doc;
  int32_t mark = dl_first_by(doc, (int32_t)top, DL_RELS(MARK, CASE));
  return mark >= 0 ? hashed(doc->tokens[mark].lower) : 0;
}

static unsigned mention_of(const dl_document *doc, uint32_t token) {
  int32_t m = doc->mention_at ? doc->mention_at[token] : -1;
  if (m < 0) return 0;
  return (1 + doc->entities[doc->mentions[m].entity].type) * 3 + doc->mentions[m].form;
}

static bool is_function_word(unsigned upos) {
  return dl_in(upos, DL_UPOSES(ADP, SCONJ, PRON, DET, PART, CCONJ, AUX));
}

/* What lies between the cue and a word, counted from the cue outward. */
typedef struct between {
  uint32_t commas, cues;
  bool colons, dashes, marks;
} between;

static void pass(const view *v, uint32_t token, between *b) {
  const dl_token *t = &v->speech->doc->tokens[token];
  if (token != v->cue && v->speech->is_cue[token]) b->cues++;
  unsigned class = class_of(t);
  b->commas += class == DL_UPOS_COUNT;
  b->colons |= class == DL_UPOS_COUNT + 2;
  b->dashes |= class == DL_UPOS_COUNT + 4;
  b->marks |= class == DL_UPOS_COUNT + 3;
}

/* Is there another cue between the word and its branch's top, or over the cue itself? */
static bool below_other(const view *v, uint32_t token) {
  const dl_document *doc = v->speech->doc;
  for (int32_t at = (int32_t)token; at >= 0 && !v->up[(uint32_t)at - v->window.first]; at = doc->tokens[at].head)
    if (v->speech->is_cue[at]) return true;
  return false;
}

static void put(const view *v, dl_pair pair, unsigned feature, uint32_t value) {
  pair[feature] = (uint16_t)(v->first_row[feature] + value);
}

static unsigned clause_of(const dl_token *t) {
  static const uint8_t clauses[DL_REL_COUNT] = {
      [DL_REL_CONJ] = 1, [DL_REL_ADVCL] = 2, [DL_REL_ACL] = 3, [DL_REL_PARATAXIS] = 4, [DL_REL_APPOS] = 5};
  return clauses[t->rel];
}

static unsigned tense_of(const dl_token *t) {
  static const uint64_t tenses[] = {DL_SET(DL_TAG_VBD), DL_SET(DL_TAG_VBZ) | DL_SET(DL_TAG_VBP), DL_SET(DL_TAG_VBG),
                                    DL_SET(DL_TAG_VBN)};
  unsigned k = 0;
  while (k < 4 && !dl_in(t->xpos, tenses[k])) k++;
  return k < 4 || t->upos == DL_VERB ? k : 5;
}

/* The clause inside of a branch that a word lies in, the outermost one: what the content may end before. */
static void put_inner(const view *v, uint32_t token, uint32_t top, dl_pair pair) {
  const dl_speech *speech = v->speech;
  const dl_token *tokens = speech->doc->tokens;
  int32_t inner = -1;
  for (uint32_t at = token; at != top; at = (uint32_t)tokens[at].head)
    if (clause_of(&tokens[at])) inner = (int32_t)at;
  if (inner < 0) {
    put(v, pair, INNER, 0);
    put(v, pair, JOINT, 0);
    return;
  }
  bool subject = dl_child_rel(speech->doc, inner, DL_REL_NSUBJ) >= 0,
       mark = dl_child_before(speech->doc, inner, DL_REL_PUNCT) >= 0;
  int32_t word = dl_first_by(speech->doc, inner, DL_RELS(CC, MARK));
  unsigned clause = clause_of(&tokens[inner]), joint = word >= 0 ? hashed(tokens[word].lower) : 0;
  put(v, pair, INNER, ((clause * 2 + subject) * 2 + mark) * TENSES + tense_of(&tokens[inner]));
  put(v, pair, JOINT, clause * MARKS + joint);
}

static void features_of(const view *v, uint32_t i, const between *b, dl_pair pair) {
  const dl_document *doc = v->speech->doc;
  const dl_token *t = &doc->tokens[i];
  const dl_sentence *s = &doc->sentences[t->sentence];
  uint32_t at = i - v->window.first;
  bool same = t->sentence == v->sentence, above = same && v->up[at], in_quote = v->speech->quotes.at[i] >= 0;
  uint32_t top = same ? v->branch[at] : i;
  unsigned side = i == v->cue ? 2 : i > v->cue, down = !same || above ? RELS - 1 : doc->tokens[top].rel;
  unsigned up = same ? v->meets[at] : UPS - 1;
  unsigned up_rel = up == 0 || !same ? RELS - 1 : doc->tokens[v->cue].rel;
  put(v, pair, IN_TREE, (up * RELS + down) * SIDES + side);
  put(v, pair, PATH, up_rel * RELS + down);
  put(v, pair, OWN, (t->rel * DEPTHS + (same ? v->depth[at] : DEPTHS - 1)) * SIDES + side);
  put(v, pair, CLASS, (class_of(t) * SIDES + side) * 2 + in_quote);
  put(v, pair, DISTANCE, (far_of(i > v->cue ? i - v->cue : v->cue - i) * 2 + (i > v->cue)) * 2 + same);
  put(v, pair, QUOTE, quoted(v, i) * PLACES + place_of(v, t->sentence));
  put(v, pair, KIND, (v->kind * RELS + down) * SIDES + side);
  put(v, pair, MARK, (same ? mark_of(v, top) : 0) * RELS + down);
  bool other = same && v->sentence == t->sentence && below_other(v, i), tops = !v->speech->outer[v->cue];
  put(v, pair, CUES,
      (((least(b->cues, 2) * 2 + other) * 2 + (v->speech->is_cue[i] && i != v->cue)) * 2 + tops) * 2 + in_quote);
  bool left = same && i > s->first && v->branch[at - 1] == top,
       right = same && i + 1 < dl_sentence_end(s) && v->branch[at + 1] == top;
  put(v, pair, EDGE, (left + 2 * right + 4 * (i == s->first) + 8 * (i + 1 >= dl_sentence_end(s) - 1)) * RELS + down);
  uint32_t paragraphs = same ? 0
                             : least(s->paragraph > doc->sentences[v->sentence].paragraph
                                         ? s->paragraph - doc->sentences[v->sentence].paragraph
                                         : doc->sentences[v->sentence].paragraph - s->paragraph,
                                     2);
  unsigned sentence = v->speech->quoted[t->sentence];
  put(v, pair, SENTENCE,
      (((place_of(v, t->sentence) * 3 + paragraphs) * 4 + sentence) * 2 + (v->speech->cued_outside[t->sentence] != 0)) *
              2 +
          v->colon);
  put(v, pair, MENTION, mention_of(doc, i) * RELS + down);
  put(v, pair, BETWEEN, ((((least(b->commas, 2) * 2 + b->colons) * 2 + b->dashes) * 2 + b->marks)) * SIDES + side);
  put(v, pair, VOICE, (v->passive * RELS + down) * SIDES + side);
  put(v, pair, BRANCH, (doc->tokens[top].upos * RELS + down) * 2 + (top > v->cue));
  put_inner(v, i, top, pair);
  put(v, pair, WORD, (is_function_word(t->upos) ? hashed(t->lower) : 0) * SIDES + side);
}

static unsigned kind_of(const dl_speech *speech, uint32_t cue) {
  const dl_token *t = &speech->doc->tokens[cue];
  switch (t->upos) {
    case DL_VERB:
      return t->xpos == DL_TAG_VBG ? 1 : t->rel == DL_REL_AMOD ? 2 : 0;
    case DL_NOUN:
    case DL_PROPN:
      return 3;
    case DL_ADJ:
      return t->rel == DL_REL_AMOD ? 4 : 5;
    case DL_ADV:
      return 6;
    case DL_PUNCT:
      return 7;
    default:
      return 8;
  }
}

dl_pair *dl_pairs_of(dl_speech *speech, uint32_t cue, dl_window window) {
  const dl_document *doc = speech->doc;
  uint32_t count = window.end - window.first;
  if (count + 1 > speech->pairs_size) {
    speech->pairs_size = 2 * (count + 1);
    speech->pairs = dl_arena_take(doc->arena, speech->pairs_size * sizeof(dl_pair));
  }
  dl_pair *pairs = (dl_pair *)speech->pairs;
  view v = {.speech = speech,
            .cue = cue,
            .sentence = doc->tokens[cue].sentence,
            .window = window,
            .before = -1,
            .behind = -1};
  v.up = dl_arena_alloc(doc->arena, count + 1);
  v.branch = dl_arena_alloc(doc->arena, (count + 1) * sizeof *v.branch);
  v.depth = dl_arena_alloc(doc->arena, count + 1);
  v.meets = dl_arena_alloc(doc->arena, count + 1);
  v.passive =
      doc->tokens[cue].rel != DL_REL_AMOD && dl_is_passive(doc, (int32_t)cue); /* "alleged" is told by its kind */
  v.colon = doc->tokens[cue].word == DL_WORD_COLON || ends_with_colon(doc, v.sentence);
  v.kind = kind_of(speech, cue);
  for (uint32_t i = cue; i > window.first && v.before < 0; i--)
    if (speech->quotes.at[i - 1] >= 0 && speech->quotes.at[i - 1] != speech->quotes.at[cue])
      v.before = speech->quotes.at[i - 1];
  for (uint32_t i = cue + 1; i < window.end && v.behind < 0; i++)
    if (speech->quotes.at[i] >= 0 && speech->quotes.at[i] != speech->quotes.at[cue]) v.behind = speech->quotes.at[i];
  for (int f = 1; f < DL_PAIR_FEATURES; f++) v.first_row[f] = v.first_row[f - 1] + sizes[f - 1];
  look_at_tree(&v);
  between b = {0};
  for (uint32_t i = cue; i < window.end; i++) {
    features_of(&v, i, &b, pairs[i - window.first]);
    pass(&v, i, &b);
  }
  b = (between){0};
  for (uint32_t i = cue; i-- > window.first;) {
    features_of(&v, i, &b, pairs[i - window.first]);
    pass(&v, i, &b);
  }
  return pairs;
}
