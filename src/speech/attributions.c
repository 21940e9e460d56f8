/* Attributions: of each word that was taken for the head of a cue (decide.c) its source and content, as the network
 * scores the words around it; then what the tables say of the cue. */
#include <string.h>

#include "speech/pairs.h"

static const float IMPOSSIBLE = -1e9F;

/* Words around a cue with their scores. */
typedef struct reading {
  uint32_t cue;
  dl_window window;
  float (*scores)[DL_PAIR_SCORES]; /* per word of the window */
  dl_token_set content;
  int32_t source; /* -1: none is named */
} reading;

/* ---- scores ---- */

/* The halves of the hidden layer that do not depend on the cue: made once for cues with one window. */
static const float *words_of(dl_speech *speech, dl_window window) {
  const dl_scorer *scorer = &speech->listener->scorer;
  const dl_document *doc = speech->doc;
  if (speech->read.first == window.first && speech->read.end == window.end) return speech->halves;
  uint32_t count = window.end - window.first;
  if (count > speech->halves_size) {
    speech->halves_size = 2 * count;
    speech->halves = dl_arena_take(doc->arena, (size_t)speech->halves_size * scorer->of_word.width * sizeof(float));
  }
  dl_rows rows = {doc->states + (size_t)window.first * doc->state_width, doc->state_width, NULL};
  scorer->kernels->product(&scorer->of_word, &rows, count, speech->halves, scorer->of_word.width, DL_SET);
  speech->read = window;
  return speech->halves;
}

static void score_words(dl_speech *speech, reading *r) {
  const dl_scorer *scorer = &speech->listener->scorer;
  const dl_document *doc = speech->doc;
  uint32_t width = scorer->of_cue.outputs, count = r->window.end - r->window.first;
  const float *halves = words_of(speech, r->window), *outs[DL_PAIR_SCORES];
  const dl_pair *pairs = dl_pairs_of(speech, r->cue, r->window);
  float cue[DL_SCORER_WIDEST], hidden[DL_SCORER_WIDEST];
  dl_rows rows = {doc->states + (size_t)r->cue * doc->state_width, doc->state_width, NULL};
  scorer->kernels->product(&scorer->of_cue, &rows, 1, cue, scorer->of_cue.width, DL_SET);
  for (int k = 0; k < DL_PAIR_SCORES; k++) outs[k] = scorer->pair_out + (size_t)k * width;
  if (count + 1 > speech->scores_size) {
    speech->scores_size = 2 * (count + 1);
    speech->scores = dl_arena_take(doc->arena, speech->scores_size * sizeof *r->scores);
  }
  r->scores = (void *)speech->scores;
  for (uint32_t i = 0; i < count; i++) {
    const float *half = halves + (size_t)i * scorer->of_word.width;
    for (uint32_t k = 0; k < width; k++) hidden[k] = cue[k] + half[k];
    for (int f = 0; f < DL_PAIR_FEATURES; f++) {
      uint32_t row = pairs[i][f];
      scorer->kernels->add_row(scorer->rows.values + (size_t)row * width, scorer->rows.scale[row], hidden, width);
    }
    for (uint32_t k = 0; k < width; k++) hidden[k] = hidden[k] > 0 ? hidden[k] : 0;
    scorer->kernels->dots(hidden, 0, outs, DL_PAIR_SCORES, width, r->scores[i]);
    for (int k = 0; k < DL_PAIR_SCORES; k++) r->scores[i][k] += scorer->pair_bias[k];
  }
}

/* ---- what is read off them ---- */

/* The best set of pieces, one at least: each word in it has its score, each piece what its first and its last word have
 * (Viterbi). `out` is the best behind a piece; before the first one all is worth nothing. */
static void read_content(const dl_speech *speech, reading *r) {
  uint32_t count = r->window.end - r->window.first;
  uint8_t *from = dl_arena_take(speech->doc->arena, (size_t)count + 1); /* LEFT: out came from in; STAYED; FIRST */
  enum { LEFT = 1, STAYED = 2, FIRST = 4 };
  float out = IMPOSSIBLE, in = IMPOSSIBLE, ends = 0;
  for (uint32_t i = 0; i < count; i++) {
    float *s = r->scores[i];
    if (r->window.first + i == r->cue) s[DL_IN] = IMPOSSIBLE;
    float leaves = in + ends, enters = (out > 0 ? out : 0) + s[DL_BEGINS];
    from[i] = (uint8_t)((leaves > out ? LEFT : 0) | (in > enters ? STAYED : out > 0 ? 0 : FIRST));
    out = leaves > out ? leaves : out;
    in = (in > enters ? in : enters) + s[DL_IN];
    ends = s[DL_ENDS];
  }
  r->content = (dl_token_set){r->window.first, count, dl_arena_alloc(speech->doc->arena, (size_t)count + 1)};
  bool inside = in + ends > out, done = false;
  for (uint32_t i = count; i-- > 0 && !done;) {
    r->content.bits[i] = inside;
    done = inside && from[i] & FIRST;
    inside = inside ? from[i] & STAYED : from[i] & LEFT;
  }
}

