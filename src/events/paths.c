#include "events/paths.h"

#include <stdio.h>
#include <string.h>

enum { STEPS = 40, TOLD = 4 }; /* words between an act and the top; pieces of evidence that explain tells */

/* A word and those above it, up to the root. */
typedef struct line {
  int32_t at[STEPS];
  uint32_t count;
} line;

static line line_of(const dl_document *doc, int32_t token) {
  line l = {.count = 0};
  for (; token >= 0 && l.count < STEPS; token = doc->tokens[token].head) l.at[l.count++] = token;
  return l;
}

/* How the words from `from` up to `to` hang on each other, nearest first, without what coordination adds. */
static void chain_of(const dl_document *doc, const line *l, uint32_t to, char *text, size_t size) {
  size_t used = 0;
  uint32_t shown = 0;
  text[0] = '\0';
  for (uint32_t i = 0; i < to && shown < 3; i++, shown++) {
    int n = snprintf(text + used, size - used, "%s%s", used ? " " : "", dl_deprel_name(doc->tokens[l->at[i]].deprel));
    if (n < 0 || (size_t)n >= size - used) return;
    used += (size_t)n;
  }
}

static char letter_of(const dl_document *doc, const dl_token *t) {
  static const struct {
    uint64_t rels;
    char letter;
  } letters[] = {{DL_RELS(CCOMP), 'c'},
                 {DL_RELS(ADVCL, ACL), 'a'},
                 {DL_RELS(XCOMP), 'x'},
                 {DL_RELS(PARATAXIS), 'p'},
                 {DL_RELS(CONJ, APPOS), 'j'}};
  if (t->deprel == DL_DEPREL_ACL_RELCL) return 'r';
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (dl_in(t->rel, letters[i].rels)) return letters[i].letter;
  return t->head >= 0 && dl_in(doc->tokens[t->head].upos, DL_UPOSES(VERB, AUX, ADJ)) ? 'v' : 'n';
}

/* The same in letters: of clauses c (said), r (relative), a (others), j (coordinated), of nouns n, of what hangs on a
 * verb v; repeated ones once. */
static void letters_of(const dl_document *doc, const line *l, uint32_t to, char *text, size_t size) {
  size_t used = 0;
  for (uint32_t i = 0; i < to && used + 1 < size; i++) {
    char c = letter_of(doc, &doc->tokens[l->at[i]]);
    if (!used || text[used - 1] != c) text[used++] = c;
  }
  text[used] = '\0';
}

/* Clauses that part the two: "act in ccomp", "time in acl:relcl". */
static uint32_t add_clauses(const dl_document *doc, const line *l, uint32_t to, const char *whose, dl_evidence *e) {
  uint32_t clauses = 0;
  for (uint32_t i = 0; i < to; i++) {
    const dl_token *t = &doc->tokens[l->at[i]];
    bool clause = dl_in(t->rel, DL_CLAUSES);
    if (!clause && t->rel != DL_REL_CONJ) continue;
    dl_clue(e, whose, " in ", dl_deprel_name(t->deprel), "");
    clauses += clause;
  }
  return clauses;
}

static const char *few(uint32_t n) {
  static const char *const names[] = {"0", "1", "3", "7", "15", "more"}; /* up to so many */
  unsigned k = 0;
  while (k < 5 && n >= 1u << k) k++;
  return names[k];
}

/* Preposition, subordinator and auxiliaries. */
static void add_words(const dl_coding *work, int32_t top, int32_t verb, const char *path, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const dl_token *tokens = doc->tokens;
  for (int32_t c = dl_first_by(doc, top, DL_RELS(CASE)); c >= 0; c = dl_next_by(doc, c, DL_RELS(CASE))) {
    dl_clue(e, "prep=", tokens[c].lower, "", "");
    dl_clue(e, "prep+path=", tokens[c].lower, " ", path);
  }
  if (!dl_has_any_case(doc, top)) dl_clue(e, "no prep ", path, "", "");
  for (int32_t c = dl_first_by(doc, verb, DL_RELS(AUX, MARK)); c >= 0; c = dl_next_by(doc, c, DL_RELS(AUX, MARK)))
    dl_clue(e, "aux=", tokens[c].lower, "", "");
}

static void add_position(const dl_document *doc, const dl_candidate *c, const dl_between *b, dl_evidence *e) {
  int32_t act = c->site.trigger;
  bool before = (int32_t)b->first < act;
  uint32_t from = before ? b->end : (uint32_t)act + 1, to = before ? (uint32_t)act : b->first, verbs = 0;
  for (uint32_t t = from; t < to; t++) verbs += doc->tokens[t].upos == DL_VERB;
  const dl_sentence *s = &doc->sentences[c->event.sentence];
  dl_clue(e, before ? "before, verbs " : "behind, verbs ", few(verbs), "", "");
  dl_clue(e, before ? "before, words " : "behind, words ", few(to > from ? to - from : 0), "", "");
  dl_clue(e, b->options == 1 ? "alone" : "one of several", "", "", "");
  if (b->end + 1 >= s->first + s->count) dl_clue(e, "at the end", "", "", "");
  if (b->first <= s->first + 1) dl_clue(e, "at the start", "", "", "");
}

/* The word that the option is asked for: the trigger, or the verb that is a part of it ("made a visit"), which is
 * nearer.
 */
