/* Spans that overlap as they like, written as runs of text between two places where something begins or ends. */
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "base/html.h"
#include "report/html.h"

enum { NAMED = 'e', TIMED = 't', QUOTED = 'q' }; /* beside the roles: what is marked whether lit or not */

typedef struct mark {
  uint32_t begin, end; /* bytes */
  char role;
  uint32_t number; /* of the note; of NAMED the entity's index; else 0 */
} mark;

struct dl_marks {
  dl_document *doc;
  mark *items; /* by their beginning */
  uint32_t count, capacity;
  uint32_t *edges; /* bytes where a mark begins or ends, ascending */
  uint32_t edge_count;
  uint32_t next, edge; /* the first mark, the first edge that are not reached yet */
  uint32_t *open;      /* marks that the place reached stands in */
  uint32_t open_count;
};

static void add(dl_marks *m, dl_span span, char role, uint32_t number) {
  if (span.begin >= span.end || span.end > m->doc->text_size) return;
  *DL_PUSH(m->doc->arena, m->items, m->count, m->capacity) = (mark){span.begin, span.end, role, number};
}

static void parties(dl_marks *m, const dl_participants *list, char role, uint32_t number) {
  for (uint32_t i = 0; i < list->count; i++) add(m, list->items[i].span, role, number);
}

/* The mentions of an entity in a sentence. */
static void named(dl_marks *m, uint32_t entity, uint32_t sentence, char role, uint32_t number) {
  const dl_document *doc = m->doc;
  const dl_sentence *s = &doc->sentences[sentence];
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const dl_mention *x = doc->mention_at && doc->mention_at[i] >= 0 ? &doc->mentions[doc->mention_at[i]] : NULL;
    if (x && x->entity == entity) add(m, (dl_span){x->begin, x->end}, role, number);
  }
}

static void attribution(dl_marks *m, const dl_attribution *a, uint32_t number) {
  add(m, a->source, DL_ROLE_SOURCE, number);
  add(m, a->cue, DL_ROLE_CUE, number);
}

static void event(dl_marks *m, const dl_event *v, uint32_t number) {
  const dl_indices *where[] = {&v->place, &v->from, &v->to, &v->via};
  add(m, v->trigger_span, DL_ROLE_TRIGGER, number);
  parties(m, &v->actor, DL_ROLE_ACTOR, number);
  parties(m, &v->recipient, DL_ROLE_RECIPIENT, number);
  for (uint32_t i = 0; i < v->object.count; i++) add(m, v->object.items[i].span, DL_ROLE_OBJECT, number);
  for (uint32_t k = 0; k < sizeof where / sizeof *where; k++)
    for (uint32_t i = 0; i < where[k]->count; i++) named(m, where[k]->items[i], v->sentence, DL_ROLE_PLACE, number);
  if (v->time >= 0) add(m, (dl_span){m->doc->times[v->time].begin, m->doc->times[v->time].end}, DL_ROLE_TIME, number);
  for (uint32_t i = 0; i < v->attribution.count; i++)
    attribution(m, &m->doc->attributions[v->attribution.items[i]], number);
}

