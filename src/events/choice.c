#include "events/choice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "events/evidence.h"
#include "network/softmax.h"
#include "network/wordhead.h"

/* The network's scores of a token; zeros where it can be no act. */
static const float *scores_at(const dl_document *doc, uint32_t token) {
  static const float none[DL_ACT_LABELS];
  return doc->act_scores[token] ? doc->act_scores[token] : none;
}

static void want_choice(dl_items *items, void *to) {
  dl_choice *choice = to;
  dl_learned_take(items, "", DL_ACT_LABELS, &choice->learned);
  const float *threshold = dl_items_floats(items, "threshold", "", 4);
  choice->propose = threshold ? threshold[0] : 0;
  choice->drop = threshold ? threshold[1] : 0;
  choice->overrule = threshold ? threshold[2] : 0;
  choice->unfold = threshold ? threshold[3] : 0;
}

static void want_knots(dl_items *items, void *to) {
  dl_choice *choice = to;
  const float *knots = dl_items_floats(items, "knots", "", DL_KNOTS);
  if (knots) memcpy(choice->knots, knots, sizeof choice->knots);
}

int dl_choice_read(dl_choice *choice, const dl_model *model, dl_status *status) {
  void *memory = NULL; /* of the knots, which are copied */
  *choice = (dl_choice){0};
  for (int k = 0; k < DL_KNOTS; k++) choice->knots[k] = (float)k / (DL_KNOTS - 1);
  int code = dl_items_read(model, "acts", want_choice, choice, &choice->memory, status);
  if (code == DL_OK) code = dl_items_read(model, "calibration", want_knots, choice, &memory, status);
  free(memory);
  return code;
}

/* The share of events that are right at this probability of the model's, in thousandths. */
static double calibrated(const dl_choice *choice, float p) {
  float at = p * (DL_KNOTS - 1);
  int low = at < 0 ? 0 : at >= DL_KNOTS - 1 ? DL_KNOTS - 2 : (int)at;
  float far = at - (float)low, p_right = choice->knots[low] * (1 - far) + choice->knots[low + 1] * far;
  return (double)(int)(p_right * 1000 + 0.5f) / 1000;
}

void dl_choice_free(dl_choice *choice) {
  free(choice->memory);
}

/* ---- how sure ---- */

/* What the model holds of a word. */
typedef struct verdict {
  float p[DL_ACT_LABELS];
  float act;      /* that it is an act of some category */
  unsigned label; /* the likeliest category */
  uint32_t word;
} verdict;

static verdict judge(const dl_coding *work, int32_t token, const dl_evidence *e) {
  verdict v = {.label = 1};
  memcpy(v.p, scores_at(work->doc, token), sizeof v.p);
  dl_evidence_score(e, &work->coder->choice.learned, v.p);
  dl_softmax(v.p, DL_ACT_LABELS, v.p);
  for (unsigned k = 1; k < DL_SPEECH_ACT; k++) {
    v.act += v.p[k];
    if (v.p[k] > v.p[v.label]) v.label = k;
  }
  return v;
}

/* An act, but of no category more likely than of all others together? */
static bool is_of_many(const verdict *v) {
  return v->p[v->label] * 2 < v->act;
}

/* ---- the row of an act ---- */

/* The first row of the table that has the key and the category; false where there is none. */
static bool find_row(const dl_lexicon *lexicon, dl_kind kind, const char *key, unsigned act, dl_row *row) {
  uint32_t first, count = dl_lexicon_find(lexicon, kind, key, &first);
  for (uint32_t i = first; count && i < first + count; i++) {
    *row = dl_lexicon_row(lexicon, kind, i);
    if (row->act == act && !(row->flags & DL_FLAG_VETO)) return true;
  }
  return false;
}

