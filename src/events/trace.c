/* How each field of an event was found, line by line, for `dateline explain`. */
#include <string.h>

#include "events/coder.h"

void dl_trace_line(dl_coding *work, const dl_trace **trace, const char *line) {
  dl_trace_add(work->doc->arena, trace, line);
}

void dl_trace_slot(dl_coding *work, const dl_trace **trace, const char *role, const char *slot, int32_t head) {
  dl_trace_line(work, trace,
                dl_arena_printf(work->doc->arena, "%s: %s at \"%s\"", role, slot, work->doc->tokens[head].form));
}

/* Tells who the parties are, whatever list they stand in: their entities and codes, hashed (FNV-1a). */
static uint64_t mark_of(const dl_participants *list) {
  uint64_t h = 14695981039346656037u;
  for (uint32_t i = 0; i < list->count; i++) {
    h = (h ^ (uint32_t)list->items[i].entity) * 1099511628211u;
    h = (h ^ list->items[i].code) * 1099511628211u;
  }
  return h;
}

dl_act_watch dl_watch_event(const dl_event *event) {
  return (dl_act_watch){mark_of(&event->actor), mark_of(&event->recipient), event->cameo, event->act};
}

void dl_trace_rule(dl_coding *work, dl_event *event, const dl_act_watch *before, const char *rule) {
  dl_act_watch now = dl_watch_event(event);
  if (now.actor != before->actor)
    dl_trace_line(work, &event->trace, dl_arena_printf(work->doc->arena, "actor: %s", rule));
  if (now.recipient != before->recipient)
    dl_trace_line(work, &event->trace, dl_arena_printf(work->doc->arena, "recipient: %s", rule));
  if (now.act != before->act || strcmp(now.cameo, before->cameo) != 0)
    dl_trace_line(
        work, &event->trace,
        dl_arena_printf(work->doc->arena, "category: %s, from %s %s", rule,
                        before->act != DL_SPEECH_ACT ? dl_act_name(before->act) : "a speech act", before->cameo));
}