/* Keeps for each word how much the cue that claims it most does. */
static void note_claims(const dl_speech *speech, const reading *r) {
  for (uint32_t i = r->window.first; i < r->window.end; i++) {
    float score = r->scores[i - r->window.first][DL_IN];
    dl_claimed *word = &speech->claimed[i];
    if (i != r->cue && (word->cue < 0 || score > word->score)) *word = (dl_claimed){score, (int32_t)r->cue};
  }
}

/* "..., a charge that X rejects", "..., something that X denied": is what is said summed up by the noun? */
static bool sums_up(const dl_speech *speech, int32_t noun) {
  const dl_document *doc = speech->doc;
  const dl_token *t = &doc->tokens[noun];
  dl_cue row;
  if ((t->features & DL_UNSURE) && noun > 0 && t[-1].word == DL_WORD_COMMA) return true;
  return dl_in(t->rel, DL_RELS(APPOS, PARATAXIS)) && dl_cue_find(speech->listener, t->lemma, "noun", &row);
}

/* The top of what somebody answers to what is said: "which X denied", "..., a charge that X rejects"; -1. */
static int32_t answered(const dl_speech *speech, uint32_t cue) {
  const dl_document *doc = speech->doc;
  const dl_token *t = &doc->tokens[cue];
  dl_cue verb;
  if (t->head < 0 || t->deprel != DL_DEPREL_ACL_RELCL) return -1;
  if (!dl_cue_find(speech->listener, t->lemma, "verb", &verb)) return -1;
  if (sums_up(speech, t->head)) return t->head;
  int32_t comma = dl_child(doc, cue, DL_REL_PUNCT, (uint32_t)t->head);
  return comma >= 0 && comma < (int32_t)cue && dl_frame_has(&verb, "deny") ? (int32_t)cue : -1;
}

/* Does a semicolon stand between the two? */
static bool is_parted(const dl_document *doc, uint32_t a, uint32_t b) {
  for (uint32_t i = a < b ? a : b; i < (a < b ? b : a); i++)
    if (doc->tokens[i].word == DL_WORD_SEMICOLON) return true;
  return false;
}

/* Speaks the word beside the cue: joined to it, or with a subject of its own behind a semicolon? */
static bool speaks_beside(const dl_document *doc, uint32_t word, uint32_t cue) {
  if (dl_head_by(doc, (int32_t)word, DL_RELS(CONJ)) == (int32_t)cue) return true;
  return dl_child_rel(doc, (int32_t)word, DL_REL_NSUBJ) >= 0 && is_parted(doc, cue, word);
}

/* Is the word a cue in the words of another, and not in a quotation? */
static bool is_inner_cue(const dl_speech *speech, const reading *r, uint32_t word) {
  bool cue = word != r->cue && speech->is_cue[word];
  return cue && dl_set_has(&r->content, word) && speech->quotes.at[word] < 0;
}

/* What the network's reading must hold: who speaks beside the speaker ("denied it and blamed X", "which X denied") does
 * not say it in his words. */
static void part_voices(const dl_speech *speech, reading *r) {
  const dl_document *doc = speech->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[r->cue].sentence];
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    if (!is_inner_cue(speech, r, i)) continue;
    int32_t top = speaks_beside(doc, i, r->cue) ? (int32_t)i : answered(speech, i);
    if (top >= 0 && !dl_within(doc, (int32_t)r->cue, top)) dl_set_subtree(doc, &r->content, (uint32_t)top, false);
  }
}

/* Is the word the subject of a cue that says nothing of who holds it: "Iran seems to be withdrawing", "it appears
 * that"?
 */