static int32_t act_of(const dl_coding *work, const dl_candidate *c, int32_t top) {
  const dl_token *tokens = work->doc->tokens;
  int32_t verb = c->site.verb;
  bool part = verb >= 0 && verb != c->site.trigger && tokens[verb].begin >= c->event.trigger_span.begin &&
              tokens[verb].end <= c->event.trigger_span.end;
  return part && (dl_within(work->doc, c->site.trigger, verb) || tokens[top].head == verb) ? verb : c->site.trigger;
}

void dl_between_evidence(const dl_coding *work, const dl_candidate *c, const dl_between *b, char path[DL_BETWEEN_PATH],
                         dl_evidence *e) {
  const dl_document *doc = work->doc;
  int32_t act = act_of(work, c, b->top);
  line up = line_of(doc, act), down = line_of(doc, b->top);
  uint32_t i = 0, k = 0; /* where they meet */
  for (i = 0; i < up.count; i++) {
    for (k = 0; k < down.count && down.at[k] != up.at[i]; k++) continue;
    if (k < down.count) break;
  }
  char ups[96], downs[96], above[16], below[16];
  chain_of(doc, &up, i, ups, sizeof ups);
  chain_of(doc, &down, k, downs, sizeof downs);
  snprintf(path, DL_BETWEEN_PATH, "%s/%s", ups, downs);
  letters_of(doc, &up, i, above, sizeof above);
  letters_of(doc, &down, k, below, sizeof below);
  const dl_token *trigger = &doc->tokens[act];
  const dl_token *meet = i < up.count ? &doc->tokens[up.at[i]] : trigger;
  const char *tag = dl_tag_name(trigger->xpos);
  dl_evidence_begin(e, work->told);
  dl_clue(e, "all", "", "", "");
  dl_clue(e, "path=", path, "", "");
  dl_clue(e, "up=", ups, "", "");
  dl_clue(e, "down=", downs, "", "");
  dl_clue(e, "outline=", above, "/", below);
  dl_evidence_add(e, " ", "outline of a", tag[0] == 'V' ? "verb" : "noun", above, below);
  dl_clue(e, "act ", few(i), " below", "");
  dl_clue(e, b->what, " ", few(k), " below");
  uint32_t parted = add_clauses(doc, &up, i, "act", e), aside = add_clauses(doc, &down, k, b->what, e);
  dl_clue(e, "clauses ", few(parted), "+", few(aside));
  dl_clue(e, "meet=", i == 0 ? "act" : k == 0 ? b->what : meet->lemma, "", "");
  dl_clue(e, "meet tag=", i == 0 ? "act" : dl_tag_name(meet->xpos), "", "");
  if (up.at[i < up.count ? i : 0] == c->site.verb) dl_clue(e, "on its verb", "", "", "");
  dl_clue(e, "tag=", tag, "", "");
  dl_clue(e, "tag+up=", tag, " ", ups);
  dl_clue(e, "grain=", b->grain, "", "");
  dl_clue(e, "grain+path=", b->grain, " ", path);
  dl_clue(e, "grain+clauses=", b->grain, " ", few(parted + aside));
  dl_clue(e, "rel=", dl_deprel_name(doc->tokens[b->top].deprel), "", "");
  dl_clue(e, "act=", dl_act_or_speech(c->event.act), "", "");
  const int32_t over = doc->tokens[b->top].head;
  if (over >= 0) dl_clue(e, b->what, "'s head tag=", dl_tag_name(doc->tokens[over].xpos), "");
  add_words(work, b->top, c->site.verb >= 0 ? c->site.verb : act, path, e);
  add_position(doc, c, b, e);
}

int32_t dl_weigh_options(const dl_learned *learned, dl_weighed *options, uint32_t count) {
  int32_t best = -1;
  for (uint32_t i = 0; i < count; i++) {
    options[i].score = dl_evidence_sum(&options[i].evidence, learned);
    if (options[i].score > (best < 0 ? 0 : options[best].score)) best = (int32_t)i;
  }
  return best;
}

void dl_tell_option(dl_coding *work, dl_candidate *c, const dl_learned *learned, const char *what, const dl_weighed *o,
                    bool taken) {
  char strongest[400];
  dl_evidence_tell(&o->evidence, 1, learned, 0, -1, TOLD, strongest, sizeof strongest);
  dl_trace_line(work, &c->event.trace,
                dl_arena_printf(work->doc->arena, "%s: \"%s\", %s, by %+.1f%s", what,
                                dl_document_slice(work->doc, o->span.begin, o->span.end),
                                taken ? "the act's" : "not the act's", (double)o->score, strongest));
}

const char *dl_subject_kind(const dl_coding *work, const dl_candidate *c) {
  int32_t subject = dl_child_rel(work->doc, dl_top_of(c), DL_REL_NSUBJ);
  if (subject < 0) return "none";
  const dl_token *t = &work->doc->tokens[subject];
  return t->upos == DL_PRON ? "pronoun" : t->upos == DL_PROPN ? "name" : "noun";
}

bool dl_is_told_before(const dl_document *doc, const dl_event *e) {
  const dl_sentence *s = &doc->sentences[e->sentence - 1];
  for (uint32_t t = s->first; t < dl_sentence_end(s); t++)
    if (!strcmp(doc->tokens[t].lemma, doc->tokens[e->trigger].lemma)) return true;
  return false;
}
