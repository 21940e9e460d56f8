/* At which word an event is told. */
#include <string.h>

#include "claims/parts.h"

static bool acts(const dl_event *event, int32_t entity) {
  for (uint32_t i = 0; i < event->actor.count; i++)
    if (event->actor.items[i].entity == entity) return true;
  return false;
}

/* Of "we will not leave" the one who speaks is told in his own words. */
static bool speaks_himself(const dl_document *doc, uint32_t verb) {
  int32_t subject = dl_child_rel(doc, verb, DL_REL_NSUBJ);
  return subject >= 0 && dl_is_first_person(&doc->tokens[subject]);
}

bool dl_is_commitment(const dl_event *event) {
  return event->act == DL_AGREE || event->act == DL_CONCEDE || event->act == DL_THREATEN;
}

static uint32_t word_of(const dl_document *doc, const dl_event *event) {
  bool speech = event->statement || event->act == DL_SPEECH_ACT || !strncmp(event->cameo, "12", 2);
  uint32_t noun = event->trigger; /* of "demanded an apology and compensation" the first */
  while (doc->tokens[noun].rel == DL_REL_CONJ && doc->tokens[noun].upos == DL_NOUN && doc->tokens[noun].head >= 0)
    noun = (uint32_t)doc->tokens[noun].head;
  int32_t head = doc->tokens[noun].head, relative = dl_child(doc, noun, DL_REL_ACL, noun);
  bool inside = relative >= 0 &&
                doc->tokens[relative].end <= event->trigger_span.end; /* "a charge that X denies" is one trigger */
  if (inside && doc->tokens[relative].deprel == DL_DEPREL_ACL_RELCL) return (uint32_t)relative;
  if (head >= 0 && doc->tokens[noun].rel == DL_REL_NSUBJ &&
      dl_child_rel(doc, head, DL_REL_EXPL) >= 0) { /* "there is no truth to" */
    noun = (uint32_t)head;
    head = doc->tokens[noun].head;
  }
  unsigned rel = doc->tokens[noun].rel;
  bool clause =
      rel == DL_REL_ADVCL || rel == DL_REL_ACL || (rel == DL_REL_CONJ && doc->tokens[event->trigger].upos == DL_VERB);
  const dl_token *verb =
      head >= 0 ? &doc->tokens[head] : NULL; /* "cancelled a visit": the verb is a part of the trigger */
  if (verb && verb->upos == DL_VERB && doc->tokens[noun].deprel != DL_DEPREL_NSUBJ &&
      verb->begin >= event->trigger_span.begin && verb->end <= event->trigger_span.end)
    return (uint32_t)head;
  if (!speech || head < 0 || clause)
    return event->trigger; /* a clause of its own is no part of the speech verb above it */
  int32_t own = dl_attribution_at(doc, event->trigger), above = dl_attribution_at(doc, (uint32_t)head);
  if (above < 0 || (own >= 0 && own < above)) return event->trigger;
  const dl_attribution *a = &doc->attributions[above];
  if (dl_in(rel, DL_COMPLEMENTS) && a->stance < 0)
    return event->trigger; /* "denied he had ordered" tells of no order */
  bool nobody = a->entity < 0 && (rel != DL_REL_CCOMP || a->source.end == a->source.begin);
  bool himself = acts(event, a->entity) && !speaks_himself(doc, event->trigger);
  return nobody || himself ? (uint32_t)head : event->trigger;
}

uint32_t dl_speech_token(const dl_document *doc, const dl_event *event) {
  uint32_t token = word_of(doc, event);
  bool planned = !event->statement && dl_is_commitment(event) &&
                 doc->tokens[token].rel == DL_REL_XCOMP; /* "plans to attack": the plan is the threat */
  return planned && doc->tokens[token].head >= 0 ? (uint32_t)doc->tokens[token].head : token;
}