static bool only_seems(const dl_speech *speech, uint32_t cue, uint32_t token) {
  const dl_document *doc = speech->doc;
  const dl_token *t = &doc->tokens[token];
  dl_cue row;
  if (t->head != (int32_t)cue || !dl_in(t->rel, DL_RELS(NSUBJ, EXPL))) return false;
  if (t->rel == DL_REL_EXPL) return true;
  return dl_cue_find(speech->listener, doc->tokens[cue].lemma, "verb", &row) && dl_frame_has(&row, "nobody");
}

static bool can_speak(const dl_speech *speech, uint32_t cue, uint32_t token) {
  bool nominal = dl_in(speech->doc->tokens[token].upos, DL_UPOSES(NOUN, PROPN, PRON, ADJ, NUM, DET));
  return nominal && token != cue && !only_seems(speech, cue, token);
}

static void read_source(const dl_speech *speech, reading *r) {
  const dl_document *doc = speech->doc;
  float best = speech->listener->scorer.no_source;
  dl_cue light;
  int32_t head = doc->tokens[r->cue].head;
  bool makes = head >= 0 && dl_cue_find(speech->listener, doc->tokens[head].lemma, "light", &light);
  bool own = doc->tokens[r->cue].upos == DL_NOUN && speech->outer[r->cue] && !makes; /* "rejected X's claim that" */
  r->source = own ? dl_noun_source(doc, r->cue) : -1;
  for (uint32_t i = r->window.first; !own && i < r->window.end; i++) {
    float score = r->scores[i - r->window.first][DL_SOURCE];
    if (score <= best || !can_speak(speech, r->cue, i)) continue;
    best = score;
    r->source = (int32_t)i;
  }
}

/* ---- what the tables say of the cue ---- */

/* Is the content a thing ("concerns about the war"), neither a clause nor quoted words? */
static bool is_thing(const dl_speech *speech, int32_t head) {
  const dl_document *doc = speech->doc;
  return head >= 0 && !dl_is_verb(doc, (uint32_t)head) && speech->quotes.at[head] < 0 &&
         !dl_has_child(doc, head, DL_RELS(NSUBJ, ACL));
}

/* "voted to condemn": what is meant, and not said. */
static bool is_intention(const dl_cue *cue) {
  return cue->stance[0] == '0' && !dl_frame_has(cue, "say") && !dl_frame_has(cue, "ask");
}

/* Does the cue tell of an act even where a thing is its content: "denied the attack", "charges of murder"? */
static bool is_about_acts(const dl_document *doc, const dl_cue *cue, int32_t head) {
  static const char *const words[] = {"deny", "confirm", "charge", "decree"};
  for (unsigned k = 0; k < sizeof words / sizeof *words; k++)
    if (dl_frame_has(cue, words[k])) return true;
  bool of = dl_frame_has(cue, "of") && dl_case_is(doc, (uint32_t)head, "of"); /* "reports of the raid" */
  return of || !strcmp(cue->kind, "attr") || !strcmp(cue->kind, "adv");
}

/* What no row tells of: a mark, a thing, what is meant, else plain words of the source. */
static const dl_cue colon = {"colon", "+", "CT+", "Uu", "say quote clause"}, thing = {"verb", "0", "Uu", "Uu", "np"},
                    will = {"verb", "0", "Uu", "Uu", "to"}, unknown = {"verb", "+", "CT+", "Uu", "clause"};

/* The first row of a word as a cue, the kinds that fit its place first; false: there is none. */
static bool find_row(const dl_speech *speech, const dl_token *t, bool passive, dl_cue *cue) {
  const struct {
    const char *word, *kind;
  } tries[] = {{t->lemma, passive ? "passive" : ""},
               {t->lemma, t->upos == DL_NOUN ? "noun" : "verb"},
               {t->rel == DL_REL_AMOD ? t->lower : t->lemma, t->rel == DL_REL_AMOD ? "attr" : "adj"},
               {t->lower, "adv"},
               {t->lemma, "noun"},
               {t->lemma, "verb"}};
  for (unsigned k = 0; k < sizeof tries / sizeof *tries; k++)
    if (dl_cue_find(speech->listener, tries[k].word, tries[k].kind, cue)) return true;
  return false;
}

