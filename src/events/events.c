#include "events/events.h"

#include <stdlib.h>
#include <string.h>

#include "events/choice.h"
#include "events/chooser.h"
#include "events/evidence.h"
#include "network/wordhead.h"
#include "speech/speech.h"

int dl_coder_new(const dl_model *model, const dl_namer *namer, dl_coder **out, dl_status *status) {
  *out = NULL;
  dl_coder *coder = calloc(1, sizeof *coder);
  if (!coder) return dl_fail(status, DL_EMEMORY, "out of memory");
  coder->model = model;
  coder->namer = namer;
  int code = dl_lexicon_open(&coder->lexicon, model, status);
  if (code == DL_OK) code = dl_choice_read(&coder->choice, model, status);
  if (code == DL_OK) code = dl_chooser_read(&coder->chooser, model, status);
  if (code == DL_OK) code = dl_role_head_read(&coder->roles, model, status);
  if (code == DL_OK) code = dl_origins_read(&coder->origins, model, status);
  if (code == DL_OK) code = dl_learned_read(&coder->moment, model, "moment", status);
  if (code == DL_OK) code = dl_learned_read(&coder->site, model, "site", status);
  coder->cases = dl_model_table(model, "places/cases");
  coder->kinds = dl_model_table(model, "places/kinds");
  coder->away = dl_model_table(model, "places/away");
  if (coder->cases) coder->role = dl_table_column(coder->cases, "role");
  if (coder->kinds) coder->kind = dl_table_column(coder->kinds, "kind");
  if (code != DL_OK) {
    dl_coder_free(coder);
    return code;
  }
  *out = coder;
  return DL_OK;
}

void dl_coder_free(dl_coder *coder) {
  if (!coder) return;
  dl_choice_free(&coder->choice);
  dl_chooser_free(&coder->chooser);
  dl_role_head_free(&coder->roles);
  dl_origins_free(&coder->origins);
  dl_learned_free(&coder->moment);
  dl_learned_free(&coder->site);
  free(coder);
}

void dl_coder_least(dl_coder *coder, double confidence) {
  coder->least = confidence;
}

void dl_coder_explains(dl_coder *coder) {
  coder->explains = true;
}

static bool holds_all(const dl_participants *all, const dl_participants *some) {
  uint32_t i = 0;
  while (i < some->count && dl_has_party(all, &some->items[i])) i++;
  return i == some->count;
}

/* Is one of the words joined to the other: "appealed for a truce and urged others to ..."? */
static bool are_joined(const dl_document *doc, int32_t x, int32_t y) {
  return dl_head_by(doc, x, DL_RELS(CONJ)) == y || dl_head_by(doc, y, DL_RELS(CONJ)) == x;
}

/* Does `b` tell `a`'s act again: the same category at a word above or below it, and no party that `a` has not? */
static bool repeats(const dl_coding *work, const dl_candidate *a, const dl_candidate *b) {
  if (a->event.sentence != b->event.sentence || a->event.act != b->event.act) return false;
  if (a->event.act == DL_SPEECH_ACT && strcmp(a->event.cameo, b->event.cameo) != 0)
    return false; /* an admission and a denial */
  int32_t x = a->site.trigger, y = b->site.trigger;
  if (!dl_within(work->doc, y, x) && !dl_within(work->doc, x, y)) return false;
  bool verbs = a->site.kind == DL_VERB_ROW && b->site.kind == DL_VERB_ROW;
  if (verbs && are_joined(work->doc, x, y)) return false; /* two acts */
  return holds_all(&a->event.actor, &b->event.actor) && holds_all(&a->event.recipient, &b->event.recipient);
}

/* A noun with one party alone, inside what another event tells ("conceded to demands of ..."), names no act of its own.
 */
static bool is_setting(const dl_coding *work, const dl_candidate *c) {
  const dl_event *e = &c->event;
  if (c->site.kind != DL_NOUN_ROW || dl_is_pair(e)) return false;
  for (uint32_t i = work->near.from[e->sentence]; i < work->near.from[e->sentence + 1]; i++) {
    const dl_candidate *other = dl_near(work, i);
    if (other == c || other->dropped || other->site.kind == DL_NOUN_ROW) continue;
    if (dl_within(work->doc, c->site.trigger, dl_top_of(other))) return true;
  }
  return false;
}

