/* At which word an event is told. */
#include "claims/parts.h"

bool dl_is_commitment(const dl_event *event) {
  return dl_act_in(event->act, 1 << DL_AGREE | 1 << DL_CONCEDE | 1 << DL_THREATEN);
}

uint32_t dl_speech_token(const dl_document *doc, const dl_event *event) {
  int32_t head = doc->tokens[event->trigger].head;
  const dl_token *verb = head >= 0 ? &doc->tokens[head] : NULL;
  bool inside = verb && verb->upos == DL_VERB && doc->tokens[event->trigger].deprel != DL_DEPREL_NSUBJ &&
                verb->begin >= event->trigger_span.begin && verb->end <= event->trigger_span.end;
  return inside ? (uint32_t)head : event->trigger;
}
