/* The notes in the margin: what an event is, who says so and how sure, why it was coded; who is quoted by which word.
 */
#include <string.h>

#include "base/guard.h"
#include "base/html.h"
#include "report/html.h"
#include "times/when.h"

/* Links or measures of an event, as a chain through a list. */
typedef struct chain {
  uint32_t *first, *next; /* of each event, of each item: 1 + the index of an item; 0: none */
} chain;

struct dl_notes {
  const dl_report *report;
  dl_document *doc;
  const char *anchor;
  uint32_t *order, next, count; /* the notes by their sentence; events, then attributions behind event_count */
  chain from, to, screens;
};

static void put(dl_buffer *out, const char *html) {
  dl_buffer_text(out, html);
}

static void slice(dl_buffer *out, const dl_document *doc, dl_span s) {
  dl_html_escape(out, doc->text + s.begin, s.end - s.begin);
}

static void parties(const dl_document *doc, const dl_participants *list, char role, dl_buffer *out) {
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    dl_buffer_printf(out, "%s<bdi class=\"%c is\">", i ? ", " : "", role);
    if (p->mention >= 0 || p->entity < 0)
      slice(out, doc, p->span);
    else
      dl_html_text(out, doc->entities[p->entity].name);
    put(out, "</bdi>");
    if (p->code) dl_html_around(out, " <span class=\"meta\">", DL_CODE_TEXT(p->code), "</span>");
  }
}

static void phrases(const dl_document *doc, const char *label, const dl_phrases *list, char role, dl_buffer *out) {
  if (list->count == 0) return;
  dl_buffer_printf(out, "<p>%s ", label);
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_phrase *p = &list->items[i];
    dl_buffer_printf(out, role ? "%s<bdi class=\"%c is\">" : "%s<bdi>", i ? "; " : "", role);
    slice(out, doc, p->span);
    put(out, "</bdi>");
    if (p->klass) dl_html_around(out, " <span class=\"meta\">", p->klass, "</span>");
  }
  put(out, "</p>\n");
}

static const char *whose(const dl_document *doc, const dl_factuality *f) {
  return f->entity >= 0 ? doc->entities[f->entity].name : f->entity == -1 ? "the text" : "a source not named";
}

static void says(const dl_document *doc, const dl_event *v, dl_buffer *out) {
  put(out, "<ul class=\"says\">");
  for (uint32_t i = 0; i < v->factuality_count; i++) {
    const dl_factuality *f = &v->factuality[i];
    dl_html_around(out, "<li><bdi>", whose(doc, f), "</bdi>: ");
    dl_html_text(out, dl_rating_words(f->value));
    put(out, "</li>");
  }
  put(out, "</ul>\n");
}

static void when(dl_document *doc, const dl_event *v, dl_buffer *out) {
  dl_when w = dl_event_when(doc, v);
  if (!w.date[0]) return;
  dl_html_around(out, "<p>When ", w.date, "");
  if (v->time >= 0) {
    put(out, " <bdi class=\"w is\">");
    slice(out, doc, (dl_span){doc->times[v->time].begin, doc->times[v->time].end});
    put(out, "</bdi>");
  }
  put(out, "</p>\n");
}

static void where(const dl_document *doc, const dl_event *v, dl_buffer *out) {
  for (uint32_t i = 0; i < v->place.count; i++)
    dl_html_around(out, i ? ", <bdi class=\"p is\">" : "<p>Where <bdi class=\"p is\">",
                   doc->entities[v->place.items[i]].name, "</bdi>");
  if (v->place.count > 0) put(out, "</p>\n");
}

static void links(const dl_notes *n, uint32_t event, bool from, dl_buffer *out) {
  static const char *const words[][2] = {[DL_DENIES] = {"Denied by", "Denies"},
                                         [DL_CONFIRMS] = {"Confirmed by", "Confirms"},
                                         [DL_SAME] = {"The same as", "The same as"},
                                         [DL_EXCHANGE] = {"In exchange for", "In exchange for"}};
  const chain *c = from ? &n->from : &n->to;
  for (uint32_t i = c->first[event]; i > 0; i = c->next[i - 1]) {
    const dl_link *l = &n->doc->links[i - 1];
    uint32_t other = (from ? l->to : l->from) + 1;
    dl_buffer_printf(out, "<p>%s <a href=\"#%sV%u\">V%u</a></p>\n", words[l->type][from], n->anchor, other, other);
  }
}

static void screens(const dl_notes *n, uint32_t event, dl_buffer *out) {
  for (uint32_t i = n->screens.first[event]; i > 0; i = n->screens.next[i - 1]) {
    const dl_screen *s = &n->doc->screens[i - 1];
    dl_html_around(out, "<p>Touches ", s->regime, "");
    dl_html_around(out, ", ", s->paragraph, "");
    dl_html_around(out, ": ", s->measure, "");
    dl_html_around(out, " <span class=\"meta\">(", s->checked, ")</span>");
    put(out, "</p>\n");
  }
}

static void why(const dl_report *report, dl_document *doc, uint32_t event, dl_buffer *out) {
  dl_buffer lines = {0};
  dl_report_explain(report, doc, event + 1, &lines);
  put(out, "<details><summary>Why</summary><pre>");
  if (lines.size > 0) dl_html_escape(out, lines.data, lines.size);
  put(out, "</pre></details>");
  out->failed |= lines.failed;
  dl_buffer_free(&lines);
}