/* How a word is coded as an act of a category: by its own row of that category, else by the least specific code. */
static dl_row row_for(const dl_lexicon *lexicon, dl_kind kind, const char *key, unsigned act) {
  dl_row row;
  uint32_t at = 0;
  if (find_row(lexicon, kind, key, act, &row)) return row;
  row = (dl_row){.key = key, .act = (uint8_t)act, .cameo = ""};
  if (lexicon->acts && dl_table_find(lexicon->acts, dl_act_name(act), &at)) {
    row.cameo = dl_table_cell(lexicon->acts, at, 1);
    row.flags = dl_table_code(lexicon->acts, at, 2);
    row.flag_names = dl_table_cell(lexicon->acts, at, 2);
  }
  return row;
}

static dl_kind kind_of(unsigned upos) {
  if (dl_in(upos, DL_UPOSES(VERB, AUX))) return DL_VERB_ROW;
  return dl_in(upos, DL_UPOSES(NOUN, PROPN)) ? DL_NOUN_ROW : DL_ADJECTIVE_ROW;
}

/* The lead of "no act" beyond which evidence was never seen to help: of 518 articles, no act that is proposed had more
 * than 2.6. */
#define HOPELESS (-5.0f)

/* Of the probability from which a word is an act, the part from which what somebody denies or admits is one: that no
 * row proposes (dl_answered), that a row takes and the rules reject. */
static const float answered_share[] = {1, 0.2f, 0.04f};
#define ANSWERED_AGAINST 0.3f
/* The probability from which a word is looked at at all as what somebody denies (dl_suppose_acts). */
#define SUPPOSED 0.01f

static bool decides(const dl_coding *work) {
  return work->coder->choice.propose > 0 && work->doc->act_scores;
}

/* Is a word so far from an act to the network that no evidence could make it one? Two words of three are, and need not
 * be looked up. */
static bool is_hopeless(const float *scores) {
  float most = scores[1];
  for (unsigned k = 2; k < DL_SPEECH_ACT; k++) most = scores[k] > most ? scores[k] : most;
  return most - scores[DL_NO_ACT] < HOPELESS;
}

/* The probability from which a word is an act that no row proposes. What somebody denies is one sooner: without it
 * there is nothing that the denial is about. */
static float least_to_propose(const dl_coding *work, dl_answered answered) {
  return work->coder->choice.propose * answered_share[answered];
}

/* Of what somebody denies the category is the likeliest of its rows, where none of all is clearly the likeliest; false
 * where it has no row, and too many categories are as likely. */
static bool settle_label(const dl_coding *work, int32_t token, verdict *v) {
  dl_row row;
  unsigned best = 0;
  for (unsigned k = 1; k < DL_SPEECH_ACT; k++)
    if ((!best || v->p[k] > v->p[best]) &&
        find_row(work->lexicon, kind_of(work->doc->tokens[token].upos), dl_key_lemma(work, token), k, &row))
      best = k;
  if (best) v->label = best;
  return best || v->p[v->label] * 4 >= v->act;
}

enum { TOLD = 4 }; /* pieces of evidence that explain tells */

/* The strongest evidence for the label against "no act", for explain. */
static void tell(dl_coding *work, dl_candidate *c, const dl_evidence *e, const verdict *v, unsigned label) {
  const float *scores = scores_at(work->doc, v->word);
  char strongest[400];
  dl_evidence_tell(e, 1, &work->coder->choice.learned, label, DL_NO_ACT, TOLD, strongest, sizeof strongest);
  dl_trace_line(work, &c->event.trace,
                dl_arena_printf(work->doc->arena, "act: %s with probability %.2f: network %+.1f%s", dl_act_name(label),
                                (double)v->p[label], (double)(scores[label] - scores[DL_NO_ACT]), strongest));
}

/* Adds a candidate for the word as an act of the category. */
static dl_candidate *propose(dl_coding *work, int32_t token, unsigned label) {
  dl_kind kind = kind_of(work->doc->tokens[token].upos);
  dl_site site = {.trigger = token,
                  .verb = kind == DL_VERB_ROW ? token : -1,
                  .noun = kind == DL_NOUN_ROW ? token : -1,
                  .kind = kind};
  dl_row row = row_for(work->lexicon, kind, dl_key_lemma(work, token), label);
  dl_add_candidate(work, &site, &row);
  dl_candidate *c = &work->found.items[work->found.count - 1];
  c->proposed = true;
  return c;
}

