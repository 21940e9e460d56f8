#include <stdio.h>
#include <string.h>

#include "events/coder.h"

/* "under the deal X will ...": the deal is struck. */
static bool is_in_setting(const dl_coding *work, int32_t phrase) {
  static const uint8_t senses[] = {DL_SENSE_SETTING, DL_SENSE_BESIDE, DL_SENSE_TERMS};
  for (size_t i = 0; i < sizeof senses; i++)
    if (dl_has_case_kind(work, phrase, senses[i])) return true;
  return false;
}

/* The verb (or predicate) whose clause an act stands in: itself, or what a noun is subject, object or oblique of. */
static int32_t clause_of(const dl_coding *work, int32_t trigger) {
  const dl_token *t = &work->doc->tokens[trigger];
  if (dl_is_verb(work->doc, (uint32_t)trigger) || t->head < 0) return trigger;
  /* "praise would not change this" is praise; "talks will not begin" are none */
  bool subject = dl_in(t->deprel, DL_DEPRELS(NSUBJ, NSUBJ_OUTER));
  if (subject && !dl_is_kind(work, t->head, DL_SENSE_OCCURRING)) return trigger;
  if (t->rel == DL_REL_OBL && is_in_setting(work, trigger)) return trigger;
  bool argument = dl_in(t->rel, DL_RELS(OBJ, NSUBJ, OBL, CONJ));
  return argument && dl_child_rel(work->doc, trigger, DL_REL_COP) < 0 ? t->head : trigger;
}

static uint32_t own_words(const dl_coding *work, int32_t head, bool noun) {
  const dl_document *doc = work->doc;
  const uint64_t rels = noun ? DL_RELS(AMOD, CASE) : DL_RELS(AUX, ADVMOD, DET, MARK, CC, AMOD, CASE);
  uint32_t bits = !noun && dl_is_open_clause(work->doc, (uint32_t)head) ? DL_HYPOTHETICAL : 0;
  if (dl_is_negated(work->doc, head)) bits |= DL_NEGATED;
  for (int32_t c = dl_first_by(doc, head, rels); c >= 0; c = dl_next_by(doc, c, rels)) {
    if (dl_is_kind(work, c, DL_SENSE_FUTURE)) bits |= DL_FUTURE;
    if (dl_is_kind(work, c, DL_SENSE_HYPOTHETICAL)) bits |= DL_HYPOTHETICAL;
  }
  return bits;
}

/* "to" without a finite verb above it: "Russia to send grain" (a headline), "is to visit". */
static bool is_bare_infinitive(const dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  if (!dl_in(doc->tokens[verb].rel, DL_RELS(ROOT, CCOMP, CONJ))) return false;
  int32_t mark = dl_first_by(doc, verb, DL_RELS(MARK));
  while (mark >= 0 && doc->tokens[mark].xpos != DL_TAG_TO) mark = dl_next_by(doc, mark, DL_RELS(MARK));
  return mark >= 0;
}

/* "stopped short of condemning", "was kept from attacking", "its failure to pay": what the head says did not happen. */
static bool is_withheld(const dl_coding *work, int32_t verb, int32_t head) {
  const dl_document *doc = work->doc;
  for (int32_t c = dl_first_by(doc, head, DL_RELS(ADVMOD)); c >= 0; c = dl_next_by(doc, c, DL_RELS(ADVMOD))) {
    char key[64]; /* "stop short", "have yet" */
    snprintf(key, sizeof key, "%s %s", dl_key_lemma(work, head), doc->tokens[c].lower);
    if (dl_modality_is(work->lexicon, key, DL_SENSE_FAILING)) return true;
  }
  if (dl_is_kind(work, head, DL_SENSE_WITHHOLDING)) return dl_has_case(doc, verb, "from");
  return doc->tokens[verb].rel != DL_REL_ADVCL && dl_is_kind(work, head, DL_SENSE_FAILING);
}