/* The row that fits the cue best; what no row tells of is taken for plain words of its source. */
static dl_cue row_of(const dl_speech *speech, const reading *r, int32_t head) {
  const dl_document *doc = speech->doc;
  const dl_token *t = &doc->tokens[r->cue];
  dl_cue cue;
  if (t->upos == DL_PUNCT) return colon;
  /* "voted to condemn" is meant; "called for Mali to leave" is said */
  bool infinitive = head >= 0 && dl_is_infinitive(doc, head) && !dl_has_case(doc, head, "for");
  bool unsaid = r->source < 0 && dl_has_complement(doc, (int32_t)r->cue);
  bool passive = unsaid && dl_is_passive(doc, (int32_t)r->cue), things = is_thing(speech, head);
  if (!find_row(speech, t, passive, &cue)) return things ? thing : infinitive ? will : unknown;
  if (things && !is_about_acts(doc, &cue, head)) cue.frame = "np";
  if (infinitive && is_intention(&cue)) cue.frame = "to";
  return cue;
}

/* Is the word of the content, and the one above it is not? */
static bool heads_content(const dl_document *doc, const reading *r, uint32_t token) {
  const dl_token *t = &doc->tokens[token];
  if (!dl_set_has(&r->content, token) || t->upos == DL_PUNCT) return false;
  return t->head < 0 || !dl_set_has(&r->content, (uint32_t)t->head);
}

/* The content's head in the sentence of the cue: the clause that the cue brings in, else what hangs on it, else the top
 * of the content. */
static int32_t head_of(const dl_speech *speech, const reading *r) {
  const dl_document *doc = speech->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[r->cue].sentence];
  int32_t best = -1;
  int most = 0;
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_token *t = &doc->tokens[i];
    if (!heads_content(doc, r, i)) continue;
    bool clause = dl_in(t->rel, DL_COMPLEMENTS);
    bool below = t->head == (int32_t)r->cue, over = doc->tokens[r->cue].head == (int32_t)i;
    int worth = 1 + 3 * dl_is_verb(doc, i) + 2 * (t->rel == DL_REL_OBJ) + 4 * below + 4 * over + 8 * (clause && below);
    if (worth > most) most = worth, best = (int32_t)i;
  }
  return best;
}

static void add_attribution(dl_speech *speech, reading *r) {
  dl_document *doc = speech->doc;
  dl_attribution made = {
      .entity = -1, .mention = -1, .parent = -1, .cue = dl_cue_span(doc, r->cue), .cue_token = r->cue};
  made.source = (dl_span){made.cue.begin, made.cue.begin};
  if (r->source >= 0) {
    made.source = dl_source_span(doc, (uint32_t)r->source);
    made.mention = dl_source_mention(doc, (uint32_t)r->source);
    made.entity = dl_source_entity(speech, (uint32_t)r->source, made.mention);
  }
  dl_content_spans(doc, &made, &r->content, &speech->quotes);
  int32_t head = head_of(speech, r);
  if (!made.content_count) return;
  dl_said said = {.source = r->source, .content = head, .negated = dl_is_negated(doc, (int32_t)r->cue)};
  said.cue = row_of(speech, r, head);
  bool echo = doc->tokens[r->cue].rel == DL_REL_ADVCL && said.content == doc->tokens[r->cue].head; /* "as they say" */
  if (echo) said.cue.kind = "as";
  made.stance = said.cue.stance[0] == '-' ? -1 : said.cue.stance[0] == '+';
  if (said.negated) made.stance = 0;
  made.words = dl_frame_has(&said.cue, "clause") || dl_frame_has(&said.cue, "say") || !said.cue.frame[0];
  speech->by_cue[r->cue] = (int32_t)speech->count;
  *DL_PUSH(doc->arena, doc->attributions, doc->attribution_count, doc->attribution_capacity) = made;
  *DL_PUSH(doc->arena, speech->items, speech->count, speech->capacity) = said;
}

/* "reportedly": nobody is named, and the clause that the adverb belongs to is the content. */
static void read_adverb(dl_speech *speech, uint32_t adverb) {
  const dl_document *doc = speech->doc;
  reading r = {.cue = adverb, .source = -1, .content = dl_set_of_sentence(doc, adverb)};
  dl_set_subtree(doc, &r.content, (uint32_t)doc->tokens[adverb].head, true);
  dl_set_put(&r.content, adverb, false);
  part_voices(speech, &r);
  add_attribution(speech, &r);
}