dl_candidate *dl_suppose_act(dl_coding *work, int32_t token, bool deed) {
  dl_evidence evidence;
  if (!decides(work) || (!deed && is_hopeless(scores_at(work->doc, token)))) return NULL;
  dl_act_evidence_of(work, token, NULL, &evidence);
  verdict v = judge(work, token, &evidence);
  v.word = (uint32_t)token;
  if (!deed && v.act < SUPPOSED) return NULL;
  settle_label(work, token, &v);
  dl_candidate *c = propose(work, token, v.label);
  c->event.confidence = calibrated(&work->coder->choice, v.act);
  if (work->coder->explains) tell(work, c, &evidence, &v, v.label);
  return c;
}

void dl_propose_acts(dl_coding *work) {
  const dl_document *doc = work->doc;
  dl_evidence evidence;
  for (uint32_t i = 0; decides(work) && i < doc->token_count; i++) {
    const dl_token *t = &doc->tokens[i];
    if (!dl_wordhead_takes(t->upos) || work->consumed[i] || work->barred[i] ||
        dl_is_passed_over(&doc->sentences[t->sentence]))
      continue;
    if (is_hopeless(scores_at(doc, i))) continue;
    dl_act_evidence_of(work, (int32_t)i, NULL, &evidence);
    verdict v = judge(work, (int32_t)i, &evidence);
    dl_answered answered = v.act < work->coder->choice.propose * answered_share[DL_DEED_DENIED]
                               ? DL_NOT_ANSWERED
                               : dl_is_answered(work, (int32_t)i);
    if (v.act < least_to_propose(work, answered)) continue;
    if (is_of_many(&v) && !(answered && settle_label(work, (int32_t)i, &v)) && answered != DL_DEED_DENIED) continue;
    propose(work, (int32_t)i, v.label);
  }
}

/* ---- the choice ---- */

/* Gives a candidate a category that its row does not have: another row of its word, or none. */
static void recode(dl_coding *work, dl_candidate *c, unsigned label) {
  c->row = row_for(work->lexicon, c->site.kind, c->row.key, label);
  c->proposed = true;
  dl_fill_frame(work, c);
}

/* What the model holds of a candidate, and by which evidence: of a light verb and its noun, at the word that is
 * likelier an act. */
static verdict judge_candidate(const dl_coding *work, const dl_candidate *c, dl_evidence *evidence) {
  int32_t words[] = {c->site.trigger, c->site.verb};
  verdict best = {.act = -1};
  for (int i = 0; i < (c->site.kind == DL_LIGHT_ROW && c->site.verb >= 0 ? 2 : 1); i++) {
    dl_evidence here;
    if (!dl_wordhead_takes(work->doc->tokens[words[i]].upos)) continue;
    dl_act_evidence_of(work, words[i], c->proposed ? NULL : c, &here);
    verdict v = judge(work, words[i], &here);
    v.word = (uint32_t)words[i];
    if (v.act > best.act) best = v, *evidence = here;
  }
  return best;
}

/* Is it by a row of a user's own? */
static bool is_users(const dl_candidate *c) {
  return c->row.table && strcmp(dl_table_row_file(c->row.table, c->row.row), dl_table_file(c->row.table)) != 0;
}

/* Does such a row say that the word is no act? */
static bool user_vetoes(const dl_candidate *c) {
  return c->verdict == DL_VETOED && is_users(c);
}

/* Is an act kept (of its own category, where `same` is asked for) of which the candidate's word is a part, or that is a
 * part of its own? */
