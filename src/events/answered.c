/* What somebody denies, admits or claims to have done: without such an act there is nothing that the speech is about.
 */
#include <string.h>

#include "events/coder.h"

/* "responsibility for bombing", "accused of arming": a deed; "..., before attacking it" is told beside it. */
static bool is_deed_of(const dl_coding *work, int32_t gerund) {
  return dl_has_case(work->doc, gerund, "for|of|to");
}

/* Does what is said of the lower word stand for what is said of the upper one: "reports of a raid", "an agreement was
 * reached"? What a verb is done to or with does not. */
static bool passes(const dl_token *lower, const dl_token *upper) {
  if (dl_in(upper->upos, DL_UPOSES(VERB, AUX))) return lower->rel == DL_REL_NSUBJ;
  return dl_in(lower->rel, DL_RELS(ACL, NMOD, CCOMP, XCOMP, ADVCL, APPOS));
}

/* Is the word the deed itself: the clause of "denied that", what a denied claim is of? */
static dl_answered level_of(const dl_coding *work, int32_t token, int32_t at) {
  const dl_token *tokens = work->doc->tokens;
  bool clause = at == token && dl_in(tokens[at].rel, DL_COMPLEMENTS) && tokens[at].upos == DL_VERB,
       claimed = at != token && tokens[token].head == at && tokens[at].upos == DL_NOUN;
  return clause || claimed ? DL_DEED_DENIED : DL_DENIED_TOO;
}

bool dl_is_disclaimed(const dl_coding *work, int32_t token) {
  enum { STEPS = 4 };
  const dl_token *tokens = work->doc->tokens;
  for (int steps = 0, at = token; steps < STEPS && at >= 0 && work->speaker[at] >= 0; steps++, at = tokens[at].head) {
    if (dl_is_negated(work->doc, at)) return true;
    if (dl_in(tokens[at].deprel, DL_DEPRELS(ADVCL, ADVCL_RELCL, PARATAXIS, ACL_RELCL))) return false;
  }
  return false;
}

/* "denied the claim": a word for what is said, or for saying so, is no deed itself. */
static bool is_saying(const dl_coding *work, int32_t token) {
  return dl_is_kind(work, token, DL_SENSE_OWNING) || dl_is_kind(work, token, DL_SENSE_DENYING) ||
         dl_class_is(work->lexicon, work->doc->tokens[token].lemma, DL_CLASS_STATEMENT);
}

/* Is the word told beside the one that it hangs on? */
static bool is_aside(const dl_coding *work, int32_t at) {
  unsigned rel = work->doc->tokens[at].rel;
  return dl_in(rel, DL_RELS(CONJ, PARATAXIS)) || (rel == DL_REL_ADVCL && !is_deed_of(work, at));
}

/* "rejected the claim that" */
static bool is_dismissed(const dl_coding *work, int32_t noun, int32_t verb) {
  return dl_is_kind(work, verb, DL_SENSE_DISMISSING) &&
         dl_class_is(work->lexicon, work->doc->tokens[noun].lemma, DL_CLASS_STATEMENT);
}

dl_answered dl_is_answered(const dl_coding *work, int32_t token) {
  enum { STEPS = 4 };
  const dl_token *tokens = work->doc->tokens;
  dl_answered found = DL_NOT_ANSWERED; /* "an allegation of arming", until somebody denies it */
  if (is_saying(work, token)) return found;
  for (int steps = 0, at = token; steps < STEPS; steps++) {
    int32_t head = tokens[at].head;
    if (head < 0 || is_aside(work, at)) return found;
    bool subject = dl_in(tokens[at].deprel, DL_DEPRELS(NSUBJ, NSUBJ_OUTER));
    if (dl_is_kind(work, head, DL_SENSE_DENYING) && (tokens[head].upos == DL_ADJ || !subject))
      return level_of(work, token, at);
    if (!subject && dl_is_kind(work, head, DL_SENSE_OWNING)) found = DL_DENIED_TOO;
    if (at != token && is_dismissed(work, at, head)) return DL_DEED_DENIED;
    if (!passes(&tokens[at], &tokens[head])) return found;
    at = head;
  }
  return found;
}