static void read_cue(dl_speech *speech, uint32_t cue) {
  dl_cue row;
  const dl_token *t = &speech->doc->tokens[cue];
  if (t->rel == DL_REL_ADVMOD && t->head >= 0 && dl_cue_find(speech->listener, t->lower, "adv", &row)) {
    read_adverb(speech, cue);
    return;
  }
  reading r = {.cue = cue, .window = dl_window_of(speech, cue)};
  score_words(speech, &r);
  note_claims(speech, &r);
  read_content(speech, &r);
  read_source(speech, &r);
  if (r.source >= 0 && !dl_within(speech->doc, (int32_t)cue, r.source))
    dl_set_subtree(speech->doc, &r.content, (uint32_t)r.source, false);
  part_voices(speech, &r);
  add_attribution(speech, &r);
}

static bool has_row(const dl_speech *speech, uint32_t token) {
  const dl_token *t = &speech->doc->tokens[token];
  static const char *const kinds[DL_UPOS_COUNT] = {[DL_VERB] = "verb", [DL_NOUN] = "noun", [DL_ADJ] = "adj"};
  dl_cue cue;
  return kinds[t->upos] && dl_cue_find(speech->listener, t->lemma, kinds[t->upos], &cue);
}

/* Reads the cues in the words [begin, end): those need less, since nobody else speaks there. */
static void read_inside(dl_speech *speech, dl_span words) {
  const dl_document *doc = speech->doc;
  float least = speech->listener->scorer.least - speech->listener->scorer.nested;
  for (uint32_t i = dl_token_from(doc, words.begin); i < doc->token_count && doc->tokens[i].end <= words.end; i++) {
    if (speech->is_cue[i] || speech->cue_score[i] < least || !has_row(speech, i)) continue;
    speech->is_cue[i] = 1;
    read_cue(speech, i);
  }
}

/* Cues in what is said. */
static void read_nested(dl_speech *speech) {
  dl_document *doc = speech->doc;
  for (uint32_t n = 0, count = doc->attribution_count; n < count; n++) {
    dl_attribution a = doc->attributions[n];
    for (uint32_t k = 0; k < a.content_count; k++) read_inside(speech, a.content[k]);
  }
}

/* Bytes that two pieces share. */
static uint32_t overlap(dl_span a, dl_span b) {
  uint32_t begin = a.begin > b.begin ? a.begin : b.begin, end = a.end < b.end ? a.end : b.end;
  return end > begin ? end - begin : 0;
}

static uint32_t shared(const dl_attribution *a, const dl_attribution *b) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < a->content_count; i++)
    for (uint32_t k = 0; k < b->content_count; k++) sum += overlap(a->content[i], b->content[k]);
  return sum;
}

/* "was quoted as saying", "made the claim that": two words bring in the same content. The inner one does, with the
 * outer one's source where it has none; but "rejected claims that" is about the claims. False where nothing is to be
 * done. */
static bool joins(dl_speech *speech, dl_attribution *outer, dl_attribution *inner) {
  const dl_document *doc = speech->doc;
  dl_cue light;
  bool around = dl_content_holds(outer, &doc->tokens[inner->cue_token]);
  bool made = doc->tokens[inner->cue_token].rel == DL_REL_OBJ &&
              dl_cue_find(speech->listener, doc->tokens[outer->cue_token].lemma, "light", &light);
  if (around && doc->tokens[outer->cue_token].upos == DL_NOUN &&
      dl_content_holds(inner, &doc->tokens[outer->cue_token]))
    return true; /* "a claim that X called absurd" */
  if (!made && (around || 5 * shared(outer, inner) < 4 * shared(inner, inner))) return false;
  if (doc->tokens[inner->cue_token].upos == DL_NOUN && !made) {
    if (inner->cue.begin < outer->content[0].begin) outer->content[0].begin = inner->cue.begin;
    return false;
  }
  if (inner->source.begin == inner->source.end && outer->source.begin < outer->source.end) {
    inner->source = outer->source;
    inner->entity = outer->entity;
    inner->mention = outer->mention;
    speech->items[inner - doc->attributions].source = speech->items[outer - doc->attributions].source;
  }
  return true;
}

static void join_cues(dl_speech *speech) {
  dl_document *doc = speech->doc;
  bool *gone = dl_arena_alloc(doc->arena, (doc->attribution_count + 1) * sizeof *gone);
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    int32_t head = doc->tokens[doc->attributions[i].cue_token].head, outer = head < 0 ? -1 : speech->by_cue[head];
    if (outer >= 0 && joins(speech, &doc->attributions[outer], &doc->attributions[i])) gone[outer] = true;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    speech->by_cue[doc->attributions[i].cue_token] = gone[i] ? -1 : (int32_t)kept;
    if (gone[i]) continue;
    doc->attributions[kept] = doc->attributions[i];
    speech->items[kept++] = speech->items[i];
  }
  doc->attribution_count = speech->count = kept;
}