static bool is_part_of_another(const dl_coding *work, const dl_candidate *c, bool same) {
  for (uint32_t i = work->near.from[c->event.sentence]; i < work->near.from[c->event.sentence + 1]; i++) {
    const dl_candidate *other = dl_near(work, i);
    if (other == c || other->dropped || (same && other->event.act != c->event.act)) continue;
    if (dl_within(work->doc, c->site.trigger, dl_top_of(other)) ||
        dl_within(work->doc, other->site.trigger, dl_top_of(c)))
      return true;
  }
  return false;
}

/* Did the rules hear it told by another act of its sentence? */
static bool is_beside(const dl_candidate *c) {
  return c->verdict == DL_FOLDED || c->verdict == DL_SETTING;
}

/* From which probability a word that was proposed is an act though another act has taken it for a part of its own since
 * ("supplying attack drones"). */
static const float TAKEN = 0.6f;

/* The probability from which a candidate is an act. */
static float least_of(const dl_coding *work, const dl_candidate *c, dl_answered answered) {
  const dl_choice *choice = &work->coder->choice;
  if (c->proposed && work->consumed[c->site.trigger] && !answered) return TAKEN;
  if (c->proposed) return least_to_propose(work, answered);
  if (!c->dropped) return choice->drop;
  if (answered) return choice->propose * ANSWERED_AGAINST;
  return is_beside(c) && is_part_of_another(work, c, false) ? choice->unfold : choice->overrule;
}

/* Is it not the model's to say? Speech acts without a category are the rules' alone. */
static bool is_settled(const dl_candidate *c) {
  return (c->verdict != DL_VETOED && c->event.act == DL_SPEECH_ACT) || c->modal_request || c->verdict == DL_NOT_REAL ||
         user_vetoes(c);
}

/* How much likelier than a row's category another one must be to take its place ("the strikes killed nine"). */
#define LIKELIER 4.0f

/* Is the act of another category to the model than to the row of its word? Rows of light verbs it does not judge as a
 * whole: of "rejected the request" it knows the request. */
static bool is_of_another(const dl_candidate *c, const verdict *v) {
  if (c->site.kind == DL_LIGHT_ROW || c->row.flags & DL_FLAG_IDIOM || is_users(c)) return false;
  if (c->proposed) return c->event.act != v->label;
  return c->event.act != DL_SPEECH_ACT && v->p[v->label] > LIKELIER * v->p[c->event.act];
}

static void choose(dl_coding *work, dl_candidate *c) {
  if (is_settled(c)) return;
  dl_evidence evidence;
  verdict v = judge_candidate(work, c, &evidence);
  if (v.act < 0) return;
  bool was = !c->dropped;
  bool idiom = c->row.flags & DL_FLAG_IDIOM;  /* all its words are there */
  bool known = was && (idiom || is_users(c)); /* the table knows it best */
  dl_answered answered = dl_is_answered(work, c->site.trigger);
  if (answered && c->proposed && is_of_many(&v)) v.label = c->event.act;
  c->dropped = !known && (v.act < least_of(work, c, answered) || (c->proposed && !answered && is_of_many(&v)));
  if (c->dropped || (is_beside(c) && is_part_of_another(work, c, true))) {
    c->dropped = true;
    return;
  }
  if (c->verdict == DL_VETOED || is_of_another(c, &v)) recode(work, c, v.label);
  c->dropped = !was && dl_is_unreal(work, c);
  if (c->dropped) return;
  if (!was) dl_apply_modality(work, c);
  unsigned label = c->proposed ? v.label : c->event.act;
  c->event.confidence = calibrated(&work->coder->choice, v.p[label]);
  if (work->coder->explains) tell(work, c, &evidence, &v, label);
}

/* What the rules hold for a part of another act comes last: the other may be none to the model. */
void dl_choose_acts(dl_coding *work) {
  for (int last = 0; last < 2 && decides(work); last++)
    for (uint32_t i = 0; i < work->found.count; i++) {
      dl_candidate *c = &work->found.items[i];
      if (is_beside(c) == (last == 1) && !dl_is_passed_over(&work->doc->sentences[c->event.sentence])) choose(work, c);
    }
}