/* Does the inner act only say what the outer one is for: "went on strike to protest", "blocked roads in protest"? */
static bool is_purpose(const dl_coding *work, const dl_candidate *outer, const dl_candidate *inner) {
  const dl_token *tokens = work->doc->tokens;
  int32_t at = dl_top_of(inner);
  int32_t head = tokens[at].head;
  if (outer == inner || head < 0 || (head != outer->site.trigger && head != outer->site.verb)) return false;
  if (outer->event.act != inner->event.act) return false;
  return tokens[at].rel == DL_REL_ADVCL ? dl_has_case(work->doc, at, "to")
                                        : tokens[at].rel == DL_REL_OBL && dl_has_case(work->doc, at, "in");
}

static void fold_purposes(dl_coding *work) {
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *outer = &work->found.items[i];
    for (uint32_t k = work->near.from[outer->event.sentence];
         k < work->near.from[outer->event.sentence + 1] && !outer->dropped; k++) {
      dl_candidate *inner = dl_near(work, k);
      if (inner->dropped || !is_purpose(work, outer, inner)) continue;
      if (dl_any_party(&inner->event.recipient)) outer->event.recipient = inner->event.recipient;
      inner->dropped = true;
    }
  }
}

static int by_place(const void *a, const void *b) {
  const dl_candidate *x = *(const dl_candidate *const *)a, *y = *(const dl_candidate *const *)b;
  return (x->event.trigger > y->event.trigger) - (x->event.trigger < y->event.trigger);
}

/* The candidate's word; of a particle its verb: "back" of "turned back" is no act beside "turned". */
static uint32_t whole_word(const dl_document *doc, const dl_candidate *c) {
  const dl_token *t = &doc->tokens[c->event.trigger];
  return t->deprel == DL_DEPREL_COMPOUND_PRT && t->head >= 0 ? (uint32_t)t->head : c->event.trigger;
}

/* Against those kept of its sentence: is the candidate told there already? What tells less than it goes. */
static bool is_told(dl_coding *work, const dl_candidate *c, dl_candidate **kept, uint32_t *count) {
  for (uint32_t k = 0; k < *count; k++) {
    bool outer = dl_within(work->doc, kept[k]->site.trigger, dl_top_of(c)) &&
                 repeats(work, c, kept[k]); /* of two tellings the clause above */
    bool same = whole_word(work->doc, kept[k]) == whole_word(work->doc, c);
    if (!(outer && !same) && (same || repeats(work, kept[k], c))) return true;
    if (outer || repeats(work, c, kept[k])) { /* the fuller telling stays */
      memmove(kept + k, kept + k + 1, (--*count - k) * sizeof *kept);
      k--;
    }
  }
  return false;
}

/* What is told only beside another act; where the sentence is all there is, it tells one thing. */
static void drop_settings(dl_coding *work) {
  bool lone = work->doc->sentence_count < 2;
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *c = &work->found.items[i];
    if (c->dropped || c->proposed || !((lone && is_setting(work, c)) || dl_is_background(work, c))) continue;
    c->dropped = true;
    c->verdict = DL_SETTING;
  }
}

/* Chooses who takes part; is somebody known to? In a text that tells nothing of where it is at home it must be somebody
 * whom the rules find: there nearly every act would get one. */
static bool is_known(dl_coding *work, dl_candidate *c) {
  bool by_rules = dl_names_somebody(&c->event);
  dl_choose_parties(work, c);
  return dl_is_reply(&c->event) || (dl_names_somebody(&c->event) && (by_rules || dl_list_named(work)));
}