static int by_begin(const void *a, const void *b) {
  const mark *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  if (x->end != y->end) return x->end > y->end ? -1 : 1;
  if (x->role != y->role) return x->role < y->role ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static void edges(dl_marks *m) {
  m->open = dl_arena_alloc(m->doc->arena, m->count * sizeof *m->open + 1);
  m->edges = dl_arena_alloc(m->doc->arena, 2 * (size_t)m->count * sizeof *m->edges + 1);
  for (uint32_t i = 0; i < m->count; i++) {
    m->edges[m->edge_count++] = m->items[i].begin;
    m->edges[m->edge_count++] = m->items[i].end;
  }
  if (m->count > 0) {
    qsort(m->items, m->count, sizeof *m->items, by_begin);
    qsort(m->edges, m->edge_count, sizeof *m->edges, by_size);
  }
}

dl_marks *dl_marks_make(dl_document *doc) {
  dl_marks *m = dl_arena_alloc(doc->arena, sizeof *m);
  m->doc = doc;
  for (uint32_t i = 0; i < doc->entity_count; i++)
    for (uint32_t k = 0; k < doc->entities[i].mention_count; k++) {
      const dl_mention *x = &doc->mentions[doc->entities[i].mentions[k]];
      add(m, (dl_span){x->begin, x->end}, NAMED, i);
    }
  for (uint32_t i = 0; i < doc->time_count; i++) add(m, (dl_span){doc->times[i].begin, doc->times[i].end}, TIMED, 0);
  for (uint32_t i = 0; i < doc->event_count; i++) event(m, &doc->events[i], i + 1);
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    const dl_attribution *a = &doc->attributions[i];
    attribution(m, a, doc->event_count + i + 1);
    for (uint32_t k = 0; k < a->content_count; k++) add(m, a->content[k], QUOTED, doc->event_count + i + 1);
  }
  edges(m);
  return m;
}

/* Opens and closes what begins and ends up to `at`. */
static void move_to(dl_marks *m, uint32_t at) {
  uint32_t left = 0;
  while (m->next < m->count && m->items[m->next].begin <= at) m->open[m->open_count++] = m->next++;
  for (uint32_t i = 0; i < m->open_count; i++)
    if (m->items[m->open[i]].end > at) m->open[left++] = m->open[i];
  m->open_count = left;
  while (m->edge < m->edge_count && m->edges[m->edge] <= at) m->edge++;
}

static bool lights(char role) {
  return role == DL_ROLE_TRIGGER || role == DL_ROLE_CUE;
}

/* Its classes: what it is, and for each note the role in it; "xN" where it lights the note. */
static void classes(const dl_marks *m, dl_buffer *out) {
  for (uint32_t i = 0; i < m->open_count; i++) {
    const mark *x = &m->items[m->open[i]];
    if (i > 0) dl_buffer_char(out, ' ');
    dl_buffer_char(out, x->role);
    if (x->role == NAMED || x->role == TIMED) continue;
    dl_buffer_printf(out, " %c%u", x->role, x->number);
    if (lights(x->role)) dl_buffer_printf(out, " x%u", x->number);
  }
}

static void title(const dl_marks *m, dl_buffer *out) {
  const dl_entity *e = NULL;
  for (uint32_t i = 0; i < m->open_count; i++)
    if (m->items[m->open[i]].role == NAMED) e = &m->doc->entities[m->items[m->open[i]].number];
  if (!e) return;
  dl_html_around(out, " title=\"", e->name[0] ? e->name : dl_entity_type_name(e->type), "");
  dl_html_around(out, ", ", DL_CODE_TEXT(e->code), "");
  dl_buffer_char(out, '"');
}

static void run(const dl_marks *m, const char *text, size_t size, const char *anchor, dl_buffer *out) {
  uint32_t trigger = 0;
  if (m->open_count == 0) {
    dl_html_escape(out, text, size);
    return;
  }
  for (uint32_t i = 0; i < m->open_count; i++)
    if (m->items[m->open[i]].role == DL_ROLE_TRIGGER) trigger = m->items[m->open[i]].number;
  dl_buffer_text(out, trigger ? "<a class=\"" : "<span class=\"");
  classes(m, out);
  dl_buffer_char(out, '"');
  title(m, out);
  if (trigger) dl_buffer_printf(out, " href=\"#%sV%u\"", anchor, trigger);
  dl_buffer_char(out, '>');
  dl_html_escape(out, text, size);
  dl_buffer_text(out, trigger ? "</a>" : "</span>");
}

void dl_marks_write(dl_marks *m, uint32_t begin, uint32_t end, const char *anchor, dl_buffer *out) {
  for (uint32_t at = begin, to; at < end; at = to) {
    dl_guard_poll();
    move_to(m, at);
    to = m->edge < m->edge_count && m->edges[m->edge] < end ? m->edges[m->edge] : end;
    run(m, m->doc->text + at, to - at, anchor, out);
  }
}
