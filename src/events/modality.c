#include <stdio.h>
#include <string.h>

#include "events/coder.h"

/* The verb (or predicate) whose clause an act stands in: itself, or what a noun is subject, object or oblique of. */
static int32_t clause_of(const dl_coding *work, int32_t trigger) {
  const dl_token *t = &work->doc->tokens[trigger];
  if (dl_in(t->upos, DL_UPOSES(VERB, AUX)) || t->head < 0) return trigger;
  bool subject =
      t->rel == DL_REL_NSUBJ &&
      t->deprel != DL_DEPREL_NSUBJ_PASS; /* "praise would not change this" is praise; "talks will not begin" are none */
  if (subject && !dl_is_kind(work, t->head, DL_SENSE_OCCURRING)) return trigger;
  bool argument = dl_in(t->rel, DL_RELS(OBJ, NSUBJ, OBL, CONJ));
  for (int32_t c = dl_first(work->doc, trigger); c >= 0 && t->rel == DL_REL_OBL;
       c = dl_sibling(work->doc, c)) /* "under the deal X will ...": the deal is struck */
    if (work->doc->tokens[c].rel == DL_REL_CASE &&
        (dl_is_kind(work, c, DL_SENSE_SETTING) || dl_is_kind(work, c, DL_SENSE_BESIDE) ||
         dl_is_kind(work, c, DL_SENSE_TERMS)))
      return trigger;
  return argument && dl_child_rel(work->doc, trigger, DL_REL_COP) < 0 ? t->head : trigger;
}

static uint32_t own_words(const dl_coding *work, int32_t head, bool noun) {
  const dl_document *doc = work->doc;
  uint32_t bits = !noun && dl_is_open_clause(work->doc, (uint32_t)head) ? DL_HYPOTHETICAL : 0;
  if (dl_is_negated(work->doc, head)) bits |= DL_NEGATED;
  for (int32_t c = dl_first(doc, head); c >= 0; c = dl_sibling(doc, c)) {
    unsigned rel = doc->tokens[c].rel;
    if (!dl_in(rel, DL_RELS(AUX, ADVMOD, DET, MARK, CC, AMOD, CASE))) continue;
    if (noun && !dl_in(rel, DL_RELS(AMOD, CASE))) continue;
    if (dl_is_kind(work, c, DL_SENSE_FUTURE)) bits |= DL_FUTURE;
    if (dl_is_kind(work, c, DL_SENSE_HYPOTHETICAL)) bits |= DL_HYPOTHETICAL;
  }
  return bits;
}

/* "to" without a finite verb above it: "Russia to send grain" (a headline), "is to visit". */
static bool is_bare_infinitive(const dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[verb];
  if (!dl_in(t->rel, DL_RELS(ROOT, CCOMP, CONJ))) return false;
  for (int32_t c = dl_first(doc, verb); c >= 0; c = dl_sibling(doc, c))
    if (doc->tokens[c].rel == DL_REL_MARK && doc->tokens[c].xpos == DL_TAG_TO) return true;
  return false;
}

/* "stopped short of condemning", "was kept from attacking", "its failure to pay": what the head says did not happen. */
static bool is_withheld(const dl_coding *work, int32_t verb, int32_t head) {
  const dl_document *doc = work->doc;
  for (int32_t c = dl_first(doc, head); c >= 0; c = dl_sibling(doc, c)) {
    char key[64]; /* "stop short", "have yet" */
    snprintf(key, sizeof key, "%s %s", dl_key_lemma(work, head), doc->tokens[c].lower);
    if (doc->tokens[c].rel == DL_REL_ADVMOD && dl_modality_is(work->lexicon, key, DL_SENSE_FAILING)) return true;
  }
  if (dl_is_kind(work, head, DL_SENSE_WITHHOLDING)) return dl_has_case(doc, verb, "from");
  return doc->tokens[verb].rel != DL_REL_ADVCL && dl_is_kind(work, head, DL_SENSE_FAILING);
}

static uint32_t above(const dl_coding *work, int32_t verb) {
  const dl_token *t = &work->doc->tokens[verb];
  if (t->head < 0) return 0;
  if (t->rel == DL_REL_CCOMP && dl_has_case(work->doc, verb, "whether"))
    return DL_HYPOTHETICAL; /* "asked whether it would help" */
  if (dl_in(t->rel, DL_RELS(XCOMP, ADVCL, ACL))) {
    if (dl_is_kind(work, t->head, DL_SENSE_INTENDED) && t->rel != DL_REL_ADVCL) return DL_FUTURE;
    if (dl_is_kind(work, t->head, DL_SENSE_UNREAL) && t->rel != DL_REL_ADVCL) return DL_HYPOTHETICAL;
    if (is_withheld(work, verb, t->head)) return DL_NEGATED;
  }
  return 0;
}