static void keep_events(dl_coding *work) {
  dl_document *doc = work->doc;
  dl_candidate **kept = dl_arena_alloc(
      doc->arena, (work->found.count + 1) * sizeof *kept); /* those of each sentence at its place in `near` */
  uint32_t *counts = dl_arena_alloc(doc->arena, (doc->sentence_count + 1) * sizeof *counts), count = 0;
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *c = &work->found.items[i];
    if (c->dropped) continue;
    uint32_t s = c->event.sentence;
    dl_candidate **own = kept + work->near.from[s];
    if (is_told(work, c, own, &counts[s]))
      c->dropped = true;
    else
      own[counts[s]++] = c;
  }
  for (uint32_t s = 0; s < doc->sentence_count; s++) {
    memmove(kept + count, kept + work->near.from[s], counts[s] * sizeof *kept);
    count += counts[s];
  }
  qsort(kept, count, sizeof *kept, by_place);
  uint32_t known = 0; /* those of which somebody is known to take part */
  for (uint32_t i = 0; i < count; i++) {
    if (kept[i]->event.confidence < work->coder->least) continue;
    if (is_known(work, kept[i])) kept[known++] = kept[i];
  }
  dl_fill_magnitudes(work, kept, known);
  for (uint32_t i = 0; i < known; i++) {
    dl_fill_details(work, kept[i]);
    *DL_PUSH(doc->arena, doc->events, doc->event_count, doc->event_capacity) = kept[i]->event;
  }
}

dl_coding dl_coding_begin(const dl_coder *coder, dl_document *doc) {
  dl_coding work = {.coder = coder, .lexicon = &coder->lexicon, .doc = doc, .told = coder->explains};
  work.speaker = dl_voices(doc);
  work.barred = dl_arena_alloc(doc->arena, doc->token_count * sizeof *work.barred);
  work.consumed = dl_arena_alloc(doc->arena, doc->token_count * sizeof *work.consumed);
  work.act = dl_arena_alloc(doc->arena, doc->token_count * sizeof *work.act);
  dl_find_herrings(&work);
  dl_find_candidates(&work);
  return work;
}

/* Sentences of the candidates, and the candidates of each sentence. */
static void find_near(dl_coding *work) {
  dl_document *doc = work->doc;
  uint32_t *from = dl_arena_alloc(doc->arena, (doc->sentence_count + 2) * sizeof *from);
  work->near = (dl_by_sentence){from, dl_arena_take(doc->arena, (work->found.count + 1) * sizeof *work->near.items)};
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_event *e = &work->found.items[i].event;
    e->sentence = doc->tokens[e->trigger].sentence;
    from[e->sentence + 2]++;
  }
  for (uint32_t s = 1; s <= doc->sentence_count; s++) from[s + 1] += from[s];
  for (uint32_t i = 0; i < work->found.count; i++)
    work->near.items[from[work->found.items[i].event.sentence + 1]++] = i;
}

/* Candidates with their parties, as the rules have them: each with what they hold of it. */
static void judge_by_rules(dl_coding *work) {
  dl_document *doc = work->doc;
  find_near(work);
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *c = &work->found.items[i];
    c->event.trigger_span = dl_trigger_span(work, c);
    dl_fill_frame(work, c);
  }
  for (uint32_t i = 0; i < work->found.count; i++) {
    dl_candidate *c = &work->found.items[i];
    if (c->dropped || !(dl_is_passed_over(&doc->sentences[c->event.sentence]) || dl_is_unreal(work, c))) continue;
    c->dropped = true;
    c->verdict = DL_NOT_REAL;
  }
  dl_fold_nested(work);
  fold_purposes(work);
  for (uint32_t i = 0; i < work->found.count; i++)
    if (!work->found.items[i].dropped) dl_apply_modality(work, &work->found.items[i]);
  drop_settings(work);
  for (uint32_t i = 0; i < work->found.count; i++)
    if (work->found.items[i].dropped && work->found.items[i].verdict == DL_KEPT)
      work->found.items[i].verdict = DL_FOLDED;
}

static void find_events(dl_coding *work) {
  dl_find_modal_requests(work);
  dl_propose_acts(work);
  judge_by_rules(work);
  dl_choose_acts(work);
  keep_events(work);
  dl_suppose_acts(work);
  if (!dl_is_watched(work)) dl_settle_homes(work);
}