static void event_note(const dl_notes *n, uint32_t index, dl_buffer *out) {
  dl_document *doc = n->doc;
  const dl_event *v = &doc->events[index];
  dl_buffer_printf(out, "<div class=\"card x%u\" id=\"%sV%u\"><h3>V%u <span class=\"g is\">%s</span> %s", index + 1,
                   n->anchor, index + 1, index + 1, v->act != DL_SPEECH_ACT ? dl_act_name(v->act) : "speech act",
                   dl_mode_name(v->mode));
  for (uint32_t i = 0; i < 4; i++)
    if (v->auxiliary & 1u << i) dl_buffer_printf(out, " <em>%s</em>", dl_auxiliary_name(i));
  dl_buffer_printf(out, " <span class=\"meta\">CAMEO %s, %.2f sure</span></h3>\n<p>", v->cameo, v->confidence);
  if (v->actor.count == 0) put(out, "<span class=\"meta\">nobody named</span>");
  parties(doc, &v->actor, DL_ROLE_ACTOR, out);
  put(out, v->reciprocal ? " \xE2\x86\x94 " : " \xE2\x86\x92 ");
  if (v->recipient.count == 0) put(out, "<span class=\"meta\">nobody named</span>");
  parties(doc, &v->recipient, DL_ROLE_RECIPIENT, out);
  put(out, "</p>\n");
  says(doc, v, out);
  phrases(doc, "What", &v->object, DL_ROLE_OBJECT, out);
  phrases(doc, "What for", &v->purpose, 0, out);
  phrases(doc, "How much", &v->magnitude, 0, out);
  when(doc, v, out);
  where(doc, v, out);
  links(n, index, true, out);
  links(n, index, false, out);
  screens(n, index, out);
  why(n->report, doc, index, out);
  put(out, "</div>\n");
}

static void attribution_note(const dl_notes *n, uint32_t index, dl_buffer *out) {
  const dl_document *doc = n->doc;
  const dl_attribution *a = &doc->attributions[index];
  dl_buffer_printf(out, "<p class=\"voice x%u\" id=\"%sA%u\"><span class=\"meta\">A%u</span> <bdi class=\"s is\">",
                   doc->event_count + index + 1, n->anchor, index + 1, index + 1);
  if (a->entity >= 0)
    dl_html_text(out, doc->entities[a->entity].name);
  else if (a->source.end > a->source.begin)
    slice(out, doc, a->source);
  else
    put(out, "nobody named");
  put(out, "</bdi> \xE2\x80\x9C<bdi class=\"c is\">");
  slice(out, doc, a->cue);
  dl_buffer_printf(out, "</bdi>\xE2\x80\x9D <span class=\"meta\">%s</span></p>\n",
                   a->type == DL_DIRECT  ? "word for word"
                   : a->type == DL_MIXED ? "in part word for word"
                                         : "in other words");
}

/* ---- their order ---- */

static uint32_t sentence_of(const dl_document *doc, uint32_t note) {
  if (note < doc->event_count) return doc->events[note].sentence;
  return doc->tokens[doc->attributions[note - doc->event_count].cue_token].sentence;
}

/* By sentence, those of one in the order of their numbers: counted, since there are few sentences more than notes. */
static void put_in_order(dl_notes *n) {
  const dl_document *doc = n->doc;
  uint32_t *place = dl_arena_alloc(doc->arena, (doc->sentence_count + 2) * sizeof *place);
  n->order = dl_arena_alloc(doc->arena, n->count * sizeof *n->order + 1);
  for (uint32_t i = 0; i < n->count; i++) place[sentence_of(doc, i) + 1]++;
  for (uint32_t i = 0; i < doc->sentence_count; i++) place[i + 1] += place[i];
  for (uint32_t i = 0; i < n->count; i++) n->order[place[sentence_of(doc, i)]++] = i;
}

static chain chain_new(const dl_document *doc, uint32_t count) {
  return (chain){dl_arena_alloc(doc->arena, doc->event_count * sizeof(uint32_t) + 1),
                 dl_arena_alloc(doc->arena, count * sizeof(uint32_t) + 1)};
}

static void chain_add(chain *c, uint32_t event, uint32_t item) {
  c->next[item] = c->first[event];
  c->first[event] = item + 1;
}

dl_notes *dl_notes_make(const dl_report *report, dl_document *doc, const char *anchor) {
  dl_notes *n = dl_arena_alloc(doc->arena, sizeof *n);
  *n = (dl_notes){.report = report, .doc = doc, .anchor = anchor, .count = doc->event_count + doc->attribution_count};
  n->from = chain_new(doc, doc->link_count);
  n->to = chain_new(doc, doc->link_count);
  n->screens = chain_new(doc, doc->screen_count);
  for (uint32_t i = doc->link_count; i-- > 0;) {
    chain_add(&n->from, doc->links[i].from, i);
    chain_add(&n->to, doc->links[i].to, i);
  }
  for (uint32_t i = doc->screen_count; i-- > 0;) chain_add(&n->screens, doc->screens[i].event, i);
  put_in_order(n);
  return n;
}

void dl_notes_write(dl_notes *n, uint32_t end, dl_buffer *out) {
  for (; n->next < n->count && sentence_of(n->doc, n->order[n->next]) < end; n->next++) {
    uint32_t note = n->order[n->next];
    dl_guard_poll();
    if (note < n->doc->event_count)
      event_note(n, note, out);
    else
      attribution_note(n, note - n->doc->event_count, out);
  }
}