/* "The ministers meet next week": the present tense with a later time. */
static bool is_scheduled(const dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  unsigned tag = doc->tokens[verb].xpos;
  bool is = false;
  for (int32_t c = dl_first(work->doc, verb); c >= 0; c = dl_sibling(work->doc, c))
    is |= doc->tokens[c].rel == DL_REL_AUX && doc->tokens[c].xpos == DL_TAG_VBZ;
  bool present = dl_in(tag, DL_TAGS(VBP, VBZ)) || (tag == DL_TAG_VBG && is);
  const dl_sentence *s = &doc->sentences[doc->tokens[verb].sentence];
  for (uint32_t i = dl_time_from(doc, s->first);
       present && i < doc->time_count && doc->times[i].first_token < dl_sentence_end(s); i++) {
    const dl_time *t = &doc->times[i];
    for (uint32_t w = t->first_token; w < t->end_token; w++)
      if (doc->tokens[w].head == verb &&
          (dl_is_kind(work, (int32_t)t->first_token, DL_SENSE_LATER) || dl_is_kind(work, (int32_t)w, DL_SENSE_LATER)))
        return true;
  }
  return false;
}

uint32_t dl_auxiliary(dl_coding *work, int32_t trigger) {
  int32_t clause = clause_of(work, trigger);
  uint32_t bits = own_words(work, trigger, work->doc->tokens[trigger].upos == DL_NOUN);
  uint32_t taken = dl_is_definite(work->doc, trigger) ? DL_NEGATED : 0; /* "did not comment on the raid" */
  if (clause != trigger) bits |= own_words(work, clause, false) & ~taken;
  bits |= above(work, clause);
  if (is_scheduled(work, clause)) bits |= DL_FUTURE;
  if (is_bare_infinitive(work, clause)) bits |= DL_FUTURE;
  const dl_token *t = &work->doc->tokens[clause];
  if (t->rel == DL_REL_CONJ && t->head >= 0 && dl_child_rel(work->doc, clause, DL_REL_AUX) < 0 &&
      dl_child_rel(work->doc, clause, DL_REL_NSUBJ) < 0)
    bits |= own_words(work, t->head, false) & (DL_FUTURE | DL_HYPOTHETICAL);
  return bits;
}

static void add_modal_request(dl_coding *work, int32_t verb, int32_t subject) {
  const dl_token *t = subject >= 0 ? &work->doc->tokens[subject] : NULL;
  if (!t || work->speaker[verb] < 0 || subject == work->speaker[verb]) return;
  if (dl_is_first_person(t)) return; /* "we must" asks nothing of another */
  dl_candidate *c = DL_PUSH(work->doc->arena, work->found.items, work->found.count, work->found.capacity);
  c->site = (dl_site){.trigger = verb, .verb = verb, .noun = -1, .kind = DL_VERB_ROW};
  c->row = (dl_row){.key = "must",
                    .act = DL_REQUEST,
                    .cameo = "100",
                    .actor = work->lexicon->slots[DL_SLOTS_MUST_ACTOR],
                    .recipient = work->lexicon->slots[DL_SLOTS_MUST_RECIPIENT],
                    .flags = DL_FLAG_STATEMENT | DL_FLAG_NESTED | DL_FLAG_NEEDS_RECIPIENT | DL_FLAG_NEEDS_ACTOR,
                    .flag_names = "statement,nested,needs-recipient,needs-actor"};
  c->event.trigger = (uint32_t)verb;
  c->modal_request = true;
}

/* "X must", "X has to": said by another, it asks X for the act. */
void dl_find_modal_requests(dl_coding *work) {
  const dl_document *doc = work->doc;
  for (uint32_t i = 0; i < work->doc->token_count; i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->rel == DL_REL_AUX && t->head >= 0 && dl_is_kind(work, (int32_t)i, DL_SENSE_OBLIGATION))
      add_modal_request(work, t->head, dl_deep_subject(doc, t->head));
    if (t->upos != DL_VERB || !dl_is_kind(work, (int32_t)i, DL_SENSE_DUTY) ||
        dl_child_rel(doc, (int32_t)i, DL_REL_AUX) >= 0)
      continue;
    int32_t verb = dl_child_rel(doc, (int32_t)i, DL_REL_XCOMP);
    if (verb >= 0 && is_withheld(work, verb, (int32_t)i)) continue; /* "has yet to" */
    if (verb >= 0 && dl_has_case(doc, verb, "to")) add_modal_request(work, verb, dl_deep_subject(doc, (int32_t)i));
  }
}