void dl_code_events(const dl_coder *coder, dl_document *doc) {
  if (doc->token_count == 0 || !coder->namer) return;
  dl_coding work = dl_coding_begin(coder, doc);
  find_events(&work);
}

/* The more acts are listed, the more a trainer of parties has to learn from: also those that are likelier none. */
static const float LIKELY = 0.08f;

/* Finds events anew for those who only look on; the document's stay. */
static void list(const dl_coder *coder, dl_document *doc, dl_options_fn *each_act, dl_weighed_fn *each_moment,
                 dl_weighed_fn *each_site, void *context) {
  if (doc->token_count == 0 || !coder->namer) return;
  dl_event *events = doc->events;
  uint32_t count = doc->event_count, capacity = doc->event_capacity;
  dl_coder easy = *coder;
  easy.choice.propose *= LIKELY;
  easy.choice.overrule *= LIKELY;
  easy.choice.drop *= LIKELY;
  doc->events = NULL;
  doc->event_count = doc->event_capacity = 0;
  const dl_code *homes = dl_hide_homes(doc);
  dl_coding work = dl_coding_begin(each_act ? &easy : coder, doc);
  work.each_act = each_act;
  work.each_moment = each_moment;
  work.each_site = each_site;
  work.each_context = context;
  work.told = true;
  find_events(&work);
  dl_show_homes(doc, homes);
  doc->events = events;
  doc->event_count = count;
  doc->event_capacity = capacity;
}

void dl_list_acts(const dl_coder *coder, dl_document *doc, dl_options_fn *each, void *context) {
  list(coder, doc, each, NULL, NULL, context);
}

bool dl_list_somebodies(const dl_coder *coder, dl_document *doc, dl_somebody_fn *each, void *context) {
  if (doc->token_count == 0 || !coder->namer) return false;
  const dl_code *homes = dl_hide_homes(doc);
  dl_coding work = dl_coding_begin(coder, doc);
  work.told = true;
  bool home = dl_list_named(&work);
  dl_each_somebody(&work, each, context);
  dl_show_homes(doc, homes);
  return home;
}

void dl_list_moments(const dl_coder *coder, dl_document *doc, dl_weighed_fn *each, void *context) {
  list(coder, doc, NULL, each, NULL, context);
}

void dl_list_sites(const dl_coder *coder, dl_document *doc, dl_weighed_fn *each, void *context) {
  list(coder, doc, NULL, NULL, each, context);
}

/* The candidate at each word, NULL where there is none: one that stays before one that went. */
static const dl_candidate **candidates_at(const dl_coding *work) {
  const dl_candidate **at = dl_arena_alloc(work->doc->arena, (work->doc->token_count + 1) * sizeof *at);
  for (uint32_t i = 0; i < work->found.count; i++) {
    const dl_candidate *c = &work->found.items[i];
    const int32_t words[] = {c->site.trigger,
                             c->site.kind == DL_LIGHT_ROW && c->site.verb >= 0 ? c->site.verb : c->site.trigger};
    for (int k = 0; k < 2; k++) {
      const dl_candidate **old = &at[words[k]];
      if (!*old || ((*old)->dropped && !c->dropped)) *old = c;
    }
  }
  return at;
}

void dl_list_evidence(const dl_coder *coder, dl_document *doc, dl_evidence_fn *each, void *context) {
  if (doc->token_count == 0 || !coder->namer) return;
  const dl_code *homes = dl_hide_homes(doc);
  dl_coding work = dl_coding_begin(coder, doc);
  work.told = true;
  dl_find_modal_requests(&work);
  judge_by_rules(&work);
  const dl_candidate **at = candidates_at(&work);
  dl_evidence evidence;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    if (!dl_wordhead_takes(doc->tokens[i].upos)) continue;
    dl_act_evidence_of(&work, (int32_t)i, at[i], &evidence);
    each(context, i, &evidence);
  }
  dl_show_homes(doc, homes);
}