static uint32_t above(const dl_coding *work, int32_t verb) {
  int32_t told = dl_head_by(work->doc, verb, DL_RELS(CCOMP)), head = dl_head_by(work->doc, verb, DL_RELS(XCOMP, ACL));
  if (told >= 0 && dl_has_case(work->doc, verb, "whether")) return DL_HYPOTHETICAL; /* "asked whether it would help" */
  if (head >= 0 && dl_is_kind(work, head, DL_SENSE_INTENDED)) return DL_FUTURE;
  if (head >= 0 && dl_is_kind(work, head, DL_SENSE_UNREAL)) return DL_HYPOTHETICAL;
  if (head < 0) head = dl_head_by(work->doc, verb, DL_RELS(ADVCL));
  return head >= 0 && is_withheld(work, verb, head) ? DL_NEGATED : 0;
}

/* "meet", "meets", "is meeting" */
static bool is_present(const dl_document *doc, int32_t verb) {
  unsigned tag = doc->tokens[verb].xpos;
  bool is = false;
  for (int32_t c = dl_first_by(doc, verb, DL_RELS(AUX)); c >= 0; c = dl_next_by(doc, c, DL_RELS(AUX)))
    is |= doc->tokens[c].xpos == DL_TAG_VBZ;
  return dl_in(tag, DL_TAGS(VBP, VBZ)) || (tag == DL_TAG_VBG && is);
}

/* Does a time that hangs on the verb say that it is still to come: "next week"? */
static bool is_later(const dl_coding *work, int32_t verb, const dl_time *t) {
  bool later = dl_is_kind(work, (int32_t)t->first_token, DL_SENSE_LATER);
  for (uint32_t w = t->first_token; w < t->end_token; w++)
    if (work->doc->tokens[w].head == verb && (later || dl_is_kind(work, (int32_t)w, DL_SENSE_LATER))) return true;
  return false;
}

/* "The ministers meet next week": the present tense with a later time. */
static bool is_scheduled(const dl_coding *work, int32_t verb) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[verb].sentence];
  if (!is_present(doc, verb)) return false;
  uint32_t end = dl_time_from(doc, dl_sentence_end(s));
  for (uint32_t i = dl_time_from(doc, s->first); i < end; i++)
    if (is_later(work, verb, &doc->times[i])) return true;
  return false;
}

uint32_t dl_auxiliary(dl_coding *work, int32_t trigger) {
  const dl_document *doc = work->doc;
  int32_t clause = clause_of(work, trigger), first = dl_head_by(doc, clause, DL_RELS(CONJ));
  uint32_t bits = own_words(work, trigger, doc->tokens[trigger].upos == DL_NOUN);
  uint32_t taken = dl_is_definite(doc, trigger) ? DL_NEGATED : 0; /* "did not comment on the raid" */
  if (clause != trigger) bits |= own_words(work, clause, false) & ~taken;
  bits |= above(work, clause);
  if (is_scheduled(work, clause) || is_bare_infinitive(work, clause)) bits |= DL_FUTURE;
  if (first >= 0 && !dl_has_child(doc, clause, DL_RELS(AUX, NSUBJ)))
    bits |= own_words(work, first, false) & (DL_FUTURE | DL_HYPOTHETICAL);
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

/* "X has to" */
static void find_duty(dl_coding *work, int32_t has) {
  const dl_document *doc = work->doc;
  int32_t verb = dl_child_rel(doc, has, DL_REL_AUX) < 0 ? dl_child_rel(doc, has, DL_REL_XCOMP) : -1;
  if (verb < 0 || is_withheld(work, verb, has)) return; /* "has yet to" */
  if (dl_has_case(doc, verb, "to")) add_modal_request(work, verb, dl_deep_subject(doc, has));
}

/* "X must", "X has to": said by another, it asks X for the act. */
void dl_find_modal_requests(dl_coding *work) {
  const dl_document *doc = work->doc;
  for (int32_t i = 0; i < (int32_t)doc->token_count; i++) {
    int32_t verb = dl_head_by(doc, i, DL_RELS(AUX));
    if (verb >= 0 && dl_is_kind(work, i, DL_SENSE_OBLIGATION))
      add_modal_request(work, verb, dl_deep_subject(doc, verb));
    if (doc->tokens[i].upos == DL_VERB && dl_is_kind(work, i, DL_SENSE_DUTY)) find_duty(work, i);
  }
}
