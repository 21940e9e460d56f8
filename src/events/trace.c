/* How each field of an event was found, line by line, for `dateline explain`. */
#include <string.h>

#include "events/coder.h"

static void add_line(dl_coding *work, const char **trace, const char *line) {
  *trace = **trace ? dl_arena_printf(work->doc->arena, "%s\n%s", *trace, line) : line;
}

void dl_trace_slot(dl_coding *work, const char **trace, const char *role, const char *slot, int32_t head) {
  add_line(work, trace, dl_arena_printf(work->doc->arena, "%s: %s at \"%s\"", role, slot, work->doc->tokens[head].form));
}

static bool same_parties(const dl_participants *a, const dl_participants *b) {
  bool same = a->count == b->count;
  for (uint32_t i = 0; same && i < a->count; i++) {
    const char *x = a->items[i].code ? a->items[i].code : "", *y = b->items[i].code ? b->items[i].code : "";
    same = a->items[i].entity == b->items[i].entity && strcmp(x, y) == 0;
  }
  return same;
}

static dl_participants copy_of(dl_coding *work, const dl_participants *from) {
  dl_participants to = {0};
  for (uint32_t i = 0; i < from->count; i++) *DL_PUSH(work->doc->arena, to.items, to.count, to.capacity) = from->items[i];
  return to;
}

dl_watch dl_watch_event(dl_coding *work, const dl_event *event) {
  return (dl_watch){copy_of(work, &event->actor), copy_of(work, &event->recipient), event->category, event->cameo};
}

void dl_trace_rule(dl_coding *work, dl_event *event, const dl_watch *before, const char *rule) {
  if (!same_parties(&event->actor, &before->actor)) add_line(work, &event->trace, dl_arena_printf(work->doc->arena, "actor: %s", rule));
  if (!same_parties(&event->recipient, &before->recipient)) add_line(work, &event->trace, dl_arena_printf(work->doc->arena, "recipient: %s", rule));
  if (strcmp(event->category, before->category) != 0 || strcmp(event->cameo, before->cameo) != 0)
    add_line(work, &event->trace, dl_arena_printf(work->doc->arena, "category: %s, from %s %s", rule, before->category[0] ? before->category : "a speech act", before->cameo));
}