/* Ends the attribution, which is not told in a quotation, with quoted words before that byte? */
static bool ends_quoted(const dl_speech *speech, const dl_attribution *a, uint32_t before) {
  uint32_t end = a->content[a->content_count - 1].end;
  return end <= before && speech->quotes.at[dl_token_from(speech->doc, end) - 1] >= 0;
}

/* Do the sentences [from, to) hold nothing but quotations? */
static bool all_quoted(const dl_speech *speech, uint32_t from, uint32_t to) {
  while (from < to && speech->quoted[from] == 3) from++;
  return from >= to;
}

/* The last attribution with a quotation in its content that ends before a token, where none but quoted sentences stand
 * between, or the rest of its own; -1. */
static int32_t quoted_before(const dl_speech *speech, uint32_t token) {
  const dl_document *doc = speech->doc;
  enum { BACK = 6 };
  uint32_t here = doc->tokens[token].sentence, last = 0;
  int32_t best = -1;
  for (uint32_t i = dl_sentence_back(doc, here, BACK)->first; i < token; i++) {
    if (speech->by_cue[i] < 0 || speech->quotes.at[i] >= 0) continue;
    const dl_attribution *a = &doc->attributions[speech->by_cue[i]];
    uint32_t end = a->content[a->content_count - 1].end;
    if (ends_quoted(speech, a, doc->tokens[token].begin) && (best < 0 || end >= last))
      best = speech->by_cue[i], last = end > a->cue.end ? end : a->cue.end;
  }
  if (best < 0) return -1;
  uint32_t from = doc->tokens[dl_token_from(doc, last) - 1].sentence;
  return all_quoted(speech, from + 1, here) ? best : -1;
}

/* Marks the quotations in which words of the attribution stand, but for the one that it is told in. */
static void mark_said(const dl_speech *speech, const dl_attribution *a, bool *said) {
  const dl_document *doc = speech->doc;
  int32_t own = speech->quotes.at[a->cue_token];
  for (uint32_t k = 0; k < a->content_count; k++) {
    uint32_t i = dl_token_from(doc, a->content[k].begin), end = dl_token_from(doc, a->content[k].end);
    for (; i < end; i++) {
      int32_t q = speech->quotes.at[i];
      if (q >= 0 && q != own) said[q] = true;
    }
  }
}

/* A whole sentence or more, from its beginning? */
static bool opens_sentence(const dl_document *doc, const dl_quote *quote) {
  enum { WHOLE = 3 };
  uint32_t first = quote->first_token;
  return quote->words >= WHOLE && first == doc->sentences[doc->tokens[first].sentence].first;
}

/* A quotation in which nobody's words were found and that opens a sentence goes on with the one before. */
static void continue_quotations(dl_speech *speech) {
  dl_document *doc = speech->doc;
  bool *said = dl_arena_alloc(doc->arena, (speech->quotes.count + 1) * sizeof *said);
  for (uint32_t n = 0; n < doc->attribution_count; n++) mark_said(speech, &doc->attributions[n], said);
  for (uint32_t q = 0; q < speech->quotes.count; q++) {
    const dl_quote *quote = &speech->quotes.items[q];
    int32_t before = !said[q] && opens_sentence(doc, quote) ? quoted_before(speech, quote->first_token) : -1;
    if (before < 0) continue;
    dl_attribution *a = &doc->attributions[before];
    *DL_PUSH(doc->arena, a->content, a->content_count, a->content_capacity) = (dl_span){quote->begin, quote->end};
  }
}

void dl_find_attributions(dl_speech *speech) {
  uint32_t words = speech->doc->token_count + 1;
  speech->claimed = dl_arena_take(speech->doc->arena, words * sizeof *speech->claimed);
  for (uint32_t i = 0; i < words; i++) speech->claimed[i] = (dl_claimed){0, -1};
  const dl_scorer *scorer = &speech->listener->scorer;
  if (!scorer->of_cue.outputs || scorer->of_cue.inputs != speech->doc->state_width) return;
  for (uint32_t i = 0; i < speech->doc->token_count; i++)
    if (speech->is_cue[i]) read_cue(speech, i);
  continue_quotations(speech);
  read_nested(speech);
  join_cues(speech);
}
